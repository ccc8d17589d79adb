//! The units: a tree, names over time, lineage; and an automaton that finds names in text.
//!
//! Never invents a name: what is not registered is unknown.
//! Start at [`Units`]; [`Units::find`] resolves one name, [`Units::named`] says what a unit was called, [`Units::names_in`] reads a text.

mod automaton;
mod life;
mod name;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::nearest;
use crate::settings::audience::Audience;
use crate::settings::yaml::Placed;
use crate::text::date::Day;
use automaton::Automaton;
pub use automaton::NameInText;
pub use life::Existence;
pub(super) use name::{Holder, Validity};
pub use name::{Name, Named};

/// A unit, as an index into [`Units::all`]. It does not leave the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The names it bore in certain years, in the order of the file. A rename keeps the unit and its page.
    pub names: Vec<Name>,
    /// Other names and former ones, in the order of the file, without the validity of each.
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
    /// How the name shown today is read, where the usual reading is wrong; syllables apart.
    pub pinyin: Option<String>,
    /// What other registers call it.
    pub codes: Codes,
    /// Who may know it, as it says itself.
    pub audience: Audience,
    /// Whatever a person put under `extra`, as JSON text.
    pub extra: Option<String>,
    /// When it ended at the latest, as far as `until` or what became of it says.
    pub(super) ended: Option<Day>,
}

/// What other registers call a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    /// 统一社会信用代码, 18 characters (GB 32100-2015).
    pub uscc: Option<String>,
    /// 行政区划代码, 6 digits (GB/T 2260), 9 or 12 (of statistics).
    pub region: Option<String>,
}

impl Unit {
    /// Whether a name is one that it bore in certain years.
    pub fn was_called(&self, name: &str) -> bool {
        self.names.iter().any(|former| former.name == name || former.short.as_deref() == Some(name))
    }

    /// Whether it is a part of the unit above it, at which it is counted (内设机构).
    pub fn is_internal(&self) -> bool {
        self.status == "internal"
    }

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
    /// # use huibian::{diagnostic::Source, registry::{units::Found, units_yaml::read}, settings::Settings};
    /// let yaml = "units:\n  - {id: caizheng, name: 云州市财政局, short: 市财政局}\n";
    /// let source = Source { file: "units.yaml".into(), text: yaml.into() };
    /// let units = read(&source, &Default::default(), &Settings::default()).value;
    /// assert_eq!(units.find("市财政局", None), units.find("caizheng", None));
    /// assert_eq!(units.find("财政所", None), Found::Unknown);
    /// ```
    pub fn find(&self, name: &str, year: Option<u16>) -> Found {
        let Some(holders) = self.names.get(name) else { return Found::Unknown };
        let timely: BTreeSet<UnitId> =
            holders.iter().filter(|h| year.is_none_or(|y| h.validity.touches(y))).map(|h| h.unit).collect();
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
        self.settle_ends();
        self.automaton = Automaton::new(&self.names, blocking);
    }
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
