//! `huibian init`: a new site that builds.
//!
//! Never replaces a file.
//! Start at [`run`].

mod presets;

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::ArgMatches;

use super::End;
use super::terminal::Terminal;
use crate::diagnostic::AtPath;
use crate::write::whole::create;
pub(super) use presets::Preset;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let here = std::env::current_dir()?;
    let root =
        matches.get_one::<PathBuf>("dir").map_or(here.clone(), |dir| here.join(dir)).components().collect::<PathBuf>();
    if root.join("huibian.yaml").exists() {
        terminal.complain(
            &terminal
                .say(format!("{} 已经是一个站点", root.display()), format!("{} is a site already", root.display())),
        );
        return Ok(End::Usage);
    }
    let preset = Preset::named(matches.get_one::<String>("preset").map_or("", String::as_str));
    fs::create_dir_all(root.join("content/reports")).at_path(&root)?;
    for (name, text) in preset.files(terminal.language) {
        create(&root.join(name), text)?;
    }
    terminal.tell(&terminal.say(
        format!("新站点在 {}。接着：huibian import 报告文件夹，然后 huibian build", root.display()),
        format!("The new site is in {}. Next: huibian import FOLDER, then huibian build", root.display()),
    ));
    Ok(End::Fine)
}
