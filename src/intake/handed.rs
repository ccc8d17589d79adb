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
        let ending = ending(&self.name);
        let no_format = || Phrase::ImportFormat { ending: ending.clone() };
        let most = match ending.as_str() {
            "" | ".txt" | ".md" => file::LARGEST,
            ending if OTHERS.contains(&ending) => return Err(no_format()),
            _ => LARGEST_DOCUMENT,
        };
        let too_large = || Phrase::Limit { what: Limit::Report };
        if data.len() > most {
            return Err(too_large());
        }
        let (file, _) = file::open(&self.path)?;
        let mut bytes = Vec::with_capacity(data.len() as usize + 1);
        file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let is_known = KNOWN.contains(&ending.as_str()) || BEGINNINGS.iter().any(|sign| bytes.starts_with(sign));
        match bytes.len() as u64 > most {
            true => Err(too_large()),
            false if !is_known => Err(no_format()),
            false => Ok(bytes),
        }
    }

    /// Its size, as far as that is known before it is opened.
    pub(super) fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |data| data.len())
    }
}

/// The largest document of an office program, in bytes. Most of it is pictures.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// The endings of what can be a report. What is in the file shows when it is read.
const KNOWN: [&str; 9] = ["", ".txt", ".md", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps"];

/// With what a document of an office program begins: it is one under every name.
const BEGINNINGS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// The endings of what begins like that and is no document.
const OTHERS: [&str; 14] =
    [".apk", ".dps", ".et", ".jar", ".msi", ".odp", ".ods", ".ofd", ".ppt", ".pptx", ".vsdx", ".xls", ".xlsx", ".zip"];

/// The ending of a file's name in small letters. `1.工作总结` has none, and what it holds will show.
fn ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or_default();
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    let is_ending = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_ending { format!(".{}", ending.to_lowercase()) } else { String::new() }
}
