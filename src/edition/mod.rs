//! One moment of the archive: settings, reports, relations and addresses, all from one scan; and the memory between moments.
//!
//! Never renders and never writes.
//! Start at [`Edition::of`].

mod memory;
mod reading;

pub use memory::Memory;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive::{self, Archive};
use crate::diagnostic::timings::{Step, Timings};
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Severity, Source};
use crate::digest::Digested;
use crate::load::decisions::{self, Decisions};
use crate::load::stamp::Stamp;
use crate::load::{self, Report, file, page, receipt, scan};
use crate::plan::Site;
use crate::plan::catalogue::{self, Catalogue};
use crate::registry::{self, Registry};
use crate::settings::audience::Audience;
use crate::settings::{self, Settings};
use crate::text::date::Day;
use reading::Reading;

/// One moment of the archive. It does not change.
#[derive(Debug)]
pub struct Edition {
    /// The folder of the site.
    pub root: PathBuf,
    /// The settings.
    pub settings: Digested<Settings>,
    /// The reports and how they relate.
    pub archive: Archive,
    /// The reports that were withdrawn, by file: they are in no page, count or list.
    pub withdrawn: Vec<Arc<Report>>,
    /// The addresses.
    pub catalogue: Catalogue,
    /// The stamps of the files of the content, as far as they prove something.
    pub stamps: BTreeMap<Arc<str>, Stamp>,
}

/// What the caller chooses for an edition.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The settings file, when it is not `huibian.yaml` in the folder of the site.
    pub settings: Option<PathBuf>,
    /// A base address that wins over that of the settings.
    pub base_url: Option<String>,
    /// A day that stands for today and wins over that of the settings.
    pub as_of: Option<Day>,
    /// Whether drafts are in it.
    pub drafts: bool,
    /// Whom it is for.
    pub reader: Reader,
}

/// Whom an edition is for. It holds what this reader may see and is made as if nothing else were there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reader {
    /// Everybody: the widest audience. A plain `build` publishes nothing that not everybody may read.
    #[default]
    Everybody,
    /// The audience of this name.
    Audience(String),
    /// Who keeps the archive and sees all of it.
    Clerk,
}

impl Reader {
    /// The audience whose edition it is; `None` for one that the settings do not know, which may read nothing.
    ///
    /// **Diagnoses** `audience-unknown`.
    fn audience(&self, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Option<Audience> {
        let name = match self {
            Self::Everybody => return Some(Audience::WIDEST),
            Self::Clerk => return Some(Audience::CLERK),
            Self::Audience(name) => name,
        };
        let audience = settings.audience(name);
        if audience.is_none() {
            let phrase = Phrase::AudienceUnknown { name: name.clone(), known: settings.audiences.clone() };
            diagnostics.push(Diagnostic::general(phrase));
        }
        audience
    }
}

impl Edition {
    /// Scans the site at `root` and makes an edition of what is there now.
    ///
    /// **Diagnoses** everything that can be wrong with settings, registry, reports and addresses, with the severities of the
    /// settings. Fails when a folder cannot be read or there are no settings.
    pub fn of(root: &Path, choice: &Choice, memory: &Memory, timings: &Timings) -> io::Result<Diagnosed<Self>> {
        Self::after(root, choice, memory, None, timings)
    }

    /// As [`Edition::of`], but of `content/` only `paths` are looked at again, with everything below them: the rest is taken to be
    /// as it was when this memory made its last edition.
    pub fn after(
        root: &Path,
        choice: &Choice,
        memory: &Memory,
        paths: Option<&BTreeSet<PathBuf>>,
        timings: &Timings,
    ) -> io::Result<Diagnosed<Self>> {
        memory.settle();
        let mut diagnostics = Vec::new();
        let settings = timings.during(Step::Read, || settings(root, choice))?.into(&mut diagnostics);
        let scan = || scan::scan(root, &mut memory.tree(), paths);
        let listing = timings.during(Step::Scan, scan)?.into(&mut diagnostics);
        let waiting = |file: &Arc<str>| Diagnostic::in_file(Arc::clone(file), Phrase::ImportNewWaiting);
        diagnostics.extend(listing.waiting.iter().map(waiting));
        let reader = choice.reader.audience(&settings, &mut diagnostics);
        let (whole, registry) = timings.during(Step::Read, || {
            let sources = sources(root, &listing, &mut diagnostics);
            memory.registries(sources, reader, &settings, &mut diagnostics)
        });
        let decisions = decisions(root, &listing, &whole, &settings, &mut diagnostics);
        let reading = Reading {
            root,
            listing: &listing,
            whole: &whole,
            registry: &registry,
            settings: &settings,
            decisions: &decisions,
            memory,
            timings,
        };
        let mut reports = reading.all(&listing.reports, &memory.reports, load::parse, &mut diagnostics);
        let mut pages = reading.all(&listing.pages, &memory.pages, page::parse, &mut diagnostics);
        // They tell of what a text does not say, so they are for those who may know all; and never for everybody.
        let is_innermost = reader == Some(settings.narrowest()) && reader > Some(Audience::WIDEST);
        let receipts: &[Arc<str>] = if is_innermost { &listing.receipts } else { &[] };
        let receipts = reading.all(receipts, &memory.receipts, receipt::parse, &mut diagnostics);
        memory.sweep(&listing);
        diagnostics.extend(reports.iter().flat_map(|report| decisions.lost(report)));
        // From here on there is nothing that the reader may not see.
        let may_read = |report: &Report| Some(report.meta.audience) <= reader && (choice.drafts || !report.meta.draft);
        let is_shown = |report: &Report| may_read(report) && report.meta.withdrawn.is_none();
        let receipts = receipt::place(receipts, &listing, &reports, &is_shown);
        reports.retain(|report| may_read(report));
        pages.retain(|page| Some(page.audience) <= reader && (choice.drafts || !page.draft));
        let (withdrawn, reports) = reports.into_iter().partition(|report| report.meta.withdrawn.is_some());
        let archive = timings.during(Step::Relate, || archive::compile(reports, pages, receipts, registry));
        let catalogue = || catalogue::catalogue(&archive, &listing.others, settings.paginate_by);
        let catalogue = timings.during(Step::Plan, catalogue).into(&mut diagnostics);
        settle(&mut diagnostics, &settings);
        let edition = Self { root: root.to_owned(), settings, archive, withdrawn, catalogue, stamps: listing.stamps };
        Ok(Diagnosed { value: edition, diagnostics })
    }

    /// The plan of the site.
    pub fn site(&self) -> Site<'_> {
        Site { archive: &self.archive, catalogue: &self.catalogue, settings: &self.settings }
    }
}

/// Where the settings of the site at `root` lie.
pub fn settings_file(root: &Path, choice: &Choice) -> PathBuf {
    choice.settings.clone().unwrap_or_else(|| root.join("huibian.yaml"))
}

/// The settings of the site at `root`, with what the caller chose instead.
pub fn settings(root: &Path, choice: &Choice) -> io::Result<Diagnosed<Digested<Settings>>> {
    let path = settings_file(root, choice);
    let file: Arc<str> = file::name(root, &path).into();
    let source = file::read_at(&path, &file)?;
    let mut diagnostics = source.diagnostics;
    let mut settings = match source.value {
        Some(source) => settings::read(&source).into(&mut diagnostics),
        None => Settings::default(),
    };
    settings.as_of = choice.as_of.or(settings.as_of);
    if let Some(base) = &choice.base_url {
        settings.base_url = Some(base.clone());
    }
    Ok(Diagnosed { value: Digested::new(settings), diagnostics })
}

/// The settings as they are now; none while they cannot be read, as in the middle of a save.
pub fn sound_settings(root: &Path, choice: &Choice) -> Option<Digested<Settings>> {
    settings(root, choice).ok().filter(|read| !has_errors(&read.diagnostics)).map(|read| read.value)
}

/// The vocabularies of the site at `root`, all of them.
pub fn registry(
    root: &Path,
    listing: &scan::Listing,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Registry {
    let sources = sources(root, listing, diagnostics);
    registry::read(&sources, &BTreeSet::new(), settings).into(diagnostics)
}

fn sources(root: &Path, listing: &scan::Listing, diagnostics: &mut Vec<Diagnostic>) -> registry::Sources {
    let mut read = |file: &Option<Arc<str>>| -> Option<Source> {
        file.as_ref().and_then(|file| file::read(root, file).into(diagnostics))
    };
    registry::Sources { units: read(&listing.units), topics: read(&listing.topics) }
}

/// What a person decided. A report is given only what was said of it, so what was said of others is not in its edition.
pub fn decisions(
    root: &Path,
    listing: &scan::Listing,
    registry: &Registry,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Decisions {
    let source = listing.decisions.as_ref().and_then(|file| file::read(root, file).into(diagnostics));
    let read = source.map(|source| decisions::reading::read(&source, registry, settings, &listing.reports));
    read.unwrap_or_default().into(diagnostics)
}

/// Where a diagnostic stands; what concerns no file comes first.
fn position(diagnostic: &Diagnostic) -> Option<(&str, u32, u32)> {
    diagnostic.place.as_ref().map(|place| (&*place.file, place.line, place.column))
}

/// Gives every diagnostic the severity that the settings choose, and puts them in the order in which a person works
/// through them: by file, then by line.
pub fn settle(diagnostics: &mut Vec<Diagnostic>, settings: &Settings) {
    diagnostics.retain_mut(|diagnostic| match settings.rules.get(diagnostic.phrase.code()) {
        Some(None) => false,
        Some(Some(severity)) => {
            diagnostic.severity = *severity;
            true
        }
        None => true,
    });
    diagnostics.sort_by(|a, b| position(a).cmp(&position(b)));
}

/// Whether anything is wrong enough to write nothing.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
