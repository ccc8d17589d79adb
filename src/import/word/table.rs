//! 表格: a table while it is read, and the table that it is to a reader.
//!
//! Never reads XML. Start at [`Draft::finish`], where merged cells become one.

use std::collections::BTreeMap;

use crate::import::manuscript::{Cell, Piece, Table};

/// The most columns that a cell takes; programs allow 63 in a table.
const COLUMNS: u16 = 255;

/// What a cell is to the one above it or beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merged {
    /// A cell of its own, or the first of several.
    #[default]
    Not,
    /// It goes on.
    On,
}

/// What a row says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowForm {
    pub(super) is_head: bool,
    /// A tracked change deleted it.
    pub(super) is_gone: bool,
    /// Columns before the first cell and after the last.
    pub(super) before: u16,
    pub(super) after: u16,
}

/// What a cell says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellForm {
    pub(super) columns: Option<u16>,
    pub(super) down: Merged,
    pub(super) across: Merged,
    /// A tracked change deleted it.
    pub(super) is_gone: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<(CellForm, Vec<Piece>)>,
    form: RowForm,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    rows: Vec<Row>,
}

impl Draft {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Row::default());
    }

    /// What the row that is being read says of itself.
    pub(super) fn form(&mut self) -> Option<&mut RowForm> {
        self.rows.last_mut().map(|row| &mut row.form)
    }

    /// Adds a cell to the row that is being read; a table without rows gets one.
    pub(super) fn cell(&mut self, form: CellForm, pieces: Vec<Piece>) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut().filter(|_| !form.is_gone) {
            row.cells.push((form, pieces));
        }
    }

    /// Takes back the last row when it was deleted: what stood in it.
    pub(super) fn end_row(&mut self) -> Vec<Piece> {
        match self.rows.pop_if(|row| row.form.is_gone) {
            Some(row) => row.cells.into_iter().flat_map(|(_, pieces)| pieces).collect(),
            None => Vec::new(),
        }
    }

    /// The table of the reader; of one cell, which is a frame, what stands in it.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.rows.retain(|row| !row.cells.is_empty());
        let head = self.rows.iter().take_while(|row| row.form.is_head).count();
        let mut table = Table { rows: Vec::with_capacity(self.rows.len()), head };
        // The cell that covers a column of the row before: its row and its place there.
        let mut open: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for row in self.rows {
            let mut cells: Vec<Cell> = Vec::new();
            let mut above = std::mem::take(&mut open);
            let mut column = u32::from(row.form.before);
            if row.form.before > 0 {
                cells.push(empty(row.form.before));
            }
            for (form, pieces) in row.cells {
                let columns = form.columns.unwrap_or(1).clamp(1, COLUMNS);
                let begun = (form.down == Merged::On).then(|| above.remove(&column)).flatten();
                let goes_on = begun.and_then(|at| cell_at(&mut table.rows, at));
                if let Some(cell) = goes_on {
                    cell.rows = cell.rows.saturating_add(1);
                    cell.pieces.extend(pieces);
                    open.extend(begun.map(|at| (column, at)));
                } else if let (Merged::On, Some(cell)) = (form.across, cells.last_mut()) {
                    cell.columns = cell.columns.saturating_add(columns).min(COLUMNS);
                    cell.pieces.extend(pieces);
                } else {
                    open.insert(column, (table.rows.len(), cells.len()));
                    cells.push(Cell { pieces, columns, rows: 1 });
                }
                column += u32::from(columns);
            }
            if row.form.after > 0 {
                cells.push(empty(row.form.after));
            }
            table.rows.push(cells);
        }
        framed(table)
    }
}

fn cell_at(rows: &mut [Vec<Cell>], (row, cell): (usize, usize)) -> Option<&mut Cell> {
    rows.get_mut(row)?.get_mut(cell).filter(|cell| cell.rows < u16::MAX)
}

fn empty(columns: u16) -> Cell {
    Cell { pieces: Vec::new(), columns: columns.min(COLUMNS), rows: 1 }
}

fn framed(mut table: Table) -> Vec<Piece> {
    match table.rows.as_mut_slice() {
        [] => Vec::new(),
        [row] if row.len() == 1 => std::mem::take(&mut row[0].pieces),
        _ => vec![Piece::Table(table)],
    }
}
