//! The settings of a site, `huibian.yaml`, and of a theme, `theme.yaml`; and the reader of YAML that all files of a person share.
//!
//! Never opens a file: it is given the text.
//! Start at [`read`]; the keys and their defaults are the fields of [`Settings`].

pub mod audience;
pub mod theme;
pub mod yaml;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnosed, Language, Phrase, Place, Severity, Source, nearest};
use crate::text::date::Day;
use audience::{Audience, is_doubtful};
use yaml::{Fields, Placed, Value};

/// The format of sites that this program knows.
pub const FORMAT: i64 = 1;

/// `huibian.yaml`, with defaults for what it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Name of the site.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Language of the words of the theme.
    pub language: Language,
    /// The absolute address under which the site will be found, ending in `/`.
    pub base_url: Option<String>,
    /// Name of the theme.
    pub theme: String,
    /// Where the settings name the theme; absent when they do not.
    pub theme_place: Option<Place>,
    /// Folder of the output, from the root of the site.
    pub output_dir: String,
    /// Audiences, wide to narrow.
    pub audiences: Vec<String>,
    /// The audience of a report that names none.
    pub default_audience: Audience,
    /// The day that stands for today.
    pub as_of: Option<Day>,
    /// Reports on one page of a list.
    pub paginate_by: usize,
    /// Entries of the feed.
    pub feed_limit: usize,
    /// How asterisks in Markdown are read.
    pub masks: Masks,
    /// Whether code is highlighted.
    pub highlight: bool,
    /// The folder from the root of the site that `serve` takes files from.
    pub inbox: Option<String>,
    /// Whether an import keeps originals beside their reports.
    pub keep_originals: bool,
    /// Severities that the site changed, by code; `None` turns a diagnostic off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// What the site hands to its theme, as JSON.
    pub extra: Option<String>,
}

/// How asterisks and underlines in Markdown are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Masks {
    /// By what they enclose: masks stay literal, emphasis of Latin text and `**重点**` works.
    #[default]
    Auto,
    /// All of them are text.
    Literal,
}

/// The words for [`Masks`].
pub const MASKS: [(&str, Masks); 2] = [("auto", Masks::Auto), ("literal", Masks::Literal)];

const LANGUAGES: [(&str, Language); 2] = [("zh-CN", Language::ZhCn), ("en", Language::En)];
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            language: Language::ZhCn,
            base_url: None,
            theme: "default".to_owned(),
            theme_place: None,
            output_dir: "public".to_owned(),
            audiences: vec!["public".to_owned(), "internal".to_owned()],
            default_audience: Audience::WIDEST,
            as_of: None,
            paginate_by: 50,
            feed_limit: 50,
            masks: Masks::Auto,
            highlight: true,
            inbox: None,
            keep_originals: false,
            rules: BTreeMap::new(),
            extra: None,
        }
    }
}

/// Reads `huibian.yaml`.
///
/// **Diagnoses** what [`yaml::read`] and [`Fields`] do, `format-new`, `audience-unknown`, `value-unknown`, `url-bad`,
/// `rule-unknown`, `rule-firm`.
pub fn read(source: &Source) -> Diagnosed<Settings> {
    let node = yaml::read(source, 0..source.text.len());
    let mut diagnostics = node.diagnostics;
    let empty = Placed { value: Value::Null, bytes: 0..0 };
    let broken = node.value.is_none() && !diagnostics.is_empty();
    let mut fields = Fields::new(source, node.value.unwrap_or(empty), "huibian.yaml");
    let mut settings = if broken { Settings::default() } else { take(&mut fields) };
    diagnostics.extend(fields.finish());
    if diagnostics.iter().any(is_doubtful) {
        settings.default_audience = Audience::CLERK;
    }
    Diagnosed { value: settings, diagnostics }
}

fn take(fields: &mut Fields<'_>) -> Settings {
    let default = Settings::default();
    if let Some(format) = fields.number("format").filter(|format| format.value > FORMAT) {
        fields.diagnose(&format.bytes, Phrase::FormatNew { format: format.value });
    }
    let text = |text: Option<Placed<String>>, otherwise: String| text.map_or(otherwise, |text| text.value);
    let title = text(fields.required("title"), default.title);
    let theme = fields.text("theme");
    let theme_place = theme.as_ref().map(|theme| fields.source().place(theme.bytes.clone()));
    let mut settings = Settings {
        title,
        description: text(fields.text("description"), default.description),
        language: fields.one_of("language", &LANGUAGES).unwrap_or(default.language),
        base_url: address(fields),
        theme: text(theme, default.theme),
        theme_place,
        output_dir: text(fields.text("output_dir"), default.output_dir),
        audiences: audiences(fields, default.audiences),
        default_audience: default.default_audience,
        as_of: fields.day("as_of"),
        paginate_by: fields.within("paginate_by", 10, 500).unwrap_or(default.paginate_by),
        feed_limit: fields.within("feed_limit", 1, 1_000).unwrap_or(default.feed_limit),
        masks: fields.one_of("masks", &MASKS).unwrap_or(default.masks),
        highlight: fields.truth("highlight").unwrap_or(default.highlight),
        inbox: fields.filled("inbox").map(|inbox| inbox.value),
        keep_originals: keep_originals(fields),
        rules: rules(fields),
        extra: fields.extra(),
    };
    if let Some(audience) = fields.audience("default_audience", &settings) {
        settings.default_audience = audience;
    }
    later(fields);
    settings
}

/// What an import is to do.
fn keep_originals(fields: &mut Fields<'_>) -> bool {
    let Some(import) = fields.node("import") else { return false };
    let mut import = fields.below(import, "import");
    let keeps = import.truth("keep_originals").unwrap_or(false);
    let found = import.finish();
    fields.diagnostics.extend(found);
    keeps
}

/// Checks the keys that other commands than `build` read, so that a mistake shows before the day on which it matters.
fn later(fields: &mut Fields<'_>) {
    for (name, target) in fields.map("targets") {
        let mut target = fields.below(target, &name.value);
        target.required("kind");
        // Its other keys are those of its kind, which `publish` knows.
        let found = std::mem::take(&mut target.diagnostics);
        fields.diagnostics.extend(found);
    }
}

/// The absolute address of the web that a text is, ending in `/`.
///
/// ```
/// use huibian::settings::web_address;
/// assert_eq!(web_address("http://10.1.2.3/huibian").as_deref(), Some("http://10.1.2.3/huibian/"));
/// assert_eq!(web_address("10.1.2.3/huibian"), None);
/// ```
pub fn web_address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.split('/').next().unwrap_or_default();
    let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\?#".contains(c));
    (is_web && is_plain && !host.is_empty()).then(|| format!("{}/", text.trim_end_matches('/')))
}

fn address(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.text("base_url")?;
    let address = web_address(&url.value);
    if address.is_none() {
        fields.diagnose(&url.bytes, Phrase::UrlBad { value: url.value });
    }
    address
}

fn audiences(fields: &mut Fields<'_>, default: Vec<String>) -> Vec<String> {
    let Some(names) = fields.texts("audiences") else { return default };
    let mut audiences: Vec<String> = Vec::new();
    for name in names {
        if audiences.contains(&name.value) {
            fields.diagnose(&name.bytes, Phrase::IdTwice { id: name.value });
        } else {
            audiences.push(name.value);
        }
    }
    if audiences.is_empty() { default } else { audiences }
}

fn rules(fields: &mut Fields<'_>) -> BTreeMap<String, Option<Severity>> {
    let mut rules = BTreeMap::new();
    for (code, node) in fields.map("rules") {
        let word = match &node.value {
            Value::Text(word) => word.as_str(),
            _ => "",
        };
        let severity = SEVERITIES.iter().find(|(name, _)| *name == word).map(|(_, severity)| *severity);
        if !Phrase::codes().contains(&code.value.as_str()) {
            let nearest = nearest(&code.value, Phrase::codes().iter().copied());
            fields.diagnose(&code.bytes, Phrase::RuleUnknown { code: code.value, nearest });
        } else if severity.is_none() {
            let allowed = SEVERITIES.iter().map(|(name, _)| *name).collect();
            let phrase = Phrase::ValueUnknown { key: "rules", value: word.to_owned(), allowed, nearest: None };
            fields.diagnose(&node.bytes, phrase);
        } else if Phrase::FIRM.contains(&code.value.as_str()) && severity != Some(Some(Severity::Error)) {
            fields.diagnose(&node.bytes, Phrase::RuleFirm { code: code.value });
        } else if let Some(severity) = severity {
            rules.insert(code.value, severity);
        }
    }
    rules
}
