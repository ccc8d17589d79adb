"""What Word keeps around and inside the words: notes, comments, tracked changes, fields, controls, marks."""

import re

from . import parts
from .paper import DECLARED, OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import (B, WHO, Around, Comment, Del, Hidden, Ins, Link, MoveTo, Note, Raw, Split, Sub, Sup, Sym, Words, control, field, fresh,
                   simple_field)


def notes():
    d = Paper("29-notes", "footnotes and endnotes by turns, a note of two paragraphs, a note in a table cell, a note in a heading, masks in a note", looks=STYLED)
    d.facts(title="云州市图书馆2021年度工作总结", unit=["tushuguan"], year=2021, type="zongjie")
    d.line("T", "云州市图书馆2021年度工作总结")
    d.line("P", "2021年，全馆到馆读者***万人次", Note("到馆人次按门禁计数，不含流动书车。"), "，办证2.1万张。")
    d.h(1, "一、馆藏建设")
    d.line("P", "新增图书4.3万册", Note("其中受赠图书1760册，捐赠人名单见年度公告。", "复本超过五册的另行登记。", end=True), "，报刊240种。")
    d.h(1, "二、阅读活动", Note("活动包括线上、线下两种。"))
    d.line("P", "举办活动*场，情况见下表。")
    d.table([["活动", "场次"], [["亲子阅读", Note("限十二岁以下，**人以上成班。")], "52"], ["老年读报", "48"]], head=1)
    d.h(1, "三、下年打算")
    d.line("P", "盲人阅览室搬到一楼", Note("现在在三楼，没有电梯。", end=True), "。")
    return d


def tracked():
    d = Paper("30-tracked-changes", "insertions and deletions as accepted, a whole paragraph deleted, one inserted, a deleted paragraph mark, rows deleted and inserted, comments")
    d.facts(title="云州市文化馆2022年工作总结", unit=["wenhuaguan"], year=2022, type="zongjie")
    d.line("T", "云州市文化馆", Del("2021"), Ins("2022"), "年工作总结")
    d.line("P", "全年举办演出", Del("一百"), Ins("96"), "场，", Comment("培训***人次", "这个数再核对一下"), "。")
    d.h(1, "一、", Del("工作"), "演出")
    deleted = f'<w:del w:id="900" {WHO}/>'
    d.p(Del("这一段整个删去，连同它的段落标记。"), mark=deleted, silent=True)
    d.line("P", Ins("新插入的一段：送戏下乡42场。"))
    joined = d.p("前半句的段落标记已经删除，", mark=deleted, silent=True, **OFFICE["P"])
    second = d.p("所以和后半句是一段。", silent=True, **OFFICE["P"])
    d.text.append(joined + second)
    d.h(1, "二、培训")
    d.table([["班次", "人数"], ["声乐", "36"], ["摄影", "28"], ["剪纸", "41"]], head=1, row_marks={2: "deleted", 3: "inserted"})
    d.line("P", "学员中", Comment("六十岁以上", "是否含六十岁"), "的占一半", Del("以上"), "。")
    return d


def moved():
    d = Paper("31-moves", "words moved within a paragraph and a whole paragraph moved to another place: read once, where they are now", looks=STYLED)
    d.facts(title="云州市第一中学2023年安全工作自查报告", unit=["yizhong"], year=2023, type="zicha")
    d.line("T", "云州市第一中学2023年安全工作自查报告")
    d.line("P", "我校对", Del("消防、", move="a1"), "食堂、校车、", MoveTo("a1", "消防、"), "宿舍逐项自查。")
    d.h(1, "一、检查结果")
    d.p(Del("宿舍楼两处应急灯不亮，已经更换。", move="a2"), mark=f'<w:moveFrom w:id="910" {WHO}/>', silent=True)
    d.line("P", "食堂留样冰箱温度偏高。")
    d.line("P", "校车两个灭火器过期。")
    d.p(MoveTo("a2", "宿舍楼两处应急灯不亮，已经更换。"), indent=True, mark=f'<w:moveTo w:id="911" {WHO}/>')
    d.h(1, "二、整改措施")
    d.line("P", "冰箱加装温度报警，灭火器由专人逐月查看。")
    return d


def condition():
    """An IF field whose question is a field itself: of both only the answer is read."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> IF </w:instrText></w:r>'
    rest = '<w:r><w:instrText xml:space="preserve"> &gt; 2 "**" "无" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return Around(begin, [field("=SUM(1,2)", "3", seen=False), Raw(rest), "**"], '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def fields():
    d = Paper("32-fields", "table of contents, HYPERLINK as field and as element, PAGE, DATE, REF, FORMTEXT, FORMCHECKBOX, nested IF; only results are read", looks=STYLED)
    d.facts(title="云州市审计局2022年工作总结", unit=["shenji"], year=2022, type="zongjie")
    d.line("T", "云州市审计局2022年工作总结")
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    d.raw('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>')
    d.p("目　录", silent=True, align="center")
    for at, (words, page) in enumerate((("一、项目完成情况", "1"), ("二、整改情况", "2"), ("三、打算", "3"))):
        d.p(Raw(begin if at == 0 else ""), words, "\t", field("PAGEREF _Toc1 \\h", page), style="toc 1", silent=True)
    d.p(Raw(end), silent=True)
    d.raw("</w:sdtContent></w:sdt>")
    d.leave_out("contents")
    d.line("P", "全年完成项目", simple_field("DOCPROPERTY n", "34"), "个，报告日期", field('DATE \\@ "yyyy年M月d日"', "2022年12月20日"), "。")
    d.h(1, Raw('<w:bookmarkStart w:id="5" w:name="_Ref1"/>'), "一、项目完成情况", Raw('<w:bookmarkEnd w:id="5"/>'))
    d.line("P", "查询办法见", Link("市审计局网站", "https://example.org/shenji"), "，或者", field('HYPERLINK "https://example.org/a?b=1&c=2"', "公开目录"), "，",
           Link("见下文", "#_Ref1"), "。")
    d.h(1, "二、整改情况")
    d.line("P", "如", field("REF _Ref1 \\h", "一、项目完成情况"), "所述，应整改问题",
           condition(), "个，已经整改", field("FORMTEXT", "**", extra="<w:ffData><w:name w:val=\"t\"/></w:ffData>"), "个。")
    d.h(1, "三、打算")
    checked = Raw("", "☑")
    d.line("P", "明年", field("FORMCHECKBOX", checked, extra='<w:ffData><w:name w:val="c"/><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'), "引进数据分析人员。")
    d.header("云州市审计局文件", page_number=True)
    return d


def controls():
    d = Paper("33-content-controls", "content controls in the line, around paragraphs, rows and cells, a placeholder nobody filled in, smart tags, customXml, a drop-down list")
    d.facts(title="云州市机关后勤服务2022年工作总结", unit=["yunzhou"], year=2022, type="zongjie", date="2022-12-30")
    sdt = '<w:sdt><w:sdtPr><w:id w:val="{}"/>{}</w:sdtPr><w:sdtContent>'
    d.raw(sdt.format(1, '<w:alias w:val="标题"/>'))
    d.line("T", "云州市机关后勤服务2022年工作总结")
    d.raw("</w:sdtContent></w:sdt>")
    place = Around('<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">', ["云州市"], "</w:smartTag>")
    d.line("P", "2022年，", place, "机关大院供餐", control("***"), "万人次，满意率", control("请单击此处输入百分比", placeholder=True), "约九成。")
    d.raw('<w:customXml w:uri="urn:yunzhou" w:element="body">')
    d.leave_out("furniture")
    d.h(1, control("一、"), "供餐")
    d.line("P", "早餐品种由14个增加到19个，", control("米粉", kind='<w:dropDownList><w:listItem w:displayText="米粉" w:value="1"/></w:dropDownList>'), "销量第一。")
    d.raw("</w:customXml>")
    d.h(1, "二、车辆")
    rows = [["车型", "辆数"], ["轿车", "**"], ["中巴", "6"]]
    d.table(rows, head=1)
    table = d.stack[-1][-1]
    last = table.rindex("<w:tr>")
    closing = table.rindex("</w:tbl>")
    d.stack[-1][-1] = table[:last] + sdt.format(2, "<w15:repeatingSectionItem xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"/>") \
        + table[last:closing] + "</w:sdtContent></w:sdt>" + table[closing:]
    d.line("P", Around("<w:customXml w:element=\"n\">", ["停用老旧车辆", Around('<w:smartTag w:element="chmetcnv">', ["5"], "</w:smartTag>"), "辆。"], "</w:customXml>"))
    d.line("R", Around('<w:smartTag w:element="chsdate">', ["2022年12月30日"], "</w:smartTag>"))
    return d


def strict():
    d = Paper("34-strict", "the Strict variant of the format: other namespaces, also of the relations; percentages with a sign", looks=STYLED)
    d.facts(title="云州市水务局2021年工作总结", unit=["shuiwu"], year=2021, type="zongjie", date="2021-12-24")
    d.write("""
T 云州市水务局2021年工作总结
P 2021年，全市水利投资***亿元，新增供水能力每日3万吨。
1 一、防汛抗旱
P 经历强降雨*轮，水库无一垮坝，转移群众**人。
1 二、城乡供水
""")
    d.line("P", "漏损率由18.2%降到14.9%", Note("按国家行业标准口径计算。"), "。")
    d.table([["片区", "漏损率"], ["城东", "12.1%"], ["城西", "17.4%"]], head=1)
    d.write("""
1 三、明年重点
P 更换城西老旧管网26公里。
R 云州市水务局
R 2021年12月24日
""")
    transitional = "http://schemas.openxmlformats.org/"
    strict_uris = {
        transitional + "wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        transitional + "officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
        transitional + "drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
        transitional + "drawingml/2006/wordprocessingDrawing": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        transitional + "drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
    }

    def change(entries):
        for name in entries:
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                text = entries[name].decode()
                for old, new in strict_uris.items():
                    text = text.replace(old, new)
                if name == "word/document.xml":
                    text = text.replace("<w:document ", '<w:document w:conformance="strict" ', 1)
                entries[name] = text.encode()

    d.changes.append(change)
    return d


def prefixed():
    d = Paper("35-other-prefix", "the prefix of the namespace is ns0, another part has it as default namespace; parts begin with a byte order mark; attributes in single quotation marks",
              looks=STYLED)
    d.facts(title="云州市财政局2021年国有资产管理情况报告", unit=["caizheng"], year=2021, type="huibao")
    d.write("""
T 云州市财政局2021年国有资产管理情况报告
P 截至2021年末，全市行政事业性国有资产***亿元，资产负债率**%。
1 一、管理情况
P 清查闲置房产214处，出租61处，移交社区使用40处。
1 二、存在问题
P 部分单位账实不符，早年购置的设备没有卡片。
1 三、改进措施
P 建立一物一码，离岗先交接资产。
""")

    def change(entries):
        text = entries["word/document.xml"].decode()
        text = re.sub(r"(?<=[<\s/])w:(?=[A-Za-z])", "ns0:", text).replace("xmlns:w=", "xmlns:ns0=")
        entries["word/document.xml"] = b"\xef\xbb\xbf" + text.encode()
        sheet = entries["word/styles.xml"].decode()
        sheet = re.sub(r"(</?)w:", r"\1", sheet).replace("xmlns:w=", 'xmlns="' + parts.MAIN + '" xmlns:w=', 1)
        entries["word/styles.xml"] = b"\xef\xbb\xbf" + re.sub(r'(?<= )w:val="([^"]*)"', r"w:val='\1'", sheet).encode()

    d.changes.append(change)
    return d


def masks():
    d = Paper("36-masks-over-runs", "masks *** ** * ××× 某某 □□ __ ○○ cut over bold and plain runs, over inserted runs, over spelling marks; bold beside masks")
    d.facts(title="云州市人民医院2022年***专项工作总结", unit=["yiyuan"], year=2022, type="zongjie")
    d.line("T", Split("云州市人民医院2022年*", "**", "专项工作总结", bold=True))
    d.line("P", "2022年*月至*月，我院", B("**"), Split("*", "*", "*科", bold=True), "接诊", Split("**", "*", bold=True), "人次，", B("较上年增长**%"), "。")
    d.h(1, Split("一、团*", "**", "委牵头的义诊", bold=True))
    d.line("P", "县**", B("*总工会"), "、***", B("妇联"), "、×××镇、", Split("某", "某", "街道", bold=True), "参加，《*》《***》刊载，“", B("***"), "”品牌义诊*", B("*"), "*场。")
    d.h(1, "二、****年安排")
    d.line("P", "身份证号码35*************123，电话138****1234，姓名__", B("__"), "＿＿，金额□□万元，", Ins("**"), "*处。")
    d.line("P", "***")
    d.line("P", "* * *")
    d.line("P", "**两边都是星号**")
    d.line("P", B("**"), "全行", B("**"))
    return d


def metacharacters():
    d = Paper("37-markdown-signs", "everything that Markdown would take for its own, as words of a report: at the beginning of lines, inside, in cells, in notes, in the title", looks=PLAIN)
    d.facts(title="云州市档案馆2022年“#1库房”[改造]工作总结", unit=["dangan"], year=2022, type="zongjie")
    d.line("T", "云州市档案馆2022年“#1库房”[改造]工作总结")
    for words in (
        "# 井号开头的一行是正文。", "## 两个井号", "#无空格", "> 大于号开头", "- 减号开头，", "+ 加号开头", "* 星号开头的一行", "1. 阿拉伯数字加点和空格，后面是一句很长的话，不是标题，超过了四十个字，所以不会成为标题而只是一段，直到句号为止没有别的标点。",
        "1) 半括号；", "10、15日两次召开会议。", "| 竖线 | 开头 |", "|---|---|", "---", "===", "***", "___", "~~~", "```", "    四个空格开头", "\t制表符开头",
        "[方括号](a.md)与![图片](b.png)，[^1]，[引用][2]", "[2]: https://example.org 说明", "<b>标签</b>、<script>、<C>、</div>、<!-- 注释 -->、<https://example.org>", "&amp;、&lt;、&#20116;、&nbsp;、&字、AT&T",
        "反斜线\\与\\*、\\#、C:\\文件\\新建", "反引号`代码`、``两个``", "波浪~~删除~~与~单~", "下划线_斜_体_、__粗__、file_name_v2", "美元$x$与$$y$$、¥100", "等号=、加号+、花括号{.run-in}{#id}", "一行末尾有反斜线\\", "一行末尾有两个空格  ",
        "：冒号开头", "冒号: 键值", "《书名》*[注]*", "http://example.org/a_b_c?x=1&y=2#z 裸地址", "a@example.org", "5 * 3 = 15，2 ** 3 = 8", "100%、№、§、…、——、～", "“引号”‘单引号’\"直引号\"'撇号'", "--- 三个减号和字", "(1) 半角括号；", "①圈一；", "a. 字母",
    ):
        d.line("P", words)
    d.table([["|竖线|", "**粗**"], ["a\\|b", "`x|y`"], ["", "<br>"], ["- 项", "1. 项"], ["&nbsp;", "[^1]"]], head=1)
    d.line("P", "注里也有", Note("*注*：# [x](y) | <b> `c` \\ _u_ ~s~ $m$ &amp;"), "。")
    return d


ALL = [notes, tracked, moved, fields, controls, strict, prefixed, masks, metacharacters]
