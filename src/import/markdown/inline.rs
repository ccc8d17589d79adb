//! Words in a line of Markdown: what would mean something is escaped, what they carry is written.
//!
//! Never writes a `**`: what is strong stands between tags. Start at [`Writer::inline`].

use std::ops::Range;

use super::Writer;
use crate::import::manuscript::{Carried, Line, Mark};
use crate::text::is_han;

/// Words of a paragraph, with what they carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words<'a> {
    pub(super) text: &'a str,
    /// The marks of the whole paragraph.
    marks: &'a [Mark],
    /// Where the words begin in the paragraph.
    from: usize,
    /// The first and the last byte of the paragraph whose signs belong to the words: those at blanks that were trimmed do too.
    signs: (usize, usize),
}

impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, marks: &[], from: 0, signs: (0, text.len()) }
    }
}

impl<'a> From<&'a Line> for Words<'a> {
    fn from(line: &'a Line) -> Self {
        Self { marks: &line.marks, ..Self::from(line.text.as_str()) }
    }
}

impl<'a> Words<'a> {
    /// The words up to byte `at`, and those behind it. A sign just there belongs to the former.
    pub fn split_at(self, at: usize) -> (Self, Self) {
        let (before, after) = self.text.split_at(at);
        let cut = self.from + at;
        let (first, last) = self.signs;
        let before = Self { text: before, signs: (first, cut), ..self };
        (before, Self { text: after, from: cut, signs: (cut + 1, last), ..self })
    }

    /// The words without white space at both ends.
    pub fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        let from = self.from + self.text.len() - text.len();
        Self { text: text.trim_end(), from, ..self }
    }

    /// The words alone.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Whether there is nothing to write.
    pub fn is_empty(self) -> bool {
        self.text.trim().is_empty() && self.carried().next().is_none()
    }

    /// What the words carry, with its bytes in them.
    pub(super) fn carried(self) -> impl Iterator<Item = (Range<usize>, &'a Carried)> {
        let (from, end) = (self.from, self.from + self.text.len());
        let (first, last) = self.signs;
        let inside = self.marks.iter().filter(move |mark| {
            if mark.bytes.is_empty() {
                (first..=last).contains(&mark.bytes.start)
            } else {
                mark.bytes.start < end && mark.bytes.end > from
            }
        });
        let within = move |at: usize| at.clamp(from, end) - from;
        inside.map(move |mark| (within(mark.bytes.start)..within(mark.bytes.end), &mark.what))
    }
}

impl Writer<'_> {
    /// Writes words, with a backslash before the character at `guard`.
    pub(super) fn inline(&mut self, words: Words<'_>, guard: Option<usize>, is_heading: bool) {
        let mut signs = signs(words, is_heading).into_iter().peekable();
        let mut before = None;
        let mut rest = words.text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            while let Some(sign) = signs.next_if(|sign| sign.at <= at) {
                self.sign(&sign);
            }
            let after = rest.peek().map(|&(_, c)| c);
            if guard == Some(at) || is_special(c, before, after) {
                self.out.push('\\');
            }
            self.out.push(c);
            before = Some(c);
        }
        signs.for_each(|sign| self.sign(&sign));
    }

    fn sign(&mut self, sign: &Sign<'_>) {
        match (sign.what, sign.side) {
            // `**` would not close behind a full stop and could be read as a mask; a tag is neither.
            (Carried::Strong, Side::Opens) => self.out.push_str("<strong>"),
            (Carried::Strong, _) => self.out.push_str("</strong>"),
            (Carried::Superscript, Side::Opens) => self.out.push_str("<sup>"),
            (Carried::Superscript, _) => self.out.push_str("</sup>"),
            (Carried::Subscript, Side::Opens) => self.out.push_str("<sub>"),
            (Carried::Subscript, _) => self.out.push_str("</sub>"),
            (Carried::Link(_), Side::Opens) => self.out.push('['),
            (Carried::Link(target), _) => self.out.push_str(&format!("](<{}>)", address(target))),
            (Carried::Note(note), _) if *note < self.beside.notes.len() => {
                self.noted.insert(*note);
                self.out.push_str(&format!("[^{}]", note + 1));
            }
            (Carried::Picture(picture), _) => {
                if let Some((name, picture)) = self.beside.pictures.get(*picture) {
                    self.out.push_str("![");
                    let description = picture.description.clone();
                    self.inline(Words::from(description.as_str()), None, false);
                    self.out.push_str(&format!("]({name})"));
                }
            }
            (Carried::Note(_), _) => {}
        }
    }
}

/// An address as Markdown takes it between angle brackets.
fn address(target: &str) -> String {
    let unsafe_ = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\');
    target.chars().map(|c| if unsafe_(c) { format!("%{:02X}", u32::from(c)) } else { c.to_string() }).collect()
}

/// Something that is written between two characters.
struct Sign<'a> {
    at: usize,
    side: Side,
    what: &'a Carried,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Closes,
    Stands,
    Opens,
}

/// The signs of what the words carry, in the order in which they are written.
fn signs(words: Words<'_>, is_heading: bool) -> Vec<Sign<'_>> {
    let mut spans: Vec<(Range<usize>, &Carried)> = Vec::new();
    let mut signs = Vec::new();
    for (bytes, what) in words.carried() {
        match what {
            Carried::Note(_) | Carried::Picture(_) => {
                signs.push((bytes.start, Side::Stands, 0, Sign { at: bytes.start, side: Side::Stands, what }))
            }
            Carried::Strong if is_heading => {}
            Carried::Strong => spans.extend(strong(words.text, bytes).map(|bytes| (bytes, what))),
            _ if bytes.is_empty() || words.text[bytes.clone()].trim().is_empty() => {}
            _ => spans.push((bytes, what)),
        }
    }
    for (bytes, what) in spans {
        // What opens first closes last: the longer one lies outside.
        let length = bytes.len();
        signs.push((bytes.start, Side::Opens, usize::MAX - length, Sign { at: bytes.start, side: Side::Opens, what }));
        signs.push((bytes.end, Side::Closes, length, Sign { at: bytes.end, side: Side::Closes, what }));
    }
    signs.sort_by_key(|(at, side, nesting, _)| (*at, *side, *nesting));
    signs.into_iter().map(|(.., sign)| sign).collect()
}

/// The words that are strong, without blanks at their ends. Where all words are strong, none stands out.
fn strong(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let words = text[bytes.clone()].trim_start();
    let start = bytes.end - words.len();
    let words = words.trim_end();
    (!words.is_empty() && text.trim() != words).then_some(start..start + words.len())
}

/// Whether a character would mean something inside a line.
fn is_special(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        // A bar begins no table in a paragraph that stands alone, but a line below it might come later by hand.
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
        // Between Han it opens nothing; as a name in a code or an address it is rare.
        '_' => !(before.is_some_and(is_han) && after.is_some_and(is_han)),
        '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
        _ => false,
    }
}
