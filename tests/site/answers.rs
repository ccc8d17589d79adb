//! The sentences with which pages open: what a leader reads aloud.

use crate::support::Site;

/// Reports of one kind: unit, year, how many, and their topics.
fn write(site: &Site, reports: &[(&str, u16, usize, &str)]) {
    for (at, &(unit, year, count, topics)) in reports.iter().enumerate() {
        for n in 0..count {
            let front = format!("title: {unit}总结{at}之{n}\nunit: {unit}\nyear: {year}\ntopics: [{topics}]");
            site.report(&format!("{unit}-{year}-{at}-{n}.md"), &front, "正文。");
        }
    }
}

const TOPICS: &str = "topics:\n  - {id: ms, label: 民生}\n  - {id: ms-yl, label: 养老, parent: ms}\n  \
                      - {id: ms-jy, label: 教育, parent: ms}\n  - {id: ms-ws, label: 卫生, parent: ms}\n";

#[test]
fn home_says_who_has_reported_this_year_and_who_has_not() {
    let site = Site::with_units();
    write(&site, &[("minzheng", 2021, 1, "")]);
    site.build();
    site.shows("index.html", "1 个单位报来 1 篇。");

    write(&site, &[("caizheng", 2021, 1, ""), ("caizheng", 2022, 2, "")]);
    site.build();
    site.shows("index.html", "2022年报送").shows("index.html", "1 个单位报来 2 篇；以前报过、今年还没有的 1 个。");
    site.links("index.html", "units/minzheng.html");
    let home = site.page("index.html");
    let cells: Vec<_> =
        home.main().all("li").iter().filter_map(|cell| cell.attribute("class").map(str::to_owned)).collect();
    let cells: Vec<_> = cells.iter().filter(|class| class.starts_with("cell ")).collect();
    assert_eq!(cells, ["cell is-in n2", "cell is-owing"], "in the order of the registry, those that ever reported");

    write(&site, &[("minzheng", 2022, 1, "")]);
    site.build();
    site.shows("index.html", "以前报过的今年都有了");
}

#[test]
fn home_without_units_or_years_says_nothing_of_who_reported() {
    let site = Site::bare();
    site.report("a.md", "title: 总结\nyear: 2022", "正文。");
    site.build();
    assert!(!site.page("index.html").main().text().contains("报送"), "there is nobody who could report");
}

#[test]
fn a_year_names_the_topics_that_moved() {
    let site = Site::with_units();
    site.write("content/topics.yaml", TOPICS);
    write(&site, &[("caizheng", 2021, 4, "ms-jy"), ("caizheng", 2021, 1, "ms-yl")]);
    write(&site, &[("minzheng", 2022, 4, "ms-yl"), ("minzheng", 2022, 1, "ms-jy, ms-ws")]);
    site.build();
    site.shows("years/2022.html", "比重上升较多的主题是养老；下降较多的是教育。");
    // One report more is chance, not a movement.
    assert!(!site.page("years/2022.html").main().text().contains("卫生；"));
    assert!(!site.page("years/2021.html").main().text().contains("比重"), "there is no year before");
}

#[test]
fn a_topic_says_when_it_was_highest_who_writes_of_it_and_what_stands_beside_it() {
    let site = Site::with_units();
    site.write("content/topics.yaml", TOPICS);
    write(
        &site,
        &[("caizheng", 2020, 1, "ms-yl"), ("caizheng", 2020, 3, "ms-jy"), ("minzheng", 2021, 3, "ms-yl, ms-jy")],
    );
    write(
        &site,
        &[
            ("minzheng", 2022, 1, "ms-yl, ms-ws"),
            ("zhifu", 2022, 1, "ms-jy"),
            ("fuliyuan", 2022, 1, "ms-yl"),
            ("yunzhou", 2022, 1, "ms-yl"),
        ],
    );
    site.build();
    let page = "topics/ms-yl.html";
    site.shows(page, "2021年比重最高，占当年报告的 100%。").shows(page, "写得最多的是市民政局、");
    let beside = site.page(page).main().text();
    assert!(beside.contains("常同时写到") && beside.contains("教育 3"), "{beside}");
    assert!(!beside.contains("卫生"), "what one report has is no habit");
}
