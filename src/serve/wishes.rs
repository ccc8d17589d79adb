//! What whoever starts a preview wants of it.
//!
//! Never checked here: the command line asks for what can be. Start at [`Wishes`].

use std::path::PathBuf;

use super::http::Door;
use crate::diagnostic::Language;
use crate::edition::Choice;
use crate::watch::Pace;

/// What a preview is to be.
#[derive(Debug)]
pub struct Wishes {
    /// The folder of the site.
    pub root: PathBuf,
    /// Which edition it shows.
    pub choice: Choice,
    /// Where it is to be had.
    pub door: Door,
    /// How soon it sees a change.
    pub pace: Pace,
    /// The inbox, when it is not that of the settings.
    pub inbox: Option<PathBuf>,
    /// The language in which it speaks.
    pub language: Language,
}
