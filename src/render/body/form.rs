//! The elements of an official document that a paragraph can be (公文要素), as classes.
//!
//! Never decides what a paragraph is; that is [`Role`], given when the text was read. Start at [`class`].

use super::Body;
use crate::document::{Element, Node};
use crate::text::peel::Role;

/// The classes of a paragraph.
pub(super) fn class(role: Role) -> &'static str {
    match role {
        Role::Body | Role::Blank => "para",
        Role::Serial | Role::Secrecy | Role::Urgency => "para grade",
        Role::Mark => "para redhead",
        Role::Number | Role::Signer | Role::HeadDate => "para docket",
        Role::Contents => "para contents",
        Role::Recipients => "para addressee",
        Role::Attachments => "para attached",
        Role::Signature => "para signed",
        Role::Date => "para signed-date",
        Role::Note => "para afterword",
        Role::Copies | Role::Printing => "para imprint",
        Role::Caption => "para caption",
    }
}

/// 署名 and 成文日期 are one block: the date stands where the signature says.
fn signs(role: Role) -> bool {
    matches!(role, Role::Signature | Role::Date)
}

impl Body<'_> {
    pub(super) fn begin_signature(&mut self, role: Role) {
        if signs(role) && !self.signature {
            self.signature = true;
            self.html.push_str("<div class=\"signature\">\n");
        }
    }

    /// Notes a caption, and ends the block of the signature after its last paragraph; `at` is the end of a paragraph.
    pub(super) fn end_form(&mut self, index: u32, at: usize) {
        if self.document.paragraphs.get(index as usize).is_some_and(|paragraph| paragraph.role == Role::Caption) {
            self.caption = Some((at + 1, index));
        }
        let next = match self.document.nodes.get(at + 1) {
            Some(Node::Open(Element::Paragraph(index))) => self.document.paragraphs.get(*index as usize),
            _ => None,
        };
        if self.signature && !next.is_some_and(|next| signs(next.role)) {
            self.signature = false;
            self.html.push_str("</div>\n");
        }
    }

    /// The anchor of the caption that ends right before a node.
    pub(super) fn caption_above(&self, at: usize) -> Option<&str> {
        let (_, index) = self.caption.filter(|&(next, _)| next == at)?;
        Some(&self.document.paragraphs.get(index as usize)?.anchor)
    }
}
