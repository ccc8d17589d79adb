//! Tables: the box they scroll in, and which columns are numbers.
//!
//! Never changes a cell. Start at [`Body::columns`].

use std::fmt::Write as _;

use super::{Body, End, slice};
use crate::document::{Align, Element, Node};

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    /// The class of each column.
    pub(super) columns: Vec<&'static str>,
    /// The column of the next cell.
    pub(super) column: usize,
    /// Whether the head row is open.
    pub(super) head: bool,
}

impl Body<'_> {
    /// The class of each column of the table that begins at a node: `num` where every cell below the head is a number,
    /// else as it is aligned.
    pub(super) fn columns(&self, aligns: &[Align], at: usize) -> Vec<&'static str> {
        let mut numbers: Vec<Option<bool>> = vec![None; aligns.len()];
        let (mut depth, mut column, mut head) = (1, 0, false);
        for node in &self.document.nodes[at + 1..] {
            match node {
                Node::Open(element) => {
                    depth += 1;
                    match element {
                        Element::TableHead => head = true,
                        Element::TableRow => (head, column) = (false, 0),
                        Element::TableCell => column += 1,
                        _ => {}
                    }
                }
                Node::Close => depth -= 1,
                Node::Text(range) | Node::Code(range) if !head && column > 0 => {
                    if let Some(known) = numbers.get_mut(column - 1) {
                        *known = Some(known.unwrap_or(true) && is_number(slice(self.document, range)));
                    }
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let class = |(number, align): (Option<bool>, &Align)| match (number, align) {
            (Some(true), _) => "num",
            (_, Align::Start) => "",
            (_, Align::Centre) => "centre",
            (_, Align::End) => "end",
        };
        numbers.into_iter().zip(aligns).map(class).collect()
    }

    /// The box in which a wide table scrolls, for the keyboard too. It is named by the caption above it, where there is one.
    pub(super) fn begin_table_box(&mut self, at: usize) {
        let named = match self.caption_above(at) {
            Some(anchor) => format!("aria-labelledby=\"{anchor}\""),
            None => format!("aria-label=\"{}\"", self.say("table", &[])),
        };
        let _ = writeln!(self.html, "<div class=\"tablebox scroll\" role=\"region\" tabindex=\"0\" {named}>");
    }

    pub(super) fn row(&mut self, at: usize) -> End {
        self.table.column = 0;
        let first = match self.document.nodes.get(at + 1..at + 3) {
            Some([Node::Open(Element::TableCell), Node::Text(range)]) => slice(self.document, range).trim(),
            _ => "",
        };
        let is_total = matches!(first, "合计" | "总计" | "共计" | "小计" | "Total");
        self.begin(if is_total { "<tr class=\"total\">" } else { "<tr>" }, "</tr>\n")
    }

    /// A cell. The words that a row begins with are its head.
    pub(super) fn cell(&mut self, at: usize) -> End {
        let class = self.table.columns.get(self.table.column).copied().unwrap_or_default();
        let is_empty = matches!(self.document.nodes.get(at + 1), Some(Node::Close));
        let heads_row = self.table.column == 0 && class.is_empty() && self.table.columns.len() > 1 && !is_empty;
        self.table.column += 1;
        let (begin, end) = match (self.table.head, heads_row) {
            (true, _) => ("<th scope=\"col\"", "</th>"),
            (false, true) => ("<th scope=\"row\"", "</th>"),
            (false, false) => ("<td", "</td>"),
        };
        self.html.push_str(begin);
        if !class.is_empty() {
            let _ = write!(self.html, " class=\"{class}\"");
        }
        self.html.push('>');
        End::Tag(end)
    }

    /// A tag of an author's HTML. A table gets its box.
    pub(super) fn tag(&mut self, tag: &str, at: usize) {
        if tag == "<table>" {
            self.begin_table_box(at);
        }
        self.html.push_str(tag);
        if tag == "</table>" {
            self.html.push_str("</div>\n");
        }
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '％' | '-' | '+' | '－' | '＋' | ' '))
}
