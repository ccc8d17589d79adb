"""Documents that LibreOffice wrote, so that its way of writing shows. They are made once and kept.

Some went from Word's format to its own and back, others came from web pages, its flat XML, RTF or plain text.
The oracle is of the definition, as everywhere. Start at `ALL`; `convert` runs the program.
"""

import re
import subprocess
import tempfile
from html import unescape
from pathlib import Path

from . import parts, styles
from .paper import OFFICE, PLAIN, STYLED, Cell, Nested, Paper
from .runs import B, Comment, Del, Ins, Link, Note, Split, Sub, Sup, field

WORD = "docx:MS Word 2007 XML"


def soffice(folder, file, form, *options):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", *options, "--convert-to", form, "--outdir", str(folder), str(folder / file)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def convert(document):
    """The bytes that LibreOffice writes for this document."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if isinstance(document, Foreign):
            (folder / f"in.{document.ending}").write_bytes(document.source().encode())
            soffice(folder, f"in.{document.ending}", WORD, *document.options)
        else:
            (folder / "in.docx").write_bytes(document.bytes())
            soffice(folder, "in.docx", "odt")
            (folder / "in.docx").unlink()
            soffice(folder, "in.odt", WORD)
        return (folder / "in.docx").read_bytes()


class Foreign:
    """A document in another format than Word's: pieces of markup, each with what is read of it."""

    folder = ""

    def __init__(self, name, why, ending, head, tail, options=(), **facts):
        self.name, self.why, self.ending, self.head, self.tail, self.options, self.facts = name, why, ending, head, tail, options, facts
        self.pieces, self.text, self.noted, self.outline = [], [], [], []
        self.tables = self.pictures = 0
        self.left_out = {}

    def add(self, markup, *seen, depth=None):
        """Markup; what is read of it are its words without tags, if nothing else is said."""
        self.pieces.append(markup)
        plain = [unescape(re.sub(r"<[^>]*>", "", markup))]
        seen = [one for one in (seen or plain) if one.strip()]
        self.text += seen
        if depth:
            self.outline.append([depth, seen[0].strip("　 \u00a0").rstrip("。：:")])

    def source(self):
        return self.head + "\n".join(self.pieces) + self.tail

    def expected(self):
        return {**self.facts, "outline": self.outline, "text": self.text + self.noted, "tables": self.tables, "pictures": self.pictures,
                "notes": len(self.noted), "left_out": self.left_out, "why": self.why}


def back_and_forth():
    d = Paper("54-office-styles", "by way of odt: heading styles with typed numbers, notes, links, a table with head row, header and footer", looks=STYLED)
    d.facts(title="云州市体育局2021年工作总结", unit=["tiyu"], year=2021, type="zongjie", date="2021-12-20")
    d.line("T", "云州市体育局2021年工作总结")
    d.line("P", "2021年，全市经常参加体育锻炼人数比例达到**%", Note("抽样调查***户。"), "。")
    d.h(1, "一、群众体育")
    d.h(2, "（一）赛事")
    d.line("P", "举办赛事*项，其中环湖骑行赛报名网址见", Link("赛事公告", "https://example.org/qixing"), "。")
    d.h(2, "（二）设施")
    d.table([["设施", "数量", "面积（m2）"], ["健身步道", "**", "—"], ["球场", "24", "1.9万"]], head=1)
    d.h(1, "二、青少年体育")
    d.line("P", "省运会获金牌*枚，", B("游泳项目首次夺金"), "。")
    d.h(1, "三、存在不足和明年打算")
    d.line("P", "冬季室内场馆不足", Note("室内场馆人均0.11平方米。", end=True), "，明年新建气膜馆一座。")
    d.line("R", "云州市体育局")
    d.line("R", "2021年12月20日")
    d.header("云州市体育局", page_number=True)
    return d


def office_numbers():
    d = Paper("55-office-numbers", "by way of odt: automatic numbers 一、 （一） 1. （1） of heading styles, and a list 1) of body paragraphs that begins again", looks=STYLED)
    levels = [(*level[:2], f'<w:pStyle w:val="{n}"/>' + level[2]) for n, level in zip("1234", styles.NORM)]
    d.set_numbering(styles.abstract(1, levels), styles.abstract(2, [("decimal", "%1)", styles.SUFF_NONE)]), styles.number(1, 1), styles.number(2, 2),
                    styles.number(3, 2, {0: 1}))
    d.numbers = {1: (1, 0), 2: (1, 1), 3: (1, 2), 4: (1, 3)}
    d.facts(title="云州市水务局2022年工作总结和2023年工作安排", unit=["shuiwu"], year=2022, type="zongjie")
    d.write("""
T 云州市水务局2022年工作总结和2023年工作安排
P 2022年是六十年不遇的旱年，全市累计抽调泵站**座次，保住了***万亩晚稻。
1 [一、]2022年工作
2 [（一）]抗旱
3 [1. ]调水
P 从白鹭湖应急提水***万立方米，用了四十一天。
3 [2. ]打井
P 打井211眼，出水184眼，井位由村民选。
2 [（二）]供水
P 分片错峰供水的原则：
""")
    for n, words in enumerate(("先人后畜；", "先医院学校，后其他；", "每户每天不少于一百升。"), 1):
        d.p(words, auto=f"{n})", num=(2, 0), indent=True)
    d.write("1 [二、]2023年安排")
    d.line("P", "重点做两件事：")
    for n, words in enumerate(("小水库清淤；", "老机井更换水泵。"), 1):
        d.p(words, auto=f"{n})", num=(3, 0), indent=True)
    d.write("2 [（一）]资金\nP 争取省级补助***万元。")
    return d


def office_tables():
    d = Paper("56-office-tables", "by way of odt: merged cells both ways, a table in a cell, empty cells, two tables behind each other")
    d.facts(title="云州市教育局2022年学生资助工作情况通报", unit=["jiaoyu"], year=2022, type="tongbao")
    d.write("""
T 云州市教育局2022年学生资助工作情况通报
P 2022年，全市资助学生***人次，发放资金***万元，现将有关情况通报如下：
1 一、分学段情况
""")
    d.table([[Cell("学段", rows=2), Cell("上半年", columns=2), Cell("下半年", columns=2)], ["人次", "金额", "人次", "金额"], ["小学", "*", "**", "*", "**"],
             ["初中", Cell("合并统计", columns=4)]], head=2)
    d.line("P", "注：金额单位为万元。")
    d.table([["项目", "明细"], ["寄宿生补助", Nested([["春季", "625元"], ["秋季", "625元"]])], ["", ""]])
    d.write("""
1 二、存在的问题
P 部分学校公示栏在校门里面，家长看不到。
""")
    return d


def office_changes():
    d = Paper("57-office-changes", "by way of odt: tracked changes and comments as LibreOffice writes them", looks=STYLED)
    d.facts(title="云州市总工会2023年上半年工作总结", unit=["zonggonghui"], year=2023, period="2023-H1", type="zongjie")
    d.line("T", "云州市总工会2023年上半年工作总结")
    d.line("P", "上半年，新建工会", Del("一百"), Ins("113"), "家，", Comment("发展会员***人", "和统计表一致吗"), "。")
    d.h(1, "一、服务职工")
    d.line("P", "驿站", Del("十六"), Ins("十八"), "个全部通水通电，", Ins("夏季供应绿豆汤，"), "日均进站***人次。")
    d.h(1, "二、下半年", Del("工作"), "打算")
    d.line("P", "办好职工子女暑期托管班。")
    return d


def office_boxes():
    d = Paper("58-office-boxes", "by way of odt: a text box above the text, pictures in the line and alone, 22 pt title in the middle")
    d.facts(title="云州市文化馆2023年免费开放工作总结", unit=["wenhuaguan"], year=2023, type="zongjie")
    d.box(lambda p: p.p("云文馆2023年第7号材料", size=24))
    d.line("T", "云州市文化馆2023年免费开放工作总结")
    d.line("P", "全年开放***小时，接待群众**万人次。")
    d.write("1 一、开放情况")
    d.picture(parts.png(40, 30, (200, 160, 40)), "png", "排练厅", align="center")
    d.line("C", "图1　排练厅开放现场")
    d.write("""
1 二、问题和打算
P 周末排练厅供不应求，下年起分时段预约，爽约三次的停约一个月。
""")
    return d


def office_signs():
    d = Paper("59-office-signs", "by way of odt: masks over several runs, signs of Markdown, superscripts, tabs and line breaks", looks=PLAIN)
    d.facts(title="云州市公共交通集团有限公司2023年安全生产工作总结", unit=["gongjiao"], year=2023, type="zongjie")
    d.p("云州市公共交通集团有限公司2023年安全生产工作总结", align="center", size=44, font="黑体")
    d.p("2023年，集团", Split("*", "**", "条线路安全行驶", "**", "*万公里", bold=True), "，碳排放CO", Sub("2"), "下降9%，场站面积3万m", Sup("2"), "。")
    d.p("一、隐患\t排查整改", "（含#3库、[A]线、<夜间>）")
    d.heads(1, "一、隐患\t排查整改（含#3库、[A]线、<夜间>）")
    d.p("# 号车库漏雨；\n> 60km/h 报警*次；\n1. 驾驶室、2. 车门、3. 轮胎逐项检查，查出的问题当日整改，不能当日整改的停运。")
    d.p("二、|责任|落实|")
    d.heads(1, "二、|责任|落实|")
    d.p("__姓名__、`代码`、~~删~~、$5$、\\n、&amp;都照原样。")
    return d


HTML = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title></head><body>',
    "</body></html>", ("--infilter=HTML (StarWriter)",),
)


def web_headings():
    d = Foreign("60-office-from-web", "from a web page: h1 to h3, lists numbered by the program, a table with th, sub and sup, links, a rule", "html", HTML[0].format("首页 - 云州市水务局"), HTML[1],
                HTML[2], title="云州市农村供水2023年工作情况报告", unit=["yunzhou"], year=2023, type="huibao")
    d.add('<h1 align="center">云州市农村供水2023年工作情况报告</h1>')
    d.add("<p>2023年，全市农村自来水普及率达到97%，水质合格率95.6%。</p>")
    d.add("<h2>一、工程建设</h2>", depth=1)
    d.add("<h3>（一）规模化水厂</h3>", depth=2)
    d.add('<p>新建水厂*座，日供水能力5000m<sup>3</sup>，详见<a href="https://example.org/gongshui?a=1&amp;b=2">公示</a>。</p>')
    d.add("<h3>（二）管网延伸</h3>", depth=2)
    d.add("<p>延伸管网***公里，覆盖下列片区：</p>")
    d.add("<ol><li>湖心片，含三个自然村；</li><li>沿山片，含七个自然村；</li></ol>", "1. 湖心片，含三个自然村；", "2. 沿山片，含七个自然村；")
    d.add("<h2>二、水价</h2>", depth=1)
    d.add('<table border="1"><tr><th>类别</th><th>元/m<sup>3</sup></th></tr><tr><td>居民</td><td>2.10</td></tr><tr><td>商户</td><td>3.4*</td></tr></table>', "类别", "元/m3", "居民", "2.10",
          "商户", "3.4*")
    d.tables = 1
    d.add("<hr>")
    d.add("<h2>三、下一步</h2>", depth=1)
    d.add("<p>水费由按户收改为按方收，&nbsp;空置户只收基本水费&nbsp;*元。</p>")
    return d


def web_paste():
    d = Foreign("61-office-from-paste", "from a page that was pasted: indents by no-break blanks, bold paragraphs as headings, br inside paragraphs, coloured spans, no heading element", "html",
                HTML[0].format("无标题"), HTML[1], HTML[2], title="云州市财政局2020年度部门决算工作总结", unit=["caizheng"], year=2020, type="zongjie", date="2021-01-20")
    d.add('<p style="text-align:center"><font face="黑体" size="6"><b>云州市财政局2020年度部门决算工作总结</b></font></p>')
    d.add("<p>&nbsp;&nbsp;&nbsp;&nbsp;2020年度部门决算编报<span style=\"color:#333\">涉及***个部门</span>，<b>一次</b>通过率九成。</p>")
    d.add("<p>&nbsp;&nbsp;&nbsp;&nbsp;<b>一、做法</b></p>", depth=1)
    d.add("<p>&nbsp;&nbsp;&nbsp;&nbsp;集中会审三轮，每轮两天；<br>&nbsp;&nbsp;&nbsp;&nbsp;退回修改的，当面说清原因。</p>", "集中会审三轮，每轮两天；", "退回修改的，当面说清原因。")
    d.add("<p>&nbsp;&nbsp;&nbsp;&nbsp;<b>二、不足</b></p>", depth=1)
    d.add("<p>&nbsp;&nbsp;&nbsp;&nbsp;少数部门会计一年换两人，数据前后对不上。</p>")
    d.add('<p align="right">云州市财政局</p>')
    d.add('<p align="right">2021年1月20日</p>')
    return d


FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
)
FLAT_STYLES = (
    '<office:styles><text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties>'
    '</text:outline-level-style><text:outline-level-style text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties>'
    "</text:outline-level-style></text:outline-style></office:styles>"
    '<office:automatic-styles><style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/></style:style>'
    '<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>'
    '<style:style style:name="G" style:family="graphic"/>'
    '<style:style style:name="S2" style:family="section"><style:section-properties><style:columns fo:column-count="2"/></style:section-properties></style:style></office:automatic-styles>'
)
FLAT_END = "</office:text></office:body></office:document>"


def flat_outline():
    d = Foreign("62-office-outline", "from flat XML of LibreOffice: chapter numbers 一、 （一） of its outline, a note, columns", "fodt", FLAT + FLAT_STYLES + "<office:body><office:text>", FLAT_END,
                title="云州市图书馆2023年工作总结", unit=["tushuguan"], year=2023, type="zongjie", date="2023-12-29")
    d.add('<text:p text:style-name="C">云州市图书馆2023年工作总结</text:p>')
    d.add("<text:p>2023年，到馆读者***万人次，夜间读者占两成。</text:p>")
    d.add('<text:h text:outline-level="1">阵地服务</text:h>', "一、阵地服务", depth=1)
    d.add('<text:h text:outline-level="2">总馆</text:h>', "（一）总馆", depth=2)
    d.add('<text:p>少儿馆二楼开放<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>面积960平方米。</text:p></text:note-body></text:note>，座位增加120个。</text:p>',
          "少儿馆二楼开放，座位增加120个。")
    d.noted.append("面积960平方米。")
    d.add('<text:h text:outline-level="2">分馆</text:h>', "（二）分馆", depth=2)
    d.add('<text:section text:style-name="S2" text:name="s"><text:p>湖滨分馆<text:s text:c="3"/>周一闭馆；</text:p><text:p>城西分馆<text:tab/>周二闭馆。</text:p></text:section>', "湖滨分馆周一闭馆；", "城西分馆周二闭馆。")
    d.add('<text:h text:outline-level="1">明年打算</text:h>', "二、明年打算", depth=1)
    d.add("<text:p>把还书箱装到公交首末站。</text:p>")
    d.add('<text:p text:style-name="R">云州市图书馆</text:p>')
    d.add('<text:p text:style-name="R">2023年12月29日</text:p>')
    return d


def flat_frames():
    d = Foreign("63-office-frames", "from flat XML: a frame with words, a table with a cell over two columns, hidden paragraph, an annotation, an endnote", "fodt",
                FLAT + FLAT_STYLES + "<office:body><office:text>", FLAT_END, title="云州市应急管理局2020年森林防火工作总结", unit=["yingji"], year=2020, type="zongjie")
    d.add('<text:p text:style-name="C">云州市应急管理局2020年森林防火工作总结</text:p>')
    d.add("<text:p>全年森林火灾<office:annotation><dc:date>2021-01-05T09:00:00</dc:date><text:p>再核</text:p></office:annotation>*起，受害率控制在千分之零点二以内。</text:p>",
          "全年森林火灾*起，受害率控制在千分之零点二以内。")
    d.left_out["comment"] = 1
    d.add("<text:p>一、火源管控</text:p>", depth=1)
    d.add('<text:p>清明期间设卡***处。<draw:frame draw:style-name="G" text:anchor-type="paragraph" svg:width="8cm" svg:height="2cm"><draw:text-box><text:p>口诀：一看二问三登记</text:p></draw:text-box></draw:frame></text:p>',
          "清明期间设卡***处。", "口诀：一看二问三登记")
    d.add("<text:p>二、队伍</text:p>", depth=1)
    d.add('<table:table table:name="t"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>队伍情况</text:p></table:table-cell>'
          "<table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>专业队</text:p></table:table-cell><table:table-cell><text:p>*支</text:p></table:table-cell></table:table-row></table:table>",
          "队伍情况", "专业队", "*支")
    d.tables = 1
    d.add('<text:p>巡护员补贴提高到每月800元<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>县级承担六成。</text:p></text:note-body></text:note>。</text:p>', "巡护员补贴提高到每月800元。")
    d.noted.append("县级承担六成。")
    return d


def rich_text():
    d = Foreign("64-office-from-rtf", "from RTF: characters as numbers, bold headings, a table, a page break", "rtf", r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}" + "\n", "}",
                title="云州市第一中学2020年工作总结", unit=["yizhong"], year=2020, type="zongjie")

    def coded(words):
        return "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in words)

    def line(words, before="", depth=None):
        d.add(rf"{{\pard {before}{coded(words)}\par}}", words, depth=depth)

    line("云州市第一中学2020年工作总结", r"\qc\b\fs44 ")
    line("2020年春季学期线上教学九周，开学后用三周补齐实验课，中考、高考平稳。", r"\fi480\fs24 ")
    line("一、教学", r"\b\fs28 ", 1)
    line("开设“空中课堂”***节，教师人人会录课。", r"\fi480\fs24 ")
    line("二、防疫", r"\b\fs28 ", 1)
    d.add(r"\trowd\cellx3000\cellx6000 " + rf"\pard\intbl {coded('物资')}\cell {coded('数量')}\cell\row" + r"\trowd\cellx3000\cellx6000 " + rf"\pard\intbl {coded('口罩')}\cell {coded('*万只')}\cell\row\pard",
          "物资", "数量", "口罩", "*万只")
    d.tables = 1
    line("三、下年计划", r"\page\b\fs28 ", 1)
    line("改造实验楼，恢复停了三年的运动会。", r"\fi480\fs24 ")
    return d


def plain_text():
    d = Foreign("65-office-from-text", "from a plain text: every line a paragraph of one style, blanks as indents", "txt", "", "\n", ("--infilter=Text (encoded):UTF8,LF,,",), title="云州市机关事务2023年工作总结", unit=["yunzhou"], year=2023, type="zongjie")
    for words, depth in (("　　　　云州市机关事务2023年工作总结", None), ("", None), ("    2023年，供餐***万人次，用车**万公里，均较上年下降。", None), ("    一、节能", 1), ("    (一)空调。夏季不低于26度，冬季不高于20度。", None),
                         ("    (二)照明。走廊灯改为声控。", None), ("    二、不足", 1), ("    食堂浪费仍有发生，*月称重最高一天38公斤。", None)):
        d.add(words, words, depth=depth) if words else d.add("", " ")
    d.outline[1:1] = [[2, "(一)空调"], [2, "(二)照明"]]
    return d


ALL = [back_and_forth, office_numbers, office_tables, office_changes, office_boxes, office_signs, web_headings, web_paste, flat_outline, flat_frames, rich_text, plain_text]
