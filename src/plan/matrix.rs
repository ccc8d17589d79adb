//! What the matrix shows: units × years, who has reported and who has not.
//!
//! Never leaves out a unit for having no reports: an empty row is what people look for.
//! Start at [`Site::matrix`]; a large tree is cut into several matrices by [`rows`].

use super::Site;
use super::view::Page;
use super::view::matrix::{Cell, Current, Lacking, MatrixColumn, MatrixRow, MatrixView};
use crate::archive::Archive;
use crate::registry::units::{Existence, UnitId, Units};

/// The most rows of one matrix, as far as a cut of the tree can keep to it.
const ROWS: usize = 400;

/// How many units the home page names that have not reported.
const LACKING: usize = 24;

/// A row before its cells: the unit, its depth in this matrix, and whether those below it have a matrix of their own.
pub(super) struct Row {
    pub(super) unit: UnitId,
    depth: u8,
    is_cut: bool,
}

/// The rows of the matrix below `head`. A tree that is too large is cut at the deepest level that still fits, but never
/// above the first.
///
/// Internal units have no row: they are counted at the unit they belong to.
pub(super) fn rows(units: &Units, head: Option<UnitId>) -> Vec<Row> {
    let all = below(units, head, u8::MAX);
    if all.len() <= ROWS {
        return all;
    }
    let deepest = all.iter().map(|row| row.depth).max().unwrap_or(0);
    let fits = |depth: &u8| all.iter().filter(|row| row.depth <= *depth).count() <= ROWS;
    let most = (1..=deepest).rev().find(fits).unwrap_or(0);
    below(units, head, most)
}

fn below(units: &Units, head: Option<UnitId>, most: u8) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut stack: Vec<(UnitId, u8)> = with_rows(units, head).into_iter().rev().map(|unit| (unit, 0)).collect();
    while let Some((unit, depth)) = stack.pop() {
        let children = with_rows(units, Some(unit));
        rows.push(Row { unit, depth, is_cut: depth >= most && !children.is_empty() });
        if depth < most {
            stack.extend(children.into_iter().rev().map(|child| (child, depth.saturating_add(1))));
        }
    }
    rows
}

/// The units with a row directly below `head`. What stands below an internal unit takes that unit's place.
fn with_rows(units: &Units, head: Option<UnitId>) -> Vec<UnitId> {
    let mut found = Vec::new();
    let mut stack: Vec<UnitId> = units.children(head).iter().rev().copied().collect();
    while let Some(unit) = stack.pop() {
        if units.get(unit).is_internal() {
            stack.extend(units.children(Some(unit)).iter().rev());
        } else {
            found.push(unit);
        }
    }
    found
}

/// The matrices of a site: the whole one, and one for every unit at which a larger one was cut.
pub(super) fn matrices(archive: &Archive) -> Vec<Option<UnitId>> {
    let mut heads = vec![None];
    let mut at = 0;
    while at < heads.len() {
        let cut = rows(&archive.registry.units, heads[at]);
        heads.extend(cut.into_iter().filter(|row| row.is_cut).map(|row| Some(row.unit)));
        at += 1;
    }
    heads
}

/// The address of the matrix below a unit, or of the whole one.
pub(super) fn matrix_href(archive: &Archive, head: Option<UnitId>) -> String {
    head.map_or_else(
        || "matrix.html".to_owned(),
        |unit| format!("units/{}/matrix.html", archive.registry.units.get(unit).id),
    )
}

impl<'a> Site<'a> {
    pub(super) fn matrix(self, head: Option<UnitId>) -> Page<'a> {
        let archive = self.archive;
        let units = &archive.registry.units;
        let rows = rows(units, head);
        let columns = self.columns(head);
        let current = self.current_year();
        let exist: Vec<UnitId> = rows.iter().map(|row| row.unit).filter(|&unit| self.exists(unit, current)).collect();
        let in_current = |unit: &&UnitId| archive.count(archive.of_unit_year(Some(**unit), current)) > 0;
        Page::Matrix(MatrixView {
            card: head.map(|unit| self.unit_card(unit)),
            crumbs: head.map(|unit| self.way_to(unit)).unwrap_or_default(),
            as_of: self.as_of().map(|day| day.to_string()),
            current_year: current,
            reports: match head {
                Some(head) => archive.total(head),
                None => archive.counted(),
            },
            current_reports: columns.iter().find(|column| column.year == current).map_or(0, |column| column.total),
            current_units: exist.len() as u32,
            current_reporting: exist.iter().filter(in_current).count() as u32,
            lacking: exist.iter().filter_map(|&unit| self.lacking(unit, current?)).collect(),
            rows: rows.iter().map(|row| self.row(row, &columns)).collect(),
            unassigned: self.unassigned(head, &columns),
            columns,
        })
    }

    /// Who has reported in the running year and who has not.
    pub(super) fn current(self) -> Option<Current<'a>> {
        let archive = self.archive;
        let year = self.current_year()?;
        let rows = rows(&archive.registry.units, None);
        let there = rows.iter().map(|row| row.unit).filter(|&unit| self.exists(unit, Some(year)));
        let ever: Vec<UnitId> = there.filter(|&unit| archive.years_of(unit).is_some()).collect();
        let cells: Vec<Cell> = ever.iter().map(|&unit| self.cell(unit, Some(year))).collect();
        let mut lacking: Vec<_> = ever.iter().filter_map(|&unit| self.lacking(unit, year)).collect();
        let more = lacking.len().saturating_sub(LACKING) as u32;
        lacking.truncate(LACKING);
        (!ever.is_empty()).then(|| Current {
            year,
            card: self.catalogue.years.get(&Some(year)),
            as_of: self.as_of().map(|day| day.to_string()),
            reports: archive.count(archive.of_year(Some(year))),
            reporting: cells.iter().filter(|cell| cell.count > 0).count() as u32,
            cells,
            lacking,
            more,
        })
    }

    /// The year that is running on the day that stands for today.
    pub(super) fn current_year(self) -> Option<u16> {
        self.as_of().map(|day| day.year).or_else(|| self.archive.years().map(|(_, last)| last))
    }

    fn exists(self, unit: UnitId, year: Option<u16>) -> bool {
        year.is_some_and(|year| self.archive.registry.units.get(unit).exists_in(year) == Existence::There)
    }

    /// A unit that reported before the current year and not in it.
    fn lacking(self, unit: UnitId, current: u16) -> Option<Lacking<'a>> {
        let (_, latest) = self.archive.years_of(unit).filter(|&(_, latest)| latest < current)?;
        Some(Lacking { card: self.unit_card(unit), latest })
    }

    /// Every year from the first to the last or the current one; then the unknown one, when there are such reports.
    fn columns(self, head: Option<UnitId>) -> Vec<MatrixColumn<'a>> {
        let archive = self.archive;
        let total = |year: Option<u16>| match head {
            Some(head) => archive.total_in(head, year),
            None => archive.count(archive.of_year(year)),
        };
        let span = archive.years().map(|(first, last)| first..=last.max(self.current_year().unwrap_or(last)));
        let known = span.into_iter().flatten().map(Some);
        let years = known.chain(std::iter::once(None).filter(|&unknown| total(unknown) > 0));
        years.map(|year| MatrixColumn { year, card: self.catalogue.years.get(&year), total: total(year) }).collect()
    }

    fn row(self, row: &Row, columns: &[MatrixColumn<'a>]) -> MatrixRow<'a> {
        let entry = self.archive.registry.units.get(row.unit);
        MatrixRow {
            card: self.unit_card(row.unit),
            depth: row.depth,
            is_head: !with_rows(&self.archive.registry.units, Some(row.unit)).is_empty(),
            cells: columns.iter().map(|column| self.cell(row.unit, column.year)).collect(),
            own: self.archive.count(self.archive.of_unit(Some(row.unit))),
            total: self.archive.total(row.unit),
            more: row.is_cut.then(|| matrix_href(self.archive, Some(row.unit))),
            until: entry.until.map(|until| until.to_string()),
            successors: entry.successors.iter().map(|&unit| self.unit_card(unit)).collect(),
        }
    }

    /// The reports whose unit is unknown stand in the matrix of the whole site, so that its columns add up.
    fn unassigned(self, head: Option<UnitId>, columns: &[MatrixColumn<'a>]) -> Option<MatrixRow<'a>> {
        let archive = self.archive;
        let card = self.catalogue.units.get(&None).filter(|_| head.is_none())?;
        let cell = |column: &MatrixColumn<'_>| {
            let unknown = archive.of_unit_year(None, column.year);
            let count = archive.count(unknown);
            let state = if count > 0 { "in" } else { "none" };
            let href = (!unknown.is_empty()).then(|| card.href.clone());
            Cell { href, year: column.year, count, total: count, state, current: false }
        };
        let own = archive.count(archive.of_unit(None));
        Some(MatrixRow {
            card,
            depth: 0,
            is_head: false,
            cells: columns.iter().map(cell).collect(),
            own,
            total: own,
            more: None,
            until: None,
            successors: Vec::new(),
        })
    }
}
