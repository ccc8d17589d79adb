//! Writing the output: what is the same is kept, what is not ours stays, and no kill does harm.

mod support;

#[path = "support/rounds.rs"]
mod rounds;

#[path = "output/attached.rs"]
mod attached;
#[path = "output/barred.rs"]
mod barred;
#[path = "output/killed.rs"]
mod killed;
#[path = "output/lock.rs"]
mod lock;
#[path = "output/sources.rs"]
mod sources;

use std::collections::BTreeMap;
use std::fs;

use support::{Ran, Site, difference};

/// A site of `count` reports, two of each unit and year.
fn site(count: usize) -> Site {
    let site = Site::with_units();
    fill(&site, count, "一");
    site
}

fn fill(site: &Site, count: usize, word: &str) {
    for n in 0..count {
        let unit = ["caizheng", "zhifu", "minzheng", "fuliyuan"][n % 4];
        let front = format!("title: 报告{n:03}\nunit: {unit}\nyear: {}", 2000 + n / 8);
        site.report(&format!("r{n:03}.md"), &front, &format!("第{word}稿的正文。{}", "云州市的这一年。".repeat(40)));
    }
}

fn manifest(site: &Site) -> BTreeMap<String, (u64, String)> {
    let text = fs::read_to_string(site.out("release.json")).expect("the manifest");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["format"], 1);
    let files = value["files"].as_object().expect("files");
    let entry = |entry: &serde_json::Value| {
        (entry["bytes"].as_u64().expect("bytes"), entry["sha256"].as_str().expect("digest").to_owned())
    };
    files.iter().map(|(address, value)| (address.clone(), entry(value))).collect()
}

/// The program refuses, says `why`, and leaves everything as it was.
#[track_caller]
fn refuses(site: &Site, arguments: &[&str], why: &str) {
    let before = support::files_in(site.root());
    let ran = site.run(&[&["build"], arguments].concat());
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains(why), "{why}: {}", ran.stderr);
    let after = support::files_in(site.root());
    let mut differing = difference(&before, &after);
    differing.retain(|path| !path.ends_with(".huibian-lock"));
    assert_eq!(differing, [""; 0], "nothing was touched");
}

#[test]
fn a_second_build_writes_nothing() {
    let site = site(8);
    let (written, kept, removed) = site.counts();
    assert!(written > 20 && kept == 0 && removed == 0);
    let times = site.times();
    assert_eq!(site.counts(), (0, written, 0));
    assert_eq!(site.times(), times, "not even the manifest");
}

#[test]
fn an_edit_rewrites_only_the_pages_that_show_it() {
    let site = site(8);
    site.build();
    let changed = |site: &Site, before: &BTreeMap<String, std::time::SystemTime>| -> Vec<String> {
        site.times()
            .into_iter()
            .filter(|(address, time)| before.get(address) != Some(time))
            .map(|(address, _)| address)
            .collect()
    };
    let before = site.times();
    site.report("r001.md", "title: 报告001\nunit: zhifu\nyear: 2000", "只有正文改了。");
    assert_eq!(site.counts().0, 1);
    assert_eq!(changed(&site, &before), ["release.json", "reports/2000/r001.html"]);
    let before = site.times();
    site.report("r001.md", "title: 题目改了\nunit: zhifu\nyear: 2000", "只有正文改了。");
    site.build();
    let changed = changed(&site, &before);
    for page in
        ["index.html", "reports/2000/r001.html", "reports/2000/r005.html", "units/zhifu.html", "years/2000.html"]
    {
        assert!(changed.contains(&page.to_owned()), "{page}: {changed:?}");
    }
    for page in [
        "units/minzheng.html",
        "reports/2000/r002.html",
        "units/index.html",
        "years/index.html",
        "404.html",
        "static/site.css",
    ] {
        assert!(!changed.contains(&page.to_owned()), "{page}: {changed:?}");
    }
}

#[test]
fn the_manifest_names_exactly_the_files_with_their_sizes_and_digests() {
    let site = site(8);
    site.write("content/reports/表.csv", "一,二\n").report("a.md", "title: 甲\nyear: 2001", "[表](表.csv)");
    site.build();
    let mut files = site.files();
    files.remove("release.json");
    let expected: BTreeMap<_, _> =
        files.iter().map(|(address, bytes)| (address.clone(), (bytes.len() as u64, sha256(bytes)))).collect();
    assert_eq!(manifest(&site), expected);
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn files_that_are_not_ours_stay() {
    let site = site(4);
    site.build();
    site.write("public/web.config", "<x/>").write("public/reports/2000/备注.txt", "x").write("public/old/a.html", "x");
    for n in 0..4 {
        site.remove(&format!("content/reports/r{n:03}.md"));
    }
    site.build();
    for kept in ["web.config", "reports/2000/备注.txt", "old/a.html"] {
        assert!(site.has(kept), "{kept}");
    }
    assert!(!site.has("reports/2000/r000.html") && !site.has("years/2000.html"));
}

#[test]
fn a_file_that_is_not_ours_on_a_planned_address_is_refused() {
    let site = site(4);
    site.build();
    site.report("neu.md", "title: 新\nyear: 2030", "正文。");
    site.write("public/years/2030.html", "别人的页面");
    refuses(&site, &[], "years/2030.html");
    fs::remove_file(site.out("years/2030.html")).expect("it was there");
    fs::create_dir(site.out("years/2030.html")).expect("a folder");
    let ran = site.run(&["build"]);
    assert!(ran.code == 2 && ran.stderr.contains("2030.html"), "a folder in the way is named: {}", ran.stderr);
    fs::remove_dir(site.out("years/2030.html")).expect("it was there");
    site.build();
}

#[test]
fn a_folder_where_a_file_should_be_is_refused_before_anything_is_touched() {
    for (path, is_folder) in [("about.html", true), ("units", false)] {
        let site = site(1);
        site.write("content/about.md", "# 关于\n");
        site.write("public/release.json", "{\"format\":1,\"files\":{}}\n");
        match is_folder {
            true => site.write(&format!("public/{path}/自己的.txt"), "x"),
            false => site.write(&format!("public/{path}"), "x"),
        };
        let before = site.files();
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{path}: {}", ran.stderr);
        assert_eq!(site.files(), before, "{path}");
    }
}

#[test]
fn a_folder_that_holds_other_things_is_refused_and_equal_files_are_adopted_on_request() {
    let site = site(4);
    site.build();
    let files = site.files();
    let times = site.times();
    fs::remove_file(site.out("release.json")).expect("it was there");
    refuses(&site, &[], "release.json");
    site.write("public/years/2000.html", "改过的页面");
    refuses(&site, &["--adopt"], "years/2000.html");
    fs::write(site.out("years/2000.html"), &files["years/2000.html"]).expect("written");
    site.write("public/别人的.txt", "x");
    site.build_with(&["--adopt"]);
    let mut now = site.files();
    assert!(now.remove("别人的.txt").is_some(), "what equals no planned file stays and is not ours");
    assert_eq!(difference(&now, &files), [""; 0]);
    assert!(!manifest(&site).contains_key("别人的.txt"));
    assert_eq!(site.times()["index.html"], times["index.html"], "an adopted file is not written again");
}

#[test]
fn an_output_in_or_above_the_content_or_on_a_file_is_refused() {
    let site = site(1);
    site.write("a-file", "x");
    for folder in
        ["content", "content/reports", "content/new/out", ".", "..", "public/../content", "nowhere/../content/out"]
    {
        refuses(&site, &["-o", folder], "content");
    }
    refuses(&site, &["-o", "a-file"], "a-file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(site.path("content"), site.path("link")).expect("a link");
        let ran = site.run(&["build", "-o", "link/out"]);
        assert_eq!((ran.code, site.path("content/out").exists()), (2, false), "also through a link: {}", ran.stderr);
    }
}

#[test]
fn an_output_that_the_next_build_would_read_is_refused() {
    // `Static` is the same folder on many disks, and the site may move to one.
    for folder in ["static", "static/out", "templates", "themes/default/static", "Static", "CONTENT/out"] {
        let site = site(1);
        let ran = site.run(&["build", "-o", folder]);
        assert_eq!((ran.code, site.path(folder).join("index.html").exists()), (2, false), "{folder}: {}", ran.stderr);
    }
}

#[test]
fn an_empty_folder_is_a_good_output_wherever_it_is() {
    let site = site(1);
    fs::create_dir_all(site.path("某处/站 点")).expect("a folder");
    site.build_with(&["-o", "某处/站 点"]);
    site.build_with(&["-o", "new/deep/er"]);
    site.write("huibian.yaml", "title: 汇编\noutput_dir: dist\n");
    site.build();
    for folder in ["某处/站 点", "new/deep/er", "dist"] {
        assert!(site.path(folder).join("index.html").is_file(), "{folder}");
    }
}

#[test]
fn a_page_that_was_changed_or_lost_is_repaired() {
    let site = site(4);
    site.build();
    let files = site.files();
    fs::write(site.out("index.html"), "坏的").expect("written");
    fs::write(site.out("reports/2000/r001.html"), "").expect("written");
    fs::remove_file(site.out("units/zhifu.html")).expect("it was there");
    fs::remove_dir_all(site.out("static")).expect("it was there");
    assert_eq!(site.counts().0, 5);
    assert_eq!(difference(&site.files(), &files), [""; 0]);
}

#[test]
fn a_manifest_that_cannot_be_read_is_refused() {
    for broken in [
        "",
        "{}",
        "{\"version\":\"1.4.2\",\"files\":[\"setup.exe\"]}",
        "{\"format\":1,\"files\":{\"index.html\"",
        "{\"format\":2,\"files\":{}}",
        "null",
        "\u{FEFF}x",
    ] {
        let site = site(1);
        site.build();
        site.write("public/release.json", broken);
        refuses(&site, &[], "release.json");
        // Not even on request: it may be somebody else's.
        refuses(&site, &["--adopt"], "release.json");
    }
}

#[test]
fn a_manifest_that_names_files_outside_deletes_nothing_there() {
    let site = site(1);
    site.build();
    let victims = ["victim.txt", "content/units.yaml", "huibian.yaml", "public/.git/config", "public/大.txt"];
    site.write("victim.txt", "x").write("public/.git/config", "x").write("public/大.txt", "x");
    let absolute = site.path("victim.txt");
    let names = [
        "../victim.txt",
        "units/../../victim.txt",
        "./../victim.txt",
        "../content/units.yaml",
        "../huibian.yaml",
        "..\\\\victim.txt",
        ".git/config",
        "大.txt",
        "units//../../victim.txt",
        absolute.to_str().expect("UTF-8"),
        "",
        ".",
        "..",
        "units",
        "/",
    ];
    let entries: Vec<String> = names.iter().map(|name| format!("\"{name}\":{{\"bytes\":1,\"sha256\":\"\"}}")).collect();
    let text = fs::read_to_string(site.out("release.json")).expect("the manifest");
    site.write("public/release.json", text.replacen("\n\"", &format!("\n{},\n\"", entries.join(",\n")), 1));
    let ran = site.run(&["build"]);
    assert!([0, 2, 4].contains(&ran.code), "{}", ran.stderr);
    for victim in victims {
        assert!(site.path(victim).is_file(), "{victim}: {}", ran.stderr);
    }
    assert!(site.has("units/index.html"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_does_not_lead_a_removal_outside() {
    let site = site(1);
    site.build();
    site.write("outside/victim.txt", "x");
    std::os::unix::fs::symlink(site.path("outside"), site.out("link")).expect("a link");
    let text = fs::read_to_string(site.out("release.json")).expect("the manifest");
    site.write(
        "public/release.json",
        text.replacen("\n\"", "\n\"link/victim.txt\":{\"bytes\":1,\"sha256\":\"\"},\n\"", 1),
    );
    site.run(&["build"]);
    assert!(site.path("outside/victim.txt").is_file());
}

#[test]
fn a_first_build_that_failed_leaves_an_output_that_can_be_used() {
    let site = site(2);
    site.write(
        "templates/unit.html",
        "{% extends \"base.html\" %}{% block main %}{{ unit.nothing.more }}{% endblock %}",
    );
    assert_eq!(site.run(&["build"]).code, 1);
    assert!(!site.out("index.html").exists());
    site.remove("templates/unit.html");
    site.build();
}

#[cfg(unix)]
#[test]
fn everybody_can_read_what_was_published() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site(2);
    site.build();
    for address in site.files().into_keys() {
        let mode = fs::metadata(site.out(&address)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o444, 0o444, "{address} has {mode:o}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure_of_the_world() {
    let site = site(1);
    site.write("blocked", "a file");
    let ran = Ran::of(&mut site.program(&["build", "-o", "blocked/out"]));
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("blocked"), "the path is named: {}", ran.stderr);
}

#[test]
fn timings_name_every_step_and_change_nothing() {
    let site = site(8);
    site.build();
    let before = support::files_in(site.root());
    let ran = site.run(&["build", "--timings", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for step in ["scan", "read", "parse", "relate", "plan", "theme", "view", "render", "digest", "write", "put"] {
        assert!(ran.stderr.lines().any(|line| line.contains('%') && line.ends_with(step)), "{step}: {}", ran.stderr);
    }
    let ran = site.run(&["build", "--timings", "--format", "json"]);
    let line = ran.stderr.lines().find(|line| line.contains("timings")).expect("a line of JSON");
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(value["timings"].as_array().expect("steps").len(), 11);
    assert!(value["wall"].as_f64().is_some_and(|wall| wall > 0.0));
    assert_eq!(difference(&before, &support::files_in(site.root())), [""; 0]);
}
