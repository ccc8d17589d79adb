//! Texts that try to act, to break out of their place or to deceive: they stand in every field, name and body of a site, and on
//! its pages they are text. What is built here stays in the folder of temporary files of the tests, where `tests/browser/run`
//! opens it in a browser and hands it to a validator.

mod support;

#[path = "hostile/site.rs"]
mod site;
#[path = "hostile/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use site::{Kind, count, fill};
use support::html::Element;
use support::{Page, Site};

/// Where the sites say that they stand.
const BASE: &str = "https://intranet.example/a/";

/// A hostile text is a mark of secrecy too, and keeps its report from everybody else.
const INSIDERS: [&str; 2] = ["--audience", "internal"];

/// Builds the site and keeps its output under `name`.
fn keep(site: &Site, name: &str) -> Output {
    Output { files: support::keep(site, name, &INSIDERS) }
}

fn filled(kind: Kind, language: &str) -> Site {
    let site = Site::empty();
    fill(&site, kind, language);
    site
}

/// Every file of an output.
struct Output {
    files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let files = self.files.iter().filter(move |(address, _)| address.ends_with(ending));
        files.map(|(address, bytes)| (address.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
    }

    fn pages(&self) -> BTreeMap<&str, Page> {
        let page = |html| Page::read(html).unwrap_or_else(|error| panic!("{error}"));
        self.texts(".html").map(|(address, html)| (address, page(html))).collect()
    }

    /// All that could act, of every file.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (address, page) in self.pages() {
            let found = page.elements().flat_map(active).chain(policy(&page)).chain(bodies(&page));
            faults.extend(found.map(|fault| format!("{address}: {fault}")));
        }
        for (address, json) in self.texts(".json") {
            let read = serde_json::from_str::<serde_json::Value>(json);
            faults.extend(read.err().map(|error| format!("{address}: {error}")));
        }
        for (address, csv) in self.texts(".csv") {
            let acting = cells(csv).into_iter().filter(|cell| is_formula(cell));
            faults.extend(acting.map(|cell| format!("{address}: the cell {cell} is a formula")));
        }
        faults
    }
}

/// What an element does besides showing.
fn active(element: Element<'_>) -> Vec<String> {
    const ACTIVE: [&str; 21] = [
        "iframe", "object", "embed", "base", "form", "style", "math", "video", "audio", "source", "track", "applet",
        "frame", "frameset", "template", "textarea", "select", "dialog", "noscript", "marquee", "slot",
    ];
    let mut faults = Vec::new();
    let (name, attribute) = (element.name(), |name: &str| element.attribute(name));
    let own_script = attribute("src")
        .is_some_and(|src| ["", BASE].contains(&src.trim_start_matches("../").trim_end_matches("static/site.js")));
    if ACTIVE.contains(&name) || name == "script" && !own_script {
        faults.push(format!("<{name}> is active"));
    }
    if name == "meta" && attribute("http-equiv").is_some_and(|equiv| equiv != "Content-Security-Policy") {
        faults.push("a <meta> acts".to_owned());
    }
    for (key, value) in element.attributes() {
        let is_address = ["href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href", "ping"];
        if key.starts_with("on")
            || ["style", "srcdoc", "http-equiv", "target"].contains(&key.as_str()) && name != "meta"
        {
            faults.push(format!("<{name}> has {key}"));
        }
        let icon = attribute("rel") == Some("icon") && value == "data:,";
        if is_address.contains(&key.as_str()) && !icon && !leads_safely(value) {
            faults.push(format!("<{name}> has {key}={value:?}"));
        }
    }
    faults
}

/// A relative address, or one of a scheme that only leads elsewhere.
fn leads_safely(address: &str) -> bool {
    let scheme: String = address.chars().take_while(|c| !matches!(c, ':' | '/' | '?' | '#')).collect();
    let has_scheme = address[scheme.len()..].starts_with(':');
    let hidden = address.chars().any(|c| c.is_control()) || address.starts_with(char::is_whitespace);
    !hidden
        && !address.starts_with("//")
        && !address.contains('\\')
        && (!has_scheme || ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str()))
}

/// The policy that stops what nobody foresaw has to stand before everything that it is to stop.
fn policy(page: &Page) -> Vec<String> {
    let place = |name: &str| page.elements().position(|element| element.name() == name);
    let policy = page.elements().position(|e| e.attribute("http-equiv") == Some("Content-Security-Policy"));
    let content =
        page.all("meta").into_iter().filter_map(|e| e.attribute("content")).find(|c| c.contains("default-src"));
    let strict =
        content.is_some_and(|content| content.starts_with("default-src 'none';") && !content.contains("unsafe"));
    let first = policy < place("script").or(policy) && policy < place("link").or(policy);
    if strict && (first || place("script").is_none()) {
        Vec::new()
    } else {
        vec!["it has no strict policy first".to_owned()]
    }
}

/// What an author's text may become, and nothing else; ids and classes are the program's.
fn bodies(page: &Page) -> Vec<String> {
    const ELEMENTS: &str = " p h2 h3 h4 h5 h6 a span strong em b i u s sub sup small mark kbd del ins code pre ul ol li \
        blockquote table caption colgroup col thead tbody tfoot tr th td div section dl dt dd br hr img wbr ";
    const ATTRIBUTES: &str = " href title alt src class id lang role tabindex scope colspan rowspan start rel download \
        aria-label aria-labelledby aria-hidden data-cite width height ";
    let mut faults = Vec::new();
    for element in page.all(".body").into_iter().flat_map(|body| body.inside().collect::<Vec<_>>()) {
        if !ELEMENTS.contains(&format!(" {} ", element.name())) {
            faults.push(format!("a text holds <{}>", element.name()));
        }
        for (key, value) in element.attributes() {
            let own = !["id", "class"].contains(&key.as_str())
                || value.bytes().all(|b| b.is_ascii_alphanumeric() || b" -".contains(&b));
            if !ATTRIBUTES.contains(&format!(" {key} ")) || !own || key == "id" && !is_anchor(value) {
                faults.push(format!("a text holds <{} {key}={value:?}>", element.name()));
            }
        }
    }
    faults
}

fn is_anchor(id: &str) -> bool {
    ["h-", "p-", "fn-", "fnref-"].iter().any(|begin| id.starts_with(begin))
}

/// The cells of a table as Excel reads it.
fn cells(csv: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in csv.trim_start_matches('\u{FEFF}').chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' | '\r' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

fn is_formula(cell: &str) -> bool {
    let number = cell.strip_prefix('-').unwrap_or(cell);
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The elements of a page outside of the authors' bodies, each with how deep it stands, and ids of the program.
fn skeleton(page: &Page) -> Vec<String> {
    let mut bone = Vec::new();
    let mut skipped = 0;
    for element in page.elements() {
        if skipped > 0 {
            skipped -= 1;
            continue;
        }
        if element.has_class("body") {
            skipped = element.inside().count();
        }
        // A title breaks where its words end, and those differ.
        if element.name() != "wbr" {
            bone.push(format!("<{} {}>", element.name(), element.attribute("class").unwrap_or_default()));
        }
    }
    bone
}

#[test]
fn hostile_texts_stay_text_in_their_place() {
    for language in ["zh-CN", "en"] {
        let hostile = keep(&filled(Kind::Hostile, language), &format!("hostile-{language}"));
        assert_eq!(hostile.faults(), [""; 0], "{language}");
    }
}

#[test]
fn pages_of_hostile_texts_are_built_as_those_of_harmless_ones() {
    let outputs = [Kind::Hostile, Kind::Harmless].map(|kind| {
        let site = filled(kind, "zh-CN");
        site.build_with(&INSIDERS);
        Output { files: site.files() }
    });
    let [hostile, harmless] = outputs.each_ref().map(Output::pages);
    let mut compared = 0;
    for n in 0..count() {
        let report = format!("/r{n:03}.html");
        let reports = hostile.keys().filter(|address| address.ends_with(&report)).map(ToString::to_string);
        for address in reports.chain([format!("units/u{n}.html"), format!("topics/t{n}.html")]) {
            let (one, other) = (skeleton(&hostile[&*address]), skeleton(&harmless[&*address]));
            let differing = one.iter().zip(&other).position(|(one, other)| one != other);
            let at = differing.unwrap_or(one.len().min(other.len()));
            let around = at.saturating_sub(4)..at + 4;
            let shown =
                |bones: &[String]| bones.get(around.clone().start..around.end.min(bones.len())).map(<[_]>::to_vec);
            assert!(one == other, "{address} at {at}:\n{:?}\n{:?}", shown(&one), shown(&other));
            compared += 1;
        }
    }
    assert!(compared > 2 * count(), "{compared}");
    for address in ["index.html", "units/index.html", "topics/index.html", "years/index.html", "404.html"] {
        assert_eq!(skeleton(&hostile[address]), skeleton(&harmless[address]), "{address}");
    }
}

#[test]
fn the_sample_and_nearly_empty_sites_are_kept_for_the_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for language in ["zh-CN", "en"] {
        let site = Site::empty();
        for (file, bytes) in support::files_in(&root.join("content")) {
            site.write(&format!("content/{file}"), bytes);
        }
        let settings = fs::read_to_string(root.join("huibian.yaml")).expect("the settings of the sample");
        let own = settings.lines().filter(|line| !["language:", "base_url:"].iter().any(|key| line.starts_with(key)));
        let own: String = own.map(|line| format!("{line}\n")).collect();
        site.write("huibian.yaml", format!("{own}language: {language}\nbase_url: https://intranet.example/a\n"));
        assert_eq!(keep(&site, &format!("sample-{language}")).faults(), [""; 0], "{language}");

        let site = Site::empty();
        site.write("huibian.yaml", format!("title: 汇编\nlanguage: {language}\n"));
        assert_eq!(keep(&site, &format!("empty-{language}")).faults(), [""; 0], "{language}");
        site.write("content/reports/a.md", "# 甲\n\n正文。\n");
        assert_eq!(keep(&site, &format!("one-{language}")).faults(), [""; 0], "{language}");
        site.write("content/units.yaml", support::UNITS);
        assert_eq!(keep(&site, &format!("units-{language}")).faults(), [""; 0], "{language}");
    }
}
