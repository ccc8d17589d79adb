//! What a person decided of something derived (`content/decisions.yaml`), and what comes of it.

mod support;

use std::fs;

use support::Site;

/// A site with topics, a report of three sections, and the anchors of its headings.
fn site(front: &str) -> (Site, Vec<String>) {
    let site = Site::with_units();
    site.write(
        "content/topics.yaml",
        "topics:\n\
         - {id: shui, label: 水利, strong: [防汛, 水库]}\n\
         - {id: lao, label: 养老, strong: [敬老院]}\n\
         - {id: lu, label: 公路, strong: [公路]}\n",
    );
    site.report(
        "2022/a.md",
        &format!("title: 总结\nunit: caizheng\nyear: 2022\n{front}"),
        "## 一、防汛工作。\n\n防汛抓得紧，水库无险情。\n\n## 二、敬老院。\n\n敬老院办得好。\n\n## 三、其他。\n\n别的工作也有进展。",
    );
    site.build();
    let page = site.page("reports/2022/a.html");
    let headings = page.main().all("h2").into_iter().filter_map(|h| h.attribute("id").map(str::to_owned));
    let anchors: Vec<String> = headings.filter(|id| id.starts_with("h-")).collect();
    assert_eq!(anchors.len(), 3, "{anchors:?}");
    (site, anchors)
}

/// The topics among the facts of the report, with the word for what was derived.
fn topics(site: &Site) -> Vec<String> {
    let page = site.page("reports/2022/a.html");
    let names = ["水利", "养老", "公路"];
    let facts = page.main().all("dd").into_iter().map(|fact| fact.text());
    let of_topics = facts.into_iter().find(|fact| names.iter().any(|name| fact.starts_with(name)));
    of_topics.unwrap_or_default().lines().map(str::to_owned).collect()
}

fn decide(site: &Site, entries: &[String]) -> Vec<String> {
    site.write("content/decisions.yaml", format!("topics:\n{}", entries.concat()));
    let built = site.build();
    assert_eq!(built.codes(), [""; 0], "{}", built.stderr);
    topics(site)
}

fn entry(anchor: &str, topic: &str, is: bool) -> String {
    format!(
        "  - {{report: 2022/a.md, anchor: {anchor}, topic: {topic}, is: {is}, by: 科长, on: 2023-02-01, note: 看过原文}}\n"
    )
}

#[test]
fn a_topic_that_was_accepted_is_no_guess_and_one_that_was_refused_is_gone() {
    let (site, anchors) = site("");
    assert_eq!(topics(&site), ["水利 推定", "养老 推定"]);
    assert_eq!(decide(&site, &[entry(&anchors[0], "shui", true)]), ["水利", "养老 推定"]);
    assert_eq!(decide(&site, &[entry(&anchors[0], "水利", false)]), ["养老 推定"]);
    assert_eq!(decide(&site, &[entry(&anchors[1], "shui", false)]), ["水利 推定", "养老 推定"], "another section");
    assert_eq!(decide(&site, &[entry(&anchors[2], "lu", true)]), ["水利 推定", "养老 推定", "公路"]);
    site.shows("topics/lu.html", "总结");
    let back = [entry(&anchors[2], "lu", true), entry(&anchors[2], "lu", false)];
    assert_eq!(decide(&site, &back), ["水利 推定", "养老 推定"], "the later word counts");
    site.remove("content/decisions.yaml").build();
    assert_eq!(topics(&site), ["水利 推定", "养老 推定"]);
    for (address, bytes) in site.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("科长") && !text.contains("看过原文"), "{address}");
    }
}

#[test]
fn what_the_front_matter_gives_stays_and_what_an_importer_guessed_is_struck() {
    let (given, anchors) = site("topics: [shui, lao]");
    assert_eq!(topics(&given), ["水利", "养老"]);
    let more = [entry(&anchors[0], "shui", false), entry(&anchors[2], "lu", true)];
    assert_eq!(decide(&given, &more), ["水利", "养老", "公路"], "a person gave them");
    let (guessed, anchors) = site("topics: [shui, lao]\ninferred: {topics: text}");
    assert_eq!(topics(&guessed), ["水利 推定", "养老 推定"]);
    assert_eq!(decide(&guessed, &[entry(&anchors[0], "shui", false), entry(&anchors[1], "lao", true)]), ["养老"]);
}

#[test]
fn a_decision_outlives_edits_elsewhere_and_says_when_its_passage_was_changed() {
    let (site, anchors) = site("");
    assert_eq!(decide(&site, &[entry(&anchors[0], "shui", false)]), ["养老 推定"]);
    let file = site.path("content/reports/2022/a.md");
    let text = fs::read_to_string(&file).expect("the report");
    fs::write(&file, text.replace("## 一、", "新的一段。\n\n## 一、").replace("办得好", "办得很好")).expect("written");
    assert_eq!(site.build().codes(), [""; 0]);
    assert_eq!(topics(&site), ["养老 推定"]);
    fs::write(&file, text.replace("## 一、防汛工作。", "## 一、水库。")).expect("written");
    let ran = site.build();
    assert_eq!(ran.codes(), ["decision-lost"], "{}", ran.stderr);
    assert!(ran.stderr.contains("content/decisions.yaml:2:"), "{}", ran.stderr);
    assert_eq!(topics(&site), ["水利 推定", "养老 推定"], "a lost decision has no effect");
}

#[test]
fn decisions_on_names_pairs_and_likeness_are_judged_before_anything_uses_them() {
    let (site, anchors) = site("");
    let paragraph = {
        let page = site.page("reports/2022/a.html");
        let ids = page.main().all("p").into_iter().filter_map(|p| p.attribute("id").map(str::to_owned));
        ids.into_iter().find(|id| id.starts_with("p-")).expect("a paragraph")
    };
    let write = |text: &str, unit: &str, gone: &str| {
        site.write(
            "content/decisions.yaml",
            format!(
                "mentions:\n  - {{report: 2022/a.md, anchor: {paragraph}, text: {text}, unit: {unit}}}\n\
                 pairs:\n  - {{report: 2022/a.md, problem: {paragraph}, measure: none}}\n\
                 same:\n  - {{a: '2022/a.md#{}', b: 'content/reports/2022/a.md#{gone}', is: false}}\n",
                anchors[0]
            ),
        );
        let ran = site.build();
        ran.codes().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(write("防汛", "caizheng", &anchors[1]), [""; 0]);
    assert_eq!(write("防汛", "none", &anchors[1]), [""; 0]);
    assert_eq!(write("抗旱", "caizheng", &anchors[1]), ["decision-lost"], "the name is not in the paragraph");
    assert_eq!(write("防汛", "caizhen", "p-00000000"), ["unit-unknown", "decision-lost"]);
}

#[test]
fn the_file_of_decisions_is_never_published() {
    let site = Site::with_units();
    site.write("content/decisions.yaml", "topics: []\n");
    site.write("content/about.md", "# 关于\n\n[决定](decisions.yaml)\n");
    assert_eq!(site.build().codes(), ["link-broken"]);
    assert!(!site.files().keys().any(|address| address.contains("decisions")));
}

#[test]
fn imports_follow_what_was_decided_of_files_with_their_names() {
    let site = Site::with_units();
    site.write("content/topics.yaml", "topics:\n- {id: shui, label: 水利, strong: [防汛]}\n- {id: lao, label: 养老}\n");
    site.write(
        "content/decisions.yaml",
        "imports:\n\
         - {match: '*.txt', audience: internal, by: 保密员}\n\
         - {match: '财政*', unit: 市财政局, year: 2017-2021, type: 工作汇报, topics: [养老]}\n\
         - {match: 旧稿/**, skip: true}\n",
    );
    let text = "云州市民政局2022年工作总结\n\n2022年，防汛工作扎实推进，防汛防汛防汛，各项工作都有进展。\n";
    for file in ["财政.txt", "民政.txt", "旧稿/总结.txt"] {
        site.write(&format!("handed/{file}"), text.replace("扎实", file));
    }
    let ran = site.run(&["import", "handed", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |source: &str| lines.iter().find(|line| line["source"] == source).unwrap_or_else(|| panic!("{source}"));
    assert_eq!(of("旧稿/总结.txt")["state"], "skipped");
    assert_eq!((&lines[3]["imported"], &lines[3]["skipped"]), (&2.into(), &1.into()));
    let decided = of("财政.txt");
    assert_eq!(decided["units"][0], "市财政局");
    assert_eq!((&decided["year"], &decided["type"]), (&"2017-2021".into(), &"huibao".into()));
    assert_eq!(decided["inferred"].as_object().map(|keys| keys.contains_key("topics")), Some(false), "{decided}");
    let front = fs::read_to_string(site.path(decided["file"].as_str().expect("a file"))).expect("it was written");
    for line in ["unit: caizheng", "year: 2017-2021", "type: huibao", "topics: [lao]", "audience: internal"] {
        assert!(front.lines().any(|written| written == line), "{line}: {front}");
    }
    let other = of("民政.txt");
    assert_eq!((&other["units"][0], &other["year"]), (&"市民政局".into(), &"2022".into()));
    assert_eq!(other["inferred"]["topics"], "text");
    site.build();
    assert!(!site.has("years/2022.html"), "it is for insiders, as was decided");
    let again = site.run(&["import", "handed", "--format", "json"]);
    assert!(again.stdout.contains("\"skipped\":1"), "{}", again.stdout);
    let told = site.run(&["import", "handed", "--lang", "en"]);
    assert!(told.stdout.contains("旧稿/总结.txt is left out as content/decisions.yaml says"), "{}", told.stdout);
    site.write("content/decisions.yaml", "imports:\n- {match: '*', audience: inernal}\n");
    assert_eq!(site.run(&["import", "handed"]).code, 1, "nothing is imported for an audience that is none");
}
