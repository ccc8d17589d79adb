//! Tables: merged, nested and irregular ones.

use crate::docx::{p, r};
use crate::{body, check, pp};

fn cell(form: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{form}</w:tcPr>{inside}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

#[test]
fn tables_are_read_with_their_cells() {
    let plain = |text: &str| cell("", &p(text));
    let span = |columns: u32, text: &str| cell(&format!(r#"<w:gridSpan w:val="{columns}"/>"#), &p(text));
    let begun = |text: &str| cell(r#"<w:vMerge w:val="restart"/>"#, &p(text));
    let goes_on = || cell("<w:vMerge/>", "<w:p/>");
    let head = |text: &str| format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>", plain(text), plain("二"));
    check([
        body(
            "cells merged across and down, also both",
            &table(&[
                row(&[begun("单位"), span(2, "指标")]),
                row(&[goes_on(), plain("计划"), plain("完成")]),
                row(&[cell(r#"<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>"#, &p("合计")), plain("1")]),
                row(&[cell(r#"<w:gridSpan w:val="2"/><w:vMerge w:val="continue"/>"#, "<w:p/>"), plain("2")]),
            ]),
            "table\n| (1×2) 单位 | (2×1) 指标 |\n| 计划 | 完成 |\n| (2×2) 合计 | 1 |\n| 2 |\nend",
        ),
        body(
            "a cell that goes on without one above it is a cell, and one whose row is all merged keeps its row",
            &table(&[row(&[goes_on(), plain("甲")]), row(&[begun("乙"), begun("丙")]), row(&[goes_on(), goes_on()])]),
            "table\n|  | 甲 |\n| (1×2) 乙 | (1×2) 丙 |\n|\nend",
        ),
        body(
            "the old way of merging across",
            &table(&[
                row(&[cell(r#"<w:hMerge w:val="restart"/>"#, &p("甲")), cell("<w:hMerge/>", "<w:p/>"), plain("乙")]),
                row(&[plain("1"), plain("2"), plain("3")]),
            ]),
            "table\n| (2×1) 甲 | 乙 |\n| 1 | 2 | 3 |\nend",
        ),
        body(
            "rows that begin later and end earlier, rows at the top of every page",
            &table(&[
                head("一"),
                head("1"),
                format!(
                    r#"<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>{}</w:tr>"#,
                    plain("甲")
                ),
            ]),
            "table head 2\n| 一 | 二 |\n| 1 | 二 |\n|  | 甲 | (2×1)  |\nend",
        ),
        body(
            "empty cells and rows stay, cells hold several paragraphs and tables",
            &table(&[
                row(&[plain(""), plain("")]),
                row(&[
                    cell("", &[p("甲"), p("乙"), table(&[row(&[plain("1"), plain("2")])]), p("")].concat()),
                    plain(""),
                ]),
            ]),
            "table\n|  |  |\n| 甲 / 乙 / table / | 1 | 2 | / end |  |\nend",
        ),
        body(
            "a table of one cell is a frame around what stands in it",
            &table(&[row(&[cell("", &[p("甲"), p("乙")].concat())])]),
            "甲\n乙",
        ),
        body(
            "rows and cells in content controls and in smart tags are rows and cells",
            &table(&[
                format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", row(&[plain("甲"), plain("乙")])),
                row(&[
                    format!(
                        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                        plain("单击")
                    ),
                    plain("丙"),
                ]),
            ]),
            "table\n| 甲 | 乙 |\n|  | 丙 |\nend\nleft out: furniture: 单击",
        ),
        body(
            "a paragraph behind a table is behind it, and one that is open where a table begins ends there",
            &format!("<w:p>{}{}</w:p>{}", r("甲"), table(&[row(&[plain("1"), plain("2")])]), pp("", &r("乙"))),
            "甲\ntable\n| 1 | 2 |\nend\n乙",
        ),
    ]);
}
