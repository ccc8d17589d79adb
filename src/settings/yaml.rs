//! Reads what a person wrote in YAML, keeps the place of every value, and collects everything that is wrong.
//!
//! Never guesses types: a scalar is the text that stands there, and the key that takes it says what it must be.
//! Start at [`read`], then take the keys out of a [`Fields`].

use std::collections::BTreeSet;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::phrasebook::{Kind, Limit};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Source, nearest};

/// How deep lists and maps may be nested.
const LEVELS: usize = 64;

/// A value and where it stands, in bytes of its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub bytes: Range<usize>,
}

/// A node of YAML.
pub type Node = Placed<Value>;

/// What stands at a node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar as written, quotation marks and escapes resolved.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Placed<String>, Node)>),
}

/// Reads `range` of a source as one YAML document.
///
/// **Diagnoses** `yaml`, `yaml-alias`, `limit`, `key-twice`. The value is `None` when the text cannot be read or holds nothing.
pub fn read(source: &Source, range: Range<usize>) -> Diagnosed<Option<Node>> {
    let mut builder = Builder { source, offset: range.start, stack: Vec::new(), root: None, diagnostics: Vec::new() };
    let text = &source.text[range.clone()];
    for next in Parser::new_from_str(text) {
        let step = match next {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0)),
            Err(error) => Err(broken(source, &range, &error)),
        };
        if let Err(diagnostic) = step {
            builder.diagnostics.push(diagnostic);
            return Diagnosed { value: None, diagnostics: builder.diagnostics };
        }
    }
    Diagnosed { value: builder.root, diagnostics: builder.diagnostics }
}

/// What stopped the parser. A `*` before a value is almost always a mask in an unquoted title, of which the
/// parser would only say that an anchor is unknown.
fn broken(source: &Source, range: &Range<usize>, error: &ScanError) -> Diagnostic {
    let at = (range.start + error.marker().byte_offset().unwrap_or(0)).min(range.end);
    let character = source.text[at..range.end].chars().next();
    let phrase = match error.kind() {
        ErrorKind::RecursionLimitExceeded => Phrase::Limit { what: Limit::Nesting },
        _ if character == Some('*') => Phrase::YamlAlias,
        _ => Phrase::Yaml { message: error.info() },
    };
    Diagnostic::at(source.place(at..at + character.map_or(0, char::len_utf8)), phrase)
}

/// Builds the tree from events, without recursion.
struct Builder<'a> {
    source: &'a Source,
    offset: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

enum Open {
    List { from: usize, items: Vec<Node> },
    Map { from: usize, entries: Vec<(Placed<String>, Node)>, key: Option<Placed<String>>, seen: BTreeSet<String> },
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Diagnostic> {
        let bytes = self.offset + span.start..self.offset + span.end;
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let null = plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Text(text.trim().to_owned()) };
                self.place(Placed { value, bytes });
            }
            Event::SequenceStart(..) => self.open(Open::List { from: bytes.start, items: Vec::new() }, &bytes)?,
            Event::MappingStart(..) => {
                let (entries, key, seen) = (Vec::new(), None, BTreeSet::new());
                self.open(Open::Map { from: bytes.start, entries, key, seen }, &bytes)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            Event::Alias(_) => return Err(Diagnostic::at(self.source.place(bytes), Phrase::YamlAlias)),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open, bytes: &Range<usize>) -> Result<(), Diagnostic> {
        if self.stack.len() == LEVELS {
            return Err(Diagnostic::at(self.source.place(bytes.clone()), Phrase::Limit { what: Limit::Nesting }));
        }
        self.stack.push(open);
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let node = match self.stack.pop() {
            Some(Open::List { from, items }) => Placed { value: Value::List(items), bytes: from..end },
            Some(Open::Map { from, entries, .. }) => Placed { value: Value::Map(entries), bytes: from..end },
            None => return,
        };
        self.place(node);
    }

    fn place(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, seen, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let name = match node.value {
                        Value::Text(text) => text,
                        _ => String::new(),
                    };
                    if !seen.insert(name.clone()) {
                        let place = self.source.place(node.bytes.clone());
                        self.diagnostics.push(Diagnostic::at(place, Phrase::KeyTwice { key: name.clone() }));
                    }
                    *key = Some(Placed { value: name, bytes: node.bytes });
                }
            },
        }
    }
}

/// The keys of one map, taken out one by one; what is left at the end is unknown.
#[derive(Debug)]
pub struct Fields<'a> {
    source: &'a Source,
    bytes: Range<usize>,
    entries: Vec<(Placed<String>, Option<Node>)>,
    known: Vec<&'static str>,
    /// Everything that was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The keys of a node. A node that is no map has none, and that is diagnosed under the name `what`.
    ///
    /// **Diagnoses** `value-kind`.
    pub fn new(source: &'a Source, node: Node, what: &str) -> Self {
        let mut fields =
            Self { source, bytes: node.bytes.clone(), entries: Vec::new(), known: Vec::new(), diagnostics: Vec::new() };
        match node.value {
            Value::Map(entries) => fields.entries = entries.into_iter().map(|(key, node)| (key, Some(node))).collect(),
            Value::Null => {}
            _ => fields.wrong_kind(what, &node.bytes, Kind::Map),
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

    /// Adds a diagnostic at a place of the source.
    pub fn diagnose(&mut self, bytes: &Range<usize>, phrase: Phrase) {
        self.diagnostics.push(Diagnostic::at(self.source.place(bytes.clone()), phrase));
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

    /// A text that must not be empty.
    ///
    /// **Diagnoses** `key-missing`.
    pub fn required(&mut self, key: &'static str) -> Option<Placed<String>> {
        let text = self.text(key).filter(|text| !text.value.is_empty());
        if text.is_none() {
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

/// The node as JSON: scalars are texts, but for plain truths and whole numbers. The depth is bounded by [`LEVELS`].
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

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { file: "a.yaml".into(), text: text.into() }
    }

    fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
        diagnostics.iter().map(|d| d.phrase.code()).collect()
    }

    #[test]
    fn values_keep_their_places() {
        let source = source("标题: 汇编\n列: [甲, '乙: 丙']\n");
        let node = read(&source, 0..source.text.len());
        assert!(node.diagnostics.is_empty());
        let Some(Placed { value: Value::Map(entries), .. }) = node.value else { panic!("no map") };
        assert_eq!(&source.text[entries[0].1.bytes.clone()], "汇编");
        let Value::List(items) = &entries[1].1.value else { panic!("no list") };
        assert_eq!(items[1].value, Value::Text("乙: 丙".to_owned()));
    }

    #[test]
    fn hostile_yaml_ends_in_one_diagnostic() {
        for (text, code) in [
            ("title: ***关于工作的报告\n", "yaml-alias"),
            ("a: &x 1\nb: *x\n", "yaml-alias"),
            (&*"[".repeat(60_000), "limit"),
            (&*"{a: ".repeat(15_000), "limit"),
            ("a: [1, 2\n", "yaml"),
            ("\u{1}: 2", "yaml"),
        ] {
            let source = source(text);
            let read = read(&source, 0..source.text.len());
            assert_eq!(codes(&read.diagnostics), [code], "{}", &text[..text.len().min(40)]);
        }
    }

    #[test]
    fn what_nobody_takes_is_unknown() {
        let source = source("titel: 甲\ntitle: 乙\ntitle: 丙\nweight: 轻\n");
        let read = read(&source, 0..source.text.len());
        let mut fields = Fields::new(&source, read.value.expect("a map"), "front matter");
        assert_eq!(fields.text("title").map(|t| t.value).as_deref(), Some("乙"));
        assert_eq!(fields.number("weight"), None);
        let all: Vec<_> = read.diagnostics.into_iter().chain(fields.finish()).collect();
        assert_eq!(codes(&all), ["key-twice", "value-kind", "key-unknown"]);
        assert!(matches!(&all[2].phrase, Phrase::KeyUnknown { nearest: Some(n), .. } if n == "title"));
    }
}
