//! A document of Word: raw bytes as a file, and as the parts of a package that is whole.
//!
//! The first byte says how the rest is taken: as the file itself, as the body, or as the lists with a body that uses them.

#![no_main]

use std::io::{Cursor, Write as _};

use huibian::import::format::of;
use huibian::import::manuscript::{Line, Manuscript, Piece};
use huibian::import::word::read;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const OWN: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="numbering.xml"/><Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="document.xml"/><Relationship Id="i" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="numbering.xml"/><Relationship Id="l" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://a.cn" TargetMode="External"/></Relationships>"#;

const LISTED: &str = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>"#;

fn package(body: &[u8], lists: &[u8]) -> Option<Vec<u8>> {
    let around = |root: &str, inside: &[u8]| {
        [format!("<w:{root} {SPACES}>").as_bytes(), inside, format!("</w:{root}>").as_bytes()].concat()
    };
    let files: [(&str, Vec<u8>); 5] = [
        ("[Content_Types].xml", TYPES.into()),
        ("_rels/.rels", ROOT.into()),
        ("word/_rels/document.xml.rels", OWN.into()),
        ("word/document.xml", around("document", body)),
        ("word/numbering.xml", around("numbering", lists)),
    ];
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).ok()?;
        zip.write_all(&bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn check(manuscript: &Manuscript) {
    let line = |line: &Line| {
        assert!(!line.text.contains(|c: char| c.is_control() && c != '\t'), "a control character");
        assert!(line.text.get(line.form.number.clone()).is_some(), "the number is no part of the text");
        for mark in &line.marks {
            assert!(line.text.get(mark.bytes.clone()).is_some(), "a mark is no part of the text");
        }
    };
    let mut waiting: Vec<&Piece> = manuscript.pieces.iter().collect();
    while let Some(piece) = waiting.pop() {
        match piece {
            Piece::Line(one) => line(one),
            Piece::Table(table) => {
                assert!(table.head <= table.rows.len(), "more rows at the head than there are");
                waiting.extend(table.rows.iter().flatten().flat_map(|cell| &cell.pieces));
            }
        }
    }
    manuscript.notes.iter().flatten().for_each(line);
}

fuzz_target!(|bytes: &[u8]| {
    let Some((how, rest)) = bytes.split_first() else { return };
    let file = match how % 3 {
        0 => Some(rest.to_vec()),
        1 => package(rest, b""),
        _ => package(LISTED.as_bytes(), rest),
    };
    let Some(file) = file else { return };
    let _ = of(&file);
    if let Ok(manuscript) = read(&file) {
        check(&manuscript);
    }
});
