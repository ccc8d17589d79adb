//! 收件箱: a folder that people put files into while the program runs, and when a file in it has come completely.
//!
//! Never opens, moves, locks or removes what lies there, and never asks for the time: it is told.
//! Start at [`Inbox::new`], then [`Inbox::look`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::handed::{self, Handed};
use crate::diagnostic::{AtPath, Language};
use crate::write::{holds_sources, real_path};

/// How long a file has to stay as it is.
const STILL: Duration = Duration::from_secs(1);

/// The same for an empty one: many programs make the file first and fill it later.
const EMPTY: Duration = Duration::from_secs(5);

/// The endings of files that a browser or a copying program has not finished.
const UNFINISHED: [&str; 5] = [".part", ".partial", ".crdownload", ".download", ".filepart"];

/// A folder that people put files into.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    /// Where it really lies.
    whole: PathBuf,
    seen: BTreeMap<PathBuf, Seen>,
    /// Every file that was given, as it looked.
    given: BTreeSet<(PathBuf, State)>,
    next: Option<Duration>,
}

/// What a file looked like, and since when.
#[derive(Debug, Clone)]
struct Seen {
    state: State,
    since: Duration,
    given: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    File {
        bytes: u64,
        /// Nanoseconds before or after 1970, where the disk keeps them.
        changed: Option<i128>,
    },
    /// It cannot be looked at, and why.
    Fault(String),
}

/// Why a folder cannot be the inbox.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such folder.
    NoFolder,
    /// It lies inside a folder that the site is made from, or holds one: originals would be published, or reports imported again.
    HoldsSources,
    /// It lies inside the output, or holds it.
    Output,
    /// The world failed.
    World(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

impl Refusal {
    /// The reason in a sentence about `folder`.
    pub fn says(&self, folder: &Path, language: Language) -> String {
        let folder = folder.display();
        match self {
            Self::NoFolder => language.say(
                format!("没有 {folder} 这个文件夹，不能作收件箱；先建好它"),
                format!("{folder} is no folder and cannot be the inbox; make it first"),
            ),
            Self::HoldsSources => language.say(
                format!("{folder} 在 content、templates、static 等源文件夹里面，或者包含它们，不能作收件箱；换一个文件夹"),
                format!(
                    "{folder} lies inside content, templates, static or another source folder, or holds one; it cannot be the inbox: choose another folder"
                ),
            ),
            Self::Output => language.say(
                format!("{folder} 在输出文件夹里面，或者包含它，不能作收件箱；换一个文件夹"),
                format!("{folder} lies inside the output, or holds it; it cannot be the inbox: choose another folder"),
            ),
            Self::World(error) => error.to_string(),
        }
    }
}

impl Inbox {
    /// The inbox in `folder`, for the site at `root`, which is written to `output` if it is written anywhere.
    pub fn new(folder: &Path, root: &Path, output: Option<&Path>) -> Result<Self, Refusal> {
        if !folder.is_dir() {
            return Err(Refusal::NoFolder);
        }
        if holds_sources(root, folder)? {
            return Err(Refusal::HoldsSources);
        }
        let whole = folder.canonicalize().at_path(folder)?;
        if let Some(output) = output {
            let output = real_path(output)?;
            if whole.starts_with(&output) || output.starts_with(&whole) {
                return Err(Refusal::Output);
            }
        }
        let (seen, given) = (BTreeMap::new(), BTreeSet::new());
        Ok(Self { folder: folder.to_owned(), whole, seen, given, next: None })
    }

    /// The files that have come since the last look, in the order of their names. `now` is the time since any beginning, always the
    /// same one.
    ///
    /// A file has come when two looks at least a second apart found it with one size and one time of change; an empty one after five
    /// seconds. Each is given once as long as neither differs, whether it could be taken in or not, also when it went and came back. What cannot be listed is given
    /// too: taking it in says why. Leavings of editors and offices and files that are still copied under another name are passed over.
    pub fn look(&mut self, now: Duration) -> Vec<Handed> {
        let mut seen = BTreeMap::new();
        let mut ready = Vec::new();
        self.next = None;
        for mut file in handed::inside(&self.folder, &self.whole) {
            let Some(state) = State::of(&file).filter(|_| !file.is_lock && !is_unfinished(&file.name)) else {
                continue;
            };
            let mut found = self.found(&file.path, state, now);
            let left = found.comes_at().saturating_sub(now);
            if !found.given && left.is_zero() {
                found.given = true;
                if matches!(found.state, State::File { .. }) {
                    self.given.insert((file.path.clone(), found.state.clone()));
                }
                if file.name.is_empty() {
                    // The folder itself: it was closed, or the share on which it lies went away.
                    file.name = self.folder.display().to_string();
                }
                ready.push(file.clone());
            } else if !found.given {
                self.next = Some(self.next.map_or(left, |next| next.min(left)));
            }
            seen.insert(file.path, found);
        }
        self.seen = seen;
        ready
    }

    /// What was found, since when, and whether it was given. A fault that went and came again is news; a file is not.
    fn found(&self, path: &Path, state: State, now: Duration) -> Seen {
        match self.seen.get(path) {
            Some(before) if before.state == state => before.clone(),
            _ => {
                let given = self.given.contains(&(path.to_owned(), state.clone()));
                Seen { state, since: now, given }
            }
        }
    }

    /// How long after the last look another is worth while; `None` when nothing is on its way.
    pub fn wants_look_in(&self) -> Option<Duration> {
        self.next
    }
}

impl Seen {
    /// When the file has come, if it stays as it is.
    fn comes_at(&self) -> Duration {
        self.since + if matches!(self.state, State::File { bytes: 0, .. }) { EMPTY } else { STILL }
    }
}

impl State {
    /// What a file looks like; `None` when it is gone.
    fn of(file: &Handed) -> Option<Self> {
        if let Some(fault) = &file.fault {
            return Some(Self::Fault(fault.says(Language::En)));
        }
        let data = match fs::metadata(&file.path) {
            Ok(data) => data,
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&file.path).is_err() => {
                return None;
            }
            Err(error) => return Some(Self::Fault(error.to_string())),
        };
        let changed = data.modified().ok().map(|changed| match changed.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos().cast_signed(),
            Err(before) => -before.duration().as_nanos().cast_signed(),
        });
        Some(Self::File { bytes: data.len(), changed })
    }
}

fn is_unfinished(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    UNFINISHED.iter().any(|ending| name.ends_with(ending))
}
