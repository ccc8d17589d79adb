//! Importing as a routine: what changed is brought up to date, what a person edited is left, what is there twice is named.

use std::fs;

use crate::support::{Files, Site, files_in};
use crate::{Said, text};

const TEXT: &str = "云州市民政局2022年工作总结\n今年以来，各项工作有进展，新建站点*个。\n一、主要工作\n救助*人次。\n";

/// The receipt of a report.
fn receipt(site: &Site, report: &str) -> serde_json::Value {
    let stem = report.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).expect("a report");
    serde_json::from_str(&text(site.path(&format!("content/imports/{stem}.json")))).expect("JSON")
}

fn content(site: &Site) -> Files {
    files_in(&site.path("content"))
}

/// A site into which [`TEXT`] was imported, and the report.
fn imported() -> (Site, String) {
    let site = Site::with_units();
    site.write("in/总结.txt", TEXT);
    let file = Said::by(&site, &["in"]).only();
    (site, file)
}

#[test]
fn a_changed_original_updates_what_nobody_edited_and_its_receipt() {
    let (site, file) = imported();
    let before = receipt(&site, &file);
    site.write("in/总结.txt", TEXT.replace("救助*人次", "救助困难群众*人次"));
    let ran = site.run(&["import", "in"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains(&file) && ran.stdout.contains("已更新"), "{}", ran.stdout);
    assert!(ran.stderr.contains("1 篇已更新"), "{}", ran.stderr);
    assert!(text(site.path(&file)).contains("救助困难群众"));
    let after = receipt(&site, &file);
    assert_ne!(before["source"]["sha256"], after["source"]["sha256"]);
    assert!(text(site.path(&file)).contains(after["source"]["sha256"].as_str().expect("a digest")));
    assert_eq!(content(&site).len(), 3, "units, report, receipt");
    assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
    // And back again.
    site.write("in/总结.txt", TEXT);
    assert_eq!(Said::by(&site, &["in"]).states(), [("updated", file.as_str())]);
    assert_eq!(receipt(&site, &file), before);
    // The report of the next year came under the same name.
    site.write("in/总结.txt", TEXT.replace("2022", "2023"));
    assert!(Said::by(&site, &["in"]).only().starts_with("content/reports/2023/"));
}

#[test]
fn an_edited_report_is_never_replaced_and_the_newer_version_waits_beside_it() {
    // With its receipt, and as after an import by a program that wrote none.
    for has_receipt in [true, false] {
        let (site, file) = imported();
        let edited = text(site.path(&file)).replace("有进展", "有新进展");
        site.write(&file, &edited);
        if !has_receipt {
            fs::remove_dir_all(site.path("content/imports")).expect("receipts");
        }
        let waiting = format!("{file}.new");
        for words in ["困难群众", "困难家庭"] {
            site.write("in/总结.txt", TEXT.replace("救助*人次", &format!("救助{words}*人次")));
            let said = Said::by(&site, &["in"]);
            assert_eq!(said.states(), [("waiting", file.as_str())]);
            assert_eq!(said.files[0]["new_version"], waiting);
            assert_eq!(text(site.path(&file)), edited);
            assert!(text(site.path(&waiting)).contains(words), "a later one replaces it");
            let kept = receipt(&site, &file);
            assert_eq!(kept["waiting"]["version"]["file"], waiting);
            assert_eq!(kept["questions"][0]["about"], "version");
            let before = content(&site);
            assert_eq!(Said::by(&site, &["in"]).states(), [("waiting", file.as_str())]);
            assert_eq!(content(&site), before);
        }
        let ran = site.build();
        assert_eq!(ran.codes(), ["import-new-waiting"], "{}", ran.stderr);
        assert!(site.files().iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("困难家庭")));
        // Somebody works in it.
        let merged = text(site.path(&waiting)).replace("困难家庭", "困难家庭和群众");
        site.write(&waiting, &merged);
        site.write("in/总结.txt", TEXT.replace("救助*人次", "救助他人*次"));
        assert_eq!(Said::by(&site, &["in"]).states(), [("waiting", file.as_str())]);
        assert_eq!(text(site.path(&waiting)), merged);
        // It is dealt with: the version is taken, and then it is as if it had always been there.
        site.remove(&waiting);
        assert_eq!(Said::by(&site, &["in"]).states(), [("waiting", file.as_str())]);
        fs::rename(site.path(&waiting), site.path(&file)).expect("it waits");
        assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
        assert!(receipt(&site, &file)["waiting"].is_null());
        assert!(site.build().codes().is_empty());
        site.write("in/总结.txt", TEXT);
        assert_eq!(Said::by(&site, &["in"]).states(), [("updated", file.as_str())]);
    }
}

#[test]
fn who_removes_a_version_is_not_shown_it_again() {
    let (site, file) = imported();
    site.write(&file, text(site.path(&file)).replace("有进展", "有新进展"));
    site.write("in/总结.txt", TEXT.replace("救助*人次", "救助困难群众*人次"));
    Said::by(&site, &["in"]);
    site.remove(&format!("{file}.new"));
    let before = content(&site);
    assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
    assert_eq!(content(&site), before);
    site.write("in/总结.txt", TEXT.replace("救助*人次", "救助**家"));
    assert_eq!(Said::by(&site, &["in"]).states(), [("waiting", file.as_str())]);
}

#[test]
fn a_decision_answers_a_question_once() {
    let site = Site::with_units();
    site.write("交来/[急]情况.txt", "工作情况\n市财政局牵头，今年以来，各项工作有进展。\n");
    let ran = site.run(&["import", "交来"]);
    let line = |key: &str| {
        let found = ran.stdout.lines().find(|line| line.contains(&format!("{key}: ")) && line.contains("match"));
        found.unwrap_or_else(|| panic!("no line for {key}: {}", ran.stdout)).trim().to_owned()
    };
    assert!(line("unit").ends_with("unit: caizheng}"), "the best guess stands there: {}", ran.stdout);
    let said = Said::by(&site, &["交来"]);
    let file = said.file(&said.files[0]).to_owned();
    // The lines work as they are, but for what nobody knows.
    let lines = [
        line("unit"),
        line("year").replace("???", "2022"),
        format!("{} # 文种", line("unit").replace("unit: caizheng", "type: huibao")),
    ];
    site.write("content/decisions.yaml", format!("imports:\n{}\n", lines.map(|line| format!("  {line}")).join("\n")));
    let said = Said::by(&site, &["交来"]);
    assert_eq!(said.states(), [("updated", file.as_str())], "the file keeps its name");
    let questions: Vec<_> =
        said.files[0]["questions"].as_array().expect("a list").iter().map(|asked| &asked["about"]).collect();
    assert_eq!(questions, ["title"], "{}", said.files[0]);
    let markdown = text(site.path(&file));
    for key in ["unit: caizheng", "year: 2022", "type: huibao"] {
        assert!(markdown.contains(key), "{markdown}");
    }
    let before = content(&site);
    assert_eq!(Said::by(&site, &["交来"]).states(), [("known", file.as_str())]);
    assert_eq!(content(&site), before);
}

#[test]
fn the_same_file_from_elsewhere_takes_nothing_away() {
    let site = Site::with_units();
    site.write("2021年度/总结.txt", "市民政局工作总结\n\n各项工作有进展。\n");
    let file = Said::by(&site, &["2021年度/总结.txt"]).only();
    assert!(file.contains("/2021/"), "the folder says the year: {file}");
    site.write("下载/总结.txt", text(site.path("2021年度/总结.txt")))
        .write("下载/总结 (1).txt", text(site.path("2021年度/总结.txt")));
    let before = content(&site);
    for (source, state) in [("下载/总结.txt", "known"), ("下载", "duplicate"), (".", "known"), ("2021年度", "known")]
    {
        assert_eq!(Said::by(&site, &[source]).states()[0], (state, file.as_str()), "{source}");
        let mut after = content(&site);
        after.retain(|name, _| !name.starts_with("imports/"));
        assert!(after.iter().all(|(name, bytes)| before.get(name) == Some(bytes)), "{source}");
    }
}

#[test]
fn the_same_text_is_a_duplicate_and_what_is_much_alike_is_named_with_its_share() {
    let site = Site::with_units();
    let sentence = |n: usize| format!("第{n}项工作按照既定安排稳步推进，共完成任务{}件，群众满意。\n", n * 37);
    let body = |range: std::ops::Range<usize>| range.map(sentence).collect::<String>();
    let of = |unit: &str, body: &str| format!("云州市{unit}2022年工作总结\n{body}");
    site.write("一/1.txt", of("民政局", &body(0..40)));
    let file = Said::by(&site, &["一"]).only();
    let wide = of("民政局", &body(0..40)).replace('\n', "\r\n\r\n　　");
    let utf_16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    site.write("二/另存.txt", utf_16);
    site.write("二/又一份.txt", of("民政局", &body(0..40)));
    site.write("三/近.txt", of("民政局", &body(1..40)));
    let other =
        |n: usize| format!("围绕{n}个重点方向查找不足，逐一落实责任人，于{}月底前办结并向社会公开。\n", n % 12 + 1);
    site.write("三/远.txt", of("财政局", &(0..40).map(other).collect::<String>()));
    let said = Said::by(&site, &["二", "三"]);
    assert_eq!(said.states()[..2], [("duplicate", file.as_str()), ("duplicate", file.as_str())]);
    assert!(said.files[..2].iter().all(|one| one["duplicate_of"] == file));
    assert_eq!(receipt(&site, &file)["duplicates"], serde_json::json!(["又一份.txt", "另存.txt"]));
    let (near, far) = (&said.files[2], &said.files[3]);
    assert_eq!((near["state"].as_str(), near["similar"][0]["file"].as_str()), (Some("new"), Some(file.as_str())));
    let share = near["similar"][0]["percent"].as_u64().expect("a share");
    assert!((90..100).contains(&share), "{share}");
    assert_eq!(far["similar"], serde_json::json!([]), "the same form is no likeness");
    let before = content(&site);
    assert!(
        Said::by(&site, &["一", "二", "三"]).states().iter().all(|(state, _)| ["known", "duplicate"].contains(state))
    );
    assert_eq!(content(&site), before);
    fs::remove_dir_all(site.path("content/reports")).expect("reports");
    let ran = site.run(&["import", "一", "三", "--dry-run"]);
    assert!(
        ran.stdout.contains(&format!("与《云州市民政局2022年工作总结》相似 {share} %")),
        "also before anything is written: {}",
        ran.stdout
    );
    let english = site.run(&["import", "一", "三", "--lang", "en"]);
    assert!(english.stdout.contains(&format!("{share}% like “云州市民政局2022年工作总结”")), "{}", english.stdout);
}

#[test]
fn originals_are_kept_beside_their_reports_when_that_is_wished() {
    for by_settings in [true, false] {
        let (site, file) = imported();
        if by_settings {
            site.write("huibian.yaml", "title: 云州汇编\nimport: {keep_originals: true}\n");
        }
        let flags: &[&str] = if by_settings { &["in"] } else { &["in", "--keep-originals"] };
        assert_eq!(Said::by(&site, flags).states(), [("updated", file.as_str())]);
        let kept = file.replace(".md", ".txt");
        assert_eq!(text(site.path(&kept)), TEXT);
        site.build();
        let page = file.replace("content/", "").replace(".md", ".html");
        assert!(site.page(&page).text().contains("总结.txt"), "readers can have it");
        // What is kept stays so without the flag.
        let before = content(&site);
        assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
        assert_eq!(content(&site), before);
        // That of a new version takes its place, and what a person changed stays.
        site.write("in/总结.txt", TEXT.replace("救助*人次", "救助**家"));
        assert_eq!(Said::by(&site, &["in"]).states(), [("updated", file.as_str())]);
        let texts: Vec<String> = content(&site).into_keys().filter(|name| name.ends_with(".txt")).collect();
        assert_eq!(texts.len(), 1, "{texts:?}");
        assert!(text(site.path("content").join(&texts[0])).contains("**家"));
    }
}

#[test]
fn what_a_receipt_says_removes_nothing_that_no_import_wrote() {
    let (site, file) = imported();
    let stem = file.rsplit('/').next().expect("a name").replace(".md", "");
    let receipt_file = format!("content/imports/{stem}.json");
    let digest = huibian::digest::sha256(b"geheim");
    for victim in
        ["content/units.yaml", "huibian.yaml", "content/reports/../../wichtig.txt", "content/reports/fremd.md"]
    {
        if victim != "huibian.yaml" && victim != "content/units.yaml" {
            site.write(victim, "geheim");
        }
        let mut kept = receipt(&site, &file);
        let before = fs::read(site.path(victim)).expect("it is there");
        let digest = if before == b"geheim" { digest.clone() } else { huibian::digest::sha256(&before) };
        kept["pictures"] = serde_json::json!([{"file": victim, "sha256": digest}]);
        site.write(&receipt_file, kept.to_string());
        site.write("in/总结.txt", TEXT.replace("救助", &format!("救助{}", victim.len())));
        Said::by(&site, &["in"]);
        assert_eq!(fs::read(site.path(victim)).expect("it stays"), before, "{victim}");
    }
    // A receipt that cannot be read is written anew.
    site.write(&receipt_file, "{");
    assert_eq!(Said::by(&site, &["in"]).states(), [("known", file.as_str())]);
    assert_eq!(receipt(&site, &file)["report"]["file"], file);
}

#[test]
fn many_processors_write_what_one_writes() {
    let made = |threads: &str| {
        let site = Site::with_units();
        for n in 0..150 {
            let text = (0..n % 40).map(|m| format!("第{}项工作完成{}件。\n", n / 5, n * m)).collect::<String>();
            site.write(&format!("in/{n:03}.txt"), format!("云州市民政局{}年工作总结\n{text}", 1960 + n / 3));
        }
        let mut program = site.program(&["import", "in", "--format", "json"]);
        let ran = crate::Ran::of(program.env("RAYON_NUM_THREADS", threads));
        (content(&site), ran.stdout)
    };
    let (one, many) = (made("1"), made("7"));
    assert_eq!(one.1, many.1);
    assert_eq!(crate::support::difference(&one.0, &many.0), [""; 0]);
}
