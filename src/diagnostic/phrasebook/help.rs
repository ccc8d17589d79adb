//! What to do about it, for each phrase, Chinese and English side by side.
//!
//! Never repeats what is wrong: that is the wording. No phrase goes without.
//! Start at [`Phrase::help`], which is one flat table.

use super::{Broken, Kind, Limit, Phrase, both};

impl Phrase {
    /// The advice in Chinese and in English.
    pub(super) fn help(&self) -> (String, String) {
        match self {
            Self::Yaml { .. } => both(
                "值里有冒号、括号或引号时，给整个值加上引号；缩进用空格",
                "put a value that holds a colon, brackets or quotation marks in quotation marks; indent with blanks",
            ),
            Self::YamlAlias => both("给整个值加上引号", "put the whole value in quotation marks"),
            Self::Limit { what } => what.help(),
            Self::KeyUnknown { nearest, .. } => {
                meant(nearest).unwrap_or_else(|| both("自己的键放在 extra 下面", "keys of your own go under extra"))
            }
            Self::KeyTwice { .. } => both("删去其中一个；现在只读前一个", "remove one of them; the first one is read"),
            Self::KeyMissing { key } => (format!("补上一行 {key}: …"), format!("add a line {key}: …")),
            Self::ValueKind { expected, .. } => expected.help(),
            Self::ValueUnknown { allowed, nearest, .. } => meant(nearest).unwrap_or_else(|| {
                (format!("可以是：{}", allowed.join("、")), format!("it can be: {}", allowed.join(", ")))
            }),
            Self::NumberRange { .. } => both("改成这个范围里的数", "write a number of this range"),
            Self::UrlBad { .. } => both(
                "写成 http:// 或 https:// 开头的网址，例如 http://10.1.2.3/huibian/",
                "write an address that begins with http:// or https://, such as http://10.1.2.3/huibian/",
            ),
            Self::RuleUnknown { nearest, .. } => meant(nearest).unwrap_or_else(|| {
                both(
                    "照抄诊断里方括号中的代码，例如 unit-unknown",
                    "write the code that a diagnostic has in brackets, such as unit-unknown",
                )
            }),
            Self::RuleFirm { .. } => both("从 rules 里删去这一行", "remove this line from the rules"),
            Self::AliasAddress { .. } => both(
                "从站点的根写起，各段只用小写字母、数字和 . _ -，以 .html 或 / 结尾；别的旧地址请在服务器上设转向",
                "write it from the root of the site, with small letters, digits and . _ - only, ending in .html or /; let the server redirect any other",
            ),
            Self::DateBad { .. } => both(
                "写成 2022-10-09、2022-10、2022 或 2022年10月9日",
                "write 2022-10-09, 2022-10, 2022 or 2022年10月9日",
            ),
            Self::YearBad { .. } => {
                both("写成 2022，跨年的写成 2017-2021", "write 2022, or 2017-2021 for several years")
            }
            Self::PeriodBad { .. } => both(
                "写成 2022、2022-H1、2022-Q3、2022-Q1..Q3、2022-07、2021..2025 或 2022/2023",
                "write 2022, 2022-H1, 2022-Q3, 2022-Q1..Q3, 2022-07, 2021..2025 or 2022/2023",
            ),
            Self::IdBad { .. } => {
                both("标识只用小写字母、数字和 -，至多 40 个", "an id has small letters, digits and -, at most 40")
            }
            Self::IdTwice { .. } => both("换一个没有用过的标识", "choose an id that is not in use"),
            Self::FormatNew { .. } => both("请换用新版本的 huibian", "use a newer huibian"),
            Self::FrontMatterOpen => both(
                "在文件头的最后一行之后另起一行写 ---",
                "put a line of --- after the last line of the front matter",
            ),
            Self::Encoding { .. } => both(
                "把文件另存为 UTF-8，或者用 huibian import 导入",
                "save it as UTF-8, or import it with huibian import",
            ),
            Self::SpecialFile => both(
                "把文件本身复制到这里，不要放快捷方式或链接",
                "copy the file itself to this place instead of a link to it",
            ),
            Self::FileChanged => both("等文件放好，再生成一次", "build again when the file is as it should be"),
            Self::Unreadable { .. } => {
                both("看看文件还在不在，自己有没有读它的权限", "check that the file is there and that you may read it")
            }
            Self::UnitUnknown { name, nearest } => meant(nearest).unwrap_or_else(|| {
                (
                    format!("在 content/units.yaml 里登记：- {{id: …, name: {name}}}"),
                    format!("register it in content/units.yaml: - {{id: …, name: {name}}}"),
                )
            }),
            Self::UnitAmbiguous { .. } => both("改写成全称或标识", "write the full name or the id"),
            Self::TopicUnknown { nearest, .. } => meant(nearest).unwrap_or_else(|| {
                both(
                    "在 content/topics.yaml 里登记，或者改用已有的主题",
                    "register it in content/topics.yaml, or use a topic that is there",
                )
            }),
            Self::AudienceUnknown { known, .. } => {
                (format!("可以是：{}", known.join("、")), format!("it can be: {}", known.join(", ")))
            }
            Self::ParentUnknown { nearest, .. } => {
                meant(nearest).unwrap_or_else(|| both("上级写已登记的标识", "a parent is an id that is registered"))
            }
            Self::ParentCycle { .. } => both("改正其中一个 parent", "correct one of the parents"),
            Self::TopicDepth => both("parent 只能是第一级的主题", "a parent has to be a topic of the first level"),
            Self::AliasTaken { .. } => both(
                "给两处写上不相交的 since 和 until，或者标 ambiguous: true",
                "give both a since and until that do not overlap, or mark one ambiguous: true",
            ),
            Self::LineageUnknown { .. } => {
                both("先登记这个单位，已经撤并的也要登记", "register that unit too, even if it no longer exists")
            }
            Self::AddressTaken { .. } => both("给其中一个写上 slug", "give one of them a slug"),
            Self::TitleMissing => both(
                "在文件头写 title，或者让正文以 # 标题开头",
                "give a title in the front matter, or begin the text with a # heading",
            ),
            Self::UnitMissing => both(
                "在文件头写 unit；在此之前列入“单位未标明”",
                "give a unit in the front matter; until then the report stands under “Unit unknown”",
            ),
            Self::YearMissing => both(
                "在文件头写 year 或 date；在此之前列入“年份不详”",
                "give a year or a date in the front matter; until then the report stands under “Year unknown”",
            ),
            Self::HeadingSkipped => both(
                "一次只深一级：## 之下用 ###，### 之下用 ####",
                "go down one level at a time: ### below ##, #### below ###",
            ),
            Self::HeadingUnmarked => {
                both("在行首加 ##（一级）或 ###（二级）", "put ## (first level) or ### (second level) before it")
            }
            Self::MaskOrEmphasis { .. } => both(
                "隐去的星号写成 \\*，或者在文件头写 masks: literal",
                "write \\* for a mask, or masks: literal in the front matter",
            ),
            Self::LinkBroken { why, .. } => why.help(),
            Self::ImageMissing { .. } | Self::AttachmentMissing { .. } => both(
                "把文件放到那里，或者改正路径；路径从报告所在的文件夹算起",
                "put the file there, or correct the path, which begins at the folder of the report",
            ),
            Self::AttachmentRefused { .. } => both(
                "换成 PDF、表格、图片等格式，或者打成 zip",
                "use PDF, a spreadsheet, a picture, or put it into a zip file",
            ),
            Self::ThemeUnknown { nearest, .. } => meant(nearest).unwrap_or_else(|| {
                both(
                    "把它放进 themes/ 下的同名文件夹，或者写 default",
                    "put it into a folder of that name in themes/, or write default",
                )
            }),
            Self::ThemeCycle { .. } => both("删去其中一个 extends", "remove one of the extends"),
            Self::ThemeNew { .. } => both(
                "请换用新版本的 huibian，或者旧版本的主题样式",
                "use a newer huibian, or an older version of the theme",
            ),
            Self::WordsMissing { language } => (
                format!("补上 locales/{language}.yaml，并写进 locales"),
                format!("add locales/{language}.yaml, and name it under locales"),
            ),
            Self::StaticName => both(
                "只用小写字母、数字和 . _ -，并同时改模板里的链接",
                "use small letters, digits and . _ - only, and change the links in the templates too",
            ),
            Self::Template { .. } => both(
                "改正这个模板；模板里能用的字段见 docs/themes.md",
                "correct the template; docs/themes.md lists what templates can use",
            ),
            Self::ImportFormat { .. } => {
                both("另存为 UTF-8 的 .txt 文件再导入", "save it as a .txt file in UTF-8 and import that")
            }
            Self::ImportMissing => both("看看路径有没有写错", "check the path"),
            Self::ImportBinary => both(
                "用原来的软件打开，另存为 .txt 再导入",
                "open it with the program that made it, save it as .txt and import that",
            ),
            Self::ImportEncoding { .. } => both(
                "用原来的软件打开，另存为 UTF-8 的 .txt 再导入",
                "open it with the program that made it, save it as .txt in UTF-8 and import that",
            ),
            Self::ImportEmpty => both("看看交来的是不是这个文件", "check that this is the file that was handed over"),
        }
    }
}

impl Limit {
    fn help(self) -> (String, String) {
        match self {
            Self::FrontMatter => both(
                "看看文件头是不是漏了结尾的 ---；长的文字写在正文里",
                "check that the front matter ends with a line of ---; long texts belong in the body",
            ),
            Self::Nesting => both("看看是不是多写了括号或缩进", "check for brackets or indents that are too many"),
            Self::Report => both("把它分成几篇，大的表格作附件", "divide it, and attach large tables as files"),
            Self::Page => both("看看模板里有没有停不下来的循环", "look for a loop in the template that does not end"),
        }
    }
}

impl Kind {
    fn help(self) -> (String, String) {
        match self {
            Self::Text => both("在冒号后面写一个值", "write one value behind the colon"),
            Self::List => both("写成 [甲, 乙]，或者每行一个，以 - 开头", "write [a, b], or one in each line after a -"),
            Self::Map => both("写成 {键: 值}，或者每行一个键", "write {key: value}, or one key in each line"),
            Self::Truth => both("写 true 或 false，不加引号", "write true or false"),
            Self::Number => both("只写数字，例如 50", "write digits only, such as 50"),
        }
    }
}

impl Broken {
    fn help(&self) -> (String, String) {
        match self {
            Self::Nowhere => both(
                "改正路径；它从这个文件所在的文件夹算起",
                "correct the path, which begins at the folder of this file",
            ),
            Self::Outside => {
                both("把要链接的文件复制到这篇报告旁边", "copy the file that is meant to the folder of this report")
            }
            Self::Anchor { nearest: Some((anchor, heading)) } => {
                (format!("最近的是 #{anchor}（{heading}）"), format!("the nearest is #{anchor} ({heading})"))
            }
            Self::Anchor { nearest: None } => both(
                "打开那一页，复制段落或标题旁的链接，换掉 # 后面的部分",
                "open that page, copy the link beside the passage, and replace what follows #",
            ),
        }
    }
}

/// The question whether another name was meant.
fn meant(nearest: &Option<String>) -> Option<(String, String)> {
    nearest.as_ref().map(|name| (format!("是不是“{name}”？"), format!("did you mean `{name}`?")))
}
