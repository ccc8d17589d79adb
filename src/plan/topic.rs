//! What the pages of topics show: how much was written of it, when, and by whom.
//!
//! Never judges: a topic that rises is no better and no worse.
//! Start at [`Site::topic`].

use super::Site;
use super::lists::{SHORT, Sheet};
use super::tally::most_frequent;
use super::view::matrix::{Cell, TopicRow, TrendPoint};
use super::view::{Bar, Counted, Page, TopicCard, TopicView};
use crate::archive::ReportId;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// How many topics are named that stand beside one most often.
const BESIDE: usize = 4;

impl<'a> Site<'a> {
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
            beside: if is_first { self.beside(topic) } else { Vec::new() },
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
            Cell { href, count, total: count, state, ..cell }
        };
        TopicRow { card: self.unit_card(unit), count, cells: years.iter().map(cell).collect() }
    }

    /// The topics of the same level that reports with this one have most often; what one report has is no habit.
    fn beside(self, topic: TopicId) -> Vec<Counted<'a, TopicCard>> {
        let topics = &self.archive.registry.topics;
        let is_second = topics.get(topic).parent.is_some();
        let reports = self.archive.of_topic(topic).iter().filter(|&&report| self.archive.counts(report));
        let others = reports.flat_map(|&report| &self.archive.report(report).topics).map(|other| other.topic);
        let others = others.filter(|&other| other != topic && topics.get(other).parent.is_some() == is_second);
        let often = most_frequent(others, BESIDE).into_iter().filter(|&(_, count)| count > 1);
        often.map(|(other, count)| Counted { card: &self.catalogue.topics[&other], count }).collect()
    }
}
