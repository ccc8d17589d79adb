//! Files as they were handed over → Markdown with front matter, and what was recognised in them.
//!
//! Never runs in a build, never touches the disk, and never loses a character of the text.
//! Start at [`read`]; where the result goes is decided by [`shelf`].

mod draft;
pub mod encoding;
pub mod facts;
pub mod format;
mod front;
mod level;
pub mod likeness;
pub mod manuscript;
pub mod markdown;
mod own;
pub mod plain;
mod recognise;
mod several;
pub mod shelf;
pub mod title;
mod unit;
pub mod word;
pub mod wrap;
pub mod yaml;

use crate::diagnostic::{Diagnosed, Diagnostic, Source};
use crate::load::decisions::Decided;
use crate::registry::Registry;
use crate::settings::Settings;
use crate::text::peel::Role;
use encoding::decode;
use manuscript::{LeftOut, Picture};
use own::Own;

/// A file as it was handed over.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// Its name as `source:` keeps it: from the folder that was handed over, with `/`.
    pub file: &'a str,
    /// The names of that folder and of those above it, the nearest last. They are evidence and are not kept.
    pub above: &'a [String],
    /// What it holds.
    pub bytes: &'a [u8],
}

impl Received<'_> {
    /// The name of the file without its folders.
    fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default()
    }

    /// The folders it came from, the nearest last.
    fn folders(&self) -> Vec<&str> {
        let inside = self.file.rsplit_once('/').map_or("", |(folders, _)| folders);
        self.above.iter().map(String::as_str).chain(inside.split('/').filter(|folder| !folder.is_empty())).collect()
    }
}

/// A report ready to be put on the shelf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// `<unit id or x>-<type id>-<8 hexadecimal digits of the source's SHA-256>`.
    pub stem: String,
    /// SHA-256 of the original, in hexadecimal digits.
    pub sha256: String,
    /// The original as `source:` names it: with the folders it came from.
    pub file: String,
    /// The year or years it reports on, as a folder is named after them.
    pub year: Option<String>,
    /// The file to write.
    pub markdown: String,
    /// The pictures that the file shows, by the names it has for them: `<stem>-1.png`, beside it.
    pub pictures: Vec<(String, Picture)>,
    /// The name under which the original is kept beside the report, where it is.
    pub original: Option<String>,
    /// What was recognised.
    pub receipt: Receipt,
}

/// What was recognised in a file, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Title.
    pub title: String,
    /// Names of the reporting units.
    pub units: Vec<String>,
    /// 文种, an id of `schema.md`.
    pub kind: Option<&'static str>,
    /// Labels of the topics.
    pub topics: Vec<String>,
    /// Every value that was found: the key of the front matter, the value as written there, the word for its evidence, and whether
    /// the document says so itself.
    pub facts: Vec<Found>,
    /// The lines of the original that are more than running text, in their order.
    pub noticed: Vec<Noticed>,
    /// What stands in the original and not in the report.
    pub left_out: Vec<LeftOut>,
}

impl Receipt {
    /// What was inferred and waits for a person: the key and the word for its evidence.
    pub fn inferred(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.facts.iter().filter(|fact| !fact.is_certain).map(|fact| (fact.key, fact.evidence))
    }
}

/// A value of the front matter and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key of the front matter.
    pub key: &'static str,
    /// The value as written there.
    pub value: String,
    /// The word for its evidence; empty where the line itself is the value.
    pub evidence: &'static str,
    /// Whether the document says so itself; else it is a guess that a person should look at.
    pub is_certain: bool,
}

/// A line of the original that is more than running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// Which paragraph of the original it is, from 1; those without text are not counted.
    pub paragraph: usize,
    /// The line as written; of a run-in heading the heading.
    pub text: String,
    /// What it was taken for.
    pub taken_for: Taken,
}

/// What a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The title, or a line of it.
    Title,
    /// The subtitle.
    Subtitle,
    /// An element of the form (主送, 署名 …).
    Element(Role),
    /// A heading of this depth, from 1.
    Heading(u8),
}

/// Reads one file.
///
/// A plain text is recognised line by line. A Markdown file with a structure of its own keeps its text as it is, and what its front
/// matter says is not inferred again. What a person decided of files with this name is taken for said, not for inferred.
///
/// **Diagnoses** `import-binary`, `import-encoding`, `import-empty`, `import-several`, and what the reader of front matter does. The value is `None`
/// when the file cannot be imported.
pub fn read(
    received: &Received<'_>,
    registry: &Registry,
    settings: &Settings,
    decided: &Decided,
) -> Diagnosed<Option<Draft>> {
    let is_markdown = received.name().to_lowercase().ends_with(".md");
    let own = is_markdown.then(|| decode(received.bytes).ok()).flatten().and_then(|decoded| {
        let source = Source { file: received.file.into(), text: decoded.text.as_str().into() };
        Own::read(&source, registry, settings)
    });
    if let Some(Diagnosed { value, diagnostics }) = own {
        return Diagnosed { value: value.map(|own| own.draft(received, registry, decided)), diagnostics };
    }
    let draft = format::read(received.bytes)
        .and_then(|manuscript| recognise::recognised(received, registry, decided, manuscript));
    match draft {
        Ok(draft) => Diagnosed::fine(Some(draft)),
        Err(phrase) => Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(received.file, phrase)] },
    }
}

/// The ending of a file's name in small letters, without its dot. `1.工作总结` has none.
pub fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit('/').next()?.rsplit_once('.')?;
    let is_ending = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_ending.then(|| ending.to_lowercase())
}
