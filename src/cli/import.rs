//! `huibian import`: reports as they were handed over become Markdown, and a receipt says what was recognised.
//!
//! Never replaces a file.
//! Start at [`run`].

mod handed;
mod receipt;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::edition;
use crate::import::shelf::{Place, Shelf};
use crate::import::{self, Draft, Received};
use crate::load::decisions::Decisions;
use crate::load::{front, scan};
use crate::registry::Registry;
use crate::settings::Settings;
use crate::write::real_path;
use crate::write::whole::create;
use handed::Handed;
use receipt::Tally;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let mut diagnostics = Vec::new();
    let settings = edition::settings(&root, &choice(matches))?.into(&mut diagnostics);
    let listing = scan::scan(&root, &mut scan::Tree::default(), None)?.into(&mut diagnostics);
    let registry = edition::registry(&root, &listing, &settings, &mut diagnostics);
    let decisions = edition::decisions(&root, &listing, &registry, &settings, &mut diagnostics);
    if edition::has_errors(&diagnostics) {
        terminal.show(&diagnostics);
        return Ok(End::Content);
    }
    let to = match matches.get_one::<PathBuf>("to").map(|to| folder(to, &root, terminal)).transpose()? {
        Some(None) => return Ok(End::Usage),
        to => to.flatten(),
    };
    let files = handed::files(matches.get_many::<PathBuf>("source").into_iter().flatten());
    let shelf = shelf(&root, &listing, &registry, &settings);
    let dry_run = matches.get_flag("dry-run");
    let importing =
        Importing { root: &root, registry: &registry, settings: &settings, decisions: &decisions, to, dry_run };
    let tally = importing.all(&files, shelf, terminal)?;
    tally.tell(dry_run, terminal);
    Ok(if tally.refused + tally.faulty > 0 { End::Content } else { End::Fine })
}

struct Importing<'a> {
    root: &'a Path,
    registry: &'a Registry,
    settings: &'a Settings,
    decisions: &'a Decisions,
    /// The folder that everything goes to; else each report goes to that of its year.
    to: Option<String>,
    dry_run: bool,
}

/// What became of a file.
enum Outcome {
    Imported {
        draft: Box<Draft>,
        place: Place,
        remarks: Vec<Diagnostic>,
    },
    Refused(Vec<Diagnostic>),
    /// A person decided that files of this name are left out.
    Skipped,
}

impl Importing<'_> {
    fn all(&self, files: &[Handed], mut shelf: Shelf, terminal: &Terminal) -> io::Result<Tally> {
        let bar = terminal.progress(files.len(), &terminal.say("导入", "Importing"));
        let mut tally = Tally::default();
        for file in files {
            let outcome = self.one(file, &mut shelf)?;
            tally.count(&outcome);
            bar.suspend(|| receipt::print(file, &outcome, terminal));
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(tally)
    }

    fn one(&self, file: &Handed, shelf: &mut Shelf) -> io::Result<Outcome> {
        let refused =
            |phrase| Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(file.name.as_str(), phrase)] };
        let decided = self.decisions.of_file(&file.name);
        if decided.skip == Some(true) {
            return Ok(Outcome::Skipped);
        }
        let Diagnosed { value, diagnostics } = match file.bytes() {
            Err(phrase) => refused(phrase),
            Ok(bytes) => {
                let received = Received { file: &file.name, above: &file.above, bytes: &bytes };
                import::read(&received, self.registry, self.settings, &decided)
            }
        };
        let Some(draft) = value else { return Ok(Outcome::Refused(diagnostics)) };
        let year = draft.year.as_deref().unwrap_or("unknown");
        let folder = self.to.clone().unwrap_or_else(|| format!("{REPORTS}/{year}"));
        let mut place = shelf.place(&draft, &folder, &|file| Some(scan::read(self.root, file).value?.text));
        if let Place::New(name) = &place
            && !self.dry_run
            && !create(&scan::path(self.root, name), &draft.markdown)?
        {
            // Another import was faster; the name has the digest of the original in it.
            place = Place::Known(name.as_str().into());
        }
        Ok(Outcome::Imported { draft: Box::new(draft), place, remarks: diagnostics })
    }
}

/// Where reports are, from the root of the site.
const REPORTS: &str = "content/reports";

/// The folder that `--to` names, from the root of the site; it must lie among the reports.
fn folder(to: &Path, root: &Path, terminal: &Terminal) -> io::Result<Option<String>> {
    let reports = real_path(&root.join(REPORTS))?;
    if let Ok(inside) = real_path(to)?.strip_prefix(&reports) {
        let names = inside.iter().map(|name| name.to_string_lossy().into_owned());
        return Ok(Some(std::iter::once(REPORTS.to_owned()).chain(names).collect::<Vec<_>>().join("/")));
    }
    terminal.complain(&terminal.say(
        format!("{} 不在 {} 里面", to.display(), reports.display()),
        format!("{} is not inside {}", to.display(), reports.display()),
    ));
    Ok(None)
}

/// The reports that the site has already.
fn shelf(root: &Path, listing: &scan::Listing, registry: &Registry, settings: &Settings) -> Shelf {
    let original = |file: &Arc<str>| {
        let source = scan::read(root, file).value?;
        let front = front::split(&source).value?.front;
        front::read(&source, front, registry, settings).value?.source
    };
    Shelf::new(listing.reports.iter().map(|file| (Arc::clone(file), original(file))))
}
