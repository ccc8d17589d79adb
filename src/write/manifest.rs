//! `release.json`: address, size and SHA-256 of every file of the output. It says which files are ours.
//!
//! Never names itself, and never a path outside the output.
//! Start at [`Manifest`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// The address of the manifest.
pub const ADDRESS: &str = "release.json";

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

/// The files of an output, by address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, Entry>);

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    files: BTreeMap<String, Entry>,
}

impl Manifest {
    /// A manifest of these files.
    pub fn new(files: impl IntoIterator<Item = (String, Entry)>) -> Self {
        Self(files.into_iter().collect())
    }

    /// Reads a manifest; `None` when it is none. What can be no address of ours is left out.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes).ok().filter(|written: &Written| written.format == 1)?;
        Some(Self::new(written.files.into_iter().filter(|(address, _)| is_ours(address))))
    }

    /// The manifest as a file: one line for each file of the output, so that two of them compare well.
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = String::from("{\"format\":1,\"files\":{");
        for (at, (address, entry)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            // An address holds only letters, digits and `._-/`, so it needs no escapes.
            text.push_str(&format!(
                "{comma}\n\"{address}\":{{\"bytes\":{},\"sha256\":\"{}\"}}",
                entry.bytes, entry.sha256
            ));
        }
        text.push_str("\n}}\n");
        text.into_bytes()
    }

    /// What it says of a file; nothing when it does not name it.
    pub fn entry(&self, address: &str) -> Option<&Entry> {
        self.0.get(address)
    }

    /// Whether it names this file.
    pub fn has(&self, address: &str) -> bool {
        self.0.contains_key(address)
    }

    /// Whether it names a file that `other` does not.
    pub fn names_more_than(&self, other: &Self) -> bool {
        self.0.keys().any(|address| !other.has(address))
    }

    /// The files of both; where both know one, this one's entry.
    pub fn joined_with(&self, other: &Self) -> Self {
        let mut all = other.clone();
        all.0.extend(self.0.clone());
        all
    }

    /// The addresses that `other` does not name.
    pub fn not_in(&self, other: &Self) -> Vec<String> {
        self.0.keys().filter(|address| !other.has(address)).cloned().collect()
    }
}

/// Whether this can be the address of a file of ours: no address has a segment that is hidden or leads upwards.
fn is_ours(address: &str) -> bool {
    let fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    let segment = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(fit);
    address != ADDRESS && address.split('/').all(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_and_leads_nowhere_else() {
        let manifest =
            Manifest::new([("index.html".to_owned(), Entry::of(b"a")), ("units/a.html".to_owned(), Entry::of(b"b"))]);
        assert_eq!(Manifest::read(&manifest.bytes()), Some(manifest));
        let hostile =
            br#"{"format":1,"files":{"../../etc/passwd":{"bytes":1,"sha256":""},"/x":{"bytes":1,"sha256":""}}}"#;
        assert_eq!(Manifest::read(hostile), Some(Manifest::default()));
        assert_eq!(Manifest::read(b"{}"), None);
        assert_eq!(Manifest::read(Manifest::default().bytes().as_slice()), Some(Manifest::default()));
    }
}
