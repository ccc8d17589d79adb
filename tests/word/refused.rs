//! What is no document that can be read is refused by what it is.

use huibian::diagnostic::phrasebook::{Damage, Foreign};
use huibian::diagnostic::{Language, Phrase};
use huibian::import::format::{Format, is_lock, of};
use huibian::import::word::{is_word, read};

use crate::docx::{Docx, p, zipped};

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend(vec![0; 504]);
    names.iter().for_each(|name| bytes.extend(utf16(name)));
    bytes
}

fn package(files: &[(&str, &str)]) -> Vec<u8> {
    zipped(&files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect::<Vec<_>>())
}

/// A package whose main part is of this kind.
fn office(part: &str, kind: &str) -> Vec<u8> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        (
            "[Content_Types].xml",
            &format!(
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kinds}/officeDocument" Target="/{part}"/></Relationships>"#
            ),
        ),
        (part, "<a/>"),
    ])
}

fn lock() -> Vec<u8> {
    let mut bytes = vec![0; 162];
    bytes[..4].copy_from_slice(b"\x03abc");
    bytes[54..62].copy_from_slice(b"\x03\0a\0b\0c\0");
    bytes
}

#[test]
fn what_a_file_is_is_told_by_what_it_holds() {
    let cases: [(&str, Vec<u8>, Foreign); 27] = [
        ("PDF", b"%PDF-1.7\n".to_vec(), Foreign::Pdf),
        ("RTF", b"{\\rtf1\\ansi".to_vec(), Foreign::Rtf),
        ("Word 97, Kingsoft WPS", compound(&["Root Entry", "WordDocument"]), Foreign::OldWord),
        ("Works", compound(&["Root Entry", "CONTENTS"]), Foreign::OldWord),
        ("Word 6 without compound file", b"\xdb\xa5\x2d\0".to_vec(), Foreign::OldWord),
        ("Excel 97", compound(&["Root Entry", "Workbook"]), Foreign::Sheet),
        ("PowerPoint 97", compound(&["Root Entry", "PowerPoint Document"]), Foreign::Slides),
        (
            "a document with a password",
            compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]),
            Foreign::Encrypted,
        ),
        ("encrypted by an office", b"%TSD-Header-###%\0\x01".to_vec(), Foreign::Secured),
        ("encrypted by another", b"b\x14#e\0\0E-SafeNet".to_vec(), Foreign::Secured),
        ("an owner file", lock(), Foreign::Lock),
        ("a page", b"\xef\xbb\xbf\n<!DOCTYPE HTML><html>".to_vec(), Foreign::Html),
        (
            "a page of a program that calls it .doc",
            b"<html xmlns:o='urn:schemas-microsoft-com:office:office'>".to_vec(),
            Foreign::Html,
        ),
        ("a page that was saved", b"<!-- saved from url=(0014)about:internet -->\n<HTML>".to_vec(), Foreign::Html),
        (
            "a page saved whole",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n".to_vec(),
            Foreign::Html,
        ),
        (
            "Word 2003 XML",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>".to_vec(),
            Foreign::FlatWord,
        ),
        ("a package in one XML", b"<?xml version='1.0'?>\n<pkg:package xmlns:pkg='x'>".to_vec(), Foreign::FlatWord),
        ("PNG", b"\x89PNG\r\n\x1a\n".to_vec(), Foreign::Picture),
        ("JPEG", b"\xff\xd8\xff\xe0".to_vec(), Foreign::Picture),
        ("WebP", b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), Foreign::Picture),
        ("RAR", b"Rar!\x1a\x07\0".to_vec(), Foreign::Archive),
        ("zip", package(&[("总结.txt", "甲")]), Foreign::Archive),
        ("spreadsheet", office("xl/workbook.xml", "spreadsheetml.sheet"), Foreign::Sheet),
        ("presentation", office("ppt/presentation.xml", "presentationml.presentation"), Foreign::Slides),
        (
            "OpenDocument",
            package(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<a/>"),
                ("META-INF/manifest.xml", "<a/>"),
            ]),
            Foreign::OpenDocument,
        ),
        ("OFD", package(&[("OFD.xml", "<a/>"), ("Doc_0/Document.xml", "<a/>")]), Foreign::Ofd),
        (
            "a spreadsheet that is named like a document",
            office("word/document.xml", "spreadsheetml.sheet"),
            Foreign::Sheet,
        ),
    ];
    for (name, bytes, foreign) in &cases {
        assert_eq!(of(bytes), Err(Phrase::ImportForeign(*foreign)), "{name}");
        assert!(!is_word(bytes), "{name}");
        assert_eq!(is_lock(bytes), *foreign == Foreign::Lock, "{name}");
    }
    let texts: [&[u8]; 6] =
        [b"", "工作总结".as_bytes(), b"BM is a brand.", b"b", b"MM", b"<?xml version='1.0'?><report/>"];
    for text in texts {
        assert_eq!(of(text), Ok(Format::Text), "{text:?}");
    }
}

#[test]
fn a_document_is_one_whatever_its_parts_are_called() {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = format!(r#"<w:document xmlns:w="{W}"><w:body>{}</w:body></w:document>"#, p("甲"));
    let moved = |part: &str, kind: &str| {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        Docx::default()
            .part("[Content_Types].xml", format!(r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part}" ContentType="{kind}"/></Types>"#))
            .part("_rels/.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kinds}/officeDocument" Target="/{part}"/></Relationships>"#))
            .part(part, text.clone())
            .bytes()
    };
    let office = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let cases = [
        ("a document", moved("a/b.xml", &format!("{office}.document.main+xml"))),
        ("a template", moved("word/document.xml", &format!("{office}.template.main+xml"))),
        ("with macros", moved("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("of a kind that nobody states", moved("word/document.xml", "application/xml")),
        ("a name in other letters", moved("Word/Document.XML", &format!("{office}.document.main+xml"))),
    ];
    for (name, bytes) in cases {
        assert_eq!(of(&bytes), Ok(Format::Word), "{name}");
        assert!(is_word(&bytes), "{name}");
        assert!(read(&bytes).is_ok(), "{name}");
    }
}

#[test]
fn what_is_broken_is_refused_with_the_place() {
    let whole = Docx::new(&p("甲")).bytes();
    let part = |name: &str, text: &str| Docx::new(&p("甲")).styles("").numbering("").part(name, text).bytes();
    let damaged = |damage| Err(Phrase::ImportDamaged(damage));
    let main = || "word/document.xml".to_owned();
    let cases = [
        ("cut off", whole[..whole.len() - 30].to_vec(), damaged(Damage::Package)),
        ("only its beginning", whole[..100].to_vec(), damaged(Damage::Package)),
        ("nothing but a signature", b"PK\x03\x04".to_vec(), damaged(Damage::Package)),
        (
            "without the part that it is about",
            zipped(&[
                ("_rels/.rels".to_owned(), br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_vec()),
            ]),
            damaged(Damage::Missing { part: main() }),
        ),
        (
            "a tag that does not close",
            part("word/document.xml", "<a><b></a>"),
            damaged(Damage::Xml { part: main(), offset: 6 }),
        ),
        ("nothing", part("word/document.xml", ""), damaged(Damage::Xml { part: main(), offset: 0 })),
        (
            "an end that is not there",
            part("word/document.xml", "<a>"),
            damaged(Damage::Xml { part: main(), offset: 3 }),
        ),
        (
            "a name that nobody declared",
            part("word/document.xml", "<a>&x;</a>"),
            damaged(Damage::Xml { part: main(), offset: 6 }),
        ),
        (
            "no UTF-8",
            Docx::new("").part("word/document.xml", b"<a>\xff</a>".to_vec()).bytes(),
            damaged(Damage::Xml { part: main(), offset: 3 }),
        ),
        (
            "styles",
            part("word/styles.xml", "<a"),
            damaged(Damage::Xml { part: "word/styles.xml".to_owned(), offset: 2 }),
        ),
        (
            "a document type",
            part("word/document.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>"),
            damaged(Damage::Doctype { part: main() }),
        ),
        ("no text", Docx::new("<w:p/>").bytes(), Err(Phrase::ImportEmpty)),
        (
            "only a picture",
            Docx::new(r#"<w:p><w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>"#)
                .relation("i", "image", "media/a.png", false)
                .part("word/media/a.png", b"\x89PNG\r\n\x1a\n".to_vec())
                .bytes(),
            Err(Phrase::ImportForeign(Foreign::Scan)),
        ),
        (
            "only a page inside",
            Docx::new(r#"<w:altChunk r:id="h"/>"#)
                .relation("h", "aFChunk", "a.html", false)
                .part("word/a.html", "甲")
                .bytes(),
            Err(Phrase::ImportForeign(Foreign::Html)),
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read(&bytes).map(|_| ()), expected, "{name}");
    }
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    let foreign = [
        Foreign::Pdf,
        Foreign::Rtf,
        Foreign::OldWord,
        Foreign::FlatWord,
        Foreign::Sheet,
        Foreign::Slides,
        Foreign::OpenDocument,
        Foreign::Ofd,
        Foreign::Html,
        Foreign::Picture,
        Foreign::Archive,
        Foreign::Encrypted,
        Foreign::Secured,
        Foreign::Lock,
        Foreign::Scan,
    ];
    let part = || "word/document.xml".to_owned();
    let damage = [
        Damage::Package,
        Damage::Missing { part: part() },
        Damage::Xml { part: part(), offset: 7 },
        Damage::Doctype { part: part() },
    ];
    let phrases = foreign.map(Phrase::ImportForeign).into_iter().chain(damage.map(Phrase::ImportDamaged));
    let mut said = std::collections::BTreeSet::new();
    for phrase in phrases {
        for language in [Language::ZhCn, Language::En] {
            let sentence = phrase.says(language);
            assert!(!phrase.helps(language).is_empty() && !sentence.is_empty(), "{phrase:?}");
            assert!(said.insert(sentence), "two say the same: {phrase:?}");
        }
    }
}
