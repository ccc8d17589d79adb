//! Puts the theme `default` into the program: a table of the files under `themes/default`.
//!
//! Never reads anything else. Start at `main`; `render::embedded` includes what it writes.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let folder = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("themes/default");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = Vec::new();
    collect(&folder, "", &mut paths)?;
    paths.sort();
    let mut table = String::from("&[\n");
    for path in paths {
        let line =
            format!("({path:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/themes/default/{path}\"))),");
        let _ = writeln!(table, "{line}");
    }
    table.push_str("]\n");
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("theme.rs"), table)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|fault| io::Error::other(format!("{name}: {fault}")))
}

/// The files below `folder`, their paths written with `/`. Leavings of editors begin with a dot or end with a tilde.
fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
