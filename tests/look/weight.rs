//! How much the look weighs and where it lies: one style sheet, one script, nothing in pages themselves.

use std::fs;
use std::path::Path;

use crate::sheet::CSS;

fn theme() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(theme().join(folder)).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in Unicode")).collect();
    names.sort();
    names
}

/// The sources of all pages, by name.
pub(crate) fn templates() -> Vec<(String, String)> {
    let read = |name: String| {
        let text = fs::read_to_string(theme().join("templates").join(&name)).expect("a template");
        (name, text)
    };
    names("templates").into_iter().map(read).collect()
}

pub(crate) fn script() -> String {
    fs::read_to_string(theme().join("static/site.js")).expect("the script")
}

#[test]
fn the_look_is_one_style_sheet_and_one_small_script() {
    assert_eq!(names("static"), ["site.css", "site.js"]);
    assert!(CSS.len() <= 60 * 1024, "site.css has {} bytes", CSS.len());
    let script = script();
    assert!(script.len() <= 10 * 1024, "site.js has {} bytes", script.len());
    // Nothing is fetched: neither other sheets nor fonts nor pictures, and no script loads another.
    for fetched in ["@import", "url(", "http:", "https:"] {
        assert!(!CSS.contains(fetched), "site.css has {fetched}");
        assert!(!script.contains(fetched), "site.js has {fetched}");
    }
}

#[test]
fn pages_hold_no_style_and_no_script() {
    for (name, html) in templates() {
        for (at, line) in html.lines().enumerate() {
            let wrong = faults(line);
            assert!(wrong.is_empty(), "{name}:{}: {wrong:?}: {line}", at + 1);
        }
        let links = html.matches("<link rel=\"stylesheet\"").count() + html.matches("<script").count();
        assert_eq!(links, if name == "base.html" { 2 } else { 0 }, "{name}");
    }
}

fn faults(line: &str) -> Vec<&str> {
    let lower = line.to_ascii_lowercase();
    let mut found: Vec<&str> = ["<style", " style=", "javascript:", "<font", " align=", " bgcolor="]
        .into_iter()
        .filter(|wrong| lower.contains(wrong))
        .collect();
    if lower.contains("<script") && !lower.contains("<script src=\"{{ site.root }}static/site.js\"></script>") {
        found.push("a script of its own");
    }
    // ` onclick="…"`
    if lower.match_indices(" on").any(|(at, _)| {
        let name = lower[at + 1..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        name.starts_with("=\"") || name.starts_with("='")
    }) {
        found.push("a handler");
    }
    found
}

#[test]
fn faults_are_seen() {
    for wrong in [
        "<p style=\"color:red\">",
        "<style>p{}</style>",
        "<p onclick=\"x()\">",
        "<script>x()</script>",
        "<a href=\"javascript:x()\">",
        "<script src=\"x.js\"></script>",
    ] {
        assert!(!faults(wrong).is_empty(), "{wrong}");
    }
    assert!(faults("<p class=\"on\" data-on=\"x\">one = on</p>").is_empty());
}
