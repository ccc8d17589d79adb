//! What pages show of units over years: cells, the matrix, comparisons, trends and lineage.
//!
//! Never holds a mark or a colour: a state is a word, a length is a number in thousandths.
//! Start at [`Cell`], the one sign that all of them share.

use serde::Serialize;

use super::{UnitCard, YearCard};
use crate::digest::Digested;

/// One unit, one year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Cell {
    /// Where it leads, from the root of the site: to the report if there is one, to the unit's year if there are several.
    pub href: Option<String>,
    /// The year; absent for the reports whose year is unknown.
    pub year: Option<u16>,
    /// Reports of the unit's own.
    pub count: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// `in`: there are reports; `none`: there is none; `before` and `after`: the unit did not exist yet, or no longer.
    pub state: &'static str,
    /// Whether this is the year of the page itself.
    pub current: bool,
}

/// Units × years (报送矩阵).
#[derive(Debug, Hash, Serialize)]
pub struct MatrixView<'a> {
    /// The unit at the head; absent on the matrix of the whole site.
    pub card: Option<&'a Digested<UnitCard>>,
    /// The way down the tree to the unit above the head.
    pub crumbs: Vec<&'a Digested<UnitCard>>,
    /// The day that stands for today: of the settings or the flag, else the newest date of a report.
    pub as_of: Option<String>,
    /// The year of that day.
    pub current_year: Option<u16>,
    /// Number of reports, each counted once.
    pub reports: u32,
    /// Reports of the current year.
    pub current_reports: u32,
    /// Units with a row that exist in the current year.
    pub current_units: u32,
    /// Those of them with reports of their own in the current year.
    pub current_reporting: u32,
    /// Units that reported in earlier years, still exist, and have no report in the current year; with their latest year.
    pub lacking: Vec<Lacking<'a>>,
    /// The columns; last the unknown year, when there are such reports.
    pub columns: Vec<MatrixColumn<'a>>,
    /// The rows in reading order.
    pub rows: Vec<MatrixRow<'a>>,
    /// The reports whose unit is unknown; only on the matrix of the whole site.
    pub unassigned: Option<MatrixRow<'a>>,
}

/// The running year of the archive, among the units that have a row in the matrix.
#[derive(Debug, Hash, Serialize)]
pub struct Current<'a> {
    /// The year.
    pub year: u16,
    /// Its page, where it has reports.
    pub card: Option<&'a Digested<YearCard>>,
    /// The day that stands for today.
    pub as_of: Option<String>,
    /// Reports of the year, each counted once.
    pub reports: u32,
    /// Units with reports of their own in the year.
    pub reporting: u32,
    /// A cell for each of them and for those that are lacking, in the order of the registry.
    pub cells: Vec<Cell>,
    /// Units that reported in earlier years, still exist, and have no report in this year; with their latest year. At most
    /// twenty-four are named.
    pub lacking: Vec<Lacking<'a>>,
    /// How many more are lacking than are named.
    pub more: u32,
}

/// A unit that has not reported.
#[derive(Debug, Hash, Serialize)]
pub struct Lacking<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// The newest year that has a report of its own.
    pub latest: u16,
}

/// A column of the matrix.
#[derive(Debug, Hash, Serialize)]
pub struct MatrixColumn<'a> {
    /// The year; absent for the unknown one.
    pub year: Option<u16>,
    /// The page of the year, where it has reports.
    pub card: Option<&'a Digested<YearCard>>,
    /// Reports in this column, each counted once.
    pub total: u32,
}

/// A row of the matrix.
#[derive(Debug, Hash, Serialize)]
pub struct MatrixRow<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// How deep it stands in this matrix, from 0.
    pub depth: u8,
    /// Whether units stand below it, here or in a matrix of its own: its cells then speak for them too.
    pub is_head: bool,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// Its own reports.
    pub own: u32,
    /// Its reports and those of all units below it, each counted once.
    pub total: u32,
    /// The matrix of the units below it, where they have no rows here, from the root of the site.
    pub more: Option<String>,
    /// When it ended.
    pub until: Option<String>,
    /// The units that it became.
    pub successors: Vec<&'a Digested<UnitCard>>,
}

/// Two neighbouring years side by side.
#[derive(Debug, Hash, Serialize)]
pub struct Compared<'a, C> {
    /// What is compared.
    pub card: &'a Digested<C>,
    /// Where its reports of this year are listed, from the root of the site; absent when there are none.
    pub href: Option<String>,
    /// Reports of the year before.
    pub before: u32,
    /// Reports of this year.
    pub now: u32,
    /// Reports of the year before, in thousandths of the most in this list.
    pub before_permille: u32,
    /// Reports of this year, in thousandths of the most in this list.
    pub now_permille: u32,
}

/// How much of a year's reports speak of a topic.
#[derive(Debug, Hash, Serialize)]
pub struct TrendPoint<'a> {
    /// The year.
    pub year: u16,
    /// The page of the year, where it has reports.
    pub card: Option<&'a Digested<YearCard>>,
    /// Reports with the topic.
    pub count: u32,
    /// All reports of the year.
    pub of: u32,
    /// The share, in thousandths.
    pub permille: u32,
    /// What a topic of the same level has on average, in thousandths.
    pub average: u32,
    /// Where it stands along the drawing, in thousandths.
    pub at: u32,
    /// How high the share stands, in thousandths of the highest point of the drawing.
    pub height: u32,
    /// How high the average stands.
    pub average_height: u32,
}

/// A unit and how much it wrote of a topic in which year.
#[derive(Debug, Hash, Serialize)]
pub struct TopicRow<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// Its reports with the topic.
    pub count: u32,
    /// One cell for each year.
    pub cells: Vec<Cell>,
}

/// Names over time, and what a unit came from and became (沿革).
#[derive(Debug, Hash, Serialize)]
pub struct Lineage<'a> {
    /// The first year of the drawing.
    pub first_year: u16,
    /// The last year of the drawing.
    pub last_year: u16,
    /// Predecessors, the names of the unit itself, successors; each in the order of time.
    pub rows: Vec<LineageRow<'a>>,
    /// Round years along the drawing.
    pub ticks: Vec<Tick>,
}

/// A unit, or a name of one, over time.
#[derive(Debug, Hash, Serialize)]
pub struct LineageRow<'a> {
    /// The unit.
    pub card: &'a Digested<UnitCard>,
    /// The short name of that time.
    pub name: &'a str,
    /// `before` a unit that it came from, `name` a former name of its own, `here` the name of today, `after` a unit that it became.
    pub relation: &'static str,
    /// From when; absent when unknown.
    pub since: Option<String>,
    /// Until when; absent when unknown or not yet.
    pub until: Option<String>,
    /// Where the bar begins, in thousandths of the drawing.
    pub from: u32,
    /// How long the bar is, in thousandths of the drawing.
    pub length: u32,
    /// Reports of its own in that time.
    pub count: u32,
}

/// A year along a drawing.
#[derive(Debug, Hash, Serialize)]
pub struct Tick {
    /// The year.
    pub year: u16,
    /// Where it stands, in thousandths.
    pub at: u32,
}
