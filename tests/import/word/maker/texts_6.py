"""Offices of all kinds, and documents of which only their place or their lead says what they are."""

from . import styles
from .paper import OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import B, Note, Sup, Words, field

SONG = {**{letter: dict(font="宋体", size=24, indent=True) for letter in "P1234"}, "T": dict(font="宋体", size=36, bold=True, align="center"),
        "A": dict(font="宋体", size=24), "R": dict(font="宋体", size=24, align="right"), "S": dict(font="宋体", size=24, align="center"), "C": dict(align="center")}


def school():
    d = Paper("44-school", "a school: 1、 above （1）, ★ as signs of paragraphs, a class list in a table, a year of school, teachers by masks", looks={**SONG, "1": dict(font="宋体", size=28, bold=True)})
    d.facts(title="云州市第一中学2021—2022学年第二学期教务处工作总结", unit=["yizhong"], year=2021, period="2021/2022", type="zongjie", date="2022-07-03")
    d.write("""
T 云州市第一中学2021—2022学年第二学期教务处工作总结
P 本学期行课十九周，线上教学四周。教务处围绕课堂、作业、考试三件事做了以下工作。
1 1、课堂
P 推门听课***节，其中青年教师占六成。
P ★ 优点：板书工整，提问面广；★ 不足：讲得多，练得少。
1 2、作业
P （1）书面作业每天不超过九十分钟；
P （2）作业本抽查两次，批改率98%；
P （3）取消周末统一作业。
1 3、考试
P 期中、期末两次考试，监考零事故。各班平均分如下：
""")
    d.table([["班级", "人数", "平均分"], ["高一（1）", "5*", "81.2"], ["高一（2）", "5*", "79.6"]], head=1)
    d.write("""
1 4、不足与改进
P 线上教学时，约有**名学生没有合适的设备，下学期建一个可以借用平板的书柜。
R 云州市第一中学教务处
R 2022年7月3日
""")
    return d


def hospital():
    d = Paper("45-hospital", "a hospital: headings 一． with full-width point and 二. with half-width, 1． below, ending in a colon, trailing blanks", looks=SONG)
    d.facts(title="云州市人民医院2021年护理工作总结", unit=["yiyuan"], year=2021, type="zongjie", date="2021-12-31")
    d.write("""
T 云州市人民医院2021年护理工作总结
P 2021年，全院护士***名，开放床位***张，完成出院病人护理**万人次。
1 一．护理质量：
2 1．跌倒　
P 全年跌倒11例，较上年减少6例，床旁加装夜灯的病区没有发生。
2 2．压力性损伤
P 院内新发4例，均为卧床超过三十天的病人。
1 二. 护理队伍：
P 离职率由9.2%降到6.8%，夜班费由60元提高到90元。
1 三、　明年工作
P 争取每个病区配一名专职陪检员，把护士留在床边。
R 护理部
R 2021.12.31
""")
    return d


def bank():
    d = Paper("46-bank", "a bank: title without a year, period in the lead, headings 一、工作上： with colon, percentages and ‰, table with right-aligned amounts", looks=SONG)
    d.facts(title="云州农村商业银行股份有限公司普惠金融工作汇报", unit=["nongshang"], year=2023, type="huibao", date="2023-10-12", recipients=["市金融办"])
    d.write("""
T 云州农村商业银行股份有限公司
T 普惠金融工作汇报
A 市金融办：
P 2023年以来，我行坚持支农支小，9月末涉农贷款余额***亿元，较年初增加**亿元。
1 一、信贷投放：
P 需求一、需求二是村民座谈会上提得最多的：一个要额度，一个要期限。
""")
    right = lambda words: (lambda p: p.p(words, align="right"))
    d.table([["项目", "余额（万元）", "不良率（‰）"], ["农户贷款", right("1*,***.00"), right("7.5")], ["小微贷款", right("***.50"), right("9.1")]], head=1)
    d.write("""
1 二、服务网点：
P 保留乡镇网点*个，流动服务车每逢赶集日进村。
1 三、不足之处：
P 老年客户密码遗忘后要到柜台三次，流程确有问题，已经改为一次办结。
1 四、今后的工作：
P 开展“整村授信”，年底前覆盖三分之一的行政村。
R 云州农村商业银行股份有限公司
R 2023年10月12日
""")
    return d


def village():
    d = Paper("47-village", "a village committee: plain words, no numbers but 一是, a letter of thanks in it, accounts as tabs, the signature with a seal's place", looks=SONG)
    d.facts(title="芦湾村2022年工作总结", year=2022, unit=["luwan"], type="zongjie", date="2023-01-16")
    d.write("""
T 芦湾村2022年工作总结
A 各位父老乡亲：
P 一年到头，把村里的账和事向大家交个底。
P 今年村集体收入八万六千元，其中码头摊位租金五万一，光伏两万三，其他一万二。
P 办成了三件事。一是村口的路灯全亮了，四十七盏；二是老年食堂开了伙，一顿六块钱；三是渔具仓库修好了，不再漏雨。
P 没办成的也要说。自来水到不了湖心组，水务局来看过两回，说明年再来。
P 支出如下：
P 路灯\t21000元
P 食堂\t34000元
P 仓库\t18000元
P 余下的存在村账户上，谁要看账，每月初五在村委会。
R 青岚县白鹭镇芦湾村村民委员会（盖章）
R 二〇二三年一月十六日
""")
    return d


def english():
    looks = {**STYLED, "P": {}}
    d = Paper("48-english", "a report in English with headings of Word numbered 1. and 1.1, a note, a table, quotation marks and dashes", looks=looks, sheet="python")
    levels = [("decimal", "%1.", styles.SUFF_SPACE), ("decimal", "%1.%2", styles.SUFF_SPACE)]
    d.set_numbering(styles.abstract(1, levels), styles.number(1, 1))
    d.numbers = {1: (1, 0), 2: (1, 1)}
    d.facts(title="Yunzhou Harbour Office Annual Report 2022", unit=["harbour"], year=2022, type="baogao")
    d.line("T", "Yunzhou Harbour Office Annual Report 2022")
    d.line("P", "In 2022 the harbour handled *** tonnes of cargo", Note("Sand and gravel are counted at the weighbridge."), " — slightly more than the year before.")
    d.write("""
1 [1. ]Operations
2 [1.1 ]Berths
P Two of the eleven berths were closed for repairs between March and June.
2 [1.2 ]Dredging
P The channel is now 4.2 m deep; the “narrows” were widened by 15 m.
1 [2. ]Safety
P There were 3 minor accidents & no injuries.
""")
    d.table([["Quarter", "Ships"], ["Q1", "1,204"], ["Q2", "1,377"]], head=1)
    d.write("""
1 [3. ]Plans for 2023
P We will replace the old crane, and open the ferry pier on Sundays.
""")
    return d


def wps():
    d = Paper("49-saved-by-wps", "as WPS writes it: ids of styles are numbers, headings by ids 2 and 3, fonts in docDefaults, numId 0 everywhere, properties of its own", looks=STYLED, sheet="wps")
    d.set_numbering(styles.abstract(1, [("chineseCounting", "%1、", styles.SUFF_NONE)]), styles.number(1, 1))
    d.facts(title="云州市教育局2023年校园食品安全专项整治工作总结", unit=["jiaoyu"], year=2023, type="zongjie", date="2023-12-05")
    off = dict(num=(0, 0))
    d.line("T", "云州市教育局2023年校园食品安全专项整治工作总结", **off)
    d.line("P", "全市***所学校食堂全部实现“明厨亮灶”，家长可以在手机上看到后厨。", **off)
    for head, rest in (("一、排查整改", "排查问题1132个，整改1119个，13个需要改造厨房。"), ("二、家长陪餐", "每周三为陪餐日，参加家长***人次，提出意见426条。"),
                       ("三、存在问题", "农村小学食堂没有专职厨师，由教师轮流做饭。"), ("四、下步打算", "由中心校统一聘用厨师，财政补助每人每月1500元。")):
        d.h(1, head, **off)
        d.line("P", rest, **off)
        if head.startswith("二"):
            d.h(2, "（一）陪餐意见的办理", **off)
            d.line("P", "当天能改的当天改，不能改的一周内答复。", **off)
    d.line("R", "云州市教育局", **off)
    d.line("R", "2023年12月5日", **off)
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.11875</vt:lpwstr></property></Properties>'
    )
    d.extra_parts.append(("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", custom.encode(),
                          "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"))
    return d


def by_folder():
    d = Paper("50-工作总结", "nothing in the text names a year or a unit: the folders above the file do", folder="2021年度/市民政局")
    d.facts(title="工作总结", unit=["minzheng"], year=2021, type="zongjie")
    d.write("""
T 工作总结
P 今年以来，在上级的指导下，全体干部职工努力工作，较好地完成了全年任务。现将主要工作总结如下：
1 一、主要工作
P 低保、特困、临时救助资金按月足额发放，没有拖欠。
1 二、存在不足
P 村级协理员更换频繁，政策要反复讲。
1 三、今后打算
P 编一本一看就懂的救助政策问答，发到每一户。
""")
    return d


def properties():
    d = Paper("51-misleading-properties", "the properties of the file name another title (that of the file it was copied from), another year; the text decides")
    d.facts(title="云州市审计局2023年上半年工作总结", unit=["shenji"], year=2023, period="2023-H1", type="zongjie", _property="云州市财政局2019年工作要点")
    d.write("""
T 云州市审计局2023年上半年工作总结
P 上半年，完成审计项目**个，提出建议61条，被采纳54条。
1 一、主要工作
P 对*个乡镇开展经济责任审计，重点看村级工程的招投标。
1 二、下半年打算
P 抓好医保基金审计，数据比对先行。
""")
    return d


def untitled():
    d = Paper("52-without-title", "no title at all: the text begins with its lead, as material that is passed on by mail does; headings 一、 1、", looks=PLAIN)
    d.facts(unit=["shuiwu"], type="huibao", year=2022)
    d.write("""
P 为摸清全市小型水库安全状况，市水务局组织开展了小型水库除险加固专项调研，截至2022年9月，走访水库**座。现将有关情况汇报如下：
1 一、基本情况
2 1、数量多。|小（2）型水库占八成，大多建于上世纪六七十年代，坝体填土不匀。
2 2、管护弱。|巡查员人均年龄六十二岁，一人管两座以上的占四成。
1 二、困难和问题
P 除险加固每座需要***万元，地方配套难以到位。
1 三、几点建议
P 一是分批实施，先险后缓；二是以大带小，由灌区统一管护；三是水面承包收入专款用于维修。
""")
    d.oracle.pop("title", None)
    return d


def letter():
    d = Paper("53-red-head-request", "请示 of a unit without year in its title: urgency in the middle of the head, signer, formula 妥否，请批示, note with a telephone by mask, 此件不公开")
    d.facts(title="云州市文化馆关于维修排练厅屋面的请示", unit=["wenhuaguan"], year=2024, date="2024-03-08", type="qita", number="云文馆〔2024〕3号", recipients=["市文化旅游局"])
    d.p("加　急", font="黑体", size=32)
    d.p("云州市文化馆文件", font="方正小标宋简体", size=72, colour="FF0000", align="center")
    d.p("云文馆〔2024〕3号　　　　签发人：×××", font="仿宋_GB2312", size=32)
    d.write("""
T 云州市文化馆关于维修排练厅屋面的请示
A 市文化旅游局：
P 我馆排练厅建于1998年，屋面防水层早已失效，去年雨季漏水点增加到十九处，钢琴移放三次，排练被迫中断二十六天。
P 经有资质的单位现场查看，建议整体更换防水层，概算***万元。我馆自筹*万元，不足部分恳请安排专项经费。
P 妥否，请批示。
E
R 云州市文化馆
R 2024年3月8日
P （此件不公开。联系人：办公室，电话：138****0000）
""")
    return d


ALL = [school, hospital, bank, village, english, wps, by_folder, properties, untitled, letter]
