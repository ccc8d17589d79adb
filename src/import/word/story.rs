//! A run of paragraphs and tables while it is read: the body, a cell, a text box, a note.
//!
//! Never reads XML. Start at [`Story`]; fields, which may begin in one paragraph and end in another, live in it.

use std::rc::Rc;

use super::field::Kind;
use super::left::{Left, words};
use super::paragraph::{Draft, Place};
use super::properties;
use super::symbol::Font;
use crate::import::manuscript::{Omitted, Piece};

/// How the run that is being read looks, everything that styles say taken in.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) is_bold: bool,
    pub(super) is_hidden: bool,
    pub(super) half_points: Option<u16>,
    pub(super) raised: Option<properties::Raised>,
    pub(super) font: Option<Font>,
    /// It is the sign of a note that its author chose.
    pub(super) is_sign: bool,
}

/// A field that has begun.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) kind: Kind,
    /// Whether its result has begun.
    is_result: bool,
    /// Where it began, and then where its result did: the paragraph, the place in it, how many pieces came before.
    paragraph: usize,
    place: Place,
    pieces: usize,
    /// What a box or a choice of a form shows.
    pub(super) shown: Option<String>,
    /// The address that words led to before it.
    link: Option<Rc<str>>,
}

/// A run of paragraphs and tables.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) pieces: Vec<Piece>,
    /// The paragraph that is open.
    pub(super) draft: Option<Draft>,
    /// A paragraph whose mark was deleted, so that the next goes on in it.
    pub(super) carried: Option<Draft>,
    pub(super) run: Run,
    /// The address that words lead to.
    pub(super) link: Option<Rc<str>>,
    /// Set above or below the line by what surrounds the run.
    pub(super) raised: Option<properties::Raised>,
    /// It is a cell of a table.
    pub(super) is_cell: bool,
    /// How many paragraphs have begun.
    pub(super) paragraphs: usize,
    fields: Vec<Field>,
}

impl Story {
    /// The inside of a cell.
    pub(super) fn cell() -> Self {
        Self { is_cell: true, ..Self::default() }
    }

    /// The paragraph that is open; words that stand in none get one.
    pub(super) fn draft(&mut self) -> &mut Draft {
        self.draft.get_or_insert_default()
    }

    /// A field begins. Fields in fields beyond any sense are none.
    pub(super) fn begin_field(&mut self, instruction: String) {
        const DEEPEST: usize = 500;
        if self.fields.len() >= DEEPEST {
            return;
        }
        let place = self.draft().place();
        self.fields.push(Field {
            instruction,
            kind: Kind::Plain,
            is_result: false,
            paragraph: self.paragraphs,
            place,
            pieces: self.pieces.len(),
            shown: None,
            link: self.link.clone(),
        });
    }

    /// The field whose instruction is being read.
    pub(super) fn instructed(&mut self) -> Option<&mut Field> {
        self.fields.last_mut().filter(|field| !field.is_result)
    }

    /// The result of the last field begins: what stood before it was its instruction.
    pub(super) fn begin_result(&mut self) {
        let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) else { return };
        let draft = self.draft.get_or_insert_default();
        draft.cut(field.place);
        field.is_result = true;
        field.kind = Kind::of(&field.instruction);
        match &field.kind {
            Kind::Link(address) if self.link.is_none() => self.link = Some(address.as_str().into()),
            Kind::Contents if !draft.is_blank() => {
                // What stands before a table of contents in its first line is none of it.
                draft.put("\n", Default::default());
                field.pieces += 1;
            }
            _ => {}
        }
        field.place = draft.place();
    }

    /// The last field ends.
    pub(super) fn end_field(&mut self, left: &mut Left) {
        let Some(field) = self.fields.pop() else { return };
        self.link = field.link;
        let draft = self.draft.get_or_insert_default();
        // Its place means nothing in a later paragraph.
        let is_here = field.paragraph == self.paragraphs;
        let place = if is_here { field.place } else { Place::default() };
        if !field.is_result {
            draft.cut(place);
        }
        let kind = if field.is_result { field.kind } else { Kind::of(&field.instruction) };
        match kind {
            Kind::Plain | Kind::Link(_) => {}
            Kind::Page | Kind::Pages if !is_here => {}
            Kind::Page => left.push(Omitted::PageNumber, &draft.cut(place)),
            Kind::Pages => {}
            Kind::Contents => {
                let last = draft.cut(place);
                let from = field.pieces;
                self.leave_contents(from, &last, left);
            }
            Kind::Box | Kind::Choice => {
                draft.put(&field.shown.unwrap_or_default(), Default::default());
            }
            Kind::Shown(sign) => {
                if draft.since(place).is_empty() {
                    draft.put(&sign, Default::default());
                }
            }
        }
    }

    /// Fields whose result has not begun at the end of a paragraph have none: what follows must not be lost in an instruction.
    pub(super) fn end_instructions(&mut self) {
        self.fields.retain(|field| field.is_result);
        if self.fields.is_empty() {
            self.link = None;
        }
    }

    /// Leaves out a table of contents: the pieces from a place on and these last words, with its heading before them.
    pub(super) fn leave_contents(&mut self, from: usize, last: &str, left: &mut Left) {
        let mut pieces = self.pieces.split_off(from.min(self.pieces.len()));
        if let Some(heading) = self.pieces.pop_if(|piece| is_contents_heading(piece)) {
            pieces.insert(0, heading);
        }
        let all = [words(&pieces), last.trim().to_owned()];
        for words in all.iter().filter(|words| !words.is_empty()) {
            left.push(Omitted::Contents, words);
        }
    }
}

/// Whether a piece is the heading of a table of contents.
fn is_contents_heading(piece: &Piece) -> bool {
    let Piece::Line(line) = piece else { return false };
    let bare: String = line.text.chars().filter(|c| !c.is_whitespace()).take(20).collect();
    ["目录", "目次", "目錄", "contents", "tableofcontents"].contains(&bare.to_lowercase().as_str())
}
