//! What to do about it, for each phrase, Chinese and English side by side.
//!
//! Never repeats what is wrong: that is the wording. No phrase goes without.
//! Start at [`Phrase::help`], which is one flat table.

use super::super::nearest;
use super::{Broken, Phrase, both};

impl Phrase {
    /// The advice in Chinese and in English.
    pub(super) fn help(&self) -> (String, String) {
        match self {
            Self::Yaml { .. } => both(
                "每行写成“键: 值”，冒号用半角；值里有冒号、括号或引号时，给整个值加上引号；缩进用空格",
                "write `key: value`; put a value that holds a colon, brackets or quotation marks in quotation marks; indent with blanks",
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
            Self::ReportUnknown { nearest, .. } => meant(nearest).unwrap_or_else(|| {
                both(
                    "写文件名，从 content/reports/ 算起；报告已经删去的，这条决定也删去",
                    "write the name of its file from content/reports/ on; if the report was deleted, delete the decision too",
                )
            }),
            Self::AnchorBad { .. } => both(
                "锚点像 h-1a2b3c4d（标题）、p-1a2b3c4d（段落），就是页面上该处链接里 # 后面的部分；same 里写成 报告#锚点",
                "an anchor looks like h-1a2b3c4d (heading) or p-1a2b3c4d (paragraph): what follows # in a link to that place; in `same`, write report#anchor",
            ),
            Self::DecisionLost { .. } => both(
                "看看现在的文字，把锚点改成新的，或者删去这条决定",
                "look at the text as it is now, and give the new anchor or delete the decision",
            ),
            Self::GlobBad { .. } => both(
                "* 代表任意多个字，? 代表一个字，[甲乙] 代表其中一个；括号要成对",
                "* stands for any letters, ? for one, [ab] for one of these; brackets come in pairs",
            ),
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
            Self::IdBad { .. } => both(
                "标识只用小写字母、数字和 -，至多 40 个，也不能是 con、nul 这类设备名",
                "an id has small letters, digits and -, at most 40, and is no name of a device such as con or nul",
            ),
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
            Self::AudienceUnknown { name, known } => meant(&nearest(name, known.iter().map(String::as_str)))
                .unwrap_or_else(|| {
                    (format!("可以是：{}", known.join("、")), format!("it can be: {}", known.join(", ")))
                }),
            Self::AudienceNarrowed { .. } => both(
                "去掉 audience，或者改成范围更小的读者；标志或单位有误就改正它",
                "take the audience out or name a narrower one; correct the mark or the unit if that is what is wrong",
            ),
            Self::ParentUnknown { nearest, .. } => {
                meant(nearest).unwrap_or_else(|| both("上级写已登记的标识", "a parent is an id that is registered"))
            }
            Self::ParentCycle { .. } => both("改正其中一个 parent", "correct one of the parents"),
            Self::TopicDepth => both("parent 只能是第一级的主题", "a parent has to be a topic of the first level"),
            Self::AliasTaken { .. } => both(
                "给两处写上不相交的 since 和 until，或者标 ambiguous: true",
                "give both a since and until that do not overlap, or mark one ambiguous: true",
            ),
            Self::NamesOverlap { .. } => both(
                "一个单位一个时候只有一个名称；改正其中一个的 since 或 until",
                "a unit has one name at a time; correct the since or until of one of them",
            ),
            Self::UntilEarly { .. } => both("改正 since 或 until", "correct since or until"),
            Self::UntilMissing => both(
                "写上 until；在此之前，各年都当它还在",
                "give until; until then it counts as existing in every year",
            ),
            Self::CodeBad { fault, .. } => fault.help(),
            Self::LineageUnknown { nearest, .. } => meant(nearest).unwrap_or_else(|| {
                both("先登记这个单位，已经撤并的也要登记", "register that unit too, even if it no longer exists")
            }),
            Self::LineageCycle { .. } => both(
                "改正其中一个 predecessors 或 successors；单位更名写在 names 里",
                "correct one of the predecessors or successors; a rename goes into names",
            ),
            Self::LineageGap { .. } => both(
                "改正 since 或 until；当中另有单位的，把它也登记上",
                "correct since or until; if there was a unit between them, register it too",
            ),
            Self::LineageReversed { .. } => {
                both("改正 since 或 until，或者对调两个单位", "correct since or until, or exchange the two units")
            }
            Self::LineageConflict { .. } => {
                both("两边写成一致，或者只写一边", "write the same on both sides, or one side only")
            }
            Self::LabelTaken { .. } => both("换一个名称", "choose another label"),
            Self::TriggerTwice { .. } => {
                both("留一个：strong 计 2 分，weak 计 1 分", "keep one of them: strong counts 2, weak counts 1")
            }
            Self::BlockingTaken { .. } => both("两处留一处", "keep one of the two"),
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
            Self::LinkBroken { target: path, why: Broken::Nowhere }
            | Self::ImageMissing { target: path }
            | Self::AttachmentMissing { file: path }
                if path.contains('\\') =>
            {
                let path = path.replace('\\', "/");
                (format!("文件夹之间用 /，不用 \\：{path}"), format!("between folders write / and not \\: {path}"))
            }
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
            Self::ReceiptBad { .. } => both(
                "删掉这个文件，再导入一次原件就会重新写好",
                "delete this file and import the original again: it will be written anew",
            ),
            Self::ImportNewWaiting => both(
                "与报告对照：要用新版，就去掉文件名末尾的 .new 替换报告；不用，就删掉它",
                "compare it with the report: to use it, drop the .new of its name and let it replace the report; else delete it",
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
            Self::ImportSeveral { .. } => both("每篇报告另存为一个文件再导入", "save each report as a file of its own and import those"),
            Self::ImportEmpty => both("看看交来的是不是这个文件", "check that this is the file that was handed over"),
            Self::ImportForeign(foreign) => foreign.help(),
            Self::ImportDamaged(damage) => damage.help(),
        }
    }
}

/// The question whether another name was meant.
fn meant(nearest: &Option<String>) -> Option<(String, String)> {
    nearest.as_ref().map(|name| (format!("是不是“{name}”？"), format!("did you mean `{name}`?")))
}
