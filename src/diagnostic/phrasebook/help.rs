//! What to do about it, for each phrase, Chinese and English side by side.
//!
//! Never repeats what is wrong: that is the wording.
//! Start at [`Phrase::help`], which is one flat table.

use super::{Limit, Phrase, both};

impl Phrase {
    /// The advice in Chinese and in English.
    pub(super) fn help(&self) -> Option<(String, String)> {
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
            Self::AliasAddress { .. } => Some(both(
                "从站点的根写起，各段只用小写字母、数字和 . _ -，以 .html 或 / 结尾；别的旧地址请在服务器上设转向",
                "write it from the root of the site, with small letters, digits and . _ - only, ending in .html or /; let the server redirect any other",
            )),
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
