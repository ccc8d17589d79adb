//! What is wrong with a template, and where: Tera's errors as diagnostics.
//!
//! Never decides whether to stop, and draws no excerpt. Start at [`faults`].

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Diagnostic, Phrase, Source};

/// The texts of the templates by their name in Tera, to quote from.
pub(super) type Sources = BTreeMap<String, String>;

/// All faults that Tera reports at once. `name` is the template that it was asked for.
///
/// A file of the embedded theme has `default/` in front of its path.
pub(super) fn faults(error: &Error, name: &str, sources: &Sources) -> Vec<Diagnostic> {
    let whole = |name: &str| vec![in_file(&file_of(name), error.to_string())];
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

/// The file that the template with this name in Tera is read from.
fn file_of(name: &str) -> String {
    match name.strip_prefix("default/") {
        Some(name) => format!("default/templates/{name}"),
        None => format!("templates/{name}"),
    }
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
    let text = sources.get(name).map_or("", String::as_str);
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[before..].lines().next().unwrap_or_default();
    let start: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let word = rest[start..].find([' ', '}', '%', ')']).filter(|&length| length > 0);
    let end = start + word.unwrap_or_else(|| rest[start..].chars().next().map_or(0, char::len_utf8));
    let source = Source { file: file_of(name).into(), text: text.into() };
    let phrase = Phrase::Template { message: message.to_owned() };
    Diagnostic::at(source.place(before + start..before + end), phrase)
}
