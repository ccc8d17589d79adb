//! Reads what a person wrote in YAML, keeps the place of every value, and collects everything that is wrong.
//!
//! Never guesses types: a scalar is the text that stands there, and the key that takes it says what it must be.
//! Start at [`read`], then take the keys out of a [`Fields`].

mod fields;

use std::collections::BTreeSet;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Places, Source};

pub use fields::Fields;

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
    let (places, offset) = (source.places(), range.start);
    let mut builder = Builder { places, offset, stack: Vec::new(), root: None, diagnostics: Vec::new() };
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
    places: Places<'a>,
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
            // Nobody means to write two, and the first would be lost without a word.
            Event::DocumentStart(..) if self.root.is_some() => {
                let phrase = Phrase::Yaml { message: "a second document begins here".to_owned() };
                return Err(Diagnostic::at(self.places.place(bytes), phrase));
            }
            Event::Alias(_) => return Err(Diagnostic::at(self.places.place(bytes), Phrase::YamlAlias)),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open, bytes: &Range<usize>) -> Result<(), Diagnostic> {
        if self.stack.len() == LEVELS {
            return Err(Diagnostic::at(self.places.place(bytes.clone()), Phrase::Limit { what: Limit::Nesting }));
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
                        let place = self.places.place(node.bytes.clone());
                        self.diagnostics.push(Diagnostic::at(place, Phrase::KeyTwice { key: name.clone() }));
                    }
                    *key = Some(Placed { value: name, bytes: node.bytes });
                }
            },
        }
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
            ("a: 1\n---\nb: 2\n", "yaml"),
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
