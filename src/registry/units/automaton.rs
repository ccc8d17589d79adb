//! Many names in one pass over a text.
//!
//! Never decides what an ambiguous name means: it says who bears it.
//! Start at [`Units::names_in`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::{Holder, UnitId, Units};
use crate::registry::is_id;
use crate::settings::yaml::Placed;

/// A registered name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameInText {
    /// Where it stands.
    pub bytes: Range<usize>,
    /// The units that bear it.
    pub units: Vec<UnitId>,
}

/// All names but ids, and the words that block.
pub(super) struct Automaton {
    matcher: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The units of a pattern; none for a word that only blocks.
    bearers: Vec<Vec<UnitId>>,
}

impl std::fmt::Debug for Automaton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Automaton({} names)", self.bearers.len())
    }
}

impl Automaton {
    pub(super) fn new(names: &BTreeMap<String, Vec<Holder>>, blocking: &[Placed<String>]) -> Option<Self> {
        let mut patterns: BTreeMap<&str, Vec<UnitId>> = BTreeMap::new();
        for (name, holders) in names.iter().filter(|(name, _)| !name.is_empty() && !is_id(name)) {
            let units: BTreeSet<UnitId> = holders.iter().map(|holder| holder.unit).collect();
            patterns.insert(name, units.into_iter().collect());
        }
        for word in blocking.iter().filter(|word| !word.value.is_empty()) {
            patterns.entry(&word.value).or_default();
        }
        let bearers: Vec<Vec<UnitId>> = patterns.values().cloned().collect();
        let matcher = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.keys())
            .ok()?; // It refuses only an empty set.
        Some(Self { matcher, bearers })
    }
}

impl Units {
    /// The registered names in a text: leftmost, longest, not overlapping; blocking words consume and are left out.
    pub fn names_in(&self, text: &str) -> Vec<NameInText> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let hits = automaton.matcher.leftmost_find_iter(text);
        hits.map(|hit| NameInText {
            bytes: hit.start()..hit.end(),
            units: automaton.bearers[hit.value() as usize].clone(),
        })
        .filter(|name| !name.units.is_empty())
        .collect()
    }
}
