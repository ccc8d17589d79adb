//! Plain pages: about, help, the text of the home page.
//!
//! Never a report: a plain page has no unit, year or topic.
//! Start at [`parse`].

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::front::{self, fields, slug};
use super::{Input, Target, With, read_body};
use crate::diagnostic::{Diagnosed, Source};
use crate::document::Body;
use crate::settings::Settings;
use crate::settings::audience::{Audience, is_doubtful};

/// A plain page: about, help, the text of the home page.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlainPage {
    /// The file from the root of the site.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// `slug` of the front matter.
    pub slug: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// Only with `--drafts`.
    pub draft: bool,
    /// Whether the title is that of the front matter, so that a heading of the text is none.
    pub titled: bool,
    /// The body.
    pub body: Body,
    /// What its links and pictures point to.
    pub targets: Vec<Target>,
}

/// Reads one plain page.
///
/// **Diagnoses** what the reader of YAML does, and the notes on Markdown of [`super::parse`].
pub fn parse(input: &Input<'_>) -> Diagnosed<Option<Arc<PlainPage>>> {
    let Input { source, with: With { settings, .. } } = *input;
    let mut diagnostics = Vec::new();
    let Some(split) = front::split(source).into(&mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let Some(front) = read(source, split.front.clone(), settings).into(&mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let Some(body) = read_body(source, split.body, settings.masks, front.title.as_deref(), &mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let page = PlainPage {
        file: Arc::clone(&source.file),
        titled: front.title.is_some(),
        title: front.title.or(body.title).unwrap_or_default(),
        slug: front.slug,
        audience: front.audience,
        draft: front.draft,
        body: Body::new(body.digest, body.document),
        targets: body.targets,
    };
    Diagnosed { value: Some(Arc::new(page)), diagnostics }
}

/// The front matter of a plain page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Front {
    title: Option<String>,
    slug: Option<String>,
    audience: Audience,
    draft: bool,
}

/// Reads the front matter of a plain page.
///
/// **Diagnoses** what the reader of YAML does, `id-bad`, `audience-unknown`.
fn read(source: &Source, range: Range<usize>, settings: &Settings) -> Diagnosed<Option<Front>> {
    let mut diagnostics = Vec::new();
    let Some(mut fields) = fields(source, range, &mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let mut front = Front {
        title: fields.filled("title").map(|title| title.value),
        slug: slug(&mut fields),
        audience: fields.audience("audience", settings).unwrap_or(settings.default_audience),
        draft: fields.truth("draft").unwrap_or(false),
    };
    for key in ["summary", "extra"] {
        fields.node(key);
    }
    diagnostics.extend(fields.finish());
    if diagnostics.iter().any(is_doubtful) {
        front.audience = Audience::CLERK;
    }
    Diagnosed { value: Some(front), diagnostics }
}
