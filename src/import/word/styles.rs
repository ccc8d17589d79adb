//! 样式: what the styles of a document say, each with everything that it takes from those it is based on.
//!
//! Never looks at a paragraph. Start at [`Styles::read`].

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::properties::{Aligned, Look, Numbered, Paragraph, Run};
use super::xml::{Element, Scanner, Token};
use crate::diagnostic::Phrase;
use crate::import::manuscript::Titling;

/// How many styles are looked at, and how long the id of one may be, in bytes; programs allow 4,079 and 253.
const STYLES: usize = 20_000;
const ID: usize = 1_000;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Rc<Style>>,
    /// The style of paragraphs that name none.
    plain: Rc<Style>,
    /// What holds where nothing is said.
    pub(super) look: Look,
    pub(super) aligned: Option<Aligned>,
}

/// A style.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) id: String,
    pub(super) look: Look,
    pub(super) aligned: Option<Aligned>,
    /// From 1; 0 is said of running text.
    pub(super) level: Option<u8>,
    pub(super) titling: Option<Titling>,
    pub(super) numbered: Numbered,
    /// The style that sets the list, which may be one that this is based on.
    pub(super) numbered_by: String,
    /// Of the lines of a table of contents.
    pub(super) is_contents: bool,
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Written {
    style: Style,
    based_on: Option<String>,
    is_plain: bool,
}

impl Styles {
    /// Reads the part of the styles.
    pub(super) fn read(text: &str, part: &str) -> Result<Self, Phrase> {
        let mut scanner = Scanner::new(text, part);
        let mut styles = Self::default();
        let mut written: BTreeMap<String, Written> = BTreeMap::new();
        let mut plain = None;
        loop {
            match scanner.next()? {
                Token::Open(element) if element.is("style") => {
                    let style = Written::read(&mut scanner, &element)?;
                    if style.is_plain && plain.is_none() {
                        plain = Some(style.style.id.clone());
                    }
                    if written.len() < STYLES && style.style.id.len() <= ID {
                        written.entry(style.style.id.clone()).or_insert(style);
                    }
                }
                Token::Open(element) if element.is("docDefaults") => styles.read_defaults(&mut scanner)?,
                Token::Open(element) if element.is("latentStyles") => scanner.skip()?,
                Token::Open(_) | Token::Close | Token::Text(_) => {}
                Token::End => break,
            }
        }
        styles.by_id = inherited(&written);
        styles.plain = plain.and_then(|id| styles.by_id.get(&id).cloned()).unwrap_or_default();
        Ok(styles)
    }

    fn read_defaults(&mut self, scanner: &mut Scanner<'_>) -> Result<(), Phrase> {
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            if child.is("rPr") {
                self.look = Run::read(scanner)?.look;
            } else if child.is("pPr") {
                self.aligned = Paragraph::read(scanner)?.aligned;
            }
        }
        Ok(())
    }

    /// The style of a paragraph. A name that no style has says by itself what it is, as in documents without a part of styles.
    pub(super) fn of(&self, id: Option<&str>) -> Rc<Style> {
        match id {
            None => self.plain.clone(),
            Some(id) => self.by_id.get(id).cloned().unwrap_or_else(|| {
                let mut style = Style { id: id.to_owned(), ..(*self.plain).clone() };
                style.be_named(id);
                style.into()
            }),
        }
    }

    /// How the characters of a style look.
    pub(super) fn look(&self, id: &str) -> Look {
        self.by_id.get(id).map(|style| style.look).unwrap_or_default()
    }

    /// The list that a style of lists means.
    pub(super) fn list(&self, id: &str) -> Option<i64> {
        self.by_id.get(id)?.numbered.list
    }
}

impl Written {
    fn read<'a>(scanner: &mut Scanner<'a>, element: &Element<'a>) -> Result<Self, Phrase> {
        let mut written = Self::default();
        let style = &mut written.style;
        style.id = scanner.value(element, "styleId").unwrap_or_default().into_owned();
        let is_default = scanner.value(element, "default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        written.is_plain = is_default && scanner.value(element, "type").as_deref() == Some("paragraph");
        let mut name = None;
        let level = scanner.level();
        while let Some(child) = scanner.next_inside(level)? {
            match child.name() {
                "name" => name = scanner.val(&child).map(|name| name.into_owned()),
                "basedOn" => written.based_on = scanner.val(&child).map(|id| id.into_owned()),
                "pPr" => {
                    let said = Paragraph::read(scanner)?;
                    style.aligned = said.aligned;
                    style.level = said.level;
                    style.numbered = said.numbered;
                    if style.numbered != Numbered::default() {
                        style.numbered_by = style.id.clone();
                    }
                }
                "rPr" => style.look = Run::read(scanner)?.look,
                // The looks of the parts of a table are not those of its text.
                "tblStylePr" | "tblPr" | "trPr" | "tcPr" => scanner.skip()?,
                _ => {}
            }
        }
        let id = style.id.clone();
        style.be_named(name.as_deref().unwrap_or(&id));
        Ok(written)
    }
}

impl Style {
    /// Takes from a name what it says. Programs keep the names of the styles that they bring in English or Chinese.
    fn be_named(&mut self, name: &str) {
        let name = name.trim().to_lowercase();
        let after = |words: &[&str]| {
            let rest = words.iter().find_map(|word| name.strip_prefix(word))?;
            rest.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level))
        };
        match &*name {
            "title" | "标题" => self.titling = Some(Titling::Title),
            "subtitle" | "副标题" => self.titling = Some(Titling::Subtitle),
            "table of figures" | "图表目录" => self.is_contents = true,
            _ => {
                self.level = self.level.or(after(&["heading", "标题"]));
                self.is_contents = after(&["toc", "目录"]).is_some();
            }
        }
    }

    /// What this style takes from the one that it is based on.
    fn based_on(mut self, base: &Self) -> Self {
        self.look = self.look.or(base.look);
        self.aligned = self.aligned.or(base.aligned);
        // A heading that is based on the title is a heading.
        if self.level.is_none_or(|level| level == 0) {
            self.titling = self.titling.or(base.titling);
        }
        self.level = self.level.or(base.level);
        self.is_contents |= base.is_contents;
        if self.numbered.list.is_none() {
            self.numbered.list = base.numbered.list;
            self.numbered.level = self.numbered.level.or(base.numbered.level);
            if self.numbered_by.is_empty() {
                self.numbered_by = base.numbered_by.clone();
            }
        }
        self
    }
}

/// Every style with what it takes from others. A circle ends where it closes.
fn inherited(written: &BTreeMap<String, Written>) -> BTreeMap<String, Rc<Style>> {
    let mut done: BTreeMap<String, Rc<Style>> = BTreeMap::new();
    for id in written.keys() {
        let mut chain: Vec<&String> = Vec::new();
        let mut met: BTreeSet<&String> = BTreeSet::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| !done.contains_key(*id)) {
            let Some(style) = written.get(id).filter(|_| met.insert(id)) else { break };
            chain.push(id);
            next = style.based_on.as_ref();
        }
        for id in chain.into_iter().rev() {
            let Written { style, based_on, .. } = &written[id];
            let base = based_on.as_ref().and_then(|id| done.get(id));
            let style = base.map_or_else(|| style.clone(), |base| style.clone().based_on(base));
            done.insert(id.clone(), style.into());
        }
    }
    done
}
