//! Themes: what a site changes of how it looks, and what happens when it does that wrongly.

use crate::support::Site;

fn site() -> Site {
    let site = Site::with_units();
    site.report("a.md", "title: 财政总结\nunit: caizheng\nyear: 2022", "正文在此。");
    site
}

#[test]
fn a_template_of_the_site_extends_the_one_it_replaces() {
    let site = site();
    site.write(
        "templates/report.html",
        "{% extends \"default/report.html\" %}{% block title %}本馆：{{ super() }}{% endblock %}",
    );
    site.build();
    assert_eq!(site.page("reports/2022/a.html").one("title").text(), "本馆：财政总结｜云州汇编");
    site.shows("reports/2022/a.html", "正文在此。");
    assert_eq!(
        site.page("units/caizheng.html").one("title").text(),
        "市财政局｜云州汇编",
        "the others are as they were"
    );
    site.remove("templates/report.html");
    site.build();
    assert_eq!(site.page("reports/2022/a.html").one("title").text(), "财政总结｜云州汇编");
}

#[test]
fn a_template_of_the_site_replaces_the_frame_of_all_pages() {
    let site = site();
    site.write("templates/base.html", "<!doctype html>\n<html lang=\"zh\"><head><title>{% block title %}{% endblock %}</title>{% block description %}{% endblock %}{% block canonical %}{% endblock %}</head><body><main>{% block main %}{% endblock %}</main><p>甲机关保密办公室制</p></body></html>");
    site.build();
    for page in site.pages() {
        site.shows(&page, "甲机关保密办公室制");
    }
    site.shows("reports/2022/a.html", "正文在此。");
}

#[test]
fn static_files_of_the_site_win_and_new_ones_are_published() {
    let site = site();
    site.build();
    let before = site.files();
    site.write("static/site.css", "body { color: black }\n").write("static/logo.png", "图");
    site.build();
    let after = site.files();
    assert_eq!(
        (after["static/site.css"].as_slice(), after["static/logo.png"].as_slice()),
        (b"body { color: black }\n".as_slice(), "图".as_bytes())
    );
    assert_eq!(after["static/site.js"], before["static/site.js"]);
    for address in after.keys() {
        assert!(
            address.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/._-".contains(&b)),
            "{address}"
        );
    }
    for file in ["site.css", "logo.png"] {
        site.remove(&format!("static/{file}"));
    }
    site.build();
    assert_eq!(site.files(), before);
}

#[cfg(unix)]
#[test]
fn a_static_file_whose_name_is_no_address_is_named_and_nothing_is_written() {
    for name in ["static/a\"b\\.txt", "static/LOGO.PNG", "static/徽标.txt"] {
        let site = site();
        site.write(name, "x");
        let built = site.run(&["build"]);
        assert_eq!(built.code, 1, "{name}");
        assert!(built.stderr.contains("static-name") && built.stderr.contains(name), "{}", built.stderr);
        assert!(!site.path("public").exists(), "{name}");
    }
}

#[test]
fn a_theme_of_the_site_lies_between_the_site_and_the_default() {
    let site = site();
    site.write("huibian.yaml", "title: 云州汇编\ntheme: jian\nextra: {seal: 云}\n");
    site.write(
        "themes/jian/theme.yaml",
        "name: jian\nversion: \"1\"\nmin_huibian: 0.1.0\nextra: {seal: 简, colour: red}\n",
    );
    site.write("themes/jian/templates/404.html", "{% extends \"base.html\" %}{% block title %}x{% endblock %}{% block main %}<h1>{{ config.extra.seal }}{{ config.extra.colour }}</h1>{% endblock %}");
    site.build();
    assert_eq!(site.page("404.html").one("h1").text(), "云red", "the site's own extra wins over that of its theme");
}

#[test]
fn a_broken_template_is_named_with_its_line_and_nothing_is_touched() {
    let cases = [
        (
            "templates/report.html",
            "{% extends \"default/report.html\" %}\n{% block title %}{{ page.title }{% endblock %}",
            "templates/report.html:2",
        ),
        (
            "templates/report.html",
            "{% extends \"default/report.html\" %}\n{% block title %}\n{{ page.tiitle.x }}{% endblock %}",
            "templates/report.html:3",
        ),
        (
            "templates/unit.html",
            "{% extends \"base.html\" %}\n\n{% block main %}{{ unit.own | nofilter }}{% endblock %}",
            "templates/unit.html:3",
        ),
        ("templates/year.html", "{% extends \"nowhere.html\" %}", "templates/year.html"),
    ];
    for (file, template, place) in cases {
        let site = site();
        site.build();
        let (files, times) = (site.files(), site.times());
        site.report("a.md", "title: 改过的题目\nunit: caizheng\nyear: 2022", "改过的正文。");
        site.write(file, template);
        let ran = site.run(&["build"]);
        assert_eq!((ran.code, ran.codes().contains(&"template")), (1, true), "{}", ran.stderr);
        assert!(ran.stderr.contains(place) && ran.stderr.contains("没有写任何文件"), "{place}: {}", ran.stderr);
        assert!(site.files() == files && site.times() == times, "the output is as it was");
        site.remove(file);
        site.build();
        site.shows("reports/2022/a.html", "改过的正文。");
    }
}

#[test]
fn all_broken_templates_are_reported_in_one_run() {
    let site = site();
    site.write("templates/unit.html", "{% if %}").write("templates/year.html", "{{ ");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("templates/unit.html") && ran.stderr.contains("templates/year.html"), "{}", ran.stderr);
}

#[test]
fn words_of_the_theme_are_replaced_one_by_one() {
    let site = site();
    site.write("locales/zh-CN.yaml", "newest: 最近收到\n");
    site.build();
    site.shows("index.html", "最近收到").shows("index.html", "全部年度");
}
