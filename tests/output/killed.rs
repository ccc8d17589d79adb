//! A build that is killed: every file is old or new and whole, and the next build repairs the rest.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{Site, difference};
use crate::{fill, site};

#[test]
fn what_a_killed_build_left_is_cleared() {
    let site = site(4);
    site.build();
    let files = site.files();
    site.write("public/.huibian-stage/7", "halb").write("public/.huibian-stage/deep/x", "halb");
    assert_eq!(site.counts().0, 0);
    assert_eq!(difference(&site.files(), &files), [""; 0]);
    assert!(!site.out(".huibian-stage").exists());
}

/// The moments at which a build is killed: when this is true of the output.
type Moment = fn(&Path) -> bool;

const MOMENTS: [(&str, Moment); 7] = [
    ("at once", |_| true),
    ("while the manifest is written", |out| !out.join("release.json").exists() && has_other_hidden(out)),
    ("when the output is there", Path::exists),
    ("when the first page waits", |out| out.join(".huibian-stage/0").exists()),
    ("when many pages wait", |out| out.join(".huibian-stage/100").exists()),
    ("when the manifest is there", |out| out.join("release.json").exists()),
    ("when pages appear", |out| out.join("reports").exists()),
];

/// Whether the output holds a hidden file that is neither the lock nor the stage.
fn has_other_hidden(out: &Path) -> bool {
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .any(|name| name.starts_with('.') && !name.starts_with(".huibian-"))
}

/// Starts a build and kills it at a moment, or when it has ended before.
fn kill(site: &Site, moment: Moment) {
    let mut child = site.start(&["build"]);
    while !moment(&site.out("")) && child.try_wait().expect("it runs").is_none() {
        std::thread::yield_now();
    }
    // Killing what has ended is no error.
    let _ = child.kill();
    child.wait().expect("it ends");
}

#[test]
fn a_first_build_that_was_killed_is_repaired_by_the_next() {
    let site = site(120);
    site.build();
    let clean = site.files();
    for (name, moment) in MOMENTS {
        fs::remove_dir_all(site.out("")).expect("the output");
        kill(&site, moment);
        for (address, bytes) in present(&site) {
            assert!(address == "release.json" || clean.get(&address) == Some(&bytes), "{name}: {address} is whole");
        }
        site.build();
        assert_eq!(difference(&site.files(), &clean), [""; 0], "{name}");
    }
}

#[test]
fn a_later_build_that_was_killed_leaves_every_file_old_or_new() {
    let site = site(120);
    site.build();
    let old = site.files();
    fill(&site, 100, "二");
    for n in 100..120 {
        site.remove(&format!("content/reports/r{n:03}.md"));
    }
    site.report("neu.md", "title: 新来的\nunit: yunzhou\nyear: 2030", "正文。");
    site.build();
    let new = site.files();
    let moments: [(&str, Moment); 4] = [
        ("when many pages wait", |out| out.join(".huibian-stage/100").exists()),
        ("when the new page appears", |out| out.join("reports/2030/neu.html").exists()),
        ("when half is removed", |out| !out.join("reports/2013/r110.html").exists()),
        ("when the stage goes", |out| out.join("years/2030.html").exists() && !out.join(".huibian-stage/3").exists()),
    ];
    for (name, moment) in moments {
        fs::remove_dir_all(site.out("")).expect("the output");
        for (address, bytes) in &old {
            site.write(&format!("public/{address}"), bytes);
        }
        kill(&site, moment);
        for (address, bytes) in present(&site) {
            let whole = old.get(&address) == Some(&bytes) || new.get(&address) == Some(&bytes);
            assert!(address == "release.json" || whole, "{name}: {address} is old or new");
        }
        site.build();
        assert_eq!(difference(&site.files(), &new), [""; 0], "{name}: no orphan");
    }
}

/// The files that readers of the site can meet.
fn present(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = if site.out("").exists() { site.files() } else { BTreeMap::new() };
    files.retain(|address, _| !address.split('/').any(|part| part.starts_with('.')));
    files
}
