//! What one process leaves for the next: bytes under a name in `.huibian/`, which anybody may delete at any time.
//!
//! Never an error: a cache that is missing, cut short, foreign or of another program is none, and one that cannot be written is not.
//! Start at [`Cache::of`].

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{real_path, whole};
use crate::digest::{PROGRAM, digest_of, digest_of_bytes};

/// The folder in the root of a site.
const FOLDER: &str = ".huibian";

/// How much a cache holds at most, in bytes: larger ones are none of ours.
const LARGEST: u64 = 1 << 30;

/// The cache of one output: another output, which may be for other readers, has its own.
#[derive(Debug)]
pub struct Cache(PathBuf);

impl Cache {
    /// The cache of the site at `root` for the output `folder`.
    pub fn of(root: &Path, folder: &Path) -> Self {
        let real = real_path(folder).unwrap_or_else(|_| folder.to_owned());
        Self(root.join(FOLDER).join(digest_of(&real).hex(16)))
    }

    /// The bytes that were left under a name by the same program.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.0.join(name);
        let size = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.len();
        if !(HEAD as u64..=LARGEST).contains(&size) {
            return None;
        }
        let mut head = fs::read(path).ok()?;
        let bytes = head.split_off(HEAD.min(head.len()));
        (head == self::head(&bytes)).then_some(bytes)
    }

    /// Leaves bytes under a name.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        let head = head(bytes);
        if !begins_with(&path, &head).unwrap_or(false) {
            let _ = whole::replace(&path, &[&*head, bytes].concat());
        }
    }
}

/// The length of the first line, in bytes.
const HEAD: usize = "huibian ".len() + 16 + " ".len() + 32 + "\n".len();

/// The first line of a cache: the program that left it, and the digest of what follows.
fn head(bytes: &[u8]) -> Vec<u8> {
    format!("huibian {PROGRAM} {}\n", digest_of_bytes(bytes).hex(32)).into_bytes()
}

/// Whether a file begins with these bytes.
fn begins_with(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut held = vec![0; bytes.len()];
    File::open(path)?.read_exact(&mut held)?;
    Ok(held == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_left_whole_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(folder.path(), &folder.path().join("public"));
        let path = cache.0.join("a");
        assert_eq!(cache.read("a"), None);
        cache.write("a", b"what is known");
        assert_eq!(cache.read("a").as_deref(), Some(&b"what is known"[..]));
        let whole = fs::read(&path).unwrap();
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(cache.read("a"), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            fs::write(&path, &other).unwrap();
            assert_eq!(cache.read("a"), None, "another byte at {at}");
        }
        // A folder in its place is left alone.
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        cache.write("a", b"x");
        assert_eq!(cache.read("a"), None);
    }
}
