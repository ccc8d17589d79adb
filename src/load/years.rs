//! The years that a report is about, as the keys `year` and `period` give them.
//!
//! Never guesses: what is no year is none.
//! Start at [`Years`].

use serde::{Deserialize, Serialize};

/// The years that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Years {
    /// The first.
    pub first: u16,
    /// The last; the first again for a report on one year.
    pub last: u16,
    /// Whether it is a school year (`2022/2023`).
    pub school: bool,
}

impl Years {
    /// One calendar year.
    pub fn one(year: u16) -> Self {
        Self { first: year, last: year, school: false }
    }

    /// The year it stands under: the last, for a school year the first.
    pub fn stands_under(self) -> u16 {
        if self.school { self.first } else { self.last }
    }

    /// As it is read: `2022`, `2017—2021`, `2022/2023`.
    pub fn reading(self) -> String {
        match self {
            Self { first, last, school: true } => format!("{first}/{last}"),
            Self { first, last, .. } if first != last => format!("{first}—{last}"),
            Self { first, .. } => first.to_string(),
        }
    }

    /// Reads `2022` or `2017-2021`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once(['-', '—', '–', '~', '～']) {
            Some((first, last)) => Self::ordered(year(first)?, year(last)?),
            None => Some(Self::one(year(text)?)),
        }
    }

    /// The years of a period: `2022`, `2022-H1`, `2022-Q3`, `2022-Q1..Q3`, `2022-07`, `2021..2025`, `2022/2023`.
    pub(super) fn of_period(text: &str) -> Option<Self> {
        if let Some((first, second)) = text.split_once('/') {
            let (first, last) = (year(first)?, year(second)?);
            return (last == first + 1).then_some(Self { first, last, school: true });
        }
        if let Some((first, last)) = text.split_once("..").filter(|(first, _)| first.len() == 4) {
            return Self::ordered(year(first)?, year(last)?);
        }
        let Some((number, part)) = text.split_once('-') else { return Some(Self::one(year(text)?)) };
        let quarter = |q: &str| matches!(q, "Q1" | "Q2" | "Q3" | "Q4");
        let month = |m: &str| m.len() == 2 && m.parse().is_ok_and(|m: u8| (1..=12).contains(&m));
        let known = matches!(part, "H1" | "H2")
            || quarter(part)
            || month(part)
            || part.split_once("..").is_some_and(|(a, b)| quarter(a) && quarter(b) && a < b);
        known.then_some(Self::one(year(number)?))
    }

    fn ordered(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self { first, last, school: false })
    }
}

fn year(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches('年');
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| digits && (1900..=2999).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_years_stand_where_people_look_for_them() {
        let cases = [
            ("2022", Some(2022)),
            ("2022-H1", Some(2022)),
            ("2022-Q1..Q3", Some(2022)),
            ("2022-07", Some(2022)),
            ("2021..2025", Some(2025)),
            ("2022/2023", Some(2022)),
            ("2022-H3", None),
            ("2022-Q3..Q1", None),
            ("2022/2024", None),
            ("2022-13", None),
            ("二〇二二", None),
        ];
        for (period, year) in cases {
            assert_eq!(Years::of_period(period).map(Years::stands_under), year, "{period}");
        }
        assert_eq!(Years::parse("2017-2021").map(Years::reading).as_deref(), Some("2017—2021"));
        assert_eq!(Years::parse("2021-2017"), None);
    }
}
