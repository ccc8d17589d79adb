//! From what was found in a file to the report: its facts, its front matter and its receipt.
//!
//! Never overrules what a person wrote: a fact that the file states is taken, and only others are inferred.
//! Start at [`Finding::draft`].

use super::facts::{self, Evidence, Fact};
use super::front::Front;
use super::manuscript::Picture;
use super::title::Title;
use super::yaml::quote;
use super::{Draft, Receipt, Received, level, unit};
use crate::document::Document;
use crate::load::decisions::Decided;
use crate::load::front::Meta;
use crate::registry::Registry;
use crate::registry::units::UnitId;
use crate::text::peel::Peeled;

/// How much of the first paragraph is evidence, in characters.
const LEAD: usize = 600;

/// The first paragraph that is prose, as far as it is evidence.
pub(super) fn lead<'a>(mut paragraphs: impl Iterator<Item = &'a str>) -> String {
    let prose = |line: &&str| line.contains('。') || line.chars().nth(30).is_some();
    paragraphs.find(prose).unwrap_or_default().trim().chars().take(LEAD).collect()
}

/// Everything that was found in a file.
pub(super) struct Finding<'a> {
    pub(super) received: &'a Received<'a>,
    pub(super) registry: &'a Registry,
    /// What a person decided of files with this name.
    pub(super) decided: &'a Decided,
    /// The original as `source:` names it, and its digest.
    pub(super) file: &'a str,
    pub(super) sha256: String,
    pub(super) title: Title,
    pub(super) peeled: Peeled,
    /// The short lines between title and text.
    pub(super) below: Vec<String>,
    /// The first lines of the text.
    pub(super) opening: String,
    pub(super) lead: String,
    /// The front matter that the file had.
    pub(super) stated: Option<Stated<'a>>,
    /// The body: its text and its headings.
    pub(super) document: &'a Document,
}

/// A front matter that a person wrote.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    /// As written, without its `---` lines.
    pub(super) text: &'a str,
    /// The keys that it has.
    pub(super) keys: &'a [String],
    /// What it says.
    pub(super) meta: &'a Meta,
}

/// The pictures of a report, each with the name of its file.
pub(super) type Pictures = Vec<(String, Picture)>;

/// The facts of a report that are inferred.
struct Facts {
    units: Option<Fact<Vec<UnitId>>>,
    /// The names of units that the registry does not know, when it knows none.
    named: Option<Fact<Vec<String>>>,
    year: Option<Fact<String>>,
    period: Option<Fact<String>>,
    kind: Option<Fact<&'static str>>,
    level: Option<Fact<&'static str>>,
}

impl Finding<'_> {
    /// Draws the facts from what was found and writes the file with the body that belongs to its stem.
    pub(super) fn draft(&self, body: impl FnOnce(&str) -> (String, Pictures)) -> Draft {
        let facts = self.facts();
        let topics = self.topics();
        let (head, found) = self.front(&facts, &topics).finish();
        let units: Vec<UnitId> = match self.meta() {
            Some(meta) if self.states("unit") => meta.units.clone(),
            _ => facts.units.map(|units| units.value).unwrap_or_default(),
        };
        let id = units.first().map_or("x", |&unit| &self.registry.units.get(unit).id);
        let names = units.iter().map(|&unit| self.registry.units.get(unit).short_name().to_owned());
        let strangers = self.meta().into_iter().flat_map(|meta| meta.unknown_units.iter().cloned());
        let named = facts.named.into_iter().filter(|_| !self.states("unit")).flat_map(|named| named.value);
        let kind = self.meta().and_then(|meta| meta.kind).or(facts.kind.map(|kind| kind.value));
        let year = self.meta().and_then(stated_year).or(facts.year.map(|year| year.value));
        let stem = format!("{id}-{}-{}", kind.unwrap_or("qita"), &self.sha256[..8]);
        let (body, pictures) = body(&stem);
        Draft {
            stem,
            sha256: self.sha256.clone(),
            file: self.file.to_owned(),
            year: year.or(facts.period.map(|period| stands_under(&period.value))),
            markdown: format!("---\n{head}---\n\n{}", body.trim_start_matches('\n')),
            receipt: Receipt {
                title: self.title.text.clone(),
                units: names.chain(strangers).chain(named).collect(),
                kind,
                topics: topics.into_iter().map(|(_, label)| label).collect(),
                facts: found,
                ..Receipt::default()
            },
            pictures,
            original: None,
        }
    }

    fn meta(&self) -> Option<&Meta> {
        self.stated.map(|stated| stated.meta)
    }

    /// Whether the file has front matter with this key.
    fn states(&self, key: &str) -> bool {
        self.stated.is_some_and(|stated| stated.keys.iter().any(|known| known == key))
    }

    fn facts(&self) -> Facts {
        let folders = self.received.folders();
        let date = self.meta().and_then(|meta| meta.date).or(self.peeled.date);
        let evidence = Evidence {
            title: &self.title.text,
            title_source: self.title.source,
            subtitle: self.title.subtitle.as_deref().unwrap_or_default(),
            below: &self.below,
            opening: &self.opening,
            lead: &self.lead,
            head_date: self.peeled.head_date,
            date,
            number_year: self.peeled.number_year(),
            folders: &folders,
            file: self.received.name(),
        };
        let units = self.decided.units.clone().map(decided);
        let units = units.or_else(|| unit::reporting(&self.registry.units, &evidence, &self.peeled));
        // A period that the file states gives the year.
        let year = self.decided.year.clone().map(decided).or_else(|| facts::year(&evidence));
        let year = year.filter(|_| !self.states("period"));
        let known_year = self.meta().and_then(stated_year).or_else(|| year.as_ref().map(|year| year.value.clone()));
        let reporting = match self.meta().filter(|_| self.states("unit")) {
            Some(meta) => meta.units.first(),
            None => units.as_ref().and_then(|units| units.value.first()),
        };
        let own_level = reporting.and_then(|&unit| self.registry.units.get(unit).level);
        let own_level = own_level.map(|value| Fact { value, source: "unit", certain: true });
        let named = if units.is_none() { unit::named(&evidence, &self.peeled) } else { None };
        Facts {
            named,
            period: facts::period(&evidence, known_year.as_deref()),
            kind: self.decided.kind.map(decided).or_else(|| facts::genre(&evidence)),
            level: own_level.or_else(|| level::level(&evidence)),
            year,
            units,
        }
    }

    /// The topics that the text speaks of: ids and labels.
    fn topics(&self) -> Vec<(String, String)> {
        let stated = self.meta().filter(|_| self.states("topics")).map(|meta| meta.topics.clone());
        let found = || self.registry.topics.of(self.document, &Default::default()).into_iter().map(|(topic, _)| topic);
        let topics = stated.or_else(|| self.decided.topics.clone()).unwrap_or_else(|| found().collect());
        let topics = topics.into_iter().map(|topic| self.registry.topics.get(topic));
        topics.map(|topic| (topic.id.clone(), topic.label.clone())).collect()
    }

    fn front(&self, facts: &Facts, topics: &[(String, String)]) -> Front {
        let said = |fact: &Fact<&str>| (fact.value.to_owned(), fact.source, fact.certain);
        let text = |fact: &Fact<String>| (fact.value.clone(), fact.source, fact.certain);
        let mut front = Front::new(self.stated.map(|stated| (stated.text, stated.keys)));
        front.title(&self.title);
        front.units(facts.units.as_ref(), &self.registry.units);
        front.named(facts.named.as_ref());
        let date = self.peeled.date.or(self.peeled.head_date);
        front.fact("date", date.map(|date| (date.to_string(), "", true)));
        front.fact("year", facts.year.as_ref().map(text));
        front.fact("period", facts.period.as_ref().map(text));
        front.fact("type", facts.kind.as_ref().map(said));
        front.fact("level", facts.level.as_ref().map(said));
        front.peeled(&self.peeled);
        let topics = topics.iter().map(|(id, _)| id.as_str());
        match self.decided.topics {
            Some(_) => front.topics(topics),
            None => front.inferred_topics(topics),
        }
        front.fact("audience", self.decided.audience.clone().map(decided).as_ref().map(text));
        front.source(self.file, &self.sha256);
        front
    }
}

impl Draft {
    /// Has the original kept beside the report, where readers can have it under the name that it came with. A front matter that
    /// speaks of attachments itself is not changed.
    pub fn keep_original(&mut self) {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        // No Markdown lies among reports that is none.
        let ending = match super::ending(name).unwrap_or_else(|| "txt".to_owned()) {
            ending if ending == "md" => "original.txt".to_owned(),
            ending => ending,
        };
        let head = self.markdown.split_once("\n---\n").map_or("", |(head, _)| head);
        let Some(at) = head.find("\nsource:").filter(|_| !head.contains("\nattachments:")) else { return };
        let file = format!("{}.{ending}", self.stem);
        self.markdown.insert_str(at, &format!("\nattachments: [{{file: {file}, name: {}}}]", quote(name)));
        self.original = Some(file);
    }
}

/// A fact that a person decided.
fn decided<T>(value: T) -> Fact<T> {
    Fact::said(value, "decision")
}

/// The year or years that a front matter states, as a folder is named after them.
fn stated_year(meta: &Meta) -> Option<String> {
    let years = meta.years?;
    let one = years.school || years.first == years.last;
    Some(if one { years.first.to_string() } else { format!("{}-{}", years.first, years.last) })
}

/// The year that a period without a year of its own stands under: `2021` of `2021/2022`, `2020` of `2016..2020`.
fn stands_under(period: &str) -> String {
    let last = period.split_once("..").map_or(period, |(_, last)| last);
    last.chars().take_while(char::is_ascii_digit).collect()
}
