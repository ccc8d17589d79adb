//! Generated documents: whatever stands in them, as a Word file and as a plain text, comes back.

use crate::found::Found;
use crate::measure::difference;
use crate::package::Package;
use crate::random::Random;
use crate::{bare, rounds};
use huibian::registry::Registry;

impl Random {
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// So many pieces and less, one behind the other.
    fn words(&mut self, most: usize) -> String {
        let n = self.below(most) + 1;
        (0..n).map(|_| self.one(&PIECES)).collect()
    }
}

/// What the words of the documents are made of.
const PIECES: [&str; 76] = [
    "*",
    "**",
    "***",
    "****",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "<b>",
    "</p>",
    "<!--",
    "&",
    "&amp;",
    "&#42;",
    "#",
    "## ",
    "+ ",
    "- ",
    "---",
    "=",
    "===",
    "|",
    "||",
    "~",
    "~~",
    "$",
    "\\",
    "\\*",
    "`",
    "```",
    "{",
    "}",
    "{.run-in}",
    "!",
    ":",
    "1",
    "12.",
    "3)",
    ".",
    "a",
    "b.c",
    "甲",
    "乙，",
    "丙。",
    "“丁”",
    "×××",
    "某某",
    " ",
    "  ",
    "\t",
    "　",
    "\u{A0}",
    "[^1]",
    "[^1]:",
    "---\n",
    "http://a.b/_c_",
    "x@y.z",
    "m²",
    "——",
    "……",
    "一是",
    "二是",
    "第一，",
    "附件：",
    "2022年10月9日",
    "云州市",
    "工作总结",
    "《*》",
    "☑",
    "𠮷",
];
/// What a paragraph may begin with.
const MARKERS: [&str; 20] = [
    "",
    "",
    "",
    "",
    "",
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "1、",
    "（1）",
    "①",
    "# ",
    "> ",
    "* ",
    "    ",
    "　　",
];

/// One generated document: the Word file, the plain text of the same paragraphs, and the words of its tables beside them.
struct Generated {
    word: Vec<u8>,
    text: String,
    whole: String,
    /// The text of the Word file: that of its cells too.
    has_table: bool,
}

fn generated(random: &mut Random) -> Generated {
    let mut package = Package::default();
    let (mut text, mut whole, mut has_table) = (String::new(), String::new(), false);
    let n = random.below(14) + 1;
    for _ in 0..n {
        if random.below(8) == 0 {
            let (rows, columns) = (random.below(3) + 1, random.below(3) + 2);
            let cell = |random: &mut Random| random.words(5).replace('\n', "");
            let rows: Vec<Vec<String>> = (0..rows).map(|_| (0..columns).map(|_| cell(random)).collect()).collect();
            package.table(&rows);
            whole.extend(rows.iter().flatten().map(String::as_str));
            has_table = true;
            continue;
        }
        let n = random.below(4);
        let mut runs = vec![(random.one(&MARKERS).to_owned(), random.below(3) == 0)];
        runs.extend((0..n).map(|_| (random.words(5).replace('\n', ""), random.below(3) == 0)));
        let parts: Vec<(&str, bool)> = runs.iter().map(|(words, bold)| (words.as_str(), *bold)).collect();
        package.paragraph(&parts);
        let line: String = parts.iter().map(|(words, _)| *words).collect();
        whole.push_str(&line);
        text.push_str(&line);
        text.push('\n');
    }
    Generated { word: package.bytes(), text, whole, has_table }
}

/// What is wrong with what came back, in a few words.
fn fault(name: &str, bytes: &[u8], original: &str) -> Option<String> {
    let original = bare(original);
    match Found::with(name, bytes, &Registry::default()) {
        Found::Read(draft, report) => {
            // What was left out and said is no part of the text: lines of a text that count its pages.
            if !draft.receipt.left_out.is_empty() {
                return None;
            }
            difference(&original, &report).map(|difference| format!("{difference}\n{}", draft.markdown))
        }
        Found::Refused(told) => {
            let is_meant = original.is_empty() || told.contains("import-several") || told.contains("import-empty");
            (!is_meant).then_some(told)
        }
        Found::Spoilt(told) => Some(told),
    }
}

#[test]
fn generated_texts_come_back_as_they_were() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut faults = Vec::new();
    for round in 0..rounds::rounds(200) {
        let Generated { text, .. } = generated(&mut random);
        faults.extend(fault("a.txt", text.as_bytes(), &text).map(|fault| format!("round {round}: {text:?}\n{fault}")));
    }
    assert!(faults.is_empty(), "{} of 200\n{}", faults.len(), faults[0]);
}

#[test]
fn generated_word_files_come_back_as_they_were() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut faults, mut tables) = (Vec::new(), 0);
    for round in 0..rounds::rounds(200) {
        let Generated { word, whole, has_table, .. } = generated(&mut random);
        tables += usize::from(has_table);
        faults.extend(fault("a.docx", &word, &whole).map(|fault| format!("round {round}: {whole:?}\n{fault}")));
    }
    assert!(tables > 50, "only {tables} documents with a table");
    assert!(faults.is_empty(), "{} of 200\n{}", faults.len(), faults[0]);
}
