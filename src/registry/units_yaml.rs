//! Reads `content/units.yaml` into [`Units`], and finds everything that is wrong with it.
//!
//! Never answers questions about names; that is `units`.
//! Start at [`read`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::is_id;
use super::units::{Codes, Holder, LEVELS, Name, Unit, UnitId, Units, Validity};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Source, nearest};
use crate::settings::yaml::{self, Fields, Node, Placed, Value};

const STATUS: [(&str, &str); 5] = [
    ("active", "active"),
    ("merged", "merged"),
    ("abolished", "abolished"),
    ("internal", "internal"),
    ("masked", "masked"),
];

/// Reads `content/units.yaml`.
///
/// **Diagnoses** what the YAML reader does, `id-bad`, `id-twice`, `date-bad`, `parent-unknown`, `parent-cycle`, `alias-taken`,
/// `lineage-unknown`.
pub fn read(source: &Source) -> Diagnosed<Units> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let mut reading = Reading { source, units: Units::default(), ties: Vec::new(), diagnostics: Vec::new() };
    let mut blocking = Vec::new();
    if let Some(node) = node.value {
        let mut fields = Fields::new(source, node, "units.yaml");
        for node in fields.list("units") {
            reading.unit(node);
        }
        blocking = fields.texts("blocking").unwrap_or_default();
        diagnostics.extend(fields.finish());
    }
    reading.tie();
    reading.cut_circles();
    reading.name();
    let Reading { mut units, diagnostics: found, .. } = reading;
    units.complete(&blocking);
    diagnostics.extend(found);
    Diagnosed { value: units, diagnostics }
}

struct Reading<'a> {
    source: &'a Source,
    units: Units,
    ties: Vec<Ties>,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn diagnose(&mut self, bytes: &Range<usize>, phrase: Phrase) {
        self.diagnostics.push(Diagnostic::at(self.source.place(bytes.clone()), phrase));
    }

    fn unit(&mut self, node: Node) {
        let mut fields = Fields::new(self.source, node, "units");
        let id = fields.required("id");
        let name = fields.required("name");
        let (Some(id), Some(name)) = (id, name) else {
            // The other keys of an entry without id or name are not judged.
            self.diagnostics.append(&mut fields.diagnostics);
            return;
        };
        if !is_id(&id.value) {
            fields.diagnose(&id.bytes, Phrase::IdBad { value: id.value.clone() });
        }
        let taken = self.units.names.contains_key(&id.value);
        if taken {
            fields.diagnose(&id.bytes, Phrase::IdTwice { id: id.value.clone() });
        }
        let (unit, ties) = unit(&mut fields, &id, name);
        self.diagnostics.extend(fields.finish());
        if !taken {
            let number = UnitId(u32::try_from(self.units.all.len()).unwrap_or(u32::MAX));
            let holder = Holder { unit: number, validity: Validity::default(), ambiguous: false };
            self.units.names.insert(id.value, vec![holder]);
            self.units.all.push(unit);
            self.ties.push(ties);
        }
    }

    /// Resolves parents and lineage, now that all ids are known.
    fn tie(&mut self) {
        let ids: BTreeMap<String, UnitId> =
            self.units.names.iter().map(|(id, holders)| (id.clone(), holders[0].unit)).collect();
        for at in 0..self.ties.len() {
            if let Some(parent) = self.ties[at].parent.take() {
                match ids.get(&parent.value) {
                    Some(&above) => self.units.all[at].parent = Some(above),
                    None => {
                        let near = nearest(&parent.value, ids.keys().map(String::as_str));
                        self.diagnose(&parent.bytes, Phrase::ParentUnknown { id: parent.value, nearest: near });
                    }
                }
            }
            let predecessors = std::mem::take(&mut self.ties[at].predecessors);
            let successors = std::mem::take(&mut self.ties[at].successors);
            self.units.all[at].predecessors = self.lineage(&ids, predecessors);
            self.units.all[at].successors = self.lineage(&ids, successors);
        }
        self.mirror();
    }

    fn lineage(&mut self, ids: &BTreeMap<String, UnitId>, names: Vec<Placed<String>>) -> Vec<UnitId> {
        let mut units = Vec::new();
        for name in names {
            match ids.get(&name.value) {
                Some(&unit) => units.push(unit),
                None => self.diagnose(&name.bytes, Phrase::LineageUnknown { id: name.value }),
            }
        }
        units
    }

    /// One side of a merger or split is enough: the other side is filled in.
    fn mirror(&mut self) {
        for at in 0..self.units.all.len() {
            let this = UnitId(at as u32);
            for before in self.units.all[at].predecessors.clone() {
                let other = &mut self.units.all[before.0 as usize].successors;
                if !other.contains(&this) {
                    other.push(this);
                }
            }
            for after in self.units.all[at].successors.clone() {
                let other = &mut self.units.all[after.0 as usize].predecessors;
                if !other.contains(&this) {
                    other.push(this);
                }
            }
        }
    }

    /// Takes the parent from one unit of every circle, so that the rest is a tree.
    fn cut_circles(&mut self) {
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
                    let bytes = self.ties[unit].parent_bytes.clone();
                    self.diagnose(&bytes, Phrase::ParentCycle { ids });
                    break;
                }
                path.push(unit);
                here = self.units.all[unit].parent.map(|above| above.0 as usize);
            }
            settled.extend(path);
        }
    }

    /// Enters every name of every unit.
    fn name(&mut self) {
        for at in 0..self.ties.len() {
            let unit = UnitId(at as u32);
            for DatedName { name, validity, ambiguous } in std::mem::take(&mut self.ties[at].names) {
                let holder = Holder { unit, validity, ambiguous };
                let holders = self.units.names.entry(name.value.clone()).or_default();
                let clash = holders
                    .iter()
                    .find(|other| {
                        other.unit != unit && other.validity.overlaps(validity) && !other.ambiguous && !ambiguous
                    })
                    .map(|other| other.unit);
                holders.push(holder);
                if let Some(other) = clash {
                    let by = self.units.get(other).name.clone();
                    self.diagnose(&name.bytes, Phrase::AliasTaken { name: name.value, by });
                }
            }
        }
    }
}

/// Reads one unit; what ties it to others stays text until all units are known.
fn unit(fields: &mut Fields<'_>, id: &Placed<String>, name: Placed<String>) -> (Unit, Ties) {
    let since = fields.day("since");
    let until = fields.day("until");
    let short = fields.text("short");
    let validity = Validity { since, until };
    let today = |name: &Placed<String>| DatedName { name: name.clone(), validity, ambiguous: false };
    let mut names: Vec<DatedName> = std::iter::once(&name).chain(&short).map(today).collect();
    let (names_over_time, former) = dated_names(fields, "names");
    let (_, other) = dated_names(fields, "aliases");
    let aliases =
        other.iter().chain(&former).map(|dated| dated.name.value.clone()).filter(|alias| *alias != name.value);
    let aliases: Vec<String> = aliases.collect();
    names.extend(former);
    names.extend(other);
    let ids = |ids: Option<Vec<Placed<String>>>| ids.unwrap_or_default();
    let parent = fields.text("parent");
    let ties = Ties {
        parent_bytes: parent.as_ref().map_or(0..0, |parent| parent.bytes.clone()),
        parent,
        predecessors: ids(fields.texts("predecessors")),
        successors: ids(fields.texts("successors")),
        names,
    };
    let texts = |texts: Option<Vec<Placed<String>>>| texts.unwrap_or_default().into_iter().map(|t| t.value).collect();
    let unit = Unit {
        id: id.value.clone(),
        name: name.value,
        short: short.map(|short| short.value),
        names: names_over_time,
        aliases,
        doc_aliases: texts(fields.texts("doc_aliases")),
        kind: fields.text("kind").map(|kind| kind.value),
        level: fields.one_of("level", &LEVELS),
        parent: None,
        systems: texts(fields.texts("systems")),
        since,
        until,
        predecessors: Vec::new(),
        successors: Vec::new(),
        status: fields.one_of("status", &STATUS).unwrap_or("active"),
        order: fields.number("order").map(|order| order.value),
        pinyin: fields.text("pinyin").map(|pinyin| pinyin.value),
        codes: codes(fields),
        audience: fields.text("audience").map(|audience| audience.value),
        extra: fields.extra(),
        ended: None,
    };
    (unit, ties)
}

/// What other registers call it.
fn codes(fields: &mut Fields<'_>) -> Codes {
    let Some(node) = fields.node("codes") else { return Codes::default() };
    let mut codes = Fields::new(fields.source(), node, "codes");
    let uscc = codes.text("uscc").map(|code| code.value);
    let region = codes.text("region").map(|code| code.value);
    let found = codes.finish();
    fields.diagnostics.extend(found);
    Codes { uscc, region }
}

/// A list of names, each a text or `{name, short, since, until, ambiguous}`: the entries, and every word in them.
fn dated_names(fields: &mut Fields<'_>, key: &'static str) -> (Vec<Name>, Vec<DatedName>) {
    let (mut entries, mut words) = (Vec::new(), Vec::new());
    for node in fields.list(key) {
        if let Value::Text(text) = node.value {
            entries.push(Name { name: text.clone(), short: None, since: None, until: None });
            let name = Placed { value: text, bytes: node.bytes };
            words.push(DatedName { name, validity: Validity::default(), ambiguous: false });
            continue;
        }
        let mut entry = Fields::new(fields.source(), node, key);
        let validity = Validity { since: entry.day("since"), until: entry.day("until") };
        let ambiguous = entry.truth("ambiguous").unwrap_or(false);
        let (name, short) = (entry.required("name"), entry.text("short"));
        if let Some(name) = &name {
            let (name, short) = (name.value.clone(), short.as_ref().map(|short| short.value.clone()));
            entries.push(Name { name, short, since: validity.since, until: validity.until });
        }
        words.extend([name, short].into_iter().flatten().map(|name| DatedName { name, validity, ambiguous }));
        let found = entry.finish();
        fields.diagnostics.extend(found);
    }
    (entries, words)
}

/// What names another unit before all units are known.
struct Ties {
    parent: Option<Placed<String>>,
    /// Where the parent stands.
    parent_bytes: Range<usize>,
    predecessors: Vec<Placed<String>>,
    successors: Vec<Placed<String>>,
    names: Vec<DatedName>,
}

/// A name with its validity.
struct DatedName {
    name: Placed<String>,
    validity: Validity,
    ambiguous: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::units::Found;

    fn read_text(text: &str) -> Diagnosed<Units> {
        read(&Source { file: "content/units.yaml".into(), text: text.into() })
    }

    fn codes(text: &str) -> Vec<&'static str> {
        read_text(text).diagnostics.iter().map(|d| d.phrase.code()).collect()
    }

    #[test]
    fn each_mistake_is_found_once_and_the_rest_is_read() {
        let cases: [(&str, &[&str]); 9] = [
            ("- {id: a, name: 甲}\n- {id: a, name: 乙}", &["id-twice"]),
            ("- {id: A_1, name: 甲}", &["id-bad"]),
            ("- {id: a, name: 甲, parent: b}", &["parent-unknown"]),
            ("- {id: a, name: 甲, parent: b}\n- {id: b, name: 乙, parent: a}", &["parent-cycle"]),
            ("- {id: a, name: 甲, parent: a}", &["parent-cycle"]),
            ("- {id: a, name: 甲}\n- {id: b, name: 乙, aliases: [甲]}", &["alias-taken"]),
            ("- {id: a, name: 甲, since: 去年}", &["date-bad"]),
            ("- {id: a, name: 甲, sucessors: [b]}", &["key-unknown"]),
            (
                "- {id: a}\n- {name: 乙}\n- 丙",
                &["key-missing", "key-missing", "value-kind", "key-missing", "key-missing"],
            ),
        ];
        for (list, expected) in cases {
            assert_eq!(codes(&format!("units:\n{list}\n")), expected, "{list}");
        }
    }

    #[test]
    fn a_name_means_the_unit_that_bore_it_in_that_year() {
        let units = read_text(
            "units:\n\
             - {id: lvyou, name: 云州市旅游局, short: 旅游局, until: 2018, successors: [wenlv]}\n\
             - {id: wenlv, name: 云州市文化和旅游局, since: 2019, aliases: [{name: 旅游局, since: 2019}]}\n",
        );
        assert!(units.diagnostics.is_empty(), "{:?}", units.diagnostics);
        let units = units.value;
        assert_eq!(units.find("旅游局", Some(2016)), Found::One(UnitId(0)));
        assert_eq!(units.find("旅游局", Some(2022)), Found::One(UnitId(1)));
        assert_eq!(units.find("旅游局", None), Found::Several(vec![UnitId(0), UnitId(1)]));
        assert_eq!(units.get(UnitId(1)).predecessors, [UnitId(0)], "one side of the lineage is enough");
    }

    #[test]
    fn the_longest_name_is_read_and_blocking_words_are_passed_over() {
        let units = read_text(
            "units:\n- {id: shiwei, name: 市委}\n- {id: zuzhi, name: 市委组织部}\n- {id: gongwei, name: 工委}\nblocking: [机关工委]\n",
        )
        .value;
        let names: Vec<&str> = units
            .names_in("市委组织部与机关工委到市委")
            .into_iter()
            .map(|name| units.get(name.units[0]).name.as_str())
            .collect();
        assert_eq!(names, ["市委组织部", "市委"]);
    }

    #[test]
    fn the_tree_is_in_the_order_of_the_administration() {
        let units = read_text(
            "units:\n- {id: c, name: 丙, parent: a, order: 2}\n- {id: b, name: 乙, parent: a, order: 1}\n- {id: a, name: 甲}\n",
        )
        .value;
        let names: Vec<(&str, u8)> =
            units.tree.iter().map(|&(unit, depth)| (units.get(unit).name.as_str(), depth)).collect();
        assert_eq!(names, [("甲", 0), ("乙", 1), ("丙", 1)]);
    }
}
