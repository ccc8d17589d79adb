//! Importing again, from elsewhere, what changed, what a person edited, and files that are none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::{Ran, Site, files_in};
use crate::{Said, text};

const TEXT: &str = "云州市民政局2022年工作总结\n今年以来，各项工作有进展，新建站点*个。\n一、主要工作\n救助*人次。\n";

/// The files of the content and when they were changed.
fn times(site: &Site) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let time =
        |name: &str| fs::metadata(site.path("content").join(name)).and_then(|data| data.modified()).expect("a time");
    files_in(&site.path("content")).into_iter().map(|(name, bytes)| (name.clone(), (bytes, time(&name)))).collect()
}

fn set_back(path: &Path) {
    let file = fs::File::options().write(true).open(path).expect("the file");
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("the time can be set");
}

#[test]
fn a_second_import_changes_nothing_and_an_edit_is_never_undone() {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    let file = Said::by(&site, &["in"]).only();
    assert!(file.starts_with("content/reports/2022/minzheng-zongjie-"), "{file}");
    set_back(&site.path(&file));
    let before = times(&site);
    assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
    assert_eq!(Said::by(&site, &["in/总结.txt"]).states(), [("known", file.as_str())]);
    assert_eq!(times(&site), before);
    // A person corrects the text, and even takes out where it came from.
    for edited in [text(site.path(&file)).replace("有进展", "有新进展"), "---\ntitle: 甲\n---\n\n正文。\n".to_owned()]
    {
        site.write(&file, &edited);
        assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
        assert_eq!(text(site.path(&file)), edited);
    }
    site.remove(&file);
    assert_eq!(Said::by(&site, &["in"]).only(), file);
}

#[test]
fn a_report_that_was_moved_is_still_known() {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    let file = Said::by(&site, &["in"]).only();
    let markdown = text(site.path(&file));
    site.remove(&file).write("content/reports/民政/年度总结.md", markdown);
    assert_eq!(Said::by(&site, &["in"]).states(), [("known", "content/reports/民政/年度总结.md")]);
}

#[test]
fn the_same_name_from_two_folders_is_two_reports() {
    let site = Site::with_units();
    site.write("甲/总结.txt", TEXT).write("乙/总结.txt", TEXT.replace("民政局", "财政局"));
    for sources in [&["甲/总结.txt", "乙/总结.txt"][..], &["甲", "乙"], &["."]] {
        let said = Said::by(&site, &[sources, &["--dry-run"]].concat());
        assert_eq!(said.counts["imported"], 2, "{sources:?}");
    }
    // Nothing tells these two apart but their texts.
    site.write("丙/1/总结.txt", "工作总结\n\n完成接待*次。\n").write("丙/2/总结.txt", "工作总结\n\n走访企业*家。\n");
    assert_eq!(Said::by(&site, &["丙/1/总结.txt", "丙/2/总结.txt"]).counts["imported"], 2);
    assert_eq!(Said::by(&site, &["甲/总结.txt"]).counts["imported"], 1);
    assert_eq!(Said::by(&site, &["乙/总结.txt"]).counts["imported"], 1);
}

#[test]
fn a_stem_that_is_taken_grows() {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    let file = Said::by(&site, &["in"]).only();
    let other = "---\ntitle: 别的\nsource: {file: 别的.txt, sha256: 0123}\n---\n\n正文。\n";
    site.write(&file, other);
    let grown = Said::by(&site, &["in"]).only();
    assert!(grown.starts_with(file.trim_end_matches(".md")) && grown.len() > file.len(), "{grown}");
    assert_eq!(text(site.path(&file)), other);
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    let before = files_in(site.root());
    let dry = site.run(&["import", "in", "--dry-run"]);
    assert_eq!(files_in(site.root()), before);
    assert!(dry.stderr.contains("没有写文件"), "{}", dry.stderr);
    assert_eq!(site.run(&["import", "in"]).stdout, dry.stdout);
}

#[test]
fn the_folder_that_was_asked_for_must_lie_among_the_reports() {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    for outside in ["in", ".", "content", "content/reports/../../in", "content/reports-old"] {
        let ran = site.run(&["import", "in", "--to", outside]);
        assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{outside}: {}", ran.stderr);
    }
    let file = Said::by(&site, &["in", "--to", "content/reports/民政/2022"]).only();
    assert!(file.starts_with("content/reports/民政/2022/minzheng-zongjie-"), "{file}");
    site.build();
    let ran = site.run(&["import", "nowhere.txt", "in"]);
    assert_eq!(ran.code, 1, "what is there is looked at all the same");
    assert!(ran.stderr.contains("nowhere.txt：没有这个文件"), "{}", ran.stderr);
    assert!(ran.stdout.contains("总结.txt"), "{}", ran.stdout);
}

#[test]
fn files_that_are_no_reports_are_named_with_the_reason() {
    let site = Site::bare();
    let files: [(&str, &[u8], &str); 12] = [
        ("a.docx", b"PK\x03\x04", ""),
        ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧格式的 Word 或 WPS 文件（.doc、.wps），还不能导入"),
        ("b.csv", "一,二\n".as_bytes(), "还不能导入 .csv 文件"),
        ("c.PDF", b"%PDF-1.7", "这是 PDF 文件，还不能导入"),
        ("d.txt", b"", "文件里没有文字"),
        ("e.txt", "\u{FEFF}\r\n　\u{200B}\n".as_bytes(), "文件里没有文字"),
        ("f.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "这是图片，没有文字"),
        ("g.txt", b"PK\x03\x04\x14\0", "文件损坏：没有传完，或者解不开"),
        ("h.txt", b"\xb9\xab\xce\xc4\xff\xff\xb9\xab", "认不出文字编码（第 5 字节）"),
        ("i", b"\x7fELF\x02\x01\x01\0", "这不是文本文件"),
        ("j.x/k", b"\0\0\0\0", "这不是文本文件"),
        ("l.md", b"---\ntitle: [\n---\n", ""),
    ];
    for (name, bytes, _) in files {
        site.write(&format!("in/{name}"), bytes);
    }
    site.write("in/m.txt", TEXT).write("in/1.工作总结", TEXT.replace("2022", "2023"));
    site.write("in/~$a.docx", "").write("in/.DS_Store", "").write("in/Thumbs.db", "");
    let ran = site.run(&["import", "in"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for (name, _, reason) in files.iter().filter(|(.., reason)| !reason.is_empty()) {
        let line = format!("错误：{name}：{reason}");
        assert!(ran.stderr.lines().any(|found| found == line), "no line {line}:\n{}", ran.stderr);
    }
    assert!(ran.stderr.contains("--> l.md:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("错误：a.docx："), "{}", ran.stderr);
    assert!(ran.stdout.contains("~$a.docx 跳过：这是 Word 打开文件时留下的锁文件"), "{}", ran.stdout);
    assert!(
        ran.stderr.ends_with("12 个文件未能导入；1 个文件跳过\n") && ran.stderr.contains("导入 2 篇；"),
        "{}",
        ran.stderr
    );
    assert_eq!(files_in(&site.path("content/reports")).len(), 2);
    site.remove("in/a.docx");
    let english = site.run(&["import", "in", "--lang", "en", "-q"]);
    assert!(english.stderr.starts_with("error: b.csv: .csv files cannot be imported yet\n"), "{}", english.stderr);
    let lock = site.run(&["import", "in/~$a.docx", "in/m.txt"]);
    assert_eq!(
        (lock.code, lock.stderr.contains("1 个文件跳过")),
        (0, true),
        "a lock alone is no fault: {}",
        lock.stderr
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_not_opened() {
    use std::os::unix::fs::symlink;
    let site = Site::bare();
    site.write("in/好.txt", TEXT).write("geheim.txt", TEXT.replace("2022", "2021"));
    let fifo = std::process::Command::new("mkfifo").arg(site.path("in/管道.txt")).status();
    assert!(fifo.is_ok_and(|status| status.success()), "mkfifo is there");
    symlink("..", site.path("in/圈")).expect("a link");
    symlink("好.txt", site.path("in/同.txt")).expect("a link");
    symlink("断.txt", site.path("in/断.txt")).expect("a link");
    symlink("../geheim.txt", site.path("in/外.txt")).expect("a link");
    let said = Said::by(&site, &["in"]);
    let mut reasons: Vec<_> = said
        .files
        .iter()
        .map(|file| (file["source"].as_str(), file["state"].as_str(), file["reasons"][0].as_str()))
        .collect();
    reasons.sort_unstable();
    let special = Some("special-file");
    let mut expected = [
        (Some("同.txt"), Some("new"), None),
        (Some("圈"), Some("refused"), special),
        (Some("外.txt"), Some("refused"), special),
        (Some("好.txt"), Some("duplicate"), None),
        (Some("断.txt"), Some("refused"), Some("unreadable")),
        (Some("管道.txt"), Some("refused"), special),
    ];
    expected.sort_unstable();
    assert_eq!(reasons, expected);
}

#[test]
fn names_may_hold_every_character() {
    let site = Site::bare();
    let names = [
        "-v.txt",
        "a b's \"c\".txt",
        "总结，（一）：『甲』.txt",
        "📄.txt",
        "#1 [x] {y} & %41.txt",
        "--help.md",
        "ａ＊？.txt",
        "a'.TXT",
    ];
    for (n, name) in names.iter().enumerate() {
        site.write(&format!("收 件/{name}"), format!("云州市民政局{}年工作总结\n正文{n}。\n", 2000 + n));
    }
    let said = Said::by(&site, &["收 件"]);
    assert_eq!((said.counts["imported"].as_u64(), said.code), (Some(8), 0), "{:?}", said.states());
    assert!(Said::by(&site, &["收 件"]).states().iter().all(|(state, _)| *state == "known"));
    assert_eq!(Said::by(&site, &["--", "收 件/-v.txt"]).counts["known"], 1);
    site.build();
}

#[test]
fn a_large_text_is_imported() {
    let site = Site::bare();
    let line = "（一）坚持开展走访。全年走访***户，[附表]见后，一是查；二是改；三是评。\n2022年10月9日\n附件：1.表\n";
    site.write("大.txt", format!("云州市民政局2022年工作总结\n{}", line.repeat(3_000_000 / line.len())));
    site.write("长.txt", "云州市民政局2023年工作总结。各项工作有进展——".repeat(1_000_000 / 60));
    assert_eq!(Said::by(&site, &["大.txt", "长.txt"]).counts["imported"], 2);
    site.write("过.txt", vec![b'a'; 24 * 1024 * 1024 + 1]);
    let Ran { code, stderr, .. } = site.run(&["import", "过.txt"]);
    assert!(code == 1 && stderr.starts_with("错误：过.txt："), "{stderr}");
}

#[test]
fn files_dropped_on_the_program_are_imported() {
    let site = Site::with_units();
    site.write("总结.txt", TEXT).write("build", "这个文件只是叫这个名字。\n");
    let ran = site.run(&["总结.txt"]);
    assert_eq!((ran.code, ran.stdout.contains("minzheng-zongjie-")), (0, true), "{}", ran.stderr);
    assert_eq!(site.run(&["build"]).code, 0, "a command stays a command");
    assert!(site.path("public/index.html").is_file());
    assert_eq!(site.run(&["没有.txt"]).code, 2);
}

/// A desktop starts the program in a folder of its own choice, and people keep the program beside the site.
#[test]
fn files_dropped_from_anywhere_come_to_the_site_where_the_program_lies() {
    let (site, elsewhere) = (Site::with_units(), Site::empty());
    let program = site.path(if cfg!(windows) { "huibian.exe" } else { "huibian" });
    std::fs::copy(env!("CARGO_BIN_EXE_huibian"), &program).expect("copied");
    elsewhere.write("总结.txt", TEXT);
    let mut command = std::process::Command::new(&program);
    command.arg(elsewhere.path("总结.txt")).current_dir(elsewhere.root()).env("LANG", "zh_CN.UTF-8");
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(site.run(&["list"]).stdout.lines().count(), 2, "a head and a report");
    let mut command = std::process::Command::new(&program);
    let ran = Ran::of(command.arg("build").current_dir(elsewhere.root()).env("LANG", "zh_CN.UTF-8"));
    assert_eq!(ran.code, 2, "a command that was typed means the site of its folder");
}
