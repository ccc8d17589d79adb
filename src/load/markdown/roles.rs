//! What the paragraphs of a body are in the form of an official document: addressee, signature, date, caption, …
//!
//! Never looks into lists, quotations, tables or footnotes, and never changes a character: a role decides how a paragraph is
//! set and nothing else. Start at [`assign`]; the knowledge is [`peel`]'s.

use std::ops::Range;

use crate::document::{Document, Element, Node};
use crate::text::peel::{Role, is_caption, peel};

/// A block of the body itself, as lines see it.
enum Block {
    Heading(u32),
    Paragraph(u32),
    /// A paragraph of nothing but a picture.
    Picture,
    Table,
    Other,
}

/// Gives every paragraph of the body itself its role.
pub(super) fn assign(document: &mut Document) {
    let blocks = blocks(document);
    let mut roles = by_lines(document, &blocks);
    captions(document, &blocks, &mut roles);
    for (paragraph, role) in roles {
        document.paragraphs[paragraph as usize].role = role;
    }
}

fn blocks(document: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    for (at, node) in document.nodes.iter().enumerate() {
        match node {
            Node::Open(Element::Footnote(_)) if depth == 0 => break,
            Node::Open(element) => {
                if depth == 0 {
                    blocks.push(match element {
                        Element::Heading(index) => Block::Heading(*index),
                        Element::Paragraph(_) if is_picture(&document.nodes[at + 1..]) => Block::Picture,
                        Element::Paragraph(index) => Block::Paragraph(*index),
                        Element::Table(_) => Block::Table,
                        _ => Block::Other,
                    });
                }
                depth += 1;
            }
            Node::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 => blocks.push(Block::Other),
            _ => {}
        }
    }
    blocks
}

fn is_picture(inside: &[Node]) -> bool {
    matches!(inside, [Node::Image(_), Node::Close, ..])
}

/// A paragraph with line breaks has a role only where each of its lines has one: `云州市档案局⏎2022年10月9日` is a signature.
fn by_lines(document: &Document, blocks: &[Block]) -> Vec<(u32, Role)> {
    let mut lines = Vec::new();
    let mut paragraphs = Vec::new();
    for block in blocks {
        let bytes = match block {
            Block::Heading(index) => &document.outline[*index as usize].bytes,
            Block::Paragraph(index) => {
                let bytes = &document.paragraphs[*index as usize].bytes;
                paragraphs.push((*index, lines.len()..lines.len() + document.at(bytes).split('\n').count()));
                bytes
            }
            // Whatever is no line of text is prose to the form: nothing of the head or the end lies beyond it.
            Block::Picture | Block::Table | Block::Other => {
                lines.push("。");
                continue;
            }
        };
        lines.extend(document.at(bytes).split('\n'));
    }
    let roles = peel(&lines).roles;
    let role = |lines: Range<usize>| {
        let roles = &roles[lines];
        let has_role = |role: &Role| !matches!(role, Role::Body | Role::Blank);
        roles.iter().all(has_role).then(|| roles.first().copied()).flatten()
    };
    paragraphs.into_iter().filter_map(|(index, lines)| Some((index, role(lines)?))).collect()
}

/// A caption stands above or below its table or picture.
fn captions(document: &Document, blocks: &[Block], roles: &mut Vec<(u32, Role)>) {
    let has_caption = |block: Option<&Block>| matches!(block, Some(Block::Table | Block::Picture));
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(index) = block else { continue };
        let beside = has_caption(blocks.get(at + 1)) || at > 0 && has_caption(blocks.get(at - 1));
        if beside && is_caption(document.at(&document.paragraphs[*index as usize].bytes)) {
            roles.push((*index, Role::Caption));
        }
    }
}
