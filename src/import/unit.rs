//! The reporting unit: whose report it is, by the names of the registry.
//!
//! Never takes an addressee, a superior named in passing or a quoted name for the reporting unit, and never invents one.
//! Start at [`reporting`].

use std::sync::LazyLock;

use regex::Regex;

use super::facts::{Evidence, Fact};
use crate::registry::units::{Found, NameInText, UnitId, Units};
use crate::text::bodies::ends_as_body;
use crate::text::peel::Peeled;
use crate::text::{is_han, pattern};

/// The reporting units: those that the title begins with, else the signature, the red head, the body that met, the
/// officer who speaks, the body spoken for, the subject of the lead, a folder, the file.
///
/// **Shape**: `2022年市民政局、市妇联工作总结` has two; `市直属机关工委组成三个督查调研组` is a subject, `在市委的领导下` is none.
pub(super) fn reporting(units: &Units, evidence: &Evidence<'_>, peeled: &Peeled) -> Option<Fact<Vec<UnitId>>> {
    let said = |value: Vec<UnitId>, source| Fact { value, source, certain: true };
    let guessed = |value: Vec<UnitId>, source| Fact { value, source, certain: false };
    let none_empty = |fact: Fact<Vec<UnitId>>| Some(fact).filter(|fact| !fact.value.is_empty());
    let title = if evidence.title_source == "text" { of_title(units, evidence.title) } else { Vec::new() };
    let signed: Vec<UnitId> = peeled.signature.iter().filter_map(|line| one(units, unsealed(line))).collect();
    // A title may name the place alone, whose report it is not: `云州市档案事业发展报告`, signed by its archive.
    let is_place = title.iter().all(|&unit| signed.iter().any(|&own| units.ancestors(own).any(|above| above == unit)));
    let title = if is_place { Vec::new() } else { title };
    none_empty(said(title, "title"))
        .or_else(|| none_empty(said(signed, "signature")))
        .or_else(|| none_empty(said(peeled.mark.iter().filter_map(|mark| one(units, mark)).collect(), "head")))
        .or_else(|| none_empty(guessed(of_session(units, evidence.subtitle), "subtitle")))
        .or_else(|| {
            let speakers = evidence.below.iter().map(|line| of_speaker(units, line));
            none_empty(guessed(speakers.into_iter().find(|units| !units.is_empty()).unwrap_or_default(), "speaker"))
        })
        .or_else(|| {
            let body = spoken_for(evidence).and_then(|body| one(units, &body));
            none_empty(guessed(body.into_iter().collect(), "lead"))
        })
        .or_else(|| none_empty(guessed(of_lead(units, evidence.lead), "subject")))
        .or_else(|| {
            let folders = evidence.folders.iter().rev().filter_map(|folder| one(units, folder)).take(1);
            none_empty(guessed(folders.collect(), "folder"))
        })
        .or_else(|| none_empty(guessed(of_title(units, evidence.file), "file")))
}

/// A signature without the place for the seal.
fn unsealed(line: &str) -> &str {
    const SEALS: [&str; 6] = ["（盖章）", "（公章）", "（印章）", "（章）", "(盖章)", "(公章)"];
    SEALS.iter().find_map(|seal| line.strip_suffix(seal)).unwrap_or(line).trim_end()
}

/// `——在云州市公交公司职工代表大会上的报告`: the body that met.
fn of_session(units: &Units, subtitle: &str) -> Vec<UnitId> {
    let Some((_, place)) = subtitle.split_once('在') else { return Vec::new() };
    // A congress or a conference of a place meets there, but is none of its units.
    if ["人民代表大会", "政治协商会议", "委员会"].iter().any(|body| place.contains(body)) {
        return Vec::new();
    }
    let names = units.names_in(place);
    names.first().filter(|name| name.bytes.start == 0).map_or(Vec::new(), |name| only(&name.units))
}

/// `云州市水务局副局长` below the title: whose officer speaks.
fn of_speaker(units: &Units, line: &str) -> Vec<UnitId> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:党组|党委|党支部)?(?:副|常务副|代)?(?:局长|主任|书记|主席|经理|总经理|董事长|县长|市长|区长|乡长|镇长|院长|校长|馆长|站长|所长|会长|行长|园长|处长|科长)",
        )
    });
    let names = units.names_in(line);
    let first = names.first().filter(|name| name.bytes.start == 0 && OFFICE.is_match(&line[name.bytes.end..]));
    first.map_or(Vec::new(), |name| only(&name.units))
}

/// The reporting units by the names that the document gives, where the registry knows none of them: those that sign, the one in the red
/// head, the one before 关于 in the title, the one for which
/// somebody speaks. Always a guess, since nobody has said that such a unit exists.
pub(super) fn named(evidence: &Evidence<'_>, peeled: &Peeled) -> Option<Fact<Vec<String>>> {
    let is_body = |name: &&str| {
        (3..=24).contains(&name.chars().count())
            && ends_as_body(name)
            && !name.starts_with(['全', '我', '本'])
            && name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '*' | '×'))
    };
    let bodies =
        |names: Vec<&str>| names.iter().all(is_body).then(|| names.iter().map(|&name| name.to_owned()).collect());
    let several = |names: Vec<&str>, source| {
        Some(Fact::guessed(bodies(names)?, source)).filter(|fact: &Fact<Vec<String>>| !fact.value.is_empty())
    };
    let signed = several(peeled.signature.iter().map(|line| unsealed(line)).collect(), "signature");
    let head = || several(peeled.mark.iter().map(String::as_str).collect(), "head");
    let titled = || {
        let (body, _) = evidence.title.split_once("关于").filter(|_| evidence.title_source == "text")?;
        several(vec![body.trim()], "title")
    };
    let spoken = || {
        let body = spoken_for(evidence)?;
        several(vec![body.as_str()], "lead")
    };
    signed.or_else(head).or_else(titled).or_else(spoken)
}

/// `现在，我代表云州市人民政府，向大会报告工作`: the body for which somebody speaks. Where it is `省人民政府`, title or subtitle name the place.
fn spoken_for(evidence: &Evidence<'_>) -> Option<String> {
    static SPOKEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"我(?:谨)?(?:代表|受)(\p{Han}{2,20}?)(?:委托)?[，,]?(?:向|作|对|将|就)"));
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|年|在)(\p{Han}{2,10}?)(省|自治区|自治州|市|县|区|州|旗|镇|乡|街道)"));
    let body = SPOKEN.captures(evidence.opening)?.get(1)?.as_str();
    const LEVELS: [&str; 11] = ["省", "自治区", "自治州", "市", "县", "区", "州", "旗", "镇", "乡", "街道"];
    let Some(level) = LEVELS.iter().find(|level| body.starts_with(**level)) else { return Some(body.to_owned()) };
    [evidence.title, evidence.subtitle].iter().find_map(|text| {
        let place = PLACE.captures_iter(text).find(|place| place[2] == **level)?;
        Some(format!("{}{body}", &place[1]))
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

static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[12][0-9]{3}年度?)?(?:上半年|下半年)?(?:中共)?$"));
static SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:党组|党委)?(?:组成|组织|开展|对|赴|深入|联合|认真|现将|就)"));

/// The names at the head of a title, one after the other; in a title without Han text, the one name in it.
fn of_title(units: &Units, title: &str) -> Vec<UnitId> {
    let names = units.names_in(title);
    if !title.contains(is_han) {
        let is_word = |name: &NameInText| {
            let touches = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
            !touches(title[..name.bytes.start].chars().next_back()) && !touches(title[name.bytes.end..].chars().next())
        };
        return names.iter().find(|name| is_word(name)).map_or(Vec::new(), |name| only(&name.units));
    }
    let mut found = Vec::new();
    let mut end = None;
    for name in names {
        let between = &title[end.unwrap_or(0)..name.bytes.start];
        let follows = if end.is_none() {
            BEFORE.is_match(between)
        } else {
            matches!(between, "、" | "和" | "与" | " " | "　")
        };
        // A name that several units share says nothing.
        let [unit] = name.units[..] else { break };
        if !follows || is_begin_of_another(&title[name.bytes.end..]) {
            break;
        }
        found.push(unit);
        end = Some(name.bytes.end);
    }
    found
}

/// Whether what follows a name makes it the beginning of another body's: `云州市` in `云州市第三中学2022年…` is no unit.
fn is_begin_of_another(rest: &str) -> bool {
    let rest = body_in(rest);
    let own = ["党组", "党委", "党支部", "机关", "办公室", "领导班子"].contains(&rest);
    !own && ends_as_body(rest)
}

/// The words with which a title begins, its year apart, up to what it is about.
pub(super) fn body_in(title: &str) -> &str {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern("^(?:[12][0-9]{3}年度?(?:上半年|下半年)?)?(.*?)(?:[0-9〇、，和与]|关于|工作|在全?|$)")
    });
    HEAD.captures(title).and_then(|found| found.get(1)).map_or("", |body| body.as_str())
}

fn only(units: &[UnitId]) -> Vec<UnitId> {
    if units.len() == 1 { units.to_vec() } else { Vec::new() }
}

/// The first name in the lead that does something.
fn of_lead(units: &Units, lead: &str) -> Vec<UnitId> {
    let does = |name: &NameInText| {
        let before = lead[..name.bytes.start].chars().next_back();
        let opens = before.is_none_or(|c| matches!(c, '，' | '。'));
        opens && SUBJECT.is_match(&lead[name.bytes.end..])
    };
    let names = units.names_in(lead);
    names.iter().find(|name| does(name)).map_or(Vec::new(), |name| only(&name.units))
}
