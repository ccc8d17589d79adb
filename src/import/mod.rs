//! Files as they were handed over → Markdown with front matter, and what was recognised in them.
//!
//! Never runs in a build, never touches the disk, and never loses a character of the text.
//! Start at [`read`]; where the result goes is decided by [`shelf`].

pub mod encoding;
pub mod facts;
mod front;
pub mod markdown;
pub mod peel;
pub mod shelf;
pub mod title;
mod unit;
pub mod wrap;

use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Source};
use crate::document::{Document, Element, Node};
use crate::load::{front as load_front, markdown as load_markdown};
use crate::registry::Registry;
use crate::settings::Masks;
use crate::text::marker::trim;
use crate::text::outline::{LineKind, recognise};
use encoding::Undecodable;
use facts::Evidence;
use front::Front;
use markdown::Block;
use title::Title;

/// A file as it was handed over.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// The names of the folders it came from, the nearest last.
    pub folders: &'a [&'a str],
    /// What it holds.
    pub bytes: &'a [u8],
}

/// A report ready to be put on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// `<unit id or x>-<type id>-<8 hexadecimal digits of the source's SHA-256>`.
    pub stem: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The file as `source:` names it: with the folders it came from.
    pub file: String,
    /// The reporting year.
    pub year: Option<String>,
    /// The file to write.
    pub markdown: String,
    /// What was recognised.
    pub receipt: Receipt,
}

/// What was recognised in a file, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Title.
    pub title: String,
    /// Names of the reporting units.
    pub unit: Option<String>,
    /// 文种 in Chinese.
    pub kind: Option<String>,
    /// Labels of the topics.
    pub topics: Vec<String>,
    /// The keys that were inferred and wait for a person.
    pub inferred: Vec<String>,
}

/// Reads one file.
///
/// A plain text is recognised line by line. A Markdown file with a structure of its own keeps its text as it is, and what its front
/// matter says is not inferred again.
///
/// **Diagnoses** `import-binary`, `import-encoding`, `import-empty`, and what the reader of front matter does. The value is `None`
/// when the file cannot be imported.
pub fn read(received: &Received<'_>, registry: &Registry) -> Diagnosed<Option<Draft>> {
    let refused = |phrase| Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(name(received), phrase)] };
    let text = match encoding::decode(received.bytes) {
        Ok(decoded) => decoded.text,
        Err(Undecodable::Binary) => return refused(Phrase::ImportBinary),
        Err(Undecodable::At { offset }) => return refused(Phrase::ImportEncoding { offset }),
    };
    if text.lines().all(|line| trim(line).is_empty()) {
        return refused(Phrase::ImportEmpty);
    }
    let is_markdown = received.name.to_lowercase().ends_with(".md");
    let source = Source { file: name(received).into(), text: text.as_str().into() };
    let mut diagnostics = Vec::new();
    let own = is_markdown.then(|| Own::read(&source)).flatten();
    let draft = match own {
        Some(own) => match own.into(&mut diagnostics) {
            Some(own) => structured(received, registry, &own),
            None => return Diagnosed { value: None, diagnostics },
        },
        None => plain(received, registry, &text),
    };
    Diagnosed { value: Some(draft), diagnostics }
}

/// The name of a file with the folders it came from.
fn name(received: &Received<'_>) -> String {
    received.folders.iter().chain([&received.name]).copied().collect::<Vec<_>>().join("/")
}

/// How much of the first paragraph is evidence, in characters.
const LEAD: usize = 600;

/// A text whose structure stands in its lines.
fn plain(received: &Received<'_>, registry: &Registry, text: &str) -> Draft {
    let text = wrap::unwrapped(text);
    let lines: Vec<&str> = text.lines().collect();
    let peeled = peel::peel(&lines);
    let names_unit = |line: &str| !registry.units.names_in(line).is_empty();
    let written = title::written(&lines, &peeled, &names_unit);
    let gone: &[usize] = written.as_ref().map_or(&[], |title| &title.lines);
    let mut kinds: Vec<Option<LineKind>> = vec![None; lines.len()];
    let body: Vec<usize> = peeled.body().filter(|line| !gone.contains(line)).collect();
    let paragraphs: Vec<&str> = body.iter().map(|&line| lines[line]).collect();
    for (&line, recognised) in body.iter().zip(recognise(&paragraphs)) {
        kinds[line] = Some(recognised.kind);
    }
    let kept = lines.iter().enumerate().filter(|(at, line)| !gone.contains(at) && !trim(line).is_empty());
    let blocks: Vec<Block<'_>> = kept.map(|(at, line)| block(line, kinds[at].as_ref())).collect();
    let body_text = markdown::body(&blocks);
    let lead = lead(body.iter().map(|&line| lines[line]));
    let first_heading = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(*text),
        Block::Paragraph(_) => None,
    });
    let sha256 = sha256(received.bytes);
    let title = written.unwrap_or_else(|| title::inferred(&lead, received.name, first_heading, &sha256));
    finish(&Finding { received, registry, sha256, title, peeled, lead }, &body_text, None)
}

fn block<'a>(line: &'a str, kind: Option<&LineKind>) -> Block<'a> {
    match kind {
        Some(LineKind::Heading { depth, whole, body, .. }) => Block::Heading {
            depth: *depth,
            text: &line[whole.clone()],
            rest: body.clone().map(|body| &line[body]),
        },
        _ => Block::Paragraph(line),
    }
}

/// The first paragraph that is prose, as far as it is evidence.
fn lead<'a>(mut paragraphs: impl Iterator<Item = &'a str>) -> String {
    let prose = |line: &&str| line.contains('。') || line.chars().count() > 30;
    paragraphs.find(prose).unwrap_or_default().trim().chars().take(LEAD).collect()
}

/// A Markdown file with a structure of its own.
struct Own {
    /// The front matter as written, without its `---` lines.
    front: String,
    /// The keys that it has.
    keys: Vec<String>,
    /// Its title and subtitle, where the front matter or the first heading has one.
    title: Option<Title>,
    body: String,
    document: Document,
}

impl Own {
    /// Reads the structure; `None` when there is none, so that the file is a plain text.
    fn read(source: &Source) -> Option<Diagnosed<Option<Self>>> {
        let split = load_front::split(source);
        let mut diagnostics = split.diagnostics;
        let front = source.text[split.value.front.clone()].to_owned();
        let body = &source.text[split.value.body.clone()];
        let parsed = load_markdown::parse(body, Masks::Auto, None);
        let only_paragraphs = |node: &Node| matches!(node, Node::Open(Element::Paragraph(_)) | Node::Text(_) | Node::Close);
        if front.is_empty() && parsed.title.is_none() && parsed.document.nodes.iter().all(only_paragraphs) {
            return None;
        }
        let Some(keys) = load_front::keys(source, split.value.front).into(&mut diagnostics) else {
            return Some(Diagnosed { value: None, diagnostics });
        };
        let stated = keys.iter().find(|(key, _)| key == "title").and_then(|(_, value)| value.clone());
        let title = stated.or(parsed.title).map(|text| Title { text, subtitle: None, lines: Vec::new(), source: "text" });
        let keys = keys.into_iter().map(|(key, _)| key).collect();
        let own = Self { front, keys, title, body: body.to_owned(), document: parsed.document };
        Some(Diagnosed { value: Some(own), diagnostics })
    }
}

fn structured(received: &Received<'_>, registry: &Registry, own: &Own) -> Draft {
    let lines: Vec<&str> = own.document.text.lines().collect();
    let peeled = peel::peel(&lines);
    let lead = lead(peeled.body().map(|line| lines[line]));
    let sha256 = sha256(received.bytes);
    let heading = own.document.outline.first();
    let heading = heading.map(|heading| &own.document.text[heading.bytes.start as usize..heading.bytes.end as usize]);
    let names_unit = |line: &str| !registry.units.names_in(line).is_empty();
    let title = own.title.clone().or_else(|| title::written(&lines, &peeled, &names_unit));
    let title = title.unwrap_or_else(|| title::inferred(&lead, received.name, heading, &sha256));
    finish(&Finding { received, registry, sha256, title, peeled, lead }, &own.body, Some(own))
}

/// Everything that was found in a file.
struct Finding<'a> {
    received: &'a Received<'a>,
    registry: &'a Registry,
    sha256: String,
    title: Title,
    peeled: peel::Peeled,
    lead: String,
}

/// Draws the facts from what was found and writes the file.
fn finish(finding: &Finding<'_>, body: &str, own: Option<&Own>) -> Draft {
    let Finding { received, registry, sha256, title, peeled, lead } = finding;
    let folders: Vec<String> = received.folders.iter().map(|folder| (*folder).to_owned()).collect();
    let evidence = Evidence {
        title: &title.text,
        title_source: title.source,
        subtitle: title.subtitle.as_deref().unwrap_or_default(),
        lead,
        head_date: peeled.head_date,
        date: peeled.date,
        number_year: peeled.number_year(),
        folders: &folders,
        file: received.name,
    };
    let mut front = Front::new(own.map(|own| (own.front.as_str(), own.keys.as_slice())));
    front.title(title);
    let year = facts::year(&evidence);
    let units = unit::reporting(&registry.units, &evidence, peeled);
    front.units(units.as_ref(), &registry.units);
    front.fact("date", peeled.date.or(peeled.head_date).map(|date| (date.to_string(), "", true)));
    front.fact("year", year.as_ref().map(|year| (year.value.clone(), year.source, year.certain)));
    let period = facts::period(&evidence, year.as_ref().map(|year| year.value.as_str()));
    front.fact("period", period.map(|period| (period.value, period.source, period.certain)));
    let kind = facts::genre(&evidence);
    front.fact("type", kind.as_ref().map(|kind| (kind.value.to_owned(), kind.source, kind.certain)));
    let own_level = units.as_ref().and_then(|units| registry.units.get(*units.value.first()?).level);
    let level = own_level.map(|level| (level.to_owned(), "unit", true));
    front.fact("level", level.or(facts::level(&evidence).map(|l| (l.value.to_owned(), l.source, l.certain))));
    front.peeled(peeled);
    let document = load_markdown::parse(body, Masks::Auto, None).document;
    let topics = registry.topics.of(&document).into_iter().map(|(topic, _)| registry.topics.get(topic));
    let (ids, labels): (Vec<String>, Vec<String>) = topics.map(|topic| (topic.id.clone(), topic.label.clone())).unzip();
    front.topics(&ids);
    front.source(&name(received), sha256);
    let names: Vec<&str> =
        units.iter().flat_map(|units| &units.value).map(|&unit| registry.units.get(unit).short_name()).collect();
    let first = units.as_ref().and_then(|units| units.value.first()).map_or("x", |&unit| &registry.units.get(unit).id);
    let kind_id = kind.as_ref().map_or("qita", |kind| kind.value);
    let word = load_front::TYPES.iter().find(|(id, _)| kind.as_ref().is_some_and(|kind| kind.value == *id));
    let (head, inferred) = front.finish();
    Draft {
        stem: format!("{first}-{kind_id}-{}", &sha256[..8]),
        sha256: sha256.clone(),
        file: name(received),
        year: year.map(|year| year.value),
        markdown: format!("---\n{head}---\n\n{}", body.trim_start_matches('\n')),
        receipt: Receipt {
            title: title.text.clone(),
            unit: (!names.is_empty()).then(|| names.join("、")),
            kind: word.map(|(_, word)| (*word).to_owned()),
            topics: labels,
            inferred,
        },
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
