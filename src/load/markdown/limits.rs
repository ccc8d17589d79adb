//! How much of everything a body may have, so that reading and showing it costs a bounded time and memory.
//!
//! Never judges the length of a text, which is bounded where files are read: 20 MB of prose are within every limit here.
//! Start at [`Excess`].

use crate::diagnostic::phrasebook::Limit;

/// What there is too much of in a body, and where in the source that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    /// The limit that is broken.
    pub limit: Limit,
    /// The first place beyond it, in bytes of the source.
    pub at: usize,
}

/// Line ends and signs that can be markup. The parser keeps some 60 bytes for each before it knows what it is, and a
/// character that has to be escaped grows by as much as six times. The densest real report, full of masks, would have
/// 600,000 in 20 MB.
const MARKS: usize = 1_000_000;

/// Paragraphs, headings, items, cells and the like. Each costs some 500 bytes until the page is written.
const BLOCKS: usize = 250_000;

/// Headings: each stands in the outline too.
const HEADINGS: usize = 50_000;

/// Links and pictures: each keeps its place, in case it is broken.
const LINKS: usize = 50_000;

/// Masks: each is marked up for the eye and for the ear. The densest real report would have 190,000 in 20 MB.
const MASKS: usize = 300_000;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) blocks: usize,
    pub(super) headings: usize,
    pub(super) links: usize,
    pub(super) masks: usize,
}

impl Counted {
    /// The limit that is broken, if one is.
    pub(super) fn excess(&self, at: usize) -> Option<Excess> {
        let counts = [
            (self.blocks, BLOCKS, Limit::Blocks),
            (self.headings, HEADINGS, Limit::Headings),
            (self.links, LINKS, Limit::Links),
            (self.masks, MASKS, Limit::Masks),
        ];
        let (.., limit) = counts.into_iter().find(|(count, most, _)| count > most)?;
        Some(Excess { limit, at })
    }
}

/// Counts what can be markup before anything is parsed, since the parser keeps all of it at once.
pub(super) fn excess_of_marks(source: &str) -> Option<Excess> {
    let bytes = source.as_bytes();
    if bytes.len() <= MARKS {
        // Not even if every byte were one.
        return None;
    }
    let (mut marks, mut at, mut braces) = (0, 0, false);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        braces = byte == b'{' || braces && byte != b'\n';
        let mark = match byte {
            b'\n' | b'\r' | b'*' | b'_' | b'~' | b'[' | b']' | b'<' | b'>' | b'&' | b'|' | b'"' | b'\'' | b'\\' => true,
            // A run of these is one mark.
            b'`' => next != Some(byte),
            // A list may begin again and again on one line.
            b'-' | b'+' | b'.' | b')' => matches!(next, Some(b' ' | b'\t')),
            // Attributes of a heading.
            b' ' => braces,
            _ => false,
        };
        marks += usize::from(mark);
        if marks > MARKS {
            return Some(Excess { limit: Limit::Marks, at });
        }
        // What is escaped is no mark of its own.
        at += if byte == b'\\' && next.is_some_and(|next| next.is_ascii_punctuation()) { 2 } else { 1 };
    }
    None
}
