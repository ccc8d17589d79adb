//! The ground: what lies in the output where a file shall come, and on the way there.
//!
//! Never follows a link, and never opens anything.
//! Start at [`Ground::at`]; [`Ground::survey`] looks once more, just before the output is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::AtPath;
use crate::load::file;
use crate::load::stamp::Stamp;

/// What lies at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// An ordinary file.
    File(Stamp),
    /// Something that no file of ours can take the place of: a folder, a link, a device; or, on the way, what is no folder. It
    /// stands at this address.
    Obstacle(String),
}

/// What stands at the address of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Nothing,
    Barred,
}

/// The output folder as it was found.
#[derive(Debug)]
pub(super) struct Ground {
    folder: PathBuf,
    /// Each folder on the way to a file is looked at once.
    ways: Mutex<BTreeMap<String, Way>>,
}

impl Ground {
    /// The ground of an output.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ways: Mutex::default() }
    }

    /// What lies at an address.
    pub(super) fn at(&self, address: &str) -> io::Result<Found> {
        for folder in folders(address) {
            match self.way(folder)? {
                Way::Open => {}
                Way::Nothing => return Ok(Found::Nothing),
                Way::Barred => return Ok(Found::Obstacle(folder.to_owned())),
            }
        }
        Ok(match look(&file::path(&self.folder, address))? {
            None => Found::Nothing,
            Some(data) if data.is_file() => Found::File(Stamp::of(&data)),
            Some(_) => Found::Obstacle(address.to_owned()),
        })
    }

    /// Those of these addresses at which a file lies or could.
    pub(super) fn free(&self, addresses: Vec<String>) -> io::Result<Vec<String>> {
        let mut free = Vec::with_capacity(addresses.len());
        for address in addresses {
            if !matches!(self.at(&address)?, Found::Obstacle(_)) {
                free.push(address);
            }
        }
        Ok(free)
    }

    /// Looks again at every folder in which a file of these addresses comes or goes: somebody may have put a link there since,
    /// and a folder that cannot be written is better known before the first file is replaced than after half of them.
    pub(super) fn survey<'a>(&self, addresses: impl Iterator<Item = &'a str>) -> io::Result<()> {
        self.ways.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let mut written = BTreeSet::from([""]);
        for address in addresses {
            let mut last = "";
            for folder in folders(address) {
                match self.way(folder)? {
                    Way::Open => last = folder,
                    Way::Nothing => {
                        // The path may be too long to be made.
                        look(&file::path(&self.folder, address))?;
                        break;
                    }
                    Way::Barred => {
                        let path = file::path(&self.folder, folder);
                        return Err(io::ErrorKind::NotADirectory.into()).at_path(&path);
                    }
                }
            }
            written.insert(last);
        }
        for folder in written {
            let path = if folder.is_empty() { self.folder.clone() } else { file::path(&self.folder, folder) };
            writable(&path).at_path(&path)?;
        }
        Ok(())
    }

    fn way(&self, folder: &str) -> io::Result<Way> {
        if let Some(way) = self.ways.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(*way);
        }
        let way = match look(&file::path(&self.folder, folder))? {
            None => Way::Nothing,
            Some(data) if data.is_dir() => Way::Open,
            Some(_) => Way::Barred,
        };
        self.ways.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), way);
        Ok(way)
    }
}

/// The folders on the way to an address, the outermost first.
fn folders(address: &str) -> impl Iterator<Item = &str> {
    address.match_indices('/').map(|(at, _)| &address[..at])
}

fn look(path: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).at_path(path),
    }
}

/// Fails when files cannot be made in a folder. Trying it would leave a file there if the program were killed just then.
#[cfg(unix)]
fn writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    Ok(accessat(CWD, folder, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS)?)
}

/// Elsewhere only the attempt shows it.
#[cfg(not(unix))]
fn writable(_folder: &Path) -> io::Result<()> {
    Ok(())
}
