//! Every sentence that the program says about content, in both languages side by side.
//!
//! Never says where (that is a place) and never decides. A missing wording does not compile.
//! Start at [`Phrase`]; what is wrong is worded in `wording`, what to do in `help`, how bad it is in `severity`, one flat table each.

mod foreign;
mod help;
mod part;
mod saying;
mod severity;
mod wording;

pub use foreign::{Damage, Foreign};
pub use part::{Broken, CodeFault, Kind, Limit, Narrowing};
use saying::both;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

/// What is wrong. Its code is the word by which settings and documents name it.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr, VariantNames, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
pub enum Phrase {
    /// `yaml`: the text is no YAML.
    Yaml {
        /// What the parser says.
        message: String,
    },
    /// `yaml-alias`: a value begins with `*` or `&`, which YAML reads as a reference.
    YamlAlias,
    /// `limit`: something is larger than the program accepts.
    Limit {
        /// What is too large, by the name of the limit.
        what: Limit,
    },
    /// `key-unknown`.
    KeyUnknown {
        /// The key.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
    },
    /// `key-twice`.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// `key-missing`.
    KeyMissing {
        /// The key.
        key: &'static str,
    },
    /// `value-kind`: a text where a list stands, and the like.
    ValueKind {
        /// The key.
        key: String,
        /// What is expected.
        expected: Kind,
    },
    /// `value-unknown`: none of the values that the key takes.
    ValueUnknown {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// The values it takes.
        allowed: Vec<&'static str>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// `number-range`: a number that the key does not take.
    NumberRange {
        /// The key.
        key: &'static str,
        /// The least that it takes.
        least: i64,
        /// The most that it takes.
        most: i64,
    },
    /// `url-bad`: no absolute address of the web.
    UrlBad {
        /// The value.
        value: String,
    },
    /// `rule-unknown`: the settings name a code that there is not.
    RuleUnknown {
        /// The code.
        code: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
    /// `rule-firm`: the settings lower a severity that no site can lower.
    RuleFirm {
        /// The code.
        code: String,
    },
    /// `date-bad`.
    DateBad {
        /// The value.
        value: String,
    },
    /// `year-bad`.
    YearBad {
        /// The value.
        value: String,
    },
    /// `period-bad`.
    PeriodBad {
        /// The value.
        value: String,
    },
    /// `id-bad`.
    IdBad {
        /// The value.
        value: String,
    },
    /// `id-twice`.
    IdTwice {
        /// The id.
        id: String,
    },
    /// `format-new`: the site was made for a newer program.
    FormatNew {
        /// The format of the site.
        format: i64,
    },
    /// `front-matter-open`: the second `---` is missing.
    FrontMatterOpen,
    /// `encoding`: the file is not UTF-8.
    Encoding {
        /// The first byte that cannot be read, from 0.
        offset: usize,
    },
    /// `special-file`: a device, a FIFO, or a link out of the site.
    SpecialFile,
    /// `unreadable`: the file cannot be read.
    Unreadable {
        /// What the system says.
        message: String,
    },
    /// `file-changed`: the file changed, moved or went away during the build.
    FileChanged,
    /// `unit-unknown`.
    UnitUnknown {
        /// The name.
        name: String,
        /// The registered name that was probably meant.
        nearest: Option<String>,
    },
    /// `unit-ambiguous`.
    UnitAmbiguous {
        /// The name.
        name: String,
        /// The units that it can mean.
        units: Vec<String>,
    },
    /// `topic-unknown`.
    TopicUnknown {
        /// The name.
        name: String,
        /// The topic that was probably meant.
        nearest: Option<String>,
    },
    /// `audience-unknown`.
    AudienceUnknown {
        /// The name.
        name: String,
        /// The names that the settings know.
        known: Vec<String>,
    },
    /// `audience-narrowed`: it says an audience that may not read it.
    AudienceNarrowed {
        /// The audience that it says.
        said: String,
        /// Why it is kept from that audience.
        by: Narrowing,
    },
    /// `report-unknown`: a decision on a report that is not there.
    ReportUnknown {
        /// The report as written.
        name: String,
        /// The file that was probably meant.
        nearest: Option<String>,
    },
    /// `anchor-bad`: what cannot be an anchor.
    AnchorBad {
        /// The value.
        value: String,
    },
    /// `decision-lost`: a decision on a passage that was changed since.
    DecisionLost {
        /// The anchor.
        anchor: String,
    },
    /// `glob-bad`: a pattern of file names that cannot be read.
    GlobBad {
        /// The pattern.
        value: String,
    },
    /// `alias-address`: an old address at which no page of ours can stand.
    AliasAddress {
        /// The value.
        value: String,
    },
    /// `parent-unknown`: the parent of a unit or topic.
    ParentUnknown {
        /// The id.
        id: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// `parent-cycle`.
    ParentCycle {
        /// The ids along the circle.
        ids: Vec<String>,
    },
    /// `topic-depth`: a topic of a third level.
    TopicDepth,
    /// `alias-taken`: one name at two units.
    AliasTaken {
        /// The name.
        name: String,
        /// The unit that has it already.
        by: String,
    },
    /// `names-overlap`: two dated names of one unit in the same years.
    NamesOverlap {
        /// The name.
        name: String,
        /// The one before it in the file.
        other: String,
    },
    /// `until-early`: something ends before it begins.
    UntilEarly {
        /// The end.
        until: String,
        /// The beginning.
        since: String,
    },
    /// `until-missing`: a merged or abolished unit without an end.
    UntilMissing,
    /// `code-bad`: a code that no register gave out.
    CodeBad {
        /// The code.
        code: String,
        /// What is wrong with it.
        fault: CodeFault,
    },
    /// `lineage-unknown`: a predecessor or successor that is no unit.
    LineageUnknown {
        /// The id.
        id: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// `lineage-cycle`: a unit that comes from itself.
    LineageCycle {
        /// The ids along the circle.
        ids: Vec<String>,
    },
    /// `lineage-gap`: a successor that began more than two years after its predecessor had ended.
    LineageGap {
        /// The predecessor and its end.
        before: (String, String),
        /// The successor and its beginning.
        after: (String, String),
    },
    /// `lineage-reversed`: a successor that ended first.
    LineageReversed {
        /// The predecessor and its end, or its beginning where no end is known.
        before: (String, String),
        /// The successor and its end.
        after: (String, String),
    },
    /// `lineage-conflict`: the two sides of a merger or split say different things.
    LineageConflict {
        /// The id that stands here.
        named: String,
        /// The key of that unit that leaves the other out.
        key: &'static str,
        /// The id that is left out.
        left_out: String,
    },
    /// `label-taken`: one label at two topics.
    LabelTaken {
        /// The label.
        label: String,
        /// The id of the topic that has it already.
        by: String,
    },
    /// `trigger-twice`: a trigger word that stands twice in one topic.
    TriggerTwice {
        /// The word.
        word: String,
    },
    /// `blocking-taken`: a word that blocks and is a name or a trigger itself.
    BlockingTaken {
        /// The word.
        word: String,
        /// The id of the unit or topic.
        by: String,
    },
    /// `address-taken`: two pages on one address.
    AddressTaken {
        /// The address.
        href: String,
        /// What has it already.
        by: String,
    },
    /// `title-missing`.
    TitleMissing,
    /// `unit-missing`.
    UnitMissing,
    /// `year-missing`.
    YearMissing,
    /// `heading-skipped`.
    HeadingSkipped,
    /// `heading-unmarked`: a line that looks like a heading and is none.
    HeadingUnmarked,
    /// `mask-or-emphasis`: asterisks that can be read both ways.
    MaskOrEmphasis {
        /// How many places of the report can.
        places: usize,
    },
    /// `link-broken`.
    LinkBroken {
        /// The target as written.
        target: String,
        /// What is not there.
        why: Broken,
    },
    /// `image-missing`.
    ImageMissing {
        /// The target as written.
        target: String,
    },
    /// `attachment-missing`.
    AttachmentMissing {
        /// The file as written.
        file: String,
    },
    /// `attachment-refused`: a file that a browser or a server would run.
    AttachmentRefused {
        /// The file as written.
        file: String,
    },
    /// `theme-unknown`.
    ThemeUnknown {
        /// The name of the theme.
        name: String,
        /// The theme that was probably meant.
        nearest: Option<String>,
    },
    /// `theme-cycle`: a theme that extends itself by way of others.
    ThemeCycle {
        /// The names along the circle.
        names: Vec<String>,
    },
    /// `theme-new`: the theme was made for a newer program.
    ThemeNew {
        /// The version that it needs.
        needed: String,
    },
    /// `words-missing`: the theme has no words of its own in a language.
    WordsMissing {
        /// The language.
        language: String,
    },
    /// `static-name`: a static file whose name cannot be an address.
    StaticName,
    /// `template`: a template cannot be read or applied.
    Template {
        /// What the engine says.
        message: String,
    },
    /// `receipt-bad`: the receipt of an import cannot be read.
    ReceiptBad {
        /// What the parser says.
        message: String,
    },
    /// `import-new-waiting`: a newer version waits beside a report that was edited.
    ImportNewWaiting,
    /// `import-format`: the importer does not read such files.
    ImportFormat {
        /// The ending of the file's name.
        ending: String,
    },
    /// `import-missing`: there is no such file.
    ImportMissing,
    /// `import-binary`: the file holds no text.
    ImportBinary,
    /// `import-encoding`: no encoding fits.
    ImportEncoding {
        /// The first byte that cannot be read, from 0.
        offset: usize,
    },
    /// `import-empty`.
    ImportEmpty,
    /// `import-several`: more than one report is in the file.
    ImportSeveral {
        /// Where the others begin: which paragraph of the file, from 1, and its text.
        others: Vec<(usize, String)>,
    },
    /// `import-foreign`: the importer does not read what this is, whatever its name says.
    ImportForeign(Foreign),
    /// `import-damaged`: what this is would be read, but it is broken.
    ImportDamaged(Damage),
}
