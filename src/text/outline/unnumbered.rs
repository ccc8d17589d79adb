//! Headings without a number: set as such by the format, or a short line that stands where only a heading stands.
//!
//! Never takes a line that ends like a sentence among others for one, and never a line beside a table. Start at [`unnumbered`].

use super::{Distinct, Paragraph};
use crate::text::date;
use crate::text::is_han;
use crate::text::marker::{marker, spaced, trim};
use crate::text::peel::is_caption;
use crate::text::shape::{Shape, has_term};

/// A heading without a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unnumbered {
    /// The index of its paragraph.
    pub(super) line: usize,
    pub(super) sort: Sort,
    pub(super) shape: Shape,
}

/// What makes a line without a number a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A level of the format.
    Level(u8),
    /// How it is set apart from the text.
    Look(Distinct),
    /// Nothing but its place.
    Bare,
    /// One short sentence, as others in this document.
    Sentence,
}

/// The longest heading that the format names, the same with a full stop, that it sets apart, that only its place tells; in characters.
const LEVEL: usize = 100;
const STOP: usize = 30;
const LOOK: usize = 40;
const BARE: usize = 25;
/// The longest sentence that is a heading, and how many of them there must be.
const SENTENCE: usize = 20;
const SENTENCES: usize = 3;
/// The shortest paragraph that is prose.
const PROSE: usize = 30;

/// What a paragraph is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing is known of it yet.
    Open,
    /// A numbered heading.
    Heading,
    /// A numbered item of a list.
    Item,
}

/// The headings without number, in order. `known` says what the numbers have made of each paragraph.
pub(super) fn unnumbered(paragraphs: &[Paragraph<'_>], known: &[Known]) -> Vec<Unnumbered> {
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| &paragraph.text[trim(paragraph.text)]).collect();
    let view = View { paragraphs, texts: &texts, known };
    let begins = (0..texts.len()).find(|&line| view.is_text(line)).unwrap_or(texts.len());
    let open = (0..texts.len()).filter(|&line| known[line] == Known::Open && !texts[line].is_empty());
    let mut found: Vec<Unnumbered> = open.filter_map(|line| view.heading(line, begins)).collect();
    let sentences = found.iter().filter(|found| found.sort == Sort::Sentence).count();
    found.retain(|found| found.sort != Sort::Sentence || sentences >= SENTENCES);
    found
}

struct View<'a> {
    paragraphs: &'a [Paragraph<'a>],
    texts: &'a [&'a str],
    known: &'a [Known],
}

impl View<'_> {
    fn heading(&self, line: usize, begins: usize) -> Option<Unnumbered> {
        let text = self.texts[line];
        let look = self.paragraphs[line].look;
        let found = |sort, shape| Some(Unnumbered { line, sort, shape });
        if let Some(level) = look.level {
            let inner = text.trim_end_matches(['。', '！', '？']);
            let is_long = |longest: usize| text.chars().nth(longest).is_some();
            let is_prose =
                has_term(inner) && is_long(LOOK) || inner.len() < text.len() && is_long(STOP) || is_long(LEVEL);
            let shape = if inner.len() < text.len() { Shape::LineStop } else { Shape::Line };
            return if is_prose { None } else { found(Sort::Level(level), shape) };
        }
        let leads = self.is_text(line + 1) && !self.paragraphs[line + 1].apart;
        if let Some(distinct) = look.distinct.filter(|_| is_phrase(text, LOOK)) {
            let alone = self.paragraphs.get(line + 1).is_some_and(|next| next.look != look && !next.apart);
            let fits = leads || alone && line > begins && self.known[line + 1] != Known::Item;
            return if fits { found(Sort::Look(distinct), Shape::Line) } else { None };
        }
        let fits = line > begins && leads && self.ends_a_sentence(line - 1);
        let is_prose = |line: usize| self.known[line] == Known::Open && self.texts[line].contains('。');
        if fits && is_phrase(text, BARE) && (self.known[line + 1] != Known::Open || is_prose(line + 1)) {
            found(Sort::Bare, Shape::Line)
        } else if fits && is_sentence(text) && is_prose(line + 1) {
            found(Sort::Sentence, Shape::LineStop)
        } else {
            None
        }
    }

    /// Whether a paragraph is prose or numbered, so that a heading may stand above it.
    fn is_text(&self, line: usize) -> bool {
        let Some(text) = self.texts.get(line) else { return false };
        self.known[line] != Known::Open || has_term(text) && text.chars().nth(PROSE).is_some()
    }

    /// Whether what stands above is complete.
    fn ends_a_sentence(&self, line: usize) -> bool {
        let text = self.texts[line];
        // The words of a lone 第一章 stand below it and are no heading of their own.
        let is_lone = || marker(text).is_some_and(|marker| marker.bytes.end == text.len());
        self.known[line] == Known::Heading && !is_lone() || text.ends_with(['。', '！', '？', '”'])
    }
}

/// Whether a line is words and no sentence: a name of what follows.
fn is_phrase(text: &str, longest: usize) -> bool {
    let length = text.chars().count();
    let han = text.chars().filter(|&c| is_han(c)).count();
    (2..=longest).contains(&length)
        && han * 2 >= length
        && !has_term(text)
        && !text.contains(['：', ':', '\t'])
        && !text.ends_with(['，', ',', '、', '.', '…'])
        && !is_in_brackets(text)
        && !text.starts_with(['—', '-', '·', '•', '附'])
        && !is_caption(text)
        && !is_article(text)
        && marker(text).or_else(|| spaced(text)).is_none()
        && date::dates(text).is_empty()
}

/// `第三条` of a rule: its text is the article, not a section below it.
fn is_article(text: &str) -> bool {
    text.starts_with('第') && text.chars().nth(8).is_none() && text.ends_with('条')
}

fn is_in_brackets(text: &str) -> bool {
    text.starts_with(['（', '(', '【', '［', '[']) && text.ends_with(['）', ')', '】', '］', ']'])
}

/// Whether a line is one short sentence without a pause.
fn is_sentence(text: &str) -> bool {
    let words = text.trim_end_matches('。');
    words.len() + '。'.len_utf8() == text.len()
        && words.chars().nth(3).is_some()
        && is_phrase(words, SENTENCE)
        && !words.contains('，')
}
