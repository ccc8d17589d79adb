//! Every page of an output: its links lead somewhere, its structure is sound, and nothing in it stands inline.

mod support;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use support::html::{Element, resolve};
use support::{Page, Ran, Site, files_in};

/// An output as a browser sees it.
struct Output {
    pages: BTreeMap<String, Page>,
    files: BTreeSet<String>,
    /// Addresses outside of the site that its authors link to.
    written: &'static [&'static str],
}

impl Output {
    fn at(folder: &Path, written: &'static [&'static str]) -> Self {
        let files = files_in(folder);
        let html = files.iter().filter(|(address, _)| address.ends_with(".html"));
        let pages = html.map(|(address, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{address}: {error}"));
            (address.clone(), Page::read(text).unwrap_or_else(|error| panic!("{address}: {error}")))
        });
        Self { pages: pages.collect(), files: files.keys().cloned().collect(), written }
    }

    /// All that is wrong with it, a line each.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (address, page) in &self.pages {
            let found = [self.links(address, page), structure(page), references(page), inline(page), nesting(page)];
            faults.extend(found.into_iter().flatten().map(|fault| format!("{address}: {fault}")));
        }
        faults.extend(
            self.files
                .iter()
                .filter(|address| !is_safe(address))
                .map(|address| format!("{address} is no safe address")),
        );
        faults.extend(self.far().into_iter().map(|address| format!("{address} is more than four clicks away")));
        faults
    }

    /// Links and pictures that lead nowhere, or not by a relative way.
    fn links(&self, address: &str, page: &Page) -> Vec<String> {
        let mut faults = Vec::new();
        for (element, target) in targets(page) {
            let is_icon = element.attribute("rel") == Some("icon") && target == "data:,";
            if is_icon || self.written.contains(&target) {
                continue;
            }
            if target.starts_with('/') || target.contains(':') || target.is_empty() {
                faults.push(format!("{target} is not relative"));
                continue;
            }
            let whole = resolve(address, target);
            let (file, anchor) =
                whole.split_once('#').map_or((whole.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            if !self.files.contains(file) {
                faults.push(format!("{target} is not there"));
            } else if anchor
                .is_some_and(|anchor| !self.pages[file].elements().any(|e| e.attribute("id") == Some(anchor)))
            {
                faults.push(format!("{target} has no such anchor"));
            }
        }
        faults
    }

    /// Reports that take more than four clicks from the home page.
    fn far(&self) -> Vec<String> {
        let mut clicks = BTreeMap::from([("index.html".to_owned(), 0)]);
        let mut queue = VecDeque::from(["index.html".to_owned()]);
        while let Some(address) = queue.pop_front() {
            let here = clicks[&address];
            for (_, target) in targets(&self.pages[&address]).filter(|(element, _)| element.name() == "a") {
                let next = resolve(&address, target.split('#').next().unwrap_or_default());
                if self.pages.contains_key(&next) && !clicks.contains_key(&next) {
                    clicks.insert(next.clone(), here + 1);
                    queue.push_back(next);
                }
            }
        }
        let reports = self.pages.keys().filter(|address| address.starts_with("reports/"));
        reports.filter(|address| clicks.get(*address).is_none_or(|&clicks| clicks > 4)).cloned().collect()
    }
}

/// Everything that a page loads or leads to.
fn targets(page: &Page) -> impl Iterator<Item = (Element<'_>, &str)> {
    page.elements().flat_map(|element| {
        let names = ["href", "src", "srcset", "action", "poster", "cite"];
        names.into_iter().filter_map(move |name| element.attribute(name)).map(move |target| (element, target))
    })
}

fn structure(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    if page.all("h1").len() != 1 {
        faults.push(format!("{} elements h1", page.all("h1").len()));
    }
    // A chart has a title of its own.
    let charts: usize = page.all("svg").iter().map(|chart| chart.all("title").len()).sum();
    let titles = page.all("title");
    if titles.len() != 1 + charts || titles.iter().any(|title| title.text().is_empty()) {
        faults.push("no title".to_owned());
    }
    if page.one("html").attribute("lang").is_none_or(str::is_empty) {
        faults.push("no language".to_owned());
    }
    let levels = page.main().inside().filter_map(|element| element.name().strip_prefix('h')?.parse::<u8>().ok());
    let mut above = 0;
    for level in levels {
        if level > above + 1 {
            faults.push(format!("h{level} follows h{above}"));
        }
        above = level;
    }
    let policy =
        page.all("meta").into_iter().find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy"));
    if policy
        .and_then(|policy| policy.attribute("content"))
        .is_none_or(|policy| !policy.contains("default-src 'none'") || policy.contains("unsafe"))
    {
        faults.push("no strict content security policy".to_owned());
    }
    let unnamed = page
        .all("a")
        .into_iter()
        .filter(|link| link.text().is_empty() && link.attribute("aria-label").is_none() && link.all("img").is_empty());
    faults.extend(unnamed.map(|link| format!("a link without words: {:?}", link.attributes())));
    faults.extend(
        page.all("img")
            .into_iter()
            .filter(|img| img.attribute("alt").is_none())
            .map(|img| format!("a picture without words: {:?}", img.attributes())),
    );
    faults
}

/// Ids that stand twice, and references to ids that are not there.
fn references(page: &Page) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    for id in page.elements().filter_map(|element| element.attribute("id")) {
        if !ids.insert(id) || id.is_empty() {
            faults.push(format!("the id {id:?} twice"));
        }
    }
    for element in page.elements() {
        for list in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"]
            .into_iter()
            .filter_map(|name| element.attribute(name))
        {
            faults.extend(
                list.split(' ')
                    .filter(|id| !ids.contains(id))
                    .map(|id| format!("a reference to {id:?}, which is not there")),
            );
        }
    }
    faults
}

/// Styles and scripts that stand in the page.
fn inline(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    for element in page.elements() {
        if element.name() == "style" || element.name() == "script" && element.attribute("src").is_none() {
            faults.push(format!("an inline {}", element.name()));
        }
        for (name, value) in element.attributes() {
            if name == "style" || name.starts_with("on") || value.trim().to_ascii_lowercase().starts_with("javascript:")
            {
                faults.push(format!("{name}=\"{value}\""));
            }
        }
    }
    faults
}

/// Elements that a browser would move out of where they stand.
fn nesting(page: &Page) -> Vec<String> {
    let blocks = [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ];
    let mut faults = Vec::new();
    let inside = |outer: Element<'_>, names: &[&str]| {
        outer
            .inside()
            .find(|element| names.contains(&element.name()))
            .map(|element| format!("<{}> in <{}>", element.name(), outer.name()))
    };
    for name in ["p", "h1", "h2", "h3", "h4", "h5", "h6"] {
        faults.extend(page.all(name).into_iter().filter_map(|outer| inside(outer, &blocks)));
    }
    faults.extend(page.all("a").into_iter().filter_map(|outer| inside(outer, &["a", "button"])));
    faults.extend(page.all("button").into_iter().filter_map(|outer| inside(outer, &["a", "button"])));
    faults
}

fn is_safe(address: &str) -> bool {
    let fit = |segment: &str| {
        (1..=100).contains(&segment.len())
            && segment.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    };
    address.split('/').all(fit)
}

#[test]
fn the_sample_of_the_repository_is_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = Site::empty();
    let folder = site.path("output");
    let folder_argument = folder.to_str().expect("UTF-8");
    let ran = Ran::of(site.program(&["build", "--format", "json", "-o", folder_argument]).current_dir(root));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let wrong: Vec<&str> = ran.stderr.lines().filter(|line| !line.contains("\"severity\":\"note\"")).collect();
    assert_eq!(wrong, [""; 0], "no error and no warning");
    let output = Output::at(&folder, &[]);
    assert!(output.pages.keys().filter(|address| address.starts_with("reports/")).count() >= 8);
    assert_eq!(output.faults(), [""; 0]);
}

/// A site that has something of everything, in either language.
fn full_site(language: &str) -> Site {
    let site = Site::with_units();
    site.write("huibian.yaml", format!("title: 云州汇编\ndescription: 说明\nlanguage: {language}\npaginate_by: 10\n"));
    site.write(
        "content/topics.yaml",
        "topics:\n  - {id: a, label: 民生, note: 说明}\n  - {id: b, label: 养老, parent: a, strong: [养老]}\n",
    );
    site.write("content/index.md", "欢迎，见[说明](help/Über uns.md)。\n\n## 怎样使用\n\n正文。\n");
    site.write("content/help/Über uns.md", "---\ntitle: 使用说明\n---\n\n# 使用说明\n\n#### 跳了级\n\n[首页](../index.md)、[报告](../reports/2000/带 空格.md)、[附件](表.csv)。\n");
    site.write("content/help/表.csv", "一,二\n");
    let body = "\
导语，138****1234，见[附表](附 表.xls)、[自己](#h-x)、[另一篇](../r03.md)、[外面](https://example.org/?a=1&b=2)。[^1]

## 一、情况

![图](图.png \"标题\")

### （一）甲。 {.run-in}

同样的段落。

同样的段落。

##### 跳了级的标题

| 一 | 二 |
|----|----|
| 1 | 2[^2] |

## 一、情况

> 引文，[链接](https://example.org/)。
>
> - 甲
> - 乙
>   1. 丙

```rust
fn main() {}
```

一是甲；二是乙；三是丙。

<div id=\"main\" class=\"body\">块<p id=\"title\">甲<b>粗</b></div>

[^1]: 注一，第一段。

    第二段。

[^2]: 注二。";
    site.report("2000/带 空格.md", "title: 关于“养老”的报告\nsubtitle: 副题\nunit: [caizheng, 气象局]\nyear: 2000\ntopics: [b, a]\nnumber: 云财〔2000〕1号\nsource: {file: 原件.doc, sha256: 0123456789abcdef}\ninferred: {title: lead, unit: subject}", body);
    site.write("content/reports/2000/附 表.xls", "x").write("content/reports/2000/图.png", "x");
    for n in 0..24 {
        let unit = ["unit: caizheng", "unit: zhifu", "unit: 气象局", ""][n % 4];
        let year = ["year: 2020", "period: 2021..2022", "", "period: 2021/2022"][n % 3];
        site.report(
            &format!("r{n:02}.md"),
            &format!("title: 报告{n}\n{unit}\n{year}"),
            "## 一、养老\n\n养老养老养老，养老。",
        );
    }
    site.report("untitled.md", "year: 2021", "没有标题，*see below*。");
    site
}

const WRITTEN: &[&str] = &["https://example.org/?a=1&b=2", "https://example.org/"];

#[test]
fn a_site_with_something_of_everything_is_sound_in_both_languages() {
    for language in ["zh-CN", "en"] {
        let site = full_site(language);
        let built = site.build();
        assert!(built.codes().contains(&"link-broken"), "the link to #h-x leads nowhere: {}", built.stderr);
        assert_eq!(Output::at(&site.out(""), WRITTEN).faults(), [""; 0], "{language}");
    }
}

#[test]
fn a_nearly_empty_site_is_sound() {
    let site = Site::bare();
    site.build();
    assert_eq!(Output::at(&site.out(""), &[]).faults(), [""; 0]);
    site.write("content/reports/a.md", "一段。\n");
    site.build();
    assert_eq!(Output::at(&site.out(""), &[]).faults(), [""; 0]);
}

#[test]
fn an_absolute_address_is_used_only_where_one_is_needed() {
    let site = Site::with_units();
    site.report("a.md", "title: 甲\nunit: caizheng\nyear: 2022", "正文。");
    site.build_with(&["-u", "https://example.org/archive"]);
    for address in site.pages() {
        let page = site.page(&address);
        let absolute: Vec<_> = targets(&page).filter(|(_, target)| target.starts_with("http")).collect();
        let canonical = format!("https://example.org/archive/{address}");
        if address == "404.html" {
            assert!(
                absolute.iter().all(|(_, target)| target.starts_with("https://example.org/archive/"))
                    && absolute.len() > 3
            );
        } else {
            let found: Vec<_> = absolute.iter().map(|(element, target)| (element.attribute("rel"), *target)).collect();
            assert_eq!(found, [(Some("canonical"), canonical.as_str())]);
        }
    }
    let canonical =
        |site: &Site| site.files().values().any(|bytes| String::from_utf8_lossy(bytes).contains("canonical"));
    assert!(canonical(&site));
    site.build();
    assert!(!canonical(&site), "without a base address there are none");
}

#[test]
fn the_checks_find_what_they_look_for() {
    let site = Site::empty();
    let bad = "<!doctype html>\n<html lang=\"\"><head><title></title><style>p {}</style><script>x</script></head><body><main>\
        <h1 id=\"a\">一</h1><h3 id=\"a\">三</h3><h1 onclick=\"x\">二</h1><p style=\"x\"><a href=\"/x\">甲</a><a href=\"b.html\">乙</a>\
        <a href=\"#c\">丙</a><a href=\"https://example.org/\">丁</a><img src=\"d.png\"><a href=\"index.html\"></a></p>\
        <p aria-labelledby=\"e\"><span>x</span><div>块</div></p></main></body></html>";
    for address in ["index.html", "reports/2022/a.html", "Ab/c.txt"] {
        site.write(address, bad);
    }
    let faults = Output::at(site.root(), &[]).faults();
    for fault in [
        "/x is not relative",
        "b.html is not there",
        "#c has no such anchor",
        "https://example.org/ is not relative",
        "d.png is not there",
        "2 elements h1",
        "no title",
        "no language",
        "h3 follows h1",
        "no strict content",
        "without words",
        "\"a\" twice",
        "\"e\", which is not there",
        "an inline style",
        "an inline script",
        "style=\"x\"",
        "onclick=\"x\"",
        "<div> in <p>",
        "Ab/c.txt is no safe",
        "reports/2022/a.html is more than",
    ] {
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:#?}");
    }
}
