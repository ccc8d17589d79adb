//! The output folder: whose it is, that only one build works on it, and its manifest.
//!
//! Never opens a folder that holds somebody else's files unless it is told to take over.
//! Start at [`Output::open`].

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
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
    /// Released when it is dropped, also by a crash.
    _lock: File,
}

/// Why a folder cannot be the output.
#[derive(Debug)]
pub enum Refusal {
    /// It is a file.
    IsFile,
    /// It lies inside `content/`, or holds it.
    HoldsContent,
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
        if holds_content(root, folder)? {
            return Err(Refusal::HoldsContent);
        }
        let empty = !folder.exists() || is_empty(folder)?;
        if !empty && !adopt && !folder.join(manifest::ADDRESS).is_file() {
            return Err(Refusal::Foreign);
        }
        fs::create_dir_all(folder).at_path(folder)?;
        let lock = lock(&folder.join(LOCK), waiting)?;
        let lying = super::present(&folder.join(manifest::ADDRESS))?;
        let manifest = match &lying {
            None => Manifest::default(),
            // A manifest that cannot be read says nothing about whose files these are.
            Some(bytes) => Manifest::read(bytes).or(adopt.then(Manifest::default)).ok_or(Refusal::Foreign)?,
        };
        Ok(Self { folder: folder.to_owned(), manifest, lying, _lock: lock })
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

    /// Writes the manifest, unless it lies there already.
    pub(super) fn keep_manifest(&mut self, manifest: &Manifest) -> io::Result<()> {
        let bytes = manifest.bytes();
        if self.lying.as_ref() != Some(&bytes) {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder).at_path(&self.folder)?;
            file.write_all(&bytes).at_path(&self.folder)?;
            make_readable(file.as_file())?;
            file.persist(self.folder.join(manifest::ADDRESS)).map_err(|error| error.error).at_path(&self.folder)?;
            self.lying = Some(bytes);
        }
        self.manifest = manifest.clone();
        Ok(())
    }

    /// Removes files of ours, and the folders that this leaves empty.
    pub(super) fn remove_all(&self, addresses: &[String]) -> io::Result<usize> {
        let mut removed = 0;
        for address in addresses {
            let path = self.path(address);
            match fs::remove_file(&path) {
                Ok(()) => removed += 1,
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
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

/// Makes a temporary file, which is private to its maker, readable for everybody who can read the folder.
#[cfg(unix)]
pub fn make_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// Elsewhere a temporary file has the rights of its folder.
#[cfg(not(unix))]
pub fn make_readable(_file: &File) -> io::Result<()> {
    Ok(())
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

/// Whether `folder` lies inside the content of the site or above it.
fn holds_content(root: &Path, folder: &Path) -> io::Result<bool> {
    let content = real(&root.join("content"))?;
    let folder = real(folder)?;
    Ok(folder.starts_with(&content) || content.starts_with(&folder))
}

/// The real path of what need not exist yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path).at_path(path)?;
    for known in path.ancestors() {
        if let Ok(real) = known.canonicalize() {
            let rest = path.strip_prefix(known).unwrap_or(Path::new(""));
            return Ok(real.join(rest));
        }
    }
    Ok(path)
}

/// Locks a file, waiting for whoever has it.
fn lock(path: &Path, waiting: &dyn Fn(&str)) -> io::Result<File> {
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
    file.set_len(0).and_then(|()| file.rewind()).at_path(path)?;
    file.write_all(format!("{}\n", std::process::id()).as_bytes()).at_path(path)?;
    Ok(file)
}
