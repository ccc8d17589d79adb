//! The same content gives the same bytes, wherever, whenever and however it is built.

#[path = "support/rounds.rs"]
mod rounds;
mod support;

use rounds::rounds;
use support::{Ran, Site, difference};

/// Files of a site that has something of everything, in some order.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("huibian.yaml".into(), "title: 云州汇编\nextra: {b: 1, a: [2, 3], seal: 云}\npaginate_by: 10\nrules: {unit-missing: off}\n".into()),
        ("content/units.yaml".into(), support::UNITS.into()),
        ("content/topics.yaml".into(), "topics:\n  - {id: a, label: 民生, strong: [养老, 就业]}\n  - {id: b, label: 养老, parent: a, strong: [养老]}\n".into()),
        ("content/index.md".into(), "欢迎。\n".into()),
        ("content/about.md".into(), "# 关于\n\n[报告](reports/r01.md)\n".into()),
        ("content/reports/表.csv".into(), "一,二\n".into()),
        ("static/own.css".into(), "p {}\n".into()),
        ("templates/page.html".into(), "{% extends \"default/page.html\" %}{% block description %}<meta name=\"x\" content=\"{{ config.extra }}\">{% endblock %}".into()),
    ];
    for n in 0..40 {
        let unit = ["unit: caizheng", "unit: [zhifu, minzheng]", "unit: 气象局", ""][n % 4];
        let year = ["year: 2020", "date: 2021-03-04", ""][n % 3];
        let body =
            "养老和就业，见[表](表.csv)、[没有](没有.md)。*强调*。\n\n一是甲；二是乙。\n\n```rust\nlet a = 1;\n```\n";
        files.push((
            format!("content/reports/r{n:02}.md"),
            support::report(&format!("title: 报告{}\n{unit}\n{year}\nextra: {{z: 1, a: 2}}", n / 2), body).into(),
        ));
    }
    files
}

fn site(name: &str, files: &[(String, Vec<u8>)]) -> Site {
    let site = Site::empty_named(name);
    for (path, bytes) in files {
        site.write(path, bytes);
    }
    site
}

#[test]
fn two_builds_in_different_worlds_are_equal_byte_by_byte() {
    let mut files = files();
    let one = site("a", &files);
    one.build();
    let worlds: [(&str, &[(&str, &str)]); 4] = [
        ("云州 汇编 二", &[("TZ", "Asia/Shanghai"), ("LC_ALL", "zh_CN.GB18030"), ("RAYON_NUM_THREADS", "1")]),
        ("b", &[("TZ", "America/St_Johns"), ("LC_ALL", "en_US.UTF-8"), ("LANG", "C"), ("RAYON_NUM_THREADS", "8")]),
        ("c", &[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LANGUAGE", "ja"), ("RAYON_NUM_THREADS", "3")]),
        ("d", &[("HOME", "/nowhere"), ("USER", "somebody"), ("SOURCE_DATE_EPOCH", "0"), ("COLUMNS", "40")]),
    ];
    for (at, (name, environment)) in worlds.into_iter().enumerate() {
        files.reverse();
        files.rotate_left(7 * at);
        let other = site(name, &files);
        let ran = Ran::of(other.program(&["build"]).envs(environment.iter().copied()));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(difference(&one.files(), &other.files()), [""; 0], "{name}");
        let folder = other.root().parent().and_then(|folder| folder.to_str()).expect("UTF-8");
        for (address, bytes) in other.files() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(folder) && !text.contains("somebody"), "{address} says where it was built");
        }
    }
}

/// Git and editors on Windows write them so.
#[test]
fn how_lines_end_makes_no_difference() {
    let files = files();
    let one = site("site", &files);
    one.write(
        "content/about.md",
        "# 关于\n\n一行\\\n又一行  \n末行\n\n```\n码\n```\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n",
    );
    let other = Site::empty();
    for (path, bytes) in support::files_in(one.root()) {
        let is_text = path.ends_with(".md") || path.ends_with(".yaml");
        let text = || String::from_utf8_lossy(&bytes).replace('\n', "\r\n").into_bytes();
        other.write(&path, if is_text { text() } else { bytes.clone() });
    }
    one.build();
    other.build();
    assert_eq!(difference(&one.files(), &other.files()), [""; 0]);
}

#[test]
fn what_is_wrong_is_said_in_the_same_order_whatever_the_number_of_threads() {
    let files = files();
    let said = |threads: &str| {
        let site = site("site", &files);
        let ran = Ran::of(site.program(&["build", "-v"]).env("RAYON_NUM_THREADS", threads));
        ran.stderr.replace(site.root().to_str().expect("UTF-8"), "")
    };
    let one = said("1");
    assert!(one.contains("unit-unknown") && one.contains("link-broken"), "{one}");
    assert_eq!(said("8"), one);
}

#[test]
fn an_edited_site_equals_one_that_was_built_at_once() {
    let mut files = files();
    let edited = site("a", &files);
    edited.build();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).expect("31 bits") % limit
    };
    for round in 0..rounds(6) {
        for _ in 0..3 {
            let at = 8 + below(files.len() - 8);
            match below(4) {
                0 if files.len() > 12 => edited.remove(&files.remove(at).0).path(""),
                1 => {
                    let path = format!("content/reports/new-{round}-{}.md", below(1000));
                    let text = support::report(
                        &format!("title: 新{round}\nunit: zhifu\nyear: {}", 2015 + below(9)),
                        "新的正文，养老。",
                    );
                    files.retain(|(known, _)| *known != path);
                    files.push((path.clone(), text.clone().into()));
                    edited.write(&path, text).path("")
                }
                2 => {
                    let text = String::from_utf8_lossy(&files[at].1)
                        .replace("报告", "改题")
                        .replace("year: 2020", "year: 2019");
                    files[at].1 = text.into_bytes();
                    edited.write(&files[at].0, &files[at].1).path("")
                }
                _ => {
                    files[at].1.extend_from_slice("\n加一段。\n".as_bytes());
                    edited.write(&files[at].0, &files[at].1).path("")
                }
            };
        }
        edited.build();
        let clean = site("b", &files);
        clean.build();
        assert_eq!(difference(&edited.files(), &clean.files()), [""; 0], "round {round}");
    }
}
