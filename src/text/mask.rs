//! Masks (掩码): the signs that stand where a name or a number was hidden, `***`, `××`, `某市`.
//!
//! Never reads a meaning into a mask and never changes its length. Start at [`masks`].

use std::ops::Range;

use memchr::memmem;

use super::{is_digit, is_han};

/// The mask runs of `text` in order, as byte ranges that do not overlap.
///
/// **Shape**: `从*年*月` has two, `团***委` one, `138****1234` one, `某市` one (the 某). No masks are the zeros of
/// `二〇〇八年`, the sign of `3×4米`, the X of `5＋X`, `X光` and `MAXX`.
/// **Standard**: practice; official samples write `×`, published corpora `*` (seed 1 line 1, seed 2 throughout).
///
/// ```
/// use huibian::text::mask::masks;
/// let text = "团***委和某市××局";
/// let found: Vec<&str> = masks(text).into_iter().map(|run| &text[run]).collect();
/// assert_eq!(found, ["***", "某", "××"]);
/// assert!(masks("二〇〇八年，长3×4米，5＋X模式").is_empty());
/// ```
pub fn masks(text: &str) -> Vec<Range<usize>> {
    let places = SIGNS.iter().flat_map(|(sign, _)| memmem::find_iter(text.as_bytes(), sign));
    let mut found: Vec<_> = places.filter_map(|at| run(text, at)).collect();
    found.sort_unstable_by_key(|run| run.start);
    found
}

/// The run that begins with the sign at `start`, if it does and if it hides something.
fn run(text: &str, start: usize) -> Option<Range<usize>> {
    let (before, rest) = text.split_at(start);
    let family = rest.chars().next().and_then(sign)?;
    if before.chars().next_back().and_then(sign) == Some(family) {
        return None;
    }
    let after = rest.trim_start_matches(|c| sign(c) == Some(family));
    let end = text.len() - after.len();
    hides(family, before, &text[start..end], after).then_some(start..end)
}

/// The families of signs; a run is of one family.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `*`
    Star,
    /// `×`
    Cross,
    /// The boxes and circles of forms: `□□`, `○○`.
    Form,
    /// `__`
    Blank,
    /// `某`
    Someone,
    /// `XX`
    Letter,
}

/// Every sign, to be looked for by itself: that is faster than to look at every character of a text.
const SIGNS: [(&str, Sign); 16] = [
    ("*", Sign::Star),
    ("×", Sign::Cross),
    ("✕", Sign::Cross),
    ("╳", Sign::Cross),
    ("□", Sign::Form),
    ("〇", Sign::Form),
    ("○", Sign::Form),
    ("●", Sign::Form),
    ("■", Sign::Form),
    ("_", Sign::Blank),
    ("＿", Sign::Blank),
    ("某", Sign::Someone),
    ("X", Sign::Letter),
    ("x", Sign::Letter),
    ("Ｘ", Sign::Letter),
    ("ｘ", Sign::Letter),
];

fn sign(c: char) -> Option<Sign> {
    SIGNS.iter().find(|(sign, _)| sign.starts_with(c)).map(|&(_, family)| family)
}

/// Whether a run of a family stands for something hidden, by what stands around it.
fn hides(family: Sign, before: &str, run: &str, after: &str) -> bool {
    let several = run.chars().nth(1).is_some();
    match family {
        Sign::Star => true,
        Sign::Cross => several || !multiplies(before, after),
        Sign::Form => several && !continues_number(before, run),
        Sign::Blank => several && !(before.ends_with(is_latin) && after.starts_with(is_latin)),
        Sign::Someone => several || names_a_body(after),
        Sign::Letter if several => !before.ends_with(is_latin) && !after.starts_with(is_latin),
        Sign::Letter => stands_among_han(before, after) && !belongs_to_a_term(after),
    }
}

/// `3×4`, `3 × 4`, `3米×4米`, `210mm×297mm`.
fn multiplies(before: &str, after: &str) -> bool {
    let number = before.trim_end_matches([' ', '米', '厘', '毫', '公', '里', 'm', 'c', 'k']);
    number.ends_with(is_digit) && after.trim_start_matches(' ').starts_with(is_digit)
}

/// The circles of `二〇〇八`, `一○○` and `二O〇〇`: zeros after a Han digit. `20○○年` hides a year.
fn continues_number(before: &str, run: &str) -> bool {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    run.chars().all(|c| matches!(c, '〇' | '○'))
        && before.strip_suffix(['O', 'О', '0', '０']).unwrap_or(before).ends_with(DIGITS)
}

/// `某市`, `某公司`, but not `某市民`.
fn names_a_body(after: &str) -> bool {
    const BODIES: [&str; 14] =
        ["省", "市", "县", "区", "旗", "州", "盟", "局", "镇", "乡", "村", "街道", "公司", "单位"];
    const OTHER_WORDS: [&str; 8] = ["市民", "市场", "区域", "区间", "村民", "村支", "局部", "镇民"];
    BODIES.iter().any(|word| after.starts_with(word)) && !OTHER_WORDS.iter().any(|word| after.starts_with(word))
}

/// Han after it; Han, an opening or the start of a line before it. `5＋X`, `X-1` and `ABX型` are none.
fn stands_among_han(before: &str, after: &str) -> bool {
    let opens = |c: char| is_han(c) || matches!(c, '\n' | '，' | '。' | '、' | '；' | '：' | '（' | '“' | '《');
    after.starts_with(is_han) && before.chars().next_back().is_none_or(opens)
}

/// `X光`, `X射线`, `X型`: the letter is the word's own.
fn belongs_to_a_term(after: &str) -> bool {
    const TERMS: [&str; 10] = ["光", "射线", "线", "轴", "染色体", "形", "型", "坐标", "值", "世代"];
    TERMS.iter().any(|word| after.starts_with(word))
}

/// A letter of an alphabet; Han characters are alphabetic too in the eyes of Unicode.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{24F}')
}

#[cfg(test)]
mod tests {
    use super::masks;

    /// Masks stand in `‹›` in what is expected.
    #[test]
    fn masks_are_found_where_something_is_hidden() {
        let cases = [
            "从‹*›年‹*›月底至‹*›月上旬",
            "‹***›妇联、县‹***›总工会、团‹***›委",
            "《‹*›》《‹***›》“‹***›”‹*›级",
            "电话138‹****›1234，证号35‹*************›123",
            "‹××›局、‹×›市、第‹×›号、‹×××›",
            "地块3×4米，3 × 4，3米×4米，210mm×297mm",
            "3‹××›4",
            "‹XX›力量薄弱，‹Ｘ›月，‹xx›村，20‹XX›年",
            "发放‹X›万份，‹X›市，（‹X›县）",
            "5＋X模式，5+X模式，X光、X射线检查，O型腿、X型腿，拍X光片",
            "MAXX，XXL，taxx，XI，X-1，X",
            "‹某某›局，‹某›市，‹某›公司，‹某›单位",
            "某些，某市民，某区域，某人",
            "‹□□›、‹○○›小学、‹●●›、‹〇〇›镇",
            "二〇〇八年，二○○八年，二〇〇〇年以来，一〇〇，二O〇〇年",
            "20‹○○›年，一‹□□›",
            "□ ○ ●",
            "姓名‹__›，单位‹＿＿＿›，a_b，snake__case",
            "",
        ];
        for case in cases {
            let text = case.replace(['‹', '›'], "");
            let mut marked = text.clone();
            for run in masks(&text).into_iter().rev() {
                marked.insert(run.end, '›');
                marked.insert(run.start, '‹');
            }
            assert_eq!(marked, case);
        }
    }
}
