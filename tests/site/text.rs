//! The text of a report: every character as it was written, and nothing that runs.

use crate::support::{Page, Site};

/// The page of a report with this body.
fn page_of(body: &str) -> Page {
    let site = Site::bare();
    site.report("a.md", "title: 题目\nyear: 2022", body);
    site.build();
    site.page("reports/2022/a.html")
}

#[test]
fn masks_stay_as_they_were_written() {
    let masked = "从*年*月起，***镇***村的138****1234反映，*％的资金*万元未到位。";
    let page = page_of(masked);
    assert_eq!(page.body(), masked);
    let masks: Vec<String> = page.all(".mask").iter().map(|mask| mask.text()).collect();
    assert_eq!(masks, ["*", "*", "***", "***", "****", "*", "*"], "one element for each run");
    for mask in page.all(".mask") {
        let said: Vec<_> = mask.inside().filter(|inside| inside.has_class("vh")).collect();
        let drawn = mask.inside().find(|inside| inside.attribute("aria-hidden") == Some("true"));
        assert_eq!(
            (said.len(), drawn.map(|drawn| drawn.text())),
            (1, Some(mask.text())),
            "read aloud once, shown as written"
        );
    }
    assert!(page.one(".rail").text().contains("隐去 7 处"));
    assert_eq!(page_of(&masked.replace('*', "\\*")).body(), masked, "escaped ones are the same text");
}

#[test]
fn a_line_of_asterisks_is_text_and_emphasis_works() {
    let page = page_of("***\n\n这是**重点**，*see below*，`a*b*c`。\n\n---\n\n完。");
    assert_eq!(page.body(), "***\n这是重点，see below，a*b*c。\n完。");
    let texts = |name: &str| page.one(".body").all(name).iter().map(|e| e.text()).collect::<Vec<_>>();
    assert_eq!((texts("strong"), texts("em"), texts("hr").len()), (vec!["重点".into()], vec!["see below".into()], 1));
}

#[test]
fn emphasis_is_turned_off_for_a_report_or_for_a_site() {
    let text = "甲**乙**丙，*see below*。";
    for (settings, front) in [("masks: auto", "masks: literal"), ("masks: literal", "")] {
        let site = Site::empty();
        site.write("huibian.yaml", format!("title: 汇编\n{settings}\n"));
        site.report("a.md", &format!("title: 题目\nyear: 2022\n{front}"), text);
        assert!(!site.build().codes().contains(&"mask-or-emphasis"));
        assert_eq!(site.page("reports/2022/a.html").body(), text);
    }
}

#[test]
fn a_run_in_heading_stands_before_its_paragraph_with_one_anchor_each() {
    let page = page_of(
        "## 一、工作情况\n\n### （一）抓好开局。 {.run-in}\n\n全县召开动员会。\n\n第二段在这里。\n\n### 一是补人手。 {.run-in}\n\n增加三人。",
    );
    assert_eq!(
        page.body(),
        "一、工作情况\n（一）抓好开局。\n全县召开动员会。\n第二段在这里。\n一是补人手。\n增加三人。"
    );
    let run_in: Vec<_> = page.all("h3.runin");
    assert_eq!(run_in.iter().map(|h| h.text()).collect::<Vec<_>>(), ["（一）抓好开局。", "一是补人手。"]);
    for heading in &run_in {
        assert!(heading.attribute("id").is_some_and(|id| id.starts_with("h-")));
    }
    let outline: Vec<_> = page
        .one(".outline")
        .all("a")
        .iter()
        .map(|a| (a.text(), a.attribute("href").unwrap_or_default().to_owned()))
        .collect();
    assert_eq!(outline.len(), 3, "{outline:?}");
    assert!(
        outline[1].0.starts_with("（一）抓好开局")
            && outline[1].1 == format!("#{}", run_in[0].attribute("id").expect("id"))
    );
    let paragraphs =
        page.one(".body").inside().filter(|e| e.attribute("id").is_some_and(|id| id.starts_with("p-"))).count();
    assert_eq!(paragraphs, 3, "every paragraph can be cited");
}

#[test]
fn an_anchor_stays_when_text_is_put_before_it() {
    let ids = |page: &Page| {
        page.one(".body").inside().filter_map(|e| e.attribute("id").map(str::to_owned)).collect::<Vec<_>>()
    };
    let before = ids(&page_of("## 一、情况\n\n第一段。\n\n第二段。"));
    let after = ids(&page_of("新的导语。\n\n## 一、情况\n\n第一段。\n\n插进来的。\n\n第二段。\n\n第二段。"));
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
    assert_eq!(after.last().map(|id| id.ends_with("-2")), Some(true), "the same text again has an anchor of its own");
}

#[test]
fn soft_breaks_between_han_leave_no_blank() {
    assert_eq!(page_of("全市共有\n五百家。See the\nannual report。").body(), "全市共有五百家。See the annual report。");
}

#[test]
fn tables_lists_notes_and_code_keep_their_text() {
    let page = page_of(
        "| 年份 | 户数 |\n|---|---:|\n| 2021 | 1,204 |\n\n- 甲\n- 乙\n\n正文[^1]。\n\n```rust\nlet a = \"<b>\"; // 注释\n```\n\n> 引文\n\n[^1]: 据统计局。",
    );
    for text in ["年份", "1,204", "甲", "据统计局。", "let a = \"<b>\"; // 注释", "引文"] {
        assert!(page.body().contains(text), "{text}: {}", page.body());
    }
    assert_eq!(page.one("table").all("td")[1].text(), "1,204");
    assert!(page.all("pre.code").len() == 1 && page.all("blockquote").len() == 1);
}

#[test]
fn nothing_that_an_author_wrote_runs() {
    let page = page_of(
        "前<script>alert(1)</script>后 <b onclick=\"x()\">粗</b> <img src=\"javascript:x\" onerror=\"x()\" alt=\"图\"> \
         <a href=\"javascript:alert(2)\">甲</a> [乙](javascript:alert(3)) [丙](JaVaScRiPt:alert(4)) [丁](data:text/html,x) \
         <iframe src=\"https://example.org\"></iframe> <span style=\"color:red\">红</span>\n\n\
         <div onmouseover=\"x()\"><style>p{color:red}</style>块</div>\n\n\
         <svg onload=\"x()\"><circle/></svg><form action=\"https://example.org\"><input></form>\n\n{{ config.title }}{% raw %}<!-- 注 -->",
    );
    let body = page.one(".body");
    for element in body.inside() {
        assert!(
            !["script", "style", "iframe", "svg", "form", "object", "input"].contains(&element.name()),
            "<{}>",
            element.name()
        );
        for (name, value) in element.attributes() {
            assert!(!name.starts_with("on") && name != "style", "{name}=\"{value}\"");
            let value = value.to_ascii_lowercase();
            assert!(!value.contains("javascript:") && !value.starts_with("data:"), "{name}=\"{value}\"");
        }
    }
    for text in ["粗", "甲", "乙", "丙", "丁", "红", "块", "{{ config.title }}{% raw %}"] {
        assert!(page.body().contains(text), "{text}: {}", page.body());
    }
}

#[test]
fn what_a_person_writes_into_any_field_is_shown_and_not_run() {
    let site = Site::empty();
    let evil = "<b>&\"'{{ 1 }}</b>";
    let yaml = "'<b>&\"''{{ 1 }}</b>'";
    site.write("huibian.yaml", format!("title: {yaml}\ndescription: {yaml}\n"));
    site.write("content/units.yaml", format!("units:\n  - {{id: u, name: {yaml}, short: {yaml}}}\n"));
    site.write("content/topics.yaml", format!("topics:\n  - {{id: t, label: {yaml}, note: {yaml}}}\n"));
    let keys = ["title", "subtitle", "number", "summary"].map(|key| format!("{key}: {yaml}")).join("\n");
    site.report("a.md", &format!("{keys}\nunit: [u, '<i>x</i>']\nyear: 2022\ntopics: [t]\nrecipients: [{yaml}]\nsource: {{file: {yaml}, sha256: ab}}"), "正文。");
    site.report(
        "b.md",
        &format!("title: 乙\nyear: 2022\ninferred: {{title: {yaml}}}\nattachments: [{{file: a.txt, name: {yaml}}}]"),
        "正文。",
    );
    site.write("content/reports/a.txt", "x");
    site.build();
    for address in site.pages() {
        let page = site.page(&address);
        assert!(page.all("i").is_empty(), "{address}");
        assert!(!page.all("b").iter().any(|bold| bold.text().contains('&')), "{address}");
    }
    for address in ["index.html", "reports/2022/a.html", "units/u.html", "topics/t.html"] {
        site.shows(address, evil);
    }
}
