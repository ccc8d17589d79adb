//! The outline (层次): which paragraphs of a report are headings, how deep they lie and where they end.
//!
//! Weighs how the lines are written together with how they were set; never drops or changes a character.
//! Start at [`recognise`]. What a paragraph says about itself is in `candidate`; what its neighbours say about it is in `accept`, what
//! headings without number are in `unnumbered`, and how the sorts of headings lie in each other in `sorts`.

mod accept;
mod sorts;
mod stack;
mod unnumbered;

use std::ops::Range;

use super::candidate::{Beginning, Candidate, examine};
use super::marker::{Class, trim};
pub use super::shape::Shape;
use accept::accepted;
use sorts::Sorts;
use stack::{Entered, Entry, Stack};
use unnumbered::{Known, Unnumbered, unnumbered};

/// A paragraph and how it was set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paragraph<'a> {
    /// Its text.
    pub text: &'a str,
    /// How it was set.
    pub look: Look,
    /// Whether a table or a picture stands between it and the paragraph before.
    pub apart: bool,
}

impl<'a> From<&'a str> for Paragraph<'a> {
    /// A paragraph of a plain text.
    fn from(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }
}

/// How a paragraph was set, as far as it may make it a heading. A plain text says nothing of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// 大纲级别 that the format gives it, from 1.
    pub level: Option<u8>,
    /// How it differs from the running text; none when it does not.
    pub distinct: Option<Distinct>,
}

/// How a line differs from the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distinct {
    /// Its size in half points, where it is known.
    pub half_points: Option<u16>,
    /// It is bold, and the text is not.
    pub is_bold: bool,
    /// It is set in the middle.
    pub is_centred: bool,
}

/// What a paragraph is, and what is odd about its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// What a careful reader would ask about.
    pub findings: Vec<Finding>,
}

/// What a paragraph is. All ranges are bytes of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Body,
    /// A heading, or one that its text follows in the same line (段首标题).
    Heading {
        /// 1 for the outermost; never more than one deeper than the heading before it.
        depth: u8,
        /// The class and the number of its marker; none for a heading without one.
        number: Option<(Class, u16)>,
        /// The marker with its `、` and blanks; empty where there is none.
        marker: Range<usize>,
        /// The words, without marker and final `。` or `：`. Of a lone `第一部分` the marker itself.
        text: Range<usize>,
        /// Marker, words and their `。` or `：`: the heading as written. Only blanks lie between this and the body.
        whole: Range<usize>,
        /// How the end of the words was found.
        shape: Shape,
        /// The rest of the paragraph behind a run-in heading.
        body: Option<Range<usize>>,
    },
    /// An item of a list (`（1）举办培训班3期；`): numbered, but too long or too unfinished for a heading.
    Item {
        /// How many levels of numbers are open, this one included.
        depth: u8,
        /// The class of its marker.
        class: Class,
        /// The number of its marker.
        ordinal: u16,
        /// The marker with its `、` and blanks.
        marker: Range<usize>,
    },
}

/// What is odd about a number; a note to the author, never a reason to change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// 跳号: the number is not the one that should stand here.
    Gap {
        /// The number that should.
        expected: u16,
    },
    /// 重号: the same number as before.
    Repeat,
    /// 序号重起: one again, with no heading in between that would explain it.
    Restart,
    /// 层级倒挂: a lower level stands before the first of a higher one (`（一）` before any `一、`).
    Inverted,
    /// 序号后无内容: a marker alone on its line; the paragraph is body.
    BareMarker,
}

/// The outline of a report: one [`Line`] for each paragraph, in order.
///
/// What is not running text (red head, title, addressee, signature, list of attachments) must be cut off before.
/// **Shape**: `1、组织机构逐步健全。各单位…` below `一、…` is a run-in heading of depth 2, whatever the norm says about
/// the levels between (seed 1 line 4). `一是…` at the start of a paragraph is a heading only when `二是…` starts another.
/// **Diagnoses**: see [`Finding`]. Cost is linear in the text.
///
/// ```
/// use huibian::text::outline::{LineKind, recognise};
/// let lines = recognise(&["一、工作情况", "1、健全机构。各单位都建了工会。", "全年3.5亿元。"].map(Into::into));
/// let LineKind::Heading { depth, text, .. } = &lines[1].kind else { panic!("a heading") };
/// assert_eq!((*depth, &"1、健全机构。各单位都建了工会。"[text.clone()]), (2, "健全机构"));
/// assert_eq!(lines[2].kind, LineKind::Body);
/// ```
pub fn recognise(paragraphs: &[Paragraph<'_>]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(paragraphs.len());
    let mut candidates = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let mut line = Line { kind: LineKind::Body, findings: Vec::new() };
        match examine(at, paragraph.text, paragraph.look.level.is_some()) {
            Beginning::Body => {}
            Beginning::Bare => line.findings.push(Finding::BareMarker),
            Beginning::Candidate(candidate) => candidates.push(candidate),
        }
        lines.push(line);
    }
    let numbered = accepted(candidates, paragraphs);
    let mut known = vec![Known::Open; paragraphs.len()];
    for candidate in &numbered {
        known[candidate.line] = if candidate.shape.is_some() { Known::Heading } else { Known::Item };
    }
    let unnumbered = unnumbered(paragraphs, &known);
    let sorts = Sorts::of(&numbered, &unnumbered, paragraphs);
    let mut stack = Stack::default();
    let mut others = unnumbered.iter().peekable();
    for candidate in &numbered {
        while let Some(other) = others.next_if(|other| other.line < candidate.line) {
            lines[other.line].kind = unnumbered_kind(paragraphs[other.line].text, other, &sorts, &mut stack);
        }
        let entered = stack.enter(&Entry { order: sorts.number(candidate), ..Entry::of(candidate) });
        lines[candidate.line].findings.extend(entered.finding);
        if let Some(first) = entered.inverted {
            lines[first].findings.push(Finding::Inverted);
        }
        lines[candidate.line].kind = kind(paragraphs[candidate.line].text, candidate, &entered);
    }
    for other in others {
        lines[other.line].kind = unnumbered_kind(paragraphs[other.line].text, other, &sorts, &mut stack);
    }
    lines
}

/// Pass C: what an accepted candidate is shown as.
fn kind(paragraph: &str, candidate: &Candidate, entered: &Entered) -> LineKind {
    let &Candidate { class, ordinal, ref marker, ref bytes, .. } = candidate;
    let marker = marker.clone();
    if candidate.shape.is_none() {
        return LineKind::Item { depth: entered.depth, class, ordinal, marker };
    }
    let from = marker.end;
    let (text, whole, shape, body) = match candidate.cut(paragraph) {
        Some(cut) if from < bytes.end => {
            (from..from + cut.text, from + cut.whole, cut.shape, cut.body.map(|at| from + at..bytes.end))
        }
        // The format alone says that this is a heading.
        None if from < bytes.end => (from..bytes.end, bytes.end, Shape::Line, None),
        _ => (marker.clone(), bytes.end, Shape::Line, None),
    };
    LineKind::Heading {
        depth: entered.heading_depth,
        number: Some((class, ordinal)),
        text,
        whole: marker.start..whole,
        shape,
        body,
        marker,
    }
}

/// What a heading without number is shown as.
fn unnumbered_kind(paragraph: &str, found: &Unnumbered, sorts: &Sorts, stack: &mut Stack) -> LineKind {
    let entry = Entry { line: found.line, order: sorts.other(found.sort), number: None, heading: true };
    let entered = stack.enter(&entry);
    let whole = trim(paragraph);
    let text = whole.start..whole.start + paragraph[whole.clone()].trim_end_matches(['。', '：', ':']).len();
    LineKind::Heading {
        depth: entered.heading_depth,
        number: None,
        marker: whole.start..whole.start,
        text,
        whole,
        shape: found.shape,
        body: None,
    }
}
