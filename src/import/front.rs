//! The front matter of an imported report, key by key in the order of the schema.
//!
//! Never writes a key that the file had already: what a person wrote stays as it is.
//! Start at [`Front`].

use super::Found;
use super::facts::Fact;
use super::title::Title;
use super::yaml::{quote, scalar};
use crate::registry::units::{UnitId, Units};
use crate::text::peel::Peeled;

/// A front matter in the making.
pub(super) struct Front {
    text: String,
    /// The keys that the file had.
    known: Vec<String>,
    /// What was found, in the order of the keys.
    found: Vec<Found>,
}

impl Front {
    /// Begins with the front matter that the file had and its keys.
    pub(super) fn new(own: Option<(&str, &[String])>) -> Self {
        let (text, known) = own.map_or((String::new(), Vec::new()), |(text, keys)| (text.to_owned(), keys.to_vec()));
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        Self { text: text + end, known, found: Vec::new() }
    }

    fn knows(&self, key: &str) -> bool {
        self.known.iter().any(|known| known == key)
    }

    /// Writes a key with a value that is YAML already.
    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(&format!("{key}: {value}\n"));
    }

    /// Writes a key that the document gave, with a value that is YAML already.
    fn found(&mut self, key: &'static str, value: String, evidence: &'static str, is_certain: bool) {
        self.line(key, &value);
        self.found.push(Found { key, value, evidence, is_certain });
    }

    /// A fact: its value, the word for its evidence, and whether the report says so itself.
    pub(super) fn fact(&mut self, key: &'static str, fact: Option<(String, &'static str, bool)>) {
        let Some((value, evidence, certain)) = fact.filter(|_| !self.knows(key)) else { return };
        // A year and a date are written bare, as people write them; neither can be read as anything else.
        let bare = matches!(key, "year" | "date" | "period");
        self.found(key, if bare { value } else { scalar(&value) }, evidence, certain);
    }

    pub(super) fn title(&mut self, title: &Title) {
        self.fact("title", Some((title.text.clone(), title.source, title.source == "text")));
        if let Some(subtitle) = title.subtitle.as_ref().filter(|_| !self.knows("subtitle")) {
            self.found("subtitle", scalar(subtitle), "text", true);
        }
    }

    pub(super) fn units(&mut self, found: Option<&Fact<Vec<UnitId>>>, units: &Units) {
        let Some(found) = found else { return };
        let ids: Vec<&str> = found.value.iter().map(|&unit| units.get(unit).id.as_str()).collect();
        match ids.as_slice() {
            [one] => self.fact("unit", Some(((*one).to_owned(), found.source, found.certain))),
            several if !self.knows("unit") => {
                self.found("unit", list(several.iter().copied()), found.source, found.certain);
            }
            _ => {}
        }
    }

    /// Units that the registry does not know, by the names that the document gives them.
    pub(super) fn named(&mut self, found: Option<&Fact<Vec<String>>>) {
        let Some(found) = found.filter(|_| !self.knows("unit")) else { return };
        let value = match found.value.as_slice() {
            [one] => scalar(one),
            several => list(several.iter().map(String::as_str)),
        };
        self.found("unit", value, found.source, found.certain);
    }

    /// What stands around the body of an official document.
    pub(super) fn peeled(&mut self, peeled: &Peeled) {
        let texts = [("number", &peeled.number), ("secrecy", &peeled.secrecy), ("openness", &peeled.openness)];
        for (key, text) in texts {
            self.fact(key, text.clone().map(|text| (text, "", true)));
        }
        for (key, texts) in [("recipients", &peeled.recipients), ("copies", &peeled.copies)] {
            if !texts.is_empty() && !self.knows(key) {
                self.found(key, list(texts.iter().map(String::as_str)), "", true);
            }
        }
    }

    /// Topics that a person gave.
    pub(super) fn topics<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        if !self.knows("topics") {
            self.found("topics", list(ids), "decision", true);
        }
    }

    /// Topics that the text speaks of: no report names its topics itself.
    pub(super) fn inferred_topics<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        let mut ids = ids.peekable();
        if ids.peek().is_some() && !self.knows("topics") {
            self.found("topics", list(ids), "text", false);
        }
    }

    pub(super) fn source(&mut self, file: &str, sha256: &str) {
        if !self.knows("source") {
            self.line("source", &format!("{{file: {}, sha256: {}}}", quote(file), quote(sha256)));
        }
    }

    /// The front matter, and what was found.
    pub(super) fn finish(mut self) -> (String, Vec<Found>) {
        let inferred = self.found.iter().filter(|found| !found.is_certain);
        let entries: Vec<String> = inferred.map(|found| format!("{}: {}", found.key, found.evidence)).collect();
        if !entries.is_empty() && !self.knows("inferred") {
            self.line("inferred", &format!("{{{}}}", entries.join(", ")));
        }
        (self.text, self.found)
    }
}

/// A list in one line.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(nested).collect::<Vec<_>>().join(", "))
}

/// A scalar inside `[…]` or `{…}`, where commas and brackets have a meaning too.
fn nested(text: &str) -> String {
    let plain = scalar(text);
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || crate::text::is_han(c);
    if plain == text && text.chars().all(fit) { plain } else { quote(text) }
}
