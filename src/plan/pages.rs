//! What home, the indexes of units and topics, plain pages and pages without content of their own show.
//!
//! Never shows a report, a unit, a year or a topic; those are `report`, `unit`, `year` and `topic`.
//! Start at any of the functions: each makes one view.

use super::Site;
use super::view::{
    AliasView, AlphabetEntry, AlphabetView, HomeView, Letter, LostView, Page, PlainView, TopicsView, UnitRow, UnitsView,
};
use crate::registry::units::{Existence, UnitId};

/// Entries of "newest" on the home page.
const NEWEST: usize = 8;
/// Years in the sparks of the index of units.
const SPARK_YEARS: u16 = 15;

impl<'a> Site<'a> {
    pub(super) fn home(self) -> Page<'a> {
        let archive = self.archive;
        let index = archive.pages.iter().position(|page| &*page.file == "content/index.md");
        let span = archive.years();
        Page::Home(HomeView {
            body: index.map(|at| &archive.pages[at].body),
            links: index.map_or(&[], |at| &self.catalogue.page_links[at]),
            reports: archive.counted(),
            reporting: archive.reporting(),
            first_year: span.map(|(first, _)| first),
            last_year: span.map(|(_, last)| last),
            current: self.current(),
            newest: archive.ids().take(NEWEST).map(|report| self.card(report)).collect(),
            years: self.year_bars(None),
            groups: self.unit_groups(),
            topics: self.topic_groups(),
            unknown_year: self.unknown_year(),
            unknown_unit: self.unknown_unit(),
        })
    }

    pub(super) fn plain(self, at: u32) -> Page<'a> {
        let page = &self.archive.pages[at as usize];
        let title = self.catalogue.pages[at as usize].as_ref().map_or("", |card| &card.title);
        Page::Plain(PlainView { body: &page.body, links: &self.catalogue.page_links[at as usize], title })
    }

    pub(super) fn alias(self, at: u32) -> Page<'a> {
        Page::Alias(AliasView { card: self.card(self.catalogue.aliases[at as usize].1) })
    }

    pub(super) fn lost(self) -> Page<'a> {
        Page::Lost(LostView { reports: self.archive.counted() })
    }

    pub(super) fn units(self) -> Page<'a> {
        let archive = self.archive;
        let units = &archive.registry.units;
        let span = archive.years().map(|(first, last)| (first.max(last.saturating_sub(SPARK_YEARS - 1)), last));
        let row = |&(unit, depth): &(UnitId, u8)| {
            let years = span.into_iter().flat_map(|(first, last)| first..=last);
            let in_year = |year| archive.count(archive.of_unit_year(Some(unit), Some(year)));
            UnitRow {
                card: self.unit_card(unit),
                depth,
                own: archive.count(archive.of_unit(Some(unit))),
                total: archive.total(unit),
                spark: years.map(in_year).collect(),
            }
        };
        Page::Units(UnitsView {
            registered: units.all.len() as u32,
            reporting: archive.reporting(),
            ended: units.tree.iter().filter(|&&(unit, _)| self.has_ended(unit)).count() as u32,
            first_year: span.map(|(first, _)| first),
            last_year: span.map(|(_, last)| last),
            rows: units.tree.iter().map(row).collect(),
            unknown: self.unknown_unit(),
        })
    }

    pub(super) fn topics(self) -> Page<'a> {
        let topics = &self.archive.registry.topics;
        let second = topics.all.iter().filter(|topic| topic.parent.is_some()).count();
        Page::Topics(TopicsView {
            topics: if second == 0 { topics.all.len() } else { second } as u32,
            groups: self.topic_groups(),
            without: self.archive.without_topic,
        })
    }

    /// Whether a unit no longer exists in the current year.
    fn has_ended(self, unit: UnitId) -> bool {
        let units = &self.archive.registry.units;
        let after = |year| units.get(unit).exists_in(year) == Existence::After;
        matches!(units.get(unit).status, "merged" | "abolished") || self.current_year().is_some_and(after)
    }

    /// The short names of all units by their readings. Former and other names lead to the unit too.
    pub(super) fn alphabet(self) -> Page<'a> {
        let units = &self.archive.registry.units;
        let mut entries: Vec<(char, String, AlphabetEntry<'a>)> = Vec::new();
        for &(unit, _) in &units.tree {
            let entry = units.get(unit);
            let (card, total) = (self.unit_card(unit), self.archive.total(unit));
            let current = AlphabetEntry { name: entry.short_name(), is_current: true, card, total };
            entries.push((units.letter(unit), units.reading(unit), current));
            // Full names begin with the region and would all stand under one letter; the short one leads to them.
            for name in &entry.aliases {
                let other = AlphabetEntry { name, is_current: false, card, total };
                let (letter, reading) = units.reading_of_other(unit, name);
                entries.push((letter, reading, other));
            }
        }
        // `#` comes last, as in the back of a book.
        entries.sort_by(|a, b| (a.0 == '#', a.0, &a.1, a.2.name).cmp(&(b.0 == '#', b.0, &b.1, b.2.name)));
        let mut letters: Vec<Letter<'a>> = Vec::new();
        for (letter, _, entry) in entries {
            if letters.last().is_none_or(|last| last.letter != letter) {
                let anchor = if letter == '#' { "other".to_owned() } else { letter.to_ascii_lowercase().to_string() };
                letters.push(Letter { letter, anchor, entries: Vec::new() });
            }
            if let Some(last) = letters.last_mut() {
                last.entries.push(entry);
            }
        }
        Page::Alphabet(AlphabetView { registered: units.all.len() as u32, letters })
    }
}
