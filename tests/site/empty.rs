//! Every kind of page reads well when it is nearly empty, in both languages.

use crate::support::{Site, UNITS};

/// A name, files of the site, and how many headings over nothing it may have: none.
const SITES: [(&str, &[(&str, &str)]); 5] = [
    ("nothing", &[]),
    ("a registry", &[("content/units.yaml", UNITS)]),
    ("a report", &[("content/reports/a.md", "正文。\n")]),
    (
        "a registry and a report of nobody",
        &[("content/units.yaml", UNITS), ("content/reports/a.md", "---\nyear: 2022\n---\n正文。\n")],
    ),
    (
        "a unit that has ended, a topic, a report",
        &[
            (
                "content/units.yaml",
                "units:\n  - {id: a, name: 云州市旅游局, since: 2001, until: 2018, status: merged, successors: [b]}\n  - {id: b, name: 云州市文化和旅游局, since: 2018}\n",
            ),
            ("content/topics.yaml", "topics:\n  - {id: t, label: 旅游}\n  - {id: u, label: 景区, parent: t}\n"),
            ("content/reports/a.md", "---\ntitle: 总结\nunit: a\nyear: 2017\ntopics: [u]\n---\n正文。\n"),
        ],
    ),
];

#[test]
fn every_page_reads_well_when_it_is_nearly_empty() {
    for (name, files) in SITES {
        for language in ["zh-CN", "en"] {
            let site = Site::empty();
            site.write(
                "huibian.yaml",
                format!("title: 汇编\nlanguage: {language}\nbase_url: https://example.org/a/\n"),
            );
            for (path, text) in files {
                site.write(path, text);
            }
            site.build();
            for address in site.pages() {
                let html = std::fs::read_to_string(site.out(&address)).expect("the page is there");
                for wrong in [
                    "—年",
                    "0—",
                    "<ul></ul>",
                    "<ol></ol>",
                    "<dl></dl>",
                    "<tbody></tbody>",
                    "<p></p>",
                    "<dd></dd>",
                    " style=",
                    "<style",
                    "href=\"/",
                    "src=\"/",
                    "onclick",
                    "{{",
                    "\u{FFFD}",
                    "NaN",
                    "undefined",
                ] {
                    assert!(!html.contains(wrong), "{name}, {language}, {address}: {wrong}\n{html}");
                }
                let page = site.page(&address);
                assert_eq!(page.all("h1").len(), 1, "{name}, {language}, {address}");
                for section in page.all("section") {
                    assert!(
                        section.inside().count() > 2,
                        "a heading over nothing: {name}, {language}, {address}\n{html}"
                    );
                }
            }
        }
    }
}
