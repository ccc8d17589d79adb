//! Writing: the body of a report as Markdown.
//!
//! Never escapes more than is needed, so that Chinese text stays readable, and never less: a parser of CommonMark gives back
//! exactly the source text. Start at [`body`].

mod inline;
mod table;

use std::collections::BTreeSet;

pub use inline::Words;

use super::manuscript::{Line, Picture, Table};

/// A paragraph or a table of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading as written, number and full stop included.
    Heading {
        /// 1 for the first level below the title.
        depth: u8,
        /// The heading.
        words: Words<'a>,
        /// What follows it in the same line (段首标题).
        rest: Option<Words<'a>>,
    },
    /// An item of a list without numbers.
    Item(Words<'a>),
    /// A table.
    Table(&'a Table),
    /// Anything else.
    Paragraph(Words<'a>),
}

/// What the paragraphs refer to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The notes.
    pub notes: &'a [Vec<Line>],
    /// The pictures, each with the name of its file beside the report.
    pub pictures: &'a [(String, Picture)],
}

/// The blocks as Markdown, parted by blank lines; blocks of nothing but blanks are left out.
///
/// **Shape**: a heading of depth 1 is `## 一、…`; `（一）坚持…。突出…` is `### （一）坚持…。 {.run-in}`, a blank line and `突出…`. White
/// space at the ends of a paragraph (the indent) goes, that inside stays. `***群众组织` is written `\*\*\*群众组织`. A table is one of
/// Markdown, unless cells take several rows or columns: then it is one of HTML. Notes stand at the end; one whose sign stands where
/// Markdown has no place for it (in the title, in a table of HTML) is a paragraph there.
///
/// ```
/// use huibian::import::markdown::{Block, body};
/// let words = |text: &'static str| text.into();
/// let blocks = [
///     Block::Heading { depth: 2, words: words("1、健全机构。"), rest: Some(words("　*年新增*个。")) },
///     Block::Paragraph(words("1. 略")),
/// ];
/// let markdown = body(&blocks, &Default::default());
/// assert_eq!(markdown, "### 1、健全机构。 {.run-in}\n\n\\*年新增\\*个。\n\n1\\. 略\n");
/// ```
pub fn body(blocks: &[Block<'_>], beside: &Beside<'_>) -> String {
    let mut writer = Writer { out: String::new(), beside: *beside, noted: BTreeSet::new() };
    let mut in_list = false;
    for block in blocks {
        let is_item = matches!(block, Block::Item(words) if !words.is_empty());
        if is_item && in_list {
            // Items of one list stand close.
            writer.item(block);
            continue;
        }
        in_list = is_item;
        writer.block(block);
    }
    writer.notes();
    writer.out
}

/// Markdown in the making.
struct Writer<'a> {
    out: String,
    beside: Beside<'a>,
    /// The notes whose sign is written.
    noted: BTreeSet<usize>,
}

/// The deepest heading of HTML; what lies deeper is shown as deep as that.
const DEEPEST: u8 = 6;

impl Writer<'_> {
    fn block(&mut self, block: &Block<'_>) {
        match *block {
            Block::Heading { depth, words, rest } => {
                let rest = rest.map(Words::trimmed).filter(|rest| !rest.is_empty());
                self.heading(depth, words.trimmed(), rest.is_some());
                if let Some(rest) = rest {
                    self.paragraph(rest);
                }
            }
            Block::Item(words) if words.is_empty() => {}
            Block::Item(_) => {
                self.begin();
                self.item(block);
            }
            Block::Table(table) => {
                self.begin();
                self.table(table);
            }
            Block::Paragraph(words) => self.paragraph(words.trimmed()),
        }
    }

    fn begin(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, depth: u8, words: Words<'_>, run_in: bool) {
        if words.is_empty() {
            return;
        }
        self.begin();
        self.out.extend((0..depth.saturating_add(1).min(DEEPEST)).map(|_| '#'));
        self.out.push(' ');
        // `#` at the end would be taken for a closing sequence, `}` for the end of attributes.
        let last = words.text.char_indices().next_back();
        let last = last.filter(|&(_, last)| last == '#' || last == '}' && !run_in);
        self.inline(words, last.map(|(at, _)| at), true);
        self.out.push_str(if run_in { " {.run-in}\n" } else { "\n" });
    }

    fn paragraph(&mut self, words: Words<'_>) {
        if words.is_empty() {
            return;
        }
        self.begin();
        self.inline(words, block_mark(words.text), false);
        self.out.push('\n');
    }

    fn item(&mut self, block: &Block<'_>) {
        let Block::Item(words) = block else { return };
        let words = words.trimmed();
        self.out.push_str("- ");
        self.inline(words, block_mark(words.text), false);
        self.out.push('\n');
    }

    /// The notes whose sign is written, and the others as paragraphs.
    fn notes(&mut self) {
        let notes = self.beside.notes;
        let homeless: Vec<&Vec<Line>> =
            notes.iter().enumerate().filter(|(at, _)| !self.noted.contains(at)).map(|(_, note)| note).collect();
        homeless.into_iter().flatten().for_each(|line| self.paragraph(Words::from(line).trimmed()));
        for at in self.noted.clone() {
            self.begin();
            self.out.push_str(&format!("[^{}]: ", at + 1));
            let lines = notes[at].iter().map(|line| Words::from(line).trimmed()).filter(|words| !words.is_empty());
            for (n, words) in lines.enumerate() {
                if n > 0 {
                    // What is set in belongs to the note.
                    self.out.push_str("\n    ");
                }
                self.inline(words, block_mark(words.text), false);
                self.out.push('\n');
            }
        }
    }
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
                Block::Heading { depth, words, rest } => {
                    let rest = rest.map(|rest| rest.text.trim()).filter(|rest| !rest.is_empty());
                    let text = words.text.trim();
                    let head = format!("h{}{} {text}", (depth + 1).min(6), if rest.is_some() { "+" } else { "" });
                    (Some(head).filter(|_| !text.is_empty()), rest)
                }
                Block::Paragraph(words) => (None, Some(words.text.trim()).filter(|text| !text.is_empty())),
                Block::Item(_) | Block::Table(_) => panic!("none of these is tried here"),
            };
            expected.extend(head);
            expected.extend(rest.map(|rest| format!("p {rest}")));
        }
        let markdown = body(blocks, &Beside::default());
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
            let words = Words::from(line);
            gives_back(&[Block::Paragraph(words), Block::Paragraph("后文".into())]);
            gives_back(&[Block::Heading { depth: 1, words, rest: None }, Block::Paragraph(words)]);
            gives_back(&[Block::Paragraph(words), Block::Heading { depth: 2, words, rest: Some(words) }]);
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
            let words = |line: usize| Words::from(lines[line].as_str());
            gives_back(&[
                Block::Paragraph(words(0)),
                Block::Heading {
                    depth: depth.max(1),
                    words: words(1),
                    rest: depth.is_multiple_of(2).then(|| words(2)),
                },
                Block::Paragraph(words(2)),
            ]);
        }
    }

    #[test]
    fn chinese_text_is_written_as_it_is() {
        let text = "（一）坚持“两个中心”，增长3.5%，完成1、2号楼（A－1）建设；新增3—5个＋X……";
        assert_eq!(body(&[Block::Paragraph(text.into())], &Beside::default()), format!("{text}\n"));
    }
}
