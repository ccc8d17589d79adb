//! 收件: files as they were handed over become reports under `content/`, whoever hands them over.
//!
//! Never replaces a file, never touches what was handed over, and never prints.
//! Start at [`Intake::open`], then [`Intake::take`]; what became of a file is worded by [`receipt`]. Files that come
//! by and by lie in an [`inbox`].

mod handed;
pub mod inbox;
pub mod receipt;

pub use handed::{Handed, files};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::Digested;
use crate::edition::{self, Choice};
use crate::import::shelf::{Place, Shelf};
use crate::import::{self, Draft, Received};
use crate::load::decisions::Decisions;
use crate::load::{file, front, scan};
use crate::registry::Registry;
use crate::settings::Settings;
use crate::write::real_path;
use crate::write::whole::create;

/// Where reports are, from the root of the site.
const REPORTS: &str = "content/reports";

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
}

/// How files are to be taken in.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The folder that everything goes to, as [`folder_of_reports`] gives it; else each report goes to that of its year.
    pub to: Option<String>,
    /// Nothing is written; what would become of the files is found out all the same.
    pub dry_run: bool,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It is a report that the site has, by now or already.
    Imported {
        /// What was made of it.
        draft: Box<Draft>,
        /// Where it is.
        place: Place,
        /// What is wrong with the new file.
        remarks: Vec<Diagnostic>,
    },
    /// It cannot be a report, and why.
    Refused(Vec<Diagnostic>),
    /// A person decided that files of this name are left out.
    Skipped,
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
        let shelf = shelf(root, &listing, &registry, &settings);
        let intake = Self { root: root.to_owned(), settings, registry, decisions, shelf };
        Ok(Diagnosed { value: intake, diagnostics })
    }

    /// Reads one file, decides its place and writes the new report. Fails when that cannot be written.
    pub fn take(&mut self, file: &Handed, wish: &Wish) -> io::Result<Outcome> {
        let decided = self.decisions.of_file(&file.name);
        if decided.skip == Some(true) {
            return Ok(Outcome::Skipped);
        }
        let Diagnosed { value, diagnostics } = match file.bytes() {
            Err(phrase) => {
                Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(file.name.as_str(), phrase)] }
            }
            Ok(bytes) => {
                let received = Received { file: &file.name, above: &file.above, bytes: &bytes };
                import::read(&received, &self.registry, &self.settings, &decided)
            }
        };
        let Some(draft) = value else { return Ok(Outcome::Refused(diagnostics)) };
        let place = self.put(&draft, wish)?;
        Ok(Outcome::Imported { draft: Box::new(draft), place, remarks: diagnostics })
    }

    fn put(&mut self, draft: &Draft, wish: &Wish) -> io::Result<Place> {
        let year = draft.year.as_deref().unwrap_or("unknown");
        let folder = wish.to.clone().unwrap_or_else(|| format!("{REPORTS}/{year}"));
        let place = self.shelf.place(draft, &folder, &|file| Some(file::read(&self.root, file).value?.text));
        if let Place::New(name) = &place
            && !wish.dry_run
            && !create(&file::path(&self.root, name), &draft.markdown)?
        {
            // Another import was faster; the name has the digest of the original in it.
            return Ok(Place::Known(name.as_str().into()));
        }
        Ok(place)
    }
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

/// The reports that the site has already.
fn shelf(root: &Path, listing: &scan::Listing, registry: &Registry, settings: &Settings) -> Shelf {
    let original = |file: &Arc<str>| {
        let source = file::read(root, file).value?;
        let front = front::split(&source).value?.front;
        front::read(&source, front, registry, settings).value?.source
    };
    Shelf::new(listing.reports.iter().map(|file| (Arc::clone(file), original(file))))
}
