//! What the page of a unit shows, and that of a unit in one year.
//!
//! Never shows the units as a whole; that is `pages` and `matrix`.
//! Start at [`Site::unit`] and [`Site::unit_year`].

use super::Site;
use super::lists::{SHORT, Sheet};
use super::matrix::matrix_href;
use super::tally::most_frequent;
use super::view::{
    Bar, Counted, DatedUnit, Page, UnitCard, UnitChild, UnitView, UnitYearChild, UnitYearLink, UnitYearView,
};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::units::UnitId;

impl<'a> Site<'a> {
    pub(super) fn unit(self, unit: Option<UnitId>, sheet: u32) -> Page<'a> {
        let card = &self.catalogue.units[&unit];
        let list = &self.catalogue.tallies.units[&unit];
        let own = self.archive.count(&list.reports);
        let strip = match unit {
            Some(unit) => self.strip(unit, None),
            None => self.unknown_strip(&list.runs, &card.href),
        };
        let Sheet { reports, paginator } = self.sheet(&list.reports, &card.href, sheet);
        let groups = self.dated_unit(unit, &reports);
        let page = UnitView {
            card,
            aliases: Vec::new(),
            since: None,
            until: None,
            uscc: None,
            region: None,
            systems: &[],
            crumbs: Vec::new(),
            own,
            total: own,
            strip,
            bars: Vec::new(),
            groups,
            children: Vec::new(),
            matrix: None,
            predecessors: Vec::new(),
            successors: Vec::new(),
            lineage: None,
            paginator,
        };
        Page::Unit(match unit {
            Some(unit) => self.registered(unit, page),
            None => page,
        })
    }

    /// What only a registered unit has.
    fn registered(self, unit: UnitId, page: UnitView<'a>) -> UnitView<'a> {
        let units = &self.archive.registry.units;
        let entry = units.get(unit);
        let counted = |&unit: &UnitId| Counted {
            card: self.unit_card(unit),
            count: self.archive.count(self.archive.of_unit(Some(unit))),
        };
        let has_matrix = self.catalogue.matrices.contains(&Some(unit));
        UnitView {
            aliases: entry.aliases.iter().map(String::as_str).filter(|alias| !entry.was_called(alias)).collect(),
            since: entry.since.map(|since| since.to_string()),
            until: entry.until.map(|until| until.to_string()),
            uscc: entry.codes.uscc.as_deref(),
            region: entry.codes.region.as_deref(),
            systems: &entry.systems,
            crumbs: self.way_to(unit),
            bars: if self.archive.total(unit) > page.own { self.total_bars(unit) } else { Vec::new() },
            total: self.archive.total(unit),
            children: units.children(Some(unit)).iter().map(|&child| self.child(child)).collect(),
            matrix: has_matrix.then(|| matrix_href(self.archive, Some(unit))),
            predecessors: entry.predecessors.iter().map(counted).collect(),
            successors: entry.successors.iter().map(counted).collect(),
            lineage: self.lineage(unit),
            ..page
        }
    }

    /// The years of a unit with all units below it as bars that lead to its pages in those years.
    fn total_bars(self, unit: UnitId) -> Vec<Bar> {
        let known = self.archive.totals_of(unit).filter_map(|(year, n)| Some((year?, n)));
        self.bars(known, None, |year| self.unit_year_href(unit, Some(year)))
    }

    /// The units above a unit, from the top.
    pub(super) fn way_to(self, unit: UnitId) -> Vec<&'a Digested<UnitCard>> {
        let mut way: Vec<_> = self.archive.registry.units.ancestors(unit).map(|above| self.unit_card(above)).collect();
        way.reverse();
        way
    }

    /// Reports that are already in the order of their years, under their years.
    fn dated_unit(self, unit: Option<UnitId>, reports: &[ReportId]) -> Vec<DatedUnit<'a>> {
        let groups = reports.chunk_by(|&a, &b| self.archive.year(a) == self.archive.year(b));
        groups
            .map(|group| {
                let year = self.archive.year(group[0]);
                let name = unit.map(|unit| self.named(unit, year).name);
                DatedUnit {
                    year: &self.catalogue.years[&year],
                    href: unit.map(|unit| self.unit_year_href(unit, year)),
                    name: name.filter(|&name| unit.is_some_and(|unit| self.unit_card(unit).name != name)),
                    reports: group.iter().map(|&report| self.card(report)).collect(),
                }
            })
            .collect()
    }

    fn child(self, unit: UnitId) -> UnitChild<'a> {
        let own = self.archive.of_unit(Some(unit));
        UnitChild {
            card: self.unit_card(unit),
            own: self.archive.count(own),
            total: self.archive.total(unit),
            latest: self.archive.years_of(unit).map(|(_, latest)| latest),
        }
    }

    pub(super) fn unit_year(self, unit: UnitId, year: Option<u16>, sheet: u32) -> Page<'a> {
        let archive = self.archive;
        let own = archive.of_unit_year(Some(unit), year);
        let topics = own.iter().flat_map(|&report| &archive.report(report).topics).map(|topic| topic.topic);
        let topics = most_frequent(topics, SHORT).into_iter();
        let years: Vec<u16> = archive.totals_of(unit).filter_map(|(year, _)| year).collect();
        let link = |year: u16| UnitYearLink {
            href: self.unit_year_href(unit, Some(year)),
            year,
            total: archive.total_in(unit, Some(year)),
        };
        let before = year.filter(|&year| archive.years().is_some_and(|(first, _)| first < year));
        let Sheet { reports, paginator } = self.sheet(own, &self.unit_year_href(unit, year), sheet);
        Page::UnitYear(UnitYearView {
            unit: self.named(unit, year),
            year: &self.catalogue.years[&year],
            crumbs: self.way_to(unit),
            own: archive.count(own),
            total: archive.total_in(unit, year),
            total_before: before.map(|year| archive.total_in(unit, Some(year - 1))),
            strip: self.strip(unit, year),
            topics: topics.map(|(topic, count)| Counted { card: &self.catalogue.topics[&topic], count }).collect(),
            reports: reports.iter().map(|&report| self.card(report)).collect(),
            children: self.children_in(unit, year),
            earlier: years.iter().rev().find(|&&other| Some(other) < year).map(|&year| link(year)),
            later: years.iter().find(|&&other| year.is_some_and(|year| other > year)).map(|&year| link(year)),
            paginator,
        })
    }

    fn children_in(self, unit: UnitId, year: Option<u16>) -> Vec<UnitYearChild<'a>> {
        let archive = self.archive;
        let children = archive.registry.units.children(Some(unit)).iter().copied();
        let child = |unit| UnitYearChild {
            unit: self.named(unit, year),
            href: self.cell(unit, year).href.unwrap_or_default(),
            own: archive.count(archive.of_unit_year(Some(unit), year)),
            total: archive.total_in(unit, year),
        };
        children.filter(|&unit| archive.total_in(unit, year) > 0).map(child).collect()
    }
}
