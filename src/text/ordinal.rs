//! Numbers as reports write them: Han, formal Han, Arabic, full-width.
//!
//! Never guesses: what is not wholly a number is none. Start at [`number`].

use super::is_digit;

/// The number that `text` writes, when the whole of it is one.
///
/// **Shape**: `十一` is 11, `廿三` 23, `壹` 1, `１２` 12, `一百二十` 120, `二〇二二` 2022, `一百二` 120 as people say it.
/// Beyond `u32`, and for `十十` or an empty text, there is none.
///
/// ```
/// use huibian::text::ordinal::number;
/// assert_eq!(number("十一"), Some(11));
/// assert_eq!(number("１２"), Some(12));
/// assert_eq!(number("一百二十"), Some(120));
/// assert_eq!(number("十十"), None);
/// ```
pub fn number(text: &str) -> Option<u32> {
    if text.is_empty() {
        None
    } else if text.chars().all(is_digit) || text.chars().all(|c| digit(c).is_some()) {
        positional(text)
    } else {
        spoken(text)
    }
}

/// The number that Roman numerals write: `IV`, `Ⅻ`. Which order they stand in is not checked.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'Ⅰ'..='Ⅻ' => Some(u32::from(c) - 0x215F),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let add = |(at, value): (usize, &u32)| {
        let is_less = values.get(at + 1).is_some_and(|next| next > value);
        if is_less { -i64::from(*value) } else { i64::from(*value) }
    };
    u32::try_from(values.iter().enumerate().map(add).sum::<i64>()).ok().filter(|&n| n > 0)
}

/// Digit by digit: `2022`, `二〇二二`.
fn positional(text: &str) -> Option<u32> {
    text.chars().try_fold(0_u32, |value, c| value.checked_mul(10)?.checked_add(arabic(c).or_else(|| digit(c))?))
}

/// With 十, 百, 千 and 万.
fn spoken(text: &str) -> Option<u32> {
    match text.split_once('万').or_else(|| text.split_once('萬')) {
        None => below_ten_thousand(text),
        Some((high, "")) => below_ten_thousand(high)?.checked_mul(10_000),
        Some((high, low)) => below_ten_thousand(high)?.checked_mul(10_000)?.checked_add(below_ten_thousand(low)?),
    }
}

fn below_ten_thousand(text: &str) -> Option<u32> {
    let mut value = 0;
    let mut smallest_unit = 10_000;
    let mut pending = None;
    let mut zero = false;
    for c in text.chars() {
        if let Some((tens, unit)) = unit(c) {
            // 十 may stand alone (十二); 百 and 千 need their digit, 廿 brings its own.
            let digit = match (tens, pending.take()) {
                (Some(own), None) => own,
                (None, Some(before)) => before,
                (None, None) if unit == 10 => 1,
                _ => return None,
            };
            if unit >= smallest_unit {
                return None;
            }
            value += digit * unit;
            smallest_unit = unit;
            zero = false;
        } else {
            match digit(c)? {
                0 if pending.is_none() => zero = true,
                digit if digit > 0 && pending.is_none() => pending = Some(digit),
                _ => return None,
            }
        }
    }
    // 一百二 is 120 and 一百零二 is 102.
    let last = if zero || smallest_unit < 100 || smallest_unit == 10_000 { 1 } else { smallest_unit / 10 };
    (!text.is_empty()).then(|| value + pending.unwrap_or(0) * last)
}

fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// What a unit is worth, and the digit that it brings along (廿 is 二十).
fn unit(c: char) -> Option<(Option<u32>, u32)> {
    Some(match c {
        '十' | '拾' => (None, 10),
        '廿' => (Some(2), 10),
        '卅' => (Some(3), 10),
        '百' | '佰' => (None, 100),
        '千' | '仟' => (None, 1_000),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_written() {
        let cases = [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十九", Some(19)),
            ("二十", Some(20)),
            ("三十一", Some(31)),
            ("廿", Some(20)),
            ("廿三", Some(23)),
            ("卅一", Some(31)),
            ("壹", Some(1)),
            ("拾贰", Some(12)),
            ("一百", Some(100)),
            ("一百零二", Some(102)),
            ("一百二", Some(120)),
            ("一百二十三", Some(123)),
            ("两千零二十", Some(2020)),
            ("一万二千", Some(12_000)),
            ("三万", Some(30_000)),
            ("二〇二二", Some(2022)),
            ("二○○八", Some(2008)),
            ("一二", Some(12)),
            ("7", Some(7)),
            ("007", Some(7)),
            ("１２", Some(12)),
            ("1２", Some(12)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("", None),
            ("万", None),
            ("百", None),
            ("十十", None),
            ("十百", None),
            ("二廿", None),
            ("一二十", None),
            ("第一", None),
            ("1十", None),
            ("a", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
