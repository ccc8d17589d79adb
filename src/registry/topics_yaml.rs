//! Reads `content/topics.yaml` into [`Topics`], and finds everything that is wrong with it.
//!
//! Never scores a text; that is `topics`.
//! Start at [`read`].

use std::collections::{BTreeMap, BTreeSet};

use super::topics::{STRONG, Topic, TopicId, Topics, Votes, WEAK};
use super::{SUGGESTIONS, is_new_id, words};
use crate::diagnostic::{Diagnosed, Language, Phrase, Source, nearest};
use crate::settings::yaml::{self, Fields, Node, Placed, Value};

/// Reads `content/topics.yaml`; labels in `language`.
///
/// **Diagnoses** what the YAML reader does, `id-bad`, `id-twice`, `label-taken`, `parent-unknown`, `topic-depth`,
/// `trigger-twice`, `blocking-taken`.
pub fn read(source: &Source, language: Language) -> Diagnosed<Topics> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let Some(node) = node.value else { return Diagnosed { value: Topics::default(), diagnostics } };
    let mut fields = Fields::new(source, node, "topics.yaml");
    let mut reading = Reading {
        language,
        topics: Topics::default(),
        ids: BTreeMap::new(),
        parents: Vec::new(),
        labels: Vec::new(),
        votes: BTreeMap::new(),
    };
    for node in fields.list("topics") {
        reading.topic(&mut fields, node);
    }
    reading.claim_labels(&mut fields);
    reading.block(&mut fields);
    reading.tie(&mut fields);
    diagnostics.extend(fields.finish());
    reading.topics.complete(reading.votes);
    Diagnosed { value: reading.topics, diagnostics }
}

struct Reading {
    language: Language,
    topics: Topics,
    ids: BTreeMap<String, TopicId>,
    parents: Vec<Option<Placed<String>>>,
    labels: Vec<Option<Placed<String>>>,
    votes: BTreeMap<String, Votes>,
}

impl Reading {
    fn topic(&mut self, all: &mut Fields<'_>, node: Node) {
        let mut fields = Fields::new(all.source(), node, "topics");
        let id = fields.required("id");
        let label = label(&mut fields, self.language);
        let parent = fields.filled("parent");
        let note = fields.text("note").map(|note| note.value);
        let triggers = triggers(&mut fields);
        let is_new = is_new_id(&mut fields, id.as_ref(), &self.ids);
        all.diagnostics.extend(fields.finish());
        let Some(id) = id.filter(|_| is_new) else { return };
        let name = label.as_ref().map_or_else(|| id.value.clone(), |label| label.value.clone());
        let number = TopicId(self.topics.all.len() as u32);
        self.ids.insert(id.value.clone(), number);
        self.topics.all.push(Topic { id: id.value, label: name, parent: None, note });
        self.parents.push(parent);
        self.labels.push(label);
        for (trigger, weight) in triggers {
            self.votes.entry(trigger).or_default().push((number, weight));
        }
    }

    /// A label means one topic, and no label is the id of another.
    fn claim_labels(&mut self, all: &mut Fields<'_>) {
        self.topics.enter();
        for (number, label) in self.topics.ids().zip(&self.labels) {
            let Some(label) = label else { continue };
            let holder = self.topics.find(&label.value).filter(|&holder| holder != number);
            if let Some(holder) = holder {
                let by = self.topics.get(holder).id.clone();
                all.diagnose(&label.bytes, Phrase::LabelTaken { label: label.value.clone(), by });
            }
        }
    }

    /// A word that blocks takes the text in which it stands, and so it cannot vote.
    fn block(&mut self, all: &mut Fields<'_>) {
        for word in words(all, "blocking") {
            let votes = self.votes.insert(word.value.clone(), Vec::new()).unwrap_or_default();
            if let Some(&(topic, _)) = votes.first() {
                let by = self.topics.get(topic).id.clone();
                all.diagnose(&word.bytes, Phrase::BlockingTaken { word: word.value, by });
            }
        }
    }

    /// Resolves the parents, now that all ids are known.
    fn tie(&mut self, all: &mut Fields<'_>) {
        let topics = &self.topics;
        let named: Vec<Option<TopicId>> =
            self.parents.iter().map(|parent| self.ids.get(&parent.as_ref()?.value).copied()).collect();
        let mut parents = vec![None; named.len()];
        let mut unknown = 0;
        for (at, parent) in self.parents.iter().enumerate() {
            let Some(Placed { value, bytes }) = parent else { continue };
            match named[at] {
                None => {
                    // They may have written the label.
                    let labelled = topics.find(value).map(|topic| topics.get(topic).id.clone());
                    unknown += 1;
                    let similar = || nearest(value, self.ids.keys().map(String::as_str));
                    let nearest = labelled.or_else(|| (unknown <= SUGGESTIONS).then(similar).flatten());
                    all.diagnose(bytes, Phrase::ParentUnknown { id: value.clone(), nearest });
                }
                Some(above) if named[above.0 as usize].is_some() || above.0 as usize == at => {
                    all.diagnose(bytes, Phrase::TopicDepth);
                }
                above => parents[at] = above,
            }
        }
        for (topic, parent) in self.topics.all.iter_mut().zip(parents) {
            topic.parent = parent;
        }
    }
}

/// The trigger words with their weights. A word stands in a topic once.
fn triggers(fields: &mut Fields<'_>) -> Vec<(String, u32)> {
    let mut seen = BTreeSet::new();
    let mut triggers = Vec::new();
    for (key, weight) in [("strong", STRONG), ("weak", WEAK)] {
        for word in words(fields, key) {
            if seen.insert(word.value.clone()) {
                triggers.push((word.value, weight));
            } else {
                fields.diagnose(&word.bytes, Phrase::TriggerTwice { word: word.value });
            }
        }
    }
    triggers
}

/// A label is a text, or a text for each language.
fn label(fields: &mut Fields<'_>, language: Language) -> Option<Placed<String>> {
    let node = fields.node("label")?;
    let label = match node.value {
        Value::Text(value) => Some(Placed { value, bytes: node.bytes }),
        _ => {
            let mut labels = Fields::new(fields.source(), node, "label");
            let zh = labels.text("zh-CN");
            let en = labels.text("en");
            let found = labels.finish();
            fields.diagnostics.extend(found);
            let (wanted, other) = if language == Language::En { (en, zh) } else { (zh, en) };
            wanted.or(other)
        }
    };
    label.filter(|label| !label.value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(list: &str) -> Vec<&'static str> {
        let source = Source { file: "content/topics.yaml".into(), text: format!("topics:\n{list}\n").into() };
        read(&source, Language::ZhCn).diagnostics.iter().map(|d| d.phrase.code()).collect()
    }

    #[test]
    fn each_mistake_is_found_at_its_place() {
        let cases: [(&str, &[&str]); 11] = [
            (
                "- {id: a, label: 甲}\n- {id: b, label: 乙, parent: a}\n- {id: c, label: 丙, parent: b}\n- {id: d, label: 丁, parent: x}",
                &["topic-depth", "parent-unknown"],
            ),
            ("- {id: a, label: 甲, parent: a}", &["topic-depth"]),
            ("- {id: a, label: 甲}\n- {id: a, label: 乙}", &["id-twice"]),
            ("- {id: A, label: 甲}", &["id-bad"]),
            ("- {label: 甲}", &["key-missing"]),
            ("- {id: a, label: 甲}\n- {id: b, label: 甲}", &["label-taken"]),
            ("- {id: a, label: b}\n- {id: b, label: 乙}", &["label-taken"]),
            ("- {id: a, label: a}\n- {id: b}", &[]),
            (
                "- {id: a, label: 甲, strong: [子, ''], weak: [子, 丑, 丑], stong: [寅]}",
                &["value-kind", "trigger-twice", "trigger-twice", "key-unknown"],
            ),
            ("- {id: a, label: {zh: 甲, en: 3}, strong: {x: y}}", &["key-unknown", "value-kind"]),
            (
                "- {id: a, strong: [子]}\n- {id: b, weak: [子, 丑]}\nblocking: [丑, 子丑, [寅]]",
                &["value-kind", "blocking-taken"],
            ),
        ];
        for (list, expected) in cases {
            assert_eq!(codes(list), expected, "{list}");
        }
    }

    #[test]
    fn a_label_where_an_id_belongs_is_understood() {
        let text = "topics:\n- {id: dj, label: 党的建设}\n- {id: b, parent: 党的建设}\n";
        let read = read(&Source { file: "content/topics.yaml".into(), text: text.into() }, Language::ZhCn);
        assert!(matches!(&read.diagnostics[0].phrase, Phrase::ParentUnknown { nearest: Some(id), .. } if id == "dj"));
    }
}
