//! The receipt: what was recognised in each file, what was guessed, and what waits for a person.
//!
//! Never decides what becomes of a file, and never prints.
//! Start at [`lines`], then [`Ledger`] for many files and [`Tally`] for how many there were.

mod asked;
mod table;
mod tally;
mod words;

use serde_json::{Map, Value, json};

pub use tally::Tally;

use super::{Fate, Handed, Imported, Outcome, Skip};
use crate::diagnostic::{Diagnostic, Language};
use crate::import::{Draft, Taken};

/// What became of a file, for people: a few lines for a new report, one line for every other file and for every reason of a refusal.
pub fn lines(file: &Handed, outcome: &Outcome, language: Language) -> Vec<String> {
    match outcome {
        Outcome::Refused(reasons) => reasons.iter().map(|diagnostic| reason(file, diagnostic, language)).collect(),
        Outcome::Skipped(skip) => vec![skipped(file, *skip, language)],
        Outcome::Imported(imported) => made(file, imported, language),
    }
}

fn skipped(file: &Handed, skip: Skip, language: Language) -> String {
    let name = &file.name;
    match skip {
        Skip::Decided => language.say(
            format!("{name} 按 content/decisions.yaml 跳过"),
            format!("{name} is left out as content/decisions.yaml says"),
        ),
        Skip::Lock => language.say(
            format!("{name} 跳过：这是 Word 打开文件时留下的锁文件；文件可能还没有存好，关了再导入一次"),
            format!(
                "{name} is left out: a lock that Word leaves while a file is open; close that file and import it again"
            ),
        ),
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
    let imported = match outcome {
        Outcome::Skipped(skip) => {
            let reason = if *skip == Skip::Lock { "lock-file" } else { "decision" };
            return json!({"source": source, "state": "skipped", "reasons": [reason]});
        }
        Outcome::Refused(diagnostics) => {
            let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.phrase.code()).collect();
            return json!({"source": source, "state": "refused", "reasons": codes});
        }
        Outcome::Imported(imported) => imported,
    };
    let Imported { draft, file, fate, questions, .. } = &**imported;
    let (state, new) = match fate {
        Fate::New => ("new", None),
        Fate::Known => ("known", None),
        Fate::Updated => ("updated", None),
        Fate::Waiting(new) => ("waiting", Some(new)),
        Fate::Duplicate => ("duplicate", None),
    };
    let similar = questions.iter().filter(|asked| asked.about == "similar");
    let similar = similar.map(|asked| json!({"file": asked.file, "percent": asked.value.parse::<u32>().ok()}));
    let receipt = &draft.receipt;
    let inferred: Map<_, _> = receipt.inferred().map(|(key, evidence)| (key.to_owned(), evidence.into())).collect();
    json!({
        "source": source, "state": state, "file": file, "title": receipt.title, "units": receipt.units, "year": draft.year,
        "type": receipt.kind, "topics": receipt.topics, "inferred": inferred, "new_version": new,
        "duplicate_of": (*fate == Fate::Duplicate).then_some(file), "similar": similar.collect::<Vec<_>>(),
        "questions": questions, "facts": facts(draft), "lines": noticed(draft), "left_out": left_out(draft),
    })
}

fn facts(draft: &Draft) -> Vec<Value> {
    let facts = draft.receipt.facts.iter();
    facts
        .map(
            |fact| json!({"key": fact.key, "value": fact.value, "evidence": fact.evidence, "certain": fact.is_certain}),
        )
        .collect()
}

fn noticed(draft: &Draft) -> Vec<Value> {
    let line = |line: &crate::import::Noticed| {
        let (taken_for, depth) = match line.taken_for {
            Taken::Title => ("title", None),
            Taken::Subtitle => ("subtitle", None),
            Taken::Element(role) => (role.into(), None),
            Taken::Heading(depth) => ("heading", Some(depth)),
        };
        json!({"paragraph": line.paragraph, "text": line.text, "taken_for": taken_for, "depth": depth})
    };
    draft.receipt.noticed.iter().map(line).collect()
}

fn left_out(draft: &Draft) -> Vec<Value> {
    let left_out = draft.receipt.left_out.iter();
    left_out.map(|left| json!({"what": <&str>::from(left.what), "words": left.words})).collect()
}

fn made(file: &Handed, imported: &Imported, language: Language) -> Vec<String> {
    let Imported { draft, file: report, fate, titles, .. } = imported;
    let name = &file.name;
    let changed = |sign: &str, said: String| {
        let rest = recognised(imported, language).into_iter().map(|(word, value)| format!("    {word}{value}"));
        std::iter::once(format!("{name} {sign} {report}{said}")).chain(rest).collect()
    };
    match fate {
        Fate::New => changed("→", String::new()),
        Fate::Updated => {
            changed("→", language.say("（原件或决定有变，已更新）", " (updated: the original or a decision changed)"))
        }
        // What is in the file by now is a person's, and what was recognised at first is no news.
        Fate::Known => vec![language.say(
            format!("{name} = {report}（早已导入，未改动）"),
            format!("{name} = {report} (known already, left as it is)"),
        )],
        Fate::Waiting(new) => vec![language.say(
            format!("{name} ≠ {report}（原件有变，报告有人改过，没有替换；新版在 {new}）"),
            format!(
                "{name} ≠ {report} (its original changed, but a person edited the report: what it says now is in {new})"
            ),
        )],
        Fate::Duplicate => {
            let title = titles.get(report).filter(|title| !title.is_empty()).unwrap_or(&draft.receipt.title);
            vec![language.say(
                format!("{name} = {report}（与《{title}》内容相同，没有重复导入）"),
                format!("{name} = {report} (says the same as “{title}”, not imported again)"),
            )]
        }
    }
}

/// What was recognised in a report, line by line: a word and what belongs to it.
fn recognised(imported: &Imported, language: Language) -> Vec<(String, String)> {
    let Imported { draft, questions, titles, .. } = imported;
    let receipt = &draft.receipt;
    let unknown = || language.say("不详", "unknown");
    let year = draft.year.clone().unwrap_or_else(unknown);
    let comma = language.say("、", ", ");
    let units = if receipt.units.is_empty() { unknown() } else { receipt.units.join(&comma) };
    let kind = receipt.kind.map_or_else(unknown, |kind| words::kind(kind, language));
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
    if !questions.is_empty() {
        let said = questions.iter().map(|asked| asked::sentence(asked, titles, language));
        lines.push(row("待定", "decide", said.collect::<Vec<_>>().join(&language.say("；", "; "))));
    }
    lines
}

/// What an import for people ends with: a table where there is a terminal for it, and what is open.
#[derive(Debug)]
pub struct Ledger {
    language: Language,
    /// How wide the terminal is; absent where there is none, or where it is too narrow for a table.
    width: Option<usize>,
    rows: Vec<[String; 6]>,
    questions: usize,
    asked: Vec<String>,
    beside: Vec<String>,
}

impl Ledger {
    /// A ledger for a terminal of this width, if there is one.
    pub fn new(width: Option<usize>, language: Language) -> Self {
        let width = width.filter(|&width| width >= table::NARROWEST);
        Self { language, width, rows: Vec::new(), questions: 0, asked: Vec::new(), beside: Vec::new() }
    }

    /// Takes a file; gives the lines to print at once where there is no table.
    pub fn enter(&mut self, file: &Handed, outcome: &Outcome) -> Vec<String> {
        let language = self.language;
        if let Outcome::Imported(imported) = outcome
            && imported.fate != Fate::Known
        {
            self.questions += imported.questions.len();
            self.asked.extend(asked::lines(&file.name, &imported.questions, &imported.titles, language));
        }
        let said = lines(file, outcome, language);
        if self.width.is_none() {
            return if matches!(outcome, Outcome::Refused(_)) { Vec::new() } else { said };
        }
        let is_beside = match outcome {
            Outcome::Imported(imported) => matches!(imported.fate, Fate::Duplicate | Fate::Waiting(_)),
            Outcome::Skipped(skip) => *skip == Skip::Lock,
            Outcome::Refused(_) => false,
        };
        if is_beside {
            self.beside.extend(said);
        }
        self.rows.push(row(file, outcome, language));
        Vec::new()
    }

    /// The lines that stand below everything: the table, the files that became no report of their own, and what is open.
    pub fn end(self) -> Vec<String> {
        let language = self.language;
        let mut lines = Vec::new();
        let head = [
            ("原件", "source"),
            ("标题", "title"),
            ("单位", "unit"),
            ("年度", "year"),
            ("文种", "type"),
            ("状态", "state"),
        ];
        if let Some(width) = self.width.filter(|_| !self.rows.is_empty()) {
            lines.extend(table::table(head.map(|(zh, en)| language.say(zh, en)), &self.rows, width));
        }
        if !self.beside.is_empty() {
            lines.push(String::new());
            lines.extend(self.beside);
        }
        if !self.asked.is_empty() {
            lines.push(String::new());
            lines.push(asked::head(self.questions, language));
            lines.extend(self.asked);
        }
        lines
    }
}

/// A row of the table.
fn row(file: &Handed, outcome: &Outcome, language: Language) -> [String; 6] {
    let source = file.name.clone();
    let say = |zh: &str, en: &str| language.say(zh, en);
    let imported = match outcome {
        Outcome::Imported(imported) => imported,
        Outcome::Refused(_) => return [source, "".into(), "".into(), "".into(), "".into(), say("未导入", "refused")],
        Outcome::Skipped(_) => return [source, "".into(), "".into(), "".into(), "".into(), say("跳过", "left out")],
    };
    let Imported { draft, fate, questions, .. } = &**imported;
    let mut state = match fate {
        Fate::New => say("新", "new"),
        Fate::Known => say("早已导入", "known"),
        Fate::Updated => say("已更新", "updated"),
        Fate::Waiting(_) => say("新版待定", "version waits"),
        Fate::Duplicate => say("内容相同", "duplicate"),
    };
    if !questions.is_empty() && *fate != Fate::Known {
        let n = questions.len();
        state += &language.say(format!("，待定 {n} 件"), format!(", {n} to decide"));
    }
    let unknown = || say("不详", "unknown");
    let receipt = &draft.receipt;
    let units = if receipt.units.is_empty() { unknown() } else { receipt.units.join(&say("、", ", ")) };
    let kind = receipt.kind.map_or_else(unknown, |kind| words::kind(kind, language));
    [source, receipt.title.clone(), units, draft.year.clone().unwrap_or_else(unknown), kind, state]
}
