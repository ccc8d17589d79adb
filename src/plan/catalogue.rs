//! The catalogue: which pages there are, at which address, and how others refer to them.
//!
//! Never says what a page shows.
//! Start at [`catalogue`]; two things at one address are found here, before anything is rendered.

mod links;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::address::segment;
use super::imports::{REGISTER, Register};
use super::tally::Tallies;
use super::view::data::{Format, Part};
use super::view::{Link, PlainCard, ReportCard, TopicCard, UnitCard, YearCard};
use super::{Data, matrix, sheet_href};
use crate::archive::{Archive, Received, ReportId};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase};
use crate::digest::Digested;
use crate::document::Body;
use crate::load::scan::Other;
use crate::load::years::Years;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// How every page is referred to, and where it stands.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By [`ReportId`].
    pub reports: Vec<Digested<ReportCard>>,
    /// The units; `None` is the page of reports whose unit is unknown.
    pub units: BTreeMap<Option<UnitId>, Digested<UnitCard>>,
    /// The years; `None` is the page of reports whose year is unknown.
    pub years: BTreeMap<Option<u16>, Digested<YearCard>>,
    /// The topics.
    pub topics: BTreeMap<TopicId, Digested<TopicCard>>,
    /// The years in which a unit, or a unit below it, has reports.
    pub unit_years: Vec<(UnitId, Option<u16>)>,
    /// The matrices: that of the whole site, and those of the units below one in a large tree.
    pub matrices: Vec<Option<UnitId>>,
    /// The files of reports by year, newest first.
    pub parts: Vec<Part>,
    /// Old addresses and the reports that are there today.
    pub aliases: Vec<(String, ReportId)>,
    /// The pages of the receipts of imports, in the order of the archive.
    pub imports: Vec<String>,
    /// In which order they are listed.
    pub register: Register,
    /// The receipt of a report, by its place in `imports`.
    pub import_of: BTreeMap<ReportId, usize>,
    /// The plain pages, in the order of the archive; `None` for the text of the home page.
    pub pages: Vec<Option<PlainCard>>,
    /// The attachments and pictures, by address.
    pub files: BTreeMap<String, PublishedFile>,
    /// By [`ReportId`]: its attachments.
    pub attachments: Vec<Vec<Attachment>>,
    /// By [`ReportId`]: where its links and pictures lead.
    pub report_links: Vec<Vec<Link>>,
    /// By plain page: where its links and pictures lead.
    pub page_links: Vec<Vec<Link>>,
    /// The lists behind the pages of units, years and topics.
    pub(super) tallies: Tallies,
}

/// A file of the content that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// The file from the root of the site.
    pub file: Arc<str>,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An attachment of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its address from the root of the site.
    pub href: String,
    /// The name that people know it by.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// The addresses that every site has, or may have: the feed and the site map keep theirs when they are not made.
const FIXED: [&str; 17] = [
    "index.html",
    "404.html",
    "release.json",
    "atom.xml",
    "sitemap.xml",
    "units/index.html",
    "units/a-z.html",
    "years/index.html",
    "topics/index.html",
    "data/index.html",
    "data/reports.json",
    "data/reports.csv",
    "data/units.json",
    "data/units.csv",
    "data/topics.json",
    "data/topics.csv",
    "data/matrix.csv",
];

/// Lays out the addresses. `others` are the files of the content that are no text of ours; lists have
/// `paginate_by` reports on a sheet.
///
/// **Diagnoses** `address-taken`, `link-broken`, `image-missing`, `attachment-missing`, `attachment-refused`.
pub fn catalogue(archive: &Archive, others: &BTreeMap<Arc<str>, Other>, paginate_by: usize) -> Diagnosed<Catalogue> {
    let (mut laid, tallies) = rayon::join(|| lay(archive, others, paginate_by), || Tallies::of(archive));
    laid.value.tallies = tallies;
    laid
}

fn lay(archive: &Archive, others: &BTreeMap<Arc<str>, Other>, paginate_by: usize) -> Diagnosed<Catalogue> {
    let mut laying = Laying {
        archive,
        others,
        taken: HashMap::with_capacity(3 * archive.reports.len()),
        pages: HashMap::with_capacity(archive.reports.len()),
        anchors: BTreeMap::new(),
        compared: 0,
        diagnostics: Vec::new(),
    };
    let mut catalogue = Catalogue::default();
    for href in FIXED {
        laying.take(href, "huibian");
    }
    laying.indexes(&mut catalogue);
    laying.tables(&mut catalogue);
    laying.sheets(&catalogue, paginate_by);
    laying.reports(&mut catalogue);
    laying.pages(&mut catalogue);
    laying.imports(&mut catalogue, paginate_by);
    laying.aliases(&mut catalogue);
    for id in archive.ids() {
        let (attachments, links) = laying.beside(id, &mut catalogue);
        catalogue.attachments.push(attachments);
        catalogue.report_links.push(links);
    }
    for page in &archive.pages {
        let inside = page.file.strip_prefix("content/").unwrap_or(&page.file);
        let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = ["files".to_owned(), path_segments(folder)].into_iter().filter(|part| !part.is_empty());
        let folder = folder.collect::<Vec<_>>().join("/");
        let links = laying.links(&page.file, &page.targets, &folder, &mut catalogue.files);
        catalogue.page_links.push(links);
    }
    Diagnosed { value: catalogue, diagnostics: laying.diagnostics }
}

struct Laying<'a> {
    archive: &'a Archive,
    others: &'a BTreeMap<Arc<str>, Other>,
    /// Address → what has it.
    taken: HashMap<String, &'a str>,
    /// Text file → address and text of its page.
    pages: HashMap<Arc<str>, (String, &'a Body)>,
    /// Text file → its anchors, once somebody asked for one.
    anchors: BTreeMap<Arc<str>, BTreeSet<&'a str>>,
    /// How many anchors that are not there were compared with those that are.
    compared: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Laying<'a> {
    /// Takes an address for a file; a second claim is diagnosed at the file that makes it.
    fn take(&mut self, href: &str, file: &'a str) {
        // The theme has a folder of its own.
        let theme = href.starts_with("static/").then_some("static/");
        if let Some(by) = theme.or_else(|| self.taken.get(href).copied()) {
            let phrase = Phrase::AddressTaken { href: href.to_owned(), by: by.to_owned() };
            self.diagnostics.push(Diagnostic::in_file(file, phrase));
        } else {
            self.taken.insert(href.to_owned(), file);
        }
    }

    fn indexes(&mut self, catalogue: &mut Catalogue) {
        let archive = self.archive;
        for (at, unit) in archive.registry.units.all.iter().enumerate() {
            let href = format!("units/{}.html", unit.id);
            self.take(&href, "content/units.yaml");
            let card =
                UnitCard { href, name: unit.short_name().to_owned(), full: unit.name.clone(), status: unit.status };
            catalogue.units.insert(Some(UnitId(at as u32)), Digested::new(card));
        }
        if archive.by_unit.contains_key(&None) {
            let href = "units/unknown.html".to_owned();
            self.take(&href, "huibian");
            let card = UnitCard { href, name: String::new(), full: String::new(), status: "active" };
            catalogue.units.insert(None, Digested::new(card));
        }
        for &year in archive.by_year.keys() {
            let href = format!("years/{}.html", year_segment(year));
            self.take(&href, "huibian");
            catalogue.years.insert(year, Digested::new(YearCard { href, year }));
        }
        for topic in archive.registry.topics.ids() {
            let entry = archive.registry.topics.get(topic);
            let href = format!("topics/{}.html", entry.id);
            self.take(&href, "content/topics.yaml");
            catalogue.topics.insert(topic, Digested::new(TopicCard { href, label: entry.label.clone() }));
        }
    }

    /// Takes the addresses of matrices, of units in their years, and of the files of reports by year.
    fn tables(&mut self, catalogue: &mut Catalogue) {
        let archive = self.archive;
        catalogue.matrices = matrix::matrices(archive);
        for &head in &catalogue.matrices {
            self.take(&matrix::matrix_href(archive, head), "content/units.yaml");
        }
        let units = (0..archive.registry.units.all.len() as u32).map(UnitId);
        let years = |unit| archive.totals_of(unit).map(move |(year, _)| (unit, year));
        catalogue.unit_years = units.flat_map(years).collect();
        for &(unit, year) in &catalogue.unit_years {
            self.take(&unit_year_href(archive, unit, year), "content/units.yaml");
        }
        let href = |year, format| data_href(Data::Year(year), format);
        let part = |(&year, reports): (&Option<u16>, &Vec<ReportId>)| Part {
            year,
            reports: archive.count(reports),
            json: href(year, Format::Json),
            csv: href(year, Format::Csv),
        };
        catalogue.parts = archive.by_year.iter().rev().map(part).collect();
        for part in &catalogue.parts {
            self.take(&part.json, "huibian");
            self.take(&part.csv, "huibian");
        }
    }

    /// Takes the old addresses of reports. What something has today stays with it, and the alias is diagnosed.
    fn aliases(&mut self, catalogue: &mut Catalogue) {
        for id in self.archive.ids() {
            for alias in &self.archive.report(id).meta.aliases {
                match self.taken.get(&alias.address) {
                    Some(by) => {
                        let phrase = Phrase::AddressTaken { href: alias.address.clone(), by: (*by).to_owned() };
                        self.diagnostics.push(Diagnostic::at(alias.place.clone(), phrase));
                    }
                    None => {
                        self.taken.insert(alias.address.clone(), &self.archive.report(id).file);
                        catalogue.aliases.push((alias.address.clone(), id));
                    }
                }
            }
        }
    }

    /// Takes the addresses of the further sheets of every list.
    fn sheets(&mut self, catalogue: &Catalogue, paginate_by: usize) {
        let archive = self.archive;
        let units = catalogue.units.iter().map(|(&unit, card)| (&card.href, archive.of_unit(unit).len()));
        let years = catalogue.years.iter().map(|(&year, card)| (&card.href, archive.of_year(year).len()));
        let topics = catalogue.topics.iter().map(|(&topic, card)| (&card.href, archive.of_topic(topic).len()));
        for (first, reports) in units.chain(years).chain(topics) {
            for sheet in 1..reports.div_ceil(paginate_by) {
                self.take(&sheet_href(first, sheet as u32), "huibian");
            }
        }
        for &(unit, year) in &catalogue.unit_years {
            for sheet in 1..archive.of_unit_year(Some(unit), year).len().div_ceil(paginate_by) {
                self.take(&sheet_href(&unit_year_href(archive, unit, year), sheet as u32), "huibian");
            }
        }
    }

    /// Takes the addresses of the register of imports and of the receipts, where there are any.
    fn imports(&mut self, catalogue: &mut Catalogue, paginate_by: usize) {
        let receipts = &self.archive.receipts;
        catalogue.register = Register::of(self.archive);
        for sheet in 0..receipts.len().div_ceil(paginate_by) {
            self.take(&sheet_href(REGISTER, sheet as u32), "huibian");
        }
        for (at, Received { receipt, report, .. }) in receipts.iter().enumerate() {
            let href = format!("imports/{}.html", segment(receipt.stem()));
            self.take(&href, &receipt.file);
            catalogue.imports.push(href);
            catalogue.import_of.extend(report.map(|report| (report, at)));
        }
    }

    fn reports(&mut self, catalogue: &mut Catalogue) {
        let archive = self.archive;
        let card = |id: ReportId| {
            let report = archive.report(id);
            let stem = report.meta.slug.clone().unwrap_or_else(|| segment(stem(&report.file)));
            report_card(archive, id, format!("reports/{}/{stem}.html", year_segment(archive.year(id))))
        };
        catalogue.reports =
            (0..archive.reports.len() as u32).into_par_iter().map(|id| Digested::new(card(ReportId(id)))).collect();
        for (report, card) in archive.reports.iter().zip(&catalogue.reports) {
            self.take(&card.href, &report.file);
            self.pages.insert(Arc::clone(&report.file), (card.href.clone(), &report.body));
        }
    }

    fn pages(&mut self, catalogue: &mut Catalogue) {
        for page in &self.archive.pages {
            let inside = page.file.strip_prefix("content/").unwrap_or(&page.file);
            if inside == "index.md" {
                self.pages.insert(Arc::clone(&page.file), ("index.html".to_owned(), &page.body));
                catalogue.pages.push(None);
                continue;
            }
            let (folder, name) =
                inside.rsplit_once('/').map_or((String::new(), inside), |(f, n)| (path_segments(f) + "/", n));
            let stem = page.slug.clone().unwrap_or_else(|| segment(stem(name)));
            let href = format!("{folder}{stem}.html");
            self.take(&href, &page.file);
            self.pages.insert(Arc::clone(&page.file), (href.clone(), &page.body));
            let title = if page.title.is_empty() { stem } else { page.title.clone() };
            catalogue.pages.push(Some(PlainCard { href, title }));
        }
    }
}

fn report_card(archive: &Archive, id: ReportId, href: String) -> ReportCard {
    let meta = &archive.report(id).meta;
    let year = archive.year(id);
    let registered = meta.units.iter().map(|&unit| archive.registry.units.named(unit, year).short.to_owned());
    ReportCard {
        href,
        title: meta.title.clone(),
        units: registered.chain(meta.unknown_units.iter().cloned()).collect(),
        year: meta.years.map(Years::reading),
        date: meta.date.map(|date| date.to_string()),
        kind: meta.kind,
        summary: meta.summary.clone(),
        draft: meta.draft,
        inferred: meta.inferred.iter().map(|(key, _)| key.clone()).collect(),
    }
}

/// The address of a unit in a year.
pub(super) fn unit_year_href(archive: &Archive, unit: UnitId, year: Option<u16>) -> String {
    format!("units/{}/{}.html", archive.registry.units.get(unit).id, year_segment(year))
}

/// The address of a file of data.
pub(super) fn data_href(data: Data, format: Format) -> String {
    let ending = format.ending();
    match data {
        Data::Reports => format!("data/reports.{ending}"),
        Data::Year(year) => format!("data/reports/{}.{ending}", year_segment(year)),
        Data::Units => format!("data/units.{ending}"),
        Data::Topics => format!("data/topics.{ending}"),
        Data::Matrix => format!("data/matrix.{ending}"),
    }
}

/// The segment of an address for a year.
pub fn year_segment(year: Option<u16>) -> String {
    year.map_or_else(|| "unknown".to_owned(), |year| year.to_string())
}

fn path_segments(folder: &str) -> String {
    folder.split('/').filter(|part| !part.is_empty()).map(segment).collect::<Vec<_>>().join("/")
}

fn file_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn stem(file: &str) -> &str {
    let name = file_name(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
