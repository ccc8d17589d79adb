//! What stands around an author's words: permalinks, footnotes, links and pictures.
//!
//! Never decides where a link leads. Start at [`Body::anchor`].

use std::fmt::Write as _;
use std::mem;

use super::{Body, End, Target, escaped, slice};
use crate::document::{Document, Element, Link, Node, Picture};

/// The footnotes so far.
#[derive(Default)]
pub(super) struct Notes {
    /// Those that have a place to go back to.
    referred: Vec<bool>,
    open: Option<u16>,
    /// Whether the open one still lacks its mark.
    unmarked: bool,
    /// Whether the open one still lacks its way back.
    one_way: bool,
    begun: bool,
}

impl Notes {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

impl Body<'_> {
    /// The permalink of a heading or a paragraph: `cite` is how people cite it, escaped.
    pub(super) fn anchor(&mut self, anchor: &str, cite: &str) {
        self.html.extend(["<a class=\"anchor\" href=\"#", anchor, "\" data-cite=\"", cite, "\" aria-label=\""]);
        self.said.anchor.say(&mut self.html, &[cite]);
        self.html.push_str("\"></a>");
    }

    pub(super) fn paragraph_anchor(&mut self, index: u32) {
        let Document { paragraphs, outline, .. } = self.document;
        let Some(paragraph) = paragraphs.get(index as usize) else { return };
        let path = paragraph.under.and_then(|under| outline.get(under as usize)).map(|heading| &*heading.path);
        let n = paragraph.number.to_string();
        let mut cite = String::new();
        match path {
            Some(path) => self.said.cite_paragraph.say(&mut cite, &[&escaped(path), &n]),
            None => self.said.cite_lead.say(&mut cite, &[&n]),
        }
        self.anchor(&paragraph.anchor, &cite);
    }

    /// The first reference to a footnote is where its way back leads.
    pub(super) fn reference(&mut self, index: u16) {
        let (mark, n) = (mark(index), u32::from(index) + 1);
        let at = usize::from(index);
        if self.notes.referred.len() <= at {
            self.notes.referred.resize(at + 1, false);
        }
        let first = !mem::replace(&mut self.notes.referred[at], true);
        let id = if first { format!(" id=\"fnref-{n}\"") } else { String::new() };
        let label = self.say("footnote", &[("n", &mark)]);
        let _ = write!(
            self.html,
            "<sup class=\"fnref aux\"><a href=\"#fn-{n}\"{id} aria-label=\"{label}\">{mark}</a></sup>"
        );
    }

    /// A footnote's mark stands in its first paragraph, its way back in the last; where it has none, in one of their own.
    pub(super) fn footnote(&mut self, index: u16, at: usize) -> End {
        if !mem::replace(&mut self.notes.begun, true) {
            let label = self.say("footnotes", &[]);
            let _ = writeln!(self.html, "<section class=\"footnotes\" aria-label=\"{label}\">");
        }
        self.notes.open = Some(index);
        self.notes.unmarked = true;
        self.notes.one_way = self.notes.referred.get(usize::from(index)).copied().unwrap_or(false);
        if !matches!(self.document.nodes.get(at + 1), Some(Node::Open(Element::Paragraph(_)))) {
            self.begin_note_paragraph();
            self.html.push_str("</p>\n");
        }
        End::Footnote
    }

    pub(super) fn begin_note_paragraph(&mut self) {
        let index = self.notes.open.unwrap_or_default();
        if mem::take(&mut self.notes.unmarked) {
            let _ =
                write!(self.html, "<p id=\"fn-{}\"><span class=\"aux\">{} </span>", u32::from(index) + 1, mark(index));
        } else {
            self.html.push_str("<p>");
        }
    }

    pub(super) fn end_note_paragraph(&mut self, at: usize) {
        let last = matches!(self.ends.last(), Some(End::Footnote));
        if last && matches!(self.document.nodes.get(at + 1), Some(Node::Close)) {
            self.way_back();
        }
    }

    pub(super) fn end_footnote(&mut self) {
        if self.notes.one_way {
            self.html.push_str("<p>");
            self.way_back();
            self.html.push_str("</p>\n");
        }
        self.notes.open = None;
    }

    fn way_back(&mut self) {
        let index = self.notes.open.unwrap_or_default();
        if mem::take(&mut self.notes.one_way) {
            let label = self.say("footnote-back", &[("n", &mark(index))]);
            let n = u32::from(index) + 1;
            let _ = write!(self.html, "<a class=\"aux\" href=\"#fnref-{n}\" aria-label=\"{label}\">↩</a>");
        }
    }

    pub(super) fn end_notes(&mut self) {
        if self.notes.begun {
            self.html.push_str("</section>\n");
        }
    }

    pub(super) fn link(&mut self, link: &Link) -> End {
        let (href, rel) = match (self.link)(&link.target) {
            Target::Inside(href, _) => (href, ""),
            Target::Outside(href) => (spelled(&href), " rel=\"noopener noreferrer\""),
            Target::Nowhere => return End::Tag(""),
        };
        let _ = write!(self.html, "<a href=\"{}\"{rel}{}>", escaped(&href), title_attribute(&link.title));
        End::Tag("</a>")
    }

    pub(super) fn picture(&mut self, picture: &Picture) {
        let Picture { target, title, alt } = picture;
        match (self.link)(target) {
            Target::Inside(address, pixels) => {
                let (address, alt) = (escaped(&address), escaped(slice(self.document, alt)));
                let title = title_attribute(title);
                let room =
                    pixels.map(|[width, height]| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
                let _ = write!(self.html, "<img src=\"{address}\" alt=\"{alt}\"{room}{title}>");
            }
            // A page loads nothing from elsewhere, so of a picture that lies there the words are shown.
            Target::Outside(_) | Target::Nowhere => self.text(alt.clone()),
        }
    }
}

/// An address elsewhere as addresses are spelled: what browsers would put right in one that was typed, `"`, blanks and the like,
/// is put right here. It leads to the same place.
fn spelled(address: &str) -> String {
    let mut spelled = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let digits = address.as_bytes().get(at + 1..at + 3);
        let wrong = match c {
            '%' => !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            c => c.is_ascii_control() || " \"<>\\^`{|}".contains(c),
        };
        if wrong {
            let _ = write!(spelled, "%{:02X}", u32::from(c));
        } else {
            spelled.push(c);
        }
    }
    spelled
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) }
}

/// ① to ⑳, then `[21]`.
fn mark(index: u16) -> String {
    match char::from_u32(0x2460 + u32::from(index)).filter(|_| index < 20) {
        Some(circled) => circled.to_string(),
        None => format!("[{}]", u32::from(index) + 1),
    }
}
