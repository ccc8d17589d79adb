//! Tables: as Markdown where it has the words for them, else as HTML.
//!
//! Never loses a cell, and never merges what is parted. Start at [`Writer::table`].

use super::{Words, Writer};
use crate::import::manuscript::{Carried, Cell, Piece, Table};

impl Writer<'_> {
    /// Writes a table. What stands before and after it is parted from it by blank lines.
    pub(super) fn table(&mut self, table: &Table) {
        if table.is_plain() {
            self.plain_table(table);
        } else {
            self.html_table(table);
            self.out.push('\n');
        }
    }

    fn plain_table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for (at, row) in table.rows.iter().enumerate() {
            for column in 0..columns {
                self.out.push_str("| ");
                if let Some(cell) = row.get(column) {
                    self.cell(cell);
                }
                self.out.push(' ');
            }
            self.out.push_str("|\n");
            if at == 0 {
                self.out.push_str(&"|---".repeat(columns));
                self.out.push_str("|\n");
            }
        }
    }

    /// The paragraphs of a cell in one line.
    fn cell(&mut self, cell: &Cell) {
        let lines = cell.pieces.iter().filter_map(|piece| match piece {
            Piece::Line(line) => Some(Words::from(line).trimmed()).filter(|words| !words.is_empty()),
            Piece::Table(_) => None,
        });
        for (at, words) in lines.enumerate() {
            if at > 0 {
                self.out.push_str("<br>");
            }
            self.inline(words, None, false);
        }
    }

    /// A table of HTML; no blank line is in it, which would end it.
    fn html_table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        for (at, row) in table.rows.iter().enumerate() {
            let tag = if at < table.head { "th" } else { "td" };
            self.out.push_str("<tr>");
            for cell in row {
                self.out.push_str(&format!("<{tag}"));
                for (name, n) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
                    if n > 1 {
                        self.out.push_str(&format!(" {name}=\"{n}\""));
                    }
                }
                self.out.push('>');
                self.html_cell(cell);
                self.out.push_str(&format!("</{tag}>"));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>");
    }

    fn html_cell(&mut self, cell: &Cell) {
        let mut begun = false;
        for piece in &cell.pieces {
            match piece {
                Piece::Table(table) => {
                    self.html_table(table);
                    begun = false;
                }
                Piece::Line(line) => {
                    let words = Words::from(line).trimmed();
                    if words.is_empty() {
                        continue;
                    }
                    if begun {
                        self.out.push_str("<br>");
                    }
                    self.html_words(words);
                    begun = true;
                }
            }
        }
    }

    fn html_words(&mut self, words: Words<'_>) {
        self.out.push_str(&escaped(words.text));
        for (_, what) in words.carried() {
            if let Carried::Picture(picture) = what
                && let Some((name, picture)) = self.beside.pictures.get(*picture)
            {
                self.out.push_str(&format!("<img src=\"{name}\" alt=\"{}\">", escaped(&picture.description)));
            }
        }
    }
}

impl Table {
    /// Whether Markdown can write it: every cell takes one row and one column, and no table lies in it.
    fn is_plain(&self) -> bool {
        let is_line = |piece: &Piece| matches!(piece, Piece::Line(_));
        let is_plain = |cell: &Cell| cell.columns == 1 && cell.rows == 1 && cell.pieces.iter().all(is_line);
        self.rows.iter().flatten().all(is_plain)
    }
}

/// A text for HTML. What Markdown would take for the end of the block, a line end, is no part of a line.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
