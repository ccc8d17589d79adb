//! How many files met which fate.
//!
//! Never knows which they were. Start at [`Tally`].

use serde_json::{Value, json};

use crate::diagnostic::{Language, Severity};
use crate::intake::{Fate, Imported, Outcome};

/// How many files met which fate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    new: usize,
    known: usize,
    updated: usize,
    waiting: usize,
    duplicates: usize,
    /// Those that cannot be reports.
    pub refused: usize,
    skipped: usize,
    /// Those of the new that have errors and will not build.
    pub faulty: usize,
    no_unit: usize,
    no_year: usize,
    similar: usize,
    questions: usize,
}

impl Tally {
    /// Counts one more file.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Skipped(_) => self.skipped += 1,
            Outcome::Imported(imported) => self.report(imported),
        }
    }

    fn report(&mut self, imported: &Imported) {
        let Imported { draft, fate, questions, remarks, .. } = imported;
        match fate {
            Fate::Known => self.known += 1,
            Fate::Duplicate => self.duplicates += 1,
            Fate::Waiting(_) => self.waiting += 1,
            Fate::New | Fate::Updated => {
                self.new += usize::from(*fate == Fate::New);
                self.updated += usize::from(*fate == Fate::Updated);
                self.no_unit += usize::from(draft.receipt.units.is_empty());
                self.no_year += usize::from(draft.year.is_none());
                self.similar += questions.iter().filter(|asked| asked.about == "similar").count();
                self.faulty += usize::from(remarks.iter().any(|remark| remark.severity == Severity::Error));
            }
        }
        if *fate != Fate::Known {
            self.questions += questions.len();
        }
    }

    /// How many files were imported and how many were not, and why.
    pub fn says(&self, dry_run: bool, language: Language) -> String {
        let new = self.new;
        let first = if dry_run {
            language.say(
                format!("可以导入 {new} 篇（只是预演，没有写文件）"),
                format!("{new} can be imported (nothing was written)"),
            )
        } else {
            language.say(format!("导入 {new} 篇"), format!("{new} imported"))
        };
        let others = [
            (self.no_unit, "篇单位未标明", "with unknown unit"),
            (self.no_year, "篇年份不详", "with unknown year"),
            (self.faulty, "篇有错误，改好才能生成", "with errors to mend before a build"),
            (self.similar, "篇与别的报告相似", "like another report"),
            (self.updated, "篇已更新", "updated"),
            (
                self.waiting,
                "篇的原件有变，报告有人改过，新版待定",
                "edited by a person, whose original changed: a version waits",
            ),
            (self.duplicates, "个文件与已有报告内容相同", "that say the same as a report"),
            (self.known, "篇早已导入", "known already"),
            (self.refused, "个文件未能导入", "refused"),
            (self.skipped, "个文件跳过", "left out"),
        ];
        let others = others.into_iter().filter(|(n, ..)| *n > 0);
        let others = others.map(|(n, zh, en)| language.say(format!("{n} {zh}"), format!("{n} {en}")));
        let parts: Vec<String> = std::iter::once(first).chain(others).collect();
        parts.join(&language.say("；", "; "))
    }

    /// The same for programs.
    pub fn json(&self, dry_run: bool) -> Value {
        json!({
            "imported": self.new, "known": self.known, "updated": self.updated, "waiting": self.waiting,
            "duplicates": self.duplicates, "refused": self.refused, "skipped": self.skipped, "faulty": self.faulty,
            "without_unit": self.no_unit, "without_year": self.no_year, "similar": self.similar,
            "questions": self.questions, "dry_run": dry_run,
        })
    }
}
