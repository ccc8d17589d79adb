//! The output folder: whose it is, that only one build works on it, and its manifest.
//!
//! Never opens a folder that holds somebody else's files unless it is told to take over.
//! Start at [`Output::open`].

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::manifest::{self, Manifest};
use super::stage::Stage;
use crate::diagnostic::AtPath;

/// The name of the lock inside the output. No address begins with a dot.
const LOCK: &str = ".huibian-lock";

/// An output folder, locked for this build.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    manifest: Manifest,
    /// The bytes of the manifest as they lie there.
    lying: Option<Vec<u8>>,
    /// For each folder on the way to a file whether it is a link.
    links: Mutex<BTreeMap<String, bool>>,
    /// Released when it is dropped, also by a crash.
    lock: File,
    /// When the lock was written before this build.
    stamp: FileTimes,
}

/// The number under which the manifest waits on the stage.
const MANIFEST: usize = usize::MAX;

impl Drop for Output {
    fn drop(&mut self) {
        // The number of this process helps only those who wait: a build that changes nothing leaves the folder as it was.
        let _ = self.lock.set_len(0);
        let _ = self.lock.set_times(self.stamp);
    }
}

/// Why a folder cannot be the output.
#[derive(Debug)]
pub enum Refusal {
    /// It is a file.
    IsFile,
    /// It lies inside a folder that the site is made from, or holds one.
    HoldsSources,
    /// It is not empty and has no manifest.
    Foreign,
    /// The world failed.
    World(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

impl Output {
    /// Opens `folder` as the output of the site at `root`, makes it if need be, and locks it.
    ///
    /// While another process has it, `waiting` is called once with that process's number as it wrote it down.
    pub fn open(root: &Path, folder: &Path, adopt: bool, waiting: &dyn Fn(&str)) -> Result<Self, Refusal> {
        if folder.exists() && !folder.is_dir() {
            return Err(Refusal::IsFile);
        }
        if holds_sources(root, folder)? {
            return Err(Refusal::HoldsSources);
        }
        let empty = !folder.exists() || is_empty(folder)?;
        if !empty && !adopt && !folder.join(manifest::ADDRESS).is_file() {
            return Err(Refusal::Foreign);
        }
        fs::create_dir_all(folder).at_path(folder)?;
        let (lock, stamp) = lock(&folder.join(LOCK), waiting)?;
        let lying = super::present(&folder.join(manifest::ADDRESS))?;
        let manifest = match &lying {
            None => Manifest::default(),
            // A manifest that cannot be read says nothing about whose files these are.
            Some(bytes) => Manifest::read(bytes).or(adopt.then(Manifest::default)).ok_or(Refusal::Foreign)?,
        };
        Ok(Self { folder: folder.to_owned(), manifest, lying, links: Mutex::default(), lock, stamp })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the last build left.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the file of an address lies.
    pub(super) fn path(&self, address: &str) -> PathBuf {
        super::place(&self.folder, address)
    }

    /// Writes the manifest by way of the stage, unless it lies there already.
    pub(super) fn keep_manifest(&mut self, stage: &Stage, manifest: &Manifest) -> io::Result<()> {
        let bytes = manifest.bytes();
        if self.lying.as_ref() != Some(&bytes) {
            stage.hold(MANIFEST, &bytes)?;
            stage.put(MANIFEST, &self.path(manifest::ADDRESS))?;
            self.lying = Some(bytes);
        }
        self.manifest = manifest.clone();
        Ok(())
    }

    /// Whether a link stands on the way to an address, so that what lies there is not in this folder.
    pub(super) fn leads_elsewhere(&self, address: &str) -> bool {
        let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
        let mut known = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let folders = address.match_indices('/').map(|(at, _)| &address[..at]);
        folders.into_iter().any(|folder| *known.entry(folder.to_owned()).or_insert_with(|| is_link(&self.path(folder))))
            || is_link(&self.path(address))
    }

    /// Removes files of ours, and the folders that this leaves empty.
    pub(super) fn remove_all(&self, addresses: &[String]) -> io::Result<usize> {
        let mut removed = 0;
        for address in addresses.iter().filter(|address| !self.leads_elsewhere(address)) {
            let path = self.path(address);
            match fs::remove_file(&path) {
                Ok(()) => removed += 1,
                Err(error) if is_gone(&error) => {}
                Err(error) => return Err(error).at_path(&path),
            }
            let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.folder);
            for folder in folders {
                // A folder that is not empty stays, and so do those above it.
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        Ok(removed)
    }
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    let ours = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(".huibian-");
    for entry in fs::read_dir(folder).at_path(folder)? {
        if !ours(&entry.at_path(folder)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a file of ours is gone: there is nothing, or somebody put a folder in its place or a file in that of its folder.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory)
}

/// The folders that a site is made from.
const SOURCES: [&str; 5] = ["content", "templates", "static", "locales", "themes"];

/// Whether `folder` lies inside a folder that the site is made from, or above one.
fn holds_sources(root: &Path, folder: &Path) -> io::Result<bool> {
    let folder = real_path(folder)?;
    for source in SOURCES {
        let source = real_path(&root.join(source))?;
        if folder.starts_with(&source) || source.starts_with(&folder) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The real path of what need not exist yet: the part that exists is looked up, in the rest `..` is taken at its word.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path).at_path(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
        if let Ok(known) = real.canonicalize() {
            real = known;
        }
    }
    Ok(real)
}

/// Locks a file, waiting for whoever has it.
fn lock(path: &Path, waiting: &dyn Fn(&str)) -> io::Result<(File, FileTimes)> {
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path).at_path(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // The name only helps people; a holder that has not written it yet is waited for all the same.
            let _ = file.read_to_string(&mut holder);
            waiting(holder.trim());
            file.lock().at_path(path)?;
        }
        Err(TryLockError::Error(error)) => return Err(error).at_path(path),
    }
    let stamp = FileTimes::new().set_modified(file.metadata().and_then(|data| data.modified()).at_path(path)?);
    file.set_len(0).and_then(|()| file.rewind()).at_path(path)?;
    file.write_all(format!("{}\n", std::process::id()).as_bytes()).at_path(path)?;
    Ok((file, stamp))
}
