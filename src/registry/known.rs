//! Which units an audience may know: a unit, and every unit below it, is for its own audience and for narrower ones.
//!
//! Never takes a unit out of a registry that was read: one without them is read anew, so that it is what a site without them has.
//! Start at [`Registry::closed_to`].

use std::collections::BTreeSet;

use super::Registry;
use super::units::{Found, UnitId, Units};
use crate::settings::audience::Audience;

impl Registry {
    /// Who may know a unit: no more than may know the units above it.
    pub fn audience(&self, unit: UnitId) -> Audience {
        self.audiences.get(unit.0 as usize).copied().unwrap_or_default()
    }

    /// Who may know what a name stands for in `year`: no more than may know any unit that it can mean, or that its writer probably
    /// meant. A name of nobody is everybody's.
    pub fn audience_of_name(&self, name: &str, year: Option<u16>) -> Audience {
        if self.audiences.iter().all(|&audience| audience == Audience::WIDEST) {
            return Audience::WIDEST;
        }
        let units = match self.units.find(name, year) {
            Found::One(unit) => vec![unit],
            Found::Several(units) => units,
            Found::Unknown => match self.units.nearest(name).map(|near| self.units.find(&near, year)) {
                Some(Found::One(unit)) => vec![unit],
                Some(Found::Several(units)) => units,
                _ => Vec::new(),
            },
        };
        units.into_iter().map(|unit| self.audience(unit)).max().unwrap_or(Audience::WIDEST)
    }

    /// The ids of the units that a reader may not know; all of them when there is no reader.
    pub fn closed_to(&self, reader: Option<Audience>) -> BTreeSet<String> {
        let units = self.units.all.iter().zip(&self.audiences);
        units.filter(|(_, audience)| Some(**audience) > reader).map(|(unit, _)| unit.id.clone()).collect()
    }
}

/// Who may know each unit.
pub(super) fn audiences(units: &Units) -> Vec<Audience> {
    let mut audiences: Vec<Audience> = units.all.iter().map(|unit| unit.audience).collect();
    // The tree has each unit after the one above it.
    for &(unit, _) in &units.tree {
        if let Some(above) = units.get(unit).parent {
            audiences[unit.0 as usize] = audiences[unit.0 as usize].max(audiences[above.0 as usize]);
        }
    }
    audiences
}
