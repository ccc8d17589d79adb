//! The title of a report (标题): the lines that are it, or one made up from what the report says of itself.
//!
//! Never promotes a sentence of prose to a title, and never changes a character of one that is written.
//! Start at [`written`]; where there is none, [`inferred()`].

mod inferred;

pub use inferred::inferred;
pub(super) use inferred::lead_type;

use std::sync::LazyLock;

use regex::Regex;

use super::manuscript::{Form, Titling};
use crate::text::bodies::ends_as_body;
use crate::text::date;
use crate::text::join::joins;
use crate::text::marker::{Class, marker, trim};
use crate::text::peel::{Peeled, Role};
use crate::text::{is_blank, is_digit, is_han, pattern};

/// The title of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title; several lines of it are joined.
    pub text: String,
    /// The line below it (`——在…会议上的讲话`), as written.
    pub subtitle: Option<String>,
    /// The lines that are the title and its subtitle and therefore no part of the body.
    pub lines: Vec<usize>,
    /// Where it comes from: `text`, `lead`, `file`, `properties`, `heading` or `none`. Only `text` is no guess.
    pub source: &'static str,
}

static TYPE: LazyLock<Regex> = LazyLock::new(|| {
    let report = "工作总结|工作报告|工作汇报|情况汇报|情况报告|情况通报|调研报告|调查报告|考察报告|督查报告|督察报告|检查报告|自查报告|整改报告|述职述廉报告|述职报告";
    let other = "工作要点|工作计划|工作安排|工作打算|工作思路|工作方案|实施方案|经验材料|交流材料|典型材料|发言材料|汇报材料|讲话稿|讲话|致辞|通报|简报|信息|总结|汇报|报告|计划|要点|方案|意见|纪要";
    let statutory = "决议|决定|命令|公报|公告|通告|通知|请示|批复|议案|函";
    let traditional = "工作總結|總結|工作報告|報告|工作匯報|匯報|彙報|計劃|通報|講話|通報";
    pattern(&format!("({report}|{other}|{statutory}|{traditional})表?(?:[（(][^）)]{{1,20}}[）)])?$"))
});

/// The word for the type of document that a title ends in (`情况汇报`), the longest there is.
pub fn type_word(title: &str) -> Option<&str> {
    TYPE.captures(title).and_then(|found| found.get(1)).map(|word| word.as_str())
}

/// How many lines from the top are looked at.
const TOP: usize = 8;
/// The longest title line.
const LONGEST: usize = 60;
/// The longest title line that says what it is (`关于…的报告`).
const LONGEST_TYPED: usize = 120;
/// What a line must score to be a title.
const ENOUGH: i32 = 3;

/// The title that stands in the text: over the first lines that are no prose, the one that looks most like a title, with
/// the lines that belong to it.
///
/// **Shape**: `市民政局` above `2023年上半年工作总结` are one title; `——在…会议上的讲话` below is its subtitle; `市委：` and
/// `各位代表：` end the block. `names_unit` says whether a text names a unit of the registry.
pub fn written(lines: &[&str], forms: &[&Form], peeled: &Peeled, names_unit: &dyn Fn(&str) -> bool) -> Option<Title> {
    let block = block(lines, peeled);
    let scores = block.iter().enumerate().map(|(place, &line)| {
        let below = block.get(place + 1).map(|&line| text(lines, line));
        (score(lines, line, below, names_unit) + set(forms, line), place)
    });
    // The first of the best: a head that says its title twice says it best at first.
    let (best, place) = scores.max_by_key(|&(score, place)| (score, std::cmp::Reverse(place)))?;
    if best < ENOUGH {
        return None;
    }
    let apart = if is_spaced(lines) { 2 } else { 1 };
    let adjacent = |upper: usize, lower: usize| block[lower] - block[upper] <= apart;
    let mut first = place;
    while first > 0
        && place - first < 2
        && adjacent(first - 1, first)
        && leads(text(lines, block[first - 1]), names_unit)
        && are_alike(forms, block[first - 1], block[place])
    {
        first -= 1;
    }
    // Short lines above belong to the title when they begin the document; furniture of a page does not.
    let first = if first == 0 { 0 } else { place };
    let mut last = place;
    let untyped = type_word(&spaceless(text(lines, block[place]))).is_none();
    let ends = |line: &str| type_word(line).is_some() && !begins_with_dash(line);
    let alike = |line: usize| are_alike(forms, block[place], line);
    if untyped && last + 1 < block.len() && adjacent(last, last + 1) {
        let below = block[last + 1];
        last += usize::from(ends(text(lines, below)) && alike(below));
    }
    Some(gather(lines, &block, first, last))
}

/// Whether a blank line stands between all lines, so that it parts nothing.
fn is_spaced(lines: &[&str]) -> bool {
    let top = &lines[..lines.len().min(4 * TOP)];
    top.len() > TOP && !top.windows(2).any(|pair| pair.iter().all(|line| !trim(line).is_empty()))
}

fn gather(lines: &[&str], block: &[usize], first: usize, last: usize) -> Title {
    let mut title = Title { text: String::new(), subtitle: None, lines: block[first..=last].to_vec(), source: "text" };
    for &line in &block[first..=last] {
        let whole = text(lines, line);
        // Only the last line of a title can have a subtitle behind it.
        let (text, subtitle) = if line == block[last] { split(whole) } else { (whole, None) };
        let ends = title.text.chars().next_back().zip(text.chars().next());
        if ends.is_some_and(|(before, after)| !joins(before, after)) {
            title.text.push(' ');
        }
        title.text.push_str(text);
        title.subtitle = subtitle.map(str::to_owned);
    }
    let below = block.get(last + 1).filter(|&&line| {
        let below = text(lines, line);
        is_subtitle(below) || type_word(&title.text).is_none() && is_kind_in_brackets(below)
    });
    if let Some(&line) = below.filter(|_| title.subtitle.is_none()) {
        title.subtitle = Some(text(lines, line).to_owned());
        title.lines.push(line);
    }
    title
}

fn text<'a>(lines: &[&'a str], line: usize) -> &'a str {
    &lines[line][trim(lines[line])]
}

/// The lines at the top among which a title may stand; prose, a heading or an addressee ends them.
fn block(lines: &[&str], peeled: &Peeled) -> Vec<usize> {
    let mut block = Vec::new();
    for (line, role) in peeled.roles.iter().enumerate() {
        let text = text(lines, line);
        match role {
            Role::Recipients => break,
            Role::Body if is_furniture(text) => {}
            Role::Body if !is_title_line(text) || block.len() == TOP => break,
            Role::Body => block.push(line),
            _ => {}
        }
    }
    block
}

/// What a web page or a program left around the text: it is kept as body but says nothing about the title.
fn is_furniture(text: &str) -> bool {
    static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:</?[A-Za-z!]|-->|<U\+00A0>|#|【?字号|当前位置|(?:下载|打印|全屏|收藏|分享|加大|还原|减小|大|中|小|关闭|返回)$|[-*]?[ ]?[A-Za-z0-9_]+:[ ]|https?:)|>>",
        )
    });
    !text.chars().any(char::is_alphanumeric) || FURNITURE.is_match(text)
}

/// T1: short, no sentence, no heading. The part behind a dash is subtitle and may be longer.
fn is_title_line(line: &str) -> bool {
    let (title, _) = split(line);
    let longest = if title.contains("关于") && type_word(title).is_some() { LONGEST_TYPED } else { LONGEST };
    title.chars().nth(longest).is_none()
        && !title.contains(['。', '；'])
        && !line.ends_with(['：', ':', '。', '.', '，', ',', '、'])
        && marker(line).is_none_or(|marker| marker.class == Class::Ar && is_decimal(&line[marker.bytes.end..]))
}

/// Whether what follows `12.` makes it the beginning of a number or a day (`12.4国家宪法日`) and not of a heading (`1.2022年…`).
fn is_decimal(rest: &str) -> bool {
    (1..4).contains(&rest.chars().take_while(|&c| is_digit(c)).count())
}

/// `政府工作报告——2024年…在…会议上` in one line: the title ends in its type word, the subtitle begins with the dash.
fn split(line: &str) -> (&str, Option<&str>) {
    let dash = ["——", "――", "──"].iter().filter_map(|dash| line.find(dash)).min();
    match dash.filter(|&at| at > 0 && type_word(&line[..at]).is_some()) {
        Some(at) => (&line[..at], Some(&line[at..])),
        None => (line, None),
    }
}

fn is_subtitle(text: &str) -> bool {
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern("^(?:[0-9０-９〇○零一二三四五六七八九十]+年[0-9０-９一二三四五六七八九十廿月]+日)?在.{4,60}上$")
    });
    begins_with_dash(text) || SESSION.is_match(text)
}

/// `（调研报告）` below a title that does not say what the document is.
fn is_kind_in_brackets(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| type_word(inner).is_some())
}

fn begins_with_dash(text: &str) -> bool {
    ["——", "――", "──", "--", "—"].iter().any(|dash| text.starts_with(dash))
}

/// T2: how much a line looks like a title.
pub(super) fn score(lines: &[&str], line: usize, below: Option<&str>, names_unit: &dyn Fn(&str) -> bool) -> i32 {
    static SCOPE: LazyLock<Regex> = LazyLock::new(|| pattern("全(?:国|省|区|市|州|盟|县|旗|镇|乡)"));
    static MATTER: LazyLock<Regex> = LazyLock::new(|| pattern("关于.+的"));
    let whole = text(lines, line);
    let (title, _) = split(whole);
    if begins_with_dash(whole) || date::date(title).is_some() {
        return 0;
    }
    let followed = lines.get(line + 1).is_some_and(|next| trim(next).is_empty());
    let latin = !lines.iter().take(2 * TOP).any(|line| line.chars().any(is_han));
    let typed = type_word(&spaceless(title)).is_some();
    let points = [
        (3, typed),
        (2, MATTER.is_match(title)),
        (2, date::title_years(title).is_some()),
        (1, SCOPE.is_match(title) || names_unit(title)),
        (1, followed),
        (1, is_centred(lines[line])),
        (-3, title.contains('，') && title.chars().nth(30).is_some()),
        (3, !typed && below.is_some_and(begins_with_dash) && title.chars().nth(5).is_some()),
        (2, latin && followed),
    ];
    points.iter().filter(|(_, holds)| *holds).map(|(points, _)| points).sum()
}

/// How much a line is set as a title: by its style, its size, its place.
fn set(forms: &[&Form], line: usize) -> i32 {
    let Some(form) = forms.get(line) else { return 0 };
    let levels = || forms.iter().filter_map(|form| form.level);
    // The only heading of the first level, when it stands above all others, is the title.
    let is_only =
        form.level.is_some_and(|own| levels().filter(|&level| level <= own).count() == 1) && levels().count() > 1;
    let largest = forms.iter().filter_map(|form| form.half_points).max();
    let is_huge = stands_above_all(forms, form);
    let is_large = form.half_points.is_some_and(|size| size >= LARGE) && form.is_centred;
    let is_largest = form.half_points.is_some() && form.half_points == largest;
    let is_largest = is_largest && (is_large || is_above_usual(forms, form));
    let points = [
        (4, form.style == Some(Titling::Title)),
        (3, is_only),
        (2, is_largest),
        (1, is_huge),
        (1, form.is_centred),
        (1, form.is_bold && form.is_centred),
        (-3, form.style == Some(Titling::Subtitle)),
    ];
    points.iter().filter(|(_, holds)| *holds).map(|(points, _)| points).sum()
}

/// Whether a line is the only one of its size, and by four points the largest.
fn stands_above_all(forms: &[&Form], form: &Form) -> bool {
    let others = || forms.iter().filter(|other| !std::ptr::eq(**other, form)).filter_map(|other| other.half_points);
    form.half_points.is_some_and(|own| others().count() > 0 && others().all(|other| other + 8 <= own))
}

/// Whether two lines of a title are set alike. A plain text says nothing of it.
fn are_alike(forms: &[&Form], line: usize, other: usize) -> bool {
    let size = |line: usize| forms.get(line).and_then(|form| form.half_points);
    size(line).zip(size(other)).is_none_or(|(one, other)| one == other)
}

/// 小二, in half points: only titles are as large.
const LARGE: u16 = 36;

/// Whether a line is larger than half of all lines.
fn is_above_usual(forms: &[&Form], form: &Form) -> bool {
    let smaller = forms.iter().filter(|other| other.half_points < form.half_points).count();
    smaller * 2 > forms.len()
}

/// `政 府 工 作 报 告`, spaced out for the eye, without its blanks.
fn spaceless(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}

/// Whether a line is set off by more than the indent of a paragraph.
fn is_centred(line: &str) -> bool {
    line.chars().take_while(|&c| is_blank(c)).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum::<u32>() > 4
}

/// T3: whether a line above a title line is its beginning: the body or the matter, but no date, person, issue or remark.
fn leads(text: &str, names_unit: &dyn Fn(&str) -> bool) -> bool {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| pattern("^[（(【].*[）)】]$|第.{1,4}期|内部|[：:]|[0-9]{2}月"));
    let length = spaceless(text).chars().count();
    let person = length <= 4 && !ends_as_body(text) && !names_unit(text);
    (2..=30).contains(&length)
        && text.chars().any(is_han)
        && type_word(text).is_none()
        && !person
        && !REMARK.is_match(text)
        && date::dates(text).is_empty()
        && !begins_with_dash(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::peel::peel;

    const PROSE: &str = "今年以来，我局认真落实上级部署，各项工作取得了新的进展。";

    fn title(text: &str) -> Option<Title> {
        let lines: Vec<&str> = text.lines().collect();
        written(&lines, &[], &peel(&lines), &|name| name.contains("民政局"))
    }

    #[test]
    fn titles_are_found_as_they_are_written() {
        let cases = [
            ("2022年全县档案工作情况汇报\n\n", "2022年全县档案工作情况汇报", None),
            ("　　　　云州市民政局关于养老服务工作的报告\n市政府：\n", "云州市民政局关于养老服务工作的报告", None),
            (
                "云州市民政局\n2023年上半年工作总结和下半年工作打算\n",
                "云州市民政局2023年上半年工作总结和下半年工作打算",
                None,
            ),
            (
                "关于印发《云州市档案管理\n办法》的通知\n云档〔2022〕5号\n各县：\n",
                "关于印发《云州市档案管理办法》的通知",
                None,
            ),
            ("云州市民政局文件\n云民〔2022〕5号\n\n关于养老服务的报告\n", "关于养老服务的报告", None),
            ("政 府 工 作 报 告\n", "政 府 工 作 报 告", None),
            ("工作报告——在第三届代表大会上\n", "工作报告", Some("——在第三届代表大会上")),
            (
                "凝心聚力谋发展\n携手同行谱新篇\n——在第三届代表大会上的报告\n（2021年1月5日）\n同志们：\n",
                "凝心聚力谋发展携手同行谱新篇",
                Some("——在第三届代表大会上的报告"),
            ),
            (
                "下载\n打印\n】\n2021年云州市政府工作报告\n2021年1月5日在云州市第六届人民代表大会第一次会议上\n来源：云州日报\n",
                "2021年云州市政府工作报告",
                Some("2021年1月5日在云州市第六届人民代表大会第一次会议上"),
            ),
            ("Annual Report 2022\n\nThe office did much.\n", "Annual Report 2022", None),
        ];
        for (head, expected, subtitle) in cases {
            let found = title(&format!("{head}{PROSE}\n一、主要工作\n")).expect(head);
            assert_eq!(
                (found.text.as_str(), found.subtitle.as_deref(), found.source),
                (expected, subtitle, "text"),
                "{head}"
            );
        }
    }

    #[test]
    fn prose_headings_and_addressees_are_no_titles() {
        let heads = [
            PROSE,
            "为贯彻落实会议精神，我局组成调研组，深入各县开展了调研，现将情况报告如下：",
            "一、2022年工作情况汇报",
            "市委：",
            "段　鸣",
            "2022年10月9日",
        ];
        for head in heads {
            assert_eq!(title(&format!("{head}\n{PROSE}\n下一步工作计划\n")), None, "{head}");
        }
    }
}
