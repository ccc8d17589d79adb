//! How a phrase is named, and how it is said in one language.
//!
//! Never words a phrase: that is `wording` and `help`.
//! Start at [`Phrase::code`].

use strum::VariantNames as _;

use super::Phrase;
use crate::diagnostic::Language;

impl Phrase {
    /// The code: the name of the variant as words, joined by `-`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Every code, in the order of this book.
    pub fn codes() -> &'static [&'static str] {
        Self::VARIANTS
    }

    /// Codes whose severity no site can lower: what they let through would be wrong for everybody.
    pub const FIRM: [&str; 3] = ["address-taken", "limit", "audience-unknown"];

    /// What is wrong, in one sentence.
    pub fn says(&self, language: Language) -> String {
        let (zh, en) = self.wording();
        pick(language, zh, en)
    }

    /// What to do about it.
    pub fn helps(&self, language: Language) -> String {
        let (zh, en) = self.help();
        pick(language, zh, en)
    }
}

pub(super) fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn pick(language: Language, zh: String, en: String) -> String {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}
