//! A build over what an earlier one left is a clean build: after any edit, after many at once, and after a build that was killed.

#[path = "support/edits.rs"]
mod edits;
mod support;

use std::fs;
use std::thread;
use std::time::Duration;

use edits::World;
use support::{Ran, Site, difference, files_in};

/// How many reports there are at first.
const REPORTS: usize = 200;

/// Seeds and steps: few for every run, many for `tests/run --long`.
fn runs() -> Vec<(u64, usize)> {
    match std::env::var("HUIBIAN_LONG") {
        Ok(_) => (1..=5).map(|seed| (seed, 1_000)).collect(),
        Err(_) => vec![(1, 100)],
    }
}

#[test]
fn after_every_edit_what_is_built_is_a_clean_build() {
    for (seed, steps) in runs() {
        let mut world = World::new(seed, REPORTS);
        world.site.build();
        let mut built = 0;
        for step in 0..steps {
            let done = burst(&mut world);
            let at = format!("seed {seed}, step {step}: {}", done.join(", "));
            if step % 7 == 3 {
                kill_a_build(&mut world);
            }
            let site = &world.site;
            let before = site.files();
            let ran = site.run(&["build"]);
            assert_clean(site, &ran, &before, &at);
            built += usize::from(ran.code == 0);
        }
        assert!(built * 2 > steps, "of {steps} builds only {built} had something to build");
    }
}

/// One edit mostly, sometimes up to fifty at once. What has been broken for long is mended.
fn burst(world: &mut World) -> Vec<&'static str> {
    let edits = match world.dice.below(10) {
        0 => 2 + world.dice.below(49),
        _ => 1,
    };
    let done = (0..edits).map(|_| world.edit()).collect();
    if world.dice.below(4) == 0 {
        world.mend_all();
    }
    done
}

/// Starts a build and kills it somewhere on its way.
fn kill_a_build(world: &mut World) {
    let mut child = world.site.start(&["build"]);
    thread::sleep(Duration::from_millis(world.dice.below(300) as u64));
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
}

/// What a build said and left is what a build says and leaves that knows nothing of earlier ones.
fn assert_clean(site: &Site, ran: &Ran, before: &support::Files, at: &str) {
    let clean = tempfile::tempdir().expect("a temporary folder");
    let output = clean.path().join("clean");
    let other = site.run(&["build", "--output-dir", output.to_str().expect("UTF-8")]);
    // The last line names the folder and says how much was written.
    let said = |ran: &Ran| {
        ran.stderr.lines().filter(|line| !line.contains("index.html")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(said(ran), said(&other), "{at}");
    assert_eq!(ran.code, other.code, "{at}");
    if ran.code == 0 {
        let differing = difference(&site.files(), &files_in(&output));
        assert_eq!(differing, [""; 0], "{at}");
    } else {
        let differing = difference(&site.files(), before);
        assert_eq!(differing, [""; 0], "a build that fails changes nothing; {at}");
    }
    forget_other_caches(site);
}

/// The build that knows nothing left what it knows, under the name of an output that is gone.
fn forget_other_caches(site: &Site) {
    let mut caches: Vec<_> =
        fs::read_dir(site.path(".huibian")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    caches.sort_by_key(|path| fs::metadata(path).and_then(|data| data.created()).ok());
    for cache in caches.into_iter().skip(1) {
        fs::remove_dir_all(cache).expect("it can be removed");
    }
}
