//! Pieces that several pages share: sheets of a list, bars of years, groups of units and topics.
//!
//! Never decides which page shows them.
//! Start at [`Sheet`].

use std::collections::BTreeMap;

use super::tally::Run;
use super::view::matrix::Cell;
use super::view::{Bar, Counted, Dated, Paginator, ReportCard, TopicCard, TopicGroup, UnitCard, UnitGroup, YearCard};
use super::{Site, sheet_href};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// Entries of short lists: topics of a year, units of a topic.
pub(super) const SHORT: usize = 12;
/// How many members of a group the home page names.
const MEMBERS: usize = 48;

/// One sheet of a list of reports.
pub(super) struct Sheet {
    pub(super) reports: Vec<ReportId>,
    pub(super) paginator: Option<Paginator>,
}

impl<'a> Site<'a> {
    /// Cuts `reports` into sheets and takes one; `first` is the address of the first.
    pub(super) fn sheet(self, reports: &[ReportId], first: &str, sheet: u32) -> Sheet {
        let size = self.settings.paginate_by;
        let number = self.sheets(reports.len()).end;
        let paginator = (number > 1).then(|| Paginator {
            current_index: sheet + 1,
            number_pagers: number,
            previous: sheet.checked_sub(1).map(|before| sheet_href(first, before)),
            next: (sheet + 1 < number).then(|| sheet_href(first, sheet + 1)),
        });
        let reports = reports.iter().skip(sheet as usize * size).take(size).copied().collect();
        Sheet { reports, paginator }
    }

    pub(super) fn card(self, report: ReportId) -> &'a Digested<ReportCard> {
        &self.catalogue.reports[report.0 as usize]
    }

    pub(super) fn unit_card(self, unit: UnitId) -> &'a Digested<UnitCard> {
        &self.catalogue.units[&Some(unit)]
    }

    /// Reports that are already in the order of their years, under their years.
    pub(super) fn dated(self, reports: &[ReportId]) -> Vec<Dated<'a>> {
        let groups = reports.chunk_by(|&a, &b| self.archive.year(a) == self.archive.year(b));
        groups
            .map(|group| Dated {
                year: &self.catalogue.years[&self.archive.year(group[0])],
                reports: group.iter().map(|&report| self.card(report)).collect(),
            })
            .collect()
    }

    /// A bar for every year from the first to the last of `counts`. Each leads where `href` says, if there is a report.
    pub(super) fn bars(
        self,
        counts: impl IntoIterator<Item = (u16, u32)>,
        current: Option<u16>,
        href: impl Fn(u16) -> String,
    ) -> Vec<Bar> {
        let years: BTreeMap<u16, u32> = counts.into_iter().collect();
        let highest = years.values().copied().max().unwrap_or(1).max(1);
        let span = years.keys().next().copied().zip(years.keys().next_back().copied());
        let all = span.into_iter().flat_map(|(first, last)| first..=last);
        all.map(|year| {
            let count = years.get(&year).copied();
            Bar {
                href: count.map(|_| href(year)),
                year,
                count: count.unwrap_or(0),
                permille: count.unwrap_or(0) * 1_000 / highest,
                current: current == Some(year),
            }
        })
        .collect()
    }

    /// The years of the whole archive as bars that lead to their pages.
    pub(super) fn year_bars(self, current: Option<u16>) -> Vec<Bar> {
        let counts = self.archive.by_year.iter().filter_map(|(year, of)| Some(((*year)?, self.archive.count(of))));
        self.bars(counts, current, |year| self.catalogue.years[&Some(year)].href.clone())
    }

    /// The years of reports whose unit is unknown as cells that lead into their list.
    pub(super) fn unknown_strip(self, runs: &BTreeMap<u16, Run>, first: &str) -> Vec<Cell> {
        let span = runs.keys().next().copied().zip(runs.keys().next_back().copied());
        let cell = |year: u16| {
            let run = runs.get(&year);
            let count = run.map_or(0, |run| run.count);
            let state = if count > 0 { "in" } else { "none" };
            let href = run.map(|run| format!("{}#y{year}", sheet_href(first, self.sheet_at(run.first))));
            Cell { href, year: Some(year), count, total: count, state, current: false }
        };
        span.into_iter().flat_map(|(first, last)| first..=last).map(cell).collect()
    }

    /// The sheet on which an entry of a list stands.
    pub(super) fn sheet_at(self, entry: usize) -> u32 {
        (entry / self.settings.paginate_by) as u32
    }

    pub(super) fn unknown_year(self) -> Option<Counted<'a, YearCard>> {
        let card = self.catalogue.years.get(&None)?;
        Some(Counted { card, count: self.archive.count(self.archive.of_year(None)) })
    }

    pub(super) fn unknown_unit(self) -> Option<Counted<'a, UnitCard>> {
        let card = self.catalogue.units.get(&None)?;
        Some(Counted { card, count: self.archive.count(self.archive.of_unit(None)) })
    }

    /// The units at the top; where everything hangs on one unit, its children.
    pub(super) fn heads(self) -> &'a [UnitId] {
        let units = &self.archive.registry.units;
        match units.children(None) {
            [only] if !units.children(Some(*only)).is_empty() => units.children(Some(*only)),
            heads => heads,
        }
    }

    /// Units with those directly below them.
    pub(super) fn unit_groups(self) -> Vec<UnitGroup<'a>> {
        let units = &self.archive.registry.units;
        let group = |&head: &UnitId| {
            let below = units.children(Some(head));
            let counted = |&unit: &UnitId| Counted { card: self.unit_card(unit), count: self.archive.total(unit) };
            UnitGroup {
                card: self.unit_card(head),
                total: self.archive.total(head),
                members: below.iter().take(MEMBERS).map(counted).collect(),
                more: below.len().saturating_sub(MEMBERS) as u32,
            }
        };
        self.heads().iter().map(group).collect()
    }

    /// Topics of the first level with those below them.
    pub(super) fn topic_groups(self) -> Vec<TopicGroup<'a>> {
        let topics = &self.archive.registry.topics;
        let mut groups: BTreeMap<Option<TopicId>, Vec<TopicId>> = BTreeMap::new();
        for topic in topics.ids() {
            groups.entry(topics.get(topic).parent).or_default().push(topic);
        }
        let heads = groups.remove(&None).unwrap_or_default();
        let group = |head: TopicId| TopicGroup {
            card: &self.catalogue.topics[&head],
            total: self.archive.count(self.archive.of_topic(head)),
            members: groups.get(&Some(head)).into_iter().flatten().map(|&topic| self.counted_topic(topic)).collect(),
        };
        heads.into_iter().map(group).collect()
    }

    pub(super) fn counted_topic(self, topic: TopicId) -> Counted<'a, TopicCard> {
        Counted { card: &self.catalogue.topics[&topic], count: self.archive.count(self.archive.of_topic(topic)) }
    }
}
