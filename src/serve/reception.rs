//! 收件: what lies complete in the inbox is taken in, and a receipt is made out for each file.
//!
//! Never touches the file that was put there, and never lets one bad file keep the others waiting.
//! Start at [`Reception::receive`].

use std::time::{Duration, Instant};

use serde_json::json;

use super::preview::href_of;
use super::shown::Shown;
use super::wishes::Wishes;
use crate::diagnostic::{Diagnosed, Language};
use crate::edition;
use crate::intake::inbox::Inbox;
use crate::intake::{Fate, Handed, Imported, Intake, Outcome, Skip, Wish, receipt};

/// An inbox, and what still waits in it.
#[derive(Debug)]
pub(super) struct Reception<'a> {
    inbox: Inbox,
    wishes: &'a Wishes,
    start: Instant,
    /// Files that came while the vocabularies could not be read.
    waiting: Vec<Handed>,
    /// Whether nothing was taken in yet of what lies there from before: what is known of it is no news.
    first: bool,
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Receipt {
    name: String,
    is_fine: bool,
    pub(super) lines: Vec<String>,
    title: String,
    /// The file that it became or had become before.
    pub(super) file: Option<String>,
}

impl Receipt {
    /// For browsers: with the address of the page that the file became. Name and title stand apart there, and are not said twice.
    pub(super) fn json(&self, shown: Option<&Shown>) -> String {
        let href = self.file.as_ref().zip(shown).and_then(|(file, shown)| href_of(shown, file));
        let href = href.map(|href| format!("/{href}"));
        let news = self.lines.iter().filter(|line| href.is_none() || !line.ends_with(&self.title));
        let lines: Vec<&str> = news.map(|line| without(&self.name, line)).collect();
        json!({"name": self.name, "ok": self.is_fine, "lines": lines, "href": href, "title": self.title}).to_string()
    }
}

/// A line of a receipt without the name of the file that it may begin with.
fn without<'a>(name: &str, line: &'a str) -> &'a str {
    line.strip_prefix(name).map_or(line, |rest| rest.trim_start_matches(['：', ':', ' '])).trim_start()
}

/// After how long it is tried again to take in what had to wait.
const AGAIN: Duration = Duration::from_secs(2);

impl<'a> Reception<'a> {
    /// The reception of an inbox.
    pub(super) fn new(inbox: Inbox, wishes: &'a Wishes) -> Self {
        let mut reception = Self { inbox, wishes, start: Instant::now(), waiting: Vec::new(), first: true };
        reception.look();
        reception.first = reception.inbox.wants_look_in().is_some();
        reception
    }

    /// How long after the last look another is worth while.
    pub(super) fn wants_look_in(&self) -> Option<Duration> {
        let again = (!self.waiting.is_empty()).then_some(AGAIN);
        self.inbox.wants_look_in().into_iter().chain(again).min()
    }

    /// Takes in what has come.
    pub(super) fn receive(&mut self) -> Vec<Receipt> {
        self.look();
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let language = self.wishes.language;
        let mut intake = match Intake::open(&self.wishes.root, &self.wishes.choice) {
            Ok(Diagnosed { value, diagnostics }) if !edition::has_errors(&diagnostics) => value,
            // Names would not be recognised. What is wrong is said where the site is shown.
            _ => return Vec::new(),
        };
        let first = std::mem::replace(&mut self.first, false);
        let taken = self.waiting.drain(..).map(|file| {
            let outcome = intake.take(&file, &Wish::default());
            (!(first && is_known(&outcome))).then(|| made_out(&file, outcome, language))
        });
        taken.flatten().collect()
    }

    fn look(&mut self) {
        self.waiting.extend(self.inbox.look(self.start.elapsed()));
    }
}

fn is_known(outcome: &std::io::Result<Outcome>) -> bool {
    match outcome {
        Ok(Outcome::Imported(imported)) => matches!(imported.fate, Fate::Known | Fate::Duplicate | Fate::Waiting(_)),
        Ok(Outcome::Skipped(skip)) => *skip == Skip::Lock,
        _ => false,
    }
}

/// The receipt of a file.
fn made_out(file: &Handed, outcome: std::io::Result<Outcome>, language: Language) -> Receipt {
    let name = file.name.clone();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            let lines = vec![language.say(format!("{name}：{error}"), format!("{name}: {error}"))];
            return Receipt { name, is_fine: false, lines, title: String::new(), file: None };
        }
    };
    let lines = receipt::lines(file, &outcome, language);
    match outcome {
        Outcome::Imported(imported) => {
            let Imported { draft, file, .. } = *imported;
            Receipt { name, is_fine: true, lines, title: draft.receipt.title, file: Some(file) }
        }
        Outcome::Skipped(_) => Receipt { name, is_fine: true, lines, title: String::new(), file: None },
        Outcome::Refused(_) => Receipt { name, is_fine: false, lines, title: String::new(), file: None },
    }
}
