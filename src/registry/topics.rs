//! The topics: a vocabulary of two levels with trigger words, and the scorer over them.
//!
//! Never decides for a person: what the scorer finds is marked as derived wherever it is shown.
//! Start at [`Topics::of`]; the rule is `raw = Σ weight × (min(hits in the body, 3) + 6 × hits in the heading)`.

use std::collections::BTreeMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::is_id;
use crate::diagnostic::{Diagnosed, Diagnostic, Language, Phrase, Source, nearest};
use crate::document::Document;
use crate::settings::yaml::{self, Fields, Node, Placed, Value};

/// A topic, as an index into [`Topics::all`]. It does not leave the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
type Votes = Vec<(TopicId, u32)>;

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
const STRONG: u32 = 2;
const WEAK: u32 = 1;
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

    /// The topics of a report with the sum of their scores over its sections, the best first, at most five.
    pub fn of(&self, document: &Document) -> Vec<(TopicId, u32)> {
        let mut sums: BTreeMap<TopicId, u32> = BTreeMap::new();
        if self.scorer.is_none() {
            return Vec::new();
        }
        for (heading, body) in sections(document) {
            for (topic, score) in self.of_section(heading, body) {
                *sums.entry(topic).or_default() += score;
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

/// Reads `content/topics.yaml`.
///
/// **Diagnoses** what the YAML reader does, `id-bad`, `id-twice`, `parent-unknown`, `topic-depth`.
pub fn read(source: &Source, language: Language) -> Diagnosed<Topics> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let Some(node) = node.value else { return Diagnosed { value: Topics::default(), diagnostics } };
    let mut fields = Fields::new(source, node, "topics.yaml");
    let mut topics = Topics::default();
    let mut parents = Vec::new();
    let mut words: BTreeMap<String, Votes> = BTreeMap::new();
    for node in fields.list("topics") {
        topic(&mut fields, node, language, &mut topics, &mut parents, &mut words);
    }
    for word in fields.texts("blocking").unwrap_or_default() {
        words.insert(word.value, Vec::new());
    }
    diagnostics.extend(fields.finish());
    tie(source, &mut topics, parents, &mut diagnostics);
    words.retain(|word, _| !word.is_empty());
    let matcher =
        CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(words.keys());
    // It refuses only an empty set, and then there is nothing to score.
    topics.scorer = matcher.ok().map(|matcher| Scorer { matcher, votes: words.into_values().collect() });
    Diagnosed { value: topics, diagnostics }
}

fn topic(
    all: &mut Fields<'_>,
    node: Node,
    language: Language,
    topics: &mut Topics,
    parents: &mut Vec<Option<Placed<String>>>,
    words: &mut BTreeMap<String, Votes>,
) {
    let mut fields = Fields::new(all.source(), node, "topics");
    let id = fields.required("id");
    let label = label(&mut fields, language);
    let parent = fields.text("parent");
    let note = fields.text("note").map(|note| note.value);
    let triggers = [("strong", STRONG), ("weak", WEAK)].map(|(key, weight)| (fields.texts(key), weight));
    if let Some(id) = id {
        if !is_id(&id.value) {
            fields.diagnose(&id.bytes, Phrase::IdBad { value: id.value.clone() });
        }
        if topics.names.contains_key(&id.value) {
            fields.diagnose(&id.bytes, Phrase::IdTwice { id: id.value });
        } else {
            let number = TopicId(topics.all.len() as u32);
            let label = label.unwrap_or_else(|| id.value.clone());
            topics.names.insert(id.value.clone(), number);
            topics.names.entry(label.clone()).or_insert(number);
            topics.all.push(Topic { id: id.value, label, parent: None, note });
            parents.push(parent);
            for (trigger, weight) in
                triggers.into_iter().flat_map(|(t, w)| t.unwrap_or_default().into_iter().map(move |t| (t, w)))
            {
                words.entry(trigger.value).or_default().push((number, weight));
            }
        }
    }
    let found = fields.finish();
    all.diagnostics.extend(found);
}

/// A label is a text, or a text for each language.
fn label(fields: &mut Fields<'_>, language: Language) -> Option<String> {
    let node = fields.node("label")?;
    match node.value {
        Value::Text(text) => Some(text),
        _ => {
            let mut labels = Fields::new(fields.source(), node, "label");
            let zh = labels.text("zh-CN");
            let en = labels.text("en");
            let found = labels.finish();
            fields.diagnostics.extend(found);
            let (wanted, other) = if language == Language::En { (en, zh) } else { (zh, en) };
            wanted.or(other).map(|label| label.value)
        }
    }
}

fn tie(source: &Source, topics: &mut Topics, parents: Vec<Option<Placed<String>>>, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<String> = topics.all.iter().map(|topic| topic.id.clone()).collect();
    let named: Vec<Option<TopicId>> = parents
        .iter()
        .map(|parent| parent.as_ref().and_then(|name| ids.iter().position(|id| *id == name.value)))
        .map(|at| at.map(|at| TopicId(at as u32)))
        .collect();
    for (at, parent) in parents.into_iter().enumerate() {
        let Some(parent) = parent else { continue };
        let phrase = match named[at] {
            None => Phrase::ParentUnknown {
                nearest: nearest(&parent.value, ids.iter().map(String::as_str)),
                id: parent.value,
            },
            Some(above) if named[above.0 as usize].is_some() || above.0 as usize == at => Phrase::TopicDepth,
            above => {
                topics.all[at].parent = above;
                continue;
            }
        };
        diagnostics.push(Diagnostic::at(source.place(parent.bytes), phrase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_third_level_is_refused() {
        let text = "topics:\n- {id: a, label: 甲}\n- {id: b, label: 乙, parent: a}\n- {id: c, label: 丙, parent: b}\n- {id: d, label: 丁, parent: x}\n";
        let read = read(&Source { file: "content/topics.yaml".into(), text: text.into() }, Language::ZhCn);
        let codes: Vec<_> = read.diagnostics.iter().map(|d| d.phrase.code()).collect();
        assert_eq!(codes, ["topic-depth", "parent-unknown"]);
    }
}
