//! Files of data as JSON and as CSV.
//!
//! Never shortens or changes a text in JSON. In CSV a text that a spreadsheet would run as a formula begins with `'`.
//! Start at [`reports`]; the shapes are the rows of [`crate::plan::view::data`].

use serde::Serialize;

use crate::plan::view::data::{Format, MatrixData, Part, ReportData, ReportsData, TopicData, UnitData};

/// The number of the shapes below. It grows when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// A list of reports, or, in CSV, the list of the files that hold them where there are too many for one.
pub(super) fn reports(data: &ReportsData<'_>) -> Vec<u8> {
    let has_parts_only = data.rows.is_empty() && !data.parts.is_empty();
    match data.format {
        Format::Json => json(&[("years", lines(data.parts)), ("reports", lines(&data.rows))]),
        Format::Csv if has_parts_only => csv(&["year", "reports", "csv", "json"], data.parts.iter().map(part)),
        Format::Csv => csv(&REPORT, data.rows.iter().map(report)),
    }
}

/// The units.
pub(super) fn units(rows: &[UnitData<'_>], format: Format) -> Vec<u8> {
    match format {
        Format::Json => json(&[("units", lines(rows))]),
        Format::Csv => csv(&UNIT, rows.iter().map(unit)),
    }
}

/// The topics.
pub(super) fn topics(rows: &[TopicData<'_>], format: Format) -> Vec<u8> {
    match format {
        Format::Json => json(&[("topics", lines(rows))]),
        Format::Csv => csv(&["id", "href", "label", "parent", "reports"], rows.iter().map(topic)),
    }
}

/// Units × years: a column for each year.
pub(super) fn matrix(data: &MatrixData<'_>) -> Vec<u8> {
    let years: Vec<String> = data.years.iter().map(u16::to_string).collect();
    let mut head = vec!["id", "name", "parent"];
    head.extend(years.iter().map(String::as_str));
    head.extend(["unknown", "reports", "reports_total"]);
    let row = |line: &crate::plan::view::data::MatrixLine<'_>| {
        let mut cells = vec![line.id.to_owned(), line.name.to_owned(), option(line.parent)];
        cells.extend(line.own.iter().copied().map(option));
        cells.extend([line.unknown, line.reports, line.reports_total].map(|n| n.to_string()));
        cells
    };
    csv(&head, data.rows.iter().map(row))
}

const REPORT: [&str; 12] =
    ["id", "href", "title", "unit_ids", "units", "year", "period", "date", "type", "topics", "number", "audience"];
const UNIT: [&str; 10] =
    ["id", "href", "name", "short", "parent", "status", "since", "until", "reports", "reports_total"];

fn report(row: &ReportData<'_>) -> Vec<String> {
    let texts =
        [row.id.to_owned(), row.href.to_owned(), row.title.to_owned(), row.unit_ids.join(" "), row.units.join("、")];
    let known = [option(row.year), option(row.period), option(row.date), option(row.kind)];
    let rest = [row.topics.join(" "), option(row.number), row.audience.to_owned()];
    texts.into_iter().chain(known).chain(rest).collect()
}

fn part(part: &Part) -> Vec<String> {
    vec![option(part.year), part.reports.to_string(), part.csv.clone(), part.json.clone()]
}

fn unit(row: &UnitData<'_>) -> Vec<String> {
    let texts = [row.id, row.href, row.name, row.short, row.parent.unwrap_or_default(), row.status].map(str::to_owned);
    let rest = [
        option(row.since.as_ref()),
        option(row.until.as_ref()),
        row.reports.to_string(),
        row.reports_total.to_string(),
    ];
    texts.into_iter().chain(rest).collect()
}

fn topic(row: &TopicData<'_>) -> Vec<String> {
    let texts = [row.id, row.href, row.label, row.parent.unwrap_or_default()].map(str::to_owned);
    texts.into_iter().chain([row.reports.to_string()]).collect()
}

fn option(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// One object with a list under each name, one entry a line, so that two versions compare well.
fn json(lists: &[(&str, Vec<String>)]) -> Vec<u8> {
    let mut text = format!("{{\"format\":{FORMAT}");
    for (name, lines) in lists {
        text.push_str(&format!(",\n\"{name}\":["));
        for (at, line) in lines.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(line);
        }
        text.push(']');
    }
    text.push_str("}\n");
    text.into_bytes()
}

fn lines(rows: &[impl Serialize]) -> Vec<String> {
    // Rows are texts, numbers and lists of texts, which JSON can always hold.
    rows.iter().map(|row| serde_json::to_string(row).unwrap_or_default()).collect()
}

/// A table as Excel and WPS read it by double-click: UTF-8 with a byte order mark, lines ended by CR LF.
fn csv(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    push_line(&mut text, head.iter().map(|&name| name.to_owned()));
    for row in rows {
        push_line(&mut text, row);
    }
    text.into_bytes()
}

fn push_line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let is_run = cell.starts_with(is_formula_sign);
        if is_run || cell.contains(['"', ',', '\n', '\r', '\t', ';']) {
            text.push('"');
            text.push_str(if is_run { "'" } else { "" });
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

/// The characters at which a spreadsheet begins to calculate, in both widths; it passes over blanks before them.
fn is_formula_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '|' | '＝' | '＋' | '－' | '＠') || c.is_control() || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_runs_and_every_cell_comes_back() {
        let cells =
            ["=1+1", "＝cmd|' /C calc'!A0", "甲,乙", "他说\"好\"", "两\n行", " =1", "市财政局", "@sum(1)", "-1"];
        let bytes = csv(&["a"], cells.iter().map(|cell| vec![(*cell).to_owned()]));
        let text = String::from_utf8(bytes).unwrap();
        let expected = "\u{FEFF}a\r\n\"'=1+1\"\r\n\"'＝cmd|' /C calc'!A0\"\r\n\"甲,乙\"\r\n\"他说\"\"好\"\"\"\r\n\"两\n行\"\r\n\"' =1\"\r\n市财政局\r\n\"'@sum(1)\"\r\n\"'-1\"\r\n";
        assert_eq!(text, expected);
    }
}
