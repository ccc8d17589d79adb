//! Inline enumerations (段内列举): `一是…；二是…` inside one paragraph (pass D of the recogniser).
//!
//! Never splits a paragraph and never takes 统一是 or 三分之一是 for an item. Start at [`enumerations`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::lookalike::{is_idiom, is_number, is_series};
use super::marker::{Class, Marker, marker, may_begin};
use super::shape;
use super::{is_blank, rare};

/// One enumeration: at least two items of one class, in sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The class of its markers.
    pub class: Class,
    /// How many enumerations of the paragraph enclose it.
    pub nesting: u8,
    /// Its items.
    pub items: Vec<Item>,
}

/// One item of an enumeration; ranges are bytes of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The marker as written, `一是`.
    pub marker: Range<usize>,
    /// Its headline without the `：` or `。`; `None` when the item is one statement.
    pub headline: Option<Range<usize>>,
    /// The text after the marker up to the next item of the run, to what closes the run, or to the end.
    pub bytes: Range<usize>,
}

/// The enumerations of a paragraph, in order of their first items.
///
/// **Shape**: `主要表现在：一是经费方面：…。二是人员方面：…。建议：一要…；二要…。` has two, side by side: a sentence that
/// begins with 建议, 为此, 下一步 and the like closes what is open. A run that starts again at one is nested in the one
/// before it (practice, seed 1 line 17). Cost is linear in the paragraph.
///
/// ```
/// use huibian::text::enumeration::enumerations;
/// let text = "不足有三：一是队伍不稳；二是经费不足。为此，一要增编，二要增资。";
/// let runs = enumerations(text);
/// assert_eq!(runs.len(), 2);
/// assert_eq!(&text[runs[0].items[1].bytes.clone()], "经费不足。");
/// assert_eq!(&text[runs[1].items[0].marker.clone()], "一要");
/// ```
pub fn enumerations(paragraph: &str) -> Vec<Run> {
    Scan::over(paragraph, None).runs()
}

/// Whether the marker of a paragraph is continued inside the paragraph: `（一）加大投入；（二）充实力量。` (rule R7).
pub(super) fn continues_itself(paragraph: &str, own: &Marker) -> bool {
    // The run of the paragraph's own marker is the first to be opened.
    suffix(own, paragraph).is_some() && Scan::over(paragraph, Some(own)).opened[0].items.len() > 1
}

/// What makes a run one: the class, and for 是/要 and 第/其 which of the two.
type Suffix = (Class, bool);

/// The suffix of a marker that can stand inside a paragraph.
fn suffix(found: &Marker, text: &str) -> Option<Suffix> {
    let written = &text[found.bytes.clone()];
    match found.class {
        Class::Part | Class::Lat | Class::Dec => None,
        Class::Shi => Some((Class::Shi, written.contains('要'))),
        Class::Di => Some((Class::Di, written.starts_with('其'))),
        class => Some((class, false)),
    }
}

struct Scan<'a> {
    text: &'a str,
    opened: Vec<Opened>,
    /// The open runs from the outermost to the innermost, as indices into `opened`.
    open: Vec<usize>,
    /// Which open runs wait for which number, outermost first: found at once however deep the nesting is.
    waiting: BTreeMap<(Suffix, u16), Vec<usize>>,
}

struct Opened {
    suffix: Suffix,
    last: u16,
    within: Option<usize>,
    /// Where the marker and the text of each item lie.
    items: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Scan<'a> {
    fn over(text: &'a str, own: Option<&Marker>) -> Self {
        let mut scan = Scan { text, opened: Vec::new(), open: Vec::new(), waiting: BTreeMap::new() };
        let mut from = 0;
        if let Some((own, suffix)) = own.and_then(|own| Some((own, suffix(own, text)?))) {
            scan.begin(suffix, own);
            from = own.bytes.end;
        }
        let before = text[..from].trim_end_matches(is_blank).chars().next_back();
        if before.is_none_or(is_pause) {
            scan.meet(from, before);
        }
        for (at, c) in rare(&text[from..]).filter(|&(_, c)| is_pause(c)) {
            scan.meet(from + at + c.len_utf8(), Some(c));
        }
        scan.close_to(0, text.len());
        scan
    }

    /// Looks at what begins behind a pause: what closes the runs, or a marker that continues one or begins one.
    fn meet(&mut self, at: usize, before: Option<char>) {
        // Few pauses have either behind them, and the first character tells.
        if !self.text[at..].starts_with(|c| may_begin(c) || CUES.contains(&c) || is_blank(c)) {
            return;
        }
        let rest = self.text[at..].trim_start_matches(is_blank);
        if closes_runs(before, &self.text[at..]) {
            return self.close_to(0, at);
        }
        let at = self.text.len() - rest.len();
        let Some(mut found) = marker(rest) else { return };
        if is_idiom(&found, rest) || is_number(&found, rest) || is_series(&found, rest) {
            return;
        }
        let weak = matches!(found.class, Class::Cn | Class::Ar | Class::Shou);
        if weak && !before.is_none_or(is_stop) {
            return;
        }
        found.bytes = at..at + found.bytes.end;
        let Some(suffix) = suffix(&found, self.text) else { return };
        match self.awaiting(suffix, found.ordinal) {
            Some(run) => self.append(run, &found),
            None if found.ordinal == 1 => self.begin(suffix, &found),
            None => {}
        }
    }

    /// The innermost open run that a marker continues. 最后 continues any number.
    fn awaiting(&self, suffix: Suffix, ordinal: u16) -> Option<usize> {
        let least = if suffix.0 == Class::Shou { 2 } else { ordinal };
        (least..=ordinal).filter_map(|n| self.waiting.get(&(suffix, n))?.last().copied()).max()
    }

    fn begin(&mut self, suffix: Suffix, first: &Marker) {
        let within = self.open.last().copied();
        self.open.push(self.opened.len());
        self.opened.push(Opened { suffix, last: first.ordinal, within, items: Vec::new() });
        self.add(first);
    }

    fn append(&mut self, run: usize, next: &Marker) {
        // Runs are numbered as they open, so the open ones lie in order.
        let depth = self.open.partition_point(|&open| open < run);
        self.close_to(depth, next.bytes.start);
        self.open.push(run);
        self.opened[run].last = next.ordinal;
        self.add(next);
    }

    /// Adds an item to the innermost open run, which then waits for the number after it.
    fn add(&mut self, item: &Marker) {
        let Some(&run) = self.open.last() else { return };
        let opened = &mut self.opened[run];
        opened.items.push((item.bytes.clone(), item.bytes.end..self.text.len()));
        let next = (opened.suffix, opened.last.saturating_add(1));
        self.waiting.entry(next).or_default().push(run);
    }

    /// Closes the open runs from the innermost until `depth` are left; their last items end at `at`.
    fn close_to(&mut self, depth: usize, at: usize) {
        for run in self.open.drain(depth..).rev() {
            let opened = &mut self.opened[run];
            if let Some((_, bytes)) = opened.items.last_mut() {
                bytes.end = at;
            }
            if let Some(waiting) = self.waiting.get_mut(&(opened.suffix, opened.last.saturating_add(1))) {
                waiting.pop();
            }
        }
    }

    /// The runs of at least two items, each with the number of such runs around it.
    fn runs(self) -> Vec<Run> {
        let mut around: Vec<u8> = Vec::with_capacity(self.opened.len());
        let mut runs = Vec::new();
        for opened in &self.opened {
            let nesting = opened.within.map_or(0, |outer| {
                let counts = self.opened[outer].items.len() > 1;
                around[outer].saturating_add(u8::from(counts))
            });
            around.push(nesting);
            if opened.items.len() > 1 {
                let items = opened.items.iter().map(|(marker, bytes)| item(self.text, marker, bytes)).collect();
                runs.push(Run { class: opened.suffix.0, nesting, items });
            }
        }
        runs
    }
}

fn item(text: &str, marker: &Range<usize>, bytes: &Range<usize>) -> Item {
    let headline = shape::headline(&text[bytes.clone()]).map(|end| bytes.start..bytes.start + end);
    Item { marker: marker.clone(), headline, bytes: bytes.clone() }
}

/// A sentence that begins so turns from what was enumerated to what is to be done.
fn closes_runs(before: Option<char>, rest: &str) -> bool {
    const WORDS: [&str; 10] = ["建议", "为此", "对此", "因此", "总之", "综上", "下一步", "下步", "今后", "同时建议"];
    before.is_none_or(|c| matches!(c, '。' | '；' | '！' | '？')) && WORDS.iter().any(|word| rest.starts_with(word))
}

/// How those words begin.
const CUES: [char; 9] = ['建', '为', '对', '因', '总', '综', '下', '今', '同'];

/// After these an item may begin.
fn is_pause(c: char) -> bool {
    is_stop(c) || matches!(c, '”' | '）' | ')' | '，' | ',' | '、')
}

/// After these an item may begin whose marker is also met in running text: `1、`, `一、`, `最后，`.
fn is_stop(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | ':' | ';' | '！' | '？' | '!' | '?')
}

#[cfg(test)]
mod tests {
    use super::enumerations;

    #[test]
    fn ten_thousand_openings_are_scanned_once() {
        let text = "一是甲；".repeat(10_000) + "二是乙；";
        let runs = enumerations(&text);
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].nesting, 0);
        assert_eq!(runs[0].items.len(), 2);
    }
}
