//! One moment of a site as it can be shown: an edition and the theme that it is shown with.
//!
//! Never renders and never writes: `write` and `serve` do.
//! Start at [`Moment::of`].

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::timings::{Step, Timings};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::Memo;
use crate::edition::{self, Choice, Edition};
use crate::load::theme::{self, layers};
use crate::render::theme::{Config, Layer, Theme, ThemeFile};
use crate::settings::Settings;

/// One moment of a site. It does not change.
#[derive(Debug)]
pub struct Moment {
    /// The reports, their relations and their addresses.
    pub edition: Edition,
    /// How they look; `None` when the theme cannot be used.
    pub theme: Option<Arc<Theme>>,
    /// Everything that is wrong with both.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is remembered between moments. Forgetting it costs time and changes nothing else.
#[derive(Debug, Default)]
pub struct Memory {
    /// What is remembered between editions.
    pub edition: edition::Memory,
    themes: Memo<Result<Arc<Theme>, Vec<Diagnostic>>>,
}

impl Memory {
    /// The memory of a process that goes on where an earlier one ended.
    pub fn of(edition: edition::Memory) -> Self {
        Self { edition, themes: Memo::default() }
    }
}

impl Moment {
    /// The site at `root` as it is now. Where `paths` are given, of `content/` only these are looked at again.
    ///
    /// **Diagnoses** what [`Edition::of`] and [`layers`] do, and faults of templates and words. Fails when a folder cannot be read or
    /// there are no settings.
    pub fn of(
        root: &Path,
        choice: &Choice,
        memory: &Memory,
        paths: Option<&BTreeSet<PathBuf>>,
        timings: &Timings,
    ) -> io::Result<Self> {
        let Diagnosed { value: edition, mut diagnostics } =
            Edition::after(root, choice, &memory.edition, paths, timings)?;
        let settings = &edition.settings;
        let theme = timings.during(Step::Theme, || theme(root, settings, memory))?.into(&mut diagnostics);
        edition::settle(&mut diagnostics, settings);
        Ok(Self { edition, theme, diagnostics })
    }

    /// Whether anything is wrong enough that the site cannot be shown.
    pub fn is_broken(&self) -> bool {
        self.theme.is_none() || edition::has_errors(&self.diagnostics)
    }
}

/// The theme of a site: what lies in its folder, over the one that is part of the program.
fn theme(root: &Path, settings: &Settings, memory: &Memory) -> io::Result<Diagnosed<Option<Arc<Theme>>>> {
    let found = layers(root, settings)?;
    let mut diagnostics = found.diagnostics;
    let ready = |theme::Layer { name, folder, files }| {
        let file = |(path, bytes)| ThemeFile { file: format!("{folder}{path}"), path, bytes };
        Layer { name, files: files.into_iter().map(file).collect() }
    };
    let layers: Vec<Layer> = found.value.into_iter().map(ready).collect();
    let extra = settings.extra.as_deref().and_then(|extra| serde_json::from_str(extra).ok()).unwrap_or_default();
    let config = Config {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.tag().to_owned(),
        base_url: settings.base_url.clone(),
        extra,
        highlight: settings.highlight,
    };
    let made = memory
        .themes
        .recall(&(layers, config), |(layers, config)| Theme::new(layers.clone(), config.clone()).map(Arc::new));
    memory.themes.sweep();
    let value = match &*made {
        Ok(theme) => Some(Arc::clone(theme)),
        Err(faults) => {
            diagnostics.extend(faults.iter().cloned());
            None
        }
    };
    Ok(Diagnosed { value, diagnostics })
}
