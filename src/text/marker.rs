//! Ordinal markers (层次序数): `一、`, `（一）`, `1.`, `（1）`, `一是`, `第一，` and their like.
//!
//! Sees one line and never decides whether it is a heading: that takes the whole document, see [`super::outline`].
//! Start at [`marker`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::ordinal::{number, roman};
use super::{is_blank, is_digit, pattern};

/// A marker at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its class.
    pub class: Class,
    /// Its number from 1, at most 65,535; of `1.2` the 2, of `B.` the 2, of 最后 the last.
    pub ordinal: u16,
    /// Its bytes in the line, with the `、` and the blanks that end it.
    pub bytes: Range<usize>,
}

/// The classes of markers, by rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `第一部分　`, `第一章　`
    Part,
    /// `一、`
    Cn,
    /// `（一）`, `㈠`
    Pcn,
    /// `1.`, `1、`, `⒈`
    Ar,
    /// `（1）`, `⑴`
    Par,
    /// `①`
    Circ,
    /// `1）`
    Rp,
    /// `A.`, `a)`
    Lat,
    /// `1.1 `
    Dec,
    /// `一是`, `一要`
    Shi,
    /// `第一，`, `其一，`
    Di,
    /// `首先，`, `其次，`
    Shou,
}

impl Class {
    /// How deep the norm puts the class: 0 is outermost, 6 are the classes that run within a section (`一是`).
    ///
    /// **Standard**: GB/T 9704—2012 §7.3.3 for 1 to 4 (`一、` `（一）` `1.` `（1）`), practice for the others. Depth in a
    /// document does not follow from it: seed 1 puts `1、` right below `一、`.
    pub fn rank(self) -> u8 {
        match self {
            Class::Part => 0,
            Class::Cn => 1,
            Class::Pcn => 2,
            Class::Ar => 3,
            Class::Par => 4,
            Class::Circ | Class::Rp | Class::Lat | Class::Dec => 5,
            Class::Shi | Class::Di | Class::Shou => 6,
        }
    }
}

/// The marker that a trimmed line begins with.
///
/// **Shape**: `（一）坚持…。突出…` gives class `Pcn`, ordinal 1; `1、组织…` is accepted although the norm writes `1.`
/// (practice, seed 1 line 4). `3.5亿元` has a marker too, `3.`: that it is a decimal is for the outline to say.
///
/// ```
/// use huibian::text::marker::{Class, marker};
/// let line = "（二）　健全机制。";
/// let found = marker(line).expect("a marker");
/// assert_eq!((found.class, found.ordinal, &line[found.bytes]), (Class::Pcn, 2, "（二）　"));
/// assert_eq!(marker("2022年，全市"), None);
/// assert_eq!(marker("第一书记驻村"), None);
/// ```
pub fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let (class, ordinal, end) = glyph(first).or_else(|| spelled(line, first))?;
    let ordinal = u16::try_from(ordinal).ok().filter(|&n| n > 0)?;
    let blank = line[end..].len() - line[end..].trim_start_matches(is_blank).len();
    Some(Marker { class, ordinal, bytes: 0..end + blank })
}

/// A decimal number that a blank or nothing at all parts from the words: `1 引言`, `1.1概述`, `3.1. 指标`. Any line may begin so; only
/// its neighbours tell.
pub(super) fn spaced(line: &str) -> Option<Marker> {
    static SPACED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^([0-9]{1,2}(?:[.．][0-9]{1,2}){0,3})([.．、]?[ 　\t]+|[.．]?)"));
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let found = SPACED.captures(line)?;
    let (written, gap) = (&found[1], &found[2]);
    let end = found.get(0)?.end();
    let several = written.contains(['.', '．']);
    let words = line[end..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '《' | '（'));
    let parted = gap.ends_with(is_blank) || several;
    let ordinal = u16::try_from(number(written.rsplit(['.', '．']).next()?)?).ok().filter(|&n| n > 0)?;
    (words && parted).then_some(Marker { class: Class::Dec, ordinal, bytes: 0..end })
}

/// The bytes of a line without the blanks at both ends.
///
/// ```
/// let line = "　　一、组织建设 ";
/// assert_eq!(&line[huibian::text::marker::trim(line)], "一、组织建设");
/// ```
pub fn trim(line: &str) -> Range<usize> {
    let end = line.trim_end_matches(is_blank).len();
    let start = end - line[..end].trim_start_matches(is_blank).len();
    start..end
}

/// Whether a marker can begin so; most lines and clauses of a report begin otherwise.
pub(super) fn may_begin(c: char) -> bool {
    begins(c) || glyph(c).is_some()
}

/// Markers that are one character.
fn glyph(c: char) -> Option<(Class, u32, usize)> {
    let (class, zero) = match c {
        '㈠'..='㈩' => (Class::Pcn, 0x321F),
        '⒈'..='⒛' => (Class::Ar, 0x2487),
        '⑴'..='⒇' => (Class::Par, 0x2473),
        '①'..='⑳' => (Class::Circ, 0x245F),
        _ => return None,
    };
    Some((class, u32::from(c) - zero, c.len_utf8()))
}

/// Markers that are several characters: the first pattern that matches, when its number is one.
fn spelled(line: &str, first: char) -> Option<(Class, u32, usize)> {
    if !begins(first) {
        return None;
    }
    let (pattern, found) =
        PATTERNS.iter().filter(|pattern| (pattern.begins)(first)).find_map(|p| Some((p, p.regex.captures(line)?)))?;
    let written = found.get(1)?.as_str();
    let ordinal = match pattern.class {
        Class::Dec => number(written.rsplit('.').next()?),
        Class::Lat => Some(u32::from(written.bytes().next()?.to_ascii_uppercase() - b'A') + 1),
        Class::Shou => [("首先", 1), ("其次", 2), ("再次", 3), ("再者", 4), ("最后", 5)]
            .iter()
            .find_map(|&(word, n)| (word == written).then_some(n)),
        _ => number(written).or_else(|| roman(written)),
    };
    Some((pattern.class, ordinal?, found.get(0)?.end()))
}

/// Whether any of the patterns can begin so.
fn begins(c: char) -> bool {
    is_numeral(c)
        || is_digit(c)
        || is_opening(c)
        || c.is_ascii_alphabetic()
        || matches!(c, '第' | '其' | '首' | '再' | '最')
}

type Begins = fn(char) -> bool;

struct Pattern {
    class: Class,
    /// Which characters it can begin with.
    begins: Begins,
    regex: Regex,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let rows: [(Class, Begins, &str); 11] = [
        (
            Class::Part,
            |c| c == '第',
            r"^第([〇零一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3}|[IVX]{1,4}|[Ⅰ-Ⅻ])(?:编|部分|章)(?:[\s　：:、]+|$)",
        ),
        (Class::Cn, is_numeral, r"^([一二三四五六七八九十百]{1,4}|[壹贰叁肆伍陆柒捌玖拾]{1,3})[ 　]*[、．.][ 　]*"),
        (Class::Pcn, is_opening, r"^[（(〔][ 　]*([一二三四五六七八九十百]{1,4})[ 　]*[）)〕][ 　]*[、．.]?[ 　]*"),
        (Class::Dec, is_digit, r"^([0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[ 　]+"),
        (Class::Ar, is_digit, r"^([0-9０-９]{1,2})[ 　]*[、．.][ 　]*"),
        (Class::Par, is_opening, r"^[（(][ 　]*([0-9０-９]{1,2})[ 　]*[）)][ 　]*[、．.]?[ 　]*"),
        (Class::Rp, is_digit, r"^([0-9０-９]{1,2})[ 　]*[）)][ 　]*"),
        (Class::Lat, |c| is_opening(c) || c.is_ascii_alphabetic(), r"^[（(]?([A-Za-z])[ 　]*[、．.）)][ 　]*"),
        (Class::Shi, is_numeral, r"^([一二三四五六七八九十]{1,3})(?:是|要)[：:，,]?"),
        (Class::Di, |c| matches!(c, '第' | '其'), r"^(?:第|其)([一二三四五六七八九十]{1,3})是?[，,、：:]"),
        (Class::Shou, |c| matches!(c, '首' | '其' | '再' | '最'), r"^(首先|其次|再次|再者|最后)[，,]"),
    ];
    rows.into_iter().map(|(class, begins, regex)| Pattern { class, begins, regex: pattern(regex) }).collect()
});

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
        || matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾')
}

fn is_opening(c: char) -> bool {
    matches!(c, '（' | '(' | '〔')
}

#[cfg(test)]
mod tests {
    use super::{Class, marker};

    #[test]
    fn markers_are_read_in_every_form() {
        use Class::*;
        let cases = [
            ("第一部分　工作回顾", Some((Part, 1, "第一部分　"))),
            ("第2章：目标", Some((Part, 2, "第2章："))),
            ("第三编", Some((Part, 3, "第三编"))),
            ("第IV部分　甲", Some((Part, 4, "第IV部分　"))),
            ("第Ⅱ部分 甲", Some((Part, 2, "第Ⅱ部分 "))),
            ("第一部分工作", None),
            ("一、甲", Some((Cn, 1, "一、"))),
            ("十一． 甲", Some((Cn, 11, "十一． "))),
            ("贰、甲", Some((Cn, 2, "贰、"))),
            ("一 、甲", Some((Cn, 1, "一 、"))),
            ("百十、甲", None),
            ("(三)、甲", Some((Pcn, 3, "(三)、"))),
            ("〔四〕甲", Some((Pcn, 4, "〔四〕"))),
            ("㈤甲", Some((Pcn, 5, "㈤"))),
            ("1.1 甲", Some((Dec, 1, "1.1 "))),
            ("2.3.12　甲", Some((Dec, 12, "2.3.12　"))),
            ("1.1甲", Some((Ar, 1, "1."))),
            ("１２．甲", Some((Ar, 12, "１２．"))),
            ("⒎ 甲", Some((Ar, 7, "⒎ "))),
            ("0.甲", None),
            ("2022.甲", None),
            ("（ 8 ）甲", Some((Par, 8, "（ 8 ）"))),
            ("⑵甲", Some((Par, 2, "⑵"))),
            ("（2022）5号", None),
            ("⑳甲", Some((Circ, 20, "⑳"))),
            ("3)甲", Some((Rp, 3, "3)"))),
            ("B. next", Some((Lat, 2, "B. "))),
            ("（c）甲", Some((Lat, 3, "（c）"))),
            ("二是甲", Some((Shi, 2, "二是"))),
            ("一要：甲", Some((Shi, 1, "一要："))),
            ("第三，甲", Some((Di, 3, "第三，"))),
            ("其一是，甲", Some((Di, 1, "其一是，"))),
            ("第一书记", None),
            ("第一条　甲", None),
            ("首先，甲", Some((Shou, 1, "首先，"))),
            ("最后，甲", Some((Shou, 5, "最后，"))),
            ("其次要", None),
            ("一把手负总责", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let found = marker(line);
            let seen = found.as_ref().map(|found| (found.class, found.ordinal, &line[found.bytes.clone()]));
            assert_eq!(seen, expected, "{line}");
        }
    }
}
