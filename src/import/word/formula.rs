//! 公式: a formula as one line of text, in the order in which it is read aloud.
//!
//! Never sets a formula: what stands above and below is raised and lowered, a fraction gets a stroke. Start at
//! [`Walk::formula`].

use super::body::{Frame, Walk};
use super::properties::Raised;
use super::shape::Shape;
use super::xml::{Element, Space};
use crate::diagnostic::Phrase;

impl<'a> Walk<'a, '_> {
    /// An element of a formula.
    pub(super) fn formula(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let shape = match element.name() {
            "t" => {
                let text = self.scanner.text()?;
                return self.put(&text);
            }
            "r" => {
                self.begin_run();
                return Ok(());
            }
            "ctrlPr" | "rPr" | "fPr" | "radPr" => return self.scanner.skip(),
            "dPr" | "naryPr" | "accPr" => return self.shape_form(),
            "f" => Shape::Fraction,
            "rad" => Shape::Before { sign: "√".to_owned(), is_written: false },
            "nary" => Shape::Before { sign: "∫".to_owned(), is_written: false },
            "d" => Shape::Brackets { open: "(".to_owned(), between: "|".to_owned(), close: ")".to_owned(), parts: 0 },
            "acc" => Shape::Behind("\u{302}".to_owned()),
            "eqArr" | "mr" => Shape::Rows,
            "num" | "den" | "e" => return self.begin_part(element.name()),
            "sup" => return self.raise(Raised::Above),
            "sub" | "lim" => return self.raise(Raised::Below),
            "deg" => {
                let outer = self.raised();
                self.frames.push(Frame::Raised(outer));
                self.story().raised = Some(Raised::Above);
                return Ok(());
            }
            _ => return self.plain(),
        };
        self.frames.push(Frame::Formula(shape));
        Ok(())
    }

    fn raised(&mut self) -> Option<Raised> {
        self.story().raised
    }

    /// The signs that a construction says of itself.
    fn shape_form(&mut self) -> Result<(), Phrase> {
        let level = self.scanner.level();
        while let Some(child) = self.scanner.next_inside(level)? {
            let Some(sign) = self.scanner.attribute(&child, Space::Formula, "val").map(|sign| sign.into_owned()) else {
                continue;
            };
            match (self.frames.last_mut(), child.name()) {
                (Some(Frame::Formula(Shape::Brackets { open, .. })), "begChr") => *open = sign,
                (Some(Frame::Formula(Shape::Brackets { close, .. })), "endChr") => *close = sign,
                (Some(Frame::Formula(Shape::Brackets { between, .. })), "sepChr") => *between = sign,
                (Some(Frame::Formula(Shape::Before { sign: before, .. })), "chr") => *before = sign,
                (Some(Frame::Formula(Shape::Behind(behind))), "chr") => *behind = sign,
                _ => {}
            }
        }
        Ok(())
    }

    /// A part of a construction begins: the sign that stands before it.
    fn begin_part(&mut self, name: &str) -> Result<(), Phrase> {
        let sign = match self.frames.last_mut() {
            Some(Frame::Formula(Shape::Brackets { open, between, parts, .. })) => {
                *parts += 1;
                if *parts == 1 { open.clone() } else { between.clone() }
            }
            Some(Frame::Formula(Shape::Before { sign, is_written: is_written @ false })) => {
                *is_written = true;
                sign.clone()
            }
            Some(Frame::Formula(Shape::Fraction)) if name == "den" => "/".to_owned(),
            Some(Frame::Formula(Shape::Rows)) => " ".to_owned(),
            _ => String::new(),
        };
        self.put(&sign)?;
        let is_whole = matches!(
            self.frames.last(),
            Some(Frame::Formula(Shape::Fraction | Shape::Before { .. } | Shape::Behind(_)))
        );
        if is_whole {
            let from = self.story().draft().place().text;
            self.frames.push(Frame::Part(from));
        } else {
            self.frames.push(Frame::Plain);
        }
        Ok(())
    }

    fn raise(&mut self, raised: Raised) -> Result<(), Phrase> {
        if let Some(Frame::Formula(Shape::Before { sign, is_written: is_written @ false })) = self.frames.last_mut() {
            *is_written = true;
            let sign = sign.clone();
            self.put(&sign)?;
        }
        let outer = self.raised();
        self.story().raised = Some(raised);
        self.frames.push(Frame::Raised(outer));
        Ok(())
    }

    /// A part of a fraction ends: what is more than a number or a name needs brackets.
    pub(super) fn end_part(&mut self, from: usize) {
        /// No fraction of a report is longer; a sign at an earlier place is written once at most for each of its characters.
        const LONGEST: usize = 200;
        let draft = self.story().draft();
        let part = draft.text().get(from..).unwrap_or_default();
        let is_one = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '%'));
        let is_held = part.starts_with('(') && part.ends_with(')');
        if !is_one && !is_held && part.len() <= LONGEST {
            draft.insert(from, '(');
            let look = draft.last_look();
            draft.put(")", look);
        }
    }

    pub(super) fn end_shape(&mut self, shape: Shape) -> Result<(), Phrase> {
        match shape {
            Shape::Brackets { close, parts, .. } if parts > 0 => self.put(&close),
            Shape::Behind(sign) => self.put(&sign),
            Shape::Brackets { .. } | Shape::Before { .. } | Shape::Fraction | Shape::Rows => Ok(()),
        }
    }
}
