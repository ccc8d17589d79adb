//! The topics of a report: what a person gave, what a person decided of its sections, and what its text speaks of.
//!
//! Never marks as derived what a person said.
//! Start at [`topics`].

use super::decisions::said_of_sections;
use super::front::Meta;
use super::{Input, ReportTopic};
use crate::document::Document;
use crate::registry::topics::TopicId;

/// The topics of a report.
///
/// A topic that was refused for a section is found in that section no longer. Where the importer wrote the topics and nobody
/// confirmed them, it is struck from them too, unless another section is about it. What a person gave, no decision takes away.
pub(super) fn topics(input: &Input<'_>, meta: &Meta, document: &Document) -> Vec<ReportTopic> {
    let (refused, accepted) = said_of_sections(document, input.with.decisions);
    let found = || input.with.registry.topics.of(document, &refused).into_iter().map(|(topic, _)| topic);
    // What the importer found and nobody confirmed is derived, wherever it stands.
    let inferred = meta.inferred.iter().any(|(key, _)| key == "topics");
    let first: Vec<TopicId> = match (meta.topics_given, inferred) {
        (false, _) => found().collect(),
        (true, false) => meta.topics.clone(),
        (true, true) => {
            let struck = |topic: TopicId| refused.iter().any(|&(_, refused)| refused == topic);
            let found: Vec<TopicId> = if refused.is_empty() { Vec::new() } else { found().collect() };
            meta.topics.iter().copied().filter(|&topic| !struck(topic) || found.contains(&topic)).collect()
        }
    };
    let derived = |topic: TopicId| (!meta.topics_given || inferred) && !accepted.contains(&topic);
    let further = accepted.iter().copied().filter(|topic| !first.contains(topic));
    let all = first.iter().copied().chain(further);
    all.map(|topic| ReportTopic { topic, derived: derived(topic) }).collect()
}
