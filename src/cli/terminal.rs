//! The terminal: results on standard output, everything else on standard error.
//!
//! Never decides what to say.
//! Start at [`Terminal`].
#![expect(clippy::print_stderr, reason = "this is the one place that prints")]

use std::io::{IsTerminal as _, Write as _};

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};
use unicode_width::UnicodeWidthStr as _;

use crate::diagnostic::show::{self, Style, visible};
use crate::diagnostic::{Diagnostic, Language, Severity};

/// How this run speaks.
#[derive(Debug)]
pub(super) struct Terminal {
    pub(super) language: Language,
    pub(super) json: bool,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

/// A line about what went wrong before it is known how this run speaks.
pub(super) fn complain(language: Language, line: &str) {
    let line = visible(line);
    match language {
        Language::ZhCn => eprintln!("错误：{line}"),
        Language::En => eprintln!("error: {line}"),
    }
}

/// Diagnostics of one code that are shown in full; the rest are counted, unless more is asked for.
const SHOWN: usize = 10;

impl Terminal {
    pub(super) fn new(matches: &ArgMatches, language: Language) -> Self {
        let own = matches.subcommand().map_or(matches, |(_, own)| own);
        Self {
            language,
            json: own.get_one::<String>("format").is_some_and(|format| format == "json"),
            quiet: own.get_flag("quiet"),
            verbose: own.get_flag("verbose"),
        }
    }

    /// One of two wordings.
    pub(super) fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.language.say(zh, en)
    }

    /// A result that is a file of its own. A reader that went away is no error.
    pub(super) fn bytes(&self, bytes: &[u8]) {
        let _ = std::io::stdout().write_all(bytes);
    }

    /// A line of the result. A reader that went away is no error.
    pub(super) fn result(&self, line: &str) {
        let _ = writeln!(std::io::stdout(), "{}", visible(line));
    }

    /// A line about what happens.
    pub(super) fn tell(&self, line: &str) {
        if !self.quiet {
            eprintln!("{}", visible(line));
        }
    }

    /// A line beside the result that was asked for.
    pub(super) fn aside(&self, line: &str) {
        eprintln!("{line}");
    }

    /// A line about what went wrong outside the content.
    pub(super) fn complain(&self, line: &str) {
        if self.json {
            eprintln!("{}", serde_json::json!({"severity": "error", "message": line}));
        } else {
            complain(self.language, line);
        }
    }

    /// What is wrong with the content, and how much of it there is.
    pub(super) fn show(&self, diagnostics: &[Diagnostic]) {
        let style = Style { language: self.language, colour: self.coloured(), width: self.width() };
        let mut shown: Vec<(&str, usize)> = Vec::new();
        for diagnostic in diagnostics.iter().filter(|d| !self.quiet || d.severity == Severity::Error) {
            if self.json {
                eprintln!("{}", show::json(diagnostic, self.language));
                continue;
            }
            let code = diagnostic.phrase.code();
            let at = shown.iter().position(|(known, _)| *known == code).unwrap_or(shown.len());
            if at == shown.len() {
                shown.push((code, 0));
            }
            shown[at].1 += 1;
            if self.verbose || shown[at].1 <= SHOWN {
                eprintln!("{}\n", show::human(diagnostic, style));
            }
        }
        for (code, n) in shown.into_iter().filter(|(_, n)| *n > SHOWN && !self.verbose) {
            let more = n - SHOWN;
            eprintln!(
                "{}",
                self.say(
                    format!("{code}：另有 {more} 处，用 -v 全部列出"),
                    format!("{code}: {more} more, shown with -v")
                )
            );
        }
    }

    /// `3 个错误，2 个警告`, or nothing when there is nothing.
    pub(super) fn summary(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        let counts = [
            (count(Severity::Error), "个错误", "error"),
            (count(Severity::Warning), "个警告", "warning"),
            (count(Severity::Note), "个提示", "note"),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, zh, en)| self.say(format!("{n} {zh}"), format!("{n} {en}{}", if n == 1 { "" } else { "s" })))
            .collect();
        (!parts.is_empty()).then(|| parts.join(&self.say("，", ", ")))
    }

    /// A bar for long work; it shows itself on a terminal only.
    pub(super) fn progress(&self, steps: usize, what: &str) -> ProgressBar {
        if self.quiet || self.json {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(steps as u64).with_message(what.to_owned());
        match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }

    /// On Windows the window of a program that a desktop started closes with it, before anybody could read what was said.
    pub(super) fn wait(&self) {
        if cfg!(windows) && std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
            self.tell(&self.say("按回车键关闭", "Press Enter to close"));
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }

    /// Rows in columns that line up, Chinese characters being two columns wide.
    pub(super) fn table(&self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width - cell.width() + 2));
            }
            self.result(line.trim_end());
        }
    }

    /// How wide the terminal is that shows results; `None` where they go elsewhere.
    pub(super) fn columns(&self) -> Option<usize> {
        std::io::stdout()
            .is_terminal()
            .then(|| terminal_size::terminal_size().map_or(80, |(columns, _)| columns.0.into()))
    }

    fn coloured(&self) -> bool {
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
    }

    fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        columns.unwrap_or(100)
    }
}
