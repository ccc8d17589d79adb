//! The numbers that programs set in front of paragraphs.

use crate::docx::{Docx, p, r};
use crate::{Case, check, pp};

/// A paragraph of a list.
fn item(list: u32, level: u32, text: &str) -> String {
    pp(
        &format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#),
        &if text.is_empty() { String::new() } else { r(text) },
    )
}

/// A level of a list: its format, its pattern and what else it says.
fn level(at: u32, format: &str, pattern: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>"#
    )
}

fn form(id: u32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn list(id: u32, form: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{form}"/>{more}</w:num>"#)
}

fn case(reason: &'static str, numbering: &[String], body: &[String], read: &'static str) -> Case {
    Case { reason, docx: Docx::new(&body.concat()).numbering(&numbering.concat()), read }
}

fn official() -> String {
    [
        level(0, "chineseCountingThousand", "%1、", r#"<w:suff w:val="nothing"/>"#),
        level(1, "chineseCountingThousand", "（%2）", r#"<w:suff w:val="nothing"/>"#),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "（%4）", ""),
    ]
    .concat()
}

#[test]
fn numbers_are_written_out_as_they_are_seen() {
    check([
        case(
            "the four layers of an official document: each begins anew below the next above",
            &[form(0, &official()), list(1, 0, "")],
            &[
                item(1, 0, "总体情况"),
                item(1, 1, "指标"),
                item(1, 2, "第一"),
                item(1, 2, "第二"),
                item(1, 3, "其一"),
                item(1, 1, "措施"),
                item(1, 2, "第一"),
                item(1, 0, "下步打算"),
                item(1, 1, "目标"),
            ],
            "
[number 一、] 一、总体情况
[number （一）] （一）指标
[number 1.] 1. 第一
[number 2.] 2. 第二
[number （1）] （1）其一
[number （二）] （二）措施
[number 1.] 1. 第一
[number 二、] 二、下步打算
[number （一）] （一）目标",
        ),
        case(
            "numbers of several levels, and all of them in digits where the list says so",
            &[
                form(
                    0,
                    &[
                        level(0, "chineseCounting", "第%1章", ""),
                        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
                        level(2, "decimal", "%1.%2.%3", ""),
                    ]
                    .concat(),
                ),
                list(1, 0, ""),
            ],
            &[item(1, 0, "总则"), item(1, 1, "目的"), item(1, 2, "细则"), item(1, 0, "分则"), item(1, 1, "适用")],
            "
[number 第一章] 第一章 总则
[number 1.1] 1.1 目的
[number 一.1.1] 一.1.1 细则
[number 第二章] 第二章 分则
[number 2.1] 2.1 适用",
        ),
        case(
            "lists of one form count on together, unless one says where it begins; then it does so once",
            &[
                form(0, &level(0, "decimal", "%1.", "")),
                list(1, 0, ""),
                list(2, 0, ""),
                list(3, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>"#),
            ],
            &[
                item(1, 0, "a"),
                item(1, 0, "b"),
                item(2, 0, "c"),
                item(3, 0, "d"),
                item(3, 0, "e"),
                item(1, 0, "f"),
                item(3, 0, "g"),
            ],
            "
[number 1.] 1. a
[number 2.] 2. b
[number 3.] 3. c
[number 1.] 1. d
[number 2.] 2. e
[number 3.] 3. f
[number 4.] 4. g",
        ),
        case(
            "a list may write a level otherwise than its form, and begin elsewhere",
            &[
                form(
                    0,
                    r#"<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>"#,
                ),
                list(1, 0, ""),
                list(
                    2,
                    0,
                    &format!(r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#, level(0, "upperRoman", "%1)", "")),
                ),
            ],
            &[item(1, 0, "五"), item(2, 0, "六")],
            "[number 5.] 5. 五\n[number VI)] VI) 六",
        ),
        case(
            "a level that never begins anew, and one that does only below the first",
            &[
                form(
                    0,
                    &[
                        level(0, "decimal", "%1", ""),
                        level(1, "decimal", "%1.%2", ""),
                        level(2, "decimal", "(%3)", r#"<w:lvlRestart w:val="1"/>"#),
                        level(3, "lowerLetter", "%4)", r#"<w:lvlRestart w:val="0"/>"#),
                    ]
                    .concat(),
                ),
                list(1, 0, ""),
            ],
            &[
                item(1, 0, "章"),
                item(1, 1, "节"),
                item(1, 2, "条"),
                item(1, 3, "项"),
                item(1, 1, "节"),
                item(1, 2, "条"),
                item(1, 3, "项"),
                item(1, 0, "章"),
                item(1, 2, "条"),
                item(1, 3, "项"),
            ],
            "
[number 1] 1 章
[number 1.1] 1.1 节
[number (1)] (1)条
[number a)] a) 项
[number 1.2] 1.2 节
[number (2)] (2)条
[number b)] b) 项
[number 2] 2 章
[number (1)] (1)条
[number c)] c) 项",
        ),
        case(
            "no number: list 0, a list that is not there, a level without format, a hidden one",
            &[
                form(0, &[level(0, "none", "", ""), level(1, "decimal", "%2.", "<w:rPr><w:vanish/></w:rPr>")].concat()),
                list(1, 0, ""),
            ],
            &[item(0, 0, "甲"), item(9, 0, "乙"), item(1, 0, "丙"), item(1, 1, "丁"), item(1, 8, "戊")],
            "甲\n乙\n丙\n丁\n戊",
        ),
        case(
            "a bullet is said and not written",
            &[form(0, &level(0, "bullet", "\u{F0B7}", "")), list(1, 0, "")],
            &[item(1, 0, "甲")],
            "[bullet] 甲",
        ),
        case(
            "an empty paragraph counts and is no line",
            &[form(0, &level(0, "decimal", "%1.", "")), list(1, 0, "")],
            &[item(1, 0, "甲"), item(1, 0, ""), item(1, 0, "乙")],
            "[number 1.] 1. 甲\n[number 3.] 3. 乙",
        ),
        case(
            "in a cell it is a serial number, and is seen",
            &[form(0, &level(0, "decimal", "%1", "")), list(1, 0, "")],
            &[format!(
                "<w:tbl>{}</w:tbl>",
                format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", item(1, 0, ""), p("县")).repeat(2)
            )],
            "table\n| [number 1] 1 | 县 |\n| [number 2] 2 | 县 |\nend",
        ),
        case(
            "a blank where a reader expects one",
            &[
                form(
                    0,
                    &[
                        level(0, "decimal", "%1)", ""),
                        level(1, "chineseCounting", "(%2)", ""),
                        level(2, "decimalEnclosedCircle", "%3", ""),
                        level(3, "decimal", "%4.", r#"<w:suff w:val="nothing"/>"#),
                        level(4, "decimal", "%5．", ""),
                        level(5, "decimal", "附件%6 ", r#"<w:suff w:val="nothing"/>"#),
                    ]
                    .concat(),
                ),
                list(1, 0, ""),
            ],
            &[
                item(1, 0, "甲"),
                item(1, 1, "乙"),
                item(1, 2, "丙"),
                item(1, 3, "丁"),
                item(1, 4, "戊"),
                item(1, 5, "己"),
                item(1, 0, "　庚"),
            ],
            "
[number 1)] 1) 甲
[number (一)] (一)乙
[number ①] ①丙
[number 1.] 1.丁
[number 1．] 1．戊
[number 附件1] 附件1 己
[number 2)] 2)　庚",
        ),
        case(
            "what newer programs write stands in an alternative",
            &[
                form(
                    0,
                    r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>"#,
                ),
                list(1, 0, ""),
            ],
            &[item(1, 0, "甲")],
            "[number 001] 001 甲",
        ),
    ]);
}

#[test]
fn styles_number_their_paragraphs() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="22"><w:name w:val="based on it"/><w:basedOn w:val="2"/></w:style>
        <w:style w:type="paragraph" w:styleId="0"><w:name w:val="without"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
        <w:style w:type="numbering" w:styleId="L"><w:name w:val="list style"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>"#;
    let linked = [
        level(0, "chineseCounting", "%1、", r#"<w:pStyle w:val="1"/><w:suff w:val="nothing"/>"#),
        level(1, "chineseCounting", "（%2）", r#"<w:pStyle w:val="2"/><w:suff w:val="nothing"/>"#),
    ];
    let numbering = [
        form(0, &linked.concat()),
        form(1, r#"<w:numStyleLink w:val="L"/>"#),
        form(2, &[r#"<w:styleLink w:val="L"/>"#.to_owned(), level(0, "ideographTraditional", "%1、", "")].concat()),
        list(1, 0, ""),
        list(2, 1, ""),
        list(3, 2, ""),
    ];
    let styled = |style: &str, more: &str, text: &str| pp(&format!(r#"<w:pStyle w:val="{style}"/>{more}"#), &r(text));
    let body = [
        styled("1", "", "概况"),
        styled("2", "", "机构"),
        styled("22", "", "人员"),
        styled("0", "", "没有编号"),
        styled("1", r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>"#, "也没有"),
        styled("1", "", "措施"),
        item(2, 0, "经由列表样式"),
    ];
    check([Case {
        reason: "the list and the level come from the style, by which level names it",
        docx: Docx::new(&body.concat()).styles(styles).numbering(&numbering.concat()),
        read: "
[h1 number 一、] 一、概况
[h2 number （一）] （一）机构
[h2 number （二）] （二）人员
[h1] 没有编号
[h1] 也没有
[h1 number 二、] 二、措施
[number 甲、] 甲、经由列表样式",
    }]);
}
