//! The recogniser against literate cases, against both seeds and against garbage.
//!
//! A case in `tests/outline/*.md` is a heading (its name), prose (its reason), a block with one paragraph per line, and a
//! block with what comes out, one line per paragraph:
//! `h2 run-in 1、|健全机构|。|各单位都建了…`: depth, shape, then marker, words, mark and body with bars between;
//! `item2 par （1）|举办培训…`: depth, class, marker, text; `body`; behind ` !` what is odd. Texts are cut after eight
//! characters. Each inline enumeration follows on a line of its own, set in by one step and one more for each that
//! encloses it: `- 一是〈人员方面〉人员方面：… / 二是…`.

#[path = "support/random.rs"]
mod random;
#[path = "support/rounds.rs"]
mod rounds;
#[path = "support/shared.rs"]
mod shared;

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use huibian::text::enumeration::enumerations;
use huibian::text::join::joins;
use huibian::text::marker::{Class, marker, trim};
use huibian::text::mask::masks;
use huibian::text::ordinal::number;
use huibian::text::outline::{Finding, Line, LineKind, Shape, recognise};
use random::Random;
use serde_json::{Value, json};

#[test]
fn literate_cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outline");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut wrong = String::new();
    let mut n_cases = 0;
    for file in files {
        let text = fs::read_to_string(&file).expect("UTF-8");
        for case in text.split("\n## ").skip(1) {
            let blocks: Vec<&str> = case.split("```").collect();
            let [head, input, _, expected, _] = blocks[..] else { panic!("two blocks in {}: {case}", file.display()) };
            let [name, reason @ ..] = &head.lines().collect::<Vec<_>>()[..] else { panic!("a name: {case}") };
            assert!(reason.iter().any(|line| !line.trim().is_empty()), "a reason: {name}");
            let (input, expected) = (block(input), block(expected));
            let got = show(input);
            if got.trim_end() != expected {
                let _ =
                    write!(wrong, "\n## {name} ({})\n{input}\n-- expected\n{expected}\n-- got\n{got}", file.display());
            }
            n_cases += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(n_cases > 60, "only {n_cases} cases were found");
}

/// The outline of a plain text.
fn recognise_plain(paragraphs: &[&str]) -> Vec<Line> {
    recognise(&paragraphs.iter().map(|&paragraph| paragraph.into()).collect::<Vec<_>>())
}

/// A block without its first line break and its last.
fn block(text: &str) -> &str {
    text.trim_start_matches("text").trim_matches('\n')
}

fn show(input: &str) -> String {
    let paragraphs: Vec<&str> = input.lines().collect();
    let mut shown = String::new();
    for (paragraph, line) in paragraphs.iter().zip(recognise_plain(&paragraphs)) {
        let (head, body) = show_kind(paragraph, &line.kind);
        shown.push_str(&head);
        for finding in line.findings {
            let _ = write!(shown, " !{}", show_finding(finding));
        }
        shown.push('\n');
        show_enumerations(&mut shown, body);
    }
    shown
}

/// The line for a paragraph, and the text in which enumerations are looked for.
fn show_kind<'a>(paragraph: &'a str, kind: &LineKind) -> (String, &'a str) {
    match kind {
        LineKind::Body => ("body".to_owned(), paragraph),
        LineKind::Item { depth, class, marker, .. } => {
            let (written, text) = (&paragraph[marker.clone()], &paragraph[marker.end..]);
            (format!("item{depth} {} {written}|{}", class_word(*class), short(text)), text)
        }
        LineKind::Heading { depth, marker, text, whole, shape, body, .. } => {
            let body = body.clone().map_or("", |body| &paragraph[body]);
            let (marker, words, mark) =
                (&paragraph[marker.clone()], &paragraph[text.clone()], &paragraph[text.end..whole.end]);
            (format!("h{depth} {} {marker}|{words}|{mark}|{}", shape_word(*shape), short(body)), body)
        }
    }
}

fn show_enumerations(shown: &mut String, body: &str) {
    for run in enumerations(body) {
        let items = run.items.iter().map(|item| {
            let headline = item.headline.clone().map_or(String::new(), |range| format!("〈{}〉", &body[range]));
            format!("{}{headline}{}", &body[item.marker.clone()], short(&body[item.bytes.clone()]))
        });
        let items: Vec<String> = items.collect();
        let _ = writeln!(shown, "{}- {}", "  ".repeat(usize::from(run.nesting) + 1), items.join(" / "));
    }
}

/// The first eight characters.
fn short(text: &str) -> String {
    match text.char_indices().nth(8) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn show_finding(finding: Finding) -> String {
    match finding {
        Finding::Gap { expected } => format!("gap {expected}"),
        Finding::Repeat => "repeat".to_owned(),
        Finding::Restart => "restart".to_owned(),
        Finding::Inverted => "inverted".to_owned(),
        Finding::BareMarker => "bare".to_owned(),
    }
}

fn shape_word(shape: Shape) -> &'static str {
    match shape {
        Shape::Line => "line",
        Shape::LineStop => "stop",
        Shape::RunIn => "run-in",
        Shape::RunInColon => "colon",
        Shape::RunInSpace => "space",
    }
}

fn class_word(class: Class) -> String {
    format!("{class:?}").to_lowercase()
}

#[test]
fn both_seeds_equal_the_oracle() {
    let Some(shared) = shared::shared("both_seeds_equal_the_oracle") else { return };
    let oracle = fs::read_to_string(shared.join("oracle.json")).expect("the oracle");
    let oracle: Value = serde_json::from_str(&oracle).expect("JSON");
    for (seed, n_masks) in [("seed1", 26), ("seed2", 98)] {
        let oracle = &oracle[seed];
        let file = oracle["file"].as_str().expect("a file name");
        let text = fs::read_to_string(shared.join("seeds").join(file)).expect("the seed");
        let (sections, n_titles) = without_title(&oracle["sections"]);
        assert_eq!(sections_of(&text, n_titles), sections, "{seed}");
        let seen = masks_of(&text);
        assert_eq!(json!(seen), oracle["masks"], "{seed}");
        assert_eq!(seen.len(), n_masks, "{seed}");
    }
}

/// The oracle's sections without topics, which are not of this room, and without the title, which is peeled off before.
fn without_title(sections: &Value) -> (Vec<Value>, usize) {
    let all = sections.as_array().expect("sections");
    let body = all.iter().filter(|section| section["kind"] != "title").cloned().map(|mut section| {
        section.as_object_mut().expect("an object").remove("topics");
        section
    });
    let body: Vec<Value> = body.collect();
    let n_titles = all.len() - body.len();
    (body, n_titles)
}

fn sections_of(text: &str, n_titles: usize) -> Vec<Value> {
    let numbered = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).skip(n_titles);
    let (numbers, paragraphs): (Vec<usize>, Vec<&str>) = numbered.map(|(at, line)| (at + 1, line)).unzip();
    let mut depth = 0;
    let lines = recognise_plain(&paragraphs);
    let of_line = |((number, paragraph), line): ((&usize, &&str), &Line)| {
        assert_eq!(line.findings, [], "line {number}");
        section(*number, paragraph, &line.kind, &mut depth)
    };
    numbers.iter().zip(&paragraphs).zip(&lines).map(of_line).collect()
}

/// A paragraph as the oracle writes it. `above` is the depth of the last heading.
fn section(number: usize, paragraph: &str, kind: &LineKind, above: &mut u8) -> Value {
    let chars = |text: &str| text.chars().count();
    let (mut section, body) = match kind {
        LineKind::Body => {
            let section = json!({"line": number, "kind": "paragraph", "depth": above, "body_chars": chars(paragraph)});
            (section, paragraph)
        }
        LineKind::Heading { depth, number: Some((class, ordinal)), marker, text, shape, body, .. } => {
            *above = *depth;
            let in_line = *shape == Shape::RunIn;
            let body = body.clone().map_or("", |body| &paragraph[body]);
            let section = json!({
                "line": number, "kind": "heading", "depth": depth, "rank": class.rank(), "n": ordinal,
                "mark": &paragraph[marker.clone()], "heading": &paragraph[text.clone()], "run_in": in_line,
                "body_chars": chars(body),
            });
            (section, body)
        }
        LineKind::Heading { .. } | LineKind::Item { .. } => panic!("no seed has an item: line {number}"),
    };
    let inline: Vec<Value> = enumerations(body).iter().map(|run| inline(body, &run.items)).collect();
    if !inline.is_empty() {
        section["inline"] = json!(inline);
    }
    section
}

fn inline(body: &str, items: &[huibian::text::enumeration::Item]) -> Value {
    let item = |item: &huibian::text::enumeration::Item| {
        let headline = item.headline.clone().map_or("", |range| &body[range]);
        json!({"mark": &body[item.marker.clone()], "headline": headline, "text": &body[item.bytes.clone()]})
    };
    items.iter().map(item).collect()
}

/// Line, column and length of each mask, counted in characters from 1.
fn masks_of(text: &str) -> Vec<[usize; 3]> {
    let of_line = |(at, line): (usize, &str)| -> Vec<[usize; 3]> {
        let chars = |range: Range<usize>| line[range].chars().count();
        masks(line).into_iter().map(|run| [at + 1, chars(0..run.start) + 1, chars(run)]).collect()
    };
    text.lines().enumerate().flat_map(of_line).collect()
}

/// What reports are written with, odd blanks and lone marks included.
const PIECES: [&str; 64] = [
    "一",
    "二",
    "三",
    "十",
    "百",
    "壹",
    "、",
    "．",
    ".",
    "，",
    "。",
    "；",
    "：",
    ":",
    "！",
    "？",
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "第",
    "其",
    "是",
    "要",
    "章",
    "部分",
    "首先",
    "其次",
    "最后",
    "1",
    "2",
    "3",
    "12",
    "１",
    "２",
    "①",
    "②",
    "⑴",
    "㈠",
    "⒈",
    "A",
    "b",
    "X",
    "×",
    "*",
    "***",
    "某",
    "市",
    "〇",
    "□",
    "_",
    " ",
    "　",
    "\u{A0}",
    "\t",
    "年",
    "建议",
    "加强领导",
    "健全工会组织体系",
    "é",
];

#[test]
fn garbage_is_read_without_loss() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..rounds::rounds(3_000) {
        let text: Vec<String> = (0..random.below(12)).map(|_| random.line()).collect();
        let paragraphs: Vec<&str> = text.iter().map(String::as_str).collect();
        let lines = recognise_plain(&paragraphs);
        assert_eq!(lines.len(), paragraphs.len());
        let mut above = 0;
        for (paragraph, line) in paragraphs.iter().zip(&lines) {
            above = whole_line(paragraph, &line.kind, above);
            whole_enumerations(paragraph);
            in_order(paragraph, masks(paragraph));
            let trimmed = &paragraph[trim(paragraph)];
            in_order(trimmed, marker(trimmed).map(|found| found.bytes));
            let _ = number(paragraph);
            let around: Vec<char> = paragraph.chars().take(2).collect();
            if let [before, after] = around[..] {
                let _ = joins(before, after);
            }
        }
    }
}

/// The pieces of a heading, one after the other, are the paragraph; only blanks and the heading's mark lie between.
fn whole_line(paragraph: &str, kind: &LineKind, above: u8) -> u8 {
    let LineKind::Heading { depth, marker, text, whole, body, .. } = kind else { return above };
    let trimmed = trim(paragraph);
    let blank = |range: Range<usize>| paragraph[range].trim_matches('\u{200B}').trim().is_empty();
    assert!((1..=above + 1).contains(depth), "depth {depth} below {above}: {paragraph}");
    assert_eq!((marker.start, whole.start), (trimmed.start, trimmed.start), "{paragraph}");
    assert!(!text.is_empty() && text.end <= whole.end, "{paragraph}");
    assert!(text == marker || marker.end == text.start, "{paragraph}");
    let mark = &paragraph[text.end..whole.end];
    assert!(mark.chars().all(|c| c.is_whitespace() || "。：:！？".contains(c)), "{mark:?} in {paragraph}");
    match body {
        Some(body) => {
            assert!(blank(whole.end..body.start) && !blank(body.clone()), "{paragraph}");
            assert_eq!(body.end, trimmed.end, "{paragraph}");
        }
        None => assert_eq!(whole.end, trimmed.end, "{paragraph}"),
    }
    *depth
}

fn whole_enumerations(paragraph: &str) {
    for run in enumerations(paragraph) {
        assert!(run.items.len() > 1, "{paragraph}");
        let pieces = run.items.iter().flat_map(|item| [item.marker.clone(), item.bytes.clone()]);
        in_order(paragraph, pieces);
        for item in &run.items {
            assert_eq!(item.marker.end, item.bytes.start, "{paragraph}");
            in_order(&paragraph[..item.bytes.end], item.headline.clone());
        }
    }
}

/// Ranges that can be sliced, do not overlap and follow each other.
fn in_order(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && text.get(range.clone()).is_some(), "{range:?} in {text}");
        end = range.end;
    }
}

impl Random {
    fn line(&mut self) -> String {
        (0..self.below(24)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}
