//! What a document says of the look of words and paragraphs, as it is written there.
//!
//! Never looks a style up and never decides what follows. Start at [`Paragraph`]; [`Run`] is the same for words.

use super::symbol::Font;
use super::xml::{Element, Scanner, Space};
use crate::diagnostic::Phrase;

/// Above or below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    Above,
    Below,
    /// Said to be neither.
    Not,
}

/// Where lines are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aligned {
    Centre,
    Right,
    Other,
}

/// How characters look; what is not said stays open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) half_points: Option<u16>,
    pub(super) raised: Option<Raised>,
    pub(super) font: Option<Font>,
}

impl Look {
    /// What is said here, and where nothing is, what is said there.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
            half_points: self.half_points.or(other.half_points),
            raised: self.raised.or(other.raised),
            font: self.font.or(other.font),
        }
    }
}

/// What is said of words, or of the mark at the end of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) style: Option<String>,
    pub(super) look: Look,
    /// A tracked change deleted it or moved it elsewhere; only marks of paragraphs say so here.
    pub(super) is_gone: bool,
}

impl Run {
    /// Reads `rPr` to its end.
    pub(super) fn read(scanner: &mut Scanner<'_>) -> Result<Self, Phrase> {
        let mut run = Self::default();
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            if child.space != Space::Word {
                continue;
            }
            let look = &mut run.look;
            match child.name() {
                "rStyle" => run.style = scanner.val(&child).map(|id| id.into_owned()),
                "b" => look.bold = Some(scanner.is_on(&child)),
                "vanish" => look.hidden = Some(scanner.is_on(&child)),
                "sz" => look.half_points = half_points(scanner, &child).or(look.half_points),
                "vertAlign" => {
                    look.raised = Some(match scanner.val(&child).as_deref() {
                        Some("superscript") => Raised::Above,
                        Some("subscript") => Raised::Below,
                        _ => Raised::Not,
                    });
                }
                "rFonts" => {
                    let named = ["ascii", "hAnsi"].map(|name| scanner.value(&child, name));
                    let named = named.into_iter().flatten().next();
                    look.font = named.map(|name| Font::named(&name)).or(look.font);
                }
                "del" | "moveFrom" => run.is_gone = true,
                "rPrChange" => scanner.skip()?,
                _ => {}
            }
        }
        Ok(run)
    }
}

/// A size as the number of half points, or in a unit.
fn half_points(scanner: &Scanner<'_>, element: &Element<'_>) -> Option<u16> {
    let value = scanner.val(element)?;
    let (number, times) = match value.trim().strip_suffix("pt") {
        Some(points) => (points, 2.0),
        None => (value.trim(), 1.0),
    };
    let size = number.parse::<f64>().ok()? * times;
    (1.0..=3276.0).contains(&size).then_some(size.round() as u16)
}

/// A number or a sign that the program sets in front by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The list; 0 says that there is none.
    pub(super) list: Option<i64>,
    /// Its level, from 0.
    pub(super) level: Option<u8>,
}

/// What is said of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    /// 大纲级别, from 1; 0 is said of running text.
    pub(super) level: Option<u8>,
    pub(super) aligned: Option<Aligned>,
    pub(super) numbered: Numbered,
    pub(super) mark: Run,
    /// The headers and footers of the section that ends here, by the ids of their relationships.
    pub(super) margins: Vec<String>,
}

impl Paragraph {
    /// Reads `pPr` to its end.
    pub(super) fn read(scanner: &mut Scanner<'_>) -> Result<Self, Phrase> {
        let mut paragraph = Self::default();
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            if child.space != Space::Word {
                continue;
            }
            match child.name() {
                "pStyle" => paragraph.style = scanner.val(&child).map(|id| id.into_owned()),
                "outlineLvl" => paragraph.level = scanner.number::<u8>(&child).map(|level| (level + 1) % 10),
                "jc" => {
                    paragraph.aligned = Some(match scanner.val(&child).as_deref() {
                        Some("center") => Aligned::Centre,
                        Some("right" | "end") => Aligned::Right,
                        _ => Aligned::Other,
                    });
                }
                "numId" => paragraph.numbered.list = scanner.number(&child),
                "ilvl" => paragraph.numbered.level = scanner.number(&child),
                "rPr" => paragraph.mark = Run::read(scanner)?,
                "sectPr" => paragraph.margins = margins(scanner)?,
                "pPrChange" | "framePr" | "tabs" | "pBdr" => scanner.skip()?,
                _ => {}
            }
        }
        Ok(paragraph)
    }
}

/// The headers and footers that `sectPr` names, to its end.
pub(super) fn margins(scanner: &mut Scanner<'_>) -> Result<Vec<String>, Phrase> {
    let mut margins = Vec::new();
    let level = scanner.level();
    while let Some(child) = scanner.next_inside(level)? {
        if child.is("headerReference") || child.is("footerReference") {
            margins.extend(scanner.attribute(&child, Space::Relation, "id").map(|id| id.into_owned()));
        } else if child.is("sectPrChange") {
            scanner.skip()?;
        }
    }
    Ok(margins)
}
