//! The theme `default` and what a site may do to it, seen from outside: layers in, pages or faults out.

use std::collections::BTreeSet;

use super::*;
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::Limit;
use crate::digest::Digested;
use crate::document::{Body, Derived};
use crate::plan::view::*;
use theme::{Config, Layer};

fn config(language: &str) -> Config {
    Config {
        title: "云州市工作报告汇编".to_owned(),
        description: String::new(),
        language: language.to_owned(),
        base_url: None,
        extra: serde_json::Map::new(),
        highlight: true,
    }
}

fn file(path: &str, text: &str) -> ThemeFile {
    ThemeFile { file: path.to_owned(), path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The theme as a site with these files sees it.
fn theme(files: &[(&str, &str)]) -> Result<Theme, Vec<Diagnostic>> {
    let own = files.iter().map(|(path, text)| file(path, text)).collect();
    Theme::new(vec![Layer { name: String::new(), files: own }], config("zh-CN"))
}

fn frame(path: &str) -> Frame<'_> {
    Frame {
        root: "../".repeat(path.matches('/').count()),
        path: path.to_owned(),
        section: "",
        pages: Vec::new(),
        has_imports: false,
    }
}

fn lost() -> View<'static> {
    View { site: frame("404.html"), page: Page::Lost(LostView { reports: 3 }) }
}

fn shown(theme: &Theme, view: &View<'_>) -> String {
    String::from_utf8(page(theme, view).unwrap_or_else(|fault| panic!("{fault:?}"))).unwrap()
}

fn embedded_text(path: &str) -> String {
    let file = embedded().into_iter().find(|file| file.path == path).unwrap();
    String::from_utf8(file.bytes).unwrap()
}

/// What stands between `begin` and `end`, each time.
fn between<'a>(text: &'a str, begin: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(begin).skip(1).filter_map(move |rest| rest.split(end).next())
}

/// The key in `"skip" | trans`, or the beginning of one in `"type-" ~ card.type) | trans`.
fn plainly_asked(piece: &str) -> Option<&str> {
    let (key, after) = piece.trim_start().strip_prefix('"')?.split_once('"')?;
    let whole = after.starts_with(" | trans");
    let family = key.ends_with('-') && after.contains(") | trans");
    (whole || family).then_some(key)
}

#[test]
fn every_phrase_that_is_asked_for_exists_and_every_other_is_one_of_a_family() {
    let theme = theme(&[]).unwrap();
    let known: BTreeSet<&str> = theme.words.keys().collect();
    let mut asked = BTreeSet::new();
    for file in embedded().iter().filter(|file| file.path.starts_with("templates/")) {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        asked.extend(between(&text, "trans(key=\"", '"').map(str::to_owned));
        asked.extend(text.split(['{', '(', '=']).filter_map(plainly_asked).map(str::to_owned));
    }
    let body = [include_str!("body.rs"), include_str!("body/apparatus.rs"), include_str!("body/table.rs")].concat();
    let program = [&body, include_str!("words.rs"), include_str!("filters.rs")].concat();
    asked.extend(["say(\"", "form(\""].into_iter().flat_map(|begin| between(&program, begin, '"')).map(str::to_owned));
    let whole = asked.iter().filter(|key| !key.ends_with('-'));
    let missing: Vec<_> = whole.filter(|key| !known.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // `section | trans`, the body's notes and the dates ask by keys that are put together.
    let families = [
        "month-",
        "period-",
        "date-",
        "list-",
        "units",
        "years",
        "topics",
        "year",
        "school-year",
        "data-reports-field-",
        "matrix-field-",
    ];
    let is_family = |key: &str| asked.iter().any(|asked| asked.ends_with('-') && key.starts_with(asked.as_str()));
    let idle: Vec<_> = known
        .iter()
        .filter(|key| {
            !asked.contains(**key) && !is_family(key) && !families.iter().any(|family| key.starts_with(family))
        })
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn a_site_replaces_and_extends_templates_words_and_files() {
    let theme = theme(&[
        (
            "templates/404.html",
            "{% extends \"default/404.html\" %}{% block main %}<p>本站</p>{{ super() }}{% endblock %}",
        ),
        ("locales/zh-CN.yaml", "lost: 找不到这一页\n"),
        ("static/site.css", "body {}"),
        ("static/seal.png", "…"),
    ])
    .unwrap();
    let html = shown(&theme, &lost());
    assert!(html.contains("<p>本站</p>") && html.contains("<h1>找不到这一页</h1>"), "{html}");
    let assets: Vec<_> = theme.assets().map(|(address, bytes)| (address, bytes.len() < 10)).collect();
    assert_eq!(assets, [("static/seal.png", true), ("static/site.css", true), ("static/site.js", false)]);
}

#[test]
fn faults_are_all_reported_at_their_places() {
    let bad = |path: &str, text: &str| theme(&[(path, text)]).err().unwrap_or_default();
    let place = |fault: &Diagnostic| {
        let place = fault.place.clone().expect("every fault has a place");
        (place.file.to_string(), place.line, place.column, place.excerpt.to_string())
    };
    let found = bad("templates/unit.html", "<p>\n标题：{{ unit.card.name | 大写 }}</p>");
    let expected = ("templates/unit.html".to_owned(), 2, 24, "标题：{{ unit.card.name | 大写 }}</p>".to_owned());
    assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [expected]);
    let found = bad("templates/unit.html", "{{ a | none_such }}\n{{ b | nor_this }}");
    assert_eq!(found.iter().map(|fault| place(fault).1).collect::<Vec<_>>(), [1, 2], "{found:?}");
    let found = bad("locales/zh-CN.yaml", "lost: 找不到\nhome: [1]\n");
    assert_eq!((place(&found[0]).0.as_str(), place(&found[0]).1), ("locales/zh-CN.yaml", 2), "{found:?}");
    let found = bad("static/章.png", "");
    assert_eq!((place(&found[0]).0.as_str(), found[0].phrase.code()), ("static/章.png", "static-name"));
    let found = bad("theme.yaml", "name: x\nversion: 1.0.0\nmin_huibian: 99.0.0\n");
    assert_eq!(found[0].phrase, Phrase::ThemeNew { needed: "99.0.0".to_owned() });
}

#[test]
fn a_page_that_cannot_be_made_says_where() {
    let fault = |text: &str| {
        let theme = theme(&[("templates/404.html", text)]).unwrap();
        page(&theme, &lost()).unwrap_err()
    };
    let unknown = fault("<p>\n  {{ lost.nothing }}");
    let place = unknown.place.expect("it has a place");
    assert_eq!((&*place.file, place.line, &*place.excerpt), ("templates/404.html", 2, "  {{ lost.nothing }}"));
    let endless =
        fault("{% for a in range(end=90000) %}{% for b in range(end=90000) %}一二三四{% endfor %}{% endfor %}");
    assert_eq!(endless.phrase, Phrase::Limit { what: Limit::Page });
    let place = endless.place.expect("it has a place");
    assert_eq!(
        (&*place.file, &place.excerpt[place.marked.start as usize..place.marked.end as usize]),
        ("templates/404.html", "一二三四")
    );
}

#[test]
fn a_fingerprint_covers_the_view_the_files_and_the_settings() {
    let plain = theme(&[]).unwrap();
    let print = fingerprint(&plain, &lost());
    assert_eq!(print, fingerprint(&theme(&[]).unwrap(), &lost()));
    let other = View { site: frame("404.html"), page: Page::Lost(LostView { reports: 4 }) };
    let english = Theme::new(Vec::new(), config("en")).unwrap();
    let styled = theme(&[("static/more.css", "")]).unwrap();
    for different in [fingerprint(&plain, &other), fingerprint(&english, &lost()), fingerprint(&styled, &lost())] {
        assert_ne!(print, different);
    }
}

#[test]
fn a_report_without_anything_has_words_for_what_it_lacks() {
    let body = Body::new(digest_of(""), Document::default());
    let card = Digested::new(ReportCard {
        href: "reports/unknown/x.html".into(),
        title: String::new(),
        units: vec![],
        year: None,
        date: None,
        kind: None,
        summary: None,
        draft: false,
        inferred: vec![],
    });
    let year = Digested::new(YearCard { href: "years/unknown.html".into(), year: None });
    let report = ReportView {
        body: &body,
        links: &[],
        card: &card,
        title: "",
        subtitle: None,
        crumbs: vec![],
        units: vec![],
        unit_year: None,
        unknown_units: vec![],
        year: &year,
        period: None,
        level: None,
        number: None,
        recipients: &[],
        copies: &[],
        audience: None,
        secrecy: None,
        openness: None,
        elements: Derived::of(&body, |_| vec![]),
        archive: None,
        topics: vec![],
        inferred: vec![Inferred { key: "unit", evidence: "某种新依据" }],
        outline: Derived::of(&body, |_| vec![]),
        characters: Derived::of(&body, |_| 0),
        masks: Derived::of(&body, |_| 0),
        earlier: None,
        later: None,
        strip: vec![],
        siblings: vec![],
        attachments: vec![],
        source: None,
        receipt: None,
    };
    let view = View { site: frame("reports/unknown/x.html"), page: Page::Report(Box::new(report)) };
    let html = shown(&theme(&[]).unwrap(), &view);
    for word in
        ["〔无标题〕", "单位未标明", "年份不详", "日期不详", "单位：某种新依据", "href=\"../../units/unknown.html\""]
    {
        assert!(html.contains(word), "{word}: {html}");
    }
    assert!(!html.contains("<nav aria-labelledby=\"rail-h\">") && !html.contains("neighbours"), "{html}");
}

#[test]
fn only_known_schemes_lead_out() {
    for (target, leads) in [
        ("https://example.org/", true),
        ("MAILTO:office@example.org", true),
        ("javascript:alert(1)", false),
        ("JavaScript:alert(1)", false),
        ("data:text/html,x", false),
        ("//example.org", false),
        ("missing.md", false),
    ] {
        assert_eq!(is_outside(target), leads, "{target}");
    }
}

#[test]
fn the_dark_colours_stand_twice_and_are_equal() {
    let css = embedded_text("static/site.css");
    assert!(css.len() <= 60 << 10);
    let colours = |after: &str| -> BTreeSet<String> {
        let block = css.split_once(after).unwrap().1.split('}').next().unwrap();
        block.split(';').map(|rule| rule.trim().to_owned()).filter(|rule| rule.starts_with("--")).collect()
    };
    let by_system = colours("@media (prefers-color-scheme: dark) {\n  :root:not([data-theme=\"light\"]) {");
    assert!(by_system.len() > 10);
    assert_eq!(by_system, colours("\n:root[data-theme=\"dark\"] {"));
    let defined: BTreeSet<&str> =
        css.split("--").skip(1).filter_map(|rest| rest.split_once(':')).map(|(name, _)| name).collect();
    let unknown: Vec<_> = between(&css, "var(--", ')').filter(|name| !defined.contains(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
