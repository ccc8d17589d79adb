//! A build that is killed: every file is old or new and whole, and the next build repairs the rest.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;

use crate::rounds::rounds;
use crate::support::{Site, difference};
use crate::{fill, manifest, site};

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

/// As after a kill between the removal of the last file of a folder and that of the folder.
#[test]
fn a_folder_that_a_killed_build_left_empty_goes_too() {
    let site = site(4);
    site.report("neu.md", "title: 新来的\nunit: yunzhou\nyear: 2030", "[表](表.csv)")
        .write("content/reports/表.csv", "一\n");
    site.build();
    site.remove("content/reports/neu.md");
    fs::remove_dir_all(site.out("reports/2030/neu")).expect("it was there");
    fs::remove_file(site.out("reports/2030/neu.html")).expect("it was there");
    site.build();
    assert!(!site.has("reports/2030") && site.has("reports/2000"));
}

type Files = BTreeMap<String, Vec<u8>>;

/// A point of a build, seen from outside by what has happened so far.
#[derive(Debug, Clone, Copy)]
enum Point {
    /// So many pages wait on the stage.
    Waiting(usize),
    /// The output changes, and only so many wait any more.
    Left(usize),
    /// So many of the files that go are gone.
    Gone(usize),
}

/// What a build starts from and comes to.
struct Passage {
    name: &'static str,
    old: Files,
    new: Files,
}

impl Passage {
    /// The files that the build writes, and those that it removes.
    fn steps(&self) -> (usize, Vec<&String>) {
        let written = self.new.iter().filter(|(address, bytes)| self.old.get(*address) != Some(bytes)).count();
        (written, self.old.keys().filter(|address| !self.new.contains_key(*address)).collect())
    }

    /// A point out of all that the build has.
    fn point(&self, random: &mut dyn FnMut(usize) -> usize) -> Point {
        let (written, removed) = self.steps();
        // What lasts shortest is met most seldom, so it is tried more often.
        match random(4) {
            0 if written > 0 => Point::Waiting(random(written)),
            1 | 2 if written > 0 => Point::Left(random(written)),
            _ => Point::Gone(random(removed.len() + 1)),
        }
    }

    /// Brings the output to the state before the build.
    fn restore(&self, site: &Site) {
        let _ = fs::remove_dir_all(site.out(""));
        for (address, bytes) in &self.old {
            site.write(&format!("public/{address}"), bytes);
        }
    }

    /// Starts the build and kills it at a point, or as soon as it is past it.
    fn kill(&self, site: &Site, point: Point) {
        let (_, removed) = self.steps();
        let before = self.old.get("release.json");
        let waiting = || fs::read_dir(site.out(".huibian-stage")).map_or(0, Iterator::count);
        let changes = || fs::read(site.out("release.json")).ok().as_ref() != before;
        let mut child = site.start(&["build"]);
        while child.try_wait().expect("it runs").is_none() {
            let reached = match point {
                Point::Waiting(n) => waiting() >= n,
                Point::Left(n) => changes() && waiting() <= n,
                Point::Gone(n) => removed.iter().filter(|address| !site.has(address)).count() >= n && changes(),
            };
            if reached {
                break;
            }
        }
        // Killing what has ended is no error.
        let _ = child.kill();
        child.wait().expect("it ends");
    }

    /// Every file is old or new, and the manifest names it.
    fn check(&self, site: &Site, point: Point) -> &'static str {
        let name = format!("{} killed at {point:?}", self.name);
        let files = present(site);
        let named = if files.contains_key("release.json") { manifest(site) } else { BTreeMap::new() };
        let (mut olds, mut news) = (0, 0);
        for (address, bytes) in files.iter().filter(|(address, _)| *address != "release.json") {
            let (is_old, is_new) = (self.old.get(address) == Some(bytes), self.new.get(address) == Some(bytes));
            assert!(is_old || is_new, "{name}: {address} is old or new");
            assert!(named.contains_key(address), "{name}: the manifest names {address}");
            olds += usize::from(is_old && !is_new);
            news += usize::from(is_new && !is_old);
        }
        for address in self.old.keys().filter(|address| self.new.contains_key(*address)) {
            assert!(files.contains_key(address), "{name}: {address} did not go in between");
        }
        match (site.out(".huibian-stage").exists(), news, olds) {
            (false, 0, _) => "before",
            (true, 0, _) => "preparing",
            (_, _, 0) => "at the end",
            (..) => "in the middle",
        }
    }
}

/// The files that readers of the site can meet.
fn present(site: &Site) -> Files {
    let mut files = if site.out("").exists() { site.files() } else { BTreeMap::new() };
    files.retain(|address, _| !address.split('/').any(|part| part.starts_with('.')));
    files
}

#[test]
fn a_build_that_was_killed_anywhere_leaves_old_or_new_files_and_the_next_repairs_the_rest() {
    let site = site(60);
    site.build();
    let one = site.files();
    fill(&site, 50, "二");
    for n in 50..60 {
        site.remove(&format!("content/reports/r{n:03}.md"));
    }
    site.report("neu.md", "title: 新来的\nunit: yunzhou\nyear: 2030", "正文。");
    site.build();
    let two = site.files();
    let nothing = Files::new();
    // The content is that of the second state now, so every passage leads there.
    let more: Files = one.iter().chain(&two).map(|(address, bytes)| (address.clone(), bytes.clone())).collect();
    let more_with_manifest = {
        fs::remove_dir_all(site.out("")).expect("the output");
        let kept: Files = more.into_iter().filter(|(address, _)| address != "release.json").collect();
        let entries = kept.iter().map(|(address, bytes)| {
            format!("\"{address}\":{{\"bytes\":{},\"sha256\":\"{}\"}}", bytes.len(), crate::sha256(bytes))
        });
        let text = format!("{{\"format\":1,\"files\":{{{}}}}}", entries.collect::<Vec<_>>().join(","));
        kept.into_iter().chain([("release.json".to_owned(), text.into_bytes())]).collect()
    };
    let passages = [
        Passage { name: "a first build", old: nothing, new: two.clone() },
        Passage { name: "a build after edits and removals", old: one, new: two.clone() },
        Passage { name: "a build that only removes", old: more_with_manifest, new: two.clone() },
    ];
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits") % limit
    };
    let mut where_it_was = BTreeMap::new();
    for round in 0..rounds(9) {
        let passage = &passages[round as usize % passages.len()];
        let point = passage.point(&mut random);
        passage.restore(&site);
        passage.kill(&site, point);
        *where_it_was.entry(passage.check(&site, point)).or_insert(0) += 1;
        site.build();
        assert_eq!(difference(&site.files(), &two), [""; 0], "{} killed at {point:?}: no orphan", passage.name);
    }
    let _ = writeln!(std::io::stderr(), "killed: {where_it_was:?}");
}
