//! A file of the content that is published as it is.
//!
//! Never holds more of it than a piece: an attachment may be larger than the memory.
//! Start at [`same`] and [`copy`].

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::manifest::Entry;
use crate::diagnostic::{AtPath, Phrase};
use crate::digest::Checksum;
use crate::load::file;

/// How much is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// Why a file could not be published.
#[derive(Debug)]
pub(super) enum Fault {
    /// It could not be read.
    Source(Phrase),
    /// The output could not be read or written.
    Output(io::Error),
}

/// The entry of the file at `source` if the one at `place`, which has `bytes` bytes, holds the same.
pub(super) fn same(source: &Path, place: &Path, bytes: u64) -> Result<Option<Entry>, Fault> {
    let mut old = File::open(place).at_path(place).map_err(Fault::Output)?;
    let mut held = Vec::new();
    let entry = pieces(source, |piece| {
        held.resize(piece.len(), 0);
        match old.read_exact(&mut held) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            read => read.at_path(place).map(|()| held == piece),
        }
    })?;
    Ok(entry.filter(|entry| entry.bytes == bytes))
}

/// The entry of the file at `source`.
pub fn entry(source: &Path) -> Result<Entry, Phrase> {
    match pieces(source, |_| Ok(true)) {
        Ok(entry) => entry.ok_or(Phrase::FileChanged),
        Err(Fault::Source(phrase)) => Err(phrase),
        Err(Fault::Output(error)) => Err(file::unreadable(error)),
    }
}

/// Copies the file at `source` to `file`, which lies at `path`.
pub(super) fn copy(source: &Path, file: &mut File, path: &Path) -> Result<Entry, Fault> {
    let entry = pieces(source, |piece| file.write_all(piece).at_path(path).map(|()| true))?;
    entry.ok_or(Fault::Source(Phrase::FileChanged))
}

/// Gives a file to `take` piece by piece as long as that wants more; the entry of the file when it came to its end.
fn pieces(source: &Path, mut take: impl FnMut(&[u8]) -> io::Result<bool>) -> Result<Option<Entry>, Fault> {
    let (mut file, size) = file::open(source).map_err(Fault::Source)?;
    let mut checksum = Checksum::default();
    let mut buffer = vec![0; PIECE];
    let mut bytes = 0;
    loop {
        let length = match file.read(&mut buffer) {
            Ok(0) if bytes == size => return Ok(Some(Entry { bytes, sha256: checksum.hex() })),
            Ok(0) => return Err(Fault::Source(Phrase::FileChanged)),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Fault::Source(file::unreadable(error))),
        };
        bytes += length as u64;
        checksum.add(&buffer[..length]);
        if !take(&buffer[..length]).map_err(Fault::Output)? {
            return Ok(None);
        }
    }
}
