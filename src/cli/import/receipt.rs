//! The receipt: what was recognised in each file, what was guessed, and what waits for a person.
//!
//! Never decides what becomes of a file.
//! Start at [`print()`] and [`Tally::tell`].

use super::Outcome;
use super::handed::Handed;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::import::Draft;
use crate::import::shelf::Place;
use crate::load::front::TYPES;

/// How many files met which fate.
#[derive(Default)]
pub(super) struct Tally {
    new: usize,
    known: usize,
    earlier: usize,
    pub(super) refused: usize,
    skipped: usize,
    /// Those of the new that have errors and will not build.
    pub(super) faulty: usize,
    no_unit: usize,
    no_year: usize,
}

impl Tally {
    pub(super) fn count(&mut self, outcome: &Outcome) {
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
    pub(super) fn tell(&self, dry_run: bool, terminal: &Terminal) {
        let Self { new, known, earlier, refused, skipped, faulty, no_unit, no_year } = self;
        if terminal.json {
            let counts = serde_json::json!({
                "imported": new, "known": known, "earlier": earlier, "refused": refused, "skipped": skipped, "faulty": faulty,
                "without_unit": no_unit, "without_year": no_year, "dry_run": dry_run,
            });
            return terminal.result(&counts.to_string());
        }
        let first = if dry_run {
            terminal.say(
                format!("可以导入 {new} 篇（只是预演，没有写文件）"),
                format!("{new} can be imported (nothing was written)"),
            )
        } else {
            terminal.say(format!("导入 {new} 篇"), format!("{new} imported"))
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
        let others = others.map(|(n, zh, en)| terminal.say(format!("{n} {zh}"), format!("{n} {en}")));
        let parts: Vec<String> = std::iter::once(first).chain(others).collect();
        terminal.tell(&parts.join(&terminal.say("；", "; ")));
    }
}

/// Prints what became of a file: a few lines for a new report, one line for every other file.
pub(super) fn print(file: &Handed, outcome: &Outcome, terminal: &Terminal) {
    match outcome {
        Outcome::Refused(diagnostics) => refusal(file, diagnostics, terminal),
        Outcome::Skipped if terminal.json => {
            terminal.result(&serde_json::json!({"source": file.name, "state": "skipped"}).to_string());
        }
        Outcome::Skipped => terminal.result(&terminal.say(
            format!("{} 按 content/decisions.yaml 跳过", file.name),
            format!("{} is left out as content/decisions.yaml says", file.name),
        )),
        Outcome::Imported { draft, place, .. } if terminal.json => {
            terminal.result(&json(file, draft, place).to_string())
        }
        Outcome::Imported { draft, place, .. } => {
            for line in lines(file, draft, place, terminal) {
                terminal.result(&line);
            }
        }
    }
    if let Outcome::Imported { place: Place::New(_), remarks, .. } = outcome {
        terminal.show(remarks);
    }
}

/// Why a file was refused: in one line, or with its place in the file.
fn refusal(file: &Handed, diagnostics: &[Diagnostic], terminal: &Terminal) {
    if terminal.json {
        let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.phrase.code()).collect();
        terminal.result(&serde_json::json!({"source": file.name, "state": "refused", "reasons": codes}).to_string());
        return terminal.show(diagnostics);
    }
    for diagnostic in diagnostics {
        if diagnostic.place.as_ref().is_some_and(|place| !place.excerpt.is_empty()) {
            terminal.show(std::slice::from_ref(diagnostic));
        } else {
            let reason = diagnostic.phrase.says(terminal.language);
            terminal.complain(&terminal.say(format!("{}：{reason}", file.name), format!("{}: {reason}", file.name)));
        }
    }
}

fn json(file: &Handed, draft: &Draft, place: &Place) -> serde_json::Value {
    let (state, name) = match place {
        Place::New(name) => ("new", name.as_str()),
        Place::Known(name) => ("known", &**name),
        Place::Earlier(name) => ("earlier", &**name),
    };
    let receipt = &draft.receipt;
    let inferred: serde_json::Map<_, _> =
        receipt.inferred.iter().map(|(key, evidence)| ((*key).to_owned(), (*evidence).into())).collect();
    serde_json::json!({
        "source": file.name, "state": state, "file": name, "title": receipt.title, "units": receipt.units, "year": draft.year,
        "type": receipt.kind, "topics": receipt.topics, "inferred": inferred,
    })
}

fn lines(file: &Handed, draft: &Draft, place: &Place, terminal: &Terminal) -> Vec<String> {
    let name = &file.name;
    match place {
        Place::New(new) => {
            let mut lines = vec![format!("{name} → {new}")];
            lines.extend(recognised(draft, terminal).into_iter().map(|(word, value)| format!("    {word}{value}")));
            lines
        }
        // What is in the file by now is a person's, and what was recognised at first is no news.
        Place::Known(known) => {
            vec![terminal.say(format!("{name} = {known}（早已导入，未改动）"), format!("{name} = {known} (known already, left as it is)"))]
        }
        Place::Earlier(earlier) => vec![terminal.say(
            format!("{name} ≠ {earlier}（原件有变，旧稿保留未动；要用新稿，先删除旧稿再导入）"),
            format!("{name} ≠ {earlier} (its original changed; the earlier text was kept: delete it and import again to replace it)"),
        )],
    }
}

/// What was recognised in a report, line by line: a word and what belongs to it.
fn recognised(draft: &Draft, terminal: &Terminal) -> Vec<(String, String)> {
    let receipt = &draft.receipt;
    let unknown = || terminal.say("不详", "unknown");
    let year = draft.year.clone().unwrap_or_else(unknown);
    let comma = terminal.say("、", ", ");
    let units = if receipt.units.is_empty() { unknown() } else { receipt.units.join(&comma) };
    let kind = receipt.kind.map_or_else(unknown, |kind| kind_word(kind, terminal.language).to_owned());
    let decisions = decisions(draft, terminal);
    let row = |zh: &str, en: &str, value: String| (terminal.say(format!("{zh}　"), format!("{en:<8}")), value);
    let mut lines = vec![
        row("标题", "title", receipt.title.clone()),
        row(
            "单位",
            "unit",
            terminal.say(format!("{units}　年度　{year}　文种　{kind}"), format!("{units}; year {year}; type {kind}")),
        ),
    ];
    if !receipt.topics.is_empty() {
        lines.push(row("主题", "topics", receipt.topics.join(&comma)));
    }
    if !decisions.is_empty() {
        lines.push(row("待定", "decide", decisions.join(&terminal.say("，", ", "))));
    }
    lines
}

fn kind_word(kind: &'static str, language: Language) -> &'static str {
    let word = TYPES.iter().find(|(id, _)| *id == kind).map(|(_, word)| *word);
    word.filter(|_| language == Language::ZhCn).unwrap_or(kind)
}

/// What is unknown or a guess, and so waits for a person. Topics are always a guess and would only repeat themselves.
fn decisions(draft: &Draft, terminal: &Terminal) -> Vec<String> {
    let unknown = |key| match key {
        "unit" => terminal.say("单位未标明", "unit unknown"),
        _ => terminal.say("年份不详", "year unknown"),
    };
    let missing = [("unit", draft.receipt.units.is_empty()), ("year", draft.year.is_none())];
    let missing = missing.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| unknown(key));
    let inferred = draft.receipt.inferred.iter().filter(|(key, _)| *key != "topics");
    let inferred = inferred.map(|(key, evidence)| match terminal.language {
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
