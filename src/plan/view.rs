//! What each page shows: one typed view per page kind. This is the contract with themes.
//!
//! Views hold cards, text and numbers: never ids, positions, maps or floating-point numbers, and never HTML.
//! Each derives `Hash` and `Serialize` together, so what a theme can read is exactly what the fingerprint covers.
//! Start at [`View`]. In a template a view stands under the name given at its variant in [`Page`].

pub mod data;
pub mod imports;
pub mod matrix;
pub mod unit;

use serde::Serialize;

use crate::digest::Digested;
use crate::document::{Body, Derived};
use data::{DataView, FeedView, MatrixData, ReportsData, SitemapView, TopicData, UnitData};
use imports::{ImportView, ImportsView};
use matrix::{Cell, Compared, Current, MatrixView, TopicRow, TrendPoint};
pub use unit::{
    AlphabetEntry, AlphabetView, DatedUnit, Letter, UnitChild, UnitRow, UnitView, UnitYearChild, UnitYearLink,
    UnitYearView, UnitsView,
};

/// Everything that one page is made from.
#[derive(Debug, Hash)]
pub struct View<'a> {
    /// What every page has. In templates: `site`.
    pub site: Frame<'a>,
    /// What this kind of page has.
    pub page: Page<'a>,
}

/// What every page has. In templates: `site`.
#[derive(Debug, Hash, Serialize)]
pub struct Frame<'a> {
    /// The way from this page to the root of the site: empty, `../` or `../../`. Every link is `site.root ~ card.href`.
    pub root: String,
    /// The address of this page from the root of the site.
    pub path: String,
    /// Which entry of the navigation this page belongs to: `home`, `units`, `years`, `topics`, `matrix`, `data`, `imports`, `plain` or
    /// empty.
    pub section: &'static str,
    /// Whether there is a register of imports; only the edition for the narrowest audience has one.
    pub has_imports: bool,
    /// The plain pages of the site, for the colophon.
    pub pages: Vec<&'a PlainCard>,
}

/// What one kind of page has; the variant decides the template.
#[derive(Debug, Hash, Serialize)]
pub enum Page<'a> {
    /// `index.html`, in templates `home`.
    #[serde(rename = "home")]
    Home(HomeView<'a>),
    /// `report.html`, in templates `page`.
    #[serde(rename = "page")]
    Report(Box<ReportView<'a>>),
    /// `page.html`, in templates `page`.
    #[serde(rename = "page")]
    Plain(PlainView<'a>),
    /// `units.html`, in templates `units`.
    #[serde(rename = "units")]
    Units(UnitsView<'a>),
    /// `unit.html`, in templates `unit`.
    #[serde(rename = "unit")]
    Unit(UnitView<'a>),
    /// `years.html`, in templates `years`.
    #[serde(rename = "years")]
    Years(YearsView<'a>),
    /// `year.html`, in templates `year`.
    #[serde(rename = "year")]
    Year(YearView<'a>),
    /// `topics.html`, in templates `topics`.
    #[serde(rename = "topics")]
    Topics(TopicsView<'a>),
    /// `topic.html`, in templates `topic`.
    #[serde(rename = "topic")]
    Topic(TopicView<'a>),
    /// `unit-year.html`, in templates `unit_year`.
    #[serde(rename = "unit_year")]
    UnitYear(UnitYearView<'a>),
    /// `alphabet.html`, in templates `alphabet`.
    #[serde(rename = "alphabet")]
    Alphabet(AlphabetView<'a>),
    /// `matrix.html`, in templates `matrix`.
    #[serde(rename = "matrix")]
    Matrix(MatrixView<'a>),
    /// `data.html`, in templates `data`.
    #[serde(rename = "data")]
    Data(DataView<'a>),
    /// `imports.html`, in templates `imports`.
    #[serde(rename = "imports")]
    Imports(ImportsView<'a>),
    /// `import.html`, in templates `import`.
    #[serde(rename = "import")]
    Import(Box<ImportView<'a>>),
    /// `alias.html`, in templates `alias`.
    #[serde(rename = "alias")]
    Alias(AliasView<'a>),
    /// `404.html`, in templates `lost`.
    #[serde(rename = "lost")]
    Lost(LostView),
    /// A list of reports for programs and spreadsheets; it has no template.
    #[serde(skip)]
    ReportsData(ReportsData<'a>),
    /// The units for programs and spreadsheets; it has no template.
    #[serde(skip)]
    UnitsData(Vec<UnitData<'a>>, data::Format),
    /// The topics for programs and spreadsheets; it has no template.
    #[serde(skip)]
    TopicsData(Vec<TopicData<'a>>, data::Format),
    /// The matrix for spreadsheets; it has no template.
    #[serde(skip)]
    MatrixData(MatrixData<'a>),
    /// The newest reports as a feed; it has no template.
    #[serde(skip)]
    Feed(FeedView<'a>),
    /// Addresses for crawlers; it has no template.
    #[serde(skip)]
    Sitemap(SitemapView),
}

// ── cards: how other pages refer to a page ──────────────────────────────────────────────────────

/// How other pages refer to a report.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportCard {
    /// Address from the root of the site.
    pub href: String,
    /// Title; empty when the report has none.
    pub title: String,
    /// The short names of the reporting units in the year of the report; empty when unknown.
    pub units: Vec<String>,
    /// Reporting year as it is read: `2022`, `2017—2021`, `2022/2023`; absent when unknown.
    pub year: Option<String>,
    /// Date of the document: `2022-10-09`, `2022-10` or `2022`.
    pub date: Option<String>,
    /// 文种: an id of the list of types (`zongjie`); absent when unknown.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// The summary that its author gave.
    pub summary: Option<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The keys of the front matter that were inferred and not yet confirmed by a person, such as `title`, `unit`, `level`.
    pub inferred: Vec<String>,
}

/// How other pages refer to a unit.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct UnitCard {
    /// Address from the root of the site.
    pub href: String,
    /// Short name where there is one, else the full name; empty for the page of reports whose unit is unknown.
    pub name: String,
    /// Full name.
    pub full: String,
    /// `active`, `merged`, `abolished`, `internal` or `masked`.
    pub status: &'static str,
}

/// How other pages refer to a year.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct YearCard {
    /// Address from the root of the site.
    pub href: String,
    /// The year; absent for the page of reports whose year is unknown.
    pub year: Option<u16>,
}

/// How other pages refer to a topic.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicCard {
    /// Address from the root of the site.
    pub href: String,
    /// Label in the language of the site.
    pub label: String,
}

/// How other pages refer to a plain page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PlainCard {
    /// Address from the root of the site.
    pub href: String,
    /// Title.
    pub title: String,
}

/// A card and how many reports it stands for.
#[derive(Debug, Hash, Serialize)]
pub struct Counted<'a, C> {
    /// The card.
    pub card: &'a Digested<C>,
    /// Number of reports.
    pub count: u32,
}

/// A unit under the name that it bore at the time of what is shown.
#[derive(Debug, Hash, Serialize)]
pub struct NamedUnit<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// Its short name then, where it had one, else its full name.
    pub name: &'a str,
    /// Its full name then.
    pub full: &'a str,
}

/// A bar of a chart: one year.
#[derive(Debug, Hash, Serialize)]
pub struct Bar {
    /// Where it leads, from the root of the site; absent when there is nothing to show.
    pub href: Option<String>,
    /// The year.
    pub year: u16,
    /// Number of reports.
    pub count: u32,
    /// Height in thousandths of the highest bar.
    pub permille: u32,
    /// Whether this is the year of the page itself.
    pub current: bool,
}

/// Reports under a year.
#[derive(Debug, Hash, Serialize)]
pub struct Dated<'a> {
    /// The year.
    pub year: &'a Digested<YearCard>,
    /// The reports, newest first.
    pub reports: Vec<&'a Digested<ReportCard>>,
}

/// Where this page stands in a list of several pages.
#[derive(Debug, Hash, Serialize)]
pub struct Paginator {
    /// Number of this page, from 1.
    pub current_index: u32,
    /// How many pages there are.
    pub number_pagers: u32,
    /// The page before, from the root of the site.
    pub previous: Option<String>,
    /// The page after, from the root of the site.
    pub next: Option<String>,
}

// ── pages ───────────────────────────────────────────────────────────────────────────────────────

/// The home page.
#[derive(Debug, Hash, Serialize)]
pub struct HomeView<'a> {
    /// The text of `content/index.md`. In templates: `home.content`, as HTML, empty when there is none.
    #[serde(skip)]
    pub body: Option<&'a Body>,
    /// Where the links in the text lead.
    #[serde(skip)]
    pub links: &'a [Link],
    /// Number of reports in the archive.
    pub reports: u32,
    /// Number of units that have reports.
    pub reporting: u32,
    /// The first year that has reports.
    pub first_year: Option<u16>,
    /// The last year that has reports.
    pub last_year: Option<u16>,
    /// The year that is running: who has reported and who has not; absent where no year or no unit is known.
    pub current: Option<Current<'a>>,
    /// The newest reports.
    pub newest: Vec<&'a Digested<ReportCard>>,
    /// Reports per year, without gaps.
    pub years: Vec<Bar>,
    /// The units in order, by group.
    pub groups: Vec<UnitGroup<'a>>,
    /// The topics, by group.
    pub topics: Vec<TopicGroup<'a>>,
    /// The page of reports whose year is unknown, when there are any.
    pub unknown_year: Option<Counted<'a, YearCard>>,
    /// The page of reports whose unit is unknown, when there are any.
    pub unknown_unit: Option<Counted<'a, UnitCard>>,
}

/// A unit and those directly below it.
#[derive(Debug, Hash, Serialize)]
pub struct UnitGroup<'a> {
    /// The unit at the head.
    pub card: &'a Digested<UnitCard>,
    /// Reports of it and of all units below it, each counted once.
    pub total: u32,
    /// The units directly below.
    pub members: Vec<Counted<'a, UnitCard>>,
    /// How many more members there are than are listed.
    pub more: u32,
}

/// A topic of the first level and those below it.
#[derive(Debug, Hash, Serialize)]
pub struct TopicGroup<'a> {
    /// The topic of the first level.
    pub card: &'a Digested<TopicCard>,
    /// Reports under it or under one below it, each counted once.
    pub total: u32,
    /// The topics below, in the order of the vocabulary.
    pub members: Vec<Counted<'a, TopicCard>>,
}

/// A report.
#[derive(Debug, Hash, Serialize)]
pub struct ReportView<'a> {
    /// The body. In templates: `page.content`, as HTML.
    #[serde(skip)]
    pub body: &'a Body,
    /// Where the links and pictures in the body lead.
    #[serde(skip)]
    pub links: &'a [Link],
    /// How others refer to it: title, year, date, type and what of them was inferred.
    pub card: &'a Digested<ReportCard>,
    /// Title; empty when the report has none.
    pub title: &'a str,
    /// Subtitle.
    pub subtitle: Option<&'a str>,
    /// The way down the tree to the first reporting unit, the unit itself last; empty when the unit is unknown.
    pub crumbs: Vec<&'a Digested<UnitCard>>,
    /// The reporting units by the names of the report's year; several for a joint report.
    pub units: Vec<NamedUnit<'a>>,
    /// The page of the first reporting unit in the year of the report, from the root of the site.
    pub unit_year: Option<String>,
    /// Names in the front matter that the registry does not know.
    pub unknown_units: Vec<&'a str>,
    /// The year it stands under.
    pub year: &'a Digested<YearCard>,
    /// The period it reports on, as written in the front matter (`2022-H1`).
    pub period: Option<&'a str>,
    /// Whose report it is: `nation`, `province`, `city`, `county`, `township`, `village` or `unit`.
    pub level: Option<&'static str>,
    /// 发文字号.
    pub number: Option<&'a str>,
    /// 主送.
    pub recipients: &'a [String],
    /// 抄送.
    pub copies: &'a [String],
    /// What of the form of an official document its text has itself: `serial`, `secrecy`, `urgency`, `mark`, `number`, `signer`,
    /// `head-date`, `recipients`, `attachments`, `signature`, `date`, `note`, `copies`, `printing`.
    pub elements: Derived<'a, Vec<&'static str>>,
    /// Who may read it, when that is not everybody: a name of `audiences`.
    pub audience: Option<&'a str>,
    /// 密级 as printed (`秘密★1年`).
    pub secrecy: Option<&'a str>,
    /// 公开属性 as printed (`此件公开发布`).
    pub openness: Option<&'a str>,
    /// 档号.
    pub archive: Option<ShelfmarkCard<'a>>,
    /// Its topics; `derived` ones were found in the text and not given by a person.
    pub topics: Vec<ReportTopic<'a>>,
    /// What was inferred: the key and the word for the evidence (`title`, `lead`).
    pub inferred: Vec<Inferred<'a>>,
    /// The outline, nested.
    pub outline: Derived<'a, Vec<OutlineEntry<'a>>>,
    /// Characters of the body, white space apart.
    pub characters: Derived<'a, u32>,
    /// Mask runs in the body.
    pub masks: Derived<'a, u32>,
    /// The previous report of the same unit.
    pub earlier: Option<&'a Digested<ReportCard>>,
    /// The next report of the same unit.
    pub later: Option<&'a Digested<ReportCard>>,
    /// The years of the first reporting unit around this one, without gaps, at most six; empty when the unit is unknown.
    pub strip: Vec<Cell>,
    /// Reports of the same year by units under the same head, at most six.
    pub siblings: Vec<&'a Digested<ReportCard>>,
    /// Attachments.
    pub attachments: Vec<AttachmentCard<'a>>,
    /// The original that it was imported from.
    pub source: Option<SourceCard<'a>>,
    /// The page of the receipt of its import, from the root of the site; only the edition for the narrowest audience has one.
    pub receipt: Option<&'a str>,
}

/// A topic of a report.
#[derive(Debug, Hash, Serialize)]
pub struct ReportTopic<'a> {
    /// The topic.
    pub card: &'a Digested<TopicCard>,
    /// Whether it was found in the text and not given by a person.
    pub derived: bool,
}

/// Something that the importer inferred and nobody has confirmed yet.
#[derive(Debug, Hash, Serialize)]
pub struct Inferred<'a> {
    /// The key of the front matter.
    pub key: &'a str,
    /// The word for the evidence, such as `lead`, `subject`, `folder`.
    pub evidence: &'a str,
}

/// A heading in the outline.
#[derive(Debug, Hash, Serialize)]
pub struct OutlineEntry<'a> {
    /// Its anchor, without `#`.
    pub anchor: &'a str,
    /// The heading without its final full stop or colon.
    pub text: &'a str,
    /// Characters below it, white space apart.
    pub characters: u32,
    /// The headings directly below it.
    pub children: Vec<OutlineEntry<'a>>,
}

/// An attachment.
#[derive(Debug, Hash, Serialize)]
pub struct AttachmentCard<'a> {
    /// Address from the root of the site.
    pub href: &'a str,
    /// The name that people know it by.
    pub name: &'a str,
    /// Size in bytes.
    pub bytes: u64,
}

/// 档号, part by part; what the archive of the house does not use is absent.
#[derive(Debug, Hash, Serialize)]
pub struct ShelfmarkCard<'a> {
    /// 全宗.
    pub fonds: Option<&'a str>,
    /// 目录.
    pub catalogue: Option<&'a str>,
    /// 盒.
    pub r#box: Option<&'a str>,
    /// 件.
    pub item: Option<&'a str>,
}

/// The original of an imported report.
#[derive(Debug, Hash, Serialize)]
pub struct SourceCard<'a> {
    /// Its file name.
    pub file: &'a str,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: &'a str,
}

/// A link in a body: what is written and where it leads.
#[derive(Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The target as written. Lists of links are sorted by it.
    pub target: String,
    /// The address from the root of the site.
    pub href: String,
    /// Width and height of the picture there.
    pub pixels: Option<[u32; 2]>,
}

/// A plain page.
#[derive(Debug, Hash, Serialize)]
pub struct PlainView<'a> {
    /// The text. In templates: `page.content`, as HTML.
    #[serde(skip)]
    pub body: &'a Body,
    /// Where the links in the text lead.
    #[serde(skip)]
    pub links: &'a [Link],
    /// Title.
    pub title: &'a str,
}

/// An address that a report once had.
#[derive(Debug, Hash, Serialize)]
pub struct AliasView<'a> {
    /// The report that is there today.
    pub card: &'a Digested<ReportCard>,
}

/// The index of years.
#[derive(Debug, Hash, Serialize)]
pub struct YearsView<'a> {
    /// Number of reports in the archive.
    pub reports: u32,
    /// Reports per year, without gaps.
    pub bars: Vec<Bar>,
    /// The years that have reports, newest first.
    pub years: Vec<YearRow<'a>>,
    /// The page of reports whose year is unknown, when there are any.
    pub unknown: Option<Counted<'a, YearCard>>,
}

/// A row of the index of years.
#[derive(Debug, Hash, Serialize)]
pub struct YearRow<'a> {
    /// The year.
    pub card: &'a Digested<YearCard>,
    /// Number of reports.
    pub count: u32,
    /// Number of units that reported.
    pub units: u32,
}

/// A year, or the reports whose year is unknown.
#[derive(Debug, Hash, Serialize)]
pub struct YearView<'a> {
    /// The year; its `year` is absent on the page of reports whose year is unknown.
    pub card: &'a Digested<YearCard>,
    /// Number of reports.
    pub count: u32,
    /// Number of units that reported.
    pub reporting: u32,
    /// Reports whose unit is unknown.
    pub unassigned: u32,
    /// All years without gaps, this one marked.
    pub bars: Vec<Bar>,
    /// The nearest earlier year that has reports.
    pub earlier: Option<Counted<'a, YearCard>>,
    /// The nearest later year that has reports.
    pub later: Option<Counted<'a, YearCard>>,
    /// Units at the head of a group, each with those below it, beside the year before.
    pub heads: Vec<Compared<'a, UnitCard>>,
    /// Topics beside the year before, most frequent first, at most twelve.
    pub topics: Vec<Compared<'a, TopicCard>>,
    /// Topics whose share in the reports rose most beside the year before, at most two.
    pub rising: Vec<&'a Digested<TopicCard>>,
    /// Topics whose share fell most, at most two.
    pub falling: Vec<&'a Digested<TopicCard>>,
    /// Units that reported in the year before, still exist, and have no report in this year.
    pub absent: Vec<&'a Digested<UnitCard>>,
    /// The reports by unit, in the order of the registry; one page of them.
    pub groups: Vec<UnitReports<'a>>,
    /// Where this page stands in the list; absent when there is one page.
    pub paginator: Option<Paginator>,
}

/// Reports of one unit in one year.
#[derive(Debug, Hash, Serialize)]
pub struct UnitReports<'a> {
    /// The unit; its `name` is empty where the unit is unknown.
    pub unit: &'a Digested<UnitCard>,
    /// Its short name of that year.
    pub name: &'a str,
    /// The reports.
    pub reports: Vec<&'a Digested<ReportCard>>,
}

/// The index of topics.
#[derive(Debug, Hash, Serialize)]
pub struct TopicsView<'a> {
    /// Number of topics of the second level (of the first, where there is no second).
    pub topics: u32,
    /// The groups.
    pub groups: Vec<TopicGroup<'a>>,
    /// Reports without a topic.
    pub without: u32,
}

/// A topic.
#[derive(Debug, Hash, Serialize)]
pub struct TopicView<'a> {
    /// The topic.
    pub card: &'a Digested<TopicCard>,
    /// The topic of the first level above it.
    pub parent: Option<&'a Digested<TopicCard>>,
    /// The scope note of the vocabulary.
    pub note: Option<&'a str>,
    /// Number of reports, each counted once.
    pub count: u32,
    /// Number of units that wrote them.
    pub reporting: u32,
    /// Reports per year, without gaps.
    pub bars: Vec<Bar>,
    /// Its share of the reports of each year, without gaps; on the first page of the list only, as are the units.
    pub trend: Vec<TrendPoint<'a>>,
    /// Topics of the same level that its reports have most often beside it, at most four; on the first page only.
    pub beside: Vec<Counted<'a, TopicCard>>,
    /// The topics below it.
    pub children: Vec<Counted<'a, TopicCard>>,
    /// The years of the cells in `units`.
    pub years: Vec<u16>,
    /// The units that wrote most of them, at most twelve, each with its years.
    pub units: Vec<TopicRow<'a>>,
    /// How many units more wrote some.
    pub more_units: u32,
    /// The reports by year, newest year first; one page of them.
    pub groups: Vec<Dated<'a>>,
    /// Where this page stands in the list; absent when there is one page.
    pub paginator: Option<Paginator>,
}

/// The page for addresses that are not there.
#[derive(Debug, Hash, Serialize)]
pub struct LostView {
    /// Number of reports in the archive.
    pub reports: u32,
}
