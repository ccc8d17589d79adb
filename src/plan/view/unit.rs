//! What pages show of units: the index, the alphabet, a unit, a unit in one year.
//!
//! Never a unit by its id: a card says how to refer to it.
//! Start at [`UnitView`].

use serde::Serialize;

use super::matrix::{Cell, Lineage};
use super::{Bar, Counted, NamedUnit, Paginator, ReportCard, TopicCard, UnitCard, YearCard};
use crate::digest::Digested;

/// The index of units.
#[derive(Debug, Hash, Serialize)]
pub struct UnitsView<'a> {
    /// Number of units in the registry.
    pub registered: u32,
    /// Number of units that have reports.
    pub reporting: u32,
    /// The first year of the sparks.
    pub first_year: Option<u16>,
    /// The last year of the sparks.
    pub last_year: Option<u16>,
    /// Number of units that no longer exist.
    pub ended: u32,
    /// The tree, in reading order.
    pub rows: Vec<UnitRow<'a>>,
    /// The page of reports whose unit is unknown, when there are any.
    pub unknown: Option<Counted<'a, UnitCard>>,
}

/// A row of the index of units.
#[derive(Debug, Hash, Serialize)]
pub struct UnitRow<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// How deep it stands in the tree, from 0.
    pub depth: u8,
    /// Its own reports.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// Its own reports per year, for the years of the index.
    pub spark: Vec<u32>,
}

/// The units by the letters of their readings.
#[derive(Debug, Hash, Serialize)]
pub struct AlphabetView<'a> {
    /// Number of units.
    pub registered: u32,
    /// The letters that have names, `A` to `Z`, then `#` for names that begin with something else.
    pub letters: Vec<Letter<'a>>,
}

/// Names that begin with one letter.
#[derive(Debug, Hash, Serialize)]
pub struct Letter<'a> {
    /// The letter, or `#`.
    pub letter: char,
    /// The part of an address that names it: `a`, or `other` for `#`.
    pub anchor: String,
    /// The names, in the order of their readings.
    pub entries: Vec<AlphabetEntry<'a>>,
}

/// A name in the alphabetical index.
#[derive(Debug, Hash, Serialize)]
pub struct AlphabetEntry<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it is the name of today; `false` for former and other names, which lead to the unit all the same.
    pub is_current: bool,
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
}

/// A unit, or the reports whose unit is unknown.
#[derive(Debug, Hash, Serialize)]
pub struct UnitView<'a> {
    /// The unit; its `name` is empty on the page of reports whose unit is unknown.
    pub card: &'a Digested<UnitCard>,
    /// Other names by which it is known today; former ones stand in `lineage`.
    pub aliases: Vec<&'a str>,
    /// When it came to be: `2019` or `2019-03`.
    pub since: Option<String>,
    /// When it ended.
    pub until: Option<String>,
    /// 统一社会信用代码.
    pub uscc: Option<&'a str>,
    /// 行政区划代码.
    pub region: Option<&'a str>,
    /// 系统.
    pub systems: &'a [String],
    /// The way down the tree to the unit above.
    pub crumbs: Vec<&'a Digested<UnitCard>>,
    /// Its own reports.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// Its own reports per year, without gaps, to the last year of the archive.
    pub strip: Vec<Cell>,
    /// Its reports and those of all units below it per year; empty where that is no more than its own.
    pub bars: Vec<Bar>,
    /// Its own reports by year, newest year first; one page of them.
    pub groups: Vec<DatedUnit<'a>>,
    /// The units directly below it.
    pub children: Vec<UnitChild<'a>>,
    /// The matrix of the units below it, where it has one of its own, from the root of the site.
    pub matrix: Option<String>,
    /// The units that it came from by merger or split, with the reports of their own.
    pub predecessors: Vec<Counted<'a, UnitCard>>,
    /// The units that it became.
    pub successors: Vec<Counted<'a, UnitCard>>,
    /// Names over time and lineage; absent when there is one name and no lineage.
    pub lineage: Option<Lineage<'a>>,
    /// Where this page stands in the list; absent when there is one page.
    pub paginator: Option<Paginator>,
}

/// Reports of a unit under a year.
#[derive(Debug, Hash, Serialize)]
pub struct DatedUnit<'a> {
    /// The year.
    pub year: &'a Digested<YearCard>,
    /// The page of the unit in that year, from the root of the site; absent where the unit is unknown.
    pub href: Option<String>,
    /// The short name of that year, where it differs from today's.
    pub name: Option<&'a str>,
    /// The reports, newest first.
    pub reports: Vec<&'a Digested<ReportCard>>,
}

/// A unit in one year.
#[derive(Debug, Hash, Serialize)]
pub struct UnitYearView<'a> {
    /// The unit, by its names of that year.
    pub unit: NamedUnit<'a>,
    /// The year; its `year` is absent where it is unknown.
    pub year: &'a Digested<YearCard>,
    /// The way down the tree to the unit above.
    pub crumbs: Vec<&'a Digested<UnitCard>>,
    /// Its own reports of the year.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// The same of the year before; absent before the first year of the archive.
    pub total_before: Option<u32>,
    /// Its own reports per year, without gaps, this year marked.
    pub strip: Vec<Cell>,
    /// The topics of its own reports, most frequent first, at most twelve.
    pub topics: Vec<Counted<'a, TopicCard>>,
    /// Its own reports; one page of them.
    pub reports: Vec<&'a Digested<ReportCard>>,
    /// The units directly below it that have reports in that year, themselves or below.
    pub children: Vec<UnitYearChild<'a>>,
    /// The nearest earlier year in which it has a page, from the root of the site.
    pub earlier: Option<UnitYearLink>,
    /// The nearest later one.
    pub later: Option<UnitYearLink>,
    /// Where this page stands in the list; absent when there is one page.
    pub paginator: Option<Paginator>,
}

/// A unit below another, in one year.
#[derive(Debug, Hash, Serialize)]
pub struct UnitYearChild<'a> {
    /// The unit, by its names of that year.
    pub unit: NamedUnit<'a>,
    /// Its page of that year, from the root of the site.
    pub href: String,
    /// Its own reports.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
}

/// The page of a unit in another year.
#[derive(Debug, Hash, Serialize)]
pub struct UnitYearLink {
    /// Its address from the root of the site.
    pub href: String,
    /// The year.
    pub year: u16,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
}

/// A unit below another.
#[derive(Debug, Hash, Serialize)]
pub struct UnitChild<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// Its own reports.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// The newest year that has a report of its own.
    pub latest: Option<u16>,
}
