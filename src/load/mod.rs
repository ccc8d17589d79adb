//! From files under `content/` to reports and pages: the only room that reads them.
//!
//! Never knows of a second report. A scan is the truth; an event only says when to scan.
//! Start at [`scan::scan`], then [`parse`] for a report and [`page::parse`] for a plain page.

pub mod decisions;
mod delimiters;
pub mod file;
pub mod front;
mod html;
pub mod markdown;
pub mod page;
mod picture;
pub mod receipt;
pub mod scan;
pub mod stamp;
pub mod theme;
mod topics;
pub mod years;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Place, Source};
use crate::digest::{Digest, Digested, digest_of};
use crate::document::{Body, Document};
use crate::registry::Registry;
use crate::registry::topics::TopicId;
use crate::settings::{Masks, Settings};
use decisions::TopicDecision;
use front::Meta;
use years::Years;

/// What [`parse`] reads: everything, and nothing else, so that it can be remembered by its digest.
#[derive(Debug, Hash)]
pub struct Input<'a> {
    /// The file.
    pub source: &'a Digested<Source>,
    /// What it is read with.
    pub with: With<'a>,
}

/// What a file is read with.
#[derive(Debug, Clone, Copy, Hash)]
pub struct With<'a> {
    /// The vocabularies as the clerk keeps them, by which a report is judged.
    pub whole: &'a Registry,
    /// The vocabularies as far as the audience may know them, in which its names are resolved.
    pub registry: &'a Registry,
    /// The settings.
    pub settings: &'a Digested<Settings>,
    /// What a person said of its topics; of nothing else in it is anything derived here.
    pub decisions: &'a [TopicDecision],
}

/// A report: what its file says, with names resolved in the registry.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Report {
    /// The file from the root of the site.
    pub file: Arc<str>,
    /// The front matter.
    pub meta: Meta,
    /// Whether the title is that of the front matter, so that a heading of the text is none.
    pub titled: bool,
    /// The body.
    pub body: Body,
    /// The topics: those of the front matter, or, where it names none, those that its text speaks of; and what was decided.
    pub topics: Vec<ReportTopic>,
    /// What its links and pictures point to.
    pub targets: Vec<Target>,
}

impl Report {
    /// The year that it stands under.
    pub fn year(&self) -> Option<u16> {
        self.meta.years.map(Years::stands_under)
    }
}

/// A topic of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTopic {
    /// The topic.
    pub topic: TopicId,
    /// Whether it was found in the text and not given by a person.
    pub derived: bool,
}

/// What a link or a picture points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// As written.
    pub written: String,
    /// Whether it is a picture.
    pub picture: bool,
    /// Where it stands.
    pub place: Place,
}

/// Reads one report.
///
/// **Diagnoses** everything about its front matter ([`front::read`]), and `mask-or-emphasis`, `heading-skipped`,
/// `heading-unmarked`, `title-missing`, `limit`. The value is `None` when the front matter cannot be read or a limit is broken.
pub fn parse(input: &Input<'_>) -> Diagnosed<Option<Arc<Report>>> {
    let Input { source, with: With { settings, .. } } = *input;
    let mut diagnostics = Vec::new();
    let Some(split) = front::split(source).into(&mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let Some(mut meta) = meta(input, split.front.clone()).into(&mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let masks = meta.masks.unwrap_or(settings.masks);
    let own_title = (!meta.title.is_empty()).then(|| meta.title.clone());
    let Some(body) = read_body(source, split.body, masks, own_title.as_deref(), &mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    if let Some(title) = body.title.filter(|_| own_title.is_none()) {
        meta.title = title;
    }
    if meta.title.is_empty() {
        diagnostics.push(Diagnostic::in_file(Arc::clone(&source.file), Phrase::TitleMissing));
    }
    let topics = topics::topics(input, &meta, &body.document);
    let report = Report {
        file: Arc::clone(&source.file),
        meta,
        titled: own_title.is_some(),
        body: Body::new(body.digest, body.document),
        topics,
        targets: body.targets,
    };
    Diagnosed { value: Some(Arc::new(report)), diagnostics }
}

/// The front matter: judged by the whole registry, its names resolved as far as the audience may know them.
fn meta(input: &Input<'_>, range: Range<usize>) -> Diagnosed<Option<Meta>> {
    let Input { source, with: With { whole, registry, settings, .. } } = *input;
    let mut judged = front::read(source, range.clone(), whole, settings);
    if let Some(meta) = judged.value.take_if(|_| digest_of(whole) != digest_of(registry)) {
        let known = front::read(source, range, registry, settings).value;
        judged.value = known.map(|known| Meta { audience: meta.audience, ..known });
    }
    judged
}

/// Files that turned out to have changed when their bodies were read again. What was made of them cannot be used.
#[derive(Debug, Default)]
pub struct Changed(Mutex<BTreeSet<Arc<str>>>);

impl Changed {
    /// Notes a file.
    pub fn note(&self, file: &Arc<str>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(Arc::clone(file));
    }

    /// Whether there were any; forgets them.
    pub fn settle(&self) -> bool {
        !std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).is_empty()
    }

    /// Says which files these were.
    ///
    /// **Diagnoses** `file-changed`.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().map(|file| Diagnostic::in_file(Arc::clone(file), Phrase::FileChanged)).collect()
    }
}

/// The body of a file again that was read before with these `masks` and this title of its own; `None` when the digest of what it is
/// read from is another by now.
pub fn body_again(source: &Source, masks: Masks, title: Option<&str>, digest: Digest) -> Option<Document> {
    let split = front::split(source).value?;
    let body = read_body(source, split.body, masks, title, &mut Vec::new())?;
    (body.digest == digest).then_some(body.document)
}

/// A body as it was read, and the digest of what it was read from.
struct ReadBody {
    digest: Digest,
    document: Document,
    title: Option<String>,
    targets: Vec<Target>,
}

/// How many diagnostics of one kind about one body are worth reading.
const NOTES: usize = 20;

fn read_body(
    source: &Source,
    range: Range<usize>,
    masks: Masks,
    title: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ReadBody> {
    let text = &source.text[range.clone()];
    let digest = digest_of(&(text, masks, title));
    let parsed = markdown::parse(text, masks, title);
    if let Some(markdown::Excess { limit, at }) = parsed.excess {
        let place = source.place(range.start + at..range.start + at + 1);
        diagnostics.push(Diagnostic::at(place, Phrase::Limit { what: limit }));
        return None;
    }
    let mut places = source.places();
    let both_ways = parsed.notes.iter().filter(|note| note.kind == markdown::NoteKind::MaskOrEmphasis).count();
    let mut seen = [0_usize; 3];
    for note in parsed.notes {
        let (kind, phrase, most) = match note.kind {
            markdown::NoteKind::MaskOrEmphasis => (0, Phrase::MaskOrEmphasis { places: both_ways }, 1),
            markdown::NoteKind::HeadingSkipped => (1, Phrase::HeadingSkipped, NOTES),
            markdown::NoteKind::LooksLikeHeading => (2, Phrase::HeadingUnmarked, NOTES),
        };
        seen[kind] += 1;
        if seen[kind] <= most {
            let place = places.place(range.start + note.bytes.start..range.start + note.bytes.end);
            diagnostics.push(Diagnostic::at(place, phrase));
        }
    }
    let mut place = |bytes: Range<usize>| places.place(range.start + bytes.start..range.start + bytes.end);
    let target = |target: markdown::Target| Target {
        written: target.written.into(),
        picture: target.picture,
        place: place(target.bytes),
    };
    let targets = parsed.targets.into_iter().map(target).collect();
    Some(ReadBody { digest, document: parsed.document, title: parsed.title, targets })
}
