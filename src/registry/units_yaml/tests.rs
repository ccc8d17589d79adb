//! What is wrong with a registry, and what is read all the same.

use std::collections::BTreeSet;

use super::read;
use crate::diagnostic::{Diagnosed, Phrase, Source};
use crate::registry::units::{Found, UnitId, Units};
use crate::settings::Settings;

fn read_text(text: &str) -> Diagnosed<Units> {
    let source = Source { file: "content/units.yaml".into(), text: text.into() };
    read(&source, &BTreeSet::new(), &Settings::default())
}

/// The text under the carets of each diagnostic, by code.
fn marked(text: &str) -> Vec<(&'static str, String)> {
    let marked = |place: &crate::diagnostic::Place| {
        place.excerpt[place.marked.start as usize..place.marked.end as usize].to_owned()
    };
    let found = read_text(text).diagnostics;
    found.iter().map(|d| (d.phrase.code(), d.place.as_deref().map(marked).unwrap_or_default())).collect()
}

#[test]
fn each_mistake_is_found_once_at_its_place_and_the_rest_is_read() {
    let cases: [(&str, &[(&str, &str)]); 33] = [
        ("- {id: a, name: 甲}\n- {id: a, name: 乙}", &[("id-twice", "a")]),
        ("- {id: A_1, name: 甲}", &[("id-bad", "A_1")]),
        ("- {id: a, name: 甲, parent: b}", &[("parent-unknown", "b")]),
        ("- {id: a, name: 甲, parent: b}\n- {id: b, name: 乙, parent: a}", &[("parent-cycle", "b")]),
        ("- {id: a, name: 甲, parent: a}", &[("parent-cycle", "a")]),
        ("- {id: a, name: 甲}\n- {id: b, name: 乙, aliases: [丙, 甲]}", &[("alias-taken", "甲")]),
        ("- {id: a, name: 甲, short: 丙}\n- {id: b, name: 乙, short: 丙}", &[("alias-taken", "丙")]),
        ("- {id: a, name: 甲}\n- {id: b, name: 乙, aliases: [a]}", &[("alias-taken", "a")]),
        // The name of a rename, claimed elsewhere in the same years; in other years it may be.
        (
            "- {id: a, name: 甲, names: [{name: 旧, until: 2018}]}\n- {id: b, name: 乙, aliases: [{name: 旧, since: 2010}]}",
            &[("alias-taken", "旧")],
        ),
        ("- {id: a, name: 甲, names: [{name: 旧, until: 2018}]}\n- {id: b, name: 旧, since: 2018-11}", &[]),
        // Today's name holds since the last rename, so that it could be another's before.
        (
            "- {id: a, name: 甲, names: [{name: 旧, until: 2018}]}\n- {id: b, name: 乙, until: 2015, names: [{name: 甲, until: 2012}]}",
            &[],
        ),
        ("- {id: a, name: 甲, aliases: [{name: 丙, ambiguous: true}]}\n- {id: b, name: 乙, short: 丙}", &[]),
        ("- {id: a, name: 甲, since: 去年}", &[("date-bad", "去年")]),
        ("- {id: a, name: 甲, since: 2018-03, until: 2018-02}", &[("until-early", "2018-02")]),
        ("- {id: a, name: 甲, since: 2018-03, until: 2018}", &[]),
        ("- {id: a, name: 甲, aliases: [{name: 丙, since: 2018, until: 2017}]}", &[("until-early", "2017")]),
        ("- {id: a, name: 甲, names: [{name: 旧, since: 2018, until: 2017}]}", &[("until-early", "2017")]),
        ("- {id: a, name: 甲, names: [{name: 旧, since: 2018}]}", &[("key-missing", "{name: 旧, since: 2018}")]),
        ("- {id: a, name: 甲, names: [旧]}", &[("value-kind", "旧")]),
        (
            "- {id: a, name: 甲, names: [{name: 子, until: 2013}, {name: 丑, since: 2012, until: 2018}]}",
            &[("names-overlap", "丑")],
        ),
        (
            "- {id: a, name: 甲, names: [{name: 子, until: 2013}, {name: 丑, since: 2013, until: 2018}, {name: 甲, since: 2018}]}",
            &[],
        ),
        ("- {id: a, name: 甲, sucessors: [b]}", &[("key-unknown", "sucessors")]),
        (
            "- {id: a, name: 甲, aliases: [{name: 丙, short: 丁}], names: [{name: 旧, until: 2018, ambiguous: true}], codes: {ucc: 9}}",
            &[("key-unknown", "ambiguous"), ("key-unknown", "short"), ("key-unknown", "ucc")],
        ),
        (
            "- {id: a, name: 甲, aliases: ['', ~], doc_aliases: ['']}",
            &[("value-kind", "''"), ("key-missing", "~"), ("value-kind", "''")],
        ),
        ("- {id: a, name: ''}", &[("key-missing", "{id: a, name: ''}")]),
        ("- {id: a, name: 甲, status: closed, level: town}", &[("value-unknown", "town"), ("value-unknown", "closed")]),
        ("- {id: a, name: 甲, order: 三, systems: {x: y}}", &[("value-kind", "{x: y}"), ("value-kind", "三")]),
        ("- {id: a, name: 甲, status: merged}", &[("until-missing", "merged")]),
        ("- {id: a, name: 甲, status: merged, successors: [b]}\n- {id: b, name: 乙, since: 2019}", &[]),
        ("- {id: a, name: 甲, codes: {uscc: 91350100M000100Y44}}", &[("code-bad", "91350100M000100Y44")]),
        ("- {id: a, name: 甲, codes: {uscc: 91350100M000100Y43, region: 3501}}", &[("code-bad", "3501")]),
        (
            "- {id: a, nmae: 甲}\n- {name: 乙, parent: x}",
            &[("key-missing", "{id: a, nmae: 甲}"), ("key-unknown", "nmae"), ("key-missing", "{name: 乙, parent: x}")],
        ),
        ("- {id: a, name: 甲}\nblocking: [甲, 乙]", &[("blocking-taken", "甲")]),
    ];
    for (list, expected) in cases {
        let found = marked(&format!("units:\n{list}\n"));
        let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(found, expected, "{list}");
    }
}

#[test]
fn every_step_of_the_lineage_is_judged() {
    let two = |before: &str, after: &str| format!("- {{id: a, name: 甲, {before}}}\n- {{id: b, name: 乙, {after}}}");
    let cases: [(String, &[(&str, &str)]); 14] = [
        (two("until: 2016, successors: [b]", "since: 2019"), &[("lineage-gap", "b")]),
        (two("until: 2016", "since: 2019, predecessors: [a]"), &[("lineage-gap", "a")]),
        (two("until: 2017, successors: [b]", "since: 2019, predecessors: [a]"), &[]),
        (two("until: 2017-03, successors: [b]", "since: 2019-03"), &[]),
        (two("until: 2017-03, successors: [b]", "since: 2019-04"), &[("lineage-gap", "b")]),
        // It was there long before, and took the other one up.
        (two("until: 2023, successors: [b]", "since: 1995"), &[]),
        (two("until: 2019, successors: [b]", "until: 2015"), &[("lineage-reversed", "b")]),
        (two("since: 2019, successors: [b]", "until: 2015"), &[("lineage-reversed", "b")]),
        (two("successors: [a]", "order: 1"), &[("lineage-cycle", "a")]),
        (two("successors: [b]", "successors: [a]"), &[("lineage-cycle", "a")]),
        (two("predecessors: [b], successors: [b]", "order: 1"), &[("lineage-cycle", "b")]),
        (two("successors: [乙]", "order: 1"), &[("lineage-unknown", "乙")]),
        (two("successors: [b]", "predecessors: [c]}\n- {id: c, name: 丙"), &[("lineage-conflict", "b")]),
        (two("successors: [c]", "predecessors: [a]}\n- {id: c, name: 丙"), &[("lineage-conflict", "a")]),
    ];
    for (list, expected) in cases {
        let found = marked(&format!("units:\n{list}\n"));
        let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(found, expected, "{list}");
    }
}

#[test]
fn whoever_follows_the_lineage_comes_to_an_end() {
    let ring: String = (0..50)
        .map(|n| format!("- {{id: u{n}, name: 单位{n}, successors: [u{}, u{}]}}\n", (n + 1) % 50, (n * 7) % 50))
        .collect();
    let units = read_text(&format!("units:\n{ring}")).value;
    let mut left: Vec<usize> = units.all.iter().map(|unit| unit.predecessors.len()).collect();
    let mut open: Vec<UnitId> = (0..50).map(UnitId).filter(|unit| left[unit.0 as usize] == 0).collect();
    let mut ended = 0;
    while let Some(unit) = open.pop() {
        ended += 1;
        for after in &units.get(unit).successors {
            left[after.0 as usize] -= 1;
            open.extend((left[after.0 as usize] == 0).then_some(*after));
        }
    }
    assert_eq!(ended, 50, "no circle is left");
}

#[test]
fn a_name_where_an_id_belongs_is_understood() {
    let found =
        read_text("units:\n- {id: shi, name: 云州市}\n- {id: b, name: 乙, parent: 云州市, successors: [shii]}\n")
            .diagnostics;
    assert!(matches!(&found[0].phrase, Phrase::ParentUnknown { nearest: Some(id), .. } if id == "shi"));
    assert!(matches!(&found[1].phrase, Phrase::LineageUnknown { nearest: Some(id), .. } if id == "shi"));
}

#[test]
fn a_name_means_the_unit_that_bore_it_in_that_year() {
    let units = read_text(
        "units:\n\
         - {id: lvyou, name: 云州市旅游局, short: 旅游局, until: 2018, successors: [wenlv]}\n\
         - {id: wenlv, name: 云州市文化和旅游局, since: 2019, aliases: [{name: 旅游局, since: 2019}]}\n",
    );
    assert!(units.diagnostics.is_empty(), "{:?}", units.diagnostics);
    let units = units.value;
    assert_eq!(units.find("旅游局", Some(2016)), Found::One(UnitId(0)));
    assert_eq!(units.find("旅游局", Some(2022)), Found::One(UnitId(1)));
    assert_eq!(units.find("旅游局", None), Found::Several(vec![UnitId(0), UnitId(1)]));
    assert_eq!(units.get(UnitId(1)).predecessors, [UnitId(0)], "one side of the lineage is enough");
}

#[test]
fn the_longest_name_is_read_and_blocking_words_are_passed_over() {
    let units = read_text(
        "units:\n- {id: shiwei, name: 市委}\n- {id: zuzhi, name: 市委组织部}\n- {id: gongwei, name: 工委}\nblocking: [机关工委]\n",
    )
    .value;
    let names: Vec<&str> = units
        .names_in("市委组织部与机关工委到市委")
        .into_iter()
        .map(|name| units.get(name.units[0]).name.as_str())
        .collect();
    assert_eq!(names, ["市委组织部", "市委"]);
}

#[test]
fn the_tree_is_in_the_order_of_the_administration() {
    let units = read_text(
        "units:\n- {id: c, name: 丙, parent: a, order: 2}\n- {id: b, name: 乙, parent: a, order: 1}\n- {id: a, name: 甲}\n",
    )
    .value;
    let names: Vec<(&str, u8)> =
        units.tree.iter().map(|&(unit, depth)| (units.get(unit).name.as_str(), depth)).collect();
    assert_eq!(names, [("甲", 0), ("乙", 1), ("丙", 1)]);
}

#[test]
fn all_unknown_ids_are_said_and_the_first_hundred_get_a_suggestion() {
    let units: String = (0..150).map(|n| format!("- {{id: unit-{n}, name: 单位{n}, parent: unti-{n}}}\n")).collect();
    let found = read_text(&format!("units:\n{units}")).diagnostics;
    let suggested = |phrase: &Phrase| matches!(phrase, Phrase::ParentUnknown { nearest: Some(_), .. });
    assert_eq!((found.len(), found.iter().filter(|fault| suggested(&fault.phrase)).count()), (150, 100));
}
