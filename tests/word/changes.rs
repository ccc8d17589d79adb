//! Tracked changes as accepted, and what else stands in the file and not in the text.

use crate::docx::{Docx, p, r};
use crate::{Case, body, check, pp, rr};

fn deleted(text: &str) -> String {
    format!(r#"<w:del w:id="1" w:author="张三"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>"#)
}

#[test]
fn changes_count_as_accepted() {
    const GONE: &str = r#"<w:rPr><w:del w:id="1" w:author="张三"/></w:rPr>"#;
    const MOVED: &str = r#"<w:rPr><w:moveFrom w:id="1" w:author="张三"/></w:rPr>"#;
    check([
        body(
            "what was put in is text, what was taken out is none; one deletion cut into runs is one",
            &format!(
                "<w:p>{}{}{}<w:ins>{}{}</w:ins></w:p>",
                r("完成"),
                deleted("三"),
                deleted("十"),
                r("五十"),
                deleted("余")
            ),
            "完成五十\nleft out: deletion: 三十\nleft out: deletion: 余",
        ),
        body(
            "what was moved stands once, where it was moved to",
            &format!(
                r#"<w:p><w:moveTo w:id="2">{}</w:moveTo></w:p>{}<w:p><w:moveFrom w:id="1">{}</w:moveFrom></w:p>{}"#,
                r("第二段"),
                p("第一段"),
                r("第二段"),
                p("第三段")
            ),
            "第二段\n第一段\n第三段",
        ),
        body(
            "a paragraph whose mark was taken out goes on in the next, with the form of that",
            &[pp(GONE, &r("前半")), pp(r#"<w:jc w:val="center"/>"#, &r("后半")), p("另一段")].concat(),
            "[centre] 前半后半\n另一段",
        ),
        body(
            "a paragraph that was moved away leaves none behind, and the next is not joined to the one before",
            &[p("甲"), pp(MOVED, &format!("<w:moveFrom>{}</w:moveFrom>", r("乙"))), p("丙"), p("丁")].concat(),
            "甲\n丙\n丁",
        ),
        body(
            "in the last paragraph of a cell a deleted mark joins nothing",
            &format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", pp(GONE, &r("甲")), p("乙")),
            "table\n| 甲 | 乙 |\nend",
        ),
        body(
            "rows and cells that were taken out are gone, those put in are there",
            &format!(
                r#"<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:cellDel w:id="2"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"#,
                p("甲"),
                p("乙"),
                p("旧"),
                p("行"),
                p("旧格"),
                p("丙")
            ),
            "table\n| 甲 | 乙 |\n| 丙 |\nend\nleft out: deletion: 旧 行\nleft out: deletion: 旧格",
        ),
        body(
            "how a run or a paragraph looked before is not how it looks",
            &pp(
                r#"<w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>"#,
                &rr("<w:rPrChange><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange>", "甲"),
            ),
            "甲",
        ),
    ]);
}

#[test]
fn comments_and_margins_are_left_out_and_said() {
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference w:type="default" r:id="f1"/><w:footerReference w:type="even" r:id="f2"/></w:sectPr>"#;
    let page = r#"<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>"#;
    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let anchored = format!(
        r#"<w:p><w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>{section}"#,
        r("正文")
    );
    let docx = Docx::new(&anchored)
        .related(
            "comments",
            "comments",
            &format!(
                r#"<w:comment w:id="0" w:author="张三" w:initials="ZS"><w:p><w:r><w:annotationRef/></w:r>{}</w:p>{}</w:comment>"#,
                r("请核实数字"), p("谢谢")
            ),
        )
        .relation("h1", "header", "header1.xml", false)
        .relation("f1", "footer", "footer1.xml", false)
        .relation("f2", "footer", "footer2.xml", false)
        .part("word/header1.xml", format!("<w:hdr {W}>{}</w:hdr>", p("内部资料")))
        .part("word/footer1.xml", format!("<w:ftr {W}><w:p>{}{page}{}</w:p></w:ftr>", r("— "), r(" —")))
        .part("word/footer2.xml", format!("<w:ftr {W}>{}</w:ftr>", p("内部资料")));
    check([Case {
        reason: "a comment by its words and not by whom, a margin once, a number of a page never",
        docx,
        read: "正文\nleft out: header-or-footer: 内部资料\nleft out: comment: 请核实数字 谢谢",
    }]);
}

#[test]
fn a_table_of_contents_is_left_out() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \o "1-3" \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let styles = r#"<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>"#;
    let entry = |inside: &str| format!("<w:p>{inside}</w:p>");
    check([
        body(
            "the result of a field over several paragraphs, with the heading above it",
            &[
                p("总结"),
                p("目　录"),
                entry(&(begin.to_owned() + &r("一、概况\t1"))),
                p("二、措施\t2"),
                entry(end),
                p("一、概况"),
            ]
            .concat(),
            "总结\n一、概况\nleft out: contents: 目　录 一、概况\t1 二、措施\t2",
        ),
        body(
            "what stands in the paragraph behind it stays",
            &[p("总结"), entry(&(begin.to_owned() + &r("一、概况\t1") + end + &r("正文")))].concat(),
            "总结\n正文\nleft out: contents: 一、概况\t1",
        ),
        body(
            "a field that never ends loses nothing",
            &[entry(&(begin.to_owned() + &r("一、概况"))), p("正文")].concat(),
            "一、概况\n正文",
        ),
        Case {
            reason: "lines of its style, without any field",
            docx: Docx::new(&[p("目录"), pp(r#"<w:pStyle w:val="11"/>"#, &r("一、概况\t1")), p("正文")].concat())
                .styles(styles),
            read: "正文\nleft out: contents: 目录 一、概况\t1",
        },
        body(
            "the content control of the program",
            &format!(
                r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>{}"#,
                p("目录"),
                entry(&(begin.to_owned() + &r("一、概况\t1") + end)),
                p("正文")
            ),
            "正文\nleft out: contents: 目录 一、概况\t1",
        ),
    ]);
}
