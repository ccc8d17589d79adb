//! Several reports in one file (一文多篇): they are refused, since nobody could say which of them the file is.
//!
//! Never takes an attachment, or a second copy of the same text, for another report. Start at [`others`].

use crate::text::date;
use crate::text::is_blank;
use crate::text::marker::{Class, marker, trim};

use super::title::{score, type_word};

/// The lines, after the first title, where another report begins.
///
/// **The rule**: a line that is a title by its words stands below the date of the report before it, or below a blank line and
/// `一、` begins again behind it as it did before it; it is not called an attachment, and neither title is a part of the other.
pub(super) fn others(lines: &[&str], first: &str, names_unit: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let text = |line: usize| &lines[line][trim(lines[line])];
    let filled: Vec<usize> = (0..lines.len()).filter(|&line| !text(line).is_empty()).collect();
    let is_one = |line: &usize| marker(text(*line)).is_some_and(|found| found.class == Class::Cn && found.ordinal == 1);
    let begins: Vec<usize> = filled.iter().copied().filter(is_one).collect();
    let mut known = vec![bare(first)];
    let mut found = Vec::new();
    for (place, &line) in filled.iter().enumerate().skip(2) {
        if !is_title(text(line)) || score(lines, line, None, names_unit) < ENOUGH {
            continue;
        }
        let mut above = (place - 2..place).map(|place| text(filled[place]));
        if above.any(|above| above.starts_with("附件") || above.starts_with("附：")) {
            continue;
        }
        let dated = ends_report(text(filled[place - 1]));
        let restarts = begins.iter().any(|&one| one < line) && begins.iter().any(|&one| one > line);
        let parted = filled[place - 1] + 1 < line;
        let title = bare(text(line));
        let is_known = known.iter().any(|known| known.contains(&title) || title.contains(known.as_str()));
        if (dated || restarts && parted) && !is_known && filled.len() - place > 2 {
            found.push(line);
            known.push(title);
        }
    }
    found
}

/// What a line must score to be another title: more than the first needs, since nothing stands around it.
const ENOUGH: i32 = 4;

/// The kinds of reports; rules and plans stand below notices that send them out.
fn is_title(text: &str) -> bool {
    const KINDS: [&str; 5] = ["总结", "汇报", "报告", "通报", "讲话"];
    marker(text).is_none()
        && !text.contains(['。', '；', '，'])
        && !text.ends_with(['：', ':'])
        && text.chars().nth(5).is_some()
        && text.chars().nth(60).is_none()
        && type_word(text).is_some_and(|word| KINDS.iter().any(|kind| word.contains(kind)))
}

/// Whether a line can be the last of a report: its date, or what stands below it.
fn ends_report(line: &str) -> bool {
    date::date(line).is_some() || date::is_masked(line) || line.ends_with("印发") || line.starts_with("（此件")
}

fn bare(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}
