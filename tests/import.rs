//! `huibian import` as a clerk meets it: files of every kind go in, Markdown that builds comes out, and nothing is lost.
//!
//! The originals in `tests/import` are invented; beside each stands the front matter that it has to get. The seeds and the corpus
//! are read from `../shared`, and left out with a word where that folder is absent.

#[path = "support/random.rs"]
mod random;
#[path = "support/rounds.rs"]
mod rounds;
#[path = "support/shared.rs"]
mod shared;

mod support;

#[path = "import/again.rs"]
mod again;
#[path = "import/corpus.rs"]
mod corpus;
#[path = "import/killed.rs"]
mod killed;
#[path = "import/originals.rs"]
mod originals;
#[path = "import/seeds.rs"]
mod seeds;
#[path = "import/shelf.rs"]
mod shelf;

use std::path::Path;
use std::sync::Arc;

use huibian::diagnostic::{Diagnostic, Severity, Source};
use huibian::digest::Digested;
use huibian::load::{Input, Report, With, parse};
use huibian::registry::{self, Registry};
use huibian::settings::Settings;
use support::{Ran, Site};

/// A file that must be there.
fn text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text without white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The vocabularies of a site.
fn registry_of(site: &Site) -> Registry {
    let source = |file: &str| {
        let text = std::fs::read_to_string(site.path(file)).ok()?;
        Some(Source { file: file.into(), text: text.into() })
    };
    let sources = registry::Sources { units: source("content/units.yaml"), topics: source("content/topics.yaml") };
    registry::read(&sources, &Default::default(), &Settings::default()).value
}

/// A report of a site as a build reads it; nothing in it may be an error or a warning, but that the registry does not know its unit.
fn load(site: &Site, file: &str) -> Arc<Report> {
    let source = Digested::new(Source { file: file.into(), text: text(site.path(file)).into() });
    let settings = Digested::new(Settings::default());
    let registry = registry_of(site);
    let with = With { whole: &registry, registry: &registry, settings: &settings, decisions: &[] };
    let read = parse(&Input { source: &source, with });
    let serious = |d: &&Diagnostic| d.severity > Severity::Note && d.phrase.code() != "unit-unknown";
    assert_eq!(read.diagnostics.iter().filter(serious).count(), 0, "{file}: {:?}", read.diagnostics);
    read.value.expect("it can be read")
}

/// The body and, where they stand in the text, title and subtitle are the original, white space apart.
#[track_caller]
fn assert_kept(name: &str, original: &str, report: &Report) {
    let is_written = report.meta.inferred.iter().all(|(key, _)| key != "title");
    let title = if is_written { bare(&report.meta.title) } else { String::new() };
    let subtitle = report.meta.subtitle.as_deref().map(bare).unwrap_or_default();
    // What nobody sees at the ends of a title is no part of it.
    let unseen = ['\u{200B}', '\u{FEFF}'];
    let seen = |text: &str| if title.is_empty() { bare(text) } else { bare(text).replace(unseen, "") };
    let (original, body, title, subtitle) = (seen(original), seen(&report.body.text), seen(&title), seen(&subtitle));
    // A head may name the title before it says it.
    let is_kept = |at: usize| {
        let (before, after) = (&original[..at], &original[at + title.len()..]);
        let rest = after.split_once(&subtitle).map(|(between, after)| format!("{before}{between}{after}"));
        rest.is_some_and(|rest| rest == body)
    };
    assert!(
        original.match_indices(&title).any(|(at, _)| is_kept(at)),
        "{name}: “{title}” “{subtitle}”\n{original:.2000}\n{body:.2000}"
    );
}

/// The Markdown of a file without the key that names its original.
fn without_source(markdown: &str) -> String {
    markdown.lines().filter(|line| !line.starts_with("source: ")).map(|line| format!("{line}\n")).collect()
}

/// What an import for programs says: an object for every file, and one with the counts.
struct Said {
    files: Vec<serde_json::Value>,
    counts: serde_json::Value,
    code: i32,
}

impl Said {
    /// Imports these sources into the site.
    fn by(site: &Site, arguments: &[&str]) -> Self {
        let Ran { code, stdout, stderr } = site.run(&[&["import", "--format", "json"], arguments].concat());
        let json = |line: &str| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{line}: {error}\n{stderr}"))
        };
        assert!(stderr.lines().all(|line| json(line).is_object()), "{stderr}");
        let mut files: Vec<serde_json::Value> = stdout.lines().map(json).collect();
        let counts = files.pop().unwrap_or_else(|| panic!("no counts: {stderr}"));
        Self { files, counts, code }
    }

    /// What became of each file, and the file in the site.
    fn states(&self) -> Vec<(&str, &str)> {
        self.files.iter().map(|file| (file["state"].as_str().expect("a state"), self.file(file))).collect()
    }

    fn file<'a>(&self, file: &'a serde_json::Value) -> &'a str {
        file["file"].as_str().unwrap_or_default()
    }

    /// The file that the only source became.
    #[track_caller]
    fn only(&self) -> String {
        let [(state, file)] = self.states()[..] else { panic!("{:?}", self.files) };
        assert_eq!(state, "new", "{:?}", self.files);
        file.to_owned()
    }
}
