//! The files of a theme that lie on the disk: those of the site itself, and those of the theme that it names and of the
//! themes which that one extends.
//!
//! Never knows what they mean, but for `theme.yaml`, which says what comes below.
//! Start at [`layers`].

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::file::name;
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase, Place, Source, nearest};
use crate::settings::Settings;
use crate::settings::theme::{self, Manifest};

/// The files of one layer of a theme.
#[derive(Debug, Default)]
pub struct Layer {
    /// The theme by which templates of upper layers reach these; empty for the files of the site, and for those by which it
    /// replaces some of the theme that is part of the program.
    pub name: String,
    /// Where it lies from the root of the site: nothing, or `themes/<name>/`.
    pub folder: String,
    /// The paths inside it, with `/`, and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The theme that is part of the program, and below all others.
const BUILT_IN: &str = "default";

/// The layers of the site at `root`, the strongest first: `templates/`, `static/` and `locales/` of the site, then the theme
/// that its settings name, then the one which that extends, and so on down to the theme `default`, which may have a folder
/// of its own here.
///
/// **Diagnoses** `theme-unknown`, `theme-cycle`, `words-missing`, `special-file`, `unreadable`. Fails when a folder cannot
/// be listed.
pub fn layers(root: &Path, settings: &Settings) -> io::Result<Diagnosed<Vec<Layer>>> {
    let mut found = Vec::new();
    let mut own = Layer::default();
    for folder in ["templates", "static", "locales"] {
        own.files.extend(files(root, root, &root.join(folder), &mut found)?);
    }
    let mut layers = vec![own];
    let known = names(&root.join("themes"))?;
    let mut chain: Vec<String> = Vec::new();
    let mut next = Some((settings.theme.clone(), settings.theme_place.clone()));
    while let Some((theme, place)) = next.take() {
        if let Some(phrase) = wrong(&theme, &chain, &known) {
            found.push(
                place.map_or_else(|| Diagnostic::general(phrase.clone()), |at| Diagnostic::at(at, phrase.clone())),
            );
            break;
        }
        chain.push(theme.clone());
        if known.contains(&theme) {
            let (layer, manifest) = layer(root, &theme, settings, &mut found)?;
            layers.push(layer);
            next = manifest;
        }
    }
    Ok(Diagnosed { value: layers, diagnostics: found })
}

/// What is wrong with naming the theme `theme` below those of `chain`.
fn wrong(theme: &str, chain: &[String], known: &[String]) -> Option<Phrase> {
    if let Some(from) = chain.iter().position(|above| above == theme) {
        let names = chain[from..].iter().cloned().chain([theme.to_owned()]).collect();
        return Some(Phrase::ThemeCycle { names });
    }
    if theme == BUILT_IN || known.iter().any(|name| name == theme) {
        return None;
    }
    let nearest = nearest(theme, known.iter().map(String::as_str).chain([BUILT_IN]));
    Some(Phrase::ThemeUnknown { name: theme.to_owned(), nearest })
}

/// The name of a theme and where it is named.
type Named = (String, Option<Place>);

/// The layer of a theme, and the theme that it extends.
fn layer(
    root: &Path,
    theme: &str,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> io::Result<(Layer, Option<Named>)> {
    let folder = root.join("themes").join(theme);
    let own_name = if theme == BUILT_IN { "" } else { theme };
    let files = files(root, &folder, &folder, found)?;
    let layer = Layer { name: own_name.to_owned(), folder: format!("themes/{theme}/"), files };
    let text =
        layer.files.iter().find(|(path, _)| path == "theme.yaml").map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let source =
        Source { file: format!("{}theme.yaml", layer.folder).into(), text: text.as_deref().unwrap_or_default().into() };
    let Diagnosed { value: manifest, diagnostics } = theme::read(&source);
    // What is wrong in the file is said when the theme is made ready; a file that is not there lacks all that is required.
    if text.is_none() && theme != BUILT_IN {
        found.extend(diagnostics);
    }
    found.extend(without_words(&source, &layer, &manifest, settings));
    let below = manifest.extends.map(|name| (name.value, Some(source.place(name.bytes))));
    let implied = (theme != BUILT_IN).then(|| (BUILT_IN.to_owned(), None));
    Ok((layer, below.or(implied)))
}

/// The languages that a theme should have words in and has not: the site's when the theme lists others only, and those that
/// it lists and has no file for. A theme that lists none has no words of its own to promise.
fn without_words(source: &Source, layer: &Layer, manifest: &Manifest, settings: &Settings) -> Vec<Diagnostic> {
    let listed = manifest.locales.as_deref().unwrap_or_default();
    let language = settings.language.tag();
    let missing = |bytes, language: &str| {
        Diagnostic::at(source.place(bytes), Phrase::WordsMissing { language: language.to_owned() })
    };
    let has_file = |language: &str| layer.files.iter().any(|(path, _)| *path == format!("locales/{language}.yaml"));
    let unlisted = match (listed.first(), listed.last()) {
        (Some(first), Some(last)) if !listed.iter().any(|known| known.value == language) => {
            Some(missing(first.bytes.start..last.bytes.end, language))
        }
        _ => None,
    };
    let empty = listed.iter().filter(|known| !has_file(&known.value));
    unlisted.into_iter().chain(empty.map(|known| missing(known.bytes.clone(), &known.value))).collect()
}

/// The names of the folders in `themes/`, sorted.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).at_path(folder)? {
            let entry = entry.at_path(folder)?;
            if entry.path().is_dir() {
                names.extend(entry.file_name().into_string());
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The files below `folder`, named from `from`, in the order of their names. What is no ordinary file of the site at `root`
/// is diagnosed and left out.
fn files(root: &Path, from: &Path, folder: &Path, found: &mut Vec<Diagnostic>) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let inside = root.canonicalize().at_path(root)?;
    if !folder.canonicalize().at_path(folder)?.starts_with(&inside) {
        found.push(Diagnostic::in_file(name(root, folder), Phrase::SpecialFile));
        return Ok(files);
    }
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_shown) {
        let entry = entry.map_err(io::Error::from).at_path(folder)?;
        if entry.file_type().is_dir() {
            continue;
        }
        let phrase = if is_ordinary(&entry, &inside) {
            match fs::read(entry.path()) {
                Ok(bytes) => {
                    files.push((name(from, entry.path()), bytes));
                    continue;
                }
                Err(error) => Phrase::Unreadable { message: error.to_string() },
            }
        } else {
            Phrase::SpecialFile
        };
        found.push(Diagnostic::in_file(name(root, entry.path()), phrase));
    }
    Ok(files)
}

/// Whether an entry is an ordinary file, or a link to one of the same site.
fn is_ordinary(entry: &DirEntry, inside: &Path) -> bool {
    let target = || entry.path().canonicalize().ok().filter(|target| target.starts_with(inside));
    entry.file_type().is_file() || entry.path_is_symlink() && target().is_some_and(|target| target.is_file())
}
