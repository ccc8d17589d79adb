//! `theme.yaml`: what a theme says about itself.
//!
//! Never looks at the files of the theme, and never for the theme that it extends.
//! Start at [`read`]; the keys are the fields of [`Manifest`].

use super::yaml::{self, Fields, Placed, Value};
use crate::diagnostic::{Diagnosed, Phrase, Source};

/// `theme.yaml`. Its `name` and `version` are for people; a site names a theme by its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The theme that has whatever this one lacks; without it that is the theme `default`.
    pub extends: Option<Placed<String>>,
    /// The languages that it has words of its own in.
    pub locales: Option<Vec<Placed<String>>>,
    /// What its templates read of `config.extra` where the site says nothing, as JSON.
    pub extra: Option<String>,
}

/// Reads `theme.yaml`.
///
/// **Diagnoses** what [`yaml::read`] and [`Fields`] do, `key-missing`, `theme-new`.
pub fn read(source: &Source) -> Diagnosed<Manifest> {
    let Diagnosed { value: node, mut diagnostics } = yaml::read(source, 0..source.text.len());
    if node.is_none() && !diagnostics.is_empty() {
        return Diagnosed { value: Manifest::default(), diagnostics };
    }
    let node = node.unwrap_or(Placed { value: Value::Null, bytes: 0..0 });
    let mut fields = Fields::new(source, node, "theme.yaml");
    for key in ["name", "version"] {
        fields.required(key);
    }
    if let Some(needed) = fields.required("min_huibian").filter(|needed| is_newer(&needed.value)) {
        fields.diagnose(&needed.bytes, Phrase::ThemeNew { needed: needed.value });
    }
    let value = Manifest { extends: fields.text("extends"), locales: fields.texts("locales"), extra: fields.extra() };
    diagnostics.extend(fields.finish());
    Diagnosed { value, diagnostics }
}

/// Whether a version comes after that of this program.
fn is_newer(version: &str) -> bool {
    let parts = |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    parts(version) > parts(env!("CARGO_PKG_VERSION"))
}
