//! Knowledge of the written form (公文): what a line of a Chinese report means by how it is written.
//!
//! Pure functions over `&str`; never knows a type of the project, a file or a setting, and never changes a character.
//! Start at [`outline::recognise`], then [`enumeration::enumerations`] and [`mask::masks`].

use std::ops::RangeInclusive;

use memchr::{memchr_iter, memchr3_iter, memmem};
use pinyin::ToPinyin;
use regex::Regex;

pub(crate) mod bodies;
mod candidate;
pub mod code;
pub mod date;
pub mod enumeration;
pub mod join;
mod lookalike;
pub mod marker;
pub mod mask;
pub mod ordinal;
pub mod outline;
pub mod peel;
mod shape;

/// A pattern that is written in the code. Each stands in a [`LazyLock`](std::sync::LazyLock), so it is made once.
///
/// **Errors**: panics if the pattern is not a regular expression; that is a fault of the code, never of an input.
pub(crate) fn pattern(regex: &str) -> Regex {
    Regex::new(regex).expect("a pattern in the code is a regular expression")
}

/// Whether a character is Han (汉字), 々 and 〇 included.
///
/// ```
/// use huibian::text::is_han;
/// assert!(is_han('市') && is_han('〇'));
/// assert!(!is_han('，') && !is_han('X') && !is_han('の'));
/// ```
pub fn is_han(c: char) -> bool {
    matches!(c,
        '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// How a Han character is usually read (拼音), without tone, `v` for ü; `None` for what has no reading.
///
/// ```
/// use huibian::text::syllable;
/// assert_eq!(syllable('绿').as_deref(), Some("lv"));
/// assert_eq!(syllable('*'), None);
/// ```
pub fn syllable(c: char) -> Option<String> {
    c.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v"))
}

/// Whether a character is a blank that may surround a paragraph: space, tab, ideographic space, no-break space and the
/// two that nobody sees (byte order mark, zero-width space).
pub fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}' | '\u{FEFF}' | '\u{200B}')
}

/// How many characters a text has, white space apart: the length that people speak of.
///
/// ```
/// assert_eq!(huibian::text::length("云州市　2022 年\n"), 8);
/// ```
pub fn length(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ascii: usize = b"\t\n\x0B\x0C\r ".iter().map(|&blank| memchr_iter(blank, bytes).count()).sum();
    // Other white space begins with one of four bytes; of what begins with E3, where Chinese punctuation is, only one is.
    let wide = memmem::find_iter(bytes, "\u{3000}").count();
    let others = memchr3_iter(0xC2, 0xE1, 0xE2, bytes).filter(|&at| text[at..].starts_with(char::is_whitespace));
    (text.chars().count() - ascii - wide - others.count()) as u32
}

/// The bytes that begin, in UTF-8, the characters from U+4000 to U+9FFF: three bytes each, and as good as all of them Han.
const COMMON: RangeInclusive<u8> = 0xE4..=0xE9;

/// The characters outside that range, with their places. Most characters of a report are in it, and a search for signs
/// need not look at them one by one.
fn rare(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while text.as_bytes().get(at).is_some_and(|byte| COMMON.contains(byte)) {
            at += 3;
        }
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        Some((at - c.len_utf8(), c))
    })
}

/// Whether a character is a decimal digit, half-width or full-width.
pub fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn every_character_but_white_space_counts() {
        let all: String = ('\0'..=char::MAX).collect();
        assert_eq!(length(&all) as usize, all.chars().filter(|c| !c.is_whitespace()).count());
    }
}
