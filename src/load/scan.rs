//! The scan: which files a site has, and what the disk says of them.
//!
//! Never opens what is no ordinary file, and never follows a link out of the site.
//! Start at [`scan`]; a [`Tree`] is what was seen last, so that only a part need be looked at again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use super::file::{is_receipt, is_waiting, name};
use super::picture::pixels;
use super::stamp::{Now, Stamp};
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase};

/// The files of a site, by their names from its root with `/`, in the order of their bytes.
#[derive(Debug, Default)]
pub struct Listing {
    /// `content/units.yaml`, when it is there.
    pub units: Option<Arc<str>>,
    /// `content/topics.yaml`, when it is there.
    pub topics: Option<Arc<str>>,
    /// `content/decisions.yaml`, when it is there.
    pub decisions: Option<Arc<str>>,
    /// The reports.
    pub reports: Vec<Arc<str>>,
    /// The plain pages.
    pub pages: Vec<Arc<str>>,
    /// The receipts of imports.
    pub receipts: Vec<Arc<str>>,
    /// Versions that an import left beside reports that people had edited: they are no reports.
    pub waiting: Vec<Arc<str>>,
    /// Every other file.
    pub others: BTreeMap<Arc<str>, Other>,
    /// The stamps of all of them that prove something: what was changed just now is not among them.
    pub stamps: BTreeMap<Arc<str>, Stamp>,
}

/// A file that is no text of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Its size.
    pub bytes: u64,
    /// Width and height, when it is a picture.
    pub pixels: Option<[u32; 2]>,
}

/// What was seen under `content/` the last time, by name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Tree(BTreeMap<Arc<str>, Seen>);

/// A file as it was seen.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    /// Absent where it proves nothing.
    stamp: Option<Stamp>,
    what: What,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum What {
    Text,
    Other(Other),
    /// It is there and no ordinary file, or it cannot be looked at; and what the system says of that.
    Special,
    Unreadable(String),
}

/// Lists `content/` of the site at `root`, and keeps what it saw in `tree`. Where `paths` are given, only these are looked at, with
/// everything below them: the rest is as it was.
///
/// **Diagnoses** `special-file`, `unreadable`. Fails when the folder cannot be listed.
pub fn scan(root: &Path, tree: &mut Tree, paths: Option<&BTreeSet<PathBuf>>) -> io::Result<Diagnosed<Listing>> {
    let content = root.join("content");
    let Some(inside) = content.exists().then(|| content.canonicalize().at_path(&content)).transpose()? else {
        tree.0.clear();
        return Ok(tree.listing());
    };
    let look = Look { root, inside: &inside, now: Now::read() };
    match paths.and_then(|paths| parts(&content, paths)) {
        None => tree.0 = look.below(&content, tree),
        Some(paths) => {
            for path in paths {
                let found = look.below(path, tree);
                tree.forget(&name(root, path));
                tree.0.extend(found);
            }
        }
    }
    Ok(tree.listing())
}

/// Those of the paths that lie inside the content; none when all of it has to be looked at.
fn parts<'a>(content: &Path, paths: &'a BTreeSet<PathBuf>) -> Option<Vec<&'a PathBuf>> {
    let root = content.parent()?;
    let strange = |path: &PathBuf| content.starts_with(path) || !path.starts_with(root);
    if paths.iter().any(strange) {
        return None;
    }
    Some(paths.iter().filter(|path| path.starts_with(content)).collect())
}

/// A look at a part of the content.
struct Look<'a> {
    root: &'a Path,
    /// Where the content really lies.
    inside: &'a Path,
    now: Now,
}

impl Look<'_> {
    /// The files at and below a path; what is the same as in `before` is not opened.
    fn below(&self, top: &Path, before: &Tree) -> BTreeMap<Arc<str>, Seen> {
        let mut found = BTreeMap::new();
        let is_content = top.parent() == Some(self.root);
        let inside = top.strip_prefix(self.root).unwrap_or(top);
        if inside.iter().any(|part| is_leaving_name(&part.to_string_lossy())) {
            return found;
        }
        let entries = WalkDir::new(top).follow_root_links(is_content).into_iter();
        for entry in entries.filter_entry(|entry| !is_leaving(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let file: Arc<str> = name(self.root, entry.path()).into();
                    let seen = self.one(&entry, &file, before);
                    found.insert(file, seen);
                }
                // It is gone again.
                Err(error) if error.depth() == 0 && is_gone(&error) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(top).to_owned();
                    let what = What::Unreadable(error.to_string());
                    found.insert(name(self.root, &path).into(), Seen { stamp: None, what });
                }
            }
        }
        found
    }

    fn one(&self, entry: &DirEntry, file: &Arc<str>, before: &Tree) -> Seen {
        if !is_ordinary(entry, self.inside) || entry.path().to_str().is_none() {
            return Seen { stamp: None, what: What::Special };
        }
        let data = match if entry.path_is_symlink() {
            fs::metadata(entry.path())
        } else {
            entry.metadata().map_err(Into::into)
        } {
            Ok(data) => data,
            Err(error) => return Seen { stamp: None, what: What::Unreadable(error.to_string()) },
        };
        let stamp = Some(Stamp::of(&data)).filter(|stamp| !stamp.is_fresh(self.now));
        let known = before.0.get(file).filter(|known| stamp.is_some() && known.stamp == stamp);
        let what = match known {
            Some(known) => known.what.clone(),
            None if is_text(file) => What::Text,
            None => What::Other(Other { bytes: data.len(), pixels: pixels(entry.path()) }),
        };
        Seen { stamp, what }
    }
}

fn is_gone(error: &walkdir::Error) -> bool {
    let kind = error.io_error().map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
}

impl Tree {
    /// Forgets a file, or all files of a folder.
    fn forget(&mut self, name: &str) {
        self.0.remove(name);
        let below = format!("{name}/");
        // `0` is the character after `/`.
        let behind = format!("{name}0");
        let inside = (Bound::Included(&*below), Bound::Excluded(&*behind));
        let gone: Vec<Arc<str>> = self.0.range::<str, _>(inside).map(|(file, _)| Arc::clone(file)).collect();
        for file in gone {
            self.0.remove(&file);
        }
    }

    fn listing(&self) -> Diagnosed<Listing> {
        let mut listing = Diagnosed::<Listing>::default();
        for (file, seen) in &self.0 {
            let phrase = match &seen.what {
                What::Text => {
                    listing.value.place(file);
                    None
                }
                What::Other(other) => {
                    listing.value.others.insert(Arc::clone(file), *other);
                    None
                }
                What::Special => Some(Phrase::SpecialFile),
                What::Unreadable(message) => Some(Phrase::Unreadable { message: message.clone() }),
            };
            listing.diagnostics.extend(phrase.map(|phrase| Diagnostic::in_file(Arc::clone(file), phrase)));
        }
        // At one go: they come in their order.
        let stamped = self.0.iter().filter_map(|(file, seen)| Some((Arc::clone(file), seen.stamp?)));
        listing.value.stamps = stamped.collect();
        listing
    }
}

/// Whether an entry is a leaving of an editor or an office.
pub fn is_leaving(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_leaving_name(&entry.file_name().to_string_lossy())
}

fn is_leaving_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || [".swp", ".swo", ".tmp", ".bak"].iter().any(|ending| lower.ends_with(ending))
        || ["thumbs.db", "desktop.ini"].contains(&lower.as_str())
}

/// Whether an entry is an ordinary file, or a link to one inside the content.
fn is_ordinary(entry: &DirEntry, inside: &Path) -> bool {
    if entry.path_is_symlink() {
        let target = entry.path().canonicalize().ok().filter(|target| target.starts_with(inside));
        return target.is_some_and(|target| target.is_file());
    }
    entry.file_type().is_file()
}

/// The registry files and the decisions.
const YAML: [&str; 3] = ["content/units.yaml", "content/topics.yaml", "content/decisions.yaml"];

fn is_markdown(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".md")
}

/// Whether a file is a text of ours.
fn is_text(file: &str) -> bool {
    is_markdown(file) || YAML.contains(&file) || is_receipt(file) || is_waiting(file)
}

impl Listing {
    /// Lists a text of ours.
    fn place(&mut self, file: &Arc<str>) {
        let file = Arc::clone(file);
        match &*file {
            "content/units.yaml" => self.units = Some(file),
            "content/topics.yaml" => self.topics = Some(file),
            "content/decisions.yaml" => self.decisions = Some(file),
            name if is_receipt(name) => self.receipts.push(file),
            name if is_waiting(name) => self.waiting.push(file),
            name if name.starts_with("content/reports/") => self.reports.push(file),
            _ => self.pages.push(file),
        }
    }
}
