//! When a unit existed, and where it is counted.
//!
//! Never says that a unit did not exist when nobody wrote so.
//! Start at [`Unit::exists_in`].

use super::{Unit, UnitId, Units};

/// Whether a unit existed in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Existence {
    /// It came later.
    Before,
    /// It existed, at least for a part of the year.
    There,
    /// It had ended.
    After,
}

impl Unit {
    /// Whether it was merged or abolished.
    pub(in crate::registry) fn is_over(&self) -> bool {
        matches!(self.status, "merged" | "abolished")
    }

    /// Whether it existed in `year`, by `since` and `until`. Where a merged or abolished unit has no `until`, it ended
    /// when the first of its successors began.
    pub fn exists_in(&self, year: u16) -> Existence {
        if self.since.is_some_and(|since| year < since.year) {
            Existence::Before
        } else if self.ended.is_some_and(|ended| ended.year < year) {
            Existence::After
        } else {
            Existence::There
        }
    }
}

impl Units {
    /// The unit at which another is shown and counted: of an `internal` one (内设机构) the nearest above it that is not.
    pub fn shown_at(&self, unit: UnitId) -> UnitId {
        let is_shown = |unit: &UnitId| !self.get(*unit).is_internal();
        std::iter::once(unit).chain(self.ancestors(unit)).find(is_shown).unwrap_or(unit)
    }

    /// Works out when each unit ended.
    pub(super) fn settle_ends(&mut self) {
        for at in 0..self.all.len() {
            let unit = &self.all[at];
            let begins = unit.successors.iter().filter_map(|after| self.get(*after).since);
            // A unit that took another one up was there long before, so its beginning tells no end.
            let begin = begins.filter(|&begin| unit.since.is_none_or(|since| since <= begin)).min();
            self.all[at].ended = unit.until.or(begin.filter(|_| unit.is_over()));
        }
    }
}
