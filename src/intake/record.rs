//! What a receipt holds of a draft: what was recognised, on what it rests, and what was left out.
//!
//! Never grows without end: of very long originals it holds the beginning.
//! Start at [`receipt()`].

use crate::digest::sha256;
use crate::import::{Draft, Found, Noticed, Taken};
use crate::load::receipt::{self, Fact, Kept, LeftOut, Line, Original, Question};

/// How many lines a receipt names, and how many things that were left out.
const LINES: usize = 2_000;

/// How many characters of a line it gives.
const CHARACTERS: usize = 300;

/// The receipt of a report in this file, without what else lies beside it.
pub(super) fn receipt(draft: &Draft, above: &str, report: &str, questions: &[Question]) -> Kept {
    let recognised = &draft.receipt;
    Kept {
        format: receipt::FORMAT,
        source: original(draft, above),
        report: receipt::File { file: report.to_owned(), sha256: Some(sha256(draft.markdown.as_bytes())) },
        title: recognised.title.clone(),
        has_original: draft.original.is_some(),
        facts: recognised.facts.iter().map(fact).collect(),
        noticed: recognised.noticed.iter().take(LINES).map(line).collect(),
        left_out: recognised.left_out.iter().take(LINES).map(left_out).collect(),
        is_cut: recognised.noticed.len().max(recognised.left_out.len()) > LINES,
        questions: questions.to_vec(),
        ..Kept::default()
    }
}

/// The original of a draft.
pub(super) fn original(draft: &Draft, above: &str) -> Original {
    Original { file: draft.file.clone(), sha256: draft.sha256.clone(), above: above.to_owned() }
}

fn fact(found: &Found) -> Fact {
    Fact {
        key: found.key.to_owned(),
        value: beginning(&found.value),
        evidence: found.evidence.to_owned(),
        certain: found.is_certain,
    }
}

fn line(noticed: &Noticed) -> Line {
    let (taken_for, depth) = match noticed.taken_for {
        Taken::Title => ("title", 0),
        Taken::Subtitle => ("subtitle", 0),
        Taken::Element(role) => (role.into(), 0),
        Taken::Heading(depth) => ("heading", depth),
    };
    let text = beginning(&noticed.text);
    Line { paragraph: noticed.paragraph, text, taken_for: taken_for.to_owned(), depth }
}

fn left_out(left: &crate::import::manuscript::LeftOut) -> LeftOut {
    LeftOut { what: <&str>::from(left.what).to_owned(), words: beginning(&left.words) }
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}
