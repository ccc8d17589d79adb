//! What is wrong with a theme, and where: Tera's and the YAML reader's errors as one kind of value.
//!
//! Never decides whether to stop, and draws no excerpt. Start at [`TemplateFault`].

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Diagnostic, Language, Source};

/// A fault in a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The file within the site or the theme: `templates/report.html`, `locales/en.yaml`. A file of the embedded theme
    /// has `default/` in front.
    pub template: String,
    /// What is wrong, in the words of the template language.
    pub message: String,
    /// The line, from 1; 0 when the fault has no place.
    pub line: usize,
    /// The column in characters, from 1; 0 when the fault has no place.
    pub column: usize,
    /// The line itself.
    pub line_text: String,
}

/// The texts of the templates by their name in Tera, to quote from.
pub(super) type Sources = BTreeMap<String, String>;

impl TemplateFault {
    /// A fault without a place.
    pub(super) fn in_file(file: &str, message: impl Into<String>) -> Self {
        Self { template: file.to_owned(), message: message.into(), line: 0, column: 0, line_text: String::new() }
    }

    /// A fault at a line and a column, both from 1.
    fn at(file: String, message: &str, source: &str, line: usize, column: usize) -> Self {
        let line_text = source.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
        Self { template: file, message: message.to_owned(), line, column, line_text }
    }

    /// What is wrong with a file in YAML.
    pub(super) fn in_yaml(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Self> {
        let fault = |diagnostic: &Diagnostic| {
            let message = diagnostic.phrase.says(Language::En);
            let (line, column) =
                diagnostic.place.as_ref().map_or((0, 0), |place| (place.line as usize, place.column as usize));
            Self::at(source.file.to_string(), &message, &source.text, line, column)
        };
        diagnostics.iter().map(fault).collect()
    }

    fn reported(report: &ReportError, sources: &Sources) -> Self {
        let source = sources.get(report.filename()).map_or("", String::as_str);
        let span = report.span();
        Self::at(file_of(report.filename()), report.message(), source, span.start_line, span.start_col + 1)
    }
}

/// The file that the template with this name in Tera is read from.
fn file_of(name: &str) -> String {
    match name.strip_prefix("default/") {
        Some(name) => format!("default/templates/{name}"),
        None => format!("templates/{name}"),
    }
}

/// All faults that Tera reports at once. `name` is the template that it was asked for.
pub(super) fn faults(error: &Error, name: &str, sources: &Sources) -> Vec<TemplateFault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![TemplateFault::reported(report, sources)]
        }
        ErrorKind::Msg(message) => {
            let listed: Vec<_> = message.split("\n\n").filter_map(|report| read(report, sources)).collect();
            if listed.is_empty() { vec![TemplateFault::in_file(&file_of(name), message)] } else { listed }
        }
        ErrorKind::MissingParent { current, .. } => vec![TemplateFault::in_file(&file_of(current), error.to_string())],
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![TemplateFault::in_file(&file_of(tpl), error.to_string())]
        }
        _ => vec![TemplateFault::in_file(&file_of(name), error.to_string())],
    }
}

/// Unknown filters, functions and includes come as one drawn text; its first two lines say what and where:
/// `error: Unknown filter …`, then `--> report.html:12:5`.
fn read(report: &str, sources: &Sources) -> Option<TemplateFault> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let source = sources.get(name).map_or("", String::as_str);
    Some(TemplateFault::at(file_of(name), message, source, line, column))
}
