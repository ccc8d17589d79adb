//! Documents of Word are read as their readers see them.
//!
//! Every case is the smallest document that has the feature, and the manuscript as a text: `[h1 centre 44]` is the form of a line,
//! `**…**` what is bold in it, `left out` what stands in the file and not in the text.

#[path = "word/changes.rs"]
mod changes;
#[path = "word/corpus.rs"]
mod corpus;
#[path = "word/docx.rs"]
mod docx;
#[path = "word/hostile.rs"]
mod hostile;
#[path = "word/numbers.rs"]
mod numbers;
#[path = "word/objects.rs"]
mod objects;
#[path = "word/refused.rs"]
mod refused;
#[path = "support/shared.rs"]
mod shared;
#[path = "word/tables.rs"]
mod tables;

use docx::{Docx, p, r, shown};
use huibian::import::word::{is_word, read};

/// A document and what is read of it.
pub(crate) struct Case {
    pub(crate) reason: &'static str,
    pub(crate) docx: Docx,
    pub(crate) read: &'static str,
}

/// A case with a body and nothing else.
pub(crate) fn body(reason: &'static str, body: &str, read: &'static str) -> Case {
    Case { reason, docx: Docx::new(body), read }
}

pub(crate) fn check(cases: impl IntoIterator<Item = Case>) {
    let mut different = Vec::new();
    for case in cases {
        let bytes = case.docx.bytes();
        assert!(is_word(&bytes), "{}", case.reason);
        let found = match read(&bytes) {
            Ok(manuscript) => shown(&manuscript),
            Err(phrase) => format!("refused: {phrase:?}\n"),
        };
        if found.trim_end() != case.read.trim() {
            different.push(format!("# {}\n--- expected\n{}\n--- read\n{found}", case.reason, case.read.trim()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// A paragraph with properties.
pub(crate) fn pp(form: &str, inside: &str) -> String {
    format!("<w:p><w:pPr>{form}</w:pPr>{inside}</w:p>")
}

/// A run with properties.
pub(crate) fn rr(look: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

const BOLD: &str = "<w:b/>";

#[test]
fn text_is_what_a_reader_sees() {
    check([
        body("paragraphs without anything to see are none", &[p("甲"), p(""), p("　 "), "<w:p/>".into(), p("乙")].concat(), "甲\n乙"),
        body("a tab is a tab", "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:ptab/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\t丙"),
        body(
            "a line break, a page break and a carriage return begin a line",
            r#"<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r></w:p>"#,
            "甲\n乙\n丙\n丁",
        ),
        body(
            "a heading is one line, however it is broken; nothing stands between Han, a blank between words",
            &pp(
                r#"<w:outlineLvl w:val="0"/>"#,
                "<w:r><w:t>关于开展</w:t><w:br/><w:br/><w:t>调查的报告</w:t><w:br/><w:t>Annual</w:t><w:br/><w:t>Report</w:t></w:r>",
            ),
            "[h1] 关于开展调查的报告 Annual Report",
        ),
        body(
            "hyphens are hyphens, those that are only seen at the end of a line are not",
            "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c&#xAD;d</w:t></w:r></w:p>",
            "a-bcd",
        ),
        body(
            "blanks at the ends of a text count only where it says so, line ends of the XML never",
            "<w:p><w:r><w:t>\n  甲 </w:t><w:t xml:space=\"preserve\"> 乙\n丙 </w:t><w:t>丁</w:t></w:r></w:p>",
            "甲 乙 丙 丁",
        ),
        body(
            "references and CDATA are their characters, what no text may hold is gone",
            "<w:p><w:r><w:t>&lt;&#x6B63;&amp;&#25991;&gt;<![CDATA[<&>]]>&#xD800;&#1;&#xFFFE;。</w:t></w:r></w:p>",
            "<正&文><&>。",
        ),
        body(
            "signs of fonts without letters are signs of all fonts",
            &[
                r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t><w:sym w:font="Symbol" w:char="F0D6"/><w:sym w:font="仿宋" w:char="4E00"/><w:sym w:font="Wingdings 3" w:char="F0A5"/></w:r></w:p>"#.to_owned(),
                format!("<w:p>{}{}</w:p>", rr(r#"<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>"#, "R"), r("完成")),
            ]
            .concat(),
            "☑是□否√一\n☑完成\nleft out: object: Wingdings 3 F0A5",
        ),
        body(
            "of a phonetic guide the word stays and its reading goes",
            "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>xǔ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>栩</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "栩",
        ),
        body(
            "smart tags, content controls, custom XML and directions hold text like any other",
            &format!(
                "<w:p><w:smartTag>{}</w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:customXml>{}</w:customXml><w:bdo>{}</w:bdo></w:p><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
                r("甲"), r("乙"), r("丙"), r("丁"), p("戊")
            ),
            "甲乙丙丁\n戊",
        ),
        body(
            "the hint of a content control that nobody filled in is left out",
            &format!("<w:p>{}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>", r("时间："), r("单击此处输入日期。")),
            "时间：\nleft out: furniture: 单击此处输入日期。",
        ),
        body(
            "hidden text is left out, turned on by itself or by its style",
            &format!("<w:p>{}{}{}</w:p>", r("甲"), rr("<w:vanish/>", "密"), rr(r#"<w:vanish w:val="0"/>"#, "乙")),
            "甲乙\nleft out: hidden: 密",
        ),
        body(
            "masks are characters like others, cut over runs of any look",
            &format!("<w:p>{}{}{}{}</w:p>", r("投资"), rr(BOLD, "**"), rr("<w:b/><w:i/>", "*"), r("万元")),
            "投资*******万元",
        ),
    ]);
}

#[test]
fn the_form_of_a_line_is_how_it_was_set() {
    const STYLES: &str = r#"
        <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="X"><w:name w:val="公文二级"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="XX"><w:name w:val="based on that"/><w:basedOn w:val="X"/></w:style>
        <w:style w:type="paragraph" w:styleId="N"><w:name w:val="running text"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
        <w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="C1"><w:name w:val="in a circle"/><w:basedOn w:val="C2"/></w:style>
        <w:style w:type="paragraph" w:styleId="C2"><w:name w:val="the other"/><w:basedOn w:val="C1"/></w:style>"#;
    let styled = |style: &str, text: &str| pp(&format!(r#"<w:pStyle w:val="{style}"/>"#), &r(text));
    let all = [
        styled("1", "一、工作"),
        styled("X", "级别来自样式"),
        styled("XX", "级别来自基准样式"),
        styled("N", "正文级别"),
        styled("T", "总结"),
        styled("S", "（2022年）"),
        styled("C1", "循环"),
        styled("Heading3", "没有定义的样式"),
        pp(r#"<w:pStyle w:val="1"/><w:outlineLvl w:val="2"/>"#, &r("直接设定")),
        pp(r#"<w:outlineLvl w:val="9"/><w:jc w:val="right"/>"#, &r("云州市财政局")),
        pp(
            r#"<w:jc w:val="center"/>"#,
            &[rr(r#"<w:sz w:val="32"/>"#, "三号字多"), rr(r#"<w:sz w:val="52"/>"#, "少")].concat(),
        ),
        pp("", &[rr(r#"<w:rStyle w:val="strong"/>"#, "全"), rr(BOLD, "粗"), r(" ")].concat()),
        pp(r#"<w:pStyle w:val="1"/>"#, &rr(r#"<w:rStyle w:val="strong"/>"#, "粗上加粗不粗")),
        pp(r#"<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>"#, &r("原来是标题")),
    ];
    check([
        Case {
            reason: "levels, titles, where it stands, size and weight come from the paragraph, its words or its style",
            docx: Docx::new(&all.concat()).styles(STYLES),
            read: "
[h1 bold 44] 一、工作
[h2 21] 级别来自样式
[h2 21] 级别来自基准样式
[bold 44] 正文级别
[title centre 21] 总结
[subtitle 21] （2022年）
[21] 循环
[h3 21] 没有定义的样式
[h3 bold 44] 直接设定
[right 21] 云州市财政局
[centre 32] 三号字多少
[bold 21] 全粗 
[h1 44] 粗上加粗不粗
[21] 原来是标题",
        },
        Case {
            reason: "Strict documents have other addresses and sizes in points, and any prefix will do",
            docx: Docx::new("").part(
                "word/document.xml",
                r#"<ns0:document xmlns:ns0="http://purl.oclc.org/ooxml/wordprocessingml/main"><ns0:body><ns0:p><ns0:pPr><ns0:jc ns0:val="end"/></ns0:pPr><ns0:r><ns0:rPr><ns0:sz ns0:val="16pt"/></ns0:rPr><ns0:t>严格</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"#,
            ),
            read: "[right 32] 严格",
        },
        body(
            "prefixes mean what the nearest element says that says it, and only inside it",
            &format!(
                r#"<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:t>甲</x:t></x:r><w:r xmlns:w="urn:other"><w:t>别的</w:t></w:r><w:r><w:t>乙</w:t></w:r></x:p>{}"#,
                p("丙")
            ),
            "甲乙\n丙",
        ),
        Case {
            reason: "a part may be in UTF-16 or begin with a mark",
            docx: Docx::new("").part("word/document.xml", {
                let text = r#"<?xml version="1.0" encoding="UTF-16"?><document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>公文</t></r></p></body></document>"#;
                let mut bytes = vec![0xFF, 0xFE];
                bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
                bytes
            }),
            read: "公文",
        },
    ]);
}

#[test]
fn marks_say_what_words_carry() {
    let link = |id: &str, inside: &str| format!(r#"<w:hyperlink r:id="{id}">{inside}</w:hyperlink>"#);
    let linked = format!(
        "<w:p>{}{}{}{}</w:p>",
        r("见"),
        link("web", &[r("网"), rr(BOLD, "站")].concat()),
        link("file", &r("文件")),
        format_args!(r#"<w:hyperlink w:anchor="_Toc1">{}</w:hyperlink>"#, r("上文")),
    );
    check([
        body(
            "bold words in a line are strong, whatever runs they are cut into, without the blanks at their ends",
            &format!("<w:p>{}{}{}{}</w:p>", r("一是"), rr(BOLD, " 健全"), rr("<w:b/><w:i/>", "制度 "), r("。")),
            "一是 **健全制度** 。",
        ),
        body("a line that is bold as a whole has no strong words", &format!("<w:p>{}{}</w:p>", rr(BOLD, "全"), rr(BOLD, "部")), "[bold] 全部"),
        body(
            "nor does a heading",
            &pp(r#"<w:outlineLvl w:val="0"/>"#, &[rr(BOLD, "一、"), r("工作")].concat()),
            "[h1] 一、工作",
        ),
        body(
            "what is above and below the line",
            &format!(
                "<w:p>{}{}{}{}</w:p>",
                r("面积5m"),
                rr(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
                r("，CO"),
                rr(r#"<w:b/><w:vertAlign w:val="subscript"/>"#, "2")
            ),
            "面积5m^2^，CO**_2_**",
        ),
        Case {
            reason: "links lead outside, to the web or to mail; places in the document and files are no links",
            docx: Docx::new(&linked)
                .relation("web", "hyperlink", "http://www.gov.cn/a?b=1&amp;c=2", true)
                .relation("file", "hyperlink", "file:///C:/a.docx", true),
            read: "见<http://www.gov.cn/a?b=1&c=2 网**站**>文件上文",
        },
        Case {
            reason: "notes stand where they are referred to, in the order of the text, without their own sign",
            docx: Docx::new(&format!(
                r#"<w:p>{}<w:r><w:endnoteReference w:id="7"/></w:r>{}<w:r><w:footnoteReference w:id="2"/></w:r>{}<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>※</w:t></w:r></w:p>"#,
                r("甲"), r("乙"), r("丙")
            ))
            .related(
                "footnotes",
                "footnotes",
                &format!(
                    r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1">{}</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 脚注。</w:t></w:r></w:p>{}</w:footnote>"#,
                    p("无人引用"), p("第二段。")
                ),
            )
            .related("endnotes", "endnotes", &format!(r#"<w:endnote w:id="7">{}</w:endnote>"#, p("尾注。"))),
            read: "甲{note 0}乙{note 1}丙{note 1}\nnote 0: 尾注。\nnote 1: 脚注。 / 第二段。",
        },
    ]);
}
