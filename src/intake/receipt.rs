//! The receipt: what was recognised in each file, what was guessed, and what waits for a person.
//!
//! Never decides what becomes of a file, and never prints.
//! Start at [`lines`], then [`Tally`].

use serde_json::{Map, Value, json};

use super::{Handed, Outcome};
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::import::Draft;
use crate::import::shelf::Place;
use crate::load::front::TYPES;

/// How many files met which fate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    new: usize,
    known: usize,
    earlier: usize,
    /// Those that cannot be reports.
    pub refused: usize,
    skipped: usize,
    /// Those of the new that have errors and will not build.
    pub faulty: usize,
    no_unit: usize,
    no_year: usize,
}

impl Tally {
    /// Counts one more file.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Imported { place: Place::Known(_), .. } => self.known += 1,
            Outcome::Imported { place: Place::Earlier(_), .. } => self.earlier += 1,
            Outcome::Imported { draft, place: Place::New(_), remarks } => {
                self.new += 1;
                self.no_unit += usize::from(draft.receipt.units.is_empty());
                self.no_year += usize::from(draft.year.is_none());
                self.faulty += usize::from(remarks.iter().any(|remark| remark.severity == Severity::Error));
            }
        }
    }

    /// How many files were imported and how many were not, and why.
    pub fn says(&self, dry_run: bool, language: Language) -> String {
        let Self { new, known, earlier, refused, skipped, faulty, no_unit, no_year } = self;
        let first = if dry_run {
            language.say(
                format!("可以导入 {new} 篇（只是预演，没有写文件）"),
                format!("{new} can be imported (nothing was written)"),
            )
        } else {
            language.say(format!("导入 {new} 篇"), format!("{new} imported"))
        };
        let others = [
            (no_unit, "篇单位未标明", "with unknown unit"),
            (no_year, "篇年份不详", "with unknown year"),
            (faulty, "篇有错误，改好才能生成", "with errors to mend before a build"),
            (known, "篇早已导入", "known already"),
            (earlier, "篇的原件有变，未重新导入", "whose original changed, not imported again"),
            (refused, "个文件未能导入", "refused"),
            (skipped, "个文件按决定跳过", "left out as decided"),
        ];
        let others = others.into_iter().filter(|(n, ..)| **n > 0);
        let others = others.map(|(n, zh, en)| language.say(format!("{n} {zh}"), format!("{n} {en}")));
        let parts: Vec<String> = std::iter::once(first).chain(others).collect();
        parts.join(&language.say("；", "; "))
    }

    /// The same for programs.
    pub fn json(&self, dry_run: bool) -> Value {
        let Self { new, known, earlier, refused, skipped, faulty, no_unit, no_year } = self;
        json!({
            "imported": new, "known": known, "earlier": earlier, "refused": refused, "skipped": skipped, "faulty": faulty,
            "without_unit": no_unit, "without_year": no_year, "dry_run": dry_run,
        })
    }
}

/// What became of a file, for people: a few lines for a new report, one line for every other file and for every reason of a refusal.
pub fn lines(file: &Handed, outcome: &Outcome, language: Language) -> Vec<String> {
    match outcome {
        Outcome::Refused(reasons) => reasons.iter().map(|diagnostic| reason(file, diagnostic, language)).collect(),
        Outcome::Skipped => vec![language.say(
            format!("{} 按 content/decisions.yaml 跳过", file.name),
            format!("{} is left out as content/decisions.yaml says", file.name),
        )],
        Outcome::Imported { draft, place, .. } => imported(file, draft, place, language),
    }
}

/// One reason why a file was refused, without its place in the file.
pub fn reason(file: &Handed, diagnostic: &Diagnostic, language: Language) -> String {
    let reason = diagnostic.phrase.says(language);
    language.say(format!("{}：{reason}", file.name), format!("{}: {reason}", file.name))
}

/// What became of a file, for programs.
pub fn json(file: &Handed, outcome: &Outcome) -> Value {
    let source = &file.name;
    let (draft, place) = match outcome {
        Outcome::Skipped => return json!({"source": source, "state": "skipped"}),
        Outcome::Refused(diagnostics) => {
            let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.phrase.code()).collect();
            return json!({"source": source, "state": "refused", "reasons": codes});
        }
        Outcome::Imported { draft, place, .. } => (draft, place),
    };
    let (state, name) = match place {
        Place::New(name) => ("new", name.as_str()),
        Place::Known(name) => ("known", &**name),
        Place::Earlier(name) => ("earlier", &**name),
    };
    let receipt = &draft.receipt;
    let inferred: Map<_, _> =
        receipt.inferred.iter().map(|(key, evidence)| ((*key).to_owned(), (*evidence).into())).collect();
    json!({
        "source": source, "state": state, "file": name, "title": receipt.title, "units": receipt.units, "year": draft.year,
        "type": receipt.kind, "topics": receipt.topics, "inferred": inferred,
    })
}

fn imported(file: &Handed, draft: &Draft, place: &Place, language: Language) -> Vec<String> {
    let name = &file.name;
    match place {
        Place::New(new) => {
            let mut lines = vec![format!("{name} → {new}")];
            lines.extend(recognised(draft, language).into_iter().map(|(word, value)| format!("    {word}{value}")));
            lines
        }
        // What is in the file by now is a person's, and what was recognised at first is no news.
        Place::Known(known) => {
            vec![language.say(format!("{name} = {known}（早已导入，未改动）"), format!("{name} = {known} (known already, left as it is)"))]
        }
        Place::Earlier(earlier) => vec![language.say(
            format!("{name} ≠ {earlier}（原件有变，旧稿保留未动；要用新稿，先删除旧稿再导入）"),
            format!("{name} ≠ {earlier} (its original changed; the earlier text was kept: delete it and import again to replace it)"),
        )],
    }
}

/// What was recognised in a report, line by line: a word and what belongs to it.
fn recognised(draft: &Draft, language: Language) -> Vec<(String, String)> {
    let receipt = &draft.receipt;
    let unknown = || language.say("不详", "unknown");
    let year = draft.year.clone().unwrap_or_else(unknown);
    let comma = language.say("、", ", ");
    let units = if receipt.units.is_empty() { unknown() } else { receipt.units.join(&comma) };
    let kind = receipt.kind.map_or_else(unknown, |kind| kind_word(kind, language).to_owned());
    let decisions = decisions(draft, language);
    let row = |zh: &str, en: &str, value: String| (language.say(format!("{zh}　"), format!("{en:<8}")), value);
    let mut lines = vec![
        row("标题", "title", receipt.title.clone()),
        row(
            "单位",
            "unit",
            language.say(format!("{units}　年度　{year}　文种　{kind}"), format!("{units}; year {year}; type {kind}")),
        ),
    ];
    if !receipt.topics.is_empty() {
        lines.push(row("主题", "topics", receipt.topics.join(&comma)));
    }
    if !decisions.is_empty() {
        lines.push(row("待定", "decide", decisions.join(&language.say("，", ", "))));
    }
    lines
}

fn kind_word(kind: &'static str, language: Language) -> &'static str {
    let word = TYPES.iter().find(|(id, _)| *id == kind).map(|(_, word)| *word);
    word.filter(|_| language == Language::ZhCn).unwrap_or(kind)
}

/// What is unknown or a guess, and so waits for a person. Topics are always a guess and would only repeat themselves.
fn decisions(draft: &Draft, language: Language) -> Vec<String> {
    let unknown = |key| match key {
        "unit" => language.say("单位未标明", "unit unknown"),
        _ => language.say("年份不详", "year unknown"),
    };
    let missing = [("unit", draft.receipt.units.is_empty()), ("year", draft.year.is_none())];
    let missing = missing.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| unknown(key));
    let inferred = draft.receipt.inferred.iter().filter(|(key, _)| *key != "topics");
    let inferred = inferred.map(|(key, evidence)| match language {
        Language::ZhCn => format!("{}为推定（{}）", key_word(key), evidence_word(evidence)),
        Language::En => format!("{key} inferred ({evidence})"),
    });
    missing.chain(inferred).collect()
}

fn key_word(key: &str) -> &str {
    match key {
        "title" => "标题",
        "unit" => "单位",
        "year" => "年度",
        "period" => "时段",
        "type" => "文种",
        "level" => "级别",
        other => other,
    }
}

/// On what a guess rests.
fn evidence_word(evidence: &str) -> &str {
    match evidence {
        "title" => "据标题",
        "lead" => "据首段",
        "subject" => "据首段主语",
        "date" => "据成文日期",
        "folder" => "据文件夹名",
        "file" => "据文件名",
        "heading" => "据第一个小标题",
        "none" => "全文没有依据",
        other => other,
    }
}
