//! A Markdown file with a structure of its own: its text stays as it is, and what its front matter says is known.
//!
//! Never takes a plain text that is only called `.md` for Markdown. Start at [`Own::read`].

use super::draft::{Finding, Stated, lead};
use super::title::{self, Title};
use super::{Draft, Received};
use crate::diagnostic::{Diagnosed, Severity, Source};
use crate::digest::sha256;
use crate::document::{Document, Element, Node};
use crate::load::decisions::Decided;
use crate::load::front::{self, Meta};
use crate::load::markdown;
use crate::registry::Registry;
use crate::settings::{Masks, Settings};
use crate::text::peel;

/// A Markdown file with a structure of its own.
pub(super) struct Own {
    /// The front matter as written, without its `---` lines.
    front: String,
    /// The keys that it has.
    keys: Vec<String>,
    /// What it says.
    meta: Meta,
    /// The text of the first heading, when it is the title.
    title: Option<String>,
    body: String,
    document: Document,
}

impl Own {
    /// Reads the structure; `None` when there is none, so that the file is a plain text.
    ///
    /// **Diagnoses** what the reader of front matter does, notes apart.
    pub(super) fn read(source: &Source, registry: &Registry, settings: &Settings) -> Option<Diagnosed<Option<Self>>> {
        // A first line `---` that nothing ends begins no front matter.
        let split = front::split(source).value.unwrap_or_else(|| front::Split::without_front(source));
        let body = &source.text[split.body];
        let parsed = markdown::parse(body, Masks::Auto, None);
        let has_front = split.front.start > 0;
        if !has_front && parsed.title.is_none() && parsed.document.nodes.iter().all(is_of_plain_text) {
            return None;
        }
        let mut diagnostics = Vec::new();
        let keys = front::keys(source, split.front.clone()).value.unwrap_or_default();
        let meta = front::read(source, split.front.clone(), registry, settings).into(&mut diagnostics);
        diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Note);
        let own = meta.map(|meta| Self {
            front: source.text[split.front].to_owned(),
            keys: keys.into_iter().map(|(key, _)| key).collect(),
            meta,
            title: parsed.title,
            body: body.to_owned(),
            document: parsed.document,
        });
        Some(Diagnosed { value: own, diagnostics })
    }

    /// The report. An original that the front matter names is its original, so that a report can move from site to site.
    pub(super) fn draft(self, received: &Received<'_>, registry: &Registry, decided: &Decided) -> Draft {
        let lines: Vec<&str> = self.document.text.lines().collect();
        let peeled = peel::peel(&lines);
        let lead = lead(peeled.body().map(|line| lines[line]));
        let original =
            self.meta.source.as_ref().filter(|original| is_digest(&original.sha256) && !original.file.is_empty());
        let sha256 = original.map_or_else(|| sha256(received.bytes), |original| original.sha256.clone());
        let file = original.map_or(received.file, |original| &original.file);
        let heading = self.document.outline.first();
        let heading =
            heading.map(|heading| &self.document.text[heading.marker.end as usize..heading.bytes.end as usize]);
        let names_unit = |line: &str| !registry.units.names_in(line).is_empty();
        let given = Some(self.meta.title.clone()).filter(|title| !title.is_empty()).or_else(|| self.title.clone());
        let given =
            given.map(|text| Title { text, subtitle: self.meta.subtitle.clone(), lines: Vec::new(), source: "text" });
        let title = given
            .or_else(|| title::written(&lines, &[], &peeled, &names_unit))
            .unwrap_or_else(|| title::inferred(&lead, received.name(), heading, None, &sha256));
        let stated = Some(Stated { text: &self.front, keys: &self.keys, meta: &self.meta });
        Finding {
            received,
            registry,
            decided,
            file,
            sha256,
            title,
            peeled,
            below: Vec::new(),
            opening: lead.clone(),
            lead,
            stated,
            document: &self.document,
        }
        .draft(|_| (self.body.clone(), Vec::new()))
    }
}

/// What a plain text has too when it is read as Markdown: its numbered lines look like lists, its dashes like rules.
fn is_of_plain_text(node: &Node) -> bool {
    matches!(
        node,
        Node::Open(Element::Paragraph(_) | Element::List(Some(_)) | Element::Item)
            | Node::Text(_)
            | Node::HardBreak
            | Node::Rule
            | Node::Close
    )
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
