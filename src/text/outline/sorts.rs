//! How the sorts of headings of one document lie in each other: `一、` above `（一）`, and where a heading without number belongs.
//!
//! Never looks at one heading alone: a sort lies where all of its lines fit. Start at [`Sorts::of`].
//!
//! **The rule.** Numbers lie in each other as the norm ranks them, unless the format gives each sort of number a level of its own, and
//! what it puts inside begins again at one behind each number of what it puts outside: then as the format says. A heading without number lies beside the numbers that have its level. Without any such, it lies above the
//! outermost numbers that begin again at one behind each of its lines, and below those that go on across them. `一、` and 第一部分 are
//! outermost by the norm: where they do not begin again, the line lies beside them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Paragraph;
use super::unnumbered::{Sort, Unnumbered};
use crate::text::candidate::Candidate;

/// The rank in the norm and the depth within it, of a number.
type Rank = (u8, u8);

/// Where every sort stands: smaller is further out.
pub(super) struct Sorts {
    numbers: BTreeMap<Rank, u32>,
    /// Lines whose number is set on a level that another sort of numbers has: where that sort stands.
    strays: BTreeMap<usize, u32>,
    others: BTreeMap<Sort, u32>,
}

/// So far apart are the sorts of numbers, that others fit between them.
const APART: u32 = 1 << 12;

impl Sorts {
    pub(super) fn of(numbered: &[Candidate], unnumbered: &[Unnumbered], paragraphs: &[Paragraph<'_>]) -> Self {
        let levels = levels(numbered, paragraphs);
        let ranks: BTreeSet<Rank> = numbered.iter().map(|candidate| candidate.level).collect();
        let mut ranks: Vec<Rank> = ranks.into_iter().collect();
        if format_decides(&levels, numbered, paragraphs) {
            let level = |rank: &Rank| levels.get(rank).and_then(|levels| levels.first().copied());
            // What counts within a section (一是) stays innermost.
            let mut set = ranks.clone();
            set.sort_by_key(|rank| (level(rank).unwrap_or(u8::MAX), *rank));
            let against_norm = |pair: &&[Rank]| pair[0] > pair[1];
            if set.windows(2).filter(against_norm).all(|pair| begins_again(pair[0], pair[1], numbered)) {
                ranks = set;
            }
        }
        let place = |at: usize| (at as u32 + 1) * APART;
        let numbers: BTreeMap<Rank, u32> = ranks.iter().enumerate().map(|(at, rank)| (*rank, place(at))).collect();
        let kinds: BTreeSet<Sort> = unnumbered.iter().map(|one| one.sort).collect();
        let mut kinds: Vec<Sort> = kinds.into_iter().collect();
        // What is set larger lies further out.
        kinds.sort_by_key(|sort| if let Sort::Look(look) = sort { Reverse(look.half_points) } else { Reverse(None) });
        let mut others = BTreeMap::new();
        for (at, sort) in kinds.into_iter().enumerate() {
            let lines: Vec<usize> = unnumbered.iter().filter(|one| one.sort == sort).map(|one| one.line).collect();
            let lies = match sort {
                Sort::Level(level) => {
                    beside(level, &ranks, &levels).unwrap_or_else(|| between(level, &ranks, &levels, &lines, numbered))
                }
                _ => among(&lines, &ranks, numbered),
            };
            let order = match lies {
                Lies::Beside(rank) => numbers[&rank],
                Lies::Above(rank) => numbers[&rank] - APART / 2 + at as u32,
                Lies::Innermost => place(ranks.len()) + at as u32,
            };
            others.insert(sort, order);
        }
        let strays = strays(numbered, paragraphs, &numbers);
        Self { numbers, strays, others }
    }

    pub(super) fn number(&self, candidate: &Candidate) -> u32 {
        self.strays.get(&candidate.line).copied().unwrap_or(self.numbers[&candidate.level])
    }

    pub(super) fn other(&self, sort: Sort) -> u32 {
        self.others[&sort]
    }
}

/// The levels that the format gives to the headings of each sort of number.
fn levels(numbered: &[Candidate], paragraphs: &[Paragraph<'_>]) -> BTreeMap<Rank, BTreeSet<u8>> {
    let mut levels: BTreeMap<Rank, BTreeSet<u8>> = BTreeMap::new();
    for candidate in numbered.iter().filter(|candidate| candidate.shape.is_some()) {
        if let Some(level) = paragraphs[candidate.line].look.level {
            levels.entry(candidate.level).or_default().insert(level);
        }
    }
    levels
}

/// How often a level must be met to be the usual one of a sort.
const USUAL: usize = 3;

/// The headings whose level is not the usual one of their sort but that of another (`3. 3数量` among `3.1` and `3.2`).
fn strays(numbered: &[Candidate], paragraphs: &[Paragraph<'_>], numbers: &BTreeMap<Rank, u32>) -> BTreeMap<usize, u32> {
    let set = || {
        let headings = numbered.iter().filter(|one| one.shape.is_some());
        headings.filter_map(|one| Some((one, paragraphs[one.line].look.level?)))
    };
    let mut counts: BTreeMap<Rank, BTreeMap<u8, usize>> = BTreeMap::new();
    for (one, level) in set() {
        *counts.entry(one.level).or_default().entry(level).or_default() += 1;
    }
    let usual = |rank: Rank| {
        let levels = counts.get(&rank)?;
        let (level, n) = levels.iter().max_by_key(|(_, n)| **n)?;
        (*n >= USUAL && *n * 4 >= levels.values().sum::<usize>() * 3).then_some(*level)
    };
    let place = |(one, level): (&Candidate, u8)| {
        usual(one.level).filter(|usual| *usual != level)?;
        let (_, order) = numbers.iter().find(|(rank, _)| usual(**rank) == Some(level))?;
        Some((one.line, *order))
    };
    set().filter_map(place).collect()
}

/// Whether the format gives each sort of number one level, and no two the same.
fn format_decides(levels: &BTreeMap<Rank, BTreeSet<u8>>, numbered: &[Candidate], paragraphs: &[Paragraph<'_>]) -> bool {
    let is_set = |candidate: &Candidate| paragraphs[candidate.line].look.level.is_some();
    let headings = || numbered.iter().filter(|one| one.shape.is_some() && !one.is_within_section());
    let distinct: BTreeSet<u8> = levels.values().flatten().copied().collect();
    levels.values().all(|levels| levels.len() == 1) && distinct.len() == levels.len() && headings().all(is_set)
}

/// Whether the numbers of `inner` begin at one behind each number of `outer` that they follow.
fn begins_again(outer: Rank, inner: Rank, numbered: &[Candidate]) -> bool {
    let lines = |rank: Rank| numbered.iter().filter(move |one| one.level == rank && one.shape.is_some());
    let outer: Vec<usize> = lines(outer).map(|one| one.line).collect();
    let mut firsts: BTreeMap<usize, u16> = BTreeMap::new();
    for one in lines(inner) {
        firsts.entry(outer.partition_point(|&line| line < one.line)).or_insert(one.ordinal);
    }
    firsts.remove(&0).is_none() && !firsts.is_empty() && firsts.values().all(|&first| first == 1)
}

/// Where a sort without number lies.
#[derive(Clone, Copy)]
enum Lies {
    Beside(Rank),
    Above(Rank),
    Innermost,
}

/// Beside the outermost numbers of the same level.
fn beside(level: u8, ranks: &[Rank], levels: &BTreeMap<Rank, BTreeSet<u8>>) -> Option<Lies> {
    let has_level = |rank: &&Rank| levels.get(rank).is_some_and(|levels| levels.contains(&level));
    ranks.iter().find(has_level).map(|rank| Lies::Beside(*rank))
}

/// Above the outermost numbers of a deeper level; where no number has a level, as its lines fit.
fn between(
    level: u8,
    ranks: &[Rank],
    levels: &BTreeMap<Rank, BTreeSet<u8>>,
    lines: &[usize],
    numbered: &[Candidate],
) -> Lies {
    if levels.is_empty() {
        return among(lines, ranks, numbered);
    }
    let least = |rank: &Rank| levels.get(rank).and_then(|levels| levels.first().copied());
    // What the format does not set lies below all that it sets.
    ranks
        .iter()
        .find(|rank| least(rank).is_none_or(|least| least > level))
        .map_or(Lies::Innermost, |rank| Lies::Above(*rank))
}

/// As the lines fit among the numbers, from the outermost.
fn among(lines: &[usize], ranks: &[Rank], numbered: &[Candidate]) -> Lies {
    for &rank in ranks {
        // The first number of this sort in each section that a line begins.
        let mut firsts: BTreeMap<usize, u16> = BTreeMap::new();
        for candidate in numbered.iter().filter(|one| one.level == rank && one.shape.is_some()) {
            let section = lines.partition_point(|&line| line < candidate.line);
            firsts.entry(section).or_insert(candidate.ordinal);
        }
        let before = firsts.remove(&0).is_some();
        if firsts.is_empty() || firsts.values().any(|&first| first != 1) {
            continue;
        }
        let goes_on = firsts.len() == 1 && rank.0 <= 1;
        return if goes_on && !before { Lies::Beside(rank) } else { Lies::Above(rank) };
    }
    Lies::Innermost
}
