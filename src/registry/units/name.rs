//! Names over time: who bears a name when, and what a unit was called in a year.
//!
//! Never makes a new unit of a rename (更名): the unit and its page stay one.
//! Start at [`Units::named`].

use super::{UnitId, Units};
use crate::text::date::Day;

/// From when until when something holds, both ends included as far as they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::registry) struct Validity {
    pub(in crate::registry) since: Option<Day>,
    pub(in crate::registry) until: Option<Day>,
}

impl Validity {
    /// Whether it holds at some moment of the year.
    pub(super) fn touches(self, year: u16) -> bool {
        self.since.is_none_or(|since| since.year <= year) && self.until.is_none_or(|until| year <= until.year)
    }

    /// Whether it still holds when the year ends.
    fn closes(self, year: u16) -> bool {
        let to_the_end = |until: Day| until.year > year || until.year == year && matches!(until.month, 0 | 12);
        self.touches(year) && self.until.is_none_or(to_the_end)
    }

    /// Whether it ends before it begins.
    pub(in crate::registry) fn is_empty(self) -> bool {
        matches!((self.until, self.since), (Some(until), Some(since)) if until.known_order(since).is_lt())
    }

    /// Whether both must hold at some moment. A handover within one year or month is none: `until: 2018` meets
    /// `since: 2018-11` no longer than a moment.
    pub(in crate::registry) fn overlaps(self, other: Self) -> bool {
        let hands_over =
            |a: Self, b: Self| matches!((a.until, b.since), (Some(u), Some(s)) if u.known_order(s).is_le());
        !hands_over(self, other) && !hands_over(other, self)
    }
}

/// Who bears a name, and when.
#[derive(Debug, Clone)]
pub(in crate::registry) struct Holder {
    pub(in crate::registry) unit: UnitId,
    pub(in crate::registry) validity: Validity,
    pub(in crate::registry) ambiguous: bool,
}

/// A name that a unit bore in certain years (曾用名).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The full name.
    pub name: String,
    /// The short name that went with it.
    pub short: Option<String>,
    /// When it came into use.
    pub since: Option<Day>,
    /// When it fell out of use.
    pub until: Option<Day>,
}

/// What a unit is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The full name.
    pub full: &'a str,
    /// The short name; the full one where there is no short one.
    pub short: &'a str,
}

impl Units {
    /// What a unit was called in a year; today's name for `None` and for a year that no dated name covers.
    ///
    /// **Shape**: in the year of a rename the name is the one at its end, by which the report of the year is signed. A
    /// date without a month covers its whole year: the name `until: 2018` is that of 2018, one `until: 2018-11` is not.
    ///
    /// ```
    /// # use huibian::{diagnostic::Source, registry::{units::UnitId, units_yaml::read}, settings::Settings};
    /// let yaml = "units:\n  - id: shengtai\n    name: 云州市生态环境局\n    names: [{name: 云州市环境保护局, short: 市环保局, until: 2018}]\n";
    /// let source = Source { file: "units.yaml".into(), text: yaml.into() };
    /// let units = read(&source, &Default::default(), &Settings::default()).value;
    /// assert_eq!(units.named(UnitId(0), Some(2016)).short, "市环保局");
    /// assert_eq!(units.named(UnitId(0), Some(2019)).short, "云州市生态环境局");
    /// ```
    pub fn named(&self, unit: UnitId, year: Option<u16>) -> Named<'_> {
        let unit = self.get(unit);
        let today = Named { full: &unit.name, short: unit.short_name() };
        let Some(year) = year else { return today };
        let covers = |name: &&Name| Validity { since: name.since, until: name.until }.closes(year);
        let dated = |name: &Name| name.since.is_some() || name.until.is_some();
        let names = unit.names.iter().filter(|name| dated(name)).filter(covers);
        names.max_by_key(|name| name.since).map_or(today, |name| {
            let own = if name.name == unit.name { today.short } else { &name.name };
            Named { full: &name.name, short: name.short.as_deref().unwrap_or(own) }
        })
    }
}
