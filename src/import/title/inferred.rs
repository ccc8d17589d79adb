//! A title for a report that has none: from what it says of itself, or from the name of its file.
//!
//! Never counts as written: who shows it says that it was made up. Start at [`inferred`].

use std::sync::LazyLock;

use regex::Regex;

use super::{Title, is_title_line, type_word};
use crate::text::{is_blank, is_han, pattern};

/// A title for a report that has none: from its lead, its file name, its properties, its first heading, or its digest, in this order.
///
/// **Shape**: a lead with `开展了…督查调研` and `现将总体情况报告如下` gives `关于…督查调研情况的报告`; `现将我局2022年普法工作情况
/// 汇报如下` gives `关于2022年普法工作情况的汇报`.
pub fn inferred(lead: &str, file: &str, heading: Option<&str>, property: Option<&str>, digest: &str) -> Title {
    let (text, source) = if let Some(text) = from_lead(lead) {
        (text, "lead")
    } else if let Some(text) = from_file(file) {
        (text, "file")
    } else if let Some(property) = property.filter(|property| is_title_line(property) && type_word(property).is_some())
    {
        (property.trim().to_owned(), "properties")
    } else if let Some(heading) = heading {
        (format!("{heading}（无标题）"), "heading")
    } else {
        (format!("（无标题）{}", &digest[..digest.len().min(8)]), "none")
    };
    Title { text, subtitle: None, lines: Vec::new(), source }
}

/// The type word of a lead: `报告` of `现将总体情况报告如下`.
pub(in crate::import) fn lead_type(lead: &str) -> Option<&str> {
    LEAD_TYPE.captures(lead).and_then(|found| found.get(2)).map(|word| word.as_str())
}

static LEAD_TYPE: LazyLock<Regex> =
    LazyLock::new(|| pattern("现将([^。：:]{0,40}?)(报告|汇报|总结|通报|汇报总结|说明)如下[：:。]?"));

fn from_lead(lead: &str) -> Option<String> {
    static ACT: LazyLock<Regex> =
        LazyLock::new(|| pattern("开展了?([^，。；：]{2,30}?(?:督查调研|专项督查|调研|督查|检查|考察|走访|调查))"));
    static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:我[县市区省州局委办校院司部]|本单位|其|有关|相关|具体|总体|主要|基本|工作|开展|情况)+|(?:有关|相关|具体|总体|主要)?情况(?:总结|汇报|报告)?$",
        )
    });
    let found = LEAD_TYPE.captures(lead)?;
    let stated = GENERAL.replace_all(&found[1], "");
    let matter = match ACT.captures(lead) {
        _ if stated.chars().count() >= 4 => stated.into_owned(),
        act => act?[1].to_owned(),
    };
    Some(format!("关于{matter}情况的{}", &found[2]))
}

/// The words of a file name, without what people and programs add to it; it must hold Han text.
fn from_file(file: &str) -> Option<String> {
    static ADDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[0-9]{1,4}[-_.、 ]+|[0-9a-f]{12,}|(?:19|20)[0-9]{2}[-_.]?[01][0-9][-_.]?[0-3][0-9]|[（(\[][0-9]{1,3}[）)\]]|[-_ （(]*(?:副本|终稿|定稿|最终版?|修改稿|初稿|新建文本文档|v[0-9.]+)[）)]?",
        )
    });
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut name = stem.to_owned();
    loop {
        let shorter = ADDED.replace_all(&name, "");
        let shorter = shorter.trim_matches(|c: char| is_blank(c) || matches!(c, '-' | '_' | '.'));
        if shorter == name {
            break;
        }
        name = shorter.to_owned();
    }
    (name.chars().filter(|&c| is_han(c)).count() >= 4).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "今年以来，我局认真落实上级部署，各项工作取得了新的进展。";

    #[test]
    fn a_missing_title_is_made_from_the_best_there_is() {
        let lead = "为加强管理，我局开展了全市档案库房专项督查。现将总体情况报告如下：";
        let digest = "0123456789abcdef";
        let cases = [
            (lead, "x.txt", None, "关于全市档案库房专项督查情况的报告", "lead"),
            ("现将我局2022年普法工作情况汇报如下：", "x.txt", None, "关于2022年普法工作情况的汇报", "lead"),
            ("现将有关情况通报如下：", "03-云州市普法工作总结（终稿）(1).txt", None, "云州市普法工作总结", "file"),
            (PROSE, "20221009_普法工作汇报_副本.txt", None, "普法工作汇报", "file"),
            (PROSE, "000_6a5f8cf72afee278.txt", Some("主要工作"), "主要工作（无标题）", "heading"),
            (PROSE, "a.txt", None, "（无标题）01234567", "none"),
        ];
        for (lead, file, heading, expected, source) in cases {
            let found = inferred(lead, file, heading, None, digest);
            assert_eq!((found.text.as_str(), found.source), (expected, source), "{file}");
        }
    }
}
