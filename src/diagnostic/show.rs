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
        .primary_title(visible(&diagnostic.phrase.says(language)))
        .id(diagnostic.phrase.code())
        .elements(std::iter::empty::<annotate_snippets::Message<'_>>());
    if let Some(place) = &diagnostic.place {
        let file = visible(&place.file);
        if place.excerpt.is_empty() {
            group = group.element(annotate_snippets::Origin::path(file));
        } else {
            let marked = place.marked.start as usize..place.marked.end as usize;
            group = group.element(
                Snippet::source(&*place.excerpt)
                    .path(file)
                    .line_start(place.line as usize)
                    .annotation(AnnotationKind::Primary.span(marked)),
            );
        }
    }
    let help = diagnostic.phrase.helps(language);
    group = group.element(Level::HELP.with_name(pick(language, "办法", "help")).message(visible(&help)));
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(style.width.max(40)).render(&[group])
}

/// A text on one line that does nothing to a terminal: `␛` for a control character, `�` for what turns the direction of writing.
///
/// ```
/// use huibian::diagnostic::show::visible;
/// assert_eq!(visible("甲\u{1b}[31m\n错误：假的"), "甲␛[31m␊错误：假的");
/// ```
pub fn visible(text: &str) -> String {
    let sign = |c: char| match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(sign).collect()
}

/// A diagnostic for programs: one JSON object with `code`, `severity`, `message`, `help`, `file`, `line`, `column`, `endColumn`.
///
/// Lines and columns count characters from 1; `endColumn` is that of the first character behind the place, in the same line.
/// What concerns a whole file has the line 1 and both columns 1; what concerns no file has `null` for all four.
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
        "endColumn": place.map(|p| p.end_column),
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
    use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

    fn drawn(text: &str, bytes: std::ops::Range<usize>) -> (String, Diagnostic) {
        let source = Source { file: "content/reports/a.md".into(), text: text.into() };
        let diagnostic = Diagnostic::at(source.place(bytes), Phrase::YamlAlias);
        (human(&diagnostic, Style { language: Language::ZhCn, colour: false, width: 100 }), diagnostic)
    }

    /// What a terminal draws above the carets, and how many of its columns it is from them to the beginning of the line.
    fn above_the_carets(drawn: &str) -> (String, usize) {
        let lines: Vec<&str> = drawn.lines().collect();
        let at = lines.iter().position(|line| line.contains('^')).unwrap_or_else(|| panic!("no carets: {drawn}"));
        let carets = lines[at];
        let from = carets.find('^').expect("it has some");
        let mut columns = 0;
        let marked: String = lines[at - 1]
            .chars()
            .filter(|c| {
                let here = columns;
                columns += c.width().unwrap_or(0);
                here >= from && here < carets.trim_end().len()
            })
            .collect();
        (marked, carets.matches('^').count())
    }

    #[test]
    fn carets_stand_under_what_they_mean() {
        for (text, marked, column) in [
            ("unit: 县府办公室\n", "县府办公室", 7),
            ("\tunit: 县府\n", "县府", 8),
            ("甲\t乙\t丙\n", "丙", 5),
            ("\u{FF34}ｉｔｌｅ：甲乙\n", "甲乙", 7),
            ("e\u{301}e\u{301} 甲乙\n", "甲乙", 6),
            ("标题：甲乙", "甲乙", 4),
            ("标题：甲乙\r\n丙\r\n", "甲乙", 4),
            ("一\r\n二：𠮷野\r\n", "𠮷野", 3),
            ("한국：甲\n", "甲", 4),
            ("，。“”——…甲\n", "甲", 8),
        ] {
            let from = text.find(marked).expect("it is there");
            let (drawn, diagnostic) = drawn(text, from..from + marked.len());
            let place = diagnostic.place.expect("a place");
            assert_eq!(above_the_carets(&drawn), (marked.to_owned(), marked.width()), "{text:?}\n{drawn}");
            let end = column + marked.chars().count() as u32;
            assert_eq!((place.column, place.end_column), (column, end), "{text:?}");
        }
    }

    #[test]
    fn an_empty_place_and_the_end_of_a_line_have_one_caret() {
        for (text, at, column) in
            [("甲乙\n丙", 6, 3), ("甲乙\r\n丙", 6, 3), ("甲乙", 6, 3), ("\n丙", 0, 1), ("甲乙丙", 3, 2), ("", 0, 1)]
        {
            let (drawn, diagnostic) = drawn(text, at..at);
            let place = diagnostic.place.expect("a place");
            assert_eq!((place.column, place.end_column), (column, column), "{text:?}");
            if !text.is_empty() && !text.starts_with('\n') {
                assert_eq!(drawn.matches('^').count(), 1, "{text:?}\n{drawn}");
            }
        }
    }

    #[test]
    fn signs_that_terminals_draw_in_their_own_way_move_no_caret_far() {
        // How wide a family or a flag is, terminals disagree; what stands before it is right everywhere.
        let text = "甲👨\u{200D}👩\u{200D}👧乙🇨🇳丙\n";
        for (marked, least) in [("甲", 0), ("👨\u{200D}👩\u{200D}👧", 2)] {
            let from = text.find(marked).expect("it is there");
            let (drawn, _) = drawn(text, from..from + marked.len());
            let carets = drawn.lines().find(|line| line.contains('^')).expect("carets");
            assert_eq!(carets.find('^'), Some("1 | ".len() + least), "{drawn}");
        }
    }

    #[test]
    fn a_long_line_is_shown_around_its_place() {
        let text = format!("{}县府{}\n", "前".repeat(3_000), "后".repeat(3_000));
        let (drawn, diagnostic) = drawn(&text, 9_000..9_006);
        assert_eq!(above_the_carets(&drawn), ("县府".to_owned(), 4), "{drawn}");
        assert!(drawn.lines().all(|line| line.width() <= 110), "{drawn}");
        let place = diagnostic.place.expect("a place");
        assert_eq!((place.column, place.end_column), (3_001, 3_003), "columns are those of the line");
    }
}
