//! XML of a package as a stream of elements, whatever prefixes it writes.
//!
//! Never builds a tree and never calls itself: what a file costs does not depend on how deep it nests.
//! Start at [`Scanner::next`].

use std::borrow::Cow;
use std::cell::RefCell;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, Prefix, ResolveResult};
use quick_xml::reader::NsReader;

use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::{Damage, Limit};

/// How deep elements may lie in each other.
const DEPTH: usize = 256;

/// How many attributes of an element are looked at.
const ATTRIBUTES: usize = 100;

/// The vocabularies that are told apart; each has an address in Transitional documents and often another in Strict ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML.
    Word,
    /// Relationships from inside a part.
    Relation,
    /// DrawingML.
    Drawing,
    /// DrawingML in a text.
    Placed,
    /// DrawingML pictures.
    Picture,
    /// DrawingML charts.
    Chart,
    /// DrawingML diagrams.
    Diagram,
    /// VML.
    Vml,
    /// What programs of an office add to VML.
    Office,
    /// Formulas.
    Formula,
    /// Alternatives for older programs.
    Compatibility,
    /// WordprocessingML of 2010.
    Word2010,
    /// What content types and relationships of a package are written in.
    Package,
    /// Dublin Core.
    DublinCore,
    /// Attributes without a prefix.
    None,
    /// Everything else.
    Other,
}

impl Space {
    /// The vocabulary of an address.
    pub(super) fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::Relation,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
                Self::Drawing
            }
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::Placed,
            "http://schemas.openxmlformats.org/drawingml/2006/picture"
            | "http://purl.oclc.org/ooxml/drawingml/picture" => Self::Picture,
            "http://schemas.openxmlformats.org/drawingml/2006/chart" | "http://purl.oclc.org/ooxml/drawingml/chart" => {
                Self::Chart
            }
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Self::Diagram,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:schemas-microsoft-com:office:office" => Self::Office,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Formula,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Self::Word2010,
            "http://schemas.openxmlformats.org/package/2006/content-types"
            | "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Package,
            "http://purl.org/dc/elements/1.1/" => Self::DublinCore,
            _ => Self::Other,
        }
    }
}

/// An element that opens.
pub(super) struct Element<'a> {
    pub(super) space: Space,
    pub(super) start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether it is this element of WordprocessingML.
    pub(super) fn is(&self, name: &str) -> bool {
        self.space == Space::Word && self.name() == name
    }
}

/// What comes next.
pub(super) enum Token<'a> {
    /// An element opens; each that opens also closes, in the right order.
    Open(Element<'a>),
    /// The last element that is open closes.
    Close,
    /// Characters of the element that is open.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// A part that is read from its beginning to its end.
pub(super) struct Scanner<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a str,
    depth: usize,
    has_begun: bool,
    /// The levels of open elements that say what prefixes mean; documents do so in the first and in drawings.
    declared: Vec<usize>,
    /// What prefixes mean here, as far as it was looked up: to look it up costs as much as all the rest.
    known: RefCell<Vec<(String, Space)>>,
}

impl<'a> Scanner<'a> {
    /// At the beginning of the text of a part; its name is for complaints.
    pub(super) fn new(text: &'a str, part: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            part: part.trim_start_matches('/'),
            depth: 0,
            has_begun: false,
            declared: Vec::new(),
            known: RefCell::default(),
        }
    }

    /// The next element or text. Comments and instructions are passed over.
    ///
    /// **Refuses** what is not well-formed, a document type declaration, and more than [`DEPTH`] levels.
    pub(super) fn next(&mut self) -> Result<Token<'a>, Phrase> {
        loop {
            let Ok(event) = self.reader.read_event() else { return Err(self.broken()) };
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    self.has_begun = true;
                    if self.depth > DEPTH {
                        return Err(Phrase::Limit { what: Limit::Depth });
                    }
                    if start.attributes_raw().contains("xmlns") {
                        self.declared.push(self.depth);
                        self.known.get_mut().clear();
                    }
                    let space = self.space_of(start.name().prefix(), Name::Element);
                    Token::Open(Element { space, start })
                }
                Event::End(_) => {
                    if self.declared.pop_if(|level| *level >= self.depth).is_some() {
                        self.known.get_mut().clear();
                    }
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.into_inner()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => Token::Text(self.referred(&reference)?.into()),
                Event::DocType(_) => {
                    return Err(Phrase::ImportDamaged(Damage::Doctype { part: self.part.to_owned() }));
                }
                Event::Eof if self.depth > 0 || !self.has_begun => return Err(self.broken()),
                Event::Eof => Token::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// How many elements are open; that of the element that opened last, until it closes.
    pub(super) fn level(&self) -> usize {
        self.depth
    }

    /// The next element that opens inside the element that opened at this level, at whatever depth; `None` when that one closes.
    pub(super) fn next_inside(&mut self, level: usize) -> Result<Option<Element<'a>>, Phrase> {
        loop {
            match self.next()? {
                Token::Open(element) => return Ok(Some(element)),
                Token::Close if self.depth < level => return Ok(None),
                Token::End => return Ok(None),
                Token::Close | Token::Text(_) => {}
            }
        }
    }

    /// Passes over everything up to the end of the element that opened last.
    pub(super) fn skip(&mut self) -> Result<(), Phrase> {
        let level = self.depth;
        while self.next_inside(level)?.is_some() {}
        Ok(())
    }

    /// All characters up to the end of the element that opened last.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Phrase> {
        let level = self.depth;
        let mut text = Cow::Borrowed("");
        loop {
            match self.next()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Close if self.depth < level => return Ok(text),
                Token::End => return Ok(text),
                Token::Open(_) | Token::Close => {}
            }
        }
    }

    /// The words of a text up to the end of the element that opened last, deleted ones too: paragraphs are parted by a blank.
    pub(super) fn words(&mut self) -> Result<String, Phrase> {
        let level = self.depth;
        let mut words = String::new();
        while let Some(element) = self.next_inside(level)? {
            match element.name() {
                "t" | "delText" => words.push_str(&self.text()?),
                "p" | "tab" | "br" if !words.is_empty() && !words.ends_with(' ') => words.push(' '),
                _ => {}
            }
        }
        Ok(words)
    }

    /// The words of a whole part that is no text: a chart, a diagram.
    pub(super) fn all_words(mut self) -> Result<String, Phrase> {
        let mut words: Vec<Cow<'a, str>> = Vec::new();
        while let Some(element) = self.next_inside(0)? {
            if matches!(element.space, Space::Drawing | Space::Chart) && matches!(element.name(), "t" | "v") {
                words.push(self.text()?);
            }
        }
        words.dedup();
        Ok(words.join(" "))
    }

    /// The value of an attribute of WordprocessingML. Some programs leave the prefix out.
    pub(super) fn value<'e>(&self, element: &'e Element<'a>, name: &str) -> Option<Cow<'e, str>> {
        self.attribute(element, Space::Word, name).or_else(|| self.attribute(element, Space::None, name))
    }

    /// The attribute `val`.
    pub(super) fn val<'e>(&self, element: &'e Element<'a>) -> Option<Cow<'e, str>> {
        self.value(element, "val")
    }

    /// The attribute `val` as a number; what is none counts as not given.
    pub(super) fn number<N: std::str::FromStr>(&self, element: &Element<'a>) -> Option<N> {
        self.val(element)?.trim().parse().ok()
    }

    /// What an element that turns something on or off says.
    pub(super) fn is_on(&self, element: &Element<'a>) -> bool {
        self.val(element).is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
    }

    /// The value of an attribute.
    pub(super) fn attribute<'e>(&self, element: &'e Element<'a>, space: Space, name: &str) -> Option<Cow<'e, str>> {
        for attribute in element.start.attributes().with_checks(false).take(ATTRIBUTES).flatten() {
            if attribute.key.local_name().into_inner() != name {
                continue;
            }
            if self.space_of(attribute.key.prefix(), Name::Attribute) == space {
                let value = match attribute.value {
                    Cow::Borrowed(value) if !value.contains(['&', '\n', '\r', '\t']) => return Some(value.into()),
                    _ => attribute.normalized_value(XmlVersion::Implicit1_0).ok()?,
                };
                return Some(value.into_owned().into());
            }
        }
        None
    }

    /// What is written with a prefix at this place. Without one an element is of the vocabulary that holds where nothing is said,
    /// an attribute of none.
    fn space_of(&self, prefix: Option<Prefix<'_>>, name: Name) -> Space {
        /// Documents use fewer; what is beyond is looked up each time.
        const KEPT: usize = 20;
        let written = match (&prefix, name) {
            (None, Name::Attribute) => return Space::None,
            (None, Name::Element) => "",
            (Some(prefix), _) => prefix.into_inner(),
        };
        let mut known = self.known.borrow_mut();
        if let Some((_, space)) = known.iter().find(|(known, _)| known == written) {
            return *space;
        }
        let space = match self.reader.resolver().resolve_prefix(prefix, true) {
            ResolveResult::Bound(Namespace(address)) => Space::of(address),
            ResolveResult::Unbound => Space::None,
            ResolveResult::Unknown(_) => Space::Other,
        };
        if known.len() < KEPT {
            known.push((written.to_owned(), space));
        }
        space
    }

    /// Whether an element says that the blanks in it count; `None` when it says nothing.
    pub(super) fn keeps_blanks(&self, element: &Element<'a>) -> Option<bool> {
        let mut all = element.start.attributes();
        let mut looked_at = all.with_checks(false).take(ATTRIBUTES).flatten();
        looked_at.find(|attribute| attribute.key.0 == "xml:space").map(|space| &*space.value == "preserve")
    }

    /// What a prefix means at this place; that of `Requires` is written as text.
    pub(super) fn address(&self, prefix: &str) -> Option<String> {
        let name = format!("{prefix}:x");
        match self.reader.resolver().resolve_element(quick_xml::name::QName(&name)).0 {
            ResolveResult::Bound(Namespace(address)) => Some(address.to_owned()),
            _ => None,
        }
    }

    /// The character of a reference: one that no XML may hold is left out, a name that nobody declared is a fault.
    fn referred(&self, reference: &BytesRef<'_>) -> Result<String, Phrase> {
        if reference.is_char_ref() {
            return Ok(reference.resolve_char_ref().ok().flatten().map(String::from).unwrap_or_default());
        }
        quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned).ok_or_else(|| self.broken())
    }

    fn broken(&self) -> Phrase {
        let offset = match self.reader.error_position() {
            0 => self.reader.buffer_position(),
            place => place,
        };
        Phrase::ImportDamaged(Damage::Xml { part: self.part.to_owned(), offset })
    }
}

/// What kind of name a prefix stands before.
#[derive(Clone, Copy)]
enum Name {
    Element,
    Attribute,
}
