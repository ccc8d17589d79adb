//! What the pages about imports show: the register of receipts, and each receipt beside the report of today.
//!
//! Only the edition for the narrowest audience has them. Start at [`ImportsView`].

use serde::Serialize;

use super::{Paginator, ReportCard};
use crate::digest::Digested;

/// The register of imports (收件登记).
#[derive(Debug, Hash, Serialize)]
pub struct ImportsView<'a> {
    /// Number of receipts.
    pub receipts: u32,
    /// How many of them have something that is to be decided.
    pub open: u32,
    /// The receipts, those with most to decide first, then by the name of the original; one page of them.
    pub rows: Vec<ImportRow<'a>>,
    /// Where this page stands in the list; absent when there is one page.
    pub paginator: Option<Paginator>,
}

/// A receipt in the register.
#[derive(Debug, Hash, Serialize)]
pub struct ImportRow<'a> {
    /// The page of the receipt, from the root of the site.
    pub href: &'a str,
    /// The original as it was handed over, with its folders.
    pub file: &'a str,
    /// The report; absent when it is gone.
    pub card: Option<&'a Digested<ReportCard>>,
    /// The title that the import found.
    pub title: &'a str,
    /// What is to be decided, in one word each: a key of the front matter, or `similar`, `version`, `secrecy`.
    pub about: Vec<&'a str>,
}

/// The receipt of an imported report, beside the report of today.
#[derive(Debug, Hash, Serialize)]
pub struct ImportView<'a> {
    /// The original as it was handed over, with its folders.
    pub file: &'a str,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: &'a str,
    /// The report; absent when it is gone, and then nothing of its text is told.
    pub card: Option<&'a Digested<ReportCard>>,
    /// The title that the import found.
    pub title: &'a str,
    /// The file of the report, from the root of the site.
    pub report: &'a str,
    /// What is to be decided and was not yet.
    pub questions: Vec<QuestionRow<'a>>,
    /// What was found for the front matter.
    pub facts: Vec<FactRow<'a>>,
    /// The lines of the original that are more than running text, and what each was taken for.
    pub lines: Vec<LineRow<'a>>,
    /// What stands in the original and not in the report.
    pub left_out: Vec<LeftOutRow<'a>>,
    /// Whether there was more than a receipt holds.
    pub is_cut: bool,
    /// Other files that held the same text.
    pub duplicates: &'a [String],
}

/// Something that only a person can decide.
#[derive(Debug, Hash, Serialize)]
pub struct QuestionRow<'a> {
    /// What it is about: a key of the front matter (`unit`, `year`), or `similar`, `version`, `secrecy`.
    pub about: &'a str,
    /// What was assumed; empty when nothing is known. Of `similar` the share in hundredths.
    pub value: &'a str,
    /// The word for what the assumption rests on.
    pub evidence: &'a str,
    /// The other report that it is about.
    pub card: Option<&'a Digested<ReportCard>>,
    /// The file of the version that waits, from the root of the site.
    pub file: &'a str,
    /// The line that answers it; empty when none does.
    pub line: &'a str,
    /// Other answers that come into question.
    pub others: &'a [String],
    /// Where the line belongs: `decisions`, the list `imports` of `content/decisions.yaml`, `report`, the front matter of the report,
    /// or `registry`, the list `units` of `content/units.yaml`.
    pub belongs: &'a str,
}

/// A value of the front matter as the import found it.
#[derive(Debug, Hash, Serialize)]
pub struct FactRow<'a> {
    /// The key.
    pub key: &'a str,
    /// The value as written there.
    pub value: &'a str,
    /// The word for its evidence; empty where the line itself is the value.
    pub evidence: &'a str,
    /// Whether the document says so itself.
    pub certain: bool,
    /// Whether a person confirmed a guess since, or wrote something else.
    pub confirmed: bool,
}

/// A line of the original.
#[derive(Debug, Hash, Serialize)]
pub struct LineRow<'a> {
    /// Which paragraph it is, from 1.
    pub paragraph: u32,
    /// As written.
    pub text: &'a str,
    /// What it was taken for: `title`, `subtitle`, `heading`, or an element of an official document such as `recipients`.
    pub taken_for: &'a str,
    /// How deep a heading it is, from 1; 0 when it is none.
    pub depth: u8,
    /// Of a heading the anchor in the page of the report, without `#`, as long as nobody changed the heading.
    pub anchor: Option<String>,
}

/// Something that was left out of the text.
#[derive(Debug, Hash, Serialize)]
pub struct LeftOutRow<'a> {
    /// What it is: `comment`, `deletion`, `contents`, `header-or-footer`, `page-number`, `furniture`, `hidden`, `picture` or `object`.
    pub what: &'a str,
    /// Its words.
    pub words: &'a str,
}
