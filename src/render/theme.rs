//! A theme, ready to render: templates, words and static files of all layers, and the settings that pages show.
//!
//! Never reads a file: it is given their bytes. Start at [`Theme::new`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::code::escapes;
use super::fault::{Sources, faults, too_large};
use super::filters;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Phrase, Source};
use crate::digest::{Digest, PROGRAM, digest_of};
use crate::settings;

/// A file of a theme or of a site that overrides one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeFile {
    /// Where people find it: `templates/report.html`, `themes/office/templates/report.html`.
    pub file: String,
    /// Where it is within its layer: `theme.yaml`, `templates/report.html`, `static/site.css`, `locales/en.yaml`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of a site that override its theme, or those of a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Layer {
    /// The name by which templates of the layers above reach the templates of this one (`office/report.html`); empty for the
    /// site itself, whose templates nobody stands above.
    pub name: String,
    /// The files.
    pub files: Vec<ThemeFile>,
}

/// What a site or a theme keeps under `extra`.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// What pages show of the settings. In templates: `config`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// What the site is, in a sentence; empty when the settings say nothing.
    pub description: String,
    /// Language of the words: `zh-CN` or `en`.
    pub language: String,
    /// Where the site will stand, when that is known.
    pub base_url: Option<String>,
    /// Whatever the site wants to tell its templates; what it leaves out comes from the `extra` of `theme.yaml`.
    pub extra: Extra,
    /// Whether fenced code is coloured.
    pub highlight: bool,
}

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    pub(super) words: Arc<Words>,
    pub(super) highlight: bool,
    pub(super) title: String,
    pub(super) description: String,
    tera: Tera,
    sources: Sources,
    /// The names of the layers as they begin the names of their templates, the strongest first.
    prefixes: Vec<String>,
    assets: BTreeMap<String, Vec<u8>>,
    digest: Digest,
}

/// A template may not add more than this to the text of a page; an endless loop in a template ends here.
const LARGEST_PAGE: usize = 32 << 20;

/// Most templates add no more than this, so that the buffer of a page seldom grows.
const FRAME: usize = 16 << 10;

impl Theme {
    /// A theme from its layers, the strongest first; below them lies the theme `default`, which is part of the program.
    ///
    /// The first layer that has a path decides. A template reaches the one that it replaces by the name of that layer:
    /// `office/report.html`, `default/report.html`. Words and the `extra` of `theme.yaml` are overridden key by key.
    pub fn new(mut layers: Vec<Layer>, mut config: Config) -> Result<Self, Vec<Diagnostic>> {
        layers.push(Layer { name: "default".to_owned(), files: super::embedded() });
        let digest = digest_of(&(PROGRAM, &layers, json(&config)));
        let mut found = Found::default();
        let mut prefixes = Vec::new();
        for Layer { name, files } in layers {
            let prefix = if name.is_empty() { name } else { name + "/" };
            for file in files {
                found.take(file, &prefix, &mut config);
            }
            prefixes.extend(Some(prefix).filter(|prefix| !prefix.is_empty()));
        }
        let words = Arc::new(found.words);
        let highlight = config.highlight;
        let (title, description) = (config.title.clone(), config.description.clone());
        let tera = compile(&found.sources, &prefixes, &words, config).unwrap_or_else(|more| {
            found.faults.extend(more);
            Tera::default()
        });
        if !found.faults.is_empty() {
            return Err(found.faults);
        }
        let Found { sources, assets, .. } = found;
        Ok(Self { words, highlight, title, description, tera, sources, prefixes, assets, digest })
    }

    /// What the theme is: all its files, the settings that pages show, and the program itself.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The static files that are published: address from the root of the site, and bytes.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(address, bytes)| (address.as_str(), bytes.as_slice()))
    }

    /// Fills a template; `text` is how many bytes of the page are the author's own.
    pub(super) fn fill(&self, template: &str, context: &Context, text: usize) -> Result<Vec<u8>, Diagnostic> {
        let mut page = Limited { bytes: Vec::with_capacity(FRAME + text), most: LARGEST_PAGE + text };
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page.bytes),
            Err(error) => {
                let name = self.found(template);
                if matches!(error.kind(), ErrorKind::Io(_)) {
                    return Err(too_large(&page.bytes, &name, &self.sources));
                }
                Err(faults(&error, &name, &self.sources).swap_remove(0))
            }
        }
    }

    /// The whole name of a template: that of the strongest layer which has it.
    fn found(&self, template: &str) -> String {
        let names = self.prefixes.iter().map(|prefix| format!("{prefix}{template}"));
        let mut names = std::iter::once(template.to_owned()).chain(names);
        names.find(|name| self.sources.contains_key(name)).unwrap_or_else(|| template.to_owned())
    }
}

/// What the layers hold, the strongest first.
#[derive(Default)]
struct Found {
    sources: Sources,
    words: Words,
    assets: BTreeMap<String, Vec<u8>>,
    faults: Vec<Diagnostic>,
}

impl Found {
    /// Puts a file where it belongs, unless a stronger layer had one. What is no part of a theme is left alone.
    fn take(&mut self, file: ThemeFile, prefix: &str, config: &mut Config) {
        let shown = file.file;
        if file.path.starts_with("static/") {
            if file.path.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'/')) {
                self.assets.entry(file.path).or_insert(file.bytes);
            } else {
                // Its name is its address, and addresses have to survive every server, share and zip file.
                self.faults.push(Diagnostic::in_file(shown, Phrase::StaticName));
            }
            return;
        }
        let template = file.path.strip_prefix("templates/").filter(|path| !path.is_empty());
        let is_words = file.path.strip_prefix("locales/") == Some(format!("{}.yaml", config.language).as_str());
        if template.is_none() && !is_words && file.path != "theme.yaml" {
            return;
        }
        let text = match String::from_utf8(file.bytes) {
            Ok(text) => text,
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                self.faults.push(Diagnostic::in_file(shown, Phrase::Encoding { offset }));
                return;
            }
        };
        let faults = match template {
            Some(name) => {
                self.sources
                    .entry(format!("{prefix}{name}"))
                    .or_insert(Source { file: shown.into(), text: text.into() });
                Ok(())
            }
            None if is_words => self.words.add(&shown, &text),
            None => manifest(&shown, &text, config),
        };
        self.faults.extend(faults.err().unwrap_or_default());
    }
}

/// Takes the `extra` of `theme.yaml` as defaults. Layers and languages are the caller's and the settings' choice.
fn manifest(file: &str, yaml: &str, config: &mut Config) -> Result<(), Vec<Diagnostic>> {
    let read = settings::theme::read(&Source { file: file.into(), text: yaml.into() });
    if !read.diagnostics.is_empty() {
        return Err(read.diagnostics);
    }
    let extra = read.value.extra.and_then(|extra| serde_json::from_str::<Extra>(&extra).ok()).unwrap_or_default();
    for (key, value) in extra {
        config.extra.entry(key).or_insert(value);
    }
    Ok(())
}

/// Parses all templates. Tera stops at the first fault of syntax, so each is parsed alone first, to report them all.
fn compile(
    sources: &Sources,
    prefixes: &[String],
    words: &Arc<Words>,
    config: Config,
) -> Result<Tera, Vec<Diagnostic>> {
    let mut broken = Vec::new();
    for (name, source) in sources {
        if let Err(error) = Tera::default().add_raw_template(name, &source.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            broken.extend(faults(&error, name, sources));
        }
    }
    if !broken.is_empty() {
        return Err(broken);
    }
    let mut tera = Tera::default();
    // As Tera's own, but not byte by byte.
    tera.set_escape_fn(|text, page| match filters::closed(text) {
        Some(closed) => page.write_all(closed.as_bytes()),
        None => escapes(text).try_for_each(|piece| page.write_all(piece.as_bytes())),
    });
    filters::register(&mut tera, words);
    tera.global_context().insert("config", &config);
    tera.set_fallback_prefixes(prefixes.to_vec())
        .and_then(|()| tera.add_raw_templates(sources.iter().map(|(name, source)| (name, &*source.text))))
        .map_err(|error| faults(&error, "", sources))?;
    Ok(tera)
}

/// The settings as text, to be hashed.
fn json(config: &Config) -> String {
    serde_json::to_string(config).unwrap_or_default()
}

/// A page in the making that refuses to grow without end.
struct Limited {
    bytes: Vec<u8>,
    most: usize,
}

impl std::io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
