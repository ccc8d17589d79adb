//! 文稿 (.docx): the document of Word and WPS as a manuscript.
//!
//! Reads what its reader saw, numbers included, and nothing that a tracked change took out; never runs, fetches or computes
//! anything. Start at [`read`]; the walk through the text is in `body`.

mod block;
mod body;
mod drawing;
mod field;
mod flow;
mod formula;
mod left;
mod numbering;
mod numeral;
mod order;
mod package;
mod paragraph;
mod properties;
mod shape;
mod story;
mod styles;
mod symbol;
mod table;
mod weight;
mod words;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use body::{Apart, Found, Held, Walk};
use left::each_line;
use numbering::Numbering;
use package::{Main, Package, Relations, Target, part_of};
use styles::Styles;
use xml::{Scanner, Space, Token};

use super::manuscript::{Line, Manuscript, Omitted, Piece};
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::{Damage, Foreign};

/// Whether a file is a document of Word: a package whose main part is WordprocessingML, whatever the file is called.
pub fn is_word(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && check(bytes).is_ok()
}

/// Whether a package is a document of Word; else what it is.
pub(super) fn check(bytes: &[u8]) -> Result<(), Phrase> {
    main_part(&mut Package::open(bytes)?).map(|_| ())
}

/// The main part of a document of Word.
fn main_part(package: &mut Package<'_>) -> Result<String, Phrase> {
    let foreign = match package.main()? {
        Some((part, Main::Word)) => return Ok(part),
        Some((_, Main::Sheet)) => Foreign::Sheet,
        Some((_, Main::Slides)) => Foreign::Slides,
        None if package.has("OFD.xml") => Foreign::Ofd,
        None if package.has("content.xml") && (package.has("META-INF/manifest.xml") || package.has("mimetype")) => {
            Foreign::OpenDocument
        }
        // A document whose directory is lost is broken and no archive.
        None if package.has("word/document.xml") => {
            let part = "[Content_Types].xml".to_owned();
            return Err(Phrase::ImportDamaged(Damage::Missing { part }));
        }
        None => Foreign::Archive,
    };
    Err(Phrase::ImportForeign(foreign))
}

/// Reads a document.
///
/// **Refuses** what is no document of Word, what is damaged or protected by a password, what is larger than the limits, and what has
/// no text; the phrase says which and what to do.
pub fn read(bytes: &[u8]) -> Result<Manuscript, Phrase> {
    let mut package = Package::open(bytes)?;
    let part = main_part(&mut package)?;
    let relations = package.relations(&part)?;
    let mut found = Found::default();
    if let Some((styles, text)) = related(&mut package, &relations, "styles")? {
        found.styles = Styles::read(&text, &styles)?;
    }
    if let Some((numbering, text)) = related(&mut package, &relations, "numbering")? {
        found.numbering = Numbering::read(&text, &numbering)?;
    }
    let text = package.main_xml(&part)?.ok_or_else(|| Phrase::ImportDamaged(Damage::Missing { part: part.clone() }))?;
    let held = Walk::through(&text, &part, &relations, &mut found)?;
    drop(text);
    let notes = notes(&mut package, &relations, &mut found)?;
    margins(&mut package, &relations, &held, &mut found)?;
    comments(&mut package, &relations, &mut found)?;
    objects(&mut package, &mut found)?;
    let mut manuscript = Manuscript {
        pieces: held.pieces,
        notes,
        pictures: Vec::new(),
        title: title(&mut package)?,
        left_out: Vec::new(),
    };
    order::settle(&mut manuscript, &mut found, &mut package)?;
    manuscript.left_out = found.left.entries;
    has_text(&manuscript, found.is_elsewhere)?;
    Ok(manuscript)
}

/// The part of a kind, and its text.
fn related(package: &mut Package<'_>, relations: &Relations, kind: &str) -> Result<Option<(String, String)>, Phrase> {
    let Some(part) = part_of(relations, kind) else { return Ok(None) };
    Ok(package.xml(part)?.map(|text| (part.to_owned(), text)))
}

/// The paragraphs of the notes that the text refers to, in that order.
fn notes(package: &mut Package<'_>, relations: &Relations, found: &mut Found) -> Result<Vec<Vec<Line>>, Phrase> {
    let mut items: BTreeMap<Apart, BTreeMap<String, Vec<Piece>>> = BTreeMap::new();
    let referred = std::mem::take(&mut found.notes);
    for (apart, kind) in [(Apart::Footnotes, "footnotes"), (Apart::Endnotes, "endnotes")] {
        if !referred.iter().any(|(place, _)| *place == apart) {
            continue;
        }
        if let Some((part, text)) = related(package, relations, kind)? {
            let own = package.relations(&part)?;
            items.insert(apart, Walk::through(&text, &part, &own, found)?.items);
        }
    }
    // A note that two places refer to is read once; the second place is led to it later.
    let notes = referred.iter().map(|(apart, id)| {
        let pieces = items.get_mut(apart).and_then(|items| items.get_mut(id)).map(std::mem::take).unwrap_or_default();
        note_lines(pieces)
    });
    let notes = notes.collect();
    found.notes = referred;
    Ok(notes)
}

/// The lines of a note; a row of a table in it is one line. The blank behind its sign goes with the sign.
fn note_lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => lines.push(line),
            Piece::Table(table) => lines.extend(table.rows.iter().filter(|row| !row.is_empty()).map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| left::words(&cell.pieces)).collect();
                Line::plain(cells.join("\t"))
            })),
        }
    }
    if let Some(first) = lines.first_mut() {
        first.trim_start();
    }
    lines
}

/// What stands in headers and footers, each different text once. Numbers of pages, and what is set around them, say nothing.
fn margins(package: &mut Package<'_>, relations: &Relations, held: &Held, found: &mut Found) -> Result<(), Phrase> {
    let parts: BTreeSet<&String> = held
        .margins
        .iter()
        .filter_map(|id| match &relations.get(id)?.target {
            Target::Part(part) => Some(part),
            Target::Outside(_) => None,
        })
        .collect();
    let mut texts = BTreeSet::new();
    for part in parts {
        let Some(text) = package.xml(part)? else { continue };
        let own = package.relations(part)?;
        let mut apart = Found {
            styles: std::mem::take(&mut found.styles),
            numbering: std::mem::take(&mut found.numbering),
            weight: found.weight,
            ..Found::default()
        };
        let held = Walk::through(&text, part, &own, &mut apart);
        found.styles = apart.styles;
        found.numbering = apart.numbering;
        found.weight = apart.weight;
        let words = left::words(&held?.pieces);
        let says = |c: char| !c.is_whitespace() && !c.is_ascii_digit() && !"-–—－·.第页共/PageofPAGEOF　".contains(c);
        if words.contains(says) && texts.insert(words.clone()) {
            found.left.one(Omitted::HeaderOrFooter, words);
        }
    }
    Ok(())
}

/// Comments, without the names of those who wrote them.
fn comments(package: &mut Package<'_>, relations: &Relations, found: &mut Found) -> Result<(), Phrase> {
    let Some((part, text)) = related(package, relations, "comments")? else { return Ok(()) };
    let own = package.relations(&part)?;
    let pictures = found.pictures.len();
    let held = Walk::through(&text, &part, &own, found)?;
    found.pictures.truncate(pictures);
    for pieces in held.items.values() {
        found.left.one(Omitted::Comment, left::words(pieces));
    }
    Ok(())
}

/// The words of charts and diagrams, each of which is left out.
fn objects(package: &mut Package<'_>, found: &mut Found) -> Result<(), Phrase> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for part in std::mem::take(&mut found.objects) {
        // One that is shown again has said its words.
        let text = if known.contains(&part) { None } else { package.xml(&part)? };
        let words = text.map(|text| Scanner::new(&text, &part).all_words()).transpose()?.unwrap_or_default();
        found.weight.words(&words)?;
        found.left.one(Omitted::Object, words);
        known.insert(part);
    }
    Ok(())
}

/// The title in the properties; properties that cannot be read say nothing.
fn title(package: &mut Package<'_>) -> Result<Option<String>, Phrase> {
    let relations = package.relations("")?;
    let Some(part) = part_of(&relations, "core-properties").map(str::to_owned) else { return Ok(None) };
    let Ok(Some(text)) = package.xml(&part) else { return Ok(None) };
    let mut scanner = Scanner::new(&text, &part);
    while let Ok(token) = scanner.next() {
        match token {
            Token::Open(element) if element.space == Space::DublinCore && element.name() == "title" => {
                let title = scanner.text().unwrap_or_default();
                let title = words::readable(title, None).split_whitespace().collect::<Vec<_>>().join(" ");
                return Ok(Some(title).filter(|title| !title.is_empty()));
            }
            Token::End => break,
            _ => {}
        }
    }
    Ok(None)
}

/// A document without a single character that is seen is refused: nothing could be read of it on a page.
fn has_text(manuscript: &Manuscript, is_elsewhere: bool) -> Result<(), Phrase> {
    let says = |line: &Line| line.text.chars().any(|c| !c.is_whitespace() && !crate::text::is_blank(c));
    let mut has_text = manuscript.notes.iter().flatten().any(says);
    each_line(&manuscript.pieces, &mut |line| has_text |= says(line));
    let shows = |what| manuscript.left_out.iter().any(|left| left.what == what);
    match has_text {
        true => Ok(()),
        false if is_elsewhere => Err(Phrase::ImportForeign(Foreign::Html)),
        false if !manuscript.pictures.is_empty() || shows(Omitted::Picture) => {
            Err(Phrase::ImportForeign(Foreign::Scan))
        }
        false => Err(Phrase::ImportEmpty),
    }
}
