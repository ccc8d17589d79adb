//! Writing: the body of a report as Markdown, and scalars of its front matter as YAML.
//!
//! Never escapes more than is needed, so that Chinese text stays readable, and never less: a parser of CommonMark gives back
//! exactly the source text. Start at [`body`]; the other format is [`scalar`].

use crate::text::{is_blank, is_han};

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
/// **Shape**: a heading of depth 1 is `## 一、…`; `（一）坚持…。突出…` is `### （一）坚持…。 {.run-in}`, a blank line and `突出…`. Blanks at
/// the ends of a paragraph (the indent) go, those inside stay. `***群众组织` is written `\*\*\*群众组织`.
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
                let rest = rest.map(trimmed).filter(|rest| !rest.is_empty());
                heading(depth, trimmed(text), rest.is_some(), &mut out);
                paragraph(rest.unwrap_or_default(), &mut out);
            }
            Block::Paragraph(text) => paragraph(trimmed(text), &mut out),
        }
    }
    out
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_blank(c))
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
    let attributes = if run_in { " {.run-in}" } else { "" };
    // `#` at the end would be taken for a closing sequence, `}` for the end of attributes.
    match text.char_indices().next_back().filter(|&(_, last)| last == '#' || last == '}' && !run_in) {
        Some((at, last)) => {
            inline(&text[..at], out);
            out.push('\\');
            out.push(last);
        }
        None => inline(text, out),
    }
    out.push_str(attributes);
    out.push('\n');
}

fn paragraph(text: &str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    begin(out);
    let plain = block_mark(text);
    inline(&text[..plain], out);
    if text[plain..].starts_with(['+', '-', '=', '>', '#', '~', '.', ')']) {
        out.push('\\');
        let mark = text[plain..].chars().next().into_iter();
        out.extend(mark.clone());
        inline(&text[plain + mark.map(char::len_utf8).sum::<usize>()..], out);
    } else {
        inline(&text[plain..], out);
    }
    out.push('\n');
}
