//! 收件: files as they were handed over become reports under `content/`, whoever hands them over.
//!
//! Never replaces what a person edited, never touches what was handed over, and never prints.
//! Start at [`Intake::open`], then [`Intake::take`]; what became of a file is worded by [`receipt`]. Files that come
//! by and by lie in an [`inbox`].

mod filing;
mod handed;
pub mod inbox;
mod question;
pub mod receipt;
mod record;
mod standing;

pub use handed::{Handed, files};

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnosed, Diagnostic, Source};
use crate::digest::{Digested, digest_of};
use crate::edition::{self, Choice};
use crate::import::likeness::{Text, percent};
use crate::import::shelf::{Place, Shelf};
use crate::import::{self, Draft, Received};
use crate::load::decisions::{Decided, Decisions};
use crate::load::receipt::Question;
use crate::load::{file, scan};
use crate::registry::Registry;
use crate::settings::Settings;
use crate::write::real_path;
use filing::Filing;
use standing::Receipts;

/// Where reports are, from the root of the site.
const REPORTS: &str = "content/reports";

/// From how many hundredths on it is said that a report is like another.
const ALIKE: u32 = 80;

/// How many files are read at once, and how many bytes of them.
const BATCH: (usize, u64) = (64, 128 << 20);

/// A site that takes reports in: what it knows of units and topics, what was decided, and what is there already.
///
/// It is a picture of one moment: two files that it takes are never versions of one report. Open another for files that come later.
#[derive(Debug)]
pub struct Intake {
    root: PathBuf,
    settings: Digested<Settings>,
    registry: Registry,
    decisions: Decisions,
    shelf: Shelf,
    receipts: Receipts,
    /// What a dry run would have written: later files are compared with it.
    unwritten: BTreeMap<Arc<str>, Arc<str>>,
}

/// How files are to be taken in.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The folder that everything goes to, as [`folder_of_reports`] gives it; else each report goes to that of its year.
    pub to: Option<String>,
    /// Nothing is written; what would become of the files is found out all the same.
    pub dry_run: bool,
    /// Originals are kept beside their reports, whatever the settings say.
    pub keep_originals: bool,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It is a report that the site has, by now or already.
    Imported(Box<Imported>),
    /// It cannot be a report, and why.
    Refused(Vec<Diagnostic>),
    /// It is left out.
    Skipped(Skip),
}

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// A person decided that files of this name are.
    Decided,
    /// An office program has another file open and left this one meanwhile.
    Lock,
}

/// A file that is a report.
#[derive(Debug)]
pub struct Imported {
    /// What was made of it.
    pub draft: Draft,
    /// The report, from the root of the site.
    pub file: String,
    /// What became of the report.
    pub fate: Fate,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// The titles of the reports that the questions name, by file; and that of the report itself, where it was there already.
    pub titles: BTreeMap<String, String>,
    /// What is wrong with the new file.
    pub remarks: Vec<Diagnostic>,
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    New,
    /// It was imported before and stays as it is.
    Known,
    /// It was imported before, nobody edited it, and it says now what its original says.
    Updated,
    /// It was imported before and edited since: what its original says now waits in this file.
    Waiting(String),
    /// Another file is this report already.
    Duplicate,
}

/// A file that was read and has no place yet.
#[derive(Debug)]
enum Read {
    Draft { draft: Box<Draft>, says: Text, bytes: Vec<u8>, remarks: Vec<Diagnostic> },
    Else(Outcome),
}

impl Intake {
    /// Reads what a site knows. With errors among the diagnostics nothing should be taken in: names would not be recognised.
    ///
    /// **Diagnoses** everything that can be wrong with settings, vocabularies and decisions. Fails when there are no settings or a
    /// folder cannot be listed.
    pub fn open(root: &Path, choice: &Choice) -> io::Result<Diagnosed<Self>> {
        let mut diagnostics = Vec::new();
        let settings = edition::settings(root, choice)?.into(&mut diagnostics);
        let listing = scan::scan(root, &mut scan::Tree::default(), None)?.into(&mut diagnostics);
        let registry = edition::registry(root, &listing, &settings, &mut diagnostics);
        let decisions = edition::decisions(root, &listing, &registry, &settings, &mut diagnostics);
        let shelf = standing::shelf(root, &listing, &registry, &settings);
        let receipts = Receipts::of(root, &listing);
        let unwritten = BTreeMap::new();
        let intake = Self { root: root.to_owned(), settings, registry, decisions, shelf, receipts, unwritten };
        Ok(Diagnosed { value: intake, diagnostics })
    }

    /// Takes one file in: reads it, decides its place and writes what is new. Fails when that cannot be written.
    pub fn take(&mut self, file: &Handed, wish: &Wish) -> io::Result<Outcome> {
        let read = self.read(file, wish);
        self.put(file, read, wish)
    }

    /// Takes many files in, on all processors, and tells of each in their order. The result is that of taking one after the other.
    pub fn take_all(
        &mut self,
        files: &[Handed],
        wish: &Wish,
        mut tell: impl FnMut(&Handed, Outcome),
    ) -> io::Result<()> {
        let mut rest = files;
        while !rest.is_empty() {
            let (batch, others) = rest.split_at(batch(rest));
            let read: Vec<Read> = batch.par_iter().map(|file| self.read(file, wish)).collect();
            for (file, read) in batch.iter().zip(read) {
                tell(file, self.put(file, read, wish)?);
            }
            rest = others;
        }
        Ok(())
    }

    /// What a file says. It changes nothing, so that many can be read at once.
    fn read(&self, file: &Handed, wish: &Wish) -> Read {
        if file.is_lock {
            return Read::Else(Outcome::Skipped(Skip::Lock));
        }
        let decided = self.decisions.of_file(&file.name);
        if decided.skip == Some(true) {
            return Read::Else(Outcome::Skipped(Skip::Decided));
        }
        let bytes = match file.bytes() {
            Ok(bytes) => bytes,
            Err(phrase) => {
                return Read::Else(Outcome::Refused(vec![Diagnostic::in_file(file.name.as_str(), phrase)]));
            }
        };
        let is_kept = wish.keep_originals || self.settings.keep_originals || self.receipts.keeps(&file.name, &bytes);
        let received = Received { file: &file.name, above: &file.above, bytes: &bytes };
        let Diagnosed { value, diagnostics } = import::read(&received, &self.registry, &self.settings, &decided);
        let Some(mut draft) = value else { return Read::Else(Outcome::Refused(diagnostics)) };
        if is_kept {
            draft.keep_original();
        }
        let says = self.says("", &draft.markdown).map_or_else(|| Text::of(&[], &draft.markdown), |(_, text)| text);
        let bytes = if is_kept { bytes } else { Vec::new() };
        Read::Draft { draft: Box::new(draft), says, bytes, remarks: diagnostics }
    }

    /// Title and text of a report.
    fn says(&self, file: &str, markdown: &str) -> Option<(String, Text)> {
        let source = Source { file: file.into(), text: markdown.into() };
        let (meta, text) = standing::says(&source, &self.registry, &self.settings)?;
        Some((meta.title, text))
    }

    /// The text of a report on the shelf.
    fn markdown(&self, file: &Arc<str>) -> Option<Arc<str>> {
        self.unwritten.get(file).cloned().or_else(|| Some(file::read(&self.root, file).value?.text))
    }

    fn put(&mut self, file: &Handed, read: Read, wish: &Wish) -> io::Result<Outcome> {
        let (mut draft, says, bytes, remarks) = match read {
            Read::Else(outcome) => return Ok(outcome),
            Read::Draft { draft, says, bytes, remarks } => (*draft, says, bytes, remarks),
        };
        let year = draft.year.as_deref().unwrap_or("unknown");
        let folder = wish.to.clone().unwrap_or_else(|| format!("{REPORTS}/{year}"));
        let mut shelf = std::mem::take(&mut self.shelf);
        let place = shelf.place(&draft, &says, &folder, &|file| self.markdown(file));
        self.shelf = shelf;
        let name: Arc<str> = match &place {
            Place::New(name) => name.as_str().into(),
            Place::Known(name) | Place::Earlier(name) | Place::Duplicate(name) => Arc::clone(name),
        };
        let mut receipts = std::mem::take(&mut self.receipts);
        let narrowest = self.settings.audience_name(self.settings.narrowest());
        let filing = Filing {
            root: &self.root,
            receipts: &mut receipts,
            questions: question::questions(&draft, file, &self.registry, narrowest),
            draft: &mut draft,
            bytes: &bytes,
            above: digest_of(&file.above).hex(16),
            is_decided: self.decisions.of_file(&file.name) != Decided::default(),
            similar: &|| self.similar(file, &says, &name),
            dry_run: wish.dry_run,
        };
        let filed = match &place {
            Place::New(name) => filing.new_report(name),
            Place::Known(name) => filing.known_report(name, false),
            Place::Earlier(name) => filing.known_report(name, true),
            Place::Duplicate(name) => filing.duplicate(name).map(|()| (Fate::Duplicate, Vec::new())),
        };
        self.receipts = receipts;
        let (fate, questions) = filed?;
        if wish.dry_run && matches!(fate, Fate::New | Fate::Updated) {
            self.unwritten.insert(Arc::clone(&name), draft.markdown.as_str().into());
        }
        let titles = self.titles(&questions, &name, &fate);
        Ok(Outcome::Imported(Box::new(Imported { draft, file: name.to_string(), fate, questions, titles, remarks })))
    }

    /// Asks whether a text is another report that is so much alike; the likest is named.
    fn similar(&self, file: &Handed, says: &Text, own: &str) -> Vec<Question> {
        let share = |other: Arc<str>| {
            let (_, text) = self.says(&other, &self.markdown(&other)?)?;
            Some((percent(says, &text), other))
        };
        let shares = self.shelf.like(says, own).into_iter().filter_map(share);
        let likest =
            shares.filter(|(share, _)| *share >= ALIKE).min_by(|(a, one), (b, other)| (b, one).cmp(&(a, other)));
        likest.map(|(share, other)| question::similar(file, &other, share)).into_iter().collect()
    }

    /// The titles of the reports that have to be named.
    fn titles(&self, questions: &[Question], name: &Arc<str>, fate: &Fate) -> BTreeMap<String, String> {
        let others = questions.iter().filter(|asked| asked.about == "similar").map(|asked| asked.file.as_str().into());
        let own = Some(Arc::clone(name)).filter(|_| *fate == Fate::Duplicate);
        let title = |file: Arc<str>| Some((file.to_string(), self.says(&file, &self.markdown(&file)?)?.0));
        others.chain(own).filter_map(title).collect()
    }
}

/// How many of these files are read at once.
fn batch(files: &[Handed]) -> usize {
    let (most, mut left) = BATCH;
    let fits = |file: &&Handed| {
        let fits = file.size() <= left;
        left = left.saturating_sub(file.size());
        fits
    };
    files.iter().take(most).take_while(fits).count().max(1)
}

/// The folder `to` as it is named from the root of the site; it must lie among the reports. Otherwise, the folder it is not in.
pub fn folder_of_reports(root: &Path, to: &Path) -> io::Result<Result<String, PathBuf>> {
    let reports = real_path(&root.join(REPORTS))?;
    Ok(match real_path(to)?.strip_prefix(&reports) {
        Ok(inside) => {
            let names = inside.iter().map(|name| name.to_string_lossy().into_owned());
            Ok(std::iter::once(REPORTS.to_owned()).chain(names).collect::<Vec<_>>().join("/"))
        }
        Err(_) => Err(reports),
    })
}
