//! The colours of the theme: where they are defined, in which sets, and that they stand nowhere else. Never judges whether
//! they can be told apart (`contrast`). Start at `sets`.

use std::collections::BTreeMap;

use cssparser::Token;
use cssparser::color::parse_named_color;

use crate::sheet::{Piece, Rule, deep, sheet, text};

/// Colour by token: `--ink` → `1e1c19`.
pub(crate) type Colours = BTreeMap<String, String>;

/// The sets of colours by name: `light`, `dark` (chosen by the system), `chosen dark` (by the reader), `print`.
pub(crate) fn sets() -> BTreeMap<&'static str, Colours> {
    let mut sets = BTreeMap::new();
    for rule in sheet() {
        let colours = defined(&rule);
        if !colours.is_empty() {
            let name = set(&rule).unwrap_or_else(|| panic!("{} defines colours", rule.place()));
            assert!(sets.insert(name, colours).is_none(), "{} defines {name} again", rule.place());
        }
    }
    sets
}

/// The set that a rule defines, if it is one of those that may.
fn set(rule: &Rule) -> Option<&'static str> {
    let around: Vec<&str> = rule.around.iter().map(String::as_str).collect();
    match (around.as_slice(), rule.name().as_str()) {
        ([], ":root") => Some("light"),
        (["@media (prefers-color-scheme: dark)"], ":root:not([data-theme=\"light\"])") => Some("dark"),
        ([], ":root[data-theme=\"dark\"]") => Some("chosen dark"),
        (["@media print"], ":root, :root:not([data-theme=\"light\"]), :root[data-theme=\"dark\"]") => Some("print"),
        _ => None,
    }
}

fn defined(rule: &Rule) -> Colours {
    let mut colours = Colours::new();
    for one in rule.declarations.iter().filter(|one| one.name.starts_with("--")) {
        if let Some(colour) = text(&one.value).strip_prefix('#') {
            let before = colours.insert(one.name.clone(), colour.to_owned());
            assert!(before.is_none(), "site.css:{}: {} is defined twice", one.line, one.name);
        }
    }
    colours
}

/// The tokens that a value reads.
pub(crate) fn read(value: &[Piece]) -> Vec<String> {
    let of = |piece: &Piece| match &piece.token {
        Token::Function(name) if name.eq_ignore_ascii_case("var") => Some(text(&piece.inner)),
        _ => None,
    };
    deep(value).into_iter().filter_map(of).collect()
}

#[test]
fn both_dark_sets_are_the_same_and_every_set_has_every_colour() {
    let sets = sets();
    assert_eq!(sets.keys().copied().collect::<Vec<_>>(), ["chosen dark", "dark", "light", "print"]);
    assert_eq!(sets["dark"], sets["chosen dark"]);
    for (name, set) in &sets {
        assert_eq!(set.keys().collect::<Vec<_>>(), sets["light"].keys().collect::<Vec<_>>(), "{name}");
    }
    assert!(sets["light"].len() > 10, "{sets:?}");
}

/// The browser's own parts (scroll bars, marks of `details`) follow the colours of the page.
#[test]
fn every_set_says_to_the_browser_what_it_is() {
    let schemes: Vec<(&str, String)> = sheet()
        .iter()
        .filter_map(|rule| {
            let one = rule.declarations.iter().find(|one| one.name == "color-scheme")?;
            Some((set(rule).unwrap_or("chosen light"), text(&one.value)))
        })
        .collect();
    let expected = [("light", "light dark"), ("chosen dark", "dark"), ("chosen light", "light"), ("print", "light")];
    assert_eq!(schemes, expected.map(|(set, scheme)| (set, scheme.to_owned())));
}

#[test]
fn a_colour_is_written_out_only_where_the_tokens_are_and_in_print() {
    let mut wrong = Vec::new();
    for rule in sheet().iter().filter(|rule| !rule.is_print() && set(rule).is_none()) {
        for one in &rule.declarations {
            wrong.extend(literals(&one.value).map(|colour| format!("{} {}: {colour}", rule.place(), one.name)));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Colours that are written out. `transparent` and `currentColor` say where a colour comes from, not which it is.
fn literals(value: &[Piece]) -> impl Iterator<Item = String> {
    deep(value).into_iter().filter_map(|piece| match &piece.token {
        Token::Hash(word) | Token::IDHash(word) => Some(format!("#{word}")),
        Token::Ident(word) if parse_named_color(word).is_ok() && *word != "transparent" => Some(word.to_string()),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            ["rgb", "rgba", "hsl", "hsla"].contains(&name.as_str()).then_some(name)
        }
        _ => None,
    })
}

#[test]
fn every_token_that_is_read_is_defined_and_every_token_that_is_defined_is_read() {
    let rules = sheet();
    let declarations = || rules.iter().flat_map(|rule| &rule.declarations);
    let mut defined: Vec<String> =
        declarations().filter(|one| one.name.starts_with("--")).map(|one| one.name.clone()).collect();
    let mut read: Vec<String> = declarations().flat_map(|one| self::read(&one.value)).collect();
    defined.sort();
    defined.dedup();
    read.sort();
    read.dedup();
    assert_eq!(defined, read);
}
