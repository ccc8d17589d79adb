//! Markdown in, HTML out: the cases of `tests/markdown/*.md`, what holds of every text, and hostile input.
//!
//! A case is a heading, the reason for it, a block `input` (`input literal`: no emphasis; `input title 标题`: the front
//! matter has that title) and blocks of what is expected: `html`, `text`, `title`, `outline`, `notes`, `masks`, `targets`.
//! With `BLESS=1` the expected blocks are written anew; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on says so")]

#[path = "support/rounds.rs"]
mod rounds;
#[path = "support/shared.rs"]
mod shared;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use huibian::document::{Document, Element, Node};
use huibian::load::markdown::{NoteKind, Parsed, parse};
use huibian::render::body::{self, Target};
use huibian::render::words::Words;
use huibian::settings::Masks;

#[test]
fn cases() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in files("tests/markdown") {
        let source = fs::read_to_string(&path).unwrap();
        let mut blessed = String::new();
        let mut given: Option<(&str, Parsed)> = None;
        for (kind, body) in blocks(&source) {
            let found = match (kind.strip_prefix("input"), &given) {
                (Some(options), _) => {
                    count += 1;
                    given = Some((body, parsed(body, options.trim())));
                    body.to_owned()
                }
                (None, Some((input, parsed))) if !kind.is_empty() => shown(kind, input, parsed),
                _ => body.to_owned(),
            };
            if found != body {
                let input = given.as_ref().map_or("", |(input, _)| input);
                let _ = writeln!(wrong, "\n{}: {kind} of\n{input}expected\n{body}found\n{found}", path.display());
            }
            blessed += &found;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, blessed).unwrap();
        }
    }
    assert!(count > 40, "only {count} cases");
    assert!(wrong.is_empty() || std::env::var_os("BLESS").is_some(), "{wrong}");
}

/// The file cut into blocks with their kinds, and what lies between, fences included, without a kind.
fn blocks(source: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let (mut kind, mut start, mut at) = ("", 0, 0);
    for line in source.split_inclusive('\n') {
        let end = at + line.len();
        match line.strip_prefix("~~~~") {
            Some(name) if kind.is_empty() => {
                blocks.push(("", &source[start..end]));
                (kind, start) = (name.trim(), end);
            }
            Some(_) => {
                blocks.push((kind, &source[start..at]));
                (kind, start) = ("", at);
            }
            None => {}
        }
        at = end;
    }
    blocks.push((kind, &source[start..]));
    blocks
}

fn parsed(input: &str, options: &str) -> Parsed {
    let masks = if options == "literal" { Masks::Literal } else { Masks::Auto };
    let parsed = parse(input, masks, options.strip_prefix("title "));
    holds(input, &parsed.document);
    parsed
}

/// What a block of that kind shows, each entry on its line.
fn shown(kind: &str, input: &str, parsed: &Parsed) -> String {
    let document = &parsed.document;
    let slice = |bytes: &std::ops::Range<u32>| &document.text[bytes.start as usize..bytes.end as usize];
    let mut lines = String::new();
    match kind {
        "html" => lines = html(document),
        "text" => lines = document.text.to_string(),
        "title" => lines = parsed.title.iter().map(|title| format!("{title}\n")).collect(),
        "masks" => document.masks.iter().for_each(|bytes| lines += &format!("{}\n", slice(bytes))),
        "notes" => {
            for note in &parsed.notes {
                let kind = match note.kind {
                    NoteKind::MaskOrEmphasis => "mask or emphasis",
                    NoteKind::HeadingSkipped => "heading skipped",
                    NoteKind::LooksLikeHeading => "looks like a heading",
                };
                let _ = writeln!(lines, "{kind}: {}", &input[note.bytes.clone()]);
            }
        }
        "outline" => {
            for heading in &document.outline {
                let shape = if heading.run_in { " run-in" } else { "" };
                let item = if heading.item { " item" } else { "" };
                let (depth, path, marker) = (heading.depth, &heading.path, slice(&heading.marker));
                let (text, n) = (slice(&heading.bytes), heading.characters);
                let _ = writeln!(lines, "{depth}{shape}{item} | {path} | {marker} | {text} | {n}");
            }
        }
        "targets" => {
            for target in &parsed.targets {
                let kind = if target.picture { "picture" } else { "link" };
                let _ = writeln!(lines, "{kind} {} at {}", target.written, input[target.bytes.clone()].trim_end());
            }
        }
        _ => panic!("no such block: {kind}"),
    }
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
    lines
}

/// The words of the theme, as far as a body needs them.
const WORDS: &str = "mask: （略）
mask-title: 原文已隐去
cite-paragraph: \"{path}第{n}段\"
cite-lead: 导语第{n}段
anchor: \"{cite}，本段链接\"
footnotes: 注释
footnote: 注{n}
footnote-back: 回到正文注{n}
table: 表格，可滚动
";

fn html(document: &Document) -> String {
    let mut words = Words::default();
    words.add("zh-CN.yaml", WORDS).unwrap();
    body::html(document, &words, &|target| match target {
        "缺.md" => Target::Nowhere,
        _ if target.contains(':') => Target::Outside(target.to_owned()),
        _ => Target::Inside(target.replace(".md", ".html"), None),
    })
}

/// What holds of every text: the tree is whole and covers the text, and the page reads as the text.
fn holds(input: &str, document: &Document) {
    let mut depth = 0_i32;
    let mut covered = 0;
    for node in &document.nodes {
        match node {
            Node::Open(_) => depth += 1,
            Node::Close => depth -= 1,
            Node::Text(_) | Node::Code(_) | Node::Image(_) => {
                let bytes = match node {
                    Node::Image(picture) => &picture.alt,
                    Node::Text(bytes) | Node::Code(bytes) => bytes,
                    _ => unreachable!("matched above"),
                };
                let gap = &document.text[covered as usize..bytes.start as usize];
                assert!(gap.bytes().all(|byte| byte == b'\n'), "{gap:?} stands nowhere in {input:?}");
                covered = bytes.end;
            }
            _ => {}
        }
        assert!(depth >= 0, "{input:?}");
    }
    assert_eq!(depth, 0, "{input:?}");
    assert!(document.text[covered as usize..].bytes().all(|byte| byte == b'\n'), "{input:?}");
    let mut above = 0;
    for heading in &document.outline {
        assert!(heading.depth >= 1 && heading.depth <= above + 1, "{input:?}");
        above = heading.depth;
    }
    let html = html(document);
    assert_eq!(without_space(&read(&html)), without_space(&document.text), "{input:?}\n{html}");
    let mut anchors: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let ids = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), ids, "{input:?}");
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Reads HTML as a person does: without tags and what the program added. Fails when the tags are not well nested.
fn read(html: &str) -> String {
    let mut text = String::new();
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let hidden = open.last().is_some_and(|&(_, hidden)| hidden);
        if !hidden {
            text += &rest[..at];
        }
        let mut quoted = false;
        let length = rest[at..].find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let tag = &rest[at + 1..at + length.expect("a tag ends")];
        rest = &rest[at + tag.len() + 2..];
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let value =
            |key| tag.split_once(key).and_then(|(_, value): (_, &str)| value.split('"').next()).unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().map(|(open, _)| open), Some(name), "in {html}");
        } else if name == "img" {
            text += value(" alt=\"");
        } else if !["br", "hr", "col"].contains(&name) {
            assert!(name != "a" || open.iter().all(|&(open, _)| open != "a"), "a link in a link in {html}");
            let added = value(" class=\"").split(' ').any(|class| ["vh", "anchor", "aux"].contains(&class));
            open.push((name, hidden || added));
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
    text += rest;
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, c)| text.replace(entity, c))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_seeds_keep_every_asterisk() {
    let Some(shared) = shared::shared("the_seeds_keep_every_asterisk") else { return };
    let folder = shared.join("seeds");
    for (file, stars) in [("000_6a5f8cf72afee278.txt", 26), ("002_2afb9e8ce9049ab4.txt", 293)] {
        let seed = fs::read_to_string(folder.join(file)).unwrap();
        let raw: String = seed.lines().map(|line| format!("{}\n\n", line.trim())).collect();
        for (source, masks) in
            [(raw.replace('*', "\\*"), Masks::Auto), (raw.clone(), Masks::Auto), (raw, Masks::Literal)]
        {
            let parsed = parse(&source, masks, None);
            holds(&source, &parsed.document);
            let emphasis = |node: &&Node| matches!(node, Node::Open(Element::Strong | Element::Emphasis));
            assert_eq!(parsed.document.nodes.iter().filter(emphasis).count(), 0, "{file}");
            assert_eq!(parsed.document.text.matches('*').count(), stars, "{file}");
            assert_eq!(without_space(&parsed.document.text), without_space(&seed), "{file}");
        }
    }
}

/// A generator of numbers that is the same everywhere (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..=self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

#[test]
fn any_text_is_shown_as_it_is_read() {
    let pieces = "\n¦\n\n¦\n\n¦ ¦    ¦\t¦\r\n¦*¦**¦***¦_¦__¦\\¦`¦``¦~~~\n¦> ¦- ¦* ¦1. ¦# ¦## ¦### ¦ {.run-in}\n¦{x}¦---\n¦***\n¦===\n\
        ¦一、¦（一）¦一是¦二是¦。¦；¦甲乙¦word¦2022¦×¦某市¦\u{3000}¦\u{0}¦😀¦&amp;¦&#42;¦&nbsp;¦<¦>¦\"¦'\
        ¦[¦](a.md)¦](javascript:x)¦![¦<http://a.cn/*>¦[^1]¦[^1]: ¦[^2]¦\n[^2]: ¦| a | b |\n|---|--:|\n¦| 1 | *¦|\
        ¦<b>¦</b>¦<i>¦</i>¦<br>¦<C>¦<div>\n¦</div>\n¦<a href='b.md'>¦</a>¦<!--¦-->¦<script>¦</script>";
    let pieces: Vec<_> = pieces.split('¦').collect();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..rounds::rounds(6_000) {
        let source = numbers.text(&pieces, 40);
        let parsed = parse(&source, Masks::Auto, None);
        holds(&source, &parsed.document);
        for note in &parsed.notes {
            assert!(source.get(note.bytes.clone()).is_some_and(|place| !place.is_empty()), "{source:?}");
        }
    }
}

#[test]
fn no_asterisk_is_lost_where_none_is_markup() {
    const PIECES: &[&str] = &[
        "*",
        "**",
        "***",
        "****",
        "_",
        "__",
        "甲",
        "乙",
        "a",
        "b1",
        " ",
        "，",
        "《",
        "》",
        "[x](y)",
        "\\*",
        "![*甲*](z)",
    ];
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for _ in 0..rounds::rounds(6_000) {
        let source = format!("文{}", numbers.text(PIECES, 30));
        let document = parse(&source, Masks::Literal, None).document;
        let written = source.replace("\\*", "*").replace("[x](y)", "x").replace("![*甲*](z)", "*甲*");
        assert_eq!(without_space(&document.text), without_space(&written), "{source:?}");
        let auto = parse(&source, Masks::Auto, None).document;
        let markup = auto.nodes.iter().any(|node| matches!(node, Node::Open(Element::Strong | Element::Emphasis)));
        assert!(markup || auto.text == document.text, "{source:?}");
    }
}

#[test]
fn hostile_texts_are_read() {
    let n = 40_000;
    let stars: String = (1..400).map(|length| "*".repeat(length) + "a").collect();
    let notes: String = (0..70_000).map(|i| format!("甲[^{i}]\n\n[^{i}]: 注\n\n")).collect();
    let items: String = (0..2000).map(|i| format!("{}- 甲\n", " ".repeat(i % 500))).collect();
    for source in [
        ">".repeat(n),
        "> ".repeat(n) + "甲",
        "- ".repeat(n) + "甲",
        "1. ".repeat(n) + "甲",
        "* ".repeat(n) + "甲",
        "* ".repeat(n),
        "[".repeat(n),
        "![".repeat(n),
        "![甲](a ".repeat(n),
        "[甲](".repeat(n),
        "**甲 ".repeat(n),
        "*a **a ".repeat(n),
        "*a_".repeat(n),
        "a**b".repeat(5 * n),
        "**甲**".repeat(n),
        "*".repeat(5 * n),
        "* a*".repeat(n),
        stars.repeat(3) + &stars.chars().rev().collect::<String>(),
        "<b>".repeat(n) + "甲" + &"</b>".repeat(n),
        "<b><i>".repeat(n) + &"</b></i>".repeat(n),
        "甲<b>".repeat(n),
        "<div>".repeat(n),
        "<b>".repeat(90) + &"<p>x".repeat(n),
        "<p><b>".repeat(n),
        "<table><tr><td>".repeat(n),
        "`".repeat(n) + "甲",
        "\\".repeat(n),
        "&".repeat(n),
        "<".repeat(n),
        "<!--".repeat(n),
        "|a".repeat(4000) + "|\n" + &"|-".repeat(4000) + "|\n" + &"|\n".repeat(2000),
        "## 甲\n\n同一段\n\n".repeat(5000),
        "### 一是甲。 {.run-in}\n\n乙。一是丙；二是丁。\n\n".repeat(3000),
        "```rust\nfn x() { /* ** */ }\n```\n\n".repeat(3000),
        "甲\n".repeat(n),
        "a\n**b**\n".repeat(n),
        "{".repeat(n),
        "# {甲".repeat(n),
        "[^1]".repeat(n) + "\n\n[^1]: 注[^1]",
        notes,
        items,
    ] {
        let parsed = parse(&source, Masks::Auto, None);
        html(&parsed.document);
    }
}
