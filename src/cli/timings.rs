//! `--timings`: what the steps of a build took, on standard error.
//!
//! Never changes what is built. The one place that reads a clock.
//! Start at [`Watch`].

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use serde_json::{Value, json};

use super::terminal::Terminal;
use crate::diagnostic::timings::{Moment, Step, Timings};

/// The clock of a build.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) timings: Timings,
    /// When it began to run; `None` where nobody asked.
    start: Option<Moment>,
}

impl Watch {
    /// A watch that runs; where nobody asked for timings it costs nothing and shows nothing.
    pub(super) fn start(matches: &ArgMatches) -> Self {
        let start = matches.get_flag("timings").then(now);
        Self { timings: start.map_or_else(Timings::default, |_| Timings::by(now)), start }
    }

    /// Shows what each step took.
    pub(super) fn show(&self, terminal: &Terminal) {
        let Some(start) = self.start else { return };
        let steps: Vec<(Step, Moment)> =
            Step::ALL.into_iter().filter_map(|step| Some((step, self.timings.of(step)?))).collect();
        let wall = now().wall.saturating_sub(start.wall);
        if terminal.json {
            terminal.aside(&self.json(&steps, wall).to_string());
            return;
        }
        let measure = |took: &Moment| took.cpu.unwrap_or(took.wall);
        let all: Duration = steps.iter().map(|(_, took)| measure(took)).sum();
        for (step, took) in &steps {
            let share = 100.0 * measure(took).as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE);
            let (zh, en) = name(*step);
            let name = terminal.say(zh, en);
            terminal.aside(&format!("{:>8.3} s {share:>5.1} %  {name}", measure(took).as_secs_f64()));
        }
        let (all, wall) = (all.as_secs_f64(), wall.as_secs_f64());
        terminal.aside(&match steps[0].1.cpu {
            Some(_) => terminal.say(
                format!("{all:>8.3} s          处理器时间，各线程相加；全程 {wall:.3} 秒"),
                format!("{all:>8.3} s          of the processor, all threads added up; {wall:.3} s passed"),
            ),
            None => terminal.say(
                format!("{all:>8.3} s          经过的时间，各线程相加；全程 {wall:.3} 秒"),
                format!("{all:>8.3} s          that passed, all threads added up; {wall:.3} s from start to end"),
            ),
        });
    }

    fn json(&self, steps: &[(Step, Moment)], wall: Duration) -> Value {
        let step = |(step, took): &(Step, Moment)| {
            let cpu = took.cpu.map(|cpu| cpu.as_secs_f64());
            json!({"step": name(*step).1, "wall": took.wall.as_secs_f64(), "cpu": cpu})
        };
        json!({"timings": steps.iter().map(step).collect::<Vec<_>>(), "wall": wall.as_secs_f64()})
    }
}

fn name(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Scan => ("列出文件", "scan"),
        Step::Read => ("读文件", "read"),
        Step::Parse => ("解析", "parse"),
        Step::Relate => ("归集", "relate"),
        Step::Plan => ("编目", "plan"),
        Step::Theme => ("主题", "theme"),
        Step::View => ("编页", "view"),
        Step::Render => ("渲染", "render"),
        Step::Digest => ("摘要", "digest"),
        Step::Write => ("写文件", "write"),
        Step::Put => ("就位", "put"),
    }
}

fn now() -> Moment {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    Moment { wall: START.elapsed(), cpu: processor() }
}

#[cfg(unix)]
fn processor() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(Duration::new(time.tv_sec.try_into().ok()?, time.tv_nsec.try_into().ok()?))
}

/// Elsewhere only what passed can be had without a call that the compiler cannot check.
#[cfg(not(unix))]
fn processor() -> Option<Duration> {
    None
}
