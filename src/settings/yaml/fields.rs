//! Takes the keys of a map, each as what it must be, and says which keys are unknown.
//!
//! Never stops at the first mistake: a key that is wrong is absent, and the rest is read.
//! Start at [`Fields`].

use std::ops::Range;

use super::{Node, Placed, Value};
use crate::diagnostic::phrasebook::Kind;
use crate::diagnostic::{Diagnostic, Phrase, Place, Places, Source, nearest};
use crate::settings::Settings;
use crate::settings::audience::Audience;
use crate::text::date::Day;

/// The keys of one map, taken out one by one; what is left at the end is unknown.
#[derive(Debug)]
pub struct Fields<'a> {
    source: &'a Source,
    places: Places<'a>,
    bytes: Range<usize>,
    entries: Vec<(Placed<String>, Option<Node>)>,
    known: Vec<&'static str>,
    /// Whether the node was a map; what is none lacks nothing.
    is_map: bool,
    /// Everything that was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The keys of a node. A node that is no map has none, and that is diagnosed under the name `what`.
    ///
    /// **Diagnoses** `value-kind`.
    pub fn new(source: &'a Source, node: Node, what: &str) -> Self {
        let mut fields = Self {
            source,
            places: source.places(),
            bytes: node.bytes.clone(),
            entries: Vec::new(),
            known: Vec::new(),
            is_map: true,
            diagnostics: Vec::new(),
        };
        match node.value {
            Value::Map(entries) => fields.entries = entries.into_iter().map(|(key, node)| (key, Some(node))).collect(),
            Value::Null => {}
            _ => {
                fields.is_map = false;
                fields.wrong_kind(what, &node.bytes, Kind::Map);
            }
        }
        fields
    }

    /// The source that the keys stand in.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Where the map stands.
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.clone()
    }

    /// Where the value of a key stands that nobody has taken yet.
    pub fn place_of(&self, key: &str) -> Option<Range<usize>> {
        let (_, node) = self.entries.iter().find(|(name, _)| name.value == key)?;
        node.as_ref().map(|node| node.bytes.clone())
    }

    /// A place of the source.
    pub fn place(&mut self, bytes: Range<usize>) -> Place {
        self.places.place(bytes)
    }

    /// Adds a diagnostic at a place of the source.
    pub fn diagnose(&mut self, bytes: &Range<usize>, phrase: Phrase) {
        let place = self.place(bytes.clone());
        self.diagnostics.push(Diagnostic::at(place, phrase));
    }

    fn wrong_kind(&mut self, key: &str, bytes: &Range<usize>, expected: Kind) {
        self.diagnose(bytes, Phrase::ValueKind { key: key.to_owned(), expected });
    }

    /// The node of a key; `None` when it is absent or empty.
    pub fn node(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, node)| name.value == key && node.is_some())?;
        self.entries[at].1.take().filter(|node| node.value != Value::Null)
    }

    /// The text of a key that nobody has taken yet.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        match self.entries.iter().find(|(name, _)| name.value == key)?.1.as_ref()?.value {
            Value::Text(ref text) => Some(text),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let node = self.node(key)?;
        match node.value {
            Value::Text(value) => Some(Placed { value, bytes: node.bytes }),
            _ => {
                self.wrong_kind(key, &node.bytes, Kind::Text);
                None
            }
        }
    }

    /// A text; an empty one is as good as none.
    pub fn filled(&mut self, key: &'static str) -> Option<Placed<String>> {
        self.text(key).filter(|text| !text.value.is_empty())
    }

    /// A text that must not be empty.
    ///
    /// **Diagnoses** `key-missing`.
    pub fn required(&mut self, key: &'static str) -> Option<Placed<String>> {
        let known = self.diagnostics.len();
        let text = self.filled(key);
        // What is there and of the wrong kind is not missing.
        if text.is_none() && self.is_map && self.diagnostics.len() == known {
            let start = self.bytes.start;
            let line = self.source.text[start..].find('\n').map_or(self.bytes.end, |at| start + at);
            self.diagnose(&(start..line.min(self.bytes.end)), Phrase::KeyMissing { key });
        }
        text
    }

    /// A text, or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let node = self.node(key)?;
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            Value::Text(_) => vec![node],
            _ => {
                self.wrong_kind(key, &node.bytes, Kind::List);
                return None;
            }
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node.value {
                Value::Text(value) => texts.push(Placed { value, bytes: node.bytes }),
                _ => self.wrong_kind(key, &node.bytes, Kind::Text),
            }
        }
        Some(texts)
    }

    /// The nodes of a list.
    pub fn list(&mut self, key: &'static str) -> Vec<Node> {
        match self.node(key) {
            Some(Placed { value: Value::List(nodes), .. }) => nodes,
            Some(node) => {
                self.wrong_kind(key, &node.bytes, Kind::List);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// The keys and values of a map in the order of the file.
    pub fn map(&mut self, key: &'static str) -> Vec<(Placed<String>, Node)> {
        match self.node(key) {
            Some(Placed { value: Value::Map(entries), .. }) => entries,
            Some(node) => {
                self.wrong_kind(key, &node.bytes, Kind::Map);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// `true` or `false`.
    pub fn truth(&mut self, key: &'static str) -> Option<bool> {
        let text = self.text(key)?;
        match text.value.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.wrong_kind(key, &text.bytes, Kind::Truth);
                None
            }
        }
    }

    /// A whole number.
    pub fn number(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let text = self.text(key)?;
        match text.value.parse() {
            Ok(value) => Some(Placed { value, bytes: text.bytes }),
            Err(_) => {
                self.wrong_kind(key, &text.bytes, Kind::Number);
                None
            }
        }
    }

    /// A whole number of a range.
    ///
    /// **Diagnoses** `number-range`.
    pub fn within(&mut self, key: &'static str, least: i64, most: i64) -> Option<usize> {
        let number = self.number(key)?;
        if !(least..=most).contains(&number.value) {
            self.diagnose(&number.bytes, Phrase::NumberRange { key, least, most });
            return None;
        }
        usize::try_from(number.value).ok()
    }

    /// The keys of a node of this map.
    pub fn below(&self, node: Node, what: &str) -> Self {
        Self::new(self.source, node, what)
    }

    /// A date in one of the forms that people write.
    ///
    /// **Diagnoses** `date-bad`.
    pub fn day(&mut self, key: &'static str) -> Option<Day> {
        let text = self.text(key)?;
        let day = Day::parse(&text.value);
        if day.is_none() {
            self.diagnose(&text.bytes, Phrase::DateBad { value: text.value });
        }
        day
    }

    /// One of the words of a table; the number in it is returned.
    ///
    /// **Diagnoses** `value-unknown`.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, table: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key)?;
        if let Some((_, value)) = table.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let allowed = table.iter().map(|(word, _)| *word).collect();
        self.diagnose(
            &text.bytes,
            Phrase::ValueUnknown {
                key,
                nearest: nearest(&text.value, table.iter().map(|(word, _)| *word)),
                value: text.value,
                allowed,
            },
        );
        None
    }

    /// An audience by its name. What is no audience of the settings is for nobody, and of a key written twice the narrower counts.
    ///
    /// **Diagnoses** `audience-unknown`.
    pub fn audience(&mut self, key: &'static str, settings: &Settings) -> Option<Audience> {
        let mut narrowest = None;
        while let Some(node) = self.node(key) {
            let name = match node.value {
                Value::Text(name) => name,
                _ => self.source.text[node.bytes.clone()].lines().next().unwrap_or_default().to_owned(),
            };
            let audience = settings.audience(&name);
            if audience.is_none() {
                self.diagnose(&node.bytes, Phrase::AudienceUnknown { name, known: settings.audiences.clone() });
            }
            narrowest = narrowest.max(Some(audience.unwrap_or_default()));
        }
        narrowest
    }

    /// Whatever a person put under `extra`, as JSON text that themes see.
    pub fn extra(&mut self) -> Option<String> {
        self.node("extra").map(|node| json(&node).to_string())
    }

    /// Ends the reading: every key that nobody took is unknown.
    ///
    /// **Diagnoses** `key-unknown`.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let known = std::mem::take(&mut self.known);
        let left: Vec<Placed<String>> = self
            .entries
            .iter()
            .filter(|(key, _)| !known.contains(&key.value.as_str()))
            .map(|(key, _)| key.clone())
            .collect();
        for key in left {
            let near = nearest(&key.value, known.iter().copied());
            self.diagnose(&key.bytes, Phrase::KeyUnknown { key: key.value, nearest: near });
        }
        self.diagnostics
    }
}

/// The node as JSON: scalars are texts, but for plain truths and whole numbers. The depth is bounded by the reader.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => match text.parse::<i64>() {
            Ok(number) if number.to_string() == *text => number.into(),
            _ if text == "true" || text == "false" => (text == "true").into(),
            _ => text.as_str().into(),
        },
        Value::List(nodes) => nodes.iter().map(json).collect(),
        Value::Map(entries) => entries.iter().map(|(key, node)| (key.value.clone(), json(node))).collect(),
    }
}
