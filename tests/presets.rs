//! What `init --preset` writes is a site that says nothing wrong: empty, and with the first report of the clerk.

mod support;

use std::fs;

use support::Site;

/// A preset with the first report that a clerk imports, and what becomes of it: unit and its short name, topic and its
/// label, the address of its year.
struct Start {
    preset: &'static str,
    lang: &'static str,
    report: &'static str,
    unit: (&'static str, &'static str),
    topic: (&'static str, &'static str),
    year: &'static str,
}

const STARTS: [Start; 8] = [
    Start {
        preset: "office",
        lang: "zh-CN",
        report: "云浦县财政局2022年工作总结\n\n一、预算执行\n\n财政收入平稳，专项资金全部拨付，预算执行进度快于上年。\n",
        unit: ("caizheng", "县财政局"),
        topic: ("caishui", "财政与资金"),
        year: "years/2022.html",
    },
    Start {
        preset: "school",
        lang: "zh-CN",
        report: "云州市第一中学教务处2022—2023学年工作总结\n\n一、课堂教学\n\n抓实教学常规，开展集体备课。\n\n云州市第一中学教务处\n2023年7月5日\n",
        unit: ("jiaowuchu", "教务处"),
        topic: ("ketang", "课堂教学"),
        year: "years/2022.html",
    },
    Start {
        preset: "hospital",
        lang: "zh-CN",
        report: "云州市人民医院护理部2023年工作总结\n\n一、护理质量\n\n优质护理覆盖全部病区，护理质量检查每月一次。\n",
        unit: ("hulibu", "护理部"),
        topic: ("huli", "护理"),
        year: "years/2023.html",
    },
    Start {
        preset: "company",
        lang: "zh-CN",
        report: "云州路桥工程有限公司2021年工作总结\n\n一、安全生产\n\n我公司抓实隐患排查，全年安全生产无事故。\n",
        unit: ("luqiao", "路桥公司"),
        topic: ("anquan", "安全环保"),
        year: "years/2021.html",
    },
    Start {
        preset: "office",
        lang: "en",
        report: "Finance Bureau: summary of work in 2022\n\nThe budget was kept, and revenue rose. Revenue of the county rose too.\n",
        unit: ("caizheng", "Finance Bureau"),
        topic: ("caishui", "Public finance"),
        year: "years/2022.html",
    },
    // A clerk with an English screen has Chinese reports all the same.
    Start {
        preset: "school",
        lang: "en",
        report: "云州市第一中学教务处2022—2023学年工作总结\n\n一、课堂教学\n\n抓实教学常规，开展集体备课。\n\n云州市第一中学教务处\n2023年7月5日\n",
        unit: ("jiaowuchu", "Academic Affairs Office"),
        topic: ("ketang", "Lessons"),
        year: "years/2022.html",
    },
    Start {
        preset: "hospital",
        lang: "en",
        report: "Nursing Department: summary 2023\n\nThe nursing quality was reviewed each month, and nursing care reached all wards.\n",
        unit: ("hulibu", "Nursing Department"),
        topic: ("huli", "Nursing"),
        year: "years/2023.html",
    },
    Start {
        preset: "company",
        lang: "en",
        report: "Road and Bridge Company: summary 2021\n\nEach hazard inspection was followed up; work safety came first, and work safety was kept.\n",
        unit: ("luqiao", "Road and Bridge Company"),
        topic: ("anquan", "Safety and environment"),
        year: "years/2021.html",
    },
];

fn new_site(preset: &str, lang: &str) -> Site {
    let site = Site::empty();
    let ran = site.run(&["init", "--preset", preset, "--lang", lang]);
    assert_eq!(ran.code, 0, "{preset} {lang}: {}", ran.stderr);
    site
}

/// Builds; nothing at all may be wrong.
#[track_caller]
fn build_clean(site: &Site, what: &str) {
    let ran = site.build_with(&["--strict", "-v"]);
    assert_eq!(ran.codes(), [""; 0], "{what}: {}", ran.stderr);
}

#[test]
fn a_preset_is_right_when_it_is_empty_and_with_its_first_report() {
    for Start { preset, lang, report, unit, topic, year } in STARTS {
        let what = format!("{preset} {lang}");
        let site = new_site(preset, lang);
        build_clean(&site, &what);
        assert!(site.links_of("index.html").iter().any(|link| link == "about.html"), "{what}: the home page leads on");
        site.shows("units/index.html", unit.1);
        site.write("in/first.txt", report);
        let imported = site.run(&["import", "in", "--lang", lang]);
        assert_eq!((imported.code, imported.codes()), (0, vec![]), "{what}: {}", imported.stderr);
        build_clean(&site, &what);
        let page = site.pages().into_iter().find(|page| page.starts_with("reports/")).expect("its page");
        let title = report.lines().next().expect("a title");
        site.shows("index.html", title).shows(&page, title).shows(&page, unit.1).shows(&page, topic.1);
        site.links(&format!("units/{}.html", unit.0), &page).links(&format!("topics/{}.html", topic.0), &page);
        site.links(year, &page);
    }
}

#[test]
fn without_a_preset_nothing_is_prepared() {
    for (arguments, lang) in [(&["init"][..], "zh-CN"), (&["init", "--preset", "minimal"], "zh-CN"), (&["init"], "en")]
    {
        let site = Site::empty();
        assert_eq!(site.run(&[arguments, &["--lang", lang]].concat()).code, 0);
        let files: Vec<String> = support::files_in(site.root()).into_keys().collect();
        assert_eq!(files, ["content/index.md", "content/units.yaml", "huibian.yaml"], "{arguments:?}");
        build_clean(&site, lang);
    }
}

/// The examples in the comments of a registry as entries: the rename, the merger, and what else is shown.
fn examples(units: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for line in units.lines().take_while(|line| *line != "units:").filter_map(|line| line.strip_prefix('#')) {
        if line.starts_with("   - ") {
            examples.push(line[1..].to_owned());
        } else if let Some(entry) = examples.last_mut().filter(|_| line.starts_with("     ")) {
            entry.push_str(&format!("\n{}", &line[1..]));
        }
    }
    examples
}

fn id_of(entry: &str) -> Option<&str> {
    entry.trim_start().strip_prefix("- ")?.trim_start_matches('{').strip_prefix("id: ")?.split([',', '\n']).next()
}

#[test]
fn the_examples_in_the_comments_are_right_too() {
    for Start { preset, lang, .. } in STARTS {
        let site = new_site(preset, lang);
        let path = site.path("content/units.yaml");
        let units = fs::read_to_string(&path).expect("the registry");
        let examples = examples(&units);
        assert!(examples.len() >= 4, "{preset} {lang} shows a rename and a merger: {examples:#?}");
        let shown: Vec<&str> = examples.iter().filter_map(|entry| id_of(entry)).collect();
        assert_eq!(shown.len(), examples.len(), "{examples:#?}");
        // An example may tell more of a unit that is there.
        let others = units.lines().filter(|line| id_of(line).is_none_or(|id| !shown.contains(&id)));
        let at = others.clone().take_while(|line| *line != "units:").count() + 1;
        let mut lines: Vec<&str> = others.collect();
        for example in examples.iter().rev() {
            lines.insert(at, example);
        }
        fs::write(&path, lines.join("\n")).expect("it can be written");
        build_clean(&site, &format!("{preset} {lang}"));
    }
}

#[test]
fn the_words_of_a_preset_are_those_of_the_language() {
    for Start { preset, lang, .. } in STARTS.into_iter().filter(|start| start.lang == "en") {
        let site = new_site(preset, lang);
        build_clean(&site, preset);
        for page in ["index.html", "units/index.html", "topics/index.html", "about.html"] {
            let text = site.page(page).main().text();
            assert!(!text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{preset} {page}: {text}");
        }
    }
}

#[test]
fn a_preset_that_does_not_exist_is_answered_with_the_list() {
    let site = Site::empty();
    for (lang, told) in [
        ("zh-CN", "“offic”，可以是 minimal、office、school、hospital、company；是不是“office”？"),
        (
            "en",
            "`offic` is none of the possible values: minimal, office, school, hospital, company; did you mean `office`?",
        ),
    ] {
        let ran = site.run(&["init", "--preset", "offic", "--lang", lang]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
        let help = site.run(&["init", "--help", "--lang", lang]).stdout;
        for preset in ["minimal", "office", "school", "hospital", "company"] {
            assert!(help.contains(preset), "{help}");
        }
    }
    assert!(support::files_in(site.root()).is_empty(), "nothing was written");
}
