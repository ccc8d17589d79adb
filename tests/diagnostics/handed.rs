//! Files as they are handed over that no text in the repository can hold, for the diagnostics about them. What each is, its bytes
//! say: all of them have the name of a text.

use crate::docx::{Docx, p, zipped};

/// The file of a case, if it is one of these.
pub(crate) fn over(case: &str) -> Option<Vec<u8>> {
    let word = |body: &str| Docx::new(body).bytes();
    let main = |text: &str| Docx::new("").part("word/document.xml", text).bytes();
    Some(match case {
        "import-foreign/pdf" => b"%PDF-1.7\n".to_vec(),
        "import-foreign/rtf" => b"{\\rtf1\\ansi}".to_vec(),
        "import-foreign/old-word" => compound("WordDocument"),
        "import-foreign/flat-word" => b"<?xml version=\"1.0\"?><pkg:package/>".to_vec(),
        "import-foreign/sheet" => compound("Workbook"),
        "import-foreign/slides" => compound("PowerPoint Document"),
        "import-foreign/open-document" => packed(&["mimetype", "content.xml"]),
        "import-foreign/ofd" => packed(&["OFD.xml"]),
        "import-foreign/html" => "<html><body>工作总结</body></html>".into(),
        "import-foreign/picture" => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        "import-foreign/archive" => packed(&["总结.txt"]),
        "import-foreign/encrypted" => compound("EncryptedPackage"),
        "import-foreign/secured" => b"%TSD-Header-###%\0".to_vec(),
        "import-foreign/lock" => {
            let mut bytes = vec![0; 162];
            bytes[..2].copy_from_slice(b"\x01a");
            bytes[54..58].copy_from_slice(b"\x01\0a\0");
            bytes
        }
        "import-foreign/scan" => {
            let scan = r#"<w:p><w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>"#;
            Docx::new(scan)
                .relation("i", "image", "media/1.png", false)
                .part("word/media/1.png", b"\x89PNG\r\n\x1a\n")
                .bytes()
        }
        "import-damaged/package" => {
            let mut bytes = word(&p("甲"));
            bytes.truncate(200);
            bytes
        }
        "import-damaged/missing" => Docx::default().bytes(),
        "import-damaged/xml" => main("<document><body></document>"),
        "import-damaged/doctype" => main("<!DOCTYPE document [<!ENTITY a \"甲\">]><document/>"),
        "limit/depth" => word(&format!("{}{}", "<w:sdt>".repeat(300), "</w:sdt>".repeat(300))),
        "limit/unpacked" => word(&p(&"0".repeat(8 << 20))),
        "limit/entries" => zipped(&(0..10_001).map(|at| (at.to_string(), Vec::new())).collect::<Vec<_>>()),
        _ => return None,
    })
}

/// A compound file (OLE2) with this name in its directory.
fn compound(name: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn packed(names: &[&str]) -> Vec<u8> {
    zipped(&names.iter().map(|name| ((*name).to_owned(), b"<a/>".to_vec())).collect::<Vec<_>>())
}
