//! What the preview shows now: the last moment that could be shown.
//!
//! Never shows two moments at once: who asks gets the one that is there, whole.
//! Start at [`Preview::show`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::shown::{Entries, Shown};
use super::shows::{Content, Shows};
use crate::diagnostic::Language;

/// How many addresses are remembered that something has left.
const LEFT: usize = 1_000;

/// The last moment that could be shown.
#[derive(Debug)]
pub(super) struct Preview {
    language: Language,
    shown: Mutex<Option<Arc<Shown>>>,
    /// The files of the reports that were at addresses where nothing is any more.
    left: Mutex<BTreeMap<String, Arc<str>>>,
    entries: Entries,
}

impl Preview {
    /// A preview that shows nothing yet and says why in this language.
    pub(super) fn new(language: Language) -> Self {
        Self { language, shown: Mutex::default(), left: Mutex::default(), entries: Entries::default() }
    }

    /// Shows another moment; gives back the one before.
    pub(super) fn show(&self, shown: &Arc<Shown>) -> Option<Arc<Shown>> {
        locked(&self.shown).replace(Arc::clone(shown))
    }

    /// The moment that is shown.
    pub(super) fn shown(&self) -> Option<Arc<Shown>> {
        locked(&self.shown).clone()
    }

    /// Remembers what was at addresses of `before` where nothing is any more.
    pub(super) fn remember(&self, before: &Shown, now: &Shown) {
        let mut left = locked(&self.left);
        left.retain(|address, _| !now.has(address));
        let edition = before.edition();
        for (report, card) in edition.archive.reports.iter().zip(&edition.catalogue.reports) {
            if !now.has(&card.href) && left.len() < LEFT {
                left.insert(card.href.clone(), Arc::clone(&report.file));
            }
        }
    }
}

impl Shows for Preview {
    fn at(&self, address: &str) -> Option<Result<Content, String>> {
        self.shown()?.at(address, &self.entries, self.language)
    }

    fn lost(&self) -> Option<Result<Content, String>> {
        Some(self.shown()?.lost(self.language))
    }

    fn edition(&self) -> u64 {
        self.shown().map_or(0, |shown| shown.number())
    }

    fn moved(&self, address: &str) -> Option<String> {
        let file = locked(&self.left).get(address).cloned()?;
        let shown = self.shown()?;
        href_of(&shown, &file)
    }
}

/// The address of the report in a file.
pub(super) fn href_of(shown: &Shown, file: &str) -> Option<String> {
    let edition = shown.edition();
    let at = edition.archive.reports.iter().position(|report| &*report.file == file)?;
    Some(edition.catalogue.reports[at].href.clone())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
