//! 待定: what of a report only a person can decide, and the line that says it.
//!
//! Never decides, and never asks what a line in `decisions.yaml` has answered.
//! Start at [`questions`].

use std::collections::BTreeSet;

use super::Handed;
use crate::import::manuscript::Omitted;
use crate::import::{Draft, yaml};
use crate::load::front::TYPES;
use crate::load::receipt::Question;
use crate::registry::Registry;
use crate::registry::units::Found;

/// How many other answers are offered.
const OTHERS: usize = 4;

/// How much of a text is looked through for other answers, in bytes.
const BEGINNING: usize = 6_000;

/// The questions about a report that its file, text and front matter leave open.
pub(super) fn questions(draft: &Draft, file: &Handed, registry: &Registry, narrowest: Option<&str>) -> Vec<Question> {
    let asked = Asked { draft, pattern: pattern(&file.name), text: evidence(draft, file), registry };
    let mut questions = Vec::new();
    for key in ["unit", "year", "type", "title", "period", "level"] {
        let evidence = draft.receipt.inferred().find(|(known, _)| *known == key).map(|(_, word)| word);
        let value = asked.value(key);
        if evidence.is_some() || matches!(key, "unit" | "year") && value.is_none() && !asked.has_years(key) {
            questions.push(asked.question(key, value.unwrap_or_default(), evidence.unwrap_or_default()));
        }
    }
    if let Some(mark) = asked.value("secrecy")
        && asked.value("audience").is_none()
        && let Some(audience) = narrowest
    {
        let line = asked.line("audience", &yaml::scalar(audience));
        questions.push(Question {
            about: "secrecy".to_owned(),
            value: unquoted(mark),
            line,
            belongs: "decisions".to_owned(),
            ..Question::default()
        });
    }
    questions.extend(left_out(draft));
    questions
}

/// The question whether a report is another one, which is so much alike.
pub(super) fn similar(file: &Handed, other: &str, percent: u32) -> Question {
    Question {
        about: "similar".to_owned(),
        value: percent.to_string(),
        file: other.to_owned(),
        line: format!("- {{match: {}, skip: true}}", pattern(&file.name)),
        belongs: "decisions".to_owned(),
        ..Question::default()
    }
}

/// The question which of two versions counts, where a person had edited the earlier one.
pub(super) fn version(file: &str) -> Question {
    Question { about: "version".to_owned(), file: file.to_owned(), ..Question::default() }
}

/// What a question is made from.
struct Asked<'a> {
    draft: &'a Draft,
    /// The pattern for `decisions.yaml`, as YAML.
    pattern: String,
    /// Where other answers are looked for.
    text: String,
    registry: &'a Registry,
}

impl Asked<'_> {
    /// The value of a key of the front matter as written there, when it is written in its line.
    fn value(&self, key: &str) -> Option<&str> {
        front(&self.draft.markdown, key)
    }

    /// A period tells the year.
    fn has_years(&self, key: &str) -> bool {
        key == "year" && self.draft.year.is_some() || key == "unit" && !self.draft.receipt.units.is_empty()
    }

    fn line(&self, key: &str, value: &str) -> String {
        format!("- {{match: {}, {key}: {value}}}", self.pattern)
    }

    fn question(&self, key: &str, value: &str, evidence: &str) -> Question {
        let is_decided = matches!(key, "unit" | "year" | "type");
        let mut others = match key {
            "unit" => self.units(),
            "year" => self.years(),
            "type" => self.types(),
            _ => Vec::new(),
        };
        others.retain(|other| other != value);
        let answer = if value.is_empty() { others.first().cloned() } else { Some(value.to_owned()) };
        others.retain(|other| Some(other) != answer.as_ref());
        others.truncate(OTHERS);
        let answer = answer.unwrap_or_else(|| "???".to_owned());
        // A decision can only name a unit that the registry knows.
        let is_stranger = key == "unit" && self.is_stranger(value);
        let (line, belongs) = match is_decided {
            _ if is_stranger => (format!("- {{id: ???, name: {value}}}"), "registry"),
            true => (self.line(key, &answer), "decisions"),
            false => (format!("{key}: {answer}"), "report"),
        };
        Question {
            about: key.to_owned(),
            value: unquoted(value),
            evidence: evidence.to_owned(),
            line,
            others,
            belongs: belongs.to_owned(),
            file: String::new(),
        }
    }

    /// Whether a value of `unit` is one name that the registry does not know.
    fn is_stranger(&self, value: &str) -> bool {
        let name = unquoted(value);
        !name.is_empty() && !name.starts_with('[') && matches!(self.registry.units.find(&name, None), Found::Unknown)
    }

    /// The units that are named, by id.
    fn units(&self) -> Vec<String> {
        let names = self.registry.units.names_in(&self.text);
        let ids = names.iter().flat_map(|name| &name.units);
        distinct(ids.map(|&unit| self.registry.units.get(unit).id.clone()))
    }

    /// The years that are named.
    fn years(&self) -> Vec<String> {
        let digits = self.text.split(|c: char| !c.is_ascii_digit());
        distinct(
            digits
                .filter(|year| {
                    year.parse().is_ok_and(|year: u16| year.to_string().len() == 4 && (1949..2100).contains(&year))
                })
                .map(str::to_owned),
        )
    }

    /// The types whose words stand there.
    fn types(&self) -> Vec<String> {
        let types = TYPES.iter().filter(|(_, word)| self.text.contains(*word));
        types.map(|(id, _)| (*id).to_owned()).collect()
    }
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

/// The value of a key that stands in a line of the front matter.
pub(super) fn front<'a>(markdown: &'a str, key: &str) -> Option<&'a str> {
    let (front, _) = markdown.strip_prefix("---\n")?.split_once("\n---\n")?;
    let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(line.trim()).filter(|value| !value.is_empty())
}

/// A value without the quotes that YAML needs.
fn unquoted(value: &str) -> String {
    serde_json::from_str(value).unwrap_or_else(|_| value.to_owned())
}

/// A pattern that fits this file and no other, as YAML.
fn pattern(name: &str) -> String {
    yaml::quote(&globset::escape(name))
}

/// What names come from: the file, its folders, the title, and the beginning of the text.
fn evidence(draft: &Draft, file: &Handed) -> String {
    let body = draft.markdown.split_once("\n---\n").map_or("", |(_, body)| body);
    let end = (0..=body.len().min(BEGINNING)).rev().find(|&end| body.is_char_boundary(end)).unwrap_or(0);
    let above = file.above.join("\n");
    format!("{}\n{}\n{above}\n{}", draft.receipt.title, file.name, &body[..end])
}

/// The question whether what was left out is worth a look; how much of what it is stands in the value: `comment 2, hidden 1`.
fn left_out(draft: &Draft) -> Option<Question> {
    const WORTH_A_LOOK: [Omitted; 5] =
        [Omitted::Comment, Omitted::Deletion, Omitted::Hidden, Omitted::Picture, Omitted::Object];
    let count = |what: Omitted| draft.receipt.left_out.iter().filter(|left| left.what == what).count();
    let counts = WORTH_A_LOOK.into_iter().map(|what| (<&str>::from(what), count(what))).filter(|(_, n)| *n > 0);
    let value = counts.map(|(what, n)| format!("{what} {n}")).collect::<Vec<_>>().join(", ");
    (!value.is_empty()).then(|| Question { about: "left-out".to_owned(), value, ..Question::default() })
}
