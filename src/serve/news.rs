//! What a preview tells the person who started it.
//!
//! Never words it: the terminal does.
//! Start at [`News`].

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::shown::Shown;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::load::file;
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

/// The vocabularies: with either of them every report is read anew.
const VOCABULARIES: [&str; 2] = ["content/units.yaml", "content/topics.yaml"];

/// What changed between two moments: files of the content from which pages come, the settings, the theme.
pub(super) fn changed(before: &Shown, now: &Shown) -> (Vec<String>, usize) {
    let is_other_theme = !Arc::ptr_eq(before.theme(), now.theme());
    let (before, now) = (before.edition(), now.edition());
    let (old, new) = (parts(before), parts(now));
    let files: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let other: Vec<&str> = files.into_iter().filter(|file| old.get(file) != new.get(file)).collect();
    // Read anew with other settings, vocabularies or decisions, a report is another one while its file is the same.
    let is_untouched =
        |file: &&str| before.stamps.contains_key(*file) && before.stamps.get(*file) == now.stamps.get(*file);
    let (untouched, touched): (Vec<&str>, Vec<&str>) = other.into_iter().partition(is_untouched);
    let mut changed = Vec::new();
    let same_settings = before.settings.digest() == now.settings.digest();
    if !same_settings {
        changed.push("huibian.yaml".to_owned());
    } else if !Arc::ptr_eq(&before.archive.registry, &now.archive.registry) {
        let was_or_is = |file: &&str| before.stamps.contains_key(*file) || file::path(&now.root, file).exists();
        let others = VOCABULARIES.into_iter().filter(|file| was_or_is(file) && !is_untouched(file));
        changed.extend(others.map(str::to_owned));
    } else if !untouched.is_empty() {
        changed.push("content/decisions.yaml".to_owned());
    }
    changed.extend(touched.into_iter().map(str::to_owned));
    // With other settings a theme is another one, too.
    if same_settings && is_other_theme {
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
    let parsed = reports.chain(pages).map(|(file, parsed)| (file, (parsed, 0)));
    parsed.chain(published.map(|(file, parsed, bytes)| (file, (parsed, bytes)))).collect()
}

/// Where an output or an inbox lies that the settings name.
pub(super) type Named = (PathBuf, Option<PathBuf>);
