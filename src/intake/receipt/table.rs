//! A table for terminals: columns that line up although Chinese characters are two columns wide.
//!
//! Never wider than the terminal, and never a line of a row over two.
//! Start at [`table`].

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Below this width a table has no use.
pub(super) const NARROWEST: usize = 64;

/// How wide the columns can be at most, and how much each may shrink to: source, title, unit, year, type, state.
const WIDTHS: [(usize, usize); 6] = [(34, 10), (60, 12), (20, 8), (9, 5), (12, 8), (20, 8)];

/// The rows with a head and a rule, each cell cut where it is too long.
pub(super) fn table(head: [String; 6], rows: &[[String; 6]], width: usize) -> Vec<String> {
    let all = || std::iter::once(&head).chain(rows);
    let mut widths: Vec<usize> =
        (0..WIDTHS.len()).map(|at| all().map(|row| row[at].width()).max().unwrap_or(0).min(WIDTHS[at].0)).collect();
    // What is widest gives way first.
    while widths.iter().sum::<usize>() + 2 * (widths.len() - 1) > width {
        let shrinks = (0..widths.len()).filter(|&at| widths[at] > WIDTHS[at].1);
        let Some(widest) = shrinks.max_by_key(|&at| widths[at]) else { break };
        widths[widest] -= 1;
    }
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| fitted(cell, width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let rule = widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join("  ");
    std::iter::once(line(&head)).chain([rule]).chain(rows.iter().map(line)).collect()
}

/// A cell of exactly this width.
fn fitted(text: &str, width: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cut = if text.width() <= width { text } else { cut(&text, width) };
    let room = width.saturating_sub(cut.width());
    cut + &" ".repeat(room)
}

/// The beginning of a text and a sign that there is more.
fn cut(text: &str, width: usize) -> String {
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_fit() {
        let row = |cells: [&str; 6]| cells.map(str::to_owned);
        let rows = [
            row([
                "交来/一月/市民政局2022年工作总结（定稿）.docx",
                "云州市民政局2022年工作总结",
                "市民政局",
                "2022",
                "工作总结",
                "新",
            ]),
            row(["a.txt", "b", "", "2021-2022", "", "known"]),
        ];
        for width in [64, 72, 100, 400] {
            let lines = table(row(["原件", "标题", "单位", "年度", "文种", "状态"]), &rows, width);
            assert!(lines.iter().all(|line| line.width() <= width), "{width}: {lines:#?}");
            let column = |line: &String, word: &str| line.find(word).map(|at| line[..at].width());
            let at = column(&lines[0], "状态");
            assert!(at.is_some() && at == column(&lines[2], "新") && at == column(&lines[3], "known"), "{lines:#?}");
        }
    }
}
