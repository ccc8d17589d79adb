//! A theme that lies between a site and the theme `default`: what it overrides, extends, says and brings along.

use std::path::Path;

use crate::support::{Site, files_in};

/// The site of `tests/themes/site`, whose theme `office` extends its theme `plain`.
fn site() -> Site {
    let site = Site::empty();
    for (path, bytes) in files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/site")) {
        site.write(&path, bytes);
    }
    site
}

const REPORT: &str = "reports/2022/a.html";

#[test]
fn a_theme_overrides_by_path_and_extends_what_it_replaces() {
    let site = site();
    assert_eq!(site.build().codes(), [""; 0]);
    let lost = site.page("404.html");
    assert_eq!(lost.one("h1").text(), "没有找到这一页");
    assert!(lost.all(".lost").is_empty(), "nothing of the page that it replaces is left");
    assert_eq!(site.page(REPORT).one("title").text(), "简：财政总结｜云州汇编", "the extended theme had its say");
    site.shows(REPORT, "机关内部资料").shows(REPORT, "正文在此。");
    assert_eq!(site.page("units/index.html").one(".plainly").text().split_whitespace().last(), Some("1"));
    site.links("units/index.html", "units/caizheng.html");
    site.shows("units/caizheng.html", "财政总结");
    for page in site.pages() {
        let styles = site.page(&page);
        let styles: Vec<_> =
            styles.all("link").into_iter().filter_map(|link| link.attribute("href")).map(str::to_owned).collect();
        assert!(
            styles.iter().any(|href| href.ends_with("static/office.css")),
            "{page}: its frame is that of the theme"
        );
    }
}

#[test]
fn words_files_and_extra_come_from_the_strongest_layer_that_has_them() {
    let site = site();
    site.build();
    assert_eq!(site.page("404.html").one(".hotline").text(), "请拨 12345", "the site's own extra wins");
    assert_eq!(
        site.page("404.html").one(".motto").text(),
        "实事求是县",
        "then that of its theme, then the extended one's"
    );
    assert_eq!(
        site.page("index.html").one("title").text(),
        "起始｜云州汇编",
        "a word that only the extended theme changes"
    );
    site.shows("units/caizheng.html", "1 篇");
    let files = site.files();
    let text = |address: &str| String::from_utf8(files[address].clone()).expect("UTF-8");
    assert!(text("static/office.css").contains("b71c1c") && text("static/plain.css").contains("1.125rem"));
    assert_eq!(text("static/site.js"), include_str!("../../themes/default/static/site.js"));
    site.write("locales/zh-CN.yaml", "lost: 本站没有\n").write("static/office.css", ".band {}\n");
    site.build();
    assert_eq!(site.page("404.html").one("h1").text(), "本站没有", "the site changes a word of its theme");
    assert_eq!(site.files()["static/office.css"], b".band {}\n");
    site.write("huibian.yaml", "title: Yunzhou\ntheme: office\nlanguage: en\n").remove("locales/zh-CN.yaml");
    assert_eq!(site.build().codes(), [""; 0]);
    assert_eq!(site.page("404.html").one("h1").text(), "There is no such page");
    assert_eq!(site.page("404.html").one(".hotline").text(), "Call 未设");
    assert_eq!(site.page(REPORT).one("title").text().trim_start_matches("Plain: "), "财政总结 | Yunzhou");
}

#[test]
fn a_site_reaches_every_layer_below_by_its_name() {
    let site = site();
    let built = |template: &str| {
        site.write("templates/report.html", template);
        site.build();
        let page = site.page(REPORT);
        (page.one("title").text(), page.all(".band").len())
    };
    let on =
        |name: &str| format!("{{% extends \"{name}\" %}}{{% block title %}}本站：{{{{ super() }}}}{{% endblock %}}");
    assert_eq!(built(&on("office/report.html")), ("本站：简：财政总结｜云州汇编".into(), 1));
    assert_eq!(built(&on("plain/report.html")), ("本站：简：财政总结｜云州汇编".into(), 0));
    assert_eq!(built(&on("default/report.html")), ("本站：财政总结｜云州汇编".into(), 0));
    site.remove("templates/report.html");
    site.build();
    assert_eq!(site.page(REPORT).one("title").text(), "简：财政总结｜云州汇编", "as it was");
}

#[test]
fn a_theme_that_is_left_leaves_nothing_behind() {
    let site = site();
    site.write("huibian.yaml", "title: 云州汇编\n");
    site.build();
    let plain = site.files();
    for theme in ["plain", "office"] {
        site.write("huibian.yaml", format!("title: 云州汇编\ntheme: {theme}\n"));
        site.build();
        assert!(site.files() != plain && site.has("static/plain.css"), "{theme}");
    }
    site.write("huibian.yaml", "title: 云州汇编\n");
    site.build();
    assert!(site.files() == plain, "the pages are those of the theme `default` again");
}

#[test]
fn what_is_wrong_in_theme_yaml_stands_at_its_place() {
    let head = "name: 机关\nversion: '1'\n";
    for (yaml, code, line) in [
        ("nmae: 机关\nversion: '1'\nmin_huibian: 0.1.0\n", "key-unknown", 1),
        ("name: 机关\nmin_huibian: 0.1.0\n", "key-missing", 1),
        ("", "key-missing", 1),
        (&format!("{head}min_huibian: 99.0.0\n"), "theme-new", 3),
        (&format!("{head}min_huibian: 0.1.0\nextends: nowhere\n"), "theme-unknown", 4),
        (&format!("{head}min_huibian: 0.1.0\nextends: ../plain\n"), "theme-unknown", 4),
        (&format!("{head}min_huibian: 0.1.0\nextends: office\n"), "theme-cycle", 4),
        (&format!("{head}min_huibian: 0.1.0\nextends: [plain]\n"), "value-kind", 4),
        (&format!("{head}min_huibian: 0.1.0\nlocales: {{zh-CN: 有}}\n"), "value-kind", 4),
        (&format!("{head}min_huibian: 0.1.0\nextra: {{a: *}}\n"), "yaml-alias", 4),
    ] {
        let site = site();
        site.write("themes/office/theme.yaml", yaml);
        let ran = site.run(&["build", "--format", "json"]);
        let lines = ran.stderr.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let said: Vec<_> = lines.filter(|said| said["code"] == code).collect();
        assert_eq!(ran.code, 1, "{yaml}: {}", ran.stderr);
        assert!(
            said.iter().any(|said| said["file"] == "themes/office/theme.yaml" && said["line"] == line),
            "{code} at {line}: {}",
            ran.stderr
        );
    }
    let site = site();
    site.remove("themes/office/theme.yaml");
    let ran = site.run(&["build"]);
    assert_eq!((ran.code, ran.stderr.matches("themes/office/theme.yaml").count()), (1, 3), "{}", ran.stderr);
}

#[test]
fn a_language_that_a_theme_does_not_list_is_said_and_shows_the_words_of_default() {
    let site = site();
    site.write("themes/plain/theme.yaml", "name: 简\nversion: '1'\nmin_huibian: 0.1.0\nlocales: [en]\n");
    site.remove("themes/plain/locales/zh-CN.yaml");
    site.write("themes/plain/templates/report.html", "{% extends \"default/report.html\" %}");
    let ran = site.build();
    assert_eq!(ran.codes(), ["words-missing"]);
    assert!(ran.stderr.contains("themes/plain/theme.yaml:4:11"), "{}", ran.stderr);
    assert_eq!(site.page("index.html").one("title").text(), "首页｜云州汇编");
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
}

#[test]
fn a_template_reads_no_file_no_environment_and_no_network() {
    for call in [
        "get_env(name=\"HOME\")",
        "env(name=\"HOME\")",
        "now()",
        "get_random(start=1, end=9)",
        "load_data(path=\"huibian.yaml\")",
        "load_data(url=\"http://127.0.0.1/\")",
        "get_url(path=\"@/a.md\")",
        "get_file_hash(path=\"huibian.yaml\")",
        "get_image_metadata(path=\"a.png\")",
        "resize_image(path=\"a.png\")",
        "read_file(path=\"huibian.yaml\")",
        "fetch(url=\"http://127.0.0.1/\")",
        "\"huibian.yaml\" | load",
        "\"huibian.yaml\" | markdown",
    ] {
        let site = site();
        site.write("templates/404.html", format!("<p>\n{{{{ {call} }}}}"));
        let ran = site.run(&["build"]);
        assert_eq!((ran.code, ran.codes()), (1, vec!["template"]), "{call}: {}", ran.stderr);
        assert!(ran.stderr.contains("templates/404.html:2"), "{call}: {}", ran.stderr);
    }
    for name in ["/etc/passwd", "../huibian.yaml", "huibian.yaml", "../content/units.yaml", "themes/office/theme.yaml"]
    {
        for tag in ["include", "extends"] {
            let site = site();
            site.write("templates/404.html", format!("{{% {tag} \"{name}\" %}}"));
            let ran = site.run(&["build"]);
            assert_eq!((ran.code, ran.codes()), (1, vec!["template"]), "{tag} {name}: {}", ran.stderr);
            assert!(!site.has("404.html"));
        }
    }
}
