//! The stage: where new bytes wait until all of them could be made.
//!
//! Never outlives a build: what a killed one left is cleared by the next.
//! Start at [`Stage::new`].

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::copy::{self, Fault};
use super::manifest::Entry;
use crate::diagnostic::AtPath;
use crate::load::stamp::Stamp;

/// The name of the folder inside the output. No address begins with a dot.
const FOLDER: &str = ".huibian-stage";

/// A folder in which files wait, each under a number.
#[derive(Debug)]
pub(super) struct Stage(PathBuf);

impl Stage {
    /// An empty stage inside `output`.
    pub(super) fn new(output: &Path) -> io::Result<Self> {
        let stage = Self(output.join(FOLDER));
        stage.clear()?;
        Ok(stage)
    }

    /// Holds bytes under a number; their stamp there.
    pub(super) fn hold(&self, number: usize, bytes: &[u8]) -> io::Result<Stamp> {
        let path = self.path(number);
        let mut file = self.make(&path)?;
        file.write_all(bytes).at_path(&path)?;
        Ok(Stamp::of(&file.metadata().at_path(&path)?))
    }

    /// Holds the bytes of a file under a number.
    pub(super) fn hold_file(&self, number: usize, source: &Path) -> Result<(Entry, Stamp), Fault> {
        let path = self.path(number);
        let mut file = self.make(&path).map_err(Fault::Output)?;
        let entry = copy::copy(source, &mut file, &path)?;
        let data = file.metadata().at_path(&path).map_err(Fault::Output)?;
        Ok((entry, Stamp::of(&data)))
    }

    /// A new file on the stage, which is made when it is first needed.
    fn make(&self, path: &Path) -> io::Result<File> {
        match File::create(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&self.0).at_path(&self.0)?;
                File::create(path).at_path(path)
            }
            result => result.at_path(path),
        }
    }

    /// Puts what waits under a number in its place, which holds the old bytes or the new ones at every moment.
    pub(super) fn put(&self, number: usize, place: &Path) -> io::Result<()> {
        let from = self.path(number);
        match patiently(|| fs::rename(&from, place)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = place.parent().unwrap_or(place);
                fs::create_dir_all(folder).at_path(folder)?;
                fs::rename(&from, place).at_path(place)
            }
            result => result.at_path(place),
        }
    }

    /// Removes the stage with all that waits.
    pub(super) fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).at_path(&self.0),
            _ => Ok(()),
        }
    }

    fn path(&self, number: usize) -> PathBuf {
        self.0.join(number.to_string())
    }
}

/// A build that fails leaves no stage behind.
impl Drop for Stage {
    fn drop(&mut self) {
        // The next build clears it if this does not succeed.
        let _ = self.clear();
    }
}

/// How often a file that another program has open is tried again, and how long to wait in between. Only Windows refuses to
/// replace or remove such a file; indexers and virus scanners let go of it soon, a person who reads it in an office does not.
const TRIES: u32 = if cfg!(windows) { 20 } else { 0 };
const PAUSE: Duration = Duration::from_millis(50);

/// Tries again for a while what fails because another program has the file open.
pub(super) fn patiently(attempt: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut left = TRIES;
    loop {
        match attempt() {
            // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
            Err(error) if left > 0 && matches!(error.raw_os_error(), Some(5 | 32 | 33)) => thread::sleep(PAUSE),
            result => return result,
        }
        left -= 1;
    }
}
