"""Official forms: red heads, minutes, plain summaries, heading styles and automatic numbers."""

from . import styles
from .paper import OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import B, Raw

RED = dict(font="方正小标宋简体", size=72, colour="FF0000", align="center")


def red_head():
    d = Paper("01-red-head-report", "版头 in paragraphs with a tab before 签发人; title over two paragraphs; run-in headings; 附件说明, 附注, 抄送, 印发")
    d.facts(title="云州市民政局关于2022年社区养老服务工作情况的报告", unit=["minzheng"], year=2022, date="2022-11-18", type="huibao",
            number="云民〔2022〕31号", recipients=["市政府"], copies=["市委办", "市人大常委会办公室"], secrecy="秘密★1年")
    d.p("000007", font="宋体", size=32)
    d.p("秘密★1年", font="黑体", size=32)
    d.p("特急", font="黑体", size=32)
    d.empty(2)
    d.p("云州市民政局文件", **RED)
    d.p("云民〔2022〕31号\t\t\t签发人：某某", font="仿宋_GB2312", size=32)
    d.p(font="宋体", size=21, ppr='<w:pBdr><w:bottom w:val="single" w:sz="18" w:color="FF0000"/></w:pBdr>')
    d.line("T", "云州市民政局")
    d.line("T", "关于2022年社区养老服务工作情况的报告")
    d.empty()
    d.line("A", "市政府：")
    d.write("""
P 今年以来，我局按照市政府的统一安排，把社区养老服务摆在重要位置，抓设施、抓队伍、抓监管，各项任务有序推进。现将有关情况报告如下：
1 一、主要做法
2 （一）补齐服务设施。|新建日间照料点*个，改造农村敬老院*所，新增护理型床位***张。老旧小区按每百户不少于20平方米的标准补建用房，当年补建11处。
2 （二）充实护理队伍。|举办护理员培训班4期，培训***人次；在市技工学校开设老年服务专业，首批招收38人。
2 （三）严格日常监管。|开展消防、食品安全检查*轮，整改隐患57处，关停不合格点位2个。
1 二、存在的问题
P 一是农村点位运营困难，冬季入托率不足四成；二是护理员流失较快，持证人数比年初只增加6人；三是医养结合还停留在挂牌上。
1 三、下一步打算
2 （一）盘活存量。|对连续三个月入托率低于三成的点位，逐个研究转型。
2 （二）稳定队伍。|把工龄补贴由每年50元提高到每年80元。
P 特此报告。
E
""")
    d.line("P", "附件：1.社区养老设施统计表")
    d.p("2.护理员培训名册", font="仿宋_GB2312", size=32, ppr='<w:ind w:left="1600"/>')
    d.empty(2)
    d.line("R", "云州市民政局　　")
    d.line("R", "2022年11月18日　")
    d.line("P", "（此件公开发布）")
    d.empty(3)
    border = '<w:pBdr><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/></w:pBdr>'
    d.p("抄送：市委办，市人大常委会办公室。", font="仿宋_GB2312", size=28, ppr=border)
    d.p("云州市民政局办公室\t　　　2022年11月18日印发", font="仿宋_GB2312", size=28)
    d.header("", page_number=True)
    return d


def red_head_in_table():
    d = Paper("02-red-head-in-table", "版头 laid out in a table without borders; a notice; 抄送 and 印发 in a table at the end; section with a grid")
    d.facts(title="云州市水务局关于做好2023年防汛准备工作的通知", unit=["shuiwu"], year=2023, date="2023-04-06", type="qita",
            number="云水防〔2023〕9号", recipients=["各县（区）水务局", "局直各单位"], copies=["市防汛抗旱指挥部办公室"])
    d.table([[Cell(lambda p: p.p("云州市水务局文件", **RED), columns=2)],
             [Cell(lambda p: p.p("云水防〔2023〕9号", font="仿宋_GB2312", size=32, align="center"), columns=2)]], borders=False, counted=False)
    d.empty()
    d.line("T", "云州市水务局关于做好2023年\n防汛准备工作的通知")
    d.empty()
    d.line("A", "各县（区）水务局，局直各单位：")
    d.write("""
P 为做好今年防汛准备，确保江河安澜，现就有关事项通知如下。
1 一、压实责任
P 各县（区）水务局要在4月20日前公布水库、堤防、山洪灾害危险区责任人名单，接受群众监督。
1 二、排查隐患
2 （一）查工程。|对全部*座小型水库逐座开展汛前检查，重点看溢洪道是否畅通、放水设施能否启闭。
2 （二）查预案。|预案要明确到人、到路线、到安置点，不得用上年的旧件更换日期了事。
2 （三）查物资。|编织袋、块石、抢险照明灯等物资按定额补足，过期的一律更换。
1 三、严肃纪律
P 汛期实行24小时值班，值班电话无人接听的，全市通报。
""")
    d.empty(2)
    d.line("R", "云州市水务局")
    d.line("R", "2023年4月6日")
    d.empty()
    d.table([[Cell("抄送：市防汛抗旱指挥部办公室。", columns=2)], ["云州市水务局办公室", "2023年4月6日印发"]], counted=False)
    d.section = [f'<w:cols xmlns:w="{styles.W}" w:space="425"/>']
    return d


def minutes():
    d = Paper("03-minutes", "纪要 with a number of its issue, 会议指出 as body, 出席 in bold at the beginning of a line, a style sheet of WPS", sheet="wps")
    d.facts(title="研究老旧小区加装电梯工作专题会议纪要", year=2023, type="qita", number="云民纪〔2023〕4号", date="2023-05-19")
    d.p("专题会议纪要", **RED)
    d.p("云民纪〔2023〕4号", font="仿宋_GB2312", size=32, align="center")
    d.empty()
    d.line("T", "研究老旧小区加装电梯工作专题会议纪要")
    d.empty()
    d.write("""
P 2023年5月12日下午，局主要负责同志主持召开专题会议，研究老旧小区加装电梯有关工作。现将会议议定事项纪要如下：
P 会议指出，加装电梯是老年人盼了多年的事，不能因为意见难统一就一放了之。会议强调，先易后难，先把住户签字齐全的单元办成。
1 一、关于补贴标准
P 会议原则同意每部电梯补贴15万元，其中市级10万元、区级5万元，竣工验收后三十日内拨付到位。
1 二、关于审批程序
P 会议决定，自7月1日起实行一窗受理，规划、住建、市场监管部门同步审查，办理时间由45个工作日压缩至20个工作日。
1 三、关于施工监管
P 会议要求，施工单位夜间22时以后不得作业，占用的绿地在竣工后一个月内恢复。
""")
    d.p(B("出席："), "局长、分管副局长，办公室、规划财务科、养老服务科负责人。", font="仿宋_GB2312", size=32, indent=True)
    d.p(B("列席："), "市住建局、市市场监管局有关同志。", font="仿宋_GB2312", size=32, indent=True)
    d.empty()
    d.line("R", "2023年5月19日")
    return d


def plain_summary():
    d = Paper("04-plain-summary", "all paragraphs in one look: typed numbers, full-width blanks for indents, empty paragraphs everywhere, title centred by blanks",
              looks=PLAIN)
    d.facts(title="云州市图书馆2022年工作总结", unit=["tushuguan"], year=2022, date="2022-12-28", type="zongjie")
    d.p("　　　　　　云州市图书馆2022年工作总结")
    d.empty(2)
    d.write("""
P 　　2022年，我馆坚持开门办馆，全年接待读者*万人次，外借图书***册次，较上年略有增长。现将一年来的工作总结如下。
E
1 　　一、主要工作
E
2 　　（一）延长开放时间。|每周开放由56小时延长到72小时，周末晚间加开自习室，日均到馆学生260人。
P 　　为了弥补夜班人手不足，招募志愿者41名，两人一组，每人每月不超过三个晚上。
E
2 　　（二）流动书车进村。|两辆书车全年行驶1.2万公里，走遍86个行政村，送书2.3万册。
2 　　（三）盘活旧书。|清理二十年以上复本8000余册，捐给乡镇文化站和看守所。
E
1 　　二、存在问题
P 　　少儿馆面积不够，节假日排队时间超过一个小时；古籍修复只有一名工作人员，按现在的速度，修完现存破损古籍还要三十年。
E
1 　　三、2023年打算
2 　　1、新开少儿馆二楼。
2 　　2、送一名年轻人外出学习古籍修复。
2 　　3、书车线路增加到十二条。
E
E
P 　　　　　　　　　　　　　　　　　　　　云州市图书馆
P 　　　　　　　　　　　　　　　　　　　　2022年12月28日
""")
    return d


def typed_styles():
    d = Paper("05-styles-typed-numbers", "heading styles 1 to 4 of python-docx's own template with numbers typed in the norm's order", looks=STYLED,
              sheet="python")
    d.facts(title="云州市教育局2021年工作总结", unit=["jiaoyu"], year=2021, type="zongjie")
    d.write("""
T 云州市教育局2021年工作总结
P 2021年，全市教育系统落实“双减”要求，学生在校作业时间明显下降，课后服务覆盖全部义务教育学校。
1 一、办学条件
2 （一）新建学校
3 1.城区学校
P 云州市第七小学、湖滨幼儿园如期投用，增加学位2340个。
3 2.乡镇学校
4 （1）寄宿制学校
P 改造宿舍14栋，热水供应到每一层楼。
4 （2）教学点
P 保留教学点23个，最小的一个有6名学生、2名教师。
2 （二）设备更新
P 更换课桌椅1.6万套，护眼灯更换完成九成。
1 二、教师队伍
2 （一）补充
P 公开招聘教师312人，其中音体美教师占四分之一。
2 （二）交流
P 城区教师到乡镇任教满一年的58人，比上年多11人。
1 三、下一步工作
P 把寄宿制学校的生活教师配齐，把通学车线路延伸到最远的三个村。
""")
    return d


def automatic_norm():
    d = Paper("06-automatic-norm", "heading styles whose numbers Word sets by itself: 一、 （一） 1. （1）, restarting below each higher level",
              looks=STYLED)
    levels = [(*level[:2], f'<w:pStyle w:val="{n}"/>' + level[2]) for n, level in zip("1234", styles.NORM)]
    d.set_numbering(styles.abstract(1, levels), styles.number(1, 1))
    d.numbers = {1: (1, 0), 2: (1, 1), 3: (1, 2), 4: (1, 3)}
    d.facts(title="云州市应急管理局2022年上半年工作总结", unit=["yingji"], year=2022, period="2022-H1", type="zongjie", date="2022-07-05")
    d.write("""
T 云州市应急管理局2022年上半年工作总结
P 上半年，全市发生生产安全事故*起，同比下降12.5%，没有发生较大以上事故。
1 [一、]主要工作情况
2 [（一）]抓企业主体责任
3 [1. ]危险化学品
P 对27家重点企业逐家体检，发现问题413项。
3 [2. ]矿山
4 [（1）]露天矿
P 边坡在线监测覆盖全部9座露天矿。
4 [（2）]地下矿
P 停产整顿1座，其余3座完成通风系统改造。
3 [3. ]工贸
P 有限空间作业审批率由六成升到九成。
2 [（二）]抓应急准备
3 [1. ]队伍
P 组建乡镇应急队18支、386人。
3 [2. ]演练
P 组织地震、洪水、森林火灾演练41场。
1 [二、]存在的问题
P 基层执法人员平均年龄49岁，夜间检查力量不足。
1 [三、]下半年打算
2 [（一）]补人
P 面向退役军人招聘20人。
2 [（二）]补装备
P 为每个乡镇配备卫星电话1部。
R 云州市应急管理局
R 2022年7月5日
""")
    return d


def automatic_restarts():
    d = Paper("07-automatic-restarts", "numbers set on body paragraphs: two lists of one kind, restart by startOverride, a list that begins at 3, bullets, an interrupted list")
    items = styles.abstract(5, [("decimal", "%1、", styles.SUFF_NONE), ("lowerLetter", "%2)", "")])
    bullets = styles.abstract(6, [("bullet", "\uf0d8", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')])
    d.set_numbering(styles.abstract(4, styles.NORM[:2]), items, bullets, styles.number(1, 4), styles.number(2, 5), styles.number(3, 5, {0: 1}),
                    styles.number(4, 6), styles.number(5, 5, {0: 3}))
    d.numbers = {1: (1, 0), 2: (1, 1)}
    d.facts(title="云州市总工会关于2022年职工服务工作情况的报告", unit=["zonggonghui"], year=2022, date="2022-12-09", type="huibao",
            recipients=["市委"])

    def point(n, words, body, num):
        d.h(2, words, auto=f"{n}、", num=(num, 0))
        d.line("P", body)

    d.line("T", "云州市总工会关于2022年职工服务工作情况的报告")
    d.write("""
A 市委：
P 现将一年来职工服务工作情况报告如下：
1 [一、]帮扶救助
""")
    point(1, "建档立卡", "在档困难职工***户，逐户明确联系人，每季度入户一次。", 2)
    point(2, "金秋助学", "资助职工子女213名，人均3000元。", 2)
    d.write("1 [二、]阵地建设")
    point(1, "户外劳动者驿站", "新建驿站16个，配饮水机、微波炉、急救箱，选址如下。", 3)
    for words in ("城区9个，沿公交首末站布点", "园区5个，方便外卖员取餐时歇脚", "码头2个，冬季供应热汤"):
        d.line("P", words, num=(4, 0))
    point(2, "职工书屋", "更新图书4200册。中间插一段没有编号的话，编号不受影响。", 3)
    point(3, "心理咨询室", "接待来访176人次。", 3)
    d.write("1 [三、]明年安排")
    d.line("P", "前两项已经列入市总工会年度计划，下面接着写第三项起的安排。")
    point(3, "劳动竞赛", "在重点工程中开展竞赛*场。", 5)
    point(4, "工资集体协商", "覆盖企业增加到300家。", 5)
    d.line("R", "云州市总工会")
    d.line("R", "2022年12月9日")
    return d


def automatic_off():
    d = Paper("08-number-switched-off", "numId 0 takes the number of the style away where it is typed; numbered paragraphs without text count", looks=STYLED)
    d.set_numbering(styles.abstract(1, [("chineseCounting", "%1、", styles.SUFF_NONE)]), styles.number(1, 1))
    d.add_styles(styles.style("10", "带号标题", "1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    d.facts(title="云州市审计局2023年工作总结和2024年工作计划", unit=["shenji"], year=2023, type="zongjie")
    d.line("T", "云州市审计局2023年工作总结和2024年工作计划")
    d.line("P", "全年完成审计项目34个，查出主要问题金额***万元，移送线索5件。")
    d.p("预算执行审计", auto="一、", style="10")
    d.heads(1, "一、预算执行审计")
    d.line("P", "首次把全部一级预算单位纳入数据比对。")
    d.p("二、经济责任审计", style="10", num=(0, 0))
    d.heads(1, "二、经济责任审计")
    d.line("P", "审计领导干部11名，离任交接时当面签字。")
    d.p(style="10")
    d.p("2024年工作计划", auto="三、", style="10")
    d.heads(1, "三、2024年工作计划")
    for n, words in enumerate(("把整改结果同预算安排挂钩。", "审计报告一律向社会公开摘要。", "引进数据分析人员3名。"), 1):
        d.p(f"{n}.{words}", indent=True, num=(0, 0))
        d.heads(2, f"{n}.{words}")
    return d


def variants():
    d = Paper("09-level-text-variants", "第一部分 / 1.1 / ① / A. set by Word: lvlText of several levels, isLgl, suff space, tab and none", looks=STYLED)
    levels = [("chineseCounting", "第%1部分", '<w:pStyle w:val="1"/>' + styles.SUFF_SPACE), ("decimal", "%1.%2", "<w:isLgl/>" + styles.SUFF_SPACE),
              ("decimal", "%1.%2.%3", "<w:isLgl/>" + styles.SUFF_SPACE)]
    circled = styles.abstract(2, [("decimalEnclosedCircleChinese", "%1", styles.SUFF_NONE)])
    letters = styles.abstract(3, [("upperLetter", "%1.", "")])
    d.set_numbering(styles.abstract(1, levels), circled, letters, styles.number(1, 1), styles.number(2, 2), styles.number(3, 3))
    d.numbers = {1: (1, 0), 2: (1, 1), 3: (1, 2)}
    d.facts(title="云州城建集团有限公司2023年度工作报告", unit=["chengjian"], year=2023, type="baogao")
    d.write("""
T 云州城建集团有限公司2023年度工作报告
P 集团全年完成投资**亿元，交付道路14.6公里，安全生产零死亡。
1 [第一部分 ]经营情况
2 [1.1 ]主营业务
P 市政板块收入占六成，同比提高3个百分点。
2 [1.2 ]新业务
3 [1.2.1 ]停车
P 接管停车场31处，夜间错时开放8处。
3 [1.2.2 ]充电
P 建成充电桩260个。
1 [第二部分 ]内部管理
2 [2.1 ]用工
P 清退挂名人员19人，压减管理层级1级。
2 [2.2 ]采购
P 下列三类物资改为集中采购：
""")
    for sign, words in zip("①②③", ("沥青、水泥等大宗材料；", "劳保用品；", "办公耗材。")):
        d.p(words, auto=sign, num=(2, 0), indent=True)
    d.write("1 [第三部分 ]明年目标")
    # Short lines that follow each other at once, where styles set the headings, are a list.
    for sign, words in zip("AB", ("负债率降到六成以下", "新开工项目不超过五个")):
        d.p(words, auto=f"{sign}. ", num=(3, 0), indent=True)
    return d


def numbered_styles():
    d = Paper("10-numbers-in-styles", "the number stands in the style (basedOn chain, styleLink and numStyleLink), none in the paragraph", looks=STYLED)
    linked = styles.abstract(7, [("chineseCounting", "%1、", '<w:pStyle w:val="b1"/>' + styles.SUFF_NONE),
                                 ("chineseCounting", "（%2）", '<w:pStyle w:val="b2"/>' + styles.SUFF_NONE)], '<w:styleLink w:val="b9"/>')
    link = '<w:abstractNum w:abstractNumId="8"><w:multiLevelType w:val="multilevel"/><w:numStyleLink w:val="b9"/></w:abstractNum>'
    d.set_numbering(linked, link, styles.number(1, 7), styles.number(2, 8))
    d.add_styles(
        '<w:style w:type="numbering" w:customStyle="1" w:styleId="b9"><w:name w:val="公文编号"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        styles.style("b1", "公文一级", "1", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
        styles.style("b2", "公文二级", "2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>'),
        styles.style("b3", "公文二级（楷体）", "b2", '<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr>'),
    )
    d.facts(title="云州市档案馆2020年工作情况汇报", unit=["dangan"], year=2020, type="huibao", date="2020-12-22")

    def head(style, auto, words, depth):
        d.p(words, auto=auto, style=style)
        d.heads(depth, auto + words)

    d.line("T", "云州市档案馆2020年工作情况汇报")
    d.line("P", "2020年，馆藏档案增加到*万卷，数字化率达到61%。现将工作情况汇报如下：")
    head("b1", "一、", "接收进馆", 1)
    head("b2", "（一）", "按期接收", 2)
    d.line("P", "接收到期档案1.3万卷，退回整理不合格的212卷。")
    head("b3", "（二）", "征集散存", 2)
    d.line("P", "征集老照片、家谱等74件，其中两件由渔民捐赠。")
    head("b1", "二、", "利用服务", 1)
    head("b3", "（一）", "查档", 2)
    d.line("P", "接待查档2861人次，婚姻档案占四成，平均等候9分钟。")
    head("b2", "（二）", "展览", 2)
    d.line("P", "举办“湖上人家”展览，参观***人次。")
    head("b1", "三、", "下步打算", 1)
    d.line("P", "建成自助查档室。")
    d.line("R", "云州市档案馆")
    d.line("R", "2020年12月22日")
    return d


ALL = [red_head, red_head_in_table, minutes, plain_summary, typed_styles, automatic_norm, automatic_restarts, automatic_off, variants, numbered_styles]
