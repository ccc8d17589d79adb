//! The comparison with the oracles: every difference in one table, and how many of everything are right.
//!
//! Never stops at the first difference. Start at [`Measure::compare`] and [`Measure::judge`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use huibian::import::Draft;
use huibian::load::Report;
use serde_json::{Value, json};

use crate::bare;
use crate::found::{self, Found};

/// The fields that are compared, in the order of the table.
const FIELDS: [&str; 11] =
    ["title", "subtitle", "unit", "year", "period", "date", "type", "number", "recipients", "copies", "secrecy"];
/// What is counted one by one; of all else that is left out it only has to be said that it was.
const COUNTED: [&str; 2] = ["comment", "picture"];

/// How many of how many are right.
#[derive(Default, Clone, Copy)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }
}

/// All differences so far.
#[derive(Default)]
pub(crate) struct Measure {
    pub(crate) documents: usize,
    table: String,
    shares: BTreeMap<&'static str, Share>,
    /// Headings that are right, that were found, that there are.
    headings: [usize; 3],
    differences: usize,
}

impl Measure {
    /// Compares what was found in a document with its oracle.
    pub(crate) fn compare(&mut self, name: &str, oracle: &Value, found: Found) {
        self.documents += 1;
        let is_refused = oracle.get("refused").is_some();
        match found {
            Found::Refused(_) if is_refused => self.share("refused", true),
            Found::Read(draft, report) if !is_refused => self.report(name, oracle, &draft, &report),
            Found::Read(..) => self.differ(name, "refused", "it was imported"),
            Found::Refused(told) | Found::Spoilt(told) => {
                let n_headings = oracle["outline"].as_array().map_or(0, Vec::len);
                self.headings[2] += n_headings;
                for what in ["text", "tables", "pictures", "notes", "left out"] {
                    self.share(what, false);
                }
                for field in FIELDS.into_iter().filter(|field| oracle.get(field).is_some()) {
                    self.share(field, false);
                }
                self.differ(name, "import", &told);
            }
        }
    }

    fn report(&mut self, name: &str, oracle: &Value, draft: &Draft, report: &Report) {
        let difference = text_difference(oracle, report);
        self.say(name, "text", difference);
        self.outline(name, oracle, report);
        let found = found::fields(report);
        for field in FIELDS {
            let expected = oracle.get(field).map(spaceless);
            if expected.is_none() && !found.contains_key(field) {
                continue;
            }
            let is_right = expected.as_ref() == found.get(field);
            let words = |value: Option<&Value>| value.map_or("–".to_owned(), Value::to_string);
            let difference = (!is_right).then(|| format!("{} ≠ {}", words(found.get(field)), words(expected.as_ref())));
            self.say(name, field, difference);
        }
        for (what, found) in ["tables", "pictures", "notes"].into_iter().zip(found::counts(&report.body)) {
            let expected = oracle[what].as_u64().expect("a count") as usize;
            self.say(name, what, (found != expected).then(|| format!("{found} ≠ {expected}")));
        }
        let difference = left_out_difference(oracle, &found::left_out(draft));
        self.say(name, "left out", difference);
    }

    fn outline(&mut self, name: &str, oracle: &Value, report: &Report) {
        let heading = |one: &Value| (one[0].as_u64().expect("a depth"), bare(one[1].as_str().expect("a heading")));
        let expected: Vec<_> = oracle["outline"].as_array().expect("an outline").iter().map(heading).collect();
        let found = found::outline(&report.body);
        let common = common(&expected, &found);
        self.headings[0] += common.len();
        self.headings[1] += found.len();
        self.headings[2] += expected.len();
        let missing = (0..expected.len()).filter(|at| common.iter().all(|(one, _)| one != at));
        let extra = (0..found.len()).filter(|at| common.iter().all(|(_, one)| one != at));
        let signed = missing.map(|at| format!("− {} {}", expected[at].0, expected[at].1));
        let signed = signed.chain(extra.map(|at| format!("+ {} {}", found[at].0, found[at].1)));
        let signed: Vec<String> = signed.collect();
        self.say(name, "outline", (!signed.is_empty()).then(|| signed.join(" ")));
    }

    fn share(&mut self, what: &'static str, is_right: bool) {
        self.shares.entry(what).or_default().add(is_right);
    }

    /// Counts, and writes a row where something differs.
    fn say(&mut self, name: &str, what: &'static str, difference: Option<String>) {
        self.share(what, difference.is_none());
        if let Some(difference) = difference {
            self.differ(name, what, &difference);
        }
    }

    fn differ(&mut self, name: &str, what: &str, difference: &str) {
        self.differences += 1;
        let difference: String = difference.chars().take(400).collect();
        writeln!(self.table, "{name:32} {what:10} {difference}").expect("a string grows");
    }

    /// Everything at once: the table of differences and the totals. Fails when there is a difference.
    pub(crate) fn judge(self, kind: &str) {
        let [right, found, expected] = self.headings;
        let f1 = if found + expected == 0 { 1.0 } else { 2.0 * right as f64 / (found + expected) as f64 };
        let mut totals = format!("{kind}: {} documents, {} differences\n", self.documents, self.differences);
        writeln!(totals, "headings   {right} right, {found} found, {expected} there: F1 {f1:.4}")
            .expect("a string grows");
        for (what, Share { right, all }) in &self.shares {
            writeln!(totals, "{what:10} {right}/{all}").expect("a string grows");
        }
        assert!(self.differences == 0, "\n{}\n{totals}", self.table);
    }
}

/// A value of an oracle as it is compared.
fn spaceless(value: &Value) -> Value {
    match value {
        Value::String(words) => json!(bare(words)),
        Value::Array(all) => json!(all.iter().map(spaceless).collect::<Vec<_>>()),
        value => value.clone(),
    }
}

/// Where the text differs: the body with its title and subtitle put back where the document has them.
fn text_difference(oracle: &Value, report: &Report) -> Option<String> {
    let lines = oracle["text"].as_array().expect("paragraphs").iter().map(|line| bare(line.as_str().expect("words")));
    difference(&lines.collect::<String>(), report)
}

/// Where the text of a report differs from the original, which holds its title and subtitle too.
pub(crate) fn difference(original: &str, report: &Report) -> Option<String> {
    let title = if found::is_titled(report) { bare(&report.meta.title) } else { String::new() };
    let subtitle = report.meta.subtitle.as_deref().map(bare).unwrap_or_default();
    let body = found::text(&report.body);
    let without = |at: usize| {
        let (before, after) = (&original[..at], &original[at + title.len()..]);
        let (between, after) = after.split_once(&subtitle)?;
        Some(format!("{before}{between}{after}"))
    };
    let places: Vec<usize> = original.match_indices(&title).map(|(at, _)| at).collect();
    if places.is_empty() {
        return Some(format!("the title “{title}” does not stand in it"));
    }
    let mut rests = places.iter().filter_map(|&at| without(at)).peekable();
    let first = rests.peek().cloned().unwrap_or_else(|| original.to_owned());
    if rests.any(|rest| rest == body) { None } else { Some(first_difference(&body, &first)) }
}

/// The place where two texts part, and where they come together again.
fn first_difference(found: &str, expected: &str) -> String {
    let (found, expected): (Vec<char>, Vec<char>) = (found.chars().collect(), expected.chars().collect());
    let same = found.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let back = found[same..].iter().rev().zip(expected[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let words = |text: &[char]| {
        let middle = &text[same..text.len() - back];
        let shown: String = middle.iter().take(60).collect();
        if middle.len() > 60 { format!("{shown}… ({} characters)", middle.len()) } else { shown }
    };
    let before: String = expected[same.saturating_sub(10)..same].iter().collect();
    format!("behind “{before}”: “{}” ≠ “{}”", words(&found), words(&expected))
}

/// The longest common run of two outlines, as pairs of places.
fn common(one: &[(u64, String)], other: &[(u64, String)]) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0_u32; other.len() + 1]; one.len() + 1];
    for a in (0..one.len()).rev() {
        for b in (0..other.len()).rev() {
            lengths[a][b] =
                if one[a] == other[b] { lengths[a + 1][b + 1] + 1 } else { lengths[a + 1][b].max(lengths[a][b + 1]) };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < one.len() && b < other.len() {
        if one[a] == other[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[a + 1][b] >= lengths[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// What is left out, and was not said; or was said and does not stand in the file.
fn left_out_difference(oracle: &Value, found: &BTreeMap<&'static str, usize>) -> Option<String> {
    let expected = oracle["left_out"].as_object().expect("what is left out");
    let mut wrong = Vec::new();
    for (what, n) in expected {
        let n = n.as_u64().expect("a count") as usize;
        let known = found.get(what.as_str()).copied().unwrap_or(0);
        let is_right = if COUNTED.contains(&what.as_str()) { known == n } else { known > 0 };
        if !is_right {
            wrong.push(format!("{what} {known} ≠ {n}"));
        }
    }
    wrong.extend(found.keys().filter(|&&what| !expected.contains_key(what)).map(|what| format!("{what} ≠ –")));
    (!wrong.is_empty()).then(|| wrong.join(", "))
}
