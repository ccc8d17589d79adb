//! What the file system says of a file, by which it is known to hold what it held before.
//!
//! Never opens a file. Start at [`Stamp::of`].

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// Size, times and place on the disk of a file at the moment when it was looked at.
///
/// A file that was changed has another stamp, but for one case: what is written in the same tick of the clock of the disk and has the
/// same size looks the same. So a stamp that is [`fresh`](Self::is_fresh) proves nothing, and the file is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Size in bytes.
    pub bytes: u64,
    /// When its content was written, in nanoseconds since 1970.
    modified: u64,
    /// When anything of it was changed, its name and place among them; on Windows when it was made.
    changed: u64,
    /// Its number on the disk, where it has one.
    number: u64,
}

/// Disks keep times in ticks of up to two seconds.
const TICK: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of a file.
    pub fn of(data: &Metadata) -> Self {
        let since = |time: std::io::Result<SystemTime>| {
            let since = time.ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
            u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
        };
        let modified = since(data.modified());
        let (changed, number) = match identity(data) {
            Some(known) => known,
            None => (since(data.created()), 0),
        };
        Self { bytes: data.len(), modified, changed, number }
    }

    /// The same without what changes when a file gets another name: for a file that is written under one name and put in its place
    /// under another.
    pub fn without_place(self) -> Self {
        Self { changed: 0, ..self }
    }

    /// Whether the file was changed so shortly before `now` that a change since then may not show.
    pub fn is_fresh(self, now: Now) -> bool {
        self.modified.max(self.changed).saturating_add(TICK.as_nanos() as u64) >= now.0
    }
}

/// A moment before a file was looked at, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Now(u64);

impl Now {
    /// This moment. It decides what is read again and nothing else.
    pub fn read() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }
}

/// When anything of a file was changed, and its number.
#[cfg(unix)]
fn identity(data: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let changed =
        data.ctime().cast_unsigned().wrapping_mul(1_000_000_000).wrapping_add(data.ctime_nsec().cast_unsigned());
    Some((changed, data.ino() ^ data.dev().rotate_left(32)))
}

#[cfg(not(unix))]
fn identity(_data: &Metadata) -> Option<(u64, u64)> {
    None
}
