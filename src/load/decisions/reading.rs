//! Reads `content/decisions.yaml`, and finds everything that is wrong with it.
//!
//! Never opens a report: whether a passage is still there is asked when the report is read.
//! Start at [`read`].

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use globset::GlobBuilder;

use super::{
    Decided, Decisions, ImportDecision, MentionDecision, Named, PairDecision, Passage, SameDecision, TopicDecision,
};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Source, nearest};
use crate::load::front::names;
use crate::load::years::Years;
use crate::registry::Registry;
use crate::settings::Settings;
use crate::settings::yaml::{self, Fields, Placed};

/// Reads `content/decisions.yaml`; `reports` are the files of all reports.
///
/// **Diagnoses** what the YAML reader does, `report-unknown`, `anchor-bad`, `unit-unknown`, `unit-ambiguous`, `topic-unknown`,
/// `audience-unknown`, `value-unknown`, `year-bad`, `date-bad`, `glob-bad`.
pub fn read(source: &Source, registry: &Registry, settings: &Settings, reports: &[Arc<str>]) -> Diagnosed<Decisions> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let Some(node) = node.value else { return Diagnosed { value: Decisions::default(), diagnostics } };
    let known = reports.iter().cloned().collect();
    let mut reading = Reading {
        source,
        registry,
        settings,
        known,
        searched: 0,
        decisions: Decisions::default(),
        diagnostics: Vec::new(),
    };
    let mut lists = Fields::new(source, node, "decisions.yaml");
    for (key, entry) in entries() {
        for node in lists.list(key) {
            let mut fields = Fields::new(source, node, key);
            entry(&mut reading, &mut fields);
            // Said for other people who read the file.
            fields.text("by");
            fields.day("on");
            fields.text("note");
            reading.diagnostics.extend(fields.finish());
        }
    }
    diagnostics.extend(lists.finish());
    diagnostics.extend(reading.diagnostics);
    Diagnosed { value: reading.decisions, diagnostics }
}

/// Reads an entry of a list.
type Entry<'a> = fn(&mut Reading<'a>, &mut Fields<'a>);

/// The lists, and what reads an entry of each.
fn entries<'a>() -> [(&'static str, Entry<'a>); 5] {
    [
        ("imports", Reading::import),
        ("mentions", Reading::mention),
        ("topics", Reading::topic),
        ("pairs", Reading::pair),
        ("same", Reading::same),
    ]
}

struct Reading<'a> {
    source: &'a Source,
    registry: &'a Registry,
    settings: &'a Settings,
    /// The files of all reports.
    known: BTreeSet<Arc<str>>,
    /// For how many unknown reports the nearest was looked for.
    searched: usize,
    decisions: Decisions,
    diagnostics: Vec<Diagnostic>,
}

/// For how many unknown reports the nearest name is looked for: each time all names are compared.
const SEARCHES: usize = 20;

/// What stands for nothing at all: no unit, no measure.
const NONE: &str = "none";

impl<'a> Reading<'a> {
    fn import(&mut self, fields: &mut Fields<'a>) {
        let pattern = fields.required("match");
        let decided = self.decided(fields);
        let Some(pattern) = pattern else { return };
        // A star does not go from one folder into the next.
        match GlobBuilder::new(&pattern.value).literal_separator(true).build() {
            Ok(glob) => {
                let with_folders = pattern.value.contains('/');
                self.decisions.imports.push(ImportDecision { files: glob.compile_matcher(), with_folders, decided });
            }
            Err(_) => fields.diagnose(&pattern.bytes, Phrase::GlobBad { value: pattern.value }),
        }
    }

    fn decided(&self, fields: &mut Fields<'a>) -> Decided {
        let year = fields.text("year").and_then(|year| {
            if Years::parse(&year.value).is_none() {
                fields.diagnose(&year.bytes, Phrase::YearBad { value: year.value.clone() });
                return None;
            }
            Some(year.value)
        });
        let units = fields.texts("unit").map(|names| {
            names.iter().filter_map(|name| names::unit(fields, self.registry, name, None)).collect::<Vec<_>>()
        });
        let topics = fields.texts("topics");
        Decided {
            units: units.filter(|units| !units.is_empty()),
            year,
            kind: names::kind(fields),
            topics: topics
                .map(|topics| topics.iter().filter_map(|name| names::topic(fields, self.registry, name)).collect()),
            audience: fields
                .audience("audience", self.settings)
                .and_then(|audience| self.settings.audience_name(audience).map(str::to_owned)),
            skip: fields.truth("skip"),
        }
    }

    fn mention(&mut self, fields: &mut Fields<'a>) {
        let (report, anchor) = (self.report(fields), anchor(fields, "anchor"));
        let text = fields.required("text");
        let unit = fields.required("unit");
        let id = unit.as_ref().filter(|unit| unit.value != NONE).and_then(|name| {
            names::unit(fields, self.registry, name, None).map(|unit| self.registry.units.get(unit).id.clone())
        });
        let (Some(report), Some(anchor), Some(text), Some(unit)) = (report, anchor, text, unit) else { return };
        let at = self.passage(&report, anchor, Some(text.value.clone()));
        if unit.value == NONE || id.is_some() {
            self.decisions.mentions.push(MentionDecision { at, text: text.value, unit: id });
        }
    }

    fn topic(&mut self, fields: &mut Fields<'a>) {
        let (report, anchor) = (self.report(fields), anchor(fields, "anchor"));
        let topic = fields.required("topic").and_then(|name| names::topic(fields, self.registry, &name));
        let is = required_truth(fields);
        let (Some(report), Some(anchor)) = (report, anchor) else { return };
        let Passage { report, anchor } = self.passage(&report, anchor, None);
        if let (Some(topic), Some(is)) = (topic, is) {
            self.decisions.topics.entry(report).or_default().push(TopicDecision { anchor, topic, is });
        }
    }

    fn pair(&mut self, fields: &mut Fields<'a>) {
        let (report, problem) = (self.report(fields), anchor(fields, "problem"));
        let has_measure = fields.text_of("measure") != Some(NONE);
        let measure = if has_measure { anchor(fields, "measure") } else { fields.text("measure") };
        let (Some(report), Some(problem), Some(measure)) = (report, problem, measure) else { return };
        let problem = self.passage(&report, problem, None);
        let measure = has_measure.then(|| self.passage(&report, measure, None));
        self.decisions.pairs.push(PairDecision { problem, measure });
    }

    fn same(&mut self, fields: &mut Fields<'a>) {
        let (a, b) = (self.reference(fields, "a"), self.reference(fields, "b"));
        let is = required_truth(fields);
        if let (Some(a), Some(b), Some(is)) = (a, b, is) {
            self.decisions.same.push(SameDecision { a, b, is });
        }
    }

    /// The report that the key `report` names.
    fn report(&mut self, fields: &mut Fields<'a>) -> Option<Arc<str>> {
        let name = fields.required("report")?;
        self.known(fields, &name.value, &name.bytes)
    }

    /// The file of a report by its name from the root of the site, or from the folder of the reports.
    fn known(&mut self, fields: &mut Fields<'a>, name: &str, bytes: &Range<usize>) -> Option<Arc<str>> {
        let below = format!("content/reports/{name}");
        let found = self.known.get(name).or_else(|| self.known.get(below.as_str())).cloned();
        if found.is_none() {
            self.searched += 1;
            let near = (self.searched <= SEARCHES).then(|| nearest(&below, self.known.iter().map(|file| &**file)));
            fields.diagnose(bytes, Phrase::ReportUnknown { name: name.to_owned(), nearest: near.flatten() });
        }
        found
    }

    /// A passage written as `report#anchor`.
    fn reference(&mut self, fields: &mut Fields<'a>, key: &'static str) -> Option<Passage> {
        let written = fields.required(key)?;
        let Some((report, anchor)) = written.value.rsplit_once('#').filter(|(_, anchor)| is_anchor(anchor)) else {
            fields.diagnose(&written.bytes, Phrase::AnchorBad { value: written.value.clone() });
            return None;
        };
        let report = self.known(fields, report, &written.bytes)?;
        Some(self.passage(&report, Placed { value: anchor.to_owned(), bytes: written.bytes.clone() }, None))
    }

    /// A passage of a report; whether it is there is asked when the report is read.
    fn passage(&mut self, report: &Arc<str>, anchor: Placed<String>, text: Option<String>) -> Passage {
        let named = Named { anchor: anchor.value.clone(), text, place: self.source.place(anchor.bytes) };
        self.decisions.passages.entry(Arc::clone(report)).or_default().push(named);
        Passage { report: Arc::clone(report), anchor: anchor.value }
    }
}

/// The anchor under a key.
fn anchor(fields: &mut Fields<'_>, key: &'static str) -> Option<Placed<String>> {
    let anchor = fields.required(key)?;
    if is_anchor(&anchor.value) {
        return Some(anchor);
    }
    fields.diagnose(&anchor.bytes, Phrase::AnchorBad { value: anchor.value });
    None
}

/// Whether a text has the form of an anchor: `h-1a2b3c4d`, `p-1a2b3c4d-2`.
fn is_anchor(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("h-").or(text.strip_prefix("p-")) else { return false };
    let (digest, number) = rest.split_once('-').map_or((rest, None), |(digest, number)| (digest, Some(number)));
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    digest.len() == 8 && digest.bytes().all(is_digit) && number.is_none_or(|number| number.parse::<u32>().is_ok())
}

/// The key `is`, without which nothing is said.
fn required_truth(fields: &mut Fields<'_>) -> Option<bool> {
    if fields.text_of("is").is_none() {
        fields.required("is");
    }
    fields.truth("is")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Sources;

    #[test]
    fn each_mistake_is_found_once_and_the_rest_is_read() {
        let source = |file: &str, text: &str| Source { file: file.into(), text: text.into() };
        let sources = Sources {
            units: Some(source("units.yaml", "units:\n- {id: a, name: 甲局}\n")),
            topics: Some(source("topics.yaml", "topics:\n- {id: t, label: 水利}\n")),
        };
        let settings = Settings::default();
        let registry = crate::registry::read(&sources, &BTreeSet::new(), &settings).value;
        let reports = ["content/reports/2022/x.md".into()];
        let codes = |text: &str| -> Vec<&str> {
            let read = read(&source("decisions.yaml", text), &registry, &settings, &reports);
            read.diagnostics.iter().map(|d| d.phrase.code()).collect()
        };
        let cases: [(&str, &[&str]); 18] = [
            ("topics: [{report: 2022/x.md, anchor: h-1a2b3c4d, topic: 水利, is: true, by: 科长, on: 2023-01}]", &[]),
            ("topics: [{report: content/reports/2022/x.md, anchor: p-1a2b3c4d-2, topic: t, is: false}]", &[]),
            ("topics: [{report: 2022/y.md, anchor: h-1a2b3c4d, topic: t, is: true}]", &["report-unknown"]),
            ("topics: [{report: 2022/x.md, anchor: 一、, topic: t, is: true}]", &["anchor-bad"]),
            ("topics: [{report: 2022/x.md, anchor: h-1a2b3c4d, topic: u, is: true}]", &["topic-unknown"]),
            ("topics: [{report: 2022/x.md, anchor: h-1a2b3c4d, topic: t}]", &["key-missing"]),
            ("topics: [{report: 2022/x.md, anchor: h-1a2b3c4d, topic: t, is: 是}]", &["value-kind"]),
            ("topics: [{report: 2022/x.md, anchor: h-1a2b3c4d, topic: t, is: true, on: 昨天}]", &["date-bad"]),
            ("topcis: []", &["key-unknown"]),
            ("topics: [{raport: 2022/x.md, anchor: h-1a2b3c4d, topic: t, is: true}]", &["key-missing", "key-unknown"]),
            ("mentions: [{report: 2022/x.md, anchor: p-1a2b3c4d, text: 甲局, unit: none}]", &[]),
            ("mentions: [{report: 2022/x.md, anchor: p-1a2b3c4d, text: 甲局, unit: b}]", &["unit-unknown"]),
            ("pairs: [{report: 2022/x.md, problem: p-1a2b3c4d, measure: none}]", &[]),
            ("pairs: [{report: 2022/x.md, problem: p-1a2b3c4d}]", &["key-missing"]),
            ("same: [{a: 2022/x.md#p-1a2b3c4d, b: 2022/x.md, is: true}]", &["anchor-bad"]),
            ("imports: [{match: '[a', unit: a, skip: true}]", &["glob-bad"]),
            (
                "imports: [{match: '*', unit: b, year: 去年, type: 诗, topics: [u], audience: me}]",
                &["year-bad", "unit-unknown", "value-unknown", "topic-unknown", "audience-unknown"],
            ),
            ("imports: 全部", &["value-kind"]),
        ];
        for (text, expected) in cases {
            assert_eq!(codes(text), expected, "{text}");
        }
    }

    #[test]
    fn of_two_decisions_on_a_file_the_later_counts_matter_by_matter() {
        let text = "imports:\n- {match: '*.txt', year: 2020, type: zongjie}\n- {match: 2021年度/*, year: 2021}\n- {match: '~*', skip: true}\n";
        let source = Source { file: "decisions.yaml".into(), text: text.into() };
        let read = read(&source, &Registry::default(), &Settings::default(), &[]);
        assert!(read.diagnostics.is_empty());
        let of = |file: &str| {
            let decided = read.value.of_file(file);
            (decided.year, decided.kind, decided.skip)
        };
        assert_eq!(of("总结.txt"), (Some("2020".into()), Some("zongjie"), None));
        assert_eq!(of("2021年度/总结.txt"), (Some("2021".into()), Some("zongjie"), None));
        assert_eq!(of("2021年度/一/总结.md"), (None, None, None));
        assert_eq!(of("2021年度/~总结.md"), (Some("2021".into()), None, Some(true)));
    }
}
