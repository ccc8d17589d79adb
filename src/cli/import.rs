//! `huibian import`: reports as they were handed over become Markdown, and a receipt says what was recognised.
//!
//! Never replaces what a person edited.
//! Start at [`run`].

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::diagnostic::Diagnostic;
use crate::edition;
use crate::intake::receipt::{self, Ledger, Tally};
use crate::intake::{self, Fate, Handed, Intake, Outcome, Wish};

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let opened = Intake::open(&root, &choice(matches))?;
    if edition::has_errors(&opened.diagnostics) {
        terminal.show(&opened.diagnostics);
        return Ok(End::Content);
    }
    let to = match matches.get_one::<PathBuf>("to").map(|to| folder(to, &root, terminal)).transpose()? {
        Some(None) => return Ok(End::Usage),
        to => to.flatten(),
    };
    let files = intake::files(matches.get_many::<PathBuf>("source").into_iter().flatten());
    let (dry_run, keep_originals) = (matches.get_flag("dry-run"), matches.get_flag("keep-originals"));
    let wish = Wish { to, dry_run, keep_originals };
    let tally = take(opened.value, &files, &wish, terminal)?;
    if terminal.json {
        terminal.result(&tally.json(wish.dry_run).to_string());
    } else {
        terminal.tell(&tally.says(wish.dry_run, terminal.language));
    }
    Ok(if tally.refused + tally.faulty > 0 { End::Content } else { End::Fine })
}

/// Takes all files in and prints a receipt for each.
fn take(mut intake: Intake, files: &[Handed], wish: &Wish, terminal: &Terminal) -> io::Result<Tally> {
    let bar = terminal.progress(files.len(), &terminal.say("导入", "Importing"));
    let mut tally = Tally::default();
    let mut ledger = Ledger::new(terminal.columns(), terminal.language);
    let taken = intake.take_all(files, wish, |file, outcome| {
        tally.count(&outcome);
        bar.suspend(|| print(file, &outcome, &mut ledger, terminal));
        bar.inc(1);
    });
    bar.finish_and_clear();
    if !terminal.json {
        ledger.end().iter().for_each(|line| terminal.result(line));
    }
    taken.map(|()| tally)
}

/// The folder that `--to` names, from the root of the site.
fn folder(to: &Path, root: &Path, terminal: &Terminal) -> io::Result<Option<String>> {
    Ok(match intake::folder_of_reports(root, to)? {
        Ok(folder) => Some(folder),
        Err(reports) => {
            terminal.complain(&terminal.say(
                format!("{} 不在 {} 里面", to.display(), reports.display()),
                format!("{} is not inside {}", to.display(), reports.display()),
            ));
            None
        }
    })
}

/// Prints what became of a file as far as that does not wait for the others.
fn print(file: &Handed, outcome: &Outcome, ledger: &mut Ledger, terminal: &Terminal) {
    if terminal.json {
        terminal.result(&receipt::json(file, outcome).to_string());
    } else {
        ledger.enter(file, outcome).iter().for_each(|line| terminal.result(line));
    }
    match outcome {
        Outcome::Refused(diagnostics) if terminal.json => terminal.show(diagnostics),
        Outcome::Refused(diagnostics) => refusal(file, diagnostics, terminal),
        Outcome::Imported(imported) if matches!(imported.fate, Fate::New | Fate::Updated) => {
            terminal.show(&imported.remarks);
        }
        _ => {}
    }
}

/// Why a file was refused: in one line, or with its place in the file.
fn refusal(file: &Handed, diagnostics: &[Diagnostic], terminal: &Terminal) {
    for diagnostic in diagnostics {
        if diagnostic.place.as_ref().is_some_and(|place| !place.excerpt.is_empty()) {
            terminal.show(std::slice::from_ref(diagnostic));
        } else {
            terminal.complain(&receipt::reason(file, diagnostic, terminal.language));
        }
    }
}
