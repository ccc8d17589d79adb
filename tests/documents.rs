//! Documents of real shape against what a person reads in them: the text, the outline, the fields, the counts.
//!
//! The files in `tests/import/word` and `tests/import/text` are invented; beside each stands what has to be read, made from the same
//! definition as the file. All differences are said in one table, with totals, so that a change of the recogniser can be measured.

#[path = "documents/bad.rs"]
mod bad;
#[path = "documents/found.rs"]
mod found;
#[path = "documents/generated.rs"]
mod generated;
#[path = "documents/measure.rs"]
mod measure;
#[path = "documents/package.rs"]
mod package;
#[path = "support/random.rs"]
mod random;
#[path = "support/rounds.rs"]
mod rounds;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use found::Found;
use measure::Measure;
use serde_json::Value;

/// The folder with the documents of this kind.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

/// The files below a folder, by their names from it.
fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies in there").to_str().expect("UTF-8");
                files.insert(name.replace('\\', "/"), path);
            }
        }
    }
    files
}

/// Reads every document of a folder that has an oracle beside it, and compares.
fn measured(kind: &str, ending: &str) -> Measure {
    let mut measure = Measure::default();
    let files = files(&folder(kind));
    for (name, path) in &files {
        let Some(stem) = name.strip_suffix(ending) else { continue };
        let Some(oracle) = files.get(&format!("{stem}.expected.json")) else { continue };
        let oracle: Value = serde_json::from_slice(&fs::read(oracle).expect("the oracle")).expect("JSON");
        let bytes = fs::read(path).expect("the document");
        measure.compare(stem, &oracle, Found::of(name, &bytes));
    }
    measure
}

#[test]
fn word_documents_are_read_as_a_person_reads_them() {
    let measure = measured("word", ".docx");
    assert!(measure.documents >= 60, "only {} documents", measure.documents);
    measure.judge("Word");
}

#[test]
fn plain_texts_are_read_as_a_person_reads_them() {
    let measure = measured("text", ".txt");
    assert!(measure.documents >= 14, "only {} texts", measure.documents);
    measure.judge("text");
}

/// The text without what nobody sees, and with one form of what looks the same.
fn bare(text: &str) -> String {
    let seen = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}');
    let same = |c| match c {
        '\u{2011}' => '-',
        '☐' | '◻' => '□',
        '☒' => '☑',
        c => c,
    };
    text.chars().filter(seen).map(same).collect()
}
