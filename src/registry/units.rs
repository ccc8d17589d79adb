//! The units: a tree, names over time, lineage; and an automaton that finds names in text.
//!
//! Never invents a name: what is not registered is unknown.
//! Start at [`Units`]; [`Units::find`] resolves one name, [`Units::names_in`] reads a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::is_id;
use crate::diagnostic::nearest;
use crate::settings::yaml::Placed;
use crate::text::date::Day;

/// A unit, as an index into [`Units::all`]. It does not leave the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// A unit (单位).
#[derive(Debug, Clone)]
pub struct Unit {
    /// The id that addresses use.
    pub id: String,
    /// Full name today.
    pub name: String,
    /// 规范化简称.
    pub short: Option<String>,
    /// Other names, in the order of the file, without the validity of each.
    pub aliases: Vec<String>,
    /// Names that hold only inside this unit's own reports.
    pub doc_aliases: Vec<String>,
    /// Bodies of one kind in several regions.
    pub kind: Option<String>,
    /// `city`, `county`, …
    pub level: Option<&'static str>,
    /// 隶属.
    pub parent: Option<UnitId>,
    /// 系统.
    pub systems: Vec<String>,
    /// When it came to be.
    pub since: Option<Day>,
    /// When it ended.
    pub until: Option<Day>,
    /// Merger and split: what it came from.
    pub predecessors: Vec<UnitId>,
    /// Merger and split: what it became.
    pub successors: Vec<UnitId>,
    /// `active`, `merged`, `abolished`, `internal` or `masked`.
    pub status: &'static str,
    /// 行政序列.
    pub order: Option<i64>,
    /// The narrowest audience that may know it, when it is not everybody.
    pub audience: Option<String>,
}

impl Unit {
    /// The short name where there is one, else the full name.
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

/// All units of a site.
#[derive(Debug, Default)]
pub struct Units {
    /// The units in the order of the file.
    pub all: Vec<Unit>,
    /// The units in reading order: 行政序列, then file order, each followed by those below it.
    pub tree: Vec<(UnitId, u8)>,
    children: BTreeMap<Option<UnitId>, Vec<UnitId>>,
    pub(super) names: BTreeMap<String, Vec<Holder>>,
    automaton: Option<Automaton>,
}

/// Who bears a name, and when.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) unit: UnitId,
    pub(super) since: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) ambiguous: bool,
}

impl Holder {
    fn holds_in(&self, year: u16) -> bool {
        self.since.is_none_or(|since| since.year <= year) && self.until.is_none_or(|until| year <= until.year)
    }

    /// Whether both hold at some moment.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let before = |until: Option<Day>, since: Option<Day>| matches!((until, since), (Some(u), Some(s)) if u <= s);
        !before(self.until, other.since) && !before(other.until, self.since)
    }
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One unit.
    One(UnitId),
    /// Several units share it.
    Several(Vec<UnitId>),
    /// It is not registered.
    Unknown,
}

/// A registered name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameInText {
    /// Where it stands.
    pub bytes: Range<usize>,
    /// The units that bear it.
    pub units: Vec<UnitId>,
}

struct Automaton {
    matcher: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The units of a pattern; none for a word that only blocks.
    bearers: Vec<Vec<UnitId>>,
}

impl std::fmt::Debug for Automaton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Automaton({} names)", self.bearers.len())
    }
}

impl Units {
    /// The unit of an id that this registry gave out.
    pub fn get(&self, unit: UnitId) -> &Unit {
        &self.all[unit.0 as usize]
    }

    /// The units directly below `unit` in reading order; those at the top for `None`.
    pub fn children(&self, unit: Option<UnitId>) -> &[UnitId] {
        self.children.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The units above `unit`, the nearest first.
    pub fn ancestors(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        std::iter::successors(self.get(unit).parent, |above| self.get(*above).parent)
    }

    /// What an id or a name means in `year`, or in any year.
    ///
    /// ```
    /// # use huibian::{diagnostic::Source, registry::{units::Found, units_yaml::read}};
    /// let yaml = "units:\n  - {id: caizheng, name: 云州市财政局, short: 市财政局}\n";
    /// let units = read(&Source { file: "units.yaml".into(), text: yaml.into() }).value;
    /// assert_eq!(units.find("市财政局", None), units.find("caizheng", None));
    /// assert_eq!(units.find("财政所", None), Found::Unknown);
    /// ```
    pub fn find(&self, name: &str, year: Option<u16>) -> Found {
        let Some(holders) = self.names.get(name) else { return Found::Unknown };
        let timely: BTreeSet<UnitId> =
            holders.iter().filter(|h| year.is_none_or(|y| h.holds_in(y))).map(|h| h.unit).collect();
        // A name outside its years is still better evidence than none.
        let units = if timely.is_empty() { holders.iter().map(|h| h.unit).collect() } else { timely };
        let mut units = units.into_iter();
        match (units.next(), units.next()) {
            (Some(one), None) => Found::One(one),
            (Some(one), Some(two)) => Found::Several([one, two].into_iter().chain(units).collect()),
            _ => Found::Unknown,
        }
    }

    /// The registered name that a person probably meant.
    pub fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.names.keys().map(String::as_str))
    }

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

impl Units {
    /// Lays out the tree in reading order and builds the automaton; `blocking` are words that hold a name and are none.
    pub(super) fn complete(&mut self, blocking: &[Placed<String>]) {
        for at in 0..self.all.len() {
            self.children.entry(self.all[at].parent).or_default().push(UnitId(at as u32));
        }
        for below in self.children.values_mut() {
            below.sort_by_key(|unit| (self.all[unit.0 as usize].order.unwrap_or(i64::MAX), unit.0));
        }
        let mut stack: Vec<(UnitId, u8)> = self.children(None).iter().rev().map(|&unit| (unit, 0)).collect();
        while let Some((unit, depth)) = stack.pop() {
            self.tree.push((unit, depth));
            stack.extend(self.children(Some(unit)).iter().rev().map(|&below| (below, depth.saturating_add(1))));
        }
        self.automaton = automaton(&self.names, blocking);
    }
}

/// An automaton over all names but ids, and over the words that block.
fn automaton(names: &BTreeMap<String, Vec<Holder>>, blocking: &[Placed<String>]) -> Option<Automaton> {
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
    Some(Automaton { matcher, bearers })
}

/// The words for the level of a unit or a report.
pub const LEVELS: [(&str, &str); 7] = [
    ("nation", "nation"),
    ("province", "province"),
    ("city", "city"),
    ("county", "county"),
    ("township", "township"),
    ("village", "village"),
    ("unit", "unit"),
];
