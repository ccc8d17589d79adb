//! What the page of a report shows.
//!
//! Never changes a character of the body: it is handed on as it was loaded.
//! Start at [`Site::report`].

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::slice::Iter;

use super::Site;
use super::view::{
    AttachmentCard, Inferred, OutlineEntry, Page, ReportCard, ReportTopic, ReportView, ShelfmarkCard, SourceCard,
    UnitCard,
};
use crate::archive::ReportId;
use crate::digest::Digested;
use crate::document::{Derived, Document, Heading};
use crate::load::front::Shelfmark;
use crate::registry::units::UnitId;
use crate::settings::audience::Audience;
use crate::text::peel::Role;

/// Reports of the same year that a report's page names.
const SIBLINGS: usize = 6;

impl<'a> Site<'a> {
    pub(super) fn report(self, id: ReportId) -> Page<'a> {
        let archive = self.archive;
        let report = archive.report(id);
        let meta = &report.meta;
        let first = archive.first_unit(id);
        let neighbours = archive.neighbours(id);
        let topics = report.topics.iter();
        Page::Report(Box::new(ReportView {
            body: &report.body,
            links: &self.catalogue.report_links[id.0 as usize],
            card: self.card(id),
            title: &meta.title,
            subtitle: meta.subtitle.as_deref(),
            crumbs: first.map(|unit| self.way_down(unit)).unwrap_or_default(),
            units: meta.units.iter().map(|&unit| self.named(unit, archive.year(id))).collect(),
            unit_year: first.map(|unit| self.unit_year_href(unit, archive.year(id))),
            unknown_units: meta.unknown_units.iter().map(String::as_str).collect(),
            year: &self.catalogue.years[&archive.year(id)],
            period: meta.period.as_deref(),
            level: meta.level,
            number: meta.number.as_deref(),
            recipients: &meta.recipients,
            copies: &meta.copies,
            elements: Derived::of(&report.body, elements),
            audience: self.settings.audience_name(meta.audience).filter(|_| meta.audience != Audience::WIDEST),
            secrecy: meta.secrecy.as_deref(),
            openness: meta.openness.as_deref(),
            archive: meta.archive.as_ref().map(shelfmark),
            topics: topics
                .map(|topic| ReportTopic { card: &self.catalogue.topics[&topic.topic], derived: topic.derived })
                .collect(),
            inferred: meta.inferred.iter().map(|(key, evidence)| Inferred { key, evidence }).collect(),
            outline: Derived::of(&report.body, outline),
            characters: Derived::of(&report.body, |body| body.characters),
            masks: Derived::of(&report.body, |body| body.masks.len() as u32),
            earlier: neighbours.earlier.map(|report| self.card(report)),
            later: neighbours.later.map(|report| self.card(report)),
            strip: first.map(|unit| self.strip_near(unit, archive.year(id))).unwrap_or_default(),
            siblings: self.siblings(id),
            attachments: self.catalogue.attachments[id.0 as usize]
                .iter()
                .map(|a| AttachmentCard { href: &a.href, name: &a.name, bytes: a.bytes })
                .collect(),
            source: meta.source.as_ref().map(|source| SourceCard { file: &source.file, sha256: &source.sha256 }),
            receipt: self.catalogue.import_of.get(&id).map(|&at| self.catalogue.imports[at].as_str()),
        }))
    }

    fn way_down(self, unit: UnitId) -> Vec<&'a Digested<UnitCard>> {
        let mut way = self.way_to(unit);
        way.push(self.unit_card(unit));
        way
    }

    fn siblings(self, id: ReportId) -> Vec<&'a Digested<ReportCard>> {
        let Some(unit) = self.archive.first_unit(id) else { return Vec::new() };
        let key = (self.archive.registry.units.get(unit).parent, self.archive.year(id));
        let near = self.archive.by_head.get(&key).map_or(&[][..], Vec::as_slice);
        near.iter().filter(|&&other| other != id).take(SIBLINGS).map(|&other| self.card(other)).collect()
    }
}

/// The elements of the form of an official document that a text has, in the order of the form.
fn elements(body: &Document) -> Vec<&'static str> {
    let roles: BTreeSet<Role> = body.paragraphs.iter().map(|paragraph| paragraph.role).collect();
    let is_element = |role: &Role| !matches!(role, Role::Blank | Role::Body | Role::Contents | Role::Caption);
    roles.into_iter().filter(is_element).map(Into::into).collect()
}

fn shelfmark(mark: &Shelfmark) -> ShelfmarkCard<'_> {
    ShelfmarkCard {
        fonds: mark.fonds.as_deref(),
        catalogue: mark.catalogue.as_deref(),
        r#box: mark.r#box.as_deref(),
        item: mark.item.as_deref(),
    }
}

/// The headings, each below the nearest one before it that is less deep.
fn outline(document: &Document) -> Vec<OutlineEntry<'_>> {
    below(document, &mut document.outline.iter().peekable(), 0)
}

/// The headings to come that are deeper than `depth`. There are six depths, so this does not go deep.
fn below<'a>(document: &'a Document, headings: &mut Peekable<Iter<'a, Heading>>, depth: u8) -> Vec<OutlineEntry<'a>> {
    let mut entries = Vec::new();
    while let Some(heading) = headings.next_if(|heading| heading.depth > depth) {
        let children = below(document, headings, heading.depth);
        entries.push(OutlineEntry { children, ..entry(document, heading) });
    }
    entries
}

fn entry<'a>(document: &'a Document, heading: &'a Heading) -> OutlineEntry<'a> {
    let text = document.at(&heading.bytes);
    OutlineEntry {
        anchor: &heading.anchor,
        text: text.trim().trim_end_matches(['。', '：', ':']),
        characters: heading.characters,
        children: Vec::new(),
    }
}
