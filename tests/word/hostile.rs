//! What an attacker would write: bombs, depth, circles, lies. None may cost more than a person waits, and none may panic.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use huibian::diagnostic::Phrase;
use huibian::diagnostic::phrasebook::{Damage, Limit};
use huibian::import::manuscript::{Manuscript, Piece};
use huibian::import::word::read;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::docx::{Docx, p, r, zipped};

/// The most that a bad input may cost. Tests run unoptimised and beside each other, so the clock of the thread would be fairer; a
/// quadratic cost is far beyond in any case.
const MOST: Duration = Duration::from_secs(30);

fn timed(name: &str, bytes: &[u8]) -> Result<Manuscript, Phrase> {
    let begun = Instant::now();
    let read = read(bytes);
    let taken = begun.elapsed();
    assert!(taken < MOST, "{name} took {taken:?}");
    read
}

fn limit(what: Limit) -> Option<Phrase> {
    Some(Phrase::Limit { what })
}

#[test]
fn what_is_too_much_is_refused_by_name() {
    let deep = format!("{}{}", "<w:sdt>".repeat(300), "</w:sdt>".repeat(300));
    let bomb = Docx::new(&p(&"0".repeat(8 << 20))).bytes();
    let picture = Docx::new(r#"<w:p><w:r><w:t>甲</w:t><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>"#)
        .relation("i", "image", "media/a.png", false)
        .part("word/media/a.png", [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 8 << 20]].concat())
        .bytes();
    let many: Vec<(String, Vec<u8>)> = (0..10_001).map(|n| (format!("{n}"), Vec::new())).collect();
    let cases = [
        ("elements in each other", Docx::new(&deep).bytes(), limit(Limit::Depth)),
        ("a text that is packed a thousand times", bomb, limit(Limit::Unpacked)),
        ("a picture that is", picture, limit(Limit::Unpacked)),
        ("many files", zipped(&many), limit(Limit::Entries)),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(timed(name, &bytes).err(), expected, "{name}");
    }
}

#[test]
fn a_report_of_too_much_text_is_refused() {
    // Words that do not pack well, so that the limit of the text is met and not that of the package.
    let mut seed = 7_u32;
    let mut text = String::new();
    while text.len() < 25 << 20 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let _ = write!(text, "{seed:x}");
        if text.len() % 4_096 < 8 {
            text.push_str("</w:t></w:r></w:p><w:p><w:r><w:t>");
        }
    }
    let bytes = Docx::new(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).bytes();
    assert_eq!(timed("25 MB of text", &bytes).err(), limit(Limit::Report));
}

#[test]
fn a_small_file_cannot_ask_for_much_memory() {
    let many = |n: usize, unit: &str| unit.repeat(n);
    let picture = r#"<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>"#;
    let (one, two) = ("a".repeat(4_000), "b".repeat(4_000));
    let link = |id: &str| format!(r#"<w:hyperlink r:id="{id}">{}</w:hyperlink>"#, r("甲"));
    let cases = [
        ("paragraphs", Docx::new(&many(250_001, "<w:p/>")), limit(Limit::Blocks)),
        (
            "lines",
            Docx::new(&format!("<w:p><w:r>{}</w:r></w:p>", many(250_001, "<w:t>a</w:t><w:br/>"))),
            limit(Limit::Blocks),
        ),
        ("rows", Docx::new(&format!("<w:tbl>{}</w:tbl>", many(250_001, "<w:tr/>"))), limit(Limit::Blocks)),
        (
            "cells",
            Docx::new(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", many(250_001, "<w:tc/>"))),
            limit(Limit::Blocks),
        ),
        (
            "deletions",
            Docx::new(&format!("<w:p>{}</w:p>", many(250_001, "<w:del><w:t>a</w:t></w:del><w:r><w:t>b</w:t></w:r>"))),
            limit(Limit::Blocks),
        ),
        (
            "notes",
            Docx::new(&format!("<w:p>{}</w:p>", many(50_001, r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#))),
            limit(Limit::Links),
        ),
        (
            "pictures",
            Docx::new(&format!("<w:p>{}</w:p>", many(50_001, picture))).relation("i", "image", "a.png", false),
            limit(Limit::Links),
        ),
        (
            "looks",
            Docx::new(&format!(
                "<w:p>{}</w:p>",
                many(250_001, "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>")
            )),
            limit(Limit::Marks),
        ),
        (
            "addresses",
            Docx::new(&format!("<w:p>{}</w:p>", many(4_000, &(link("one") + &link("two")))))
                .relation("one", "hyperlink", &format!("http://{one}/"), true)
                .relation("two", "hyperlink", &format!("http://{two}/"), true),
            limit(Limit::Report),
        ),
    ];
    for (name, docx, expected) in cases {
        assert_eq!(timed(name, &docx.stored()).err(), expected, "{name}");
    }
    let chart =
        r#"<w:r><w:drawing><wp:docPr descr="DESCRIBED"/><c:chart r:id="c"/><a:blip r:embed="i"/></w:drawing></w:r>"#;
    let chart = chart.replace("DESCRIBED", &"述".repeat(2_000));
    let words = format!(
        r#"<a xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>{}</c:v></a>"#,
        "9".repeat(1 << 20)
    );
    let docx = Docx::new(&format!("<w:p>{}{}</w:p>", r("甲"), many(2_000, &chart)))
        .relation("c", "chart", "chart.xml", false)
        .part("word/chart.xml", words)
        .relation("i", "image", "a.png", false)
        .part("word/a.png", b"\x89PNG\r\n\x1a\n");
    let manuscript = timed("a chart shown again", &docx.stored()).expect("it is read");
    let left: usize = manuscript.left_out.iter().map(|left| left.words.len()).sum();
    assert!((1 << 20..2 << 20).contains(&left), "{left}");
    assert!(manuscript.pictures.iter().all(|picture| picture.description.len() < 2_000));
}

#[test]
fn nothing_costs_more_than_it_is_long() {
    let n = 20_000;
    let many = |unit: &str| unit.repeat(n);
    let bold = format!("{}{}", r("甲"), r("乙").replace("<w:t", "<w:rPr><w:b/></w:rPr><w:t"));
    let styles: String = (0..n)
        .map(|at| {
            format!(r#"<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{}"/></w:style>"#, at + 1)
        })
        .collect();
    let circle = styles.clone() + r#"<w:style w:type="paragraph" w:styleId="s20000"><w:basedOn w:val="s0"/></w:style>"#;
    let open = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let fraction =
        "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>";
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>明</w:t></w:r>"#;
    let styled = r#"<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"#;
    let note = r#"<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let cases = [
        ("runs", Docx::new(&format!("<w:p>{}</w:p>", many(&bold)))),
        (
            "line breaks",
            Docx::new(&format!(
                "<w:p><w:r><w:t>甲</w:t>{}</w:r></w:p>",
                many("<w:br/><w:footnoteReference w:id=\"1\"/><w:t>甲</w:t>")
            )),
        ),
        (
            "line breaks of a heading",
            Docx::new(&format!(
                r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>甲</w:t>{}<w:t>乙</w:t></w:r></w:p>"#,
                many("<w:br/>")
            )),
        ),
        ("styles based on each other", Docx::new(&many(styled)).styles(&styles)),
        ("styles in a circle", Docx::new(&many(styled)).styles(&circle)),
        ("fields that never end", Docx::new(&format!("<w:p>{}{}</w:p>", many(open), r("甲")))),
        (
            "ends of fields",
            Docx::new(&format!("<w:p>{}{}</w:p>", many(open), many(&open.replace("begin", "end")) + &r("甲"))),
        ),
        ("fractions", Docx::new(&format!("<w:p>{}</w:p>", many(fraction)))),
        (
            "fractions in each other",
            Docx::new(&format!("<w:p>{}{}{}</w:p>", "<m:f><m:num>".repeat(100), r("甲"), "</m:num></m:f>".repeat(100))),
        ),
        ("hidden words", Docx::new(&format!("<w:p>{}</w:p>", many(hidden)))),
        (
            "one note",
            Docx::new(&many(note)).related(
                "footnotes",
                "footnotes",
                &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p("注")),
            ),
        ),
        (
            "cells",
            Docx::new(&format!(
                "<w:tbl><w:tr>{}</w:tr></w:tbl>",
                many(
                    "<w:tc><w:tcPr><w:gridSpan w:val=\"65535\"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
                )
            )),
        ),
        (
            "rows that go on",
            Docx::new(&format!(
                "<w:tbl>{}</w:tbl>",
                many(
                    "<w:tr><w:trPr><w:gridBefore w:val=\"65535\"/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>"
                )
            )),
        ),
        (
            "the same picture",
            Docx::new(&format!(
                "<w:p>{}{}</w:p>",
                r("甲"),
                many(r#"<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>"#)
            ))
            .relation("i", "image", "media/a.png", false)
            .part("word/media/a.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ),
        (
            "the same chart",
            Docx::new(&format!(
                "<w:p>{}{}</w:p>",
                r("甲"),
                many(r#"<w:r><w:drawing><c:chart r:id="i"/></w:drawing></w:r>"#)
            ))
            .relation("i", "chart", "chart.xml", false)
            .part("word/chart.xml", "<a/>"),
        ),
    ];
    for (name, docx) in cases {
        let read = timed(name, &docx.bytes());
        assert!(read.is_ok(), "{name}: {:?}", read.err());
    }
}

#[test]
fn numbers_stay_numbers() {
    let level = |start: &str, format: &str, pattern: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        )
    };
    let item = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"#;
    for (start, format) in
        [("4294967295", "upperRoman"), ("99999999999999", "upperLetter"), ("-3", "chineseCounting"), ("x", "ordinal")]
    {
        for pattern in ["%1", "%%1%9%0%", &"%1".repeat(1_000), ""] {
            let docx = Docx::new(&item.repeat(3)).numbering(&level(start, format, pattern));
            let manuscript = read(&docx.bytes()).expect("it is read");
            assert_eq!(manuscript.pieces.len(), 3);
            for piece in &manuscript.pieces {
                let Piece::Line(line) = piece else { panic!("a line") };
                assert!(line.text.ends_with('甲') && line.text.len() < 3_000, "{start} {format} {pattern}");
                assert!(line.text.get(line.form.number.clone()).is_some());
            }
        }
    }
}

#[test]
fn parts_are_only_those_of_the_package() {
    let climbing =
        Docx::new(&format!(r#"<w:p>{}<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>"#, r("甲")))
            .relation("i", "image", "../../../../etc/passwd", false);
    let manuscript = read(&climbing.bytes()).expect("it is read");
    assert!(manuscript.pictures.is_empty());
    // A package that points at itself, in every way.
    let own = Docx::new(&format!(r#"<w:p>{}<w:r><w:drawing><a:blip r:embed="styles"/><c:chart r:id="styles"/></w:drawing></w:r></w:p><w:sectPr><w:headerReference r:id="h"/></w:sectPr>"#, r("甲")))
        .relation("h", "header", "document.xml", false)
        .relation("footnotes", "footnotes", "document.xml", false)
        .relation("comments", "comments", "document.xml", false)
        .relation("numbering", "numbering", "document.xml", false)
        .relation("styles", "styles", "document.xml", false);
    assert!(read(&own.bytes()).is_ok());
}

#[test]
fn files_that_lie_in_each_other_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("a", stored).expect("a file");
    zip.write_all(b"content").expect("its bytes");
    zip.shallow_copy_file("a", "b").expect("a copy that shares them");
    let bytes = zip.finish().expect("a package").into_inner();
    assert_eq!(read(&bytes).err(), Some(Phrase::ImportDamaged(Damage::Package)));
}

#[test]
fn a_damaged_document_is_read_or_refused_and_never_a_panic() {
    let whole = Docx::new(&[p("甲"), r("乙"), p("丙").repeat(20)].concat()).styles("").numbering("").bytes();
    let mut seed = 11_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..1 + random(4) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        if random(4) == 0 {
            bytes.truncate(random(bytes.len()));
        }
        let _ = read(&bytes);
    }
    // Tags in any order.
    let tags = [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:sdtContent",
        "w:txbxContent",
        "w:hyperlink",
        "w:del",
        "w:ins",
        "m:f",
        "m:num",
        "m:den",
        "m:d",
        "m:e",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:ruby",
        "w:rt",
        "w:fldSimple",
        "w:object",
        "w:footnote",
    ];
    let leaves = [
        r#"<w:fldChar w:fldCharType="begin"/>"#,
        r#"<w:fldChar w:fldCharType="separate"/>"#,
        r#"<w:fldChar w:fldCharType="end"/>"#,
        "<w:instrText>TOC</w:instrText>",
        "<w:br/>",
        "<w:t>甲 乙</w:t>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        r#"<w:pPr><w:pStyle w:val="Title"/></w:pPr>"#,
        "<w:rPr><w:b/></w:rPr>",
        r#"<w:footnoteReference w:id="1"/>"#,
        "<w:tcPr><w:vMerge/></w:tcPr>",
        "<w:trPr><w:del/></w:trPr>",
        "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
    ];
    for _ in 0..1_000 {
        let mut body = String::new();
        let mut open: Vec<&str> = Vec::new();
        for _ in 0..random(60) {
            match random(5) {
                0 | 1 => {
                    let tag = tags[random(tags.len())];
                    let _ = write!(body, "<{tag}>");
                    open.push(tag);
                }
                2 | 3 => body.push_str(leaves[random(leaves.len())]),
                _ => {
                    if let Some(tag) = open.pop() {
                        let _ = write!(body, "</{tag}>");
                    }
                }
            }
        }
        while let Some(tag) = open.pop() {
            let _ = write!(body, "</{tag}>");
        }
        if let Ok(manuscript) = read(&Docx::new(&body).bytes()) {
            crate::corpus::assert_sound(&body, &manuscript);
        }
    }
}
