//! Invented originals with the front matter that each has to get, Markdown that people hand in, and nasty random lines.

use std::path::{Path, PathBuf};

use huibian::import::{Received, read};
use huibian::load::decisions::Decided;
use huibian::registry::Registry;
use huibian::settings::Settings;

use crate::random::Random;
use crate::support::{Site, files_in};
use crate::{Said, assert_kept, load, text, without_source};

fn originals() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// The front matter of a Markdown file, without the key that names its original.
fn front(markdown: &str) -> String {
    let front = markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).expect("front matter").0;
    without_source(front)
}

#[test]
fn originals_get_the_front_matter_beside_them() {
    let site = Site::bare();
    site.write("content/units.yaml", text(originals().join("units.yaml")));
    let files = files_in(&originals());
    // The documents in `text` and `word` have oracles of their own, which `tests/documents.rs` reads.
    let others = |name: &&String| name.starts_with("text/") || name.starts_with("word/");
    let names = files.keys().filter(|name| !others(name)).filter_map(|name| name.strip_suffix(".txt"));
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 20, "only {} originals", names.len());
    let mut wrong = String::new();
    for name in &names {
        site.write(&format!("in/{name}.txt"), &files[&format!("{name}.txt")]);
        let file = Said::by(&site, &[&format!("in/{name}.txt")]).only();
        let expected = text(originals().join(format!("{name}.expected.yaml")));
        let found = front(&text(site.path(&file)));
        if found != expected {
            wrong.push_str(&format!("\n## {name}\n{found}-- expected\n{expected}"));
        }
        let original = text(originals().join(format!("{name}.txt")));
        assert_kept(name, &original, &load(&site, &file));
    }
    assert!(wrong.is_empty(), "{wrong}");
    let ran = site.build();
    let known = ["unit-missing", "unit-unknown", "year-missing"];
    assert!(ran.codes().iter().all(|code| known.contains(code)), "{}", ran.stderr);
}

#[test]
fn the_outline_of_a_wrapped_text_is_that_of_its_paragraphs() {
    let site = Site::bare();
    for (name, headings, paragraphs) in [("13-english", 2, 3), ("17-hard-wrapped", 2, 3)] {
        site.write(&format!("{name}.txt"), text(originals().join(format!("{name}.txt"))));
        let report = load(&site, &Said::by(&site, &[&format!("{name}.txt")]).only());
        assert_eq!(
            (report.body.outline.len(), report.body.paragraphs.len()),
            (headings, paragraphs),
            "{name}: {}",
            report.body.text
        );
    }
}

const STATED: &str = "title: 自己的标题\nunit: 市财政局\nyear: 2020\ntype: 工作汇报\ntopics: []\n";

#[test]
fn markdown_with_a_structure_keeps_its_text() {
    let body = "## 一、情况\n\n云州市民政局*年*月，**重点**见[表](a.md)。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
    let site = Site::with_units();
    // File, what it holds, the front matter to expect, the folder and stem to expect.
    let cases = [
        (
            format!("# 云州市民政局2022年工作总结\n\n{body}"),
            "title: 云州市民政局2022年工作总结\nunit: minzheng\nyear: 2022\ntype: zongjie\nlevel: city\n".to_owned(),
            "content/reports/2022/minzheng-zongjie-",
        ),
        (format!("---\n{STATED}---\n{body}"), format!("{STATED}level: city\n"), "content/reports/2020/caizheng-huibao-"),
        (
            format!("---\r\ntitle: 云州市民政局2022年工作总结\r\nunit:\r\n  - 市财政局\r\n  - 市民政局\r\nperiod: 2021-H1\r\n---\r\n{body}"),
            "title: 云州市民政局2022年工作总结\nunit:\n  - 市财政局\n  - 市民政局\nperiod: 2021-H1\ntype: zongjie\nlevel: city\n".to_owned(),
            "content/reports/2021/caizheng-zongjie-",
        ),
    ];
    for (n, (markdown, expected, place)) in cases.into_iter().enumerate() {
        site.write(&format!("{n}.md"), &markdown);
        let file = Said::by(&site, &[&format!("{n}.md")]).only();
        assert!(file.starts_with(place), "{file}");
        let written = text(site.path(&file));
        let expected_body = markdown
            .rsplit_once("---\r\n")
            .or(markdown.rsplit_once("---\n## "))
            .map_or(markdown.as_str(), |(_, body)| body);
        assert!(written.ends_with(expected_body.trim_start_matches("## ")), "{written}");
        assert_eq!(front(&written), expected, "{markdown}");
        assert_eq!(Said::by(&site, &[&format!("{n}.md")]).counts["known"], 1);
    }
}

#[test]
fn a_plain_text_called_markdown_is_a_plain_text() {
    let site = Site::with_units();
    let lines = "云州市民政局2022年工作总结\n一、工作\n1. 救助*人。\n2. 走访***户。\n-----\n二、打算\n继续努力。\n";
    let originals = [("a.md", lines.to_owned()), ("b.md", format!("---\n{lines}再接再厉。\n"))];
    for (name, original) in originals {
        site.write(name, &original);
        let report = load(&site, &Said::by(&site, &[name]).only());
        assert!(report.body.outline.len() >= 2, "{:?}", report.body.outline);
        assert_kept(name, &original, &report);
    }
}

#[test]
fn an_imported_report_keeps_its_original_when_it_moves_to_another_site() {
    let (one, other) = (Site::with_units(), Site::with_units());
    one.write("in/总结.txt", "云州市民政局2022年工作总结\n各项工作有进展。\n");
    let file = Said::by(&one, &["in"]).only();
    let path = one.path(&file);
    let path = path.to_str().expect("UTF-8");
    assert_eq!(Said::by(&other, &[path]).only(), file);
    assert_eq!(text(one.path(&file)), text(other.path(&file)));
    assert_eq!(Said::by(&other, &[path]).counts["known"], 1);
    one.write("总结.txt", text(one.path("in/总结.txt")));
    assert_eq!(Said::by(&other, &[one.path("总结.txt").to_str().expect("UTF-8")]).counts["known"], 1);
}

#[test]
fn what_is_wrong_in_front_matter_is_said_at_import() {
    let site = Site::with_units();
    site.write("a.md", "---\ntitel: 甲\nunit: 市财局\n---\n\n# 云州市财政局2022年工作总结\n\n正文。\n");
    let ran = site.run(&["import", "a.md"]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["unit-unknown", "key-unknown"]), "{}", ran.stderr);
    assert!(ran.stdout.contains("市财局") && ran.stderr.contains("1 篇有错误"), "{}{}", ran.stdout, ran.stderr);
}

/// What nasty texts are made of.
const PIECES: [&str; 66] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "#",
    "##",
    "+",
    "-",
    "---",
    "=",
    "===",
    "|",
    "~",
    "~~~",
    "$",
    "\\",
    "`",
    "```",
    "{",
    "}",
    "!",
    ":",
    "1",
    "12",
    ".",
    "a",
    "b.c",
    "甲",
    "乙，",
    "。",
    "“",
    " ",
    "  ",
    "\t",
    "　",
    "[^1]",
    "{.x}",
    "<b>",
    "&lt;",
    "\u{C}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2028}",
    "\u{85}",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "一是",
    "第一，",
    "附件：",
    "2022年10月9日",
    "云州市民政局",
    "工作总结",
    "抄送：",
    "\r\n",
    "\u{7}",
    "——",
];

#[test]
fn random_lines_come_back_as_they_were() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..crate::rounds::rounds(400) {
        let lines = (0..random.below(12) + 1).map(|_| {
            let n = random.below(9);
            (0..n).map(|_| PIECES[random.below(PIECES.len())]).collect::<String>() + "\n"
        });
        let original = lines.collect::<String>();
        for file in ["a.txt", "a.md"] {
            let received = Received { file, above: &[], bytes: original.as_bytes() };
            let Some(draft) = read(&received, &Registry::default(), &Settings::default(), &Decided::default()).value
            else {
                continue;
            };
            if file == "a.md" {
                continue;
            }
            let source = huibian::diagnostic::Source { file: "a.md".into(), text: draft.markdown.as_str().into() };
            let source = huibian::digest::Digested::new(source);
            let settings = huibian::digest::Digested::new(Settings::default());
            let registry = Registry::default();
            let with =
                huibian::load::With { whole: &registry, registry: &registry, settings: &settings, decisions: &[] };
            let report = huibian::load::parse(&huibian::load::Input { source: &source, with })
                .value
                .unwrap_or_else(|| panic!("round {round}: {original:?}\n{}", draft.markdown));
            assert_kept(&format!("round {round}: {original:?}"), original.trim_start_matches('\u{FEFF}'), &report);
        }
    }
}
