//! The reader of plain text: bytes to paragraphs, whatever the encoding, the line ends and the length of the lines.
//!
//! Never drops a line but page numbers and the buttons of a web page, and says which. Start at [`read`].

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::encoding::{self, Undecodable};
use super::manuscript::{LeftOut, Line, Manuscript, Omitted, Piece};
use super::wrap;
use crate::diagnostic::Phrase;
use crate::text::marker::trim;
use crate::text::{is_blank, pattern};

/// The paragraphs of a plain text; blank lines are kept, since they part.
///
/// **Diagnoses** `import-binary`, `import-encoding`, `import-empty`.
pub fn read(bytes: &[u8]) -> Result<Manuscript, Phrase> {
    let text = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(Undecodable::Binary) => return Err(Phrase::ImportBinary),
        Err(Undecodable::At { offset }) => return Err(Phrase::ImportEncoding { offset }),
    };
    if text.chars().all(|c| c.is_whitespace() || is_blank(c)) {
        return Err(Phrase::ImportEmpty);
    }
    Ok(paragraphs(&text))
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let text = unescaped(text, &mut manuscript.left_out);
    let text = without_pages(&text, &mut manuscript.left_out);
    let text = wrap::paragraphs(&text);
    let lines: Vec<&str> = text.lines().collect();
    let buttons = Buttons::of(&lines);
    for (at, line) in lines.iter().enumerate() {
        if buttons.holds(at) {
            leave(line, Omitted::Furniture, &mut manuscript.left_out);
        } else {
            manuscript.pieces.push(Piece::Line(Line::plain(*line)));
        }
    }
    manuscript
}

/// Some programs write a blank that they do not know by its number: `<U+00A0>`. It is read as the blank that it was.
fn unescaped<'a>(text: &'a str, left_out: &mut Vec<LeftOut>) -> Cow<'a, str> {
    const BLANKS: [(&str, &str); 3] = [("<U+00A0>", "\u{A0}"), ("<U+3000>", "\u{3000}"), ("<U+FEFF>", "\u{FEFF}")];
    let mut text = Cow::Borrowed(text);
    for (written, blank) in BLANKS {
        let n = text.matches(written).count();
        if n > 0 {
            text = Cow::Owned(text.replace(written, blank));
            left_out.push(LeftOut { what: Omitted::Furniture, words: format!("{written} × {n}") });
        }
    }
    text
}

fn leave(line: &str, what: Omitted, left_out: &mut Vec<LeftOut>) {
    if !line.trim().is_empty() {
        left_out.push(LeftOut { what, words: line.trim().to_owned() });
    }
}

/// How many page numbers in a row prove that a number is one.
const PAGES: usize = 2;
/// How many lines a page has at least.
const PAGE: usize = 10;

/// The text without page numbers: lines of one form (`— 1 —`, `第1页 共5页`, or a bare number) that count the pages from the first to
/// the last; and without the line that stands beside each of them (页眉). A paragraph that a page end parts is made one again by [`wrap`].
fn without_pages<'a>(text: &'a str, left_out: &mut Vec<LeftOut>) -> Cow<'a, str> {
    // A form feed is the end of a page and of a line.
    let lines: Vec<&str> = text.split(['\n', '\u{C}']).collect();
    let feeds = text.contains('\u{C}');
    for form in [&*DASHED, &*PAGE_OF, &*BARE] {
        let is_bare = std::ptr::eq(form, &*BARE);
        let Some(numbers) = numbers(&lines, form, is_bare, feeds) else { continue };
        let heads = heads(&lines, &numbers);
        let mut out = String::with_capacity(text.len());
        for (at, line) in lines.iter().enumerate() {
            if numbers.binary_search(&at).is_ok() {
                leave(line, Omitted::PageNumber, left_out);
            } else if heads.binary_search(&at).is_ok() {
                leave(line, Omitted::HeaderOrFooter, left_out);
            } else {
                out.push_str(line);
                out.push('\n');
            }
        }
        return Cow::Owned(out);
    }
    Cow::Borrowed(text)
}

/// The lines that are page numbers of this form. Bare numbers are met in tables and lists too: they are believed only where they are a
/// page apart, or where the text has page ends.
fn numbers(lines: &[&str], form: &Regex, is_bare: bool, feeds: bool) -> Option<Vec<usize>> {
    let number = |line: &str| {
        let found = form.captures(&line[trim(line)])?;
        found.iter().skip(1).flatten().next()?.as_str().parse::<u32>().ok()
    };
    let found: Vec<(usize, u32)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, number(line)?))).collect();
    let counts = found.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    let apart = !is_bare || feeds || found.windows(2).all(|pair| pair[1].0 - pair[0].0 >= PAGE);
    let begins = found.first().is_some_and(|(_, first)| *first <= 2);
    // The only page has one at its end.
    let ends = |at: usize| lines[at + 1..].iter().all(|line| line.trim().is_empty());
    let enough = found.len() >= PAGES || !is_bare && found.len() == 1 && ends(found[0].0);
    (counts && apart && begins && enough).then(|| found.into_iter().map(|(at, _)| at).collect())
}

/// The lines that stand beside two or more page numbers with the same words.
fn heads(lines: &[&str], numbers: &[usize]) -> Vec<usize> {
    let text = |at: usize| lines[at].trim();
    let below = |&number: &usize| (number + 1..lines.len().min(number + 4)).find(|&at| !text(at).is_empty());
    let above = |&number: &usize| (number.saturating_sub(3)..number).rev().find(|&at| !text(at).is_empty());
    let mut heads = Vec::new();
    for beside in [&below as &dyn Fn(&usize) -> Option<usize>, &above] {
        let found: Vec<usize> = numbers.iter().filter_map(beside).collect();
        let is_head = |at: &&usize| found.iter().filter(|other| text(**other) == text(**at)).count() >= PAGES;
        heads.extend(found.iter().filter(is_head).copied().filter(|&at| text(at).chars().nth(60).is_none()));
    }
    heads.sort_unstable();
    heads.dedup();
    heads
}

static DASHED: LazyLock<Regex> =
    LazyLock::new(|| pattern("^[-－–—―─~·]{1,2}[ 　]*([0-9]{1,3})[ 　]*[-－–—―─~·]{1,2}$"));
static PAGE_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:第[ 　]*([0-9]{1,3})[ 　]*页(?:[ 　,，、/／]*共[ 　]*[0-9]{1,3}[ 　]*页)?|([0-9]{1,3})[ 　]*[/／][ 　]*[0-9]{1,3})$",
    )
});
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern("^([0-9]{1,3})$"));

/// The buttons that a web page has around a text.
struct Buttons {
    gone: Vec<usize>,
}

impl Buttons {
    /// Comments of its source stand anywhere; the others stand before the first paragraph and behind the last one, and several together: one such word alone may be a text's.
    fn of(lines: &[&str]) -> Self {
        static BUTTON: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                "^(?:下载|打印|打印本页|打印此页|全屏|收藏|加入收藏|分享|分享到|加大|还原|减小|放大|缩小|关闭|关闭窗口|返回|返回顶部|大|中|小|】|【?字[号体][：:]?.{0,12}|】?[大中小 　]+】?|扫一扫.{0,16}|相关报道[：:]?|相关链接[：:]?|相关阅读[：:]?)$",
            )
        });
        let is_prose = |line: &&str| line.chars().nth(40).is_some();
        let first = lines.iter().position(&is_prose).unwrap_or(0);
        let last = lines.iter().rposition(is_prose).unwrap_or(lines.len());
        let text = |at: usize| &lines[at][trim(lines[at])];
        let is_outside = |at: usize| at < first || at > last;
        let is_comment = |at: usize| matches!(text(at), "<!--" | "-->" | "<!-- -->");
        let gone = (0..lines.len()).filter(|&at| is_comment(at) || is_outside(at) && BUTTON.is_match(text(at)));
        let gone: Vec<usize> = gone.collect();
        Self { gone: if gone.len() >= 3 { gone } else { Vec::new() } }
    }

    fn holds(&self, line: usize) -> bool {
        self.gone.binary_search(&line).is_ok()
    }
}
