//! 自动编号: the lists of a document, and what number each of their paragraphs gets.
//!
//! The program counts these when it shows the document; they stand nowhere in its text. Never writes a number into a line.
//! Start at [`Numbering::read`], then [`Counters::step`].

use std::collections::{BTreeMap, BTreeSet};

use super::numeral::Format;
use super::styles::{Style, Styles};
use super::xml::{Element, Scanner, Token};
use crate::diagnostic::Phrase;

/// How many levels a list has.
const LEVELS: usize = 9;

/// How many lists are looked at; old documents gather thousands that nobody uses.
const LISTS: usize = 50_000;

/// How long the pattern of a number may be, in characters; programs allow 31.
const PATTERN: usize = 100;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<i64, List>,
    forms: BTreeMap<i64, Form>,
}

/// A list (w:num): it counts together with all that have the same form.
#[derive(Debug, Default)]
struct List {
    form: i64,
    /// What it does otherwise than its form, by level.
    own: BTreeMap<usize, Own>,
}

#[derive(Debug, Default)]
struct Own {
    start: Option<u32>,
    level: Option<Level>,
}

/// The form of lists (w:abstractNum).
#[derive(Debug, Default)]
struct Form {
    levels: BTreeMap<usize, Level>,
    /// The style of lists that says what this one leaves open.
    style: Option<String>,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: Option<Format>,
    /// `%1.%2.` stands for the numbers of levels.
    pattern: String,
    /// Whether something stands between number and text.
    is_apart: bool,
    /// Whether all numbers are written in digits.
    is_legal: bool,
    /// The number of the level after which it begins anew, from 1; 0 is none.
    restart: Option<usize>,
    /// The style of paragraphs that are of this level.
    style: Option<String>,
    /// Whether it counts without being seen.
    is_hidden: bool,
}

/// What the program sets in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// A number, and whether something stands between it and the text.
    Number { text: String, is_apart: bool },
    /// A sign that is the same for all.
    Bullet,
}

impl Numbering {
    /// Reads the part of the lists.
    pub(super) fn read(text: &str, part: &str) -> Result<Self, Phrase> {
        let mut scanner = Scanner::new(text, part);
        let mut numbering = Self::default();
        loop {
            match scanner.next()? {
                Token::Open(element) if element.is("abstractNum") => {
                    let id = id(&scanner, &element, "abstractNumId");
                    let form = Form::read(&mut scanner)?;
                    if numbering.forms.len() < LISTS {
                        numbering.forms.entry(id).or_insert(form);
                    }
                }
                Token::Open(element) if element.is("num") => {
                    let id = id(&scanner, &element, "numId");
                    let list = List::read(&mut scanner)?;
                    if numbering.lists.len() < LISTS {
                        numbering.lists.entry(id).or_insert(list);
                    }
                }
                Token::Open(_) | Token::Close | Token::Text(_) => {}
                Token::End => return Ok(numbering),
            }
        }
    }

    /// The list and its form, by way of a style of lists where the form is left to one.
    fn list(&self, id: i64, styles: &Styles) -> Option<(&List, i64, &Form)> {
        let list = self.lists.get(&id)?;
        let form = self.forms.get(&list.form)?;
        if let (true, Some(style)) = (form.levels.is_empty(), &form.style) {
            let other = self.lists.get(&styles.list(style)?)?;
            return Some((list, other.form, self.forms.get(&other.form)?));
        }
        Some((list, list.form, form))
    }
}

fn id(scanner: &Scanner<'_>, element: &Element<'_>, name: &str) -> i64 {
    scanner.value(element, name).and_then(|id| id.trim().parse().ok()).unwrap_or(-1)
}

impl List {
    fn read(scanner: &mut Scanner<'_>) -> Result<Self, Phrase> {
        let mut list = Self::default();
        let mut at = 0;
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            match child.name() {
                "abstractNumId" => list.form = scanner.number(&child).unwrap_or(-1),
                "lvlOverride" => at = place(scanner, &child),
                "startOverride" => list.own.entry(at).or_default().start = scanner.number(&child),
                "lvl" => list.own.entry(at).or_default().level = Some(Level::read(scanner)?),
                _ => {}
            }
        }
        list.own.retain(|level, _| *level < LEVELS);
        Ok(list)
    }
}

impl Form {
    fn read(scanner: &mut Scanner<'_>) -> Result<Self, Phrase> {
        let mut form = Self::default();
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            match child.name() {
                "numStyleLink" => form.style = scanner.val(&child).map(|style| style.into_owned()),
                "lvl" => {
                    let place = place(scanner, &child);
                    form.levels.insert(place, Level::read(scanner)?);
                }
                _ => {}
            }
        }
        form.levels.retain(|level, _| *level < LEVELS);
        Ok(form)
    }
}

fn place(scanner: &Scanner<'_>, element: &Element<'_>) -> usize {
    scanner.value(element, "ilvl").and_then(|level| level.trim().parse().ok()).unwrap_or(LEVELS)
}

impl Level {
    fn read(scanner: &mut Scanner<'_>) -> Result<Self, Phrase> {
        let mut level = Self { is_apart: true, ..Self::default() };
        let depth = scanner.level();
        while let Some(child) = scanner.next_inside(depth)? {
            match child.name() {
                "start" => level.start = scanner.number(&child).unwrap_or(0),
                // What newer programs write stands first, in an alternative.
                "numFmt" if level.format.is_none() => {
                    let name = scanner.val(&child).unwrap_or_default();
                    level.format = Some(Format::named(&name, scanner.value(&child, "format").as_deref()));
                }
                "lvlText" => {
                    let seen = |c: &char| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}');
                    let pattern = scanner.val(&child).unwrap_or_default();
                    level.pattern = pattern.chars().filter(seen).take(PATTERN).collect();
                }
                "suff" => level.is_apart = scanner.val(&child).as_deref() != Some("nothing"),
                "isLgl" => level.is_legal = scanner.is_on(&child),
                "lvlRestart" => level.restart = scanner.number(&child),
                "pStyle" => level.style = scanner.val(&child).map(|style| style.into_owned()),
                "vanish" => level.is_hidden = scanner.is_on(&child),
                _ => {}
            }
        }
        Ok(level)
    }
}

/// How far each form of lists has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: BTreeMap<i64, [Option<u32>; LEVELS]>,
    /// The levels of lists that have begun where they say themselves.
    begun: BTreeSet<(i64, usize)>,
}

impl Counters {
    /// Counts a paragraph of a list and gives what stands in front of it; the list and the level are what the paragraph says
    /// itself, or else what its style does.
    pub(super) fn step(
        &mut self,
        numbering: &Numbering,
        styles: &Styles,
        said: super::properties::Numbered,
        style: &Style,
    ) -> Option<Sign> {
        let id = said.list.or(style.numbered.list).filter(|id| *id != 0)?;
        let (list, key, form) = numbering.list(id, styles)?;
        let level_of =
            |place: usize| list.own.get(&place).and_then(|own| own.level.as_ref()).or(form.levels.get(&place));
        let styled = |name: &str| {
            (0..LEVELS)
                .find(|&place| !name.is_empty() && level_of(place).is_some_and(|l| l.style.as_deref() == Some(name)))
        };
        let at = match said.level {
            Some(level) => usize::from(level),
            None if said.list.is_some() => styled(&style.id).unwrap_or(0),
            None => styled(&style.id)
                .or_else(|| styled(&style.numbered_by))
                .unwrap_or(usize::from(style.numbered.level.unwrap_or(0))),
        };
        let level = level_of(at)?;
        let counts = self.counts.entry(key).or_default();
        // What begins anew in this list does so once, at its first paragraph of that level.
        let own = list.own.get(&at).and_then(|own| own.start).filter(|_| self.begun.insert((id, at)));
        let count = match (own, counts[at]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => level.start,
        };
        counts[at] = Some(count);
        for (place, count) in counts.iter_mut().enumerate() {
            let other = level_of(place);
            if place < at {
                count.get_or_insert(other.map_or(1, |level| level.start));
            } else if place > at && other.and_then(|level| level.restart).unwrap_or(place) > at {
                *count = None;
            }
        }
        if level.format == Some(Format::Bullet) {
            return Some(Sign::Bullet);
        }
        let text = level.written(counts, level_of);
        let is_apart = level.is_apart || text.ends_with(' ');
        Some(Sign::Number { text: text.trim().to_owned(), is_apart })
            .filter(|_| !level.is_hidden && !text.trim().is_empty())
    }
}

impl Level {
    /// Its pattern with the numbers in their places.
    fn written<'l>(&self, counts: &[Option<u32>; LEVELS], level_of: impl Fn(usize) -> Option<&'l Self>) -> String {
        let mut text = String::new();
        let mut rest = self.pattern.chars().peekable();
        while let Some(c) = rest.next() {
            let place =
                rest.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10)).filter(|&digit| digit > 0);
            let Some(place) = place.map(|digit| digit as usize - 1) else {
                text.push(c);
                continue;
            };
            rest.next();
            let format = match level_of(place).and_then(|level| level.format) {
                Some(format) if !self.is_legal || format == Format::Nothing => format,
                _ => Format::Decimal,
            };
            text.push_str(&format.write(counts[place].unwrap_or_default()));
        }
        text
    }
}
