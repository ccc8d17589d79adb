//! An import that is killed: every file is old or new and whole, and the next import repairs the rest.

use std::fs;

use crate::Said;
use crate::rounds::rounds;
use crate::support::{Files, Site, files_in};

const REPORTS: usize = 60;

/// Fills the folder that is handed over; `word` makes one version of it.
fn hand_over(site: &Site, word: &str) {
    for n in 0..REPORTS {
        let sentence = |m: usize| format!("第{n}处站点完成{word}任务{}件。\n", n * 100 + m);
        let text: String = (0..30).map(sentence).collect();
        site.write(&format!("in/{n:03}.txt"), format!("云州市民政局{}年第{n}号工作总结\n{text}", 1960 + n));
    }
}

fn put_back(site: &Site, files: &Files) {
    fs::remove_dir_all(site.path("content")).expect("content");
    for (name, bytes) in files {
        site.write(&format!("content/{name}"), bytes);
    }
}

#[test]
fn an_import_that_was_killed_leaves_whole_files_and_the_next_one_repairs() {
    let site = Site::with_units();
    let nothing = files_in(&site.path("content"));
    hand_over(&site, "甲");
    Said::by(&site, &["in", "--keep-originals"]);
    let old = files_in(&site.path("content"));
    assert_eq!(old.len(), 1 + 3 * REPORTS);
    hand_over(&site, "乙");
    Said::by(&site, &["in"]);
    let new = files_in(&site.path("content"));
    assert_eq!(new.len(), old.len());
    put_back(&site, &nothing);
    // What it comes to without an earlier import: the names tell of the digests of other originals.
    Said::by(&site, &["in", "--keep-originals"]);
    let first = files_in(&site.path("content"));
    let mut middle = 0;
    for round in 0..rounds(6) {
        let (before, after) = if round % 2 == 0 { (&nothing, &first) } else { (&old, &new) };
        put_back(&site, before);
        let flags: &[&str] = if round % 2 == 0 { &["import", "in", "--keep-originals"] } else { &["import", "in"] };
        let at = (round as usize * 37 + 11) % (2 * REPORTS);
        let mut child = site.start(flags);
        let is_written = |name: &&String| {
            let bytes = fs::read(site.path("content").join(name)).ok();
            bytes.is_some() && bytes.as_ref() != before.get(*name)
        };
        let differ = || after.keys().filter(is_written).count();
        while child.try_wait().expect("it runs").is_none() && differ() < at {}
        // Killing what has ended is no error.
        let _ = child.kill();
        child.wait().expect("it ends");
        let mut left = files_in(&site.path("content"));
        // What had still to get its name is passed over by everything.
        left.retain(|name, _| !name.contains("/.huibian-"));
        middle += usize::from(left != *before && left != *after);
        for (name, bytes) in &left {
            let is_whole = before.get(name) == Some(bytes) || after.get(name) == Some(bytes);
            assert!(is_whole, "round {round}: {name} is old or new");
        }
        let again = site.run(flags);
        assert_eq!(again.code, 0, "{}", again.stderr);
        let mut repaired = files_in(&site.path("content"));
        repaired.retain(|name, _| !name.contains("/.huibian-"));
        assert_eq!(crate::support::difference(&repaired, after), [""; 0], "round {round}");
    }
    assert!(middle > 0, "at least one was killed in the middle");
}
