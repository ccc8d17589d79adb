//! From a text to its paragraphs: a paragraph that a program cut into lines of one length is made one line again.
//!
//! Never touches a text whose lines are its paragraphs, and never drops a character but line ends and blanks before them.
//! Start at [`paragraphs`].

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use crate::text::join::joins;
use crate::text::marker::{Class, marker};
use crate::text::{is_blank, is_digit, is_han};

/// The text with one paragraph in every line.
///
/// Vertical tab, form feed, NEL and the separators of Unicode end a line as `\n` does. What nobody sees (a line of zero-width
/// spaces) makes no paragraph and goes to the line before it.
///
/// A text is hard-wrapped when three of five lines of Han text that end in no full stop or its like have one length, counted in
/// characters or in columns; a Latin text, when no line had room for the first word of the next. Then lines are joined: between Han
/// nothing is set, between Latin words a space. A line ends its paragraph when it is short or ends in one of `。！？：；”`; in a text
/// that sets its paragraphs off by an indent or a blank line only these end one. A numbered line begins a new paragraph.
pub fn paragraphs(text: &str) -> Cow<'_, str> {
    let text = parted(text);
    let lines: Vec<&str> = text.lines().collect();
    match Fill::of(&lines) {
        Some(fill) => Cow::Owned(joined(&lines, fill)),
        None => text,
    }
}

fn parted(text: &str) -> Cow<'_, str> {
    const ENDS: [char; 5] = ['\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    let is_unseen = |line: &str| !line.trim().is_empty() && line.chars().all(|c| is_blank(c) || c.is_whitespace());
    let text = if text.contains(ENDS) { Cow::Owned(text.replace(ENDS, "\n")) } else { Cow::Borrowed(text) };
    if !text.lines().any(is_unseen) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if is_unseen(line) && out.ends_with('\n') {
            out.pop();
        }
        out.push_str(line);
        out.push('\n');
    }
    Cow::Owned(out)
}

/// How many lines of one length make a habit.
const HABIT: usize = 5;

/// How a wrapped text fills its lines.
#[derive(Debug, Clone, Copy)]
enum Fill {
    /// As many characters or columns as fit: at least this many.
    Length { measure: fn(&str) -> usize, least: usize },
    /// As many words as fit into this many columns.
    Words { columns: usize },
}

impl Fill {
    /// How the text is wrapped, or none when it is not.
    fn of(lines: &[&str]) -> Option<Self> {
        let characters = |line: &str| line.chars().count();
        Self::of_length(lines, characters, 16, 1)
            .or_else(|| Self::of_length(lines, |line| line.width(), 32, 2))
            .or_else(|| Self::of_words(lines))
    }

    /// Lines are at least `shortest` and at most five times as long; those of a wrapped text differ by `slack` in each direction.
    fn of_length(lines: &[&str], measure: fn(&str) -> usize, shortest: usize, slack: usize) -> Option<Self> {
        let lengths = shortest..=5 * shortest;
        let mut counts = vec![0_usize; lengths.end() + slack + 1];
        let mut open = 0;
        for line in lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty() && !ends_paragraph(line)) {
            open += 1;
            // Rows of a table are of one length too, but they are numbers.
            if let Some(count) = counts.get_mut(measure(line)).filter(|_| is_han_prose(line)) {
                *count += 1;
            }
        }
        let near = |length: usize| counts[length - slack..=length + slack].iter().sum::<usize>();
        let length = lengths.max_by_key(|&length| (near(length), counts[length]))?;
        // Headings may be of one length too, but then the paragraphs between them are longer.
        let longer = lines.iter().filter(|line| measure(line.trim_end()) > length + slack).count();
        let wrapped = near(length) >= HABIT && near(length) * 5 >= open * 3 && longer * 20 <= lines.len();
        wrapped.then_some(Self::Length { measure, least: length - slack })
    }

    fn of_words(lines: &[&str]) -> Option<Self> {
        let columns = lines.iter().map(|line| line.trim_end().width()).max()?;
        let fill = Self::Words { columns };
        let pairs = lines.windows(2).filter(|pair| !pair[0].trim().is_empty() && !begins_paragraph(pair[1]));
        let (mut n, mut full) = (0, 0);
        for pair in pairs.filter(|pair| is_latin_prose(pair[0])) {
            n += 1;
            full += usize::from(fill.is_full(pair[0].trim_end(), pair[1]));
        }
        ((40..=120).contains(&columns) && full >= HABIT && full * 5 >= n * 4).then_some(fill)
    }

    /// Whether the next line could not have begun in this one.
    fn is_full(self, line: &str, next: &str) -> bool {
        match self {
            Self::Length { measure, least } => measure(line) >= least,
            Self::Words { columns } => {
                let word = next.split_whitespace().next().unwrap_or_default();
                line.width() + 1 + word.width() > columns
            }
        }
    }
}

fn joined(lines: &[&str], fill: Fill) -> String {
    let sets_off = lines.iter().filter(|line| is_indented(line)).count() >= 2 || has_gaps(lines, fill);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim_end();
        let next = lines.get(at + 1).map_or("", |next| next.trim_end());
        let goes_on = !begins_paragraph(next) && fill.is_full(line, next) && (sets_off || !ends_paragraph(line));
        out.push_str(line);
        match line.chars().next_back().zip(next.chars().next()).filter(|_| goes_on) {
            Some((before, after)) if joins(before, after) => {}
            Some(_) => out.push(' '),
            None => out.push('\n'),
        }
    }
    out
}

/// Whether blank lines part the paragraphs: nearly every short line has one behind it.
fn has_gaps(lines: &[&str], fill: Fill) -> bool {
    let (mut ends, mut gaps) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[0].trim().is_empty()) {
        let gap = pair[1].trim().is_empty();
        if gap || !fill.is_full(pair[0].trim_end(), pair[1]) {
            ends += 1;
            gaps += usize::from(gap);
        }
    }
    gaps >= 2 && gaps * 5 >= ends * 4
}

fn is_indented(line: &str) -> bool {
    line.starts_with(is_blank) && !line.trim().is_empty()
}

/// Whether a line is blank, indented, numbered or an item of a list. `3.5亿元` is no number of a paragraph.
fn begins_paragraph(line: &str) -> bool {
    let is_numbered = |line: &str| {
        marker(line).is_some_and(|marker| {
            let rest = &line[marker.bytes.end..];
            marker.class != Class::Ar
                || !rest.starts_with(is_digit)
                || rest.chars().take_while(|&c| is_digit(c)).count() == 4
        })
    };
    line.trim().is_empty()
        || is_indented(line)
        || is_numbered(line)
        || ["- ", "* ", "•", "·"].iter().any(|bullet| line.starts_with(bullet))
}

fn ends_paragraph(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '：', '；', '”', '.', ':', '!', '?'])
}

fn is_han_prose(line: &str) -> bool {
    line.chars().filter(|&c| is_han(c)).count() * 2 >= line.chars().count()
}

fn is_latin_prose(line: &str) -> bool {
    let fits = |c: &char| c.is_alphabetic() && !is_han(*c) || *c == ' ';
    line.chars().filter(fits).count() * 5 >= line.chars().count() * 4
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    const LONG: &str = "今年以来，全市档案系统认真落实上级部署，围绕中心服务大局，不断完善制度、充实队伍、改善条件，各项工作都取得了新的进展，群众满意度明显提高。";

    fn wrap(text: &str, length: usize) -> String {
        let characters: Vec<char> = text.chars().collect();
        characters.chunks(length).map(|line| line.iter().collect::<String>() + "\n").collect()
    }

    #[test]
    fn wrapped_paragraphs_become_lines_again() {
        let sections = ["2022年档案工作总结", LONG, "一、主要工作", LONG, "（一）健全机构", LONG];
        let plain = sections.map(|paragraph| format!("{paragraph}\n")).concat();
        let wrapped = sections.map(|paragraph| wrap(paragraph, 30)).concat();
        assert_ne!(plain, wrapped);
        assert_eq!(paragraphs(&wrapped), plain);
        let indented = sections.map(|paragraph| wrap(&format!("　　{paragraph}"), 28)).concat();
        assert_eq!(paragraphs(&indented), plain.lines().map(|line| format!("　　{line}\n")).collect::<String>());
    }

    #[test]
    fn a_full_line_that_ends_in_a_full_stop_goes_on_where_blank_lines_part() {
        let sentence = "各县都新建了库房，添置了设备，充实了人员。";
        let paragraph = sentence.repeat(7);
        let long = LONG.repeat(2);
        let section = |end: &str| format!("{paragraph}{end}{long}{end}二、下步打算{end}");
        assert_eq!(sentence.chars().count(), 21);
        let wrapped = [&paragraph, &long, "二、下步打算"].map(|paragraph| wrap(paragraph, 21) + "\n").concat();
        assert_eq!(paragraphs(&wrapped), section("\n\n"));
    }

    #[test]
    fn lines_of_one_width_are_wrapped_whatever_their_count_of_characters() {
        let mut lines = String::new();
        let mut width = 0;
        let text = format!("完成投资12,345.6万元，建成3座库房、128个查阅点；{LONG}").repeat(2);
        for c in text.chars() {
            let columns = if c.is_ascii() { 1 } else { 2 };
            if width + columns > 60 {
                lines.push('\n');
                width = 0;
            }
            width += columns;
            lines.push(c);
        }
        assert_eq!(paragraphs(&lines).trim_end(), text);
    }

    #[test]
    fn english_is_wrapped_between_words() {
        let text = "The office handled many ships in the year, and delays fell by a third while no serious accident was reported anywhere. The new quay was opened in May and has been in use ever since then without a break of even one day.";
        let mut wrapped = String::new();
        let mut width = 0;
        for word in text.split(' ') {
            if width + 1 + word.len() > 44 {
                wrapped.push('\n');
                width = 0;
            } else if width > 0 {
                wrapped.push(' ');
                width += 1;
            }
            width += word.len();
            wrapped.push_str(word);
        }
        let both = format!("Annual Report\n\n{wrapped}\n\n1. Safety\n\n{wrapped}\n");
        assert_eq!(paragraphs(&both), format!("Annual Report\n\n{text}\n\n1. Safety\n\n{text}\n"));
    }

    #[test]
    fn paragraphs_that_are_lines_stay_as_they_are() {
        let sections = [
            "一、全面加强档案安全管理工作取得成效",
            "二、档案管理工作还存在的一些主要问题",
            "三、全面做好下一阶段的档案安全工作",
        ];
        let rows: String = (10..40).map(|n| format!("2022-01-{n},云州,1.083{n}\n")).collect();
        let latin_rows: String =
            (10..40).map(|n| format!("07/19/2015 21:00:{n}.469 quay,1.083,1.08{n} closed again\n")).collect();
        let list: String = (10..40).map(|n| format!("- item {n} of the list is written in one line\n")).collect();
        let text = sections.map(|heading| format!("{heading}\n{LONG}\n")).concat().repeat(3);
        for text in [text, rows, latin_rows, list] {
            assert_eq!(paragraphs(&text), text);
        }
    }

    #[test]
    fn every_kind_of_line_end_parts_lines_and_unseen_lines_are_no_paragraphs() {
        assert_eq!(paragraphs("甲\u{2028}乙\u{C}丙\u{85}丁"), "甲\n乙\n丙\n丁");
        assert_eq!(paragraphs("甲\n\u{200B}\n \u{FEFF}\n乙\n"), "甲\u{200B} \u{FEFF}\n乙\n");
    }
}
