//! What is published, at which address, and what is gone when a person takes it away.

use crate::support::Site;

#[test]
fn a_new_title_shows_everywhere() {
    let site = Site::with_units();
    site.write("content/topics.yaml", "topics:\n  - {id: shui, label: 水利}\n");
    for (file, unit, year, title) in
        [("a", "caizheng", 2021, "旧的题目"), ("b", "caizheng", 2022, "后一年"), ("c", "minzheng", 2021, "邻居")]
    {
        site.report(
            &format!("{file}.md"),
            &format!("title: {title}\nunit: {unit}\nyear: {year}\ntopics: [水利]"),
            "正文见[那一篇](a.md)。",
        );
    }
    site.build();
    let showing = |title: &str| -> Vec<String> {
        site.pages().into_iter().filter(|page| site.page(page).text().contains(title)).collect()
    };
    let before = showing("旧的题目");
    for page in [
        "index.html",
        "units/caizheng.html",
        "years/2021.html",
        "topics/shui.html",
        "reports/2022/b.html",
        "reports/2021/c.html",
    ] {
        assert!(before.contains(&page.to_owned()), "{page} shows it: {before:?}");
    }
    site.report("a.md", "title: 新的题目\nunit: caizheng\nyear: 2021\ntopics: [水利]", "正文见[那一篇](a.md)。");
    site.build();
    assert_eq!(showing("旧的题目"), [""; 0]);
    assert_eq!(showing("新的题目"), before);
}

#[test]
fn a_report_that_is_deleted_is_gone_from_all_pages_and_its_folder_too() {
    let site = Site::with_units();
    site.report("a.md", "title: 留下的\nunit: caizheng\nyear: 2021", "正文。");
    site.report("b.md", "title: 要删的\nunit: minzheng\nyear: 2022", "正文。");
    site.build();
    assert!(site.has("reports/2022/b.html") && site.has("years/2022.html"));
    site.remove("content/reports/b.md");
    site.build();
    assert!(!site.out("reports/2022").exists() && !site.has("years/2022.html"));
    for (address, bytes) in site.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains("要删的"), "{address}");
        assert!(!String::from_utf8_lossy(&bytes).contains("reports/2022"), "{address}");
    }
    site.shows("index.html", "1 篇").shows("units/minzheng.html", "还没有报告。");
}

#[test]
fn a_report_that_moves_to_another_year_moves_its_page() {
    let site = Site::with_units();
    site.report("a.md", "title: 总结\nunit: caizheng\nyear: 2021", "正文。");
    site.build();
    site.report("a.md", "title: 总结\nunit: caizheng\nyear: 2017-2019", "正文。");
    site.build();
    assert!(!site.has("reports/2021/a.html") && !site.has("years/2021.html"));
    site.shows("reports/2019/a.html", "2017—2019年").links("years/2019.html", "reports/2019/a.html");
    site.report("a.md", "title: 总结\nunit: caizheng\nperiod: 2022/2023", "正文。");
    site.build();
    site.shows("reports/2022/a.html", "2022/2023学年").links("years/2022.html", "reports/2022/a.html");
}

#[test]
fn a_draft_is_published_when_asked_for_and_counts_nowhere_else() {
    let site = Site::with_units();
    site.report("a.md", "title: 写完的\nunit: caizheng\nyear: 2022", "正文。");
    site.report("b.md", "title: 没写完的\nunit: minzheng\nyear: 2023\ndraft: true", "正文，附[表](表.csv)。");
    site.write("content/reports/表.csv", "一,二\n");
    let without = |site: &Site| {
        assert!(!site.has("reports/2023/b.html") && !site.has("years/2023.html"));
        assert!(!site.files().values().any(|bytes| String::from_utf8_lossy(bytes).contains("没写完的")));
        assert!(
            !site.files().keys().any(|address| address.ends_with(".csv") && !address.starts_with("data/")),
            "its attachment is not published either"
        );
        site.shows("index.html", "1 篇，1 个单位");
    };
    site.build();
    without(&site);
    site.build_with(&["--drafts"]);
    site.shows("reports/2023/b.html", "草稿")
        .shows("index.html", "1 篇，1 个单位")
        .shows("units/minzheng.html", "没写完的");
    site.build();
    without(&site);
}

#[test]
fn a_withdrawn_report_is_gone() {
    let site = Site::with_units();
    site.report("a.md", "title: 撤回的报告\nunit: caizheng\nyear: 2022", "正文。");
    site.build();
    site.report("a.md", "title: 撤回的报告\nunit: caizheng\nyear: 2022\nwithdrawn: 2023-01-05", "正文。");
    site.build_with(&["--drafts"]);
    assert!(!site.has("reports/2022/a.html"));
    assert!(!site.files().values().any(|bytes| String::from_utf8_lossy(bytes).contains("撤回的报告")));
    site.shows("index.html", "这里还没有报告。");
}

#[test]
fn an_address_comes_from_the_slug_or_from_the_name_of_the_file() {
    let site = Site::bare();
    site.report("2022/工会.md", "title: 甲\nyear: 2022", "正文，见[乙](公会.md)。");
    site.report("2022/公会.md", "title: 乙\nyear: 2022", "正文。");
    site.report("2022/随便什么（终稿）.md", "title: 丙\nyear: 2022\nslug: zhongjie-2022", "正文。");
    site.report("2022/CON.md", "title: 丁\nyear: 2022", "正文。");
    site.write("content/关于/本馆.md", "---\ntitle: 关于本馆\n---\n\n见[丙](../reports/2022/随便什么（终稿）.md)。\n");
    site.build();
    let reports: Vec<String> = site.pages().into_iter().filter(|page| page.starts_with("reports/")).collect();
    assert_eq!(reports.len(), 4, "{reports:?}");
    assert!(reports.contains(&"reports/2022/zhongjie-2022.html".to_owned()));
    assert_eq!(reports.iter().filter(|page| page.starts_with("reports/2022/gong-hui-")).count(), 2, "{reports:?}");
    for page in site.pages() {
        assert!(page.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/._-".contains(&b)), "{page}");
    }
    let about = site.pages().into_iter().find(|page| page.starts_with("guan-yu")).expect("the plain page");
    site.links(&about, "reports/2022/zhongjie-2022.html").shows("index.html", "关于本馆");
}

#[test]
fn two_reports_on_one_address_stop_the_build_and_both_are_named() {
    let site = Site::bare();
    site.report("a/x.md", "title: 甲\nyear: 2022", "正文。");
    site.build();
    let before = site.times();
    site.report("b/x.md", "title: 乙\nyear: 2022", "正文。");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    for word in ["content/reports/a/x.md", "content/reports/b/x.md", "reports/2022/x.html", "没有写任何文件"] {
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
    assert_eq!(site.times(), before, "nothing was written");
    site.report("b/x.md", "title: 乙\nyear: 2022\nslug: y", "正文。");
    site.build();
    site.shows("reports/2022/y.html", "乙").shows("reports/2022/x.html", "甲");
}

#[test]
fn whatever_shares_an_address_is_found_before_anything_is_written() {
    let registry = "units:\n  - {id: caizheng, name: 云州市财政局}\n";
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("static/a.html", &[("static/a.html", "x"), ("content/static/a.md", "# 甲\n")]),
        ("units/caizheng/page-2.html", &[("content/units/caizheng/page-2.md", "# 甲\n")]),
        ("units/caizheng.html", &[("content/units/caizheng.md", "# 甲\n")]),
        ("404.html", &[("content/404.md", "# 甲\n")]),
    ];
    for (address, files) in cases {
        let site = Site::empty();
        site.write("huibian.yaml", "title: 汇编\npaginate_by: 10\n").write("content/units.yaml", registry);
        for n in 0..12 {
            site.report(&format!("r{n}.md"), &format!("title: 报告{n}\nunit: caizheng\nyear: 2022"), "正文。");
        }
        for (path, text) in files {
            site.write(path, text);
        }
        let ran = site.run(&["build"]);
        assert!(ran.code == 1 && ran.stderr.contains(address), "{address} is claimed twice: {}", ran.stderr);
    }
}

#[test]
fn no_address_is_the_name_of_a_device() {
    let site = Site::bare();
    site.write("content/units.yaml", "units:\n  - {id: con, name: 甲局}\n")
        .write("content/topics.yaml", "topics:\n  - {id: nul, label: 乙}\n");
    site.report("AUX.md", "title: 丙\nyear: 2022\nslug: com1\nunit: con\ntopics: [nul]", "正文。");
    let ran = site.run(&["build"]);
    let devices = site.out("units/con.html").exists()
        || site.out("topics/nul.html").exists()
        || site.out("reports/2022/com1.html").exists();
    assert!(!devices, "Windows cannot keep such a file: {}", ran.stderr);
}

#[test]
fn attachments_are_those_that_are_named_or_linked() {
    let site = Site::bare();
    site.report("2022/a.md", "title: 甲\nyear: 2022", "见[附表](附表 1.xlsx)，图：![分布图](图.png)。");
    site.report("2022/b.md", "title: 乙\nyear: 2022\nattachments: [{file: 清单.docx, name: 问题清单}]", "正文。");
    for file in ["附表 1.xlsx", "图.png", "清单.docx", "没有提到的.docx", "~$清单.docx"] {
        site.write(&format!("content/reports/2022/{file}"), file);
    }
    site.write(
        "content/reports/2022/a.md",
        crate::support::report("title: 甲\nyear: 2022", "见[附表](<附表 1.xlsx>)，图：![分布图](图.png)。"),
    );
    site.build();
    let attached = |address: &str| -> Vec<(String, String, Vec<u8>)> {
        let page = site.page(address);
        let links = page.one(".attachments").all("a");
        let links = links.iter().map(|link| {
            let href = crate::support::html::resolve(address, link.attribute("href").expect("href"));
            let bytes = std::fs::read(site.out(&href)).expect("the attachment is published");
            (link.text(), link.attribute("download").expect("its own name").to_owned(), bytes)
        });
        links.collect()
    };
    assert_eq!(attached("reports/2022/a.html"), [("附表 1.xlsx".into(), "附表 1.xlsx".into(), "附表 1.xlsx".into())]);
    assert_eq!(attached("reports/2022/b.html"), [("问题清单".into(), "问题清单".into(), "清单.docx".into())]);
    let page = site.page("reports/2022/a.html");
    let picture = page.one(".body").all("img")[0];
    let source = crate::support::html::resolve("reports/2022/a.html", picture.attribute("src").expect("src"));
    assert_eq!(
        (std::fs::read(site.out(&source)).ok(), picture.attribute("alt")),
        (Some("图.png".into()), Some("分布图"))
    );
    let published =
        site.files().into_values().filter(|bytes| String::from_utf8_lossy(bytes).contains("没有提到的")).count();
    assert_eq!(published, 0, "what no text names is not published");
}

#[test]
fn what_a_browser_or_a_server_would_run_is_no_attachment() {
    for file in ["表.html", "图.svg", "工具.exe", "x.php"] {
        let site = Site::bare();
        site.report("a.md", "title: 甲\nyear: 2022", &format!("见[附件](<{file}>)。"));
        site.write(&format!("content/reports/{file}"), "<script>alert(1)</script>");
        let ran = site.run(&["build"]);
        assert_eq!((ran.code, ran.codes().contains(&"attachment-refused")), (1, true), "{}", ran.stderr);
        assert!(ran.stderr.contains(file) && !site.out("index.html").exists());
    }
}

#[test]
fn a_link_to_another_text_becomes_a_link_to_its_page() {
    let site = Site::bare();
    site.report("2021/旧报告.md", "title: 旧\nyear: 2021\nslug: jiu", "## 一、情况\n\n正文。");
    site.build();
    let heading = site.page("reports/2021/jiu.html").one("h2.lv1").attribute("id").expect("an anchor").to_owned();
    let body = format!(
        "见[旧](../2021/旧报告.md)、[情况](../2021/旧报告.md#{heading})、[编码](../2021/%E6%97%A7%E6%8A%A5%E5%91%8A.md)、[关于](../../about.md)、[外面](https://example.org/a.md)。"
    );
    site.report("2022/新.md", "title: 新\nyear: 2022\nslug: xin", &body);
    site.write("content/about.md", "---\ntitle: 关于\n---\n\n[新](reports/2022/新.md)\n");
    assert_eq!(site.build().codes().iter().filter(|code| code.contains("broken")).count(), 0);
    let page = site.page("reports/2022/xin.html");
    let links: Vec<_> = page
        .one(".body")
        .all("a")
        .into_iter()
        .filter(|a| !a.has_class("anchor"))
        .filter_map(|a| a.attribute("href"))
        .collect();
    let with_anchor = format!("../../reports/2021/jiu.html#{heading}");
    assert_eq!(
        links,
        [
            "../../reports/2021/jiu.html",
            &with_anchor,
            "../../reports/2021/jiu.html",
            "../../about.html",
            "https://example.org/a.md"
        ]
    );
    site.links("about.html", "reports/2022/xin.html");
    site.report("2021/旧报告.md", "title: 旧\nyear: 2021\nslug: hai-shi-jiu", "## 一、情况\n\n正文。");
    site.build();
    site.links("reports/2022/xin.html", &format!("reports/2021/hai-shi-jiu.html#{heading}"));
}

#[test]
fn a_plain_page_publishes_what_it_links() {
    let site = Site::bare();
    site.write("content/about.md", "---\ntitle: 关于\n---\n\n[表](表.csv)\n");
    site.write("content/help/use.md", "---\ntitle: 用法\n---\n\n![图](图.png)\n");
    site.write("content/表.csv", "一,二\n").write("content/help/图.png", "图");
    site.build();
    let published = |address: &str, element: &str, attribute: &str| {
        let page = site.page(address);
        let written = page.one(".body").all(element)[0].attribute(attribute).expect("an address").to_owned();
        let href = crate::support::html::resolve(address, &written);
        assert!(!href.contains("//"), "{href}");
        std::fs::read(site.out(&href)).expect("it is published")
    };
    assert_eq!(published("about.html", "a", "href"), "一,二\n".as_bytes());
    assert_eq!(published("help/use.html", "img", "src"), "图".as_bytes());
}
