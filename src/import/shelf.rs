//! The shelf: where an imported report goes, and whether it is there already.
//!
//! Never names a place that holds something else: a report that a person may have edited is not replaced.
//! Start at [`Shelf`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Draft;
use crate::load::front::Original;

/// The reports that are there already, by what they were imported from.
#[derive(Debug, Default)]
pub struct Shelf {
    by_digest: BTreeMap<String, Arc<str>>,
    by_source: BTreeMap<String, Arc<str>>,
    /// Every name that is taken, in small letters: two names that differ in case are one file on many disks.
    taken: BTreeSet<String>,
}

/// Where a report goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Into a new file.
    New(String),
    /// It was imported before, from the same bytes.
    Known(Arc<str>),
    /// A report of the same unit, year and type was imported from an earlier version of the same file.
    Earlier(Arc<str>),
}

impl Shelf {
    /// A shelf with these files on it; those that were imported say from what.
    pub fn new(files: impl IntoIterator<Item = (Arc<str>, Option<Original>)>) -> Self {
        let mut shelf = Self::default();
        for (file, original) in files {
            shelf.taken.insert(file.to_lowercase());
            if let Some(original) = original {
                shelf.by_source.insert(original.file, Arc::clone(&file));
                shelf.by_digest.insert(original.sha256, file);
            }
        }
        shelf
    }

    /// Finds the place of a report below `folder` (`content/reports`) and takes it.
    pub fn place(&mut self, draft: &Draft, folder: &str) -> Place {
        if let Some(file) = self.by_digest.get(&draft.sha256) {
            return Place::Known(Arc::clone(file));
        }
        let kind = draft.stem.rsplit_once('-').map_or("", |(kind, _)| kind);
        if let Some(file) = self.by_source.get(&draft.file).filter(|file| is_of_kind(file, kind)) {
            return Place::Earlier(Arc::clone(file));
        }
        let year = draft.year.as_deref().unwrap_or("unknown");
        // Eight digits of the digest are in the stem already; a collision takes more of them.
        let mut digits = 8;
        let mut file = format!("{folder}/{year}/{}.md", draft.stem);
        while !self.taken.insert(file.to_lowercase()) && digits < draft.sha256.len() {
            digits += 4;
            file = format!("{folder}/{year}/{kind}-{}.md", &draft.sha256[..digits.min(draft.sha256.len())]);
        }
        let known: Arc<str> = file.as_str().into();
        self.by_digest.insert(draft.sha256.clone(), Arc::clone(&known));
        self.by_source.insert(draft.file.clone(), known);
        Place::New(file)
    }
}

/// Whether the name of a file says that it holds a report of this unit and type.
fn is_of_kind(file: &str, kind: &str) -> bool {
    let stem = file.rsplit('/').next().unwrap_or_default();
    stem.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-'))
}
