//! Sites that show every kind of page in every shape: long lists over many sheets, a wide matrix, a tree that is cut, each
//! form of report. What is built here stays in the folder of temporary files of the tests, where `tests/browser/run` looks at
//! it; `tests/browser/kinds.mjs` says which page is of which kind.

mod support;

use std::path::Path;

use support::{Site, keep};

/// A site with settings and nothing else, its words in `language`.
fn titled(title: &str, language: &str) -> Site {
    let site = Site::empty();
    let settings = "description: 样式试验用的虚构汇编。\npaginate_by: 10\nbase_url: https://intranet.example/a\n";
    site.write("huibian.yaml", format!("title: {title}\nlanguage: {language}\n{settings}"));
    site
}

/// The files below `tests/look_sites/`, as files of the site.
fn add(site: &Site, folder: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/look_sites").join(folder);
    for (file, bytes) in support::files_in(&root) {
        site.write(&file, bytes);
    }
}

/// Who reported in which years, and how often in each.
const REPORTED: [(&str, std::ops::RangeInclusive<u16>, usize); 14] = [
    ("zuzhi", 2010..=2012, 1),
    ("gonghui", 2018..=2024, 1),
    ("fagai", 2004..=2012, 1),
    ("jiaotong", 2008..=2013, 1),
    ("gonglu", 2011..=2013, 2),
    ("yunshu", 2014..=2024, 1),
    ("chechuan", 2020..=2021, 1),
    ("shuili", 2019..=2024, 3),
    ("shuili", 2022..=2022, 9),
    ("shuangxi", 2005..=2008, 1),
    ("fengling", 2014..=2016, 1),
    ("shiqiao", 2021..=2023, 4),
    ("baimu", 2023..=2023, 2),
    ("gulou", 2024..=2024, 1),
];

/// What the short reports are about, so that each topic has several writers.
const ABOUT: [&str; 4] = ["汛期防汛物资储备", "水库和灌区除险", "乡村公路和渡口管护", "党建和支部建设"];

#[test]
fn every_kind_of_page_is_kept_for_the_browser() {
    for language in ["zh-CN", "en"] {
        let site = titled("临汀市工作报告汇编", language);
        add(&site, "full");
        let mut at = 0;
        for (unit, years, times) in REPORTED {
            for year in years {
                for n in 1..=times {
                    let about = ABOUT[at % ABOUT.len()];
                    let (month, day) = (1 + at % 12, 1 + at % 28);
                    let front = format!(
                        "title: 关于{year}年{about}情况的第{n}次报告\nunit: {unit}\nyear: {year}\ndate: {year}-{month:02}-{day:02}\ntype: baogao"
                    );
                    let body = format!("## 一、情况\n\n{about}情况总体平稳。\n\n## 二、打算\n\n继续抓好{about}。");
                    site.report(&format!("{year}/{unit}-{at}.md"), &front, &body);
                    at += 1;
                }
            }
        }
        keep(&site, &format!("full-{language}"), &[]);
    }
}

#[test]
fn the_register_of_imports_is_kept_for_the_browser() {
    let originals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    for language in ["zh-CN", "en"] {
        let site = titled("云州市收件汇编", language);
        site.write("content/units.yaml", std::fs::read(originals.join("units.yaml")).expect("the registry"));
        for name in ["02-red-head-in-table", "30-tracked-changes", "36-masks-over-runs", "52-without-title"] {
            let file = format!("word/{name}.docx");
            site.write(&format!("in/{name}.docx"), std::fs::read(originals.join(file)).expect("an original"));
        }
        let ran = site.run(&["import", "in"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        keep(&site, &format!("insiders-{language}"), &["--audience", "internal"]);
    }
}

#[test]
fn a_tree_that_is_cut_is_kept_for_the_browser() {
    let site = titled("很多单位的汇编", "zh-CN");
    let unit = |id: &str, name: &str, parent: &str| format!("  - {{id: {id}, name: {name}, parent: {parent}}}\n");
    let mut units = String::from("units:\n  - {id: shi, name: 汀州市}\n");
    for system in 1..=21 {
        units += &unit(&format!("s{system}"), &format!("第{system}系统"), "shi");
        for n in 1..=20 {
            units += &unit(&format!("s{system}-{n}"), &format!("第{system}系统第{n}单位"), &format!("s{system}"));
        }
    }
    site.write("content/units.yaml", units);
    for (file, unit, year) in [("a", "s3-2", 2020), ("b", "s3-7", 2021), ("c", "s3", 2022), ("d", "s9-1", 2022)] {
        site.report(&format!("{file}.md"), &format!("title: 总结{file}\nunit: {unit}\nyear: {year}"), "正文。");
    }
    keep(&site, "large-zh-CN", &[]);
}

/// Text of Han alone, so that every line of it holds as many characters as fit.
fn han(count: usize) -> String {
    "全市各级各部门围绕中心工作狠抓落实把群众的事当作自己的事一件接着一件办".chars().cycle().take(count).collect()
}

#[test]
fn each_form_of_report_is_kept_for_print() {
    let site = titled("打印样张汇编", "zh-CN");
    add(&site, "paper");
    // First lines begin two characters further right: 26 + n × 28 characters, and a rest.
    let paragraphs = [26 + 28 * 30 + 9, 26 + 28 * 20 + 17, 26 + 28 * 12 + 5].map(han);
    site.report("pure.md", "title: 纯文字的报告\nunit: 汀州市档案局\ndate: 2023-01-05", &paragraphs.join("\n\n"));
    keep(&site, "paper-zh-CN", &[]);
}
