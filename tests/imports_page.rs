//! The register of imports: receipts beside the reports of today, for the narrowest audience and nobody else.

mod support;

use std::fs;

use support::{Site, difference, files_in};

const INNER: [&str; 2] = ["--audience", "internal"];

/// A receipt as an import writes it, of everything that there can be in one.
fn receipt(report: &str, questions: &str) -> String {
    format!(
        r#"{{"format": 1,
        "source": {{"file": "交来/总结.docx", "sha256": "{:064}", "above": ""}},
        "report": {{"file": "content/reports/{report}", "sha256": "00"}},
        "title": "市财政局工作总结",
        "facts": [
            {{"key": "unit", "value": "caizheng", "evidence": "subject", "certain": false}},
            {{"key": "year", "value": "2022", "evidence": "folder", "certain": false}},
            {{"key": "type", "value": "zongjie", "evidence": "title", "certain": true}}],
        "noticed": [
            {{"paragraph": 1, "text": "市财政局工作总结", "taken_for": "title", "depth": 0}},
            {{"paragraph": 2, "text": "市政府：", "taken_for": "recipients", "depth": 0}},
            {{"paragraph": 3, "text": "一、主要工作", "taken_for": "heading", "depth": 1}}],
        "left_out": [{{"what": "comment", "words": "这里要核实<b>"}}, {{"what": "deletion", "words": "尚未完成"}}],
        "questions": [{questions}],
        "duplicates": ["交来/另存.txt"]}}"#,
        7
    )
}

fn asked(about: &str, value: &str, file: &str, line: &str) -> String {
    format!(
        r#"{{"about": "{about}", "value": "{value}", "evidence": "subject", "file": "{file}", "line": "{line}", "others": ["minzheng"], "belongs": "decisions"}}"#
    )
}

/// A site with a report, another one that it is like, and the receipt of the first.
fn site() -> Site {
    let site = Site::with_units();
    let front = "title: 市财政局工作总结\nunit: caizheng\nyear: 2022\ninferred: {unit: subject, year: folder}";
    site.report("2022/a.md", front, "市政府：\n\n## 一、主要工作\n\n抓好预算。");
    site.report("2022/b.md", "title: 别的总结\nunit: caizheng\nyear: 2022", "抓好预算。");
    let questions = [
        asked("unit", "caizheng", "", "- {match: \\\"总结.docx\\\", unit: caizheng}"),
        asked("similar", "96", "content/reports/2022/b.md", "- {match: \\\"总结.docx\\\", skip: true}"),
        asked("left-out", "comment 1, hidden 2", "", ""),
    ];
    site.write("content/imports/a.json", receipt("2022/a.md", &questions.join(", ")));
    site
}

#[test]
fn a_receipt_stands_beside_its_report_with_every_open_question() {
    let site = site();
    site.build_with(&INNER);
    let (register, page) = ("imports/index.html", "imports/a.html");
    site.links("index.html", "years/index.html").shows(register, "导入过 1 份，其中 1 份还有待定的事。");
    site.links(register, page).links(register, "reports/2022/a.html").shows(register, "交来/总结.docx");
    for text in [
        "待定 2 件。",
        "单位为推定（据文中主语）：caizheng",
        "- {match: \"总结.docx\", unit: caizheng}",
        "也可能是 minzheng",
        "与《别的总结》相似 96 %",
        "修订中删除的文字",
        "一、主要工作",
        "1 级小标题",
        "主送",
        "原文写明",
        "这里要核实<b>",
        "交来/另存.txt",
    ] {
        site.shows(page, text);
    }
    let anchor = "reports/2022/a.html#h-";
    let lead = site.links_of(page).into_iter().find(|link| link.starts_with(anchor)).expect("a link to the heading");
    let id = lead.split('#').nth(1).expect("an anchor").to_owned();
    let html = fs::read_to_string(site.out("reports/2022/a.html")).expect("the report");
    assert!(html.contains(&format!("id=\"{id}\"")), "the heading has that anchor");
    site.links("reports/2022/a.html", page);
    for address in site.pages() {
        let html = fs::read_to_string(site.out(&address)).expect("a page");
        assert!(html.contains("imports/index.html\""), "{address} has a foot that leads there");
    }
    site.write("huibian.yaml", "title: 云州汇编\nlanguage: en\n");
    site.build_with(&INNER);
    site.shows(page, "96% like “别的总结”").shows(page, "deleted words of tracked changes");
}

#[test]
fn what_a_person_settled_is_asked_no_more() {
    let site = site();
    site.report("2022/a.md", "title: 市财政局工作总结\nunit: caizheng\nyear: 2022\ninferred: {year: folder}", "正文。");
    site.remove("content/reports/2022/b.md");
    site.build_with(&INNER);
    site.hides("imports/a.html", "单位为推定").hides("imports/a.html", "相似").shows("imports/a.html", "已由人核定");
    site.shows("imports/a.html", "没有待定的事。").shows("imports/index.html", "没有待定的事");
    let version = asked("version", "", "content/reports/2022/a.md.new", "");
    let waiting = r#""waiting": {"source": {"file": "a", "sha256": "b"}, "version": {"file": "content/reports/2022/a.md.new", "sha256": "c"}, "pictures": []}, "format": 1"#;
    site.write("content/imports/a.json", receipt("2022/a.md", &version).replacen("\"format\": 1", waiting, 1));
    site.build_with(&INNER);
    site.hides("imports/a.html", "原件的新版").shows("imports/index.html", "没有待定的事");
    site.write("content/reports/2022/a.md.new", "---\ntitle: 新版\n---\n");
    let ran = site.build_with(&INNER);
    assert_eq!(ran.codes(), ["import-new-waiting"]);
    site.shows("imports/a.html", "原件的新版放在 content/reports/2022/a.md.new");
    assert!(site.files().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("title: 新版")));
}

#[test]
fn a_receipt_is_found_after_its_report_was_moved_and_says_when_it_is_gone() {
    let site = site();
    let text = fs::read_to_string(site.path("content/reports/2022/a.md")).expect("it");
    let moved = text.replacen("---\n", &format!("---\nsource: {{file: 总结.docx, sha256: '{:064}'}}\n", 7), 1);
    site.remove("content/reports/2022/a.md").write("content/reports/财政/总结.md", moved);
    site.build_with(&INNER);
    site.shows("imports/a.html", "content/reports/财政/总结.md").shows("imports/index.html", "其中 1 份");
    site.remove("content/reports/财政/总结.md");
    let ran = site.build_with(&INNER);
    assert_eq!(ran.codes(), [""; 0]);
    site.shows("imports/index.html", "报告已不在").shows("imports/a.html", "回执可以删掉");
    for gone in ["一、主要工作", "这里要核实"] {
        site.hides("imports/a.html", gone);
    }
}

#[test]
fn a_broken_receipt_is_named_and_the_others_are_shown() {
    let site = site();
    for (name, text) in
        [("b", "{"), ("c", "[]"), ("d", "{\"format\": 9}"), ("e", ""), ("f", "{\"format\": 1, \"facts\": 3}")]
    {
        site.write(&format!("content/imports/{name}.json"), text);
    }
    let ran = site.build_with(&INNER);
    assert_eq!(ran.codes(), ["receipt-bad"; 5], "{}", ran.stderr);
    site.shows("imports/index.html", "导入过 1 份");
    assert_eq!(site.build().codes(), [""; 0], "who does not see them is not told");
    // What says nothing is a receipt of nothing.
    site.write("content/imports/g.json", "{\"format\": 1}");
    site.build_with(&INNER);
    site.shows("imports/index.html", "导入过 2 份");
}

#[test]
fn wider_editions_are_the_same_with_receipts_and_without() {
    let site = site();
    site.write("content/imports/b.json", receipt("2022/b.md", "")).write("content/imports/kaputt.json", "{");
    site.write("content/reports/2022/a.md.new", "---\ntitle: 新版\n---\n");
    site.write(
        "huibian.yaml",
        "title: 云州汇编\naudiences: [public, bureau, internal]\nrules: {import-new-waiting: off}\n",
    );
    for audience in ["public", "bureau"] {
        site.build_with(&["--audience", audience]);
        let with = files_in(&site.path("public"));
        assert!(!with.keys().any(|address| address.contains("import")), "{:?}", with.keys());
        let kept = files_in(&site.path("content/imports"));
        fs::remove_dir_all(site.path("content/imports")).expect("receipts");
        site.build_with(&["--audience", audience]);
        assert_eq!(difference(&files_in(&site.path("public")), &with), [""; 0], "{audience}");
        for (name, bytes) in kept {
            site.write(&format!("content/imports/{name}"), bytes);
        }
    }
    // Where everybody reads everything there is no narrower circle to keep them in.
    site.write("huibian.yaml", "title: 云州汇编\naudiences: [public]\n");
    site.build();
    assert!(!site.has("imports/index.html"));
}

#[test]
fn what_is_kept_from_the_edition_takes_its_receipt_with_it() {
    for front in ["draft: true", "withdrawn: 2023-01-05"] {
        let site = site();
        site.report("2022/a.md", &format!("title: 市财政局工作总结\nunit: caizheng\nyear: 2022\n{front}"), "正文。");
        site.build_with(&INNER);
        assert!(!site.has("imports/index.html"), "{front}");
        site.build_with(&["--audience", "internal", "--drafts"]);
        assert_eq!(site.has("imports/a.html"), front.starts_with("draft"), "{front}");
    }
}

#[test]
fn the_register_is_cut_into_pages_those_with_most_to_decide_first() {
    let site = site();
    site.write("huibian.yaml", "title: 云州汇编\npaginate_by: 10\n");
    for n in 0..24 {
        site.report(&format!("2021/r{n}.md"), "title: 总结\nunit: caizheng\nyear: 2021", "正文。");
        site.write(&format!("content/imports/r{n}.json"), receipt(&format!("2021/r{n}.md"), ""));
    }
    site.build_with(&INNER);
    site.links("imports/index.html", "imports/index/page-2.html").links("imports/index.html", "imports/a.html");
    let listed = |sheet: &str| site.links_of(sheet).into_iter().filter(|link| link.starts_with("imports/r")).count();
    assert_eq!((listed("imports/index.html"), listed("imports/index/page-3.html")), (9, 5));
}

#[test]
fn what_an_import_writes_is_what_the_pages_show() {
    let site = Site::with_units();
    site.write("in/情况.txt", "工作情况\n市财政局牵头，今年以来，各项工作有进展。\n");
    assert_eq!(site.run(&["import", "in"]).code, 0);
    site.build_with(&INNER);
    let page = site.pages().into_iter().find(|page| page.starts_with("imports/x-")).expect("a receipt");
    site.shows(&page, "年度不详").shows(&page, "- {match: \"情况.txt\", year: ???}");
    assert!(site.build().codes().iter().all(|code| !code.contains("receipt")));
}
