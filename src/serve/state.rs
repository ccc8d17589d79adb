//! What browsers are told of the site: whether it is broken, and what is wrong with it.
//!
//! Never HTML: the script of the preview sets every text as text.
//! Start at [`state`].

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Language, Severity};

/// How many findings a browser is told.
const FINDINGS: usize = 200;

/// The state of the site as JSON: `edition`, which is shown, `broken`, `lang`, `findings` with the errors first, `counts`.
pub(super) fn state(edition: u64, broken: bool, diagnostics: &[Diagnostic], language: Language) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut sorted: Vec<&Diagnostic> = if broken { diagnostics.iter().collect() } else { Vec::new() };
    sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let findings: Vec<Value> =
        sorted.into_iter().take(FINDINGS).map(|diagnostic| finding(diagnostic, language)).collect();
    json!({
        "edition": edition,
        "broken": broken,
        "lang": language.tag(),
        "findings": findings,
        "counts": {
            "error": count(Severity::Error), "warning": count(Severity::Warning), "note": count(Severity::Note),
        },
    })
    .to_string()
}

/// One thing that is wrong; `marked` counts characters of the excerpt.
fn finding(diagnostic: &Diagnostic, language: Language) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = diagnostic.place.as_ref();
    let characters = |excerpt: &str, bytes: u32| excerpt.get(..bytes as usize).unwrap_or_default().chars().count();
    json!({
        "severity": severity,
        "code": diagnostic.phrase.code(),
        "message": diagnostic.phrase.says(language),
        "help": diagnostic.phrase.helps(language),
        "file": place.map(|place| &*place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "excerpt": place.map(|place| &*place.excerpt),
        "marked": place.map(|place| [
            characters(&place.excerpt, place.marked.start),
            characters(&place.excerpt, place.marked.end),
        ]),
    })
}
