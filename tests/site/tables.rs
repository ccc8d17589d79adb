//! Units over years: the matrix, a unit in a year, comparisons, lineage, the alphabet; and the same for programs.

use crate::support::Site;

/// A unit that was renamed, two that merged, and one inside another.
const UNITS: &str = "\
units:
  - {id: yunzhou, name: 云州市, level: city}
  - {id: huanbao, name: 云州市生态环境局, short: 市生态环境局, parent: yunzhou, names: [{name: 云州市环境保护局, short: 市环保局, until: 2018}], order: 1}
  - {id: zhifa, name: 云州市环境监察支队, short: 市环境监察支队, parent: huanbao, status: internal}
  - {id: wenhua, name: 云州市文化局, short: 市文化局, parent: yunzhou, since: 1999, until: 2019, status: merged, order: 2}
  - {id: lvyou, name: 云州市旅游局, short: 市旅游局, parent: yunzhou, until: 2019, status: merged, order: 3}
  - {id: wenlv, name: 云州市文化和旅游局, short: 市文旅局, parent: yunzhou, since: 2019, predecessors: [wenhua, lvyou], order: 4}
  - {id: chongqing, name: 重庆驻云州办事处, short: 重庆办事处, parent: yunzhou, pinyin: chong qing ban shi chu}
";

fn site() -> Site {
    let site = Site::bare();
    site.write("content/units.yaml", UNITS);
    site.write(
        "content/topics.yaml",
        "topics:\n  - {id: hb, label: 环保}\n  - {id: shui, label: 治水, parent: hb}\n  - {id: lv, label: 旅游}\n",
    );
    let report = |file: &str, front: &str| {
        site.report(file, front, "正文。");
    };
    report("a.md", "title: 环保局总结\nunit: huanbao\nyear: 2017\ndate: 2017-12-20\ntopics: [shui]");
    report("b.md", "title: 环境局总结\nunit: huanbao\nyear: 2021\ndate: 2021-12-20\ntopics: [shui]");
    report("c.md", "title: 支队总结\nunit: zhifa\nyear: 2021\ndate: 2021-11-20\ntopics: [hb]");
    report("d.md", "title: 文化局总结\nunit: wenhua\nyear: 2018\ntopics: [lv]");
    report(
        "e.md",
        "title: 联合检查\nunit: [wenlv, huanbao]\nyear: 2021\ntopics: [lv, shui]\naliases: [old/2021/e.html]",
    );
    report("f.md", "title: 谁的总结\nyear: 2021");
    report("g.md", "title: 文旅局某年总结\nunit: wenlv");
    site
}

/// The row of a unit in the matrix: its cells as people read them, and the sum.
fn row(site: &Site, unit: &str) -> Vec<String> {
    let page = site.page("matrix.html");
    let rows = page.all("tr");
    let row = rows.iter().find(|row| row.all("th").first().is_some_and(|head| head.text().starts_with(unit)));
    let cells = row.unwrap_or_else(|| panic!("{unit} has no row")).all("td");
    cells.iter().map(|cell| cell.text().trim().to_owned()).collect()
}

#[test]
fn the_matrix_says_who_reported_when_and_who_could_not() {
    let site = site();
    site.build();
    // A unit with others below it stands for all of them; a hatched cell is a year in which the unit did not exist.
    for (unit, cells) in [
        ("云州市", ["1", "1", "·", "·", "3", "1", "6"]),
        ("市生态环境局", ["1", "·", "·", "·", "3", "·", "4"]),
        ("市文化局", ["·", "1", "·", "", "", "·", "1"]),
        ("市文旅局", ["", "", "·", "·", "1", "1", "2"]),
        ("重庆办事处", ["·", "·", "·", "·", "·", "·", "0"]),
        ("单位未标明", ["·", "·", "·", "·", "1", "·", "1"]),
        ("合计", ["1", "1", "0", "0", "4", "1", "7"]),
    ] {
        assert_eq!(row(&site, unit), cells, "{unit}");
    }
    let page = site.page("matrix.html");
    assert!(!page.text().contains("市环境监察支队"), "an internal unit has no row");
    site.build_with(&["--as-of", "2023年3月"]);
    site.shows("matrix.html", "截至 2023年3月").shows("matrix.html", "2023年还没有报告的");
    assert_eq!(site.run(&["build", "--as-of", "昨天"]).code, 2);
    site.build();
    site.shows("matrix.html", "2021年有 4 个单位，其中 2 个已有报告").shows("matrix.html", "截至 2021年12月20日");
    // One report: the cell leads to it. Several: to the unit in that year.
    site.links("matrix.html", "reports/2018/d.html").links("matrix.html", "units/huanbao/2021.html");
}

#[test]
fn a_unit_is_called_what_it_was_called_in_the_year_and_keeps_its_page() {
    let site = site();
    site.build();
    site.shows("reports/2017/a.html", "云州市环境保护局").links("reports/2017/a.html", "units/huanbao.html");
    site.hides("reports/2021/b.html", "环境保护局").shows("years/2017.html", "市环保局");
    site.shows("units/huanbao/2017.html", "市环保局").shows("units/huanbao/2017.html", "今为 市生态环境局");
    site.shows("units/huanbao.html", "曾用名").shows("units/huanbao/2021.html", "支队总结");
    // A merger: both sides lead to each other, and the successor offers what its predecessors wrote.
    site.shows("units/wenlv.html", "前身是市文化局 1 篇、市旅游局 0 篇。")
        .links("units/wenlv.html", "units/wenhua.html");
    site.shows("units/wenhua.html", "并入或改设为市文旅局 2 篇。").links("units/wenhua.html", "units/wenlv.html");
}

#[test]
fn a_year_stands_beside_the_one_before_it_and_a_topic_beside_the_others() {
    let site = site();
    site.build();
    site.shows("years/2021.html", "按单位，与2018年并列").shows("years/2021.html", "按主题，与2018年并列");
    site.shows("years/2018.html", "2017年有报告、2018年没有的：市生态环境局。");
    site.shows("topics/hb.html", "走势").shows("topics/hb.html", "按单位与年度");
    site.links("topics/hb.html", "units/huanbao/2021.html");
}

#[test]
fn units_are_found_by_the_letters_of_any_of_their_names() {
    let site = site();
    site.build();
    let page = site.page("units/a-z.html");
    let letters: Vec<String> = page.all(".letter").iter().map(|letter| letter.text().trim().to_owned()).collect();
    assert_eq!(letters, ["C", "S", "Y"], "重庆 is read as the registry says");
    site.shows("units/a-z.html", "市环保局 见 市生态环境局").links("units/a-z.html", "units/huanbao.html");
    site.links("units/index.html", "units/a-z.html");
}

#[test]
fn an_old_address_leads_to_the_report() {
    let site = site();
    site.build();
    site.links("old/2021/e.html", "reports/2021/e.html");
    let html = std::fs::read_to_string(site.out("old/2021/e.html")).expect("the stub");
    assert!(html.contains("<meta http-equiv=\"refresh\" content=\"0; url=../../reports/2021/e.html\">"), "{html}");
    site.report("h.md", "title: 占了\nunit: wenlv\nyear: 2021\naliases: [reports/2021/e.html]", "正文。");
    let ran = site.run(&["build"]);
    assert_eq!((ran.code, ran.codes().contains(&"address-taken")), (1, true), "{}", ran.stderr);
}

#[test]
fn programs_read_what_people_read() {
    let site = site();
    site.report("h.md", "title: '=1+1,\"甲\"'\nunit: wenlv\nyear: 2021\nnumber: 云文旅发〔2021〕5号", "正文。");
    site.build();
    let json = |address: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(site.out(address)).expect("the file")).expect("JSON")
    };
    let reports = json("data/reports.json");
    let joint =
        reports["reports"].as_array().expect("a list").iter().find(|row| row["id"] == "2021/e").expect("it is listed");
    assert_eq!(joint["unit_ids"], serde_json::json!(["wenlv", "huanbao"]));
    assert_eq!((&joint["href"], &joint["year"]), (&"reports/2021/e.html".into(), &2021.into()));
    assert_eq!((&joint["topics"], &joint["audience"]), (&serde_json::json!(["lv", "shui"]), &"public".into()));
    assert_eq!(reports["years"][0]["json"], "data/reports/2021.json");
    assert_eq!(json("data/reports/2021.json")["reports"].as_array().map(Vec::len), Some(5));
    let csv = std::fs::read_to_string(site.out("data/reports.csv")).expect("the table");
    assert!(csv.starts_with("\u{FEFF}id,href,title,"), "Excel knows it for UTF-8: {csv}");
    assert!(csv.contains("\"'=1+1,\"\"甲\"\"\",wenlv,市文旅局,2021,,,,,云文旅发〔2021〕5号,public\r\n"), "{csv}");
    let matrix = std::fs::read_to_string(site.out("data/matrix.csv")).expect("the table");
    assert!(matrix.contains("huanbao,云州市生态环境局,yunzhou,1,0,0,0,3,0,4,4\r\n"), "{matrix}");
    assert!(matrix.contains("wenhua,云州市文化局,yunzhou,0,1,0,,,0,1,1\r\n"), "{matrix}");
    assert!(!site.has("atom.xml") && !site.has("sitemap.xml"), "they need absolute addresses");
}

#[test]
fn a_site_with_an_address_has_a_feed_and_a_map_of_itself() {
    let site = site();
    site.report("h.md", "title: 甲<乙&丙\nunit: wenlv\nyear: 2022\ndate: 2022-03\nsummary: 摘要在此", "正文。");
    site.build_with(&["-u", "https://archive.example/a"]);
    let feed = std::fs::read_to_string(site.out("atom.xml")).expect("the feed");
    assert!(feed.contains("<title>甲&lt;乙&amp;丙</title>"), "{feed}");
    assert!(feed.contains("<id>https://archive.example/a/reports/2022/h.html</id>"), "{feed}");
    assert!(feed.contains("<updated>2022-03-01T12:00:00+08:00</updated>") && feed.contains("摘要在此"), "{feed}");
    assert!(!feed.contains("reports/unknown/g.html"), "what has no year has no place in time");
    let map = std::fs::read_to_string(site.out("sitemap.xml")).expect("the map");
    assert!(map.contains("<loc>https://archive.example/a/sitemap/1.xml</loc>"), "{map}");
    let part = std::fs::read_to_string(site.out("sitemap/1.xml")).expect("its part");
    for address in site.pages().iter().filter(|address| !["404.html", "old/2021/e.html"].contains(&address.as_str())) {
        assert!(part.contains(&format!("<loc>https://archive.example/a/{address}</loc>")), "{address}: {part}");
    }
}

#[test]
fn a_large_tree_has_a_matrix_for_every_part() {
    let site = Site::bare();
    let mut units = String::from("units:\n  - {id: shi, name: 云州市}\n");
    for county in 0..5 {
        units.push_str(&format!("  - {{id: c{county}, name: 第{county}县, parent: shi}}\n"));
        for town in 0..100 {
            units.push_str(&format!("  - {{id: c{county}t{town}, name: 第{county}县第{town}镇, parent: c{county}}}\n"));
        }
    }
    site.write("content/units.yaml", units);
    site.report("a.md", "title: 总结\nunit: c3t7\nyear: 2020", "正文。");
    site.build();
    assert_eq!(site.page("matrix.html").all("tr").len(), 1 + 6 + 1, "head, the city and its counties, sum");
    assert_eq!(row(&site, "第3县"), ["1", "1"], "the sum of those below");
    site.links("matrix.html", "units/c3/matrix.html").links("units/c3.html", "units/c3/matrix.html");
    assert_eq!(site.page("units/c3/matrix.html").all("tr").len(), 1 + 100 + 1);
    site.links("units/c3/matrix.html", "reports/2020/a.html");
}
