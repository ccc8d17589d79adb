//! Which paragraphs could be headings (pass A of the recogniser, rules R1 to R5 and R7).
//!
//! Sees one paragraph and never its neighbours: what depends on them is decided in [`super::outline`].
//! Start at [`examine`].

use std::ops::Range;

use super::enumeration::continues_itself;
use super::lookalike::{is_idiom, is_number, is_series};
use super::marker::{Class, marker, spaced, trim};
use super::ordinal::number;
use super::shape::{self, Cut, LINE, Shape, has_term};

/// What the beginning of a paragraph makes of it.
pub(super) enum Beginning {
    /// No heading, whatever stands around it.
    Body,
    /// A marker and nothing behind it.
    Bare,
    /// Perhaps a heading.
    Candidate(Candidate),
}

/// A class and the depth in its rank: what counts together.
pub(super) type Kind = (Class, u8);

/// A paragraph that may be a heading.
pub(super) struct Candidate {
    /// The index of its paragraph.
    pub(super) line: usize,
    pub(super) class: Class,
    pub(super) ordinal: u16,
    /// Rank, and within rank 5 the depth that decimals and letters have among themselves.
    pub(super) level: (u8, u8),
    /// What stands before the last number of a decimal: `1.2.` of `1.2.3`; 0 for all others.
    pub(super) prefix: u32,
    /// Whether it looks like a series (`二、三季度…`), so that it needs a run around it.
    pub(super) series: bool,
    /// Whether it is numbered as only some documents do (`1 引言`, `1.1概述`), so that its neighbours must bear it out.
    pub(super) loose: bool,
    /// How it is a heading; `None` for an item of a list.
    pub(super) shape: Option<Shape>,
    /// The bytes of its marker in the paragraph.
    pub(super) marker: Range<usize>,
    /// The bytes of the paragraph without the blanks around it.
    pub(super) bytes: Range<usize>,
}

impl Candidate {
    /// How the text after the marker is a heading; offsets from the end of the marker.
    pub(super) fn cut(&self, paragraph: &str) -> Option<Cut> {
        shape::cut(&paragraph[self.marker.end..self.bytes.end], self.class.rank())
    }

    /// Which numbers it counts with.
    pub(super) fn kind(&self) -> Kind {
        (self.class, self.level.1)
    }

    /// Whether its class counts within a section (`一是`, `第一，`, `首先，`).
    pub(super) fn is_within_section(&self) -> bool {
        matches!(self.class, Class::Shi | Class::Di | Class::Shou)
    }
}

/// The longest heading that only the format makes one, in characters.
const SET: usize = 100;

/// What a paragraph alone says about itself. `is_set` says that the format sets it as a heading.
pub(super) fn examine(line: usize, paragraph: &str, is_set: bool) -> Beginning {
    let bytes = trim(paragraph);
    let trimmed = &paragraph[bytes.clone()];
    let strict = marker(trimmed).filter(|found| !is_number(found, trimmed));
    let loose = strict.is_none();
    let Some(found) = strict.or_else(|| spaced(trimmed)) else { return Beginning::Body };
    let rest = &trimmed[found.bytes.end..];
    let empty = rest.chars().all(|c| matches!(c, '。' | '：' | ':' | '，' | '、' | '.' | '．' | ' '));
    if empty && found.class != Class::Part {
        return if found.class == Class::Lat { Beginning::Body } else { Beginning::Bare };
    }
    let series = is_series(&found, trimmed);
    if is_number(&found, trimmed)
        || is_idiom(&found, trimmed)
        || (series && (has_term(trimmed) || trimmed.chars().nth(LINE).is_some()))
        || continues_itself(trimmed, &found)
    {
        return Beginning::Body;
    }
    let written = &trimmed[found.bytes.clone()];
    let level = (found.class.rank(), depth_in_rank(found.class, written));
    Beginning::Candidate(Candidate {
        line,
        class: found.class,
        ordinal: found.ordinal,
        level,
        prefix: if found.class == Class::Dec { prefix(written) } else { 0 },
        series: series && leading_numeral(rest) != Some(u32::from(found.ordinal)),
        shape: if empty { Some(Shape::Line) } else { shape::cut(rest, level.0).map(|cut| cut.shape) }
            .or_else(|| (is_set && rest.chars().nth(SET).is_none()).then_some(Shape::Line)),
        loose,
        marker: bytes.start..bytes.start + found.bytes.end,
        bytes,
    })
}

/// Whether a number follows another. 其次 may be followed by 最后.
pub(super) fn is_next(class: Class, last: u16, ordinal: u16) -> bool {
    if class == Class::Shou { ordinal > last } else { last.checked_add(1) == Some(ordinal) }
}

/// `1.1.1` lies below `1.1`, and `a)` below `A.`.
fn depth_in_rank(class: Class, written: &str) -> u8 {
    match class {
        Class::Dec => numbers(written).count().saturating_sub(1).try_into().unwrap_or(u8::MAX),
        Class::Lat => u8::from(written.contains(|c: char| c.is_ascii_lowercase())),
        _ => 0,
    }
}

fn prefix(written: &str) -> u32 {
    let parts: Vec<u32> = numbers(written).filter_map(number).collect();
    parts.iter().take(parts.len().saturating_sub(1)).fold(0, |value, n| value * 100 + n)
}

/// The numbers of `3.1. `.
fn numbers(written: &str) -> impl Iterator<Item = &str> {
    written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty())
}

fn leading_numeral(rest: &str) -> Option<u32> {
    number(&rest[..rest.find(|c| !"一二三四五六七八九十".contains(c)).unwrap_or(rest.len())])
}
