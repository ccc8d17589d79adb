//! What is wrong is said at its place, with what to do about it, in both languages.
//!
//! A folder of `tests/diagnostics/` is a diagnostic: its name is the code, `site/` is the smallest wrong site (with settings
//! of one line where it has none), `expected.zh.txt` and `expected.en.txt` are what `build` says. `UPDATE=1` writes them anew:
//! read them before they are committed.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Ran, Site, files_in};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// The codes that have a folder.
fn codes() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let mut codes: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    codes.retain(|code| cfg!(unix) || code != "special-file");
    codes.sort();
    codes
}

/// The wrong site of a code.
fn site(code: &str) -> Site {
    let site = Site::bare();
    let files = folder().join(code).join("site");
    for (path, bytes) in if files.is_dir() { files_in(&files) } else { Default::default() } {
        site.write(&path, bytes);
    }
    // What no file of text can hold is made here.
    match code {
        "encoding" => {
            site.write("content/reports/a.md", b"---\ntitle: \xd4\xc6\xd6\xdd\n---\n");
        }
        "limit" => {
            site.write("content/reports/a.md", format!("---\ntitle: 甲\nsummary: {}\n---\n", "长".repeat(22_000)));
        }
        "special-file" => {
            fs::create_dir_all(site.path("content/reports")).expect("a folder");
            #[cfg(unix)]
            std::os::unix::fs::symlink("/dev/zero", site.path("content/reports/a.md")).expect("a link");
        }
        _ => {}
    }
    site
}

fn build(site: &Site, lang: &str, more: &[&str]) -> Ran {
    let mut ran = site.run(&[&["build", "--lang", lang], more].concat());
    ran.stderr = ran.stderr.replace(site.root().to_str().expect("UTF-8"), "…");
    ran
}

#[test]
fn every_diagnostic_reads_well_in_both_languages() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for code in codes() {
        for (lang, name) in [("zh-CN", "expected.zh.txt"), ("en", "expected.en.txt")] {
            let ran = build(&site(&code), lang, &[]);
            assert!(ran.codes().contains(&code.as_str()), "{code} is not said: {}", ran.stderr);
            let path = folder().join(&code).join(name);
            if update {
                fs::write(&path, &ran.stderr).expect("it can be written");
            }
            let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            if expected != ran.stderr {
                different.push(format!("{code}/{name}\n--- expected\n{expected}--- said\n{}", ran.stderr));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn an_error_stops_the_build_and_a_warning_does_not() {
    for code in codes() {
        let site = site(&code);
        let ran = build(&site, "en", &[]);
        let has_error = ran.stderr.lines().any(|line| line.starts_with("error["));
        assert_eq!(
            (ran.code, site.out("index.html").exists()),
            if has_error { (1, false) } else { (0, true) },
            "{code}: {}",
            ran.stderr
        );
        let strict = build(&site, "en", &["--strict"]);
        let has_warning = ran.stderr.lines().any(|line| line.starts_with("warning["));
        assert_eq!(strict.code, i32::from(has_error || has_warning), "{code}: {}", strict.stderr);
    }
}

#[test]
fn a_program_reads_the_same_as_a_person() {
    for code in codes() {
        let ran = build(&site(&code), "en", &["--format", "json"]);
        let lines = ran.stderr.lines().map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{line}: {error}"))
        });
        let found = lines
            .into_iter()
            .find(|line| line["code"] == code.as_str())
            .unwrap_or_else(|| panic!("{code}: {}", ran.stderr));
        let person = build(&site(&code), "en", &[]).stderr;
        let (severity, message) =
            (found["severity"].as_str().expect("a word"), found["message"].as_str().expect("a text"));
        assert!(person.contains(&format!("{severity}[{code}]: {message}")), "{code}: {person}");
        if let Some(file) = found["file"].as_str() {
            assert!(person.contains(file), "{code}: {person}");
        }
    }
}

#[test]
fn the_settings_change_a_severity_and_some_are_firm() {
    let site = Site::bare();
    site.report("a.md", "title: 甲\nunit: 气象局\nyear: 2022", "正文。");
    let build = |rule: &str| {
        site.write("huibian.yaml", format!("title: 汇编\nrules: {{unit-unknown: {rule}}}\n"));
        let ran = build(&site, "en", &[]);
        (ran.code, ran.stderr.lines().next().unwrap_or_default().split('[').next().unwrap_or_default().to_owned())
    };
    assert_eq!(build("error"), (1, "error".into()));
    assert_eq!(build("warning"), (0, "warning".into()));
    assert_eq!(build("note"), (0, "note".into()));
    assert!(build("off").1.starts_with("1 report"));
    site.report("b/a.md", "title: 乙\nyear: 2022", "正文。");
    site.write("huibian.yaml", "title: 汇编\nrules: {address-taken: off, unit-missing: off}\n");
    assert_eq!(site.run(&["build"]).code, 1, "two pages on one address stay an error");
}

#[test]
fn all_that_is_wrong_is_said_in_one_run() {
    let site = Site::bare();
    site.write("content/units.yaml", "units:\n  - {id: a, name: 甲, parent: b}\n  - {id: a, name: 乙}\n");
    site.report("a.md", "titel: 甲\ndate: 昨天\nunit: 丙", "[没有](没有.md) ![没有](没有.png)");
    site.report("b.md", "title: *\nyear: 2022", "正文。");
    site.write("templates/unit.html", "{% if %}");
    let ran = site.run(&["build"]);
    for code in [
        "id-twice",
        "parent-unknown",
        "key-unknown",
        "date-bad",
        "unit-unknown",
        "link-broken",
        "image-missing",
        "yaml-alias",
        "template",
    ] {
        assert!(ran.codes().contains(&code), "{code}: {}", ran.stderr);
    }
    assert_eq!(ran.code, 1);
}

#[test]
fn many_of_a_kind_are_counted_and_listed_on_request() {
    let site = Site::bare();
    for n in 0..15 {
        site.report(&format!("r{n:02}.md"), &format!("title: 甲{n}\nunit: 气象局\nyear: 2022"), "正文。");
    }
    let short = site.run(&["build"]);
    assert_eq!(short.codes().len(), 10);
    assert!(short.stderr.contains("unit-unknown：另有 5 处"), "{}", short.stderr);
    assert_eq!(site.run(&["build", "-v"]).codes().len(), 15);
    assert_eq!(site.run(&["build", "-q"]).stderr, "");
}
