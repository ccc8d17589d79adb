//! Parts of sentences: which limit, which kind of value, which fault of a code, why a link is broken.
//!
//! Never a sentence that stands alone about a whole file; those are phrases.
//! Start at [`Limit`].

use serde::{Deserialize, Serialize};

use super::both;

/// What keeps a report from an audience that it names itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Narrowing {
    /// A mark of secrecy, as printed.
    Secrecy(String),
    /// A reporting unit, by its name in the report.
    Unit(String),
}

/// A limit of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Front matter: 64 KiB.
    FrontMatter,
    /// Nesting of YAML: 64 levels.
    Nesting,
    /// A report: 24 MiB of text.
    Report,
    /// Line ends and signs of markup in a report: 1,000,000.
    Marks,
    /// Paragraphs, items and cells of a report: 250,000.
    Blocks,
    /// Headings of a report: 50,000.
    Headings,
    /// Links and pictures of a report: 50,000.
    Links,
    /// Masks of a report: 300,000.
    Masks,
    /// Old addresses of a report: 1,000.
    Aliases,
    /// What a template adds to a page: 32 MiB.
    Page,
    /// Files inside a file: 10,000.
    Entries,
    /// What is packed in a file: 200 MB unpacked, and a hundred times as much as it takes packed.
    Unpacked,
    /// Nesting of XML: 256 levels.
    Depth,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Broken {
    /// There is no such file.
    Nowhere,
    /// Its path leaves the folder of the site.
    Outside,
    /// The page is there and has no such anchor.
    Anchor {
        /// The nearest anchor of that page, and the heading that has it.
        nearest: Option<(String, String)>,
    },
}

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeFault {
    /// It has not the shape of a 统一社会信用代码.
    UsccShape,
    /// The check digit of a 统一社会信用代码 does not fit.
    UsccCheck,
    /// It is no 行政区划代码.
    Region,
}

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A text.
    Text,
    /// A list.
    List,
    /// Keys and values.
    Map,
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Number,
}

impl Limit {
    pub(super) fn wording(self) -> (String, String) {
        match self {
            Self::FrontMatter => both("文件头超过 64 KiB", "the front matter is larger than 64 KiB"),
            Self::Nesting => both("嵌套超过 64 层", "nested deeper than 64 levels"),
            Self::Report => both("报告超过 24 MiB", "the report is larger than 24 MiB"),
            Self::Marks => both(
                "正文的换行和标记符号超过 100 万个",
                "the body has more than 1,000,000 line ends and signs of markup",
            ),
            Self::Blocks => both(
                "正文的段落、列表项和表格单元超过 25 万个",
                "the body has more than 250,000 paragraphs, items and cells",
            ),
            Self::Headings => both("正文的标题超过 5 万个", "the body has more than 50,000 headings"),
            Self::Links => both("正文的链接和图片超过 5 万个", "the body has more than 50,000 links and pictures"),
            Self::Masks => both("正文的掩码超过 30 万处", "the body has more than 300,000 masks"),
            Self::Aliases => both("旧地址超过 1000 个", "there are more than 1,000 old addresses"),
            Self::Page => both("模板给页面添加了 32 MiB 以上", "the template adds more than 32 MiB to a page"),
            Self::Entries => both("文件里面的文件超过 1 万个", "there are more than 10,000 files inside the file"),
            Self::Unpacked => both(
                "文件解开以后大得不合常理（超过 200 MB，或者超过原来的一百倍）",
                "unpacked, the file is larger than any report (more than 200 MB, or a hundred times what it takes packed)",
            ),
            Self::Depth => {
                both("文件里面的 XML 嵌套超过 256 层", "the XML inside the file is nested deeper than 256 levels")
            }
        }
    }

    pub(super) fn help(self) -> (String, String) {
        match self {
            Self::FrontMatter => both(
                "看看文件头是不是漏了结尾的 ---；长的文字写在正文里",
                "check that the front matter ends with a line of ---; long texts belong in the body",
            ),
            Self::Nesting => both("看看是不是多写了括号或缩进", "check for brackets or indents that are too many"),
            Self::Report | Self::Marks | Self::Blocks | Self::Headings | Self::Links | Self::Masks => {
                both("把它分成几篇，大的表格作附件", "divide it, and attach large tables as files")
            }
            Self::Aliases => both(
                "只留还有人用的；成片的旧地址请在服务器上设转向",
                "keep those that are still in use; let the server redirect whole folders",
            ),
            Self::Page => both("看看模板里有没有停不下来的循环", "look for a loop in the template that does not end"),
            Self::Entries | Self::Unpacked | Self::Depth => both(
                "这样的文件不像文稿；能打开的话，把文字复制到新建的文档里再导入",
                "this does not look like a document; if a program opens it, copy its text into a new document and import that",
            ),
        }
    }
}

impl CodeFault {
    pub(super) fn wording(self, code: &str) -> (String, String) {
        match self {
            Self::UsccShape => (
                format!("“{code}”不是统一社会信用代码"),
                format!("`{code}` is no unified social credit code (统一社会信用代码)"),
            ),
            Self::UsccCheck => (
                format!("“{code}”的校验位与前 17 位不符"),
                format!("the last character of `{code}` does not fit the others"),
            ),
            Self::Region => {
                (format!("“{code}”不是行政区划代码"), format!("`{code}` is no code of a region (行政区划代码)"))
            }
        }
    }

    pub(super) fn help(self) -> (String, String) {
        match self {
            Self::UsccShape => both(
                "18 位，只有数字和大写字母，没有 I、O、S、V、Z",
                "it has 18 digits and capital letters, without I, O, S, V, Z",
            ),
            Self::UsccCheck => both("对照登记证书逐位核对", "compare it with the certificate, character by character"),
            Self::Region => both(
                "6 位、9 位或 12 位数字，头两位是省级代码",
                "it has 6, 9 or 12 digits, and the first two are those of a province",
            ),
        }
    }
}

impl Kind {
    pub(super) fn wording(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("一段文字", "a text"),
            Self::List => ("一个列表", "a list"),
            Self::Map => ("若干键和值", "keys and values"),
            Self::Truth => (" true 或 false", "true or false"),
            Self::Number => ("一个整数", "a whole number"),
        }
    }

    pub(super) fn help(self) -> (String, String) {
        match self {
            Self::Text => both("在冒号后面写一个值", "write one value behind the colon"),
            Self::List => both("写成 [甲, 乙]，或者每行一个，以 - 开头", "write [a, b], or one in each line after a -"),
            Self::Map => both(
                "写成 {键: 值}，或者每行一个键；冒号用半角，后面空一格",
                "write {key: value}, or one key in each line, with a blank after the colon",
            ),
            Self::Truth => both("写 true 或 false，不加引号", "write true or false"),
            Self::Number => both("只写数字，例如 50", "write digits only, such as 50"),
        }
    }
}

impl Broken {
    pub(super) fn help(&self) -> (String, String) {
        match self {
            Self::Nowhere => both(
                "改正路径；它从这个文件所在的文件夹算起",
                "correct the path, which begins at the folder of this file",
            ),
            Self::Outside => {
                both("把要链接的文件复制到这篇报告旁边", "copy the file that is meant to the folder of this report")
            }
            Self::Anchor { nearest: Some((anchor, heading)) } => {
                (format!("最近的是 #{anchor}（{heading}）"), format!("the nearest is #{anchor} ({heading})"))
            }
            Self::Anchor { nearest: None } => both(
                "打开那一页，复制段落或标题旁的链接，换掉 # 后面的部分",
                "open that page, copy the link beside the passage, and replace what follows #",
            ),
        }
    }
}
