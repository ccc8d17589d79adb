//! The walk through a part: the body, notes, comments, headers and footers are all read by it.
//!
//! Never calls itself, however deep elements nest, and never looks back: one pass. Start at [`Walk::through`]; what an element
//! of WordprocessingML does is one table, [`Walk::word`].

use std::collections::BTreeMap;
use std::rc::Rc;

use super::left::{Left, words};
use super::numbering::{Counters, Numbering};
use super::package::{Relations, Target};

use super::properties::{self, margins};
use super::story::{Run, Story};
use super::styles::Styles;
use super::table::{self, CellForm};
use super::weight::Weight;
use super::xml::{Element, Scanner, Space, Token};
use crate::diagnostic::Phrase;

use crate::import::manuscript::{Omitted, Piece};

/// What a document knows of itself, and what is found in all its parts.
#[derive(Default)]
pub(super) struct Found {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) counters: Counters,
    pub(super) left: Left,
    /// The notes that the text refers to, by their part and their id there.
    pub(super) notes: Vec<(Apart, String)>,
    /// The pictures that it shows.
    pub(super) pictures: Vec<Shown>,
    /// Parts of charts and diagrams, whose words are left out.
    pub(super) objects: Vec<String>,
    /// Whether a part of the text stands in a file of another format inside.
    pub(super) is_elsewhere: bool,
    pub(super) weight: Weight,
}

/// Where notes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Apart {
    Footnotes,
    Endnotes,
}

/// A picture that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) target: Target,
    pub(super) description: String,
    /// It is the face of an object, which is reported itself.
    pub(super) is_face: bool,
}

/// What a part holds.
#[derive(Default)]
pub(super) struct Held {
    pub(super) pieces: Vec<Piece>,
    /// Notes or comments by their ids.
    pub(super) items: BTreeMap<String, Vec<Piece>>,
    /// Headers and footers, by the ids of their relationships.
    pub(super) margins: Vec<String>,
}

/// What has to be done when an element closes.
pub(super) enum Frame {
    Plain,
    Paragraph,
    /// A run, with the look of what is around it.
    Run(Run),
    /// Words that lead somewhere, with where those around them lead.
    Link(Option<Rc<str>>),
    Field,
    Table,
    Row,
    Cell,
    /// A text box; whether the run that holds it is hidden.
    TextBox {
        is_hidden: bool,
    },
    Item(String),
    /// A content control: whether it shows its hint, and whether it holds a table of contents.
    Control {
        is_hint: bool,
        is_contents: bool,
    },
    /// What a content control holds; the pieces before it where it is a table of contents.
    Content {
        is_hint: bool,
        contents: Option<usize>,
    },
    /// Alternatives: whether one was taken, and what was passed over so far.
    Alternatives {
        is_taken: bool,
        passed: String,
    },
    Object,
    Formula(super::shape::Shape),
    /// A part of a formula that is raised, with what is around it.
    Raised(Option<properties::Raised>),
    /// A part of a fraction, and where it began.
    Part(usize),
}

/// The walk through one part.
pub(super) struct Walk<'a, 'f> {
    pub(super) scanner: Scanner<'a>,
    pub(super) found: &'f mut Found,
    pub(super) relations: &'f Relations,
    pub(super) frames: Vec<Frame>,
    pub(super) stories: Vec<Story>,
    pub(super) tables: Vec<table::Draft>,
    pub(super) cells: Vec<CellForm>,
    pub(super) held: Held,
    /// How many content controls that show their hint are open.
    pub(super) hints: usize,
    /// What the author said of the drawing that is open.
    pub(super) description: String,
    pub(super) keeps_blanks: bool,
}

impl<'a, 'f> Walk<'a, 'f> {
    /// Reads a part to its end.
    pub(super) fn through(
        text: &'a str,
        part: &'a str,
        relations: &'f Relations,
        found: &'f mut Found,
    ) -> Result<Held, Phrase> {
        let mut walk = Self {
            scanner: Scanner::new(text, part),
            found,
            relations,
            frames: Vec::new(),
            stories: vec![Story::default()],
            tables: Vec::new(),
            cells: Vec::new(),
            held: Held::default(),
            hints: 0,
            description: String::new(),
            keeps_blanks: false,
        };
        loop {
            match walk.scanner.next()? {
                Token::Open(element) => walk.open(&element)?,
                Token::Close => walk.close()?,
                Token::Text(_) => {}
                Token::End => break,
            }
        }
        let pieces = walk.end_story()?;
        walk.held.pieces = pieces;
        Ok(walk.held)
    }

    fn open(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        match element.space {
            Space::Word => self.word(element),
            Space::Compatibility => self.alternative(element),
            Space::Formula => self.formula(element),
            _ => self.drawn(element),
        }
    }

    /// An element that does nothing when it closes.
    pub(super) fn plain(&mut self) -> Result<(), Phrase> {
        self.frames.push(Frame::Plain);
        Ok(())
    }

    pub(super) fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::default());
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn word(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        match element.name() {
            "p" => self.begin_paragraph()?,
            "pPr" => return self.paragraph_form(),
            "r" => self.begin_run(),
            "rPr" => return self.run_form(),
            "t" => return self.words(element),
            "tab" | "ptab" => return self.sign("\t"),
            "br" | "cr" => return self.sign("\n"),
            "noBreakHyphen" => return self.sign("-"),
            "sym" => return self.symbol(element),
            "del" => {
                let words = self.scanner.words()?;
                self.leave(Omitted::Deletion, &words)?;
            }
            "moveFrom" | "rt" | "tblPr" | "tblPrEx" | "tblGrid" | "delText" | "delInstrText" | "sdtEndPr"
            | "rubyPr" => {
                return self.scanner.skip();
            }
            "fldChar" => return self.field_sign(element),
            "instrText" => {
                let text = self.scanner.text()?;
                if let Some(field) = self.story().instructed() {
                    field.instruction.push_str(&text);
                }
            }
            "fldSimple" => {
                let instruction = self.scanner.value(element, "instr").unwrap_or_default().into_owned();
                self.story().begin_field(instruction);
                self.story().begin_result();
                self.frames.push(Frame::Field);
            }
            "hyperlink" => self.link(element),
            "footnoteReference" => return self.note(element, Apart::Footnotes),
            "endnoteReference" => return self.note(element, Apart::Endnotes),
            "tbl" => self.begin_table()?,
            "tr" => self.begin_row()?,
            "tc" => self.begin_cell()?,
            "trPr" => return self.row_form(),
            "tcPr" => return self.cell_form(),
            "sdt" => self.frames.push(Frame::Control { is_hint: false, is_contents: false }),
            "sdtPr" => return self.control_form(),
            "sdtContent" => self.begin_content(),
            "txbxContent" => self.begin_box()?,
            "footnote" | "endnote" | "comment" => self.begin_item(element)?,
            "sectPr" => {
                let margins = margins(&mut self.scanner)?;
                self.margins(margins)?;
            }
            "object" => self.frames.push(Frame::Object),
            "altChunk" | "subDoc" => return self.foreign_part(element),
            "document" | "footnotes" | "endnotes" | "comments" | "hdr" | "ftr" => {
                self.keeps_blanks = self.scanner.keeps_blanks(element) == Some(true);
                self.frames.push(Frame::Plain);
            }
            _ => self.frames.push(Frame::Plain),
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Phrase> {
        match self.frames.pop() {
            None | Some(Frame::Plain | Frame::Control { .. }) => {}
            Some(Frame::Paragraph) => self.end_paragraph()?,
            Some(Frame::Run(outer)) => self.story().run = outer,
            Some(Frame::Link(outer)) => self.story().link = outer,
            Some(Frame::Field) => self.end_field(),
            Some(Frame::Table) => {
                let pieces = self.tables.pop().unwrap_or_default().finish();
                self.story().pieces.extend(pieces);
            }
            Some(Frame::Row) => {
                let gone = self.tables.last_mut().map(table::Draft::end_row).unwrap_or_default();
                self.leave(Omitted::Deletion, &words(&gone))?;
            }
            Some(Frame::Cell) => self.end_cell()?,
            Some(Frame::TextBox { is_hidden }) => self.end_box(is_hidden)?,
            Some(Frame::Item(id)) => {
                let pieces = self.end_story()?;
                self.held.items.entry(id).or_insert(pieces);
            }
            Some(Frame::Content { is_hint, contents }) => self.end_content(is_hint, contents)?,
            Some(Frame::Alternatives { is_taken, passed }) => {
                if !is_taken && !passed.is_empty() {
                    self.leave_one(Omitted::Object, &passed)?;
                }
            }
            Some(Frame::Object) => {}
            Some(Frame::Formula(shape)) => self.end_shape(shape)?,
            Some(Frame::Raised(outer)) => self.story().raised = outer,
            Some(Frame::Part(from)) => self.end_part(from),
        }
        Ok(())
    }
}
