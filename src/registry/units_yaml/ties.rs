//! The tree of units: who stands below whom (隶属).
//!
//! Never leaves a circle: the tree that comes out is one, whatever was written.
//! Start at [`Reading::tie`].

use std::collections::BTreeSet;
use std::ops::Range;

use super::Reading;
use crate::diagnostic::{Phrase, nearest};
use crate::registry::SUGGESTIONS;
use crate::registry::units::UnitId;

impl Reading<'_> {
    /// Resolves the parents, now that all ids are known, and cuts circles.
    ///
    /// **Diagnoses** `parent-unknown`, `parent-cycle`.
    pub(super) fn tie(&mut self) {
        let mut places: Vec<Range<usize>> = Vec::with_capacity(self.ties.len());
        for at in 0..self.ties.len() {
            let parent = self.ties[at].parent.take();
            places.push(parent.as_ref().map_or(0..0, |parent| parent.bytes.clone()));
            let Some(parent) = parent else { continue };
            match self.ids.get(&parent.value) {
                Some(&above) => self.units.all[at].parent = Some(above),
                None => {
                    let nearest = self.meant(&parent.value);
                    self.diagnose(&parent.bytes, Phrase::ParentUnknown { id: parent.value, nearest });
                }
            }
        }
        self.cut_circles(&places);
    }

    /// The id that a person probably meant: that of the unit whose name they wrote, else the most similar one.
    pub(super) fn meant(&mut self, word: &str) -> Option<String> {
        self.unknown += 1;
        let named = self.units.names.get(word).and_then(|holders| holders.first());
        let named = named.map(|holder| self.units.get(holder.unit).id.clone());
        let similar = || nearest(word, self.ids.keys().map(String::as_str));
        named.or_else(|| (self.unknown <= SUGGESTIONS).then(similar).flatten())
    }

    /// Takes the parent from one unit of every circle, so that the rest is a tree.
    fn cut_circles(&mut self, places: &[Range<usize>]) {
        let mut settled = BTreeSet::new();
        for at in 0..self.units.all.len() {
            let mut path: Vec<usize> = Vec::new();
            let mut on_path = BTreeSet::new();
            let mut here = Some(at);
            while let Some(unit) = here.filter(|unit| !settled.contains(unit)) {
                if !on_path.insert(unit) {
                    let circle: Vec<usize> = path.iter().copied().skip_while(|&u| u != unit).collect();
                    let ids = circle.iter().chain([&unit]).map(|&u| self.units.all[u].id.clone()).collect();
                    self.units.all[unit].parent = None;
                    self.diagnose(&places[unit], Phrase::ParentCycle { ids });
                    break;
                }
                path.push(unit);
                here = self.units.all[unit].parent.map(|UnitId(above)| above as usize);
            }
            settled.extend(path);
        }
    }
}
