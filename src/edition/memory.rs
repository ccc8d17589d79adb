//! What is remembered between editions: what was seen, what it held, and what was parsed from it.
//!
//! Never changes what an edition is: forgetting it costs time. It touches no disk; who keeps it from one process to the next writes
//! and reads its bytes.
//! Start at [`Memory`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::{Digest, Digested, Memo};
use crate::document::{Body, Document};
use crate::load::file;
use crate::load::page::PlainPage;
use crate::load::receipt::Filed;
use crate::load::scan::{Listing, Tree};
use crate::load::stamp::Stamp;
use crate::load::{self, Changed, Report};
use crate::registry::{self, Registry, Sources};
use crate::settings::audience::Audience;
use crate::settings::{Masks, Settings};

/// A file read and parsed, or not.
pub(super) type Parsed<T> = Diagnosed<Option<Arc<T>>>;

/// The digest of the text that a file held when it had this stamp.
pub(super) type Texts = BTreeMap<Arc<str>, (Stamp, Digest)>;

/// A text whose stamp says that it is this one still.
pub(super) type Text = (Arc<str>, (Stamp, Digest));

/// What is remembered between editions. Forgetting it costs time and changes nothing else.
#[derive(Debug, Default)]
pub struct Memory {
    tree: Mutex<Tree>,
    texts: Mutex<Texts>,
    pub(super) reports: Memo<Parsed<Report>>,
    pub(super) pages: Memo<Parsed<PlainPage>>,
    pub(super) receipts: Memo<Parsed<Filed>>,
    registries: Memo<Diagnosed<Arc<Registry>>>,
    /// Files that had changed when their bodies were read again.
    changed: Arc<Changed>,
}

/// A memory as it is kept between processes. Of parsed files it has what other pages show; a body is read again when its own page has
/// to be made again.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static, T: Deserialize<'de>, M: Deserialize<'de>"))]
struct Kept<T, M> {
    tree: T,
    texts: M,
    reports: Vec<(Digest, Arc<Parsed<Report>>)>,
    pages: Vec<(Digest, Arc<Parsed<PlainPage>>)>,
    receipts: Vec<(Digest, Arc<Parsed<Filed>>)>,
}

impl Memory {
    /// The memory of a process that makes one edition and remembers nothing.
    pub fn forgetful() -> Self {
        Self {
            reports: Memo::forgetful(),
            pages: Memo::forgetful(),
            receipts: Memo::forgetful(),
            registries: Memo::forgetful(),
            ..Self::default()
        }
    }

    /// The memory of an earlier process; an empty one when these bytes are none. They stay until this process ends, as some words in
    /// them are borrowed.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        let bytes: &'static [u8] = bytes.leak();
        let Ok(kept) = postcard::from_bytes::<Kept<Tree, Texts>>(bytes) else {
            return Self::default();
        };
        Self {
            tree: Mutex::new(kept.tree),
            texts: Mutex::new(kept.texts),
            reports: Memo::of(kept.reports),
            pages: Memo::of(kept.pages),
            receipts: Memo::of(kept.receipts),
            ..Self::default()
        }
    }

    /// The memory for a later process.
    pub fn bytes(&self) -> Vec<u8> {
        let (tree, texts) = (self.tree(), locked(&self.texts));
        let (reports, pages, receipts) = (self.reports.all(), self.pages.all(), self.receipts.all());
        let kept = Kept { tree: &*tree, texts: &*texts, reports, pages, receipts };
        // What cannot be written is not remembered.
        postcard::to_stdvec(&kept).unwrap_or_default()
    }

    /// Files that had changed when their bodies were read again: what was made with this memory since then cannot be used.
    pub fn changed(&self) -> &Changed {
        &self.changed
    }

    /// Forgets what turned out not to be so: a body that changed before it was read again is none.
    pub(super) fn settle(&self) {
        if self.changed.settle() {
            self.reports.clear();
            self.pages.clear();
        }
    }

    pub(super) fn tree(&self) -> MutexGuard<'_, Tree> {
        locked(&self.tree)
    }

    /// The texts that files were seen to hold.
    pub(super) fn texts(&self) -> MutexGuard<'_, Texts> {
        locked(&self.texts)
    }

    pub(super) fn remember(&self, texts: Vec<Text>) {
        locked(&self.texts).extend(texts);
    }

    /// Forgets what the edition that was just made did not ask for.
    pub(super) fn sweep(&self, listing: &Listing) {
        self.reports.sweep();
        self.pages.sweep();
        self.receipts.sweep();
        self.registries.sweep();
        locked(&self.texts).retain(|file, (stamp, _)| listing.stamps.get(file) == Some(stamp));
    }

    /// The vocabularies as the clerk keeps them, and as far as a reader may know them. What is wrong with them is said of the whole.
    pub(super) fn registries(
        &self,
        sources: Sources,
        reader: Option<Audience>,
        settings: &Digested<Settings>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Arc<Registry>, Arc<Registry>) {
        type Read = (Sources, BTreeSet<String>, Digested<Settings>);
        let read = |(sources, without, settings): &Read| registry::read(sources, without, settings).map(Arc::new);
        let mut input: Read = (sources, BTreeSet::new(), settings.clone());
        let whole = self.registries.recall(&input, read);
        diagnostics.extend(whole.diagnostics.iter().cloned());
        let closed = whole.value.closed_to(reader);
        if closed.is_empty() {
            return (Arc::clone(&whole.value), Arc::clone(&whole.value));
        }
        input.1 = closed;
        (Arc::clone(&whole.value), Arc::clone(&self.registries.recall(&input, read).value))
    }

    /// Says how the body of a file that an earlier process parsed is read when it is looked into.
    pub(super) fn wake<T: Remembered>(&self, root: &Path, of: &Arc<T>, settings: &Settings) {
        let Some(body) = of.body().filter(|body| !body.is_known()) else { return };
        let (file, masks, title) = of.source(settings);
        let (root, changed, digest) = (root.to_owned(), Arc::clone(&self.changed), body.digest());
        body.read_by(Box::new(move || {
            let source = file::read(&root, &file).value;
            let again = source.and_then(|source| load::body_again(&source, masks, title.as_deref(), digest));
            again.unwrap_or_else(|| {
                changed.note(&file);
                Document::default()
            })
        }));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is remembered of a file.
pub(super) trait Remembered: Send + Sync {
    /// The body, of what has one.
    fn body(&self) -> Option<&Body>;
    /// Where it is read from, how its asterisks are read, and the title that is not in it.
    fn source(&self, settings: &Settings) -> (Arc<str>, Masks, Option<String>);
}

impl Remembered for Report {
    fn body(&self) -> Option<&Body> {
        Some(&self.body)
    }

    fn source(&self, settings: &Settings) -> (Arc<str>, Masks, Option<String>) {
        let title = self.titled.then(|| self.meta.title.clone());
        (Arc::clone(&self.file), self.meta.masks.unwrap_or(settings.masks), title)
    }
}

impl Remembered for PlainPage {
    fn body(&self) -> Option<&Body> {
        Some(&self.body)
    }

    fn source(&self, settings: &Settings) -> (Arc<str>, Masks, Option<String>) {
        (Arc::clone(&self.file), settings.masks, self.titled.then(|| self.title.clone()))
    }
}

impl Remembered for Filed {
    fn body(&self) -> Option<&Body> {
        None
    }

    fn source(&self, settings: &Settings) -> (Arc<str>, Masks, Option<String>) {
        (Arc::clone(&self.file), settings.masks, None)
    }
}
