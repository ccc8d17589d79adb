//! The walk through single signs and fields, and characters as a reader sees them.
//!
//! Never lets a control character into a text. Start at [`readable`].

use std::borrow::Cow;

use super::body::Walk;
use super::symbol::Font;
use super::xml::Element;
use crate::diagnostic::Phrase;
use crate::import::manuscript::Omitted;

/// The characters of a text as a reader sees them: line ends of the XML are blanks, those of the text begin a line, controls and
/// what breaks words unseen are gone, signs of fonts without letters are signs of all fonts.
pub(super) fn readable(text: Cow<'_, str>, font: Option<Font>) -> Cow<'_, str> {
    let font = font.filter(|font| *font != Font::Letters);
    let is_plain = |c: char| c >= ' ' && !is_odd(c);
    if font.is_none() && text.chars().all(is_plain) {
        return text;
    }
    let readable = text.chars().filter_map(|c| match c {
        '\n' | '\r' => Some(' '),
        '\t' => Some('\t'),
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => Some('\n'),
        c if c.is_control() || is_odd(c) => None,
        c => font.and_then(|font| font.sign(u32::from(c))).or(Some(c)),
    });
    readable.collect::<String>().into()
}

/// Controls above ASCII, line ends, what is only seen at the end of a line, and what is no character.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
}

impl<'a> Walk<'a, '_> {
    /// A sign of a font that may have no letters.
    pub(super) fn symbol(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let name = self.scanner.value(element, "font").unwrap_or_default().into_owned();
        let code = self.scanner.value(element, "char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        if let Some(code) = code {
            match Font::named(&name).sign(code) {
                Some(sign) => self.put_seen(sign.encode_utf8(&mut [0; 4]))?,
                None => self.leave_one(Omitted::Object, &format!("{name} {code:04X}"))?,
            }
        }
        self.scanner.skip()
    }

    /// Where a field, its result or its end begins.
    pub(super) fn field_sign(&mut self, element: &Element<'a>) -> Result<(), Phrase> {
        let kind = self.scanner.value(element, "fldCharType").unwrap_or_default();
        match &*kind {
            "begin" => {
                self.story().begin_field(String::new());
                return self.form_field();
            }
            "separate" => self.story().begin_result(),
            "end" => self.end_field(),
            _ => {}
        }
        self.scanner.skip()
    }

    /// What a box or a choice of a form shows.
    fn form_field(&mut self) -> Result<(), Phrase> {
        let mut is_ticked = None;
        let mut is_box = false;
        let mut choices = Vec::new();
        let mut chosen = None;
        let level = self.scanner.level();
        while let Some(child) = self.scanner.next_inside(level)? {
            match child.name() {
                "checkBox" => is_box = true,
                "checked" => is_ticked = Some(self.scanner.is_on(&child)),
                "default" if is_box => is_ticked = is_ticked.or(Some(self.scanner.is_on(&child))),
                "default" => chosen = chosen.or(self.scanner.number::<usize>(&child)),
                "result" => chosen = self.scanner.number(&child),
                "listEntry" => choices.extend(self.scanner.val(&child).map(|choice| choice.into_owned())),
                _ => {}
            }
        }
        let choice = choices.get(chosen.unwrap_or(0)).map(|choice| readable(choice.into(), None).into_owned());
        let ticked = if is_ticked == Some(true) { "☑" } else { "□" };
        if let Some(field) = self.story().instructed() {
            field.shown = if is_box { Some(ticked.to_owned()) } else { choice };
        }
        Ok(())
    }
}
