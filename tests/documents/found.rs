//! What the program makes of a document: imported, written as Markdown, and loaded as a build does it.
//!
//! Never looks at an oracle. Start at [`Found::of`].

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use huibian::diagnostic::{Diagnostic, Language, Severity, Source, show};
use huibian::digest::Digested;
use huibian::document::{Document, Element, Node};
use huibian::import::{Draft, Received, read};
use huibian::load::decisions::Decided;
use huibian::load::{Input, Report, With, parse};
use huibian::registry::{self, Registry};
use huibian::settings::Settings;
use serde_json::{Value, json};

use crate::{bare, folder};

/// The units that the documents speak of.
static UNITS: LazyLock<Registry> = LazyLock::new(|| {
    let file = folder("units.yaml");
    let text = std::fs::read_to_string(&file).expect("the units");
    let units = Some(Source { file: "content/units.yaml".into(), text: text.into() });
    registry::read(&registry::Sources { units, topics: None }, &Default::default(), &Settings::default()).value
});

/// A document that was imported, or why it was not.
pub(crate) enum Found {
    Read(Box<Draft>, Arc<Report>),
    /// What a person is told, in Chinese.
    Refused(String),
    /// The Markdown that was written is not one that a build reads without complaint.
    Spoilt(String),
}

impl Found {
    /// Imports a document by this name, from the folder that was handed over, and loads what was written.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        Self::with(name, bytes, &UNITS)
    }

    pub(crate) fn with(name: &str, bytes: &[u8], registry: &Registry) -> Self {
        let received = Received { file: name, above: &[], bytes };
        let settings = Digested::new(Settings::default());
        let imported = read(&received, registry, &settings, &Decided::default());
        let Some(draft) = imported.value else {
            let told = |diagnostic: &Diagnostic| show::json(diagnostic, Language::ZhCn);
            return Self::Refused(imported.diagnostics.iter().map(told).collect());
        };
        let source = Digested::new(Source { file: "a.md".into(), text: draft.markdown.as_str().into() });
        let with = With { whole: registry, registry, settings: &settings, decisions: &[] };
        let loaded = parse(&Input { source: &source, with });
        let serious = |d: &&Diagnostic| d.severity > Severity::Note && d.phrase.code() != "unit-unknown";
        let complaints: Vec<&Diagnostic> = loaded.diagnostics.iter().filter(serious).collect();
        match loaded.value.filter(|_| complaints.is_empty()) {
            Some(report) => Self::Read(Box::new(draft), report),
            None => Self::Spoilt(complaints.iter().map(|d| show::json(d, Language::ZhCn)).collect()),
        }
    }
}

/// The fields of a front matter, by the keys of the oracles; what was not found is absent.
pub(crate) fn fields(report: &Report) -> BTreeMap<&'static str, Value> {
    let meta = &report.meta;
    let list =
        |words: &[String]| (!words.is_empty()).then(|| json!(words.iter().map(|one| bare(one)).collect::<Vec<_>>()));
    let units = meta.units.iter().map(|&unit| UNITS.units.get(unit).id.clone());
    let units: Vec<String> = units.collect();
    let found = [
        ("title", is_titled(report).then(|| json!(bare(&meta.title)))),
        ("subtitle", meta.subtitle.as_deref().map(|words| json!(bare(words)))),
        ("unit", (!units.is_empty()).then(|| json!(units))),
        ("year", report.year().map(|year| json!(year))),
        ("period", meta.period.as_ref().map(|period| json!(period))),
        ("date", meta.date.map(|day| json!(day.to_string()))),
        ("type", meta.kind.map(|kind| json!(kind))),
        ("number", meta.number.as_deref().map(|words| json!(bare(words)))),
        ("recipients", list(&meta.recipients)),
        ("copies", list(&meta.copies)),
        ("secrecy", meta.secrecy.as_deref().map(|words| json!(bare(words)))),
    ];
    found.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// Whether the title stands in the document.
pub(crate) fn is_titled(report: &Report) -> bool {
    report.meta.inferred.iter().all(|(key, _)| key != "title")
}

/// The headings: how deep, and as written without the mark they end in.
pub(crate) fn outline(document: &Document) -> Vec<(u64, String)> {
    let words = |bytes| bare(document.at(bytes)).trim_end_matches(['。', '：', ':']).to_owned();
    document.outline.iter().map(|heading| (u64::from(heading.depth), words(&heading.bytes))).collect()
}

/// The text that a person reads: all of it but what describes pictures to those who do not see them.
pub(crate) fn text(document: &Document) -> String {
    let mut text = String::new();
    let mut from = 0;
    for node in &document.nodes {
        if let Node::Image(picture) = node {
            text.push_str(document.at(&(from..picture.alt.start)));
            from = picture.alt.end;
        }
    }
    text.push_str(document.at(&(from..document.text.len() as u32)));
    bare(&text)
}

/// Tables that lie in no other, pictures and notes.
pub(crate) fn counts(document: &Document) -> [usize; 3] {
    let [mut tables, mut pictures, mut notes] = [0; 3];
    let mut inside = 0_usize;
    for node in &document.nodes {
        match node {
            Node::Open(Element::Table(_)) => tables += 1,
            Node::Open(Element::Footnote(_)) => notes += 1,
            Node::Image(_) => pictures += 1,
            Node::Html(tag) if tag.starts_with("<table") => {
                tables += usize::from(inside == 0);
                inside += 1;
            }
            Node::Html(tag) if tag.starts_with("</table") => inside = inside.saturating_sub(1),
            Node::Html(tag) if tag.starts_with("<img") => pictures += 1,
            _ => {}
        }
    }
    [tables, pictures, notes]
}

/// How many things of each kind were left out and said.
pub(crate) fn left_out(draft: &Draft) -> BTreeMap<&'static str, usize> {
    let mut left_out = BTreeMap::new();
    for one in &draft.receipt.left_out {
        *left_out.entry(one.what.into()).or_default() += 1;
    }
    left_out
}
