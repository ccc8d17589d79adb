//! The constructions of which a formula is made.
//!
//! Never knows where they stand. Start at [`Shape`].

/// A construction whose parts have signs between them.
pub(super) enum Shape {
    /// Brackets: what opens, parts and closes them, and how many parts there were.
    Brackets { open: String, between: String, close: String, parts: usize },
    /// A sign before its parts: ∑, √.
    Before { sign: String, is_written: bool },
    /// A sign behind its part: an accent.
    Behind(String),
    /// A fraction.
    Fraction,
    /// Rows of a matrix or of equations.
    Rows,
}
