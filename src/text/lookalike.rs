//! What only looks like a marker: decimals, counts, series of Han numbers, an idiom (rules R2 to R5).
//!
//! Never looks beyond the few characters behind the marker.
//! Start at any of the three questions.

use std::sync::LazyLock;

use regex::Regex;

use super::marker::{Class, Marker};
use super::{is_digit, pattern};

/// Whether marker and text are one number or name: `3.5亿元`, `1、2号楼`, `1.2 亿元`, `U.S.` (rules R2 and R3). A year
/// after the marker is none: `1.2022年工作`.
pub(super) fn is_number(found: &Marker, line: &str) -> bool {
    let (written, rest) = line.split_at(found.bytes.end);
    match found.class {
        Class::Ar => {
            let decimal = written.ends_with(['.', '．']) && rest.starts_with(is_digit) && !YEAR.is_match(rest);
            decimal || COUNT.is_match(rest)
        }
        Class::Dec => MEASURES.iter().any(|measure| rest.starts_with(measure)),
        Class::Lat => {
            let mut next = rest.chars();
            next.next().is_some_and(|c| c.is_ascii_alphabetic()) && next.next() == Some('.')
        }
        _ => false,
    }
}

/// Whether marker and text look like a series of Han numbers: `二、三季度`, `一、二、三产业` (rule R4).
pub(super) fn is_series(found: &Marker, line: &str) -> bool {
    found.class == Class::Cn && SERIES.is_match(&line[found.bytes.end..])
}

/// 一是一，二是二 (rule R5).
pub(super) fn is_idiom(found: &Marker, line: &str) -> bool {
    found.class == Class::Shi && IDIOM.is_match(&line[found.bytes.end..])
}

const MEASURES: [&str; 12] = ["亿", "万元", "万人", "元", "%", "％", "个百分点", "倍", "公里", "平方", "吨", "亩"];

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:19|20)[0-9]{2}年"));
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[0-9０-９]{1,4}(?:、|日|月|号|期|批|组|类|级|楼|栋|幢|年级|届|标段|人|个|名|家|万|亿|%|％)")
});
static SERIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[一二三四五六七八九十]{1,3}(?:、|季度|月|号|期|批|组|类|级|线|楼|栋|幢|产业|等奖|把手|年级|届|标段|中队)",
    )
});
static IDIOM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[一二三四五六七八九十]{1,3}[、，。；”]"));
