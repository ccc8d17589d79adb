//! What is known of the files of an output since they were written, so that what is the same is neither made nor read again.
//!
//! Never needed for a right result: what is not known here is made, and compared with what lies there.
//! Start at [`Kept`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::{Digest, digest_of_bytes};
use crate::load::stamp::Stamp;

/// The files of an output by address, as a build left them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The digest of the manifest that lay beside them: with another one, nothing here counts.
    manifest: Option<Digest>,
    files: BTreeMap<String, KeptFile>,
}

/// A file of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFile {
    /// What it was made from: the fingerprint of a page, or the file of the content that was copied.
    pub(super) from: Digest,
    /// The stamp under which it was put in its place.
    pub(super) stamp: Stamp,
}

impl Kept {
    /// What is known of an output with these files beside the manifest of these bytes.
    pub(super) fn new(manifest: Option<&[u8]>, files: impl Iterator<Item = (String, KeptFile)>) -> Self {
        Self { manifest: manifest.map(digest_of_bytes), files: files.collect() }
    }

    /// What an earlier process knew; nothing when these bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        postcard::from_bytes(bytes).unwrap_or_default()
    }

    /// What a later process may know.
    pub fn bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Only what counts beside the manifest that lies there.
    pub(super) fn beside(&self, manifest: Option<&[u8]>) -> Option<&Self> {
        let digest = manifest.map(digest_of_bytes)?;
        (self.manifest == Some(digest)).then_some(self)
    }

    /// Whether the file at an address was made from this and has not been touched since.
    pub(super) fn has(&self, address: &str, file: KeptFile) -> bool {
        self.files.get(address) == Some(&file)
    }
}
