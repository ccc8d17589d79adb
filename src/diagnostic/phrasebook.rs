//! Every sentence that the program says about content, in both languages side by side.
//!
//! Never says where (that is a place) and never decides. A missing wording does not compile.
//! Start at [`Phrase`].

use super::{Language, Severity};

/// What is wrong. Its code is the word by which settings and documents name it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// `lineage-unknown`: a predecessor or successor that is no unit.
    LineageUnknown {
        /// The id.
        id: String,
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
    },
    /// `theme-new`: the theme was made for a newer program.
    ThemeNew {
        /// The version that it needs.
        needed: String,
    },
    /// `words-missing`: the theme has no words in the language of the site.
    WordsMissing,
    /// `static-name`: a static file whose name cannot be an address.
    StaticName,
    /// `template`: a template cannot be read or applied.
    Template {
        /// What the engine says.
        message: String,
    },
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
}

/// A limit of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Front matter: 64 KiB.
    FrontMatter,
    /// Nesting of YAML: 64 levels.
    Nesting,
    /// A report: 24 MiB of text.
    Report,
    /// What a template adds to a page: 32 MiB.
    Page,
}

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list.
    List,
    /// Keys and values.
    Map,
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Number,
}

impl Phrase {
    /// The code: words, joined by `-`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Yaml { .. } => "yaml",
            Self::YamlAlias => "yaml-alias",
            Self::Limit { .. } => "limit",
            Self::KeyUnknown { .. } => "key-unknown",
            Self::KeyTwice { .. } => "key-twice",
            Self::KeyMissing { .. } => "key-missing",
            Self::ValueKind { .. } => "value-kind",
            Self::ValueUnknown { .. } => "value-unknown",
            Self::DateBad { .. } => "date-bad",
            Self::YearBad { .. } => "year-bad",
            Self::PeriodBad { .. } => "period-bad",
            Self::IdBad { .. } => "id-bad",
            Self::IdTwice { .. } => "id-twice",
            Self::FormatNew { .. } => "format-new",
            Self::FrontMatterOpen => "front-matter-open",
            Self::Encoding { .. } => "encoding",
            Self::SpecialFile => "special-file",
            Self::Unreadable { .. } => "unreadable",
            Self::FileChanged => "file-changed",
            Self::UnitUnknown { .. } => "unit-unknown",
            Self::UnitAmbiguous { .. } => "unit-ambiguous",
            Self::TopicUnknown { .. } => "topic-unknown",
            Self::AudienceUnknown { .. } => "audience-unknown",
            Self::ParentUnknown { .. } => "parent-unknown",
            Self::ParentCycle { .. } => "parent-cycle",
            Self::TopicDepth => "topic-depth",
            Self::AliasTaken { .. } => "alias-taken",
            Self::LineageUnknown { .. } => "lineage-unknown",
            Self::AddressTaken { .. } => "address-taken",
            Self::TitleMissing => "title-missing",
            Self::UnitMissing => "unit-missing",
            Self::YearMissing => "year-missing",
            Self::HeadingSkipped => "heading-skipped",
            Self::HeadingUnmarked => "heading-unmarked",
            Self::MaskOrEmphasis { .. } => "mask-or-emphasis",
            Self::LinkBroken { .. } => "link-broken",
            Self::ImageMissing { .. } => "image-missing",
            Self::AttachmentMissing { .. } => "attachment-missing",
            Self::AttachmentRefused { .. } => "attachment-refused",
            Self::ThemeUnknown { .. } => "theme-unknown",
            Self::ThemeNew { .. } => "theme-new",
            Self::WordsMissing => "words-missing",
            Self::StaticName => "static-name",
            Self::Template { .. } => "template",
            Self::ImportFormat { .. } => "import-format",
            Self::ImportMissing => "import-missing",
            Self::ImportBinary => "import-binary",
            Self::ImportEncoding { .. } => "import-encoding",
            Self::ImportEmpty => "import-empty",
        }
    }

    /// How bad it is before the settings have their say.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnitUnknown { .. }
            | Self::UnitAmbiguous { .. }
            | Self::TopicUnknown { .. }
            | Self::HeadingSkipped
            | Self::MaskOrEmphasis { .. }
            | Self::LinkBroken { .. }
            | Self::ImageMissing { .. }
            | Self::AttachmentMissing { .. }
            | Self::SpecialFile => Severity::Warning,
            Self::TitleMissing | Self::UnitMissing | Self::YearMissing | Self::HeadingUnmarked => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// What is wrong, in one sentence.
    pub fn says(&self, language: Language) -> String {
        let (zh, en) = self.wording();
        pick(language, zh, en)
    }

    /// What to do about it.
    pub fn helps(&self, language: Language) -> Option<String> {
        let (zh, en) = self.help()?;
        Some(pick(language, zh, en))
    }

    fn wording(&self) -> (String, String) {
        match self {
            Self::Yaml { message } => {
                (format!("这里不是合法的 YAML：{message}"), format!("this is not YAML: {message}"))
            }
            Self::YamlAlias => both(
                "以 * 或 & 开头的值会被 YAML 当作引用",
                "YAML reads a value that begins with * or & as a reference",
            ),
            Self::Limit { what } => what.wording(),
            Self::KeyUnknown { key, .. } => (format!("没有“{key}”这个键"), format!("there is no key `{key}`")),
            Self::KeyTwice { key } => (format!("键“{key}”写了两次"), format!("the key `{key}` stands here twice")),
            Self::KeyMissing { key } => (format!("缺少键“{key}”"), format!("the key `{key}` is missing")),
            Self::ValueKind { key, expected } => {
                let (zh, en) = expected.wording();
                (format!("“{key}”应当是{zh}"), format!("`{key}` takes {en}"))
            }
            Self::ValueUnknown { key, value, .. } => {
                (format!("“{key}”不能是“{value}”"), format!("`{key}` cannot be `{value}`"))
            }
            Self::DateBad { value } => (format!("“{value}”不是日期"), format!("`{value}` is no date")),
            Self::YearBad { value } => (format!("“{value}”不是年份"), format!("`{value}` is no year")),
            Self::PeriodBad { value } => (format!("“{value}”不是报告时段"), format!("`{value}` is no period")),
            Self::IdBad { value } => (format!("“{value}”不能作标识"), format!("`{value}` cannot be an id")),
            Self::IdTwice { id } => (format!("标识“{id}”已经用过"), format!("the id `{id}` is taken")),
            Self::FormatNew { format } => (
                format!("这个站点的格式是 {format}，本程序只认得 1"),
                format!("this site has format {format}; this program knows format 1"),
            ),
            Self::FrontMatterOpen => both("文件头没有结束的 ---", "the front matter has no closing ---"),
            Self::Encoding { offset } => (
                format!("文件不是 UTF-8 编码（第 {} 字节）", offset + 1),
                format!("the file is not UTF-8 (byte {})", offset + 1),
            ),
            Self::SpecialFile => both(
                "没有打开：这不是普通文件，或者是指向文件夹、指向站点之外的链接，或者名字不是 UTF-8",
                "not opened: this is no ordinary file, or a link to a folder or out of the site, or its name is not UTF-8",
            ),
            Self::FileChanged => both(
                "生成的时候，这个文件变了、移走了或者删除了",
                "this file was changed, moved or removed during the build",
            ),
            Self::Unreadable { message } => {
                (format!("文件读不出来：{message}"), format!("the file cannot be read: {message}"))
            }
            Self::UnitUnknown { name, .. } => {
                (format!("单位名录里没有“{name}”"), format!("the registry has no unit `{name}`"))
            }
            Self::UnitAmbiguous { name, units } => {
                (format!("“{name}”可以指 {}", units.join("、")), format!("`{name}` can mean {}", units.join(", ")))
            }
            Self::TopicUnknown { name, .. } => {
                (format!("主题表里没有“{name}”"), format!("the vocabulary has no topic `{name}`"))
            }
            Self::AudienceUnknown { name, .. } => {
                (format!("设置里没有读者范围“{name}”"), format!("the settings know no audience `{name}`"))
            }
            Self::ParentUnknown { id, .. } => (format!("上级“{id}”不存在"), format!("there is no parent `{id}`")),
            Self::ParentCycle { ids } => (
                format!("隶属关系成了圈：{}", ids.join(" → ")),
                format!("the parents go in a circle: {}", ids.join(" → ")),
            ),
            Self::TopicDepth => both("主题只有两级", "topics have two levels"),
            Self::AliasTaken { name, by } => {
                (format!("名称“{name}”已经属于“{by}”"), format!("the name `{name}` already belongs to `{by}`"))
            }
            Self::LineageUnknown { id } => (
                format!("沿革里的“{id}”不是名录中的单位"),
                format!("`{id}`, named in the lineage, is no unit of the registry"),
            ),
            Self::AddressTaken { href, by } => {
                (format!("地址 {href} 已经被 {by} 占用"), format!("the address {href} is taken by {by}"))
            }
            Self::TitleMissing => both("没有标题", "there is no title"),
            Self::UnitMissing => both("没有写明单位", "no unit is given"),
            Self::YearMissing => both("没有写明年度", "no year is given"),
            Self::HeadingSkipped => both("标题跳了级", "a heading level is skipped"),
            Self::HeadingUnmarked => both("这一行像标题，但没有标作标题", "this line looks like a heading and is none"),
            Self::MaskOrEmphasis { places } => (
                format!("星号既可以是隐去的内容，也可以是强调（全文 {places} 处）"),
                format!("these asterisks can be a mask or emphasis ({places} in this report)"),
            ),
            Self::LinkBroken { target } => {
                (format!("链接“{target}”没有着落"), format!("the link `{target}` leads nowhere"))
            }
            Self::ImageMissing { target } => {
                (format!("图片“{target}”不存在"), format!("there is no picture `{target}`"))
            }
            Self::AttachmentMissing { file } => {
                (format!("附件“{file}”不存在"), format!("there is no attachment `{file}`"))
            }
            Self::AttachmentRefused { file } => (
                format!("“{file}”这类文件会被运行，不能作附件"),
                format!("`{file}` is of a kind that would be run; it cannot be an attachment"),
            ),
            Self::ThemeUnknown { name } => (format!("没有主题样式“{name}”"), format!("there is no theme `{name}`")),
            Self::ThemeNew { needed } => {
                (format!("这个主题样式需要 huibian {needed}"), format!("this theme needs huibian {needed}"))
            }
            Self::WordsMissing => both("主题样式没有这种语言的用语", "the theme has no words in this language"),
            Self::StaticName => both("静态文件的名字不能作网址", "the name of this static file cannot be an address"),
            Self::Template { message } => (format!("模板有误：{message}"), format!("the template is wrong: {message}")),
            Self::ImportFormat { ending } => {
                (format!("还不能导入 {ending} 文件"), format!("{ending} files cannot be imported yet"))
            }
            Self::ImportMissing => both("没有这个文件", "there is no such file"),
            Self::ImportBinary => both("这不是文本文件", "this is no text file"),
            Self::ImportEncoding { offset } => {
                (format!("认不出文字编码（第 {} 字节）", offset + 1), format!("no encoding fits (byte {})", offset + 1))
            }
            Self::ImportEmpty => both("文件里没有文字", "the file holds no text"),
        }
    }

    fn help(&self) -> Option<(String, String)> {
        let meant = |nearest: &Option<String>| {
            nearest.as_ref().map(|name| (format!("是不是“{name}”？"), format!("did you mean `{name}`?")))
        };
        match self {
            Self::Yaml { .. } => Some(both(
                "值里有冒号、括号或引号时，给整个值加上引号；缩进用空格",
                "put a value that holds a colon, brackets or quotation marks in quotation marks; indent with blanks",
            )),
            Self::YamlAlias => Some(both("给整个值加上引号", "put the whole value in quotation marks")),
            Self::KeyUnknown { nearest, .. } => {
                meant(nearest).or(Some(both("自己的键放在 extra 下面", "keys of your own go under extra")))
            }
            Self::UnitUnknown { name, nearest } => meant(nearest).or_else(|| {
                Some((
                    format!("在 content/units.yaml 里登记：- {{id: …, name: {name}}}"),
                    format!("register it in content/units.yaml: - {{id: …, name: {name}}}"),
                ))
            }),
            Self::TopicUnknown { nearest, .. } => meant(nearest).or(Some(both(
                "在 content/topics.yaml 里登记，或者改用已有的主题",
                "register it in content/topics.yaml, or use a topic that is there",
            ))),
            Self::ParentUnknown { nearest, .. } => {
                meant(nearest).or(Some(both("上级写已登记的标识", "a parent is an id that is registered")))
            }
            Self::ParentCycle { .. } => Some(both("改正其中一个 parent", "correct one of the parents")),
            Self::TopicDepth => {
                Some(both("parent 只能是第一级的主题", "a parent has to be a topic of the first level"))
            }
            Self::LineageUnknown { .. } => {
                Some(both("先登记这个单位，已经撤并的也要登记", "register that unit too, even if it no longer exists"))
            }
            Self::Limit { what: Limit::FrontMatter } => Some(both(
                "看看文件头是不是漏了结尾的 ---；长的文字写在正文里",
                "check that the front matter ends with a line of ---; long texts belong in the body",
            )),
            Self::FrontMatterOpen => Some(both(
                "在文件头的最后一行之后另起一行写 ---",
                "put a line of --- after the last line of the front matter",
            )),
            Self::IdTwice { .. } => Some(both("换一个没有用过的标识", "choose an id that is not in use")),
            Self::ValueUnknown { allowed, nearest, .. } => meant(nearest).or_else(|| {
                Some((format!("可以是：{}", allowed.join("、")), format!("it can be: {}", allowed.join(", "))))
            }),
            Self::AudienceUnknown { known, .. } => {
                Some((format!("可以是：{}", known.join("、")), format!("it can be: {}", known.join(", "))))
            }
            Self::DateBad { .. } => Some(both(
                "写成 2022-10-09、2022-10、2022 或 2022年10月9日",
                "write 2022-10-09, 2022-10, 2022 or 2022年10月9日",
            )),
            Self::YearBad { .. } => {
                Some(both("写成 2022，跨年的写成 2017-2021", "write 2022, or 2017-2021 for several years"))
            }
            Self::PeriodBad { .. } => Some(both(
                "写成 2022、2022-H1、2022-Q3、2022-Q1..Q3、2022-07、2021..2025 或 2022/2023",
                "write 2022, 2022-H1, 2022-Q3, 2022-Q1..Q3, 2022-07, 2021..2025 or 2022/2023",
            )),
            Self::IdBad { .. } => Some(both(
                "标识只用小写字母、数字和 -，至多 40 个",
                "an id has small letters, digits and -, at most 40",
            )),
            Self::FormatNew { .. } => Some(both("请换用新版本的 huibian", "use a newer huibian")),
            Self::Encoding { .. } => Some(both(
                "把文件另存为 UTF-8，或者用 huibian import 导入",
                "save it as UTF-8, or import it with huibian import",
            )),
            Self::SpecialFile => Some(both("把文件本身放在这里", "put the file itself here")),
            Self::FileChanged => Some(both("等文件放好，再生成一次", "build again when the file is as it should be")),
            Self::UnitAmbiguous { .. } => Some(both("改写成全称或标识", "write the full name or the id")),
            Self::AddressTaken { .. } => Some(both("给其中一个写上 slug", "give one of them a slug")),
            Self::StaticName => Some(both(
                "只用小写字母、数字和 . _ -，并同时改模板里的链接",
                "use small letters, digits and . _ - only, and change the links in the templates too",
            )),
            Self::TitleMissing => Some(both(
                "在文件头写 title，或者让正文以 # 标题开头",
                "give a title in the front matter, or begin the text with a # heading",
            )),
            Self::UnitMissing => Some(both(
                "在文件头写 unit；在此之前列入“单位未标明”",
                "give a unit in the front matter; until then the report stands under “Unit unknown”",
            )),
            Self::YearMissing => Some(both(
                "在文件头写 year 或 date；在此之前列入“年份不详”",
                "give a year or a date in the front matter; until then the report stands under “Year unknown”",
            )),
            Self::HeadingSkipped => Some(both(
                "一次只深一级：## 之下用 ###，### 之下用 ####",
                "go down one level at a time: ### below ##, #### below ###",
            )),
            Self::HeadingUnmarked => {
                Some(both("在行首加 ##（一级）或 ###（二级）", "put ## (first level) or ### (second level) before it"))
            }
            Self::MaskOrEmphasis { .. } => Some(both(
                "隐去的星号写成 \\*，或者在文件头写 masks: literal",
                "write \\* for a mask, or masks: literal in the front matter",
            )),
            Self::LinkBroken { .. } => Some(both(
                "路径从这个文件所在的文件夹算起；# 后面是那一页的锚点",
                "the path begins at the folder of this file; what follows # is an anchor of that page",
            )),
            Self::ImageMissing { .. } | Self::AttachmentMissing { .. } => Some(both(
                "把文件放到那里，或者改正路径；路径从报告所在的文件夹算起",
                "put the file there, or correct the path, which begins at the folder of the report",
            )),
            Self::ThemeUnknown { .. } => Some(both(
                "把它放进 themes/ 下的同名文件夹，或者写 theme: default",
                "put it into a folder of that name in themes/, or write theme: default",
            )),
            Self::AliasTaken { .. } => Some(both(
                "给两处写上不相交的 since 和 until，或者标 ambiguous: true",
                "give both a since and until that do not overlap, or mark one ambiguous: true",
            )),
            _ => None,
        }
    }
}

impl Limit {
    fn wording(self) -> (String, String) {
        match self {
            Self::FrontMatter => both("文件头超过 64 KiB", "the front matter is larger than 64 KiB"),
            Self::Nesting => both("嵌套超过 64 层", "nested deeper than 64 levels"),
            Self::Report => both("报告超过 24 MiB", "the report is larger than 24 MiB"),
            Self::Page => both("模板给页面添加了 32 MiB 以上", "the template adds more than 32 MiB to a page"),
        }
    }
}

impl Kind {
    fn wording(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("一段文字", "a text"),
            Self::List => ("一个列表", "a list"),
            Self::Map => ("若干键和值", "keys and values"),
            Self::Truth => (" true 或 false", "true or false"),
            Self::Number => ("一个整数", "a whole number"),
        }
    }
}

fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn pick(language: Language, zh: String, en: String) -> String {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}
