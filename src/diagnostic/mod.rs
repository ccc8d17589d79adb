//! What is wrong, where, why it matters and what to do; and every sentence that a person reads.
//!
//! Never decides whether to go on, and never prints: the caller does both.
//! Start at [`Diagnostic`]; the wordings are in [`phrasebook`], the drawing with carets in [`show`].

pub mod phrasebook;
pub mod show;
pub mod timings;
pub mod unsaid;

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use phrasebook::Phrase;

/// The two languages of the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese as written in mainland China.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// The tag by which settings and flags name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// One of two wordings.
    pub fn say(self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self {
            Self::ZhCn => zh.into(),
            Self::En => en.into(),
        }
    }

    /// The language of a tag or of a locale (`zh-CN`, `zh_CN.UTF-8`, `en`, `C`); `None` when it is neither.
    ///
    /// ```
    /// use huibian::diagnostic::Language;
    /// assert_eq!(Language::from_tag("zh_CN.UTF-8"), Some(Language::ZhCn));
    /// assert_eq!(Language::from_tag("de_DE"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)? {
            "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// How bad it is. The order is the order of severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong; the site is built.
    Warning,
    /// Wrong; `build` writes nothing.
    Error,
}

/// A text that a person wrote, and the name of its file from the root of the site, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The name of the file.
    pub file: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

impl Source {
    /// Where `bytes` of the text stand. A range that is no range of this text is brought inside it.
    pub fn place(&self, bytes: Range<usize>) -> Place {
        self.places().place(bytes)
    }

    /// Finds many places at the cost of one, when they are asked for in the order of the text.
    pub fn places(&self) -> Places<'_> {
        Places { source: self, at: 0, column: 1, line: 1, line_start: 0, line_end: None, last: (0..0, 1) }
    }
}

/// Finds places in a text, going on from the one before.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a Source,
    /// As far as lines and columns are counted.
    at: usize,
    column: u32,
    line: u32,
    line_start: usize,
    /// Where the line at `at` ends, once that was asked for.
    line_end: Option<usize>,
    /// The last place, and the column where it ends.
    last: (Range<usize>, u32),
}

impl Places<'_> {
    /// Where `bytes` of the text stand.
    pub fn place(&mut self, bytes: Range<usize>) -> Place {
        let text: &str = &self.source.text;
        let start = text.floor_char_boundary(bytes.start);
        self.go_to(start);
        let (line_start, at) = (self.line_start, self.at);
        let line_end = *self.line_end.get_or_insert_with(|| text[at..].find('\n').map_or(text.len(), |end| at + end));
        let line_end = line_end - usize::from(text[start..line_end].ends_with('\r'));
        let end = text.floor_char_boundary(bytes.end).clamp(start, line_end);
        let end_column = self.end_column(start..end);
        let from = text.floor_char_boundary(start.saturating_sub(NEIGHBOURHOOD)).max(line_start);
        // Of a long place the beginning is enough.
        let shown_end = text.floor_char_boundary(end.min(start + NEIGHBOURHOOD));
        let to = text.floor_char_boundary(shown_end.saturating_add(NEIGHBOURHOOD)).clamp(shown_end, line_end);
        Place {
            file: Arc::clone(&self.source.file),
            line: self.line,
            column: self.column,
            end_column,
            excerpt: text[from..to].into(),
            marked: narrow(start - from)..narrow(shown_end - from),
        }
    }

    /// The column where a place ends that begins here. The links of a block of HTML all have the place of the block.
    fn end_column(&mut self, bytes: Range<usize>) -> u32 {
        if self.last.0 != bytes {
            let characters = count(self.source.text[bytes.clone()].chars());
            self.last = (bytes, self.column.saturating_add(characters));
        }
        self.last.1
    }

    fn go_to(&mut self, start: usize) {
        if start < self.at {
            *self = self.source.places();
        }
        let passed = &self.source.text[self.at..start];
        if let Some(last) = passed.rfind('\n') {
            self.line += count(memchr::memchr_iter(b'\n', passed.as_bytes()));
            (self.line_start, self.column, self.line_end) = (self.at + last + 1, 1, None);
        }
        self.column += count(self.source.text[self.at.max(self.line_start)..start].chars());
        self.at = start;
    }
}

/// A place in a file, with as much of the line as is needed to show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The name of the file from the root of the site.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Column of the first character behind the place; what stands in later lines does not count.
    pub end_column: u32,
    /// The line, or the neighbourhood of the place in a long one.
    pub excerpt: Box<str>,
    /// The place itself, in bytes of the excerpt.
    pub marked: Range<u32>,
}

/// How many bytes of a line are kept at each side of a place.
const NEIGHBOURHOOD: usize = 240;

fn count(items: impl Iterator) -> u32 {
    narrow(items.count())
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Diagnostic {
    /// What is wrong and what to do, in both languages.
    pub phrase: Phrase,
    /// How bad it is: at first as the phrase says, later as the settings say.
    pub severity: Severity,
    /// Where; absent when it concerns no place in a text.
    pub place: Option<Box<Place>>,
}

impl Diagnostic {
    /// A diagnostic at a place.
    pub fn at(place: Place, phrase: Phrase) -> Self {
        Self { severity: phrase.severity(), phrase, place: Some(Box::new(place)) }
    }

    /// A diagnostic that concerns a whole file.
    pub fn in_file(file: impl Into<Arc<str>>, phrase: Phrase) -> Self {
        let nowhere = Source { file: file.into(), text: "".into() };
        Self { severity: phrase.severity(), phrase, place: Some(Box::new(nowhere.place(0..0))) }
    }

    /// A diagnostic that concerns no file.
    pub fn general(phrase: Phrase) -> Self {
        Self { severity: phrase.severity(), phrase, place: None }
    }
}

/// A value and everything that is wrong with what it was made from. Content never fails: it is diagnosed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static, T: Deserialize<'de>"))]
pub struct Diagnosed<T> {
    /// The value.
    pub value: T,
    /// What is wrong, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value with nothing wrong.
    pub fn fine(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Another value made of this one, with the same diagnostics.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Diagnosed<U> {
        Diagnosed { value: make(self.value), diagnostics: self.diagnostics }
    }

    /// The value, after its diagnostics were moved to `all`.
    pub fn into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// Names the file in an error of the world.
pub trait AtPath<T> {
    /// The same result; an error also says which path it concerns.
    fn at_path(self, path: &Path) -> io::Result<T>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at_path(self, path: &Path) -> io::Result<T> {
        self.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }
}

/// The candidate that a person most probably meant by `word`.
///
/// **Shape**: one edit in four characters is allowed (adjacent characters swapped count once), else one must
/// contain the other: `县府办公室` means `县政府办公室`, `团县委` means `共青团县委`.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(word, length, candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// In bytes: a hundred Han.
const LONGEST_NAME: usize = 300;

/// How many unknown names of one place are compared with all known ones. Who has more of them wrong has another trouble.
pub const MOST_COMPARED: usize = 100;

/// Twice the edits between the two, or an odd number for containment, which comes after equally many edits.
fn distance(word: &str, length: usize, candidate: &str) -> Option<usize> {
    // The cost is the product of the two, and what is so long is no name.
    if word.len().max(candidate.len()) > LONGEST_NAME {
        return None;
    }
    let edits = strsim::osa_distance(word, candidate);
    if edits <= length.div_ceil(4) {
        return Some(2 * edits);
    }
    let contained =
        length >= 2 && (candidate.contains(word) || candidate.chars().count() >= 2 && word.contains(candidate));
    contained.then_some(2 * edits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_and_keeps_a_long_line_short() {
        let text = format!("标题: 甲\n{}乙丙{}\n", "文".repeat(5_000), "字".repeat(5_000));
        let at = text.find("乙").expect("it is there");
        let place = Source { file: "a.md".into(), text: text.into() }.place(at..at + 6);
        assert_eq!((place.line, place.column), (2, 5_001));
        assert_eq!(&place.excerpt[place.marked.start as usize..place.marked.end as usize], "乙丙");
        assert!(place.excerpt.len() < 600);
    }

    #[test]
    fn a_long_place_is_shown_by_its_beginning_and_ends_before_the_line_does() {
        let text = format!("甲\r\n{}\r\n丙", "乙".repeat(100_000));
        let place = Source { file: "a.md".into(), text: text.into() }.place(5..400_000);
        assert_eq!((place.line, place.column, place.end_column), (2, 1, 100_001));
        assert!(place.excerpt.len() < 600 && !place.excerpt.contains('\r'));
    }

    #[test]
    fn places_asked_for_in_order_and_back_again_are_those_asked_for_alone() {
        let text = "甲乙\n\n丙\r\n丁戊己庚\n".repeat(50);
        let source = Source { file: "a.md".into(), text: text.as_str().into() };
        let mut places = source.places();
        for at in (0..text.len() + 3).chain((0..text.len()).rev().step_by(7)) {
            assert_eq!(places.place(at..at + 5), source.place(at..at + 5), "{at}");
        }
    }

    #[test]
    fn a_place_outside_the_text_or_inside_a_character_is_brought_back() {
        let source = Source { file: "a.md".into(), text: "汇编".into() };
        let backwards = Range { start: 700, end: 2 };
        for range in [1..2, 5..900, backwards, 6..6] {
            let place = source.place(range);
            assert!(place.excerpt.get(place.marked.start as usize..place.marked.end as usize).is_some());
        }
    }

    #[test]
    fn the_nearest_name_is_found_by_edits_and_by_containment() {
        let names = ["县政府办公室", "共青团县委", "县财政局"];
        assert_eq!(nearest("县府办公室", names).as_deref(), Some("县政府办公室"));
        assert_eq!(nearest("团县委", names).as_deref(), Some("共青团县委"));
        assert_eq!(nearest("气象台", names), None);
    }
}
