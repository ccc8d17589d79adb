//! The program as its users meet it: a site is written, built, looked at, edited, built and looked at again.

mod support;

#[path = "site/answers.rs"]
mod answers;
#[path = "site/empty.rs"]
mod empty;
#[path = "site/language.rs"]
mod language;
#[path = "site/lists.rs"]
mod lists;
#[path = "site/publication.rs"]
mod publication;
#[path = "site/tables.rs"]
mod tables;
#[path = "site/text.rs"]
mod text;
#[path = "site/theme.rs"]
mod theme;

use support::Site;

#[test]
fn a_new_site_builds_and_says_that_it_is_empty() {
    let site = Site::empty_named("新站");
    assert_eq!(site.run(&["init"]).code, 0);
    let built = site.build();
    assert_eq!(built.codes(), [""; 0], "{}", built.stderr);
    site.shows("index.html", "这里还没有报告。").shows("index.html", "这里汇集本单位历年的工作报告");
    site.shows("units/index.html", "还没有单位名录。").shows("years/index.html", "还没有报告。");
    site.shows("topics/index.html", "还没有主题词表。").shows("404.html", "没有这个地址");
    let listed = site.run(&["list"]);
    assert_eq!((listed.code, listed.stdout.lines().count()), (0, 1), "a head and nothing below it: {}", listed.stdout);
}

#[test]
fn a_site_is_made_in_a_folder_by_name_and_never_replaced() {
    let site = Site::empty();
    site.write("archive/content/index.md", "我自己写的首页。\n");
    assert_eq!(site.run(&["init", "archive"]).code, 0);
    assert_eq!(site.run(&["build", "-r", "archive"]).code, 0);
    let home = std::fs::read_to_string(site.path("archive/public/index.html")).expect("the home page");
    assert!(home.contains("我自己写的首页。"), "a file that was there stays");
    let again = site.run(&["init", "archive"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("已经是一个站点"), "{}", again.stderr);
}

#[test]
fn a_site_reads_well_with_no_one_and_two_reports() {
    let site = Site::with_units();
    site.build();
    site.shows("index.html", "这里还没有报告。")
        .shows("units/index.html", "5 个单位")
        .shows("units/caizheng.html", "还没有报告。");
    site.report("2021/a.md", "title: 市财政局工作总结\nunit: 市财政局\nyear: 2021", "全年收入平稳。");
    site.build();
    site.shows("index.html", "1 篇，1 个单位").shows("units/caizheng.html", "市财政局工作总结");
    assert!(site.page("reports/2021/a.html").all(".neighbours").is_empty(), "one report has no neighbours");
    site.report("2022/b.md", "title: 市财政局第二篇总结\nunit: 市财政局\nyear: 2022", "全年收入增长。");
    site.build();
    site.shows("index.html", "2 篇，1 个单位").shows("index.html", "2021—2022年");
    site.links("reports/2021/a.html", "reports/2022/b.html").links("reports/2022/b.html", "reports/2021/a.html");
}

#[test]
fn a_file_without_front_matter_is_a_report() {
    let site = Site::with_units();
    site.write("content/reports/a.md", "# 关于防汛工作的报告\n\n入汛以来，降雨偏多。\n");
    site.write("content/reports/b.md", "只有一段正文，连标题也没有。\n");
    let built = site.build();
    assert!(built.codes().contains(&"title-missing") && built.codes().contains(&"unit-missing"), "{}", built.stderr);
    site.shows("reports/unknown/a.html", "关于防汛工作的报告").shows("reports/unknown/a.html", "降雨偏多");
    assert_eq!(site.page("reports/unknown/a.html").body(), "入汛以来，降雨偏多。", "the title is not said twice");
    site.shows("reports/unknown/b.html", "〔无标题〕").shows("reports/unknown/b.html", "连标题也没有");
    site.links("units/unknown.html", "reports/unknown/a.html").links("years/unknown.html", "reports/unknown/b.html");
}

#[test]
fn a_report_whose_unit_or_year_is_unknown_does_not_vanish() {
    let site = Site::with_units();
    let units = [
        ("known", "unit: 市财政局", "units/caizheng.html"),
        ("unlisted", "unit: 市气象局", "units/unknown.html"),
        ("none", "", "units/unknown.html"),
    ];
    for (unit, front, _) in units {
        site.report(&format!("{unit}-2020.md"), &format!("title: 报告{unit}甲\n{front}\nyear: 2020"), "正文。");
        site.report(&format!("{unit}-x.md"), &format!("title: 报告{unit}乙\n{front}"), "正文。");
    }
    site.build();
    for (unit, _, page) in units {
        for (report, year) in
            [(format!("reports/2020/{unit}-2020.html"), "2020"), (format!("reports/unknown/{unit}-x.html"), "unknown")]
        {
            let year = format!("years/{year}.html");
            site.links(page, &report).links(&year, &report).links(&report, &year);
        }
    }
    site.shows("reports/2020/unlisted-2020.html", "市气象局")
        .shows("years/2020.html", "市气象局")
        .shows("units/unknown.html", "市气象局");
    site.shows("index.html", "6 篇")
        .links("index.html", "years/unknown.html")
        .links("index.html", "units/unknown.html");
    site.links("years/index.html", "years/unknown.html").links("units/index.html", "units/unknown.html");
    let listed = site.run(&["list", "unknown"]).stdout;
    assert_eq!(listed.lines().filter(|line| line.contains("content/reports/")).count(), 5, "{listed}");
}

#[test]
fn a_name_that_is_registered_later_finds_its_unit() {
    let site = Site::with_units();
    site.report("a.md", "title: 气象工作总结\nunit: 市气象局\nyear: 2020", "正文。");
    site.build();
    assert!(site.has("units/unknown.html"));
    site.write(
        "content/units.yaml",
        format!("{}  - {{id: qixiang, name: 云州市气象局, short: 市气象局}}\n", support::UNITS),
    );
    assert!(site.build().codes().is_empty());
    site.links("units/qixiang.html", "reports/2020/a.html").shows("reports/2020/a.html", "云州市气象局");
    assert!(!site.has("units/unknown.html"), "the page of unknown units is gone with its last report");
}

#[test]
fn a_plain_text_becomes_a_page_with_every_character_as_written() {
    let site = Site::empty();
    assert_eq!(site.run(&["init"]).code, 0);
    site.write("content/units.yaml", support::UNITS);
    let lines = [
        "云州市财政局2022年工作总结",
        "今年以来，市财政局完成收入*亿元，比上年增长3.5%。",
        "一、主要工作",
        "（一）抓好征收。全年走访***户，[附表]见后，<b>不是标签</b>。",
        "（二）抓好支出。一是压减会议；二是压减公车；三是压减接待。",
        "二、下步打算",
        "1. 编好预算。",
        "2. 管好资产 # 不是标题。",
    ];
    site.write("收件/2022年/总结.txt", lines.map(|line| format!("　　{line}\r\n")).concat());
    let imported = site.run(&["import", "收件"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    site.build();
    let report = site.pages().into_iter().find(|page| page.starts_with("reports/2022/")).expect("its page");
    site.shows(&report, lines[0]).links("units/caizheng.html", &report).links("years/2022.html", &report);
    assert_eq!(site.page(&report).body().replace('\n', ""), lines[1..].concat());
    let files = support::files_in(&site.path("content"));
    assert_eq!(site.run(&["import", "收件"]).code, 0);
    assert_eq!(support::files_in(&site.path("content")), files, "a second import changes nothing");
}
