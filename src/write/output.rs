//! The output folder: whose it is, that only one build works on it, and its manifest.
//!
//! Never opens a folder that holds somebody else's files unless it is told to take over.
//! Start at [`Output::open`].

use std::fs::{self, File, FileTimes, TryLockError};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use super::ground::{Found, Ground};
use super::manifest::{self, Manifest};
use super::stage::{Stage, patiently};
use crate::diagnostic::AtPath;
use crate::load::file::{self, SOURCES};

/// The name of the lock inside the output. No address begins with a dot.
const LOCK: &str = ".huibian-lock";

/// Where the number of the process that has the lock stands. On Windows nobody else can read a file that is locked.
const HOLDER: &str = if cfg!(windows) { ".huibian-holder" } else { LOCK };

/// An output folder, locked for this build.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    manifest: Manifest,
    /// The bytes of the manifest as they lie there.
    lying: Option<Vec<u8>>,
    _lock: Lock,
}

/// The numbers under which manifests wait on the stage: the one that names old and new files, and the one that stays.
const FIRST: usize = usize::MAX - 1;
const LAST: usize = usize::MAX;

/// The manifests on the way from what the last build left to what is planned.
#[derive(Debug)]
pub(super) struct Steps {
    /// It names every file before that appears, so that no kill leaves an orphan; `None` when no file appears.
    first: Option<Vec<u8>>,
    /// It names what is planned; `None` when it lies there already, or will by then.
    last: Option<Vec<u8>>,
    planned: Manifest,
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
    /// What lies there as `release.json` is no manifest, so that it says nothing about whose files these are.
    Manifest,
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
        let lock = Lock::take(folder, waiting)?;
        let lying = super::present(&folder.join(manifest::ADDRESS))?;
        let manifest = match &lying {
            None => Manifest::default(),
            Some(bytes) => Manifest::read(bytes).ok_or(Refusal::Manifest)?,
        };
        Ok(Self { folder: folder.to_owned(), manifest, lying, _lock: lock })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The bytes of the manifest as they lie there.
    pub(super) fn lying(&self) -> Option<&[u8]> {
        self.lying.as_deref()
    }

    /// What the last build left.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the file of an address lies.
    pub(super) fn path(&self, address: &str) -> PathBuf {
        file::path(&self.folder, address)
    }

    /// Makes the manifests of a release and lets them wait: when the disk is full, that has to show before anything changes.
    pub(super) fn stage_manifests(&self, stage: &Stage, planned: Manifest) -> io::Result<Steps> {
        let first = planned.names_more_than(&self.manifest).then(|| planned.joined_with(&self.manifest).bytes());
        let lying = first.as_ref().or(self.lying.as_ref());
        let last = Some(planned.bytes()).filter(|bytes| Some(bytes) != lying);
        for (number, bytes) in [(FIRST, &first), (LAST, &last)] {
            if let Some(bytes) = bytes {
                stage.hold(number, bytes)?;
            }
        }
        Ok(Steps { first, last, planned })
    }

    /// Writes the manifest that names old and new files.
    pub(super) fn put_first(&self, stage: &Stage, steps: &Steps) -> io::Result<()> {
        if steps.first.is_none() { Ok(()) } else { stage.put(FIRST, &self.path(manifest::ADDRESS)) }
    }

    /// Writes the manifest that stays.
    pub(super) fn put_last(&mut self, stage: &Stage, steps: Steps) -> io::Result<()> {
        if steps.last.is_some() {
            stage.put(LAST, &self.path(manifest::ADDRESS))?;
        }
        self.lying = steps.last.or(steps.first).or_else(|| self.lying.take());
        self.manifest = steps.planned;
        Ok(())
    }

    /// Removes files of ours, and the folders that this leaves empty.
    pub(super) fn remove_all(&self, addresses: &[String], ground: &Ground) -> io::Result<usize> {
        let mut removed = 0;
        for address in addresses {
            let path = self.path(address);
            match ground.at(address)? {
                Found::File(_) => match patiently(|| fs::remove_file(&path)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).at_path(&path),
                    _ => removed += 1,
                },
                // A build that was killed may have left its folder.
                Found::Nothing => {}
                // What is no file by now is not ours.
                Found::Obstacle(_) => continue,
            }
            let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.folder);
            for folder in folders {
                // A folder that is not empty stays, and so do those above it.
                if fs::remove_dir(folder).is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
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

/// Whether `folder` lies inside a folder that the site at `root` is made from, or above one.
pub fn holds_sources(root: &Path, folder: &Path) -> io::Result<bool> {
    let folder = real_path(folder)?;
    // A folder that is not there yet has no real name. `Static` is `static` on many disks, and a site moves between disks.
    let inside = folder.strip_prefix(real_path(root)?).ok().and_then(|inside| inside.iter().next());
    if inside.is_some_and(|first| SOURCES.iter().any(|source| first.eq_ignore_ascii_case(source))) {
        return Ok(true);
    }
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

/// The lock of an output. It is released when it is dropped, also by a crash.
#[derive(Debug)]
struct Lock {
    /// Only held.
    _lock: File,
    /// Where the number of this process stands.
    holder: File,
    /// When that was written before this build.
    stamp: FileTimes,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The number of this process helps only those who wait: a build that changes nothing leaves the folder as it was.
        let _ = self.holder.set_len(0);
        let _ = self.holder.set_times(self.stamp);
    }
}

impl Lock {
    /// Locks a folder. While another process has it, `waiting` is told once which one, when that is known.
    fn take(folder: &Path, waiting: &dyn Fn(&str)) -> io::Result<Self> {
        let lock = open(&folder.join(LOCK))?;
        let path = folder.join(HOLDER);
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                // The name only helps people; a holder that has not written it yet is waited for all the same.
                waiting(fs::read_to_string(&path).unwrap_or_default().trim());
                lock.lock().at_path(&folder.join(LOCK))?;
            }
            Err(TryLockError::Error(error)) => return Err(error).at_path(&folder.join(LOCK)),
        }
        let mut holder = open(&path)?;
        let modified = holder.metadata().and_then(|data| data.modified()).at_path(&path)?;
        holder.set_len(0).at_path(&path)?;
        holder.write_all(format!("{}\n", std::process::id()).as_bytes()).at_path(&path)?;
        Ok(Self { _lock: lock, holder, stamp: FileTimes::new().set_modified(modified) })
    }
}

/// Opens a file of ours in the output, and makes it if need be. Through a link it would be somebody else's.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed());
    }
    if fs::symlink_metadata(path).is_ok_and(|data| !data.is_file()) {
        return Err(io::ErrorKind::AlreadyExists.into()).at_path(path);
    }
    options.open(path).at_path(path)
}
