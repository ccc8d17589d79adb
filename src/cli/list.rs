//! `huibian list`: reports, units, drafts, and what is unknown.
//!
//! Never writes.
//! Start at [`run`].

use std::io;

use clap::ArgMatches;
use serde_json::json;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::archive::{Archive, ReportId};
use crate::edition::{Choice, Edition, Memory, has_errors};
use crate::load::front::TYPES;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let edition = Edition::of(&root, &Choice { drafts: true, ..choice(matches) }, &Memory::forgetful())?;
    let errors = has_errors(&edition.diagnostics);
    terminal.show(
        &edition
            .diagnostics
            .into_iter()
            .filter(|d| terminal.verbose || d.severity > crate::diagnostic::Severity::Note)
            .collect::<Vec<_>>(),
    );
    let archive = &edition.value.archive;
    match matches.get_one::<String>("what").map_or("reports", String::as_str) {
        "units" => units(archive, terminal),
        "drafts" => reports(archive, terminal, |id| archive.report(id).meta.draft),
        "unknown" => reports(archive, terminal, |id| archive.first_unit(id).is_none() || archive.year(id).is_none()),
        _ => reports(archive, terminal, |_| true),
    }
    Ok(if errors { End::Content } else { End::Fine })
}

fn reports(archive: &Archive, terminal: &Terminal, wanted: impl Fn(ReportId) -> bool) {
    let wanted: Vec<ReportId> = archive.ids().filter(|&id| wanted(id)).collect();
    if terminal.json {
        for id in wanted {
            terminal.result(&report_json(archive, id).to_string());
        }
        return;
    }
    let mut rows: Vec<Vec<String>> = wanted.iter().map(|&id| report_row(archive, id, terminal)).collect();
    let n = rows.len();
    rows.insert(
        0,
        ["年度 year", "单位 unit", "文种 type", "标题 title", "文件 file"].map(|head| half(head, terminal)).to_vec(),
    );
    terminal.table(&rows);
    terminal.tell(&terminal.say(format!("{n} 篇"), format!("{n} {}", if n == 1 { "report" } else { "reports" })));
}

/// The half of a bilingual head that this run speaks.
fn half(head: &str, terminal: &Terminal) -> String {
    let (zh, en) = head.split_once(' ').unwrap_or((head, head));
    terminal.say(zh, en)
}

fn report_row(archive: &Archive, id: ReportId, terminal: &Terminal) -> Vec<String> {
    let report = archive.report(id);
    let meta = &report.meta;
    let year = meta.years.map_or_else(|| terminal.say("年份不详", "unknown"), |years| years.reading());
    let units = unit_names(archive, id);
    let unit = if units.is_empty() { terminal.say("单位未标明", "unknown") } else { units.join("、") };
    let kind = meta.kind.and_then(|id| TYPES.iter().find(|(known, _)| *known == id));
    let kind = kind.map_or_else(|| "–".to_owned(), |&(id, word)| terminal.say(word, id));
    let title = if meta.title.is_empty() { terminal.say("〔无标题〕", "(untitled)") } else { meta.title.clone() };
    let title = if meta.draft { title + &terminal.say("〔草稿〕", " (draft)") } else { title };
    vec![year, unit, kind, title, report.file.to_string()]
}

fn unit_names(archive: &Archive, id: ReportId) -> Vec<String> {
    let meta = &archive.report(id).meta;
    let known = meta.units.iter().map(|&unit| archive.registry.units.get(unit).short_name().to_owned());
    known.chain(meta.unknown_units.iter().cloned()).collect()
}

fn report_json(archive: &Archive, id: ReportId) -> serde_json::Value {
    let report = archive.report(id);
    let meta = &report.meta;
    let units: Vec<&str> = meta.units.iter().map(|&unit| archive.registry.units.get(unit).id.as_str()).collect();
    json!({
        "file": &*report.file, "title": meta.title, "units": units, "unknown_units": meta.unknown_units,
        "year": meta.years.map(|years| years.reading()), "date": meta.date.map(|date| date.to_string()),
        "type": meta.kind, "draft": meta.draft,
    })
}

fn units(archive: &Archive, terminal: &Terminal) {
    let units = &archive.registry.units;
    let mut rows = vec![["标识 id", "单位 unit", "本级 own", "含下级 total"].map(|head| half(head, terminal)).to_vec()];
    for &(unit, depth) in &units.tree {
        let entry = units.get(unit);
        let own = archive.of_unit(Some(unit)).len();
        if terminal.json {
            let line = json!({"id": entry.id, "name": entry.name, "own": own, "total": archive.total(unit)});
            terminal.result(&line.to_string());
            continue;
        }
        let name = format!("{}{}", "  ".repeat(usize::from(depth)), entry.short_name());
        rows.push(vec![entry.id.clone(), name, own.to_string(), archive.total(unit).to_string()]);
    }
    if !terminal.json {
        terminal.table(&rows);
    }
}
