//! How fast documents of Word are read: documents in a second on one core.
//!
//!     cargo bench --bench word -- [FILE …]
//!
//! Without files it reads a report of 4,000 characters with styles, automatic numbers and a table over and over; with files each of
//! them once, and says what it cost.

#![expect(clippy::print_stdout, reason = "it reports to a person")]

use std::time::{Duration, Instant};
use std::{env, fs};

use huibian::import::word::read;

#[path = "../tests/word/docx.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod docx;

use docx::{Docx, p};

/// How long one kind is read.
const LONG: Duration = Duration::from_secs(3);

/// A report of 4,000 characters in 80 paragraphs of 2 or 3 runs, as programs write them.
fn report() -> Vec<u8> {
    const FONTS: &str = r#"<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>"#;
    let run = |text: &str| format!("<w:r>{FONTS}<w:t>{text}</w:t></w:r>");
    let text = "今年以来，全市各级各部门认真贯彻落实上级部署，深入开展调查研究，着力解决群众反映";
    let paragraph = |at: usize| {
        let level = if at.is_multiple_of(8) { 0 } else { 1 };
        let list = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>"#);
        let form = format!(
            r#"<w:pPr><w:pStyle w:val="a"/>{}<w:jc w:val="both"/>{FONTS}</w:pPr>"#,
            if at.is_multiple_of(4) { list } else { String::new() }
        );
        format!(
            r#"<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">{form}{}{}{}</w:p>"#,
            run(text),
            run("的突出问题"),
            run("。")
        )
    };
    let cell = format!("<w:tc><w:tcPr><w:tcW w:w=\"2000\"/></w:tcPr>{}</w:tc>", p("合计"));
    let table = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(4)).repeat(5));
    let levels = ["%1、", "（%2）"].iter().enumerate().map(|(at, pattern)| {
        format!(r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{pattern}"/></w:lvl>"#)
    });
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        levels.collect::<String>()
    );
    let style = |at: usize| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="a{at}"><w:name w:val="style {at}"/><w:basedOn w:val="a"/><w:pPr><w:ind w:left="200"/></w:pPr>{FONTS}</w:style>"#
        )
    };
    let styles = (0..120).map(style).collect::<String>()
        + r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>"#;
    let body = (0..80).map(paragraph).collect::<String>() + &table;
    Docx::new(&body).styles(&styles).numbering(&numbering).bytes()
}

fn main() {
    let files: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    for file in &files {
        let bytes = fs::read(file).expect("the file can be read");
        let begun = Instant::now();
        let said = match read(&bytes) {
            Ok(manuscript) => format!("{} pieces", manuscript.pieces.len()),
            Err(phrase) => phrase.code().to_owned(),
        };
        println!("{:>8.1} ms  {said}  {file}", begun.elapsed().as_secs_f64() * 1_000.0);
    }
    if files.is_empty() {
        let bytes = report();
        let begun = Instant::now();
        let mut n = 0_u32;
        while begun.elapsed() < LONG {
            assert!(read(&bytes).is_ok());
            n += 1;
        }
        let each = begun.elapsed().as_secs_f64() / f64::from(n);
        println!(
            "a report of 4,000 characters, {} bytes packed: {:.2} ms, {:.0} in a second",
            bytes.len(),
            each * 1e3,
            1.0 / each
        );
    }
}
