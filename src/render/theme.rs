//! A theme, ready to render: templates, words and static files of all layers, and the settings that pages show.
//!
//! Never reads a file: it is given their bytes. Start at [`Theme::new`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::code::escapes;
use super::fault::{Sources, faults};
use super::filters;
use super::words::Words;
use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{Diagnostic, Phrase, Source};
use crate::digest::{Digest, digest_of};
use crate::settings::yaml::{self, Fields};

/// A file of a theme or of a site that overrides one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeFile {
    /// Where people find it: `templates/report.html`, `themes/office/templates/report.html`.
    pub file: String,
    /// Where it is within the theme: `theme.yaml`, `templates/report.html`, `static/site.css`, `locales/en.yaml`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a site or a theme keeps under `extra`.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// What pages show of the settings. In templates: `config`.
#[derive(Debug, Clone, Serialize)]
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
    assets: BTreeMap<String, Vec<u8>>,
    digest: Digest,
}

/// A template may not add more than this to the text of a page; an endless loop in a template ends here.
const LARGEST_PAGE: usize = 32 << 20;

/// Most templates add no more than this, so that the buffer of a page seldom grows.
const FRAME: usize = 16 << 10;

impl Theme {
    /// A theme from its layers, the strongest first; the last is the embedded theme `default`.
    ///
    /// The first layer that has a path decides. A template of an upper layer reaches the one it replaces as
    /// `default/report.html`. Words and the `extra` of `theme.yaml` are overridden key by key.
    pub fn new(layers: Vec<Vec<ThemeFile>>, mut config: Config) -> Result<Self, Vec<Diagnostic>> {
        let digest = digest_of(&(env!("CARGO_PKG_VERSION"), &layers, json(&config)));
        let mut found = Found::default();
        let last = layers.len().saturating_sub(1);
        for (depth, layer) in layers.into_iter().enumerate() {
            for file in layer {
                found.take(file, depth == last, &mut config);
            }
        }
        if found.words.keys().next().is_none() && found.faults.is_empty() {
            let path = format!("locales/{}.yaml", config.language);
            found.faults.push(Diagnostic::in_file(path, Phrase::WordsMissing));
        }
        let words = Arc::new(found.words);
        let highlight = config.highlight;
        let (title, description) = (config.title.clone(), config.description.clone());
        let tera = compile(&found.sources, &words, config).unwrap_or_else(|more| {
            found.faults.extend(more);
            Tera::default()
        });
        if !found.faults.is_empty() {
            return Err(found.faults);
        }
        Ok(Self { words, highlight, title, description, tera, sources: found.sources, assets: found.assets, digest })
    }

    /// What the theme is: all its files, the settings that pages show, and the version of the program.
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
                let mut fault = faults(&error, template, &self.sources).swap_remove(0);
                if matches!(error.kind(), ErrorKind::Io(_)) {
                    fault.phrase = Phrase::Limit { what: Limit::Page };
                }
                Err(fault)
            }
        }
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
    fn take(&mut self, file: ThemeFile, is_default: bool, config: &mut Config) {
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
                let name = if is_default { format!("default/{name}") } else { name.to_owned() };
                self.sources.entry(name).or_insert(Source { file: shown.into(), text: text.into() });
                Ok(())
            }
            None if is_words => self.words.add(&shown, &text),
            None => manifest(&shown, &text, config),
        };
        self.faults.extend(faults.err().unwrap_or_default());
    }
}

/// Reads `theme.yaml`: its `extra` are defaults, and a theme may be too new for this program.
fn manifest(file: &str, yaml: &str, config: &mut Config) -> Result<(), Vec<Diagnostic>> {
    let source = Source { file: file.into(), text: yaml.into() };
    let mut found = Vec::new();
    let Some(node) = yaml::read(&source, 0..yaml.len()).into(&mut found) else {
        return Err(found);
    };
    let mut fields = Fields::new(&source, node, "theme.yaml");
    let (_name, _version, needed) =
        (fields.required("name"), fields.required("version"), fields.required("min_huibian"));
    // Layers and languages are the caller's and the settings' choice; here these keys are only known.
    let (_extends, _locales) = (fields.text("extends"), fields.texts("locales"));
    let extra = fields.extra().and_then(|extra| serde_json::from_str::<Extra>(&extra).ok()).unwrap_or_default();
    found.extend(fields.finish());
    if !found.is_empty() {
        return Err(found);
    }
    let needed = needed.map(|version| version.value).unwrap_or_default();
    let parts = |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    if parts(&needed) > parts(env!("CARGO_PKG_VERSION")) {
        return Err(vec![Diagnostic::in_file(file, Phrase::ThemeNew { needed })]);
    }
    for (key, value) in extra {
        config.extra.entry(key).or_insert(value);
    }
    Ok(())
}

/// Parses all templates. Tera stops at the first fault of syntax, so each is parsed alone first, to report them all.
fn compile(sources: &Sources, words: &Arc<Words>, config: Config) -> Result<Tera, Vec<Diagnostic>> {
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
    tera.set_escape_fn(|text, page| escapes(text).try_for_each(|piece| page.write_all(piece.as_bytes())));
    filters::register(&mut tera, words);
    tera.global_context().insert("config", &config);
    tera.set_fallback_prefixes(["default/"])
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
