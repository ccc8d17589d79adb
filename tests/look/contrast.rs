//! What can be told apart, by the ratio of WCAG 2.2 (relative luminance), in every set of colours. The tables say which token
//! stands on which; nothing here looks at a page. Start at `TEXT` and `LINES`.

use crate::sheet::{Declaration, Rule, sheet, text};
use crate::tokens::{Colours, read, sets};

/// A role, the tokens that play it, the grounds on which they do, and the least ratio.
type Row = (&'static str, &'static [&'static str], &'static [&'static str], f64);

const TEXT: [Row; 10] = [
    ("what is read", &["--ink"], &["--paper", "--wash", "--wash-2", "--target"], 7.0),
    ("the number of a cell", &["--ink"], &["--fill-1", "--fill-2", "--fill-3"], 7.0),
    ("second voice", &["--ink-2"], &["--paper"], 7.0),
    ("second voice on grounds", &["--ink-2"], &["--wash", "--wash-2", "--target"], 4.5),
    ("third voice: labels, masks", &["--ink-3"], &["--paper", "--wash", "--wash-2", "--target"], 4.5),
    ("links", &["--link", "--link-seen"], &["--paper", "--wash", "--wash-2", "--target"], 4.5),
    ("the head of the letter", &["--red"], &["--paper"], 4.5),
    ("guessed; strings in code", &["--late"], &["--paper", "--wash", "--target"], 4.5),
    ("the seal", &["--paper"], &["--red"], 4.5),
    ("the link over the masthead", &["--paper"], &["--ink"], 4.5),
];

const LINES: [Row; 8] = [
    ("fields, underlines, marks of none", &["--rule-2"], &["--paper", "--wash", "--target"], 3.0),
    ("what is pressed or framed", &["--ink", "--ink-2"], &["--paper", "--fill-1", "--fill-2", "--fill-3"], 3.0),
    ("focus", &["--link"], &["--paper", "--wash", "--wash-2", "--target"], 3.0),
    ("the frame of a cell that is pointed at", &["--link"], &["--fill-1", "--fill-2", "--fill-3"], 3.0),
    ("a line that was guessed", &["--late"], &["--paper", "--target"], 3.0),
    ("the red line; where the reader is", &["--red"], &["--paper", "--wash"], 3.0),
    ("charts", &["--bar"], &["--paper", "--wash-2"], 3.0),
    ("a tick of an axis", &["--rule-2"], &["--paper"], 3.0),
];

/// Tokens of lines and marks without which nothing is lost.
const DECORATION: [(&str, &str); 3] = [
    ("--rule", "hairlines between what stands apart already"),
    ("--bar-2", "the rest of a chart, with its number beside it"),
    ("--target", "the glow around a paragraph that a link meant, which has the ground itself"),
];

fn luminance(hex: &str) -> f64 {
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("six hexadecimal digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn ratio(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn colour<'a>(set: &'a Colours, token: &str) -> &'a str {
    set.get(token).unwrap_or_else(|| panic!("{token} is no token of colour"))
}

#[test]
fn ratios_are_those_of_the_standard() {
    for (one, other, expected) in [("000", "fff", "21.00"), ("777777", "ffffff", "4.48"), ("0000ff", "fff", "8.59")] {
        assert_eq!(format!("{:.2}", ratio(one, other)), expected, "#{one} on #{other}");
    }
}

#[test]
fn text_and_lines_stand_out_in_every_set_of_colours() {
    let mut wrong = Vec::new();
    for (name, set) in sets() {
        for (role, tokens, grounds, least) in TEXT.iter().chain(&LINES) {
            for (token, ground) in tokens.iter().flat_map(|token| grounds.iter().map(move |ground| (token, ground))) {
                let is = ratio(colour(&set, token), colour(&set, ground));
                if is < *least {
                    wrong.push(format!("{role}: {token} on {ground} is {is:.2} in {name}, not {least}"));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_token_of_colour_stands_in_a_table() {
    let rows = || TEXT.iter().chain(&LINES).flat_map(|(_, tokens, grounds, _)| tokens.iter().chain(*grounds));
    let forgotten: Vec<String> = sets()["light"]
        .keys()
        .filter(|token| !rows().any(|one| one == token) && !DECORATION.iter().any(|(one, _)| one == token))
        .cloned()
        .collect();
    assert_eq!(forgotten, [""; 0]);
}

/// What a declaration paints.
fn painted(one: &Declaration) -> Option<&'static str> {
    match one.name.as_str() {
        "color" => Some("text"),
        "background" | "background-color" => Some("ground"),
        "fill" | "stroke" | "box-shadow" | "text-decoration-color" => Some("line"),
        name if name.starts_with("border") || name.starts_with("outline") => Some("line"),
        _ => None,
    }
}

fn is_in(rows: &[Row], token: &str, ground: Option<&str>) -> bool {
    rows.iter()
        .any(|(_, tokens, grounds, _)| tokens.contains(&token) && ground.is_none_or(|one| grounds.contains(&one)))
}

fn is_ground(token: &str) -> bool {
    TEXT.iter().chain(&LINES).any(|(_, _, grounds, _)| grounds.contains(&token))
}

/// A rule that paints what the tables do not know.
fn unknown(rule: &Rule, colours: &Colours) -> Vec<String> {
    let used = |kind: &str| -> Vec<String> {
        let of_kind = rule.declarations.iter().filter(|one| painted(one) == Some(kind));
        of_kind.flat_map(|one| read(&one.value)).filter(|token| colours.contains_key(token)).collect()
    };
    let (texts, grounds, lines) = (used("text"), used("ground"), used("line"));
    let is_decoration = |token: &String| DECORATION.iter().any(|(one, _)| one == token);
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(texts.iter().filter(|token| !is_in(&TEXT, token, None)).map(|token| format!("text in {token}")));
    for ground in &grounds {
        wrong.extend((!is_ground(ground) && !is_decoration(ground)).then(|| format!("ground of {ground}")));
        let missing = texts.iter().filter(|token| !is_in(&TEXT, token, Some(ground)));
        wrong.extend(missing.map(|token| format!("text in {token} on {ground}")));
    }
    let known = |token: &String| is_in(&LINES, token, None) || is_ground(token) || is_decoration(token);
    wrong.extend(lines.iter().filter(|token| !known(token)).map(|token| format!("line in {token}")));
    wrong.iter().map(|what| format!("{}: {what}", rule.place())).collect()
}

#[test]
fn what_the_style_paints_stands_in_the_tables() {
    let colours = &sets()["light"];
    let wrong: Vec<String> =
        sheet().iter().filter(|rule| !rule.is_print()).flat_map(|rule| unknown(rule, colours)).collect();
    assert_eq!(wrong, [""; 0]);
}

/// Half-transparent text has a contrast that no table shows: what is not there at all or wholly there is allowed.
#[test]
fn nothing_is_half_transparent() {
    for rule in sheet() {
        for one in rule.declarations.iter().filter(|one| one.name == "opacity") {
            assert!(["0", "1"].contains(&text(&one.value).as_str()), "{}: opacity", rule.place());
        }
    }
}
