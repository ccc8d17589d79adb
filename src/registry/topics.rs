//! The topics: a vocabulary of two levels with trigger words, and the scorer over them.
//!
//! Never decides for a person: what the scorer finds is marked as derived wherever it is shown.
//! Start at [`Topics::of`]; the rule is `raw = Σ weight × (min(hits in the body, 3) + 6 × hits in the heading)`.

use std::collections::{BTreeMap, BTreeSet};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use serde::{Deserialize, Serialize};

use crate::diagnostic::nearest;
use crate::document::Document;

/// A topic, as an index into [`Topics::all`]. It does not leave the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u32);

/// A topic (主题).
#[derive(Debug, Clone)]
pub struct Topic {
    /// The id that addresses use.
    pub id: String,
    /// Label in the language of the site.
    pub label: String,
    /// The topic of the first level above it.
    pub parent: Option<TopicId>,
    /// What belongs here and what does not.
    pub note: Option<String>,
}

/// The vocabulary of a site.
#[derive(Debug, Default)]
pub struct Topics {
    /// The topics in the order of the file.
    pub all: Vec<Topic>,
    names: BTreeMap<String, TopicId>,
    scorer: Option<Scorer>,
}

/// What a trigger word says for which topics.
pub(super) type Votes = Vec<(TopicId, u32)>;

struct Scorer {
    matcher: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The votes of a pattern; none for a word that only blocks.
    votes: Vec<Votes>,
}

impl std::fmt::Debug for Scorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Scorer({} words)", self.votes.len())
    }
}

/// Weights of trigger words.
pub(super) const STRONG: u32 = 2;
pub(super) const WEAK: u32 = 1;
/// A hit in a heading counts as much as this many in the body: the author named the section.
const HEADING: u32 = 6;
/// More hits of one word in one body say nothing more.
const HITS: u32 = 3;
/// A section keeps topics that score at least this, and at least 35 % of its best.
const LEAST: u32 = 4;
/// A section keeps at most this many topics, a report at most [`PER_REPORT`].
const PER_SECTION: usize = 4;
const PER_REPORT: usize = 5;

impl Topics {
    /// Enters every topic under its id and, where no other has it, under its label.
    pub(super) fn enter(&mut self) {
        self.names.extend(self.all.iter().map(|topic| topic.id.clone()).zip(self.ids()));
        for (label, topic) in self.all.iter().map(|topic| topic.label.clone()).zip(self.ids()) {
            self.names.entry(label).or_insert(topic);
        }
    }

    /// Builds the scorer over trigger words; a word without votes only blocks.
    pub(super) fn complete(&mut self, words: BTreeMap<String, Votes>) {
        let matcher =
            CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(words.keys());
        // It refuses only an empty set, and then there is nothing to score.
        self.scorer = matcher.ok().map(|matcher| Scorer { matcher, votes: words.into_values().collect() });
    }

    /// The topic of an id that this vocabulary gave out.
    pub fn get(&self, topic: TopicId) -> &Topic {
        &self.all[topic.0 as usize]
    }

    /// All topics, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..self.all.len() as u32).map(TopicId)
    }

    /// The topics directly below `topic`; those of the first level for `None`.
    pub fn children(&self, topic: Option<TopicId>) -> impl Iterator<Item = TopicId> + '_ {
        self.ids().filter(move |&below| self.get(below).parent == topic)
    }

    /// The topic of an id or a label.
    pub fn find(&self, name: &str) -> Option<TopicId> {
        self.names.get(name).copied()
    }

    /// The id or label that a person probably meant.
    pub fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.names.keys().map(String::as_str))
    }

    /// The topics of a section with their scores, the best first; equal ones in the order of the vocabulary.
    pub fn of_section(&self, heading: &str, body: &str) -> Vec<(TopicId, u32)> {
        let mut scores: BTreeMap<TopicId, u32> = BTreeMap::new();
        let Some(scorer) = &self.scorer else { return Vec::new() };
        for (text, weight, most) in [(heading, HEADING, u32::MAX), (body, 1, HITS)] {
            let mut hits: BTreeMap<u32, u32> = BTreeMap::new();
            for hit in scorer.matcher.leftmost_find_iter(text) {
                *hits.entry(hit.value()).or_default() += 1;
            }
            for (word, n) in hits {
                for &(topic, vote) in &scorer.votes[word as usize] {
                    *scores.entry(topic).or_default() += vote * weight * n.min(most);
                }
            }
        }
        let mut scores: Vec<_> = scores.into_iter().collect();
        scores.sort_by_key(|&(topic, score)| (std::cmp::Reverse(score), topic));
        let best = scores.first().map_or(0, |&(_, score)| score);
        scores.retain(|&(_, score)| score >= LEAST && score * 100 >= best * 35);
        scores.truncate(PER_SECTION);
        scores
    }

    /// The topics of a report with the sum of their scores over its sections, the best first, at most five. Those `refused` for a
    /// section, by its number from 0 for the text before any heading, are not found in it.
    pub fn of(&self, document: &Document, refused: &BTreeSet<(usize, TopicId)>) -> Vec<(TopicId, u32)> {
        let mut sums: BTreeMap<TopicId, u32> = BTreeMap::new();
        if self.scorer.is_none() {
            return Vec::new();
        }
        for (section, (heading, body)) in sections(document).enumerate() {
            for (topic, score) in self.of_section(heading, body) {
                if !refused.contains(&(section, topic)) {
                    *sums.entry(topic).or_default() += score;
                }
            }
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|&(topic, score)| (std::cmp::Reverse(score), topic));
        sums.truncate(PER_REPORT);
        sums
    }
}

/// Each heading with its own text, without that of the headings below it; first the text before any heading.
fn sections(document: &Document) -> impl Iterator<Item = (&str, &str)> {
    let text = &*document.text;
    let starts = document.outline.iter().map(|heading| heading.bytes.start as usize);
    let ends = starts.chain([text.len()]);
    let headings = std::iter::once(0..0)
        .chain(document.outline.iter().map(|heading| heading.bytes.start as usize..heading.bytes.end as usize));
    headings.zip(ends).map(move |(heading, end)| {
        let body = text.get(heading.end..end).unwrap_or_default();
        (text.get(heading).unwrap_or_default(), body)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Language, Source};
    use crate::registry::topics_yaml::read;

    const VOCABULARY: &str = "topics:\n\
        - {id: dj, label: {zh-CN: 党的建设, en: Party}}\n\
        - {id: dj-zuzhi, label: 组织体系, parent: dj, strong: [组织体系], weak: [覆盖]}\n\
        - {id: dj-duiwu, label: 干部队伍, parent: dj, strong: [干部队伍]}\n\
        blocking: [全覆盖]\n";

    fn vocabulary(language: Language) -> Topics {
        let read = read(&Source { file: "content/topics.yaml".into(), text: VOCABULARY.into() }, language);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        read.value
    }

    #[test]
    fn the_heading_of_a_section_outweighs_its_body() {
        let topics = vocabulary(Language::ZhCn);
        let scores = |heading, body| -> Vec<(String, u32)> {
            topics.of_section(heading, body).into_iter().map(|(t, n)| (topics.get(t).id.clone(), n)).collect()
        };
        let expected = [("dj-zuzhi".to_owned(), 12), ("dj-duiwu".to_owned(), 6)];
        assert_eq!(scores("健全组织体系", "干部队伍、干部队伍、干部队伍、干部队伍"), expected);
        assert_eq!(scores("", "组织体系"), [], "one word is no topic");
        assert_eq!(scores("全覆盖", "全覆盖、全覆盖"), [], "a blocking word counts for nothing");
    }

    #[test]
    fn a_topic_is_known_by_id_and_by_the_label_of_the_language() {
        let topics = vocabulary(Language::En);
        assert_eq!(topics.find("Party"), topics.find("dj"));
        assert_eq!(topics.children(topics.find("dj")).count(), 2);
        assert_eq!(topics.nearest("干部队五").as_deref(), Some("干部队伍"));
    }
}
