//! The walk through paragraphs, runs and words.
//!
//! Never looks at what holds a paragraph. Start at [`Walk::begin_paragraph`]; every word goes through [`Walk::put`].

use std::rc::Rc;

use super::body::{Apart, Frame, Walk};
use super::field;
use super::left::Left;
use super::numbering::Sign;
use super::package::Target;
use super::paragraph::Look;
use super::properties;
use super::story::Run;
use super::xml::{Element, Space};
use crate::diagnostic::Phrase;
use crate::import::manuscript::{Carried, Omitted, Piece};

impl<'a> Walk<'a, '_> {
    pub(super) fn begin_paragraph(&mut self) -> Result<(), Phrase> {
        self.end_open()?;
        self.found.weight.blocks(1)?;
        let style = self.found.styles.of(None);
        let story = self.story();
        let carried = story.carried.take();
        story.paragraphs += usize::from(carried.is_none());
        story.draft = Some(carried.unwrap_or_default().formed(style, properties::Paragraph::default()));
        self.frames.push(Frame::Paragraph);
        self.plain_run();
        Ok(())
    }

    /// Ends a paragraph that is open where none can be.
    pub(super) fn end_open(&mut self) -> Result<(), Phrase> {
        if self.story().draft.is_some() { self.end_paragraph() } else { Ok(()) }
    }

    pub(super) fn paragraph_form(&mut self) -> Result<(), Phrase> {
        let said = properties::Paragraph::read(&mut self.scanner)?;
        let style = self.found.styles.of(said.style.as_deref());
        self.margins(said.margins.clone())?;
        let story = self.story();
        story.draft = Some(story.draft.take().unwrap_or_default().formed(style, said));
        self.plain_run();
        Ok(())
    }

    /// Counts the paragraph that is open, if it is of a list and has not been counted.
    pub(super) fn count(&mut self) -> Result<(), Phrase> {
        let draft = self.stories.last_mut().and_then(|story| story.draft.as_mut());
        let Some(draft) = draft.filter(|draft| draft.sign.is_none()) else { return Ok(()) };
        let found = &mut *self.found;
        let sign = found.counters.step(&found.numbering, &found.styles, draft.numbered, &draft.style);
        if let Some(Sign::Number { text, .. }) = &sign {
            found.weight.words(text)?;
        }
        draft.sign = Some(sign);
        Ok(())
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), Phrase> {
        self.found.left.pause();
        let story = self.story();
        if let Some(draft) = story.draft.take_if(|draft| draft.is_open) {
            story.carried = Some(draft);
            return Ok(());
        }
        story.end_instructions();
        if story.draft.as_ref().is_some_and(|draft| !draft.is_hidden || !draft.is_blank()) {
            self.count()?;
        }
        let aligned = self.found.styles.aligned;
        let is_cell = self.story().is_cell;
        let Some(mut draft) = self.story().draft.take() else { return Ok(()) };
        draft.shows_number = is_cell;
        draft.aligned = draft.aligned.or(draft.style.aligned).or(aligned);
        let after = if draft.style.is_contents && !draft.is_blank() {
            let words = draft.text().trim().to_owned();
            let found = &mut *self.found;
            if let Some(story) = self.stories.last_mut() {
                let from = story.pieces.len();
                story.leave_contents(from, &words, &mut found.left);
            }
            draft.after
        } else {
            let (lines, after) = draft.lines();
            self.story().pieces.extend(lines.into_iter().map(Piece::Line));
            after
        };
        self.story().pieces.extend(after);
        Ok(())
    }

    /// Ends the last story: its pieces.
    pub(super) fn end_story(&mut self) -> Result<Vec<Piece>, Phrase> {
        self.end_open()?;
        if let Some(mut carried) = self.story().carried.take() {
            carried.is_open = false;
            self.story().draft = Some(carried);
            self.end_paragraph()?;
        }
        Ok(self.stories.pop().unwrap_or_default().pieces)
    }

    pub(super) fn begin_run(&mut self) {
        let outer = self.story().run.clone();
        self.frames.push(Frame::Run(outer));
        self.plain_run();
    }

    /// A run of which nothing is said.
    pub(super) fn plain_run(&mut self) {
        self.run_of(&properties::Run::default());
    }

    pub(super) fn run_form(&mut self) -> Result<(), Phrase> {
        let said = properties::Run::read(&mut self.scanner)?;
        self.run_of(&said);
        Ok(())
    }

    /// Takes in what styles say. Bold over bold is not bold, by the rule for what can be turned on and off.
    fn run_of(&mut self, said: &properties::Run) {
        let styles = &self.found.styles;
        let worded = said.style.as_deref().map(|id| styles.look(id)).unwrap_or_default();
        let defaults = styles.look;
        let draft = self.stories.last_mut().and_then(|story| story.draft.as_mut());
        let lined = draft.map(|draft| draft.style.look).unwrap_or_default();
        let turned = |direct: Option<bool>, worded: Option<bool>, lined: Option<bool>, default: Option<bool>| {
            let styled = worded.unwrap_or_default() != lined.unwrap_or_default();
            direct.unwrap_or(styled || (worded.is_none() && lined.is_none() && default == Some(true)))
        };
        let look = said.look.or(worded).or(lined).or(defaults);
        let run = Run {
            is_bold: turned(said.look.bold, worded.bold, lined.bold, defaults.bold),
            is_hidden: turned(said.look.hidden, worded.hidden, lined.hidden, defaults.hidden),
            half_points: look.half_points,
            raised: look.raised,
            font: look.font,
            is_sign: false,
        };
        self.story().run = run;
    }

    pub(super) fn words(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let keeps = self.scanner.keeps_blanks(element).unwrap_or(self.keeps_blanks);
        let text = self.scanner.text()?;
        self.put(if keeps { &text } else { text.trim_matches([' ', '\n', '\r', '\t']) })
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), Phrase> {
        self.put_seen(sign)?;
        self.scanner.skip()
    }

    /// Adds words as they are written.
    pub(super) fn put(&mut self, words: &str) -> Result<(), Phrase> {
        let words = super::words::readable(words.into(), self.story().run.font);
        self.put_seen(&words)
    }

    /// Adds words that are as a reader sees them.
    pub(super) fn put_seen(&mut self, words: &str) -> Result<(), Phrase> {
        if words.is_empty() || self.story().run.is_sign {
            return Ok(());
        }
        if self.hints > 0 {
            return self.leave(Omitted::Furniture, words);
        }
        if self.story().run.is_hidden {
            return self.leave(Omitted::Hidden, words);
        }
        self.found.weight.words(words)?;
        self.found.weight.blocks(words.matches('\n').count())?;
        self.found.left.pause();
        let link = self.linked()?;
        let story = self.story();
        let raised = story.raised.or(story.run.raised);
        let (is_bold, half_points) = (story.run.is_bold, story.run.half_points);
        let is_other = story.draft().put(words, Look { is_bold, half_points, raised, link });
        if is_other { self.found.weight.mark() } else { Ok(()) }
    }

    /// The place of the address that the next words lead to.
    fn linked(&mut self) -> Result<Option<usize>, Phrase> {
        let story = self.story();
        let Some(address) = story.link.clone() else { return Ok(None) };
        let draft = story.draft();
        let (place, is_new) = draft.link(&address);
        if is_new {
            self.found.weight.words(&address)?;
        }
        Ok(Some(place))
    }

    /// Leaves words out, and says so.
    pub(super) fn leave(&mut self, what: Omitted, words: &str) -> Result<(), Phrase> {
        if !words.trim().is_empty() {
            self.found.weight.words(words)?;
            self.found.weight.blocks(1)?;
            self.found.left.push(what, words);
        }
        Ok(())
    }

    /// Leaves one thing out that stands for itself, and says so.
    pub(super) fn leave_one(&mut self, what: Omitted, words: &str) -> Result<(), Phrase> {
        self.found.weight.words(words)?;
        self.found.weight.blocks(1)?;
        self.found.left.one(what, words);
        Ok(())
    }

    /// The headers and footers of a section.
    pub(super) fn margins(&mut self, margins: Vec<String>) -> Result<(), Phrase> {
        self.found.weight.blocks(margins.len())?;
        self.held.margins.extend(margins);
        Ok(())
    }

    pub(super) fn end_field(&mut self) {
        let left: &mut Left = &mut self.found.left;
        if let Some(story) = self.stories.last_mut() {
            story.end_field(left);
        }
    }

    pub(super) fn link(&mut self, element: &Element<'a>) {
        let outside = self.scanner.attribute(element, Space::Relation, "id").and_then(|id| {
            match &self.relations.get(&*id)?.target {
                Target::Outside(address) => field::outside(address).map(Rc::from),
                Target::Part(_) => None,
            }
        });
        let story = self.story();
        let outer = story.link.clone();
        story.link = outer.clone().or(outside);
        self.frames.push(Frame::Link(outer));
    }

    pub(super) fn note(&mut self, element: &Element<'a>, apart: Apart) -> Result<(), Phrase> {
        if let Some(id) = self.scanner.value(element, "id").filter(|_| !self.story().run.is_hidden && self.hints == 0) {
            let note = (apart, id.into_owned());
            self.found.weight.link()?;
            let place = self.found.notes.len();
            self.found.notes.push(note);
            self.story().draft().point(Carried::Note(place));
            let follows = self.scanner.value(element, "customMarkFollows");
            self.story().run.is_sign = follows.is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        }
        self.scanner.skip()
    }
}
