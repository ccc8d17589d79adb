//! 回执: what an import wrote down about a report, as a file under `content/imports/`.
//!
//! Never written by hand and never by a build; what is in it is never the truth about a report, which is the report's own file.
//! Start at [`Kept`]; the file is [`Filed`], and what there is today of what it tells of is [`Placed`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scan::Listing;
use super::{Input, Report};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase};

/// The newest shape of a receipt that is known.
pub const FORMAT: u32 = 1;

/// The receipt of an imported report. It holds no time and no name of a machine, so that the same import writes the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The shape of the file.
    pub format: u32,
    /// The original that the report was made from.
    pub source: Original,
    /// The report.
    pub report: File,
    /// The title at the time of the import.
    pub title: String,
    /// What an import put beside the report: its pictures, and its original where that is kept.
    pub pictures: Vec<File>,
    /// Whether the original is kept beside the report.
    pub has_original: bool,
    /// A newer version of a report that a person had edited.
    pub waiting: Option<Waiting>,
    /// Every value of the front matter and what it rests on.
    pub facts: Vec<Fact>,
    /// The lines of the original that are more than running text.
    pub noticed: Vec<Line>,
    /// What stands in the original and not in the report.
    pub left_out: Vec<LeftOut>,
    /// Whether there were more lines or words than a receipt holds.
    pub is_cut: bool,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// Other files that held the same text, by their names.
    pub duplicates: Vec<String>,
}

/// A receipt and the file that holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filed {
    /// The file from the root of the site.
    pub file: Arc<str>,
    /// The receipt.
    pub kept: Kept,
}

/// An original.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Original {
    /// Its name, with the folders it came from.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// A digest of the names of the folders above, which are evidence and are not kept: from elsewhere the same file may say less.
    pub above: String,
}

/// A file that an import wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct File {
    /// Its name from the root of the site.
    pub file: String,
    /// SHA-256 of its bytes as the import wrote them; absent where it is not known what an import wrote. A file that has another by
    /// now was edited.
    pub sha256: Option<String>,
}

/// A version of a report that waits beside it for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// The original that it was made from.
    pub source: Original,
    /// The file that holds it.
    pub version: File,
    /// Its pictures.
    pub pictures: Vec<File>,
}

/// A value of the front matter and what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fact {
    /// The key.
    pub key: String,
    /// The value as written there.
    pub value: String,
    /// The word for its evidence; empty where the line itself is the value.
    pub evidence: String,
    /// Whether the document says so itself.
    pub certain: bool,
}

/// A line of the original.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Which paragraph it is, from 1.
    pub paragraph: usize,
    /// As written.
    pub text: String,
    /// What it was taken for: `title`, `subtitle`, `heading`, or an element of an official document such as `recipients`.
    pub taken_for: String,
    /// How deep a heading it is, from 1; 0 when it is none.
    pub depth: u8,
}

/// Something that was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    /// What it is: `comment`, `deletion`, `hidden` …
    pub what: String,
    /// Its words.
    pub words: String,
}

/// Something that only a person can decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// What it is about: a key of the front matter, or `similar`, `version`, `left-out`.
    pub about: String,
    /// What was assumed; empty when nothing is known.
    pub value: String,
    /// The word for what the assumption rests on.
    pub evidence: String,
    /// The file that it is about beside the report: the other report that it is like, the version that waits.
    pub file: String,
    /// The line that answers it.
    pub line: String,
    /// Other answers that come into question, as the line would have them.
    pub others: Vec<String>,
    /// Where the line belongs: `decisions`, the list `imports` there, `report`, the front matter, or
    /// `registry`, the list `units` of `content/units.yaml`; empty when there is none.
    pub belongs: String,
}

impl Kept {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        // Texts, numbers and lists can always be written.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl Filed {
    /// The name of the receipt without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".json").unwrap_or(name)
    }

    /// Reads the text of a receipt; else says what is wrong with it.
    pub fn read(file: &Arc<str>, text: &str) -> Result<Self, String> {
        let kept: Kept = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match kept.format {
            1..=FORMAT => Ok(Self { file: Arc::clone(file), kept }),
            format => Err(format!("format {format}")),
        }
    }
}

/// A receipt, and what there is today of what it tells of.
#[derive(Debug)]
pub struct Placed {
    /// The receipt.
    pub receipt: Arc<Filed>,
    /// The file of the report; `None` when it is gone.
    pub report: Option<Arc<str>>,
    /// Whether the newer version that it tells of still waits.
    pub waits: bool,
}

/// Finds the report of each receipt: by its file, or, when it was moved, by its original. A receipt whose report is there and is not
/// shown is left out: it would tell of it.
pub fn place(
    receipts: Vec<Arc<Filed>>,
    listing: &Listing,
    reports: &[Arc<Report>],
    is_shown: &dyn Fn(&Report) -> bool,
) -> Vec<Placed> {
    if receipts.is_empty() {
        return Vec::new();
    }
    let original = |report: &Arc<Report>| Some((report.meta.source.as_ref()?.sha256.clone(), Arc::clone(&report.file)));
    let by_original: BTreeMap<String, Arc<str>> = reports.iter().filter_map(original).collect();
    let shown: BTreeSet<&str> = reports.iter().filter(|report| is_shown(report)).map(|report| &*report.file).collect();
    let file_of = |kept: &Kept| {
        let named = listing.reports.binary_search_by(|file| (**file).cmp(kept.report.file.as_str()));
        named.ok().map(|at| &listing.reports[at]).or_else(|| by_original.get(&kept.source.sha256)).cloned()
    };
    let placed = receipts.into_iter().filter_map(|receipt| {
        let kept = &receipt.kept;
        let report = file_of(kept);
        if report.as_ref().is_some_and(|file| !shown.contains(&**file)) {
            return None;
        }
        let version = kept.waiting.as_ref().map(|waiting| waiting.version.file.as_str());
        let waits = version.is_some_and(|version| listing.waiting.iter().any(|file| **file == *version));
        Some(Placed { receipt, report, waits })
    });
    placed.collect()
}

/// Reads one receipt.
///
/// **Diagnoses** `receipt-bad`: nothing but the page about the import is made from it.
pub fn parse(input: &Input<'_>) -> Diagnosed<Option<Arc<Filed>>> {
    let source = input.source;
    match Filed::read(&source.file, &source.text) {
        Ok(filed) => Diagnosed::fine(Some(Arc::new(filed))),
        Err(message) => {
            let phrase = Phrase::ReceiptBad { message };
            Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(Arc::clone(&source.file), phrase)] }
        }
    }
}
