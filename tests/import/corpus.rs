//! Real documents of many hands: nothing of them is lost, and their titles are found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::shared::shared;
use crate::support::{Site, files_in};
use crate::{Said, assert_kept, bare, load, text};
use huibian::import::encoding::decode;
use huibian::import::manuscript::Piece;
use huibian::import::plain;
use huibian::import::{Noticed, Received, Taken, read};
use huibian::load::decisions::Decided;
use huibian::registry::Registry;
use huibian::settings::Settings;

/// Files whose title is not found as a person reads it, and why.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("national/ljtyduyu/2006.txt", "the page around the report has a title of its own above it"),
    ("national/ljtyduyu/2014.txt", "the report is one line, its title a quotation in the middle of a sentence"),
];

#[test]
fn every_text_of_the_corpus_is_imported_and_the_rest_is_refused_by_name() {
    let Some(shared) = shared("a test of the corpus") else { return };
    let corpus = shared.join("corpus");
    let site = Site::bare();
    let folder = corpus.to_str().expect("UTF-8");
    let said = Said::by(&site, &[folder]);
    assert_eq!(said.code, 1, "some are refused");
    let expected = files_in(&corpus);
    let mut states: BTreeMap<&str, &Value> = BTreeMap::new();
    for file in &said.files {
        assert!(states.insert(file["source"].as_str().expect("a name"), file).is_none(), "{file}");
    }
    for (name, bytes) in &expected {
        let Some(file) = states.get(name.as_str()) else {
            panic!("{name} was passed over");
        };
        if name.contains("/~$") {
            assert_eq!(file["state"], "skipped", "{name}");
            continue;
        }
        // A web page stays one whatever its file is called.
        let is_text = (name.ends_with(".txt") || name.ends_with(".md")) && !is_page(bytes);
        // Some come in several encodings.
        let states: &[&str] = match name.rsplit('.').next() {
            _ if is_text => &["new", "duplicate"],
            // What it holds decides.
            Some("doc" | "docx" | "wps") => &["new", "duplicate", "refused"],
            _ => &["refused"],
        };
        assert!(file["state"].as_str().is_some_and(|state| states.contains(&state)), "{name}: {file}");
        if is_text {
            let report = load(&site, file["file"].as_str().expect("a file"));
            if name.ends_with(".txt") {
                assert_kept(name, &as_read(bytes), &report);
            }
        }
    }
    let files = files_in(&site.path("content"));
    let again = Said::by(&site, &[folder]);
    assert!(
        again.states().iter().all(|(state, _)| ["known", "duplicate", "refused", "skipped"].contains(state)),
        "{:?}",
        again.states()
    );
    assert_eq!(files_in(&site.path("content")), files, "a second import changes nothing");
    site.build();
}

/// Whether a file is the source of a web page.
fn is_page(bytes: &[u8]) -> bool {
    let begin: String = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    begin.contains("<html") || begin.contains("<!doctype html")
}

/// The text of a file without page numbers and without what a web page left around it.
fn as_read(bytes: &[u8]) -> String {
    let manuscript = plain::read(bytes).expect("it was imported");
    let text: String = manuscript
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Line(line) => line.text.clone() + "\n",
            Piece::Table(_) => panic!("a plain text has no table"),
        })
        .collect();
    let left_out = manuscript.left_out.iter().map(|left| left.words.as_str());
    let gone: BTreeSet<&str> = left_out.collect();
    let original = decode(bytes).expect("it was imported").text.replace("<U+00A0>", "");
    let kept: String = original.lines().filter(|line| !gone.contains(line.trim())).collect();
    assert!(bare(&kept).chars().count() >= bare(&text).chars().count(), "nothing was added");
    text
}

#[test]
fn titles_are_those_that_a_person_reads() {
    let Some(shared) = shared("a test of the corpus") else { return };
    let corpus = shared.join("corpus");
    let documents: Value = serde_json::from_str(&text(corpus.join("corpus.json"))).expect("JSON");
    let mut met = 0;
    for document in documents["documents"].as_array().expect("documents") {
        let file = document["file"].as_str().expect("a file");
        let Some(title) = document["checked"]["title"].as_str().filter(|_| file.ends_with(".txt")) else { continue };
        let bytes = fs::read(corpus.join(file)).expect("the file");
        let received = Received { file, above: &[], bytes: &bytes };
        let draft =
            read(&received, &Registry::default(), &Settings::default(), &Decided::default()).value.expect("a draft");
        let found = &draft.receipt.title;
        let is_met = title.split(" / ").any(|title| bare(title) == bare(found));
        let is_exception = EXCEPTIONS.iter().any(|(name, _)| *name == file);
        assert_eq!(is_met, !is_exception, "{file}: {found}, not {title}");
        met += usize::from(is_met);
    }
    assert_eq!(met, 20);
}

#[test]
fn every_encoding_of_the_corpus_is_read_as_what_it_is() {
    let Some(shared) = shared("a test of the corpus") else { return };
    let corpus = shared.join("corpus");
    let documents: Value = serde_json::from_str(&text(corpus.join("corpus.json"))).expect("JSON");
    let mut n = 0;
    for document in documents["documents"].as_array().expect("documents") {
        let (Some(file), Some(label)) = (document["file"].as_str(), document["encoding"].as_str()) else { continue };
        let bytes = fs::read(corpus.join(file)).expect("the file");
        if document["format"] != "txt" || is_page(&bytes) {
            continue;
        }
        let label = if label.starts_with("big5") { "big5".to_owned() } else { label.replace("16-", "16") };
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let expected = encoding.decode(&bytes).0.replace("\r\n", "\n").replace('\r', "\n");
        let found = decode(&bytes).unwrap_or_else(|error| panic!("{file}: {error:?}"));
        assert!(found.text == expected, "{file} is {label}, not {}", found.encoding);
        let as_text = Received { file: "a.txt", above: &[], bytes: &bytes };
        assert!(
            read(&as_text, &Registry::default(), &Settings::default(), &Decided::default()).value.is_some(),
            "{file}"
        );
        n += 1;
    }
    assert!(n >= 25, "only {n} files");
}

#[test]
fn what_cannot_be_imported_has_one_line_and_the_others_go_on() {
    let Some(shared) = shared("a test of the corpus") else { return };
    let site = Site::bare();
    site.write("in/好的.txt", "云州市民政局2022年工作总结\n今年以来，各项工作有进展。\n");
    let bad = shared.join("corpus/bad");
    let ran = site.run(&["import", bad.to_str().expect("UTF-8"), "in"]);
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let expected = [
        "错误：fyhhjj/工作总结.docx：文件被单位的安全系统加密了，打不开",
        "错误：gandli/bllc.pdf：这是 PDF 文件，还不能导入",
        "导入 1 篇；1 篇单位未标明；2 个文件未能导入；1 个文件跳过",
    ];
    assert_eq!(lines, expected);
    assert!(ran.stdout.contains("~$年终总结.docx 跳过"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n好的.txt → content/reports/2022/x-zongjie-"), "{}", ran.stdout);
}

/// What a person noted of a heading: the line as written, and how deep it lies where she set it in.
fn noted(entry: &str) -> Option<(&str, Option<u8>)> {
    const REMARKS: [&str; 6] = ["…", "第一条 …", "国办发", "accepted text", "signature and", "no numbered"];
    let line = entry.trim_start();
    let is_remark = REMARKS.iter().any(|remark| line.starts_with(remark)) || line.contains("same text stands");
    let line = line.split(" (").next().unwrap_or(line);
    let depth = (entry.len() > line.len() && entry.starts_with("  ")).then_some(2);
    (!is_remark && !line.starts_with("all inside")).then_some((line, depth))
}

/// Files whose outline is not what a person noted, and why.
const OTHER_OUTLINES: [(&str, &str); 4] = [
    ("gongwen/06-auto-numbering.docx", "a list before the first heading is counted with it"),
    ("work/Winston-Gu/活动总结.docx", "the sections are rows of a table"),
    ("national/ljtyduyu/2014.txt", "the report is one line"),
    ("gongwen/gw-tongzhi-20201207-001.raw.txt", "the noted lines are no headings"),
];

#[test]
fn outlines_are_those_that_a_person_noted() {
    let Some(shared) = shared("a test of the corpus") else { return };
    let corpus = shared.join("corpus");
    let documents: Value = serde_json::from_str(&text(corpus.join("corpus.json"))).expect("JSON");
    let (mut wrong, mut n) = (String::new(), 0);
    for document in documents["documents"].as_array().expect("documents") {
        let file = document["file"].as_str().expect("a file");
        let checked = &document["checked"];
        if !["txt", "docx"].iter().any(|format| document["format"] == *format)
            || checked.is_null()
            || OTHER_OUTLINES.iter().any(|(name, _)| *name == file)
        {
            continue;
        }
        let bytes = fs::read(corpus.join(file)).expect("the file");
        let received = Received { file, above: &[], bytes: &bytes };
        let draft = read(&received, &Registry::default(), &Settings::default(), &Decided::default());
        let Some(draft) = draft.value else {
            wrong.push_str(&format!("{file}: {:?}\n", draft.diagnostics));
            continue;
        };
        let headings: Vec<(String, u8)> = draft.receipt.noticed.iter().filter_map(heading).collect();
        let outermost = headings.iter().filter(|(_, depth)| *depth == 1).count() as u64;
        if checked["level_1_headings"].as_u64().is_some_and(|noted| noted != outermost) {
            wrong.push_str(&format!("{file}: {outermost} outermost headings, not {}\n", checked["level_1_headings"]));
        }
        let mut from = 0;
        for entry in checked["outline"].as_array().into_iter().flatten() {
            let Some((line, depth)) = noted(entry.as_str().expect("a line")) else { continue };
            let is_it = |(heading, _): &(String, u8)| bare(heading).contains(&bare(line));
            match headings[from..].iter().position(is_it) {
                Some(at) if depth.is_none_or(|depth| headings[from + at].1 == depth) => from += at + 1,
                Some(at) => wrong.push_str(&format!("{file}: {line} lies {} deep\n", headings[from + at].1)),
                // The title stands among the noted lines, too.
                None if bare(&draft.receipt.title).contains(&bare(line)) => {}
                None => wrong.push_str(&format!("{file}: {line} is no heading\n")),
            }
        }
        n += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(n >= 20, "only {n} files");
}

fn heading(noticed: &Noticed) -> Option<(String, u8)> {
    match noticed.taken_for {
        Taken::Heading(depth) => Some((noticed.text.clone(), depth)),
        Taken::Title | Taken::Subtitle | Taken::Element(_) => None,
    }
}
