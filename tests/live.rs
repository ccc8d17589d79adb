//! The live site is a clean build of what the folder holds, whatever happens to it; and what cannot be shown is said.
//!
//! Nothing sleeps for something to happen: every wait ends with what it waits for or with a deadline.

#[path = "support/edits.rs"]
mod edits;
#[path = "live/program.rs"]
mod program;
#[path = "live/reception.rs"]
mod reception;
mod support;
#[path = "live/watching.rs"]
mod watching;
#[path = "live/writing.rs"]
mod writing;

use std::fs;

use edits::World;
use program::{Clean, Live};
use support::{Site, files_in};

/// How many reports there are at first.
const REPORTS: usize = 60;

/// Seeds and bursts: few for every run, many for `tests/run --long`.
fn runs() -> Vec<(u64, usize)> {
    match std::env::var("HUIBIAN_LONG") {
        Ok(_) => (1..=5).map(|seed| (seed, 200)).collect(),
        Err(_) => vec![(1, 60)],
    }
}

#[test]
fn after_every_burst_the_site_is_a_clean_build_or_browsers_know_why_not() {
    for (seed, bursts) in runs() {
        let mut world = World::new(seed, REPORTS);
        let mut live = Live::of(&world.site, &[]);
        let mut last = Some(live.becomes_clean(&world.site, "at first"));
        let mut broken = 0;
        for number in 0..bursts {
            let done = burst(&mut world, number);
            let at = format!("seed {seed}, burst {number}: {}", done.join(", "));
            let clean = live.becomes_clean(&world.site, &at);
            live.running.lives(&at);
            if clean.manifest.is_some() {
                last = Some(clean);
                continue;
            }
            broken += 1;
            // On the way of a long burst there may have been a later moment that could be shown.
            last = last.filter(|_| done.len() == 1);
            if let Some(last) = &last {
                assert_pages_stay(&live, last, &mut world, &at);
            }
        }
        assert!(broken > bursts / 20 && broken < bursts / 2, "of {bursts} bursts {broken} broke the site");
        world.mend_all();
        let clean = live.becomes_clean(&world.site, "at last");
        assert_all_is(&live, &clean);
    }
}

/// From one edit to fifty; folders that move or change places, and what breaks, come often enough.
fn burst(world: &mut World, number: usize) -> Vec<&'static str> {
    let edits = match number % 6 {
        0 => 2 + world.dice.below(48),
        1 => 2 + world.dice.below(4),
        _ => 1,
    };
    let mut done: Vec<&str> = (0..edits).map(|_| world.edit()).collect();
    let more = match number % 12 {
        3 => "move folder",
        5 => "swap folders",
        7 => "swap files",
        9 => "break",
        _ => "",
    };
    done.extend(world.edit_by(more));
    if world.dice.below(4) == 0 {
        world.mend_all();
        done.push("mend all");
    }
    done
}

/// While the site is broken, pages are those of the last one that was not.
fn assert_pages_stay(live: &Live, last: &Clean, world: &mut World, at: &str) {
    let mut pages: Vec<String> = files_in(&last.output()).into_keys().collect();
    pages.retain(|address| address.ends_with(".html"));
    for _ in 0..3 {
        let address = world.dice.pick(&pages);
        let built = fs::read(last.output().join(address)).expect("it was built");
        assert!(live.page(&format!("/{address}")) == built, "{address} is not as it was; {at}");
    }
}

/// Everything that was built is answered, byte for byte.
fn assert_all_is(live: &Live, clean: &Clean) {
    let files = files_in(&clean.output());
    assert!(files.len() > 100, "{} files", files.len());
    let differing: Vec<&String> =
        files.iter().filter(|(address, bytes)| live.page(&format!("/{address}")) != **bytes).map(|(a, _)| a).collect();
    assert_eq!(differing, [""; 0]);
}

#[test]
fn a_report_that_is_broken_or_gone_is_shown_as_it_was_last() {
    let site = Site::with_units();
    site.report("2022/a.md", "title: 甲总结\nunit: caizheng\nyear: 2022\nattachments: [../表.csv]", "抓好预算绩效。");
    site.report("2022/b.md", "title: 乙总结\nunit: minzheng\nyear: 2022", "抓好养老服务。");
    site.write("content/reports/表.csv", "一,二\n");
    let mut live = Live::of(&site, &[]);
    let clean = live.becomes_clean(&site, "at first");
    let a = files_in(&clean.output()).into_keys().find(|address| address.ends_with("/a.html")).expect("a page");
    let table = files_in(&clean.output())
        .into_keys()
        .find(|address| address.ends_with(".csv") && !address.starts_with("data/"));
    let table = format!("/{}", table.expect("an attachment"));
    let built = fs::read(clean.output().join(&a)).expect("it was built");
    let path = format!("/{a}");
    let shown = |live: &Live| live.page(&path) == built;

    let good = fs::read(site.path("content/reports/2022/a.md")).expect("it is there");
    site.report("2022/a.md", "titel: 甲总结", "抓好预算绩效。");
    live.becomes_clean(&site, "an unknown key");
    assert!(shown(&live), "the page of the report that is broken");
    site.remove("content/reports/2022/b.md").remove("content/reports/表.csv");
    live.becomes_clean(&site, "broken, and another is gone");
    assert!(shown(&live), "the page of the report that is broken still");
    assert!(String::from_utf8_lossy(&live.page("/index.html")).contains("乙总结"));
    assert_eq!(live.get(&table).status, 404, "a file is nowhere but on the disk");
    site.write("content/reports/2022/a.md", good);
    live.becomes_clean(&site, "mended, and the attachment is missing");
    assert_eq!(live.state()["broken"], false);
    assert!(!String::from_utf8_lossy(&live.page("/index.html")).contains("乙总结"));
    fs::remove_dir_all(site.path("content")).expect("it was there");
    live.becomes_clean(&site, "all is gone");
    assert_eq!(live.get(&path).status, 404);
    live.running.lives("at last");
}
