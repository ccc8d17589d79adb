//! Draws diagnostics: for a terminal with the line and carets under it, or as JSON, one object a line.
//!
//! Never prints and never colours unless asked.
//! Start at [`human`] and [`json`].

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Language, Severity};

/// How to draw for a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The language of the wording.
    pub language: Language,
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal; longer lines are shortened around the place.
    pub width: usize,
}

/// A diagnostic for people: what, where, the line with carets, what to do.
pub fn human(diagnostic: &Diagnostic, style: Style) -> String {
    let language = style.language;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .with_name(severity_name(diagnostic.severity, language))
        .primary_title(diagnostic.phrase.says(language))
        .id(diagnostic.phrase.code())
        .elements(std::iter::empty::<annotate_snippets::Message<'_>>());
    if let Some(place) = &diagnostic.place {
        if place.excerpt.is_empty() {
            group = group.element(annotate_snippets::Origin::path(&*place.file));
        } else {
            let marked = place.marked.start as usize..place.marked.end as usize;
            group = group.element(
                Snippet::source(&*place.excerpt)
                    .path(&*place.file)
                    .line_start(place.line as usize)
                    .annotation(AnnotationKind::Primary.span(marked)),
            );
        }
    }
    let help = diagnostic.phrase.helps(language);
    if let Some(help) = help {
        group = group.element(Level::HELP.with_name(pick(language, "办法", "help")).message(help));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(style.width.max(40)).render(&[group])
}

/// A diagnostic for programs: one JSON object with `code`, `severity`, `message`, `help`, `file`, `line`, `column`.
pub fn json(diagnostic: &Diagnostic, language: Language) -> String {
    let place = diagnostic.place.as_ref();
    serde_json::json!({
        "code": diagnostic.phrase.code(),
        "severity": severity_word(diagnostic.severity),
        "message": diagnostic.phrase.says(language),
        "help": diagnostic.phrase.helps(language),
        "file": place.map(|p| &*p.file),
        "line": place.map(|p| p.line),
        "column": place.map(|p| p.column),
    })
    .to_string()
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn severity_name(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => pick(language, "错误", "error"),
        Severity::Warning => pick(language, "警告", "warning"),
        Severity::Note => pick(language, "提示", "note"),
    }
}

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Phrase, Source};

    #[test]
    fn carets_stand_under_full_width_characters() {
        let source = Source { file: "content/reports/a.md".into(), text: "---\nunit: 县府办公室\n---\n".into() };
        let name = source.text.find('县').expect("it is there");
        let phrase = Phrase::UnitUnknown { name: "县府办公室".into(), nearest: Some("县政府办公室".into()) };
        let drawn = human(
            &Diagnostic::at(source.place(name..name + 15), phrase),
            Style { language: Language::ZhCn, colour: false, width: 100 },
        );
        let lines: Vec<&str> = drawn.lines().collect();
        let text = lines.iter().position(|l| l.contains("unit: 县府办公室")).expect("the line is shown");
        let columns = |s: &str| unicode_width::UnicodeWidthStr::width(s);
        let before = columns(lines[text].split('县').next().unwrap_or_default());
        let carets = lines[text + 1];
        assert_eq!(carets.find('^').map(|at| columns(&carets[..at])), Some(before), "{drawn}");
        assert_eq!(carets.matches('^').count(), 10, "{drawn}");
        assert!(drawn.starts_with("警告[unit-unknown]"), "{drawn}");
    }
}
