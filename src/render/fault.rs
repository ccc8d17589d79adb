//! What is wrong with a template, and where: Tera's errors as diagnostics.
//!
//! Never decides whether to stop, and draws no excerpt. Start at [`faults`].

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{Diagnostic, Phrase, Source};

/// The texts of the templates by their name in Tera, to quote from.
pub(super) type Sources = BTreeMap<String, Source>;

/// All faults that Tera reports at once. `name` is the template that it was asked for.
pub(super) fn faults(error: &Error, name: &str, sources: &Sources) -> Vec<Diagnostic> {
    let whole = |name: &str| vec![in_file(&source_of(name, sources).file, error.to_string())];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![reported(report, sources)],
        ErrorKind::Msg(message) => {
            let listed: Vec<_> = message.split("\n\n").filter_map(|report| read(report, sources)).collect();
            if listed.is_empty() { whole(name) } else { listed }
        }
        ErrorKind::MissingParent { current, .. } => whole(current),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => whole(tpl),
        _ => whole(name),
    }
}

/// A fault of a template without a place.
pub(super) fn in_file(file: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::in_file(file, Phrase::Template { message: message.into() })
}

/// The source of the template with this name in Tera; one that is not there is named as a site would have it.
fn source_of(name: &str, sources: &Sources) -> Source {
    let missing = || Source { file: format!("templates/{name}").into(), text: "".into() };
    sources.get(name).cloned().unwrap_or_else(missing)
}

/// A page that grew past all bounds, at the line of a template that wrote its last words. Tera does not say which that was, so
/// the words between the tags are looked for at the end of what was written.
pub(super) fn too_large(page: &[u8], name: &str, sources: &Sources) -> Diagnostic {
    let tail = String::from_utf8_lossy(&page[page.len().saturating_sub(TAIL)..]);
    let found = sources.values().flat_map(pieces).filter_map(|(source, bytes)| {
        let piece = &source.text[bytes.clone()];
        Some((tail.rfind(piece)? + piece.len(), piece.len(), source, bytes))
    });
    let phrase = Phrase::Limit { what: Limit::Page };
    match found.max_by_key(|&(end, length, ..)| (end, length)) {
        Some((.., source, bytes)) => Diagnostic::at(source.place(bytes), phrase),
        None => Diagnostic::in_file(source_of(name, sources).file, phrase),
    }
}

/// How much of the end of a page is searched.
const TAIL: usize = 16 << 10;

/// What stands between the tags of a template, line by line, and is no mere blank or bracket.
fn pieces(source: &Source) -> impl Iterator<Item = (&Source, Range<usize>)> {
    let text = &*source.text;
    text.split("{").flat_map(|part| part.split("}")).flat_map(str::lines).map(str::trim).filter_map(move |piece| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        (piece.len() >= 4).then(|| (source, start..start + piece.len()))
    })
}

fn reported(report: &ReportError, sources: &Sources) -> Diagnostic {
    let span = report.span();
    at(report.filename(), report.message(), sources, span.start_line, span.start_col + 1)
}

/// Unknown filters, functions and includes come as one drawn text; its first two lines say what and where:
/// `error: Unknown filter …`, then `--> report.html:12:5`.
fn read(report: &str, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(at(parts.next()?, message, sources, line, column))
}

/// A fault at a line and a column, both from 1; what stands there is marked up to the next blank or bracket.
fn at(name: &str, message: &str, sources: &Sources, line: usize, column: usize) -> Diagnostic {
    let source = source_of(name, sources);
    let before: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = source.text[before..].lines().next().unwrap_or_default();
    let start: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let word = rest[start..].find([' ', '}', '%', ')']).filter(|&length| length > 0);
    let end = start + word.unwrap_or_else(|| rest[start..].chars().next().map_or(0, char::len_utf8));
    let phrase = Phrase::Template { message: message.to_owned() };
    Diagnostic::at(source.place(before + start..before + end), phrase)
}
