//! What is wrong, in one sentence for each phrase, Chinese and English side by side.
//!
//! Never says what to do about it: that is the help.
//! Start at [`Phrase::wording`], which is one flat table.

use super::{Broken, Narrowing, Phrase, both};

impl Phrase {
    /// The sentence in Chinese and in English.
    pub(super) fn wording(&self) -> (String, String) {
        match self {
            Self::Yaml { message } => {
                (format!("这里不是合法的 YAML：{}", in_chinese(message)), format!("this is not YAML: {message}"))
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
            Self::NumberRange { key, least, most } => {
                (format!("“{key}”要在 {least} 到 {most} 之间"), format!("`{key}` has to be from {least} to {most}"))
            }
            Self::UrlBad { value } => (format!("“{value}”不是完整的网址"), format!("`{value}` is no absolute address")),
            Self::RuleUnknown { code, .. } => {
                (format!("没有“{code}”这个诊断代码"), format!("there is no diagnostic `{code}`"))
            }
            Self::RuleFirm { code } => (
                format!("“{code}”总是错误，不能调低或关闭"),
                format!("`{code}` is always an error; it cannot be lowered or turned off"),
            ),
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
            Self::AudienceNarrowed { said, by: Narrowing::Secrecy(mark) } => (
                format!("写的是“{said}”，但密级标志是“{mark}”，只有范围最小的读者能看到"),
                format!("it says `{said}`, but bears the mark `{mark}`: only the narrowest audience gets it"),
            ),
            Self::AudienceNarrowed { said, by: Narrowing::Unit(name) } => (
                format!("写的是“{said}”，但单位“{name}”不让这些读者知道"),
                format!("it says `{said}`, but that audience may not know the unit `{name}`"),
            ),
            Self::ReportUnknown { name, .. } => (format!("没有报告“{name}”"), format!("there is no report `{name}`")),
            Self::AnchorBad { value } => (format!("“{value}”不是锚点"), format!("`{value}` is no anchor")),
            Self::DecisionLost { anchor } => (
                format!("“{anchor}”处的段落在作出决定以后改动过，这条决定不再起作用"),
                format!("the passage at `{anchor}` was changed since this was decided; the decision has no effect"),
            ),
            Self::GlobBad { value } => {
                (format!("“{value}”不是文件名的通配式"), format!("`{value}` is no pattern of file names"))
            }
            Self::AliasAddress { value } => (
                format!("旧地址“{value}”上放不了转向的页面"),
                format!("no page that leads on can stand at the old address `{value}`"),
            ),
            Self::ParentUnknown { id, .. } => (format!("上级“{id}”不存在"), format!("there is no parent `{id}`")),
            Self::ParentCycle { ids } => (
                format!("隶属关系成了圈：{}", ids.join(" → ")),
                format!("the parents go in a circle: {}", ids.join(" → ")),
            ),
            Self::TopicDepth => both("主题只有两级", "topics have two levels"),
            Self::AliasTaken { name, by } => {
                (format!("名称“{name}”已经属于“{by}”"), format!("the name `{name}` already belongs to `{by}`"))
            }
            Self::NamesOverlap { name, other } => {
                (format!("“{name}”与“{other}”的起止重叠"), format!("the years of `{name}` and `{other}` overlap"))
            }
            Self::UntilEarly { until, since } => {
                (format!("止于 {until}，却始于 {since}"), format!("it ends in {until} and begins in {since}"))
            }
            Self::UntilMissing => both("没有写明何时撤并", "it is not said when it ended"),
            Self::CodeBad { code, fault } => fault.wording(code),
            Self::LineageUnknown { id, .. } => (
                format!("沿革里的“{id}”不是名录中的单位"),
                format!("`{id}`, named in the lineage, is no unit of the registry"),
            ),
            Self::LineageCycle { ids } => (
                format!("沿革成了圈：{}", ids.join(" → ")),
                format!("the lineage goes in a circle: {}", ids.join(" → ")),
            ),
            Self::LineageGap { before: (before, end), after: (after, beginning) } => (
                format!("“{before}”止于 {end}，“{after}”始于 {beginning}，相隔两年以上"),
                format!("`{before}` ends in {end} and `{after}` begins in {beginning}, more than two years later"),
            ),
            Self::LineageReversed { before: (before, end), after: (after, earlier) } => (
                format!("“{after}”止于 {earlier}，不能由 {end} 还在的“{before}”而来"),
                format!("`{after}` ends in {earlier} and cannot come from `{before}`, which is there in {end}"),
            ),
            Self::LineageConflict { named, key, left_out } => (
                format!("这里写了“{named}”，“{named}”的 {key} 里却没有“{left_out}”"),
                format!("`{named}` stands here, and the {key} of `{named}` leave out `{left_out}`"),
            ),
            Self::LabelTaken { label, by } => {
                (format!("“{label}”已经是主题“{by}”的名称"), format!("`{label}` already means the topic `{by}`"))
            }
            Self::TriggerTwice { word } => (
                format!("触发词“{word}”在这个主题里写了两次"),
                format!("the trigger `{word}` stands in this topic twice"),
            ),
            Self::BlockingTaken { word, by } => (
                format!("“{word}”既写在 blocking 里，又是“{by}”的词"),
                format!("`{word}` stands in blocking and is a word of `{by}` too"),
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
            Self::LinkBroken { target, why: Broken::Nowhere } => (
                format!("链接“{target}”指向的文件不存在"),
                format!("the link `{target}` leads to a file that is not there"),
            ),
            Self::LinkBroken { target, why: Broken::Outside } => {
                (format!("链接“{target}”指到站点文件夹之外"), format!("the link `{target}` leads out of the site"))
            }
            Self::LinkBroken { target, why: Broken::Anchor { .. } } => (
                format!("链接“{target}”的那一段已经改动，或者从来没有过"),
                format!("the passage that `{target}` links was changed or was never there"),
            ),
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
            Self::ThemeUnknown { name, .. } => (format!("没有主题样式“{name}”"), format!("there is no theme `{name}`")),
            Self::ThemeCycle { names } => (
                format!("主题样式的 extends 成了圈：{}", names.join(" → ")),
                format!("the themes extend each other in a circle: {}", names.join(" → ")),
            ),
            Self::ThemeNew { needed } => {
                (format!("这个主题样式需要 huibian {needed}"), format!("this theme needs huibian {needed}"))
            }
            Self::WordsMissing { language } => (
                format!("主题样式没有 {language} 的用语，改用 default 的"),
                format!("the theme has no words in {language}; those of `default` are shown"),
            ),
            Self::StaticName => both("静态文件的名字不能作网址", "the name of this static file cannot be an address"),
            Self::Template { message } => (format!("模板有误：{message}"), format!("the template is wrong: {message}")),
            Self::ReceiptBad { message } => (
                format!("读不懂这份导入回执：{message}"),
                format!("this receipt of an import cannot be read: {message}"),
            ),
            Self::ImportNewWaiting => both(
                "原件有新版，报告却有人改过：新版放在旁边等您处理，没有发布",
                "the original has a newer version, but a person edited the report: the newer one waits beside it, unpublished",
            ),
            Self::ImportFormat { ending } => {
                (format!("还不能导入 {ending} 文件"), format!("{ending} files cannot be imported yet"))
            }
            Self::ImportMissing => both("没有这个文件", "there is no such file"),
            Self::ImportBinary => both("这不是文本文件", "this is no text file"),
            Self::ImportEncoding { offset } => {
                (format!("认不出文字编码（第 {} 字节）", offset + 1), format!("no encoding fits (byte {})", offset + 1))
            }
            Self::ImportEmpty => both("文件里没有文字", "the file holds no text"),
            Self::ImportSeveral { others } => {
                let zh: Vec<String> = others.iter().map(|(at, title)| format!("第 {at} 段《{title}》")).collect();
                let en: Vec<String> = others.iter().map(|(at, title)| format!("“{title}” (paragraph {at})")).collect();
                (
                    format!("一个文件里有 {} 篇报告；后面的从这里开始：{}", others.len() + 1, zh.join("、")),
                    format!(
                        "there are {} reports in one file; the others begin at {}",
                        others.len() + 1,
                        en.join(", ")
                    ),
                )
            }
            Self::ImportForeign(foreign) => foreign.wording(),
            Self::ImportDamaged(damage) => damage.wording(),
        }
    }
}

/// What the parser of YAML says most often of what people write, in Chinese; the rest stays in its own words.
fn in_chinese(message: &str) -> &str {
    const SAID: [(&str, &str); 9] = [
        ("mapping values are not allowed", "这里多了一个冒号，或者缩进不对"),
        ("simple key expected ':'", "这一行缺少半角冒号"),
        ("found a tab", "这里有制表符（Tab）"),
        ("unclosed bracket", "括号没有结束"),
        ("misplaced bracket", "括号放错了地方"),
        ("unclosed quote", "引号没有结束"),
        ("invalid trailing content", "引号之后还有文字"),
        ("a second document", "这里又是一份新的文档（---）"),
        ("unexpected character", "值不能以这个字符开头"),
    ];
    SAID.iter().find(|(begin, _)| message.contains(begin)).map_or(message, |(_, chinese)| chinese)
}
