//! Why events cannot be trusted or had.
//!
//! Never about a single path: what is wrong with that shows when it is read. Start at [`Trouble`].

use std::io;

use notify::ErrorKind;

/// Whether the system watches single folders only. Then we go through them ourselves: the library stops at the first folder that
/// cannot be watched, and goes into those that are ignored.
pub(super) const SINGLE: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Why events cannot be trusted or had. After all but the first there are no more of them, and a stir is given at the pace of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// More happened at once than the system could keep. Nothing is lost: everything is looked at.
    Overflow,
    /// The system watches no more folders, or no more for this user.
    Limit {
        /// What to raise with `sysctl`: `fs.inotify.max_user_watches` or `fs.inotify.max_user_instances`.
        setting: &'static str,
    },
    /// A file system on which others can write without this system hearing of it.
    NoEvents,
    /// The watcher failed, and what it said.
    Lost(String),
}

impl Trouble {
    /// What is wrong with the watcher, when it says this; `None` when only one path is.
    pub(super) fn of(error: &notify::Error) -> Option<Self> {
        let limit = |setting| Some(Self::Limit { setting });
        match &error.kind {
            ErrorKind::PathNotFound | ErrorKind::WatchNotFound => None,
            ErrorKind::MaxFilesWatch => limit("fs.inotify.max_user_watches"),
            ErrorKind::Io(error) => match error.kind() {
                // It cannot be scanned either, until its rights change; and that is said.
                io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => None,
                io::ErrorKind::StorageFull if SINGLE => limit("fs.inotify.max_user_watches"),
                // EMFILE, for which there is no name.
                _ if SINGLE && error.raw_os_error() == Some(24) => limit("fs.inotify.max_user_instances"),
                _ => Some(Self::Lost(error.to_string())),
            },
            _ => Some(Self::Lost(error.to_string())),
        }
    }
}
