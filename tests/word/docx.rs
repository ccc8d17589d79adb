//! The smallest document of Word for a test, from the XML of its parts; and a manuscript as one text that a person can read.

use std::io::{Cursor, Write as _};

use huibian::import::manuscript::{Carried, Line, Manuscript, Piece, Titling};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The vocabularies, by the prefixes that programs use.
const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing""#;

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A document that is being made.
#[derive(Default)]
pub(crate) struct Docx {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Docx {
    /// A document with this body.
    pub(crate) fn new(body: &str) -> Self {
        Self::default().part("word/document.xml", format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>"))
    }

    /// A file of the package.
    pub(crate) fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// A part in `word/` that the document points at; its root element is `root`.
    pub(crate) fn related(self, kind: &str, root: &str, inside: &str) -> Self {
        let part = format!("<w:{root} {SPACES}>{inside}</w:{root}>");
        self.relation(kind, kind, &format!("{kind}.xml"), false).part(&format!("word/{kind}.xml"), part)
    }

    /// How the document points at something.
    pub(crate) fn relation(mut self, id: &str, kind: &str, target: &str, is_outside: bool) -> Self {
        let mode = if is_outside { r#" TargetMode="External""# } else { "" };
        self.relations.push_str(&format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{target}"{mode}/>"#));
        self
    }

    pub(crate) fn styles(self, inside: &str) -> Self {
        self.related("styles", "styles", inside)
    }

    pub(crate) fn numbering(self, inside: &str) -> Self {
        self.related("numbering", "numbering", inside)
    }

    /// The file.
    pub(crate) fn bytes(self) -> Vec<u8> {
        zipped(&self.files())
    }

    /// The file with everything as long as it is, so that no limit of what is packed is met.
    pub(crate) fn stored(self) -> Vec<u8> {
        packed(&self.files(), SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
    }

    fn files(self) -> Vec<(String, Vec<u8>)> {
        let packages = "http://schemas.openxmlformats.org/package/2006";
        let types = format!(
            r#"<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"#
        );
        let root = format!(
            r#"<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{KINDS}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="{packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
        );
        let own = format!(r#"<Relationships xmlns="{packages}/relationships">{}</Relationships>"#, self.relations);
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), root.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), own.into_bytes()),
        ];
        // A test may bring a file of its own in the place of these.
        files.retain(|(name, _)| !self.parts.iter().any(|(known, _)| known == name));
        files.extend(self.parts);
        files
    }
}

/// Files packed into one.
pub(crate) fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    packed(files, SimpleFileOptions::default())
}

fn packed(files: &[(String, Vec<u8>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).expect("a file can be begun");
        zip.write_all(bytes).expect("a file can be written");
    }
    zip.finish().expect("the package can be closed").into_inner()
}

/// A paragraph of plain text.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run of plain text.
pub(crate) fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A manuscript as a text: one line for each paragraph, `[…]` for its form, signs around words for what they carry.
pub(crate) fn shown(manuscript: &Manuscript) -> String {
    let mut text = pieces(&manuscript.pieces).iter().map(|line| format!("{line}\n")).collect::<String>();
    for (place, note) in manuscript.notes.iter().enumerate() {
        let lines: Vec<String> = note.iter().map(line).collect();
        text.push_str(&format!("note {place}: {}\n", lines.join(" / ")));
    }
    for (place, picture) in manuscript.pictures.iter().enumerate() {
        text.push_str(&format!("picture {place}: {picture:?}\n"));
    }
    for left in &manuscript.left_out {
        let what: &'static str = left.what.into();
        text.push_str(&format!("left out: {what}: {}\n", left.words));
    }
    text
}

fn pieces(all: &[Piece]) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in all {
        match piece {
            Piece::Line(one) => lines.push(line(one)),
            Piece::Table(table) => {
                let head = if table.head > 0 { format!(" head {}", table.head) } else { String::new() };
                lines.push(format!("table{head}"));
                for row in &table.rows {
                    let cells = row.iter().map(|cell| {
                        let size = if (cell.columns, cell.rows) == (1, 1) {
                            String::new()
                        } else {
                            format!("({}×{}) ", cell.columns, cell.rows)
                        };
                        format!(" {size}{} |", pieces(&cell.pieces).join(" / "))
                    });
                    lines.push(format!("|{}", cells.collect::<String>()));
                }
                lines.push("end".to_owned());
            }
        }
    }
    lines
}

fn line(line: &Line) -> String {
    let form = &line.form;
    let mut signs: Vec<String> = Vec::new();
    signs.extend(form.level.map(|level| format!("h{level}")));
    signs.extend(form.style.map(|style| if style == Titling::Title { "title" } else { "subtitle" }.to_owned()));
    let said =
        [(form.is_centred, "centre"), (form.is_right, "right"), (form.is_bold, "bold"), (form.is_bullet, "bullet")];
    signs.extend(said.iter().filter(|(is, _)| *is).map(|(_, sign)| (*sign).to_owned()));
    signs.extend(form.half_points.map(|size| size.to_string()));
    if !form.number.is_empty() {
        signs.push(format!("number {}", &line.text[form.number.clone()]));
    }
    let signs = if signs.is_empty() { String::new() } else { format!("[{}] ", signs.join(" ")) };
    format!("{signs}{}", marked(line))
}

/// The text with what its words carry: `**…**`, `^…^`, `_…_`, `<address …>`, `{note 0}`.
fn marked(line: &Line) -> String {
    let mut signs: Vec<(usize, usize, String)> = Vec::new();
    for (order, mark) in line.marks.iter().enumerate() {
        let (open, close) = match &mark.what {
            Carried::Strong => ("**".to_owned(), "**".to_owned()),
            Carried::Superscript => ("^".to_owned(), "^".to_owned()),
            Carried::Subscript => ("_".to_owned(), "_".to_owned()),
            Carried::Link(address) => (format!("<{address} "), ">".to_owned()),
            Carried::Note(place) => (format!("{{note {place}}}"), String::new()),
            Carried::Picture(place) => (format!("{{picture {place}}}"), String::new()),
        };
        signs.push((mark.bytes.start, 1_000 + order, open));
        // What began last closes first, and before anything begins at the same place.
        if !mark.bytes.is_empty() {
            signs.push((mark.bytes.end, 999 - order, close));
        }
    }
    signs.sort();
    let mut text = String::new();
    let mut from = 0;
    for (at, _, sign) in signs {
        text.push_str(&line.text[from..at]);
        text.push_str(&sign);
        from = at;
    }
    text + &line.text[from..]
}
