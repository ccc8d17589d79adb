//! A small writer of Word files for the tests: paragraphs of runs, and tables.
//!
//! Never writes what Word would not open. Start at [`Package::bytes`].

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A Word file.
#[derive(Default)]
pub(crate) struct Package {
    body: String,
}

impl Package {
    /// A paragraph of runs, each bold or not.
    pub(crate) fn paragraph(&mut self, runs: &[(&str, bool)]) {
        self.body.push_str("<w:p>");
        for (text, is_bold) in runs {
            let bold = if *is_bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
            self.body.push_str("<w:r>");
            self.body.push_str(bold);
            self.body.push_str(&words(text));
            self.body.push_str("</w:r>");
        }
        self.body.push_str("</w:p>");
    }

    /// A table of one paragraph in each cell.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        self.body.push_str("<w:tbl><w:tblPr/><w:tblGrid/>");
        for row in rows {
            self.body.push_str("<w:tr>");
            for cell in row {
                self.body.push_str("<w:tc>");
                self.paragraph(&[(cell, false)]);
                self.body.push_str("</w:tc>");
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.with_entries(0)
    }

    /// The file with so many entries more, each empty and none of them named by another.
    pub(crate) fn with_entries(&self, n: usize) -> Vec<u8> {
        let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{uri}\"><w:body>{}<w:sectPr/></w:body></w:document>",
            self.body
        );
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let named = [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)];
        for (name, text) in named {
            zip.start_file(name, options).expect("an entry");
            zip.write_all(text.as_bytes()).expect("memory takes it");
        }
        for n in 0..n {
            zip.start_file(format!("e{n}"), options).expect("an entry");
        }
        zip.finish().expect("memory takes it").into_inner()
    }
}

/// A text in the elements of a run: a tab is one of its own.
fn words(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let piece = |piece: &str| format!("<w:t xml:space=\"preserve\">{piece}</w:t>");
    escaped.split('\t').map(piece).collect::<Vec<_>>().join("<w:tab/>")
}
