//! What the pages of years show: how much, from whom, and what changed.
//!
//! Never judges: more is not better, so there are numbers and no signs.
//! Start at [`Site::year`].

use std::collections::BTreeMap;

use super::Site;
use super::lists::{SHORT, Sheet};
use super::tally::most_frequent;
use super::view::matrix::Compared;
use super::view::{Counted, Page, TopicCard, UnitCard, UnitReports, YearCard, YearRow, YearView, YearsView};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::topics::TopicId;
use crate::registry::units::{Existence, UnitId};

impl<'a> Site<'a> {
    pub(super) fn years(self) -> Page<'a> {
        let archive = self.archive;
        let known = archive.by_year.iter().rev().filter(|(year, _)| year.is_some());
        Page::Years(YearsView {
            reports: archive.counted(),
            bars: self.year_bars(None),
            years: known
                .map(|(year, reports)| YearRow {
                    card: &self.catalogue.years[year],
                    count: archive.count(reports),
                    units: self.catalogue.tallies.years[year].writers.len() as u32,
                })
                .collect(),
            unknown: self.unknown_year(),
        })
    }

    pub(super) fn year(self, year: Option<u16>, sheet: u32) -> Page<'a> {
        let archive = self.archive;
        let card = &self.catalogue.years[&year];
        let own = archive.of_year(year);
        let counted = |(year, reports): (&Option<u16>, &Vec<ReportId>)| -> Option<Counted<'a, YearCard>> {
            year.is_some().then(|| Counted { card: &self.catalogue.years[year], count: archive.count(reports) })
        };
        let known = year.is_some();
        let earlier = archive.by_year.range(..year).next_back().filter(|_| known).and_then(counted);
        let after = (std::ops::Bound::Excluded(year), std::ops::Bound::Unbounded);
        let later = archive.by_year.range(after).next().filter(|_| known).and_then(counted);
        let before = earlier.as_ref().and_then(|earlier| earlier.card.year);
        let list = &self.catalogue.tallies.years[&year];
        let Sheet { reports, paginator } = self.sheet(&list.reports, &card.href, sheet);
        let (is_first, sides) = (sheet == 0, year.zip(before));
        let mut topics = if is_first { self.compared_topics(year, before) } else { Vec::new() };
        let of = before.map(|before| [archive.count(own), archive.count(archive.of_year(Some(before)))]);
        let [rising, falling] = of.map(|of| moved(&topics, of)).unwrap_or_default();
        topics.truncate(SHORT);
        Page::Year(YearView {
            card,
            count: archive.count(own),
            reporting: list.writers.len() as u32,
            unassigned: archive.count(archive.of_unit_year(None, year)),
            bars: self.year_bars(year),
            earlier,
            later,
            heads: sides.filter(|_| is_first).map(|(now, before)| self.compared_heads(now, before)).unwrap_or_default(),
            topics,
            rising,
            falling,
            absent: sides.filter(|_| is_first).map(|(now, before)| self.absent(now, before)).unwrap_or_default(),
            groups: self.under_units(&reports),
            paginator,
        })
    }

    fn compared_heads(self, now: u16, before: u16) -> Vec<Compared<'a, UnitCard>> {
        let compared = |&unit: &UnitId| {
            let (before, count) = (self.archive.total_in(unit, Some(before)), self.archive.total_in(unit, Some(now)));
            let href = (count > 0).then(|| self.unit_year_href(unit, Some(now)));
            Compared { card: self.unit_card(unit), href, before, now: count, before_permille: 0, now_permille: 0 }
        };
        scaled(self.heads().iter().map(compared).filter(|compared| compared.before + compared.now > 0).collect())
    }

    /// How many reports of a year speak of which topic; all of them at the lowest level.
    fn spoken_of(self, year: Option<u16>) -> BTreeMap<TopicId, u32> {
        let reports = self.archive.of_year(year).iter().filter(|&&report| self.archive.counts(report));
        let topics = reports.flat_map(|&r| &self.archive.report(r).topics).map(|topic| topic.topic);
        most_frequent(topics, usize::MAX).into_iter().collect()
    }

    /// The topics of a year beside those of the year before it, most frequent first.
    fn compared_topics(self, year: Option<u16>, before: Option<u16>) -> Vec<Compared<'a, TopicCard>> {
        let now = self.spoken_of(year);
        let before = if before.is_some() { self.spoken_of(before) } else { BTreeMap::new() };
        let mut topics: Vec<TopicId> = now.keys().chain(before.keys()).copied().collect();
        topics.sort_unstable();
        topics.dedup();
        let sides = |topic: &TopicId| [&now, &before].map(|side| side.get(topic).copied().unwrap_or(0));
        topics.sort_by_key(|topic| std::cmp::Reverse(sides(topic)));
        let compared = |topic: TopicId| {
            let [now, before] = sides(&topic);
            let card = &self.catalogue.topics[&topic];
            Compared { card, href: None, before, now, before_permille: 0, now_permille: 0 }
        };
        scaled(topics.into_iter().map(compared).collect())
    }

    /// Units that reported in the year before, still exist, and have no report in this year.
    fn absent(self, now: u16, before: u16) -> Vec<&'a Digested<UnitCard>> {
        let units = &self.archive.registry.units;
        let reported = |unit: UnitId, year| !self.archive.of_unit_year(Some(unit), Some(year)).is_empty();
        let absent = units.tree.iter().map(|&(unit, _)| unit).filter(|&unit| {
            reported(unit, before)
                && !reported(unit, now)
                && units.get(unit).exists_in(now) == Existence::There
                && !units.get(unit).is_internal()
        });
        absent.map(|unit| self.unit_card(unit)).collect()
    }

    fn under_units(self, reports: &[ReportId]) -> Vec<UnitReports<'a>> {
        let groups = reports.chunk_by(|&a, &b| self.archive.first_unit(a) == self.archive.first_unit(b));
        groups
            .map(|group| {
                let unit = self.archive.first_unit(group[0]);
                UnitReports {
                    unit: &self.catalogue.units[&unit],
                    name: unit.map_or("", |unit| self.named(unit, self.archive.year(group[0])).name),
                    reports: group.iter().map(|&report| self.card(report)).collect(),
                }
            })
            .collect()
    }
}

/// Measures each side by the most of the list.
fn scaled<C>(mut list: Vec<Compared<'_, C>>) -> Vec<Compared<'_, C>> {
    let most = list.iter().map(|compared| compared.before.max(compared.now)).max().unwrap_or(1).max(1);
    for compared in &mut list {
        compared.before_permille = compared.before * 1_000 / most;
        compared.now_permille = compared.now * 1_000 / most;
    }
    list
}

/// By how much of a thousand, and by how many reports, a topic must move to be named.
const MOVED: (i64, u32) = (50, 2);
/// How many topics are named that rose, and that fell.
const NAMED: usize = 2;

/// The topics whose share in the reports of a year rose and fell most, beside the year before: `[now, before]` reports.
fn moved<'a>(topics: &[Compared<'a, TopicCard>], [now, before]: [u32; 2]) -> [Vec<&'a Digested<TopicCard>>; 2] {
    let share = |count: u32, of: u32| i64::from(count) * 1_000 / i64::from(of.max(1));
    let move_of = |topic: &Compared<'_, TopicCard>| share(topic.now, now) - share(topic.before, before);
    let moved = topics.iter().filter(|topic| topic.now.abs_diff(topic.before) >= MOVED.1);
    let mut moved: Vec<_> = moved.map(|topic| (move_of(topic), topic)).collect();
    moved.sort_by_key(|(by, _)| -by);
    let rose = moved.iter().filter(|(by, topic)| *by >= MOVED.0 && topic.now > topic.before);
    let fell = moved.iter().rev().filter(|(by, topic)| *by <= -MOVED.0 && topic.now < topic.before);
    [rose.take(NAMED).map(|(_, topic)| topic.card).collect(), fell.take(NAMED).map(|(_, topic)| topic.card).collect()]
}
