//! One moment of a site as a table: what lies at each address of its output, made when it is asked for.
//!
//! Never keeps a page that was made: the next one who asks gets it made again, from the same moment.
//! Start at [`Shown::new`] and [`Shown::at`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::shows::Content;
use crate::diagnostic::show::{Style, human};
use crate::diagnostic::{Diagnostic, Language};
use crate::digest::{Digest, digest_of};
use crate::edition::Edition;
use crate::load::file;
use crate::moment::Moment;
use crate::plan::Route;
use crate::plan::catalogue::PublishedFile;
use crate::render;
use crate::render::theme::Theme;
use crate::write::entry;
use crate::write::manifest::{self, Entry, Manifest};

/// What is known of pages that were made for a manifest, by their fingerprints.
pub(super) type Entries = Mutex<BTreeMap<Digest, Entry>>;

/// A moment that can be shown.
#[derive(Debug)]
pub(super) struct Shown {
    edition: Edition,
    theme: Arc<Theme>,
    /// The pages by address.
    pages: Vec<(String, Route)>,
    /// Which moment it is, counted from the start of the preview.
    number: u64,
}

impl Shown {
    /// The table of a moment that is not broken; `None` when it has no theme.
    pub(super) fn new(moment: Moment, number: u64) -> Option<Self> {
        let Moment { edition, theme, .. } = moment;
        let theme = theme?;
        let site = edition.site();
        let mut pages: Vec<_> = site.routes().into_par_iter().map(|route| (site.href(route), route)).collect();
        pages.par_sort_unstable();
        Some(Self { edition, theme, pages, number })
    }

    /// What it shows.
    pub(super) fn edition(&self) -> &Edition {
        &self.edition
    }

    /// How it looks.
    pub(super) fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// Which moment it is.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// How many pages there are.
    pub(super) fn n_pages(&self) -> usize {
        self.pages.len()
    }

    /// Whether there is anything at an address.
    pub(super) fn has(&self, address: &str) -> bool {
        self.route(address).is_some() || self.edition.catalogue.files.contains_key(address)
    }

    /// What lies at an address.
    pub(super) fn at(&self, address: &str, entries: &Entries, language: Language) -> Option<Result<Content, String>> {
        let why = |fault| why(&fault, language);
        if let Some(route) = self.route(address) {
            let page = render::page(&self.theme, &self.edition.site().view(route));
            return Some(page.map(Content::Bytes).map_err(why));
        }
        if address == manifest::ADDRESS {
            let manifest = self.manifest(entries);
            return Some(manifest.map(|manifest| Content::Bytes(manifest.bytes())).map_err(why));
        }
        if let Some((_, bytes)) = self.theme.assets().find(|(known, _)| *known == address) {
            return Some(Ok(Content::Bytes(bytes.to_vec())));
        }
        let published = self.edition.catalogue.files.get(address)?;
        let path = self.path(published)?;
        let digest = match self.edition.stamps.get(&published.file) {
            Some(stamp) => digest_of(stamp),
            // Its stamp proves nothing, so in another moment it counts as another.
            None => digest_of(&(self.number, published.bytes)),
        };
        Some(Ok(Content::File { path, bytes: published.bytes, digest: digest.hex(32) }))
    }

    /// The page for what is not there, as it stands at any address of the preview.
    pub(super) fn lost(&self, language: Language) -> Result<Content, String> {
        let mut view = self.edition.site().view(Route::Lost);
        "/".clone_into(&mut view.site.root);
        let page = render::page(&self.theme, &view);
        page.map(Content::Bytes).map_err(|fault| why(&fault, language))
    }

    fn route(&self, address: &str) -> Option<Route> {
        let at = self.pages.binary_search_by(|(known, _)| known.as_str().cmp(address)).ok()?;
        Some(self.pages[at].1)
    }

    /// Where a published file lies. What has become a link out of the content since it was seen is nowhere.
    fn path(&self, published: &PublishedFile) -> Option<PathBuf> {
        let content = self.edition.root.join("content").canonicalize().ok()?;
        let path = file::path(&self.edition.root, &published.file).canonicalize().ok()?;
        path.starts_with(content).then_some(path)
    }

    /// The manifest that a build of this moment would write: for it everything is made that is not known from before.
    fn manifest(&self, entries: &Entries) -> Result<Manifest, Diagnostic> {
        let site = self.edition.site();
        let known = std::mem::take(&mut *entries.lock().unwrap_or_else(PoisonError::into_inner));
        let page = |(address, route): &(String, Route)| {
            let view = site.view(*route);
            let fingerprint = render::fingerprint(&self.theme, &view);
            let entry = match known.get(&fingerprint) {
                Some(entry) => entry.clone(),
                None => Entry::of(&render::page(&self.theme, &view)?),
            };
            Ok((address.clone(), (fingerprint, entry)))
        };
        let pages: Vec<(String, (Digest, Entry))> = self.pages.par_iter().map(page).collect::<Result<_, _>>()?;
        *entries.lock().unwrap_or_else(PoisonError::into_inner) =
            pages.iter().map(|(_, known)| known.clone()).collect();
        let pages = pages.into_iter().map(|(address, (_, entry))| (address, entry));
        let assets = self.theme.assets().map(|(address, bytes)| (address.to_owned(), Entry::of(bytes)));
        let mut all: Vec<(String, Entry)> = pages.chain(assets).collect();
        for (address, published) in &self.edition.catalogue.files {
            let path = file::path(&self.edition.root, &published.file);
            all.push((address.clone(), entry_of(&path, published)?));
        }
        Ok(Manifest::new(all))
    }
}

/// Why a page cannot be made.
fn why(fault: &Diagnostic, language: Language) -> String {
    human(fault, Style { language, colour: false, width: 100 })
}

fn entry_of(path: &Path, published: &PublishedFile) -> Result<Entry, Diagnostic> {
    entry(path).map_err(|phrase| Diagnostic::in_file(Arc::clone(&published.file), phrase))
}
