//! From what a reader saw to the report: what stands around the body, the title, the outline, the facts.
//!
//! Never knows which format the document had. Start at [`recognised`].

use super::draft::{self, Finding};
use super::manuscript::{Form, Line, Manuscript, Picture, Piece, Table};
use super::markdown::{self, Beside, Block, Words};
use super::title::{self, Title};
use super::{Draft, Noticed, Received, Taken, several};
use crate::diagnostic::Phrase;
use crate::digest::sha256;
use crate::document::{Document, Heading};
use crate::load::decisions::Decided;
use crate::registry::Registry;
use crate::text::marker::marker;
use crate::text::outline::{Distinct, LineKind, Look, Paragraph, recognise};
use crate::text::peel::{self, Peeled, Role};

/// The report that a document is.
///
/// **Diagnoses** `import-several`.
pub(super) fn recognised(
    received: &Received<'_>,
    registry: &Registry,
    decided: &Decided,
    manuscript: Manuscript,
) -> Result<Draft, Phrase> {
    let Manuscript { pieces, notes, pictures, title: property, left_out } = manuscript;
    let set = Set::of(&pieces);
    let lines: Vec<&str> = set.lines.iter().map(|line| line.text.as_str()).collect();
    let forms: Vec<&Form> = set.lines.iter().map(|line| &line.form).collect();
    let peeled = peel::peel(&lines);
    let names_unit = |line: &str| !registry.units.names_in(line).is_empty();
    let written = title::written(&lines, &forms, &peeled, &names_unit);
    if let Some(title) = &written {
        let others = several::others(&lines, &title.text, &names_unit);
        if !others.is_empty() {
            let place = |line: &usize| (line + 1, lines[*line].trim().to_owned());
            return Err(Phrase::ImportSeveral { others: others.iter().map(place).collect() });
        }
    }
    let kinds = set.kinds(&peeled, written.as_ref());
    let blocks = set.blocks(&kinds);
    let document = outline(&blocks);
    let Beginning { below, opening, lead } = Beginning::of(&lines, &kinds);
    let sha256 = sha256(received.bytes);
    let title = written.unwrap_or_else(|| {
        title::inferred(&lead, received.name(), first_heading(&document), property.as_deref(), &sha256)
    });
    let finding = Finding {
        received,
        registry,
        decided,
        file: received.file,
        sha256,
        title,
        peeled,
        below,
        opening,
        lead,
        stated: None,
        document: &document,
    };
    let mut draft = finding.draft(|stem| {
        let named = |(n, picture): (usize, Picture)| (format!("{stem}-{}.{}", n + 1, picture.ending), picture);
        let pictures: Vec<_> = pictures.into_iter().enumerate().map(named).collect();
        (markdown::body(&blocks, &Beside { notes: &notes, pictures: &pictures }), pictures)
    });
    draft.receipt.noticed = set.noticed(&kinds);
    draft.receipt.left_out = left_out;
    Ok(draft)
}

/// The words of the first heading.
fn first_heading(document: &Document) -> Option<&str> {
    let text = document.at(&document.outline.first()?.bytes);
    let words = text.get(marker(text).map_or(0, |marker| marker.bytes.end)..).unwrap_or(text);
    Some(words.trim_end_matches(['。', '：']))
}

/// The lines at the beginning that are evidence.
struct Beginning {
    /// The short lines between title and text: who speaks, for instance.
    below: Vec<String>,
    /// The first lines of the text.
    opening: String,
    /// The first paragraph that is prose.
    lead: String,
}

/// How many lines begin a text, and how much of them is evidence, in characters for each.
const OPENING: usize = 8;
const LONGEST: usize = 200;
/// How many lines stand between title and text, and how long they are at most.
const BELOW: usize = 4;
const SHORT: usize = 30;

impl Beginning {
    fn of(lines: &[&str], kinds: &[Kind]) -> Self {
        let is_title = |kind: &Kind| matches!(kind, Kind::Title | Kind::Subtitle);
        let title = kinds.iter().rposition(is_title).map_or(0, |line| line + 1);
        let body = |from: usize| {
            let body = (from..lines.len()).filter(|&line| matches!(kinds[line], Kind::Body(_)));
            body.map(|line| lines[line])
        };
        let is_short = |text: &&str| !text.contains('。') && text.chars().count() <= SHORT;
        let opening: Vec<&str> = body(0).take(OPENING).collect();
        Self {
            below: body(title).map(str::trim).take_while(is_short).take(BELOW).map(str::to_owned).collect(),
            opening: opening.join("\n").chars().take(OPENING * LONGEST).collect(),
            lead: draft::lead(body(0)),
        }
    }
}

/// What a line of a document is.
enum Kind {
    /// The title, or a line of it.
    Title,
    Subtitle,
    /// An element of the form.
    Element(Role),
    /// Text, and what the recogniser made of it.
    Body(LineKind),
    Blank,
}

/// A piece of a document, tables that only lay lines out taken apart.
enum Slot<'a> {
    Line(&'a Line),
    Table(&'a Table),
}

/// The pieces of a document with their lines numbered.
struct Set<'a> {
    slots: Vec<Slot<'a>>,
    lines: Vec<&'a Line>,
    /// Whether a table stands between a line and the one before.
    apart: Vec<bool>,
    /// How the running text is set: what most characters have.
    usual: (Option<u16>, bool),
    /// Whether most of it is set in the middle.
    is_centred: bool,
}

impl<'a> Set<'a> {
    fn of(pieces: &'a [Piece]) -> Self {
        let (mut lines, mut apart) = (Vec::new(), Vec::new());
        let mut is_apart = false;
        let slots = slots(pieces);
        for slot in &slots {
            match slot {
                Slot::Table(_) => is_apart = true,
                Slot::Line(line) => {
                    lines.push(*line);
                    apart.push(std::mem::take(&mut is_apart));
                }
            }
        }
        let usual = usual(&lines);
        let characters = |centred: bool| -> usize {
            lines.iter().filter(|line| line.form.is_centred == centred).map(|line| line.text.len()).sum()
        };
        let is_centred = characters(true) > characters(false);
        Self { slots, lines, apart, usual, is_centred }
    }

    fn kinds(&self, peeled: &Peeled, title: Option<&Title>) -> Vec<Kind> {
        let of_title: &[usize] = title.map_or(&[], |title| &title.lines);
        let below = title.and_then(|title| title.subtitle.as_ref().and(title.lines.last()));
        let own = below.filter(|&&line| {
            title.is_some_and(|title| title.subtitle.as_deref() == Some(self.lines[line].text.trim()))
        });
        let is_blank = |line: usize| {
            let line = self.lines[line];
            Words::from(line).is_empty()
        };
        let is_body = |line: usize| peeled.roles[line] == Role::Body && !of_title.contains(&line) && !is_blank(line);
        let body: Vec<Paragraph<'_>> =
            (0..self.lines.len()).filter(|&line| is_body(line)).map(|line| self.paragraph(line)).collect();
        let mut recognised = recognise(&body).into_iter();
        let kind = |line: usize| {
            if is_body(line) {
                recognised.next().map_or(Kind::Blank, |line| Kind::Body(line.kind))
            } else if own == Some(&line) {
                Kind::Subtitle
            } else if of_title.contains(&line) {
                Kind::Title
            } else if is_blank(line) {
                Kind::Blank
            } else if peeled.roles[line] == Role::Blank {
                // A picture that stands alone.
                Kind::Body(LineKind::Body)
            } else {
                Kind::Element(peeled.roles[line])
            }
        };
        (0..self.lines.len()).map(kind).collect()
    }

    fn paragraph(&self, line: usize) -> Paragraph<'a> {
        let Line { text, form, .. } = self.lines[line];
        let (size, bold) = self.usual;
        let larger = form.half_points.zip(size).filter(|(own, usual)| *own >= usual + 3).map(|(own, _)| own);
        let is_bold = form.is_bold && !bold;
        let is_set_apart = larger.is_some() || is_bold || form.is_centred && !self.is_centred;
        let distinct = is_set_apart.then_some(Distinct { half_points: larger, is_bold, is_centred: form.is_centred });
        Paragraph { text, look: Look { level: form.level, distinct }, apart: self.apart[line] }
    }

    /// The blocks in their order: the title is none, a blank line neither. Blanks that nobody sees stay with their line; those that
    /// are white space do not matter.
    fn blocks(&self, kinds: &[Kind]) -> Vec<Block<'a>> {
        let mut kinds = kinds.iter();
        let block = |slot: &Slot<'a>| match slot {
            Slot::Table(table) => Some(Block::Table(table)),
            Slot::Line(line) => kinds.next().and_then(|kind| block(line, kind)),
        };
        self.slots.iter().filter_map(block).collect()
    }

    fn noticed(&self, kinds: &[Kind]) -> Vec<Noticed> {
        let mut noticed = Vec::new();
        let mut paragraph = 0;
        for (line, kind) in self.lines.iter().zip(kinds) {
            if matches!(kind, Kind::Blank) {
                continue;
            }
            paragraph += 1;
            let (text, taken_for) = match kind {
                Kind::Title => (line.text.trim(), Taken::Title),
                Kind::Subtitle => (line.text.trim(), Taken::Subtitle),
                Kind::Element(role) => (line.text.trim(), Taken::Element(*role)),
                Kind::Body(LineKind::Heading { depth, whole, .. }) => {
                    (line.text[whole.clone()].trim(), Taken::Heading(*depth))
                }
                Kind::Body(_) | Kind::Blank => continue,
            };
            noticed.push(Noticed { paragraph, text: text.to_owned(), taken_for });
        }
        noticed
    }
}

/// The pieces; a table that holds 版头 or 版记 is taken apart into its lines.
fn slots(pieces: &[Piece]) -> Vec<Slot<'_>> {
    let is_prose = |piece: &Piece| matches!(piece, Piece::Line(line) if line.text.contains('。'));
    let first = pieces.iter().position(is_prose).unwrap_or(pieces.len());
    let last = pieces.iter().rposition(is_prose).unwrap_or(0);
    let mut slots = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Line(line) => slots.push(Slot::Line(line)),
            Piece::Table(table) => match (at < first || at > last).then(|| laid_out(table)).flatten() {
                Some(lines) => slots.extend(lines.into_iter().map(Slot::Line)),
                None => slots.push(Slot::Table(table)),
            },
        }
    }
    slots
}

/// The lines of a table that has no other purpose than to set them side by side: one of them is an element of the form.
fn laid_out(table: &Table) -> Option<Vec<&Line>> {
    let pieces = table.rows.iter().flatten().flat_map(|cell| &cell.pieces);
    let lines: Option<Vec<&Line>> = pieces
        .map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Table(_) => None,
        })
        .collect();
    lines.filter(|lines| table.rows.len() <= ROWS && lines.iter().any(|line| peel::is_element(line.text.trim())))
}

/// How many rows 版头 or 版记 takes at most.
const ROWS: usize = 6;

fn block<'a>(line: &'a Line, kind: &Kind) -> Option<Block<'a>> {
    let words = Words::from(line);
    match kind {
        Kind::Title | Kind::Subtitle | Kind::Blank => None,
        Kind::Body(LineKind::Heading { depth, whole, body, .. }) => {
            let (words, rest) = if body.is_some() { words.split_at(whole.end) } else { (words, Words::default()) };
            Some(Block::Heading { depth: *depth, words, rest: Some(rest) })
        }
        Kind::Body(LineKind::Body) if line.form.is_bullet => Some(Block::Item(words)),
        Kind::Body(_) | Kind::Element(_) => Some(Block::Paragraph(words)),
    }
}

/// Size and weight that most characters have.
fn usual(lines: &[&Line]) -> (Option<u16>, bool) {
    let mut sizes: std::collections::BTreeMap<(Option<u16>, bool), usize> = Default::default();
    for line in lines {
        *sizes.entry((line.form.half_points, line.form.is_bold)).or_default() += line.text.len();
    }
    sizes.into_iter().max_by_key(|(_, n)| *n).map_or((None, false), |(look, _)| look)
}

/// The text with its headings, which is what the scorer of topics looks at.
fn outline(blocks: &[Block<'_>]) -> Document {
    let mut text = String::new();
    let mut outline = Vec::new();
    for block in blocks {
        let (heading, rest) = match *block {
            Block::Heading { depth, words, rest } => (Some((depth, words)), rest.map_or("", Words::text)),
            Block::Paragraph(words) | Block::Item(words) => (None, words.text()),
            Block::Table(table) => {
                cells(table, &mut text);
                continue;
            }
        };
        if let Some((depth, heading)) = heading {
            let start = text.len() as u32;
            text.push_str(heading.text().trim());
            let bytes = start..text.len() as u32;
            outline.push(Heading {
                depth,
                run_in: false,
                marker: bytes.start..bytes.start,
                bytes,
                item: false,
                anchor: "".into(),
                path: "".into(),
                characters: 0,
            });
            text.push('\n');
        }
        text.push_str(rest.trim());
        text.push('\n');
    }
    Document { text: text.into(), outline, ..Document::default() }
}

/// The words of a table, line by line.
fn cells(table: &Table, text: &mut String) {
    // What comes next lies on top.
    let mut waiting = backwards(table);
    while let Some(piece) = waiting.pop() {
        match piece {
            Piece::Line(line) => {
                text.push_str(line.text.trim());
                text.push('\n');
            }
            Piece::Table(inner) => waiting.extend(backwards(inner)),
        }
    }
}

/// What stands in a table, the last first.
fn backwards(table: &Table) -> Vec<&Piece> {
    table.rows.iter().flatten().flat_map(|cell| &cell.pieces).rev().collect()
}
