//! Real documents of many hands, which lie beside the checkout and are no part of it.

use std::fs;

use huibian::diagnostic::Phrase;
use huibian::diagnostic::phrasebook::Foreign;
use huibian::import::format::{Format, of};
use huibian::import::manuscript::{Line, Manuscript, Omitted, Piece, Table};
use huibian::import::word::read;
use serde_json::Value;

use crate::shared::shared;

/// What holds of every manuscript.
pub(crate) fn assert_sound(name: &str, manuscript: &Manuscript) {
    let mut lines: Vec<&Line> = manuscript.notes.iter().flatten().collect();
    collect(&manuscript.pieces, &mut lines, &mut Vec::new());
    for line in lines {
        assert!(!line.text.contains(|c: char| c.is_control() && c != '\t'), "{name}: {:?}", line.text);
        assert!(line.text.get(line.form.number.clone()).is_some(), "{name}: {line:?}");
        assert!(line.marks.is_sorted_by_key(|mark| mark.bytes.start), "{name}: {line:?}");
        for (at, mark) in line.marks.iter().enumerate() {
            assert!(line.text.get(mark.bytes.clone()).is_some(), "{name}: {line:?}");
            let crosses = |other: &&huibian::import::manuscript::Mark| {
                other.bytes.start < mark.bytes.end
                    && mark.bytes.end < other.bytes.end
                    && mark.bytes.start < other.bytes.start
            };
            assert_eq!(line.marks[at + 1..].iter().find(crosses), None, "{name}: {line:?}");
        }
    }
}

fn collect<'m>(pieces: &'m [Piece], lines: &mut Vec<&'m Line>, tables: &mut Vec<&'m Table>) {
    for piece in pieces {
        match piece {
            Piece::Line(line) => lines.push(line),
            Piece::Table(table) => {
                tables.push(table);
                table.rows.iter().flatten().for_each(|cell| collect(&cell.pieces, lines, tables));
            }
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !huibian::text::is_blank(*c)).collect()
}

#[test]
fn every_document_of_the_corpus_is_read_or_refused_by_name() {
    let Some(shared) = shared("a test of real documents of Word") else { return };
    let corpus = shared.join("corpus");
    let documents: Value =
        serde_json::from_slice(&fs::read(corpus.join("corpus.json")).expect("it is there")).expect("JSON");
    let mut n_read = 0;
    for document in documents["documents"].as_array().expect("documents") {
        let name = document["file"].as_str().expect("a name");
        let bytes = fs::read(corpus.join(name)).expect("the file is there");
        let format = of(&bytes);
        let is_named_word = name.ends_with(".docx");
        if document["expect"].is_string() && !name.ends_with(".ofd") || !is_named_word {
            assert_ne!(format, Ok(Format::Word), "{name}");
            continue;
        }
        assert_eq!(format, Ok(Format::Word), "{name}");
        match read(&bytes) {
            Ok(manuscript) => {
                n_read += 1;
                assert_sound(name, &manuscript);
                met(name, document, &manuscript);
            }
            Err(phrase) => {
                let foreign = [Foreign::Html, Foreign::Scan].map(Phrase::ImportForeign);
                let is_empty = phrase == Phrase::ImportEmpty || foreign.contains(&phrase);
                assert!(is_empty, "{name}: {phrase:?}");
            }
        }
    }
    assert!(n_read >= 50, "{n_read}");
}

/// What was counted in a document and what a person read in it.
fn met(name: &str, document: &Value, manuscript: &Manuscript) {
    let (mut lines, mut tables) = (Vec::new(), Vec::new());
    collect(&manuscript.pieces, &mut lines, &mut tables);
    let left = |what: Omitted| manuscript.left_out.iter().filter(|left| left.what == what).count() as u64;
    let count = |key: &str| document["counts"][key].as_u64();
    if let Some(tables_counted) = document["checked"]["tables"].as_u64() {
        assert_eq!(tables.len() as u64, tables_counted, "{name}");
    }
    for line in document["checked"]["outline"].as_array().into_iter().flatten() {
        let line = line.as_str().expect("a line");
        let Some(expected) = outlined(line) else { continue };
        let is_met = |found: &&Line| {
            let unnumbered = found.text.get(found.form.number.end..).unwrap_or_default();
            [found.text.as_str(), unnumbered].iter().any(|text| bare(text).starts_with(&bare(expected)))
        };
        assert!(lines.iter().any(is_met), "{name}: {line}");
    }
    if let Some(comments) = count("comments") {
        assert_eq!(left(Omitted::Comment), comments, "{name}");
    }
    if count("footnotes").is_some() || count("endnotes").is_some() {
        assert!(!manuscript.notes.is_empty(), "{name}");
        assert!(manuscript.notes.iter().all(|note| !note.is_empty()), "{name}");
    }
    if let Some(deletions) = count("deletions") {
        assert!((1..=deletions).contains(&left(Omitted::Deletion)), "{name}");
    }
}

/// The line that an entry of an outline means; some entries speak of the line instead.
fn outlined(entry: &str) -> Option<&str> {
    let is_remark = entry.contains(" keeps ") || entry.contains(" at the end");
    (!is_remark).then(|| entry.strip_suffix(" (automatic number)").unwrap_or(entry))
}
