//! Names that a person writes and the vocabularies resolve: units, topics, 文种.
//!
//! Never takes a name for another: what is not registered is diagnosed where it stands.
//! Start at [`read`].

use super::{Meta, TYPES};
use crate::diagnostic::{MOST_COMPARED, Phrase, nearest};
use crate::load::years::Years;
use crate::registry::Registry;
use crate::registry::topics::TopicId;
use crate::registry::units::{Found, LEVELS, UnitId};
use crate::settings::yaml::{Fields, Placed};

/// Reads the keys `type`, `level`, `unit` and `topics` when the year is known.
///
/// **Diagnoses** `value-unknown`, `unit-unknown`, `unit-ambiguous`, `topic-unknown`.
pub(super) fn read(fields: &mut Fields<'_>, meta: &mut Meta, registry: &Registry) {
    meta.kind = kind(fields);
    meta.level = fields.one_of("level", &LEVELS);
    let year = meta.years.map(Years::stands_under);
    for name in fields.texts("unit").unwrap_or_default().into_iter().filter(|name| !name.value.is_empty()) {
        match unit(fields, registry, &name, year) {
            Some(unit) if !meta.units.contains(&unit) => meta.units.push(unit),
            Some(_) => {}
            None => meta.unknown_units.push(name.value),
        }
    }
    let topics = fields.texts("topics");
    meta.topics_given = topics.is_some();
    for name in topics.unwrap_or_default() {
        let topic = topic(fields, registry, &name).filter(|topic| !meta.topics.contains(topic));
        meta.topics.extend(topic);
    }
}

/// The unit that a name means in a year.
///
/// **Diagnoses** `unit-unknown`, `unit-ambiguous`.
pub(in crate::load) fn unit(
    fields: &mut Fields<'_>,
    registry: &Registry,
    name: &Placed<String>,
    year: Option<u16>,
) -> Option<UnitId> {
    let phrase = match registry.units.find(&name.value, year) {
        Found::One(unit) => return Some(unit),
        Found::Several(units) => {
            let units = units.iter().map(|&unit| registry.units.get(unit).id.clone()).collect();
            Phrase::UnitAmbiguous { name: name.value.clone(), units }
        }
        Found::Unknown => {
            let compared = fields.diagnostics.len() < MOST_COMPARED;
            let nearest = compared.then(|| registry.units.nearest(&name.value)).flatten();
            Phrase::UnitUnknown { name: name.value.clone(), nearest }
        }
    };
    fields.diagnose(&name.bytes, phrase);
    None
}

/// The topic of an id or a label.
///
/// **Diagnoses** `topic-unknown`.
pub(in crate::load) fn topic(fields: &mut Fields<'_>, registry: &Registry, name: &Placed<String>) -> Option<TopicId> {
    let topic = registry.topics.find(&name.value);
    if topic.is_none() {
        let compared = fields.diagnostics.len() < MOST_COMPARED;
        let nearest = compared.then(|| registry.topics.nearest(&name.value)).flatten();
        fields.diagnose(&name.bytes, Phrase::TopicUnknown { name: name.value.clone(), nearest });
    }
    topic
}

/// 文种 by its id or its Chinese word.
pub(in crate::load) fn kind(fields: &mut Fields<'_>) -> Option<&'static str> {
    let text = fields.text("type")?;
    let known = TYPES.iter().find(|(id, word)| *id == text.value || *word == text.value);
    if known.is_none() {
        let allowed = TYPES.iter().map(|(_, word)| *word).collect();
        let nearest = nearest(&text.value, TYPES.iter().flat_map(|(id, word)| [*id, *word]));
        fields.diagnose(&text.bytes, Phrase::ValueUnknown { key: "type", value: text.value, allowed, nearest });
    }
    known.map(|(id, _)| *id)
}
