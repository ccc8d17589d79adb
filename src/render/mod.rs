//! View → bytes: the theme, the body of a report as HTML, charts, words.
//!
//! Sees its two arguments and nothing else: no archive, no disk, no clock, no environment, no randomness.
//! Start at [`page`]; [`theme::Theme`] is the first argument, [`crate::plan::view::View`] the second.

use tera::{Context, Value};

use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, digest_of};
use crate::document::{Document, Element, Node};
use crate::plan::view::{Link, Page, View};

pub mod body;
mod code;
mod data;
mod fault;
mod feed;
mod filters;
pub mod theme;
mod title;
pub mod words;

use body::Target;
use theme::{Theme, ThemeFile};

/// A page of the site, as the bytes of its file.
pub fn page(theme: &Theme, view: &View<'_>) -> Result<Vec<u8>, Diagnostic> {
    let (template, text) = match &view.page {
        Page::Home(home) => ("index.html", home.body.map(|body| (body, home.links))),
        Page::Report(report) => ("report.html", Some((report.body, report.links))),
        Page::Plain(plain) => ("page.html", Some((plain.body, plain.links))),
        Page::Units(_) => ("units.html", None),
        Page::Alphabet(_) => ("alphabet.html", None),
        Page::Unit(_) => ("unit.html", None),
        Page::UnitYear(_) => ("unit-year.html", None),
        Page::Matrix(_) => ("matrix.html", None),
        Page::Years(_) => ("years.html", None),
        Page::Year(_) => ("year.html", None),
        Page::Topics(_) => ("topics.html", None),
        Page::Topic(_) => ("topic.html", None),
        Page::Imports(_) => ("imports.html", None),
        Page::Import(_) => ("import.html", None),
        Page::Data(_) => ("data.html", None),
        Page::Alias(_) => ("alias.html", None),
        Page::Lost(_) => ("404.html", None),
        Page::ReportsData(reports) => return Ok(data::reports(reports)),
        Page::UnitsData(units, format) => return Ok(data::units(units, *format)),
        Page::TopicsData(topics, format) => return Ok(data::topics(topics, *format)),
        Page::MatrixData(matrix) => return Ok(data::matrix(matrix)),
        Page::Feed(feed) => return Ok(feed::atom(theme, feed)),
        Page::Sitemap(map) => return Ok(feed::sitemap(map)),
    };
    let html = text.map(|(document, links)| content(theme, &view.site.root, document, links)).unwrap_or_default();
    let lang = text.and_then(|(document, _)| filters::language(&document.text)).unwrap_or("zh-Hans");
    let context = context(view, &Written { content: &html, lang })
        .map_err(|error| fault::in_file(template, error.to_string()))?;
    let text = html.len();
    // The context has a copy; of a long text there need not be three.
    drop(html);
    theme.fill(template, &context, text)
}

/// What [`page`] would read, as one digest: the page needs to be made again exactly when this differs.
pub fn fingerprint(theme: &Theme, view: &View<'_>) -> Digest {
    digest_of(&(theme.digest(), view))
}

/// The files of the theme `default`, which are part of the program.
pub fn embedded() -> Vec<ThemeFile> {
    const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));
    let file = |&(path, bytes): &(&str, &[u8])| ThemeFile {
        file: format!("default/{path}"),
        path: path.to_owned(),
        bytes: bytes.to_vec(),
    };
    FILES.iter().map(file).collect()
}

/// What stands beside the fields of a page that has a text.
struct Written<'a> {
    /// The text as HTML, which is not escaped again; empty when there is none.
    content: &'a str,
    /// The language of the text as an attribute `lang` names it: `zh-Hans` or `en`.
    lang: &'a str,
}

/// The names of a template: `site`, and the page under its own name, with its text, if it has one, among its fields.
fn context(view: &View<'_>, written: &Written<'_>) -> tera::TeraResult<Context> {
    let mut context = Context::new();
    context.insert_value("site", Value::try_from_serializable(&view.site)?);
    for (name, fields) in Value::try_from_serializable(&view.page)?.into_map().unwrap_or_default() {
        let mut fields = fields.into_map().unwrap_or_default();
        if let Page::Home(_) | Page::Report(_) | Page::Plain(_) = view.page {
            fields.insert("content".into(), Value::safe_string(written.content));
            fields.insert("lang".into(), Value::from(written.lang));
        }
        context.insert_value(name.as_str().unwrap_or_default().to_owned(), Value::from(fields));
    }
    Ok(context)
}

/// A body as HTML, its links leading from a page whose way to the root of the site is `root`.
fn content(theme: &Theme, root: &str, document: &Document, links: &[Link]) -> String {
    let lead = |written: &str| match links.binary_search_by(|link| link.target.as_str().cmp(written)) {
        Ok(at) => Target::Inside(format!("{root}{}", links[at].href), links[at].pixels),
        Err(_) if is_outside(written) => Target::Outside(written.to_owned()),
        Err(_) => Target::Nowhere,
    };
    if theme.highlight {
        return body::html(document, &theme.words, &lead);
    }
    // Code in no language is shown as it stands.
    let mut plain = document.clone();
    for node in &mut plain.nodes {
        if let Node::Open(Element::CodeBlock(language)) = node {
            *language = Box::default();
        }
    }
    body::html(&plain, &theme.words, &lead)
}

/// Whether a target names one of the schemes that do nothing but lead elsewhere.
fn is_outside(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel"))
}

#[cfg(test)]
mod tests;
