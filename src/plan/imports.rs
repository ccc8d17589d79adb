//! What the pages about imports show: receipts beside the reports of today.
//!
//! Never shows a question that a person has answered. Start at [`Site::imports`] and [`Site::import`].

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::view::imports::{FactRow, ImportRow, ImportView, ImportsView, LeftOutRow, LineRow, QuestionRow};
use super::view::{Page, Paginator};
use super::{Site, sheet_href};
use crate::archive::{Archive, Received, ReportId};
use crate::document::anchor_of;
use crate::load::front::Meta;
use crate::load::receipt::{Fact, Kept, LeftOut, Line, Question};

/// The address of the register.
pub(super) const REGISTER: &str = "imports/index.html";

impl<'a> Site<'a> {
    pub(super) fn imports(self, sheet: u32) -> Page<'a> {
        let size = self.settings.paginate_by;
        let (receipts, register) = (&self.archive.receipts, &self.catalogue.register);
        let number = self.sheets(receipts.len()).end;
        let row = |&at: &usize| {
            let Received { receipt, report, .. } = &receipts[at];
            let about = open(self.archive, at).map(|(_, asked)| asked.about.as_str()).collect();
            ImportRow {
                href: &self.catalogue.imports[at],
                file: &receipt.kept.source.file,
                card: report.map(|report| self.card(report)),
                title: &receipt.kept.title,
                about,
            }
        };
        Page::Imports(ImportsView {
            receipts: receipts.len() as u32,
            open: register.open,
            rows: register.order.iter().skip(sheet as usize * size).take(size).map(row).collect(),
            paginator: (number > 1).then(|| Paginator {
                current_index: sheet + 1,
                number_pagers: number,
                previous: sheet.checked_sub(1).map(|before| sheet_href(REGISTER, before)),
                next: (sheet + 1 < number).then(|| sheet_href(REGISTER, sheet + 1)),
            }),
        })
    }

    pub(super) fn import(self, at: u32) -> Page<'a> {
        let Received { receipt, report, .. } = &self.archive.receipts[at as usize];
        let kept = &receipt.kept;
        // Of a report that is gone no word is left.
        let told = report.map(|_| kept);
        let meta = report.map(|report| &self.archive.report(report).meta);
        let fact = |fact: &'a Fact| FactRow {
            key: &fact.key,
            value: &fact.value,
            evidence: &fact.evidence,
            certain: fact.certain,
            confirmed: !fact.certain && meta.is_some_and(|meta| !is_inferred(meta, &fact.key)),
        };
        let left_out = |left: &'a LeftOut| LeftOutRow { what: &left.what, words: &left.words };
        Page::Import(Box::new(ImportView {
            file: &kept.source.file,
            sha256: &kept.source.sha256,
            card: report.map(|report| self.card(report)),
            title: &kept.title,
            report: report.map_or(&kept.report.file, |report| &self.archive.report(report).file),
            questions: open(self.archive, at as usize).map(|(at, asked)| self.question(at, asked)).collect(),
            facts: told.into_iter().flat_map(|kept| &kept.facts).map(fact).collect(),
            lines: told.map(lines).unwrap_or_default(),
            left_out: told.into_iter().flat_map(|kept| &kept.left_out).map(left_out).collect(),
            is_cut: kept.is_cut,
            duplicates: &kept.duplicates,
        }))
    }

    fn question(self, other: Option<ReportId>, asked: &'a Question) -> QuestionRow<'a> {
        QuestionRow {
            about: &asked.about,
            value: &asked.value,
            evidence: &asked.evidence,
            card: other.map(|report| self.card(report)),
            file: &asked.file,
            line: &asked.line,
            others: &asked.others,
            belongs: &asked.belongs,
        }
    }
}

/// In which order the register lists receipts, and how many have something that is open.
#[derive(Debug, Default)]
pub struct Register {
    /// Places of receipts in the archive: those with most to decide first, then by the name of the original.
    pub order: Vec<usize>,
    /// How many have something that is to be decided.
    pub open: u32,
}

impl Register {
    /// The register of an archive.
    pub(super) fn of(archive: &Archive) -> Self {
        let mut order: Vec<_> = archive.receipts.iter().enumerate().collect();
        order.sort_by_cached_key(|(at, Received { receipt, .. })| {
            (Reverse(open(archive, *at).count()), receipt.kept.source.file.clone(), Arc::clone(&receipt.file))
        });
        let order: Vec<usize> = order.into_iter().map(|(at, _)| at).collect();
        let open = order.partition_point(|&at| open(archive, at).next().is_some());
        Self { order, open: open as u32 }
    }
}

/// The questions of a receipt that are open today, each with the other report that it is about.
fn open(archive: &Archive, at: usize) -> impl Iterator<Item = (Option<ReportId>, &Question)> {
    let received = &archive.receipts[at];
    let meta = received.report.map(|report| &archive.report(report).meta);
    let asked = received.others.iter().copied().zip(&received.receipt.kept.questions);
    asked.filter(move |(other, asked)| {
        meta.is_some_and(|meta| match asked.about.as_str() {
            "similar" => other.is_some(),
            "version" => received.waits,
            // Its words stand on the page; there is nothing to answer.
            "left-out" => false,
            "secrecy" => meta.secrecy.is_some(),
            "unit" if asked.value.is_empty() => meta.units.is_empty() && meta.unknown_units.is_empty(),
            "year" if asked.value.is_empty() => meta.years.is_none(),
            key => is_inferred(meta, key),
        })
    })
}

/// Whether nobody has confirmed what was inferred for a key.
fn is_inferred(meta: &Meta, key: &str) -> bool {
    meta.inferred.iter().any(|(known, _)| known == key)
}

/// The lines of the original with the anchors that headings have in the page of the report.
fn lines<'a>(kept: &'a Kept) -> Vec<LineRow<'a>> {
    let mut uses = BTreeMap::new();
    let row = |line: &'a Line| LineRow {
        paragraph: line.paragraph as u32,
        text: &line.text,
        taken_for: &line.taken_for,
        depth: line.depth,
        anchor: (line.depth > 0).then(|| anchor_of('h', line.text.trim(), &mut uses)),
    };
    kept.noticed.iter().map(row).collect()
}
