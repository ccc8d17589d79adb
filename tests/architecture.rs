//! The structure of the program: who may use whom, and who may touch the world.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that every room may use; among themselves only those to their left.
const COMMON: [&str; 5] = ["text", "digest", "diagnostic", "document", "settings"];

/// Room → rooms that it may use beside the common ones. The order is that of the flow, so an arrow back shows at once.
const ROOMS: [(&str, &[&str]); 18] = [
    ("text", &[]),
    ("digest", &[]),
    ("diagnostic", &[]),
    ("document", &[]),
    ("settings", &[]),
    ("registry", &[]),
    ("load", &["registry"]),
    ("import", &["registry", "load"]),
    ("archive", &["registry", "load"]),
    ("plan", &["registry", "load", "archive"]),
    ("edition", &["registry", "load", "archive", "plan"]),
    ("render", &["plan"]),
    ("moment", &["load", "edition", "render"]),
    ("write", &["load", "plan", "render"]),
    ("intake", &["registry", "load", "import", "edition", "write"]),
    ("watch", &["load"]),
    ("serve", &["load", "import", "edition", "plan", "render", "moment", "write", "intake", "watch"]),
    (
        "cli",
        &[
            "registry", "load", "import", "archive", "plan", "edition", "render", "moment", "write", "intake", "watch",
            "serve",
        ],
    ),
];

/// Words that touch the world, and the files that may say them.
const WORLDLY: [(&str, &[&str]); 9] = [
    (
        "std::fs",
        &[
            "load/file.rs",
            "load/scan.rs",
            "load/stamp.rs",
            "load/theme.rs",
            "write/",
            "intake/",
            "watch/posts.rs",
            "cli/",
        ],
    ),
    ("std::env::", &["cli/", "main.rs"]),
    ("std::process::", &["cli/mod.rs", "main.rs", "write/output.rs"]),
    ("std::net", &["serve/", "cli/arguments.rs", "cli/serve.rs"]),
    // It decides what is read again and nothing else.
    ("SystemTime", &["load/stamp.rs"]),
    ("Instant::now", &["watch/", "serve/keep.rs", "serve/reception.rs", "cli/timings.rs"]),
    // Things are looked up in them and never gone through: the sanitiser takes its lists so, and the catalogue has every address.
    ("HashMap", &["load/html.rs", "plan/catalogue.rs"]),
    ("HashSet", &["load/html.rs"]),
    ("println!", &["cli/terminal.rs"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The lines of a file that the compiler reads: no comments, nothing below the tests.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).expect("the file can be read");
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line.to_owned()))
        .collect()
}

fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(source()).expect("it lies in src");
    (inside.components().count() > 1)
        .then(|| inside.iter().next().expect("it has a folder").to_string_lossy().into_owned())
}

#[test]
fn every_room_stands_in_the_table_and_in_the_map() {
    let map = fs::read_to_string(source().join("lib.rs")).expect("lib.rs");
    let folders = fs::read_dir(source()).expect("src").filter_map(|entry| {
        let path = entry.expect("entry").path();
        path.is_dir().then(|| path.file_name().expect("name").to_string_lossy().into_owned())
    });
    let mut rooms: Vec<String> = folders.collect();
    rooms.sort();
    let mut table: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    table.sort_unstable();
    assert_eq!(rooms, table, "a room appears that the table does not name, or the other way round");
    for room in &rooms {
        assert!(map.contains(&format!("| [`{room}`]")), "the map in src/lib.rs does not show {room}");
        assert!(map.contains(&format!("pub mod {room};")), "src/lib.rs does not declare {room}");
    }
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let mut faults = Vec::new();
    for path in files(&source()) {
        let Some(room) = room_of(&path) else { continue };
        let own = COMMON.iter().position(|common| *common == room);
        let common = &COMMON[..own.unwrap_or(COMMON.len())];
        let (_, others) = ROOMS.iter().find(|(name, _)| *name == room).expect("the room stands in the table");
        for (number, line) in code(&path) {
            for used in line.split("crate::").skip(1) {
                let names: Vec<&str> = match used.strip_prefix('{') {
                    Some(group) => group.trim_end_matches("};").split(',').map(str::trim).collect(),
                    None => vec![used],
                };
                for name in names {
                    let name: String = name.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    if name != room && !common.contains(&name.as_str()) && !others.contains(&name.as_str()) {
                        faults.push(format!("{}:{number}: {room} may not use {name}", path.display()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_named_files_touch_the_world() {
    let mut faults = Vec::new();
    for path in files(&source()) {
        let inside = path.strip_prefix(source()).expect("it lies in src").to_string_lossy().replace('\\', "/");
        for (number, line) in code(&path) {
            for (word, allowed) in WORLDLY {
                if line.contains(word) && !allowed.iter().any(|file| inside.starts_with(file)) {
                    faults.push(format!("{inside}:{number}: {word}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn render_sees_only_views_of_the_plan() {
    for path in files(&source().join("render")) {
        for (number, line) in code(&path) {
            let elsewhere = line.split("crate::plan::").skip(1).any(|used| !used.starts_with("view"));
            assert!(!elsewhere, "{}:{number}: render may use the views and nothing else of the plan", path.display());
        }
    }
}

#[test]
fn files_fit_a_few_screens() {
    for path in files(&source()) {
        let lines = fs::read_to_string(&path).expect("the file can be read").lines().count();
        // A table of fields or of phrases may be longer.
        let is_table = path.ends_with("view.rs") || path.ends_with("phrasebook.rs");
        let most = if is_table { 700 } else { 400 };
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}
