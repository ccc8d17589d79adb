//! What programs and spreadsheets read: reports, units, topics, the matrix, the feed and the site map.
//!
//! Never HTML and never a template: each has one shape, which `data/index.html` documents in the site itself.
//! Start at [`ReportsData`].

use serde::Serialize;

use super::ReportCard;
use crate::digest::Digested;

/// How a file of data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One JSON object.
    Json,
    /// A table for Excel and WPS.
    Csv,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// The page that lists the files of data and says what is in them.
#[derive(Debug, Hash, Serialize)]
pub struct DataView<'a> {
    /// Number of reports.
    pub reports: u32,
    /// Number of units.
    pub units: u32,
    /// Number of topics.
    pub topics: u32,
    /// The files of reports by year, newest first.
    pub years: &'a [Part],
    /// Whether `data/reports.csv` holds every report; else it lists the files of the years.
    pub is_whole: bool,
    /// Whether there are a feed and a site map.
    pub has_feed: bool,
}

/// The reports of one year as files.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Part {
    /// The year that they stand under; absent for the unknown one.
    pub year: Option<u16>,
    /// Number of reports.
    pub reports: u32,
    /// The JSON file, from the root of the site.
    pub json: String,
    /// The CSV file, from the root of the site.
    pub csv: String,
}

/// Reports of one year, or of the whole archive.
#[derive(Debug, Hash)]
pub struct ReportsData<'a> {
    /// How it is written.
    pub format: Format,
    /// The files by year; empty in a file of one year.
    pub parts: &'a [Part],
    /// The reports, newest first; empty where the archive is so large that only the parts hold them.
    pub rows: Vec<ReportData<'a>>,
}

/// A report as a row.
#[derive(Debug, Hash, Serialize)]
pub struct ReportData<'a> {
    /// Its id: the address without folder and ending, `2022/minzheng-zongjie-1a2b3c4d`.
    pub id: &'a str,
    /// Its address from the root of the site.
    pub href: &'a str,
    /// Its title, as written; empty when there is none.
    pub title: &'a str,
    /// The ids of its units.
    pub unit_ids: Vec<&'a str>,
    /// Their short names in the year of the report, and names that the registry does not know.
    pub units: &'a [String],
    /// The year it stands under.
    pub year: Option<u16>,
    /// The period as the front matter writes it.
    pub period: Option<&'a str>,
    /// Its date in ISO form, as exact as it is known.
    pub date: Option<&'a str>,
    /// 文种, by its id.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// The ids of its topics.
    pub topics: Vec<&'a str>,
    /// 发文字号.
    pub number: Option<&'a str>,
    /// Who may read it.
    pub audience: &'a str,
}

/// A unit as a row.
#[derive(Debug, Hash, Serialize)]
pub struct UnitData<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its address from the root of the site.
    pub href: &'a str,
    /// Its full name today.
    pub name: &'a str,
    /// Its short name today, or the full one.
    pub short: &'a str,
    /// The id of the unit above it.
    pub parent: Option<&'a str>,
    /// `active`, `merged`, `abolished`, `internal` or `masked`.
    pub status: &'static str,
    /// When it came to be.
    pub since: Option<String>,
    /// When it ended.
    pub until: Option<String>,
    /// Its own reports.
    pub reports: u32,
    /// Its reports and those of all units below it, each counted once.
    pub reports_total: u32,
}

/// A topic as a row.
#[derive(Debug, Hash, Serialize)]
pub struct TopicData<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its address from the root of the site.
    pub href: &'a str,
    /// Its label in the language of the site.
    pub label: &'a str,
    /// The id of the topic above it.
    pub parent: Option<&'a str>,
    /// Its reports and those of the topics below it, each counted once.
    pub reports: u32,
}

/// Units × years as a table.
#[derive(Debug, Hash)]
pub struct MatrixData<'a> {
    /// The years of the columns.
    pub years: Vec<u16>,
    /// A row for each unit.
    pub rows: Vec<MatrixLine<'a>>,
}

/// A unit over the years.
#[derive(Debug, Hash)]
pub struct MatrixLine<'a> {
    /// The unit; its `id` is empty for the reports whose unit is unknown.
    pub id: &'a str,
    /// Its full name today.
    pub name: &'a str,
    /// The id of the unit above it.
    pub parent: Option<&'a str>,
    /// Its own reports per year; absent in years in which it did not exist and has none.
    pub own: Vec<Option<u32>>,
    /// Its own reports of unknown year.
    pub unknown: u32,
    /// All its own reports.
    pub reports: u32,
    /// Its reports and those of all units below it, each counted once.
    pub reports_total: u32,
}

/// The newest reports as a feed (Atom).
#[derive(Debug, Hash)]
pub struct FeedView<'a> {
    /// The absolute address of the site, ending in `/`.
    pub base: &'a str,
    /// The entries, newest first.
    pub entries: Vec<FeedEntry<'a>>,
}

/// An entry of the feed.
#[derive(Debug, Hash)]
pub struct FeedEntry<'a> {
    /// The report.
    pub card: &'a Digested<ReportCard>,
    /// Its date to the day: the first day of what is known.
    pub date: String,
    /// Its summary, else the beginning of its text.
    pub summary: &'a str,
}

/// A part of the site map, or the list of its parts.
#[derive(Debug, Hash)]
pub struct SitemapView {
    /// The absolute address of the site, ending in `/`.
    pub base: String,
    /// Whether the entries are parts of the map rather than pages.
    pub is_index: bool,
    /// The addresses from the root of the site, and the date of a report.
    pub entries: Vec<(String, Option<String>)>,
}
