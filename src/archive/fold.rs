//! The two halves of the fold over all reports; they know nothing of each other and are made at the same time.
//!
//! Never asks for a moment before this one. Start at [`ByUnit::of`] and [`Others::of`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::load::Report;
use crate::registry::Registry;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;
use crate::text::date::Day;

/// A report, as an index into [`super::Archive::reports`]. It does not leave the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);

/// The reports of the same unit on both sides.
#[derive(Debug, Clone, Copy, Default)]
pub struct Neighbours {
    /// The one before it in time.
    pub earlier: Option<ReportId>,
    /// The one after it in time.
    pub later: Option<ReportId>,
}

/// The reports of each unit.
#[derive(Default)]
pub(super) struct ByUnit {
    pub(super) by_unit: BTreeMap<Option<UnitId>, Vec<ReportId>>,
    pub(super) by_unit_year: BTreeMap<(Option<UnitId>, Option<u16>), Vec<ReportId>>,
    pub(super) neighbours: Vec<Neighbours>,
}

impl ByUnit {
    pub(super) fn of(reports: &[Arc<Report>], registry: &Registry) -> Self {
        let mut fold = Self { neighbours: vec![Neighbours::default(); reports.len()], ..Self::default() };
        for (id, report) in numbered(reports) {
            let own = report.meta.units.iter();
            let mut own: Vec<_> = own.flat_map(|&unit| [Some(unit), Some(registry.units.shown_at(unit))]).collect();
            if own.is_empty() {
                own.push(None);
            }
            once_each(&mut own);
            for unit in own {
                fold.by_unit.entry(unit).or_default().push(id);
                fold.by_unit_year.entry((unit, report.year())).or_default().push(id);
            }
        }
        fold.link_neighbours(reports);
        fold
    }

    fn link_neighbours(&mut self, reports: &[Arc<Report>]) {
        for (unit, of) in &self.by_unit {
            for pair in of.windows(2).filter(|_| unit.is_some()) {
                let (later, earlier) = (pair[0], pair[1]);
                // A joint report has the neighbours of its first unit.
                if reports[later.0 as usize].meta.units.first() == unit.as_ref() {
                    self.neighbours[later.0 as usize].earlier = Some(earlier);
                }
                if reports[earlier.0 as usize].meta.units.first() == unit.as_ref() {
                    self.neighbours[earlier.0 as usize].later = Some(later);
                }
            }
        }
    }
}

/// The reports of each year, topic and head, and how many there are of each.
#[derive(Default)]
pub(super) struct Others {
    pub(super) by_year: BTreeMap<Option<u16>, Vec<ReportId>>,
    pub(super) by_topic: BTreeMap<TopicId, Vec<ReportId>>,
    pub(super) by_head: BTreeMap<(Option<UnitId>, Option<u16>), Vec<ReportId>>,
    pub(super) drafts: u32,
    pub(super) without_topic: u32,
    pub(super) newest: Option<Day>,
    pub(super) topics_in: BTreeMap<(TopicId, u16), u32>,
    pub(super) totals: BTreeMap<(UnitId, Option<u16>), u32>,
}

impl Others {
    pub(super) fn of(reports: &[Arc<Report>], registry: &Registry) -> Self {
        let mut fold = Self::default();
        for (id, report) in numbered(reports) {
            let counts = u32::from(!report.meta.draft);
            fold.drafts += 1 - counts;
            fold.newest = fold.newest.max(report.meta.date);
            fold.by_year.entry(report.year()).or_default().push(id);
            let mut counted: Vec<UnitId> = Vec::new();
            for &unit in &report.meta.units {
                counted.extend(std::iter::once(unit).chain(registry.units.ancestors(unit)));
            }
            once_each(&mut counted);
            for unit in counted {
                *fold.totals.entry((unit, report.year())).or_default() += counts;
            }
            if let Some(&unit) = report.meta.units.first() {
                let head = registry.units.get(unit).parent;
                fold.by_head.entry((head, report.year())).or_default().push(id);
            }
            fold.enter_topics(id, report, registry);
        }
        fold
    }

    fn enter_topics(&mut self, id: ReportId, report: &Report, registry: &Registry) {
        let own = report.topics.iter().map(|own| own.topic);
        let mut topics: Vec<TopicId> =
            own.flat_map(|topic| [Some(topic), registry.topics.get(topic).parent]).flatten().collect();
        once_each(&mut topics);
        self.without_topic += u32::from(topics.is_empty() && !report.meta.draft);
        for topic in topics {
            self.by_topic.entry(topic).or_default().push(id);
            if let Some(year) = report.year().filter(|_| !report.meta.draft) {
                *self.topics_in.entry((topic, year)).or_default() += 1;
            }
        }
    }
}

fn numbered(reports: &[Arc<Report>]) -> impl Iterator<Item = (ReportId, &Report)> {
    reports.iter().enumerate().map(|(at, report)| (ReportId(at as u32), &**report))
}

/// Keeps each of a few values once, in their order.
fn once_each<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}
