//! Which candidates are what they look like (rules R4, R6 and R8 of pass A), by what stands around them.
//!
//! Never looks at how deep a heading lies. Start at [`accepted`].

use std::collections::{BTreeMap, BTreeSet};

use super::Paragraph;
use super::stack::{Entry, Stack};
use crate::text::candidate::{Candidate, Kind, is_next};
use crate::text::marker::Class;
use crate::text::shape::Shape;

/// The candidates that their neighbours or the format bear out.
pub(super) fn accepted(candidates: Vec<Candidate>, paragraphs: &[Paragraph<'_>]) -> Vec<Candidate> {
    let order = Order::of(&candidates);
    let is_set = |candidate: &&Candidate| paragraphs[candidate.line].look.level.is_some();
    let set: BTreeSet<Kind> = candidates.iter().filter(is_set).map(Candidate::kind).collect();
    let mut stack = Stack::default();
    let mut accepted = Vec::with_capacity(candidates.len());
    for mut candidate in candidates {
        if !candidate.is_within_section() {
            let is_set = paragraphs[candidate.line].look.level.is_some();
            if !is_set && !stays(&candidate, &stack, &order, &set) {
                continue;
            }
            if stack.ends_list(&candidate) && !is_set {
                candidate.shape = None;
            }
            stack.enter(&Entry::of(&candidate));
        }
        accepted.push(candidate);
    }
    let mut accepted = confirmed(accepted);
    lists(&mut accepted, paragraphs);
    accepted
}

/// Whether its neighbours bear a candidate out. `set` are the kinds of numbers that the format sets as headings.
fn stays(candidate: &Candidate, stack: &Stack, order: &Order, set: &BTreeSet<Kind>) -> bool {
    let open = stack.last_number(candidate);
    let continued = order.follows(candidate);
    let series_holds = !candidate.series || continued || open.is_some_and(|open| open.is_before(candidate));
    let numbered = open.is_some() || candidate.ordinal == 1 || continued;
    let sequence_holds = !matches!(candidate.class, Class::Dec | Class::Lat)
        || continued
        || order.precedes(candidate)
        || (candidate.ordinal == 1 && order.sequences.contains(&candidate.kind()))
        || open.is_some_and(|open| open.prefix == candidate.prefix && open.last < candidate.ordinal);
    let loose_holds = !candidate.loose
        || !set.contains(&candidate.kind())
            && candidate.shape == Some(Shape::Line)
            && (continued || order.precedes(candidate))
            && (candidate.level.1 > 0 || order.has_children(candidate));
    series_holds && numbered && sequence_holds && loose_holds
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

/// How many lines the format must set as headings until it is believed that it sets all of them.
const SET: usize = 3;

/// Where the format sets the headings, numbered lines that it does not set and that follow each other at once are a list.
fn lists(candidates: &mut [Candidate], paragraphs: &[Paragraph<'_>]) {
    let is_set = |candidate: &Candidate| paragraphs[candidate.line].look.level.is_some();
    if candidates.iter().filter(|candidate| is_set(candidate)).count() < SET {
        return;
    }
    let set: BTreeSet<Kind> = candidates.iter().filter(|one| is_set(one)).map(Candidate::kind).collect();
    let mut close: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for pair in candidates.windows(2) {
        let (n, n_close) = close.entry(pair[0].kind()).or_default();
        *n += 1;
        *n_close += usize::from(pair[1].kind() == pair[0].kind() && pair[1].line == pair[0].line + 1);
    }
    for candidate in candidates.iter_mut().filter(|candidate| candidate.shape == Some(Shape::Line)) {
        let is_list = close.get(&candidate.kind()).is_some_and(|(n, n_close)| n_close * 2 >= *n && *n_close > 0);
        if is_list && !set.contains(&candidate.kind()) {
            candidate.shape = None;
        }
    }
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

    /// Whether `1.1` follows a `1`, or stands below a neighbour of it.
    fn has_children(&self, candidate: &Candidate) -> bool {
        let child = |n: u16| self.first.contains_key(&((Class::Dec, 1), u32::from(n), 1));
        child(candidate.ordinal)
            || child(candidate.ordinal.saturating_add(1))
            || child(candidate.ordinal.saturating_sub(1))
    }
}
