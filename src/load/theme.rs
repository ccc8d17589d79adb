//! The files of a theme that lie on the disk: those of the site itself, and those of a theme of its own.
//!
//! Never knows what they mean.
//! Start at [`layers`].

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::scan::name;
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase};

/// The files of one layer of a theme.
#[derive(Debug, Default)]
pub struct Layer {
    /// Where it lies from the root of the site: nothing, or `themes/<name>/`.
    pub folder: String,
    /// The paths inside it, with `/`, and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The theme that is part of the program.
const BUILT_IN: &str = "default";

/// The layers of the theme `theme` that lie under `root`, the strongest first: `templates/` and `static/` of the site, then
/// `themes/<theme>/`.
///
/// **Diagnoses** `theme-unknown`. Fails when a file cannot be read.
pub fn layers(root: &Path, theme: &str) -> io::Result<Diagnosed<Vec<Layer>>> {
    let mut own = Layer::default();
    for folder in ["templates", "static", "locales"] {
        own.files.extend(files(root, &root.join(folder))?);
    }
    let mut layers = Diagnosed::fine(vec![own]);
    let folder = root.join("themes").join(theme);
    if folder.is_dir() {
        layers.value.push(Layer { folder: format!("themes/{theme}/"), files: files(&folder, &folder)? });
    } else if theme != BUILT_IN {
        let phrase = Phrase::ThemeUnknown { name: theme.to_owned() };
        layers.diagnostics.push(Diagnostic::in_file("huibian.yaml", phrase));
    }
    Ok(layers)
}

/// The ordinary files below `folder`, named from `root`, in the order of their names.
fn files(root: &Path, folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from).at_path(folder)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            files.push((name(root, entry.path()), fs::read(entry.path()).at_path(entry.path())?));
        }
    }
    Ok(files)
}
