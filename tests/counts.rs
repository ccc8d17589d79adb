//! Counts equal a recount from the sources, over random sites: joint reports, internal units, mergers, several years, drafts,
//! withdrawn reports, unknown units and years, audiences.
//!
//! The recount knows what was written and nothing of the program.

#[path = "support/rounds.rs"]
mod rounds;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::Site;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

#[derive(Clone)]
struct Unit {
    parent: Option<usize>,
    internal: bool,
    until: Option<usize>,
    /// Whether it, or a unit above it, is for insiders only.
    hidden: bool,
}

/// A report as it was written.
#[derive(Clone)]
struct Written {
    units: Vec<usize>,
    year: Option<usize>,
    topics: Vec<usize>,
    counts: bool,
    /// Whether it says itself that it is for insiders only.
    hidden: bool,
}

struct Truth {
    units: Vec<Unit>,
    reports: Vec<Written>,
}

/// Topic 0 stands above 1 and 2; 3 stands alone.
const TOPICS: &str = "topics:\n  - {id: t0, label: 甲类}\n  - {id: t1, label: 一, parent: t0}\n  - {id: t2, label: 二, parent: t0}\n  - {id: t3, label: 三}\n";

impl Truth {
    /// A random site, written to `site`.
    fn write(site: &Site, dice: &mut Dice) -> Self {
        let mut truth = Self { units: Vec::new(), reports: Vec::new() };
        let mut yaml = String::from("units:\n");
        for at in 0..3 + dice.roll(12) {
            let parent = (at > 0 && dice.chance(75)).then(|| dice.roll(at));
            let internal = parent.is_some() && dice.chance(20);
            let until = (!internal && dice.chance(20)).then(|| 2018 + dice.roll(4));
            let own_hidden = dice.chance(15);
            let hidden = own_hidden || parent.is_some_and(|parent: usize| truth.units[parent].hidden);
            yaml.push_str(&format!("  - {{id: u{at}, name: 第{at}单位"));
            if let Some(parent) = parent {
                yaml.push_str(&format!(", parent: u{parent}"));
            }
            if internal {
                yaml.push_str(", status: internal");
            }
            if let Some(until) = until {
                yaml.push_str(&format!(", until: {until}"));
            }
            if own_hidden {
                yaml.push_str(", audience: internal");
            }
            yaml.push_str("}\n");
            truth.units.push(Unit { parent, internal, until, hidden });
        }
        site.write("content/units.yaml", yaml).write("content/topics.yaml", TOPICS);
        for at in 0..dice.roll(40) {
            truth.report(site, dice, at);
        }
        truth
    }

    fn report(&mut self, site: &Site, dice: &mut Dice, at: usize) {
        let mut units: Vec<usize> = (0..dice.roll(4)).map(|_| dice.roll(self.units.len())).collect();
        units.dedup();
        let first = 2016 + dice.roll(7);
        let (year, written) = match dice.roll(6) {
            0 => (None, String::new()),
            1 => (Some(first + 2), format!("year: {first}-{}\n", first + 2)),
            2 => (Some(first), format!("period: {first}/{}\n", first + 1)),
            3 => (Some(first), format!("date: {first}-03\n")),
            4 => (Some(first), format!("period: {first}-Q1..Q3\ndate: {}-01-05\n", first + 1)),
            _ => (Some(first), format!("year: {first}\ndate: {}-01-05\n", first + 1)),
        };
        let topics: Vec<usize> = (0..4).filter(|_| dice.chance(30)).collect();
        let (draft, withdrawn) = (dice.chance(15), dice.chance(10));
        let ids: Vec<String> = units.iter().map(|unit| format!("u{unit}")).collect();
        let marks: Vec<String> = topics.iter().map(|topic| format!("t{topic}")).collect();
        let mut front =
            format!("title: 第{at}篇\nunit: [{}]\ntopics: [{}]\n{written}", ids.join(", "), marks.join(", "));
        let hidden = dice.chance(15);
        front.push_str(if hidden { "audience: internal\n" } else { "" });
        front.push_str(if draft { "draft: true\n" } else { "" });
        front.push_str(if withdrawn { "withdrawn: 2024-01-01\n" } else { "" });
        site.report(&format!("r{at}.md"), &front, "正文。");
        if !withdrawn {
            self.reports.push(Written { units, year, topics, counts: !draft, hidden });
        }
    }

    /// What everybody may know: no hidden unit, and no report that is hidden or that one of them wrote.
    fn for_all(&self) -> Self {
        let mut seen = Self { units: self.units.clone(), reports: self.reports.clone() };
        seen.reports.retain(|report| !report.hidden && report.units.iter().all(|&unit| !self.units[unit].hidden));
        seen
    }

    /// What insiders may know: everything.
    fn for_insiders(&self) -> Self {
        let mut seen = Self { units: self.units.clone(), reports: self.reports.clone() };
        for unit in &mut seen.units {
            unit.hidden = false;
        }
        seen
    }

    fn counted(&self) -> impl Iterator<Item = &Written> {
        self.reports.iter().filter(|report| report.counts)
    }

    /// An internal unit is counted at the nearest unit above it that is not.
    fn counted_at(&self, unit: usize) -> usize {
        match self.units[unit].parent {
            Some(parent) if self.units[unit].internal => self.counted_at(parent),
            _ => unit,
        }
    }

    fn own(&self, unit: usize, year: Option<usize>) -> u64 {
        let is_own = |report: &&Written| {
            report.units.iter().any(|&of| of == unit || self.counted_at(of) == unit) && (report.year == year)
        };
        self.counted().filter(is_own).count() as u64
    }

    fn is_below(&self, unit: usize, head: usize) -> bool {
        unit == head || self.units[unit].parent.is_some_and(|parent| self.is_below(parent, head))
    }

    fn total(&self, head: usize, year: Option<usize>) -> u64 {
        let below =
            |report: &&Written| report.units.iter().any(|&unit| self.is_below(unit, head)) && report.year == year;
        self.counted().filter(below).count() as u64
    }

    /// Whether a unit with a row of its own stands below, with none between or only internal ones.
    fn is_head(&self, unit: usize) -> bool {
        let has_row = |below: usize| !self.units[below].internal && !self.units[below].hidden;
        (0..self.units.len()).any(|below| below != unit && has_row(below) && self.is_below(below, unit))
    }

    fn years(&self) -> BTreeSet<Option<usize>> {
        self.reports.iter().map(|report| report.year).collect()
    }

    fn of_topic(&self, topic: usize) -> u64 {
        let has = |report: &&Written| report.topics.iter().any(|&own| own == topic || topic == 0 && own < 3);
        self.counted().filter(has).count() as u64
    }
}

fn json(site: &Site, address: &str) -> serde_json::Value {
    let bytes = std::fs::read(site.out(address)).unwrap_or_else(|error| panic!("{address}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{address}: {error}"))
}

fn sum(truth: &Truth, count: impl Fn(Option<usize>) -> u64) -> u64 {
    truth.years().into_iter().map(count).sum()
}

fn data_agrees(site: &Site, truth: &Truth) {
    let units = json(site, "data/units.json");
    let seen = truth.units.iter().filter(|unit| !unit.hidden).count();
    assert_eq!(units["units"].as_array().map(Vec::len), Some(seen));
    for row in units["units"].as_array().expect("a list") {
        let unit: usize = row["id"].as_str().expect("an id")[1..].parse().expect("a number");
        assert_eq!(row["reports"], sum(truth, |year| truth.own(unit, year)), "own reports of u{unit}");
        assert_eq!(row["reports_total"], sum(truth, |year| truth.total(unit, year)), "all reports of u{unit}");
    }
    let topics = json(site, "data/topics.json");
    for (topic, row) in topics["topics"].as_array().expect("a list").iter().enumerate() {
        assert_eq!(row["reports"], truth.of_topic(topic), "t{topic}");
    }
    let reports = json(site, "data/reports.json");
    assert_eq!(reports["reports"].as_array().map(Vec::len), Some(truth.counted().count()));
    let mut years = BTreeMap::new();
    for part in reports["years"].as_array().expect("a list") {
        let rows = json(site, part["json"].as_str().expect("an address"))["reports"].as_array().map(Vec::len);
        assert_eq!(rows.map(|rows| rows as u64), part["reports"].as_u64());
        years.insert(part["year"].as_u64().map(|year| year as usize), part["reports"].as_u64().unwrap_or(0) as usize);
    }
    // A year that has nothing but drafts is there when they are asked for.
    years.retain(|_, count| *count > 0);
    let expected = truth.years().into_iter().map(|year| (year, truth.counted().filter(|r| r.year == year).count()));
    assert_eq!(years, expected.filter(|(_, count)| *count > 0).collect());
}

/// The numbers at which the cells of a row begin; a unit's own part may stand behind.
fn cells(row: &support::html::Element<'_>) -> Vec<String> {
    let first = |text: String| text.trim().chars().take_while(char::is_ascii_digit).collect();
    row.all("td").iter().map(|cell| first(cell.text())).collect()
}

fn matrix_agrees(site: &Site, truth: &Truth) {
    let csv = String::from_utf8(std::fs::read(site.out("data/matrix.csv")).expect("the table")).expect("UTF-8");
    let mut lines = csv.trim_start_matches('\u{FEFF}').split_terminator("\r\n");
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let rows: BTreeMap<&str, Vec<&str>> =
        lines.map(|line| (line.split(',').next().unwrap_or(""), line.split(',').collect())).collect();
    let page = site.page("matrix.html");
    let table = page.all("tr");
    if table.is_empty() {
        let has_rows = truth.units.iter().any(|unit| !unit.internal && !unit.hidden);
        assert!(truth.counted().count() == 0 || !has_rows, "only without reports or units there is no table");
        return;
    }
    for (unit, entry) in truth.units.iter().enumerate() {
        let name = format!("第{unit}单位");
        let shown = table.iter().find(|row| row.all("th").first().is_some_and(|head| head.text().trim() == name));
        if entry.internal || entry.hidden {
            assert!(!rows.contains_key(&*format!("u{unit}")) && shown.is_none(), "u{unit} has no row");
            continue;
        }
        let row = &rows[&*format!("u{unit}")];
        for (at, year) in head.iter().enumerate().filter_map(|(at, head)| Some((at, head.parse::<usize>().ok()?))) {
            let own = truth.own(unit, Some(year));
            let gone = entry.until.is_some_and(|until| until < year);
            let expected = if own == 0 && gone { String::new() } else { own.to_string() };
            assert_eq!(row[at], expected, "u{unit} in {year}");
        }
        let Some(shown) = shown else { panic!("u{unit} has no row") };
        let count = |year| if truth.is_head(unit) { truth.total(unit, year) } else { truth.own(unit, year) };
        let known: Vec<u64> = cells(shown).iter().map(|cell| cell.parse().unwrap_or(0)).collect();
        let (last, each) = known.split_last().expect("a sum");
        assert_eq!(
            (each.iter().sum::<u64>(), *last),
            (sum(truth, count), sum(truth, |y| truth.total(unit, y))),
            "u{unit}"
        );
    }
}

fn pages_agree(site: &Site, truth: &Truth) {
    let n = truth.counted().count();
    if n > 0 {
        site.shows("index.html", &format!("{n} 篇"));
    }
    for unit in 0..truth.units.len() {
        for year in truth.years() {
            let total = truth.total(unit, year);
            let segment = year.map_or_else(|| "unknown".to_owned(), |year| year.to_string());
            let address = format!("units/u{unit}/{segment}.html");
            if total > 0 {
                site.shows(&address, &format!("{total} 篇"));
            } else {
                assert!(!site.has(&address), "{address} has nothing to show");
            }
        }
    }
}

#[test]
fn every_count_equals_a_recount() {
    for seed in 0..u64::from(rounds::rounds(6)) {
        let site = Site::bare();
        let truth = Truth::write(&site, &mut Dice(seed * 977 + 13));
        for (audience, seen) in [("public", truth.for_all()), ("internal", truth.for_insiders())] {
            site.build_with(&["-q", "--audience", audience]);
            data_agrees(&site, &seen);
            matrix_agrees(&site, &seen);
            pages_agree(&site, &seen);
        }
    }
}

#[test]
fn a_draft_is_shown_when_asked_for_and_counts_nowhere() {
    for seed in 0..u64::from(rounds::rounds(2)) {
        let site = Site::bare();
        let truth = Truth::write(&site, &mut Dice(seed * 577 + 5));
        site.build_with(&["-q", "--drafts"]);
        let seen = truth.for_all();
        data_agrees(&site, &seen);
        matrix_agrees(&site, &seen);
    }
}
