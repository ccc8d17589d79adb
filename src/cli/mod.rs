//! The command line: arguments → one library call → what is wrong, what was done → exit code.
//!
//! Never holds logic of its own; only this room prints.
//! Start at [`run`].

mod arguments;
mod build;
mod import;
mod init;
mod list;
mod manual;
mod serve;
mod terminal;
mod timings;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::diagnostic::Language;
use crate::edition::{Choice, Reader};
use crate::text::date::Day;
use terminal::Terminal;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It did what was asked.
    Fine = 0,
    /// The content has errors; they were shown.
    Content = 1,
    /// The arguments ask for what cannot be.
    Usage = 2,
    /// The world failed: disk, rights, network.
    World = 4,
}

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = arguments::language(&arguments);
    let mut command = arguments::command(language);
    // Files that were dropped on the program's icon are an import.
    let dropped = |word: &OsString| command.find_subcommand(word).is_none() && Path::new(word).is_file();
    let are_dropped = arguments.len() > 1 && arguments[1..].iter().all(dropped);
    if are_dropped {
        arguments.insert(1, "import".into());
        // A desktop starts the program anywhere; then the site is where the program lies.
        if let Some(root) = site_of_the_program() {
            arguments.splice(2..2, ["--root".into(), root.into()]);
        }
    }
    let matches = match command.try_get_matches_from_mut(arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal::complain(language, &arguments::complaint(&error, language));
            return ExitCode::from(End::Usage as u8);
        }
        Err(error) => {
            // Help and version; a terminal that went away needs no answer.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { End::Usage } else { End::Fine } as u8);
        }
    };
    let terminal = Terminal::new(&matches, language);
    let end = match matches.subcommand() {
        Some(("init", own)) => init::run(own, &terminal),
        Some(("import", own)) => import::run(own, &terminal),
        Some(("build", own)) => build::run(own, &terminal),
        Some(("serve", own)) => serve::run(own, &terminal),
        Some(("list", own)) => list::run(own, &terminal),
        Some(("completions", own)) => manual::completions(own, &terminal),
        Some(("man", own)) => manual::man(own, &terminal),
        _ => Ok(End::Usage),
    };
    let end = end.unwrap_or_else(|error| {
        let advice = advice(error.kind()).map(|(zh, en)| terminal.say(format!("；{zh}"), format!("; {en}")));
        terminal.complain(&format!("{error}{}", advice.unwrap_or_default()));
        End::World
    });
    if are_dropped {
        terminal.wait();
    }
    ExitCode::from(end as u8)
}

/// Whether a folder is that of a site.
fn has_settings(folder: &&Path) -> bool {
    folder.join("huibian.yaml").is_file()
}

/// The site in which the program lies, unless the current folder lies in one.
fn site_of_the_program() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let program = std::env::current_exe().ok()?;
    let found =
        program.ancestors().find(has_settings).filter(|_| !here.ancestors().any(|folder| has_settings(&folder)));
    found.map(Path::to_owned)
}

/// What a person can do about a failure of this kind.
fn advice(kind: io::ErrorKind) -> Option<(&'static str, &'static str)> {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Some((
            "磁盘满了或者超出配额：腾出地方，再来一次",
            "the disk is full or a quota reached: make room and try again",
        )),
        io::ErrorKind::ReadOnlyFilesystem => Some(("这个盘只能读", "this disk can only be read")),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => Some((
            "没有权限，或者别的程序正打开着它：改了权限、关了那个程序，再来一次",
            "there is no right to it, or another program has it open: change the one, close the other, and try again",
        )),
        _ => None,
    }
}

/// The folder of the site: the one named, else the nearest one above the current folder that has settings.
fn root(matches: &ArgMatches, terminal: &Terminal) -> io::Result<Option<PathBuf>> {
    let named = matches.get_one::<PathBuf>("root");
    let here = std::env::current_dir()?;
    let start = named.map_or(here.clone(), |root| here.join(root));
    let found = match named {
        Some(_) => Some(start.as_path()).filter(|folder| has_settings(folder) || matches.contains_id("config")),
        None => start.ancestors().find(has_settings),
    };
    if found.is_none() {
        terminal.complain(&match terminal.language {
            Language::ZhCn => format!("{} 里没有 huibian.yaml；用 huibian init 新建站点", start.display()),
            Language::En => format!("there is no huibian.yaml in {}; make a site with huibian init", start.display()),
        });
    }
    Ok(found.map(Path::to_owned))
}

/// What the arguments choose for an edition.
fn choice(matches: &ArgMatches) -> Choice {
    Choice {
        settings: matches.get_one::<PathBuf>("config").cloned(),
        base_url: matches.try_get_one::<String>("base-url").ok().flatten().cloned(),
        as_of: matches.try_get_one::<Day>("as-of").ok().flatten().copied(),
        reader: matches
            .try_get_one::<String>("audience")
            .ok()
            .flatten()
            .map_or(Reader::default(), |name| Reader::Audience(name.clone())),
        drafts: matches.try_get_one::<bool>("drafts").ok().flatten().copied().unwrap_or(false),
    }
}
