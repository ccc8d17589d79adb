//! Mask or emphasis: which runs of `*` and `_` in a block of Markdown are markup, and which are text.
//!
//! Never reads Markdown: it is fed the visible characters of one block and its runs, in order.
//! Start at [`Delimiters::decide`]; the rule it follows is that of [`Delimiters`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::is_han;

/// The characters and runs of one block.
///
/// Reports hide names and figures behind asterisks, so the rule is stricter than CommonMark's. A run belongs to the next
/// run of the same character and length in the same element. The two are emphasis
///
/// | length | when what they enclose | shown |
/// |---|---|---|
/// | 2 | begins and ends with a letter, a digit or Han | strong |
/// | other | is Latin text: begins and ends with a letter or digit, has a letter, holds nothing Chinese; and no Latin letter or digit touches the pair from outside | emphasised; strong when the length is even; both when it is odd and not 1 |
///
/// Underlines are never emphasis inside a word. All else is text: `从*年*月`, `《***》`, `138****1234`, `3*4*5`.
#[derive(Debug, Default)]
pub(super) struct Delimiters {
    runs: Vec<Run>,
    seen: Seen,
    before: Option<char>,
    /// The run that waits for the character after it.
    open: bool,
    /// The elements that are open, innermost last.
    elements: Vec<u32>,
    elements_opened: u32,
}

/// A run of one delimiter character.
#[derive(Debug)]
struct Run {
    mark: u8,
    length: u32,
    source: usize,
    token: usize,
    element: u32,
    before: Option<char>,
    after: Option<char>,
    seen: Seen,
}

/// Counts over the characters of the block so far; the difference of two says what lies between.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Seen {
    letters: u32,
    chinese: u32,
    sentence_ends: u32,
}

/// What the policy decided about a block.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// The emphasis, each pair closed inside the one that encloses it.
    pub(super) pairs: Vec<Pair>,
    /// Places in the source that can be read both ways, in order.
    pub(super) doubts: Vec<Range<usize>>,
}

/// Two runs that belong together.
#[derive(Debug)]
pub(super) struct Pair {
    /// The number that the opening run was fed with.
    pub(super) open: usize,
    /// The number that the closing run was fed with.
    pub(super) close: usize,
    /// How long each of the two is.
    pub(super) length: u32,
}

/// How deep emphasis may nest; what is deeper is text.
const DEEPEST: usize = 32;

impl Delimiters {
    /// Characters that are text, whatever they are.
    pub(super) fn text(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        self.meet(first);
        for c in text.chars() {
            self.seen.letters += u32::from(c.is_alphabetic() && !is_chinese(c));
            self.seen.chinese += u32::from(is_chinese(c));
            self.seen.sentence_ends += u32::from(matches!(c, '。' | '！' | '？' | '；' | ';'));
        }
        self.before = text.chars().next_back();
    }

    /// A run of `length` times `mark` that begins at `source`; `token` is the caller's number for it.
    pub(super) fn run(&mut self, mark: u8, length: u32, source: usize, token: usize) {
        self.meet(char::from(mark));
        let element = self.elements.last().copied().unwrap_or(0);
        let (before, seen) = (self.before, self.seen);
        self.runs.push(Run { mark, length, source, token, element, before, after: None, seen });
        self.open = true;
        self.before = Some(char::from(mark));
    }

    /// An element begins: no pair has one end inside of it.
    pub(super) fn enter(&mut self) {
        self.elements_opened += 1;
        self.elements.push(self.elements_opened);
    }

    /// The innermost element ends.
    pub(super) fn leave(&mut self) {
        self.elements.pop();
    }

    /// Which runs are emphasis. Linear in the number of runs, but for the search of the partners.
    pub(super) fn decide(self) -> Decision {
        let partners = self.partners();
        let mut decision = Decision::default();
        let mut closers: Vec<usize> = Vec::new();
        let mut doubted = None;
        for (i, run) in self.runs.iter().enumerate() {
            if closers.last() == Some(&i) {
                closers.pop();
                continue;
            }
            let enclosing = closers.last().copied().unwrap_or(usize::MAX);
            let Some(partner) = partners[i].filter(|&partner| partner < enclosing) else { continue };
            let close = &self.runs[partner];
            let markup = closers.len() < DEEPEST && run.is_markup(close);
            if markup {
                closers.push(partner);
                decision.pairs.push(Pair { open: run.token, close: close.token, length: run.length });
            }
            if doubted != Some(i) && run.is_doubtful(close, markup) {
                doubted = Some(partner);
                decision.doubts.push(run.source..close.source + close.length as usize);
            }
        }
        decision
    }

    /// For each run the next one of the same character and length in the same element.
    fn partners(&self) -> Vec<Option<usize>> {
        let mut partners = vec![None; self.runs.len()];
        let mut next = BTreeMap::new();
        for (i, run) in self.runs.iter().enumerate().rev() {
            partners[i] = next.insert((run.mark, run.length, run.element), i);
        }
        partners
    }

    /// Tells the run before, if it is one, which character follows it.
    fn meet(&mut self, c: char) {
        if std::mem::take(&mut self.open)
            && let Some(run) = self.runs.last_mut()
        {
            run.after = Some(c);
        }
    }
}

impl Run {
    fn is_markup(&self, close: &Self) -> bool {
        let joined = if self.mark == b'_' { is_word } else { is_latin_word };
        let free = |c: Option<char>| !c.is_some_and(|c| joined(c) || c == char::from(self.mark));
        let stands_free = free(self.before) && free(close.after);
        let (first, last) = (self.after, close.before);
        if self.length == 2 {
            return first.is_some_and(is_word) && last.is_some_and(is_word) && (stands_free || self.mark == b'*');
        }
        let latin = self.seen.chinese == close.seen.chinese && self.seen.letters < close.seen.letters;
        latin && stands_free && first.is_some_and(is_latin_word) && last.is_some_and(is_latin_word)
    }

    /// Whether a person can take the pair for what it was not decided to be: text that could be meant as emphasis
    /// (`*强调*`, `**（一）**`), or strong text that two masks could enclose (`团**委和**县委`).
    fn is_doubtful(&self, close: &Self, markup: bool) -> bool {
        let word = |c: Option<char>| c.is_some_and(is_word);
        if markup {
            return self.length == 2 && word(self.before) && word(close.after);
        }
        let bracket = |c: Option<char>, brackets| self.length == 2 && c.is_some_and(|c| str::contains(brackets, c));
        let begins = word(self.after) || bracket(self.after, "（《〈“‘「『【〔([");
        let ends = word(close.before) || bracket(close.before, "）》〉”’」』】〕)]");
        let phrase = self.seen.sentence_ends == close.seen.sentence_ends;
        let within_word = self.mark == b'_' && (word(self.before) || word(close.after));
        phrase && !within_word && begins && ends
    }
}

/// A letter, a digit or Han.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_latin_word(c: char) -> bool {
    c.is_alphanumeric() && !is_chinese(c)
}

/// Whether a character makes a text Chinese, or another one that is written without spaces.
fn is_chinese(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3100}'..='\u{33FF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs of a text in which every `*` and `_` is a run, as what they enclose; then the doubts likewise.
    fn decided(text: &str) -> (Vec<&str>, Vec<&str>) {
        let mut delimiters = Delimiters::default();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let mark = rest.as_bytes()[0];
            let length = if matches!(mark, b'*' | b'_') {
                let length = rest.bytes().take_while(|&byte| byte == mark).count();
                delimiters.run(mark, length as u32, at, at);
                length
            } else {
                let length = rest.find(['*', '_']).unwrap_or(rest.len());
                delimiters.text(&rest[..length]);
                length
            };
            at += length;
        }
        let decision = delimiters.decide();
        let inner = |pair: &Pair| &text[pair.open + pair.length as usize..pair.close];
        (decision.pairs.iter().map(inner).collect(), decision.doubts.into_iter().map(|bytes| &text[bytes]).collect())
    }

    #[test]
    fn masks_stay_and_emphasis_works() {
        for (text, pairs, doubts) in [
            ("从*年*月底至*月上旬", vec![], vec!["*年*"]),
            ("《***》《***》等", vec![], vec![]),
            ("*强调*", vec![], vec!["*强调*"]),
            ("**重点**工作", vec!["重点"], vec![]),
            ("团**委和**县委", vec!["委和"], vec!["**委和**"]),
            ("an *important* word", vec!["important"], vec![]),
            ("和*abc*和", vec!["abc"], vec![]),
            ("***both*** and ****strong****", vec!["both", "strong"], vec![]),
            ("**a *b* c**", vec!["a *b* c", "b"], vec![]),
            ("**a *b** c*", vec!["a *b"], vec![]),
            ("138****1234, 139****5678", vec![], vec!["****1234, 139****"]),
            ("3*4*5 and J*hn S*ith", vec![], vec!["*4*", "*hn S*"]),
            ("__init__ snake_case_name", vec!["init"], vec![]),
            ("姓名__性别__年龄", vec![], vec![]),
            ("5 * 3 and *Smith*", vec!["Smith"], vec![]),
            ("**（一）**坚持", vec![], vec!["**（一）**"]),
            ("*2022*年", vec![], vec!["*2022*"]),
        ] {
            assert_eq!(decided(text), (pairs, doubts), "{text}");
        }
    }

    #[test]
    fn no_pair_crosses_an_element() {
        let mut delimiters = Delimiters::default();
        delimiters.run(b'*', 2, 0, 0);
        delimiters.enter();
        delimiters.text("甲");
        delimiters.run(b'*', 2, 6, 1);
        delimiters.leave();
        assert!(delimiters.decide().pairs.is_empty());
    }
}
