//! Text boxes, fields, pictures, formulas and what is embedded.

use crate::docx::{Docx, p, r};
use crate::{Case, body, check, pp, rr};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn field(instruction: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

/// A text box as programs store it: as a shape, and again for older programs.
fn twice(inside: &str) -> String {
    let content = format!("<w:txbxContent>{inside}</w:txbxContent>");
    format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="文本框"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
    )
}

#[test]
fn text_boxes_stand_once_where_they_are_read() {
    check([
        body(
            "behind the paragraph that holds it, which goes on around it",
            &format!("<w:p>{}{}{}</w:p>{}", r("前"), twice(&[p("框一"), p("框二")].concat()), r("后"), p("下一段")),
            "前后\n框一\n框二\n下一段",
        ),
        body("a paragraph that only holds a box is none", &format!("<w:p>{}</w:p>", twice(&p("红头"))), "红头"),
        body(
            "boxes in boxes, in cells, with tables in them",
            &format!(
                "<w:tbl><w:tr><w:tc><w:p>{}{}</w:p></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                r("甲"),
                twice(&format!("<w:p>{}{}</w:p>", r("外"), twice(&p("内")))),
                p("乙")
            ),
            "table\n| 甲 / 外 / 内 | 乙 |\nend",
        ),
        body(
            "only for older programs, or painted",
            &format!(
                r#"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p><w:p><w:r><w:pict><v:shape><v:textpath string="云州市人民政府文件"/></v:shape></w:pict></w:r></w:p>"#,
                p("旧框")
            ),
            "旧框\n云州市人民政府文件",
        ),
        body(
            "an alternative that nobody here understands gives way to the other, or is said to be left out",
            &format!(
                r#"<w:p xmlns:x="urn:x">{}<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent><mc:AlternateContent><mc:Choice Requires="x"><w:t>只有新</w:t></mc:Choice></mc:AlternateContent></w:r></w:p>"#,
                r("甲")
            ),
            "甲旧\nleft out: object: 只有新",
        ),
    ]);
}

#[test]
fn fields_are_their_results() {
    let tick = |ticked: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{ticked}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let choice = r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="同意"/><w:listEntry w:val="不同意"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    check([
        body(
            "fields in fields: the inner result is a part of the outer instruction or of the outer result",
            &format!(
                "<w:p>{}{}</w:p>",
                field(
                    &format!(
                        r#"IF "</w:instrText></w:r>{}<w:r><w:instrText>" = "" "" """#,
                        field("MERGEFIELD 甲", &r("不见"))
                    ),
                    &r("可见")
                ),
                field("REF a", &field("SEQ b", &r("二")))
            ),
            "可见二",
        ),
        body(
            "a link by its instruction",
            &format!("<w:p>{}{}</w:p>", field(r#"HYPERLINK "https://www.gov.cn/""#, &r("政府网")), r("。")),
            "<https://www.gov.cn/ 政府网>。",
        ),
        body(
            "simple fields, boxes, choices, texts of forms",
            &format!(
                r#"<w:p><w:fldSimple w:instr=" SEQ 表 "><w:r><w:t>3</w:t></w:r></w:fldSimple>{}{}{choice}{}</w:p>"#,
                tick(r#"<w:default w:val="0"/><w:checked/>"#),
                tick(r#"<w:default w:val="0"/>"#),
                field("FORMTEXT", &r("张家村"))
            ),
            "3☑□不同意张家村",
        ),
        body(
            "the number of a page in the text is left out",
            &format!("<w:p>{}{}</w:p>", r("正文"), field("PAGE", &r("12"))),
            "正文\nleft out: page-number: 12",
        ),
        body(
            "signs that programs set over each other",
            &format!("<w:p>{}{}</w:p>", field(r"eq \o\ac(○,3)", ""), r("健全机制")),
            "③健全机制",
        ),
        body(
            "an instruction that never becomes a result loses nothing of the next paragraph",
            &format!(
                r#"<w:p>{}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r></w:p>{}"#,
                r("甲"),
                p("乙")
            ),
            "甲\n乙",
        ),
        body(
            "an end without a beginning ends nothing",
            r#"<w:p><w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/><w:t>甲</w:t></w:r></w:p>"#,
            "甲",
        ),
    ]);
}

#[test]
fn pictures_are_files_in_their_place() {
    let drawing = |id: &str, description: &str| {
        format!(
            r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="{description}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
        )
    };
    let all = format!(
        r#"<w:p>{}{}{}{}</w:p><w:p>{}</w:p><w:p>{}</w:p><w:p><w:r><w:drawing><a:blip r:link="web"/></w:drawing></w:r></w:p><w:p><w:r><w:pict><v:shape alt="旧图"><v:imagedata r:id="jpg"/></v:shape></w:pict></w:r></w:p>"#,
        r("前"),
        drawing("png", "档案馆外景"),
        r("后"),
        drawing("png", "档案馆外景"),
        drawing("png", r"C:\Users\张三\1.png"),
        drawing("emf", "")
    );
    let docx = Docx::new(&all)
        .relation("png", "image", "media/a.bin", false)
        .relation("emf", "image", "media/b.emf", false)
        .relation("jpg", "image", "/word/media/c.jpeg", false)
        .relation("web", "image", "http://x.cn/a.png", true)
        .part("word/media/a.bin", PNG)
        .part("word/media/b.emf", [1, 0, 0, 0, 0x58])
        .part("word/media/c.jpeg", b"\xff\xd8\xff\xe0".to_vec());
    check([
        Case {
            reason: "by what they hold and not by their names, each that is the same once, without names and paths of files",
            docx,
            read: r#"
前{picture 0}后{picture 0}
{picture 1}
{picture 2}
picture 0: png of 16 bytes, "档案馆外景"
picture 1: png of 16 bytes, ""
picture 2: jpg of 4 bytes, "旧图"
left out: picture: EMF
left out: picture: "#,
        },
        Case {
            reason: "charts and embedded files are left out and said; the face of a file is shown where it can be",
            docx: Docx::new(&format!(
                r#"{}<w:p><w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r></w:p><w:p><w:r><w:object><v:shape><v:imagedata r:id="emf"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>"#,
                p("正文")
            ))
            .relation("chart", "chart", "charts/chart1.xml", false)
            .relation("emf", "image", "media/b.emf", false)
            .part("word/media/b.emf", [1, 0, 0, 0])
            .part(
                "word/charts/chart1.xml",
                r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:title><a:t>历年经费</a:t></c:title><c:v>12</c:v></c:chartSpace>"#,
            ),
            read: "正文\nleft out: object: Excel.Sheet.12\nleft out: object: 历年经费 12",
        },
        Case {
            reason: "a part of another format is said",
            docx: Docx::new(&format!(r#"{}<w:altChunk r:id="html"/>"#, p("正文")))
                .relation("html", "aFChunk", "a.html", false)
                .part("word/a.html", "<p>甲</p>"),
            read: "正文\nleft out: object: a.html",
        },
    ]);
}

#[test]
fn formulas_are_read_in_their_order() {
    let run = |text: &str| format!("<m:r><w:rPr><w:i/></w:rPr><m:t>{text}</m:t></m:r>");
    let formula = |inside: &str| format!("<w:p>{}<m:oMath>{inside}</m:oMath></w:p>", r("即"));
    let fraction = |num: &str, den: &str| format!("<m:f><m:fPr/><m:num>{num}</m:num><m:den>{den}</m:den></m:f>");
    check([
        body("a fraction", &formula(&fraction(&run("a"), &run("2"))), "即a/2"),
        body("a fraction of more than single names", &formula(&fraction(&run("a+b"), &run("c−d"))), "即(a+b)/(c−d)"),
        body(
            "powers and indices",
            &formula(&format!(
                "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup><m:sSub><m:e>{}</m:e><m:sub>{}</m:sub></m:sSub>",
                run("x"),
                run("2"),
                run("y"),
                run("i")
            )),
            "即x^2^y_i_",
        ),
        body(
            "roots, sums, brackets",
            &formula(&format!(
                r#"<m:rad><m:radPr/><m:deg/><m:e>{}</m:e></m:rad><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary><m:d><m:dPr><m:begChr m:val="["/><m:sepChr m:val=","/><m:endChr m:val="]"/></m:dPr><m:e>{}</m:e><m:e>{}</m:e></m:d>"#,
                run("x+1"),
                run("i=1"),
                run("n"),
                run("x"),
                run("a"),
                run("b")
            )),
            "即√(x+1)∑_i=1_^n^x[a,b]",
        ),
        body(
            "the look of a part is no look of the text",
            &pp(
                "",
                &format!(
                    "<m:oMath><m:f><m:fPr><m:ctrlPr><w:rPr><w:vanish/></w:rPr></m:ctrlPr></m:fPr><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>{}",
                    run("1"),
                    run("2"),
                    rr("", "以上")
                ),
            ),
            "1/2以上",
        ),
    ]);
}
