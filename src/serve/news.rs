//! What a preview tells the person who started it.
//!
//! Never words it: the terminal does.
//! Start at [`News`].

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::shown::Shown;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::watch::Trouble;

/// Something that happened.
#[derive(Debug)]
pub enum News {
    /// Browsers are answered here.
    Open {
        /// The address that was bound.
        address: SocketAddr,
        /// The port that was asked for, when something else has it.
        taken: Option<u16>,
    },
    /// The site was made anew.
    Made(Made),
    /// Why events cannot be trusted or had.
    Trouble(Trouble),
    /// The settings name another output or inbox: the watching began anew.
    Restarted,
    /// A file from the inbox, and what became of it.
    Received(Vec<String>),
    /// The inbox cannot be one, and why.
    NoInbox(String),
}

/// The site as it was made anew.
#[derive(Debug)]
pub struct Made {
    /// Whether it is the first time.
    pub first: bool,
    /// The files that changed: as many as are worth naming, and how many there were.
    pub changed: (Vec<String>, usize),
    /// How many reports there are.
    pub reports: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Whether it is broken, so that the last good site is shown.
    pub broken: bool,
    /// Whether it was broken before and is so no more.
    pub mended: bool,
    /// What was not wrong before.
    pub new: Vec<Diagnostic>,
    /// Everything that is wrong.
    pub all: Vec<Diagnostic>,
    /// How long it took.
    pub took: Duration,
}

/// How many changed files are worth naming.
const NAMED: usize = 3;

/// What changed between two moments: files of the content from which pages come, the settings, the theme.
pub(super) fn changed(before: &Shown, now: &Shown) -> (Vec<String>, usize) {
    let is_other_theme = !Arc::ptr_eq(before.theme(), now.theme());
    let (before, now) = (before.edition(), now.edition());
    let (old, new) = (parts(before), parts(now));
    let differs = |file: &&&str| old.get(**file) != new.get(**file);
    let gone = old.keys().filter(|file| !new.contains_key(**file));
    let mut changed: Vec<String> = new.keys().filter(differs).chain(gone).map(|file| (*file).to_owned()).collect();
    if before.settings.digest() != now.settings.digest() {
        changed.insert(0, "huibian.yaml".to_owned());
    }
    if is_other_theme {
        changed.push("templates/ static/ locales/ themes/".to_owned());
    }
    let n = changed.len();
    changed.truncate(NAMED);
    (changed, n)
}

/// What an edition is made from: file → what stands for its content.
fn parts(edition: &Edition) -> BTreeMap<&str, (usize, u64)> {
    let archive = &edition.archive;
    let reports =
        archive.reports.iter().chain(&edition.withdrawn).map(|report| (&*report.file, Arc::as_ptr(report) as usize));
    let pages = archive.pages.iter().map(|page| (&*page.file, Arc::as_ptr(page) as usize));
    let published = edition.catalogue.files.values().map(|file| (&*file.file, 0, file.bytes));
    let registry = [("content/units.yaml", Arc::as_ptr(&archive.registry) as usize)];
    let parsed = reports.chain(pages).chain(registry).map(|(file, parsed)| (file, (parsed, 0)));
    parsed.chain(published.map(|(file, parsed, bytes)| (file, (parsed, bytes)))).collect()
}

/// Where an output or an inbox lies that the settings name.
pub(super) type Named = (PathBuf, Option<PathBuf>);
