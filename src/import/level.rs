//! Whose report it is (层级): nation, province, city, county, township, village or a single house.
//!
//! Never takes the level above, which every report names, for its own. Start at [`level`].

use std::sync::LazyLock;

use regex::Regex;

use super::facts::{Evidence, Fact};
use super::unit;
use crate::text::pattern;

/// 层级 as a word of `schema.md`.
///
/// **Shape**: the scope a report gives itself counts (`全县`, `我市`, `市直`), thrice in the title; `走在全州前列` names the level
/// above and does not count, `全区` may be a district or an autonomous region and counts half. A school, a hospital or a company is
/// a `unit`. Always a guess.
pub(super) fn level(evidence: &Evidence<'_>) -> Option<Fact<&'static str>> {
    if is_of_one_house(evidence.title) {
        return Some(Fact { certain: false, ..evidence.titled("unit") });
    }
    let scores = LEVELS.iter().map(|(level, words)| {
        let count = |text: &str| words.iter().map(|(word, weight)| weight * own_scope(text, word)).sum::<usize>();
        (3 * (count(evidence.title) + count(evidence.subtitle)) + count(evidence.lead), *level)
    });
    let session = evidence.subtitle.split_once('在').map_or("", |(_, place)| place);
    let place = place_of(evidence.title).or_else(|| place_of(session));
    // The smaller level wins a tie, since reports name the levels above them; a place in the title counts like a scope in it.
    let scores = scores.map(|(score, level)| (score + if place == Some(level) { 6 } else { 0 }, level));
    let (best, level) = scores.enumerate().max_by_key(|(rank, (score, _))| (*score, *rank)).map(|(_, best)| best)?;
    let named = |word: &str| evidence.title.contains(word) || evidence.subtitle.contains(word);
    let in_title = LEVELS.iter().any(|(of, words)| *of == level && words.iter().any(|(word, _)| named(word)));
    let source = if in_title || place == Some(level) { evidence.titled(()).source } else { "lead" };
    (best >= 2).then(|| Fact::guessed(level, source))
}

/// Words by which a report names its own scope, with their weight; from large to small.
const LEVELS: [(&str, &[(&str, usize)]); 6] = [
    ("nation", &[("国务院", 1), ("全国", 1), ("我国", 1), ("中共中央", 2)]),
    ("province", &[("全省", 2), ("我省", 2), ("省直", 2), ("自治区", 1), ("全区", 1)]),
    ("city", &[("全市", 2), ("我市", 2), ("市直", 2), ("全州", 2), ("我州", 2), ("州直", 2), ("全盟", 2), ("我盟", 2)]),
    (
        "county",
        &[("全县", 2), ("我县", 2), ("县直", 2), ("全旗", 2), ("我旗", 2), ("我区", 2), ("区直", 2), ("全区", 1)],
    ),
    ("township", &[("全镇", 2), ("我镇", 2), ("全乡", 2), ("我乡", 2), ("街道辖区", 2), ("我街道", 2), ("全街道", 2)]),
    ("village", &[("我村", 2), ("全村", 2), ("我社区", 2), ("本村", 2), ("本社区", 2)]),
];

/// How often a text names a scope as its own.
fn own_scope(text: &str, word: &str) -> usize {
    let above = |at: usize| {
        let before = ["走在", "位居", "位列", "排名", "居", "在"].iter().any(|word| text[..at].ends_with(word));
        let after = ["前列", "首位", "前茅", "上游", "第", "先进"].iter().any(|word| text[at..].starts_with(word));
        (before, after)
    };
    let own = |(at, _): &(usize, &str)| !above(*at).0 && !above(at + word.len()).1;
    text.match_indices(word).filter(own).count()
}

/// Whether a title begins with a body that governs nothing: `云州市第三中学2022年…`.
fn is_of_one_house(title: &str) -> bool {
    const HOUSES: [&str; 15] = [
        "医院",
        "卫生院",
        "学校",
        "中学",
        "小学",
        "大学",
        "学院",
        "幼儿园",
        "公司",
        "集团",
        "银行",
        "厂",
        "福利院",
        "研究院",
        "研究所",
    ];
    let body = unit::body_in(title);
    HOUSES.iter().any(|house| body.ends_with(house))
}

/// The level of the place that a title begins with: `云州市青岚县…` is a county.
fn place_of(title: &str) -> Option<&'static str> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        let years = "(?:(?:19|20)[0-9]{2}年?(?:[—－–~～至-]+(?:19|20)[0-9]{2})?年?度?)?";
        let province = "北京市|上海市|天津市|重庆市|[\\p{Han}]{2,5}?(?:省|自治区)";
        pattern(&format!(
            "^{years}(?:({province})?([\\p{{Han}}]{{2,4}}?(?:市|自治州|州|盟))?([\\p{{Han}}]{{2,6}}?(?:县|旗|区))?([\\p{{Han}}]{{2,4}}?(?:镇|乡|街道))?([\\p{{Han}}]{{2,5}}?(?:村|社区))?)"
        ))
    });
    let found = PLACE.captures(title)?;
    // 乡村, 市场, 区域 and their like are words and no end of a place.
    if title[found.get(0)?.end()..].starts_with(['村', '场', '容', '域', '下', '间']) {
        return None;
    }
    let levels = ["province", "city", "county", "township", "village"];
    (1..=5).rev().find(|&group| found.get(group).is_some()).map(|group| levels[group - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Evidence<'_> {
        Evidence { title, title_source: "text", ..Evidence::default() }
    }

    #[test]
    fn the_level_is_that_of_the_own_scope() {
        let cases = [
            ("2022年全县档案工作情况汇报", "走在全州前列。", Some(("county", "title"))),
            ("关于督查情况的报告", "我市召开会议，全省部署，市直机关落实。", Some(("city", "lead"))),
            ("云州市青岚县教育局2022年工作总结", "", Some(("county", "title"))),
            ("2021年云州市政府工作报告", "全国上下。", Some(("city", "title"))),
            ("2021年云岭省政府工作报告", "", Some(("province", "title"))),
            ("柳溪镇2022年工作总结", "按照全县部署。", Some(("township", "title"))),
            ("2022年云州市第三中学工作总结", "", Some(("unit", "title"))),
            ("云州市中学教育工作总结", "", Some(("city", "title"))),
            ("推进乡村振兴工作总结", "城市管理有进展。", None),
        ];
        for (title, lead, expected) in cases {
            let found = level(&Evidence { lead, ..titled(title) });
            assert_eq!(found.map(|fact| (fact.value, fact.source)), expected, "{title}");
        }
        let session = Evidence {
            subtitle: "——2021年1月5日在云岭省第六届人民代表大会上", ..titled("政府工作报告")
        };
        assert_eq!(level(&session), Some(Fact::guessed("province", "title")));
    }
}
