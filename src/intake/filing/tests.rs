//! What lies beside a report: pictures come before it, go after it, and are a person's once a person changed them.

use std::fs;
use std::path::Path;

use super::*;
use crate::digest::sha256;
use crate::import::manuscript::Picture;

/// A report with pictures, as the reader of a format makes it. The digest of its original begins with these digits.
fn draft(digits: &str, pictures: &[(&str, &[u8])]) -> Draft {
    let stem = format!("x-zongjie-{digits}");
    let name = |(at, ending): (usize, &str)| format!("{stem}-{}.{ending}", at + 1);
    let names: Vec<String> = pictures.iter().map(|(ending, _)| *ending).enumerate().map(name).collect();
    let shown: String = names.iter().map(|name| format!("\n![图]({name})\n")).collect();
    let bytes = pictures.iter().map(|(_, bytes)| Picture { bytes: bytes.to_vec(), ..Picture::default() });
    let sha256 = format!("{digits:0<64}");
    Draft {
        markdown: format!("---\ntitle: 总结\nsource: {{file: \"总结.docx\", sha256: \"{sha256}\"}}\n---\n{shown}"),
        stem,
        sha256,
        file: "总结.docx".to_owned(),
        pictures: names.into_iter().zip(bytes).collect(),
        ..Draft::default()
    }
}

const REPORT: &str = "content/reports/2022/x-zongjie-11111111.md";

/// An import into a folder.
fn file(root: &Path, receipts: &mut Receipts, mut draft: Draft, is_version: Option<bool>) -> Fate {
    let filing = Filing {
        root,
        receipts,
        draft: &mut draft,
        bytes: b"",
        above: String::new(),
        is_decided: false,
        questions: Vec::new(),
        similar: &Vec::new,
        dry_run: false,
    };
    let filed = match is_version {
        None => filing.new_report(REPORT),
        Some(is_version) => filing.known_report(&REPORT.into(), is_version),
    };
    filed.expect("the disk works").0
}

/// The files beside the report, and what they hold.
fn beside(root: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(root.join("content/reports/2022")).expect("the folder");
    let mut files: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, String::from_utf8_lossy(&fs::read(path).expect("it")).into_owned())
        })
        .filter(|(name, _)| !name.ends_with(".md"))
        .collect();
    files.sort();
    files
}

fn names(root: &Path) -> Vec<String> {
    beside(root).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn pictures_follow_their_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, mut receipts) = (folder.path(), Receipts::default());
    let one = || draft("11111111", &[("png", b"a"), ("jpg", b"b")]);
    assert_eq!(file(root, &mut receipts, one(), None), Fate::New);
    assert_eq!(names(root), ["x-zongjie-11111111-1.png", "x-zongjie-11111111-2.jpg"]);
    // One that went is put back, one that a person changed is left.
    fs::remove_file(root.join("content/reports/2022/x-zongjie-11111111-1.png")).expect("it was there");
    fs::write(root.join("content/reports/2022/x-zongjie-11111111-2.jpg"), "meins").expect("written");
    assert_eq!(file(root, &mut receipts, one(), Some(false)), Fate::Known);
    let contents: Vec<String> = beside(root).into_iter().map(|(_, bytes)| bytes).collect();
    assert_eq!(contents, ["a", "meins"]);
    // A new version has its own; the old one goes, but for what is a person's.
    let two = draft("22222222", &[("png", b"c")]);
    assert_eq!(file(root, &mut receipts, two.clone(), Some(true)), Fate::Updated);
    assert_eq!(names(root), ["x-zongjie-11111111-2.jpg", "x-zongjie-22222222-1.png"]);
    assert!(fs::read_to_string(root.join(REPORT)).expect("it").contains("(x-zongjie-22222222-1.png)"));
    // Edited: the next version waits with its pictures, the one after it takes them away.
    fs::write(root.join(REPORT), two.markdown.replace("总结", "新总结")).expect("written");
    let waiting = Fate::Waiting(format!("{REPORT}.new"));
    assert_eq!(file(root, &mut receipts, draft("33333333", &[("png", b"d")]), Some(true)), waiting);
    assert_eq!(file(root, &mut receipts, draft("44444444", &[("png", b"e")]), Some(true)), waiting);
    let pictures: Vec<String> = names(root).into_iter().filter(|name| name.ends_with(".png")).collect();
    assert_eq!(pictures, ["x-zongjie-22222222-1.png", "x-zongjie-44444444-1.png"]);
    // The version is taken.
    fs::rename(root.join(format!("{REPORT}.new")), root.join(REPORT)).expect("it waits");
    assert_eq!(file(root, &mut receipts, draft("44444444", &[("png", b"e")]), Some(false)), Fate::Known);
    assert_eq!(names(root), ["x-zongjie-11111111-2.jpg", "x-zongjie-44444444-1.png"]);
}

#[test]
fn a_picture_never_takes_the_place_of_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, mut receipts) = (folder.path(), Receipts::default());
    let there = root.join("content/reports/2022/x-zongjie-11111111-1.png");
    fs::create_dir_all(there.parent().expect("a folder")).expect("made");
    fs::write(&there, "fremd").expect("written");
    assert_eq!(file(root, &mut receipts, draft("11111111", &[("png", b"a")]), None), Fate::New);
    let expected = [("x-zongjie-11111111-1.png", "fremd"), ("x-zongjie-1111111100000000-1.png", "a")];
    assert_eq!(beside(root), expected.map(|(name, bytes)| (name.to_owned(), bytes.to_owned())));
    assert!(fs::read_to_string(root.join(REPORT)).expect("it").contains("(x-zongjie-1111111100000000-1.png)"));
    // Its name is what it is known by from then on.
    let before = sha256(&fs::read(root.join(REPORT)).expect("it"));
    assert_eq!(file(root, &mut receipts, draft("11111111", &[("png", b"a")]), Some(false)), Fate::Known);
    assert_eq!(sha256(&fs::read(root.join(REPORT)).expect("it")), before);
    assert_eq!(beside(root).len(), 2);
}

/// As after a kill at any point between two writes: what is there is whole, and the next import makes it complete.
#[test]
fn what_an_import_left_half_done_is_made_complete() {
    let pictures: [(&str, &[u8]); 2] = [("png", b"a"), ("png", b"b")];
    let whole = tempfile::tempdir().expect("a folder");
    assert_eq!(file(whole.path(), &mut Receipts::default(), draft("11111111", &pictures), None), Fate::New);
    let steps = [
        "content/reports/2022/x-zongjie-11111111-1.png",
        "content/reports/2022/x-zongjie-11111111-2.png",
        REPORT,
        "content/imports/x-zongjie-11111111.json",
    ];
    for done in 0..=steps.len() {
        let folder = tempfile::tempdir().expect("a folder");
        for step in &steps[..done] {
            let to = folder.path().join(step);
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            fs::copy(whole.path().join(step), to).expect("copied");
        }
        let is_there = if done > 2 { Some(false) } else { None };
        file(folder.path(), &mut Receipts::default(), draft("11111111", &pictures), is_there);
        for step in steps {
            let read = |root: &Path| fs::read(root.join(step)).expect("it is there");
            assert!(read(whole.path()) == read(folder.path()), "{step} after {done} steps");
        }
    }
}
