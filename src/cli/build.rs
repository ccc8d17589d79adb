//! `huibian build`: the site as files.
//!
//! Never holds logic: an edition is made, a theme is loaded, the output is released.
//! Start at [`run`].

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::serve::{pace, troubled};
use super::terminal::Terminal;
use super::timings::Watch;
use super::{End, choice, root};
use crate::diagnostic::timings::Timings;
use crate::diagnostic::unsaid::unsaid;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{self, Choice, Edition};
use crate::moment::{Memory, Moment};
use crate::settings::Settings;
use crate::watch::{self, Places, Stir};
use crate::write::cache::Cache;
use crate::write::kept::Kept;
use crate::write::{Failure, Output, Refusal, Release, Released, Written};

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let clock = Watch::start(matches);
    let choice = choice(matches);
    let folder = folder(matches, &root, &edition::settings(&root, &choice)?.value)?;
    let mut building = Building {
        audit: matches.get_flag("audit"),
        adopt: matches.get_flag("adopt"),
        strict: matches.get_flag("strict"),
        watched: matches.get_flag("watch"),
        said: Vec::new(),
        complained: Vec::new(),
        faults: Vec::new(),
        root,
        choice,
        folder,
        timings: &clock.timings,
        terminal,
    };
    if building.watched {
        return building.keep(matches);
    }
    let end = building.once(&building.memory(), None);
    clock.show(terminal);
    end
}

/// What a build is made of.
struct Building<'a> {
    root: PathBuf,
    choice: Choice,
    folder: PathBuf,
    adopt: bool,
    strict: bool,
    audit: bool,
    /// Whether it builds again at every change. Then what is the same is not said again.
    watched: bool,
    /// What was wrong the last time.
    said: Vec<Diagnostic>,
    /// Why nothing could be written the last time, beside what was wrong with the content.
    complained: Vec<String>,
    /// What was wrong with its pages, which shows when they are made.
    faults: Vec<Diagnostic>,
    timings: &'a Timings,
    terminal: &'a Terminal,
}

/// The names under which a build leaves what it knows to the next one.
const MEMORY: &str = "content";
const OUTPUT: &str = "output";

impl Building<'_> {
    /// What an earlier build left. An audit believes none of it.
    fn memory(&self) -> Memory {
        let known = (!self.audit).then(|| self.cache().read(MEMORY)).flatten();
        Memory::of(known.map(edition::Memory::from_bytes).unwrap_or_default())
    }

    fn cache(&self) -> Cache {
        Cache::of(&self.root, &self.folder)
    }

    /// Builds, and builds again whenever something stirs, until the program is ended.
    fn keep(&mut self, matches: &ArgMatches) -> io::Result<End> {
        let memory = self.memory();
        let mut stir = Stir::everything();
        // Whether the last look ended before it had seen what was named to it.
        let mut missed = false;
        loop {
            let settings = edition::settings_file(&self.root, &self.choice);
            let places = Places::of_site(&self.root, settings, &self.folder);
            let (mut watch, trouble) = watch::Watch::new(places, pace(matches))?;
            stir.trouble = stir.trouble.or(trouble);
            loop {
                if let Some(trouble) = &stir.trouble {
                    self.terminal.tell(&troubled(trouble, self.terminal));
                }
                let paths = (!stir.whole && !missed).then_some(&stir.paths);
                let made = self.once(&memory, paths);
                missed = made.is_err();
                if let Err(error) = made {
                    self.complain(vec![error.to_string()]);
                }
                stir = watch.next(None).unwrap_or_default();
                let named = self.named(matches);
                if named != self.folder {
                    self.folder = named;
                    stir.whole = true;
                    break;
                }
            }
        }
    }

    /// Brings the output to what the content is now. Where `paths` are given, of `content/` only these are looked at again.
    fn once(&mut self, memory: &Memory, paths: Option<&BTreeSet<PathBuf>>) -> io::Result<End> {
        let (terminal, timings, adopt, audit) = (self.terminal, self.timings, self.adopt, self.audit);
        let mut moment = Moment::of(&self.root, &self.choice, memory, paths, timings)?;
        if self.strict {
            for diagnostic in moment.diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning) {
                diagnostic.severity = Severity::Error;
            }
        }
        let is_broken = moment.is_broken();
        let Moment { edition, theme, diagnostics } = moment;
        if self.say(&diagnostics) && is_broken {
            terminal.complain(&nothing_written(&diagnostics, terminal));
        }
        let Some(theme) = theme.filter(|_| !is_broken) else { return Ok(End::Content) };
        let mut output = match Output::open(&self.root, &self.folder, adopt, &|holder| wait_for(holder, terminal)) {
            Ok(output) => output,
            Err(refusal) => {
                self.complain(vec![refused(refusal, &self.folder, terminal)?]);
                return Ok(End::Usage);
            }
        };
        let cache = self.cache();
        let kept = cache.read(OUTPUT).map(|bytes| Kept::from_bytes(&bytes)).unwrap_or_default();
        let bar = terminal.progress(edition.site().routes().len(), &terminal.say("生成", "Building"));
        let release = Release {
            site: edition.site(),
            root: &self.root,
            theme: &theme,
            adopt,
            stamps: &edition.stamps,
            changed: memory.edition.changed(),
            kept: &kept,
            audit,
            timings,
        };
        let released = output.release(&release, &|| bar.inc(1));
        bar.finish_and_clear();
        let Released { written, kept, stale } = match released {
            Ok(released) => released,
            Err(failure) => return self.fail(failure),
        };
        (self.complained, self.faults) = (Vec::new(), Vec::new());
        cache.write(MEMORY, &memory.edition.bytes());
        cache.write(OUTPUT, &kept.bytes());
        if !self.watched || written.written + written.removed > 0 {
            report(&edition, written, &self.folder, terminal);
        }
        Ok(self.audited(&stale))
    }

    /// Shows what is wrong, and what was not wrong the last time when it builds again and again; whether that was anything new.
    fn say(&mut self, diagnostics: &[Diagnostic]) -> bool {
        let new = unsaid(diagnostics, &self.said);
        self.terminal.show(&new);
        self.said = if self.watched { diagnostics.to_vec() } else { Vec::new() };
        !new.is_empty()
    }

    /// Says why nothing was written, unless that was said the last time.
    fn complain(&mut self, lines: Vec<String>) {
        if lines != self.complained {
            lines.iter().for_each(|line| self.terminal.complain(line));
        }
        self.complained = lines;
    }

    fn fail(&mut self, failure: Failure) -> io::Result<End> {
        let terminal = self.terminal;
        match failure {
            Failure::World(error) => Err(error),
            Failure::Content(faults) => {
                let new = unsaid(&faults, &self.faults);
                terminal.show(&new);
                if !new.is_empty() {
                    terminal.complain(&nothing_written(&faults, terminal));
                }
                self.faults = faults;
                Ok(End::Content)
            }
            Failure::Foreign(addresses) => {
                let named = addresses.iter().take(FOREIGN).map(|address| {
                    terminal.say(
                        format!("{address} 不是本程序写的，没有覆盖；请移走它"),
                        format!("{address} was not written by this program and was not replaced; move it away"),
                    )
                });
                let lines = named.chain(more(addresses.len(), terminal)).collect();
                self.complain(lines);
                Ok(End::Usage)
            }
        }
    }

    /// The folder of the output by the settings as they are now. Those that cannot be read, as in the middle of a save, move it
    /// nowhere.
    fn named(&self, matches: &ArgMatches) -> PathBuf {
        let settings = edition::sound_settings(&self.root, &self.choice);
        let named = settings.and_then(|settings| folder(matches, &self.root, &settings).ok());
        named.unwrap_or_else(|| self.folder.clone())
    }

    /// Says what an audit found.
    fn audited(&self, stale: &[String]) -> End {
        let terminal = self.terminal;
        for address in stale.iter().take(FOREIGN) {
            terminal.complain(&terminal.say(
                format!("{address} 与内容不符，已重新写好"),
                format!("{address} was not what the content says; it was written again"),
            ));
        }
        more(stale.len(), terminal).iter().for_each(|line| terminal.complain(line));
        if stale.is_empty() { End::Fine } else { End::Content }
    }
}

/// Says that another process works on the same folder.
fn wait_for(holder: &str, terminal: &Terminal) {
    let (zh, en) = match holder {
        "" => ("另一个进程".to_owned(), "another process".to_owned()),
        holder => (format!("另一个进程（{holder}）"), format!("process {holder}")),
    };
    terminal.tell(
        &terminal
            .say(format!("{zh}正在写这个文件夹，等它结束"), format!("{en} is writing to this folder; waiting for it")),
    );
}

/// The folder of the output: the one named, else that of the settings.
fn folder(matches: &ArgMatches, root: &Path, settings: &Settings) -> io::Result<PathBuf> {
    match matches.get_one::<PathBuf>("output-dir") {
        Some(folder) => Ok(std::env::current_dir()?.join(folder)),
        None => Ok(root.join(&settings.output_dir)),
    }
}

fn report(edition: &Edition, written: Written, folder: &Path, terminal: &Terminal) {
    let reports = edition.archive.reports.len();
    let Written { written, kept, removed } = written;
    if terminal.json {
        let result = serde_json::json!({"reports": reports, "written": written, "kept": kept, "removed": removed, "output": folder});
        terminal.result(&result.to_string());
        return;
    }
    let reported = if reports == 1 { "1 report".to_owned() } else { format!("{reports} reports") };
    terminal.tell(&terminal.say(
        format!(
            "{reports} 篇报告；写了 {written} 个文件，未变 {kept} 个，删去 {removed} 个 → {}",
            folder.join("index.html").display()
        ),
        format!(
            "{reported}; {written} files written, {kept} unchanged, {removed} removed → {}",
            folder.join("index.html").display()
        ),
    ));
}

/// Why a folder cannot be the output.
fn refused(refusal: Refusal, folder: &Path, terminal: &Terminal) -> io::Result<String> {
    let folder = folder.display();
    Ok(match refusal {
        Refusal::World(error) => return Err(error),
        Refusal::IsFile => terminal.say(format!("{folder} 是一个文件，不能作输出文件夹"), format!("{folder} is a file, not a folder for the output")),
        Refusal::HoldsSources => {
            terminal.say(
            format!("{folder} 在 content、templates、static 等源文件夹里面，或者包含它们，不能作输出文件夹"),
            format!("{folder} lies inside content, templates, static or another source folder, or holds one; it cannot be the output"),
        )
        }
        Refusal::Manifest => terminal.say(
            format!("{folder} 里的 release.json 不是本程序写的，或者已经损坏；换一个文件夹，或者移走它，再用 --adopt"),
            format!("release.json in {folder} is not one of this program, or damaged; choose another folder, or move it away and use --adopt"),
        ),
        Refusal::Foreign => terminal.say(
            format!("{folder} 里已有别的文件，而且没有 release.json；换一个文件夹，或者用 --adopt 接管与计划相同的文件"),
            format!("{folder} holds other files and no release.json; choose another folder, or take over equal files with --adopt"),
        ),
    })
}

/// How much is wrong, so that nothing was written.
fn nothing_written(diagnostics: &[Diagnostic], terminal: &Terminal) -> String {
    let summary = terminal.summary(diagnostics).unwrap_or_default();
    terminal.say(format!("{summary}；没有写任何文件"), format!("{summary}; nothing was written"))
}

/// How many of so many things were not named.
fn more(n: usize, terminal: &Terminal) -> Option<String> {
    let more = n.checked_sub(FOREIGN).filter(|more| *more > 0)?;
    Some(terminal.say(format!("另有 {more} 个"), format!("and {more} more")))
}

/// How many things in the way are worth naming.
const FOREIGN: usize = 20;
