//! What a report is (文种, 年度, 时段), each fact with the evidence it rests on.
//!
//! Never takes the time of a file or of the import for evidence: what nothing says is unknown.
//! Start at [`Evidence`]; each function reads one fact from it.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

use super::title::{lead_type, type_word};
use crate::text::date::{self, Day};
use crate::text::{is_han, ordinal, pattern};

/// A fact and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value, as the front matter writes it.
    pub value: T,
    /// The word for its evidence: `title`, `date`, `number`, `lead`, `folder`, `file`.
    pub source: &'static str,
    /// Whether the report says so itself; else it is a guess that a person should look at.
    pub certain: bool,
}

impl<T> Fact<T> {
    pub(super) fn said(value: T, source: &'static str) -> Self {
        Self { value, source, certain: true }
    }

    pub(super) fn guessed(value: T, source: &'static str) -> Self {
        Self { value, source, certain: false }
    }
}

/// What is known of a report before its facts are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// The title.
    pub title: &'a str,
    /// Where the title comes from, as in [`super::title::Title::source`].
    pub title_source: &'a str,
    /// The subtitle, or nothing.
    pub subtitle: &'a str,
    /// The short lines between title and text: who speaks, for instance.
    pub below: &'a [String],
    /// The first lines of the text, the lead among them.
    pub opening: &'a str,
    /// The first paragraph.
    pub lead: &'a str,
    /// The date below the title.
    pub head_date: Option<Day>,
    /// 成文日期.
    pub date: Option<Day>,
    /// The year in 发文字号.
    pub number_year: Option<u16>,
    /// The names of the folders the file came from, the nearest last.
    pub folders: &'a [&'a str],
    /// The name of the file.
    pub file: &'a str,
}

impl Evidence<'_> {
    /// A fact that the title states: certain when the title stands in the text.
    pub(super) fn titled<T>(&self, value: T) -> Fact<T> {
        match self.title_source {
            "text" => Fact::said(value, "title"),
            "lead" => Fact::guessed(value, "lead"),
            "file" => Fact::guessed(value, "file"),
            _ => Fact::guessed(value, "title"),
        }
    }
}

/// 文种 as an id of `schema.md`.
///
/// **Shape**: the word the title ends in decides (`情况汇报` is `huibao`), of `2022年工作总结和2023年工作计划` the first; a matter
/// decides over a plain `报告` (`…督查调研情况的报告` is `ducha`). Without one, the lead (`现将…汇报如下`),
/// then the name of the file.
pub fn genre(evidence: &Evidence<'_>) -> Option<Fact<&'static str>> {
    let title = first_half(evidence.title);
    if type_word(title).is_some() {
        return Some(evidence.titled(genre_of(title)));
    }
    let subtitle = evidence.subtitle.trim_matches(['（', '）', '(', ')']);
    if type_word(subtitle).is_some() {
        return Some(Fact::said(genre_of(subtitle), "title"));
    }
    let latin = (!title.contains(is_han)).then(|| latin_genre(title)).flatten();
    let latin = latin.map(|genre| evidence.titled(genre));
    let lead = || lead_type(evidence.lead).map(|word| Fact::guessed(genre_of(word), "lead"));
    latin.or_else(lead).or_else(|| {
        let file = first_half(file_words(evidence.file));
        type_word(file).map(|_| Fact::guessed(genre_of(file), "file"))
    })
}

/// The name of a file without its ending and what programs add to it.
fn file_words(file: &str) -> &str {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.trim_end_matches(|c: char| c.is_ascii() || matches!(c, '（' | '）' | '　'))
}

/// The type that a title in English names first: `report` of `Annual Report 2022 and Plan for 2023`.
fn latin_genre(title: &str) -> Option<&'static str> {
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?i)\\b(?:(report)|(summary|review)|(plan)|(speech|address))\\b"));
    let found = WORDS.captures(title)?;
    let ids = ["baogao", "zongjie", "jihua", "jianghua"];
    (1..=4).find(|&group| found.get(group).is_some()).map(|group| ids[group - 1])
}

fn genre_of(title: &str) -> &'static str {
    let title = &simplified(title);
    static GENRES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
        let row = |(words, id): (&str, _)| (pattern(words), id);
        GENRE_WORDS.map(row).into()
    });
    GENRES.iter().find(|(pattern, _)| pattern.is_match(title)).map_or("qita", |(_, id)| id)
}

/// The words of types as they are written in traditional characters.
fn simplified(title: &str) -> String {
    const PAIRS: [(char, char); 14] = [
        ('總', '总'),
        ('結', '结'),
        ('報', '报'),
        ('匯', '汇'),
        ('彙', '汇'),
        ('計', '计'),
        ('劃', '划'),
        ('講', '讲'),
        ('話', '话'),
        ('調', '调'),
        ('檢', '检'),
        ('職', '职'),
        ('點', '点'),
        ('發', '发'),
    ];
    title.chars().map(|c| PAIRS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

/// The first row that matches decides; a word at the end of the title may have a remark in brackets behind it.
const GENRE_WORDS: [(&str, &str); 12] = [
    ("述职", "shuzhi"),
    ("(?:讲话稿?|致辞|发言|发言材料)(?:[（(].*[）)])?$", "jianghua"),
    ("(?:经验|交流|典型)材料", "jingyan"),
    ("通报(?:[（(].*[）)])?$", "tongbao"),
    ("要点(?:[（(].*[）)])?$", "yaodian"),
    ("(?:计划|安排|打算|思路|方案)(?:[（(].*[）)])?$", "jihua"),
    ("(?:自查|整改).*(?:报告|汇报|总结)", "zicha"),
    ("(?:督查|督察|检查|巡查).*报告", "ducha"),
    ("(?:调研|调查|考察).*报告", "diaoyan"),
    ("总结表?(?:[（(].*[）)])?$", "zongjie"),
    ("汇报|情况的?报告", "huibao"),
    ("报告(?:[（(].*[）)])?$", "baogao"),
];

/// The first of two documents in one title: `2022年工作总结` of `2022年工作总结和2023年工作计划`.
fn first_half(title: &str) -> &str {
    let ends = ["总结", "汇报", "报告"];
    let parts = title.char_indices().filter(|(_, c)| matches!(c, '和' | '及' | '暨' | '与'));
    parts.map(|(at, _)| &title[..at]).find(|half| ends.iter().any(|end| half.ends_with(end))).unwrap_or(title)
}

/// 年度: `2022` or `2017-2021`.
///
/// **Priority**: title, date below the title, 成文日期, 发文字号, the lead (`2022年以来`), folder, file name. A summary dated in January or
/// February without a year in its title is of the year before; that and all after 发文字号 is a guess. None when the title
/// names a school year: that is a period, which a report signed at its end would not stand under.
pub fn year(evidence: &Evidence<'_>) -> Option<Fact<String>> {
    if school_year(evidence.title).is_some() {
        return None;
    }
    let titled = date::title_years(evidence.title).map(|years| evidence.titled(span(&years)));
    titled.or_else(|| dated(evidence)).or_else(|| placed(evidence))
}

fn span(years: &RangeInclusive<u16>) -> String {
    if years.start() == years.end() { years.start().to_string() } else { format!("{}-{}", years.start(), years.end()) }
}

fn dated(evidence: &Evidence<'_>) -> Option<Fact<String>> {
    if let Some(day) = evidence.head_date.or(evidence.date) {
        let summary = || genre(evidence).is_some_and(|genre| genre.value == "zongjie");
        if (1..=2).contains(&day.month) && evidence.head_date.is_none() && summary() {
            return Some(Fact::guessed((day.year - 1).to_string(), "date"));
        }
        return Some(Fact::said(day.year.to_string(), "date"));
    }
    evidence.number_year.map(|year| Fact::said(year.to_string(), "number"))
}

fn placed(evidence: &Evidence<'_>) -> Option<Fact<String>> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern("((?:19|20)[0-9]{2})年(?:以来|度|[上下]半年|工作|全年)|截[至止]((?:19|20)[0-9]{2})年")
    });
    static FOLDER: LazyLock<Regex> = LazyLock::new(|| pattern("^((?:19|20)[0-9]{2})(?:年度?)?$"));
    static FILE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(?:^|[^0-9])((?:19|20)[0-9]{2})(?:年|[-_. ]|$|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$))",
        )
    });
    let found = |pattern: &Regex, text: &str| {
        let captures = pattern.captures(text)?;
        captures.iter().skip(1).flatten().next().map(|year| year.as_str().to_owned())
    };
    let lead = found(&LEAD, evidence.lead).map(|year| Fact::guessed(year, "lead"));
    let folder = || evidence.folders.iter().rev().find_map(|folder| found(&FOLDER, folder));
    lead.or_else(|| folder().map(|year| Fact::guessed(year, "folder")))
        .or_else(|| found(&FILE, evidence.file).map(|year| Fact::guessed(year, "file")))
}

/// 时段 in the notation of `schema.md`; none when it is no more than the year, or when the year is not known.
///
/// **Shape**: with 2022, `上半年` is `2022-H1`, `前三季度` and `1-9月` are `2022-Q1..Q3`, `第二季度` is `2022-Q2`, `7月份` is
/// `2022-07`; `2021—2025年` and `“十四五”` are `2021..2025`, `2022—2023学年` is `2022/2023`. Without any of them in the title
/// the lead may say one, as a guess.
pub fn period(evidence: &Evidence<'_>, year: Option<&str>) -> Option<Fact<String>> {
    if let Some(period) = period_in(evidence.title, year) {
        return Some(evidence.titled(period));
    }
    let silent = date::title_years(evidence.title).is_none();
    let begins: String = evidence.lead.chars().take(OPENING).collect();
    // A month in the lead is when something happened, not what the report is about.
    let lead =
        part(&begins).filter(|part| silent && part.starts_with(['H', 'Q'])).zip(year.filter(|year| year.len() == 4));
    lead.map(|(part, year)| Fact::guessed(format!("{year}-{part}"), "lead"))
}

/// How many characters of the lead can say what time the whole report is about.
const OPENING: usize = 20;

fn period_in(title: &str, year: Option<&str>) -> Option<String> {
    static PLAN: LazyLock<Regex> =
        LazyLock::new(|| pattern("[“\"]?(十[一二三四五])五[”\"]?(?:时期|期间|以来|规划|工作|总结|发展|[”\"])"));
    if let Some(years) = school_year(title) {
        return Some(years);
    }
    if let Some(years) = date::title_years(title).filter(|years| years.start() != years.end()) {
        return Some(format!("{}..{}", years.start(), years.end()));
    }
    if let Some((year, part)) = year.filter(|year| year.len() == 4).zip(part(title)) {
        return Some(format!("{year}-{part}"));
    }
    // 十一五 began in 2006.
    let plan = PLAN.captures(title).filter(|_| date::title_years(title).is_none())?;
    let first = 2006 + 5 * (ordinal::number(&plan[1])?.checked_sub(11)?);
    Some(format!("{first}..{}", first + 4))
}

/// The school year (学年) that a title names, as a period.
fn school_year(title: &str) -> Option<String> {
    static SCHOOL: LazyLock<Regex> = LazyLock::new(|| {
        pattern("((?:19|20)[0-9]{2})[—－–~～至/-]+((?:19|20)[0-9]{2})学?年?度?(?:学年|学年度|第[一二]学期)")
    });
    let found = SCHOOL.captures(title)?;
    Some(format!("{}/{}", &found[1], &found[2]))
}

/// The part of a year that a text names first.
fn part(text: &str) -> Option<String> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(上半年)|(下半年)|(前三季度|1[-—－–~～至]9月)|(?:第)?([一二三四1-4])季度|(?:^|[^0-9至—－–~～-])([0-9]{1,2})月份?(?:[^0-9至—－–~～份-]|$)",
        )
    });
    let found = PART.captures(text)?;
    let number = |group| found.get(group).and_then(|n: regex::Match<'_>| ordinal::number(n.as_str()));
    match (found.get(1), found.get(2), found.get(3), number(4), number(5)) {
        (Some(_), ..) => Some("H1".to_owned()),
        (_, Some(_), ..) => Some("H2".to_owned()),
        (_, _, Some(_), ..) => Some("Q1..Q3".to_owned()),
        (.., Some(quarter), _) => Some(format!("Q{quarter}")),
        (.., Some(month)) => (1..=12).contains(&month).then(|| format!("{month:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Evidence<'_> {
        Evidence { title, title_source: "text", ..Evidence::default() }
    }

    #[test]
    fn the_title_word_decides_the_type() {
        let cases = [
            ("2022年全县档案工作情况汇报", "huibao"),
            ("关于档案库房督查调研情况的报告", "ducha"),
            ("关于养老服务的调研报告", "diaoyan"),
            ("云州市民政局关于2022年工作情况的报告", "huibao"),
            ("2022年工作总结和2023年工作计划", "zongjie"),
            ("2022年工作要点", "yaodian"),
            ("2022年度述职述廉报告（摘要）", "shuzhi"),
            ("关于问题整改落实情况的报告", "zicha"),
            ("在全市档案工作会议上的讲话", "jianghua"),
            ("关于督查情况的通报", "tongbao"),
            ("政府工作报告", "baogao"),
            ("关于举办培训班的通知", "qita"),
        ];
        for (title, id) in cases {
            assert_eq!(genre(&titled(title)).map(|fact| (fact.value, fact.certain)), Some((id, true)), "{title}");
        }
        let session = Evidence {
            subtitle: "——2024年2月6日在全市会议上的报告", ..titled("凝心聚力谋发展")
        };
        assert_eq!(genre(&session), Some(Fact::said("baogao", "title")));
        assert_eq!(genre(&titled("Annual Report 2022")), Some(Fact::said("baogao", "title")));
        let lead = Evidence {
            title: "主要工作（无标题）", lead: "现将有关情况通报如下：", ..Evidence::default()
        };
        assert_eq!(genre(&lead), Some(Fact::guessed("tongbao", "lead")));
        assert_eq!(genre(&titled("凝心聚力谋发展")), None);
    }

    #[test]
    fn the_year_comes_from_the_best_evidence() {
        let day = |text| Day::parse(text);
        let folders = ["档案", "2019年度", "汇报"];
        let none = Evidence { title: "工作总结", title_source: "text", ..Evidence::default() };
        let cases = [
            (Evidence { date: day("2023-01-05"), ..titled("2022年工作总结") }, Some(("2022", "title", true))),
            (titled("2017-2021年工作总结"), Some(("2017-2021", "title", true))),
            (Evidence { date: day("2023-01-05"), ..none }, Some(("2022", "date", false))),
            (Evidence { date: day("2023-10-05"), ..none }, Some(("2023", "date", true))),
            (Evidence { head_date: day("2021-01-05"), ..titled("政府工作报告") }, Some(("2021", "date", true))),
            (Evidence { number_year: Some(2020), folders: &folders, ..none }, Some(("2020", "number", true))),
            (
                Evidence { lead: "2022年以来，各项工作有进展。", folders: &folders, ..none },
                Some(("2022", "lead", false)),
            ),
            (Evidence { lead: "自2018年机构改革后。", folders: &folders, ..none }, Some(("2019", "folder", false))),
            (Evidence { date: day("2023-07-05"), ..titled("2022—2023学年第二学期工作总结") }, None),
            (Evidence { file: "民政局2018年总结.txt", ..none }, Some(("2018", "file", false))),
            (Evidence { file: "000_201812afee.txt", lead: "自2018年改革以来。", ..none }, None),
        ];
        for (evidence, expected) in cases {
            let found = year(&evidence);
            assert_eq!(
                found.as_ref().map(|fact| (fact.value.as_str(), fact.source, fact.certain)),
                expected,
                "{evidence:?}"
            );
        }
    }

    #[test]
    fn periods_are_written_in_the_notation_of_the_schema() {
        let cases = [
            ("2022年上半年工作总结和下半年工作打算", Some("2022-H1")),
            ("2022年前三季度工作情况汇报", Some("2022-Q1..Q3")),
            ("2022年1—9月工作情况汇报", Some("2022-Q1..Q3")),
            ("2022年第二季度工作总结", Some("2022-Q2")),
            ("2022年7月份工作总结", Some("2022-07")),
            ("2022年3月至5月工作总结", None),
            ("2021—2025年发展工作总结", Some("2021..2025")),
            ("“十三五”时期工作总结", Some("2016..2020")),
            ("2022—2023学年第一学期工作总结", Some("2022/2023")),
            ("2022年全县档案工作情况汇报", None),
        ];
        for (title, expected) in cases {
            let found = period(&titled(title), Some("2022"));
            assert_eq!(found.map(|fact| fact.value).as_deref(), expected, "{title}");
        }
        let lead = Evidence { lead: "上半年，我局扎实工作。", ..titled("工作总结") };
        assert_eq!(period(&lead, Some("2022")), Some(Fact::guessed("2022-H1".to_owned(), "lead")));
        assert_eq!(period(&lead, None), None);
    }
}
