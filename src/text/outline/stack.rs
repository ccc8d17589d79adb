//! How deep a heading lies (pass B of the recogniser): the levels that are open above it.
//!
//! Never decides whether a line is a heading. Start at [`Stack::enter`].

use super::Finding;
use crate::text::candidate::{Candidate, Kind, is_next};
use crate::text::shape::Shape;

/// A line that opens a level or continues one.
pub(super) struct Entry<'a> {
    /// The index of its paragraph.
    pub(super) line: usize,
    /// Where its sort of heading stands among all sorts of the document: smaller is further out.
    pub(super) order: u32,
    /// Its number, if it has one.
    pub(super) number: Option<&'a Candidate>,
    /// Whether it is a heading; else an item of a list.
    pub(super) heading: bool,
}

impl<'a> Entry<'a> {
    /// A numbered line, in the order of the norm.
    pub(super) fn of(candidate: &'a Candidate) -> Self {
        let (rank, depth) = candidate.level;
        let order = u32::from(rank) << 8 | u32::from(depth);
        Self { line: candidate.line, order, number: Some(candidate), heading: candidate.shape.is_some() }
    }
}

/// The open levels from the outermost to the innermost; a level closes those that lie deeper.
#[derive(Default)]
pub(super) struct Stack {
    open: Vec<Open>,
}

/// A level that is open.
pub(super) struct Open {
    order: u32,
    heading: bool,
    within_section: bool,
    /// The paragraph where this level began.
    first: usize,
    number: Option<Number>,
}

/// The last number of a level.
pub(super) struct Number {
    kind: Kind,
    pub(super) prefix: u32,
    pub(super) last: u16,
    is_heading: bool,
}

/// What came of a line on the stack.
pub(super) struct Entered {
    /// How many levels are open.
    pub(super) depth: u8,
    /// One more than the headings above it: levels of list items give no depth to a heading.
    pub(super) heading_depth: u8,
    pub(super) finding: Option<Finding>,
    /// The paragraph where a lower level began that should not have stood before this one.
    pub(super) inverted: Option<usize>,
}

impl Stack {
    /// The last number of the open level that a candidate would continue.
    pub(super) fn last_number(&self, candidate: &Candidate) -> Option<&Number> {
        self.open.iter().filter_map(|open| open.number.as_ref()).find(|number| number.kind == candidate.kind())
    }

    /// Whether a line with a full stop is the last item of a list whose other items end in `；`.
    pub(super) fn ends_list(&self, candidate: &Candidate) -> bool {
        let follows_item = |number: &Number| !number.is_heading && number.is_before(candidate);
        candidate.shape == Some(Shape::LineStop) && self.last_number(candidate).is_some_and(follows_item)
    }

    pub(super) fn enter(&mut self, entry: &Entry<'_>) -> Entered {
        let at = self.open.iter().position(|open| open.order >= entry.order);
        let inverted = at.map(|at| &self.open[at]).filter(|open| {
            entry.heading && entry.number.is_some() && open.order > entry.order && open.heading && !open.within_section
        });
        let inverted = inverted.map(|open| open.first);
        self.open.truncate(at.unwrap_or(self.open.len()) + 1);
        if self.open.last().is_none_or(|open| open.order != entry.order) {
            self.open.truncate(at.unwrap_or(self.open.len()));
            self.open.push(Open::new(entry));
        }
        let above = self.open.len() - 1;
        let finding = self.open[above].takes(entry);
        let headings = self.open[..above].iter().filter(|open| open.heading).count();
        let depth = |levels: usize| u8::try_from(levels + 1).unwrap_or(u8::MAX);
        Entered { depth: depth(above), heading_depth: depth(headings), finding, inverted }
    }
}

impl Open {
    fn new(entry: &Entry<'_>) -> Self {
        let within_section = entry.number.is_some_and(Candidate::is_within_section);
        Self { order: entry.order, heading: entry.heading, within_section, first: entry.line, number: None }
    }

    /// Takes the next line of this level, and says what is odd about its number. A line without number leaves the numbers as they are.
    fn takes(&mut self, entry: &Entry<'_>) -> Option<Finding> {
        self.heading = entry.heading;
        let candidate = entry.number?;
        let same = self.number.as_ref().filter(|number| number.kind == candidate.kind());
        let finding = match same {
            Some(number) => number.odd(candidate),
            None => gap(candidate),
        };
        self.number = Some(Number {
            kind: candidate.kind(),
            prefix: candidate.prefix,
            last: candidate.ordinal,
            is_heading: entry.heading,
        });
        finding
    }
}

fn gap(candidate: &Candidate) -> Option<Finding> {
    (candidate.ordinal > 1 && !candidate.is_within_section()).then_some(Finding::Gap { expected: 1 })
}

impl Number {
    /// Whether a candidate has the number after this.
    pub(super) fn is_before(&self, candidate: &Candidate) -> bool {
        self.last.checked_add(1) == Some(candidate.ordinal)
    }

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
