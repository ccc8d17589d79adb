//! 包: the zip that an office document is, its parts, what they are and how they point at each other.
//!
//! Never opens a part by a name from outside, and never believes a size that it did not count.
//! Start at [`Package::open`]; [`Package::main`] is the part that everything else hangs on.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use encoding_rs::{Encoding, UTF_8};
use percent_encoding::percent_decode_str;
use zip::ZipArchive;

use super::xml::{Scanner, Space, Token};
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::{Damage, Foreign, Limit};

/// How many files a package may hold.
const ENTRIES: usize = 10_000;

/// How much may be unpacked in all.
const UNPACKED: u64 = 200_000_000;

/// How much the main part may be, and any other part of XML: each is held in memory as a whole, and a report that long is refused
/// anyway.
const MAIN: u64 = 48 << 20;
const PART: u64 = 16 << 20;

/// How much XML there may be in all: elements cost time where pictures cost none.
const XML: u64 = 64 << 20;

/// How many relationships of a part, or kinds of parts, are looked at.
const ROWS: usize = 50_000;

/// Up to here no ratio counts; beyond, a part may be as often as long as it is packed.
const FREE: u64 = 1 << 20;
const RATIO: u64 = 100;

/// A package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The places of the files by their names in small letters, since parts are named without regard to case.
    files: BTreeMap<String, usize>,
    types: Types,
    /// How much may still be unpacked, and how much of it XML.
    left: u64,
    xml_left: u64,
}

/// What parts are, by name and by ending.
#[derive(Default)]
struct Types {
    parts: BTreeMap<String, String>,
    endings: BTreeMap<String, String>,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A part of the package.
    Part(String),
    /// An address outside.
    Outside(String),
}

/// A relationship.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last word of its kind: `styles`, `image`, `hyperlink` …; Strict documents have the same words.
    pub(super) kind: String,
    pub(super) target: Target,
}

/// The relationships of a part by their ids.
pub(super) type Relations = BTreeMap<String, Relation>;

/// The part of this kind that relationships lead to.
pub(super) fn part_of<'r>(relations: &'r Relations, kind: &str) -> Option<&'r str> {
    relations.values().find_map(|relation| match &relation.target {
        Target::Part(part) if relation.kind == kind => Some(part.as_str()),
        _ => None,
    })
}

impl<'a> Package<'a> {
    /// A package that can be read.
    ///
    /// **Refuses** what does not unpack, files that lie in each other, files with a password, and more than 10,000 of them.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Phrase> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if zip.len() > ENTRIES {
            return Err(Phrase::Limit { what: Limit::Entries });
        }
        if zip.has_overlapping_files().map_err(|_| damaged())? {
            return Err(damaged());
        }
        let mut files = BTreeMap::new();
        for place in 0..zip.len() {
            let entry = zip.by_index_data(place).map_err(|_| damaged())?;
            if entry.encrypted() {
                return Err(Phrase::ImportForeign(Foreign::Encrypted));
            }
            files.entry(key(&String::from_utf8_lossy(entry.name_raw()))).or_insert(place);
        }
        let mut package = Self { zip, files, types: Types::default(), left: UNPACKED, xml_left: XML };
        package.types = package.read_types()?;
        Ok(package)
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(&key(name))
    }

    /// The part that the package is about, and what it is.
    pub(super) fn main(&mut self) -> Result<Option<(String, Main)>, Phrase> {
        let relations = self.relations("")?;
        if let Some(part) = part_of(&relations, "officeDocument").map(str::to_owned) {
            if !self.has(&part) {
                let part = part.trim_start_matches('/').to_owned();
                return Err(Phrase::ImportDamaged(Damage::Missing { part }));
            }
            let main = match self.types.of(&part).and_then(Main::of) {
                Some(main) => main,
                None if self.is_word(&part)? => Main::Word,
                None => return Ok(None),
            };
            return Ok(Some((part, main)));
        }
        let typed = self.types.parts.iter().find_map(|(part, kind)| Some((part.clone(), Main::of(kind)?)));
        Ok(typed.filter(|(part, _)| self.has(part)))
    }

    /// Whether the outermost element of a part is that of a Word document.
    fn is_word(&mut self, part: &str) -> Result<bool, Phrase> {
        let text = self.main_xml(part)?.unwrap_or_default();
        let first = Scanner::new(&text, part).next();
        Ok(matches!(first, Ok(Token::Open(element)) if element.is("document")))
    }

    /// What a file holds; `None` when there is none.
    ///
    /// **Refuses** what is more than the limits allow, and what does not unpack.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Phrase> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let most = UNPACKED;
        self.unpack(place, most).map(Some)
    }

    /// The first bytes of a file.
    pub(super) fn beginning(&mut self, name: &str) -> Result<Option<[u8; 16]>, Phrase> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let mut file = self.zip.by_index(place).map_err(|_| damaged())?;
        let mut beginning = [0; 16];
        let mut filled = 0;
        while filled < beginning.len() {
            match file.read(&mut beginning[filled..]).map_err(|_| damaged())? {
                0 => break,
                more => filled += more,
            }
        }
        Ok(Some(beginning))
    }

    /// The text of a part of XML; `None` when there is none.
    pub(super) fn xml(&mut self, part: &str) -> Result<Option<String>, Phrase> {
        self.text(part, PART)
    }

    /// The text of the main part, which may be longer than others.
    pub(super) fn main_xml(&mut self, part: &str) -> Result<Option<String>, Phrase> {
        self.text(part, MAIN)
    }

    fn text(&mut self, part: &str, most: u64) -> Result<Option<String>, Phrase> {
        let Some(place) = self.place(part) else { return Ok(None) };
        let bytes = self.unpack(place, most.min(self.xml_left))?;
        self.xml_left -= bytes.len() as u64;
        decoded(bytes).map(Some).map_err(|offset| {
            let part = part.trim_start_matches('/').to_owned();
            Phrase::ImportDamaged(Damage::Xml { part, offset })
        })
    }

    /// How a part points at others; the package itself is the part without a name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Phrase> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let own = format!("{folder}/_rels/{file}.rels");
        let Some(text) = self.xml(&own)? else { return Ok(Relations::new()) };
        let mut scanner = Scanner::new(&text, own.trim_start_matches('/'));
        let mut relations = Relations::new();
        loop {
            let element = match scanner.next()? {
                Token::Open(element) => element,
                Token::End => return Ok(relations),
                Token::Close | Token::Text(_) => continue,
            };
            let value = |name| scanner.attribute(&element, Space::None, name);
            let (Some(id), Some(kind), Some(target)) = (value("Id"), value("Type"), value("Target")) else { continue };
            let is_outside = value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = match is_outside {
                true => Some(Target::Outside(target.into_owned())),
                false => resolve(folder, &target).map(Target::Part),
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            if let Some(target) = target.filter(|_| relations.len() < ROWS) {
                relations.entry(id.into_owned()).or_insert(Relation { kind, target });
            }
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let written = self.files.get(&key(name));
        let place = written.or_else(|| self.files.get(&key(&percent_decode_str(name).decode_utf8().ok()?)));
        place.copied()
    }

    fn unpack(&mut self, place: usize, most: u64) -> Result<Vec<u8>, Phrase> {
        let mut file = self.zip.by_index(place).map_err(|_| damaged())?;
        let allowed = (FREE + file.compressed_size().saturating_mul(RATIO)).min(most).min(self.left);
        // The size that the package states is a hint, never more.
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(allowed)).unwrap_or(0));
        (&mut file).take(allowed + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 > allowed {
            return Err(Phrase::Limit { what: Limit::Unpacked });
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    fn read_types(&mut self) -> Result<Types, Phrase> {
        const PART: &str = "[Content_Types].xml";
        let mut types = Types::default();
        let Some(text) = self.xml(PART)? else { return Ok(types) };
        let mut scanner = Scanner::new(&text, PART);
        loop {
            let element = match scanner.next()? {
                Token::Open(element) => element,
                Token::End => return Ok(types),
                Token::Close | Token::Text(_) => continue,
            };
            let value = |name| scanner.attribute(&element, Space::None, name);
            let Some(kind) = value("ContentType").filter(|_| types.parts.len() + types.endings.len() < ROWS) else {
                continue;
            };
            if let Some(part) = value("PartName") {
                types.parts.entry(key(&part)).or_insert(kind.into_owned());
            } else if let Some(ending) = value("Extension") {
                types.endings.entry(ending.to_lowercase()).or_insert(kind.into_owned());
            }
        }
    }
}

impl Types {
    fn of(&self, part: &str) -> Option<&str> {
        let ending = || part.rsplit_once('.').and_then(|(_, ending)| self.endings.get(&ending.to_lowercase()));
        self.parts.get(&key(part)).or_else(ending).map(String::as_str)
    }
}

/// What the main part of a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Main {
    /// A document of Word, or a template, with macros or without.
    Word,
    /// A spreadsheet.
    Sheet,
    /// A presentation.
    Slides,
}

impl Main {
    fn of(kind: &str) -> Option<Self> {
        let kind = kind.to_ascii_lowercase();
        let says = |words: [&str; 2]| words.iter().any(|word| kind.contains(word));
        match () {
            () if !kind.contains("main+xml") => None,
            () if says(["wordprocessingml", "ms-word"]) => Some(Self::Word),
            () if says(["spreadsheetml", "ms-excel"]) => Some(Self::Sheet),
            () if says(["presentationml", "ms-powerpoint"]) => Some(Self::Slides),
            () => None,
        }
    }
}

fn damaged() -> Phrase {
    Phrase::ImportDamaged(Damage::Package)
}

/// A name as names are compared: without the first `/`, in small letters, with `/` where some programs write `\`.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The part that a target means from a folder, inside the package; `None` for what climbs out of it.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    (!steps.is_empty()).then(|| format!("/{}", steps.join("/")))
}

/// XML in the encoding that it has: that of its mark, that which it declares, UTF-8. The error is the byte that does not fit.
fn decoded(bytes: Vec<u8>) -> Result<String, u64> {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
        let named = head.strip_prefix("<?xml")?.split_once("?>")?.0.split_once("encoding")?.1;
        Encoding::for_label(named.trim_start_matches([' ', '=', '"', '\'']).split(['"', '\'']).next()?.as_bytes())
    };
    let (encoding, mark) = Encoding::for_bom(&bytes)
        .unwrap_or_else(|| (declared().filter(|e| e.is_ascii_compatible()).unwrap_or(UTF_8), 0));
    if encoding == UTF_8 {
        let mut text = String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to() as u64)?;
        text.drain(..mark);
        return Ok(text);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    text.map(|text| text.into_owned()).ok_or(0)
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_stay_in_the_package() {
        let cases = [
            ("/word", "media/a.png", Some("/word/media/a.png")),
            ("/word", "../customXml/item1.xml", Some("/customXml/item1.xml")),
            ("/word", "/word/styles.xml", Some("/word/styles.xml")),
            ("", "word/document.xml", Some("/word/document.xml")),
            ("/word", "..\\media\\a.png", Some("/media/a.png")),
            ("/word", "../../etc/passwd", None),
            ("/word", "", Some("/word")),
            ("", "..", None),
        ];
        for (folder, target, part) in cases {
            assert_eq!(resolve(folder, target).as_deref(), part, "{folder} {target}");
        }
    }
}
