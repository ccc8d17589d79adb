//! 守望: when to scan. A folder stirs, and the caller looks at it.
//!
//! Never says what is there: a scan is the truth, and an event is only a reason for one. Never reads a file.
//! Start at [`Watch::new`], then [`Watch::next`].

mod ear;
mod heard;
mod mount;
mod posts;
#[cfg(test)]
mod tests;
mod trouble;

use std::collections::BTreeSet;
use std::io;
use std::mem::discriminant;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use trouble::Trouble;

use crate::load::file::SOURCES;
use ear::{Ear, Turn};
use posts::Posts;

/// What to look at.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Folders, with all that lies in them. They need not exist yet, and may go and come again.
    pub folders: Vec<PathBuf>,
    /// Single files, as that of the settings. Neither need they exist.
    pub files: Vec<PathBuf>,
    /// Folders that nobody is to be woken for, wherever they lie: the output, the cache.
    pub ignored: Vec<PathBuf>,
}

impl Places {
    /// What the site at `root` is made from, but for the output and the cache.
    pub fn of_site(root: &Path, settings: PathBuf, output: &Path) -> Self {
        Self {
            folders: SOURCES.map(|folder| root.join(folder)).into(),
            files: vec![settings],
            ignored: vec![output.to_owned(), root.join(".huibian")],
        }
    }
}

/// How soon something is said.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long it has to be quiet after what is complete. However much goes on, it is said after ten times as long.
    pub debounce: Duration,
    /// How often a stir is given where events cannot be had. When it is given, none are asked for.
    pub poll: Option<Duration>,
}

impl Default for Pace {
    fn default() -> Self {
        // Only Linux says when a file was closed; elsewhere the pause between two writes has to be waited for.
        Self { debounce: Duration::from_millis(if heard::CLOSES { 5 } else { 30 }), poll: None }
    }
}

/// How often a stir is given where events cannot be had and nobody said how often.
pub const POLL: Duration = Duration::from_secs(1);

/// Something stirred.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stir {
    /// What was named. It may be gone by now, and below a folder that was renamed it may be the old name.
    pub paths: BTreeSet<PathBuf>,
    /// Everything may have changed; then no path is named.
    pub whole: bool,
    /// Why events cannot be trusted or had. Each reason is given once.
    pub trouble: Option<Trouble>,
}

impl Stir {
    /// Both at once.
    pub fn and(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.whole |= other.whole;
        if self.whole {
            self.paths.clear();
        }
        self.trouble = self.trouble.or(other.trouble);
        self
    }

    /// Everything may have changed, and nothing is wrong.
    pub fn everything() -> Self {
        Self::whole(None)
    }

    fn whole(trouble: Option<Trouble>) -> Self {
        Self { paths: BTreeSet::new(), whole: true, trouble }
    }
}

/// Looks at places and says when something stirs.
#[derive(Debug)]
pub struct Watch {
    ear: Arc<Ear>,
    /// The watches; `None` where there are no events.
    posts: Option<Posts>,
    debounce: Duration,
    poll: Duration,
    /// When the next poll is due, once somebody waits for it.
    due: Option<Instant>,
    /// The reasons that were given.
    said: Vec<Trouble>,
}

/// Wakes who waits for a stir, from another thread.
#[derive(Debug, Clone)]
pub struct Waker(Arc<Ear>);

impl Waker {
    /// Makes [`Watch::next`] return with nothing: that which waits, or else the next one.
    pub fn wake(&self) {
        self.0.wake();
    }
}

impl Watch {
    /// Begins to look. What is read after this is either read as it is now, or a stir follows.
    ///
    /// Where there are no events it says why, and polls. Fails when a path has no absolute form.
    pub fn new(places: Places, pace: Pace) -> io::Result<(Self, Option<Trouble>)> {
        let places = places.absolute()?;
        let is_silent = pace.poll.is_none() && places.all().any(mount::is_silent);
        let ear = Arc::new(Ear::new(places));
        let (debounce, poll) = (pace.debounce, pace.poll.unwrap_or(POLL));
        let mut watch = Self { ear, posts: None, debounce, poll, due: None, said: Vec::new() };
        if pace.poll.is_some() {
            return Ok((watch, None));
        }
        let trouble = if is_silent {
            Some(Trouble::NoEvents)
        } else {
            match Posts::new(&watch.ear) {
                Ok(posts) => {
                    watch.posts = Some(posts);
                    None
                }
                Err(trouble) => Some(trouble),
            }
        };
        watch.said.extend(trouble.clone());
        Ok((watch, trouble))
    }

    /// What wakes this watch.
    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.ear))
    }

    /// Waits for the next stir. `None` when the time is over or it was woken.
    ///
    /// What is complete in itself (a file that was closed, renamed or removed, a folder that came) is given when it has been quiet
    /// for as long as [`Pace::debounce`] says. A file that is being written holds everything back until it is closed, since between
    /// its two halves it reads as an empty file; but not for long, since a writer may stay for ever. Once it has been quiet for
    /// half a second, one more stir says that everything may have changed: events have gaps, as files that were written into a new
    /// folder before it could be watched. After that nothing comes until something stirs.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Stir> {
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let Some(posts) = &mut self.posts else { return self.polled(until) };
        let mut stir = match self.ear.wait(self.debounce, until) {
            Turn::Nothing => return None,
            Turn::Stir => {
                let (mut stir, came) = self.ear.give();
                // Now, so that what the caller reads is watched by the time it is read.
                stir.trouble = posts.put_where(&came, &self.ear.places).err().or(stir.trouble);
                stir
            }
            Turn::Settle => Stir::whole(posts.put_again(&self.ear.places).err()),
        };
        self.once(&mut stir);
        Some(stir)
    }

    /// Says each reason once, and gives events up when they cannot be had any more.
    fn once(&mut self, stir: &mut Stir) {
        let Some(trouble) = stir.trouble.take() else { return };
        stir.whole = true;
        stir.paths.clear();
        if trouble != Trouble::Overflow {
            self.posts = None;
        }
        if !self.said.iter().any(|said| discriminant(said) == discriminant(&trouble)) {
            self.said.push(trouble.clone());
            stir.trouble = Some(trouble);
        }
    }

    fn polled(&mut self, until: Option<Instant>) -> Option<Stir> {
        // Counted from when the caller began to wait: on a slow share a scan may take longer than the pace.
        let due = *self.due.get_or_insert_with(|| Instant::now() + self.poll);
        if !self.ear.rest(due, until) {
            return None;
        }
        self.due = None;
        Some(Stir::everything())
    }
}

/// The path as events name it: as it was given to the watcher, but on macOS without links on the way.
fn as_events_name(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    let real = |there: &Path| Some(there.canonicalize().ok()?.join(path.strip_prefix(there).ok()?));
    let named = cfg!(target_os = "macos").then(|| path.ancestors().find_map(real)).flatten();
    Ok(named.unwrap_or(path))
}

impl Places {
    /// The same places, whatever the current folder becomes.
    fn absolute(self) -> io::Result<Self> {
        let all = |paths: Vec<PathBuf>| paths.iter().map(|path| as_events_name(path)).collect::<io::Result<Vec<_>>>();
        Ok(Self { folders: all(self.folders)?, files: all(self.files)?, ignored: all(self.ignored)? })
    }

    /// Folders and files.
    fn all(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().chain(&self.files).map(PathBuf::as_path)
    }

    /// Whether a path is nobody's business.
    fn ignores(&self, path: &Path) -> bool {
        self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }

    /// Whether a path is one of these places or on the way to one.
    fn lead_over(&self, path: &Path) -> bool {
        self.all().any(|place| place.starts_with(path))
    }

    /// Whether what happens to a path is worth a look.
    fn concern(&self, path: &Path) -> bool {
        !self.ignores(path) && (self.folders.iter().any(|folder| path.starts_with(folder)) || self.lead_over(path))
    }
}
