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
        unit.pinyin.as_deref().map_or_else(|| read_aloud(unit.short_name()), plain)
    }

    /// The letter under which a unit stands: `A` to `Z`, or `#` for digits, masks and what has no reading.
    pub fn letter(&self, unit: UnitId) -> char {
        let is_masked = mask::masks(self.get(unit).short_name()).first().is_some_and(|run| run.start == 0);
        let first = self.reading(unit).chars().next().filter(|_| !is_masked || self.get(unit).pinyin.is_some());
        first.filter(char::is_ascii_alphabetic).map_or('#', |letter| letter.to_ascii_uppercase())
    }
}

/// The syllables of Han, and between them runs of what is none. Quotation marks and brackets are not read.
fn read_aloud(name: &str) -> String {
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
