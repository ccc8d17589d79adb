//! The last step: notes and pictures in the order in which the text shows them.
//!
//! Never changes a word. Start at [`settle`].

use std::collections::BTreeMap;

use super::body::{Found, Shown};
use super::package::{Package, Target};
use crate::diagnostic::Phrase;
use crate::import::manuscript::{Carried, Line, Manuscript, Omitted, Picture, Piece};

/// Numbers notes and pictures as they come in the text, and reads the pictures. Those that no browser shows are left out, and so
/// is a line that has nothing else.
pub(super) fn settle(manuscript: &mut Manuscript, found: &mut Found, package: &mut Package<'_>) -> Result<(), Phrase> {
    let mut first: BTreeMap<&(super::body::Apart, String), usize> = BTreeMap::new();
    let same: Vec<usize> =
        found.notes.iter().enumerate().map(|(place, note)| *first.entry(note).or_insert(place)).collect();
    let mut settled = Settled { same, ..Settled::default() };
    settled.fetch(found, package)?;
    settled.pieces(&mut manuscript.pieces);
    let mut read = std::mem::take(&mut manuscript.notes);
    let mut at = 0;
    // Notes are few and could refer to others.
    while let Some(&place) = settled.notes.get(at) {
        let mut lines = read.get_mut(place).map(std::mem::take).unwrap_or_default();
        lines.iter_mut().for_each(|line| settled.line(line));
        manuscript.notes.push(lines);
        at += 1;
    }
    manuscript.pictures = settled.shown;
    Ok(())
}

#[derive(Default)]
struct Settled {
    /// For each note the first that is the same.
    same: Vec<usize>,
    /// The notes by their old places, in the order of the text, and the new place of each old one.
    notes: Vec<usize>,
    new_notes: BTreeMap<usize, usize>,
    /// What is known of pictures, by their old places: which of the kinds they are.
    kinds: Vec<Option<usize>>,
    /// The pictures that differ.
    read: Vec<Picture>,
    shown: Vec<Picture>,
    new_pictures: BTreeMap<usize, usize>,
}

impl Settled {
    /// Reads the pictures, each that is the same once.
    fn fetch(&mut self, found: &mut Found, package: &mut Package<'_>) -> Result<(), Phrase> {
        let mut known: Vec<(Shown, Option<usize>)> = Vec::new();
        let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
        for shown in std::mem::take(&mut found.pictures) {
            let key = match &shown.target {
                Target::Part(part) => (part.clone(), shown.description.clone()),
                Target::Outside(address) => (format!("\n{address}"), shown.description.clone()),
            };
            if let Some(&place) = places.get(&key) {
                self.kinds.push(known[place].1);
                continue;
            }
            let kind = match picture(&shown, package)? {
                Ok(picture) => {
                    self.read.push(picture);
                    Some(self.read.len() - 1)
                }
                Err(words) => {
                    if !shown.is_face {
                        found.left.one(Omitted::Picture, words);
                    }
                    None
                }
            };
            places.insert(key, known.len());
            known.push((shown, kind));
            self.kinds.push(kind);
        }
        Ok(())
    }

    fn pieces(&mut self, pieces: &mut Vec<Piece>) {
        for piece in pieces.iter_mut() {
            match piece {
                Piece::Line(line) => self.line(line),
                Piece::Table(table) => {
                    table.rows.iter_mut().flatten().for_each(|cell| self.pieces(&mut cell.pieces));
                }
            }
        }
        pieces.retain(|piece| match piece {
            Piece::Line(line) => !line.marks.is_empty() || line.text.chars().any(|c| !c.is_whitespace()),
            Piece::Table(_) => true,
        });
    }

    fn line(&mut self, line: &mut Line) {
        line.marks.retain_mut(|mark| match &mut mark.what {
            Carried::Note(place) => {
                let old = self.same.get(*place).copied().unwrap_or(*place);
                let next = self.notes.len();
                *place = *self.new_notes.entry(old).or_insert(next);
                if *place == next {
                    self.notes.push(old);
                }
                true
            }
            Carried::Picture(place) => {
                let Some(kind) = self.kinds.get(*place).copied().flatten() else { return false };
                let next = self.shown.len();
                *place = *self.new_pictures.entry(kind).or_insert(next);
                if *place == next
                    && let Some(picture) = self.read.get_mut(kind)
                {
                    self.shown.push(std::mem::take(picture));
                }
                true
            }
            _ => true,
        });
    }
}

/// A picture that browsers show, or what to say of one that they do not.
fn picture(shown: &Shown, package: &mut Package<'_>) -> Result<Result<Picture, String>, Phrase> {
    let Target::Part(part) = &shown.target else { return Ok(Err(shown.description.clone())) };
    let Some(beginning) = package.beginning(part)? else { return Ok(Err(String::new())) };
    let Some(ending) = ending(&beginning) else { return Ok(Err(format(part, &beginning))) };
    let bytes = package.bytes(part)?.unwrap_or_default();
    Ok(Ok(Picture { ending, bytes, description: shown.description.clone() }))
}

/// The ending of a name, by how a file begins.
fn ending(beginning: &[u8]) -> Option<&'static str> {
    match beginning {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}

/// The format of a picture that browsers do not show, as people call it.
fn format(part: &str, beginning: &[u8]) -> String {
    match beginning {
        [1, 0, 0, 0, ..] => "EMF".to_owned(),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => "WMF".to_owned(),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "TIFF".to_owned(),
        [b'B', b'M', ..] => "BMP".to_owned(),
        _ => part.rsplit_once('.').map(|(_, ending)| ending.to_uppercase()).unwrap_or_default(),
    }
}
