//! Bytes to an output folder: what differs is written, what is the same is kept, what is no longer planned is removed.
//!
//! Never changes or removes a file that it did not write, and never leaves half a file.
//! Start at [`Output::open`], then [`Output::release`].

pub mod manifest;
mod output;
mod stage;

pub use output::{Output, Refusal, real_path};

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostic::{AtPath, Diagnostic};
use crate::plan::Site;
use crate::render;
use crate::render::theme::Theme;
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
    /// Templates could not be applied; nothing was touched.
    Templates(Vec<Diagnostic>),
    /// Files that are not ours stand where ours should; nothing was touched.
    Foreign(Vec<String>),
    /// The world failed.
    World(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

/// How many faults of templates are worth reading: one broken template shows on every page that uses it.
const FAULTS: usize = 20;

impl Output {
    /// Renders every page and brings the output to that state. `step` is called once per page.
    ///
    /// Everything is first prepared beside the output; only when all of it could be made is the output touched.
    pub fn release(&mut self, of: &Release<'_>, step: &(dyn Fn() + Sync)) -> Result<Written, Failure> {
        let stage = Stage::new(self.folder())?;
        let prepared = self.prepare(of, &stage, step)?;
        let planned = Manifest::new(prepared.iter().map(|file| (file.address.clone(), file.entry.clone())));
        let mut written = Written::default();
        if planned.names_more_than(self.manifest()) {
            // It names a file before that file appears, so that no kill leaves an orphan.
            self.keep_manifest(&stage, &planned.joined_with(self.manifest()))?;
        }
        for file in &prepared {
            match file.staged {
                Some(number) => {
                    stage.put(number, &self.path(&file.address))?;
                    written.written += 1;
                }
                None => written.kept += 1,
            }
        }
        written.removed = self.remove_all(&self.manifest().not_in(&planned))?;
        self.keep_manifest(&stage, &planned)?;
        stage.clear()?;
        Ok(written)
    }

    fn prepare(&self, of: &Release<'_>, stage: &Stage, step: &(dyn Fn() + Sync)) -> Result<Vec<Prepared>, Failure> {
        let preparing = Preparing { output: self, stage, adopt: of.adopt, next: AtomicUsize::new(0) };
        let pages = of.site.routes().into_par_iter().map(|route| {
            let made = render::page(of.theme, &of.site.view(route)).map_err(Trouble::Template);
            step();
            preparing.bytes(of.site.href(route), &made?)
        });
        let mut results: Vec<Result<Prepared, Trouble>> = pages.collect();
        results.extend(of.theme.assets().map(|(address, bytes)| preparing.bytes(address.to_owned(), bytes)));
        let files = of.site.catalogue.files.iter();
        results.extend(files.map(|(address, published)| {
            let path = place(of.root, &published.file);
            let bytes = fs::read(&path).at_path(&path).map_err(Trouble::World)?;
            preparing.bytes(address.clone(), &bytes)
        }));
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
    Template(Diagnostic),
    Foreign(String),
    World(io::Error),
}

struct Preparing<'a> {
    output: &'a Output,
    stage: &'a Stage,
    adopt: bool,
    next: AtomicUsize,
}

impl Preparing<'_> {
    /// Compares bytes with what the output has at an address, and stages them if they differ.
    fn bytes(&self, address: String, bytes: &[u8]) -> Result<Prepared, Trouble> {
        if self.output.leads_elsewhere(&address) {
            return Err(Trouble::Foreign(address));
        }
        let entry = Entry::of(bytes);
        let path = self.output.path(&address);
        let there = match present(&path) {
            Ok(there) => there,
            // A folder where a file should be, or a file where a folder should.
            Err(error) if matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory) => {
                return Err(Trouble::Foreign(address));
            }
            Err(error) => return Err(Trouble::World(error)),
        };
        let same = there.as_deref() == Some(bytes);
        let ours = self.output.manifest().has(&address);
        if there.is_some() && !ours && !(same && self.adopt) {
            return Err(Trouble::Foreign(address));
        }
        if same {
            return Ok(Prepared { address, entry, staged: None });
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.stage.hold(number, bytes).map_err(Trouble::World)?;
        Ok(Prepared { address, entry, staged: Some(number) })
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

/// All files, or everything that went wrong: the world first, then templates, then foreign files.
fn sort_out(results: Vec<Result<Prepared, Trouble>>) -> Result<Vec<Prepared>, Failure> {
    let mut prepared = Vec::with_capacity(results.len());
    let (mut faults, mut foreign) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(file) => prepared.push(file),
            Err(Trouble::World(error)) => return Err(Failure::World(error)),
            Err(Trouble::Template(fault)) if faults.len() < FAULTS && !faults.contains(&fault) => faults.push(fault),
            Err(Trouble::Template(_)) => {}
            Err(Trouble::Foreign(address)) => foreign.push(address),
        }
    }
    match (faults.is_empty(), foreign.is_empty()) {
        (false, _) => Err(Failure::Templates(faults)),
        (true, false) => Err(Failure::Foreign(foreign)),
        (true, true) => Ok(prepared),
    }
}
