//! `content/decisions.yaml`: what a person said of something that the program derived.
//!
//! Never decides anything itself, and hands to a report only what was said of it.
//! Start at [`Decisions`]; [`read`](reading::read) takes them in.

pub mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::GlobMatcher;

use super::Report;
use crate::diagnostic::{Diagnostic, Phrase, Place};
use crate::document::Document;
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// Everything that was decided, entries in the order of the file.
#[derive(Debug, Default)]
pub struct Decisions {
    /// What becomes of files at every import.
    pub imports: Vec<ImportDecision>,
    /// Topics of sections, by report.
    pub topics: BTreeMap<Arc<str>, Vec<TopicDecision>>,
    /// Names in the text.
    pub mentions: Vec<MentionDecision>,
    /// Problems and the measures against them.
    pub pairs: Vec<PairDecision>,
    /// Passages that say the same.
    pub same: Vec<SameDecision>,
    /// Every passage that was decided upon, by report.
    passages: BTreeMap<Arc<str>, Vec<Named>>,
}

/// A passage of a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Passage {
    /// The file of the report from the root of the site.
    pub report: Arc<str>,
    /// The anchor of a heading or a paragraph.
    pub anchor: String,
}

/// Whether a section is about a topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopicDecision {
    /// The anchor of the heading above the section, or of a paragraph in it.
    pub anchor: String,
    /// The topic.
    pub topic: TopicId,
    /// Whether it is; else the program was wrong.
    pub is: bool,
}

/// What a name in a paragraph stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionDecision {
    /// The paragraph.
    pub at: Passage,
    /// The name as written.
    pub text: String,
    /// The id of the unit; `None` when it names none.
    pub unit: Option<String>,
}

/// Which measure answers a problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PairDecision {
    /// The passage that states the problem.
    pub problem: Passage,
    /// The passage of the same report that states the measure; `None` when there is none.
    pub measure: Option<Passage>,
}

/// Whether two passages say the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SameDecision {
    /// One passage.
    pub a: Passage,
    /// The other.
    pub b: Passage,
    /// Whether they do.
    pub is: bool,
}

/// What becomes of the files with certain names at an import.
#[derive(Debug)]
pub struct ImportDecision {
    files: GlobMatcher,
    /// Whether the folders of a file are looked at too, and not its name alone.
    with_folders: bool,
    decided: Decided,
}

/// What was decided of a file that is imported. What is absent is left to the importer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// The reporting units.
    pub units: Option<Vec<UnitId>>,
    /// The year or years, as the front matter writes them.
    pub year: Option<String>,
    /// 文种.
    pub kind: Option<&'static str>,
    /// The topics.
    pub topics: Option<Vec<TopicId>>,
    /// The name of the audience.
    pub audience: Option<String>,
    /// Whether the file is left out.
    pub skip: Option<bool>,
}

/// A passage that a decision names, and where it names it.
#[derive(Debug)]
struct Named {
    anchor: String,
    /// A text that must stand in the passage.
    text: Option<String>,
    place: Place,
}

impl Decisions {
    /// What was said of the topics of a report.
    pub fn topics_of(&self, report: &str) -> &[TopicDecision] {
        self.topics.get(report).map_or(&[], Vec::as_slice)
    }

    /// The decisions on a report that have lost their passage: the author changed it since.
    ///
    /// **Diagnoses** `decision-lost`.
    pub fn lost(&self, report: &Report) -> Vec<Diagnostic> {
        let Some(named) = self.passages.get(&report.file) else { return Vec::new() };
        let passages = passages(&report.body);
        let is_lost = |named: &&Named| {
            let text = passages.get(&*named.anchor);
            text.is_none_or(|text| named.text.as_ref().is_some_and(|part| !text.contains(&**part)))
        };
        let lost = named.iter().filter(is_lost);
        lost.map(|named| Diagnostic::at(named.place.clone(), Phrase::DecisionLost { anchor: named.anchor.clone() }))
            .collect()
    }

    /// What was decided of the file of this name, which has the folders in which it was handed over. Of two decisions on one
    /// matter the later counts.
    pub fn of_file(&self, file: &str) -> Decided {
        let name = file.rsplit('/').next().unwrap_or_default();
        let mut all = Decided::default();
        for decision in &self.imports {
            if decision.files.is_match(if decision.with_folders { file } else { name }) {
                let Decided { units, year, kind, topics, audience, skip } = decision.decided.clone();
                all.units = units.or(all.units);
                all.year = year.or(all.year);
                all.kind = kind.or(all.kind);
                all.topics = topics.or(all.topics);
                all.audience = audience.or(all.audience);
                all.skip = skip.or(all.skip);
            }
        }
        all
    }
}

/// The passages of a body: anchor and text.
fn passages(document: &Document) -> BTreeMap<&str, &str> {
    let headings = document.outline.iter().map(|heading| (&*heading.anchor, document.at(&heading.bytes)));
    headings
        .chain(document.paragraphs.iter().map(|paragraph| (&*paragraph.anchor, document.at(&paragraph.bytes))))
        .collect()
}

/// The sections that were said not to be about a topic, by their number: 0 is the text before any heading. And the topics that
/// sections were said to be about, in the order in which that was said. A decision that lost its passage says nothing.
pub(super) fn said_of_sections(
    document: &Document,
    decisions: &[TopicDecision],
) -> (BTreeSet<(usize, TopicId)>, Vec<TopicId>) {
    let (mut refused, mut accepted) = (BTreeSet::new(), Vec::new());
    for decision in decisions {
        let Some(section) = section(document, &decision.anchor) else { continue };
        // The later of two on one matter counts.
        accepted.retain(|&known| known != (section, decision.topic));
        refused.remove(&(section, decision.topic));
        if decision.is {
            accepted.push((section, decision.topic));
        } else {
            refused.insert((section, decision.topic));
        }
    }
    let mut topics: Vec<TopicId> = Vec::new();
    for (_, topic) in accepted {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    (refused, topics)
}

/// The number of the section in which an anchor stands.
fn section(document: &Document, anchor: &str) -> Option<usize> {
    let heading = document.outline.iter().position(|heading| &*heading.anchor == anchor).map(|at| at + 1);
    heading.or_else(|| {
        let paragraph = document.paragraphs.iter().find(|paragraph| &*paragraph.anchor == anchor)?;
        Some(paragraph.under.map_or(0, |under| under as usize + 1))
    })
}
