//! The walk through drawings: pictures, charts, embedded files, text as a drawing.
//!
//! Never opens a picture: what it holds is looked at when the text is read. Start at [`Walk::drawn`].

use super::body::{Frame, Shown, Walk};
use super::package::Target;
use super::xml::{Element, Space};
use crate::diagnostic::Phrase;
use crate::import::manuscript::{Carried, Line, Omitted, Piece};

impl<'a> Walk<'a, '_> {
    /// An element of a drawing.
    pub(super) fn drawn(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let attribute = |space, name| self.scanner.attribute(element, space, name);
        match (element.space, element.name()) {
            (Space::Placed, "docPr") => {
                self.description = attribute(Space::None, "descr").map(|d| described(&d)).unwrap_or_default();
            }
            (Space::Vml, "shape" | "rect" | "oval" | "roundrect" | "group") => {
                self.description = attribute(Space::None, "alt").map(|d| described(&d)).unwrap_or_default();
            }
            (Space::Drawing, "blip") => {
                let id = attribute(Space::Relation, "embed").or_else(|| attribute(Space::Relation, "link"));
                self.picture(&id.unwrap_or_default())?;
            }
            (Space::Vml, "imagedata") => {
                let id = attribute(Space::Relation, "id").or_else(|| attribute(Space::Office, "relid"));
                let id = id.or_else(|| attribute(Space::Relation, "href"));
                self.picture(&id.unwrap_or_default())?;
            }
            (Space::Vml, "textpath") => {
                let words = attribute(Space::None, "string").unwrap_or_default();
                self.painted(&words)?;
            }
            (Space::Chart, "chart") => {
                let id = attribute(Space::Relation, "id").unwrap_or_default();
                self.object(&id)?;
            }
            (Space::Diagram, "relIds") => {
                let id = attribute(Space::Relation, "dm").unwrap_or_default();
                self.object(&id)?;
            }
            (Space::Office, "OLEObject") => {
                let program = attribute(Space::None, "ProgID").unwrap_or_default();
                self.leave_one(Omitted::Object, &program)?;
            }
            // What a list of fall-backs or of settings holds is no text.
            (Space::Drawing, "extLst") => return self.scanner.skip(),
            _ => {}
        }
        self.plain()
    }

    fn picture(&mut self, id: &str) -> Result<(), Phrase> {
        let Some(relation) = self.relations.get(id) else { return Ok(()) };
        if self.story().run.is_hidden || self.hints > 0 {
            return Ok(());
        }
        self.found.weight.link()?;
        let is_face = self.frames.iter().any(|frame| matches!(frame, Frame::Object));
        let shown = Shown { target: relation.target.clone(), description: self.description.clone(), is_face };
        // The same picture is kept once where it is shown again at once, as in a table of stars.
        let pictures = &mut self.found.pictures;
        let place = pictures.len();
        pictures.push(shown);
        self.found.left.pause();
        self.story().draft().point(Carried::Picture(place));
        Ok(())
    }

    fn object(&mut self, id: &str) -> Result<(), Phrase> {
        match self.relations.get(id).map(|relation| &relation.target) {
            Some(Target::Part(part)) => {
                self.found.weight.words(part)?;
                self.found.weight.blocks(1)?;
                self.found.objects.push(part.clone());
                Ok(())
            }
            Some(Target::Outside(_)) | None => self.leave_one(Omitted::Object, ""),
        }
    }

    /// Words that are painted (艺术字) stand as a line of their own behind the paragraph, like a text box.
    fn painted(&mut self, words: &str) -> Result<(), Phrase> {
        let words = super::words::readable(words.into(), None);
        let words = words.trim();
        if words.is_empty() || self.story().run.is_hidden {
            return self.leave(Omitted::Hidden, words);
        }
        self.found.weight.words(words)?;
        self.found.weight.blocks(1)?;
        self.count()?;
        let line = Piece::Line(Line::plain(words.replace('\n', " ")));
        self.story().draft().after.push(line);
        Ok(())
    }
}

/// What an author said of a picture. Programs put the name or the path of its file there, or what they guess it shows.
fn described(text: &str) -> String {
    const GUESSED: [&str; 4] =
        ["描述已自动生成", "AI 生成的内容", "escription automatically generated", "AI-generated content"];
    /// No description is longer; the rest would be kept for every picture that has it.
    const LONGEST: usize = 500;
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = text.to_lowercase();
    let endings = ["png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "emf", "wmf", "svg"];
    let is_file = small.contains(":\\") || small.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending));
    let is_guess = GUESSED.iter().any(|guessed| text.contains(guessed));
    if is_file || is_guess { String::new() } else { text.chars().filter(|c| !c.is_control()).take(LONGEST).collect() }
}
