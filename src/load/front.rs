//! Front matter: every key that a person writes at the head of a report.
//!
//! Never looks at the body and never resolves what needs another report.
//! Start at [`Meta`]; [`split`] finds the front matter, [`read`] takes it in.

mod circulation;
pub(super) mod names;
mod provenance;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::years::Years;
use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Place, Source};
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;
use crate::registry::{Registry, is_id};
use crate::settings::audience::{Audience, is_doubtful};
use crate::settings::yaml::{self, Fields, Node, Placed, Value};
use crate::settings::{MASKS, Masks, Settings};
use crate::text::date::Day;

/// The largest front matter, in bytes.
const LARGEST: usize = 64 * 1024;

/// 文种: the id and the Chinese word of every type of report.
pub const TYPES: [(&str, &str); 13] = [
    ("zongjie", "工作总结"),
    ("baogao", "工作报告"),
    ("huibao", "工作汇报"),
    ("diaoyan", "调研报告"),
    ("ducha", "督查报告"),
    ("zicha", "自查整改报告"),
    ("shuzhi", "述职报告"),
    ("yaodian", "工作要点"),
    ("jihua", "工作计划"),
    ("tongbao", "通报"),
    ("jianghua", "讲话"),
    ("jingyan", "经验材料"),
    ("qita", "其他"),
];

/// The front matter of a report. What is absent there is absent here, but for the year, which follows from period and date.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Meta {
    /// Title; empty when there is none.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Reporting units.
    pub units: Vec<UnitId>,
    /// Names of reporting units that the registry does not know.
    pub unknown_units: Vec<String>,
    /// 成文日期.
    pub date: Option<Day>,
    /// The years it reports on.
    pub years: Option<Years>,
    /// The period as written.
    pub period: Option<String>,
    /// 文种, an id of [`TYPES`].
    pub kind: Option<&'static str>,
    /// Whose report it is.
    pub level: Option<&'static str>,
    /// 发文字号.
    pub number: Option<String>,
    /// 主送.
    pub recipients: Vec<String>,
    /// 抄送.
    pub copies: Vec<String>,
    /// Topics that a person gave.
    pub topics: Vec<TopicId>,
    /// Whether the key `topics` is there at all.
    pub topics_given: bool,
    /// What lists and the feed show.
    pub summary: Option<String>,
    /// Who may read it: no more than it says or, where it says nothing, the settings; than may know its units; than its mark of
    /// secrecy allows.
    pub audience: Audience,
    /// 密级 as printed: `秘密★1年`.
    pub secrecy: Option<String>,
    /// 公开属性 as printed: `此件公开发布`.
    pub openness: Option<String>,
    /// Only with `--drafts`.
    pub draft: bool,
    /// When it was withdrawn.
    pub withdrawn: Option<Day>,
    /// The last segment of its address.
    pub slug: Option<String>,
    /// The addresses that it had before.
    pub aliases: Vec<Alias>,
    /// Order among equals.
    pub weight: i64,
    /// How asterisks in it are read.
    pub masks: Option<Masks>,
    /// Attachments; `None` when the front matter does not speak of them.
    pub attachments: Option<Vec<Attachment>>,
    /// 档号.
    pub archive: Option<Shelfmark>,
    /// The original.
    pub source: Option<Original>,
    /// What the importer inferred: key and word for the evidence.
    pub inferred: Vec<(String, String)>,
    /// What the site hands to its theme, as JSON.
    pub extra: Option<String>,
}

/// An attachment as the front matter names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file, from the folder of the report.
    pub file: String,
    /// Where it is named.
    pub place: Place,
    /// The name that people know it by.
    pub name: Option<String>,
}

/// An address that a report had before it came here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The address of a page that can lead here, from the root of the site: `old/2022/zongjie.html`.
    pub address: String,
    /// Where it is named.
    pub place: Place,
}

/// 档号, part by part as the archive of the house writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelfmark {
    /// 全宗.
    pub fonds: Option<String>,
    /// 目录.
    pub catalogue: Option<String>,
    /// 盒.
    pub r#box: Option<String>,
    /// 件.
    pub item: Option<String>,
}

/// The original of an imported report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its file name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Where front matter and body stand in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The front matter without its `---` lines; empty when there is none.
    pub front: Range<usize>,
    /// The body.
    pub body: Range<usize>,
}

impl Split {
    /// A file that is nothing but a body.
    pub fn without_front(source: &Source) -> Self {
        Self { front: 0..0, body: 0..source.text.len() }
    }
}

/// Finds the front matter: it begins with a first line `---` and ends with a line `---`. `None` when it has no end.
///
/// **Diagnoses** `front-matter-open`, `limit`.
pub fn split(source: &Source) -> Diagnosed<Option<Split>> {
    let text = &*source.text;
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != "---" || first.len() == text.len() && !text.ends_with('\n') {
        return Diagnosed::fine(Some(Split::without_front(source)));
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Diagnosed::fine(Some(Split { front: first.len()..at, body: at + line.len()..text.len() }));
        }
        at += line.len();
        if at - first.len() > LARGEST {
            let place = source.place(0..first.trim_end().len());
            let phrase = Phrase::Limit { what: Limit::FrontMatter };
            return Diagnosed { value: None, diagnostics: vec![Diagnostic::at(place, phrase)] };
        }
    }
    let place = source.place(0..first.trim_end().len());
    Diagnosed { value: None, diagnostics: vec![Diagnostic::at(place, Phrase::FrontMatterOpen)] }
}

/// The keys of the front matter; `None` when it is no YAML.
pub(super) fn fields<'a>(
    source: &'a Source,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fields<'a>> {
    let node = yaml::read(source, range.clone());
    if node.value.is_none() && !node.diagnostics.is_empty() {
        diagnostics.extend(node.diagnostics);
        return None;
    }
    diagnostics.extend(node.diagnostics);
    let empty = Placed { value: Value::Null, bytes: range };
    Some(Fields::new(source, node.value.unwrap_or(empty), "front matter"))
}

/// Keys in the order of a file, with their values where these are texts.
pub type Keys = Vec<(String, Option<String>)>;

/// The keys of a front matter; `None` when it is no YAML.
///
/// **Diagnoses** what the reader of YAML does.
pub fn keys(source: &Source, range: Range<usize>) -> Diagnosed<Option<Keys>> {
    let node = yaml::read(source, range);
    let broken = node.value.is_none() && !node.diagnostics.is_empty();
    let entries = match node.value.map(|node| node.value) {
        Some(Value::Map(entries)) => entries,
        _ => Vec::new(),
    };
    let text = |node: Node| match node.value {
        Value::Text(text) => Some(text),
        _ => None,
    };
    let keys = entries.into_iter().map(|(key, node)| (key.value, text(node))).collect();
    Diagnosed { value: (!broken).then_some(keys), diagnostics: node.diagnostics }
}

/// Reads the front matter of a report.
///
/// **Diagnoses** what the reader of YAML does, `date-bad`, `year-bad`, `period-bad`, `id-bad`, `unit-unknown`, `unit-ambiguous`,
/// `topic-unknown`, `audience-unknown`, `audience-narrowed`, `alias-address`, `unit-missing`, `year-missing`.
pub fn read(source: &Source, range: Range<usize>, registry: &Registry, settings: &Settings) -> Diagnosed<Option<Meta>> {
    let mut diagnostics = Vec::new();
    let Some(mut fields) = fields(source, range, &mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let mut meta = Meta::default();
    texts(&mut fields, &mut meta);
    dates(&mut fields, &mut meta);
    names::read(&mut fields, &mut meta, registry);
    circulation::read(&mut fields, &mut meta, registry, settings);
    provenance::read(&mut fields, &mut meta);
    diagnostics.extend(fields.finish());
    if diagnostics.iter().any(is_doubtful) {
        meta.audience = Audience::CLERK;
    }
    // A year that was written wrong is not missing.
    let misread =
        |d: &Diagnostic| matches!(d.phrase, Phrase::YearBad { .. } | Phrase::DateBad { .. } | Phrase::PeriodBad { .. });
    let missing = [
        (meta.units.is_empty() && meta.unknown_units.is_empty(), Phrase::UnitMissing),
        (meta.years.is_none() && !diagnostics.iter().any(misread), Phrase::YearMissing),
    ];
    for (_, phrase) in missing.into_iter().filter(|(missing, _)| *missing) {
        diagnostics.push(Diagnostic::in_file(source.file.clone(), phrase));
    }
    Diagnosed { value: Some(meta), diagnostics }
}

fn texts(fields: &mut Fields<'_>, meta: &mut Meta) {
    let list = |texts: Option<Vec<Placed<String>>>| texts.unwrap_or_default().into_iter().map(|t| t.value).collect();
    meta.title = fields.filled("title").map(|title| title.value).unwrap_or_default();
    meta.subtitle = fields.filled("subtitle").map(|text| text.value);
    meta.number = fields.filled("number").map(|text| text.value);
    meta.recipients = list(fields.texts("recipients"));
    meta.copies = list(fields.texts("copies"));
    meta.summary = fields.filled("summary").map(|text| text.value);
    meta.weight = fields.number("weight").map_or(0, |n| n.value);
    meta.masks = fields.one_of("masks", &MASKS);
    meta.slug = slug(fields);
    meta.extra = fields.extra();
}

pub(super) fn slug(fields: &mut Fields<'_>) -> Option<String> {
    let slug = fields.text("slug")?;
    if is_id(&slug.value) {
        return Some(slug.value);
    }
    fields.diagnose(&slug.bytes, Phrase::IdBad { value: slug.value.clone() });
    None
}

fn dates(fields: &mut Fields<'_>, meta: &mut Meta) {
    meta.date = fields.day("date");
    let period = fields.text("period");
    let year = fields.text("year");
    let of_period = period.as_ref().and_then(|period| {
        let years = Years::of_period(&period.value);
        if years.is_none() {
            fields.diagnose(&period.bytes, Phrase::PeriodBad { value: period.value.clone() });
        }
        years
    });
    let of_year = year.as_ref().and_then(|year| {
        let years = Years::parse(&year.value);
        if years.is_none() {
            fields.diagnose(&year.bytes, Phrase::YearBad { value: year.value.clone() });
        }
        years
    });
    meta.period = period.map(|period| period.value);
    meta.years = of_year.or(of_period).or(meta.date.map(|date| Years::one(date.year)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_found_and_its_end_is_missed() {
        let split_of = |text: &str| split(&Source { file: "a.md".into(), text: text.into() });
        assert_eq!(split_of("---\ntitle: 甲\n---\n正文").value, Some(Split { front: 4..15, body: 19..25 }));
        assert_eq!(split_of("正文\n---\n").value.map(|split| split.front), Some(0..0));
        assert_eq!(split_of("---\ntitle: 甲\n").diagnostics.len(), 1);
        assert!(split_of("---").diagnostics.is_empty());
    }
}
