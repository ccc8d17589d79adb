//! The walk through what holds paragraphs: tables, text boxes, content controls, notes, alternatives.
//!
//! Never looks at words. Start at [`Walk::begin_table`].

use super::body::{Frame, Walk};
use super::left::words;
use super::story::Story;
use super::table::{self, CellForm, Merged};
use super::xml::{Element, Space};
use crate::diagnostic::Phrase;
use crate::import::manuscript::Omitted;

impl<'a> Walk<'a, '_> {
    pub(super) fn begin_table(&mut self) -> Result<(), Phrase> {
        self.end_open()?;
        self.tables.push(table::Draft::default());
        self.frames.push(Frame::Table);
        Ok(())
    }

    pub(super) fn begin_row(&mut self) -> Result<(), Phrase> {
        self.found.weight.blocks(1)?;
        self.frames.push(Frame::Row);
        if let Some(table) = self.tables.last_mut() {
            table.row();
        }
        Ok(())
    }

    pub(super) fn row_form(&mut self) -> Result<(), Phrase> {
        let Some(form) = self.tables.last_mut().and_then(table::Draft::form) else { return self.scanner.skip() };
        let level = self.scanner.level();
        while let Some(child) = self.scanner.next_inside(level)? {
            match child.name() {
                "tblHeader" => form.is_head = self.scanner.is_on(&child),
                "gridBefore" => form.before = self.scanner.number(&child).unwrap_or(0),
                "gridAfter" => form.after = self.scanner.number(&child).unwrap_or(0),
                "del" | "moveFrom" => form.is_gone = true,
                "trPrChange" => self.scanner.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn begin_cell(&mut self) -> Result<(), Phrase> {
        self.found.weight.blocks(1)?;
        self.frames.push(Frame::Cell);
        self.cells.push(CellForm::default());
        self.stories.push(Story::cell());
        Ok(())
    }

    pub(super) fn cell_form(&mut self) -> Result<(), Phrase> {
        let mut form = CellForm::default();
        let level = self.scanner.level();
        while let Some(child) = self.scanner.next_inside(level)? {
            match child.name() {
                "gridSpan" => form.columns = self.scanner.number(&child),
                "vMerge" => form.down = goes_on(self.scanner.val(&child).as_deref()),
                "hMerge" => form.across = goes_on(self.scanner.val(&child).as_deref()),
                "cellDel" => form.is_gone = true,
                "tcPrChange" => self.scanner.skip()?,
                _ => {}
            }
        }
        if let Some(cell) = self.cells.last_mut() {
            *cell = form;
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self) -> Result<(), Phrase> {
        let pieces = self.end_story()?;
        let form = self.cells.pop().unwrap_or_default();
        if form.is_gone {
            return self.leave(Omitted::Deletion, &words(&pieces));
        }
        match self.tables.last_mut() {
            Some(table) => table.cell(form, pieces),
            // A cell without a table is what stands in it.
            None => self.story().pieces.extend(pieces),
        }
        Ok(())
    }

    /// A text box is read where it hangs, and stands behind the paragraph that holds it.
    pub(super) fn begin_box(&mut self) -> Result<(), Phrase> {
        self.count()?;
        let is_hidden = self.story().run.is_hidden;
        self.stories.push(Story::default());
        self.frames.push(Frame::TextBox { is_hidden });
        Ok(())
    }

    pub(super) fn end_box(&mut self, is_hidden: bool) -> Result<(), Phrase> {
        let pieces = self.end_story()?;
        if is_hidden {
            return self.leave(Omitted::Hidden, &words(&pieces));
        }
        let story = self.story();
        match story.draft.as_mut() {
            Some(draft) => draft.after.extend(pieces),
            None => story.pieces.extend(pieces),
        }
        Ok(())
    }

    pub(super) fn begin_item(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        self.found.weight.blocks(1)?;
        // Separators between text and notes have no words.
        let id = self.scanner.value(element, "id").unwrap_or_default().into_owned();
        self.stories.push(Story::default());
        self.frames.push(Frame::Item(id));
        Ok(())
    }

    pub(super) fn control_form(&mut self) -> Result<(), Phrase> {
        let (mut hint, mut contents) = (false, false);
        let level = self.scanner.level();
        while let Some(child) = self.scanner.next_inside(level)? {
            match child.name() {
                "showingPlcHdr" => hint = self.scanner.is_on(&child),
                "docPartGallery" => {
                    contents = self.scanner.val(&child).is_some_and(|name| name.starts_with("Table of Contents"));
                }
                _ => {}
            }
        }
        if let Some(Frame::Control { is_hint, is_contents }) = self.frames.last_mut() {
            (*is_hint, *is_contents) = (hint, contents);
        }
        Ok(())
    }

    pub(super) fn begin_content(&mut self) {
        let (is_hint, is_contents) = match self.frames.last() {
            Some(Frame::Control { is_hint, is_contents }) => (*is_hint, *is_contents),
            _ => (false, false),
        };
        self.hints += usize::from(is_hint);
        let story = self.story();
        let contents = (is_contents && story.draft.is_none()).then_some(story.pieces.len());
        self.frames.push(Frame::Content { is_hint, contents });
    }

    pub(super) fn end_content(&mut self, is_hint: bool, contents: Option<usize>) -> Result<(), Phrase> {
        self.hints -= usize::from(is_hint);
        let Some(from) = contents else { return Ok(()) };
        self.end_open()?;
        let left = &mut self.found.left;
        if let Some(story) = self.stories.last_mut() {
            story.leave_contents(from, "", left);
        }
        Ok(())
    }

    /// Of alternatives the first that is understood, and else the one for programs that understand none. A text box stands in
    /// both, a chart as a picture in the second.
    pub(super) fn alternative(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        if element.name() == "AlternateContent" {
            self.frames.push(Frame::Alternatives { is_taken: false, passed: String::new() });
            return Ok(());
        }
        let is_fit = match element.name() {
            "Choice" => {
                let requires = self.scanner.attribute(element, Space::None, "Requires").unwrap_or_default();
                requires
                    .split_whitespace()
                    .all(|prefix| self.scanner.address(prefix).is_some_and(|a| is_understood(&a)))
            }
            "Fallback" => true,
            _ => return self.plain(),
        };
        let Some(Frame::Alternatives { is_taken, .. }) = self.frames.last_mut() else { return self.plain() };
        if is_fit && !*is_taken {
            *is_taken = true;
            return self.plain();
        }
        let is_second = *is_taken;
        let words = self.scanner.words()?;
        if let Some(Frame::Alternatives { passed, .. }) = self.frames.last_mut().filter(|_| !is_second) {
            passed.push_str(&words);
        }
        Ok(())
    }

    pub(super) fn foreign_part(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let id = self.scanner.attribute(element, Space::Relation, "id").unwrap_or_default();
        if let Some(relation) = self.relations.get(&*id) {
            let name = match &relation.target {
                super::package::Target::Part(part) => part.rsplit('/').next().unwrap_or_default().to_owned(),
                super::package::Target::Outside(_) => String::new(),
            };
            self.leave_one(Omitted::Object, &name)?;
            self.found.is_elsewhere = true;
        }
        self.scanner.skip()
    }
}

fn goes_on(value: Option<&str>) -> Merged {
    if value == Some("restart") { Merged::Not } else { Merged::On }
}

/// Whether what an alternative requires is understood here: shapes, and what newer versions of Word add to text.
fn is_understood(address: &str) -> bool {
    const OFFICE: &str = "http://schemas.microsoft.com/office/";
    let Some(rest) = address.strip_prefix(OFFICE) else { return Space::of(address) != Space::Other };
    rest.starts_with("word/") || rest == "drawing/2010/main"
}
