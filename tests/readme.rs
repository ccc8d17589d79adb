//! The two READMEs say the same.

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is there")
}

/// The blocks of commands, without their comments, which are in the language of the file.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
            continue;
        }
        let command = line.split(" #").next().unwrap_or_default().trim();
        if inside && !command.is_empty() && !command.starts_with('#') {
            commands.push(command.to_owned());
        }
    }
    commands
}

#[test]
fn both_readmes_have_the_same_commands_and_link_to_each_other() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert_eq!(commands(&english), commands(&chinese));
    assert!(commands(&english).starts_with(&["cargo run --release -- build".to_owned(), "tests/run".to_owned()]));
    assert!(english.contains("(README.zh-CN.md)") && chinese.contains("(README.md)"));
}

#[test]
fn both_readmes_name_every_command_of_the_program() {
    for readme in [read("README.md"), read("README.zh-CN.md")] {
        for command in ["init", "import", "build", "serve", "list", "completions", "man"] {
            assert!(readme.contains(&format!("`huibian {command}")), "{command} is missing");
        }
    }
}

/// What stands between `before` and the next quotation mark, wherever it stands.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

#[test]
fn both_readmes_and_the_guide_show_all_pictures_and_say_what_is_on_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let mut taken: Vec<String> = quoted(&read("docs/pictures/take.mjs"), "{ name: \"")
        .iter()
        .map(|name| format!("docs/pictures/{name}.png"))
        .collect();
    taken.sort();
    let there = fs::read_dir(&folder).expect("the folder is there").map(|entry| entry.expect("an entry").file_name());
    let there = there.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "png")).count();
    assert_eq!(there, taken.len(), "a picture that nobody takes");
    for picture in &taken {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(picture)).expect("the picture is there");
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() <= 150 << 10, "{picture} has {} bytes", bytes.len());
    }
    let guide = read("docs/preview.md");
    let in_guide: Vec<String> = quoted(&guide, " src=\"").iter().map(|picture| format!("docs/{picture}")).collect();
    assert_eq!(quoted(&guide, " alt=\"").len(), in_guide.len());
    for readme in [read("README.md"), read("README.zh-CN.md")] {
        let shown = [quoted(&readme, " src=\""), quoted(&readme, " srcset=\"")].concat();
        let mut shown: Vec<&str> = shown.into_iter().chain(in_guide.iter().map(String::as_str)).collect();
        shown.sort_unstable();
        assert_eq!(shown, taken);
        let said = quoted(&readme, " alt=\"");
        assert_eq!(said.len(), readme.matches("<img ").count());
        assert!(said.iter().all(|alt| !alt.is_empty()), "{said:?}");
    }
}
