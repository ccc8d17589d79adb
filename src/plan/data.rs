//! What programs and spreadsheets get: files of data, the feed, the site map.
//!
//! Never says how a file is written; that is `render::data` and `render::feed`.
//! Start at [`Site::data`].

use super::view::data::{
    DataView, FeedEntry, FeedView, Format, MatrixData, MatrixLine, ReportData, ReportsData, SitemapView, TopicData,
    UnitData,
};
use super::view::{Page, ReportCard};
use super::{Data, Route, Site};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::registry::units::{Existence, UnitId};

/// Up to so many reports one file holds them all; beyond, an edit would send too much, and there are only the files by year.
const WHOLE: usize = 1_000;
/// Addresses in a part of the site map. The protocol allows 50,000.
const MAPPED: usize = 10_000;
/// Bytes of a report's text that stand in for a summary in the feed, cut at the end of a paragraph's character.
const LEAD: usize = 600;

impl<'a> Site<'a> {
    /// The files of data, the feed and the site map.
    pub(super) fn data_routes(self) -> Vec<Route> {
        let both = |data| [Format::Json, Format::Csv].map(|format| Route::Data(data, format));
        let years = self.catalogue.parts.iter().map(|part| Data::Year(part.year));
        let all = [Data::Reports, Data::Units, Data::Topics].into_iter().chain(years);
        let mut routes: Vec<Route> = all.flat_map(both).collect();
        routes.push(Route::Data(Data::Matrix, Format::Csv));
        if self.settings.base_url.is_some() {
            routes.extend([Route::Feed, Route::Sitemap(None)]);
            routes.extend(map_parts(&self.mapped()));
        }
        routes
    }

    pub(super) fn data_index(self) -> Page<'a> {
        Page::Data(DataView {
            reports: self.archive.counted(),
            units: self.archive.registry.units.all.len() as u32,
            topics: self.archive.registry.topics.all.len() as u32,
            years: &self.catalogue.parts,
            is_whole: self.is_whole(),
            has_feed: self.settings.base_url.is_some(),
        })
    }

    fn is_whole(self) -> bool {
        self.archive.reports.len() <= WHOLE
    }

    pub(super) fn data(self, data: Data, format: Format) -> Page<'a> {
        let rows = |ids: &mut dyn Iterator<Item = ReportId>| {
            let counted = ids.filter(|&report| self.archive.counts(report));
            counted.map(|report| self.report_row(report)).collect()
        };
        match data {
            Data::Reports => {
                let rows = if self.is_whole() { rows(&mut self.archive.ids()) } else { Vec::new() };
                Page::ReportsData(ReportsData { format, parts: &self.catalogue.parts, rows })
            }
            Data::Year(year) => {
                let rows = rows(&mut self.archive.of_year(year).iter().copied());
                Page::ReportsData(ReportsData { format, parts: &[], rows })
            }
            Data::Units => {
                let units = self.archive.registry.units.tree.iter();
                Page::UnitsData(units.map(|&(unit, _)| self.unit_line(unit)).collect(), format)
            }
            Data::Topics => Page::TopicsData(self.topic_lines(), format),
            Data::Matrix => Page::MatrixData(self.matrix_data()),
        }
    }

    fn report_row(self, id: ReportId) -> ReportData<'a> {
        let (registry, report) = (&self.archive.registry, self.archive.report(id));
        let card: &'a Digested<ReportCard> = self.card(id);
        let meta = &report.meta;
        ReportData {
            id: card.href.trim_start_matches("reports/").trim_end_matches(".html"),
            href: &card.href,
            title: &card.title,
            unit_ids: meta.units.iter().map(|&unit| registry.units.get(unit).id.as_str()).collect(),
            units: &card.units,
            year: self.archive.year(id),
            period: meta.period.as_deref(),
            date: card.date.as_deref(),
            kind: meta.kind,
            topics: report.topics.iter().map(|topic| registry.topics.get(topic.topic).id.as_str()).collect(),
            number: meta.number.as_deref(),
            audience: self.settings.audience_name(meta.audience).unwrap_or_default(),
        }
    }

    fn unit_line(self, unit: UnitId) -> UnitData<'a> {
        let units = &self.archive.registry.units;
        let entry = units.get(unit);
        UnitData {
            id: &entry.id,
            href: &self.unit_card(unit).href,
            name: &entry.name,
            short: entry.short_name(),
            parent: entry.parent.map(|parent| units.get(parent).id.as_str()),
            status: entry.status,
            since: entry.since.map(|since| since.to_string()),
            until: entry.until.map(|until| until.to_string()),
            reports: self.archive.count(self.archive.of_unit(Some(unit))),
            reports_total: self.archive.total(unit),
        }
    }

    fn topic_lines(self) -> Vec<TopicData<'a>> {
        let topics = &self.archive.registry.topics;
        let line = |topic| {
            let entry = topics.get(topic);
            TopicData {
                id: &entry.id,
                href: &self.catalogue.topics[&topic].href,
                label: &entry.label,
                parent: entry.parent.map(|parent| topics.get(parent).id.as_str()),
                reports: self.archive.count(self.archive.of_topic(topic)),
            }
        };
        topics.ids().map(line).collect()
    }

    /// Internal units have no row, as in the matrix that people see; the reports whose unit is unknown have the last one.
    fn matrix_data(self) -> MatrixData<'a> {
        let archive = self.archive;
        let units = &archive.registry.units;
        let years: Vec<u16> = archive.years().into_iter().flat_map(|(first, last)| first..=last).collect();
        let line = |unit: UnitId| {
            let entry = units.get(unit);
            let own = |&year: &u16| {
                let count = archive.count(archive.of_unit_year(Some(unit), Some(year)));
                (count > 0 || units.get(unit).exists_in(year) == Existence::There).then_some(count)
            };
            MatrixLine {
                id: &entry.id,
                name: &entry.name,
                parent: entry.parent.map(|parent| units.get(parent).id.as_str()),
                own: years.iter().map(own).collect(),
                unknown: archive.count(archive.of_unit_year(Some(unit), None)),
                reports: archive.count(archive.of_unit(Some(unit))),
                reports_total: archive.total(unit),
            }
        };
        let rows = units.tree.iter().map(|&(unit, _)| unit).filter(|&unit| !units.get(unit).is_internal());
        let mut rows: Vec<MatrixLine<'a>> = rows.map(line).collect();
        if let Some(unassigned) = self.unassigned_line(&years) {
            rows.push(unassigned);
        }
        MatrixData { years, rows }
    }

    fn unassigned_line(self, years: &[u16]) -> Option<MatrixLine<'a>> {
        let reports = self.archive.by_unit.get(&None)?;
        let in_year = |year| self.archive.count(self.archive.of_unit_year(None, year));
        let reports = self.archive.count(reports);
        Some(MatrixLine {
            id: "",
            name: "",
            parent: None,
            own: years.iter().map(|&year| Some(in_year(Some(year)))).collect(),
            unknown: in_year(None),
            reports,
            reports_total: reports,
        })
    }

    /// The newest reports that have a year at least. A feed needs a day: it is the first of what is known.
    pub(super) fn feed(self) -> Page<'a> {
        let entry = |id: ReportId| {
            let report = self.archive.report(id);
            let year = self.archive.year(id);
            let day = report.meta.date.map(|date| (date.year, date.month.max(1), date.day.max(1)));
            let (year, month, day) = day.or_else(|| year.map(|year| (year, 1, 1)))?;
            let summary = report.meta.summary.as_deref().unwrap_or_else(|| lead(&report.body.text));
            Some(FeedEntry { card: self.card(id), date: format!("{year:04}-{month:02}-{day:02}"), summary })
        };
        let published = self.archive.ids().filter(|&report| self.archive.counts(report));
        let entries = published.filter_map(entry).take(self.settings.feed_limit).collect();
        Page::Feed(FeedView { base: self.settings.base_url.as_deref().unwrap_or_default(), entries })
    }

    pub(super) fn sitemap(self, part: Option<u32>) -> Page<'a> {
        let mapped = self.mapped();
        let base = self.settings.base_url.clone().unwrap_or_default();
        let entries = match part {
            None => map_parts(&mapped).map(|part| (self.href(part), None)).collect(),
            Some(part) => {
                let pages = mapped.into_iter().skip(part as usize * MAPPED).take(MAPPED);
                pages.map(|page| self.mapped_entry(page)).collect()
            }
        };
        Page::Sitemap(SitemapView { base, is_index: part.is_none(), entries })
    }

    /// The pages that a crawler should know; reports by the year they stand under, so that a new one touches few parts.
    fn mapped(self) -> Vec<Route> {
        let unknown = self.archive.of_year(None).iter();
        let known = self.archive.by_year.iter().filter(|(year, _)| year.is_some()).flat_map(|(_, reports)| reports);
        let reports = known.chain(unknown).map(|&report| Route::Report(report));
        let catalogue = self.catalogue;
        let plain = catalogue.pages.iter().enumerate().filter(|(_, card)| card.is_some());
        [Route::Home, Route::Units, Route::Alphabet, Route::Years, Route::Topics, Route::DataIndex]
            .into_iter()
            .chain(plain.map(|(at, _)| Route::Plain(at as u32)))
            .chain(catalogue.units.keys().map(|&unit| Route::Unit(unit, 0)))
            .chain(catalogue.years.keys().map(|&year| Route::Year(year, 0)))
            .chain(catalogue.topics.keys().map(|&topic| Route::Topic(topic, 0)))
            .chain(catalogue.matrices.iter().map(|&head| Route::Matrix(head)))
            .chain(catalogue.unit_years.iter().map(|&(unit, year)| Route::UnitYear(unit, year, 0)))
            .chain(reports)
            .collect()
    }

    fn mapped_entry(self, route: Route) -> (String, Option<String>) {
        let date = match route {
            Route::Report(report) => self.card(report).date.clone(),
            _ => None,
        };
        (self.href(route), date)
    }
}

/// The parts of a site map of these pages.
fn map_parts(mapped: &[Route]) -> impl Iterator<Item = Route> + use<> {
    (0..mapped.len().div_ceil(MAPPED) as u32).map(|part| Route::Sitemap(Some(part)))
}

/// The beginning of a text up to the end of its first paragraph, and no longer than a feed reader shows.
fn lead(text: &str) -> &str {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    &first[..first.floor_char_boundary(LEAD)]
}
