//! The names of a unit, and who bears which.
//!
//! Never decides for a person which of two units a word means: they say so by years, or mark the word as ambiguous.
//! Start at [`read`], then [`Reading::enter_names`].

use super::super::units::{Holder, Name, UnitId, Validity};
use super::{Reading, validity};
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::Kind;
use crate::settings::yaml::{Fields, Node, Placed, Value};

/// A word for a unit, and when it holds.
pub(super) struct DatedName {
    word: Placed<String>,
    validity: Validity,
    ambiguous: bool,
}

/// All names of one unit.
pub(super) struct Names {
    /// Those of the key `names`.
    pub(super) over_time: Vec<Name>,
    /// Those of the keys `aliases` and `names`, without today's.
    pub(super) aliases: Vec<String>,
    /// Every word for it.
    pub(super) words: Vec<DatedName>,
}

/// Reads the keys `names` and `aliases` of a unit whose name and short name today are these.
///
/// **Diagnoses** `value-kind`, `key-missing`, `date-bad`, `until-early`, `names-overlap`.
pub(super) fn read(
    fields: &mut Fields<'_>,
    name: Option<&Placed<String>>,
    short: Option<&Placed<String>>,
    life: Validity,
) -> Names {
    let is_today = |word: &str| name.is_some_and(|name| name.value == word);
    let nodes = fields.list("names");
    let former: Vec<Former> = nodes.into_iter().filter_map(|node| self::former(fields, node, is_today)).collect();
    keep_apart(fields, &former);
    let nodes = fields.list("aliases");
    let aliases: Vec<DatedName> = nodes.into_iter().filter_map(|node| alias(fields, node)).collect();
    // Today's name holds since the last rename.
    let renamed =
        former.iter().filter(|former| !is_today(&former.name.value)).filter_map(|former| former.validity.until);
    let today = Validity { since: renamed.max().or(life.since), until: life.until };
    let over_time = former.iter().map(Former::name).collect();
    let former: Vec<DatedName> = former.into_iter().flat_map(Former::words).collect();
    let others = aliases.iter().chain(&former).map(|dated| dated.word.value.clone());
    let others = others.filter(|word| !is_today(word)).collect();
    let own = name.into_iter().chain(short);
    let own = own.map(|word| DatedName { word: word.clone(), validity: today, ambiguous: false });
    Names { over_time, aliases: others, words: own.chain(former).chain(aliases).collect() }
}

/// An entry of `names`.
struct Former {
    name: Placed<String>,
    short: Option<Placed<String>>,
    validity: Validity,
}

impl Former {
    fn name(&self) -> Name {
        Name {
            name: self.name.value.clone(),
            short: self.short.as_ref().map(|short| short.value.clone()),
            since: self.validity.since,
            until: self.validity.until,
        }
    }

    fn words(self) -> impl Iterator<Item = DatedName> {
        let validity = self.validity;
        let words = std::iter::once(self.name).chain(self.short);
        words.map(move |word| DatedName { word, validity, ambiguous: false })
    }
}

/// Reads `{name, short, since, until}`. Only today's name may stay without an end.
fn former(all: &mut Fields<'_>, node: Node, is_today: impl Fn(&str) -> bool) -> Option<Former> {
    if let Value::Text(_) = node.value {
        all.diagnose(&node.bytes, Phrase::ValueKind { key: "names".to_owned(), expected: Kind::Map });
        return None;
    }
    let mut fields = Fields::new(all.source(), node, "names");
    let ends = fields.place_of("until").is_some();
    let validity = validity(&mut fields);
    let (name, short) = (fields.required("name"), fields.filled("short"));
    if !ends && name.as_ref().is_some_and(|name| !is_today(&name.value)) {
        fields.diagnose(&fields.bytes(), Phrase::KeyMissing { key: "until" });
    }
    let found = fields.finish();
    all.diagnostics.extend(found);
    Some(Former { name: name?, short, validity })
}

/// Reads a text or `{name, since, until, ambiguous}`.
fn alias(all: &mut Fields<'_>, node: Node) -> Option<DatedName> {
    match node.value {
        Value::Text(text) if text.is_empty() => {
            all.diagnose(&node.bytes, Phrase::ValueKind { key: "aliases".to_owned(), expected: Kind::Text });
            None
        }
        Value::Text(text) => {
            let word = Placed { value: text, bytes: node.bytes };
            Some(DatedName { word, validity: Validity::default(), ambiguous: false })
        }
        _ => {
            let mut fields = Fields::new(all.source(), node, "aliases");
            let (validity, word) = (validity(&mut fields), fields.required("name"));
            let ambiguous = fields.truth("ambiguous").unwrap_or(false);
            let found = fields.finish();
            all.diagnostics.extend(found);
            Some(DatedName { word: word?, validity, ambiguous })
        }
    }
}

/// A unit has one name at a time.
fn keep_apart(fields: &mut Fields<'_>, former: &[Former]) {
    let mut by_time: Vec<&Former> = former.iter().collect();
    by_time.sort_by_key(|former| former.validity.since);
    let ends_later = |a: &Former, b: &Former| match (a.validity.until, b.validity.until) {
        (Some(a), Some(b)) => a > b,
        (a, _) => a.is_none(),
    };
    let mut by_time = by_time.into_iter();
    let Some(mut longest) = by_time.next() else { return };
    for next in by_time {
        if longest.validity.overlaps(next.validity) {
            let (first, second) =
                if longest.name.bytes.start < next.name.bytes.start { (longest, next) } else { (next, longest) };
            let (name, other) = (second.name.value.clone(), first.name.value.clone());
            fields.diagnose(&second.name.bytes, Phrase::NamesOverlap { name, other });
        }
        if ends_later(next, longest) {
            longest = next;
        }
    }
}

impl Reading<'_> {
    /// Enters every id and every name of every unit. A word at two units is diagnosed unless its years do not overlap or
    /// it is marked as ambiguous at one of them.
    ///
    /// **Diagnoses** `alias-taken`.
    pub(super) fn enter_names(&mut self) {
        for (id, &unit) in &self.ids {
            let holder = Holder { unit, validity: Validity::default(), ambiguous: false };
            self.units.names.insert(id.clone(), vec![holder]);
        }
        for at in 0..self.ties.len() {
            let unit = UnitId(at as u32);
            for DatedName { word, validity, ambiguous } in std::mem::take(&mut self.ties[at].names) {
                let holders = self.units.names.entry(word.value.clone()).or_default();
                let clashes = |other: &&Holder| {
                    other.unit != unit && other.validity.overlaps(validity) && !other.ambiguous && !ambiguous
                };
                let clash = holders.iter().find(clashes).map(|other| other.unit);
                holders.push(Holder { unit, validity, ambiguous });
                if let Some(other) = clash {
                    let by = self.units.get(other).name.clone();
                    self.diagnose(&word.bytes, Phrase::AliasTaken { name: word.value, by });
                }
            }
        }
    }

    /// A word that blocks cannot be a name: as a name it is found, and blocks nothing.
    ///
    /// **Diagnoses** `blocking-taken`.
    pub(super) fn block(&mut self, blocking: &[Placed<String>]) {
        for word in blocking {
            let bearer = self.units.names.get(&word.value).and_then(|holders| holders.first());
            if let Some(bearer) = bearer.map(|holder| holder.unit) {
                let by = self.units.get(bearer).id.clone();
                self.diagnose(&word.bytes, Phrase::BlockingTaken { word: word.value.clone(), by });
            }
        }
    }
}
