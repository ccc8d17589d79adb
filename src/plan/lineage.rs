//! What a unit was called when, what it came from and what it became (沿革), as bars over the years.
//!
//! Never guesses a year: a bar without a beginning or an end runs to the edge of the drawing.
//! Start at [`Site::lineage`].

use std::collections::BTreeSet;

use super::Site;
use super::view::matrix::{Lineage, LineageRow, Tick};
use crate::registry::units::UnitId;
use crate::text::date::Day;

/// A bar before it is measured.
struct Span<'a> {
    unit: UnitId,
    name: &'a str,
    relation: &'static str,
    since: Option<Day>,
    until: Option<Day>,
}

impl<'a> Site<'a> {
    /// The lineage of a unit; `None` when it has had one name and neither predecessors nor successors.
    pub(super) fn lineage(self, unit: UnitId) -> Option<Lineage<'a>> {
        let spans = self.spans(unit);
        if spans.len() < 2 {
            return None;
        }
        let (first, last) = self.extent(&spans)?;
        let months = u32::from(last + 1 - first) * 12;
        let permille = |month: u32| month * 1_000 / months;
        let row = |span: &Span<'a>| {
            let from = span.since.map_or(0, |day| permille(month_of(day, first)));
            let end = span.until.map_or(1_000, |day| permille(end_of(day, first)));
            LineageRow {
                card: self.unit_card(span.unit),
                name: span.name,
                relation: span.relation,
                since: span.since.map(|day| day.to_string()),
                until: span.until.map(|day| day.to_string()),
                from,
                length: end.saturating_sub(from).max(4),
                count: self.reports_in(span),
            }
        };
        let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| (last - first) / step <= 5).unwrap_or(100);
        let round = (first..=last).filter(|year| year % step == 0);
        Some(Lineage {
            first_year: first,
            last_year: last,
            rows: spans.iter().map(row).collect(),
            ticks: round.map(|year| Tick { year, at: permille(u32::from(year - first) * 12) }).collect(),
        })
    }

    /// All that it came from, its own names, all that it became.
    fn spans(self, unit: UnitId) -> Vec<Span<'a>> {
        let units = &self.archive.registry.units;
        let whole = |relation| {
            move |unit: UnitId| {
                let entry = units.get(unit);
                Span { unit, name: entry.short_name(), relation, since: entry.since, until: entry.until }
            }
        };
        let mut before: Vec<_> = related(unit, |unit| &units.get(unit).predecessors).map(whole("before")).collect();
        let mut after: Vec<_> = related(unit, |unit| &units.get(unit).successors).map(whole("after")).collect();
        for spans in [&mut before, &mut after] {
            spans.sort_by_key(|span| (span.until, span.since, span.unit));
        }
        before.into_iter().chain(self.own_names(unit)).chain(after).collect()
    }

    /// The names of the unit itself in the order of time, today's last.
    fn own_names(self, unit: UnitId) -> Vec<Span<'a>> {
        let entry = self.archive.registry.units.get(unit);
        let former = entry.names.iter().filter(|name| name.name != entry.name);
        let span = |name: &'a crate::registry::units::Name| Span {
            unit,
            name: name.short.as_deref().unwrap_or(&name.name),
            relation: "name",
            since: name.since.or(entry.since),
            until: name.until,
        };
        let mut names: Vec<_> = former.map(span).collect();
        names.sort_by_key(|span| (span.until, span.since));
        let today = entry.names.iter().find(|name| name.name == entry.name).and_then(|name| name.since);
        let since = today.or_else(|| names.last().and_then(|last| last.until)).or(entry.since);
        names.push(Span { unit, name: entry.short_name(), relation: "here", since, until: entry.until });
        names
    }

    /// The first and the last year of the drawing.
    fn extent(self, spans: &[Span<'_>]) -> Option<(u16, u16)> {
        let years = spans.iter().flat_map(|span| [span.since, span.until]).flatten().map(|day| day.year);
        let reports = self.archive.years().into_iter().flat_map(|(first, last)| [first, last]);
        let mut years: Vec<u16> = years.chain(reports).chain(self.current_year()).collect();
        years.sort_unstable();
        Some((*years.first()?, *years.last()?))
    }

    /// The unit's own reports of a time.
    fn reports_in(self, span: &Span<'_>) -> u32 {
        let own = self.archive.of_unit(Some(span.unit));
        if matches!(span.relation, "before" | "after") {
            return self.archive.count(own);
        }
        let units = &self.archive.registry.units;
        let named =
            |report: &&crate::archive::ReportId| units.named(span.unit, self.archive.year(**report)).short == span.name;
        let own: Vec<_> = own.iter().filter(named).copied().collect();
        self.archive.count(&own)
    }
}

/// The units that a relation reaches from `unit`, each once, however long the way.
fn related<'u>(unit: UnitId, next: impl Fn(UnitId) -> &'u [UnitId] + 'u) -> impl Iterator<Item = UnitId> + 'u {
    let mut seen = BTreeSet::from([unit]);
    let mut waiting: Vec<UnitId> = next(unit).to_vec();
    std::iter::from_fn(move || {
        loop {
            let found = waiting.pop()?;
            if seen.insert(found) {
                waiting.extend(next(found));
                return Some(found);
            }
        }
    })
}

/// Months from the beginning of the drawing to the beginning of a day's month, or of its year.
fn month_of(day: Day, first: u16) -> u32 {
    u32::from(day.year.saturating_sub(first)) * 12 + u32::from(day.month.saturating_sub(1))
}

/// Months from the beginning of the drawing to the end of a day's month, or of its year.
fn end_of(day: Day, first: u16) -> u32 {
    let months = if day.month == 0 { 12 } else { day.month };
    u32::from(day.year.saturating_sub(first)) * 12 + u32::from(months)
}
