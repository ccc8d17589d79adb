//! What a run spends its time on, step by step.
//!
//! Never reads a clock: whoever wants to know brings one, and nobody else pays for it.
//! Start at [`Timings::during`].

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A step on the way from files to files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The folders of the content are listed.
    Scan,
    /// Settings, registry, reports and pages are read from the disk.
    Read,
    /// Reports and pages are parsed.
    Parse,
    /// Reports are related to each other.
    Relate,
    /// Pages get their addresses and cards.
    Plan,
    /// The theme is read and its templates are compiled.
    Theme,
    /// Views are put together.
    View,
    /// Views become pages.
    Render,
    /// Pages get their SHA-256.
    Digest,
    /// Pages are compared with what lies there, and written beside it.
    Write,
    /// New files are put in their places, old ones removed.
    Put,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: [Self; 11] = [
        Self::Scan,
        Self::Read,
        Self::Parse,
        Self::Relate,
        Self::Plan,
        Self::Theme,
        Self::View,
        Self::Render,
        Self::Digest,
        Self::Write,
        Self::Put,
    ];
}

/// What a clock shows: time since some moment, and what this thread has used of a processor, where the system tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// Time that passed.
    pub wall: Duration,
    /// Time that the processor gave to this thread.
    pub cpu: Option<Duration>,
}

/// The time that each step took so far. Steps that run on several threads at once add up.
#[derive(Debug, Default)]
pub struct Timings {
    clock: Option<fn() -> Moment>,
    /// Nanoseconds of each step: that passed, and of the processor.
    spent: [(AtomicU64, AtomicU64); Step::ALL.len()],
}

impl Timings {
    /// Measures with this clock.
    pub fn by(clock: fn() -> Moment) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// Does a piece of work that belongs to a step. It stays on one thread.
    pub fn during<T>(&self, step: Step, work: impl FnOnce() -> T) -> T {
        let Some(clock) = self.clock else { return work() };
        let before = clock();
        let made = work();
        let after = clock();
        let (wall, cpu) = &self.spent[step as usize];
        wall.fetch_add(nanoseconds(after.wall.saturating_sub(before.wall)), Ordering::Relaxed);
        let used = after.cpu.zip(before.cpu).map(|(after, before)| after.saturating_sub(before));
        cpu.fetch_add(nanoseconds(used.unwrap_or_default()), Ordering::Relaxed);
        made
    }

    /// What a step took; nothing when nobody measures.
    pub fn of(&self, step: Step) -> Option<Moment> {
        let clock = self.clock?;
        let (wall, cpu) = &self.spent[step as usize];
        let read = |spent: &AtomicU64| Duration::from_nanos(spent.load(Ordering::Relaxed));
        Some(Moment { wall: read(wall), cpu: clock().cpu.map(|_| read(cpu)) })
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_step_add_up() {
        static TICKS: AtomicU64 = AtomicU64::new(0);
        let timings = Timings::by(|| {
            let ticks = Duration::from_secs(TICKS.fetch_add(1, Ordering::Relaxed));
            Moment { wall: 2 * ticks, cpu: Some(ticks) }
        });
        assert_eq!(timings.during(Step::Parse, || 7), 7);
        timings.during(Step::Parse, || ());
        let seconds = |n| Duration::from_secs(n);
        assert_eq!(timings.of(Step::Parse), Some(Moment { wall: seconds(4), cpu: Some(seconds(2)) }));
        assert_eq!(timings.of(Step::Render), Some(Moment { wall: seconds(0), cpu: Some(seconds(0)) }));
        assert_eq!(Timings::default().of(Step::Parse), None);
    }
}
