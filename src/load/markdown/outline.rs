//! What is known of headings and paragraphs only when the whole text is there: paths, counts of characters, anchors.
//!
//! Never reads Markdown and changes no text. Start at [`complete`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Document, Enumeration, EnumerationItem, Heading, Node, anchor_of};
use crate::text::enumeration::enumerations;
use crate::text::length;
use crate::text::mask::masks;

/// Fills in what follows from the text: masks, enumerations, and of headings and paragraphs what depends on the others.
/// The body ends at `body_end`; what comes after it are footnotes.
pub(super) fn complete(document: &mut Document, body_end: u32) {
    document.masks = found_masks(document);
    document.enumerations = found_enumerations(document);
    number_paths(&document.text, &mut document.outline);
    document.characters = count_characters(&document.text, &mut document.outline, body_end);
    anchor(document);
}

/// The masks. Code has none: its asterisks are what they are.
fn found_masks(document: &Document) -> Vec<Range<u32>> {
    let code = document.nodes.iter().filter_map(|node| if let Node::Code(range) = node { Some(range) } else { None });
    let mut code = code.peekable();
    let mut found: Vec<_> = masks(&document.text).into_iter().map(|run| shifted(run, 0)).collect();
    found.retain(|mask| {
        while code.next_if(|code| code.end <= mask.start).is_some() {}
        !code.peek().is_some_and(|code| code.start <= mask.start && mask.end <= code.end)
    });
    found
}

/// A longer paragraph is no text that a person wrote, and its items would be without number.
const LONGEST_ENUMERATED: usize = 1 << 20;

fn found_enumerations(document: &Document) -> Vec<Enumeration> {
    let mut found = Vec::new();
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.bytes.len() <= LONGEST_ENUMERATED) {
        let start = paragraph.bytes.start;
        for run in enumerations(&document.text[start as usize..paragraph.bytes.end as usize]) {
            let items = run.items.into_iter().map(|item| EnumerationItem {
                marker: shifted(item.marker, start),
                headline: item.headline.map(|headline| shifted(headline, start)),
                bytes: shifted(item.bytes, start),
            });
            found.push(Enumeration { items: items.collect(), nesting: run.nesting });
        }
    }
    found.sort_by_key(|run| run.items.first().map(|item| item.marker.start));
    found
}

fn shifted(range: Range<usize>, by: u32) -> Range<u32> {
    let shift = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(by);
    shift(range.start)..shift(range.end)
}

/// A path is the markers on the way down: `三（二）1.`. The marker of an item stands in brackets: `三（一是）`. A heading
/// without a marker is its number among its neighbours, after a full stop where something stands before it: `2.1`.
fn number_paths(text: &str, outline: &mut [Heading]) {
    // For each open depth the path and the number of headings directly below; the bottom is the report itself.
    let mut open: Vec<(String, u32)> = vec![(String::new(), 0)];
    for heading in outline {
        open.truncate(usize::from(heading.depth).max(1));
        let Some((above, children)) = open.last_mut() else { return };
        *children += 1;
        let marker = &text[heading.marker.start as usize..heading.marker.end as usize];
        let marker = marker.trim().trim_end_matches(['、', '，', ',', '：', ':']).trim_end();
        let path = match (marker, heading.item) {
            ("", _) if above.is_empty() => children.to_string(),
            ("", _) => format!("{above}.{children}"),
            (marker, true) => format!("{above}（{marker}）"),
            (marker, false) => format!("{above}{marker}"),
        };
        heading.path = path.clone().into();
        open.push((path, 0));
    }
}

/// Counts the characters below each heading, and gives those of the whole text.
fn count_characters(text: &str, outline: &mut [Heading], body_end: u32) -> u32 {
    // The characters before each heading's end, and before each heading's start.
    let mut sums = Vec::with_capacity(outline.len());
    let (mut at, mut sum) = (0, 0);
    let mut upto = |end: u32| {
        sum += length(&text[at as usize..end as usize]);
        at = end;
        sum
    };
    for heading in &*outline {
        sums.push((upto(heading.bytes.start), upto(heading.bytes.end)));
    }
    let body = upto(body_end);
    let whole = upto(text.len() as u32);
    let mut open: Vec<usize> = Vec::new();
    for i in 0..outline.len() {
        while let Some(&last) = open.last().filter(|&&last| outline[last].depth >= outline[i].depth) {
            outline[last].characters = sums[i].0 - sums[last].1;
            open.pop();
        }
        open.push(i);
    }
    for last in open {
        outline[last].characters = body - sums[last].1;
    }
    whole
}

fn anchor(document: &mut Document) {
    let text = &document.text;
    let mut uses = BTreeMap::new();
    let mut unique = |letter: char, bytes: &Range<u32>| {
        anchor_of(letter, &text[bytes.start as usize..bytes.end as usize], &mut uses)
    };
    for heading in &mut document.outline {
        heading.anchor = unique('h', &heading.bytes).into();
    }
    for paragraph in &mut document.paragraphs {
        paragraph.anchor = unique('p', &paragraph.bytes).into();
    }
}
