//! What a report that is hard to read costs: processor time and memory of a whole build, and how they grow when it doubles.
//!
//!     cargo bench --bench pathological -- [BYTES [WORD]]
//!
//! Every case of `tests/pathological/cases.rs` is built at BYTES (1 MiB) and at twice as much, each in a process of its own. One
//! that costs more than the limits of the project ends in the list at the end, and the program then fails.

#![expect(clippy::print_stdout, reason = "it reports to a person")]

use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use std::{env, fs};

use wait4::Wait4;

#[path = "../tests/pathological/cases.rs"]
mod cases;

use cases::{Case, cases};

/// The most that one bad input may cost.
const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 256 << 20;

/// The most that doubling an input may cost, as often as the input itself.
const MOST_GROWTH: f64 = 2.3;

/// Differences of less time are noise.
const NOISE: Duration = Duration::from_millis(60);

#[derive(Debug, Clone, Copy)]
struct Cost {
    time: Duration,
    memory: u64,
    code: i32,
}

impl Cost {
    /// What a build of a site with this one report costs.
    fn of(report: String) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let reports = folder.path().join("content/reports");
        fs::create_dir_all(&reports).expect("the folder can be made");
        fs::write(folder.path().join("huibian.yaml"), "title: 汇编\n").expect("the settings can be written");
        fs::write(reports.join("a.md"), report).expect("the report can be written");
        let mut build = Command::new(env!("CARGO_BIN_EXE_huibian"));
        build.arg("build").current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let ended = build.spawn().expect("the program starts").wait4().expect("it ends");
        let used = ended.rusage;
        Self { time: used.utime + used.stime, memory: used.maxrss, code: ended.status.code().unwrap_or(-1) }
    }

    fn is_in_limits(self) -> bool {
        self.time <= MOST_TIME && self.memory <= MOST_MEMORY && (self.code == 0 || self.code == 1)
    }
}

/// A case measured.
struct Measured {
    name: String,
    once: Cost,
    twice: Cost,
    growth: f64,
}

impl Measured {
    /// Measures a case; what looks like too much is measured again, since other programs only ever add.
    fn of(case: &Case, bytes: usize, nothing: Duration) -> Self {
        let bytes = bytes.min(case.largest() / 2);
        let (mut once, mut twice) = (Cost::of(case.report(bytes)), Cost::of(case.report(2 * bytes)));
        for _ in 0..4 {
            let growth = growth(once.time, twice.time, nothing);
            if growth <= MOST_GROWTH && once.is_in_limits() && twice.is_in_limits() {
                break;
            }
            let (again, twice_again) = (Cost::of(case.report(bytes)), Cost::of(case.report(2 * bytes)));
            once.time = once.time.min(again.time);
            twice.time = twice.time.min(twice_again.time);
        }
        let growth = growth(once.time, twice.time, nothing);
        Self { name: case.name.clone(), once, twice, growth }
    }

    fn is_in_limits(&self) -> bool {
        self.growth <= MOST_GROWTH && self.once.is_in_limits() && self.twice.is_in_limits()
    }

    fn line(&self) -> String {
        let Self { name, once, twice, growth } = self;
        let (ms, mib) = (|cost: &Cost| cost.time.as_millis(), |cost: &Cost| cost.memory >> 20);
        let name: String = name.chars().take(60).collect();
        format!(
            "{:>6} ms {:>6} ms  x {growth:>5.2} {:>5} MiB {:>5} MiB  exit {} {}  {name}",
            ms(once),
            ms(twice),
            mib(once),
            mib(twice),
            once.code,
            twice.code
        )
    }
}

/// How often the cost of one is in the cost of two, the cost of nothing apart.
fn growth(once: Duration, twice: Duration, nothing: Duration) -> f64 {
    let (once, twice) = (once.saturating_sub(nothing), twice.saturating_sub(nothing));
    if twice < NOISE { 0.0 } else { twice.as_secs_f64() / once.as_secs_f64().max(0.001) }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let bytes = arguments.first().and_then(|bytes| bytes.parse().ok()).unwrap_or(1 << 20);
    let word = arguments.get(1).map_or("", String::as_str);
    let nothing = (0..5).map(|_| Cost::of("正文。\n".to_owned()).time).min().unwrap_or_default();
    println!("nothing: {} ms; {bytes} bytes and twice as many", nothing.as_millis());
    let mut over = Vec::new();
    let mut measured = 0;
    let (mut time, mut memory, mut most) = (Duration::ZERO, 0, 0.0_f64);
    for case in cases().iter().filter(|case| case.name.contains(word)) {
        let found = Measured::of(case, bytes, nothing);
        println!("{}", found.line());
        measured += 1;
        time = time.max(found.twice.time);
        memory = memory.max(found.twice.memory);
        most = most.max(found.growth);
        if !found.is_in_limits() {
            over.push(found);
        }
    }
    println!("\n{measured} cases; most: {} ms, {} MiB, x {most:.2}", time.as_millis(), memory >> 20);
    println!("{} over the limits", over.len());
    for found in &over {
        println!("{}", found.line());
    }
    if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
