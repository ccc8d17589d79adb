//! How names are read aloud, for the index by pinyin.
//!
//! Never asks for the language of the system: the readings are those of the `pinyin` crate, and a person's word wins.
//! Start at [`Units::reading`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{UnitId, Units};
use crate::text::{mask, syllable};

impl Units {
    /// The key by which a unit stands in the alphabetical index: the reading of its short name today, syllable by syllable.
    ///
    /// **Shape**: `云州市财政局` is `yun zhou shi cai zheng ju`; digits and Latin letters stay, small. The key `pinyin` wins,
    /// without its tones. Readings are compared syllable by syllable, so all that begin with one character stay together.
    pub fn reading(&self, unit: UnitId) -> String {
        let unit = self.get(unit);
        unit.pinyin.as_deref().map_or_else(|| reading_of(unit.short_name()), plain)
    }

    /// The letter under which a unit stands: `A` to `Z`, or `#` for digits, masks and what has no reading.
    pub fn letter(&self, unit: UnitId) -> char {
        match &self.get(unit).pinyin {
            Some(pinyin) => initial(&plain(pinyin)),
            None => letter_of(self.get(unit).short_name()),
        }
    }
}

impl Units {
    /// The reading of another name of a unit, and its letter. Where it begins with the same character as the short name, a
    /// person's word on how that is read holds for it too.
    pub fn reading_of_other(&self, unit: UnitId, name: &str) -> (char, String) {
        let unit = self.get(unit);
        let first = name.chars().next();
        let told = unit.pinyin.as_deref().filter(|_| first.is_some() && first == unit.short_name().chars().next());
        let syllable = told.map(plain).and_then(|told| told.split(' ').next().map(str::to_owned));
        match (syllable, first) {
            (Some(syllable), Some(first)) => {
                let reading = format!("{syllable} {}", reading_of(&name[first.len_utf8()..]));
                (initial(&reading), reading)
            }
            _ => (letter_of(name), reading_of(name)),
        }
    }
}

/// The letter under which a name stands.
fn letter_of(name: &str) -> char {
    let is_masked = mask::masks(name).first().is_some_and(|run| run.start == 0);
    if is_masked { '#' } else { initial(&reading_of(name)) }
}

fn initial(reading: &str) -> char {
    let first = reading.chars().next().filter(char::is_ascii_alphabetic);
    first.map_or('#', |letter| letter.to_ascii_uppercase())
}

/// The syllables of Han, and between them runs of what is none. Quotation marks and brackets are not read.
fn reading_of(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for character in name.nfkc() {
        if character.is_whitespace() || "“”‘’「」『』《》〈〉（）()【】〔〕[]\"'".contains(character)
        {
            joins = false;
        } else if let Some(syllable) = syllable(character) {
            words.push(syllable);
            joins = false;
        } else if let Some(word) = words.last_mut().filter(|_| joins) {
            word.extend(character.to_lowercase());
        } else {
            words.push(character.to_lowercase().collect());
            joins = true;
        }
    }
    words.join(" ")
}

/// A reading that a person wrote, without tones.
fn plain(pinyin: &str) -> String {
    let bare = |character: char| {
        let character = if matches!(character, 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ') { 'v' } else { character };
        character.nfd().find(|part| !is_combining_mark(*part)).unwrap_or(character)
    };
    let small: String = pinyin.to_lowercase().nfc().map(bare).collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}
