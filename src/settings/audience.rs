//! Audiences (读者范围): who may read something, from wide to narrow.
//!
//! Never lets a mistake widen a circle: what cannot be read for certain is for nobody but the clerk who keeps the archive.
//! Start at [`Audience`]; [`super::yaml::Fields::audience`] reads one.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::diagnostic::{Diagnostic, Phrase};

/// Who may read something: one of the audiences of the settings, by its place from wide to narrow. A reader may read what
/// is for his own audience and what is for a wider one, that is what is not greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Audience(u16);

impl Audience {
    /// The widest: what is for it, everybody may read.
    pub const WIDEST: Self = Self(0);
    /// Nobody but the clerk, who sees the sources anyway: no edition is made for it.
    pub const CLERK: Self = Self(u16::MAX);
}

/// Fails closed: an audience that nobody has settled is for nobody.
impl Default for Audience {
    fn default() -> Self {
        Self::CLERK
    }
}

impl Settings {
    /// The audience of a name; `None` when the settings do not know it.
    pub fn audience(&self, name: &str) -> Option<Audience> {
        let place = self.audiences.iter().position(|known| known == name)?;
        u16::try_from(place).ok().map(Audience).filter(|&audience| audience < Audience::CLERK)
    }

    /// The name of an audience; `None` for [`Audience::CLERK`].
    pub fn audience_name(&self, audience: Audience) -> Option<&str> {
        self.audiences.get(usize::from(audience.0)).map(String::as_str)
    }

    /// The narrowest audience that an edition can be for.
    pub fn narrowest(&self) -> Audience {
        self.audiences.last().and_then(|name| self.audience(name)).unwrap_or_default()
    }
}

/// The keys that keep something from readers.
const KEYS: [&str; 6] = ["audience", "secrecy", "draft", "withdrawn", "audiences", "default_audience"];

/// Whether a fault leaves it open who may read what it was found in: `audeince: internal`, `draft: ture`, a key written twice.
///
/// The fault is an error. A site may make less of it by its rules, but that must not publish what was meant for few.
pub fn is_doubtful(fault: &Diagnostic) -> bool {
    match &fault.phrase {
        Phrase::KeyUnknown { nearest: Some(key), .. } | Phrase::KeyTwice { key } | Phrase::ValueKind { key, .. } => {
            KEYS.contains(&key.as_str())
        }
        _ => false,
    }
}
