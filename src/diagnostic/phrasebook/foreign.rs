//! What a file that was handed over is instead of what can be read, and how a file that could be read is broken.
//!
//! Never decides which it is: that is for the reader of its bytes. Start at [`Foreign`].

use serde::{Deserialize, Serialize};

use super::both;

/// What a file is that the importer does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// PDF.
    Pdf,
    /// RTF.
    Rtf,
    /// The binary documents of Word before 2007 and of WPS Writer (`.doc`, `.wps`).
    OldWord,
    /// A Word document in one file of XML instead of a package.
    FlatWord,
    /// A spreadsheet.
    Sheet,
    /// A presentation.
    Slides,
    /// An OpenDocument text (`.odt`).
    OpenDocument,
    /// OFD, GB/T 33190.
    Ofd,
    /// A web page, whatever its name.
    Html,
    /// A picture.
    Picture,
    /// Files packed into one.
    Archive,
    /// A document that only opens with a password.
    Encrypted,
    /// A document that the security system of an office encrypted.
    Secured,
    /// What a program leaves beside a document that is open (`~$…`).
    Lock,
    /// A document that has pictures and no text: a scan.
    Scan,
}

/// How a file is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Damage {
    /// It is packed, and does not unpack.
    Package,
    /// A part that has to be there is not.
    Missing {
        /// The name of the part in the package.
        part: String,
    },
    /// A part is no XML.
    Xml {
        /// The name of the part in the package.
        part: String,
        /// The byte of the part, from 0.
        offset: u64,
    },
    /// A part declares entities, which documents of offices never do and attacks do.
    Doctype {
        /// The name of the part in the package.
        part: String,
    },
}

impl Foreign {
    pub(super) fn wording(self) -> (String, String) {
        match self {
            Self::Pdf => both("这是 PDF 文件，还不能导入", "this is a PDF file; these cannot be imported yet"),
            Self::Rtf => both("这是 RTF 文件，还不能导入", "this is an RTF file; these cannot be imported yet"),
            Self::OldWord => both(
                "这是旧格式的 Word 或 WPS 文件（.doc、.wps），还不能导入",
                "this is a document in the old format of Word or WPS (.doc, .wps); these cannot be imported yet",
            ),
            Self::FlatWord => both(
                "这是单个 XML 形式的 Word 文件，还不能导入",
                "this is a Word document in one file of XML; these cannot be imported yet",
            ),
            Self::Sheet => both("这是电子表格，不是文稿", "this is a spreadsheet and no report"),
            Self::Slides => both("这是演示文稿，不是报告", "this is a presentation and no report"),
            Self::OpenDocument => both(
                "这是 OpenDocument 文件（.odt），还不能导入",
                "this is an OpenDocument file (.odt); these cannot be imported yet",
            ),
            Self::Ofd => both("这是 OFD 文件，还不能导入", "this is an OFD file; these cannot be imported yet"),
            Self::Html => both("这是网页，还不能导入", "this is a web page; these cannot be imported yet"),
            Self::Picture => both("这是图片，没有文字", "this is a picture and holds no text"),
            Self::Archive => both("这是压缩包，不是文稿", "this is an archive of files and no report"),
            Self::Encrypted => both("文件设了密码，打不开", "the file is protected by a password"),
            Self::Secured => {
                both("文件被单位的安全系统加密了，打不开", "the file was encrypted by the security system of an office")
            }
            Self::Lock => both(
                "这是文稿打开时留下的临时文件（~$ 开头），不是文稿",
                "this is what a program leaves beside an open document (~$…), and no document",
            ),
            Self::Scan => both("是扫描件：里面只有图片，没有文字", "this is a scan: it holds pictures and no text"),
        }
    }

    pub(super) fn help(self) -> (String, String) {
        match self {
            Self::Pdf => both(
                "找到生成它的 Word 文稿来导入；没有的话，把文字复制到 .txt 文件里",
                "import the Word document that it was made from, or else copy its text into a .txt file",
            ),
            Self::Rtf | Self::OldWord | Self::FlatWord | Self::OpenDocument => both(
                "用 Word 或 WPS 打开，另存为 .docx 再导入",
                "open it with Word or WPS, save it as .docx and import that",
            ),
            Self::Sheet => both(
                "文稿里要用的表，复制到 Word 文稿里；整张表可以作附件",
                "copy the table that a report needs into its document; a whole sheet can be an attachment",
            ),
            Self::Slides => both(
                "把要上架的文字写成 Word 文稿；演示文稿可以作附件",
                "write what should be read as a Word document; the presentation can be an attachment",
            ),
            Self::Ofd => both(
                "找到生成它的 Word 文稿来导入；没有的话，用阅读器把文字复制到 .txt 文件里",
                "import the Word document that it was made from, or else copy its text out of a reader into a .txt file",
            ),
            Self::Html => both(
                "用浏览器或 Word 打开，把正文复制到 .docx 或 .txt 文件里",
                "open it with a browser or Word and copy its text into a .docx or .txt file",
            ),
            Self::Picture | Self::Scan => both(
                "找到原来的 Word 文稿；没有的话，先作文字识别（OCR），校对后再导入",
                "import the original document, or else recognise the text (OCR), proof-read it and import that",
            ),
            Self::Archive => both("先解压，再导入里面的文稿", "unpack it and import the documents inside"),
            Self::Encrypted => both(
                "用 Word 或 WPS 打开，取消密码，另存后再导入",
                "open it with Word or WPS, take the password off, save it and import that",
            ),
            Self::Secured => both(
                "在装有安全系统的电脑上解密，或者请管理员解密，再导入",
                "decrypt it on a computer of that office, or ask its administrator, and import that",
            ),
            Self::Lock => both("关上文稿，导入文稿本身", "close the document and import it"),
        }
    }
}

impl Damage {
    pub(super) fn wording(&self) -> (String, String) {
        match self {
            Self::Package => {
                both("文件损坏：没有传完，或者解不开", "the file is damaged: it is incomplete or cannot be unpacked")
            }
            Self::Missing { part } => {
                (format!("文件损坏：缺少 {part}"), format!("the file is damaged: {part} is missing from it"))
            }
            Self::Xml { part, offset } => (
                format!("文件损坏：{part} 不是合法的 XML（第 {} 字节）", offset + 1),
                format!("the file is damaged: {part} in it is not XML (byte {})", offset + 1),
            ),
            Self::Doctype { part } => (
                format!("文件不可信：{part} 里有文档类型声明（DOCTYPE）"),
                format!("the file cannot be trusted: {part} in it has a document type declaration (DOCTYPE)"),
            ),
        }
    }

    pub(super) fn help(&self) -> (String, String) {
        match self {
            Self::Package => both(
                "请对方重新发一份；能打开的话，另存为新的 .docx 再导入",
                "ask for the file again; if a program opens it, save it as a new .docx and import that",
            ),
            Self::Missing { .. } | Self::Xml { .. } => both(
                "用 Word 或 WPS 打开，让它修复，另存为新的 .docx 再导入",
                "open it with Word or WPS, let it repair the file, save it as a new .docx and import that",
            ),
            Self::Doctype { .. } => both(
                "问清文件从哪里来；能打开的话，把文字复制到新建的文档里再导入",
                "ask where it comes from; if a program opens it, copy its text into a new document and import that",
            ),
        }
    }
}
