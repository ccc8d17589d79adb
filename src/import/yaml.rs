//! Writing: scalars of a front matter as YAML.
//!
//! Never quotes what cannot be misread, so that a person finds the file as she would have written it. Start at [`scalar`].

use crate::text::is_han;

/// A scalar of YAML: plain when nothing in it can be misread, else in double quotes with the escapes of JSON.
///
/// ```
/// use huibian::import::yaml::scalar;
/// assert_eq!(scalar("2022年全县工作汇报：总结"), "2022年全县工作汇报：总结");
/// assert_eq!(scalar("***关于“两个中心”"), "\"***关于“两个中心”\"");
/// assert_eq!(scalar("2022"), "\"2022\"");
/// ```
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quote(text) }
}

/// A scalar of YAML in double quotes.
pub fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if is_printable(c) => out.push(c),
            // YAML knows no surrogate pairs, but characters this high are all printable.
            _ => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 11] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];
    let first = text.chars().next();
    // A Latin or Han beginning is no number, no date and no indicator.
    first.is_some_and(|c| is_han(c) || c.is_ascii_alphabetic() || is_digit_of_title(text, c))
        && text
            .chars()
            .all(|c| is_printable(c) && !matches!(c, '"' | '\'' | '#' | ',' | '[' | ']' | '{' | '}' | '\\' | '\t'))
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a text that begins with a digit holds Han, so that it is no number (`2022年…`).
fn is_digit_of_title(text: &str, first: char) -> bool {
    first.is_ascii_digit() && text.chars().any(is_han)
}

/// Whether YAML allows the character as it is; what nobody sees is written by number.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_plain_where_they_can_be() {
        for plain in
            ["云州市档案局", "2022年工作总结（摘要）", "云档〔2022〕5号", "title", "A and B", "http://example.org"]
        {
            assert_eq!(scalar(plain), plain);
        }
        let quoted = [
            ("", "\"\""),
            ("***", "\"***\""),
            ("- 略", "\"- 略\""),
            ("——副题", "\"——副题\""),
            ("a: b", "\"a: b\""),
            ("甲:", "\"甲:\""),
            ("甲 # 乙", "\"甲 # 乙\""),
            ("Yes", "\"Yes\""),
            ("2022-10-09", "\"2022-10-09\""),
            ("说“是”与\"否\"", "\"说“是”与\\\"否\\\"\""),
            ("a\\b\n\u{1}\u{FEFF}", "\"a\\\\b\\n\\u0001\\uFEFF\""),
        ];
        for (text, expected) in quoted {
            assert_eq!(scalar(text), expected);
        }
    }
}
