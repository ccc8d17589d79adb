//! Reports that are hard to read: each is built or refused by name, in bounded memory, and what is built is sound.
//!
//! Nothing here is timed; `cargo bench --bench pathological` does that. A run that does not end is ended by the system.

mod support;

#[path = "pathological/cases.rs"]
mod cases;
#[path = "support/rounds.rs"]
mod rounds;

use std::process::{Command, Stdio};

use cases::{Case, cases};
use support::{Ran, Site};

/// What a build may take, in KiB. The limit of the design is 256 MiB; the data of the program stays below it.
const MEMORY: u32 = 256 << 10;

/// Processor seconds after which a build hangs for sure: a guard, no measurement.
const HANGS: u32 = 300;

/// Builds under the limits of the system. A build that breaks one does not end with an exit code of ours.
fn build(site: &Site) -> Ran {
    if cfg!(not(unix)) {
        return site.run(&["build"]);
    }
    let limited = format!("ulimit -d {MEMORY} && ulimit -t {HANGS} && exec \"$0\" build --format json");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_huibian")]).current_dir(site.root()).stdin(Stdio::null());
    Ran::of(&mut command)
}

fn codes(ran: &Ran) -> Vec<String> {
    let code = |line: &str| {
        let diagnostic: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(diagnostic["code"].as_str()?.to_owned())
    };
    ran.stderr.lines().filter_map(code).collect()
}

/// What was said besides warnings and notes.
fn errors(ran: &Ran) -> String {
    let is_error = |line: &&str| !line.contains("\"severity\":\"note\"") && !line.contains("\"severity\":\"warning\"");
    ran.stderr.lines().filter(is_error).take(20).collect::<Vec<_>>().join("\n")
}

/// A site with these reports.
fn site(reports: impl IntoIterator<Item = String>) -> Site {
    let site = Site::bare();
    for (n, report) in reports.into_iter().enumerate() {
        site.write(&format!("content/reports/r{n}.md"), report);
    }
    site
}

fn is_sound(site: &Site) {
    for address in site.pages() {
        site.page(&address);
    }
}

#[test]
fn there_are_a_thousand_cases_and_each_is_one() {
    let mut reports: Vec<String> = cases().iter().map(|case| case.report(2_000)).collect();
    let all = reports.len();
    reports.sort();
    reports.dedup();
    assert!(reports.len() > 1_400, "{} of {all} differ", reports.len());
}

#[test]
fn every_hard_body_is_built_and_its_page_is_sound() {
    let bodies: Vec<Case> = cases().into_iter().filter(|case| case.largest() == usize::MAX).collect();
    for cases in bodies.chunks(100) {
        let site = site(cases.iter().map(|case| case.report(2_000)));
        let ran = build(&site);
        assert_eq!(ran.code, 0, "{}…: {}", cases[0].name, errors(&ran));
        is_sound(&site);
    }
}

#[test]
fn every_hard_front_matter_is_built_or_refused() {
    for case in cases().into_iter().filter(|case| case.largest() < usize::MAX) {
        let site = site([case.report(case.largest())]);
        let ran = build(&site);
        let refused = ran.code == 1 && !codes(&ran).is_empty() && !site.out("").exists();
        assert!(ran.code == 0 || refused, "{}: exit {}: {}", case.name, ran.code, errors(&ran));
    }
}

#[test]
fn what_is_large_is_built_and_what_is_too_large_is_refused_by_name() {
    let all = cases();
    for (name, size, is_built) in [
        ("equal headings", 20_000 * 8, true),
        ("equal headings", 60_000 * 8, false),
        ("equal paragraphs", 20_000 * 17, true),
        ("tiny paragraphs", 251_000 * 3, false),
        ("a table with many columns", 4_000 * 8, true),
        ("tiny tables", 20_000 * 13, true),
        ("a mask", 900_000, true),
        ("masks in their brackets", 310_000 * 9, false),
        ("tiny lines", 1_300_000 * 2, false),
        ("links to one missing file", 20_000 * 19, true),
        ("links to one missing file", 51_000 * 19, false),
        ("footnotes", 10_000 * 24, true),
        ("first, second", 20_000 * 12, true),
        ("lookalikes of headings", 10_000 * 11, true),
        ("fences in many languages", 200_000, true),
        ("a table of HTML", 500_000, true),
        ("\"[\"", 2_000_000, false),
    ] {
        let case = all.iter().find(|case| case.name == format!("body: {name}")).expect("a case");
        let ran = build(&site([case.report(size)]));
        let found = codes(&ran);
        let refused = ran.code == 1 && found.iter().any(|code| code == "limit");
        assert!(
            if is_built { ran.code == 0 } else { refused },
            "{name}, {size} bytes: exit {}, {found:.200?}",
            ran.code
        );
    }
}

/// With more rounds, all of them are larger.
#[test]
fn every_hard_report_alone_stays_within_memory() {
    let size = 20_000 * rounds::rounds(1) as usize;
    for case in cases().iter().step_by(if rounds::rounds(1) > 1 { 1 } else { 50 }) {
        let ran = build(&site([case.report(size.min(case.largest()))]));
        assert!(ran.code == 0 || ran.code == 1, "{}: exit {}: {}", case.name, ran.code, errors(&ran));
    }
}
