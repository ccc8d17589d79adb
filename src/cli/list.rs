//! `huibian list`: reports, units, drafts, what was withdrawn, and what is unknown; all of it, whoever may read it.
//!
//! Never writes.
//! Start at [`run`].

use std::io;
use std::sync::Arc;

use clap::ArgMatches;
use serde_json::json;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::diagnostic::timings::Timings;
use crate::edition::{Choice, Edition, Memory, Reader, has_errors};
use crate::load::Report;
use crate::load::front::{Meta, TYPES};

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let mut choice = Choice { drafts: true, ..choice(matches) };
    if choice.reader == Reader::Everybody {
        choice.reader = Reader::Clerk;
    }
    let edition = Edition::of(&root, &choice, &Memory::forgetful(), &Timings::default())?;
    let errors = has_errors(&edition.diagnostics);
    terminal.show(
        &edition
            .diagnostics
            .into_iter()
            .filter(|d| terminal.verbose || d.severity > crate::diagnostic::Severity::Note)
            .collect::<Vec<_>>(),
    );
    let listing = Listing { edition: &edition.value, terminal };
    let archive = &edition.value.archive;
    let some = |wanted: fn(&Meta) -> bool| archive.reports.iter().filter(|r| wanted(&r.meta)).collect::<Vec<_>>();
    match matches.get_one::<String>("what").map_or("reports", String::as_str) {
        "units" => units(&edition.value, terminal),
        "drafts" => listing.show(&some(|meta| meta.draft)),
        "withdrawn" => listing.show(&edition.value.withdrawn.iter().collect::<Vec<_>>()),
        "unknown" => listing.show(&some(|meta| meta.units.is_empty() || meta.years.is_none())),
        _ => listing.show(&some(|_| true)),
    }
    Ok(if errors { End::Content } else { End::Fine })
}

/// A list of reports of an edition.
struct Listing<'a> {
    edition: &'a Edition,
    terminal: &'a Terminal,
}

impl Listing<'_> {
    fn show(&self, reports: &[&Arc<Report>]) {
        let terminal = self.terminal;
        if terminal.json {
            for report in reports {
                terminal.result(&self.json(report).to_string());
            }
            return;
        }
        let heads = ["年度 year", "单位 unit", "文种 type", "读者 audience", "标题 title", "文件 file"];
        let mut rows = vec![heads.map(|head| half(head, terminal)).to_vec()];
        rows.extend(reports.iter().map(|report| self.row(report)));
        let n = reports.len();
        terminal.table(&rows);
        terminal.tell(&terminal.say(format!("{n} 篇"), format!("{n} {}", if n == 1 { "report" } else { "reports" })));
    }

    fn row(&self, report: &Report) -> Vec<String> {
        let terminal = self.terminal;
        let meta = &report.meta;
        let year = meta.years.map_or_else(|| terminal.say("年份不详", "unknown"), |years| years.reading());
        let units = self.unit_names(meta);
        let unit = if units.is_empty() { terminal.say("单位未标明", "unknown") } else { units.join("、") };
        let kind = meta.kind.and_then(|id| TYPES.iter().find(|(known, _)| *known == id));
        let kind = kind.map_or_else(|| "–".to_owned(), |&(id, word)| terminal.say(word, id));
        let audience = self.edition.settings.audience_name(meta.audience).unwrap_or("–").to_owned();
        let title =
            if meta.title.is_empty() { terminal.say("〔无标题〕", "(untitled)") } else { meta.title.clone() };
        let title = if meta.draft { title + &terminal.say("〔草稿〕", " (draft)") } else { title };
        let title = match meta.withdrawn {
            Some(day) => title + &terminal.say(format!("〔{day} 撤回〕"), format!(" (withdrawn {day})")),
            None => title,
        };
        vec![year, unit, kind, audience, title, report.file.to_string()]
    }

    fn unit_names(&self, meta: &Meta) -> Vec<String> {
        let units = &self.edition.archive.registry.units;
        let known = meta.units.iter().map(|&unit| units.get(unit).short_name().to_owned());
        known.chain(meta.unknown_units.iter().cloned()).collect()
    }

    fn json(&self, report: &Report) -> serde_json::Value {
        let meta = &report.meta;
        let units = &self.edition.archive.registry.units;
        let units: Vec<&str> = meta.units.iter().map(|&unit| units.get(unit).id.as_str()).collect();
        json!({
            "file": &*report.file, "title": meta.title, "units": units, "unknown_units": meta.unknown_units,
            "year": meta.years.map(|years| years.reading()), "date": meta.date.map(|date| date.to_string()),
            "type": meta.kind, "audience": self.edition.settings.audience_name(meta.audience), "draft": meta.draft,
            "withdrawn": meta.withdrawn.map(|date| date.to_string()),
        })
    }
}

/// The half of a bilingual head that this run speaks.
fn half(head: &str, terminal: &Terminal) -> String {
    let (zh, en) = head.split_once(' ').unwrap_or((head, head));
    terminal.say(zh, en)
}

fn units(edition: &Edition, terminal: &Terminal) {
    let archive = &edition.archive;
    let heads = ["标识 id", "单位 unit", "读者 audience", "本级 own", "含下级 total"];
    let mut rows = vec![heads.map(|head| half(head, terminal)).to_vec()];
    for &(unit, depth) in &archive.registry.units.tree {
        let entry = archive.registry.units.get(unit);
        let (own, total) = (archive.of_unit(Some(unit)).len(), archive.total(unit));
        let audience = edition.settings.audience_name(archive.registry.audience(unit));
        if terminal.json {
            let line = json!({"id": entry.id, "name": entry.name, "audience": audience, "own": own, "total": total});
            terminal.result(&line.to_string());
            continue;
        }
        let name = format!("{}{}", "  ".repeat(usize::from(depth)), entry.short_name());
        let audience = audience.unwrap_or("–").to_owned();
        rows.push(vec![entry.id.clone(), name, audience, own.to_string(), total.to_string()]);
    }
    if !terminal.json {
        terminal.table(&rows);
    }
}
