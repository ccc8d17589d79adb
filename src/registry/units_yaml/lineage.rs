//! Mergers and splits: what became of a unit, and where it came from (沿革).
//!
//! Never takes a rename for one, and never leaves a circle: whoever follows the lineage comes to an end.
//! Start at [`Reading::trace_lineage`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Reading;
use crate::diagnostic::Phrase;
use crate::registry::units::{Unit, UnitId};
use crate::settings::yaml::Placed;
use crate::text::date::Day;

/// From a unit to one that came from it.
type Step = (UnitId, UnitId);

/// The steps as they were written, each with the place of the other unit's id.
#[derive(Default)]
struct Written {
    by_successors: BTreeMap<Step, Range<usize>>,
    by_predecessors: BTreeMap<Step, Range<usize>>,
}

impl Written {
    /// Where a step stands; where it stands at both units, the one earlier in the file.
    fn place(&self, step: Step) -> Range<usize> {
        let places = [&self.by_successors, &self.by_predecessors].into_iter().filter_map(|side| side.get(&step));
        places.min_by_key(|place| place.start).cloned().unwrap_or_default()
    }
}

impl Reading<'_> {
    /// Resolves predecessors and successors, fills in the side that was not written, and judges every step.
    ///
    /// **Diagnoses** `lineage-unknown`, `lineage-conflict`, `lineage-cycle`, `lineage-gap`, `lineage-reversed`.
    pub(super) fn trace_lineage(&mut self) {
        let mut written = Written::default();
        for at in 0..self.ties.len() {
            let this = UnitId(at as u32);
            let names = std::mem::take(&mut self.ties[at].predecessors);
            for (before, place) in self.resolve(names) {
                written.by_predecessors.entry((before, this)).or_insert(place);
                push_new(&mut self.units.all[at].predecessors, before);
            }
            let names = std::mem::take(&mut self.ties[at].successors);
            for (after, place) in self.resolve(names) {
                written.by_successors.entry((this, after)).or_insert(place);
                push_new(&mut self.units.all[at].successors, after);
            }
        }
        self.compare_sides(&written);
        // One side is enough: the other is filled in.
        for &(before, after) in written.by_predecessors.keys() {
            push_new(&mut self.units.all[before.0 as usize].successors, after);
        }
        for &(before, after) in written.by_successors.keys() {
            push_new(&mut self.units.all[after.0 as usize].predecessors, before);
        }
        self.cut_lineage(&written);
        self.compare_dates(&written);
    }

    fn resolve(&mut self, names: Vec<Placed<String>>) -> Vec<(UnitId, Range<usize>)> {
        let mut units = Vec::with_capacity(names.len());
        for name in names {
            match self.ids.get(&name.value) {
                Some(&unit) => units.push((unit, name.bytes)),
                None => {
                    let nearest = self.meant(&name.value);
                    self.diagnose(&name.bytes, Phrase::LineageUnknown { id: name.value, nearest });
                }
            }
        }
        units
    }

    /// A unit that names its successors names all of them, and so with predecessors.
    fn compare_sides(&mut self, written: &Written) {
        let id = |unit: UnitId| self.units.get(unit).id.clone();
        let conflict = |named: UnitId, key, left_out: UnitId, place: &Range<usize>| {
            (place.clone(), Phrase::LineageConflict { named: id(named), key, left_out: id(left_out) })
        };
        let mut found = Vec::new();
        for (&(before, after), place) in &written.by_predecessors {
            let other = &self.units.get(before).successors;
            if !other.is_empty() && !other.contains(&after) {
                found.push(conflict(before, "successors", after, place));
            }
        }
        for (&(before, after), place) in &written.by_successors {
            let other = &self.units.get(after).predecessors;
            if !other.is_empty() && !other.contains(&before) {
                found.push(conflict(after, "predecessors", before, place));
            }
        }
        for (place, phrase) in found {
            self.diagnose(&place, phrase);
        }
    }

    /// Removes one step of every circle.
    fn cut_lineage(&mut self, written: &Written) {
        let mut settled = BTreeSet::new();
        for at in 0..self.units.all.len() {
            // Each unit on the path, with how many of its successors were followed.
            let mut path: Vec<(UnitId, usize)> = vec![(UnitId(at as u32), 0)];
            let mut on_path: BTreeSet<UnitId> = path.iter().map(|&(unit, _)| unit).collect();
            while let Some(&mut (here, ref mut followed)) = path.last_mut() {
                let next = self.units.get(here).successors.get(*followed).copied().filter(|_| !settled.contains(&here));
                *followed += 1;
                match next {
                    Some(next) if on_path.contains(&next) => {
                        *followed -= 1;
                        let circle = path.iter().map(|&(unit, _)| unit).skip_while(|&unit| unit != next).chain([next]);
                        let ids = circle.map(|unit| self.units.get(unit).id.clone()).collect();
                        self.diagnose(&written.place((here, next)), Phrase::LineageCycle { ids });
                        self.units.all[here.0 as usize].successors.retain(|&unit| unit != next);
                        self.units.all[next.0 as usize].predecessors.retain(|&unit| unit != here);
                    }
                    Some(next) => {
                        on_path.insert(next);
                        path.push((next, 0));
                    }
                    None => {
                        settled.insert(here);
                        on_path.remove(&here);
                        path.pop();
                    }
                }
            }
        }
    }

    /// A successor begins within two years of the end of its predecessor, or was there already and took it up.
    fn compare_dates(&mut self, written: &Written) {
        let steps: BTreeSet<Step> =
            written.by_predecessors.keys().chain(written.by_successors.keys()).copied().collect();
        for (before, after) in steps {
            if self.units.get(before).successors.contains(&after) {
                let fault = misfit(self.units.get(before), self.units.get(after));
                if let Some(phrase) = fault {
                    self.diagnose(&written.place((before, after)), phrase);
                }
            }
        }
    }
}

fn misfit(before: &Unit, after: &Unit) -> Option<Phrase> {
    let said = |unit: &Unit, day: Day| (unit.name.clone(), day.to_string());
    if let (Some(end), Some(beginning)) = (before.until, after.since)
        && more_than_two_years(end, beginning)
    {
        return Some(Phrase::LineageGap { before: said(before, end), after: said(after, beginning) });
    }
    let (there, ended) = (before.until.or(before.since)?, after.until?);
    let is_first = ended.known_order(there).is_lt();
    is_first.then(|| Phrase::LineageReversed { before: said(before, there), after: said(after, ended) })
}

fn more_than_two_years(from: Day, to: Day) -> bool {
    let years = i32::from(to.year) - i32::from(from.year);
    years > 2 || years == 2 && from.month > 0 && to.month > from.month
}

fn push_new(units: &mut Vec<UnitId>, unit: UnitId) {
    if !units.contains(&unit) {
        units.push(unit);
    }
}
