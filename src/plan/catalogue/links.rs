//! Where links, pictures and attachments of a text lead.
//!
//! Never publishes what a text does not name, nor what a browser or a server would run.
//! Start at [`Laying::beside`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Attachment, Catalogue, Laying, PublishedFile, file_name};
use crate::archive::ReportId;
use crate::diagnostic::phrasebook::Broken;
use crate::diagnostic::{Diagnostic, MOST_COMPARED, Phrase, Place, nearest};
use crate::document::Document;
use crate::load::Target;
use crate::load::scan::Other;
use crate::plan::address::{beside, file_segment, is_active, resolve};
use crate::plan::view::Link;

impl<'a> Laying<'a> {
    /// The attachments of a report and where its links lead.
    pub(super) fn beside(&mut self, id: ReportId, catalogue: &mut Catalogue) -> (Vec<Attachment>, Vec<Link>) {
        let report = self.archive.report(id);
        if report.targets.is_empty() && report.meta.attachments.is_none() {
            return Default::default();
        }
        let folder = catalogue.reports[id.0 as usize].href.trim_end_matches(".html").to_owned();
        let links = self.links(&report.file, &report.targets, &folder, &mut catalogue.files);
        let mut attachments = Vec::new();
        for attachment in report.meta.attachments.iter().flatten() {
            let known = self.named(&report.file, &attachment.file);
            let Some((file, &Other { bytes, .. })) = known else {
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

    /// The file that the front matter of `report` names: by its name, or written like a link.
    fn named(&self, report: &str, name: &str) -> Option<(&'a Arc<str>, &'a Other)> {
        let plain = beside(report, name).and_then(|file| self.others.get_key_value(&*file));
        plain.or_else(|| self.others.get_key_value(&*resolve(report, name)?.0))
    }

    /// Where the targets written in a file lead. What leads nowhere is diagnosed and left out.
    pub(super) fn links(
        &mut self,
        file: &Arc<str>,
        targets: &[Target],
        folder: &str,
        files: &mut BTreeMap<String, PublishedFile>,
    ) -> Vec<Link> {
        let mut links = BTreeSet::new();
        for target in targets.iter().filter(|target| is_relative(&target.written)) {
            if let Some((href, pixels)) = self.lead(file, target, folder, files) {
                links.insert(Link { target: target.written.clone(), href, pixels });
            }
        }
        links.into_iter().collect()
    }

    /// The address that a target leads to, and the size of the picture there; what leads nowhere is diagnosed.
    fn lead(
        &mut self,
        file: &Arc<str>,
        target: &Target,
        folder: &str,
        files: &mut BTreeMap<String, PublishedFile>,
    ) -> Option<(String, Option<[u32; 2]>)> {
        let written = &target.written;
        let (to, fragment) = match written.strip_prefix('#') {
            Some(fragment) => (file.to_string(), Some(fragment.to_owned())),
            None => resolve(file, written).unwrap_or_default(),
        };
        if let Some((to, &(ref href, document))) = self.pages.get_key_value(&*to) {
            let Some(fragment) = fragment else { return Some((href.clone(), None)) };
            let anchors = self.anchors.entry(Arc::clone(to)).or_insert_with(|| anchors(document));
            if anchors.contains(&*fragment) {
                return Some((format!("{href}#{fragment}"), None));
            }
            // The page is there, only the passage is not: the link leads to the page.
            self.compared += 1;
            let compared = self.compared <= MOST_COMPARED;
            let nearest = compared.then(|| nearest_anchor(document, &fragment)).flatten();
            let href = href.clone();
            self.broken(target, Broken::Anchor { nearest });
            return Some((href, None));
        }
        match self.others.get_key_value(&*to) {
            Some((to, &Other { bytes, pixels })) => {
                self.publish(&target.place, to, bytes, folder, files).map(|href| (href, pixels))
            }
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
        file: &'a Arc<str>,
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

fn anchors(document: &Document) -> BTreeSet<&str> {
    let headings = document.outline.iter().map(|heading| &*heading.anchor);
    headings.chain(document.paragraphs.iter().map(|paragraph| &*paragraph.anchor)).collect()
}

/// The anchor of the heading that was probably meant, and the heading: people write its words, too, where its anchor belongs.
fn nearest_anchor(document: &Document, meant: &str) -> Option<(String, String)> {
    let headings = || document.outline.iter().map(|heading| (&*heading.anchor, document.at(&heading.bytes)));
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
