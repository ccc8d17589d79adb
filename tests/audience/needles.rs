//! A needle in every key and every file that is for few, and a search for them in every byte of what is for all.

use std::collections::BTreeMap;

use crate::support::Site;

/// A needle: letters that stand nowhere else. It survives in an address, where Han do not.
fn needle(n: usize) -> String {
    format!("zqx{n:03}vkj")
}

/// Two Han that stand nowhere else, before every needle that may have Han.
const HAN: &str = "龘靐";

/// The site, with `{n}` of its texts replaced by needle `n`, and `{^n}` by the Han and needle `n`.
fn haystack() -> Site {
    let site = Site::bare();
    for (file, text) in FILES {
        let mut text = (*text).to_owned();
        for n in 0..=NEEDLES {
            text = text.replace(&format!("{{^{n}}}"), &format!("{HAN}{}", needle(n)));
            text = text.replace(&format!("{{{n}}}"), &needle(n));
        }
        let file = file.replace("{90}", &needle(90)).replace("{91}", &needle(91)).replace("{92}", &needle(92));
        site.write(&file.replace("{94}", &needle(94)), text);
    }
    site
}

/// The largest number of a needle.
const NEEDLES: usize = 99;

/// What an edition for everybody shows: nothing of what has a needle.
const FILES: &[(&str, &str)] = &[
    ("huibian.yaml", "title: 云州汇编\naudiences: [public, {99}]\n"),
    (
        "content/units.yaml",
        "units:
  - {id: yunzhou, name: 云州市}
  - {id: caizheng, name: 云州市财政局, short: 市财政局, parent: yunzhou, predecessors: [h{1}], since: 2019-01}
  - id: h{1}
    name: '{^2}局'
    short: '{^3}局'
    aliases: ['{^4}局', {name: '{^5}局', since: 2000, until: 2010}]
    doc_aliases: ['{^6}局']
    names: [{name: '{^7}局', short: '{^8}局', until: 2015}]
    kind: k{9}
    systems: ['{^10}口']
    pinyin: 'p {11}'
    parent: yunzhou
    order: 1
    until: 2018-12
    successors: [caizheng]
    status: merged
    audience: {99}
    extra: {key: '{^12}'}
  - {id: c{13}, name: '{^14}站', short: '{^15}站', parent: h{1}}
  - {id: minzheng, name: 云州市民政局, short: 市民政局, parent: yunzhou}
",
    ),
    ("content/topics.yaml", "topics:\n  - {id: shui, label: 水利, strong: [防汛]}\n"),
    (
        "content/decisions.yaml",
        "topics:
  - {report: content/reports/{90}/{91}.md, anchor: h-00000000, topic: shui, is: true, by: '{^61}', note: '{^62}'}
mentions:
  - {report: content/reports/a.md, anchor: p-00000000, text: '{^63}局', unit: h{1}, by: '{^64}', note: '{^65}'}
imports:
  - {match: '{^66}*', unit: h{1}, audience: {99}, by: '{^67}', note: '{^68}'}
",
    ),
    ("content/index.md", "首页见[内部](reports/{90}/{91}.md)。\n"),
    (
        "content/reports/a.md",
        "---\ntitle: 公开的总结\nunit: caizheng\nyear: 2022\n---\n\n## 一、防汛。\n\n防汛。见[内部](../reports/{90}/{91}.md)、![内部](没有.png)。\n",
    ),
    ("content/reports/b.md", "---\ntitle: 另一篇\nunit: minzheng\nyear: 2022\n---\n\n正文。\n"),
    (
        "content/reports/{90}/{91}.md",
        "---
title: '{^20}总结'
subtitle: '{^21}'
unit: [caizheng, '{^22}处']
date: 1987-05-04
year: 1987
type: baogao
number: '{^23}〔1987〕1号'
recipients: ['{^24}']
copies: ['{^25}']
topics: [shui]
summary: '{^26}'
audience: {99}
openness: '{^27}'
archive: {fonds: '{^28}', catalogue: '{29}', box: '{30}', item: '{31}'}
slug: s{32}
aliases: [old/{33}.html]
attachments: [{file: '{92}表.csv', name: '{^34}.csv'}]
source: {file: '{^35}.txt', sha256: '{36}'}
inferred: {title: '{37}'}
extra: {key: '{^38}'}
---

## 一、{^39}。

{^40}。**{^41}**，`{42}`，![{^43}]({94}图.png)，[{^44}](https://example.org/{45})。

| {^46} |
|---|
| {^47} |

```
{48}
```
",
    ),
    ("content/reports/{90}/{92}表.csv", "{^49}\n"),
    ("content/reports/{90}/{94}图.png", "{50}"),
    // What nobody marked, and what is known by the company it keeps.
    ("content/reports/c1.md", "---\ntitle: '{^51}'\nunit: h{1}\nyear: 2017\n---\n\n正文。\n"),
    ("content/reports/c2.md", "---\ntitle: '{^52}'\nunit: [minzheng, '{^4}局']\nyear: 2017\n---\n\n正文。\n"),
    ("content/reports/c3.md", "---\ntitle: '{^53}'\nunit: '{^7}局'\nyear: 2014\naudience: public\n---\n\n正文。\n"),
    ("content/reports/c4.md", "---\ntitle: '{^54}'\nunit: '{^15}站'\nyear: 2017\n---\n\n正文。\n"),
    ("content/reports/c5.md", "---\ntitle: '{^55}'\nunit: minzheng\nyear: 2017\nsecrecy: '秘密★1年'\n---\n\n正文。\n"),
    (
        "content/reports/c6.md",
        "---\ntitle: '{^56}'\nunit: minzheng\nyear: 2017\naudience: public\nsecrecy: 机密\n---\n\n正文。\n",
    ),
    ("content/reports/c7.md", "---\ntitle: '{^57}'\nunit: '{^2}'\nyear: 2017\n---\n\n正文。\n"),
    (
        "content/reports/c8.md",
        "---\ntitle: '{^58}'\nunit: minzheng\nyear: 2017\nwithdrawn: 2018-01-01\n---\n\n正文。\n",
    ),
    ("content/reports/c9.md", "---\ntitle: '{^59}'\nunit: minzheng\nyear: 2017\ndraft: true\n---\n\n正文。\n"),
    (
        "content/{90}.md",
        "---\ntitle: '{^70}'\nslug: p{71}\naudience: {99}\n---\n\n{^72}。见[表](reports/{90}/{92}表.csv)。\n",
    ),
    ("content/d.md", "---\ntitle: '{^73}'\ndraft: true\n---\n\n{^74}。\n"),
];

/// Needles that are in an edition for insiders: where a page shows what has them.
const SHOWN: &[usize] = &[
    1, 2, 3, 13, 14, 15, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 37, 39, 40, 41, 42, 43, 44, 45,
    46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 70, 71, 72, 92, 94, 99,
];
/// Needles that no edition shows: drafts, what was withdrawn, and what a person said of a decision.
const NEVER: &[usize] = &[58, 59, 61, 62, 64, 65, 67, 68, 73, 74];

/// Every name and every byte of an output, in small letters, and once more with `%e9` and the like resolved.
fn everything(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut all = Vec::new();
    for (address, bytes) in files {
        all.extend_from_slice(address.as_bytes());
        all.push(b'\n');
        all.extend_from_slice(bytes);
        all.push(b'\n');
    }
    all.make_ascii_lowercase();
    let mut plain = Vec::with_capacity(all.len());
    let mut at = 0;
    while at < all.len() {
        let digits = all.get(at + 1..at + 3).filter(|_| all[at] == b'%');
        match digits.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(all[at]);
                at += 1;
            }
        }
    }
    plain.make_ascii_lowercase();
    [all, plain].concat()
}

fn contains(hay: &[u8], needle: &str) -> bool {
    memchr::memmem::find(hay, needle.as_bytes()).is_some()
}

/// The needles in an output.
fn found(site: &Site) -> Vec<usize> {
    let all = everything(&site.files());
    (0..=NEEDLES).filter(|&n| contains(&all, &needle(n))).collect()
}

#[test]
fn nothing_that_is_for_few_is_in_any_byte_of_what_is_for_all() {
    let site = haystack();
    let public = site.run(&["build"]);
    assert_eq!(public.code, 0, "{}", public.stderr);
    assert_eq!(found(&site), [0; 0], "needles in what is for all");
    let all = everything(&site.files());
    for traces in [HAN, "%e9%be%98", "1987", "2017", "2014", "da-bing", "机密", "秘密"] {
        assert!(!contains(&all, traces), "{traces}");
    }
    site.shows("index.html", "2 篇").shows("units/caizheng.html", "公开的总结").shows("reports/2022/b.html", "另一篇");
}

#[test]
fn insiders_find_it_all_and_their_edition_leaves_nothing_behind() {
    let site = haystack();
    site.build();
    let public = site.files();
    let ran = site.build_with(&["--audience", &needle(99)]);
    let found = found(&site);
    let lost: Vec<&usize> = SHOWN.iter().filter(|n| !found.contains(n)).collect();
    assert!(lost.is_empty(), "needles that insiders do not find: {lost:?}\n{}", ran.stderr);
    let leaked: Vec<&usize> = NEVER.iter().filter(|n| found.contains(n)).collect();
    assert!(leaked.is_empty(), "needles that nobody should find: {leaked:?}");
    site.build();
    assert!(public == site.files(), "the edition for all after that for insiders is what it was");
}

#[test]
fn the_clerk_is_told_of_everything_that_is_wrong_whoever_may_read_it() {
    let site = haystack();
    site.report("wrong.md", "title: 甲\nunit: minzheng\nyear: 2022\naudience: public\ndate: 昨天", "正文。");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.codes().contains(&"date-bad") && ran.codes().contains(&"audience-narrowed"), "{}", ran.stderr);
}
