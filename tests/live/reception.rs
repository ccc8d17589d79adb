//! The inbox of a preview: what is copied into it becomes a page, and whoever copied it is told which.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::program::{Live, SOON, within};
use crate::support::{Site, UNITS, files_in};

/// A report as it is handed over.
fn original(title: &str) -> String {
    format!("云州市财政局2022年{title}工作总结\n\n一、主要工作\n\n一年来，{title}工作稳步推进。\n")
}

/// A site with an inbox, named by the settings or by a flag.
fn office(is_in_settings: bool) -> (Site, Live) {
    let site = Site::with_units();
    fs::create_dir(site.path("inbox")).expect("a folder");
    site.report("2021/a.md", "title: 早先的总结\nunit: caizheng\nyear: 2021", "抓好预算绩效。");
    if is_in_settings {
        site.write("huibian.yaml", "title: 云州汇编\ninbox: inbox\n");
    }
    let live = Live::of(&site, if is_in_settings { &[] } else { &["--inbox", "inbox"] });
    (site, live)
}

/// Writes a file as over a slow line. Each pause is shorter than the time that a file has to be left alone.
fn copy_slowly(site: &Site, name: &str, text: &str) {
    let mut file = File::create(site.path("inbox").join(name)).expect("a file");
    for part in text.as_bytes().chunks(text.len().div_ceil(5)) {
        file.write_all(part).and_then(|()| file.sync_all()).expect("it can be written");
        thread::sleep(Duration::from_millis(400));
    }
}

/// When each file in the inbox was changed.
fn times(site: &Site) -> BTreeMap<String, SystemTime> {
    let time =
        |name: &String| fs::metadata(site.path("inbox").join(name)).and_then(|data| data.modified()).expect("it");
    files_in(&site.path("inbox")).keys().map(|name| (name.clone(), time(name))).collect()
}

/// A file was taken in, and its receipt leads to its page.
#[track_caller]
fn assert_taken(live: &Live, name: &str, title: &str) {
    let receipt = live.receipt(name);
    assert_eq!(receipt["ok"], true, "{receipt}");
    let href = receipt["href"].as_str().unwrap_or_else(|| panic!("no link: {receipt}"));
    let page = String::from_utf8_lossy(&live.page(href)).into_owned();
    assert!(page.contains(title), "{href} does not show {title}");
}

#[test]
fn what_is_copied_into_the_inbox_becomes_a_page_and_nothing_else_changes() {
    for is_in_settings in [false, true] {
        let (site, mut live) = office(is_in_settings);
        let before = files_in(&site.path("content"));
        site.write("inbox/一.txt", original("甲"));
        site.write("inbox/二.txt", original("乙"));
        site.write("inbox/坏.txt", b"\xff\xfe\x00");
        site.write("inbox/表.xyz", "一,二\n");
        copy_slowly(&site, "慢.txt", &original("丙"));
        let given = (files_in(&site.path("inbox")), times(&site));
        assert_taken(&live, "一.txt", "甲工作总结");
        assert_taken(&live, "二.txt", "乙工作总结");
        assert_taken(&live, "慢.txt", "丙工作稳步推进");
        for bad in ["坏.txt", "表.xyz"] {
            let receipt = live.receipt(bad);
            assert_eq!((&receipt["ok"], &receipt["href"]), (&false.into(), &().into()), "{receipt}");
            assert!(!receipt["lines"].as_array().expect("lines").is_empty());
        }
        let page = live.receipt("一.txt")["href"].clone();
        site.write("inbox/又是一.txt", original("甲"));
        assert_eq!(live.receipt("又是一.txt")["href"], page, "what is known is that which is known");
        site.remove("inbox/又是一.txt");
        assert_eq!(given, (files_in(&site.path("inbox")), times(&site)), "originals are not touched");
        let after = files_in(&site.path("content"));
        let new: Vec<&String> = after.keys().filter(|file| !before.contains_key(*file)).collect();
        let (receipts, reports): (Vec<&String>, Vec<_>) = new.iter().partition(|file| file.starts_with("imports/"));
        assert_eq!((receipts.len(), reports.len()), (3, 3), "{new:#?}");
        assert!(before.iter().all(|(file, bytes)| after.get(file) == Some(bytes)), "nothing else changed");
        assert_eq!(live.receipts().len(), 6, "each file once: {:#?}", live.receipts());
        live.becomes_clean(&site, "at last");
        live.running.lives("at last");
    }
}

#[test]
fn files_wait_while_the_vocabularies_are_broken() {
    let (site, live) = office(false);
    site.write("content/units.yaml", "units: [\n");
    live.becomes_clean(&site, "broken units");
    site.write("inbox/一.txt", original("甲"));
    assert!(within(Duration::from_secs(3), || live.receipts().pop()).is_none(), "{:#?}", live.receipts());
    site.write("content/units.yaml", UNITS);
    assert_taken(&live, "一.txt", "甲工作总结");
    live.becomes_clean(&site, "mended units");
}

#[test]
fn what_is_known_is_said_of_a_file_that_comes_and_not_of_one_that_lay_there() {
    let (site, live) = office(false);
    site.write("inbox/一.txt", original("甲"));
    live.receipt("一.txt");
    drop(live);
    let again = Live::of(&site, &["--inbox", "inbox"]);
    site.write("inbox/二.txt", original("乙"));
    assert_taken(&again, "二.txt", "乙工作总结");
    assert_eq!(again.receipts().len(), 1, "{:#?}", again.receipts());
    drop(again);
    site.remove("inbox/一.txt").remove("inbox/二.txt");
    let empty = Live::of(&site, &["--inbox", "inbox"]);
    site.write("inbox/三.txt", original("甲"));
    assert_taken(&empty, "三.txt", "甲工作总结");
}

#[test]
fn an_inbox_that_is_not_there_is_said_once_and_taken_when_it_comes() {
    let site = Site::with_units();
    let live = Live::of(&site, &["--inbox", "以后"]);
    live.running.will_say("不能作收件箱");
    site.report("2021/a.md", "title: 早先的总结\nunit: caizheng\nyear: 2021", "抓好预算绩效。");
    live.becomes_clean(&site, "without an inbox");
    fs::create_dir(site.path("以后")).expect("a folder");
    site.write("以后/一.txt", original("甲"));
    assert_taken(&live, "一.txt", "甲工作总结");
    assert_eq!(live.running.said("不能作收件箱"), 1);
    let said = within(SOON, || live.running.results().iter().any(|line| line.contains("一.txt")).then_some(()));
    assert!(said.is_some(), "{:#?}", live.running.results());
}
