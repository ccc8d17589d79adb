//! `huibian init`: a new site that builds.
//!
//! Never replaces a file.
//! Start at [`run`].

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::ArgMatches;

use super::terminal::Terminal;
use super::{End, create};
use crate::diagnostic::AtPath;

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
    let files = [
        ("huibian.yaml", settings(terminal)),
        ("content/units.yaml", units(terminal)),
        ("content/index.md", home(terminal)),
    ];
    fs::create_dir_all(root.join("content/reports")).at_path(&root)?;
    for (name, text) in files {
        create(&root.join(name), &text)?;
    }
    terminal.tell(&terminal.say(
        format!("新站点在 {}。接着：huibian import 报告文件夹，然后 huibian build", root.display()),
        format!("The new site is in {}. Next: huibian import FOLDER, then huibian build", root.display()),
    ));
    Ok(End::Fine)
}

fn settings(terminal: &Terminal) -> String {
    terminal.say(
        "format: 1\ntitle: 工作报告汇编\ndescription: 本单位的工作总结、汇报和调研报告\nlanguage: zh-CN\n",
        "format: 1\ntitle: Work reports\ndescription: Summaries, briefings and surveys of our office\nlanguage: en\n",
    )
}

fn units(terminal: &Terminal) -> String {
    terminal.say(
        "# 单位名录。每个单位一行：id 用于网址，name 是全称，short 是简称，parent 是上级的 id。\n\
         # 例如：\n\
         #   - {id: caizheng, name: 云州市财政局, short: 市财政局, level: city}\n\
         units: []\n",
        "# The units, one a line: id is for addresses, name the full name, short the short one, parent the id of the unit above.\n\
         # For example:\n\
         #   - {id: caizheng, name: 云州市财政局, short: 市财政局, level: city}\n\
         units: []\n",
    )
}

fn home(terminal: &Terminal) -> String {
    terminal.say(
        "---\ntitle: 首页\n---\n\n这里汇集本单位历年的工作报告，可以按单位、年度和主题浏览。\n",
        "---\ntitle: Home\n---\n\nThe work reports of our office, by unit, year and topic.\n",
    )
}
