//! What was heard and not said yet, and when to say it.
//!
//! Never waits and never looks at a clock: every time is given. Never grows without bounds.
//! Start at [`Heard::hear`], then [`Heard::due`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind, RenameMode};

use super::{Places, Stir, Trouble};

/// Whether the system says when a file that was written is closed.
pub(super) const CLOSES: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// How long a file that was written and not closed is waited for.
const CLOSING: Duration = Duration::from_millis(200);

/// How long anything is held back by files that are being written.
const PATIENCE: Duration = Duration::from_secs(1);

/// After so long a quiet everything is looked at once more.
const SETTLING: Duration = Duration::from_millis(500);

/// The least time between two looks because of an overflow: what reads ten thousand files may be what makes it overflow.
const OVERFLOWING: Duration = Duration::from_secs(1);

/// More paths than these say no more than that everything may have changed.
const MOST: usize = 10_000;

/// What was heard and not said yet.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// What is complete.
    paths: BTreeSet<PathBuf>,
    whole: bool,
    /// What is being written, and when the last of it was.
    writing: BTreeSet<PathBuf>,
    written: Option<Instant>,
    came: Came,
    trouble: Option<Trouble>,
    /// When the first and the last of it was heard; the last is kept when it was said.
    first: Option<Instant>,
    last: Option<Instant>,
    /// Whether the look that closes the gaps has still to come.
    unsettled: bool,
    /// When an overflow was last said.
    overflow: Option<Instant>,
}

/// Folders that came and have to be watched.
#[derive(Debug, Default)]
pub(super) struct Came {
    /// What may be a folder.
    pub(super) paths: BTreeSet<PathBuf>,
    /// So many that all have to be looked for.
    pub(super) all: bool,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    Stir,
    Settle,
}

/// How an event is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// It is complete in itself.
    Complete,
    /// A file is not what it will be: its close follows.
    Writing,
    /// Something went, or has another name.
    Gone,
    /// Nothing that a scan would see, as that a file was read: a scan would wake itself.
    Nothing,
}

fn sort(kind: EventKind) -> Sort {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Sort::Complete,
        EventKind::Access(_) => Sort::Nothing,
        EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) if CLOSES => Sort::Writing,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Sort::Gone,
        _ => Sort::Complete,
    }
}

/// Whether an event may bring a folder that is not watched yet: a new one, or one that could not be listed until now.
fn may_bring_folder(kind: EventKind) -> bool {
    match kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::From,
        EventKind::Modify(ModifyKind::Metadata(_)) => CLOSES,
        _ => false,
    }
}

/// Whether an event may make another folder, or none, of a place that was watched. Windows tells of a folder whenever it tells of
/// what is in it.
fn may_replace(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

impl Heard {
    /// Takes an event; says whether it matters.
    pub(super) fn hear(&mut self, event: &Event, places: &Places, now: Instant) -> bool {
        if event.need_rescan() {
            self.trouble.get_or_insert(Trouble::Overflow);
            self.came.all = true;
            self.all();
            return self.at(now);
        }
        let sort = sort(event.kind);
        let concern = event.paths.iter().filter(|path| places.concern(path));
        let mut matters = false;
        for path in concern.filter(|_| sort != Sort::Nothing) {
            self.hear_of(path, sort, event.kind, now);
            if may_bring_folder(event.kind) || may_replace(event.kind) && places.lead_over(path) {
                self.came.add(path);
            }
            matters = true;
        }
        // An event without a path may be of anything.
        if event.paths.is_empty() && sort != Sort::Nothing {
            self.all();
            matters = true;
        }
        matters && self.at(now)
    }

    fn hear_of(&mut self, path: &Path, sort: Sort, kind: EventKind, now: Instant) {
        let is_written = self.writing.contains(path);
        // Programs that copy set times and rights before they close.
        let is_aside = is_written && matches!(kind, EventKind::Modify(ModifyKind::Metadata(_)));
        if sort == Sort::Writing || is_aside {
            self.written = Some(now);
            if !self.whole {
                self.writing.insert(path.to_owned());
            }
        } else {
            self.writing.remove(path);
            if sort == Sort::Gone && kind != EventKind::Remove(RemoveKind::File) {
                self.forget_below(path);
            }
            if !self.whole {
                self.paths.insert(path.to_owned());
            }
        }
        if self.paths.len() + self.writing.len() > MOST {
            self.all();
        }
    }

    /// What was being written below a folder that has gone will not be closed under that name.
    fn forget_below(&mut self, folder: &Path) {
        let below = self.writing.range(folder.to_owned()..).take_while(|path| path.starts_with(folder));
        let below: Vec<PathBuf> = below.cloned().collect();
        for path in below {
            self.writing.remove(&path);
        }
    }

    /// The watcher failed.
    pub(super) fn fail(&mut self, trouble: Trouble, now: Instant) {
        // That no more events come is worse than that some were lost.
        self.trouble = Some(trouble);
        self.at(now);
    }

    fn at(&mut self, now: Instant) -> bool {
        self.first.get_or_insert(now);
        self.last = Some(now);
        true
    }

    fn all(&mut self) {
        self.whole = true;
        self.paths.clear();
        self.writing.clear();
    }

    /// What is due next, and when. Nothing, when there is nothing to say.
    pub(super) fn due(&self, debounce: Duration) -> Option<(Instant, Due)> {
        let last = self.last?;
        let Some(first) = self.first else { return self.unsettled.then(|| (last + SETTLING, Due::Settle)) };
        let at = match &self.trouble {
            Some(Trouble::Overflow) => self.overflow.map_or(first, |said| said + OVERFLOWING),
            Some(_) => first,
            None => {
                let quiet = (last + debounce).min(first + debounce * 10);
                let closed = self.written.filter(|_| !self.writing.is_empty()).map(|written| written + CLOSING);
                closed.map_or(quiet, |closed| closed.max(quiet).min(first + PATIENCE))
            }
        };
        Some((at, Due::Stir))
    }

    /// Gives what was heard, and the folders that came.
    pub(super) fn give(&mut self, now: Instant) -> (Stir, Came) {
        if self.trouble == Some(Trouble::Overflow) {
            self.overflow = Some(now);
        }
        let mut stir = Stir { whole: self.whole, trouble: self.trouble.take(), ..Stir::default() };
        let mut paths = std::mem::take(&mut self.paths);
        paths.append(&mut self.writing);
        stir.paths = paths;
        (self.whole, self.first, self.unsettled) = (false, None, true);
        (stir, std::mem::take(&mut self.came))
    }

    /// The look that closes the gaps was taken.
    pub(super) fn settle(&mut self) {
        self.unsettled = false;
    }
}

impl Came {
    fn add(&mut self, path: &Path) {
        if !self.all {
            self.paths.insert(path.to_owned());
        }
        if self.paths.len() > MOST {
            self.paths.clear();
            self.all = true;
        }
    }
}
