"""What Word writes around words without changing them, and where a careless reader takes the old for the new."""

from . import parts, styles
from .paper import OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import B, WHO, Around, Del, Hidden, Ins, Note, Raw, Words, field, fresh, run


def format_changes():
    d = Paper("71-format-changes", "tracked changes of format only: the old look stands inside the new one (pPrChange, rPrChange, numberingChange, sectPrChange) and counts for nothing",
              looks=STYLED)
    d.set_numbering(styles.abstract(1, styles.NORM), styles.number(1, 1))
    d.facts(title="云州市社会福利院2021年度工作总结", unit=["fuliyuan"], year=2021, type="zongjie")
    old = lambda inside: f'<w:pPrChange w:id="{fresh()}" {WHO}><w:pPr>{inside}</w:pPr></w:pPrChange>'
    d.p("云州市社会福利院2021年度工作总结", style="Title", mark="", ppr="")
    was_heading = old('<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    was_hidden = f'<w:rPr><w:rPrChange w:id="{fresh()}" {WHO}><w:rPr><w:b/><w:vanish/><w:sz w:val="44"/></w:rPr></w:rPrChange></w:rPr>'
    text = "2021年，我院收住老人***名，护理事故为零，家属满意度百分之九十六，比上年提高两个百分点。"
    d.stack[-1].append(f"<w:p><w:pPr>{was_heading}</w:pPr><w:r>{was_hidden}<w:t>{text}</w:t></w:r></w:p>")
    d.text.append(text)
    for auto, words, body in (("一、", "生活照料", "晚饭推迟半小时，老人说凉快些吃得下。"), ("二、", "安全", "夜间巡房四次，照脚下不照脸。")):
        was_body = old('<w:pStyle w:val="a"/>')
        numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="{fresh()}" {WHO}/></w:numPr>'
        d.stack[-1].append(f'<w:p><w:pPr><w:pStyle w:val="1"/>{numbered}{was_body}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>')
        d.text.append(auto + words)
        d.heads(1, auto + words)
        d.line("P", body)
    d.p(Ins("这一段连同段落标记都是新加的，接受以后照常读。"), mark=f'<w:ins w:id="{fresh()}" {WHO}/>', indent=True)
    return d


def wrappers():
    d = Paper("72-wrappers", "words inside bdo and dir, permissions, proof marks, ranges of comments over several paragraphs, mark-up of unknown programs to ignore, blanks without preserve",
              looks=STYLED)
    d.facts(title="云州市文化馆2020年工作总结", unit=["wenhuaguan"], year=2020, type="zongjie")
    d.line("T", Around('<w:bdo w:val="ltr">', ["云州市文化馆"], "</w:bdo>"), Around('<w:dir w:val="ltr">', ["2020年"], "</w:dir>"), "工作总结")
    n = d.comment("这两段合并？")
    d.line("P", Raw(f'<w:permStart w:id="1" w:edGrp="everyone"/><w:commentRangeStart w:id="{n}"/>'), "全年演出", Raw('<w:proofErr w:type="gramStart"/>'), "**场",
           Raw('<w:proofErr w:type="gramEnd"/><w:permEnd w:id="1"/>'), "，线上播放***万次。")
    d.line("P", "停演四个月，排练没有停", Raw(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'), "。")
    d.h(1, "一、线上演出")
    unknown = '<w:r><mc:AlternateContent><mc:Choice Requires="w99" xmlns:w99="urn:yunzhou:2099"><w99:new/></mc:Choice><mc:Fallback><w:t>老演员第一次直播，</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    d.line("P", Raw(unknown, "老演员第一次直播，"), Raw('<w:r><w:t>  紧张得忘了词  </w:t></w:r>', "紧张得忘了词"), "。")
    d.h(1, "二、", Raw('<w:r><w:rPr><w:strike/></w:rPr><w:t>明年</w:t></w:r>', "明年"), Raw('<w:r><w:rPr><w:webHidden/></w:rPr><w:t>打算</w:t></w:r>', "打算"))
    d.line("P", Raw('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>恢复下乡，</w:t></w:r>', "恢复下乡，"), Raw('<w:r><w:rPr><w:caps/></w:rPr><w:t>led</w:t></w:r>', "led"), "屏带到村口。")
    return d


def boxes_everywhere():
    d = Paper("73-boxes-in-places", "a text box in a table cell, three in one paragraph, a table in a box; words before and behind the anchor",
              looks=STYLED)
    d.facts(title="云州市总工会2020年工作总结", unit=["zonggonghui"], year=2020, type="zongjie")
    d.line("T", "云州市总工会2020年工作总结")
    d.box(lambda p: p.p("服务热线：12351"), before=["全年服务职工***人次，"], after=["其中线上占四成。"])
    d.h(1, "一、流程")
    d.line("P", "困难帮扶按以下步骤办理。")
    inside = []
    for words in ("申请", "入户", "公示"):
        d.stack.append([])
        d.p(words)
        inside.append("".join(d.stack.pop()))
    d.p(*[Raw(parts.text_box(one, fresh())) for one in inside], silent=True)
    d.h(1, "二、数据")

    def with_table(p):
        p.table([["项目", "人次"], ["助学", "213"], ["助医", "**"]], head=1)
        p.p("表在框里。")

    d.box(with_table)
    d.table([["窗口", lambda p: p.box(lambda q: q.p("每周三下午办公"))], ["地点", "职工之家一楼"]])
    d.h(1, "三、明年打算")
    d.line("P", "把热线延长到夜里十点。")
    return d


def long_fields():
    d = Paper("74-fields-over-paragraphs", "a link over two paragraphs, a field in a field's result, a result deleted in tracked changes, a field that is never closed, instruction cut over runs, REF without result",
              looks=STYLED)
    d.facts(title="云州市审计局2021年审计整改情况报告", unit=["shenji"], year=2021, type="zicha")
    d.line("T", "云州市审计局2021年审计整改情况报告")
    start = lambda words: f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    d.line("P", Raw(start('HYPERLINK "https://example.org/zg"')), "2021年，应整改问题***个，")
    d.line("P", "已整改**个。", Raw(end))
    d.h(1, "一、整改", field("REF a", "情", field("STYLEREF b", "况")))
    cut = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DA</w:instrText></w:r><w:r><w:instrText>TE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    d.line("P", "截至", Raw(cut), "2021年11月底", Raw(end), "，上缴资金", field("FORMTEXT", Del("壹"), Ins("***")), "万元", field("REF c \\h"), "。")
    d.h(1, "二、未整改的原因")
    d.line("P", "两处房产权属有争议，正在诉讼。")
    d.h(1, "三、打算")
    d.line("P", Raw('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'), "逐季跟踪，直到销号。")
    return d


def toggles():
    d = Paper("75-bold-by-turns", "headings bold by style, by run, by a character style, switched off by val 0, false and off; a whole text in bold where headings are not", looks=PLAIN)
    d.add_styles(styles.style("s1", "强调", "a0", "<w:rPr><w:b/></w:rPr>", kind="character"), styles.style("s2", "全粗", "a", "<w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr>"))
    d.facts(title="云州市生态环境局2020年大气污染防治工作情况汇报", unit=["shengtai"], year=2020, type="huibao")
    d.p("云州市生态环境局2020年大气污染防治工作情况汇报", style="s2", align="center", size=44)
    plain = lambda words, value: Raw(f'<w:r><w:rPr><w:b w:val="{value}"/></w:rPr><w:t>{words}</w:t></w:r>', words)
    d.p("2020年，优良天数比例**%，较上年提高三个百分点。", style="s2")
    for head, value, body in (("一、工业", "0", "停用燃煤锅炉四台，企业自己拆的两台。"), ("二、扬尘", "false", "工地喷淋联网率九成，夜间关停的通报到集团。"), ("三、机动车", "off", "淘汰国三柴油货车***辆。")):
        d.p(plain(head, value), style="s2")
        d.heads(1, head)
        d.p(body, style="s2")
    d.p("下一步，", Raw('<w:r><w:rPr><w:rStyle w:val="s1"/></w:rPr><w:t>重点治理夜间扬尘</w:t></w:r>', "重点治理夜间扬尘"), "，再治餐饮油烟。")
    return d


ALL = [format_changes, wrappers, boxes_everywhere, long_fields, toggles]
