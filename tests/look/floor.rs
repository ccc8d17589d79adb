//! The floor is Chromium 80: what it does not know is refused, or is an extra that is named here with what happens without
//! it. What it knows stands in `chromium80.txt`. Whether it shows a page well is for eyes. Start at `EXTRAS`.

use std::collections::{BTreeMap, BTreeSet};

use cssparser::Token;

use crate::sheet::{Declaration, Piece, Rule, deep, rules, sheet, text};

/// What is newer and used all the same: the kind, the word, and what an old browser does.
const EXTRAS: [(&str, &str, &str); 14] = [
    ("property", "-webkit-text-size-adjust", "the name without prefix stands beside it"),
    ("property", "color-scheme", "scroll bars stay light"),
    ("property", "text-autospace", "no gap between Han and Latin"),
    ("property", "text-spacing-trim", "a bracket that begins a line keeps its half of air"),
    ("property", "text-wrap", "a title's lines differ in length"),
    ("property", "text-underline-offset", "the line under a link lies closer"),
    ("property", "text-justify", "gaps fall between words as the browser has it"),
    ("property", "forced-color-adjust", "stands in a query that it does not know either"),
    ("property", "print-color-adjust", "the prefixed name stands beside it"),
    ("property", "page", "the matrix is printed upright"),
    ("selector", "focus-visible", "focus is shown for the mouse too"),
    ("media", "forced-colors", "nobody could ask for it"),
    ("at-rule", "bottom-left", "printed pages have no number"),
    ("at-rule", "bottom-right", "printed pages have no number"),
];

/// As old as CSS 2, or older than the data's own history.
const OLD: [(&str, &str); 4] =
    [("function", "rect"), ("unit", "s"), ("property", "grid-column-gap"), ("property", "grid-gap")];

/// The words of the table, by section.
fn table() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let text = include_str!("chromium80.txt");
    let section = |part: &'static str| {
        let (title, words) = part.split_once('\n').expect("a title");
        (title, words.split_whitespace().collect())
    };
    text.split("\n## ").skip(1).map(section).collect()
}

/// What a sheet uses, as kind, word, and place.
struct Used {
    kind: &'static str,
    word: String,
    place: String,
}

struct Floor {
    table: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Floor {
    fn new() -> Self {
        Self { table: table() }
    }

    fn knows(&self, kind: &str, word: &str) -> bool {
        let section = match kind {
            "property" => "properties",
            "descriptor" => "descriptors",
            "selector" => "selectors",
            "at-rule" => "at-rules",
            "media" => "media features",
            "function" => "functions",
            "unit" => "units",
            _ => panic!("{kind} is no kind"),
        };
        self.table[section].contains(word) || OLD.contains(&(kind, word))
    }

    /// Keywords that came later than their property, and are named in the table.
    fn is_newer(&self, property: &str, word: &str) -> bool {
        let newer = &self.table["newer values"];
        newer.contains(format!("{property}:{word}").as_str()) || newer.contains(format!("*:{word}").as_str())
    }

    /// What is newer in a sheet, whether or not it is an extra.
    fn newer(&self, rules: &[Rule]) -> Vec<Used> {
        let used = rules.iter().flat_map(used);
        used.filter(|used| !self.knows(used.kind, &used.word)).collect()
    }
}

fn used(rule: &Rule) -> Vec<Used> {
    let mut all = Vec::new();
    let mut note = |kind, word: &str| all.push(Used { kind, word: word.to_ascii_lowercase(), place: rule.place() });
    match rule.head.first().map(|piece| &piece.token) {
        Some(Token::AtKeyword(name)) => {
            note("at-rule", name);
            for piece in deep(&rule.head).into_iter().filter(|_| &**name == "media") {
                if let Token::ParenthesisBlock = piece.token
                    && let Some(Token::Ident(feature)) = piece.inner.first().map(|inner| &inner.token)
                {
                    note("media", feature.trim_start_matches("min-").trim_start_matches("max-"));
                }
            }
        }
        _ => pseudo(&rule.head).iter().for_each(|name| note("selector", name)),
    }
    let is_descriptor = ["@font-face", "@page"].iter().any(|at| rule.name().starts_with(at));
    for one in &rule.declarations {
        let is_page = is_descriptor && one.name == "size" || rule.name() == "@font-face";
        match one.name.as_str() {
            name if name.starts_with("--") => {}
            name => note(if is_page { "descriptor" } else { "property" }, name),
        }
        for piece in deep(&one.value) {
            match &piece.token {
                Token::Function(name) => note("function", name),
                // Units of the printed page and shares are as old as CSS and grids.
                Token::Dimension { unit, .. } if !["px", "pt", "mm", "fr"].contains(&&**unit) => note("unit", unit),
                _ => {}
            }
        }
    }
    all
}

/// Pseudo-classes and -elements, those in `:not()` too.
fn pseudo(head: &[Piece]) -> Vec<String> {
    let mut found = Vec::new();
    for (piece, after) in head.iter().zip(head.iter().skip(1)) {
        if let (Token::Colon, Token::Ident(name) | Token::Function(name)) = (&piece.token, &after.token) {
            found.push(name.to_string());
        }
    }
    head.iter().for_each(|piece| found.extend(pseudo(&piece.inner)));
    found
}

#[test]
fn what_is_newer_than_the_floor_is_named() {
    let wrong: Vec<String> = Floor::new()
        .newer(&sheet())
        .into_iter()
        .filter(|used| !EXTRAS.iter().any(|(kind, word, _)| *kind == used.kind && *word == used.word))
        .map(|used| format!("{}: {} {}", used.place, used.kind, used.word))
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_extra_is_newer_and_used() {
    let newer = Floor::new().newer(&sheet());
    for (kind, word, _) in EXTRAS {
        assert!(newer.iter().any(|used| used.kind == kind && used.word == word), "{kind} {word}");
    }
    let all: Vec<Used> = sheet().iter().flat_map(used).collect();
    for (kind, word) in OLD {
        assert!(all.iter().any(|used| used.kind == kind && used.word == word), "{kind} {word}");
    }
}

/// A browser drops a whole rule for one selector that it does not know.
#[test]
fn a_newer_selector_has_a_rule_of_its_own() {
    let floor = Floor::new();
    let wrong: Vec<String> = sheet().iter().filter(|rule| is_mixed(&floor, rule)).map(Rule::place).collect();
    assert_eq!(wrong, [""; 0]);
}

fn is_mixed(floor: &Floor, rule: &Rule) -> bool {
    let parts: Vec<&[Piece]> = rule.head.split(|piece| matches!(piece.token, Token::Comma)).collect();
    let is_newer = |part: &&[Piece]| pseudo(part).iter().any(|name| !floor.knows("selector", name));
    rule.is_style() && parts.iter().any(is_newer) && !parts.iter().all(is_newer)
}

#[test]
fn a_newer_value_stands_behind_one_that_the_floor_knows() {
    let floor = Floor::new();
    let wrong: Vec<String> = sheet().iter().flat_map(|rule| newer_values(&floor, rule)).collect();
    assert_eq!(wrong, [""; 0]);
}

fn newer_values(floor: &Floor, rule: &Rule) -> Vec<String> {
    let is_newer = |one: &Declaration| {
        let words = deep(&one.value).into_iter().filter_map(|piece| match &piece.token {
            Token::Ident(word) => Some(word.to_string()),
            _ => None,
        });
        let many = one.name == "display" && text(&one.value).contains(' ') && !text(&one.value).contains('!');
        many || words.into_iter().any(|word| floor.is_newer(&one.name, &word) && word != "anywhere")
    };
    let known = |one: &Declaration| rule.declarations.iter().any(|before| before.name == one.name && !is_newer(before));
    let wrong =
        rule.declarations.iter().filter(|one| is_newer(one) && floor.knows("property", &one.name) && !known(one));
    wrong.map(|one| format!("{} {}: {}", rule.place(), one.name, text(&one.value))).collect()
}

/// What is not a word: rules in rules, lists in `:not()`, ranges in queries, and gaps in flex boxes, which have none at the
/// floor.
#[test]
fn no_newer_syntax_is_used() {
    let rules = sheet();
    let wrong: Vec<String> = rules.iter().flat_map(|rule| newer_syntax(rule, &rules)).collect();
    assert_eq!(wrong, [""; 0]);
}

fn newer_syntax(rule: &Rule, all: &[Rule]) -> Vec<String> {
    let mut found = Vec::new();
    if rule.around.iter().any(|around| !around.starts_with('@')) {
        found.push("a rule in a rule");
    }
    let head = deep(&rule.head);
    let is_list = |piece: &&&Piece| piece.inner.iter().any(|inner| matches!(inner.token, Token::Comma));
    if head
        .iter()
        .filter(|piece| matches!(&piece.token, Token::Function(name) if &**name == "not"))
        .any(|p| is_list(&p))
    {
        found.push("a list in :not()");
    }
    let is_range = |piece: &&Piece| {
        matches!(piece.token, Token::Delim('<' | '=')) || !rule.is_style() && matches!(piece.token, Token::Delim('>'))
    };
    if head.iter().any(is_range) && !rule.name().contains('[') {
        found.push("a range in a query");
    }
    if rule.is_style() && has_gap(rule) && all.iter().any(|other| shares(rule, other) && is_flex(other)) {
        found.push("a gap in a flex box");
    }
    found.iter().map(|what| format!("{}: {what}", rule.place())).collect()
}

fn has_gap(rule: &Rule) -> bool {
    rule.declarations.iter().any(|one| one.name.ends_with("gap") && !one.name.starts_with("--"))
}

fn is_flex(rule: &Rule) -> bool {
    rule.declarations.iter().any(|one| one.name == "display" && text(&one.value).contains("flex"))
}

/// Whether two rules have a selector in common.
fn shares(one: &Rule, other: &Rule) -> bool {
    let parts = |rule: &Rule| rule.name().split(',').map(|part| part.trim().to_owned()).collect::<BTreeSet<_>>();
    !parts(one).is_disjoint(&parts(other))
}

/// What the preview shows over a page stands on the same floor.
#[test]
fn the_style_of_the_preview_keeps_to_it() {
    let (floor, rules) = (Floor::new(), rules(include_str!("../../src/serve/client/live.css")));
    // The marker of a summary, which the floor knows by this name only; the data does not.
    let old = "-webkit-details-marker";
    let extra =
        |used: &Used| EXTRAS.iter().any(|(kind, word, _)| *kind == used.kind && *word == used.word) || used.word == old;
    let mut wrong: Vec<String> =
        floor.newer(&rules).iter().filter(|used| !extra(used)).map(|used| used.word.clone()).collect();
    for rule in &rules {
        wrong.extend(is_mixed(&floor, rule).then(|| rule.name()));
        wrong.extend(newer_values(&floor, rule));
        wrong.extend(newer_syntax(rule, &rules));
    }
    assert_eq!(wrong, [""; 0]);
}

/// Every check of this file meets what it is there for.
#[test]
fn newer_sheets_are_refused() {
    let floor = Floor::new();
    for css in [
        ".a { inset: 0 }",
        ".a { aspect-ratio: 1 }",
        ".a:is(.b) { top: 0 }",
        ".a:has(.b) { top: 0 }",
        "@layer x { .a { top: 0 } }",
        "@container (min-width: 1em) { .a { top: 0 } }",
        "@media (update: slow) { .a { top: 0 } }",
        ".a { color: color-mix(in srgb, red, blue) }",
        ".a { color: color(srgb 1 0 0) }",
        ".a { color: light-dark(red, blue) }",
        ".a { height: 1dvh }",
        ".a { width: 2lh }",
    ] {
        assert!(!floor.newer(&rules(css)).is_empty(), "{css}");
    }
    for css in [
        ".a { overflow: clip }",
        ".a { display: inline flex }",
        ".a { top: revert }",
        ".a { text-align: match-parent }",
    ] {
        assert!(!newer_values(&floor, &rules(css)[0]).is_empty(), "{css}");
    }
    assert!(newer_values(&floor, &rules(".a { overflow: hidden; overflow: clip }")[0]).is_empty());
}

#[test]
fn newer_syntax_is_refused() {
    let floor = Floor::new();
    assert!(is_mixed(&floor, &rules(".a:hover, .a:focus-visible { top: 0 }")[0]));
    assert!(!is_mixed(&floor, &rules(".a:focus-visible { top: 0 }")[0]));
    for css in [
        ".a { .b { top: 0 } }",
        ".a { top: 0; &:hover { top: 1px } }",
        ".a:not(.b, .c) { top: 0 }",
        "@media (width >= 40em) { .a { top: 0 } }",
        ".a { display: flex } @media print { .b, .a { gap: 1em } }",
    ] {
        let read = rules(css);
        assert!(read.iter().any(|rule| !newer_syntax(rule, &read).is_empty()), "{css}");
    }
    let css =
        "@media (min-width: 4em) { a:not([href=\"x\"]) > .b { display: grid; grid-gap: 1em; width: calc(1px + 2em) } }";
    let read = rules(css);
    assert!(floor.newer(&read).is_empty() && read.iter().all(|rule| newer_syntax(rule, &read).is_empty()));
}
