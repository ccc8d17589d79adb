//! Every file of the output as it should be, made and compared before the output is touched.
//!
//! Never changes the output: what is new waits on the stage.
//! Start at [`Output::prepare`].

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::copy::{self, Fault};
use super::ground::{Found, Ground};
use super::kept::{Kept, KeptFile};
use super::manifest::Entry;
use super::stage::Stage;
use super::{Failure, Output, Release, present};
use crate::diagnostic::timings::Step;
use crate::diagnostic::{Diagnostic, Phrase};
use crate::digest::{Digest, digest_of};
use crate::load::file;
use crate::load::stamp::Stamp;
use crate::plan::Route;
use crate::plan::catalogue::PublishedFile;
use crate::render;

/// A file of the output as it should be.
#[derive(Debug)]
pub(super) struct File {
    pub(super) address: String,
    pub(super) entry: Entry,
    /// Where its bytes wait; `None` when the output already has them.
    pub(super) staged: Option<usize>,
    /// What it was made from, where that is known to say all of it.
    pub(super) from: Option<Digest>,
    /// The stamp of its bytes, there or on the stage.
    pub(super) stamp: Option<Stamp>,
}

/// Everything that is to be put in its place.
pub(super) struct Prepared {
    pub(super) files: Vec<File>,
    /// The addresses that would have been kept and were not as they should be.
    pub(super) stale: Vec<String>,
}

/// How many faults are worth reading: one broken template shows on every page that uses it.
const FAULTS: usize = 20;

impl Output {
    /// Makes and compares all files.
    pub(super) fn prepare(
        &self,
        of: &Release<'_>,
        ground: &Ground,
        stage: &Stage,
        step: &(dyn Fn() + Sync),
    ) -> Result<Prepared, Failure> {
        let known = of.kept.beside(self.lying());
        let (next, stale) = (AtomicUsize::new(0), Mutex::default());
        let preparing = Preparing { of, output: self, ground, stage, known, next, stale };
        let pages = of.site.routes().into_par_iter().map(|route| {
            let made = preparing.page(route);
            step();
            made
        });
        let mut results: Vec<Result<File, Trouble>> = pages.collect();
        results.extend(of.theme.assets().map(|(address, bytes)| preparing.bytes(address.to_owned(), bytes)));
        let files: Vec<_> = of.site.catalogue.files.iter().collect();
        results.par_extend(files.into_par_iter().map(|(address, file)| preparing.file(address.clone(), file)));
        let files = sort_out(results)?;
        let stale = preparing.stale.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Prepared { files, stale: stale.into_iter().collect() })
    }
}

enum Trouble {
    Content(Diagnostic),
    Foreign(String),
    World(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

struct Preparing<'a> {
    of: &'a Release<'a>,
    output: &'a Output,
    ground: &'a Ground,
    stage: &'a Stage,
    /// What is known of what lies there.
    known: Option<&'a Kept>,
    next: AtomicUsize,
    stale: Mutex<BTreeSet<String>>,
}

impl Preparing<'_> {
    /// Makes a page, unless it lies there as it would be made.
    fn page(&self, route: Route) -> Result<File, Trouble> {
        let timings = self.of.timings;
        let (view, address) = timings.during(Step::View, || (self.of.site.view(route), self.of.site.href(route)));
        let from = timings.during(Step::View, || render::fingerprint(self.of.theme, &view));
        self.kept_or(address, Some(from), |address| {
            let made = timings.during(Step::Render, || render::page(self.of.theme, &view)).map_err(Trouble::Content)?;
            self.bytes(address, &made)
        })
    }

    /// Copies a file of the content, unless it was copied before.
    fn file(&self, address: String, published: &PublishedFile) -> Result<File, Trouble> {
        let stamp = self.of.stamps.get(&published.file);
        let from = stamp.map(|stamp| digest_of(&(&published.file, stamp)));
        self.kept_or(address, from, |address| self.copy(address, published))
    }

    /// The file that lies at an address when it was made from `from`; else what `make` makes.
    fn kept_or(
        &self,
        address: String,
        from: Option<Digest>,
        make: impl FnOnce(String) -> Result<File, Trouble>,
    ) -> Result<File, Trouble> {
        let kept = from.map(|from| self.kept(&address, from)).transpose()?.flatten();
        match kept {
            Some(kept) if !self.of.audit => Ok(kept),
            kept => {
                let made = make(address)?;
                if kept.is_some() && made.staged.is_some() {
                    self.stale.lock().unwrap_or_else(PoisonError::into_inner).insert(made.address.clone());
                }
                Ok(File { from, ..made })
            }
        }
    }

    /// The file that lies at an address, if it was made from `from` and nobody has touched it since.
    fn kept(&self, address: &str, from: Digest) -> Result<Option<File>, Trouble> {
        let Some(known) = self.known else { return Ok(None) };
        let Found::File(stamp) = self.found(address)? else { return Ok(None) };
        let file = KeptFile { from, stamp };
        let entry = self.output.manifest().entry(address).filter(|entry| entry.bytes == stamp.bytes);
        let entry = entry.filter(|_| known.has(address, file));
        Ok(entry.map(|entry| File {
            address: address.to_owned(),
            entry: entry.clone(),
            staged: None,
            from: Some(from),
            stamp: Some(file.stamp),
        }))
    }

    fn found(&self, address: &str) -> io::Result<Found> {
        self.of.timings.during(Step::Write, || self.ground.at(address))
    }

    /// Compares bytes with what the output has at an address, and stages them if they differ.
    fn bytes(&self, address: String, bytes: &[u8]) -> Result<File, Trouble> {
        let timings = self.of.timings;
        let there = self.there(&address)?;
        let entry = timings.during(Step::Digest, || Entry::of(bytes));
        let is_same = |stamp: &Stamp| -> io::Result<bool> {
            Ok(stamp.bytes == entry.bytes && present(&self.output.path(&address))?.as_deref() == Some(bytes))
        };
        if let Some(stamp) = there
            && timings.during(Step::Write, || is_same(&stamp))?
        {
            return self.keep(address, entry, stamp);
        }
        self.claim(&address, there)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let stamp = timings.during(Step::Write, || self.stage.hold(number, bytes))?;
        Ok(File { address, entry, staged: Some(number), from: None, stamp: Some(stamp) })
    }

    /// The same for a file of the content.
    fn copy(&self, address: String, published: &PublishedFile) -> Result<File, Trouble> {
        let fault = |fault| match fault {
            Fault::Source(phrase) => Trouble::Content(Diagnostic::in_file(Arc::clone(&published.file), phrase)),
            Fault::Output(error) => Trouble::World(error),
        };
        let source = file::path(self.of.root, &published.file);
        let there = self.there(&address)?;
        if let Some(stamp) = there.filter(|stamp| stamp.bytes == published.bytes)
            && let Some(entry) = copy::same(&source, &self.output.path(&address), published.bytes).map_err(fault)?
        {
            return self.keep(address, entry, stamp);
        }
        self.claim(&address, there)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (entry, stamp) = self.stage.hold_file(number, &source).map_err(fault)?;
        // Pages say how large it was when it was found.
        if entry.bytes != published.bytes {
            return Err(fault(Fault::Source(Phrase::FileChanged)));
        }
        Ok(File { address, entry, staged: Some(number), from: None, stamp: Some(stamp) })
    }

    /// The stamp of the file that the output has at an address.
    fn there(&self, address: &str) -> Result<Option<Stamp>, Trouble> {
        match self.found(address)? {
            Found::Nothing => Ok(None),
            Found::File(stamp) => Ok(Some(stamp)),
            Found::Obstacle(what) => Err(Trouble::Foreign(what)),
        }
    }

    /// Keeps a file that is as it should be; one that is not ours only when it shall be taken over.
    fn keep(&self, address: String, entry: Entry, stamp: Stamp) -> Result<File, Trouble> {
        if self.of.adopt || self.output.manifest().entry(&address).is_some() {
            return Ok(File { address, entry, staged: None, from: None, stamp: Some(stamp) });
        }
        Err(Trouble::Foreign(address))
    }

    /// A file that is there and not ours stays.
    fn claim(&self, address: &str, there: Option<Stamp>) -> Result<(), Trouble> {
        if there.is_some() && self.output.manifest().entry(address).is_none() {
            return Err(Trouble::Foreign(address.to_owned()));
        }
        Ok(())
    }
}

/// All files, or everything that went wrong: the world first, then the content, then what is foreign.
fn sort_out(results: Vec<Result<File, Trouble>>) -> Result<Vec<File>, Failure> {
    let mut prepared = Vec::with_capacity(results.len());
    let (mut faults, mut foreign) = (Vec::new(), BTreeSet::new());
    for result in results {
        match result {
            Ok(file) => prepared.push(file),
            Err(Trouble::World(error)) => return Err(Failure::World(error)),
            Err(Trouble::Content(fault)) if faults.len() < FAULTS && !faults.contains(&fault) => faults.push(fault),
            Err(Trouble::Content(_)) => {}
            Err(Trouble::Foreign(what)) => {
                foreign.insert(what);
            }
        }
    }
    match (faults.is_empty(), foreign.is_empty()) {
        (false, _) => Err(Failure::Content(faults)),
        (true, false) => Err(Failure::Foreign(foreign.into_iter().collect())),
        (true, true) => Ok(prepared),
    }
}
