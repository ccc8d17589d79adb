//! `huibian completions` and `huibian man`: what the program says of itself to a shell and to `man`.
//!
//! Never says what the help does not say: both are made from the arguments.
//! Start at [`completions`] and [`man`].

use std::io;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::terminal::Terminal;
use super::{End, arguments};
use crate::diagnostic::Language;
use crate::write::whole::replace;

/// The sections of a manual page, as `man` has them in Chinese.
const SECTIONS: [(&str, &str); 6] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "概要"),
    ("DESCRIPTION", "描述"),
    ("OPTIONS", "参数"),
    ("SUBCOMMANDS", "命令"),
    ("VERSION", "版本"),
];

pub(super) fn completions(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(&shell) = matches.get_one::<Shell>("shell") else { return Ok(End::Usage) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(terminal.language), "huibian", &mut script);
    terminal.bytes(&script);
    Ok(End::Fine)
}

pub(super) fn man(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let mut command = arguments::command(terminal.language);
    command.build();
    match matches.get_one::<PathBuf>("to") {
        Some(folder) => write(&command, folder, terminal)?,
        None => terminal.bytes(&page(&command, "huibian", terminal.language)?),
    }
    Ok(End::Fine)
}

/// A page for the program and one for each of its commands: `huibian.1`, `huibian-build.1`.
fn write(command: &Command, folder: &Path, terminal: &Terminal) -> io::Result<()> {
    let own = command.get_subcommands().map(|own| (format!("huibian-{}", own.get_name()), own));
    for (name, command) in std::iter::once(("huibian".to_owned(), command)).chain(own) {
        let path = folder.join(format!("{name}.1"));
        replace(&path, &page(command, &name, terminal.language)?)?;
        terminal.result(&path.display().to_string());
    }
    Ok(())
}

fn page(command: &Command, name: &str, language: Language) -> io::Result<Vec<u8>> {
    let mut roff = Vec::new();
    Man::new(command.clone()).title(name).date("").render(&mut roff)?;
    if language == Language::En {
        return Ok(roff);
    }
    let named = |line: &str| {
        let section = SECTIONS.iter().find(|(en, _)| line.strip_prefix(".SH ") == Some(*en));
        section.map_or_else(|| line.to_owned(), |(_, zh)| format!(".SH {zh}"))
    };
    let lines: Vec<String> = String::from_utf8_lossy(&roff).lines().map(named).collect();
    Ok((lines.join("\n") + "\n").into_bytes())
}
