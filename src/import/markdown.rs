//! Writing: the body of a report as Markdown, and scalars of its front matter as YAML.
//!
//! Never escapes more than is needed, so that Chinese text stays readable, and never less: a parser of CommonMark gives back
//! exactly the source text. Start at [`body`]; the other format is [`scalar`].

use crate::text::is_han;

/// A paragraph of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading as written, number and full stop included.
    Heading {
        /// 1 for the first level below the title.
        depth: u8,
        /// The heading.
        text: &'a str,
        /// What follows it in the same line (段首标题).
        rest: Option<&'a str>,
    },
    /// Anything else.
    Paragraph(&'a str),
}

/// The blocks as Markdown, parted by blank lines; blocks of nothing but blanks are left out.
///
/// **Shape**: a heading of depth 1 is `## 一、…`; `（一）坚持…。突出…` is `### （一）坚持…。 {.run-in}`, a blank line and `突出…`. White
/// space at the ends of a paragraph (the indent) goes, that inside stays. `***群众组织` is written `\*\*\*群众组织`.
///
/// ```
/// use huibian::import::markdown::{Block, body};
/// let blocks = [Block::Heading { depth: 2, text: "1、健全机构。", rest: Some("　*年新增*个。") }, Block::Paragraph("1. 略")];
/// assert_eq!(body(&blocks), "### 1、健全机构。 {.run-in}\n\n\\*年新增\\*个。\n\n1\\. 略\n");
/// ```
pub fn body(blocks: &[Block<'_>]) -> String {
    let mut out = String::new();
    for block in blocks {
        match *block {
            Block::Heading { depth, text, rest } => {
                let rest = rest.map_or("", str::trim);
                heading(depth, text.trim(), !rest.is_empty(), &mut out);
                paragraph(rest, &mut out);
            }
            Block::Paragraph(text) => paragraph(text.trim(), &mut out),
        }
    }
    out
}

fn begin(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

/// The deepest heading of HTML; what lies deeper is shown as deep as that.
const DEEPEST: u8 = 6;

fn heading(depth: u8, text: &str, run_in: bool, out: &mut String) {
    if text.is_empty() {
        return;
    }
    begin(out);
    out.extend((0..depth.saturating_add(1).min(DEEPEST)).map(|_| '#'));
    out.push(' ');
    // `#` at the end would be taken for a closing sequence, `}` for the end of attributes.
    let last = text.char_indices().next_back().filter(|&(_, last)| last == '#' || last == '}' && !run_in);
    guarded(text, last.map(|(at, _)| at), out);
    out.push_str(if run_in { " {.run-in}\n" } else { "\n" });
}

fn paragraph(text: &str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    begin(out);
    guarded(text, block_mark(text), out);
    out.push('\n');
}

/// The text with a backslash before the character at `mark`.
fn guarded(text: &str, mark: Option<usize>, out: &mut String) {
    let (before, after) = text.split_at(mark.unwrap_or(0));
    inline(before, out);
    if mark.is_some() {
        out.push('\\');
    }
    inline(after, out);
}

/// Where a paragraph would begin a block of another kind if nothing stood before this character.
fn block_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\u{B}', '\u{C}']);
    let only = |mark: char| text.chars().all(|c| c == mark || c == ' ' || c == '\t');
    let run = |mark: char| text.len() - text.trim_start_matches(mark).len();
    let marks = match first {
        '>' => true,
        '+' => ends(&text[1..]),
        '-' => ends(&text[1..]) || only('-'),
        '=' => only('='),
        '#' => run('#') <= 6 && ends(&text[run('#')..]),
        '~' => run('~') >= 3,
        _ => false,
    };
    if marks {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let list = (1..10).contains(&digits) && text[digits..].starts_with(['.', ')']) && ends(&text[digits + 1..]);
    list.then_some(digits)
}

/// The text with every character escaped that would mean something inside a line.
fn inline(text: &str, out: &mut String) {
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let special = match c {
            // A bar begins no table in a paragraph that stands alone, but a line below it might come later by hand.
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
            // Between Han it opens nothing; as a name in a code or an address it is rare.
            '_' => !(before.is_some_and(is_han) && after.is_some_and(is_han)),
            '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// A scalar of YAML: plain when nothing in it can be misread, else in double quotes with the escapes of JSON.
///
/// ```
/// use huibian::import::markdown::scalar;
/// assert_eq!(scalar("2022年全县工作汇报：总结"), "2022年全县工作汇报：总结");
/// assert_eq!(scalar("***关于“两个中心”"), "\"***关于“两个中心”\"");
/// assert_eq!(scalar("2022"), "\"2022\"");
/// ```
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quote(text) }
}

/// A scalar of YAML in double quotes.
pub(super) fn quote(text: &str) -> String {
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
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    const OPTIONS: Options =
        Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_HEADING_ATTRIBUTES);

    /// What a parser makes of Markdown: `h2+ text` is a run-in heading of level 2, `p text` a paragraph.
    fn parsed(markdown: &str) -> Vec<String> {
        let mut blocks = Vec::new();
        for event in Parser::new_ext(markdown, OPTIONS) {
            match event {
                Event::Start(Tag::Heading { level, classes, .. }) => {
                    let run_in = if classes.iter().any(|class| &**class == "run-in") { "+" } else { "" };
                    blocks.push(format!("{level}{run_in} "));
                }
                Event::Start(Tag::Paragraph) => blocks.push("p ".to_owned()),
                Event::Text(text) => blocks.last_mut().expect("a block").push_str(&text),
                Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => {}
                other => blocks.push(format!("{other:?}")),
            }
        }
        blocks
    }

    #[track_caller]
    fn gives_back(blocks: &[Block<'_>]) {
        let mut expected = Vec::new();
        for block in blocks {
            let (head, rest) = match *block {
                Block::Heading { depth, text, rest } => {
                    let rest = rest.map(str::trim).filter(|rest| !rest.is_empty());
                    let head =
                        format!("h{}{} {}", (depth + 1).min(6), if rest.is_some() { "+" } else { "" }, text.trim());
                    (Some(head).filter(|_| !text.trim().is_empty()), rest)
                }
                Block::Paragraph(text) => (None, Some(text.trim()).filter(|text| !text.is_empty())),
            };
            expected.extend(head);
            expected.extend(rest.map(|rest| format!("p {rest}")));
        }
        let markdown = body(blocks);
        assert_eq!(parsed(&markdown), expected, "{markdown:?}");
    }

    #[test]
    fn awkward_lines_come_back_as_they_were() {
        let lines = [
            "自*年*月至*月下旬",
            "《***》《***》两书已由《***》推介",
            "***",
            "* * *",
            "a**b**c团**委与**县委",
            "证件11*************123，电话139****5678",
            "-----",
            "- - -",
            "=====",
            "___",
            "_ _ _",
            "甲_乙_丙 _丁_ a_b_c",
            "<C>级风险<!-- 注 --> <a href=x>",
            "&nbsp; &#42; &amp 甲&乙 A&B & C",
            "1. 略",
            "1.",
            "12) 略",
            "1234567890. 略",
            "+ 增长",
            "+",
            "- 略",
            "-5%",
            "> 引用",
            "# 井号",
            "#话题#",
            "####### 七个",
            "~~~",
            "```rust",
            "[^1]: 注 [^1]",
            "[链接](http://x) ![图](a.png) [a]: b",
            "| 甲 | 乙 |",
            r"C:\temp\*.txt \",
            "　　两格缩进　　后",
            "\t    四格",
            "甲  乙\t丙　丁",
            "$x$ ~~删~~ ^上^ :smile: {.x}",
            "https://example.org/a_b?c=1&d=2",
            "标题 #",
            "标题 ##",
            "标题 {.x}",
            "标题 {#id}",
            r"标题 \{.x}",
            "",
        ];
        for line in lines {
            gives_back(&[Block::Paragraph(line), Block::Paragraph("后文")]);
            gives_back(&[Block::Heading { depth: 1, text: line, rest: None }, Block::Paragraph(line)]);
            gives_back(&[Block::Paragraph(line), Block::Heading { depth: 2, text: line, rest: Some(line) }]);
        }
    }

    #[test]
    fn random_text_comes_back_as_it_was() {
        const PIECES: [&str; 48] = [
            "*", "**", "***", "_", "__", "[", "]", "(", ")", "<", ">", "&", "#", "##", "+", "-", "---", "=", "===",
            "|", "~", "~~~", "$", "\\", "`", "```", "{", "}", "!", ":", "1", "12", ".", "a", "b.c", "甲", "乙", "，",
            "“", " ", "  ", "\t", "　", "[^1]", "{.x}", "<b>", "&lt;", "\u{C}",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % below
        };
        for _ in 0..20_000 {
            let lines: Vec<String> =
                (0..3).map(|_| (0..next(9)).map(|_| PIECES[next(PIECES.len())]).collect::<String>()).collect();
            let depth = next(7) as u8;
            gives_back(&[
                Block::Paragraph(&lines[0]),
                Block::Heading {
                    depth: depth.max(1),
                    text: &lines[1],
                    rest: depth.is_multiple_of(2).then_some(lines[2].as_str()),
                },
                Block::Paragraph(&lines[2]),
            ]);
        }
    }

    #[test]
    fn chinese_text_is_written_as_it_is() {
        let text = "（一）坚持“两个中心”，增长3.5%，完成1、2号楼（A－1）建设；新增3—5个＋X……";
        assert_eq!(body(&[Block::Paragraph(text)]), format!("{text}\n"));
    }

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
