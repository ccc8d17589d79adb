//! `huibian build`: the site as files.
//!
//! Never holds logic: an edition is made, a theme is loaded, the output is released.
//! Start at [`run`].

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::terminal::Terminal;
use super::timings::Watch;
use super::{End, choice, root};
use crate::diagnostic::timings::Step;
use crate::diagnostic::{Diagnosed, Severity};
use crate::edition::{Edition, Memory, has_errors, settle};
use crate::load;
use crate::load::theme::layers;
use crate::render::theme::{Config, Layer, Theme, ThemeFile};
use crate::settings::Settings;
use crate::write::{Failure, Output, Refusal, Release, Written};

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let watch = Watch::start(matches);
    let timings = &watch.timings;
    let Diagnosed { value: edition, mut diagnostics } =
        Edition::of(&root, &choice(matches), &Memory::forgetful(), timings)?;
    let theme = timings.during(Step::Theme, || theme(&root, &edition.settings))?.into(&mut diagnostics);
    settle(&mut diagnostics, &edition.settings);
    if matches.get_flag("strict") {
        for diagnostic in diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning) {
            diagnostic.severity = Severity::Error;
        }
    }
    terminal.show(&diagnostics);
    let Some(theme) = theme.filter(|_| !has_errors(&diagnostics)) else {
        let summary = terminal.summary(&diagnostics).unwrap_or_default();
        terminal
            .complain(&terminal.say(format!("{summary}；没有写任何文件"), format!("{summary}; nothing was written")));
        return Ok(End::Content);
    };
    let folder = folder(matches, &root, &edition.settings)?;
    let adopt = matches.get_flag("adopt");
    let waiting =
        |holder: &str| {
            let (zh, en) = match holder {
                "" => ("另一个进程".to_owned(), "another process".to_owned()),
                holder => (format!("另一个进程（{holder}）"), format!("process {holder}")),
            };
            terminal.tell(&terminal.say(
                format!("{zh}正在写这个文件夹，等它结束"),
                format!("{en} is writing to this folder; waiting for it"),
            ));
        };
    let mut output = match Output::open(&root, &folder, adopt, &waiting) {
        Ok(output) => output,
        Err(refusal) => return refuse(refusal, &folder, terminal),
    };
    let bar = terminal.progress(edition.site().routes().len(), &terminal.say("生成", "Building"));
    let release = Release { site: edition.site(), root: &root, theme: &theme, adopt, timings };
    let released = output.release(&release, &|| bar.inc(1));
    bar.finish_and_clear();
    watch.show(terminal);
    match released {
        Ok(written) => {
            report(&edition, written, &folder, terminal);
            Ok(End::Fine)
        }
        Err(failure) => fail(failure, terminal),
    }
}

/// The theme of a site: what lies in its folder, over the one that is part of the program.
fn theme(root: &Path, settings: &Settings) -> io::Result<Diagnosed<Option<Theme>>> {
    let found = layers(root, settings)?;
    let mut diagnostics = found.diagnostics;
    let ready = |load::theme::Layer { name, folder, files }| {
        let file = |(path, bytes)| ThemeFile { file: format!("{folder}{path}"), path, bytes };
        Layer { name, files: files.into_iter().map(file).collect() }
    };
    let layers = found.value.into_iter().map(ready).collect();
    let extra = settings.extra.as_deref().and_then(|extra| serde_json::from_str(extra).ok()).unwrap_or_default();
    let config = Config {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.tag().to_owned(),
        base_url: settings.base_url.clone(),
        extra,
        highlight: settings.highlight,
    };
    let value = match Theme::new(layers, config) {
        Ok(theme) => Some(theme),
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    Ok(Diagnosed { value, diagnostics })
}

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

fn refuse(refusal: Refusal, folder: &Path, terminal: &Terminal) -> io::Result<End> {
    let folder = folder.display();
    terminal.complain(&match refusal {
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
    });
    Ok(End::Usage)
}

fn fail(failure: Failure, terminal: &Terminal) -> io::Result<End> {
    match failure {
        Failure::World(error) => Err(error),
        Failure::Content(faults) => {
            terminal.show(&faults);
            let summary = terminal.summary(&faults).unwrap_or_default();
            terminal.complain(
                &terminal.say(format!("{summary}；没有写任何文件"), format!("{summary}; nothing was written")),
            );
            Ok(End::Content)
        }
        Failure::Foreign(addresses) => {
            for address in addresses.iter().take(FOREIGN) {
                terminal.complain(&terminal.say(
                    format!("{address} 不是本程序写的，没有覆盖；请移走它"),
                    format!("{address} was not written by this program and was not replaced; move it away"),
                ));
            }
            if let Some(more) = addresses.len().checked_sub(FOREIGN).filter(|more| *more > 0) {
                terminal.complain(&terminal.say(format!("另有 {more} 个"), format!("and {more} more")));
            }
            Ok(End::Usage)
        }
    }
}

/// How many things in the way are worth naming.
const FOREIGN: usize = 20;
