//! Where a heading ends inside its line (pass C of the recogniser).
//!
//! Looks at the first hundred characters at most and never at another line. Start at [`cut`].

use super::is_han;

/// How a heading ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// The whole line: `一、组织建设情况`.
    Line,
    /// The whole line, a full stop included: `（一）加强组织领导。`
    LineStop,
    /// At the first full stop, text follows: `1、组织机构逐步健全。各单位…`
    RunIn,
    /// At a colon, text follows: `1. 强化领导：成立…`
    RunInColon,
    /// At a gap, text follows: `1. 强化领导　　成立…`
    RunInSpace,
}

/// Where the heading ends in the text after a marker; bytes from the start of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) shape: Shape,
    /// The end of the heading's words.
    pub(super) text: usize,
    /// The end of the heading as it is written, with its `。` or `：`.
    pub(super) whole: usize,
    /// Where the paragraph behind a run-in heading begins.
    pub(super) body: Option<usize>,
}

/// The longest heading that is a line of its own, in characters.
pub(super) const LINE: usize = 40;
const LINE_STOP: usize = 30;
const RUN_IN: usize = 50;
const COLON: usize = 20;
const SPACE: usize = 20;
/// Latin letters are half as wide as Han, so a line of them may be twice as long.
const LATIN_LINE: usize = 2 * LINE;

/// How the trimmed text after a marker is a heading; `None` when it is an item of a list.
///
/// The order of the rows counts: a line first, then the colon, so that it wins over the full stop.
pub(super) fn cut(rest: &str, rank: u8) -> Option<Cut> {
    let head = Head::of(rest);
    head.line()
        .or_else(|| head.colon())
        .or_else(|| head.space())
        .or_else(|| head.line_stop(rank))
        .or_else(|| head.sentence())
}

/// The headline of an item of an inline enumeration: up to its colon, else its first sentence when more follows.
pub(super) fn headline(item: &str) -> Option<usize> {
    let head = Head::of(item);
    head.colon().or_else(|| head.sentence()).map(|cut| cut.text)
}

/// Whether a text holds a mark that ends a sentence or a clause, those inside quotation marks apart.
pub(super) fn has_term(text: &str) -> bool {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if is_term(c) && !rest.peek().copied().is_some_and(is_closing) {
            return true;
        }
    }
    false
}

/// The beginning of a text, character by character.
struct Head<'a> {
    rest: &'a str,
    /// Enough characters to decide.
    chars: Vec<(usize, char)>,
    /// The first mark that ends a sentence or a clause, as an index into `chars`.
    term: Option<usize>,
}

impl<'a> Head<'a> {
    fn of(rest: &'a str) -> Self {
        let chars: Vec<(usize, char)> = rest.char_indices().take(LATIN_LINE + 2).collect();
        let term = (0..chars.len())
            .find(|&i| is_term(chars[i].1) && !chars.get(i + 1).is_some_and(|&(_, next)| is_closing(next)));
        Self { rest, chars, term }
    }

    /// The whole text, when it is short and no sentence.
    fn line(&self) -> Option<Cut> {
        let latin = !self.chars.iter().any(|&(_, c)| is_han(c));
        let longest = if latin { LATIN_LINE } else { LINE };
        let sentence = latin && (self.rest.ends_with('.') || self.rest.contains(". "));
        if self.term.is_some() || self.chars.len() > longest || sentence {
            return None;
        }
        let text = self.rest.trim_end_matches(['：', ':']).trim_end().len();
        Some(Cut { shape: Shape::Line, text, whole: self.rest.len(), body: None })
    }

    /// `强化领导：成立…`
    fn colon(&self) -> Option<Cut> {
        let limit = self.term.unwrap_or(self.chars.len()).min(COLON + 1);
        let at = (1..limit).find(|&i| self.is_colon(i))?;
        self.run_in(Shape::RunInColon, at)
    }

    /// A full-width colon, or a half-width one that is no time of day and no address.
    fn is_colon(&self, i: usize) -> bool {
        let next = self.chars.get(i + 1).map(|&(_, c)| c);
        match self.chars[i].1 {
            '：' => true,
            ':' => next.is_some_and(|c| is_han(c) || c == ' '),
            _ => false,
        }
    }

    /// `强化领导　　成立…`
    fn space(&self) -> Option<Cut> {
        let at = (0..self.chars.len().min(SPACE + 1)).find(|&i| is_punctuation(self.chars[i].1) || self.is_gap(i))?;
        if at < 2 || !self.is_gap(at) {
            return None;
        }
        let text = self.chars[at].0;
        Some(Cut { shape: Shape::RunInSpace, text, whole: text, body: Some(self.words_from(text)?) })
    }

    fn is_gap(&self, i: usize) -> bool {
        let next = self.chars.get(i + 1).map(|&(_, c)| c);
        matches!((self.chars[i].1, next), ('\u{3000}' | '\u{2003}' | '\t', _) | (' ', Some(' ')))
    }

    /// `加强组织领导。` alone on the line.
    fn line_stop(&self, rank: u8) -> Option<Cut> {
        let at = self.term?;
        let (text, mark) = self.chars[at];
        let alone = at + 1 == self.chars.len() && mark == '。' && !self.rest.contains('：');
        (alone && at > 0 && self.chars.len() <= LINE_STOP && rank <= 3).then_some(Cut {
            shape: Shape::LineStop,
            text,
            whole: self.rest.len(),
            body: None,
        })
    }

    /// `加强组织领导。成立…`
    fn sentence(&self) -> Option<Cut> {
        let at = self.term.filter(|&at| (1..=RUN_IN).contains(&at))?;
        if matches!(self.chars[at].1, '。' | '！' | '？') { self.run_in(Shape::RunIn, at) } else { None }
    }

    /// Cuts after the mark at `at`, when words follow it.
    fn run_in(&self, shape: Shape, at: usize) -> Option<Cut> {
        let (text, mark) = self.chars[at];
        let whole = text + mark.len_utf8();
        Some(Cut { shape, text, whole, body: Some(self.words_from(whole)?) })
    }

    /// Where the next word begins, blanks skipped.
    fn words_from(&self, at: usize) -> Option<usize> {
        let words = self.rest[at..].trim_start();
        (!words.is_empty()).then(|| self.rest.len() - words.len())
    }
}

fn is_term(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '》' | '）' | '」' | '』')
}

fn is_punctuation(c: char) -> bool {
    is_term(c) || is_closing(c) || "，、：,:.（()“‘《—…".contains(c)
}

#[cfg(test)]
mod tests {
    use super::cut;

    /// `|` stands between heading, mark and body in what is expected; an item has none.
    #[test]
    fn headings_end_where_a_reader_ends_them() {
        let long = "长".repeat(41);
        let cases = [
            ("组织建设情况", 1, "组织建设情况||"),
            ("工作打算：", 1, "工作打算|：|"),
            ("强化领导：成立小组。", 3, "强化领导|：|成立小组。"),
            ("强化领导:成立领导小组，抓好落实。", 3, "强化领导|:|成立领导小组，抓好落实。"),
            ("10:30开会。散会。", 3, "10:30开会|。|散会。"),
            ("强化领导　　成立小组。", 3, "强化领导||成立小组。"),
            ("王　明同志发言。散会。", 3, "王　明同志发言|。|散会。"),
            ("加强组织领导。", 2, "加强组织领导|。|"),
            ("加强组织领导。", 4, ""),
            ("加强领导。成立小组。", 6, "加强领导|。|成立小组。"),
            ("加强领导。 成立小组。", 6, "加强领导|。|成立小组。"),
            ("开展“向前冲！”活动。全年三次。", 3, "开展“向前冲！”活动|。|全年三次。"),
            ("培训三期；培训300人。", 4, ""),
            (&long, 1, ""),
            (
                "Waiting times in the departments of the hospital",
                3,
                "Waiting times in the departments of the hospital||",
            ),
            ("We met the target.", 3, ""),
            ("Goals: fewer falls? None at all.", 3, "Goals|:|fewer falls? None at all."),
        ];
        for (rest, rank, expected) in cases {
            let seen = cut(rest, rank).map(|cut| {
                format!(
                    "{}|{}|{}",
                    &rest[..cut.text],
                    &rest[cut.text..cut.whole],
                    cut.body.map_or("", |at| &rest[at..])
                )
            });
            assert_eq!(seen.unwrap_or_default(), expected, "{rest}");
        }
    }
}
