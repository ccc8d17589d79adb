//! What a site has already: the reports on its shelf, what they say, and the receipts of earlier imports.
//!
//! Never writes. Start at [`shelf`] and [`Receipts`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Source;
use crate::digest::sha256;
use crate::import::likeness::Text;
use crate::import::shelf::{Shelf, Standing};
use crate::load::front::Meta;
use crate::load::receipt::Filed;
use crate::load::{file, front, scan};
use crate::registry::Registry;
use crate::settings::Settings;

/// The reports that the site has already.
pub(super) fn shelf(root: &Path, listing: &scan::Listing, registry: &Registry, settings: &Settings) -> Shelf {
    let standing = |file: &Arc<str>| {
        let read = file::read(root, file).value.and_then(|source| says(&source, registry, settings));
        let (original, digest, sketch) = match read {
            Some((meta, text)) => (meta.source, text.digest(), text.sketch()),
            None => (None, None, None),
        };
        Standing { file: Arc::clone(file), original, digest, sketch }
    };
    let reports: Vec<Standing> = listing.reports.par_iter().map(standing).collect();
    Shelf::new(reports)
}

/// The front matter of a report and what counts when its text is compared with others.
pub(super) fn says(source: &Source, registry: &Registry, settings: &Settings) -> Option<(Meta, Text)> {
    let split = front::split(source).value?;
    let meta = front::read(source, split.front, registry, settings).value?;
    let is_written = meta.inferred.iter().all(|(key, _)| key != "title");
    let title = if is_written { meta.title.as_str() } else { "" };
    let text = Text::of(&[title, meta.subtitle.as_deref().unwrap_or_default()], &source.text[split.body]);
    Some((meta, text))
}

/// The receipts of earlier imports.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    /// By the name of the receipt in small letters, as on disks that know no other.
    all: BTreeMap<String, Filed>,
    by_report: BTreeMap<String, String>,
    by_digest: BTreeMap<String, String>,
    /// The originals that are kept, by name and by digest.
    originals: BTreeSet<String>,
}

impl Receipts {
    /// The receipts of a site. What cannot be read is as if it were not there: it is written anew.
    pub(super) fn of(root: &Path, listing: &scan::Listing) -> Self {
        let read = |file: &Arc<str>| Filed::read(file, &file::read(root, file).value?.text).ok();
        let filed: Vec<Filed> = listing.receipts.par_iter().filter_map(read).collect();
        let reports: BTreeSet<&str> = listing.reports.iter().map(|file| &**file).collect();
        let mut receipts = Self::default();
        for filed in filed {
            // Of a report that was moved the digest of its original is left.
            let is_there = reports.contains(filed.kept.report.file.as_str());
            receipts.put(filed, is_there);
        }
        receipts
    }

    fn put(&mut self, filed: Filed, is_there: bool) {
        let (name, kept) = (filed.stem().to_lowercase(), &filed.kept);
        if kept.has_original {
            self.originals.extend([kept.source.file.clone(), kept.source.sha256.clone()]);
        }
        if is_there {
            self.by_report.insert(kept.report.file.clone(), name.clone());
        } else {
            self.by_digest.insert(kept.source.sha256.clone(), name.clone());
        }
        self.all.insert(name, filed);
    }

    /// The receipt of a report, which was made from the original with this digest.
    pub(super) fn of_report(&self, report: &str, sha256: &str) -> Option<&Filed> {
        let name = self.by_report.get(report).or_else(|| self.by_digest.get(sha256))?;
        self.all.get(name)
    }

    /// The file for the receipt of a report: named after it, unless that of another has this name.
    pub(super) fn file_for(&self, report: &str, sha256: &str) -> Arc<str> {
        let name = report.rsplit('/').next().unwrap_or(report);
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let is_others = |stem: &str| {
            let other = self.all.get(&stem.to_lowercase());
            other.is_some_and(|Filed { kept, .. }| {
                kept.report.file != report && self.by_report.contains_key(&kept.report.file)
            })
        };
        let stem = if is_others(stem) { format!("{stem}-{sha256}") } else { stem.to_owned() };
        format!("{}/{stem}.json", file::RECEIPTS).into()
    }

    /// Whether the original of this name or digest is kept beside its report.
    pub(super) fn keeps(&self, name: &str, bytes: &[u8]) -> bool {
        !self.originals.is_empty() && (self.originals.contains(name) || self.originals.contains(&sha256(bytes)))
    }

    /// Takes note of a receipt that was written.
    pub(super) fn note(&mut self, filed: Filed) {
        self.put(filed, true);
    }
}
