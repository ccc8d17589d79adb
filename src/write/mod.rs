//! Bytes to an output folder: what differs is written, what is the same is kept, what is no longer planned is removed.
//!
//! Never changes or removes a file that it did not write, and never leaves half a file.
//! Start at [`Output::open`], then [`Output::release`]; single files are written by [`whole`].

pub mod cache;
mod copy;
mod ground;
pub mod kept;
pub mod manifest;
mod output;
mod prepare;
mod stage;
pub mod whole;

pub use copy::entry;
pub use output::{Output, Refusal, holds_sources, real_path};

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::timings::{Step, Timings};
use crate::diagnostic::{AtPath, Diagnostic};
use crate::load::Changed;
use crate::load::stamp::Stamp;
use crate::plan::Site;
use crate::render::theme::Theme;
use ground::Ground;
use kept::{Kept, KeptFile};
use manifest::Manifest;
use prepare::{File, Prepared};
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

impl Output {
    /// Brings the output to the planned state: a page is rendered when it was made from something else than now, or when nobody knows.
    /// `step` is called once per page.
    ///
    /// Everything is first prepared beside the output; only when all of it could be made is the output touched.
    pub fn release(&mut self, of: &Release<'_>, step: &(dyn Fn() + Sync)) -> Result<Released, Failure> {
        let ground = Ground::new(self.folder());
        let stage = Stage::new(self.folder())?;
        let Prepared { mut files, stale } = self.prepare(of, &ground, &stage, step)?;
        let changed = of.changed.diagnostics();
        if !changed.is_empty() {
            return Err(Failure::Content(changed));
        }
        let written = of.timings.during(Step::Put, || self.put_all(&mut files, &ground, &stage))?;
        let kept = files
            .into_iter()
            .filter_map(|file| Some((file.address, KeptFile { from: file.from?, stamp: file.stamp? })));
        Ok(Released { written, kept: Kept::new(self.lying(), kept), stale })
    }

    /// Brings the output to the state that was prepared.
    fn put_all(&mut self, prepared: &mut [File], ground: &Ground, stage: &Stage) -> Result<Written, Failure> {
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
                    let place = self.path(&file.address);
                    stage.put(number, &place)?;
                    file.stamp = file.stamp.and_then(|staged| put_stamp(&place, staged));
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
    /// The stamps of the files of the content.
    pub stamps: &'a BTreeMap<Arc<str>, Stamp>,
    /// The files whose bodies turned out to be others than were planned.
    pub changed: &'a Changed,
    /// What is known of the output.
    pub kept: &'a Kept,
    /// Whether what is known is put to the test: everything is made, and compared.
    pub audit: bool,
    /// What measures the steps.
    pub timings: &'a Timings,
}

/// What was released.
#[derive(Debug)]
pub struct Released {
    /// What was done to the output.
    pub written: Written,
    /// What is known of it now.
    pub kept: Kept,
    /// With `audit`: the addresses that would have been kept and were not as they should be.
    pub stale: Vec<String>,
}

/// The stamp of a file in its place; none when it is not the one any more that was put there.
fn put_stamp(place: &Path, staged: Stamp) -> Option<Stamp> {
    let stamp = Stamp::of(&fs::symlink_metadata(place).ok()?);
    (stamp.without_place() == staged.without_place()).then_some(stamp)
}

/// The bytes of a file; `None` when nothing is there.
fn present(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).at_path(path),
    }
}
