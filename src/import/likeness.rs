//! Likeness: whether two texts are one, and how much of them is the same.
//!
//! Never looks at how a text is set: headings, escapes, tables and white space do not count, so that a report is known again
//! when it comes in another format.
//! Start at [`Text::of`]; a [`Sketch`] says cheaply which texts are worth a look, [`percent`] says exactly.

use crate::digest::{Digest, digest_of_bytes};

/// How many characters stand in a run that is looked for in another text.
const RUN: usize = 5;

/// Texts that are shorter are not compared: two short ones are alike by chance.
const SHORTEST: usize = 60;

/// How many characters of a text are compared exactly; the rest of so long a one is taken to be like its beginning.
const LONGEST: usize = 200_000;

/// Bins of a sketch.
const BINS: usize = 64;

/// The part of the bins that are equal, in hundredths, from which two texts are worth a look.
const WORTH_A_LOOK: u32 = 20;

/// What counts of a report: its title and its text without white space and signs of Markdown, a mask as one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Vec<char>);

impl Text {
    /// What a report says: title and subtitle, where they are its own words, and the body. Where the body says them too, they count
    /// once.
    pub fn of(heads: &[&str], body: &str) -> Self {
        let mut head = Vec::new();
        heads.iter().for_each(|text| count(text, &mut head));
        let mut says = Vec::with_capacity(body.len() / 3 + head.len());
        // The names of pictures come from the digest of the file.
        let mut rest = body;
        while let Some((before, after)) = rest.split_once("](") {
            count(before, &mut says);
            rest = after.split_once(')').map_or("", |(_, after)| after);
        }
        count(rest, &mut says);
        if !says.starts_with(&head) {
            says.splice(0..0, head);
        }
        Self(says)
    }

    /// The same text has the same digest; one that says nothing has none.
    pub fn digest(&self) -> Option<Digest> {
        (!self.0.is_empty()).then(|| digest_of_bytes(self.0.iter().collect::<String>().as_bytes()))
    }

    fn beginning(&self) -> &[char] {
        &self.0[..self.0.len().min(LONGEST)]
    }

    /// The sketch; `None` for a text that is too short to be like another.
    pub fn sketch(&self) -> Option<Sketch> {
        if self.0.len() < SHORTEST {
            return None;
        }
        let mut least = [u32::MAX; BINS];
        for run in self.0.windows(RUN).map(hash) {
            let bin = &mut least[run as usize % BINS];
            *bin = (*bin).min((run >> 32) as u32);
        }
        Some(Sketch(least))
    }
}

fn count(text: &str, counted: &mut Vec<char>) {
    let plain = text.replace("{.run-in}", "");
    for c in plain.chars() {
        match c {
            // A mask hides one thing, however long it is drawn; `**` around words cannot be told from one and counts as little.
            '*' | '＊' | '×' => {
                if counted.last() != Some(&'*') {
                    counted.push('*');
                }
            }
            '\\' | '#' | '|' | '-' | '_' | '~' | '^' | '[' | ']' | '<' | '>' | '!' | '{' | '}' | '`' | '=' => {}
            c if c.is_whitespace() || crate::text::is_blank(c) => {}
            c => counted.push(c),
        }
    }
}

/// A number for a run of characters; the same on every machine.
fn hash(run: &[char]) -> u64 {
    let mixed = run
        .iter()
        .fold(0_u64, |sum, &c| (sum ^ u64::from(u32::from(c))).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23));
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 29)
}

/// For each of 64 bins the least number of the runs that fall into it: of two texts that share most of their runs most are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u32; BINS]);

impl Sketch {
    /// How much alike two texts may be, in hundredths of the bins; 0 when it is not worth a look.
    pub fn likely(&self, other: &Self) -> u32 {
        let (mut equal, mut filled) = (0_u32, 0_u32);
        for (&a, &b) in self.0.iter().zip(&other.0) {
            equal += u32::from(a == b && a != u32::MAX);
            filled += u32::from(a != u32::MAX || b != u32::MAX);
        }
        let likely = equal * 100 / filled.max(1);
        if likely >= WORTH_A_LOOK { likely } else { 0 }
    }
}

/// How much of two texts is the same, in hundredths: the share of the characters of both that stand in a run of five which the other
/// has too; 100 is said of equal texts only. One changed character in a hundred leaves 99; what was moved counts as the same.
///
/// ```
/// use huibian::import::likeness::{Text, percent};
/// let text = |number: u32| Text::of(&[], &format!("今年以来，我局坚持为民服务，全年走访{number}户，办结*件。").repeat(2));
/// assert_eq!(percent(&text(12), &text(12)), 100);
/// assert_eq!(percent(&text(12), &text(13)), 96);
/// ```
pub fn percent(a: &Text, b: &Text) -> u32 {
    if a == b {
        return 100;
    }
    let (a, b) = (a.beginning(), b.beginning());
    let both = shared(a, &runs(b)) + shared(b, &runs(a));
    (both * 100 / (a.len() + b.len()).max(1)).min(99) as u32
}

/// The runs of a text, sorted.
fn runs(text: &[char]) -> Vec<u64> {
    let mut runs: Vec<u64> = text.windows(RUN).map(hash).collect();
    runs.sort_unstable();
    runs
}

/// How many characters of a text stand in one of these runs.
fn shared(text: &[char], runs: &[u64]) -> usize {
    let (mut end, mut shared) = (0, 0);
    for (at, run) in text.windows(RUN).enumerate() {
        if runs.binary_search(&hash(run)).is_ok() {
            shared += at + RUN - end.max(at);
            end = at + RUN;
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "## 一、主要工作\n\n### （一）坚持党建引领。 {.run-in}\n\n全年走访\\*\\*\\*户，办结1.2万件；\n\n1\\. 略\n";

    #[test]
    fn how_a_text_is_set_does_not_count() {
        let plain = "一、主要工作\n（一）坚持党建引领。全年走访*户，办结1.2万件；\n　　1. 略\n";
        assert_eq!(Text::of(&[], BODY).digest(), Text::of(&[], plain).digest());
        let shown = "图：![](a-12345678-1.png)如上";
        assert_eq!(Text::of(&[], shown).digest(), Text::of(&[], "图：![](b-87654321-2.jpg)如上").digest());
        assert_ne!(Text::of(&[], BODY).digest(), Text::of(&[], &BODY.replace("走访", "回访")).digest());
        assert_ne!(Text::of(&["甲局总结"], BODY).digest(), Text::of(&["乙局总结"], BODY).digest());
    }

    #[test]
    fn a_sketch_finds_what_is_alike_and_little_else() {
        let sentence = |n: usize| format!("第{n}项工作按照既定安排稳步推进，共完成任务{}件，群众满意。", n * 37);
        let text = |range: std::ops::Range<usize>| Text::of(&[], &range.map(sentence).collect::<String>());
        let whole = text(0..60);
        let others = (0..60).map(|n| format!("围绕{n}个方向查找不足，逐一落实责任人，限期办结并且公开。"));
        let other = Text::of(&[], &others.collect::<String>());
        for (other, least, most) in [(text(0..60), 100, 100), (text(3..60), 90, 99), (other, 0, 20)] {
            let share = percent(&whole, &other);
            assert!((least..=most).contains(&share), "{share} {least} {most}");
            let likely = whole.sketch().zip(other.sketch()).map_or(0, |(a, b)| a.likely(&b));
            assert!(least < 80 || likely > 0, "{share} {likely}");
        }
        assert_eq!(Text::of(&[], "正文。").sketch(), None);
    }
}
