//! What is no report, or only looks like none: it is imported or refused as `tests/import/word/bad/bad.json` says, and quickly.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::found::Found;
use crate::package::Package;
use crate::{files, folder};

/// The class of a reason, and words of which one has to stand in it.
const REASONS: [(&str, &[&str]); 12] = [
    ("empty", &["没有文字"]),
    ("no-text", &["扫描件"]),
    ("damaged", &["损坏"]),
    ("encrypted", &["密码"]),
    ("security-system", &["安全系统"]),
    ("old-word", &["旧格式"]),
    ("not-word", &["还不能导入", "不是", "这是"]),
    ("broken-xml", &["XML", "损坏"]),
    ("doctype", &["DOCTYPE"]),
    ("limit", &["超过", "太", "上限", "过"]),
    ("lock", &["临时文件"]),
    ("refused", &[""]),
];

/// The longest that a bad file may take. Tests run unoptimised and beside others; a released program is held to two seconds.
const LONGEST: Duration = Duration::from_secs(20);

/// What is wrong with what happened to a file.
fn fault(name: &str, class: &str, bytes: &[u8]) -> Option<String> {
    let begun = Instant::now();
    let found = Found::of(name, bytes);
    let took = begun.elapsed();
    if took > LONGEST {
        return Some(format!("it took {took:?}"));
    }
    match (class, found) {
        (_, Found::Spoilt(told)) => Some(told),
        ("any", _) => None,
        ("fine", Found::Read(draft, report)) => {
            let is_kept = draft.receipt.title.contains("工作总结") && report.body.text.contains("检修管网*公里");
            (!is_kept).then(|| format!("{}: {}", draft.receipt.title, report.body.text))
        }
        ("fine", Found::Refused(told)) => Some(told),
        (_, Found::Read(..)) => Some("it was imported".to_owned()),
        (_, Found::Refused(told)) => {
            let (_, words) = REASONS.iter().find(|(known, _)| *known == class).expect("a known class");
            let is_said = words.iter().any(|word| told.contains(word));
            (!is_said).then(|| format!("none of {words:?} in {told}"))
        }
    }
}

#[test]
fn what_is_no_report_is_refused_with_its_reason() {
    let folder = folder("word/bad");
    let classes: Value =
        serde_json::from_slice(&fs::read(folder.join("bad.json")).expect("the classes")).expect("JSON");
    let classes = classes.as_object().expect("files and classes");
    let files = files(&folder);
    assert_eq!(files.len(), classes.len() + 1, "a file without class, or a class without file");
    let mut table = String::new();
    for (name, class) in classes {
        let bytes = fs::read(&files[name]).expect("the file");
        assert!(bytes.len() < 50_000, "{name} has {} bytes", bytes.len());
        let class = class.as_str().expect("a class");
        if let Some(fault) = fault(name, class, &bytes) {
            table.push_str(&format!("{name:28} {class:16} {fault}\n"));
        }
    }
    assert!(table.is_empty(), "\n{table}");
}

#[test]
fn a_package_of_too_many_entries_is_refused() {
    let mut package = Package::default();
    for line in ["云州市水务局2022年工作总结", "2022年，全市供水平稳。", "检修管网*公里。"] {
        package.paragraph(&[(line, false)]);
    }
    assert_eq!(fault("a.docx", "fine", &package.with_entries(9_000)), None);
    assert_eq!(fault("a.docx", "limit", &package.with_entries(10_001)), None);
}
