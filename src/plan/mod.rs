//! The site on paper: which pages there are ([`Route`]), at which address ([`Catalogue`]), showing what ([`view::View`]).
//!
//! Never writes HTML and never touches the disk.
//! Start at [`Site`], which joins what the plan is made from; [`Site::routes`] and [`Site::view`] are the plan.

pub mod address;
pub mod catalogue;
mod cells;
mod data;
mod imports;
mod lineage;
mod lists;
mod matrix;
mod pages;
mod report;
mod tally;
mod topic;
mod unit;
pub mod view;
mod year;

use crate::archive::{Archive, ReportId};
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;
use crate::settings::Settings;
use crate::text::date::Day;
use catalogue::{Catalogue, year_segment};
use view::data::Format;
use view::{Frame, View};

/// One page of the site. Sheets of a list count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The home page.
    Home,
    /// A report.
    Report(ReportId),
    /// A plain page, by its place in the archive.
    Plain(u32),
    /// The index of units.
    Units,
    /// The units by the letters of their readings.
    Alphabet,
    /// A sheet of a unit; `None` for the reports whose unit is unknown.
    Unit(Option<UnitId>, u32),
    /// A sheet of a unit in one year; `None` for the reports whose year is unknown.
    UnitYear(UnitId, Option<u16>, u32),
    /// Units × years; `Some` for the units below one, in a large tree.
    Matrix(Option<UnitId>),
    /// The index of years.
    Years,
    /// A sheet of a year; `None` for the reports whose year is unknown.
    Year(Option<u16>, u32),
    /// The index of topics.
    Topics,
    /// A sheet of a topic.
    Topic(TopicId, u32),
    /// A sheet of the register of imports.
    Imports(u32),
    /// A receipt, by its place in the archive.
    Import(u32),
    /// The list of the files of data.
    DataIndex,
    /// A file of data.
    Data(Data, Format),
    /// The feed.
    Feed,
    /// A part of the site map; `None` for the list of its parts.
    Sitemap(Option<u32>),
    /// An old address, by its place in the catalogue.
    Alias(u32),
    /// The page for addresses that are not there.
    Lost,
}

/// What a file of data holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Data {
    /// The reports, or the list of the files that hold them.
    Reports,
    /// The reports of one year; `None` for those whose year is unknown.
    Year(Option<u16>),
    /// The units.
    Units,
    /// The topics.
    Topics,
    /// Units × years.
    Matrix,
}

/// What the plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The reports and how they relate.
    pub archive: &'a Archive,
    /// The addresses.
    pub catalogue: &'a Catalogue,
    /// The settings.
    pub settings: &'a Settings,
}

impl<'a> Site<'a> {
    /// Every page of the site.
    pub fn routes(self) -> Vec<Route> {
        let (catalogue, archive) = (self.catalogue, self.archive);
        let plain = catalogue.pages.iter().enumerate().filter(|(_, card)| card.is_some());
        let units = catalogue.units.keys().map(|&unit| (unit, archive.of_unit(unit).len()));
        let years = catalogue.years.keys().map(|&year| (year, archive.of_year(year).len()));
        let topics = catalogue.topics.keys().map(|&topic| (topic, archive.of_topic(topic).len()));
        let unit_years =
            catalogue.unit_years.iter().map(|&(unit, year)| (unit, year, archive.of_unit_year(Some(unit), year).len()));
        let mut routes = vec![
            Route::Home,
            Route::Units,
            Route::Alphabet,
            Route::Years,
            Route::Topics,
            Route::DataIndex,
            Route::Lost,
        ];
        routes.extend(archive.ids().map(Route::Report));
        routes.extend(plain.map(|(at, _)| Route::Plain(at as u32)));
        routes.extend(units.flat_map(|(unit, n)| self.sheets(n).map(move |sheet| Route::Unit(unit, sheet))));
        routes.extend(years.flat_map(|(year, n)| self.sheets(n).map(move |sheet| Route::Year(year, sheet))));
        routes.extend(topics.flat_map(|(topic, n)| self.sheets(n).map(move |sheet| Route::Topic(topic, sheet))));
        let of_year = |(unit, year, n)| self.sheets(n).map(move |sheet| Route::UnitYear(unit, year, sheet));
        routes.extend(unit_years.flat_map(of_year));
        routes.extend(catalogue.matrices.iter().map(|&head| Route::Matrix(head)));
        routes.extend((0..catalogue.aliases.len() as u32).map(Route::Alias));
        let receipts = archive.receipts.len();
        let registers = if receipts > 0 { self.sheets(receipts) } else { 0..0 };
        routes.extend(registers.map(Route::Imports));
        routes.extend((0..receipts as u32).map(Route::Import));
        routes.extend(self.data_routes());
        routes
    }

    /// The address of a page from the root of the site.
    pub fn href(self, route: Route) -> String {
        let catalogue = self.catalogue;
        match route {
            Route::Home => "index.html".to_owned(),
            Route::Report(report) => catalogue.reports[report.0 as usize].href.clone(),
            Route::Plain(at) => {
                catalogue.pages[at as usize].as_ref().map_or_else(|| "index.html".to_owned(), |card| card.href.clone())
            }
            Route::Units => "units/index.html".to_owned(),
            Route::Alphabet => "units/a-z.html".to_owned(),
            Route::Unit(unit, sheet) => sheet_href(&catalogue.units[&unit].href, sheet),
            Route::UnitYear(unit, year, sheet) => sheet_href(&self.unit_year_href(unit, year), sheet),
            Route::Matrix(head) => matrix::matrix_href(self.archive, head),
            Route::Years => "years/index.html".to_owned(),
            Route::Year(year, sheet) => sheet_href(&format!("years/{}.html", year_segment(year)), sheet),
            Route::Topics => "topics/index.html".to_owned(),
            Route::Topic(topic, sheet) => sheet_href(&catalogue.topics[&topic].href, sheet),
            Route::Imports(sheet) => sheet_href(imports::REGISTER, sheet),
            Route::Import(at) => catalogue.imports[at as usize].clone(),
            Route::DataIndex => "data/index.html".to_owned(),
            Route::Data(data, format) => catalogue::data_href(data, format),
            Route::Feed => "atom.xml".to_owned(),
            Route::Sitemap(None) => "sitemap.xml".to_owned(),
            Route::Sitemap(Some(part)) => format!("sitemap/{}.xml", part + 1),
            Route::Alias(at) => catalogue.aliases[at as usize].0.clone(),
            Route::Lost => "404.html".to_owned(),
        }
    }

    /// What a page shows.
    pub fn view(self, route: Route) -> View<'a> {
        let page = match route {
            Route::Home => self.home(),
            Route::Report(report) => self.report(report),
            Route::Plain(at) => self.plain(at),
            Route::Units => self.units(),
            Route::Alphabet => self.alphabet(),
            Route::Unit(unit, sheet) => self.unit(unit, sheet),
            Route::UnitYear(unit, year, sheet) => self.unit_year(unit, year, sheet),
            Route::Matrix(head) => self.matrix(head),
            Route::Years => self.years(),
            Route::Year(year, sheet) => self.year(year, sheet),
            Route::Topics => self.topics(),
            Route::Topic(topic, sheet) => self.topic(topic, sheet),
            Route::Imports(sheet) => self.imports(sheet),
            Route::Import(at) => self.import(at),
            Route::DataIndex => self.data_index(),
            Route::Data(data, format) => self.data(data, format),
            Route::Feed => self.feed(),
            Route::Sitemap(part) => self.sitemap(part),
            Route::Alias(at) => self.alias(at),
            Route::Lost => self.lost(),
        };
        View { site: self.frame(route), page }
    }

    fn frame(self, route: Route) -> Frame<'a> {
        let path = self.href(route);
        let section = match route {
            Route::Home => "home",
            Route::Plain(_) => "plain",
            Route::Units | Route::Alphabet | Route::Unit(..) | Route::UnitYear(..) => "units",
            Route::Years | Route::Year(..) => "years",
            Route::Topics | Route::Topic(..) => "topics",
            Route::Matrix(_) => "matrix",
            Route::DataIndex => "data",
            Route::Imports(_) | Route::Import(_) => "imports",
            _ => "",
        };
        // A server answers any address with the lost page, so only the base address can lead on from there.
        let root = match (route, &self.settings.base_url) {
            (Route::Lost, Some(base)) => base.clone(),
            _ => "../".repeat(path.matches('/').count()),
        };
        let pages = self.catalogue.pages.iter().flatten().collect();
        Frame { root, path, section, pages, has_imports: !self.catalogue.imports.is_empty() }
    }

    /// The day that stands for today: that of the settings, else the newest date of a report.
    pub(self) fn as_of(self) -> Option<Day> {
        self.settings.as_of.or(self.archive.newest)
    }

    fn sheets(self, reports: usize) -> std::ops::Range<u32> {
        0..reports.div_ceil(self.settings.paginate_by).max(1) as u32
    }
}

/// The address of a further sheet: `units/caizheng.html` has `units/caizheng/page-2.html`.
fn sheet_href(first: &str, sheet: u32) -> String {
    if sheet == 0 { first.to_owned() } else { format!("{}/page-{}.html", first.trim_end_matches(".html"), sheet + 1) }
}
