//! Cells: one unit, one year; and the rows that are made of them.
//!
//! Never decides what a cell looks like.
//! Start at [`Site::cell`].

use std::ops::RangeInclusive;

use super::Site;
use super::catalogue::unit_year_href;
use super::view::NamedUnit;
use super::view::matrix::Cell;
use crate::registry::units::{Existence, UnitId};

/// Cells of a strip that is no more than a way to the neighbouring years.
const NEAR: u16 = 6;

impl<'a> Site<'a> {
    /// A unit in a year. It leads to the report where there is just one, else to the page of the unit in that year.
    pub(super) fn cell(self, unit: UnitId, year: Option<u16>) -> Cell {
        let own = self.archive.of_unit_year(Some(unit), year);
        let (count, total) = (self.archive.count(own), self.archive.total_in(unit, year));
        let href = match own {
            [only] if total <= 1 => Some(self.card(*only).href.clone()),
            [] if total == 0 => None,
            _ => Some(self.unit_year_href(unit, year)),
        };
        let state = match year.map(|year| self.archive.registry.units.get(unit).exists_in(year)) {
            _ if count > 0 => "in",
            Some(Existence::Before) => "before",
            Some(Existence::After) => "after",
            _ => "none",
        };
        Cell { href, year, count, total, state, current: false }
    }

    /// A unit over the years, from its first report to the last year of the archive, with a year on either side in which
    /// it did not exist, where the archive reaches so far. Empty when it has no reports of its own in a known year.
    pub(super) fn strip(self, unit: UnitId, current: Option<u16>) -> Vec<Cell> {
        self.strip_years(unit).map(|years| self.cells(unit, years, current)).unwrap_or_default()
    }

    /// The years of a unit around one of them, at most six: two after it where there are so many.
    pub(super) fn strip_near(self, unit: UnitId, current: Option<u16>) -> Vec<Cell> {
        let Some((first, last)) = self.strip_years(unit).map(RangeInclusive::into_inner) else { return Vec::new() };
        let near = current.filter(|current| (first..=last).contains(current)).map_or(last, |current| current + 2);
        let last = near.max(first + NEAR - 1).min(last);
        self.cells(unit, first.max((last + 1).saturating_sub(NEAR))..=last, current)
    }

    fn cells(self, unit: UnitId, years: RangeInclusive<u16>, current: Option<u16>) -> Vec<Cell> {
        years.map(|year| Cell { current: current == Some(year), ..self.cell(unit, Some(year)) }).collect()
    }

    fn strip_years(self, unit: UnitId) -> Option<RangeInclusive<u16>> {
        let entry = self.archive.registry.units.get(unit);
        let (first, last) = self.archive.years_of(unit)?;
        let (archive_first, archive_last) = self.archive.years()?;
        let before = entry.since.map(|since| since.year.saturating_sub(1).max(archive_first));
        let after = entry.until.map(|until| until.year.saturating_add(1).min(archive_last));
        Some(before.map_or(first, |before| before.min(first))..=after.unwrap_or(archive_last).max(last))
    }

    /// The page of a unit in a year.
    pub(super) fn unit_year_href(self, unit: UnitId, year: Option<u16>) -> String {
        unit_year_href(self.archive, unit, year)
    }

    /// A unit under the name that it bore in a year.
    pub(super) fn named(self, unit: UnitId, year: Option<u16>) -> NamedUnit<'a> {
        let named = self.archive.registry.units.named(unit, year);
        NamedUnit { card: self.unit_card(unit), name: named.short, full: named.full }
    }
}
