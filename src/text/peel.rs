//! The elements around the body of an official document (版头, 主送, 署名, 成文日期, 版记 …), taken off line by line.
//!
//! Never drops a line: every line has exactly one [`Role`], and who writes the Markdown decides what becomes of it.
//! Start at [`peel`]; the table of elements is GB/T 9704—2012 §7.2 to §7.4.

use std::sync::LazyLock;

use regex::Regex;
use strum::IntoStaticStr;

mod tail;

use crate::text::date::{self, Day};
use crate::text::marker::{marker, trim};
use crate::text::pattern;

/// What a line is, in the order of the form; as a word `head-date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Nothing but blanks.
    Blank,
    /// Text: title, paragraphs, headings.
    Body,
    /// 份号: `000012`.
    Serial,
    /// 密级和保密期限: `秘密★1年`.
    Secrecy,
    /// 紧急程度: `特急`.
    Urgency,
    /// 发文机关标志: `云州市档案局文件`.
    Mark,
    /// 发文字号, perhaps with 签发人 in the same line: `云档〔2022〕5号`.
    Number,
    /// 签发人.
    Signer,
    /// The date below the title (题下日期).
    HeadDate,
    /// A line of a table of contents (目录): `一、主要工作……3`.
    Contents,
    /// 主送机关: `市委：`.
    Recipients,
    /// 附件说明 and the lines of its list.
    Attachments,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    Date,
    /// 附注: `（此件公开发布）`.
    Note,
    /// 抄送机关.
    Copies,
    /// 印发机关和印发日期.
    Printing,
    /// 表题 or 图题: `表1　各县（区）任务完成情况`. [`peel`] gives it to no line: only who sees the table knows.
    Caption,
}

/// The roles of all lines, and what the elements say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peeled {
    /// The role of each line.
    pub roles: Vec<Role>,
    /// 密级 as printed.
    pub secrecy: Option<String>,
    /// 公开属性 as printed: `此件公开发布`.
    pub openness: Option<String>,
    /// The body that the red head names: `云州市档案局` of `云州市档案局文件`.
    pub mark: Option<String>,
    /// 发文字号 as printed.
    pub number: Option<String>,
    /// 主送机关, one by one.
    pub recipients: Vec<String>,
    /// 抄送机关, one by one.
    pub copies: Vec<String>,
    /// 署名, one body per entry.
    pub signature: Vec<String>,
    /// The date below the title.
    pub head_date: Option<Day>,
    /// 成文日期 at the end.
    pub date: Option<Day>,
}

impl Peeled {
    /// The indexes of the lines that are body, in order.
    pub fn body(&self) -> impl Iterator<Item = usize> + '_ {
        self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Body).map(|(line, _)| line)
    }

    /// The year in 发文字号.
    pub fn number_year(&self) -> Option<u16> {
        NUMBER.captures(self.number.as_deref()?)?.get(2)?.as_str().parse().ok()
    }
}

/// Gives every line its role.
///
/// **Shape**: a line of a report that is nothing but a report is `Body`; `云档〔2022〕5号` near the top is `Number`, a short
/// line above a line that is a date, with nothing but 版记 behind, is `Signature`. What only looks like an element
/// (`附件` in prose, a date in a diary) stays `Body`.
pub fn peel(lines: &[&str]) -> Peeled {
    let trimmed: Vec<&str> = lines.iter().map(|line| &line[trim(line)]).collect();
    let blank_or_body = |line: &&str| if line.is_empty() { Role::Blank } else { Role::Body };
    let mut peeled = Peeled { roles: trimmed.iter().map(blank_or_body).collect(), ..Peeled::default() };
    contents(&trimmed, &mut peeled);
    head(&trimmed, &mut peeled);
    addressees(&trimmed, &mut peeled);
    tail::attachments(&trimmed, &mut peeled);
    tail::tail(&trimmed, &mut peeled);
    peeled
}

/// Whether a line is a caption (表题、图题) if a table or a picture stands beside it.
///
/// ```
/// use huibian::text::peel::is_caption;
/// assert!(is_caption("表1　各县（区）任务完成情况") && is_caption("图2-1 站点分布"));
/// assert!(!is_caption("表1中的数字截至9月底。") && !is_caption("图书馆开放时间"));
/// ```
pub fn is_caption(line: &str) -> bool {
    static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:附|续)?[表图][ 　]*[0-9０-９一二三四五六七八九十]+(?:[-－–—.．][0-9０-９]+)*(?:[ 　\t：:.．、]|$)",
        )
    });
    is_short(line) && CAPTION.is_match(line)
}

/// Whether a line can only be an element of 版头 or 版记: a red head, 发文字号, 抄送, 印发.
pub fn is_element(line: &str) -> bool {
    red_mark(line).is_some() || NUMBER.is_match(line) || tail::is_imprint(line)
}

/// The longest line that can belong to the head of a document.
const SHORT: usize = 60;
/// How many lines from the top 版头 can take, with what a program may have put above it.
const HEAD: usize = 20;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(]?([\p{Han}A-Za-z*×]{1,12}?[〔\[［(（【]((?:19|20)[0-9*×]{2})[〕\]］)）】]第?0*[0-9*×]{1,4}号)[）)]?(?:[ 　\t]*签发人[：:].*)?$",
    )
});

/// 目录: what leads to a page number would otherwise be taken for the heading that it names.
fn contents(lines: &[&str], peeled: &mut Peeled) {
    static LEADER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[.．…·]{3,}[ 　\t]*|\t)[0-9]{1,3}$"));
    for (line, role) in lines.iter().zip(&mut peeled.roles) {
        // The pattern is looked for in few lines: those that end in a digit.
        if line.ends_with(|c: char| c.is_ascii_digit()) && is_short(line) && LEADER.is_match(line) {
            *role = Role::Contents;
        }
    }
}

/// 版头: what stands above the title, and 发文字号 below it.
fn head(lines: &[&str], peeled: &mut Peeled) {
    static SERIAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:份号[：:]?)?[0-9]{6}$"));
    static SECRECY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?:绝[ 　]*密|机[ 　]*密|秘[ 　]*密)(?:[ 　]*[★☆✭][ 　]*(?:长期|[0-9０-９]{1,3}[ 　]*(?:年|个月|月)|[^\s，。；]{1,12}(?:前|后))?|[ 　]*[（(]?(?:长期|[0-9]{1,3}年)[）)]?)?)(?:[ 　]+(?:特[ 　]*急|加[ 　]*急))?$",
        )
    });
    static INTERNAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[【（(]?(?:内[ 　]*部|工作秘密|内部(?:资料|文件|材料|刊物|使用|参考|掌握|事项)[ 　，,、]*(?:注意保存|注意保管|注意保密|不得外传|严禁外传|妥善保管|阅后收回)?|(?:商业秘密|核心商密|普通商密)[▲△]?.{0,8})[】）)]?$",
        )
    });
    static URGENCY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:特[ 　]*提|特[ 　]*急|加[ 　]*急|平[ 　]*急)$"));
    static SIGNER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^签发人[：:]\s*\S+"));
    let top: Vec<usize> = non_blank(lines).take(HEAD).take_while(|&line| is_no_prose(lines[line])).collect();
    let number = top.iter().position(|&line| NUMBER.is_match(lines[line]));
    for (place, &line) in top.iter().enumerate() {
        let text = lines[line];
        let before_number = number.is_some_and(|number| place < number && number - place <= 3);
        let role = if place < 5 && SERIAL.is_match(text) {
            Role::Serial
        } else if let Some(found) = SECRECY.captures(text) {
            peeled.secrecy = found.get(1).map(|mark| mark.as_str().trim_end().to_owned());
            Role::Secrecy
        } else if INTERNAL.is_match(text) {
            peeled.secrecy.get_or_insert_with(|| text.to_owned());
            Role::Secrecy
        } else if URGENCY.is_match(text) {
            Role::Urgency
        } else if let Some(found) = NUMBER.captures(text).filter(|_| peeled.number.is_none()) {
            peeled.number = Some(found[1].to_owned());
            Role::Number
        } else if SIGNER.is_match(text) {
            Role::Signer
        } else if before_number
            && names_issue(text)
            && number.is_some_and(|number| has_title(lines, &top[number + 1..]))
        {
            Role::Mark
        } else if let Some(body) = red_mark(text).filter(|_| before_number) {
            peeled.mark = Some(body.to_owned());
            Role::Mark
        } else {
            continue;
        };
        peeled.roles[line] = role;
    }
}

/// What is printed above every issue of a kind of paper: `专题会议纪要`, `档案工作简报`.
fn names_issue(line: &str) -> bool {
    ["会议纪要", "工作纪要", "简报", "专报", "快报"].iter().any(|word| line.ends_with(word))
        && !line.contains("关于")
        && line.chars().nth(16).is_none()
}

/// Whether a line that can be a title comes next, so that what stands above is none.
fn has_title(lines: &[&str], below: &[usize]) -> bool {
    below.first().is_some_and(|&line| lines[line].chars().nth(7).is_some() && date::date(lines[line]).is_none())
}

/// The body of `云州市档案局文件`.
fn red_mark(line: &str) -> Option<&str> {
    let body = line.strip_suffix("文件")?.trim_end();
    ((2..=30).contains(&body.chars().count()) && !body.contains("关于")).then_some(body)
}

/// 主送 and the date below the title: the lines from the top that are no prose yet.
fn addressees(lines: &[&str], peeled: &mut Peeled) {
    static SALUTATION: LazyLock<Regex> =
        LazyLock::new(|| pattern("各位|同志|代表|委员[：:]|领导|朋友|女士|先生|老师|来宾"));
    static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern("如下[：:]$|^现将|^现就"));
    let top = non_blank(lines).take(HEAD + 4).take_while(|&line| is_no_prose(lines[line]));
    let top: Vec<usize> = top.filter(|&line| peeled.roles[line] == Role::Body).collect();
    for (place, &line) in top.iter().enumerate() {
        let text = lines[line];
        if marker(text).is_some() {
            break;
        } else if text.ends_with(['：', ':']) && !text.starts_with(['【', '来', '时']) {
            if !text.contains(['！', '？']) && !SALUTATION.is_match(text) && !LEAD.is_match(text) {
                peeled.recipients = bodies(text);
                peeled.roles[line] = Role::Recipients;
            }
            break;
        } else if peeled.head_date.is_none() && (text.contains(['—', '―', '─']) || text.ends_with('上')) {
            peeled.head_date = date::dates(text).first().and_then(|written| written.day);
        } else if place > 0 && peeled.head_date.is_none() && (is_date(text) || tail::signed_and_dated(text).is_some()) {
            peeled.head_date = date::date(text).or_else(|| tail::signed_and_dated(text).map(|(_, day)| day));
            peeled.roles[line] = Role::HeadDate;
        }
    }
}

fn is_date(line: &str) -> bool {
    date::date(line).is_some() || date::is_masked(line)
}

/// The bodies of a list, parted by commas outside brackets.
fn bodies(list: &str) -> Vec<String> {
    let mut depth = 0_u32;
    list.split(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | ',' | '、' | '；' | ';' | '。' | '：' | ':')
    })
    .map(|body| body[trim(body)].to_owned())
    .filter(|body| !body.is_empty())
    .collect()
}

/// Whether a line can stand above the text: a title may be long.
fn is_no_prose(line: &str) -> bool {
    !line.contains('。') && line.chars().nth(2 * SHORT).is_none()
}

fn is_short(line: &str) -> bool {
    !line.contains('。') && line.chars().nth(SHORT).is_none()
}

fn non_blank<'a>(lines: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    (0..lines.len()).filter(|&line| !lines[line].is_empty())
}

#[cfg(test)]
mod tests {
    use super::Role::*;
    use super::*;

    const PROSE: &str = "今年以来，我局认真落实上级部署，各项工作取得了新的进展。";

    fn roles(text: &str) -> (Vec<Role>, Peeled) {
        let lines: Vec<&str> = text.lines().collect();
        let peeled = peel(&lines);
        (peeled.roles.clone(), peeled)
    }

    #[test]
    fn a_whole_document_is_peeled() {
        let text = format!(
            "000012\n秘密★1年\n特 急\n云州市档案局文件\n云档〔2022〕5号　　签发人：某某\n\n云州市档案局关于2022年工作情况的报告\n\n\
             市委，各县（市、区）人民政府、市直各部门：\n　　{PROSE}\n一、主要工作\n特此报告。\n　　附件：1.统计表\n　　　　　2.名单\n\n\
             云州市档案局\n2022年10月9日\n（此件公开发布）\n抄送：市委办，市人大常委会办公室。\n云州市档案局办公室　2022年10月9日印发\n"
        );
        let (roles, peeled) = roles(&text);
        let expected = [
            Serial,
            Secrecy,
            Urgency,
            Mark,
            Number,
            Blank,
            Body,
            Blank,
            Recipients,
            Body,
            Body,
            Body,
            Attachments,
            Attachments,
            Blank,
            Signature,
            Date,
            Note,
            Copies,
            Printing,
        ];
        assert_eq!(roles, expected);
        assert_eq!(peeled.secrecy.as_deref(), Some("秘密★1年"));
        assert_eq!(peeled.openness.as_deref(), Some("此件公开发布"));
        assert_eq!(peeled.mark.as_deref(), Some("云州市档案局"));
        assert_eq!((peeled.number.as_deref(), peeled.number_year()), (Some("云档〔2022〕5号"), Some(2022)));
        assert_eq!(peeled.recipients, ["市委", "各县（市、区）人民政府", "市直各部门"]);
        assert_eq!(peeled.copies, ["市委办", "市人大常委会办公室"]);
        assert_eq!(peeled.signature, ["云州市档案局"]);
        assert_eq!(peeled.date.map(|day| day.to_string()).as_deref(), Some("2022-10-09"));
    }

    #[test]
    fn what_only_looks_like_an_element_stays_body() {
        let cases = [
            ("一个短标题", vec![Body]),
            ("主要做法如下：", vec![Body]),
            ("学习文件\n正文。", vec![Body, Body]),
            ("保守国家秘密法宣传\n正文。", vec![Body, Body]),
            ("各位代表：\n正文。", vec![Body, Body]),
            ("工作日志\n正文一。\n2022年10月9日\n正文二。", vec![Body, Body, Body, Body]),
            ("总结\n正文。\n（联系人：档案科）", vec![Body, Body, Body]),
            ("附件：工作总结\n1、主要工作\n正文。", vec![Attachments, Body, Body]),
            ("总结\n正文，附件：略。\n谢谢大家！", vec![Body, Body, Body]),
            (
                "总结\n目录\n一、工作......1\n二、打算\t12\n一、工作\n正文。",
                vec![Body, Body, Contents, Contents, Body, Body],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(roles(text).0, expected, "{text}");
        }
    }

    #[test]
    fn dates_below_the_title_and_masked_dates_are_elements() {
        let (found, peeled) =
            roles("青岚县2023年上半年工作总结\n（2023年7月6日）\n正文。\n云州市青岚县档案局\n*年*月*日\n");
        assert_eq!(found, [Body, HeadDate, Body, Signature, Date]);
        assert_eq!((peeled.head_date.map(|d| d.to_string()).as_deref(), peeled.date), (Some("2023-07-06"), None));
        let (found, peeled) =
            roles("政府工作报告\n——2021年1月5日在云州市第六届人民代表大会第一次会议上\n各位代表：\n正文。");
        assert_eq!(found, [Body; 4]);
        assert_eq!(peeled.head_date.map(|d| d.to_string()).as_deref(), Some("2021-01-05"));
    }

    #[test]
    fn several_bodies_sign_and_an_attachment_may_follow() {
        let (found, peeled) =
            roles("通报\n正文。\n云州市档案局\n云州市教育局\n二〇二二年十月九日\n\n附件1\n统计表\n2021年3月1日\n");
        assert_eq!(found, [Body, Body, Signature, Signature, Date, Blank, Body, Body, Body]);
        assert_eq!(peeled.signature, ["云州市档案局", "云州市教育局"]);
        let (found, peeled) = roles("通报\n正文。\n云州市档案局　　2022年10月9日");
        assert_eq!(found, [Body, Body, Signature]);
        assert_eq!(
            (peeled.signature, peeled.date.map(|d| d.to_string())),
            (vec!["云州市档案局".to_owned()], Some("2022-10-09".to_owned()))
        );
    }
}
