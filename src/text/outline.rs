//! The outline (层次): which paragraphs of a report are headings, how deep they lie and where they end.
//!
//! Never looks at type size or bold, only at how the lines are written; never drops or changes a character.
//! Start at [`recognise`]. What a paragraph says about itself is in `candidate`, here is what its neighbours say about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::candidate::{Beginning, Candidate, Kind, examine};
use super::marker::Class;
pub use super::shape::Shape;

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
        /// The class of its marker.
        class: Class,
        /// The number of its marker.
        ordinal: u16,
        /// The marker with its `、` and blanks.
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
/// let lines = recognise(&["一、工作情况", "1、健全机构。各单位都建了工会。", "全年3.5亿元。"]);
/// let LineKind::Heading { depth, text, .. } = &lines[1].kind else { panic!("a heading") };
/// assert_eq!((*depth, &"1、健全机构。各单位都建了工会。"[text.clone()]), (2, "健全机构"));
/// assert_eq!(lines[2].kind, LineKind::Body);
/// ```
pub fn recognise(paragraphs: &[&str]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(paragraphs.len());
    let mut candidates = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let mut line = Line { kind: LineKind::Body, findings: Vec::new() };
        match examine(at, paragraph) {
            Beginning::Body => {}
            Beginning::Bare => line.findings.push(Finding::BareMarker),
            Beginning::Candidate(candidate) => candidates.push(candidate),
        }
        lines.push(line);
    }
    let mut stack = Stack::default();
    for candidate in confirmed(accepted(candidates)) {
        let entered = stack.enter(&candidate);
        lines[candidate.line].findings.extend(entered.finding);
        if let Some(first) = entered.inverted {
            lines[first].findings.push(Finding::Inverted);
        }
        lines[candidate.line].kind = kind(paragraphs[candidate.line], &candidate, &entered);
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
        _ => (marker.clone(), bytes.end, Shape::Line, None),
    };
    LineKind::Heading {
        depth: entered.heading_depth,
        class,
        ordinal,
        text,
        whole: marker.start..whole,
        shape,
        body,
        marker,
    }
}

/// The candidates that their neighbours bear out (rules R4, R6 and R8). 一是 and its like all stay, for [`confirmed`].
fn accepted(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let order = Order::of(&candidates);
    let mut stack = Stack::default();
    let mut accepted = Vec::with_capacity(candidates.len());
    for mut candidate in candidates {
        if !candidate.is_within_section() {
            if !stays(&candidate, &stack, &order) {
                continue;
            }
            if stack.ends_list(&candidate) {
                candidate.shape = None;
            }
            stack.enter(&candidate);
        }
        accepted.push(candidate);
    }
    accepted
}

fn stays(candidate: &Candidate, stack: &Stack, order: &Order) -> bool {
    let open = stack.position(candidate).map(|at| &stack.open[at]);
    let continued = order.follows(candidate);
    let series_holds =
        !candidate.series || continued || open.is_some_and(|open| open.last.checked_add(1) == Some(candidate.ordinal));
    let numbered = open.is_some() || candidate.ordinal == 1 || continued;
    let sequence_holds = !matches!(candidate.class, Class::Dec | Class::Lat)
        || continued
        || order.precedes(candidate)
        || (candidate.ordinal == 1 && order.sequences.contains(&candidate.kind()))
        || open.is_some_and(|open| open.prefix == candidate.prefix && open.last < candidate.ordinal);
    series_holds && numbered && sequence_holds
}

/// The candidates without the 一是, 第一 and 首先 that stand alone in their section: those are items inside a text.
fn confirmed(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut keep = vec![false; candidates.len()];
    let mut before: BTreeMap<Class, (usize, u16)> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if !candidate.is_within_section() {
            keep[at] = true;
            if candidate.shape.is_some() {
                before.clear();
            }
            continue;
        }
        if let Some((neighbour, last)) = before.insert(candidate.class, (at, candidate.ordinal))
            && is_next(candidate.class, last, candidate.ordinal)
        {
            keep[neighbour] = true;
            keep[at] = true;
        }
    }
    candidates.into_iter().zip(keep).filter_map(|(candidate, keep)| keep.then_some(candidate)).collect()
}

/// Whether a number follows another. 其次 may be followed by 最后.
fn is_next(class: Class, last: u16, ordinal: u16) -> bool {
    if class == Class::Shou { ordinal > last } else { last.checked_add(1) == Some(ordinal) }
}

/// Where each number of each kind is first and last met, so that looking ahead costs nothing.
#[derive(Default)]
struct Order {
    first: BTreeMap<(Kind, u32, u16), usize>,
    last: BTreeMap<(Kind, u32, u16), usize>,
    /// The kinds of which two neighbours are in the right order.
    sequences: BTreeSet<Kind>,
}

impl Order {
    fn of(candidates: &[Candidate]) -> Self {
        let mut order = Self::default();
        for candidate in candidates.iter().filter(|candidate| !candidate.series) {
            let key = (candidate.kind(), candidate.prefix, candidate.ordinal);
            order.first.entry(key).or_insert(candidate.line);
            order.last.insert(key, candidate.line);
            if order.precedes(candidate) {
                order.sequences.insert(candidate.kind());
            }
        }
        order
    }

    /// Whether the next number comes later.
    fn follows(&self, candidate: &Candidate) -> bool {
        let next = (candidate.kind(), candidate.prefix, candidate.ordinal.saturating_add(1));
        self.last.get(&next).is_some_and(|&line| line > candidate.line)
    }

    /// Whether the number before came earlier.
    fn precedes(&self, candidate: &Candidate) -> bool {
        let previous = (candidate.kind(), candidate.prefix, candidate.ordinal - 1);
        self.first.get(&previous).is_some_and(|&line| line < candidate.line)
    }
}

/// The open levels from the outermost to the innermost (pass B); a level closes those that lie deeper.
#[derive(Default)]
struct Stack {
    open: Vec<Open>,
}

struct Open {
    kind: Kind,
    level: (u8, u8),
    prefix: u32,
    last: u16,
    heading: bool,
    within_section: bool,
    /// The paragraph where this level began.
    first: usize,
}

/// What came of a candidate on the stack.
struct Entered {
    /// How many levels are open.
    depth: u8,
    /// One more than the headings above it: levels of list items give no depth to a heading.
    heading_depth: u8,
    finding: Option<Finding>,
    /// The paragraph where a lower level began that should not have stood before this one.
    inverted: Option<usize>,
}

impl Stack {
    fn position(&self, candidate: &Candidate) -> Option<usize> {
        self.open.iter().position(|open| open.kind == candidate.kind())
    }

    /// Whether a line with a full stop is the last item of a list whose other items end in `；`.
    fn ends_list(&self, candidate: &Candidate) -> bool {
        let follows_item = |open: &Open| !open.heading && open.last.checked_add(1) == Some(candidate.ordinal);
        candidate.shape == Some(Shape::LineStop)
            && self.position(candidate).is_some_and(|at| follows_item(&self.open[at]))
    }

    fn enter(&mut self, candidate: &Candidate) -> Entered {
        let (finding, inverted) = match self.position(candidate) {
            Some(at) => {
                self.open.truncate(at + 1);
                (self.open[at].odd(candidate), None)
            }
            None => self.push(candidate),
        };
        if let Some(top) = self.open.last_mut() {
            (top.last, top.prefix, top.heading) = (candidate.ordinal, candidate.prefix, candidate.shape.is_some());
        }
        let above = self.open.len().saturating_sub(1);
        let headings = self.open[..above].iter().filter(|open| open.heading).count();
        let depth = |levels: usize| u8::try_from(levels + 1).unwrap_or(u8::MAX);
        Entered { depth: depth(above), heading_depth: depth(headings), finding, inverted }
    }

    fn push(&mut self, candidate: &Candidate) -> (Option<Finding>, Option<usize>) {
        let keep = self.open.iter().position(|open| open.level >= candidate.level).unwrap_or(self.open.len());
        let inverted = self
            .open
            .get(keep)
            .filter(|open| open.level > candidate.level && open.heading && !open.within_section)
            .filter(|_| candidate.shape.is_some())
            .map(|open| open.first);
        self.open.truncate(keep);
        self.open.push(Open {
            kind: candidate.kind(),
            level: candidate.level,
            prefix: candidate.prefix,
            last: candidate.ordinal,
            heading: candidate.shape.is_some(),
            within_section: candidate.is_within_section(),
            first: candidate.line,
        });
        let gap = candidate.ordinal > 1 && !candidate.is_within_section();
        (gap.then_some(Finding::Gap { expected: 1 }), inverted)
    }
}

impl Open {
    /// What is odd when a candidate continues this level. 一是 begins again after every paragraph, so there it is not odd.
    fn odd(&self, candidate: &Candidate) -> Option<Finding> {
        let ordinal = candidate.ordinal;
        if self.prefix != candidate.prefix {
            return (ordinal != 1).then_some(Finding::Gap { expected: 1 });
        }
        match ordinal {
            _ if is_next(candidate.class, self.last, ordinal) => None,
            _ if ordinal == self.last => Some(Finding::Repeat),
            1 => (!candidate.is_within_section()).then_some(Finding::Restart),
            _ => Some(Finding::Gap { expected: self.last.saturating_add(1) }),
        }
    }
}
