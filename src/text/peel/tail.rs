//! The end of an official document: 附件说明, 署名, 成文日期, 附注 and 版记.
//!
//! Never takes a date in the text for 成文日期: nothing but 附注, 版记 or an attachment may follow it. Start at [`tail`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Peeled, Role, bodies, is_date, is_short};
use crate::text::bodies::ends_as_body;
use crate::text::date::{self, Day};
use crate::text::marker::{Class, marker, trim};
use crate::text::pattern;

/// 附件说明 with the lines of its list: `附件：1.统计表`, `2.名单`, …
pub(super) fn attachments(lines: &[&str], peeled: &mut Peeled) {
    let ordinal = |text: &str| marker(text).filter(|marker| marker.class == Class::Ar).map(|marker| marker.ordinal);
    for first in 0..lines.len() {
        let named = lines[first].strip_prefix("附件：").or_else(|| lines[first].strip_prefix("附件:"));
        let Some(named) = named.filter(|_| peeled.roles[first] == Role::Body) else { continue };
        peeled.roles[first] = Role::Attachments;
        let mut last = if named.is_empty() { Some(0) } else { ordinal(named) };
        for line in (first + 1..lines.len()).filter(|&line| !lines[line].is_empty()) {
            let next = ordinal(lines[line]).filter(|_| is_short(lines[line]));
            if last.is_none() || next != last.map(|last| last + 1) {
                break;
            }
            peeled.roles[line] = Role::Attachments;
            last = next;
        }
    }
}

/// Signature, date, 附注 and 版记: the lines from the end, or those before an attachment that follows.
pub(super) fn tail(lines: &[&str], peeled: &mut Peeled) {
    let Some(first) = peeled.body().find(|&line| !is_short(lines[line]) || lines[line].ends_with('。')) else {
        return;
    };
    let dated = (first + 1..lines.len()).filter(|&line| peeled.roles[line] == Role::Body && !lines[line].is_empty());
    let dated = dated.filter(|&line| is_short(lines[line]));
    let dated = dated.filter(|&line| is_date(lines[line]) || signed_and_dated(lines[line]).is_some());
    let closing = dated.map(|line| (line, closing(lines, line + 1))).find(|(_, closing)| closing.closes);
    let from = match &closing {
        Some((line, _)) => line + 1,
        None => non_blank_back(lines).nth(3).unwrap_or(0).max(first + 1),
    };
    let end = closing.as_ref().map_or(lines.len(), |(_, closing)| closing.lines.end);
    (from..end).for_each(|line| imprint(lines[line], line, closing.is_some(), peeled));
    let Some((line, _)) = closing else { return };
    if let Some((signature, day)) = signed_and_dated(lines[line]) {
        peeled.signature = vec![signature.to_owned()];
        peeled.date = Some(day);
        peeled.roles[line] = Role::Signature;
        return;
    }
    peeled.date = date::date(lines[line]);
    peeled.roles[line] = Role::Date;
    signatures(lines, line, first, peeled);
}

/// What stands below a date.
struct Closing {
    lines: Range<usize>,
    /// Whether the date is that of the document: the end follows, or 附注, or 版记, or an attachment.
    closes: bool,
}

fn closing(lines: &[&str], from: usize) -> Closing {
    static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| pattern("^附件[ 　]*[0-9一二三四五六七八九十]*[：:]?$"));
    let imprinted = |line: &usize| lines[*line].is_empty() || element(lines[*line], true).is_some();
    let end = (from..lines.len()).find(|line| !imprinted(line)).unwrap_or(lines.len());
    let seen = (from..end).any(|line| !lines[line].is_empty());
    let closes = seen || end == lines.len() || ATTACHMENT.is_match(lines[end]);
    Closing { lines: from..end, closes }
}

/// The element of 附注 or 版记 that a line is.
fn element(line: &str, after_date: bool) -> Option<Role> {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern("^[（(].{2,60}[）)]$"));
    static COPIES: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:抄送|抄报)(?:机关)?[：:]"));
    static PRINTING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^。]{0,60}印发$|^[（(]?共印[0-9*×]+份[）)]?$"));
    if COPIES.is_match(line) {
        Some(Role::Copies)
    } else if PRINTING.is_match(line) {
        Some(Role::Printing)
    } else {
        let note = NOTE.is_match(line) && marker(line).is_none();
        (note && (after_date || line.contains("此件"))).then_some(Role::Note)
    }
}

/// Whether a line is one of 版记.
pub(super) fn is_imprint(line: &str) -> bool {
    matches!(element(line, false), Some(Role::Copies | Role::Printing))
}

fn imprint(text: &str, line: usize, after_date: bool, peeled: &mut Peeled) {
    if peeled.roles[line] != Role::Body {
        return;
    }
    let Some(role) = element(text, after_date) else { return };
    peeled.roles[line] = role;
    if role == Role::Copies {
        peeled.copies.extend(bodies(text.split_once(['：', ':']).map_or(text, |(_, after)| after)));
    } else if role == Role::Note && text.contains("公开") {
        peeled.openness = Some(text.trim_matches(['（', '(', '）', ')']).to_owned());
    }
}

/// `云州市档案局　2022年10月9日` in one line.
pub(super) fn signed_and_dated(line: &str) -> Option<(&str, Day)> {
    let written = date::dates(line).pop().filter(|written| written.bytes.end == line.len())?;
    let before = &line[..written.bytes.start];
    let signature = &before[trim(before)];
    (signature.len() < before.len() && is_signature(signature)).then_some((signature, written.day?))
}

/// The lines above the date: one body, or several that sign together.
fn signatures(lines: &[&str], date: usize, first: usize, peeled: &mut Peeled) {
    let above = (first + 1..date).rev().filter(|&line| !lines[line].is_empty());
    for line in above.take(4) {
        let text = lines[line];
        let signs =
            if peeled.signature.is_empty() { is_signature(text) } else { is_signature(text) && ends_as_body(text) };
        if !signs || peeled.roles[line] != Role::Body {
            break;
        }
        peeled.roles[line] = Role::Signature;
        peeled.signature.insert(0, text.to_owned());
    }
}

fn is_signature(text: &str) -> bool {
    (2..=30).contains(&text.chars().count())
        && !text.contains(['。', '；', '，', '！', '？', '：', ':'])
        && marker(text).is_none()
}

fn non_blank_back<'a>(lines: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    (0..lines.len()).rev().filter(|&line| !lines[line].is_empty())
}
