//! What a new site begins with: settings, units, topics and pages for an office, a school, a hospital, a company.
//!
//! Never a real body: every place is invented, and the comments say what to put in its stead.
//! Start at [`Preset::named`]; the files lie beside this one, a folder for each preset.

use crate::diagnostic::Language;

/// A file of a new site: its path, and its text.
pub(super) type File = (&'static str, &'static str);

/// What a new site begins with.
pub(in crate::cli) struct Preset {
    /// The word by which it is asked for.
    pub(super) name: &'static str,
    zh: &'static [File],
    en: &'static [File],
}

/// The files of a preset in one language; `about` is the same page for all that have one.
macro_rules! files {
    ($folder:literal) => {
        &[
            ("huibian.yaml", include_str!(concat!($folder, "/huibian.yaml"))),
            ("content/units.yaml", include_str!(concat!($folder, "/units.yaml"))),
            ("content/index.md", include_str!(concat!($folder, "/index.md"))),
        ]
    };
    ($folder:literal, $about:literal) => {
        &[
            ("huibian.yaml", include_str!(concat!($folder, "/huibian.yaml"))),
            ("content/units.yaml", include_str!(concat!($folder, "/units.yaml"))),
            ("content/topics.yaml", include_str!(concat!($folder, "/topics.yaml"))),
            ("content/index.md", include_str!(concat!($folder, "/index.md"))),
            ("content/about.md", include_str!($about)),
        ]
    };
}

const PRESETS: [Preset; 5] = [
    Preset { name: "minimal", zh: files!("minimal/zh-CN"), en: files!("minimal/en") },
    Preset { name: "office", zh: files!("office/zh-CN", "about.zh-CN.md"), en: files!("office/en", "about.en.md") },
    Preset { name: "school", zh: files!("school/zh-CN", "about.zh-CN.md"), en: files!("school/en", "about.en.md") },
    Preset {
        name: "hospital",
        zh: files!("hospital/zh-CN", "about.zh-CN.md"),
        en: files!("hospital/en", "about.en.md"),
    },
    Preset { name: "company", zh: files!("company/zh-CN", "about.zh-CN.md"), en: files!("company/en", "about.en.md") },
];

impl Preset {
    /// The words for all presets.
    pub(in crate::cli) fn names() -> [&'static str; 5] {
        PRESETS.map(|preset| preset.name)
    }

    /// The preset of a word; the smallest for any other.
    pub(super) fn named(name: &str) -> Self {
        let [smallest, ..] = PRESETS;
        PRESETS.into_iter().find(|preset| preset.name == name).unwrap_or(smallest)
    }

    /// Its files in a language, the settings first.
    pub(super) fn files(&self, language: Language) -> &'static [File] {
        match language {
            Language::ZhCn => self.zh,
            Language::En => self.en,
        }
    }
}
