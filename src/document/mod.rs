//! A report's body: one plain text, and spans over it.
//!
//! Never holds HTML, addresses of pages or ids; nothing is copied out of the text.
//! Start at [`Document`]; `load::markdown` makes one, `render::body` shows one.

mod body;

use std::collections::BTreeMap;
use std::ops::Range;

pub use body::{Again, Body, Derived};

use crate::digest::digest_of_bytes;
use crate::text::peel::Role;

/// A report's body. `text` is what a reader sees, block after block, each ended by one `\n`; all
/// `Range<u32>` in here are byte ranges of `text` and lie on character boundaries.
///
/// The markup is gone from `text` (an escaped `\*` is `*`), so masks, search and mentions see what the author wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Document {
    /// The plain text.
    pub text: Box<str>,
    /// How many characters it has, white space apart.
    pub characters: u32,
    /// The structure over the text, as a flat tree in reading order: every `Open` has its `Close`.
    pub nodes: Vec<Node>,
    /// The headings in reading order; the outline (提纲) of the report is these and nothing else.
    pub outline: Vec<Heading>,
    /// The paragraphs in reading order (also those in list items, quotations and footnotes; not table cells).
    pub paragraphs: Vec<Paragraph>,
    /// Mask runs (掩码) in order, not overlapping.
    pub masks: Vec<Range<u32>>,
    /// Inline enumerations (`一是…；二是…`) in order of their first item.
    pub enumerations: Vec<Enumeration>,
}

impl Document {
    /// What stands at a span; nothing where it is no span of this text.
    pub fn at(&self, bytes: &Range<u32>) -> &str {
        self.text.get(bytes.start as usize..bytes.end as usize).unwrap_or_default()
    }
}

/// One step through the tree over the text. Most are texts and ends, so what is large and seldom stands in a box.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// An element begins.
    Open(Element),
    /// A piece of the text.
    Text(Range<u32>),
    /// A piece of the text set as code.
    Code(Range<u32>),
    /// A line break that the author asked for; in the text a `\n` that belongs to no node.
    HardBreak,
    /// A thematic break.
    Rule,
    /// A reference to the footnote with this index (0-based, in order of first reference).
    FootnoteReference(u16),
    /// A picture.
    Image(Box<Picture>),
    /// A tag of an author's HTML, sanitised. The words between tags are [`Node::Text`], its links [`Element::Link`].
    Html(Box<str>),
    /// The innermost open element ends.
    Close,
}

/// What an [`Node::Open`] begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Element {
    /// The heading with this index in [`Document::outline`].
    Heading(u32),
    /// The paragraph with this index in [`Document::paragraphs`].
    Paragraph(u32),
    /// A quotation.
    Quote,
    /// A list; `Some(n)` is an ordered one that begins at `n`.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A table; the alignments of its columns.
    Table(Box<[Align]>),
    /// The head row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    TableCell,
    /// A block of code; the language as written, often empty. Its text is `Code` nodes.
    CodeBlock(Box<str>),
    /// Emphasis (`*Latin*`).
    Emphasis,
    /// Strong emphasis (`**重点**`).
    Strong,
    /// An inline element of HTML that has no attributes and is allowed (`u`, `sub`, `sup`, …).
    Inline(&'static str),
    /// A link.
    Link(Box<Link>),
    /// The definition of the footnote with this index (as in [`Node::FootnoteReference`]).
    Footnote(u16),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// As written, entities and escapes resolved.
    pub target: Box<str>,
    /// The title, often empty.
    pub title: Box<str>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Where it is, as written.
    pub target: Box<str>,
    /// The title, often empty.
    pub title: Box<str>,
    /// The alternative text, a range of the text.
    pub alt: Range<u32>,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// As the language has it.
    Start,
    /// Centred.
    Centre,
    /// To the right.
    End,
}

/// A heading (标题层次).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 for the first level below the title. Never more than one deeper than the heading before it allows.
    pub depth: u8,
    /// Whether the paragraph that follows stands in the same line (段首标题).
    pub run_in: bool,
    /// The whole heading as written, number and full stop included.
    pub bytes: Range<u32>,
    /// The ordinal marker as written (`一、`, `（二）`, `三是`), empty when there is none.
    pub marker: Range<u32>,
    /// Whether the marker is one of `一是`, `第一，`, `首先，` (an item among its like rather than a level).
    pub item: bool,
    /// `h-` and eight hexadecimal digits of the digest of its text; a repeated one gets `-2`.
    pub anchor: Box<str>,
    /// Where it stands among the headings, by the markers as written: `三（二）`. A heading without a marker counts itself: `2.1`.
    pub path: Box<str>,
    /// Characters of text below this heading and the headings under it, white space apart.
    pub characters: u32,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paragraph {
    /// The whole paragraph.
    pub bytes: Range<u32>,
    /// `p-` and eight hexadecimal digits of the digest of its text; a repeated one gets `-2`.
    pub anchor: Box<str>,
    /// The heading above it, as an index into [`Document::outline`].
    pub under: Option<u32>,
    /// Its number under that heading, from 1.
    pub number: u32,
    /// What it is in the form of an official document: mostly [`Role::Body`].
    pub role: Role,
}

/// An inline enumeration: `一是…；二是…` inside one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Enumeration {
    /// The items in order, at least two.
    pub items: Vec<EnumerationItem>,
    /// How many enumerations enclose this one.
    pub nesting: u8,
}

/// One item of an inline enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumerationItem {
    /// The marker (`一是`).
    pub marker: Range<u32>,
    /// The item's headline without its `。` or `：`; `None` when the whole item is one statement.
    pub headline: Option<Range<u32>>,
    /// The text after the marker, to the end of the item.
    pub bytes: Range<u32>,
}

/// The anchor of a heading (`h`) or a paragraph (`p`) by its text, so that it survives moving and inserting; `uses` counts those of one
/// document, as a second one of the same text is told apart.
pub fn anchor_of(letter: char, text: &str, uses: &mut BTreeMap<String, u32>) -> String {
    let anchor = format!("{letter}-{}", digest_of_bytes(text.as_bytes()).hex(8));
    let uses = uses.entry(anchor.clone()).or_insert(0);
    *uses += 1;
    if *uses == 1 { anchor } else { format!("{anchor}-{uses}") }
}
