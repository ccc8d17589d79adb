//! The one loop of a preview: something stirs, the site is made anew, browsers are told.
//!
//! Never lets an edit end it: what cannot be shown is said, and the last good site stays.
//! Start at [`run`].

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::http;
use super::live::Live;
use super::news::{Made, Named, News, changed};
use super::preview::Preview;
use super::reception::Reception;
use super::shown::Shown;
use super::state::state;
use super::wishes::Wishes;
use crate::diagnostic::timings::Timings;
use crate::diagnostic::unsaid::unsaid;
use crate::diagnostic::{Diagnostic, Phrase};
use crate::edition;
use crate::intake::inbox::Inbox;
use crate::moment::{Memory, Moment};
use crate::settings::Settings;
use crate::watch::{Places, Stir, Watch};

/// How long it has to be quiet before it is believed that the site is broken or a file empty: many editors save in several steps.
const PATIENCE: Duration = Duration::from_millis(150);

/// How many times it is looked again whether it is broken still.
const LOOKS: usize = 10;

/// Shows a site until the program is ended. `tell` is told what happens.
pub fn run(wishes: &Wishes, tell: &dyn Fn(News)) -> io::Result<()> {
    let listening = http::open(&wishes.door)?;
    let address = listening.address();
    let (preview, live) = (Arc::new(Preview::new(wishes.language)), Arc::new(Live::new()));
    let mut keeper = Keeper::new(wishes, tell, &preview, &live);
    let mut named =
        keeper.named().unwrap_or_else(|| (wishes.root.join(Settings::default().output_dir), wishes.inbox.clone()));
    // The watch begins before the first look, so that nothing comes between them.
    let mut watch = keeper.watch(&named)?;
    keeper.look(&mut watch, Stir::everything());
    let asked = wishes.door.port;
    tell(News::Open { address, taken: (asked != 0 && asked != address.port()).then_some(asked) });
    let _serving = listening.serve(preview, live)?;
    loop {
        named = keeper.keep(&mut watch, named);
        watch = keeper.watch(&named)?;
        tell(News::Restarted);
        // What happened while nobody watched.
        keeper.look(&mut watch, Stir::everything());
    }
}

/// Whether a file was emptied: an editor that empties a file is about to fill it again.
fn is_empty(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.is_file() && data.len() == 0)
}

struct Keeper<'a> {
    wishes: &'a Wishes,
    tell: &'a dyn Fn(News),
    memory: Memory,
    preview: Arc<Preview>,
    live: Arc<Live>,
    /// Counts the moments.
    number: u64,
    broken: bool,
    /// What was wrong with the last moment: it is said once.
    said: Vec<Diagnostic>,
    /// Whether the last look ended before it had seen what was named to it.
    missed: bool,
}

impl<'a> Keeper<'a> {
    fn new(wishes: &'a Wishes, tell: &'a dyn Fn(News), preview: &Arc<Preview>, live: &Arc<Live>) -> Self {
        Self {
            wishes,
            tell,
            memory: Memory::default(),
            preview: Arc::clone(preview),
            live: Arc::clone(live),
            number: 0,
            broken: false,
            said: Vec::new(),
            missed: false,
        }
    }

    /// Where the output and the inbox lie, by the settings as they are now; nothing while those cannot be read.
    fn named(&self) -> Option<Named> {
        let Wishes { root, choice, inbox, .. } = self.wishes;
        let settings = edition::sound_settings(root, choice)?;
        let inbox = inbox.clone().or_else(|| settings.inbox.as_ref().map(|inbox| root.join(inbox)));
        Some((root.join(&settings.output_dir), inbox))
    }

    fn watch(&self, (output, inbox): &Named) -> io::Result<Watch> {
        let Wishes { root, choice, pace, .. } = self.wishes;
        let mut places = Places::of_site(root, edition::settings_file(root, choice), output);
        places.folders.extend(inbox.clone());
        let (watch, trouble) = Watch::new(places, *pace)?;
        if let Some(trouble) = trouble {
            (self.tell)(News::Trouble(trouble));
        }
        Ok(watch)
    }

    /// Keeps the site as it is in the folder, until the settings name another output or inbox than `named`.
    fn keep(&mut self, watch: &mut Watch, named: Named) -> Named {
        let mut refused = None;
        let mut reception = self.reception(&named, &mut refused);
        loop {
            let wait = reception.as_ref().and_then(Reception::wants_look_in);
            let stir = watch.next(wait);
            let receipts = reception.as_mut().map(Reception::receive).unwrap_or_default();
            // What was taken in is looked at now, whatever else stirred: its receipt leads to its page.
            let came = receipts.iter().any(|receipt| receipt.file.is_some()).then(Stir::everything);
            if let Some(stir) = stir.into_iter().chain(came).reduce(Stir::and) {
                self.look(watch, stir);
            }
            if reception.is_none() {
                // It may have been made meanwhile.
                reception = self.reception(&named, &mut refused);
            }
            for receipt in receipts {
                let shown = self.preview.shown();
                self.live.say("receipt", receipt.json(shown.as_deref()));
                (self.tell)(News::Received(receipt.lines));
            }
            if let Some(now) = self.named().filter(|now| *now != named) {
                return now;
            }
        }
    }

    /// The reception of the inbox, if there is one that can be one. Why not is said once.
    fn reception(&self, (output, inbox): &Named, refused: &mut Option<String>) -> Option<Reception<'a>> {
        let (folder, wishes) = (inbox.as_deref()?, self.wishes);
        match Inbox::new(folder, &wishes.root, Some(output)) {
            Ok(inbox) => return Some(Reception::new(inbox, wishes)),
            Err(refusal) => {
                let why = Some(refusal.says(folder, wishes.language)).filter(|why| refused.as_ref() != Some(why));
                if let Some(why) = why {
                    (self.tell)(News::NoInbox(why.clone()));
                    *refused = Some(why);
                }
            }
        }
        None
    }

    /// Makes the site anew and shows it, or says why it cannot be shown.
    fn look(&mut self, watch: &mut Watch, mut stir: Stir) {
        let start = Instant::now();
        let mut made = self.make(&stir);
        for _ in 0..LOOKS {
            let is_fine =
                made.as_ref().is_ok_and(|moment| !moment.is_broken()) && !stir.paths.iter().any(|path| is_empty(path));
            if self.broken || self.number == 0 || is_fine {
                break;
            }
            let Some(more) = watch.next(Some(PATIENCE)) else { break };
            stir = stir.and(more);
            made = self.make(&stir);
        }
        if let Some(trouble) = stir.trouble {
            (self.tell)(News::Trouble(trouble));
        }
        self.number += 1;
        match made {
            Ok(moment) => self.show(moment, start),
            Err(error) => {
                let phrase = Phrase::Unreadable { message: error.to_string() };
                let mut before = self.said.clone();
                self.say(vec![Diagnostic::general(phrase)], true, (Vec::new(), 0), start);
                // What was wrong before was not looked at, and is no news when it is found to be so still.
                before.retain(|known| !self.said.contains(known));
                self.said.extend(before);
            }
        }
    }

    fn make(&mut self, stir: &Stir) -> io::Result<Moment> {
        let Wishes { root, choice, .. } = self.wishes;
        let paths = (!stir.whole && self.number > 0 && !self.missed).then_some(&stir.paths);
        let made = Moment::of(root, choice, &self.memory, paths, &Timings::default());
        self.missed = made.is_err();
        made
    }

    fn show(&mut self, mut moment: Moment, start: Instant) {
        let broken = moment.is_broken();
        let diagnostics = std::mem::take(&mut moment.diagnostics);
        let shown = if broken { None } else { Shown::new(moment, self.number).map(Arc::new) };
        let before = shown.as_ref().and_then(|shown| self.preview.show(shown));
        let changed = before.as_ref().zip(shown.as_ref()).map(|(before, shown)| {
            self.preview.remember(before, shown);
            changed(before, shown)
        });
        self.say(diagnostics, broken, changed.unwrap_or_default(), start);
    }

    /// Tells browsers and the terminal.
    fn say(&mut self, diagnostics: Vec<Diagnostic>, broken: bool, changed: (Vec<String>, usize), start: Instant) {
        let new = unsaid(&diagnostics, &self.said);
        let shown = self.preview.shown();
        let edition = shown.as_ref().map_or(0, |shown| shown.number());
        self.live.state(state(edition, broken, &diagnostics, self.wishes.language));
        let made = Made {
            first: self.number == 1,
            changed,
            reports: shown.as_ref().map_or(0, |shown| shown.edition().archive.reports.len()),
            pages: shown.as_ref().map_or(0, |shown| shown.n_pages()),
            broken,
            mended: self.broken && !broken,
            new,
            all: diagnostics.clone(),
            took: start.elapsed(),
        };
        self.broken = broken;
        self.said = diagnostics;
        (self.tell)(News::Made(made));
    }
}
