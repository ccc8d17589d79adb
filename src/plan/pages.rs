//! What home, the indexes and the pages of units, years and topics show.
//!
//! Never shows a report's own page; that is `report`.
//! Start at any of the functions: each makes one view.

use super::Site;
use super::lists::{Sheet, most_frequent};
use super::view::{
    Counted, HomeView, LostView, Page, PlainView, TopicView, TopicsView, UnitCard, UnitChild, UnitReports, UnitRow,
    UnitView, UnitsView, YearCard, YearRow, YearView, YearsView,
};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// Entries of "newest" on the home page.
const NEWEST: usize = 8;
/// Years in the sparks of the index of units.
const SPARK_YEARS: u16 = 15;
/// Entries of short lists: topics of a year, units of a topic.
const SHORT: usize = 12;

impl<'a> Site<'a> {
    pub(super) fn home(self) -> Page<'a> {
        let archive = self.archive;
        let index = archive.pages.iter().position(|page| &*page.file == "content/index.md");
        let all: Vec<ReportId> = archive.ids().collect();
        let span = archive.years();
        Page::Home(HomeView {
            body: index.map(|at| &archive.pages[at].body),
            links: index.map_or(&[], |at| &self.catalogue.page_links[at]),
            reports: all.len() as u32,
            reporting: archive.by_unit.keys().flatten().count() as u32,
            first_year: span.map(|(first, _)| first),
            last_year: span.map(|(_, last)| last),
            newest: all.iter().take(NEWEST).map(|&report| self.card(report)).collect(),
            years: self.bars(&all, None, |year, _| self.year_href(year)),
            groups: self.unit_groups(),
            topics: self.topic_groups(),
            unknown_year: self.unknown_year(),
            unknown_unit: self.unknown_unit(),
        })
    }

    pub(super) fn plain(self, at: u32) -> Page<'a> {
        let page = &self.archive.pages[at as usize];
        let title = self.catalogue.pages[at as usize].as_ref().map_or("", |card| &card.title);
        Page::Plain(PlainView { body: &page.body, links: &self.catalogue.page_links[at as usize], title })
    }

    pub(super) fn lost(self) -> Page<'a> {
        Page::Lost(LostView { reports: self.archive.reports.len() as u32 })
    }

    pub(super) fn units(self) -> Page<'a> {
        let archive = self.archive;
        let units = &archive.registry.units;
        let span = archive.years().map(|(first, last)| (first.max(last.saturating_sub(SPARK_YEARS - 1)), last));
        let row = |&(unit, depth): &(UnitId, u8)| {
            let own = archive.of_unit(Some(unit));
            let years = span.into_iter().flat_map(|(first, last)| first..=last);
            UnitRow {
                card: self.unit_card(unit),
                depth,
                own: own.len() as u32,
                total: archive.total(unit),
                spark: years.map(|y| own.iter().filter(|&&r| archive.year(r) == Some(y)).count() as u32).collect(),
            }
        };
        Page::Units(UnitsView {
            registered: units.all.len() as u32,
            reporting: archive.by_unit.keys().flatten().count() as u32,
            first_year: span.map(|(first, _)| first),
            last_year: span.map(|(_, last)| last),
            rows: units.tree.iter().map(row).collect(),
            unknown: self.unknown_unit(),
        })
    }

    pub(super) fn unit(self, unit: Option<UnitId>, sheet: u32) -> Page<'a> {
        let units = &self.archive.registry.units;
        let card = &self.catalogue.units[&unit];
        let reports = self.by_year_descending(self.archive.of_unit(unit));
        let own = reports.len() as u32;
        let strip =
            self.bars(&reports, None, |year, _| format!("{}#y{year}", self.sheet_of(&reports, &card.href, year)));
        let Sheet { reports, paginator } = self.sheet(reports, &card.href, sheet);
        let mut crumbs: Vec<&'a Digested<UnitCard>> =
            unit.into_iter().flat_map(|unit| units.ancestors(unit)).map(|above| self.unit_card(above)).collect();
        crumbs.reverse();
        let children = unit.map_or(&[][..], |unit| units.children(Some(unit)));
        Page::Unit(UnitView {
            card,
            aliases: unit.map_or(&[], |unit| &units.get(unit).aliases),
            crumbs,
            own,
            total: unit.map_or(own, |unit| self.archive.total(unit)),
            strip,
            groups: self.dated(&reports),
            children: children.iter().map(|&child| self.child(child)).collect(),
            paginator,
        })
    }

    /// The address of the sheet on which the reports of a year begin.
    pub(super) fn sheet_of(self, reports: &[ReportId], first: &str, year: u16) -> String {
        let at = reports.iter().position(|&r| self.archive.year(r) == Some(year)).unwrap_or(0);
        super::sheet_href(first, (at / self.settings.paginate_by) as u32)
    }

    fn child(self, unit: UnitId) -> UnitChild<'a> {
        let own = self.archive.of_unit(Some(unit));
        UnitChild {
            card: self.unit_card(unit),
            own: own.len() as u32,
            total: self.archive.total(unit),
            latest: own.iter().filter_map(|&report| self.archive.year(report)).max(),
        }
    }

    pub(super) fn years(self) -> Page<'a> {
        let archive = self.archive;
        let all: Vec<ReportId> = archive.ids().collect();
        let known = archive.by_year.iter().rev().filter(|(year, _)| year.is_some());
        Page::Years(YearsView {
            reports: all.len() as u32,
            bars: self.bars(&all, None, |year, _| self.year_href(year)),
            years: known
                .map(|(year, reports)| YearRow {
                    card: &self.catalogue.years[year],
                    count: reports.len() as u32,
                    units: self.reporting(reports),
                })
                .collect(),
            unknown: self.unknown_year(),
        })
    }

    pub(super) fn year(self, year: Option<u16>, sheet: u32) -> Page<'a> {
        let archive = self.archive;
        let card = &self.catalogue.years[&year];
        let all: Vec<ReportId> = archive.ids().collect();
        let own = archive.of_year(year);
        let counted = |(year, reports): (&Option<u16>, &Vec<ReportId>)| -> Option<Counted<'a, YearCard>> {
            year.is_some().then(|| Counted { card: &self.catalogue.years[year], count: reports.len() as u32 })
        };
        let known = year.is_some();
        let earlier = archive.by_year.range(..year).next_back().filter(|_| known).and_then(counted);
        let after = (std::ops::Bound::Excluded(year), std::ops::Bound::Unbounded);
        let later = archive.by_year.range(after).next().filter(|_| known).and_then(counted);
        let topics = own.iter().flat_map(|&r| &archive.report(r).topics).map(|t| t.topic);
        let Sheet { reports, paginator } = self.sheet(self.by_unit_order(own), &card.href, sheet);
        Page::Year(YearView {
            card,
            count: own.len() as u32,
            reporting: self.reporting(own),
            unassigned: own.iter().filter(|&&report| archive.first_unit(report).is_none()).count() as u32,
            bars: self.bars(&all, year, |year, _| self.year_href(year)),
            earlier,
            later,
            topics: most_frequent(topics, SHORT)
                .into_iter()
                .map(|(topic, count)| Counted { card: &self.catalogue.topics[&topic], count })
                .collect(),
            groups: self.under_units(&reports),
            paginator,
        })
    }

    /// Reports in the order of their first units; those without one last.
    fn by_unit_order(self, reports: &[ReportId]) -> Vec<ReportId> {
        let tree = &self.archive.registry.units.tree;
        let mut place = vec![usize::MAX; tree.len()];
        for (at, (unit, _)) in tree.iter().enumerate() {
            place[unit.0 as usize] = at;
        }
        let mut sorted = reports.to_vec();
        sorted.sort_by_key(|&r| self.archive.first_unit(r).map_or(usize::MAX, |unit| place[unit.0 as usize]));
        sorted
    }

    fn under_units(self, reports: &[ReportId]) -> Vec<UnitReports<'a>> {
        let groups = reports.chunk_by(|&a, &b| self.archive.first_unit(a) == self.archive.first_unit(b));
        groups
            .map(|group| UnitReports {
                unit: &self.catalogue.units[&self.archive.first_unit(group[0])],
                reports: group.iter().map(|&report| self.card(report)).collect(),
            })
            .collect()
    }

    pub(super) fn topics(self) -> Page<'a> {
        let topics = &self.archive.registry.topics;
        let second = topics.all.iter().filter(|topic| topic.parent.is_some()).count();
        Page::Topics(TopicsView {
            topics: if second == 0 { topics.all.len() } else { second } as u32,
            groups: self.topic_groups(),
            without: self.archive.without_topic,
        })
    }

    pub(super) fn topic(self, topic: TopicId, sheet: u32) -> Page<'a> {
        let archive = self.archive;
        let entry = archive.registry.topics.get(topic);
        let card = &self.catalogue.topics[&topic];
        let own = archive.of_topic(topic);
        let reports = self.by_year_descending(own);
        let bars =
            self.bars(&reports, None, |year, _| format!("{}#y{year}", self.sheet_of(&reports, &card.href, year)));
        let units = own.iter().flat_map(|&r| &archive.report(r).meta.units).copied();
        let Sheet { reports, paginator } = self.sheet(reports, &card.href, sheet);
        Page::Topic(TopicView {
            card,
            parent: entry.parent.map(|parent| &self.catalogue.topics[&parent]),
            note: entry.note.as_deref(),
            count: own.len() as u32,
            reporting: self.reporting(own),
            bars,
            children: archive.registry.topics.children(Some(topic)).map(|below| self.counted_topic(below)).collect(),
            units: most_frequent(units, SHORT)
                .into_iter()
                .map(|(unit, count)| Counted { card: self.unit_card(unit), count })
                .collect(),
            groups: self.dated(&reports),
            paginator,
        })
    }
}
