//! What is said of a list of reports as a whole: made once, however many sheets the list is cut into.
//!
//! Never knows a sheet: a list of two thousand reports has a hundred, and none of them may cost two thousand steps.
//! Start at [`Tally`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::archive::{Archive, ReportId};
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// A list of reports.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The reports in the order of the sheets.
    pub(super) reports: Vec<ReportId>,
    /// The known years of a list that is in the order of its years.
    pub(super) runs: BTreeMap<u16, Run>,
    /// The units that wrote those that count and how many each, the most frequent first; an internal one is the unit it
    /// belongs to.
    pub(super) writers: Vec<(UnitId, u32)>,
}

/// The reports of one year in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// How many of them count.
    pub(super) count: u32,
    /// Where the first of them stands.
    pub(super) first: usize,
}

/// The lists of a site that have sheets.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    pub(super) units: BTreeMap<Option<UnitId>, Tally>,
    pub(super) years: BTreeMap<Option<u16>, Tally>,
    pub(super) topics: BTreeMap<TopicId, Tally>,
}

impl Tallies {
    /// The lists of every registered unit and topic, of every year that has reports, and of what is unknown.
    pub(super) fn of(archive: &Archive) -> Self {
        let tree = &archive.registry.units.tree;
        let known = tree.iter().map(|&(unit, _)| Some(unit));
        let unknown = archive.by_unit.contains_key(&None).then_some(None);
        let units: Vec<_> = known.chain(unknown).collect();
        let units = units.into_par_iter().map(|unit| (unit, Tally::by_year(archive, archive.of_unit(unit))));
        let topics: Vec<_> = archive.registry.topics.ids().collect();
        let topics = topics.into_par_iter().map(|topic| (topic, Tally::by_year(archive, archive.of_topic(topic))));
        let mut places = vec![usize::MAX; tree.len()];
        for (place, (unit, _)) in tree.iter().enumerate() {
            places[unit.0 as usize] = place;
        }
        let years: Vec<_> = archive.by_year.iter().collect();
        let years = years.into_par_iter().map(|(&year, of)| (year, Tally::by_unit(archive, of, &places)));
        Self { units: units.collect(), years: years.collect(), topics: topics.collect() }
    }
}

impl Tally {
    /// A list by the year that reports stand under, newest year first, the unknown last.
    fn by_year(archive: &Archive, reports: &[ReportId]) -> Self {
        let mut sorted = reports.to_vec();
        sorted.sort_by_key(|&report| Reverse(archive.year(report)));
        let mut runs = BTreeMap::new();
        let mut first = 0;
        for same in sorted.chunk_by(|&a, &b| archive.year(a) == archive.year(b)) {
            if let Some(year) = archive.year(same[0]) {
                runs.insert(year, Run { count: archive.count(same), first });
            }
            first += same.len();
        }
        Self { writers: writers(archive, reports), reports: sorted, runs }
    }

    /// A list in the order of the first units, by their places in the tree; reports without one come last.
    fn by_unit(archive: &Archive, reports: &[ReportId], places: &[usize]) -> Self {
        let mut sorted = reports.to_vec();
        sorted.sort_by_key(|&r| archive.first_unit(r).map_or(usize::MAX, |unit| places[unit.0 as usize]));
        Self { writers: writers(archive, reports), reports: sorted, runs: BTreeMap::new() }
    }
}

fn writers(archive: &Archive, reports: &[ReportId]) -> Vec<(UnitId, u32)> {
    let mut units: Vec<UnitId> = Vec::with_capacity(reports.len());
    for &report in reports.iter().filter(|&&report| archive.counts(report)) {
        let first = units.len();
        for &unit in &archive.report(report).meta.units {
            let shown = archive.registry.units.shown_at(unit);
            if !units[first..].contains(&shown) {
                units.push(shown);
            }
        }
    }
    most_frequent(units.into_iter(), usize::MAX)
}

/// The `most` keys that occur most often, with how often; equal ones in the order of the keys.
pub(super) fn most_frequent<K: Ord + Copy>(keys: impl Iterator<Item = K>, most: usize) -> Vec<(K, u32)> {
    let mut keys: Vec<K> = keys.collect();
    keys.sort_unstable();
    let mut counts: Vec<_> = keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    counts.sort_by_key(|&(key, n)| (Reverse(n), key));
    counts.truncate(most);
    counts
}
