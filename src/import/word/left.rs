//! What stands in a document and not in the text that is made of it.
//!
//! Never decides what is left out. Start at [`Left::push`].

use crate::import::manuscript::{LeftOut, Line, Omitted, Piece};

/// What was left out so far.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) entries: Vec<LeftOut>,
    /// How often something was kept; what is left out without a pause is one thing.
    kept: usize,
    last: usize,
}

impl Left {
    /// Something was kept.
    pub(super) fn pause(&mut self) {
        self.kept += 1;
    }

    /// Words that are left out. Programs cut one deletion into many; it is one where nothing that is kept stands between.
    pub(super) fn push(&mut self, what: Omitted, words: &str) {
        let goes_on = |last: &&mut LeftOut| last.what == what && (self.last == self.kept || what == Omitted::Contents);
        match self.entries.last_mut().filter(goes_on) {
            Some(last) => {
                if what == Omitted::Contents && !last.words.is_empty() {
                    last.words.push(' ');
                }
                last.words.push_str(words);
            }
            None => self.entries.push(LeftOut { what, words: words.to_owned() }),
        }
        self.last = self.kept;
    }

    /// One thing of its own.
    pub(super) fn one(&mut self, what: Omitted, words: impl Into<String>) {
        self.entries.push(LeftOut { what, words: words.into() });
        self.last = usize::MAX;
    }
}

/// The words of what stands somewhere, in one line.
pub(super) fn words(pieces: &[Piece]) -> String {
    let mut words = String::new();
    each_line(pieces, &mut |line| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(line.text.trim());
    });
    words
}

/// Every line in reading order; tables lie in each other no deeper than their XML.
pub(super) fn each_line<'p>(pieces: &'p [Piece], see: &mut dyn FnMut(&'p Line)) {
    for piece in pieces {
        match piece {
            Piece::Line(line) => see(line),
            Piece::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| each_line(&cell.pieces, see));
            }
        }
    }
}
