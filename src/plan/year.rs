//! What the pages of years and topics show: how much, from whom, and what changed.
//!
//! Never judges: more is not better, so there are numbers and no signs.
//! Start at [`Site::year`] and [`Site::topic`].

use std::collections::BTreeMap;

use super::Site;
use super::lists::{SHORT, Sheet};
use super::tally::most_frequent;
use super::view::matrix::{Compared, TopicRow, TrendPoint};
use super::view::{Bar, Counted, Page, TopicView, UnitCard, UnitReports, YearCard, YearRow, YearView, YearsView};
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
        Page::Year(YearView {
            card,
            count: archive.count(own),
            reporting: list.writers.len() as u32,
            unassigned: archive.count(archive.of_unit_year(None, year)),
            bars: self.year_bars(year),
            earlier,
            later,
            heads: sides.filter(|_| is_first).map(|(now, before)| self.compared_heads(now, before)).unwrap_or_default(),
            topics: if is_first { self.compared_topics(year, before) } else { Vec::new() },
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

    /// The topics of a year beside those of the year before it; all of them at the lowest level.
    fn compared_topics(self, year: Option<u16>, before: Option<u16>) -> Vec<Compared<'a, super::view::TopicCard>> {
        let of = |year: Option<u16>| -> BTreeMap<TopicId, u32> {
            let reports = self.archive.of_year(year).iter().filter(|&&report| self.archive.counts(report));
            let topics = reports.flat_map(|&r| &self.archive.report(r).topics).map(|topic| topic.topic);
            most_frequent(topics, usize::MAX).into_iter().collect()
        };
        let now = of(year);
        let before = if before.is_some() { of(before) } else { BTreeMap::new() };
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
        scaled(topics.into_iter().take(SHORT).map(compared).collect())
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

    pub(super) fn topic(self, topic: TopicId, sheet: u32) -> Page<'a> {
        let archive = self.archive;
        let entry = archive.registry.topics.get(topic);
        let card = &self.catalogue.topics[&topic];
        let own = archive.of_topic(topic);
        let list = &self.catalogue.tallies.topics[&topic];
        let (runs, writers) = (&list.runs, &list.writers);
        let bars = self.bars(runs.iter().map(|(&year, run)| (year, run.count)), None, |year| {
            format!("{}#y{year}", super::sheet_href(&card.href, self.sheet_at(runs[&year].first)))
        });
        let is_first = sheet == 0;
        let years: Vec<u16> = bars.iter().map(|bar| bar.year).collect();
        let top = writers.iter().take(if is_first { SHORT } else { 0 });
        let units = top.map(|&(unit, count)| self.topic_row(topic, unit, count, &years)).collect();
        let Sheet { reports, paginator } = self.sheet(&list.reports, &card.href, sheet);
        Page::Topic(TopicView {
            card,
            parent: entry.parent.map(|parent| &self.catalogue.topics[&parent]),
            note: entry.note.as_deref(),
            count: archive.count(own),
            reporting: writers.len() as u32,
            trend: if is_first { self.trend(topic, &bars) } else { Vec::new() },
            bars,
            children: archive.registry.topics.children(Some(topic)).map(|below| self.counted_topic(below)).collect(),
            years,
            units,
            more_units: writers.len().saturating_sub(SHORT) as u32,
            groups: self.dated(&reports),
            paginator,
        })
    }

    /// The share of a topic in the reports of each year, beside that of the average topic of the same level.
    fn trend(self, topic: TopicId, bars: &[Bar]) -> Vec<TrendPoint<'a>> {
        let mut points: Vec<_> = bars.iter().map(|bar| self.trend_point(topic, bar.year, bar.count)).collect();
        let highest = points.iter().map(|point| point.permille.max(point.average)).max().unwrap_or(1).max(1);
        let n = points.len() as u32;
        for (number, point) in (0..).zip(&mut points) {
            // Each year has a column of its own, and its point stands in the middle.
            point.at = (2 * number + 1) * 500 / n;
            point.height = point.permille * 1_000 / highest;
            point.average_height = point.average * 1_000 / highest;
        }
        points
    }

    fn trend_point(self, topic: TopicId, year: u16, count: u32) -> TrendPoint<'a> {
        let archive = self.archive;
        let topics = &archive.registry.topics;
        let of = archive.count(archive.of_year(Some(year)));
        let parent = topics.get(topic).parent;
        let level = topics.ids().filter(|&other| topics.get(other).parent.is_some() == parent.is_some());
        let level: Vec<TopicId> = level.collect();
        let all: u32 = level.iter().map(|&other| archive.topic_in(other, year)).sum();
        let average = all * 1_000 / (of * level.len() as u32).max(1);
        let card = self.catalogue.years.get(&Some(year));
        let permille = count * 1_000 / of.max(1);
        TrendPoint { year, card, count, of, permille, average, at: 0, height: 0, average_height: 0 }
    }

    fn topic_row(self, topic: TopicId, unit: UnitId, count: u32, years: &[u16]) -> TopicRow<'a> {
        let archive = self.archive;
        let cell = |&year: &u16| {
            let has = |report: &&ReportId| archive.has_topic(**report, topic);
            let with: Vec<_> = archive.of_unit_year(Some(unit), Some(year)).iter().filter(has).copied().collect();
            let count = archive.count(&with);
            let href = match &with[..] {
                [] => None,
                [only] => Some(self.card(*only).href.clone()),
                _ => Some(self.unit_year_href(unit, Some(year))),
            };
            let cell = self.cell(unit, Some(year));
            let state = match cell.state {
                _ if count > 0 => "in",
                "in" => "none",
                void => void,
            };
            super::view::matrix::Cell { href, count, total: count, state, ..cell }
        };
        TopicRow { card: self.unit_card(unit), count, cells: years.iter().map(cell).collect() }
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
