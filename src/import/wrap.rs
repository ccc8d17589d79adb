//! Hard-wrapped text: a paragraph that a program cut into lines of one length is made one line again.
//!
//! Never touches a text whose lines are its paragraphs. Start at [`unwrapped`].

use std::borrow::Cow;

use crate::text::join::joins;
use crate::text::marker::marker;
use crate::text::{is_blank, is_han};

/// How long the lines of a wrapped text are, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=80;
/// How many lines of one length make a habit.
const HABIT: usize = 5;

/// The text with the lines of each paragraph joined, when it is hard-wrapped: when three of five lines of Han text that end in no
/// full stop or its like have one length, give or take one character. Between Han nothing is set, between Latin words a space.
///
/// A line ends its paragraph when it is short or ends in one of `。！？：；”`; in a text that indents its paragraphs only the next
/// indent ends one. A numbered line or a blank one begins a new paragraph.
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    let Some(length) = wrap_length(&lines) else { return Cow::Borrowed(text) };
    let indents = lines.iter().filter(|line| is_indented(line)).count() >= 2;
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim_end();
        let next = lines.get(at + 1).map_or("", |next| next.trim_end());
        let full = line.chars().count() + 1 >= length && !next.is_empty();
        let goes_on = full && !is_indented(next) && marker(next).is_none() && (indents || !ends_paragraph(line));
        out.push_str(line);
        match line.chars().next_back().zip(next.chars().next()).filter(|_| goes_on) {
            Some((before, after)) if joins(before, after) => {}
            Some(_) => out.push(' '),
            None => out.push('\n'),
        }
    }
    Cow::Owned(out)
}

fn is_indented(line: &str) -> bool {
    line.starts_with(is_blank) && !line.trim().is_empty()
}

fn ends_paragraph(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '：', '；', '”', '.', ':', '!', '?'])
}

/// The length at which the text is wrapped, or none when it is not.
fn wrap_length(lines: &[&str]) -> Option<usize> {
    let mut counts = [0_usize; *LENGTHS.end() + 2];
    let mut open = 0;
    for line in lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty() && !ends_paragraph(line)) {
        open += 1;
        let length = line.chars().count();
        // Rows of a table are of one length too, but they are numbers.
        let prose = line.chars().filter(|&c| is_han(c)).count() * 2 >= length;
        if let Some(count) = counts.get_mut(length).filter(|_| prose) {
            *count += 1;
        }
    }
    let near = |length: usize| counts[length - 1..=length + 1].iter().sum::<usize>();
    let length = LENGTHS.max_by_key(|&length| (near(length), counts[length]))?;
    // Headings may be of one length too, but then the paragraphs between them are longer.
    let longer = lines.iter().filter(|line| line.trim_end().chars().nth(length + 1).is_some()).count();
    (near(length) >= HABIT && near(length) * 5 >= open * 3 && longer * 20 <= lines.len()).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    const LONG: &str = "今年以来，全市档案系统认真落实上级部署，围绕中心服务大局，不断完善制度、充实队伍、改善条件，各项工作都取得了新的进展，群众满意度明显提高。";

    fn wrap(text: &str, length: usize) -> String {
        let characters: Vec<char> = text.chars().collect();
        characters.chunks(length).map(|line| line.iter().collect::<String>() + "\n").collect()
    }

    #[test]
    fn wrapped_paragraphs_become_lines_again() {
        let paragraphs = ["2022年档案工作总结", LONG, "一、主要工作", LONG, "（一）健全机构", LONG];
        let plain = paragraphs.map(|paragraph| format!("{paragraph}\n")).concat();
        let wrapped = paragraphs.map(|paragraph| wrap(paragraph, 30)).concat();
        assert_ne!(plain, wrapped);
        assert_eq!(unwrapped(&wrapped), plain);
        let indented = paragraphs.map(|paragraph| wrap(&format!("　　{paragraph}"), 28)).concat();
        assert_eq!(unwrapped(&indented), plain.lines().map(|line| format!("　　{line}\n")).collect::<String>());
    }

    #[test]
    fn paragraphs_that_are_lines_stay_as_they_are() {
        let sections = [
            "一、全面加强档案安全管理工作取得成效",
            "二、档案管理工作还存在的一些主要问题",
            "三、全面做好下一阶段的档案安全工作",
        ];
        let text = sections.map(|heading| format!("{heading}\n{LONG}\n")).concat().repeat(3);
        assert_eq!(unwrapped(&text), text);
        let rows: String = (10..40).map(|n| format!("2022-01-{n},云州,1.083{n}\n")).collect();
        assert_eq!(unwrapped(&rows), rows);
    }
}
