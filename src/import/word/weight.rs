//! How much a document may hold: a small file can ask for more memory than a computer has.
//!
//! Never looks at the file; what it takes unpacked is for the package. Start at [`Weight::words`].

use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::Limit;

/// The most text that a report has, in bytes.
const TEXT: usize = 24 << 20;

/// The most paragraphs, cells and things left out.
const BLOCKS: usize = 250_000;

/// The most changes of look inside paragraphs.
const MARKS: usize = 500_000;

/// The most notes and pictures.
const LINKS: usize = 50_000;

/// What was read so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    text: usize,
    blocks: usize,
    marks: usize,
    links: usize,
}

impl Weight {
    /// Words, kept or left out, or an address.
    pub(super) fn words(&mut self, words: &str) -> Result<(), Phrase> {
        self.text += words.len();
        within(self.text, TEXT, Limit::Report)
    }

    /// So many paragraphs, cells or things of their own that are left out.
    pub(super) fn blocks(&mut self, n: usize) -> Result<(), Phrase> {
        self.blocks += n;
        within(self.blocks, BLOCKS, Limit::Blocks)
    }

    /// A change of look.
    pub(super) fn mark(&mut self) -> Result<(), Phrase> {
        self.marks += 1;
        within(self.marks, MARKS, Limit::Marks)
    }

    /// A note or a picture.
    pub(super) fn link(&mut self) -> Result<(), Phrase> {
        self.links += 1;
        within(self.links, LINKS, Limit::Links)
    }
}

fn within(found: usize, most: usize, what: Limit) -> Result<(), Phrase> {
    if found > most { Err(Phrase::Limit { what }) } else { Ok(()) }
}
