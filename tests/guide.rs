//! The guide in `docs/` cannot rot: what its consoles show is what the program says, every file it has people write is
//! written, and every command and flag of the program is in it.
//!
//! A fence ```` ```console ```` holds commands after `$ ` and what they print; ```` ```yaml content/units.yaml ```` is a file
//! that the page has a person write. A page is one walk from its first fence to its last, in a folder with nothing in it, which
//! stands as `~`. With `UPDATE=1` the consoles are written anew; read the difference before you keep it.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::{Site, flags};

/// What parts the outputs of commands.
const MARK: char = '\u{1e}';

enum Piece<'a> {
    /// Prose, and fences that nobody runs.
    Text(&'a str),
    /// A file to write, and what it holds.
    File(&'a str, &'a str),
    /// The inside of a console.
    Console(&'a str),
}

fn pages() -> Vec<PathBuf> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut pages: Vec<_> = fs::read_dir(docs).expect("docs").map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages
}

/// The page cut at its fences; the fences themselves belong to the prose.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut open: Option<&str> = None;
    for line in page.split_inclusive('\n') {
        let end = at + line.len();
        match (line.trim_end().strip_prefix("```"), open) {
            (Some(info), None) => {
                pieces.push(Piece::Text(&page[from..end]));
                (open, from) = (Some(info), end);
            }
            (Some(""), Some(info)) => {
                let inside = &page[from..at];
                pieces.push(match info.split_once(' ') {
                    _ if info == "console" => Piece::Console(inside),
                    Some((_, path)) => Piece::File(path, inside),
                    None => Piece::Text(inside),
                });
                (open, from) = (None, at);
            }
            _ => {}
        }
        at = end;
    }
    pieces.push(Piece::Text(&page[from..]));
    pieces
}

fn commands(console: &str) -> impl Iterator<Item = &str> {
    console.lines().filter_map(|line| line.strip_prefix("$ "))
}

/// What each command of a page prints, in order.
fn outputs(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut script = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::File(path, text) => {
                let _ = writeln!(
                    script,
                    "mkdir -p \"$(dirname '{path}')\" && cat > '{path}' <<'END-OF-FILE'\n{text}END-OF-FILE"
                );
            }
            Piece::Console(console) => {
                for command in commands(console) {
                    let _ = writeln!(script, "printf '{MARK}'\n{command}");
                }
            }
        }
    }
    let home = Site::empty_named("home");
    let program = Path::new(env!("CARGO_BIN_EXE_huibian")).parent().expect("a folder");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("exec 2>&1\n{script}")).current_dir(home.root()).stdin(Stdio::null());
    shell.env_clear().env("HOME", home.root()).env("LANG", "zh_CN.UTF-8").env("NO_COLOR", "1");
    shell.env("PATH", format!("{}:/usr/bin:/bin", program.display()));
    let said = shell.output().expect("a shell").stdout;
    let said = String::from_utf8(said).expect("UTF-8").replace(&home.root().display().to_string(), "~");
    said.split(MARK).skip(1).map(str::to_owned).collect()
}

#[test]
#[cfg(unix)]
fn consoles_show_what_the_program_says() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).expect("a page");
        let pieces = pieces(&page);
        let mut outputs = outputs(&pieces).into_iter();
        let mut written = String::new();
        for piece in &pieces {
            match piece {
                Piece::Text(text) | Piece::File(_, text) => written += text,
                Piece::Console(console) => {
                    for command in commands(console) {
                        let said = outputs.next().unwrap_or_default();
                        let _ = writeln!(written, "$ {command}");
                        written += &said;
                        count += 1;
                    }
                }
            }
        }
        if written != page && std::env::var_os("UPDATE").is_some() {
            fs::write(&path, written).expect("a page");
        } else if written != page {
            let line = written.lines().zip(page.lines()).position(|(new, old)| new != old).unwrap_or_default();
            let around = |text: &str| text.lines().skip(line.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
            let _ = writeln!(
                wrong,
                "{}:{}\nshows\n{}\nshould show\n{}\n",
                path.display(),
                line + 1,
                around(&page),
                around(&written)
            );
        }
    }
    assert!(count > 20, "only {count} commands");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_guide_has_every_command_and_flag_and_no_other() {
    let site = Site::empty();
    let help = site.run(&["--help"]).stdout;
    let names: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("命令"))
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(names.len() >= 6, "{help}");
    let helps: Vec<String> =
        names.iter().map(|name| site.run(&[name, "--help"]).stdout).chain([help.clone()]).collect();
    let known: Vec<&str> = helps.iter().flat_map(|help| flags(help)).collect();
    let guide: String = pages().iter().map(|path| fs::read_to_string(path).expect("a page")).collect();
    for name in &names {
        assert!(guide.contains(&format!("`huibian {name}")), "the guide has no command {name}");
    }
    for flag in &known {
        assert!(guide.contains(&format!("`{flag}")), "the guide has no {flag}");
    }
    for line in guide.lines().filter(|line| line.contains("huibian ")) {
        let said = line.split("huibian ").skip(1);
        for own in said.map(|rest| rest.split(['`', '#']).next().unwrap_or_default()) {
            for flag in flags(own) {
                assert!(known.contains(&flag), "the program has no {flag}: {line}");
            }
        }
    }
}

#[test]
fn the_pages_of_the_guide_lead_to_each_other_and_to_what_is_there() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let first = fs::read_to_string(docs.join("README.md")).expect("the first page");
    for path in pages() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name == "README.md" || first.contains(&format!("({name}")), "the first page does not lead to {name}");
        let page = fs::read_to_string(&path).expect("a page");
        // What stands in fences and between backticks is no link.
        let prose: String = page.split("```").step_by(2).flat_map(|prose| prose.split('`').step_by(2)).collect();
        let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(docs.join(file).exists(), "{name} leads to {target}, which is not there");
        }
    }
}
