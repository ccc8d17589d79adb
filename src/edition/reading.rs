//! Reading all files of an edition: those that are as they were are remembered, the others read and parsed.
//!
//! Never decides which files there are. Start at [`Reading::all`].

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::memory::{Memory, Parsed, Remembered, Text, Texts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::timings::{Step, Timings};
use crate::digest::{Digested, Memo};
use crate::load::decisions::Decisions;
use crate::load::file;
use crate::load::scan::Listing;
use crate::load::{Input, With};
use crate::registry::Registry;
use crate::settings::Settings;

/// What every file is read with.
pub(super) struct Reading<'a> {
    pub(super) root: &'a Path,
    pub(super) listing: &'a Listing,
    pub(super) whole: &'a Registry,
    pub(super) registry: &'a Registry,
    pub(super) settings: &'a Digested<Settings>,
    pub(super) decisions: &'a Decisions,
    pub(super) memory: &'a Memory,
    pub(super) timings: &'a Timings,
}

/// A file read and parsed.
struct One<T> {
    /// Why it could not be read.
    unread: Vec<Diagnostic>,
    parsed: Option<Arc<Parsed<T>>>,
    /// What it holds, when that is news.
    text: Option<Text>,
}

impl Reading<'_> {
    /// Reads and parses files on all processors; their order is kept, and so is that of what is wrong with them.
    pub(super) fn all<T: Remembered>(
        &self,
        files: &[Arc<str>],
        memo: &Memo<Parsed<T>>,
        parse: fn(&Input<'_>) -> Parsed<T>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<T>> {
        let known = self.memory.texts();
        let read: Vec<One<T>> = files.par_iter().map(|file| self.one(file, &known, memo, parse)).collect();
        drop(known);
        let mut values = Vec::with_capacity(files.len());
        let mut texts = Vec::with_capacity(files.len());
        for One { unread, parsed, text } in read {
            diagnostics.extend(unread);
            if let Some(parsed) = parsed {
                diagnostics.extend(parsed.diagnostics.iter().cloned());
                values.extend(parsed.value.clone());
            }
            texts.extend(text);
        }
        self.memory.remember(texts);
        values
    }

    fn one<T: Remembered>(
        &self,
        file: &Arc<str>,
        known: &Texts,
        memo: &Memo<Parsed<T>>,
        parse: fn(&Input<'_>) -> Parsed<T>,
    ) -> One<T> {
        let Self { whole, registry, settings, .. } = *self;
        let with = With { whole, registry, settings, decisions: self.decisions.topics_of(file) };
        let stamp = self.listing.stamps.get(file).copied();
        let text = known.get(file).copied().filter(|(known, _)| Some(*known) == stamp);
        // This hashes as the input does that would have to be read first.
        if let Some((_, digest)) = text
            && let Some(parsed) = memo.known(&(digest, with))
        {
            if let Some(value) = &parsed.value {
                self.memory.wake(self.root, value, settings);
            }
            return One { unread: Vec::new(), parsed: Some(parsed), text: None };
        }
        let read = self.timings.during(Step::Read, || file::read(self.root, file));
        let Some(source) = read.value.map(Digested::new) else {
            return One { unread: read.diagnostics, parsed: None, text: None };
        };
        let input = Input { source: &source, with };
        let parsed = self.timings.during(Step::Parse, || memo.recall(&input, parse));
        if let Some(value) = &parsed.value {
            self.memory.wake(self.root, value, settings);
        }
        let text = stamp.map(|stamp| (Arc::clone(file), (stamp, source.digest())));
        One { unread: read.diagnostics, parsed: Some(parsed), text }
    }
}
