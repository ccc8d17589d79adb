//! What a file is by what it holds, whatever its name says.
//!
//! Never looks at a name: a `.doc` that is text is text, a `.wps` that is a package of Word is a document of Word.
//! Start at [`of`].

use memchr::memmem;

use super::manuscript::Manuscript;
use super::{plain, word};
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::Foreign;

/// A format that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A plain text, as far as can be told without reading it.
    Text,
    /// A document of Word (.docx), whatever its name.
    Word,
}

/// The format of a file.
///
/// **Refuses** what is known and not read, each by its name and with what to do: PDF, RTF, the old documents of Word and WPS, OFD,
/// OpenDocument, web pages, pictures, archives, what is encrypted. What is unknown counts as text; the decoder finds out.
///
/// ```
/// use huibian::import::format::{Format, of};
/// assert_eq!(of("工作总结".as_bytes()), Ok(Format::Text));
/// assert_eq!(of(b"%PDF-1.7\n").unwrap_err().code(), "import-foreign");
/// ```
pub fn of(bytes: &[u8]) -> Result<Format, Phrase> {
    if is_package(bytes) {
        return word::check(bytes).map(|()| Format::Word);
    }
    match foreign(bytes) {
        Some(foreign) => Err(Phrase::ImportForeign(foreign)),
        None => Ok(Format::Text),
    }
}

/// What stands in a file, by the reader of its format. A package is opened once: its reader says itself what it is.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Phrase> {
    if is_package(bytes) { word::read(bytes) } else { of(bytes).and_then(|_| plain::read(bytes)) }
}

fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a file is what a program leaves beside an open document: its name, padded, once in the code page of the computer and
/// once in UTF-16.
pub fn is_lock(bytes: &[u8]) -> bool {
    const LENGTH: usize = 162;
    const NAME: u8 = 53;
    bytes.len() == LENGTH && (1..=NAME).contains(&bytes[0]) && matches!(bytes[54..56], [length, 0] if length <= NAME)
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const BEGINNINGS: [(&[u8], Foreign); 17] = [
        (b"%PDF-", Foreign::Pdf),
        (b"{\\rtf", Foreign::Rtf),
        (b"%TSD-Header", Foreign::Secured),
        (b"b\x14#e", Foreign::Secured),
        (b"\x89PNG\r\n", Foreign::Picture),
        (b"\xff\xd8\xff", Foreign::Picture),
        (b"GIF87a", Foreign::Picture),
        (b"GIF89a", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"Rar!\x1a", Foreign::Archive),
        (b"7z\xbc\xaf", Foreign::Archive),
        (b"\x1f\x8b", Foreign::Archive),
        // Works, and Word before 6.
        (b"\xdb\xa5", Foreign::OldWord),
        (b"\x31\xbe\0\0", Foreign::OldWord),
        (b"\x0e\x11\xfc\x0d", Foreign::OldWord),
        (b"\xfe\x37\0\x23", Foreign::OldWord),
    ];
    if let Some((_, foreign)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Some(*foreign);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes));
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let is_bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    if is_webp || is_bitmap {
        return Some(Foreign::Picture);
    }
    if is_lock(bytes) {
        return Some(Foreign::Lock);
    }
    marked_up(bytes)
}

/// What a compound file (OLE2) holds, by the names in its directory.
fn compound(bytes: &[u8]) -> Foreign {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    };
    match () {
        () if holds("EncryptedPackage") => Foreign::Encrypted,
        () if holds("WordDocument") => Foreign::OldWord,
        () if holds("Workbook") || holds("Book\0") => Foreign::Sheet,
        () if holds("PowerPoint Document") => Foreign::Slides,
        () => Foreign::OldWord,
    }
}

/// A web page, or Word in one file of XML.
fn marked_up(bytes: &[u8]) -> Option<Foreign> {
    const LOOKED_AT: usize = 1024;
    let beginning = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let beginning = beginning[..beginning.len().min(LOOKED_AT)].trim_ascii_start().to_ascii_lowercase();
    let has = |word: &[u8]| memmem::find(&beginning, word).is_some();
    let is_page = beginning.starts_with(b"<!doctype html") || beginning.starts_with(b"<html");
    let is_page = is_page || (beginning.starts_with(b"<!--") && has(b"<html"));
    let is_saved_page = beginning.starts_with(b"mime-version:") && has(b"multipart/related");
    if is_page || is_saved_page {
        return Some(Foreign::Html);
    }
    if !beginning.starts_with(b"<?xml") {
        return None;
    }
    match () {
        () if has(b"word.document") || has(b"<w:worddocument") || has(b"<pkg:package") => Some(Foreign::FlatWord),
        () if has(b"<html") => Some(Foreign::Html),
        () => None,
    }
}
