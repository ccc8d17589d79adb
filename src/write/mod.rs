//! Bytes to an output folder: what differs is written, what is the same is kept, what is no longer planned is removed.
//!
//! Never changes or removes a file that it did not write, and never leaves half a file.
//! Start at [`Output::open`], then [`Output::release`].

mod copy;
mod ground;
pub mod manifest;
mod output;
mod stage;

pub use output::{Output, Refusal, real_path};

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostic::timings::{Step, Timings};
use crate::diagnostic::{AtPath, Diagnostic, Phrase};
use crate::plan::Site;
use crate::plan::catalogue::PublishedFile;
use crate::render;
use crate::render::theme::Theme;
use copy::Fault;
use ground::{Found, Ground};
use manifest::{Entry, Manifest};
use stage::Stage;

/// What a build did to the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that were already there as they should be.
    pub kept: usize,
    /// Files that are no longer planned.
    pub removed: usize,
}

/// Why a build ended without output.
#[derive(Debug)]
pub enum Failure {
    /// Templates could not be applied, or attachments could not be read; nothing was touched.
    Content(Vec<Diagnostic>),
    /// Things that are not ours stand where ours should; nothing was touched.
    Foreign(Vec<String>),
    /// The world failed.
    World(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

/// How many faults are worth reading: one broken template shows on every page that uses it.
const FAULTS: usize = 20;

impl Output {
    /// Renders every page and brings the output to that state. `step` is called once per page.
    ///
    /// Everything is first prepared beside the output; only when all of it could be made is the output touched.
    pub fn release(&mut self, of: &Release<'_>, step: &(dyn Fn() + Sync)) -> Result<Written, Failure> {
        let ground = Ground::new(self.folder());
        let stage = Stage::new(self.folder())?;
        let prepared = self.prepare(of, &ground, &stage, step)?;
        of.timings.during(Step::Put, || self.put_all(&prepared, &ground, &stage))
    }

    /// Brings the output to the state that was prepared.
    fn put_all(&mut self, prepared: &[Prepared], ground: &Ground, stage: &Stage) -> Result<Written, Failure> {
        let planned = Manifest::new(prepared.iter().map(|file| (file.address.clone(), file.entry.clone())));
        let obsolete = ground.free(self.manifest().not_in(&planned))?;
        let steps = self.stage_manifests(stage, planned)?;
        let changing = prepared.iter().filter(|file| file.staged.is_some()).map(|file| &*file.address);
        ground.survey(changing.chain(obsolete.iter().map(|address| &**address)))?;
        // From here on the output changes.
        self.put_first(stage, &steps)?;
        let mut written = Written::default();
        for file in prepared {
            match file.staged {
                Some(number) => {
                    stage.put(number, &self.path(&file.address))?;
                    written.written += 1;
                }
                None => written.kept += 1,
            }
        }
        written.removed = self.remove_all(&obsolete, ground)?;
        self.put_last(stage, steps)?;
        stage.clear()?;
        Ok(written)
    }

    fn prepare(
        &self,
        of: &Release<'_>,
        ground: &Ground,
        stage: &Stage,
        step: &(dyn Fn() + Sync),
    ) -> Result<Vec<Prepared>, Failure> {
        let (root, adopt, timings, next) = (of.root, of.adopt, of.timings, AtomicUsize::new(0));
        let preparing = Preparing { output: self, ground, stage, root, adopt, timings, next };
        let pages = of.site.routes().into_par_iter().map(|route| {
            let view = of.timings.during(Step::View, || of.site.view(route));
            let made = of.timings.during(Step::Render, || render::page(of.theme, &view)).map_err(Trouble::Content);
            step();
            preparing.bytes(of.site.href(route), &made?)
        });
        let mut results: Vec<Result<Prepared, Trouble>> = pages.collect();
        results.extend(of.theme.assets().map(|(address, bytes)| preparing.bytes(address.to_owned(), bytes)));
        let files: Vec<_> = of.site.catalogue.files.iter().collect();
        results.par_extend(files.into_par_iter().map(|(address, file)| preparing.file(address.clone(), file)));
        sort_out(results)
    }
}

/// What is released.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// The plan of the site.
    pub site: Site<'a>,
    /// The folder of the site, where its attachments lie.
    pub root: &'a Path,
    /// How it looks.
    pub theme: &'a Theme,
    /// Whether files that equal planned ones are taken over.
    pub adopt: bool,
    /// What measures the steps.
    pub timings: &'a Timings,
}

/// Where a file of this name, with `/`, lies below `folder`.
fn place(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

/// A file of the output as it should be.
#[derive(Debug)]
struct Prepared {
    address: String,
    entry: Entry,
    /// Where its bytes wait; `None` when the output already has them.
    staged: Option<usize>,
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
    output: &'a Output,
    ground: &'a Ground,
    stage: &'a Stage,
    root: &'a Path,
    adopt: bool,
    timings: &'a Timings,
    next: AtomicUsize,
}

impl Preparing<'_> {
    /// Compares bytes with what the output has at an address, and stages them if they differ.
    fn bytes(&self, address: String, bytes: &[u8]) -> Result<Prepared, Trouble> {
        let there = self.timings.during(Step::Write, || self.there(&address))?;
        let entry = self.timings.during(Step::Digest, || Entry::of(bytes));
        if there == Some(entry.bytes) && present(&self.output.path(&address))?.as_deref() == Some(bytes) {
            return self.keep(address, entry);
        }
        self.claim(&address, there)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.timings.during(Step::Write, || self.stage.hold(number, bytes))?;
        Ok(Prepared { address, entry, staged: Some(number) })
    }

    /// The same for a file of the content.
    fn file(&self, address: String, published: &PublishedFile) -> Result<Prepared, Trouble> {
        let fault = |fault| match fault {
            Fault::Source(phrase) => Trouble::Content(Diagnostic::in_file(Arc::clone(&published.file), phrase)),
            Fault::Output(error) => Trouble::World(error),
        };
        let source = place(self.root, &published.file);
        let there = self.there(&address)?;
        if there == Some(published.bytes)
            && let Some(entry) = copy::same(&source, &self.output.path(&address), published.bytes).map_err(fault)?
        {
            return self.keep(address, entry);
        }
        self.claim(&address, there)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let entry = self.stage.hold_file(number, &source).map_err(fault)?;
        // Pages say how large it was when it was found.
        if entry.bytes != published.bytes {
            return Err(fault(Fault::Source(Phrase::FileChanged)));
        }
        Ok(Prepared { address, entry, staged: Some(number) })
    }

    /// The size of the file that the output has at an address.
    fn there(&self, address: &str) -> Result<Option<u64>, Trouble> {
        match self.ground.at(address)? {
            Found::Nothing => Ok(None),
            Found::File(bytes) => Ok(Some(bytes)),
            Found::Obstacle(what) => Err(Trouble::Foreign(what)),
        }
    }

    /// Keeps a file that is as it should be; one that is not ours only when it shall be taken over.
    fn keep(&self, address: String, entry: Entry) -> Result<Prepared, Trouble> {
        if self.adopt || self.output.manifest().has(&address) {
            return Ok(Prepared { address, entry, staged: None });
        }
        Err(Trouble::Foreign(address))
    }

    /// A file that is there and not ours stays.
    fn claim(&self, address: &str, there: Option<u64>) -> Result<(), Trouble> {
        if there.is_some() && !self.output.manifest().has(address) {
            return Err(Trouble::Foreign(address.to_owned()));
        }
        Ok(())
    }
}

/// The bytes of a file; `None` when nothing is there.
fn present(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).at_path(path),
    }
}

/// All files, or everything that went wrong: the world first, then the content, then what is foreign.
fn sort_out(results: Vec<Result<Prepared, Trouble>>) -> Result<Vec<Prepared>, Failure> {
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
