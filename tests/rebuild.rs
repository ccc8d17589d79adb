//! A build over what an earlier one left is a clean build: after any edit, after many at once, and after a build that was killed.

#[path = "support/edits.rs"]
mod edits;
mod support;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use edits::World;
use huibian::load::stamp::Stamp;
use huibian::write::cache::Cache;
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
            // The register of imports is for insiders; the edition of everybody comes in between.
            let audience = if world.dice.below(3) == 0 { "public" } else { "internal" };
            let site = &world.site;
            let before = site.files();
            let ran = site.run(&["build", "--audience", audience]);
            assert_clean(site, &ran, &before, audience, &at);
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
fn assert_clean(site: &Site, ran: &Ran, before: &support::Files, audience: &str, at: &str) {
    let clean = tempfile::tempdir().expect("a temporary folder");
    let output = clean.path().join("clean");
    let other = site.run(&["build", "--audience", audience, "--output-dir", output.to_str().expect("UTF-8")]);
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

/// What may have become of the cache of a site since the last build.
type Fate = (&'static str, fn(&Path));

#[test]
fn a_cache_that_is_gone_broken_or_foreign_costs_time_and_no_byte() {
    let foreign = World::new(7, 30).site;
    foreign.build();
    let site = World::new(3, 40).site;
    site.build();
    let (clean, other) = (site.files(), foreign.path(".huibian"));
    let fates: [Fate; 6] = [
        ("gone", |cache| fs::remove_dir_all(cache).expect("it is there")),
        ("empty", |cache| each_file(cache, &|_| Vec::new())),
        ("cut short", |cache| each_file(cache, &|old| old[..old.len() / 2].to_vec())),
        ("another byte", |cache| {
            each_file(cache, &|old| {
                let mut new = old.to_vec();
                let at = new.len() * 2 / 3;
                new[at] ^= 0x40;
                new
            });
        }),
        ("of another program", |cache| {
            each_file(cache, &|old| [b"huibian 0123456789abcdef", &old[24..]].concat());
        }),
        ("a folder in its place", |cache| {
            for file in files_in(cache).into_keys() {
                fs::remove_file(cache.join(&file)).expect("it is there");
                fs::create_dir(cache.join(&file)).expect("a folder");
            }
        }),
    ];
    for (fate, befall) in fates {
        befall(&site.path(".huibian"));
        let (written, kept, removed) = site.counts();
        assert_eq!((written, removed), (0, 0), "{fate}");
        assert_eq!(kept as usize + 1, clean.len(), "{fate}");
        assert_eq!(difference(&site.files(), &clean), [""; 0], "{fate}");
        fs::remove_dir_all(site.path(".huibian")).expect("it is there");
        site.build();
    }
    // What another site knows of its own files, under the names of ours.
    let names: Vec<String> = files_in(&site.path(".huibian")).into_keys().collect();
    for (name, bytes) in names.iter().zip(files_in(&other).into_values()) {
        fs::write(site.path(".huibian").join(name), bytes).expect("it can be written");
    }
    site.report("2020/r-2.md", "title: 新的\nyear: 2020", "正文。");
    let before = site.files();
    let ran = site.run(&["build"]);
    assert_clean(&site, &ran, &before, "public", "the cache of another site");
}

/// Changes every file below a folder.
fn each_file(folder: &Path, change: &dyn Fn(&[u8]) -> Vec<u8>) {
    for (name, bytes) in files_in(folder) {
        fs::write(folder.join(name), change(&bytes)).expect("it can be written");
    }
}

#[test]
fn a_page_that_somebody_touched_is_made_again() {
    let site = World::new(5, 30).site;
    site.build();
    let clean = site.files();
    let pages: Vec<&String> = clean.keys().filter(|address| address.ends_with(".html")).collect();
    for (at, address) in pages.iter().step_by(9).enumerate() {
        let (path, bytes) = (site.out(address), &clean[*address]);
        let time = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
        let mut touched = bytes.clone();
        touched[40] ^= 1;
        match at % 3 {
            // Of the same size, under the same time, in the same place on the disk.
            0 => {
                fs::write(&path, touched).expect("it can be written");
                fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).expect("a time");
            }
            1 => fs::write(&path, b"").expect("it can be written"),
            _ => fs::remove_file(&path).expect("it is there"),
        }
        assert_eq!(site.counts().0, 1, "{address}");
        assert_eq!(difference(&site.files(), &clean), [""; 0], "{address}");
    }
}

#[test]
fn an_audit_finds_what_no_time_betrays() {
    let site = World::new(9, 30).site;
    site.build();
    let ran = site.build_with(&["--audit"]);
    assert!(!ran.stderr.contains("与内容不符"), "{}", ran.stderr);
    let (clean, address) = (site.files(), "units/index.html");
    let before = stamp(&site, address);
    let mut touched = clean[address].clone();
    touched[40] ^= 1;
    fs::write(site.out(address), &touched).expect("it can be written");
    // No disk forgets that it was touched, so what is remembered of it is forged.
    let cache = Cache::of(site.root(), &site.path("public"));
    let known = cache.read("output").expect("what the build left");
    let at = known.windows(before.len()).position(|part| part == before).expect("it is known");
    let forged = [&known[..at], &stamp(&site, address), &known[at + before.len()..]].concat();
    cache.write("output", &forged);
    assert_eq!(site.counts().0, 0, "what is remembered is believed");
    assert_eq!(difference(&site.files(), &clean), [address]);
    let ran = site.run(&["build", "--audit"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("units/index.html 与内容不符"), "{}", ran.stderr);
    assert_eq!(difference(&site.files(), &clean), [""; 0]);
}

/// The stamp of a file of the output, as the cache has it.
fn stamp(site: &Site, address: &str) -> Vec<u8> {
    let stamp = Stamp::of(&fs::symlink_metadata(site.out(address)).expect("it is there"));
    postcard::to_stdvec(&stamp).expect("a stamp can be written")
}
