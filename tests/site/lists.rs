//! Lists, counts and the ways between pages.

use crate::support::Site;

#[test]
fn a_joint_report_stands_under_both_units_and_is_counted_once() {
    let site = Site::with_units();
    site.report("a.md", "title: 两局联合检查报告\nunit: [市财政局, minzheng]\nyear: 2022", "联合检查。");
    site.report("b.md", "title: 民政总结\nunit: 市民政局\nyear: 2022", "正文。");
    site.build();
    let joint = "reports/2022/a.html";
    site.links("units/caizheng.html", joint).links("units/minzheng.html", joint);
    site.shows("units/caizheng.html", "1 篇")
        .shows("units/minzheng.html", "2 篇")
        .shows("units/minzheng.html", "与市财政局联合");
    site.shows("units/yunzhou.html", "下级单位共有 2 篇")
        .shows("index.html", "2 篇，2 个单位")
        .shows("years/2022.html", "2 篇");
    site.links(joint, "units/caizheng.html").links(joint, "units/minzheng.html");
    let links = site.links_of("years/2022.html");
    assert_eq!(links.iter().filter(|link| *link == joint).count(), 1, "the page of the year has it once");
}

#[test]
fn counts_roll_up_over_three_levels() {
    let site = Site::with_units();
    let reports = [("yunzhou", 1), ("caizheng", 2), ("zhifu", 3), ("fuliyuan", 4)];
    for (unit, count) in reports {
        for n in 0..count {
            site.report(
                &format!("{unit}-{n}.md"),
                &format!("title: 总结{unit}{n}\nunit: {unit}\nyear: 2022"),
                "正文。",
            );
        }
    }
    site.build();
    site.shows("units/zhifu.html", "3 篇报告");
    site.shows("units/caizheng.html", "自己的报告 2 篇，含下级 5 篇");
    site.shows("units/minzheng.html", "没有自己的报告，下级单位共有 4 篇");
    site.shows("units/yunzhou.html", "自己的报告 1 篇，含下级 10 篇");
    let row = |unit: &str| {
        let rows = site
            .page("units/index.html")
            .main()
            .all("tr")
            .iter()
            .map(|row| row.text().replace('\n', " "))
            .collect::<Vec<_>>();
        rows.into_iter().find(|row| row.starts_with(unit)).expect("the unit has a row")
    };
    assert!(row("云州市").ends_with("1 / 10"), "{}", row("云州市"));
    assert!(row("市民政局").ends_with("0 / 4"), "{}", row("市民政局"));
    let listed = site.run(&["list", "units"]).stdout;
    let total = |unit: &str| {
        listed.lines().find(|line| line.starts_with(unit)).expect("a line").split_whitespace().last().map(str::to_owned)
    };
    assert_eq!((total("yunzhou"), total("minzheng")), (Some("10".into()), Some("4".into())), "{listed}");
}

#[test]
fn a_page_leads_up_the_tree_and_to_what_stands_beside_it() {
    let site = Site::with_units();
    for (file, unit, year) in [
        ("z20", "zhifu", 2020),
        ("z21", "zhifu", 2021),
        ("z22", "zhifu", 2022),
        ("c21", "caizheng", 2021),
        ("m21", "minzheng", 2021),
    ] {
        site.report(&format!("{file}.md"), &format!("title: 报告{file}\nunit: {unit}\nyear: {year}"), "正文。");
    }
    site.build();
    let middle = site.page("reports/2021/z21.html");
    let crumbs = middle.one(".crumbs").text();
    assert_eq!(crumbs.lines().collect::<Vec<_>>(), ["云州市", "市财政局", "市支付中心", "2021年"]);
    let side = |rel: &str| middle.all("a").iter().find(|a| a.attribute("rel") == Some(rel)).map(|a| a.text());
    assert_eq!((side("prev").as_deref(), side("next").as_deref()), (Some("报告z20"), Some("报告z22")));
    let strip: Vec<_> =
        middle.one(".strip").all("a").iter().filter_map(|a| a.attribute("href")).map(str::to_owned).collect();
    assert_eq!(strip, ["../../reports/2020/z20.html", "../../reports/2021/z21.html", "../../reports/2022/z22.html"]);
    site.links("reports/2021/c21.html", "reports/2021/m21.html")
        .links("reports/2021/m21.html", "reports/2021/c21.html");
    let links = site.links_of("reports/2021/z21.html");
    assert!(
        !links.iter().any(|link| link.ends_with("/m21.html")),
        "another branch of the tree is no sibling: {links:?}"
    );
    site.links("units/zhifu.html", "units/caizheng.html").links("units/caizheng.html", "units/zhifu.html");
    site.links("years/2021.html", "years/2020.html").links("years/2021.html", "years/2022.html");
}

#[test]
fn a_long_list_is_cut_into_sheets_that_lead_to_each_other() {
    let site = Site::with_units();
    site.write("huibian.yaml", "title: 汇编\npaginate_by: 10\n");
    site.write("content/topics.yaml", "topics:\n  - {id: shui, label: 水利}\n");
    for n in 0..25 {
        let front =
            format!("title: 水利报告{n:02}\nunit: caizheng\nyear: 2022\ntopics: [shui]\ndate: 2022-03-{:02}", n + 1);
        site.report(&format!("r{n:02}.md"), &front, "正文。");
    }
    site.build();
    for list in ["units/caizheng", "years/2022", "topics/shui"] {
        let sheets = [format!("{list}.html"), format!("{list}/page-2.html"), format!("{list}/page-3.html")];
        assert!(!site.has(&format!("{list}/page-4.html")));
        let mut shown: Vec<String> = Vec::new();
        for (at, sheet) in sheets.iter().enumerate() {
            let reports: Vec<_> =
                site.links_of(sheet).into_iter().filter(|link| link.starts_with("reports/")).collect();
            assert_eq!(reports.len(), if at == 2 { 5 } else { 10 }, "{sheet}");
            shown.extend(reports);
            site.shows(sheet, &format!("第 {} 页，共 3 页", at + 1));
            if at > 0 {
                site.links(sheet, &sheets[at - 1]).links(&sheets[at - 1], sheet);
                assert!(site.page(sheet).one("title").text().contains(&format!("第 {} 页", at + 1)));
            }
        }
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), 25, "{list} has every report on exactly one sheet");
    }
    for n in 10..25 {
        site.remove(&format!("content/reports/r{n:02}.md"));
    }
    site.build();
    assert!(
        !site.has("units/caizheng/page-2.html") && !site.has("units/caizheng/2022/page-2.html"),
        "sheets that are no longer needed are gone"
    );
    assert!(site.page("units/caizheng.html").all(".pager").is_empty());
}

#[test]
fn topics_have_two_levels_and_a_derived_one_is_marked() {
    let site = Site::with_units();
    site.write(
        "content/topics.yaml",
        "topics:\n  - {id: minsheng, label: 民生}\n  - {id: yanglao, label: 养老服务, parent: minsheng, strong: [养老服务, 养老床位]}\n  - {id: fangxun, label: 防汛}\n",
    );
    site.report(
        "given.md",
        "title: 防汛总结\nunit: minzheng\nyear: 2022\ntopics: [防汛]",
        "养老服务、养老床位，养老服务、养老床位。",
    );
    site.report(
        "found.md",
        "title: 养老总结\nunit: minzheng\nyear: 2022",
        "## 一、养老服务\n\n养老服务覆盖全市，养老床位增加，养老服务补贴到位。",
    );
    site.build();
    site.links("topics/yanglao.html", "reports/2022/found.html")
        .links("topics/minsheng.html", "reports/2022/found.html");
    site.links("topics/fangxun.html", "reports/2022/given.html").links("topics/yanglao.html", "topics/minsheng.html");
    assert!(
        !site.links_of("topics/yanglao.html").contains(&"reports/2022/given.html".to_owned()),
        "what a person gives wins"
    );
    let facts = |address: &str| site.page(address).one(".report-more").text();
    assert!(facts("reports/2022/found.html").contains("养老服务 推定"), "{}", facts("reports/2022/found.html"));
    assert!(facts("reports/2022/given.html").contains("防汛") && !facts("reports/2022/given.html").contains("推定"));
    assert!(
        !site.page("reports/2022/found.html").one(".report-head").text().contains("养老服务"),
        "what is derived does not stand at the head"
    );
    site.shows("topics/index.html", "防汛").shows("index.html", "养老服务");
}

#[test]
fn reports_are_listed_for_people_and_for_programs() {
    let site = Site::with_units();
    site.report("a.md", "title: 财政总结\nunit: 市财政局\nyear: 2022\ntype: 工作总结\ndate: 2022-12-01", "正文。");
    site.report("b.md", "title: 草拟的打算\nunit: 市民政局\nyear: 2023\ndraft: true", "正文。");
    let listed = site.run(&["list"]);
    for word in ["财政总结", "市财政局", "2022", "工作总结", "content/reports/a.md", "草拟的打算", "〔草稿〕"]
    {
        assert!(listed.stdout.contains(word), "{word}: {}", listed.stdout);
    }
    let drafts = site.run(&["list", "drafts"]).stdout;
    assert!(drafts.contains("草拟的打算") && !drafts.contains("财政总结"));
    let lines = site.run(&["list", "--format", "json"]).stdout;
    let values: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |file: &str| values.iter().find(|value| value["file"] == file).expect("it is listed");
    assert_eq!((values.len(), of("content/reports/a.md")["title"].as_str()), (2, Some("财政总结")));
    assert_eq!(
        (&of("content/reports/a.md")["units"][0], &of("content/reports/b.md")["draft"]),
        (&"caizheng".into(), &true.into())
    );
    assert!(!site.out("").exists(), "listing writes nothing");
}
