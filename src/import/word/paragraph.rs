//! 段落: a paragraph while it is read, and the lines that it is to a reader.
//!
//! Never reads XML and never counts a list. Start at [`Draft::put`]; [`Draft::lines`] is the end of it.

use std::ops::Range;
use std::rc::Rc;

use super::numbering::Sign;
use super::properties::{self, Aligned, Numbered, Raised};
use super::styles::Style;
use crate::import::manuscript::{Carried, Form, Line, Mark, Piece};
use crate::text::is_han;

/// How words look, everything that styles say taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_bold: bool,
    pub(super) half_points: Option<u16>,
    pub(super) raised: Option<Raised>,
    /// The address that they lead to, by its place in the paragraph.
    pub(super) link: Option<usize>,
}

/// A place in a paragraph that is being read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) text: usize,
    points: usize,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) style: Rc<Style>,
    pub(super) level: Option<u8>,
    pub(super) aligned: Option<Aligned>,
    pub(super) numbered: Numbered,
    /// The mark at its end was deleted: it goes on in the next paragraph.
    pub(super) is_open: bool,
    /// The mark at its end is hidden.
    pub(super) is_hidden: bool,
    /// What the list sets in front; `None` as long as it has not been counted.
    pub(super) sign: Option<Option<Sign>>,
    /// A number is seen without any text: in a cell it is a serial number, elsewhere the place for a text that nobody wrote.
    pub(super) shows_number: bool,
    /// What it has beside it: text boxes.
    pub(super) after: Vec<Piece>,
    text: String,
    /// Where a look begins.
    looks: Vec<(usize, Look)>,
    links: Vec<Rc<str>>,
    /// What stands between characters.
    points: Vec<(usize, Carried)>,
}

impl Draft {
    /// With the form that is said of it, whatever was said before.
    pub(super) fn formed(self, style: Rc<Style>, said: properties::Paragraph) -> Self {
        Self {
            is_open: said.mark.is_gone,
            is_hidden: said.mark.look.hidden.or(style.look.hidden) == Some(true),
            style,
            level: said.level,
            aligned: said.aligned,
            numbered: said.numbered,
            ..self
        }
    }

    /// Adds words, and says whether they look otherwise than those before. A line end in them ends the line of the reader.
    pub(super) fn put(&mut self, words: &str, look: Look) -> bool {
        let is_other = !words.is_empty() && self.looks.last().is_none_or(|(_, last)| *last != look);
        if is_other {
            self.looks.push((self.text.len(), look));
        }
        self.text.push_str(words);
        is_other
    }

    /// Adds what stands between two characters.
    pub(super) fn point(&mut self, what: Carried) {
        self.points.push((self.text.len(), what));
    }

    /// The place of an address in this paragraph, and whether it is a new one.
    pub(super) fn link(&mut self, address: &Rc<str>) -> (usize, bool) {
        let is_new = self.links.last().is_none_or(|last| last != address);
        if is_new {
            self.links.push(address.clone());
        }
        (self.links.len() - 1, is_new)
    }

    /// Where it goes on.
    pub(super) fn place(&self) -> Place {
        Place { text: self.text.len(), points: self.points.len() }
    }

    /// What was read since.
    pub(super) fn since(&self, place: Place) -> &str {
        self.text.get(place.text..).unwrap_or_default()
    }

    /// Takes back what was read since.
    pub(super) fn cut(&mut self, place: Place) -> String {
        let cut = self.since(place).to_owned();
        self.text.truncate(place.text);
        self.looks.truncate(self.looks.partition_point(|(from, _)| *from < place.text));
        self.points.truncate(place.points);
        cut
    }

    /// Writes a sign at an earlier place, as when it turns out that a part of a formula needs brackets.
    pub(super) fn insert(&mut self, at: usize, sign: char) {
        if self.text.is_char_boundary(at) {
            self.text.insert(at, sign);
            let looks = self.looks.iter_mut().rev().take_while(|(from, _)| *from >= at && at > 0);
            looks.for_each(|(from, _)| *from += sign.len_utf8());
            let points = self.points.iter_mut().rev().take_while(|(from, _)| *from >= at);
            points.for_each(|(from, _)| *from += sign.len_utf8());
        }
    }

    /// How the last words look.
    pub(super) fn last_look(&self) -> Look {
        self.looks.last().map(|(_, look)| *look).unwrap_or_default()
    }

    /// Whether nobody would see anything of it.
    pub(super) fn is_blank(&self) -> bool {
        self.points.is_empty() && is_blank(&self.text)
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The lines of the reader, which are none where there is nothing to see. A heading is one line, however it is broken.
    pub(super) fn lines(mut self) -> (Vec<Line>, Vec<Piece>) {
        let is_number = self.shows_number && matches!(self.sign, Some(Some(Sign::Number { .. })));
        if self.is_blank() && !is_number {
            return (Vec::new(), self.after);
        }
        let level = self.level.or(self.style.level).filter(|level| *level > 0);
        let aligned = self.aligned.or(self.style.aligned);
        let form = Form {
            level,
            style: self.style.titling,
            is_centred: aligned == Some(Aligned::Centre),
            is_right: aligned == Some(Aligned::Right),
            is_bullet: self.sign == Some(Some(Sign::Bullet)),
            ..Form::default()
        };
        if level.is_some() || form.style.is_some() {
            self.join();
        }
        let mut lines = Vec::new();
        let mut from = 0;
        let ends = self.text.match_indices('\n').map(|(at, _)| at).chain([self.text.len()]);
        for range in ends.map(|end| std::mem::replace(&mut from, end + 1)..end) {
            let form = match lines.is_empty() {
                true => form.clone(),
                false => Form { level: None, style: None, is_bullet: false, ..form.clone() },
            };
            let mut line = self.line(range, form);
            if is_blank(&line.text) && line.marks.is_empty() && !(is_number && lines.is_empty()) {
                continue;
            }
            if let (true, Some(Some(Sign::Number { text, is_apart }))) = (lines.is_empty(), &self.sign) {
                line.set_number(text, *is_apart);
            }
            lines.push(line);
        }
        (lines, self.after)
    }

    /// Takes out the line ends: nothing stands between Han characters then, else a blank.
    fn join(&mut self) {
        let mut text = String::with_capacity(self.text.len());
        // Old places and the new ones, where they stop being equally far apart.
        let mut moves = vec![(0, 0)];
        let mut rest = self.text.as_str();
        while let Some((before, behind)) = rest.split_once('\n') {
            text.push_str(before);
            rest = behind.trim_start_matches('\n');
            if let (Some(last), Some(next)) = (text.chars().next_back(), rest.chars().next())
                && (!is_close(last) || !is_close(next))
                && !last.is_whitespace()
            {
                text.push(' ');
            }
            moves.push((self.text.len() - rest.len(), text.len()));
        }
        text.push_str(rest);
        let moved = |old: usize| {
            let next = moves.partition_point(|(from, _)| *from <= old);
            let (from, to) = moves[next - 1];
            (to + old - from).min(moves.get(next).map_or(text.len(), |(_, to)| *to))
        };
        self.looks.iter_mut().for_each(|(from, _)| *from = moved(*from));
        self.points.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.text = text;
    }

    /// The line of a range of the text.
    fn line(&self, range: Range<usize>, form: Form) -> Line {
        let mut line = Line { text: self.text[range.clone()].to_owned(), form, ..Line::default() };
        let mut looks: Vec<(Range<usize>, Look)> = Vec::new();
        let first = self.looks.partition_point(|(from, _)| *from <= range.start).saturating_sub(1);
        for (place, (from, look)) in self.looks.iter().enumerate().skip(first) {
            if *from >= range.end {
                break;
            }
            let end = self.looks.get(place + 1).map_or(range.end, |(next, _)| (*next).min(range.end));
            looks.push(((*from).max(range.start) - range.start..end - range.start, *look));
        }
        let (bold, all) = weights(&line.text, &looks);
        line.form.is_bold = bold == all && all > 0;
        line.form.half_points = size(&line.text, &looks);
        let is_plain = line.form.is_bold || line.form.level.is_some() || line.form.style.is_some();
        line.marks = marks(&line.text, &looks, &self.links, is_plain);
        let first = self.points.partition_point(|(at, _)| *at < range.start);
        let points = self.points[first..].iter().take_while(|(at, _)| *at <= range.end);
        line.marks.extend(points.map(|(at, what)| {
            let at = at - range.start;
            Mark { bytes: at..at, what: what.clone() }
        }));
        line.marks.sort_by_key(|mark| (mark.bytes.start, std::cmp::Reverse(mark.bytes.end)));
        line
    }
}

/// Whether a text has nothing to see.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || crate::text::is_blank(c))
}

/// Whether nothing stands between a character and the next.
fn is_close(c: char) -> bool {
    is_han(c) || c.is_whitespace() || "，。、：；！？（）《》“”‘’—…".contains(c)
}

/// How many characters that are seen are bold, and how many there are.
fn weights(text: &str, looks: &[(Range<usize>, Look)]) -> (usize, usize) {
    looks.iter().fold((0, 0), |(bold, all), (range, look)| {
        let seen = seen(&text[range.clone()]);
        (bold + if look.is_bold { seen } else { 0 }, all + seen)
    })
}

fn seen(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The size of most characters.
fn size(text: &str, looks: &[(Range<usize>, Look)]) -> Option<u16> {
    let mut sizes: Vec<(Option<u16>, usize)> = Vec::new();
    for (range, look) in looks {
        let seen = seen(&text[range.clone()]);
        match sizes.iter().position(|(size, _)| *size == look.half_points) {
            Some(place) => sizes[place].1 += seen,
            // More sizes than a person would use say nothing.
            None if sizes.len() < 64 => sizes.push((look.half_points, seen)),
            None => {}
        }
    }
    sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).and_then(|(size, _)| size)
}

/// What words carry: links, in them what is bold, in that what is raised.
fn marks(text: &str, looks: &[(Range<usize>, Look)], links: &[Rc<str>], is_plain: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    type Same = fn(&Look, &Look) -> bool;
    let same_link: Same = |a, b| a.link == b.link;
    let same_weight: Same = |a, b| a.link == b.link && a.is_bold == b.is_bold;
    let same_height: Same = |a, b| (a.link, a.is_bold, a.raised) == (b.link, b.is_bold, b.raised);
    let groups = |same: Same| {
        looks
            .chunk_by(move |(_, a), (_, b)| same(a, b))
            .map(|group| (group[0].0.start..group[group.len() - 1].0.end, group[0].1))
    };
    let mut mark = |range: Range<usize>, what: Carried| {
        let bytes = trimmed(text, range);
        if !bytes.is_empty() {
            marks.push(Mark { bytes, what });
        }
    };
    for (range, look) in groups(same_link) {
        if let Some(address) = look.link.and_then(|link| links.get(link)) {
            mark(range, Carried::Link(address.to_string()));
        }
    }
    for (range, _) in groups(same_weight).filter(|(_, look)| look.is_bold && !is_plain) {
        mark(range, Carried::Strong);
    }
    for (range, look) in groups(same_height) {
        match look.raised {
            Some(Raised::Above) => mark(range, Carried::Superscript),
            Some(Raised::Below) => mark(range, Carried::Subscript),
            Some(Raised::Not) | None => {}
        }
    }
    marks
}

/// A range without the blanks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..start.max(range.end - (words.len() - words.trim_end().len()))
}

impl Line {
    /// Takes the blanks at its beginning away.
    pub(super) fn trim_start(&mut self) {
        let by = self.text.len() - self.text.trim_start().len();
        self.text.drain(..by);
        let moved = |at: usize| at.saturating_sub(by);
        self.form.number = moved(self.form.number.start)..moved(self.form.number.end);
        for mark in &mut self.marks {
            mark.bytes = moved(mark.bytes.start)..moved(mark.bytes.end);
        }
    }

    /// Sets the number of a list in front.
    fn set_number(&mut self, number: &str, is_apart: bool) {
        let next = self.text.chars().next();
        let blank = if is_apart && wants_blank(number, next) { " " } else { "" };
        let by = number.len() + blank.len();
        self.text.insert_str(0, &format!("{number}{blank}"));
        for mark in &mut self.marks {
            mark.bytes = mark.bytes.start + by..mark.bytes.end + by;
        }
        self.form.number = 0..number.len();
    }
}

/// Whether a reader expects a blank between a number and a text: after `1.`, `1)`, `第一章`, and not after `一、`, `（一）`, `①`.
fn wants_blank(number: &str, next: Option<char>) -> bool {
    let Some(last) = number.chars().next_back() else { return false };
    if next.is_none_or(|next| next.is_whitespace() || crate::text::is_blank(next)) {
        return false;
    }
    match last {
        ')' if number.chars().any(is_han) => false,
        ')' if number.starts_with('(') => !next.is_some_and(is_han),
        c => c.is_ascii() || is_han(c),
    }
}
