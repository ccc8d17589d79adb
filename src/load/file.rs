//! One file of a site: its name, its path, and how it is opened and read.
//!
//! Never opens what is no ordinary file, and never waits for one that took its place. Start at [`read`].

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use simdutf8::compat::from_utf8;

use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase, Source};

/// The folders that a site is made from.
pub const SOURCES: [&str; 5] = ["content", "templates", "static", "locales", "themes"];

/// Where receipts are, from the root of the site.
pub const RECEIPTS: &str = "content/imports";

/// The largest text that is read, in bytes.
pub const LARGEST: u64 = 24 * 1024 * 1024;

/// Whether a file is a receipt, by its name from the root of the site.
pub fn is_receipt(file: &str) -> bool {
    let name = file.strip_prefix(RECEIPTS).and_then(|name| name.strip_prefix('/'));
    name.is_some_and(|name| !name.contains('/') && name.ends_with(".json"))
}

/// Whether a file is a version that an import left beside a report that a person had edited.
pub fn is_waiting(file: &str) -> bool {
    file.starts_with("content/") && file.ends_with(".md.new")
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
