//! Pieces that several pages share: sheets of a list, bars of years, groups of units and topics.
//!
//! Never decides which page shows them.
//! Start at [`Sheet`].

use std::collections::BTreeMap;

use super::view::{Bar, Counted, Dated, Paginator, ReportCard, TopicCard, TopicGroup, UnitCard, UnitGroup, YearCard};
use super::{Site, sheet_href};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// How many members of a group the home page names.
const MEMBERS: usize = 48;

/// One sheet of a list of reports.
pub(super) struct Sheet {
    pub(super) reports: Vec<ReportId>,
    pub(super) paginator: Option<Paginator>,
}

impl<'a> Site<'a> {
    /// Cuts `reports` into sheets and takes one; `first` is the address of the first.
    pub(super) fn sheet(self, reports: Vec<ReportId>, first: &str, sheet: u32) -> Sheet {
        let size = self.settings.paginate_by;
        let number = self.sheets(reports.len()).end;
        let paginator = (number > 1).then(|| Paginator {
            current_index: sheet + 1,
            number_pagers: number,
            previous: sheet.checked_sub(1).map(|before| sheet_href(first, before)),
            next: (sheet + 1 < number).then(|| sheet_href(first, sheet + 1)),
        });
        let reports = reports.into_iter().skip(sheet as usize * size).take(size).collect();
        Sheet { reports, paginator }
    }

    pub(super) fn card(self, report: ReportId) -> &'a Digested<ReportCard> {
        &self.catalogue.reports[report.0 as usize]
    }

    pub(super) fn unit_card(self, unit: UnitId) -> &'a Digested<UnitCard> {
        &self.catalogue.units[&Some(unit)]
    }

    /// `reports` by the year that they stand under, newest year first, the unknown last.
    pub(super) fn by_year_descending(self, reports: &[ReportId]) -> Vec<ReportId> {
        let mut sorted = reports.to_vec();
        sorted.sort_by_key(|&report| std::cmp::Reverse(self.archive.year(report)));
        sorted
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

    /// A bar for every year from the first to the last that `reports` stand under.
    ///
    /// Each bar leads where `href` says, if there is a report.
    pub(super) fn bars(
        self,
        reports: &[ReportId],
        current: Option<u16>,
        href: impl Fn(u16, ReportId) -> String,
    ) -> Vec<Bar> {
        let mut years: BTreeMap<u16, (u32, ReportId)> = BTreeMap::new();
        for same in reports.chunk_by(|&a, &b| self.archive.year(a) == self.archive.year(b)) {
            if let Some(year) = self.archive.year(same[0]) {
                years.entry(year).or_insert((0, same[0])).0 += same.len() as u32;
            }
        }
        let highest = years.values().map(|&(n, _)| n).max().unwrap_or(1);
        let span = years.keys().next().copied().zip(years.keys().next_back().copied());
        let all = span.into_iter().flat_map(|(first, last)| first..=last);
        all.map(|year| {
            let (count, newest) = years.get(&year).map_or((0, None), |&(n, newest)| (n, Some(newest)));
            Bar {
                href: newest.map(|newest| href(year, newest)),
                year,
                count,
                permille: count * 1_000 / highest,
                current: current == Some(year),
            }
        })
        .collect()
    }

    pub(super) fn year_href(self, year: u16) -> String {
        self.catalogue.years.get(&Some(year)).map(|card| card.href.clone()).unwrap_or_default()
    }

    pub(super) fn unknown_year(self) -> Option<Counted<'a, YearCard>> {
        let card = self.catalogue.years.get(&None)?;
        Some(Counted { card, count: self.archive.of_year(None).len() as u32 })
    }

    pub(super) fn unknown_unit(self) -> Option<Counted<'a, UnitCard>> {
        let card = self.catalogue.units.get(&None)?;
        Some(Counted { card, count: self.archive.of_unit(None).len() as u32 })
    }

    /// How many units wrote `reports`.
    pub(super) fn reporting(self, reports: &[ReportId]) -> u32 {
        let mut units: Vec<UnitId> =
            reports.iter().flat_map(|&r| &self.archive.report(r).meta.units).copied().collect();
        units.sort_unstable();
        units.dedup();
        units.len() as u32
    }

    /// Units with those directly below them. Where everything hangs on one unit, its children are the heads.
    pub(super) fn unit_groups(self) -> Vec<UnitGroup<'a>> {
        let units = &self.archive.registry.units;
        let mut heads = units.children(None);
        if let [only] = heads {
            let below = units.children(Some(*only));
            heads = if below.is_empty() { heads } else { below };
        }
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
        heads.iter().map(group).collect()
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
            total: self.archive.of_topic(head).len() as u32,
            members: groups.get(&Some(head)).into_iter().flatten().map(|&topic| self.counted_topic(topic)).collect(),
        };
        heads.into_iter().map(group).collect()
    }

    pub(super) fn counted_topic(self, topic: TopicId) -> Counted<'a, TopicCard> {
        Counted { card: &self.catalogue.topics[&topic], count: self.archive.of_topic(topic).len() as u32 }
    }
}

/// The `most` keys that occur most often, with how often; equal ones in the order of the keys.
pub(super) fn most_frequent<K: Ord + Copy>(keys: impl Iterator<Item = K>, most: usize) -> Vec<(K, u32)> {
    let mut keys: Vec<K> = keys.collect();
    keys.sort_unstable();
    let mut counts: Vec<_> = keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    counts.sort_by_key(|&(key, n)| (std::cmp::Reverse(n), key));
    counts.truncate(most);
    counts
}
