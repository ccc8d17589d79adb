//! 原稿: a document as its reader saw it, in one shape whatever the format was.
//!
//! Holds what stands in the document and how it was set; never what it means, which is for the recogniser.
//! Start at [`Manuscript`]; there is one reader for each format, `fn read(bytes: &[u8]) -> Result<Manuscript, Phrase>`.

use std::ops::Range;

/// A document in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// Paragraphs and tables.
    pub pieces: Vec<Piece>,
    /// Foot- and endnotes, in the order in which the text refers to them: the paragraphs of each.
    pub notes: Vec<Vec<Line>>,
    /// Pictures, in the order in which the text shows them.
    pub pictures: Vec<Picture>,
    /// The title in the properties of the document: programs fill it with anything, so it is the last resort.
    pub title: Option<String>,
    /// What stands in the file and not in the pieces.
    pub left_out: Vec<LeftOut>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Line(Line),
    /// A table.
    Table(Table),
}

/// A paragraph: one line of text without line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its text as a reader sees it, automatic number included.
    pub text: String,
    /// What its words carry, in the order of their beginnings; ranges never cross, though they may lie in each other.
    pub marks: Vec<Mark>,
    /// How it was set.
    pub form: Form,
}

impl Line {
    /// A paragraph of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// How a paragraph was set. A plain text says nothing of all this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// 大纲级别, from 1: the style of the paragraph is that of a heading, or the level was set directly.
    pub level: Option<u8>,
    /// The style is that of the title of the document, or of its subtitle.
    pub style: Option<Titling>,
    /// Set in the middle.
    pub is_centred: bool,
    /// Set at the right.
    pub is_right: bool,
    /// The whole line is bold.
    pub is_bold: bool,
    /// The size of most of its characters in half points, where it is known: 44 is 二号, 32 is 三号.
    pub half_points: Option<u16>,
    /// The bytes of the number that the program set in front of the text by itself; empty when it set none.
    pub number: Range<usize>,
    /// The item of a list without numbers; its sign is no part of the text.
    pub is_bullet: bool,
}

/// A style that says what a line is in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Titling {
    /// 标题 (Title).
    Title,
    /// 副标题 (Subtitle).
    Subtitle,
}

/// What some words of a paragraph carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The words, bytes of the text; empty for what stands between two characters.
    pub bytes: Range<usize>,
    /// What it is.
    pub what: Carried,
}

/// What words carry, or what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// 着重: words inside a paragraph that differ from it by being bold.
    Strong,
    /// 上标.
    Superscript,
    /// 下标.
    Subscript,
    /// A link to an address outside the document.
    Link(String),
    /// The sign of a note, by its index in [`Manuscript::notes`].
    Note(usize),
    /// A picture, by its index in [`Manuscript::pictures`].
    Picture(usize),
}

/// A picture.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The ending of its name in small letters, by what it holds: `png`, `jpg`, `gif` or `webp`.
    pub ending: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What its author said of it for those who do not see it; else empty.
    pub description: String,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} bytes, {:?}", self.ending, self.bytes.len(), self.description)
    }
}

/// A table: its rows from the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The cells that begin in each row.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows at the top the document repeats on every page; 0 when it says nothing.
    pub head: usize,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it; tables may lie in tables.
    pub pieces: Vec<Piece>,
    /// How many columns it takes, at least 1.
    pub columns: u16,
    /// How many rows it takes, at least 1.
    pub rows: u16,
}

/// Something that stands in the file and was left out of the text, with the words it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub what: Omitted,
    /// Its words, one entry for each; empty where it has none.
    pub words: String,
}

/// What is left out of a text, because a reader of the document does not read it as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Omitted {
    /// 批注.
    Comment,
    /// 修订中删除的文字: what a tracked change took out.
    Deletion,
    /// 目录: a table of contents, which the site makes itself.
    Contents,
    /// 页眉页脚.
    HeaderOrFooter,
    /// 页码 in the lines of a text.
    PageNumber,
    /// 网页按钮等: what a web page or a program left around the text.
    Furniture,
    /// 隐藏文字.
    Hidden,
    /// A picture that browsers do not show (EMF, WMF, TIFF) or that is no picture.
    Picture,
    /// 图表、嵌入对象: charts and files inside the file.
    Object,
}
