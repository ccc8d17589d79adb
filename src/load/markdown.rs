//! Markdown → [`Document`]: one plain text, and spans over it.
//!
//! Never loses a character that a reader would see, and never makes a mask emphasis (`load::delimiters`). No recursion:
//! whatever the nesting of the source, the stack does not grow. Start at [`parse`].

mod blocks;
mod inline;
mod limits;
mod outline;
mod roles;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html::{self, Piece};
use crate::document::{Align, Document, Element, Link, Node};
use crate::settings::Masks;
use inline::{Inline, Sheet};
pub use limits::Excess;
use limits::{Counted, excess_of_marks};

/// What [`parse`] found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The body.
    pub document: Document,
    /// The text of the first heading, when it is a `# ` heading without a marker and was taken out of the document.
    pub title: Option<String>,
    /// What a person should look at, in the order of the source.
    pub notes: Vec<Note>,
    /// The links and pictures in the order of the source.
    pub targets: Vec<Target>,
    /// What there is too much of. The rest was not read then, and what was read is worth nothing.
    pub excess: Option<Excess>,
}

/// A place that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Why.
    pub kind: NoteKind,
    /// Where, in bytes of the source.
    pub bytes: Range<usize>,
}

/// Why a person should look at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Asterisks or underlines that can be a mask or emphasis: `*强调*`, `团**委和**县委`.
    MaskOrEmphasis,
    /// A heading that is more than one level below the one before it.
    HeadingSkipped,
    /// A short paragraph that begins like a heading (`一、…`) and is none.
    LooksLikeHeading,
}

/// What a link or a picture points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// As written, entities and escapes resolved.
    pub written: Box<str>,
    /// Whether it is a picture.
    pub picture: bool,
    /// The link with its text, or the picture, in bytes of the source. A link in a block of HTML has the whole block.
    pub bytes: Range<usize>,
}

/// Reads the body of a report.
///
/// The first heading is taken out as the title when it is a `# ` heading and, if the report has a title already, says the
/// same as that `title`; one that carries a marker (`# 一、…`) is a part of the report and stays.
///
/// **Shape**: `### （一）抓好开局。 {.run-in}` and the paragraph after it become a run-in heading and its paragraph;
/// `从*年*月` stays as it is, `**重点**` is strong, a line of only `***` is text and `---` a rule. Headings begin at depth 1
/// whatever their level, and a depth is never left out.
pub fn parse(source: &str, masks: Masks, title: Option<&str>) -> Parsed {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader::new(source, masks, title);
    if let Some(excess) = excess_of_marks(source) {
        return Parsed { excess: Some(excess), ..Parsed::default() };
    }
    let mut definitions: Vec<Definition<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let at = range.start;
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                reader.close_implicit();
                open.push(definitions.len());
                definitions.push(Definition { label: key(&label), events: Vec::new() });
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                open.pop();
            }
            event => match open.last() {
                Some(&definition) => {
                    // They wait until the body is read, each as costly as a block.
                    reader.counted.blocks += 1;
                    definitions[definition].events.push((event, range));
                }
                None => reader.take(event, range),
            },
        }
        if let Some(excess) = reader.counted.excess(at) {
            return Parsed { excess: Some(excess), ..Parsed::default() };
        }
    }
    reader.finish(definitions)
}

/// A footnote as it is defined, wherever that is; it is read after the body.
struct Definition<'a> {
    label: String,
    events: Vec<(Event<'a>, Range<usize>)>,
}

/// The label of a footnote without what does not distinguish it.
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// How deep quotations and lists may nest; what is deeper stands at that depth.
const DEEPEST: usize = 64;

struct Reader<'a> {
    source: &'a str,
    masks: Masks,
    own_title: Option<&'a str>,
    parsed: Parsed,
    sheet: Sheet,
    /// The block whose inside is being read.
    block: Option<Block<'a>>,
    /// Open quotations, lists and items: whether each has its node.
    containers: Vec<bool>,
    /// The levels of the headings above, outermost first.
    levels: Vec<u8>,
    /// The current heading, and how many paragraphs it has so far.
    under: (Option<u32>, u32),
    /// The heading that asked to be run in, until the next block says whether it can be.
    run_in: Option<usize>,
    /// The block of HTML that is being read, and where it begins in the source.
    html: Option<(String, usize)>,
    /// Events to pass over: they are inside what was shown as text.
    passed_over: usize,
    /// The indexes of the footnotes by label, and their labels by index.
    footnotes: BTreeMap<String, u16>,
    labels: Vec<String>,
    in_footnotes: bool,
    counted: Counted,
}

struct Block<'a> {
    kind: Kind,
    inline: Inline<'a>,
    /// Where it begins in the text.
    start: u32,
    source: Range<usize>,
}

#[derive(PartialEq)]
enum Kind {
    Paragraph,
    /// A paragraph without an event of its own: the text of an item in a tight list.
    Implicit,
    /// `attributes`: whether words in braces were taken from its end.
    Heading {
        level: u8,
        run_in: bool,
        attributes: bool,
    },
    Cell,
    Code,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, masks: Masks, own_title: Option<&'a str>) -> Self {
        Self {
            source,
            masks,
            own_title,
            parsed: Parsed::default(),
            sheet: Sheet::default(),
            block: None,
            containers: Vec::new(),
            levels: Vec::new(),
            under: (None, 0),
            run_in: None,
            html: None,
            passed_over: 0,
            footnotes: BTreeMap::new(),
            labels: Vec::new(),
            in_footnotes: false,
            counted: Counted::default(),
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.passed_over > 0 {
            match event {
                Event::Start(_) => self.passed_over += 1,
                Event::End(_) => self.passed_over -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) if !is_inline(&tag) => {
                self.close_implicit();
                self.start(tag, range);
            }
            Event::End(tag) if !is_inline_end(tag) => {
                self.close_implicit();
                self.end(tag, range);
            }
            Event::Rule => {
                self.close_implicit();
                self.rule(range);
            }
            Event::Html(text) => {
                if let Some((html, _)) = &mut self.html {
                    html.push_str(&text);
                }
            }
            event => self.inside(event, range),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.counted.blocks += 1;
        if tag != Tag::Paragraph {
            self.run_in = None;
        }
        match tag {
            Tag::Paragraph => self.open(Kind::Paragraph, range),
            Tag::Heading { level, classes, attrs, .. } => {
                let run_in = classes.iter().any(|class| &**class == "run-in");
                self.open(Kind::Heading { level: level as u8, run_in, attributes: !attrs.is_empty() }, range);
            }
            Tag::BlockQuote(_) => self.contain(Element::Quote, true),
            Tag::List(first) => self.list(first, range),
            Tag::Item => self.contain(Element::Item, self.containers.last().copied().unwrap_or(true)),
            Tag::CodeBlock(kind) => {
                let language = if let CodeBlockKind::Fenced(language) = &kind { language.trim() } else { "" };
                self.sheet.nodes.push(Node::Open(Element::CodeBlock(language.into())));
                self.open(Kind::Code, range);
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range.start)),
            Tag::Table(columns) => {
                let columns = columns.iter().map(|column| match column {
                    Alignment::None | Alignment::Left => Align::Start,
                    Alignment::Center => Align::Centre,
                    Alignment::Right => Align::End,
                });
                self.sheet.nodes.push(Node::Open(Element::Table(columns.collect())));
            }
            Tag::TableHead => self.sheet.nodes.push(Node::Open(Element::TableHead)),
            Tag::TableRow => self.sheet.nodes.push(Node::Open(Element::TableRow)),
            Tag::TableCell => {
                self.sheet.nodes.push(Node::Open(Element::TableCell));
                self.open(Kind::Cell, range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close(),
            TagEnd::TableCell | TagEnd::CodeBlock => {
                self.close();
                self.sheet.nodes.push(Node::Close);
            }
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow => self.sheet.nodes.push(Node::Close),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.run_in = None;
                if self.containers.pop() == Some(true) {
                    self.sheet.nodes.push(Node::Close);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, start)) = self.html.take() {
                    self.html(&html, start..range.end);
                }
            }
            _ => {}
        }
    }

    fn contain(&mut self, element: Element, wanted: bool) {
        let shown = wanted && (self.containers.len() < DEEPEST || element == Element::Item);
        self.containers.push(shown);
        if shown {
            self.sheet.nodes.push(Node::Open(element));
        }
    }

    /// Begins a list, unless it is masks alone on their lines: `*` is no empty item.
    fn list(&mut self, first: Option<u64>, range: Range<usize>) {
        let written = &self.source[range.clone()];
        let is_blank = |byte| matches!(byte, b'*' | b' ' | b'\t' | b'\r' | b'\n');
        if self.containers.len() >= DEEPEST || first.is_some() || !written.bytes().all(is_blank) {
            return self.contain(Element::List(first), true);
        }
        self.passed_over = 1;
        let mut at = range.start;
        for line in written.split_inclusive('\n') {
            self.literal(line, at);
            at += line.len();
        }
    }

    /// A rule of hyphens is a rule; one of asterisks or underlines is a mask alone on its line.
    fn rule(&mut self, range: Range<usize>) {
        self.run_in = None;
        let written = &self.source[range.clone()];
        if written.contains('-') {
            self.sheet.nodes.push(Node::Rule);
        } else {
            self.literal(written, range.start);
        }
    }

    /// A paragraph of text as it is.
    fn literal(&mut self, written: &'a str, at: usize) {
        let mut inline = Inline::default();
        inline.literal(written.trim());
        let (start, source) = (self.sheet.here(), at..at + written.len());
        self.paragraph(Block { kind: Kind::Paragraph, inline, start, source });
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(pieces) = html::block(html) else {
            return self.literal(&self.source[range.clone()], range.start);
        };
        let start = self.sheet.here();
        let mut links = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Tag(tag) => {
                    self.break_line(start);
                    self.sheet.nodes.push(Node::Html(tag.into()));
                }
                Piece::InlineTag(tag) => self.sheet.nodes.push(Node::Html(tag.into())),
                Piece::Text(words) => self.html_words(&words, start),
                Piece::Link { target, title } => {
                    links.push(!target.is_empty());
                    if !target.is_empty() {
                        let written: Box<str> = target.into();
                        self.parsed.targets.push(Target {
                            written: written.clone(),
                            picture: false,
                            bytes: range.clone(),
                        });
                        let link = Link { target: written, title: title.into() };
                        self.sheet.nodes.push(Node::Open(Element::Link(Box::new(link))));
                    }
                }
                Piece::LinkEnd => {
                    if links.pop() == Some(true) {
                        self.sheet.nodes.push(Node::Close);
                    }
                }
            }
        }
        self.break_line(start);
    }

    /// Words of HTML, each run of white space one blank as HTML has it.
    fn html_words(&mut self, words: &str, start: u32) {
        let is_blank = |c: char| c.is_ascii_whitespace();
        for (i, word) in words.split(is_blank).enumerate() {
            let line_begins = self.sheet.here() == start || self.sheet.text.ends_with(['\n', ' ']);
            if i > 0 && !line_begins {
                self.sheet.words(" ");
            }
            self.sheet.words(word);
        }
    }

    fn break_line(&mut self, start: u32) {
        self.sheet.trim_end(start);
        if self.sheet.here() > start && !self.sheet.text.ends_with('\n') {
            self.sheet.text.push('\n');
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}
