//! The files that were handed over.
//!
//! Never follows a link out of a folder, and never opens what is no ordinary file.
//! Start at [`files`].

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::Limit;
use crate::import;
use crate::import::format::{self, Format};
use crate::load::{file, scan};

/// How many folders above what was handed over are evidence.
const ABOVE: usize = 2;

/// A file to import.
#[derive(Debug, Clone)]
pub struct Handed {
    pub(super) path: PathBuf,
    /// Its name from the folder that was given, with `/`.
    pub name: String,
    /// The names of that folder and of one above it, the nearest last.
    pub above: Vec<String>,
    /// The folder that it may not lead out of: where the folder that was given really lies.
    within: Option<PathBuf>,
    /// Why it cannot be looked at.
    pub(super) fault: Option<Phrase>,
    /// Whether an office program left it while it had another file open.
    pub(super) is_lock: bool,
}

/// The files that were handed over, those of folders in the order of their names. Leavings of editors are passed over, but for the
/// locks of office programs, whose files are open and perhaps not saved; what is not there is found out when it is read.
pub fn files<'a>(sources: impl Iterator<Item = &'a PathBuf>) -> Vec<Handed> {
    let mut files = Vec::new();
    for source in sources {
        let whole = fs::canonicalize(source).unwrap_or_else(|_| source.clone());
        if source.is_dir() {
            files.extend(inside(source, &whole));
        } else {
            let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let above = whole.parent().map(names).unwrap_or_default();
            let is_lock = is_lock(&name);
            files.push(Handed { path: source.clone(), name, above, within: None, fault: None, is_lock });
        }
    }
    files
}

/// The files of a folder; `whole` is where it really lies.
pub(super) fn inside(folder: &Path, whole: &Path) -> Vec<Handed> {
    let above = names(whole);
    let is_wanted = |entry: &DirEntry| {
        let is_lock = entry.file_type().is_file() && is_lock(&entry.file_name().to_string_lossy());
        is_lock || !scan::is_leaving(entry)
    };
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_wanted);
    let files = walk.filter_map(|entry| {
        let (path, fault) = match entry {
            Ok(entry) if entry.file_type().is_dir() => return None,
            Ok(entry) => (entry.into_path(), None),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                (path, Some(Phrase::Unreadable { message: io::Error::from(error).to_string() }))
            }
        };
        let (name, within) = (file::name(folder, &path), Some(whole.to_owned()));
        let is_lock = is_lock(&name);
        Some(Handed { path, name, above: above.clone(), within, fault, is_lock })
    });
    files.collect()
}

/// Whether a file is what Word, Excel or WPS leave beside a file that is open.
fn is_lock(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with("~$"))
}

/// The names of a folder and of those above it, the nearest last.
fn names(folder: &Path) -> Vec<String> {
    let names = folder.ancestors().filter_map(Path::file_name).take(ABOVE);
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.reverse();
    names
}

impl Handed {
    /// The bytes of a file that can be a report.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Phrase> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Phrase::ImportMissing,
            _ => Phrase::Unreadable { message: error.to_string() },
        };
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        // Asked as late as can be: who fills a shared folder can make a link of a file after it was listed.
        let leaves = |within: &PathBuf| self.path.canonicalize().is_ok_and(|target| !target.starts_with(within));
        if self.within.as_ref().is_some_and(leaves) {
            return Err(Phrase::SpecialFile);
        }
        let data = fs::metadata(&self.path).map_err(unreadable)?;
        if !data.is_file() {
            return Err(Phrase::SpecialFile);
        }
        let ending = import::ending(&self.name).map_or(String::new(), |ending| format!(".{ending}"));
        let most = if TEXTS.contains(&ending.as_str()) { file::LARGEST } else { LARGEST_DOCUMENT };
        let too_large = || Phrase::Limit { what: Limit::Report };
        if data.len() > most {
            return Err(too_large());
        }
        let (file, _) = file::open(&self.path)?;
        let mut bytes = Vec::with_capacity(data.len() as usize + 1);
        file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > most {
            return Err(too_large());
        }
        // What a file is shows in what it holds; of texts only those are reports whose name does not say something else.
        let is_text = || format::of(&bytes) == Ok(Format::Text);
        let is_named = TEXTS.contains(&ending.as_str()) || DOCUMENTS.contains(&ending.as_str());
        if is_named || !is_text() { Ok(bytes) } else { Err(Phrase::ImportFormat { ending }) }
    }

    /// Its size, as far as that is known before it is opened.
    pub(super) fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |data| data.len())
    }
}

/// The largest document of an office program, in bytes. Most of it is pictures.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// The endings of texts.
const TEXTS: [&str; 3] = ["", ".txt", ".md"];

/// The endings of documents. People give them to texts, too.
const DOCUMENTS: [&str; 6] = [".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps"];
