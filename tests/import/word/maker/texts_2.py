"""Where the level of a heading comes from, and lines that only look like headings."""

from .paper import OFFICE, PLAIN, STYLED, Paper
from .runs import B, Words


def outline_levels():
    looks = {**PLAIN, "T": dict(size=44, align="center", font="黑体"), "1": dict(level=0), "2": dict(level=1), "3": dict(level=2),
             "P": dict(indent=True, level=9), "R": dict(align="right")}
    d = Paper("11-outline-level-only", "body style everywhere, the level is w:outlineLvl of the paragraph; 9 is body text; no numbers at all", looks=looks)
    d.facts(title="云州市生态环境局2023年工作总结", unit=["shengtai"], year=2023, type="zongjie")
    d.write("""
T 云州市生态环境局2023年工作总结
P 2023年，城区空气优良天数比例91.2%，国控断面水质全部达标，群众投诉较上年减少三成。
1 大气
2 工业源
P 完成11台燃煤锅炉改造，停用4台。
2 扬尘
3 工地
P 工地围挡喷淋联网率由五成升到九成。
3 道路
P 湿扫车夜间增加一趟。
1 水
P 白鹭湖入湖口修复湿地240亩，夏季蓝藻面积减少。
1 下一年
P 把噪声投诉作为重点，先治广场，再治装修。
""")
    return d


def bold_headings():
    looks = {**OFFICE, "1": dict(font="黑体", size=36, bold=True), "2": dict(font="宋体", size=28, bold=True), "P": dict(font="宋体", size=24, indent=True),
             "T": dict(font="宋体", size=44, bold=True, align="center"), "R": dict(font="宋体", size=24, align="right")}
    d = Paper("12-headings-by-size", "no style: headings without numbers, set in bold and larger than the text, in two sizes", looks=looks)
    d.facts(title="云州市公共交通集团有限公司2022年工作总结", unit=["gongjiao"], year=2022, type="zongjie", date="2023-01-10")
    d.write("""
T 云州市公共交通集团有限公司
T 2022年工作总结
E
P 2022年，集团运营线路63条，客运量***万人次，正点率93.1%，责任事故比上年减少5起。现将一年的工作总结如下。
E
1 运营服务
2 线路调整
P 优化线路9条，取消重复里程38公里，把省下来的车投到早高峰最挤的三条线上。
2 适老服务
P 在26个站点加装座椅，驾驶员见到老人起步慢三秒，写进了操作规程。
1 安全管理
P 全年培训驾驶员1800人次，查酒驾到岗前一分钟，查出3人，全部调离。
P 新购的40辆车都装了盲区提醒，夏天误报较多，厂家已经更换传感器。
1 存在的不足
P 夜班车间隔四十分钟，群众意见大；老旧车辆还有71辆，空调故障多。
1 下一年打算
P 把夜班间隔缩短到二十五分钟，淘汰老旧车30辆。
R 云州市公共交通集团有限公司
R 2023年1月10日
""")
    return d


def centred_headings():
    looks = {**PLAIN, "T": dict(font="黑体", size=36, align="center"), "1": dict(font="黑体", size=28, align="center"), "P": dict(font="宋体", size=28, indent=True),
             "S": dict(font="楷体", size=28, align="center")}
    d = Paper("13-headings-centred", "headings without numbers, in the middle of the line, of the size of the text; only the font and the place differ", looks=looks)
    d.facts(title="把服务送到渔船上", subtitle="——云州市文化馆流动演出经验材料", unit=["wenhuaguan"], year=2021, type="jingyan", date="2021-11-02")
    d.write("""
T 把服务送到渔船上
S ——云州市文化馆流动演出经验材料
E
P 白鹭湖禁捕以后，老渔民住进了新村，晚上却没有去处。2021年以来，我馆把舞台搬上退役的渔船，沿湖七个村轮流停靠，全年演出58场，观众***人次。
1 缘起
P 第一场是在芦湾村试的，来了四百人，比村里人口还多。
1 做法
P 节目由村民点。点得最多的是花鼓戏和老电影，点得最少的是我们自己排的小品，我们就把小品停了。
P 设备能省则省。音响用的是馆里淘汰下来的，船头的灯是渔民自己装的。
1 体会
P 送文化不是送节目单。把麦克风交出去，人就留下来了。
E
R 云州市文化馆
R 2021年11月2日
""")
    return d


def all_first():
    looks = {**STYLED, "2": dict(style="heading 1"), "3": dict(style="heading 1"), "4": dict(style="heading 1")}
    d = Paper("14-all-first-level", "every heading has the style of the first level although its number says otherwise", looks=looks)
    d.facts(title="云州市财政局2022年预算执行情况汇报", unit=["caizheng"], year=2022, type="huibao")
    d.write("""
T 云州市财政局2022年预算执行情况汇报
P 2022年，全市一般公共预算收入***亿元，完成调整预算的100.4%；支出***亿元，民生支出占78%。现将有关情况汇报如下。
1 一、收入情况
2 （一）税收收入
P 增值税留抵退税减收较多，剔除后同口径增长4.1%。
2 （二）非税收入
P 国有资源有偿使用收入增长较快，占比偏高。
1 二、支出情况
2 （一）保基本民生
3 1.教育
P 生均公用经费提高到小学720元、初中940元。
3 2.医疗
P 城乡居民医保财政补助每人610元。
2 （二）保工资
P 工资按月足额发放，没有拖欠。
1 三、问题和打算
P 库款保障水平偏低，三季度最紧时只够支付十七天。
""")
    return d


def bare_headings():
    d = Paper("15-bare-headings", "headings without number, style or emphasis: short lines between long paragraphs in the look of the text",
              looks={**PLAIN, "T": dict(font="黑体", size=36, align="center")})
    d.facts(title="云州市社会福利院2022年度工作总结", unit=["fuliyuan"], year=2022, type="zongjie")
    d.write("""
T 云州市社会福利院2022年度工作总结
P 2022年，我院收住老人***名、儿童**名，床位使用率86%，护理事故为零。全院职工克服封闭管理的困难，最长的连续在院四十一天。
1 生活照料
P 每周公布食谱，请老人代表尝菜打分，低于八十分的菜下周撤掉。全年撤菜十一道，新添的鱼丸汤得分最高。夏天把晚饭推迟半小时，老人说凉快些吃得下。
1 康复训练
P 添置康复器材九件，开设手工、唱歌、种菜三个小组，参加的老人由三成增加到五成。儿童部与特殊教育学校合办的语言训练，每周四次，没有间断。
1 安全管理
P 夜间巡房由两次增加到四次，每次用手电照脚下不照脸。消防演练六次，最快一次全院转移用时九分钟。
1 明年打算
P 护理员与老人的比例由一比八提高到一比六；争取把失智照护单元建起来，先设十二张床。
""")
    return d


def run_ins():
    d = Paper("16-run-in-headings", "run-in headings that end in a colon, a full stop or a gap, in bold, 楷体 or plain; items that are none")
    d.facts(title="云州市农村饮水安全工作督查报告", year=2022, type="ducha", date="2022-09-16", unit=["shuiwu"])
    d.write("""
T 云州市农村饮水安全工作督查报告
P 9月上旬，市水务局组成三个督查组，走访**个村、***户，现将督查情况报告如下。
1 一、总体情况
P 自来水普及率96.4%，水质抽检合格率94.8%。
1 二、好的做法
3/2 1.有人管：|每处水厂都聘请了管水员，月补贴600元，由乡镇发放。
3/2 2.有钱修：|每方水提取维修基金两角，存在村账上，超过500元的支出由村民代表签字。
3/2 3.有地方说理：|水表箱上印有投诉电话，平均两小时有人回话。
1 三、存在的问题
2 （一）制水不规范。|两处水厂加药凭经验，余氯时高时低。
2 （二）管网老化　　|主管道使用超过二十年的有**公里，冬季爆管47次。
2 （三）水费收不齐。|空置户、商户混用一个价，收缴率七成六。
1 四、整改要求
""")
    for words in ("（1）10月底前更换加药设备；", "（2）12月底前完成易爆管段包裹；", "（3）次年3月底前实行分类水价，并在村务公开栏公示不少于十五日，听取空置户和商户的意见，再由村民代表会议表决。"):
        d.line("P", words)
    d.p(B("一是"), "各县区主要负责同志要亲自过问，不得层层转办。", **OFFICE["P"])
    d.line("R", "云州市水务局")
    d.line("R", "2022年9月16日")
    return d


def decoys():
    d = Paper("17-decoys", "lines that begin like headings and are none: days, amounts, seasons, house numbers, 需求一、, idioms")
    d.facts(title="云州市机关大院综合改造工作情况汇报", unit=["yunzhou"], year=2022, type="huibao", date="2022-10-20")
    d.write("""
T 云州市机关大院综合改造工作情况汇报
P 按照要求，现将2022年机关大院综合改造情况汇报如下。
1 一、进展情况
P 一、二季度完成招标，三季度进场施工。
P 2、3月份连续降雨，工期顺延十一天。
P 3.5亿元的总投资中，市级承担六成。
P 1、2号楼外墙已经完工，3号楼正在拆除脚手架。
P 12.4国家宪法日的宣传栏借用了东门围挡。
P 一年来，没有发生伤亡事故；一些单位反映噪声较大，已调整作业时间。
P 二〇二二年十月九日，消防一次验收合格。
P （2022）5号文件印发后，绿化补偿标准提高。
1 二、一季度以来发现的问题
2 1.2022年已经整改的问题
P 需求一、需求二均来自干部职工座谈：电梯慢，厕所少。
P 十四五时期的规划里没有列停车楼，职工意见最大。
2 2.2023年需要整改的问题
P 一是一，二是二，账目要一笔一笔对清。
P 第一书记驻村轮换，涉及的办公室空置两个月。
1 三、三季度以后的打算
P 五一前后搬回，十一前完成绿化。
R 2022年10月20日
""")
    return d


def wrong_levels():
    looks = {**STYLED, "2": dict(style="heading 3"), "3": dict(style="heading 2")}
    d = Paper("18-styles-skip-and-swap", "styles skip a level and stand the wrong way round; the numbers say how it is meant; a body paragraph has a heading style by mistake",
              looks=looks)
    d.facts(title="云州市体育局2023年上半年工作总结和下半年工作安排", unit=["tiyu"], year=2023, period="2023-H1", type="zongjie")
    d.write("""
T 云州市体育局2023年上半年工作总结和下半年工作安排
P 上半年，我局举办群众赛事*项，参加人数***人次。
1 一、上半年工作
2 （一）场地建设
3 1.体育公园
P 湖滨体育公园4月开放，日均进园3000人。
3 2.社区球场
P 新建球场11片，其中6片建在立交桥下。
2 （二）赛事活动
""")
    d.p("环湖骑行赛恢复举办，来自**个省的1200名选手参加，沿线村民自发摆茶水摊，赛事没有发生责任事故，市民反映封路时间偏长，下次改为分段放行。", style="heading 2")
    d.write("""
1 二、下半年安排
P 办好职工运动会，把报名改到线上。
""")
    return d


def small_title():
    d = Paper("19-title-by-size-only", "the title is no style and not centred, only 22 pt among 16 pt; above it stands the name of the form in small letters",
              looks={**OFFICE, "T": dict(font="华文中宋", size=44)})
    d.facts(title="新时代档案工作如何服务乡村", subtitle="（调研报告）", unit=["dangan"], year=2023, type="diaoyan", date="2023-08-30")
    d.p("调研材料之三", font="楷体", size=28)
    d.line("T", "新时代档案工作如何服务乡村")
    d.p(Words("（调研报告）", size=32), align="center")
    d.write("""
P 2023年7月，云州市档案馆组成调研组，到三个县的*个村查看村级档案，同村干部、老会计、驻村干部座谈。现将调研情况报告如下。
1 一、现状
P 有档案柜的村占八成，有专人管的不到三成，账本、合同大多由会计带在家里。
1 二、原因
P 村干部三年一换，换一次丢一批；合并村以后，原来的柜子没有地方放。
1 三、建议
P 一是乡镇代管，二是合同先扫描后签字，三是把移交清单列入离任审计。
R 云州市档案馆
R 2023年8月30日
""")
    return d


ALL = [outline_levels, bold_headings, centred_headings, all_first, bare_headings, run_ins, decoys, wrong_levels, small_title]
