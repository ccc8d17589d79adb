//! The catalogue: which pages there are, at which address, and how others refer to them.
//!
//! Never says what a page shows.
//! Start at [`catalogue`]; two things at one address are found here, before anything is rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::address::{file_segment, is_active, resolve, segment};
use super::sheet_href;
use super::view::{Link, PlainCard, ReportCard, TopicCard, UnitCard, YearCard};
use crate::archive::{Archive, ReportId};
use crate::diagnostic::phrasebook::Broken;
use crate::diagnostic::{Diagnosed, Diagnostic, Phrase, Place, nearest};
use crate::digest::Digested;
use crate::document::Document;
use crate::load::years::Years;
use crate::load::{Report, Target};
use crate::registry::topics::TopicId;
use crate::registry::units::UnitId;

/// How every page is referred to, and where it stands.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By [`ReportId`].
    pub reports: Vec<Digested<ReportCard>>,
    /// The units; `None` is the page of reports whose unit is unknown.
    pub units: BTreeMap<Option<UnitId>, Digested<UnitCard>>,
    /// The years; `None` is the page of reports whose year is unknown.
    pub years: BTreeMap<Option<u16>, Digested<YearCard>>,
    /// The topics.
    pub topics: BTreeMap<TopicId, Digested<TopicCard>>,
    /// The plain pages, in the order of the archive; `None` for the text of the home page.
    pub pages: Vec<Option<PlainCard>>,
    /// The attachments and pictures, by address.
    pub files: BTreeMap<String, PublishedFile>,
    /// By [`ReportId`]: its attachments.
    pub attachments: Vec<Vec<Attachment>>,
    /// By [`ReportId`]: where its links and pictures lead.
    pub report_links: Vec<Vec<Link>>,
    /// By plain page: where its links and pictures lead.
    pub page_links: Vec<Vec<Link>>,
}

/// A file of the content that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// The file from the root of the site.
    pub file: Arc<str>,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An attachment of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its address from the root of the site.
    pub href: String,
    /// The name that people know it by.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Lays out the addresses. `others` are the files of the content that are no text of ours, with their sizes; lists have
/// `paginate_by` reports on a sheet.
///
/// **Diagnoses** `address-taken`, `link-broken`, `image-missing`, `attachment-missing`, `attachment-refused`.
pub fn catalogue(archive: &Archive, others: &BTreeMap<Arc<str>, u64>, paginate_by: usize) -> Diagnosed<Catalogue> {
    let mut laying = Laying {
        archive,
        others,
        taken: BTreeMap::new(),
        pages: BTreeMap::new(),
        anchors: BTreeMap::new(),
        diagnostics: Vec::new(),
    };
    let mut catalogue = Catalogue::default();
    for href in ["index.html", "404.html", "release.json", "units/index.html", "years/index.html", "topics/index.html"]
    {
        laying.take(href, "huibian");
    }
    laying.indexes(&mut catalogue);
    laying.sheets(&catalogue, paginate_by);
    laying.reports(&mut catalogue);
    laying.pages(&mut catalogue);
    for id in archive.ids() {
        let (attachments, links) = laying.beside(id, &mut catalogue);
        catalogue.attachments.push(attachments);
        catalogue.report_links.push(links);
    }
    for page in &archive.pages {
        let inside = page.file.strip_prefix("content/").unwrap_or(&page.file);
        let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = ["files".to_owned(), path_segments(folder)].into_iter().filter(|part| !part.is_empty());
        let folder = folder.collect::<Vec<_>>().join("/");
        let links = laying.links(&page.file, &page.targets, &folder, &mut catalogue.files);
        catalogue.page_links.push(links);
    }
    Diagnosed { value: catalogue, diagnostics: laying.diagnostics }
}

struct Laying<'a> {
    archive: &'a Archive,
    others: &'a BTreeMap<Arc<str>, u64>,
    /// Address → what has it.
    taken: BTreeMap<String, String>,
    /// Text file → address and text of its page.
    pages: BTreeMap<Arc<str>, (String, &'a Document)>,
    /// Text file → its anchors, once somebody asked for one.
    anchors: BTreeMap<Arc<str>, BTreeSet<&'a str>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Laying<'a> {
    /// Takes an address for a file; a second claim is diagnosed at the file that makes it.
    fn take(&mut self, href: &str, file: &str) {
        // The theme has a folder of its own.
        let theme = href.starts_with("static/").then(|| "static/".to_owned());
        if let Some(by) = theme.or_else(|| self.taken.get(href).cloned()) {
            let phrase = Phrase::AddressTaken { href: href.to_owned(), by };
            self.diagnostics.push(Diagnostic::in_file(file, phrase));
        } else {
            self.taken.insert(href.to_owned(), file.to_owned());
        }
    }

    fn indexes(&mut self, catalogue: &mut Catalogue) {
        let archive = self.archive;
        for (at, unit) in archive.registry.units.all.iter().enumerate() {
            let href = format!("units/{}.html", unit.id);
            self.take(&href, "content/units.yaml");
            let card =
                UnitCard { href, name: unit.short_name().to_owned(), full: unit.name.clone(), status: unit.status };
            catalogue.units.insert(Some(UnitId(at as u32)), Digested::new(card));
        }
        if archive.by_unit.contains_key(&None) {
            let href = "units/unknown.html".to_owned();
            self.take(&href, "huibian");
            let card = UnitCard { href, name: String::new(), full: String::new(), status: "active" };
            catalogue.units.insert(None, Digested::new(card));
        }
        for &year in archive.by_year.keys() {
            let href = format!("years/{}.html", year_segment(year));
            self.take(&href, "huibian");
            catalogue.years.insert(year, Digested::new(YearCard { href, year }));
        }
        for topic in archive.registry.topics.ids() {
            let entry = archive.registry.topics.get(topic);
            let href = format!("topics/{}.html", entry.id);
            self.take(&href, "content/topics.yaml");
            catalogue.topics.insert(topic, Digested::new(TopicCard { href, label: entry.label.clone() }));
        }
    }

    /// Takes the addresses of the further sheets of every list.
    fn sheets(&mut self, catalogue: &Catalogue, paginate_by: usize) {
        let archive = self.archive;
        let units = catalogue.units.iter().map(|(&unit, card)| (&card.href, archive.of_unit(unit).len()));
        let years = catalogue.years.iter().map(|(&year, card)| (&card.href, archive.of_year(year).len()));
        let topics = catalogue.topics.iter().map(|(&topic, card)| (&card.href, archive.of_topic(topic).len()));
        for (first, reports) in units.chain(years).chain(topics) {
            for sheet in 1..reports.div_ceil(paginate_by) {
                self.take(&sheet_href(first, sheet as u32), "huibian");
            }
        }
    }

    fn reports(&mut self, catalogue: &mut Catalogue) {
        for id in self.archive.ids() {
            let report: &'a Report = self.archive.report(id);
            let stem = report.meta.slug.clone().unwrap_or_else(|| segment(stem(&report.file)));
            let href = format!("reports/{}/{stem}.html", year_segment(self.archive.year(id)));
            self.take(&href, &report.file);
            self.pages.insert(Arc::clone(&report.file), (href.clone(), &report.body));
            catalogue.reports.push(Digested::new(report_card(self.archive, id, href)));
        }
    }

    fn pages(&mut self, catalogue: &mut Catalogue) {
        for page in &self.archive.pages {
            let inside = page.file.strip_prefix("content/").unwrap_or(&page.file);
            if inside == "index.md" {
                self.pages.insert(Arc::clone(&page.file), ("index.html".to_owned(), &page.body));
                catalogue.pages.push(None);
                continue;
            }
            let (folder, name) =
                inside.rsplit_once('/').map_or((String::new(), inside), |(f, n)| (path_segments(f) + "/", n));
            let stem = page.slug.clone().unwrap_or_else(|| segment(stem(name)));
            let href = format!("{folder}{stem}.html");
            self.take(&href, &page.file);
            self.pages.insert(Arc::clone(&page.file), (href.clone(), &page.body));
            let title = if page.title.is_empty() { stem } else { page.title.clone() };
            catalogue.pages.push(Some(PlainCard { href, title }));
        }
    }

    /// The attachments of a report and where its links lead.
    fn beside(&mut self, id: ReportId, catalogue: &mut Catalogue) -> (Vec<Attachment>, Vec<Link>) {
        let report = self.archive.report(id);
        let folder = catalogue.reports[id.0 as usize].href.trim_end_matches(".html").to_owned();
        let links = self.links(&report.file, &report.targets, &folder, &mut catalogue.files);
        let mut attachments = Vec::new();
        for attachment in report.meta.attachments.iter().flatten() {
            let known = resolve(&report.file, &attachment.file).and_then(|(file, _)| self.others.get_key_value(&*file));
            let Some((file, &bytes)) = known else {
                let phrase = Phrase::AttachmentMissing { file: attachment.file.clone() };
                self.diagnostics.push(Diagnostic::at(attachment.place.clone(), phrase));
                continue;
            };
            if let Some(href) = self.publish(&attachment.place, file, bytes, &folder, &mut catalogue.files) {
                let name = attachment.name.clone().unwrap_or_else(|| file_name(file).to_owned());
                attachments.push(Attachment { href, name, bytes });
            }
        }
        if report.meta.attachments.is_none() {
            attachments = linked_attachments(&report.targets, &report.file, &links, &catalogue.files);
        }
        (attachments, links)
    }

    /// Where the targets written in a file lead. What leads nowhere is diagnosed and left out.
    fn links(
        &mut self,
        file: &Arc<str>,
        targets: &[Target],
        folder: &str,
        files: &mut BTreeMap<String, PublishedFile>,
    ) -> Vec<Link> {
        let mut links = BTreeSet::new();
        for target in targets.iter().filter(|target| is_relative(&target.written)) {
            if let Some(href) = self.lead(file, target, folder, files) {
                links.insert(Link { target: target.written.clone(), href });
            }
        }
        links.into_iter().collect()
    }

    /// The address that a target leads to; what leads nowhere is diagnosed.
    fn lead(
        &mut self,
        file: &Arc<str>,
        target: &Target,
        folder: &str,
        files: &mut BTreeMap<String, PublishedFile>,
    ) -> Option<String> {
        let written = &target.written;
        let (to, fragment) = match written.strip_prefix('#') {
            Some(fragment) => (file.to_string(), Some(fragment.to_owned())),
            None => resolve(file, written).unwrap_or_default(),
        };
        if let Some((to, (href, document))) = self.pages.get_key_value(&*to) {
            let Some(fragment) = fragment else { return Some(href.clone()) };
            let anchors = self.anchors.entry(Arc::clone(to)).or_insert_with(|| anchors(document));
            if anchors.contains(&*fragment) {
                return Some(format!("{href}#{fragment}"));
            }
            // The page is there, only the passage is not: the link leads to the page.
            let (href, nearest) = (href.clone(), nearest_anchor(document, &fragment));
            self.broken(target, Broken::Anchor { nearest });
            return Some(href);
        }
        match self.others.get_key_value(&*to) {
            Some((to, &bytes)) => self.publish(&target.place, to, bytes, folder, files),
            None => {
                self.broken(target, if to.is_empty() { Broken::Outside } else { Broken::Nowhere });
                None
            }
        }
    }

    fn broken(&mut self, target: &Target, why: Broken) {
        let written = target.written.clone();
        let phrase = if target.picture {
            Phrase::ImageMissing { target: written }
        } else {
            Phrase::LinkBroken { target: written, why }
        };
        self.diagnostics.push(Diagnostic::at(target.place.clone(), phrase));
    }

    /// Publishes a file that is named at `place`; what would be run is refused.
    fn publish(
        &mut self,
        place: &Place,
        file: &Arc<str>,
        bytes: u64,
        folder: &str,
        files: &mut BTreeMap<String, PublishedFile>,
    ) -> Option<String> {
        if is_active(file) {
            let phrase = Phrase::AttachmentRefused { file: file_name(file).to_owned() };
            self.diagnostics.push(Diagnostic::at(place.clone(), phrase));
            return None;
        }
        let href = format!("{folder}/{}", file_segment(file_name(file)));
        match files.get(&href) {
            Some(known) if known.file == *file => {}
            _ => {
                self.take(&href, file);
                files.insert(href.clone(), PublishedFile { file: Arc::clone(file), bytes });
            }
        }
        Some(href)
    }
}

/// The files beside a report that its text links are its attachments when the front matter names none; pictures are not.
fn linked_attachments(
    targets: &[Target],
    file: &str,
    links: &[Link],
    files: &BTreeMap<String, PublishedFile>,
) -> Vec<Attachment> {
    let mut attachments: Vec<Attachment> = Vec::new();
    for target in targets.iter().filter(|target| !target.picture) {
        let link = links.binary_search_by(|link| link.target.cmp(&target.written)).ok().map(|at| &links[at]);
        let Some((href, published)) = link.and_then(|link| files.get_key_value(&link.href)) else { continue };
        let beside = resolve(file, &target.written).is_some_and(|(path, _)| path == *published.file);
        if beside && !attachments.iter().any(|known| known.href == *href) {
            let name = file_name(&published.file).to_owned();
            attachments.push(Attachment { href: href.clone(), name, bytes: published.bytes });
        }
    }
    attachments
}

fn report_card(archive: &Archive, id: ReportId, href: String) -> ReportCard {
    let meta = &archive.report(id).meta;
    let registered = meta.units.iter().map(|&unit| archive.registry.units.get(unit).short_name().to_owned());
    ReportCard {
        href,
        title: meta.title.clone(),
        units: registered.chain(meta.unknown_units.iter().cloned()).collect(),
        year: meta.years.map(Years::reading),
        date: meta.date.map(|date| date.to_string()),
        kind: meta.kind,
        summary: meta.summary.clone(),
        draft: meta.draft,
        inferred: meta.inferred.iter().map(|(key, _)| key.clone()).collect(),
    }
}

fn anchors(document: &Document) -> BTreeSet<&str> {
    let headings = document.outline.iter().map(|heading| &*heading.anchor);
    headings.chain(document.paragraphs.iter().map(|paragraph| &*paragraph.anchor)).collect()
}

/// The anchor of the heading that was probably meant, and the heading: people write its words, too, where its anchor belongs.
fn nearest_anchor(document: &Document, meant: &str) -> Option<(String, String)> {
    let text = |bytes: &Range<u32>| document.text.get(bytes.start as usize..bytes.end as usize).unwrap_or_default();
    let headings = || document.outline.iter().map(|heading| (&*heading.anchor, text(&heading.bytes)));
    let anchor = nearest(meant, headings().map(|(anchor, _)| anchor));
    let words = anchor.is_none().then(|| nearest(meant, headings().map(|(_, words)| words))).flatten();
    let found = |(anchor_of, words_of): &(&str, &str)| {
        anchor.as_deref() == Some(anchor_of) || words.as_deref() == Some(words_of)
    };
    headings().find(found).map(|(anchor, words)| (anchor.to_owned(), words.to_owned()))
}

/// Whether a target names no scheme, so that it should lead to something of the site.
fn is_relative(target: &str) -> bool {
    let scheme = target.find(':').is_some_and(|at| !target[..at].contains(['/', '?', '#']));
    !scheme && !target.is_empty()
}

/// The segment of an address for a year.
pub fn year_segment(year: Option<u16>) -> String {
    year.map_or_else(|| "unknown".to_owned(), |year| year.to_string())
}

fn path_segments(folder: &str) -> String {
    folder.split('/').filter(|part| !part.is_empty()).map(segment).collect::<Vec<_>>().join("/")
}

fn file_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn stem(file: &str) -> &str {
    let name = file_name(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
