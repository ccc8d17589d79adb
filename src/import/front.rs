//! The front matter of an imported report, key by key in the order of the schema.
//!
//! Never writes a key that the file had already: what a person wrote stays as it is.
//! Start at [`Front`].

use super::facts::Fact;
use super::markdown::{quote, scalar};
use super::title::Title;
use crate::registry::units::{UnitId, Units};
use crate::text::peel::Peeled;

/// A front matter in the making.
pub(super) struct Front {
    text: String,
    /// The keys that the file had.
    known: Vec<String>,
    /// Key and word for the evidence of what was inferred.
    inferred: Vec<(&'static str, &'static str)>,
}

impl Front {
    /// Begins with the front matter that the file had and its keys.
    pub(super) fn new(own: Option<(&str, &[String])>) -> Self {
        let (text, known) = own.map_or((String::new(), Vec::new()), |(text, keys)| (text.to_owned(), keys.to_vec()));
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        Self { text: text + end, known, inferred: Vec::new() }
    }

    fn knows(&self, key: &str) -> bool {
        self.known.iter().any(|known| known == key)
    }

    /// Writes a key with a value that is YAML already.
    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(&format!("{key}: {value}\n"));
    }

    /// A fact: its value, the word for its evidence, and whether the report says so itself.
    pub(super) fn fact(&mut self, key: &'static str, fact: Option<(String, &'static str, bool)>) {
        let Some((value, evidence, certain)) = fact.filter(|_| !self.knows(key)) else { return };
        // A year and a date are written bare, as people write them; neither can be read as anything else.
        let bare = matches!(key, "year" | "date" | "period");
        self.line(key, &if bare { value } else { scalar(&value) });
        if !certain {
            self.inferred.push((key, evidence));
        }
    }

    pub(super) fn title(&mut self, title: &Title) {
        self.fact("title", Some((title.text.clone(), title.source, title.source == "text")));
        if let Some(subtitle) = title.subtitle.as_ref().filter(|_| !self.knows("subtitle")) {
            self.line("subtitle", &scalar(subtitle));
        }
    }

    pub(super) fn units(&mut self, found: Option<&Fact<Vec<UnitId>>>, units: &Units) {
        let Some(found) = found else { return };
        let ids: Vec<&str> = found.value.iter().map(|&unit| units.get(unit).id.as_str()).collect();
        match ids.as_slice() {
            [one] => self.fact("unit", Some(((*one).to_owned(), found.source, found.certain))),
            several if !self.knows("unit") => {
                self.line("unit", &list(several.iter().copied()));
                if !found.certain {
                    self.inferred.push(("unit", found.source));
                }
            }
            _ => {}
        }
    }

    /// What stands around the body of an official document.
    pub(super) fn peeled(&mut self, peeled: &Peeled) {
        let texts = [("number", &peeled.number), ("secrecy", &peeled.secrecy), ("openness", &peeled.openness)];
        for (key, text) in texts {
            self.fact(key, text.clone().map(|text| (text, "", true)));
        }
        for (key, texts) in [("recipients", &peeled.recipients), ("copies", &peeled.copies)] {
            if !texts.is_empty() && !self.knows(key) {
                self.line(key, &list(texts.iter().map(String::as_str)));
            }
        }
    }

    /// Topics that a person gave.
    pub(super) fn topics<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        if !self.knows("topics") {
            self.line("topics", &list(ids));
        }
    }

    /// Topics that the text speaks of: no report names its topics itself.
    pub(super) fn inferred_topics<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        let mut ids = ids.peekable();
        if ids.peek().is_some() && !self.knows("topics") {
            self.topics(ids);
            self.inferred.push(("topics", "text"));
        }
    }

    pub(super) fn source(&mut self, file: &str, sha256: &str) {
        if !self.knows("source") {
            self.line("source", &format!("{{file: {}, sha256: {}}}", quote(file), quote(sha256)));
        }
    }

    /// The front matter, and what was inferred.
    pub(super) fn finish(mut self) -> (String, Vec<(&'static str, &'static str)>) {
        let inferred = std::mem::take(&mut self.inferred);
        if !inferred.is_empty() && !self.knows("inferred") {
            let entries: Vec<String> = inferred.iter().map(|(key, evidence)| format!("{key}: {evidence}")).collect();
            self.line("inferred", &format!("{{{}}}", entries.join(", ")));
        }
        (self.text, inferred)
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
