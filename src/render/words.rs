//! The words of a theme: phrases by key, numbers, dates and periods in the language of the site.
//!
//! Never holds a phrase itself: all of them stand in `locales/<language>.yaml`, where a site can read and change them.
//! Start at [`Words`]; templates reach it through `trans` and the filters of `render::filters`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Source};
use crate::settings::yaml::{self, Fields, Node, Placed, Value};

/// Phrases by key, in one language.
#[derive(Debug, Default)]
pub struct Words(BTreeMap<String, Phrase>);

/// A phrase; some languages have a form of their own for one thing.
#[derive(Debug)]
enum Phrase {
    Same(String),
    Counted { one: String, other: String },
}

impl Words {
    /// Adds the phrases of a file in YAML. A key that is already there keeps its phrase, so the site's own file goes first.
    ///
    /// White space at the end of a value is lost in YAML: in braces it stands for itself (`and{ }`).
    pub fn add(&mut self, file: &str, yaml: &str) -> Result<(), Vec<Diagnostic>> {
        let source = Source { file: file.into(), text: yaml.into() };
        let mut found = Vec::new();
        match yaml::read(&source, 0..yaml.len()).into(&mut found) {
            Some(Placed { value: Value::Map(entries), .. }) => {
                for (key, node) in entries {
                    if let Some(phrase) = phrase(&source, node, &key.value, &mut found) {
                        self.0.entry(key.value).or_insert(phrase);
                    }
                }
            }
            Some(node) => found.extend(Fields::new(&source, node, file).finish()),
            None => {}
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The phrase as it stands in the file, in the form for `count` things.
    pub fn phrase(&self, key: &str, count: Option<u64>) -> Option<&str> {
        Some(match self.0.get(key)? {
            Phrase::Same(phrase) => phrase,
            Phrase::Counted { one, .. } if count == Some(1) => one,
            Phrase::Counted { other, .. } => other,
        })
    }

    /// The phrase with its `{name}`s filled in, nothing escaped; the key itself when there is no such phrase.
    ///
    /// For the program's own use: a template asks by `trans`, where a missing phrase is an error.
    ///
    /// ```
    /// use huibian::render::words::Words;
    /// let mut words = Words::default();
    /// words.add("zh-CN.yaml", "cite-paragraph: '{path}第{n}段'").unwrap();
    /// assert_eq!(words.say("cite-paragraph", &[("path", "三（二）"), ("n", "1")]), "三（二）第1段");
    /// ```
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        filled(self.form(key), arguments)
    }

    /// The phrase as it stands, for [`filled`]; the key itself when there is no such phrase.
    pub(super) fn form<'a>(&'a self, key: &'a str) -> &'a str {
        self.phrase(key, None).unwrap_or(key)
    }

    /// A date as people write it: `2022-10-09` becomes `2022年10月9日`, `2022-10` `2022年10月`. What is no date stays as it is.
    pub fn date(&self, iso: &str) -> String {
        self.dated(iso, "date-day", "date-month")
    }

    /// A date in the short form for lists.
    pub fn short_date(&self, iso: &str) -> String {
        self.dated(iso, "list-day", "list-month")
    }

    /// A year as it is read: `2022`, `2017—2021` or a school year `2022/2023`.
    pub fn year(&self, year: &str) -> String {
        let key = if year.contains('/') { "school-year" } else { "year" };
        match year.split_once(['—', '/']) {
            Some((first, last)) if key == "year" => self.say("year-range", &[("year", first), ("year_last", last)]),
            _ => self.say(key, &[("year", year)]),
        }
    }

    /// A period as the front matter writes it: `2022-H1` becomes `2022年上半年`, `2022-Q1..Q3` `2022年前三季度`.
    /// What is no known period stays as it is.
    pub fn period(&self, period: &str) -> String {
        if let Some((first, last)) = period.split_once("..").filter(|(first, _)| is_digits(first)) {
            return self.year(&format!("{first}—{last}"));
        }
        let Some((year, part)) = period.split_once('-') else { return self.year(period) };
        if is_digits(part) {
            return self.date(period);
        }
        let key = format!("period-{}", part.to_ascii_lowercase().replace("..", "-"));
        match self.phrase(&key, None) {
            Some(_) => self.say(&key, &[("year", year)]),
            None => period.to_owned(),
        }
    }

    fn dated(&self, iso: &str, day_key: &str, month_key: &str) -> String {
        let mut parts = iso.split('-');
        let (year, month, day, rest) = (parts.next(), parts.next(), parts.next(), parts.next());
        let is_date = rest.is_none() && [year, month, day].into_iter().flatten().all(is_digits);
        let (true, Some(year)) = (is_date, year) else { return iso.to_owned() };
        let Some(mm) = month else { return self.year(year) };
        let month = || self.say(&format!("month-{}", mm.trim_start_matches('0')), &[]);
        let dd = day.unwrap_or_default();
        let form = self.form(if day.is_some() { day_key } else { month_key });
        let part = |name: &str| -> Option<Cow<'_, str>> {
            Some(match name {
                "year" => year.into(),
                "month" => month().into(),
                // English lists shorten the month to three letters; in Chinese it is a number.
                "mon" => month().chars().take(3).collect::<String>().into(),
                "mm" => mm.into(),
                "day" => dd.trim_start_matches('0').into(),
                "dd" => dd.into(),
                _ => return None,
            })
        };
        fill(form, part).unwrap_or_else(|_| form.to_owned())
    }
}

/// A text, or a map of `one` and `other`.
fn phrase(source: &Source, node: Node, key: &str, found: &mut Vec<Diagnostic>) -> Option<Phrase> {
    match node.value {
        Value::Text(text) => Some(Phrase::Same(text)),
        Value::Null => Some(Phrase::Same(String::new())),
        _ => {
            let mut fields = Fields::new(source, node, key);
            let (one, other) = (fields.required("one"), fields.required("other"));
            found.extend(fields.finish());
            Some(Phrase::Counted { one: one?.value, other: other?.value })
        }
    }
}

/// A number with a comma between the thousands: `845`, `12,304`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    if n < 1000 {
        return digits;
    }
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The phrase with its `{name}`s filled in, nothing escaped; as it stands when it has one that is not given.
pub(super) fn filled(phrase: &str, arguments: &[(&str, &str)]) -> String {
    let find = |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|&(_, value)| value.into());
    fill(phrase, find).unwrap_or_else(|_| phrase.to_owned())
}

/// A phrase cut at its names once, for what is said in every paragraph of a page.
#[derive(Debug)]
pub(super) struct Form(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Words(String),
    /// One of the arguments, by its place.
    Argument(usize),
}

impl Form {
    /// Cuts a phrase. One with a name that is none of `names` stays as it stands.
    pub(super) fn new(phrase: &str, names: &[&str]) -> Self {
        let piece = |part| match part {
            Part::Words(words) => Some(Piece::Words(words.to_owned())),
            Part::Name(name) => names.iter().position(|known| *known == name).map(Piece::Argument),
        };
        let pieces: Option<_> = parts(phrase).map(piece).collect();
        Self(pieces.unwrap_or_else(|| vec![Piece::Words(phrase.to_owned())]))
    }

    /// Adds the phrase to a text.
    pub(super) fn say(&self, text: &mut String, arguments: &[&str]) {
        for piece in &self.0 {
            text.push_str(match piece {
                Piece::Words(words) => words,
                Piece::Argument(at) => arguments[*at],
            });
        }
    }
}

/// The phrase with each `{name}` replaced by what `find` gives; the name of the first that it does not give is the error.
/// White space in braces stands for itself.
pub(super) fn fill<'p, 'v>(phrase: &'p str, find: impl Fn(&str) -> Option<Cow<'v, str>>) -> Result<String, &'p str> {
    let mut filled = String::with_capacity(2 * phrase.len());
    for part in parts(phrase) {
        match part {
            Part::Words(words) => filled.push_str(words),
            Part::Name(name) => filled.push_str(&find(name).ok_or(name)?),
        }
    }
    Ok(filled)
}

/// A piece of a phrase.
enum Part<'p> {
    Words(&'p str),
    Name(&'p str),
}

fn parts(phrase: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = phrase;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(inside) = rest.strip_prefix('{') else {
            let (words, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
            rest = after;
            return Some(Part::Words(words));
        };
        let (name, after) = inside.split_once('}').unwrap_or((inside, ""));
        rest = after;
        let is_space = !name.is_empty() && name.trim().is_empty();
        Some(if is_space { Part::Words(name) } else { Part::Name(name) })
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn embedded(language: &str) -> Words {
        let path = format!("locales/{language}.yaml");
        let file = crate::render::embedded().into_iter().find(|file| file.path == path).unwrap();
        let mut words = Words::default();
        words.add(&path, std::str::from_utf8(&file.bytes).unwrap()).unwrap();
        words
    }

    #[test]
    fn both_languages_have_the_same_phrases() {
        let (zh, en) = (embedded("zh-CN"), embedded("en"));
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for key in zh.keys() {
            assert_eq!(names(&zh, key), names(&en, key), "{key}");
        }
    }

    /// The placeholders of a phrase. Dates are excepted: each language takes what it needs.
    fn names<'a>(words: &'a Words, key: &str) -> BTreeSet<&'a str> {
        let dates = ["date-day", "date-month", "list-day", "list-month"];
        let phrase = if dates.contains(&key) { "" } else { words.phrase(key, None).unwrap() };
        let names = phrase.split('{').skip(1).filter_map(|part| part.split_once('}'));
        names.map(|(name, _)| name).filter(|name| !name.trim().is_empty()).collect()
    }

    #[test]
    fn dates_and_periods_are_written_as_people_write_them() {
        let (zh, en) = (embedded("zh-CN"), embedded("en"));
        for (iso, chinese, english) in [
            ("2022-10-09", "2022年10月9日", "9 October 2022"),
            ("2022-01", "2022年1月", "January 2022"),
            ("2022", "2022年", "2022"),
            ("不详", "不详", "不详"),
            ("2022-10-09-1", "2022-10-09-1", "2022-10-09-1"),
        ] {
            assert_eq!((zh.date(iso).as_str(), en.date(iso).as_str()), (chinese, english));
        }
        assert_eq!(
            (zh.short_date("2022-10-09").as_str(), en.short_date("2022-10-09").as_str()),
            ("2022-10-09", "9 Oct 2022")
        );
        for (period, chinese, english) in [
            ("2022", "2022年", "2022"),
            ("2022-H1", "2022年上半年", "first half of 2022"),
            ("2022-Q3", "2022年第三季度", "third quarter of 2022"),
            ("2022-Q1..Q3", "2022年前三季度", "first three quarters of 2022"),
            ("2022-07", "2022年7月", "July 2022"),
            ("2021..2025", "2021—2025年", "2021–2025"),
            ("2022/2023", "2022/2023学年", "school year 2022/2023"),
            ("2022-X9", "2022-X9", "2022-X9"),
        ] {
            assert_eq!((zh.period(period).as_str(), en.period(period).as_str()), (chinese, english));
        }
    }

    #[test]
    fn one_thing_has_its_own_form_in_english() {
        let en = embedded("en");
        assert_eq!(en.phrase("reports", Some(1)), Some("{n} report"));
        assert_eq!(en.phrase("reports", Some(0)), Some("{n} reports"));
    }

    #[test]
    fn thousands_are_set_apart() {
        for (n, written) in [(0, "0"), (845, "845"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), written);
        }
    }

    #[test]
    fn a_name_that_is_not_given_is_named() {
        assert_eq!(fill("{n} 篇，{other}", |name| (name == "n").then(|| "3".into())), Err("other"));
        assert_eq!(fill("甲{", |_| None), Err(""));
        assert_eq!(fill("{　}甲,{ }", |_| None).as_deref(), Ok("　甲, "));
    }
}
