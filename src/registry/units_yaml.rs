//! Reads `content/units.yaml` into [`Units`], and finds everything that is wrong with it.
//!
//! Never answers questions about names; that is `units`.
//! Start at [`read`]; what ties one unit to others is in `ties` and `lineage`, who bears which name in `names`.

mod lineage;
mod names;
#[cfg(test)]
mod tests;
mod ties;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::units::{Codes, LEVELS, Unit, UnitId, Units, Validity};
use super::{is_new_id, words};
use crate::diagnostic::phrasebook::CodeFault;
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Source};
use crate::settings::Settings;
use crate::settings::audience::{Audience, is_doubtful};
use crate::settings::yaml::{self, Fields, Node, Placed};
use crate::text::code::{self, Uscc};
use names::DatedName;

const STATUS: [(&str, &str); 5] = [
    ("active", "active"),
    ("merged", "merged"),
    ("abolished", "abolished"),
    ("internal", "internal"),
    ("masked", "masked"),
];

/// Reads `content/units.yaml` as if the units with the ids in `without` did not stand there.
///
/// **Diagnoses** what the YAML reader does, `audience-unknown`, `id-bad`, `id-twice`, `date-bad`, `until-early`, `until-missing`, `code-bad`,
/// `parent-unknown`, `parent-cycle`, `alias-taken`, `names-overlap`, `lineage-unknown`, `lineage-cycle`, `lineage-gap`,
/// `lineage-reversed`, `lineage-conflict`, `blocking-taken`.
pub fn read(source: &Source, without: &BTreeSet<String>, settings: &Settings) -> Diagnosed<Units> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let mut reading = Reading {
        source,
        units: Units::default(),
        ids: BTreeMap::new(),
        ties: Vec::new(),
        unknown: 0,
        diagnostics: Vec::new(),
    };
    let mut blocking = Vec::new();
    if let Some(node) = node.value {
        let mut fields = Fields::new(source, node, "units.yaml");
        for node in fields.list("units") {
            reading.unit(node, without, settings);
        }
        blocking = words(&mut fields, "blocking");
        diagnostics.extend(fields.finish());
    }
    reading.enter_names();
    reading.block(&blocking);
    reading.tie();
    reading.trace_lineage();
    let Reading { mut units, diagnostics: found, ties, .. } = reading;
    units.complete(&blocking);
    diagnostics.extend(found);
    let endless = ties.iter().zip(&units.all).filter(|(_, unit)| unit.is_over() && unit.ended.is_none());
    diagnostics
        .extend(endless.map(|(ties, _)| Diagnostic::at(source.place(ties.status.clone()), Phrase::UntilMissing)));
    Diagnosed { value: units, diagnostics }
}

struct Reading<'a> {
    source: &'a Source,
    units: Units,
    ids: BTreeMap<String, UnitId>,
    ties: Vec<Ties>,
    /// How many ids were unknown so far.
    unknown: usize,
    diagnostics: Vec<Diagnostic>,
}

/// What concerns other units too, before all of them are known.
struct Ties {
    parent: Option<Placed<String>>,
    predecessors: Vec<Placed<String>>,
    successors: Vec<Placed<String>>,
    names: Vec<DatedName>,
    /// Where the status stands.
    status: Range<usize>,
}

impl Reading<'_> {
    fn diagnose(&mut self, bytes: &Range<usize>, phrase: Phrase) {
        self.diagnostics.push(Diagnostic::at(self.source.place(bytes.clone()), phrase));
    }

    fn unit(&mut self, node: Node, without: &BTreeSet<String>, settings: &Settings) {
        let mut fields = Fields::new(self.source, node, "units");
        let id = fields.required("id");
        let name = fields.required("name");
        if id.as_ref().is_some_and(|id| without.contains(&id.value)) {
            return;
        }
        let is_new = is_new_id(&mut fields, id.as_ref(), &self.ids);
        let unit = unit(&mut fields, id, name, settings);
        let found = fields.finish();
        let in_doubt = found.iter().any(is_doubtful);
        self.diagnostics.extend(found);
        if let Some((mut unit, ties)) = unit.filter(|_| is_new) {
            let number = UnitId(u32::try_from(self.units.all.len()).unwrap_or(u32::MAX));
            self.ids.insert(unit.id.clone(), number);
            if in_doubt {
                unit.audience = Audience::CLERK;
            }
            self.units.all.push(unit);
            self.ties.push(ties);
        }
    }
}

/// Reads one unit; what ties it to others stays text until all units are known. All keys are read and judged, but without
/// an id and a name there is no unit.
fn unit(
    fields: &mut Fields<'_>,
    id: Option<Placed<String>>,
    name: Option<Placed<String>>,
    settings: &Settings,
) -> Option<(Unit, Ties)> {
    let status = fields.place_of("status").unwrap_or_else(|| fields.bytes());
    let validity = validity(fields);
    let texts = |words: Vec<Placed<String>>| words.into_iter().map(|word| word.value).collect();
    let short = fields.filled("short");
    let names = names::read(fields, name.as_ref(), short.as_ref(), validity);
    let ties = Ties {
        parent: fields.filled("parent"),
        predecessors: words(fields, "predecessors"),
        successors: words(fields, "successors"),
        names: names.words,
        status,
    };
    let unit = Unit {
        id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        name: name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
        short: short.map(|short| short.value),
        names: names.over_time,
        aliases: names.aliases,
        doc_aliases: texts(words(fields, "doc_aliases")),
        kind: fields.filled("kind").map(|kind| kind.value),
        level: fields.one_of("level", &LEVELS),
        parent: None,
        systems: texts(words(fields, "systems")),
        since: validity.since,
        until: validity.until,
        predecessors: Vec::new(),
        successors: Vec::new(),
        status: fields.one_of("status", &STATUS).unwrap_or("active"),
        order: fields.number("order").map(|order| order.value),
        pinyin: fields.filled("pinyin").map(|pinyin| pinyin.value),
        codes: codes(fields),
        audience: fields.audience("audience", settings).unwrap_or(Audience::WIDEST),
        extra: fields.extra(),
        ended: None,
    };
    (id.is_some() && name.is_some()).then_some((unit, ties))
}

/// The keys `since` and `until`. What ends before it begins has no end.
///
/// **Diagnoses** `date-bad`, `until-early`.
fn validity(fields: &mut Fields<'_>) -> Validity {
    let until_at = fields.place_of("until");
    let validity = Validity { since: fields.day("since"), until: fields.day("until") };
    match (validity.since, validity.until) {
        (Some(since), Some(until)) if validity.is_empty() => {
            let place = until_at.unwrap_or_else(|| fields.bytes());
            fields.diagnose(&place, Phrase::UntilEarly { until: until.to_string(), since: since.to_string() });
            Validity { until: None, ..validity }
        }
        _ => validity,
    }
}

/// What other registers call a unit.
///
/// **Diagnoses** `code-bad`.
fn codes(fields: &mut Fields<'_>) -> Codes {
    let Some(node) = fields.node("codes") else { return Codes::default() };
    let mut codes = Fields::new(fields.source(), node, "codes");
    let uscc = codes.filled("uscc");
    let region = codes.filled("region");
    let fault = |code: &Placed<String>| match code::uscc(&code.value) {
        Uscc::Sound => None,
        Uscc::BadCheck => Some(CodeFault::UsccCheck),
        Uscc::Other => Some(CodeFault::UsccShape),
    };
    let of_uscc = uscc.as_ref().and_then(|code| Some((code, fault(code)?)));
    let of_region = region.as_ref().filter(|code| !code::is_region(&code.value)).map(|code| (code, CodeFault::Region));
    for (code, fault) in of_uscc.into_iter().chain(of_region) {
        codes.diagnose(&code.bytes, Phrase::CodeBad { code: code.value.clone(), fault });
    }
    let found = codes.finish();
    fields.diagnostics.extend(found);
    Codes { uscc: uscc.map(|code| code.value), region: region.map(|code| code.value) }
}
