//! `huibian import`: reports as they were handed over become Markdown, and a receipt says what was recognised.
//!
//! Never replaces a file.
//! Start at [`run`].

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;
use walkdir::WalkDir;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::diagnostic::phrasebook::Limit;
use crate::diagnostic::{AtPath, Diagnosed, Diagnostic, Phrase, Severity};
use crate::edition;
use crate::import::shelf::{Place, Shelf};
use crate::import::{self, Draft, Received};
use crate::load::{front, scan};
use crate::registry::Registry;
use crate::settings::Settings;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 24 * 1024 * 1024;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let mut diagnostics = Vec::new();
    let settings = edition::settings(&root, &choice(matches))?.into(&mut diagnostics);
    let listing = scan::scan(&root)?.into(&mut diagnostics);
    let registry = edition::registry(&root, &listing, &settings, &mut diagnostics);
    if edition::has_errors(&diagnostics) {
        terminal.show(&diagnostics);
        return Ok(End::Content);
    }
    let Some(folder) = folder(matches, &root, terminal)? else { return Ok(End::Usage) };
    let Some(files) = files(matches, terminal)? else { return Ok(End::Usage) };
    let mut importing = Importing {
        root: &root,
        registry: &registry,
        folder,
        shelf: shelf(&root, &listing, &registry, &settings),
        dry_run: matches.get_flag("dry-run"),
        terminal,
        tally: Tally::default(),
    };
    let bar = terminal.progress(files.len(), &terminal.say("导入", "Importing"));
    for file in &files {
        let outcome = importing.one(file)?;
        bar.suspend(|| importing.receipt(file, &outcome));
        bar.inc(1);
    }
    bar.finish_and_clear();
    importing.tally.tell(terminal);
    Ok(if importing.tally.refused > 0 { End::Content } else { End::Fine })
}

/// A file to import.
struct Handed {
    path: PathBuf,
    /// Its name from the folder that was given, with `/`.
    name: String,
}

struct Importing<'a> {
    root: &'a Path,
    registry: &'a Registry,
    folder: String,
    shelf: Shelf,
    dry_run: bool,
    terminal: &'a Terminal,
    tally: Tally,
}

/// What became of a file.
enum Outcome {
    Imported { draft: Box<Draft>, place: Place, remarks: Vec<Diagnostic> },
    Refused(Vec<Diagnostic>),
}

#[derive(Default)]
struct Tally {
    new: usize,
    known: usize,
    earlier: usize,
    refused: usize,
}

impl Tally {
    fn tell(&self, terminal: &Terminal) {
        let Self { new, known, earlier, refused } = self;
        let zh = format!("导入 {new} 篇，已有 {known} 篇，原件有新版 {earlier} 篇，未能导入 {refused} 篇");
        let en = format!("{new} imported, {known} known already, {earlier} with a newer original, {refused} refused");
        terminal.tell(&terminal.say(zh, en));
    }
}

impl Importing<'_> {
    fn one(&mut self, file: &Handed) -> io::Result<Outcome> {
        let Diagnosed { value, diagnostics } = match bytes(file) {
            Err(phrase) => Diagnosed { value: None, diagnostics: vec![Diagnostic::in_file(file.name.as_str(), phrase)] },
            Ok(bytes) => {
                let folders: Vec<&str> = file.name.split('/').collect();
                let (name, folders) = folders.split_last().map_or(("", &[][..]), |(name, folders)| (*name, folders));
                import::read(&Received { name, folders, bytes: &bytes }, self.registry)
            }
        };
        let Some(draft) = value else {
            self.tally.refused += 1;
            return Ok(Outcome::Refused(diagnostics));
        };
        let place = self.shelf.place(&draft, &self.folder);
        match &place {
            Place::New(name) => {
                if !self.dry_run {
                    create(&scan::path(self.root, name), &draft.markdown)?;
                }
                self.tally.new += 1;
            }
            Place::Known(_) => self.tally.known += 1,
            Place::Earlier(_) => self.tally.earlier += 1,
        }
        Ok(Outcome::Imported { draft: Box::new(draft), place, remarks: diagnostics })
    }

    /// What was recognised in a file, and what a person should decide.
    fn receipt(&self, file: &Handed, outcome: &Outcome) {
        match outcome {
            Outcome::Refused(diagnostics) => {
                if self.terminal.json {
                    let codes: Vec<&str> = diagnostics.iter().map(|d| d.phrase.code()).collect();
                    self.terminal.result(&serde_json::json!({"source": file.name, "refused": codes}).to_string());
                }
                self.terminal.show(diagnostics);
            }
            Outcome::Imported { draft, place, .. } if self.terminal.json => {
                self.terminal.result(&json(file, draft, place).to_string());
            }
            Outcome::Imported { draft, place, remarks } => {
                for line in lines(file, draft, place, self.terminal) {
                    self.terminal.result(&line);
                }
                let serious: Vec<_> = remarks.iter().filter(|d| d.severity > Severity::Note).cloned().collect();
                self.terminal.show(&serious);
            }
        }
    }
}

fn json(file: &Handed, draft: &Draft, place: &Place) -> serde_json::Value {
    let (state, name) = match place {
        Place::New(name) => ("new", name.as_str()),
        Place::Known(name) => ("known", &**name),
        Place::Earlier(name) => ("earlier", &**name),
    };
    let receipt = &draft.receipt;
    serde_json::json!({
        "source": file.name, "state": state, "file": name, "title": receipt.title, "unit": receipt.unit, "year": draft.year,
        "type": receipt.kind, "topics": receipt.topics, "inferred": receipt.inferred,
    })
}

fn lines(file: &Handed, draft: &Draft, place: &Place, terminal: &Terminal) -> Vec<String> {
    let receipt = &draft.receipt;
    let unknown = || terminal.say("不详", "unknown");
    let year = draft.year.clone().unwrap_or_else(unknown);
    let unit = receipt.unit.clone().unwrap_or_else(unknown);
    let kind = receipt.kind.clone().unwrap_or_else(unknown);
    let topics = receipt.topics.join("、");
    let mut lines = vec![
        format!("{} → {}", file.name, outcome(place, terminal)),
        terminal.say(format!("    标题 {}", receipt.title), format!("    title  {}", receipt.title)),
        terminal.say(format!("    单位 {unit}　年度 {year}　文种 {kind}"), format!("    unit   {unit}; year {year}; type {kind}")),
    ];
    if !topics.is_empty() {
        lines.push(terminal.say(format!("    主题 {topics}"), format!("    topics {topics}")));
    }
    let decide = decisions(draft, terminal);
    if !decide.is_empty() {
        let list = decide.join(&terminal.say("、", ", "));
        lines.push(terminal.say(format!("    待定 {list}"), format!("    decide {list}")));
    }
    lines
}

fn outcome(place: &Place, terminal: &Terminal) -> String {
    match place {
        Place::New(name) => name.clone(),
        Place::Known(name) => terminal.say(format!("已有 {name}，未改动"), format!("known as {name}, left as it is")),
        Place::Earlier(name) => terminal.say(
            format!("{name} 来自同一文件的旧版，未改动；要用新版请先移走它"),
            format!("{name} came from an earlier version of this file and was left as it is; move it away to import this one"),
        ),
    }
}

/// What was inferred or is unknown, and so waits for a person.
fn decisions(draft: &Draft, terminal: &Terminal) -> Vec<String> {
    let word = |key: &str| match key {
        "title" => terminal.say("标题", "title"),
        "unit" => terminal.say("单位", "unit"),
        "date" => terminal.say("日期", "date"),
        "year" => terminal.say("年度", "year"),
        "period" => terminal.say("时段", "period"),
        "type" => terminal.say("文种", "type"),
        "level" => terminal.say("级别", "level"),
        "topics" => terminal.say("主题", "topics"),
        other => other.to_owned(),
    };
    let missing = [("unit", draft.receipt.unit.is_none()), ("year", draft.year.is_none())];
    let missing = missing.into_iter().filter(|(_, missing)| *missing);
    let missing = missing.map(|(key, _)| terminal.say(format!("{}不详", word(key)), format!("{} unknown", word(key))));
    let inferred = draft.receipt.inferred.iter();
    let inferred = inferred.map(|key| terminal.say(format!("{}为推定", word(key)), format!("{} inferred", word(key))));
    missing.chain(inferred).collect()
}

/// The bytes of a file that can be a report.
fn bytes(file: &Handed) -> Result<Vec<u8>, Phrase> {
    let ending = file.name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if !matches!(ending.as_str(), "txt" | "md") {
        return Err(Phrase::ImportFormat { ending: format!(".{ending}") });
    }
    let unreadable = |error: io::Error| Phrase::Unreadable { message: error.to_string() };
    let data = fs::metadata(&file.path).map_err(unreadable)?;
    if !data.is_file() {
        return Err(Phrase::SpecialFile);
    }
    if data.len() > LARGEST {
        return Err(Phrase::Limit { what: Limit::Report });
    }
    fs::read(&file.path).map_err(unreadable)
}

/// Creates a file with all of the text, or nothing; a file that appeared meanwhile stays.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).at_path(folder)?;
    let mut file = tempfile::Builder::new().prefix(".huibian-").tempfile_in(folder).at_path(folder)?;
    file.write_all(text.as_bytes()).at_path(path)?;
    crate::write::make_readable(file.as_file()).at_path(path)?;
    file.persist_noclobber(path).map_err(|error| error.error).at_path(path)?;
    Ok(())
}

/// The folder that reports go to, from the root of the site; it must lie in its content.
fn folder(matches: &ArgMatches, root: &Path, terminal: &Terminal) -> io::Result<Option<String>> {
    let Some(to) = matches.get_one::<PathBuf>("to") else { return Ok(Some("content/reports".to_owned())) };
    let absolute = std::path::absolute(to).at_path(to)?;
    let reports = root.join("content").join("reports");
    if let Ok(inside) = absolute.strip_prefix(&reports) {
        let name = scan::name(&reports, &reports.join(inside));
        return Ok(Some(["content/reports", &name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")));
    }
    terminal.complain(&terminal.say(
        format!("{} 不在 {} 里面", to.display(), reports.display()),
        format!("{} is not inside {}", to.display(), reports.display()),
    ));
    Ok(None)
}

/// The files that were handed over, those of folders in the order of their names. Leavings of editors are passed over.
fn files(matches: &ArgMatches, terminal: &Terminal) -> io::Result<Option<Vec<Handed>>> {
    let mut files = Vec::new();
    for source in matches.get_many::<PathBuf>("source").into_iter().flatten() {
        if !source.exists() {
            terminal.complain(&terminal.say(format!("没有 {}", source.display()), format!("there is no {}", source.display())));
            return Ok(None);
        }
        if source.is_dir() {
            let walk = WalkDir::new(source).sort_by_file_name().into_iter().filter_entry(|entry| !scan::is_leaving(entry));
            for entry in walk {
                let entry = entry.map_err(io::Error::from).at_path(source)?;
                if !entry.file_type().is_dir() {
                    files.push(Handed { name: scan::name(source, entry.path()), path: entry.into_path() });
                }
            }
        } else {
            let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push(Handed { path: source.clone(), name });
        }
    }
    Ok(Some(files))
}

/// The reports that the site has already.
fn shelf(root: &Path, listing: &scan::Listing, registry: &Registry, settings: &Settings) -> Shelf {
    let original = |file: &Arc<str>| {
        let source = scan::read(root, file).value?;
        let front = front::split(&source).value.front;
        front::read(&source, front, registry, settings).value?.source
    };
    Shelf::new(listing.reports.iter().map(|file| (Arc::clone(file), original(file))))
}
