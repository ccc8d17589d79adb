"""More of how offices number, paste and lay out."""

from . import styles
from .paper import OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import B, Raw, Words


def pasted_lines():
    d = Paper("66-pasted-lines", "pasted from a page: every printed line is a paragraph of its own, blanks as indents, run-ins cut in the middle of a sentence", looks=PLAIN)
    d.facts(title="云州市民政局2020年婚姻登记工作总结", unit=["minzheng"], year=2020, type="zongjie", date="2020-12-25")
    text = [
        "　　2020年，全市办理结婚登记***对、离婚登记**对，补发证件***件，合格率百分之百。预约登记由三成上升到七成，群众平均等候时间由五十分钟缩短到十二分钟，没有发生投诉。",
        "　　一、主要工作", "　　一是推行预约。网上、电话、窗口都可以约，老人由社区代约，约定时间误差不超过十分钟，超过的由登记员当面道歉并赠送相册一本，全年送出十四本。",
        "　　二是简化材料。不再收取户口簿复印件，由系统核验，系统不通的时候先办后补，不让群众跑第二趟。", "　　二、存在的问题", "　　节日登记过于集中，最多一天***对，登记员午饭在窗口吃。",
        "　　三、明年安排", "　　节日延长办公时间，次日补休；把调解室搬到登记厅隔壁，由有经验的退休法官每周坐班两天。",
    ]
    d.p("　　　云州市民政局2020年婚姻登记工作总结")
    for words in text:
        for at in range(0, len(words), 30):
            d.p(words[at:at + 30])
    d.p("　　　　　　　　　　　　　　　云州市民政局")
    d.p("　　　　　　　　　　　　　　　2020年12月25日")
    for depth, words in ((1, "一、主要工作"), (2, "一是推行预约"), (2, "二是简化材料"), (1, "二、存在的问题"), (1, "三、明年安排")):
        d.heads(depth, words)
    return d


def counting():
    d = Paper("67-kinds-of-counting", "Word counts in 一…二十一, 甲乙, I II, circled, full-width and zero-padded numbers; lvlRestart 0 goes on below a new heading; serial numbers of a table", looks=STYLED)
    levels = [("chineseCountingThousand", "%1、", styles.SUFF_NONE), ("decimal", "%2.", '<w:lvlRestart w:val="0"/>' + styles.SUFF_SPACE)]
    others = {2: ("ideographTraditional", "%1．"), 3: ("upperRoman", "%1."), 4: ("decimalEnclosedCircle", "%1"), 5: ("decimalZero", "%1"), 6: ("decimalFullWidth", "%1．"),
              7: ("decimal", "%1")}
    made = [styles.abstract(1, levels), styles.number(1, 1)]
    for n, (form, text) in others.items():
        made += [styles.abstract(n, [(form, text, styles.SUFF_NONE)]), styles.number(n, n)]
    d.set_numbering(*made)
    d.numbers = {1: (1, 0), 2: (1, 1)}
    d.facts(title="云州市应急管理局2022年重点工作任务完成情况通报", unit=["yingji"], year=2022, type="tongbao")
    d.line("T", "云州市应急管理局2022年重点工作任务完成情况通报")
    d.line("P", "现将2022年二十一项重点工作任务完成情况通报如下：")
    tasks = ["值班值守", "预案修订", "应急演练", "物资储备", "队伍建设", "灾情统计", "避难场所", "森林防火", "矿山监管", "危化监管", "工贸监管", "烟花爆竹", "执法检查", "隐患排查", "事故调查", "宣传教育", "培训考核",
             "信息化建设", "救灾救助", "减灾示范社区", "保险试点"]
    chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "二十一"]
    step = 0
    for n, task in zip(chinese, tasks):
        d.h(1, task, auto=f"{n}、")
        if n in ("三", "十一", "二十"):
            for words in ("进度", "评价"):
                step += 1
                d.h(2, task + words, auto=f"{step}. ")
                d.line("P", "按计划推进，没有滞后。")
        else:
            d.line("P", "已经完成。")
    for signs, number in ((("甲．", "乙．", "丙．"), 2), (("I.", "II.", "III.", "IV."), 3), (("①", "②"), 4), (("01", "02"), 5), (("１．", "２．"), 6)):
        for sign in signs:
            d.p("按月报送；", auto=sign, num=(number, 0), indent=True)
    serial = lambda n: (lambda p: p.p(auto=str(n), num=(7, 0), align="center"))
    d.table([["序号", "单位"], [serial(1), "青岚县"], [serial(2), "石桥县"], [serial(3), "湖滨区"]], head=1)
    return d


def glyphs():
    d = Paper("68-other-glyphs", "numbers typed in other glyphs: ㈠ ㈡, ⒈ ⒉, １．, ⑴ ⑵, 壹、, 〔一〕, half-width brackets with 、 behind", looks=OFFICE)
    d.facts(title="云州市教育局2020年语言文字工作总结", unit=["jiaoyu"], year=2020, type="zongjie")
    d.write("""
T 云州市教育局2020年语言文字工作总结
P 2020年，全市普通话普及率达到**%，规范汉字使用情况良好。
1 壹、基本情况
2 ㈠机构
P 市语委成员单位二十三个，办公室设在市教育局。
2 ㈡队伍
P 测试员**名，其中国家级*名。
1 贰、主要做法
2 （一）、宣传
3 ⒈推普周
P 以“一句话、一首诗、一封信”为主题。
3 ⒉进社区
P 走进社区十四个。
2 (二)、测试
3 １．机测
P 机测站点增加到四个。
3 ２．人测
P 保留人工复核。
1 叁、明年打算
P 编写本地常见别字表，放在每间办公室。
""")
    return d


def own_report():
    d = Paper("69-own-report", "述职: parts 第一部分, first person, the role instead of a name, ratings in brackets behind headings, a closing thanks", looks=STYLED)
    d.facts(title="2023年度述职述廉报告", unit=["shuiwu"], year=2023, type="shuzhi", date="2023-12-28")
    d.write("""
T 2023年度述职述廉报告
S 云州市水务局副局长
A 各位领导、同志们：
P 2023年，我分管防汛、供水、机关党建三项工作，现将履职情况报告如下，请予评议。
1 第一部分　履职情况
2 一、防汛（自评95分）
P 汛期在岗***天，到过全部**座病险水库，有三座是夜里去的。
2 二、供水（自评88分）
P 城西片区夏季水压不足，没有按承诺的时间解决，扣分在这里。
1 第二部分　廉洁自律
P 没有插手工程，没有收受礼品，上交土特产两件。
1 第三部分　不足与努力方向
2 一、不足
P 对年轻干部批评多，手把手教得少。
2 二、努力方向
P 明年每月带两名年轻人下一次现场。
P 述职完毕，谢谢大家。
R 2023年12月28日
""")
    return d


def landscape():
    d = Paper("70-sections", "a section on its side with a wide table of empty cells, header linked and unlinked, headings before and after, captions and sources of tables")
    d.facts(title="云州市水务局2023年水利工程建设进度情况报告", unit=["shuiwu"], year=2023, type="huibao", date="2023-11-06", recipients=["省水利厅"])
    d.write("""
T 云州市水务局2023年水利工程建设进度情况报告
A 省水利厅：
P 现将2023年1—10月水利工程建设进度报告如下。
1 一、总体进度
P 在建工程**项，完成投资***万元，占年度计划的83%。
""")
    d.p(ppr='<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    d.line("C", "表1　工程进度一览")
    months = [f"{n}月" for n in range(1, 11)]
    d.table([["工程", *months], ["北门泵站", *["√"] * 9, ""], ["湖堤加固", "", "", *["√"] * 8], ["城西管网", *[""] * 7, "√", "√", "√"]], head=1)
    d.line("P", "来源：各项目部月报。")
    d.p(ppr='<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>')
    d.write("""
1 二、滞后工程
P 城西管网因交通疏解方案未批，8月才开工。
1 三、赶工措施
P 夜间施工，避开学校考试日。
R 云州市水务局
R 2023年11月6日
""")
    return d


ALL = [pasted_lines, counting, glyphs, own_report, landscape]
