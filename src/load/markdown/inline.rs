//! The inside of a block: what Markdown has inside a paragraph, heading or cell, as nodes over the text.
//!
//! Decides no emphasis itself (that is `load::delimiters`) and knows no blocks. Start at [`Inline`].

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use memchr::memchr2;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::super::delimiters::{Delimiters, Pair};
use super::super::html::{self, safe_target};
use super::Target;
use crate::document::{self, Element, Link, Node};
use crate::settings::Masks;
use crate::text::join::joins;

/// The text and the nodes of a document as far as they are written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) text: String,
    pub(super) nodes: Vec<Node>,
}

impl Sheet {
    /// How far the text is.
    pub(super) fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// Adds words.
    pub(super) fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let start = self.here();
        self.text.push_str(words);
        let end = self.here();
        match self.nodes.last_mut() {
            Some(Node::Text(range)) if range.end == start => range.end = end,
            _ => self.nodes.push(Node::Text(start..end)),
        }
    }

    /// Takes blanks off the end of the block that began at `start`.
    pub(super) fn trim_end(&mut self, start: u32) {
        let Some(Node::Text(range)) = self.nodes.last_mut() else { return };
        let kept = self.text[..range.end as usize].trim_end().len();
        range.end = (kept as u32).max(range.start).max(start);
        self.text.truncate(range.end as usize);
        if range.start == range.end {
            self.nodes.pop();
        }
    }

    fn code(&mut self, code: &str) {
        let start = self.here();
        self.text.push_str(code);
        self.nodes.push(Node::Code(start..self.here()));
    }
}

/// The events of one block, collected until its end is known.
#[derive(Debug, Default)]
pub(super) struct Inline<'a> {
    tokens: Vec<Token<'a>>,
    /// Where the last text ended in the source: what stands before a text and is none itself is an escape.
    text_end: usize,
    image: Option<Picture<'a>>,
    /// For each open link whether it is one that may be shown.
    links: Vec<bool>,
    /// The links and pictures that may be shown.
    pub(super) targets: Vec<Target>,
}

#[derive(Debug)]
enum Token<'a> {
    Text(Cow<'a, str>),
    Run {
        mark: u8,
        length: u32,
        source: usize,
    },
    Code(CowStr<'a>),
    SoftBreak,
    HardBreak,
    Footnote(u16),
    Image(Box<Picture<'a>>),
    Link(Box<Link>),
    LinkEnd,
    Tag(&'static str),
    TagEnd(&'static str),
    /// Emphasis of the length of its run begins.
    Emphasis(u32),
    /// As many elements end.
    End(u32),
    Nothing,
}

/// A picture, while its alternative text is read and after.
#[derive(Debug)]
struct Picture<'a> {
    target: CowStr<'a>,
    title: CowStr<'a>,
    source: Range<usize>,
    alt: String,
    /// Pictures within the alternative text.
    inner: usize,
}

/// How deep inline elements of HTML may nest; deeper ones are dropped.
const DEEPEST: usize = 32;

/// A block with more signs of emphasis than anybody writes has none: all of them are text.
const MOST_RUNS: usize = 100_000;

impl<'a> Inline<'a> {
    /// Takes an event of the inside of a block. `footnote` gives the index of a label.
    pub(super) fn push(
        &mut self,
        source: &'a str,
        event: Event<'a>,
        range: Range<usize>,
        footnote: impl FnOnce(&str) -> Option<u16>,
    ) {
        if self.image.is_some() {
            return self.push_alt(source, event, range);
        }
        match event {
            Event::Text(text) => self.text(source, text, range),
            Event::Code(code) => self.tokens.push(Token::Code(code)),
            Event::SoftBreak => self.tokens.push(Token::SoftBreak),
            Event::HardBreak => self.tokens.push(Token::HardBreak),
            Event::InlineHtml(tag) => self.tag(tag),
            Event::FootnoteReference(label) => match footnote(&label) {
                Some(index) => self.tokens.push(Token::Footnote(index)),
                None => self.tokens.push(Token::Text(source[range].into())),
            },
            Event::Start(Tag::Emphasis) => self.run(source, range.start, 1),
            Event::Start(Tag::Strong) => self.run(source, range.start, 2),
            Event::End(TagEnd::Emphasis) => self.run(source, range.end - 1, 1),
            Event::End(TagEnd::Strong) => self.run(source, range.end - 2, 2),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.link(link_type, &dest_url, &title, range)
            }
            Event::End(TagEnd::Link) => {
                let shown = self.links.pop() == Some(true);
                self.tokens.push(if shown { Token::LinkEnd } else { Token::Nothing });
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                self.image = Some(Picture { target: dest_url, title, source: range, alt: String::new(), inner: 0 });
            }
            _ => {}
        }
    }

    /// Text as it is, in which nothing is markup.
    pub(super) fn literal(&mut self, text: &'a str) {
        self.tokens.push(Token::Text(text.into()));
    }

    /// Writes the block: its emphasis decided, its elements balanced, its soft breaks joined, without blanks at its ends.
    /// Gives the places of the source that can be read both ways.
    pub(super) fn write(mut self, sheet: &mut Sheet, masks: Masks) -> Vec<Range<usize>> {
        self.balance_tags();
        let doubts = if masks == Masks::Auto { self.decide_emphasis() } else { Vec::new() };
        let start = sheet.here();
        let mut tokens = mem::take(&mut self.tokens);
        for at in 0..tokens.len() {
            if let Token::SoftBreak = tokens[at] {
                if sheet.here() > start && needs_space(&sheet.text, &tokens[at + 1..]) {
                    sheet.words(" ");
                }
            } else {
                write(sheet, mem::replace(&mut tokens[at], Token::Nothing), start);
            }
        }
        sheet.trim_end(start);
        doubts
    }

    /// Cuts a text into runs of delimiters and what lies between. An escaped delimiter is no run, nor is one that
    /// was written as an entity.
    fn text(&mut self, source: &'a str, text: CowStr<'a>, range: Range<usize>) {
        let previous_end = mem::replace(&mut self.text_end, range.end);
        let start = range.start;
        let written = &source[range];
        if *written != *text {
            return self.tokens.push(Token::Text(match text {
                CowStr::Borrowed(text) => text.into(),
                text => text.into_string().into(),
            }));
        }
        let escaped = start > 0 && previous_end != start && source.as_bytes()[start - 1] == b'\\';
        let mut at = usize::from(escaped).min(written.len());
        let mut literal = 0;
        while let Some(found) = written.get(at..).and_then(|rest| memchr2(b'*', b'_', rest.as_bytes())) {
            let begin = at + found;
            let mark = written.as_bytes()[begin];
            let length = written[begin..].bytes().take_while(|&byte| byte == mark).count();
            if literal < begin {
                self.tokens.push(Token::Text(written[literal..begin].into()));
            }
            self.run(source, start + begin, length);
            at = begin + length;
            literal = at;
        }
        if literal < written.len() {
            self.tokens.push(Token::Text(written[literal..].into()));
        }
    }

    /// Adds a run, or lengthens the one that ends where it begins: the parser cuts them up.
    fn run(&mut self, source: &str, at: usize, length: usize) {
        let mark = source.as_bytes()[at];
        self.text_end = at + length;
        let added = u32::try_from(length).unwrap_or(u32::MAX);
        match self.tokens.last_mut() {
            Some(Token::Run { mark: before, length, source })
                if *before == mark && *source + *length as usize == at =>
            {
                *length += added;
            }
            _ => self.tokens.push(Token::Run { mark, length: added, source: at }),
        }
    }

    fn tag(&mut self, tag: CowStr<'a>) {
        self.tokens.push(match html::inline(&tag) {
            html::Inline::Open(name) => Token::Tag(name),
            html::Inline::Close(name) => Token::TagEnd(name),
            html::Inline::Break => Token::HardBreak,
            html::Inline::Dropped => Token::Nothing,
            html::Inline::Text => Token::Text(tag.into_string().into()),
        });
    }

    fn link(&mut self, link_type: LinkType, target: &str, title: &str, bytes: Range<usize>) {
        let target = if link_type == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        // An address in the text of a link is a link to the parser, and would be one in another.
        let shown = !target.is_empty() && safe_target(&target) && !self.links.contains(&true);
        self.links.push(shown);
        if shown {
            let written: Box<str> = target.into();
            self.targets.push(Target { written: written.clone(), picture: false, bytes });
            self.tokens.push(Token::Link(Box::new(Link { target: written, title: title.into() })));
        }
    }

    /// An alternative text is plain: the signs of emphasis in it are masks.
    fn push_alt(&mut self, source: &str, event: Event<'a>, range: Range<usize>) {
        let Some(picture) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => picture.alt.push_str(&source[range][..1]),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => picture.alt.push_str(&source[range][..2]),
            Event::Start(Tag::Image { .. }) => picture.inner += 1,
            Event::End(TagEnd::Image) if picture.inner > 0 => picture.inner -= 1,
            Event::End(TagEnd::Image) => self.end_image(),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let Some(picture) = self.image.take() else { return };
        self.tokens.push(if safe_target(&picture.target) && !picture.target.is_empty() {
            let written = (&*picture.target).into();
            self.targets.push(Target { written, picture: true, bytes: picture.source.clone() });
            Token::Image(Box::new(picture))
        } else {
            Token::Text(picture.alt.into())
        });
    }

    /// Leaves only the tags of HTML that have their partner in the same link.
    fn balance_tags(&mut self) {
        let mut open: Vec<(&str, usize)> = Vec::new();
        let mut links = Vec::new();
        for at in 0..self.tokens.len() {
            match self.tokens[at] {
                Token::Link(_) => links.push(open.len()),
                Token::LinkEnd => {
                    let kept = links.pop().unwrap_or(0);
                    self.drop_tags(open.drain(kept..));
                }
                Token::Tag(name) if open.len() < DEEPEST => open.push((name, at)),
                Token::Tag(_) => self.tokens[at] = Token::Nothing,
                Token::TagEnd(name) => {
                    let base = links.last().copied().unwrap_or(0);
                    let partner = open[base..].iter().rposition(|&(known, _)| known == name);
                    match partner {
                        Some(partner) => {
                            self.drop_tags(open.drain(base + partner + 1..));
                            open.pop();
                        }
                        None => self.tokens[at] = Token::Nothing,
                    }
                }
                _ => {}
            }
        }
        self.drop_tags(open.drain(..));
    }

    fn drop_tags<'t>(&mut self, tags: impl Iterator<Item = (&'t str, usize)>) {
        for (_, at) in tags {
            self.tokens[at] = Token::Nothing;
        }
    }

    fn decide_emphasis(&mut self) -> Vec<Range<usize>> {
        let runs = self.tokens.iter().filter(|token| matches!(token, Token::Run { .. })).count();
        if runs == 0 || runs > MOST_RUNS {
            return Vec::new();
        }
        let mut delimiters = Delimiters::default();
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Text(text) => delimiters.text(text),
                Token::Code(code) => delimiters.text(code),
                Token::Run { mark, length, source } => delimiters.run(*mark, *length, *source, at),
                Token::SoftBreak | Token::HardBreak => delimiters.text(" "),
                Token::Footnote(_) | Token::Image(_) => delimiters.text("\u{FFFC}"),
                Token::Link(_) | Token::Tag(_) => delimiters.enter(),
                Token::LinkEnd | Token::TagEnd(_) => delimiters.leave(),
                Token::Emphasis(_) | Token::End(_) | Token::Nothing => {}
            }
        }
        let decision = delimiters.decide();
        for Pair { open, close, length } in decision.pairs {
            self.tokens[open] = Token::Emphasis(length);
            self.tokens[close] = Token::End(if length == 1 { 1 } else { 1 + length % 2 });
        }
        decision.doubts
    }
}

fn write(sheet: &mut Sheet, token: Token<'_>, start: u32) {
    match token {
        Token::Text(text) if sheet.here() == start => sheet.words(text.trim_start()),
        Token::Text(text) => sheet.words(&text),
        Token::Run { mark, length, .. } => sheet.words(&char::from(mark).to_string().repeat(length as usize)),
        Token::Code(code) => sheet.code(&code),
        Token::HardBreak => {
            sheet.trim_end(start);
            sheet.nodes.push(Node::HardBreak);
            sheet.text.push('\n');
        }
        Token::Footnote(index) => sheet.nodes.push(Node::FootnoteReference(index)),
        Token::Image(picture) => {
            let begin = sheet.here();
            sheet.text.push_str(&picture.alt);
            let (target, title) = ((&*picture.target).into(), (&*picture.title).into());
            let alt = begin..sheet.here();
            sheet.nodes.push(Node::Image(Box::new(document::Picture { target, title, alt })));
        }
        Token::Link(link) => sheet.nodes.push(Node::Open(Element::Link(link))),
        Token::Tag(name) => sheet.nodes.push(Node::Open(Element::Inline(name))),
        Token::Emphasis(length) => {
            if length % 2 == 1 {
                sheet.nodes.push(Node::Open(Element::Emphasis));
            }
            if length > 1 {
                sheet.nodes.push(Node::Open(Element::Strong));
            }
        }
        Token::LinkEnd | Token::TagEnd(_) => sheet.nodes.push(Node::Close),
        Token::End(count) => sheet.nodes.extend((0..count).map(|_| Node::Close)),
        Token::SoftBreak | Token::Nothing => {}
    }
}

/// Whether a soft break between the text so far and the tokens that follow is a space.
fn needs_space(text: &str, following: &[Token<'_>]) -> bool {
    let Some(before) = text.chars().next_back() else { return false };
    let after = following.iter().find_map(|token| match token {
        Token::Text(text) => text.chars().next().map(Some),
        Token::Code(code) => code.chars().next().map(Some),
        Token::Run { mark, .. } => Some(Some(char::from(*mark))),
        Token::SoftBreak | Token::HardBreak | Token::Image(_) => Some(None),
        _ => None,
    });
    after.flatten().is_some_and(|after| !before.is_whitespace() && !after.is_whitespace() && !joins(before, after))
}
