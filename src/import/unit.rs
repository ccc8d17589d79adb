//! The reporting unit: whose report it is, by the names of the registry.
//!
//! Never takes an addressee, a superior named in passing or a quoted name for the reporting unit, and never invents one.
//! Start at [`reporting`].

use std::sync::LazyLock;

use regex::Regex;

use super::facts::{Evidence, Fact};
use super::peel::Peeled;
use crate::registry::units::{Found, UnitId, Units};

/// The reporting units: those that the title begins with, else the signature, the red head, the subject of the lead, a folder.
///
/// **Shape**: `2022年市民政局、市妇联工作总结` has two; `市直属机关工委组成三个督查调研组` is a subject, `在市委的领导下` is none.
pub(super) fn reporting(units: &Units, evidence: &Evidence<'_>, peeled: &Peeled) -> Option<Fact<Vec<UnitId>>> {
    let said = |value: Vec<UnitId>, source| Fact { value, source, certain: true };
    let guessed = |value: Vec<UnitId>, source| Fact { value, source, certain: false };
    let none_empty = |fact: Fact<Vec<UnitId>>| Some(fact).filter(|fact| !fact.value.is_empty());
    let title = if evidence.title_source == "text" { of_title(units, evidence.title) } else { Vec::new() };
    none_empty(said(title, "title"))
        .or_else(|| none_empty(said(peeled.signature.iter().filter_map(|line| one(units, line)).collect(), "signature")))
        .or_else(|| none_empty(said(peeled.mark.iter().filter_map(|mark| one(units, mark)).collect(), "head")))
        .or_else(|| none_empty(guessed(of_lead(units, evidence.lead), "subject")))
        .or_else(|| {
            let folders = evidence.folders.iter().rev().filter_map(|folder| one(units, folder)).take(1);
            none_empty(guessed(folders.collect(), "folder"))
        })
}

/// The one unit that a text as a whole names.
fn one(units: &Units, text: &str) -> Option<UnitId> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match units.find(&text, None) {
        Found::One(unit) => Some(unit),
        Found::Several(_) | Found::Unknown => None,
    }
}

static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[12][0-9]{3}年度?)?(?:上半年|下半年)?$"));
static SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:党组|党委)?(?:组成|组织|开展|对|赴|深入|联合|认真|现将|就)"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are valid")
}

/// The names at the head of a title, one after the other.
fn of_title(units: &Units, title: &str) -> Vec<UnitId> {
    let mut found = Vec::new();
    let mut end = None;
    for name in units.names_in(title) {
        let between = &title[end.unwrap_or(0)..name.bytes.start];
        let follows = if end.is_none() { BEFORE.is_match(between) } else { matches!(between, "、" | "和" | "与" | " " | "　") };
        // A name that several units share says nothing.
        let [unit] = name.units[..] else { break };
        if !follows {
            break;
        }
        found.push(unit);
        end = Some(name.bytes.end);
    }
    found
}

/// The first name in the lead that does something.
fn of_lead(units: &Units, lead: &str) -> Vec<UnitId> {
    let does = |name: &crate::registry::units::NameInText| {
        let before = lead[..name.bytes.start].chars().next_back();
        let opens = before.is_none_or(|c| matches!(c, '，' | '。'));
        opens && SUBJECT.is_match(&lead[name.bytes.end..])
    };
    let names = units.names_in(lead);
    let subject = names.iter().find(|name| does(name)).map(|name| name.units.as_slice());
    match subject {
        Some([unit]) => vec![*unit],
        _ => Vec::new(),
    }
}
