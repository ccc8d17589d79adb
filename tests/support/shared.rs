//! The folder beside the checkout with documents that are not ours.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder `../shared`. Where it is absent the test is left out and says so; CI must have it.
pub(crate) fn shared(test: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if shared.is_dir() {
        return Some(shared);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "CI needs {}", shared.display());
    // Written past the harness, which keeps what a test that passes prints to itself.
    let _ = writeln!(std::io::stderr(), "left out: {test} needs {}, which is not there", shared.display());
    None
}
