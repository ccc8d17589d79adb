//! Who may read what: an edition for an audience is made of what that audience may see, and of nothing else.

#[path = "audience/needles.rs"]
mod needles;
#[path = "support/rounds.rs"]
mod rounds;
mod support;
#[path = "audience/twins.rs"]
mod twins;

use support::Site;

/// A site with a report for everybody and one with this front matter.
fn beside(front: &str) -> Site {
    let site = Site::with_units();
    site.report("a.md", "title: 公开的\nunit: caizheng\nyear: 2022", "正文。");
    site.report("b.md", &format!("title: 要紧的\nyear: 2021\n{front}"), "正文。");
    site
}

#[test]
fn the_page_of_a_report_bears_its_marks_and_its_place_on_the_shelf() {
    let site = Site::with_units();
    site.report(
        "a.md",
        "title: 总结\nunit: caizheng\nyear: 2022\nopenness: 此件公开发布\n\
         archive: {fonds: J001, catalogue: '3', box: '12', item: '0007'}",
        "正文。",
    );
    site.build();
    site.shows("reports/2022/a.html", "公开属性\n此件公开发布").shows("reports/2022/a.html", "档号");
    site.shows("reports/2022/a.html", "全宗 J001 目录 3 盒 12 件 0007");
}

#[test]
fn an_edition_holds_the_reports_of_its_audience_and_of_wider_ones() {
    let site = Site::with_units();
    let settings = "title: 云州汇编\naudiences: [public, bureau, office]\ndefault_audience: bureau\n";
    site.write("huibian.yaml", settings);
    for (file, front) in [("p", "audience: public"), ("b", "audience: bureau"), ("d", ""), ("o", "audience: office")] {
        site.report(&format!("{file}.md"), &format!("title: {file}\nunit: caizheng\nyear: 2022\n{front}"), "正文。");
    }
    let held = |arguments: &[&str]| -> Vec<String> {
        site.build_with(arguments);
        site.pages().into_iter().filter_map(|page| page.strip_prefix("reports/2022/").map(str::to_owned)).collect()
    };
    assert_eq!(held(&[]), ["p.html"]);
    assert_eq!(held(&["--audience", "public"]), ["p.html"]);
    assert_eq!(held(&["--audience", "bureau"]), ["b.html", "d.html", "p.html"]);
    assert_eq!(held(&["--audience=office"]), ["b.html", "d.html", "o.html", "p.html"]);
}

#[test]
fn an_audience_that_nobody_knows_gets_nothing() {
    let site = beside("unit: caizheng\naudience: internal");
    let ran = site.run(&["build", "--audience", "inernal"]);
    assert_eq!((ran.code, site.out("index.html").exists()), (1, false), "{}", ran.stderr);
    assert_eq!(ran.codes(), ["audience-unknown"]);
    assert!(ran.stderr.contains("是不是“internal”？"), "{}", ran.stderr);
    let listed = site.run(&["list", "--audience", "inernal", "--format", "json"]);
    assert_eq!((listed.code, listed.stdout.as_str()), (1, ""));
    // No rule makes less of it.
    site.write("huibian.yaml", "title: 汇编\nrules: {audience-unknown: off}\n");
    assert_eq!(site.run(&["build", "--audience", "inernal"]).code, 1);
    site.report("b.md", "title: 要紧的\nunit: caizheng\nyear: 2021\naudience: intrnal", "正文。");
    assert_eq!(site.run(&["build"]).code, 1);
    site.remove("content/reports/b.md");
    site.write("content/units.yaml", "units:\n  - {id: caizheng, name: 财政局, audience: intrnal}\n");
    assert_eq!(site.run(&["build"]).code, 1);
}

#[test]
fn a_fault_that_the_rules_let_pass_publishes_nothing_that_was_meant_for_few() {
    for front in [
        "audeince: internal",
        "audience: [internal]",
        "audience: {only: internal}",
        "audience: public\naudience: internal",
        "darft: true",
        "draft: ture",
        "draft: false\ndraft: true",
        "withdrawn: 昨天",
        "withdrwan: 2023-01-05",
        "secrecy: [秘密]",
        "secrecey: 秘密",
    ] {
        let site = beside(&format!("unit: caizheng\n{front}"));
        let strict = site.run(&["build"]);
        assert_eq!((strict.code, site.out("index.html").exists()), (1, false), "{front}: {}", strict.stderr);
        site.write(
            "huibian.yaml",
            "title: 汇编\nrules: {key-unknown: off, key-twice: off, value-kind: off, date-bad: off, audience-unknown: off}\n",
        );
        for arguments in [&["build"][..], &["build", "--audience", "internal"]] {
            let ran = site.run(arguments);
            // A wrong name of an audience stops the build whatever the rules say.
            let built = ran.code == 0;
            assert_eq!(built, !front.starts_with("audience: {") && !front.starts_with("audience: ["), "{front}");
            let files = if built { site.files() } else { Default::default() };
            let shown = files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("要紧的"));
            assert!(!shown, "{front} {arguments:?}: {}", ran.stderr);
        }
        let listed = site.run(&["list", "--format", "json"]).stdout;
        assert!(listed.contains("要紧的") || front.starts_with("withdrawn"), "the clerk sees it: {listed}");
    }
    let site = beside("unit: caizheng");
    site.write("huibian.yaml", "title: 汇编\ndefault_audeince: internal\nrules: {key-unknown: off}\n");
    site.build();
    assert!(!site.has("reports/2021/b.html") && !site.has("reports/2022/a.html"), "neither says who may read it");
    let site = beside("unit: yinbi");
    site.write(
        "content/units.yaml",
        "units:\n  - {id: caizheng, name: 财政局}\n  - {id: yinbi, name: 隐蔽处, audeince: internal}\n",
    );
    site.write("huibian.yaml", "title: 汇编\nrules: {key-unknown: off}\n");
    site.build();
    assert!(!site.has("units/yinbi.html") && !site.has("reports/2021/b.html"));
}

#[test]
fn a_mark_of_secrecy_keeps_a_report_from_all_but_the_narrowest() {
    let site = beside("unit: caizheng\naudience: bureau\nsecrecy: 秘密★1年");
    site.write("huibian.yaml", "title: 云州汇编\naudiences: [public, bureau, office]\n");
    for (audience, has) in [("public", false), ("bureau", false), ("office", true)] {
        let ran = site.build_with(&["--audience", audience]);
        assert_eq!(site.has("reports/2021/b.html"), has, "{audience}");
        assert_eq!(ran.codes(), ["audience-narrowed"], "{}", ran.stderr);
    }
    site.shows("reports/2021/b.html", "密级\n秘密★1年").shows("reports/2021/b.html", "读者范围\noffice");
    site.report("b.md", "title: 要紧的\nunit: caizheng\nyear: 2021\nsecrecy: 秘密★1年", "正文。");
    assert_eq!(site.build().codes(), [""; 0], "who says nothing contradicts nothing");
    assert!(!site.has("reports/2021/b.html"));
}

#[test]
fn a_name_means_what_the_audience_can_know_and_a_doubt_keeps_the_report_back() {
    let site = Site::bare();
    site.write(
        "content/units.yaml",
        "units:\n\
         - {id: jiu, name: 旧信访办, aliases: [{name: 信访办, until: 2015}], until: 2015, audience: internal}\n\
         - {id: xin, name: 信访局, aliases: [{name: 信访办, since: 2016}]}\n",
    );
    for (file, front) in [("new", "year: 2020"), ("old", "year: 2012"), ("open", "")] {
        site.report(&format!("{file}.md"), &format!("title: {file}\nunit: 信访办\n{front}"), "正文。");
    }
    let ran = site.build();
    assert_eq!(ran.codes().iter().filter(|code| **code == "unit-ambiguous").count(), 1, "{}", ran.stderr);
    assert!(site.has("reports/2020/new.html"), "in that year the name is that of the public office");
    assert!(!site.has("reports/2012/old.html"), "in that year it was that of the other");
    assert!(!site.has("reports/unknown/open.html"), "without a year it can be either");
    site.shows("units/xin.html", "new").links("reports/2020/new.html", "units/xin.html");
}

#[test]
fn an_address_is_free_for_everybody_when_only_insiders_have_it() {
    let site = Site::with_units();
    site.report("a/zongjie.md", "title: 公开的\nunit: caizheng\nyear: 2022", "正文。");
    site.report("b/zongjie.md", "title: 内部的\nunit: caizheng\nyear: 2022\naudience: internal", "正文。");
    site.build();
    site.shows("reports/2022/zongjie.html", "公开的");
    let both = site.run(&["build", "--audience", "internal"]);
    assert_eq!((both.code, both.codes()), (1, vec!["address-taken"]));
}

#[test]
fn a_link_to_what_is_not_there_for_the_reader_is_broken_and_said_to_be() {
    for front in ["audience: internal", "draft: true", "withdrawn: 2023-01-05"] {
        let site = beside(&format!("unit: caizheng\n{front}"));
        site.report("a.md", "title: 公开的\nunit: caizheng\nyear: 2022", "见[那一篇](b.md)。");
        assert_eq!(site.build().codes(), ["link-broken"], "{front}");
        assert!(!site.links_of("reports/2022/a.html").iter().any(|link| link.contains("b.")), "{front}");
        site.shows("reports/2022/a.html", "见那一篇。");
    }
}

#[test]
fn plain_pages_have_an_audience_and_can_be_drafts() {
    let site = Site::bare();
    site.write("content/a.md", "---\ntitle: 给内部的\naudience: internal\n---\n\n正文。\n");
    site.write("content/b.md", "---\ntitle: 没写完的\ndraft: true\n---\n\n正文。\n");
    site.write("content/index.md", "---\naudience: internal\n---\n\n内部的首页。\n");
    site.build();
    assert!(!site.has("a.html") && !site.has("b.html"));
    site.hides("index.html", "内部的首页");
    site.build_with(&["--audience", "internal", "--drafts"]);
    site.shows("a.html", "给内部的").shows("b.html", "没写完的").shows("index.html", "内部的首页");
}

#[test]
fn the_clerk_lists_everything_and_can_ask_what_others_see() {
    let site = beside("unit: yinbi\ndraft: true");
    site.report("c.md", "title: 撤回的\nunit: caizheng\nyear: 2020\nwithdrawn: 2023-01-05", "正文。");
    site.write(
        "content/units.yaml",
        "units:\n  - {id: caizheng, name: 财政局}\n  - {id: yinbi, name: 隐蔽处, audience: internal}\n",
    );
    let listed = |arguments: &[&str]| -> Vec<(String, String, String)> {
        let ran = site.run(&[&["list", "--format", "json"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let lines = ran.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let text = |line: &serde_json::Value, key: &str| line[key].as_str().unwrap_or("-").to_owned();
        lines.map(|line| (text(&line, "title"), text(&line, "audience"), text(&line, "withdrawn"))).collect()
    };
    let row =
        |title: &str, audience: &str, withdrawn: &str| (title.to_owned(), audience.to_owned(), withdrawn.to_owned());
    assert_eq!(listed(&[]), [row("公开的", "public", "-"), row("要紧的", "internal", "-")]);
    assert_eq!(listed(&["--audience", "public"]), [row("公开的", "public", "-")]);
    assert_eq!(listed(&["drafts"]), [row("要紧的", "internal", "-")]);
    assert_eq!(listed(&["withdrawn"]), [row("撤回的", "public", "2023-01-05")]);
    let table = site.run(&["list", "withdrawn", "--lang", "en"]).stdout;
    assert!(table.contains("audience") && table.contains("撤回的 (withdrawn 2023-01-05)"), "{table}");
    assert!(site.run(&["list", "units"]).stdout.contains("隐蔽处"));
    assert!(!site.run(&["list", "units", "--audience", "public"]).stdout.contains("隐蔽处"));
}
