//! A body as HTML: headings, paragraphs, masks, tables, notes, each citable.
//!
//! Never changes a character of the text: read without what stands in elements of class `vh`, `anchor` or `aux`, the page is
//! the document's text. No recursion, so no nesting is too deep. Start at [`html`].

mod apparatus;
mod form;
mod table;

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use super::code::{self, escape_into, escaped};
use super::words::{Form, Words};
use crate::document::{Document, Element, Heading, Node};
use crate::text::peel::Role;
use apparatus::Notes;
use table::Table;

/// Where a link or a picture of the text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address in the site, as it is written on this page; of a picture with its width and height.
    Inside(String, Option<[u32; 2]>),
    /// An address elsewhere.
    Outside(String),
    /// There is no such thing: the words are shown without a link.
    Nowhere,
}

/// The body as HTML, for the inside of the `.body` of a page. `link` says where a target, as written, leads.
///
/// A mask is one `<span class="mask">`, said once as `words` have it and copied as written; it is cut only where an element
/// begins or ends within it.
pub fn html(document: &Document, words: &Words, link: &dyn Fn(&str) -> Target) -> String {
    let mut body = Body {
        document,
        words,
        said: Said::by(words),
        link,
        html: String::with_capacity(document.text.len() * 2),
        spots: spots(document),
        next_spot: 0,
        ends: Vec::new(),
        paragraphs: 0,
        run_in: false,
        lead: false,
        signature: false,
        caption: None,
        table: Table::default(),
        notes: Notes::default(),
        code: None,
        highlighted: 0,
    };
    for at in 0..document.nodes.len() {
        body.node(at);
    }
    body.end_notes();
    body.html
}

/// A part of the text that is shown in an element of its own.
struct Spot {
    bytes: Range<u32>,
    class: &'static str,
}

/// Masks, the markers of inline enumerations and those of headings that are items, in order, without overlap.
fn spots(document: &Document) -> Vec<Spot> {
    let text = &document.text;
    let masks = document.masks.iter().map(|bytes| {
        let long = text[bytes.start as usize..bytes.end as usize].chars().nth(4).is_some();
        Spot { bytes: bytes.clone(), class: if long { "mask mask-long" } else { "mask" } }
    });
    let items = document.enumerations.iter().flat_map(|run| &run.items);
    let markers = items.map(|item| Spot { bytes: item.marker.clone(), class: "ord-in" });
    let items = document.outline.iter().filter(|heading| heading.item);
    let ordinals = items.map(|heading| Spot { bytes: heading.marker.clone(), class: "ord" });
    let mut spots: Vec<_> = masks.chain(markers).chain(ordinals).collect();
    spots.sort_by_key(|spot| spot.bytes.start);
    spots.dedup_by(|later, earlier| later.bytes.start < earlier.bytes.end);
    spots
}

/// More code than this in one body is shown plain.
const MOST_HIGHLIGHTED: usize = 2 * code::LARGEST;

struct Body<'a> {
    document: &'a Document,
    words: &'a Words,
    said: Said,
    link: &'a dyn Fn(&str) -> Target,
    html: String,
    spots: Vec<Spot>,
    next_spot: usize,
    /// How the open elements end.
    ends: Vec<End>,
    /// How many paragraphs have begun.
    paragraphs: usize,
    /// Whether a heading waits in its `<div>` for the paragraph that belongs to it.
    run_in: bool,
    /// Whether the headline of an item is open.
    lead: bool,
    /// Whether the block of signature and date is open.
    signature: bool,
    /// The last caption, and the node that follows it.
    caption: Option<(usize, u32)>,
    table: Table,
    notes: Notes,
    /// The language of the block of code that is open.
    code: Option<&'a str>,
    highlighted: usize,
}

/// What is said at every paragraph and every mask, looked up once.
struct Said {
    /// How the mark up of a mask begins.
    mask_begin: String,
    /// What is read out instead of a mask.
    mask: String,
    anchor: Form,
    cite_paragraph: Form,
    cite_lead: Form,
}

impl Said {
    fn by(words: &Words) -> Self {
        let title = escaped(&words.say("mask-title", &[]));
        Self {
            mask_begin: format!("\" title=\"{title}\"><span aria-hidden=\"true\">"),
            mask: format!("<span class=\"vh\">{}</span>", escaped(&words.say("mask", &[]))),
            anchor: Form::new(&escaped(words.form("anchor")), &["cite"]),
            cite_paragraph: Form::new(&escaped(words.form("cite-paragraph")), &["path", "n"]),
            cite_lead: Form::new(&escaped(words.form("cite-lead")), &["n"]),
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    Tag(&'static str),
    Inline(&'static str),
    Heading(u32),
    Paragraph { index: u32, run_in: bool },
    Footnote,
    TableHead,
}

impl<'a> Body<'a> {
    fn node(&mut self, at: usize) {
        let document = self.document;
        match &document.nodes[at] {
            Node::Open(element) => self.open(element, at),
            Node::Close => self.close(at),
            Node::Text(range) => self.text(range.clone()),
            Node::Code(range) => match self.code {
                Some(language) => self.code_block(range, language),
                None => {
                    // It is an element like others: a headline that begins after its ordinal would end outside it.
                    self.html.push_str("<code>");
                    self.ends.push(End::Tag("</code>"));
                    self.text(range.clone());
                    self.ends.pop();
                    self.html.push_str("</code>");
                }
            },
            Node::HardBreak => self.html.push_str("<br>"),
            Node::Rule => self.html.push_str("<hr>\n"),
            Node::FootnoteReference(index) => self.reference(*index),
            Node::Image(picture) => self.picture(picture),
            Node::Html(tag) => self.tag(tag, at),
        }
    }

    /// A piece of the text, cut where a spot begins or ends.
    fn text(&mut self, range: Range<u32>) {
        let mut at = range.start;
        while let Some(Spot { bytes, class }) = self.spots.get(self.next_spot) {
            if bytes.start >= range.end {
                break;
            }
            let piece = bytes.start.max(at)..bytes.end.min(range.end);
            if piece.start < piece.end {
                let (class, whole) = (*class, bytes.clone());
                escape_into(&mut self.html, slice(self.document, &(at..piece.start)));
                self.spot(&piece, class, &whole);
                at = piece.end;
            }
            if self.spots[self.next_spot].bytes.end > range.end {
                break;
            }
            self.next_spot += 1;
        }
        escape_into(&mut self.html, slice(self.document, &(at..range.end)));
    }

    /// A mask or a marker, or the part of it that lies in one element; the first part of a mask is the one that is said.
    fn spot(&mut self, piece: &Range<u32>, class: &str, whole: &Range<u32>) {
        let is_mask = class.starts_with("mask");
        self.html.extend(["<span class=\"", class, if is_mask { &self.said.mask_begin } else { "\">" }]);
        escape_into(&mut self.html, slice(self.document, piece));
        self.html.push_str("</span>");
        if is_mask {
            let said = if piece.start == whole.start { &self.said.mask } else { "" };
            self.html.extend([said, "</span>"]);
        } else if class == "ord" && piece == whole {
            self.begin_lead();
        }
    }

    /// After the ordinal of an item its headline begins, unless the ordinal is set in an element of its own.
    fn begin_lead(&mut self) {
        self.lead = matches!(self.ends.last(), Some(End::Heading(_)));
        if self.lead {
            self.html.push_str("<span class=\"lead\">");
        }
    }

    fn open(&mut self, element: &'a Element, at: usize) {
        let end = match element {
            Element::Heading(index) => self.heading(*index),
            Element::Paragraph(index) => self.paragraph(*index),
            Element::Quote => self.begin("<blockquote>\n", "</blockquote>\n"),
            Element::List(None) => self.begin("<ul>\n", "</ul>\n"),
            Element::List(Some(1)) => self.begin("<ol>\n", "</ol>\n"),
            Element::List(Some(first)) => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
                End::Tag("</ol>\n")
            }
            Element::Item => self.begin("<li>", "</li>\n"),
            Element::Table(columns) => {
                self.table.columns = self.columns(columns, at);
                self.begin_table_box(at);
                self.begin("<table>\n", "</tbody></table></div>\n")
            }
            Element::TableHead => {
                (self.table.head, self.table.column) = (true, 0);
                self.html.push_str("<thead><tr>");
                End::TableHead
            }
            Element::TableRow => self.row(at),
            Element::TableCell => self.cell(at),
            Element::CodeBlock(language) => {
                self.code = Some(language);
                self.begin("<pre class=\"code\" tabindex=\"0\"><code>", "</code></pre>\n")
            }
            Element::Emphasis => self.begin("<em>", "</em>"),
            Element::Strong => self.begin("<strong>", "</strong>"),
            Element::Inline(name) => {
                let _ = write!(self.html, "<{name}>");
                End::Inline(name)
            }
            Element::Link(link) => self.link(link),
            Element::Footnote(index) => self.footnote(*index, at),
        };
        self.ends.push(end);
    }

    fn begin(&mut self, begin: &str, end: &'static str) -> End {
        self.html.push_str(begin);
        End::Tag(end)
    }

    fn close(&mut self, at: usize) {
        self.code = None;
        match self.ends.pop() {
            None => {}
            Some(End::Tag(end)) => self.html.push_str(end),
            Some(End::Inline(name)) => {
                let _ = write!(self.html, "</{name}>");
            }
            Some(End::Heading(index)) => self.end_heading(index, at),
            Some(End::Paragraph { index, run_in }) => self.end_paragraph(index, run_in, at),
            Some(End::Footnote) => self.end_footnote(),
            Some(End::TableHead) => {
                self.table.head = false;
                self.html.push_str("</tr></thead>\n<tbody>");
            }
        }
    }

    /// A run-in heading opens the `<div>` that its paragraph closes, and gives it the paragraph's anchor.
    fn heading(&mut self, index: u32) -> End {
        let Some(heading) = self.document.outline.get(index as usize) else { return End::Tag("") };
        let (level, class) = (tag_level(heading), heading.depth.min(4));
        let (anchor, item) = (&heading.anchor, if heading.item { " item" } else { "" });
        if heading.run_in {
            let own = self.document.paragraphs.get(self.paragraphs).map_or("", |paragraph| &*paragraph.anchor);
            let _ = write!(self.html, "<div class=\"para para-lv{class}{item}\" id=\"{own}\">");
            let _ = write!(self.html, "<h{level} class=\"lv{class} runin\" id=\"{anchor}\">");
        } else {
            let _ = write!(self.html, "<h{level} class=\"lv{class}{item}\" id=\"{anchor}\">");
        }
        End::Heading(index)
    }

    fn end_heading(&mut self, index: u32, at: usize) {
        let heading = &self.document.outline[index as usize];
        let level = tag_level(heading);
        if mem::take(&mut self.lead) {
            self.html.push_str("</span>");
        }
        if !heading.run_in {
            self.anchor(&heading.anchor, &escaped(slice(self.document, &heading.bytes)));
            let _ = writeln!(self.html, "</h{level}>");
            return;
        }
        let _ = write!(self.html, "</h{level}>");
        self.run_in = matches!(self.document.nodes.get(at + 1), Some(Node::Open(Element::Paragraph(_))));
        if !self.run_in {
            self.html.push_str("</div>\n");
        }
    }

    fn paragraph(&mut self, index: u32) -> End {
        self.paragraphs += 1;
        let run_in = mem::take(&mut self.run_in);
        if run_in {
            self.html.push_str("<p>");
        } else if self.notes.is_open() {
            self.begin_note_paragraph();
        } else {
            let paragraph = self.document.paragraphs.get(index as usize);
            let (anchor, role) = paragraph.map_or(("", Role::Body), |paragraph| (&*paragraph.anchor, paragraph.role));
            self.begin_signature(role);
            self.html.extend(["<p class=\"", form::class(role), "\" id=\"", anchor, "\">"]);
        }
        End::Paragraph { index, run_in }
    }

    fn end_paragraph(&mut self, index: u32, run_in: bool, at: usize) {
        if run_in {
            self.html.push_str("</p>");
            self.paragraph_anchor(index);
            self.html.push_str("</div>\n");
            return;
        }
        if self.notes.is_open() {
            self.end_note_paragraph(at);
        } else {
            self.paragraph_anchor(index);
        }
        self.html.push_str("</p>\n");
        self.end_form(index, at);
    }

    fn code_block(&mut self, range: &Range<u32>, language: &str) {
        let code = slice(self.document, range);
        self.highlighted += code.len();
        if self.highlighted <= MOST_HIGHLIGHTED {
            self.html.push_str(&code::html(code, language));
        } else {
            escape_into(&mut self.html, code);
        }
    }

    /// A phrase, escaped.
    fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        escaped(&self.words.say(key, arguments))
    }
}

fn slice<'a>(document: &'a Document, range: &Range<u32>) -> &'a str {
    document.text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// The title of the page is the first level.
fn tag_level(heading: &Heading) -> u8 {
    heading.depth.saturating_add(1).min(6)
}
