//! Blocks: paragraphs, headings, cells and code as they end, and the footnotes after the body.
//!
//! Never looks into the inside of a block (that is [`super::inline`]). Start at [`Reader::close`].

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::{Block, Definition, Kind, Note, NoteKind, Parsed, Reader, inline::Inline, outline, roles};
use crate::document::{Element, Heading, Node, Paragraph};
use crate::text::marker::{Class, marker};
use crate::text::peel::Role;

impl<'a> Reader<'a> {
    pub(super) fn open(&mut self, kind: Kind, source: Range<usize>) {
        self.counted.blocks += usize::from(kind == Kind::Implicit);
        self.block = Some(Block { kind, inline: Inline::default(), start: self.sheet.here(), source });
    }

    /// An event of the inside of a block.
    pub(super) fn inside(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.block.is_none() {
            self.open(Kind::Implicit, range.clone());
        }
        let Some(block) = &mut self.block else { return };
        if block.kind == Kind::Code {
            if let Event::Text(code) = event {
                self.sheet.text.push_str(&code);
            }
            return;
        }
        if block.kind == Kind::Implicit {
            block.source.end = block.source.end.max(range.end);
        }
        let (footnotes, labels) = (&mut self.footnotes, &mut self.labels);
        block.inline.push(self.source, event, range, |label| {
            let label = super::key(label);
            let next = u16::try_from(labels.len()).ok();
            footnotes.get(&label).copied().or_else(|| {
                footnotes.insert(label.clone(), next?);
                labels.push(label);
                next
            })
        });
    }

    /// Ends the paragraph that has no event of its own, if one is open.
    pub(super) fn close_implicit(&mut self) {
        if self.block.as_ref().is_some_and(|block| block.kind == Kind::Implicit) {
            self.close();
        }
    }

    /// Ends the open block.
    pub(super) fn close(&mut self) {
        let Some(block) = self.block.take() else { return };
        match block.kind {
            Kind::Paragraph | Kind::Implicit => self.paragraph(block),
            Kind::Heading { level, run_in, attributes } => self.heading(block, level, run_in, attributes),
            Kind::Cell => {
                self.write(block.inline);
                self.sheet.text.push('\n');
            }
            Kind::Code => {
                let code = &self.sheet.text[block.start as usize..];
                let end = block.start + code.strip_suffix('\n').unwrap_or(code).len() as u32;
                self.sheet.text.truncate(end as usize);
                self.sheet.nodes.push(Node::Code(block.start..end));
                self.sheet.text.push('\n');
            }
        }
    }

    /// Writes a paragraph, unless it has nothing to show.
    pub(super) fn paragraph(&mut self, block: Block<'a>) {
        let index = self.parsed.document.paragraphs.len() as u32;
        let Some(bytes) = self.element(Element::Paragraph(index), block.inline) else { return };
        let (under, number) = (self.under.0, self.under.1 + 1);
        self.under.1 = number;
        let paragraph = Paragraph { bytes: bytes.clone(), anchor: "".into(), under, number, role: Role::Body };
        self.parsed.document.paragraphs.push(paragraph);
        let run_in = self.run_in.take();
        if let Some(heading) = run_in {
            self.parsed.document.outline[heading].run_in = true;
        } else if self.containers.is_empty() && !self.in_footnotes && looks_like_heading(self.slice(&bytes)) {
            self.parsed
                .notes
                .push(Note { kind: NoteKind::LooksLikeHeading, bytes: trimmed(self.source, block.source) });
        }
    }

    fn heading(&mut self, mut block: Block<'a>, level: u8, run_in: bool, attributes: bool) {
        if attributes {
            block.inline.literal(braces(&self.source[block.source.clone()]));
        }
        if self.in_footnotes {
            return self.paragraph(block);
        }
        let index = self.parsed.document.outline.len() as u32;
        let nodes = self.sheet.nodes.len();
        let Some(bytes) = self.element(Element::Heading(index), block.inline) else { return };
        let found = marker(self.slice(&bytes));
        if index == 0 && level == 1 && !run_in && found.is_none() && self.is_title(&bytes) {
            self.parsed.title = Some(self.slice(&bytes).to_owned());
            self.sheet.nodes.truncate(nodes);
            return self.sheet.text.truncate(bytes.start as usize);
        }
        while self.levels.last().is_some_and(|&above| above >= level) {
            self.levels.pop();
        }
        // What the report's title is to the first heading, the heading above is to the others.
        if level > self.levels.last().copied().unwrap_or(1) + 1 {
            self.parsed.notes.push(Note { kind: NoteKind::HeadingSkipped, bytes: trimmed(self.source, block.source) });
        }
        self.counted.headings += 1;
        self.levels.push(level);
        self.under = (Some(index), 0);
        self.run_in = run_in.then_some(index as usize);
        let item = found.as_ref().is_some_and(|found| found.class.rank() == Class::Shi.rank());
        let end = found.map_or(0, |found| found.bytes.end as u32);
        self.parsed.document.outline.push(Heading {
            depth: self.levels.len() as u8,
            run_in: false,
            marker: bytes.start..bytes.start + end,
            bytes,
            item,
            anchor: "".into(),
            path: "".into(),
            characters: 0,
        });
    }

    fn is_title(&self, bytes: &Range<u32>) -> bool {
        let same = self.own_title.is_none_or(|title| title.trim() == self.slice(bytes));
        same && self.containers.is_empty() && self.parsed.title.is_none()
    }

    /// Writes an element of the text, and gives its bytes; nothing when it has nothing to show.
    fn element(&mut self, element: Element, inline: Inline<'a>) -> Option<Range<u32>> {
        let start = self.sheet.here();
        self.sheet.nodes.push(Node::Open(element));
        let nodes = self.sheet.nodes.len();
        self.write(inline);
        if self.sheet.nodes.len() == nodes {
            self.sheet.nodes.pop();
            return None;
        }
        let bytes = start..self.sheet.here();
        self.sheet.nodes.push(Node::Close);
        self.sheet.text.push('\n');
        Some(bytes)
    }

    fn write(&mut self, mut inline: Inline<'a>) {
        self.counted.links += inline.targets.len();
        self.parsed.targets.append(&mut inline.targets);
        let doubts = inline.write(&mut self.sheet, self.masks);
        self.parsed.notes.extend(doubts.into_iter().map(|bytes| Note { kind: NoteKind::MaskOrEmphasis, bytes }));
    }

    fn slice(&self, bytes: &Range<u32>) -> &str {
        &self.sheet.text[bytes.start as usize..bytes.end as usize]
    }

    /// Reads the footnotes, in order of their first reference, then those that nothing refers to; and completes all.
    pub(super) fn finish(mut self, definitions: Vec<Definition<'a>>) -> Parsed {
        self.close_implicit();
        let body_end = self.sheet.here();
        self.in_footnotes = true;
        self.run_in = None;
        self.under = (None, self.parsed.document.paragraphs.iter().filter(|p| p.under.is_none()).count() as u32);
        let mut unread: BTreeMap<usize, Definition<'a>> = definitions.into_iter().enumerate().collect();
        let mut first = BTreeMap::new();
        for (&at, definition) in unread.iter().rev() {
            first.insert(definition.label.clone(), at);
        }
        let mut done = 0;
        while done < self.labels.len() || !unread.is_empty() {
            let next = match self.labels.get(done) {
                Some(label) => first.get(label).and_then(|at| unread.remove(at)),
                None => unread.pop_first().map(|(_, definition)| definition),
            };
            if done == self.labels.len() {
                self.labels.push(String::new());
            }
            self.footnote(done, next.map(|definition| definition.events).unwrap_or_default());
            done += 1;
        }
        let mut parsed = self.parsed;
        parsed.notes.sort_by_key(|note| note.bytes.start);
        parsed.targets.sort_by_key(|target| target.bytes.start);
        parsed.document.text = self.sheet.text.into();
        parsed.document.nodes = self.sheet.nodes;
        outline::complete(&mut parsed.document, body_end);
        roles::assign(&mut parsed.document);
        self.counted.masks = parsed.document.masks.len();
        parsed.excess = self.counted.excess(0);
        parsed
    }

    /// A footnote that has no number any more stands among the others without one.
    fn footnote(&mut self, index: usize, events: Vec<(Event<'a>, Range<usize>)>) {
        let number = u16::try_from(index).ok();
        self.sheet.nodes.extend(number.map(|number| Node::Open(Element::Footnote(number))));
        for (event, range) in events {
            self.take(event, range);
        }
        self.close_implicit();
        self.sheet.nodes.extend(number.map(|_| Node::Close));
    }
}

/// A short line that begins as a part of a report does and holds no sentence.
fn looks_like_heading(text: &str) -> bool {
    const LONGEST: usize = 40;
    let Some(found) = marker(text).filter(|found| matches!(found.class, Class::Part | Class::Cn | Class::Pcn)) else {
        return false;
    };
    let rest = &text[found.bytes.end..];
    !rest.is_empty()
        && rest.chars().nth(LONGEST).is_none()
        && !rest.contains(['。', '！', '？', '!', '?', '；', ';', '\n'])
}

/// The braces at the end of a heading, which the parser took for attributes: `{2022}` is a word of the author.
fn braces(heading: &str) -> &str {
    match (heading.rfind('{'), heading.rfind('}')) {
        (Some(open), Some(close)) if open < close => &heading[open..=close],
        _ => "",
    }
}

/// The place without the blanks and line ends around it.
fn trimmed(source: &str, bytes: Range<usize>) -> Range<usize> {
    let written = &source[bytes.clone()];
    let start = bytes.end - written.trim_start().len();
    start..start + written.trim().len()
}
