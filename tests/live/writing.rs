//! `build --watch`: the output is a clean build of what the folder holds, and it is quiet when nothing changes.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::edits::World;
use crate::program::{Clean, Running, SOON, within};
use crate::support::{Files, Site, difference, files_in};

/// How long it has to stay quiet: longer than the look takes that closes the gaps.
const QUIET: Duration = Duration::from_millis(1_500);

/// The files of an output that is being written; `None` when one went while it was read.
fn whole(folder: &Path) -> Option<Files> {
    let (mut files, mut folders) = (Files::new(), vec![folder.to_owned()]);
    while let Some(open) = folders.pop() {
        for entry in fs::read_dir(&open).ok()? {
            let path = entry.ok()?.path();
            let name = path.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name != ".huibian-lock" {
                files.insert(name, fs::read(&path).ok()?);
            }
        }
    }
    Some(files)
}

/// The output becomes that of a clean build.
#[track_caller]
fn assert_becomes(site: &Site, running: &Running, clean: &Clean, at: &str) {
    let (manifest, built) = (site.out("release.json"), files_in(&clean.output()));
    let said = clean.manifest.as_deref();
    let same = within(SOON, || {
        let is_written = fs::read_to_string(&manifest).ok().as_deref() == said;
        (is_written && whole(&site.path("public"))? == built).then_some(())
    });
    assert!(same.is_some(), "{:#?}; {at}: {:#?}", difference(&site.files(), &built), running.says());
}

/// For a while nothing is said and nothing written.
#[track_caller]
fn assert_quiet(site: &Site, running: &Running, at: &str) {
    let (says, times) = (running.says(), site.times());
    let stirred = within(QUIET, || (running.says() != says).then(|| running.says()));
    assert_eq!(stirred, None, "{at}");
    assert_eq!(site.times(), times, "{at}");
}

#[test]
fn after_every_burst_the_output_is_a_clean_build_or_as_it_was() {
    let mut world = World::new(3, 40);
    let mut running = Running::start(world.site.program(&["build", "--watch"]));
    within(12 * SOON, || world.site.out("release.json").exists().then_some(())).expect("it builds at first");
    assert_becomes(&world.site, &running, &Clean::of(&world.site), "at first");
    let mut broken = 0;
    for number in 0..15 {
        let edits = [1, 3, 20][number % 3];
        let mut done: Vec<&str> = (0..edits).map(|_| world.edit()).collect();
        if number % 5 != 4 {
            world.mend_all();
        }
        done.extend(world.edit_by(["move folder", "swap folders", "swap files", "text", "break"][number % 5]));
        let at = format!("burst {number}: {}", done.join(", "));
        let clean = Clean::of(&world.site);
        if clean.manifest.is_some() {
            assert_becomes(&world.site, &running, &clean, &at);
        } else {
            broken += 1;
            assert_untouched(&world.site, &running, &at);
        }
        running.lives(&at);
    }
    assert!(broken > 0, "nothing was broken");
    world.mend_all();
    assert_becomes(&world.site, &running, &Clean::of(&world.site), "at last");
    assert_quiet(&world.site, &running, "at last");
}

/// What is broken is said, and after that nothing is written.
#[track_caller]
fn assert_untouched(site: &Site, running: &Running, at: &str) {
    // On the way of a burst there may have been moments that could be built.
    let quiet = within(4 * QUIET, || {
        let before = (whole(&site.path("public"))?, running.says());
        let is_broken = before.1.last().is_some_and(|line| line.contains("没有写任何文件"));
        let is_same = || whole(&site.path("public")).as_ref() == Some(&before.0) && running.says() == before.1;
        (is_broken && within(QUIET, || (!is_same()).then_some(())).is_none()).then_some(())
    });
    assert!(quiet.is_some(), "{at}: {:#?}", running.says());
}

#[test]
fn it_is_quiet_when_nothing_changes_and_says_once_why_it_cannot_write() {
    let site = Site::with_units();
    site.report("2022/a.md", "title: 甲总结\nunit: 没有的局\nyear: 2022", "抓好预算绩效。");
    let mut running = Running::start(site.program(&["build", "--watch"]));
    running.will_say("写了");
    let clean = Clean::of(&site);
    assert_becomes(&site, &running, &clean, "at first");
    assert_quiet(&site, &running, "nothing happened");
    let report = File::options().append(true).open(site.path("content/reports/2022/a.md")).expect("the report");
    report.set_modified(SystemTime::now()).expect("its time");
    assert_quiet(&site, &running, "touched");

    let (settings, away) = (site.path("huibian.yaml"), site.path("huibian.yaml~"));
    fs::rename(&settings, &away).expect("it is there");
    running.will_say("huibian.yaml");
    site.report("2022/a.md", "title: 改了的总结\nunit: 没有的局\nyear: 2022", "抓好预算绩效。");
    assert_quiet(&site, &running, "without settings");
    assert_eq!(running.said("No such file"), 1, "{:#?}", running.says());
    fs::rename(&away, &settings).expect("it is there");
    assert_becomes(&site, &running, &Clean::of(&site), "the settings are there again");

    site.write("huibian.yaml", "title: 云州汇编\noutput_dir: 别处\n");
    fs::create_dir(site.path("别处")).expect("a folder");
    site.write("别处/index.html", "别人的");
    running.will_say("release.json");
    assert_quiet(&site, &running, "the folder is that of others");
    let foreign = |running: &Running| running.said("里已有别的文件");
    assert_eq!(foreign(&running), 1, "{:#?}", running.says());
    fs::remove_file(site.path("别处/index.html")).expect("it was there");
    site.report("2022/a.md", "title: 又改的总结\nunit: 没有的局\nyear: 2022", "抓好预算绩效。");
    let clean = Clean::of(&site);
    let same = within(SOON, || {
        let written = site.path("别处").join("release.json").exists();
        (written && whole(&site.path("别处"))? == files_in(&clean.output())).then_some(())
    });
    assert!(same.is_some(), "{:#?}", running.says());
    assert_eq!(running.said("[unit-unknown]"), 1, "{:#?}", running.says());
    running.lives("at last");
}
