//! Single files, written whole: all of the bytes are there under the name, or none are.
//!
//! Never shows half a file, and never leaves one that only its maker can read.
//! Start at [`create`], which keeps what is there, and [`replace`], which does not.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::diagnostic::AtPath;

/// Creates a file with all of the text, or nothing. A file that is there stays as it is; says whether the file is new.
pub fn create(path: &Path, text: &str) -> io::Result<bool> {
    match staged(path, text.as_bytes())?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error).at_path(path),
    }
}

/// Writes a file whole, in place of one that may be there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    staged(path, bytes)?.persist(path).map(drop).map_err(|error| error.error).at_path(path)
}

/// All of the bytes in a file beside the path, which has still to get its name.
fn staged(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).at_path(folder)?;
    let mut file = tempfile::Builder::new().prefix(".huibian-").tempfile_in(folder).at_path(folder)?;
    file.write_all(bytes).at_path(path)?;
    make_readable(file.as_file()).at_path(path)?;
    Ok(file)
}

/// A temporary file is private to its maker; what it becomes is for everybody who can read the folder.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}
