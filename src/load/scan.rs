//! The scan: which files a site has. With [`read`] the only place where `content/` is touched.
//!
//! Never opens what is no ordinary file, and never follows a link out of the site.
//! Start at [`scan`].

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use simdutf8::compat::from_utf8;
use walkdir::{DirEntry, WalkDir};

use super::picture::pixels;
use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase, Source};

/// The largest text that is read, in bytes.
pub const LARGEST: u64 = 24 * 1024 * 1024;

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
    /// Every other file.
    pub others: BTreeMap<Arc<str>, Other>,
}

/// A file that is no text of ours.
#[derive(Debug, Clone, Copy)]
pub struct Other {
    /// Its size.
    pub bytes: u64,
    /// Width and height, when it is a picture.
    pub pixels: Option<[u32; 2]>,
}

/// Lists `content/` of the site at `root`.
///
/// **Diagnoses** `special-file`. Fails when the folder cannot be listed.
pub fn scan(root: &Path) -> io::Result<Diagnosed<Listing>> {
    let mut listing = Diagnosed::<Listing>::default();
    let content = root.join("content");
    if !content.exists() {
        return Ok(listing);
    }
    let inside = content.canonicalize().at_path(&content)?;
    let entries = WalkDir::new(&content).sort_by_file_name().into_iter().filter_entry(|entry| !is_leaving(entry));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&content).to_owned();
                let phrase = Phrase::Unreadable { message: error.to_string() };
                listing.diagnostics.push(Diagnostic::in_file(name(root, &path), phrase));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let file: Arc<str> = name(root, entry.path()).into();
        if !is_ordinary(&entry, &inside) || entry.path().to_str().is_none() {
            listing.diagnostics.push(Diagnostic::in_file(file, Phrase::SpecialFile));
        } else if let Some(file) = place(&mut listing.value, file) {
            // Of a text nobody asks for the size before it is read.
            match fs::metadata(entry.path()).map_err(unreadable) {
                Ok(data) => {
                    let other = Other { bytes: data.len(), pixels: pixels(entry.path()) };
                    listing.value.others.insert(file, other);
                }
                Err(phrase) => listing.diagnostics.push(Diagnostic::in_file(file, phrase)),
            }
        }
    }
    Ok(listing)
}

/// Whether an entry is a leaving of an editor or an office.
pub fn is_leaving(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let lower = name.to_ascii_lowercase();
    entry.depth() > 0
        && (name.starts_with('.')
            || name.starts_with("~$")
            || name.ends_with('~')
            || [".swp", ".swo", ".tmp", ".bak"].iter().any(|ending| lower.ends_with(ending))
            || ["thumbs.db", "desktop.ini"].contains(&lower.as_str()))
}

/// Whether an entry is an ordinary file, or a link to one inside the content.
fn is_ordinary(entry: &DirEntry, inside: &Path) -> bool {
    if entry.path_is_symlink() {
        let target = entry.path().canonicalize().ok().filter(|target| target.starts_with(inside));
        return target.is_some_and(|target| target.is_file());
    }
    entry.file_type().is_file()
}

/// Lists a file that is a text of ours; gives back any other.
fn place(listing: &mut Listing, file: Arc<str>) -> Option<Arc<str>> {
    let is_markdown = file.to_ascii_lowercase().ends_with(".md");
    match &*file {
        "content/units.yaml" => listing.units = Some(file),
        "content/topics.yaml" => listing.topics = Some(file),
        "content/decisions.yaml" => listing.decisions = Some(file),
        name if is_markdown && name.starts_with("content/reports/") => listing.reports.push(file),
        _ if is_markdown => listing.pages.push(file),
        _ => return Some(file),
    }
    None
}

/// The name of a file from the root of the site, with `/`.
pub fn name(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The path of a file of a site.
pub fn path(root: &Path, file: &str) -> PathBuf {
    file.split('/').fold(root.to_owned(), |path, part| path.join(part))
}

/// Reads a text file that the listing of the site names. A byte order mark at its start is left out.
///
/// **Diagnoses** `limit`, `encoding`, `unreadable`.
pub fn read(root: &Path, file: &Arc<str>) -> Diagnosed<Option<Source>> {
    source(&path(root, file), file)
}

/// Reads the text file at `path`, which people know as `file`. As [`read`], but fails when there is no such file.
pub fn read_at(path: &Path, file: &Arc<str>) -> io::Result<Diagnosed<Option<Source>>> {
    if !fs::metadata(path).at_path(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{}: no ordinary file", path.display())));
    }
    Ok(source(path, file))
}

fn source(path: &Path, file: &Arc<str>) -> Diagnosed<Option<Source>> {
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(phrase) => {
            return Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(Arc::clone(file), phrase)] };
        }
    };
    match from_utf8(&bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).into();
            Diagnosed::fine(Some(Source { file: Arc::clone(file), text }))
        }
        Err(error) => Diagnosed { value: None, diagnostics: vec![foreign(file, &bytes, error.valid_up_to())] },
    }
}

/// Says where a text is not UTF-8. What cannot be read is shown as `\u{FFFD}`.
fn foreign(file: &Arc<str>, bytes: &[u8], offset: usize) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes);
    let length = text[offset..].chars().next().map_or(0, char::len_utf8);
    let source = Source { file: Arc::clone(file), text: text.into() };
    Diagnostic::at(source.place(offset..offset + length), Phrase::Encoding { offset })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Phrase> {
    let (file, bytes) = open(path)?;
    if bytes > LARGEST {
        return Err(Phrase::Limit { what: Limit::Report });
    }
    let mut held = Vec::with_capacity(bytes as usize + 1);
    file.take(bytes + 1).read_to_end(&mut held).map_err(unreadable)?;
    if held.len() as u64 != bytes {
        return Err(Phrase::FileChanged);
    }
    Ok(held)
}

/// Opens an ordinary file and says how many bytes it has. What took the place of one since the scan is not waited for.
pub fn open(path: &Path) -> Result<(File, u64), Phrase> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // To open a FIFO without this is to wait until somebody writes to it.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path).map_err(unreadable)?;
    let data = file.metadata().map_err(unreadable)?;
    if data.is_file() { Ok((file, data.len())) } else { Err(Phrase::FileChanged) }
}

/// Why a file cannot be read.
pub fn unreadable(error: io::Error) -> Phrase {
    match error.kind() {
        // The scan saw it.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Phrase::FileChanged,
        _ => Phrase::Unreadable { message: error.to_string() },
    }
}
