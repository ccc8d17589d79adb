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
        for command in ["init", "import", "build", "list", "completions", "man"] {
            assert!(readme.contains(&format!("`huibian {command}")), "{command} is missing");
        }
    }
}
