"""Titles, speakers, signatures, attachments and tables."""

from .paper import OFFICE, PLAIN, STYLED, Cell, Nested, Paper
from .runs import B, Raw, Sup, Words


def title_in_box():
    d = Paper("20-title-in-text-box", "the title stands in a text box that Word stores twice (drawing and VML); it is read once, above the text")
    d.facts(title="云州市社会救助工作情况汇报", year=2022, type="huibao", date="2022-08-12", unit=["minzheng"])
    d.box(lambda p: (p.line("T", "云州市社会救助工作情况汇报"), p.empty()))
    d.empty()
    d.write("""
P 今年以来，市民政局会同有关部门，把符合条件的困难群众全部纳入救助范围，累计支出救助资金***万元。现将有关情况汇报如下：
1 一、低保
P 城市低保标准提高到每月720元，农村低保标准提高到每年6480元。
1 二、临时救助
P 乡镇备用金由3万元提高到5万元，急难事项先救助后补手续。
1 三、存在问题
P 一些家庭的支出难以核对，重病支出往往半年以后才报到乡镇。
R 云州市民政局
R 2022年8月12日
""")
    d.box(lambda p: p.p("（内部资料　注意保存）", size=24))
    return d


def title_lines():
    d = Paper("21-title-broken", "title of Word's style Title with a line break inside, subtitle of style Subtitle with a dash, draft mark and date below", looks=STYLED)
    d.facts(title="聚力改革攻坚奋力谱写公交事业发展新篇章", subtitle="——在云州市公共交通集团有限公司第五届职工代表大会第三次会议上的工作报告", unit=["gongjiao"],
            year=2024, date="2024-01-18", type="baogao")
    d.line("T", "聚力改革攻坚\n奋力谱写公交事业发展新篇章")
    d.line("S", "——在云州市公共交通集团有限公司第五届职工代表大会第三次会议上的工作报告")
    d.line("C", "（2024年1月18日）")
    d.line("C", "总经理")
    d.write("""
A 各位代表：
P 我代表集团向大会报告工作，请予审议。
1 一、2023年工作回顾
P 全年客运量***万人次，恢复到疫情前的八成七。
2 （一）线路跟着人走
P 新辟高铁站接驳线，末班车等最后一趟列车。
2 （二）车辆换代
P 纯电动车占比达到71%，百公里能耗下降两成。
1 二、2024年工作安排
P 集团今年只定三个数：正点率95%，投诉下降三成，亏损减少2000万元。
P 各位代表，线路再远，也有人在站台上等。谢谢大家！
""")
    return d


def speech():
    d = Paper("22-speech", "speech: title, speaker by office and date below it in 楷体, addressees, unnumbered beginnings, 第一，第二，第三，")
    d.facts(title="在全市河湖长制工作会议上的讲话", year=2023, date="2023-02-24", type="jianghua")
    d.write("""
T 在全市河湖长制工作会议上的讲话
""")
    d.line("S", "副市长")
    d.line("S", "（2023年2月24日）")
    d.write("""
A 同志们：
P 刚才，三个县作了发言，讲得实在，我都同意。下面我讲三点意见。
1 一、把账算清楚
P 去年全市河湖长巡河***次，发现问题4300个，解决了4100个，剩下的200个集中在采砂、网箱、排污口三类，拖得最久的已经两年。
1 二、把责任压下去
2 第一，县级河湖长要带头。|一个月走一次不算多，走了不记问题等于没有走。
2 第二，部门要管自己的事。|排污口归生态环境，采砂归水务，网箱归农业农村，不要开会时都在、出事时都不在。
2 第三，村里要有人看。|巡河员的补贴按月发，不准年底打包。
1 三、把办法定下来
P 今年汛前，把200个老问题全部销号，销不了的，责任人到市里来说明。
P 我就讲这些，谢谢大家。
""")
    return d


def signed_by_tabs():
    d = Paper("23-signed-by-tabs", "signature and date pushed to the right by tabs and blanks in one and in two lines; attachments on a new page, each with a table of its own")
    d.facts(title="云州市体育局2022年全民健身工作自查报告", unit=["tiyu"], year=2022, type="zicha", date="2022-11-30", recipients=["市政府督查室"])
    d.write("""
T 云州市体育局2022年全民健身工作自查报告
A 市政府督查室：
P 对照《全民健身实施计划》，我局逐条自查，现将结果报告如下。
1 一、完成情况
P 32项指标中，完成29项，其余3项进展滞后，分别是人均场地面积、社会体育指导员、学校场馆开放。
1 二、未完成的原因
P 学校场馆开放卡在门禁和保险，两项费用没有出处。
1 三、整改措施
P 与市教育局共同承担保险费用，12月起先开放11所。
P 附件：1.指标完成情况表
P 　　　2.学校场馆开放名单
""")
    d.p("\t\t\t\t\t\t云州市体育局", font="仿宋_GB2312", size=32)
    d.p("\t\t\t\t\t\t2022年11月30日", font="仿宋_GB2312", size=32)
    d.break_page()
    d.p("附件1", font="黑体", size=32)
    d.p("指标完成情况表", font="方正小标宋简体", size=44, align="center")
    d.table([["序号", "指标", "目标", "完成"], ["1", "人均场地面积（平方米）", "2.6", "2.3"], ["2", "社会体育指导员（人/千人）", "3", "2.4"],
             ["3", "学校场馆开放（所）", "30", "11"]], head=1)
    d.p(font="宋体", size=21, page_before=True)
    d.p("附件2", font="黑体", size=32)
    d.p("学校场馆开放名单", font="方正小标宋简体", size=44, align="center")
    d.table([["学校", "开放时段", "备注"], ["云州市第一中学", "周六8:00—18:00", "限田径场"], ["云州市第七小学", "周日全天", ""], ["湖滨中学", "寒暑假", "另行公告"]], head=1)
    return d


def joint():
    d = Paper("24-joint-report", "two units report together: both in the title, both sign, two dates of which the last counts")
    d.facts(title="云州市民政局、云州市财政局关于2022年城乡低保资金管理使用情况的报告", unit=["minzheng", "caizheng"], year=2022, type="huibao", date="2022-12-15",
            recipients=["市政府"], number="云民联〔2022〕6号")
    d.p("云民联〔2022〕6号", font="仿宋_GB2312", size=32, align="center")
    d.write("""
T 云州市民政局、云州市财政局
T 关于2022年城乡低保资金管理使用情况的报告
A 市政府：
P 现将2022年城乡低保资金管理使用情况报告如下：
1 一、资金筹集
P 全年筹集***万元，其中中央和省级补助占七成二，市县配套全部到位。
1 二、发放情况
P 实行社会化发放，每月10日前到账，逾期的逐笔说明原因，全年逾期3笔。
1 三、监督检查
P 两局联合抽查*个乡镇、312户，退出21户，追回违规领取资金1.7万元。
""")
    d.p(font="仿宋_GB2312", size=32)
    d.p("云州市民政局　　　　　　云州市财政局", font="仿宋_GB2312", size=32, align="center")
    d.line("R", "2022年12月15日")
    return d


def merged_tables():
    d = Paper("25-merged-tables", "tables with cells merged over columns and over rows, two head rows that repeat, captions above, cells with several paragraphs", looks=STYLED)
    d.facts(title="云州市应急管理局2023年前三季度安全生产情况通报", unit=["yingji"], year=2023, period="2023-Q1..Q3", type="tongbao")
    d.write("""
T 云州市应急管理局2023年前三季度安全生产情况通报
P 前三季度，全市安全生产形势总体平稳。现将有关情况通报如下：
1 一、事故情况
P 各县区情况见表1。
C 表1　事故起数与死亡人数
""")
    d.table([
        [Cell("地区", rows=2), Cell("事故起数", columns=2), Cell("死亡人数", columns=2)],
        ["2023年", "2022年", "2023年", "2022年"],
        ["青岚县", "*", "*", "0", "1"],
        ["石桥县", "*", "*", "1", "1"],
        [Cell("合计", columns=1), Cell("**", columns=2), Cell(["1", "（同比减少1）"], columns=2)],
    ], head=2)
    d.write("""
1 二、检查情况
P 检查发现的问题按行业分列如下。
C 表2　问题分布
""")
    d.table([
        [Cell("行业", rows=1), "问题", "数量", "整改"],
        [Cell("危险化学品", rows=3), "安全距离不足", "4", Cell("限期整改", rows=2)],
        ["储罐检验过期", "11"],
        ["操作人员无证", "2", "停用"],
        [Cell("矿山", rows=2), Cell(lambda p: (p.p("边坡监测缺失"), p.p("排土场超高")), columns=2), "已完成"],
        ["通风系统不符合设计", "1", "停产"],
    ], head=1)
    d.write("""
1 三、下一步要求
P 对限期整改的企业，到期由县区负责人带队复查。
""")
    return d


def nested_tables():
    d = Paper("26-frame-and-nested", "the whole text stands in a table of one cell, inside it a table with a table in one of its cells", looks=PLAIN)
    d.facts(title="云州市第一中学2022—2023学年第一学期工作总结", unit=["yizhong"], year=2022, period="2022/2023", type="zongjie")

    def text(p):
        p.p("云州市第一中学2022—2023学年第一学期工作总结", size=36, font="黑体", align="center")
        p.write("""
P 本学期，学校在校学生***人，教职工**人。围绕“不让一个学生掉队”，做了以下工作。
1 一、教学
P 期末平均分和及格率见下表。
""")
        p.table([["年级", "科目情况"], ["高一", Nested([["语文", "78.2"], ["数学", "71.5"]])], ["高二", "暂未汇总"]])
        p.write("""
1 二、食堂
P 学生评议食堂满意率由六成五提高到八成二，最不满意的是晚饭偏凉。
1 三、下学期打算
P 给食堂窗口加装保温台，晚自习后供应热粥。
""")

    d.frame(text)
    return d


def form_table():
    d = Paper("27-form", "a form: labels and answers in cells, long paragraphs with headings in one cell, a row with nothing in it")
    d.facts(title="云州市总工会2023年度工作总结表", unit=["zonggonghui"], year=2023, type="zongjie")
    d.line("T", "云州市总工会2023年度工作总结表")

    def work(p):
        p.p("一、工作开展情况", font="宋体", size=24, bold=True)
        p.p("全年发展会员***人，新建小微企业联合工会19个。", font="宋体", size=24)
        p.p("二、存在问题", font="宋体", size=24, bold=True)
        p.p("货车司机、外卖员入会以后，活动难组织。", font="宋体", size=24)

    d.table([["单位", Cell("云州市总工会", columns=3)], ["填表人", "（略）", "填表日期", "（略）"], [Cell("总结", rows=1), Cell(work, columns=3)],
             ["", Cell("", columns=3)], ["上级意见", Cell(lambda p: (p.empty(2), p.p("　　　　　　（盖章）　　年　月　日")), columns=3)]])
    d.line("P", "注：本表一式两份，双面打印。")
    return d


def list_paragraphs():
    d = Paper("28-items-and-levels", "confirmed 一是 二是 三是 at the beginning of paragraphs, items （1） ending in semicolons, ① inside a paragraph, 首先 其次 最后")
    d.facts(title="云州市生态环境局关于白鹭湖治理工作的调研报告", unit=["shengtai"], year=2021, date="2021-06-08", type="diaoyan")
    d.write("""
T 云州市生态环境局关于白鹭湖治理工作的调研报告
P 2021年5月，我局对白鹭湖治理开展调研，现将情况报告如下。
1 一、基本情况
P 湖面约**平方公里，沿湖*个乡镇，常住人口***万人。
1 二、主要问题
2 一是外源没有截住。|沿湖仍有①散户养殖、②农田退水、③雨污混接三类来源，夏季最重。
2 二是内源没有清完。|淤泥平均厚度八十厘米，上一轮清淤只做了航道。
2 三是管护没有长效。|三个部门各管一段，打捞船停在码头上没有油费。
1 三、对策建议
P 建议分步实施：
P （1）今年汛前完成雨污分流改造；
P （2）明年完成散户养殖退出；
P （3）后年开展生态清淤。
2 首先，定责任。|由市里明确一个部门牵头。
2 其次，定资金。|湖区旅游门票收入提取一成。
2 最后，定时间。|三年为期，每半年公布一次水质。
R 云州市生态环境局
R 2021年6月8日
""")
    return d


ALL = [title_in_box, title_lines, speech, signed_by_tabs, joint, merged_tables, nested_tables, form_table, list_paragraphs]
