//! From reports to relations: everything that needs two reports.
//!
//! Never knows addresses, HTML or the disk. It is computed anew from all reports each time: what is recomputed cannot be stale.
//! Start at [`compile`].

mod fold;

pub use fold::{Neighbours, ReportId};

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::load::Report;
use crate::load::page::PlainPage;
use crate::load::receipt::{Filed, Placed};
use crate::registry::Registry;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;
use crate::text::date::Day;
use fold::{ByUnit, Others};

/// All reports of one moment and how they relate. Lists of reports are newest first.
#[derive(Debug)]
pub struct Archive {
    /// The vocabularies.
    pub registry: Arc<Registry>,
    /// The reports, newest first.
    pub reports: Vec<Arc<Report>>,
    /// The plain pages, by file.
    pub pages: Vec<Arc<PlainPage>>,
    /// The receipts of imports, by file; only who may see all of the archive has them.
    pub receipts: Vec<Received>,
    /// The reports of each unit; `None` holds those whose unit is unknown. A joint report stands under each of its units, that
    /// of an internal unit also under the unit it belongs to.
    pub by_unit: BTreeMap<Option<UnitId>, Vec<ReportId>>,
    /// The same, by unit and year.
    pub by_unit_year: BTreeMap<(Option<UnitId>, Option<u16>), Vec<ReportId>>,
    /// The reports that stand under each year; `None` holds those whose year is unknown.
    pub by_year: BTreeMap<Option<u16>, Vec<ReportId>>,
    /// The reports of each topic; a topic of the first level has those of the topics below it too.
    pub by_topic: BTreeMap<TopicId, Vec<ReportId>>,
    /// Reports of a year by units with the same head.
    pub by_head: BTreeMap<(Option<UnitId>, Option<u16>), Vec<ReportId>>,
    /// The drafts among the reports; only a preview has them.
    drafts: u32,
    /// Reports without a topic.
    pub without_topic: u32,
    /// The newest date of a report.
    pub newest: Option<Day>,
    /// Reports of each topic by year. Drafts are not counted.
    topics_in: BTreeMap<(TopicId, u16), u32>,
    /// Reports of each unit and of all units below it, by year, each counted once. Drafts are not counted.
    totals: BTreeMap<(UnitId, Option<u16>), u32>,
    /// For each report the one before and the one after it of the same first unit.
    neighbours: Vec<Neighbours>,
}

/// A receipt and the reports that it tells of.
#[derive(Debug)]
pub struct Received {
    /// The receipt.
    pub receipt: Arc<Filed>,
    /// The report; `None` when it is gone.
    pub report: Option<ReportId>,
    /// Whether the newer version that it tells of still waits.
    pub waits: bool,
    /// For each of its questions the other report that it is about, where it is about one and that is there.
    pub others: Vec<Option<ReportId>>,
}

/// The reports of receipts.
fn received(receipts: Vec<Placed>, reports: &[Arc<Report>]) -> Vec<Received> {
    if receipts.is_empty() {
        return Vec::new();
    }
    let ids: BTreeMap<&str, ReportId> =
        reports.iter().zip(0..).map(|(report, id)| (&*report.file, ReportId(id))).collect();
    let id = |file: &str| ids.get(file).copied();
    let received = receipts.into_iter().map(|Placed { receipt, report, waits }| Received {
        report: report.and_then(|file| id(&file)),
        others: receipt.kept.questions.iter().map(|asked| id(&asked.file)).collect(),
        receipt,
        waits,
    });
    received.collect()
}

/// Relates the reports of one moment.
pub fn compile(
    mut reports: Vec<Arc<Report>>,
    mut pages: Vec<Arc<PlainPage>>,
    receipts: Vec<Placed>,
    registry: Arc<Registry>,
) -> Archive {
    reports.par_sort_by(|a, b| reading_order(a).cmp(&reading_order(b)));
    let receipts = received(receipts, &reports);
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    let (units, others) = rayon::join(|| ByUnit::of(&reports, &registry), || Others::of(&reports, &registry));
    let ByUnit { by_unit, by_unit_year, neighbours } = units;
    let Others { by_year, by_topic, by_head, drafts, without_topic, newest, topics_in, totals } = others;
    Archive {
        registry,
        reports,
        pages,
        receipts,
        by_unit,
        by_unit_year,
        by_year,
        by_topic,
        by_head,
        drafts,
        without_topic,
        newest,
        topics_in,
        totals,
        neighbours,
    }
}

/// Newest first: by date, else by year, the unknown last; then by weight, then by file.
fn reading_order(report: &Report) -> impl Ord + '_ {
    let meta = &report.meta;
    let by_year = meta.years.map(|years| (years.stands_under(), 0, 0));
    let when = meta.date.map(|date| (date.year, date.month, date.day)).or(by_year);
    (Reverse(when), meta.weight, &*report.file)
}

impl Archive {
    /// The report of an id that this archive gave out.
    pub fn report(&self, report: ReportId) -> &Report {
        &self.reports[report.0 as usize]
    }

    /// All reports, newest first.
    pub fn ids(&self) -> impl Iterator<Item = ReportId> + use<> {
        (0..self.reports.len() as u32).map(ReportId)
    }

    /// The year that a report stands under.
    pub fn year(&self, report: ReportId) -> Option<u16> {
        self.report(report).year()
    }

    /// The first reporting unit.
    pub fn first_unit(&self, report: ReportId) -> Option<UnitId> {
        self.report(report).meta.units.first().copied()
    }

    /// Its own reports.
    pub fn of_unit(&self, unit: Option<UnitId>) -> &[ReportId] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The reports that stand under a year.
    pub fn of_year(&self, year: Option<u16>) -> &[ReportId] {
        self.by_year.get(&year).map_or(&[], Vec::as_slice)
    }

    /// The reports of a topic.
    pub fn of_topic(&self, topic: TopicId) -> &[ReportId] {
        self.by_topic.get(&topic).map_or(&[], Vec::as_slice)
    }

    /// Its own reports of one year.
    pub fn of_unit_year(&self, unit: Option<UnitId>, year: Option<u16>) -> &[ReportId] {
        self.by_unit_year.get(&(unit, year)).map_or(&[], Vec::as_slice)
    }

    /// The first and the last year that have reports of its own.
    pub fn years_of(&self, unit: UnitId) -> Option<(u16, u16)> {
        let mut years = self.by_unit_year.range((Some(unit), Some(0))..=(Some(unit), Some(u16::MAX)));
        let (&(_, first), _) = years.next()?;
        let last = years.next_back().map_or(first, |(&(_, last), _)| last);
        first.zip(last)
    }

    /// Whether a report counts: drafts count nowhere, though a preview shows them.
    pub fn counts(&self, report: ReportId) -> bool {
        !self.report(report).meta.draft
    }

    /// How many of these reports count.
    pub fn count(&self, reports: &[ReportId]) -> u32 {
        match self.drafts {
            0 => reports.len() as u32,
            _ => reports.iter().filter(|&&report| self.counts(report)).count() as u32,
        }
    }

    /// How many reports count.
    pub fn counted(&self) -> u32 {
        self.reports.len() as u32 - self.drafts
    }

    /// Reports of a topic, and of the topics below it, in one year.
    pub fn topic_in(&self, topic: TopicId, year: u16) -> u32 {
        self.topics_in.get(&(topic, year)).copied().unwrap_or(0)
    }

    /// Whether a report has a topic or one below it.
    pub fn has_topic(&self, report: ReportId, topic: TopicId) -> bool {
        let topics = &self.registry.topics;
        self.report(report).topics.iter().any(|own| own.topic == topic || topics.get(own.topic).parent == Some(topic))
    }

    /// Reports of a unit and of all units below it, each counted once.
    pub fn total(&self, unit: UnitId) -> u32 {
        self.totals_of(unit).map(|(_, n)| n).sum()
    }

    /// Reports of a unit and of all units below it in one year, each counted once.
    pub fn total_in(&self, unit: UnitId, year: Option<u16>) -> u32 {
        self.totals.get(&(unit, year)).copied().unwrap_or(0)
    }

    /// The years in which a unit or a unit below it has reports, and how many; first the unknown one.
    pub fn totals_of(&self, unit: UnitId) -> impl Iterator<Item = (Option<u16>, u32)> + '_ {
        self.totals.range((unit, None)..=(unit, Some(u16::MAX))).map(|(&(_, year), &n)| (year, n))
    }

    /// How many units have reports of their own.
    pub fn reporting(&self) -> u32 {
        self.by_unit.iter().filter(|(unit, reports)| unit.is_some() && self.count(reports) > 0).count() as u32
    }

    /// The reports of the same first unit on both sides.
    pub fn neighbours(&self, report: ReportId) -> Neighbours {
        self.neighbours[report.0 as usize]
    }

    /// The first and the last year that have reports.
    pub fn years(&self) -> Option<(u16, u16)> {
        let mut known = self.by_year.keys().flatten().copied();
        let first = known.next()?;
        Some((first, known.next_back().unwrap_or(first)))
    }
}
