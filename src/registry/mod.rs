//! The vocabularies of a site: its units (单位名录) and its topics (主题表).
//!
//! Never opens a file and never sees a report; it is given texts and answers questions about names.
//! Start at [`Registry`], then [`units`] and [`topics`].

mod known;
pub mod topics;
pub mod topics_yaml;
pub mod units;
pub mod units_yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use crate::diagnostic::phrasebook::Kind;
use crate::diagnostic::{Diagnosed, Phrase, Source};
use crate::digest::{Digest, digest_of};
use crate::settings::Settings;
use crate::settings::audience::Audience;
use crate::settings::yaml::{Fields, Placed};
use topics::Topics;
use units::Units;

/// Units and topics.
#[derive(Debug, Default)]
pub struct Registry {
    /// The units.
    pub units: Units,
    /// The topics.
    pub topics: Topics,
    /// By [`units::UnitId`]: who may know the unit.
    audiences: Vec<Audience>,
    digest: Option<Digest>,
}

/// The texts of the registry files, either of which may be absent.
#[derive(Debug, Clone, Default, Hash)]
pub struct Sources {
    /// `content/units.yaml`.
    pub units: Option<Source>,
    /// `content/topics.yaml`.
    pub topics: Option<Source>,
}

/// A registry is what its files say, so their digest stands for it.
impl Hash for Registry {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// Reads the registry files as if the units with the ids in `without` did not stand there.
///
/// **Diagnoses** what [`units_yaml::read`] and [`topics_yaml::read`] do.
pub fn read(sources: &Sources, without: &BTreeSet<String>, settings: &Settings) -> Diagnosed<Registry> {
    let digest = Some(digest_of(&(sources, without, settings.language, &settings.audiences)));
    let mut diagnostics = Vec::new();
    let units = sources.units.as_ref().map(|source| units_yaml::read(source, without, settings));
    let units = units.unwrap_or_default().into(&mut diagnostics);
    let topics = sources.topics.as_ref().map(|source| topics_yaml::read(source, settings.language));
    let topics = topics.unwrap_or_default().into(&mut diagnostics);
    let audiences = known::audiences(&units);
    Diagnosed { value: Registry { units, topics, audiences, digest }, diagnostics }
}

/// For how many unknown ids of a file the nearest one is looked for: each look compares it with all ids, and nobody reads
/// more of them in one sitting.
const SUGGESTIONS: usize = 100;

/// The words of a key that takes a list of them. An empty word is none.
///
/// **Diagnoses** `value-kind`.
fn words(fields: &mut Fields<'_>, key: &'static str) -> Vec<Placed<String>> {
    let mut words = fields.texts(key).unwrap_or_default();
    words.retain(|word| {
        if word.value.is_empty() {
            fields.diagnose(&word.bytes, Phrase::ValueKind { key: key.to_owned(), expected: Kind::Text });
        }
        !word.value.is_empty()
    });
    words
}

/// Whether an id of an entry is new among `ids`, or absent.
///
/// **Diagnoses** `id-bad`, `id-twice`.
fn is_new_id<T>(fields: &mut Fields<'_>, id: Option<&Placed<String>>, ids: &BTreeMap<String, T>) -> bool {
    let Some(id) = id else { return true };
    if !is_id(&id.value) {
        fields.diagnose(&id.bytes, Phrase::IdBad { value: id.value.clone() });
    }
    let is_taken = ids.contains_key(&id.value);
    if is_taken {
        fields.diagnose(&id.bytes, Phrase::IdTwice { id: id.value.clone() });
    }
    !is_taken
}

/// Whether `text` can be an id, and so a segment of an address: `[a-z0-9-]{1,40}` and no name of a device.
pub fn is_id(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !is_device(text)
}

/// The longest segment of an address, in bytes.
const LONGEST: usize = 100;

/// Whether `text` can be a segment of an address as it is: `[a-z0-9._-]`, at most 100 bytes, hidden on no system and a device on none.
pub fn is_segment(text: &str) -> bool {
    let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-'));
    let stem = text.split('.').next().unwrap_or_default();
    letters && (1..=LONGEST).contains(&text.len()) && !text.starts_with('.') && !text.ends_with('.') && !is_device(stem)
}

/// Whether Windows takes a name for a device, whatever ending follows: `con`, `com1`.
pub fn is_device(stem: &str) -> bool {
    let port =
        matches!(stem.get(..3), Some("com" | "lpt")) && stem.len() == 4 && stem.ends_with(|c: char| c.is_ascii_digit());
    port || matches!(stem, "con" | "prn" | "aux" | "nul")
}
