//! Puts the theme `default` into the program, a table of the files under `themes/default`, and says by a digest of all that it is made
//! from which program it is: what one program remembers, another does not trust.
//!
//! Never reads anything else. Start at `main`; `render::embedded` includes what it writes, `digest::PROGRAM` is what it says.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let folder = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("themes/default");
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
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("theme.rs"), table)?;
    println!("cargo::rustc-env=HUIBIAN_PROGRAM={}", program(&folder)?);
    Ok(())
}

/// A digest of everything that decides what the program does: its code, the theme, the versions of its libraries.
fn program(theme: &Path) -> io::Result<String> {
    let home = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let mut hasher = DefaultHasher::new();
    for folder in [&home.join("src"), theme] {
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut paths = Vec::new();
        collect(folder, "", &mut paths)?;
        paths.sort();
        for path in paths {
            (&path, fs::read(folder.join(&path))?).hash(&mut hasher);
        }
    }
    for file in ["Cargo.lock", "Cargo.toml", "build.rs"] {
        println!("cargo::rerun-if-changed={file}");
        fs::read(home.join(file)).unwrap_or_default().hash(&mut hasher);
    }
    variable("TARGET")?.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
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
