//! Dates and years as people write them in official documents (成文日期, 年度).
//!
//! Never asks a clock and never guesses a century; a date that no calendar has is found and said to be none.
//! Start at [`Day`]; [`dates`] finds dates in prose, [`date`] reads a line that is nothing but a date.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use serde::{Deserialize, Serialize};

use super::{is_digit, ordinal, pattern};

/// A day, a month or a year of the civil calendar. What is not known is 0, so that `2022` stands before `2022-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// The year, four digits.
    pub year: u16,
    /// The month from 1; 0 when only the year is known.
    pub month: u8,
    /// The day of the month from 1; 0 when only the month is known.
    pub day: u8,
}

impl Day {
    /// The day, if the calendar has it; 0 stands for an unknown month or day.
    ///
    /// ```
    /// use huibian::text::date::Day;
    /// assert!(Day::new(2024, 2, 29).is_some());
    /// assert!(Day::new(2023, 2, 29).is_none());
    /// assert!(Day::new(2023, 0, 5).is_none());
    /// ```
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let known = (1000..=2999).contains(&year) && month <= 12 && day <= days_in(year, month);
        known.then_some(Self { year, month, day })
    }

    /// Reads a text that is nothing but a date.
    ///
    /// **Shape**: `2022-10-09`, `2022-10`, `2022`, `2022.10.9`, `2022/10/9`, `2022年10月9日`, `2022年10月`, `2022年`,
    /// `二〇二二年十月九日`, full-width digits in all of them.
    ///
    /// ```
    /// use huibian::text::date::Day;
    /// let day = Day::parse("二○二二年十月九日").unwrap();
    /// assert_eq!(day.to_string(), "2022-10-09");
    /// assert_eq!(Day::parse("2022年2月30日"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
            let arabic = format!(
                "^(?:{YEAR}(?:-{N}(?:-{N})?)?|{YEAR}[./]{N}[./]{N}|{YEAR}{S}年(?:{S}{N}{S}月(?:{S}{N}{S}日)?)?"
            );
            pattern(&format!("{arabic}|{HAN_YEAR}年(?:{HAN_MONTH}月(?:{HAN_DAY}日)?)?)$"))
        });
        day_of(&WHOLE.captures(text.trim())?)
    }

    /// The order of two dates as far as both are known: between `2018` and `2018-11` none is the earlier one.
    ///
    /// ```
    /// # use {huibian::text::date::Day, std::cmp::Ordering};
    /// let [year, month, later] = ["2018", "2018-11", "2018-12"].map(|text| Day::parse(text).unwrap());
    /// assert_eq!(year.known_order(month), Ordering::Equal);
    /// assert_eq!(month.known_order(later), Ordering::Less);
    /// ```
    pub fn known_order(self, other: Self) -> Ordering {
        let known = |a: u8, b: u8| if a == 0 || b == 0 { Ordering::Equal } else { a.cmp(&b) };
        self.year.cmp(&other.year).then(known(self.month, other.month)).then(known(self.day, other.day))
    }
}

/// Machine form: ISO 8601, as far as the date is known.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { year, month: 0, .. } => write!(f, "{year:04}"),
            Self { year, month, day: 0 } => write!(f, "{year:04}-{month:02}"),
            Self { year, month, day } => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// How many days the month has; 0 for an unknown month.
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        0 => 0,
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it stands, in bytes of the text.
    pub bytes: Range<usize>,
    /// The day; `None` when the calendar has no such day (`2022年2月30日`).
    pub day: Option<Day>,
}

/// Blanks that stand between the parts of a date.
const S: &str = "[ 　]*";
const YEAR: &str = "([12１２][0-9０-９]{3})";
/// A number of month or day.
const N: &str = "([0-9０-９]{1,2})";
/// The norm's zero is `〇` (U+3007); circles, letters and digits are met in its place.
const HAN_YEAR: &str = "([二一][〇○零ОO0０一二三四五六七八九]{3})";
const HAN_MONTH: &str = "([一二三四五六七八九十]{1,2})";
const HAN_DAY: &str = "([一二三四五六七八九十廿卅]{1,3})";

/// Every full date in a text, in order; a month suffices where the date is written in Han numerals.
///
/// **Shape**: `2022年10月9日`, `2022 年 10 月 9 日`, `2022-10-09`, `2022.10.9`, `2022/10/9`, `二〇二二年十月九日`.
pub fn dates(text: &str) -> Vec<Written> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        let arabic = format!("{YEAR}(?:-{N}-{N}|\\.{N}\\.{N}|/{N}/{N}|{S}年{S}{N}{S}月{S}{N}{S}日)");
        pattern(&format!("{arabic}|{HAN_YEAR}年{HAN_MONTH}月(?:{HAN_DAY}日)?"))
    });
    let alone = |found: Match<'_>| {
        let touches = |c: char| c.is_ascii_digit() || c == '.';
        !text[..found.start()].ends_with(touches) && !text[found.end()..].starts_with(|c: char| c.is_ascii_digit())
    };
    DATE.captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0).filter(|&whole| alone(whole))?;
            Some(Written { bytes: whole.range(), day: day_of(&captures) })
        })
        .collect()
}

/// The date of a line that is nothing but a date, at least a month; brackets around it may stand (`（2023年7月6日）`).
pub fn date(line: &str) -> Option<Day> {
    let line = line.trim();
    let inner = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    Day::parse(inner.unwrap_or(line)).filter(|day| day.month > 0)
}

/// Whether a line is nothing but a date of which something is masked: `*年*月*日`, `××××年×月`, `20**年10月`.
pub fn is_masked(line: &str) -> bool {
    static MASKED: LazyLock<Regex> = LazyLock::new(|| {
        let part = "[0-9]*[*×Xx某]*";
        pattern(&format!("^[（(]?{part}年(?:{part}月)?(?:{part}日)?[）)]?$"))
    });
    let line = line.trim();
    line.contains(['*', '×', 'X', 'x', '某']) && MASKED.is_match(line)
}

/// The years a title names, by their first mention (`TITLE_YEAR`).
///
/// **Shape**: `2022年全县…` gives 2022; `2017-2021年…` gives both ends; `2022年上半年`, `2022年度`, `二〇二二年`, and a
/// title without Han text that holds one year (`Annual Report 2022`).
pub fn title_years(title: &str) -> Option<RangeInclusive<u16>> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        let year = "((?:19|20|１９|２０)[0-9０-９]{2})";
        let arabic =
            format!("(?:^|[^0-9０-９]){year}(?:{S}年?{S}(?:[—－–~～至-]|——){S}{year})?{S}(?:年?[上下]半年|年度?)");
        pattern(&format!("{arabic}|{HAN_YEAR}年"))
    });
    static LATIN: LazyLock<Regex> = LazyLock::new(|| pattern("(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)"));
    static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}"));
    let captures = TITLE.captures(title).or_else(|| LATIN.captures(title).filter(|_| !HAN.is_match(title)))?;
    let mut years = captures.iter().skip(1).flatten().map(|part| number(part.as_str()));
    let first = years.next()?;
    let last = years.next().unwrap_or(first);
    (first <= last).then_some(first..=last)
}

/// Where years in Han numerals stand (`二〇二二年`), in bytes: their circles are no masks.
pub fn han_years(text: &str) -> Vec<Range<usize>> {
    static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{HAN_YEAR}年")));
    HAN.find_iter(text).map(|found| found.range()).collect()
}

/// The day of a match whose groups are year, month and day in this order, whichever alternative matched.
fn day_of(captures: &Captures<'_>) -> Option<Day> {
    let mut parts = captures.iter().skip(1).flatten().map(|part| number(part.as_str()));
    let year = parts.next()?;
    let month = parts.next().map_or(Some(0), |n| u8::try_from(n).ok().filter(|&n| n > 0))?;
    let day = parts.next().map_or(Some(0), |n| u8::try_from(n).ok().filter(|&n| n > 0))?;
    Day::new(year, month, day)
}

/// The value of a numeral that one of the patterns found; 0 when it is none (`十十`), which no calendar has.
fn number(numeral: &str) -> u16 {
    let value = if numeral.starts_with(is_digit) {
        ordinal::number(numeral)
    } else {
        ordinal::number(&numeral.replace(['○', '零', 'О', 'O', '0', '０'], "〇"))
    };
    value.and_then(|value| u16::try_from(value).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_of_a_whole_date_is_read() {
        let cases = [
            ("2022-10-09", "2022-10-09"),
            ("2022-10", "2022-10"),
            ("2022", "2022"),
            ("1898", "1898"),
            ("2022.10.9", "2022-10-09"),
            ("2022/10/9", "2022-10-09"),
            ("2022年10月9日", "2022-10-09"),
            (" 2022 年 10 月 9 日 ", "2022-10-09"),
            ("２０２２年１０月９日", "2022-10-09"),
            ("2022年10月", "2022-10"),
            ("2022年", "2022"),
            ("二〇二二年十月九日", "2022-10-09"),
            ("二零二二年十月", "2022-10"),
            ("二OO八年十二月三十一日", "2008-12-31"),
            ("一九九九年十一月廿一日", "1999-11-21"),
            ("二〇二〇年一月卅日", "2020-01-30"),
            ("二〇二〇年二月二十日", "2020-02-20"),
        ];
        for (written, iso) in cases {
            assert_eq!(Day::parse(written).map(|day| day.to_string()).as_deref(), Some(iso), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in [
            "",
            "2022-13",
            "2022-02-30",
            "2022-00-01",
            "2022年10月0日",
            "22-10-09",
            "2022-10月9",
            "十月",
            "二〇二二年十三月",
        ] {
            assert_eq!(Day::parse(written), None, "{written}");
        }
    }

    #[test]
    fn dates_are_found_in_prose_with_their_place() {
        let text = "自2022年3月1日起，至2022.10.9止；二〇二二年二月三十日无此日；版本12022.10.9.1不是，2022年也不是。";
        let found: Vec<_> = dates(text).into_iter().map(|w| (&text[w.bytes], w.day.map(|d| d.to_string()))).collect();
        let expected =
            [("2022年3月1日", Some("2022-03-01")), ("2022.10.9", Some("2022-10-09")), ("二〇二二年二月三十日", None)];
        assert_eq!(found, expected.map(|(text, day)| (text, day.map(str::to_owned))));
    }

    #[test]
    fn a_line_is_a_date_in_brackets_too_and_needs_a_month() {
        assert_eq!(date("（2023年7月6日）").map(|day| day.to_string()).as_deref(), Some("2023-07-06"));
        assert_eq!(date("2022"), None);
        assert_eq!(date("2022年10月9日印发"), None);
    }

    #[test]
    fn masked_dates_are_seen() {
        for line in ["*年*月*日", "××××年×月×日", "20**年10月", "（***年*月*日）", "2022年×月×日"]
        {
            assert!(is_masked(line), "{line}");
        }
        for line in ["2022年10月9日", "*年*月底至*月上旬", "某县"] {
            assert!(!is_masked(line), "{line}");
        }
    }

    #[test]
    fn titles_name_their_years() {
        let cases = [
            ("2022年全县群众文化工作情况汇报", Some(2022..=2022)),
            ("市民政局2023年上半年工作总结", Some(2023..=2023)),
            ("云州市2017-2021年档案工作总结", Some(2017..=2021)),
            ("2021年至2023年工作总结", Some(2021..=2023)),
            ("2022年工作总结和2023年工作计划", Some(2022..=2022)),
            ("二〇一九年度工作报告", Some(2019..=2019)),
            ("Annual Report 2022", Some(2022..=2022)),
            ("关于贯彻〔2022〕5号文件的报告", None),
            ("关于自查情况的报告", None),
        ];
        for (title, years) in cases {
            assert_eq!(title_years(title), years, "{title}");
        }
    }

    #[test]
    fn years_in_han_numerals_have_a_place() {
        let text = "自二〇〇八年以来，二○二二年";
        assert_eq!(han_years(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>(), ["二〇〇八年", "二○二二年"]);
    }
}
