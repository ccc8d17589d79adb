"""Signs, white space, pictures and what is hidden; long reports; offices of all kinds; what only the place of a file says."""

import random

from . import parts, styles
from .paper import DECLARED, OFFICE, PLAIN, STYLED, Cell, Paper
from .runs import B, Del, Hidden, Note, Raw, Sub, Sup, Sym, Words, fresh


def signs():
    d = Paper("38-signs", "superscripts and subscripts that carry meaning (m², CO₂, 10⁴), symbols of Wingdings as check boxes, a formula, ruby, soft and hard hyphens")
    d.facts(title="云州市生态环境局2022年减污降碳工作总结", unit=["shengtai"], year=2022, type="zongjie")
    d.line("T", "云州市生态环境局2022年减污降碳工作总结")
    d.line("P", "全市新增绿地12万m", Sup("2"), "，减排CO", Sub("2"), " 3.6×10", Sup("4"), "吨，PM", Sub("2.5"), "平均浓度31μg/m", Sup("3"), "。")
    d.h(1, "一、自查结果")
    d.line("P", Sym("Wingdings", "F0FE", "☑"), "已完成　", Sym("Wingdings", "F0A8", "□"), "未完成　", Sym("Wingdings 2", "F052", "☑"), "部分完成　√是　×否")
    d.line("P", "氨", Raw('<w:r><w:noBreakHyphen/></w:r>', "-"), "氮比值按", Raw('<w:r><w:softHyphen/></w:r>'), "国家方法测定，第1", Sup("st"), "批结果已经公布。")
    formula = (
        '<m:oMath><m:r><m:t>E</m:t></m:r><m:r><m:t>=</m:t></m:r><m:r><m:t>A</m:t></m:r><m:r><m:t>×</m:t></m:r><m:r><m:t>F</m:t></m:r></m:oMath>'
    )
    d.line("P", "排放量按", Raw(formula, "E=A×F"), "核算，其中A为活动水平。")
    ruby = (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt><w:r><w:t>lù</w:t></w:r></w:rt>'
        "<w:rubyBase><w:r><w:t>鹭</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    d.line("P", "白", Raw(ruby, "鹭"), "湖入湖口的水质改善。")
    d.h(1, "二、数据表")
    d.table([["指标", "数值"], [["面积（km", Sup("2"), "）"], "**"], [["NO", Sub("x")], ["1.2×10", Sup("-3")]]], head=1)
    return d


def white_space():
    d = Paper("39-white-space", "soft breaks instead of paragraphs, tabs as columns, page breaks in the middle, no-break blanks, full-width indents, columns, blanks at both ends, empty paragraphs of blanks",
              looks=PLAIN)
    d.facts(title="云州市应急管理局防汛值班工作情况报告", unit=["yingji"], year=2021, date="2021-09-03", type="huibao")
    d.p("　　云州市应急管理局\u00a0防汛值班工作情况报告　　", size=36, font="黑体", align="center")
    d.p("　")
    d.p(" \t ")
    d.p("　　2021年汛期，我局值班室共接报险情**起。现将情况报告如下：\n　　一、值班安排\n　　六十三名干部轮流值班，两人一组。\n　　二、值班纪律\n　　抽查七次，脱岗一次，已通报。")
    d.heads(1, "一、值班安排")
    d.heads(1, "二、值班纪律")
    d.p("　　三、统计", Raw('<w:r><w:br w:type="page"/></w:r>'))
    d.heads(1, "三、统计")
    d.p("\u00a0\u00a0\u00a0\u00a0月份\t接报\t转移\t备注")
    d.p("\u00a0\u00a0\u00a0\u00a06月\t12\t***\t无")
    d.p("\u00a0\u00a0\u00a0\u00a07月\t31\t***\t夜间多")
    d.p(Raw('<w:r><w:br w:type="column"/></w:r>'), "　　四、建议")
    d.heads(1, "四、建议")
    d.p("　　给值班室添一张折叠床。\u2003\u2002", Raw("<w:r><w:lastRenderedPageBreak/></w:r>"), "\u3000")
    d.p("　　　　　　　　　　　　　　　　　　云州市应急管理局\n　　　　　　　　　　　　　　　　　　2021年9月3日")
    d.section = [f'<w:cols xmlns:w="{styles.W}" w:num="2" w:space="425"/>']
    return d


def pictures():
    d = Paper("40-pictures", "png and jpeg in the line and in paragraphs of their own with captions, one with a description, one in a cell, one EMF that no browser shows")
    d.facts(title="云州城建集团有限公司2022年重点工程建设情况汇报", unit=["chengjian"], year=2022, type="huibao")
    d.line("T", "云州城建集团有限公司2022年重点工程建设情况汇报")
    d.line("P", "2022年，集团承担重点工程**项，现将情况汇报如下。")
    d.h(1, "一、湖滨路改造")
    d.line("P", "全长3.2公里，11月通车。")
    d.picture(parts.png(60, 40, (60, 120, 60)), "png", "通车后的湖滨路", align="center")
    d.line("C", "图1　湖滨路通车")
    d.h(1, "二、北门桥加固")
    d.line("P", "桥面如图2", parts.picture_item(d, parts.JPEG, "jpeg", ""), "所示，限重由10吨恢复到30吨。")
    d.pictures += 1
    d.line("C", "图2　北门桥")
    d.h(1, "三、进度")
    d.picture(parts.emf(), "emf", counted=False)
    d.table([["工程", "照片"], ["泵站", lambda p: p.picture(parts.png(20, 20, (40, 40, 200)), "png", "泵站")]], head=1)
    d.line("P", "以上工程均未发生安全事故。")
    return d


def hidden():
    d = Paper("41-hidden-and-margins", "hidden words and paragraphs, headers and footers of the first and of even pages, a watermark in the header, columns, line numbers", looks=STYLED)
    d.facts(title="云州市总工会2021年工作总结", unit=["zonggonghui"], year=2021, type="zongjie")
    d.line("T", "云州市总工会2021年工作总结")
    d.line("P", "全年发展会员***人", Hidden("（此数待核）"), "，建会率**%。")
    d.p(Hidden("整段隐藏：上会前删去。"), mark="<w:vanish/>", silent=True)
    d.h(1, "一、维权", Hidden("（初稿）"))
    d.line("P", "受理来访318件，办结311件。")
    d.h(1, "二、帮扶")
    d.line("P", "送温暖走访***户。")
    d.header("云州市总工会　内部材料", page_number=True)
    section = d.doc.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页页眉"
    d.doc.settings.odd_and_even_pages_header_footer = True
    section.even_page_footer.paragraphs[0].text = "— 2 —"
    d.left_out["header-or-footer"] = 3
    return d


def left_objects():
    d = Paper("42-objects", "a spreadsheet as embedded object, a chart, a text box of VML alone, a drawing canvas with a box, a linked picture that is not in the file", looks=STYLED)
    d.facts(title="云州市人民医院2023年工作总结", unit=["yiyuan"], year=2023, type="zongjie")
    d.line("T", "云州市人民医院2023年工作总结")
    d.line("P", "全年门急诊***万人次，出院**万人次。")
    d.h(1, "一、业务量")
    d.p(Raw('<w:r><w:object w:dxaOrig="2000" w:dyaOrig="1000"><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s1" DrawAspect="Content" ObjectID="_1"/></w:object></w:r>',
              left_out="object"))
    d.line("P", "平均住院日8.1天，比上年缩短半天。")
    d.p(Raw('<w:r><w:drawing><wp:inline><wp:extent cx="1000" cy="1000"/><wp:docPr id="77" name="图表 1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>', left_out="object"))
    d.h(1, "二、夜间门诊")
    inside = '<w:p><w:r><w:t>提示：夜间门诊开到21时。</w:t></w:r></w:p>'
    d.p("夜间开放的科室增加到七个。", Raw(parts.vml_box(inside)), silent=True)
    d.text += ["夜间开放的科室增加到七个。", "提示：夜间门诊开到21时。"]
    link = d.doc.part.relate_to("file:///C:/pic/a.png", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True)
    d.p(Raw(f'<w:r><w:pict><v:shape style="width:90pt;height:60pt"><v:imagedata r:id="{link}" o:title="a"/></v:shape></w:pict></w:r>', left_out="picture"))
    d.h(1, "三、来年打算")
    d.line("P", "把夜间门诊开到零点。")
    return d


SUBJECTS = ["河道保洁", "村道养护", "学校食堂", "社区养老", "山塘水库", "农贸市场", "公共厕所", "路灯照明", "老旧电梯", "燃气管网", "垃圾分运", "危房改造", "通学车辆", "乡村卫生室", "文化站", "健身步道",
            "充电桩", "停车泊位", "快递下乡", "就业驿站"]
SAID = [
    "全年抽查{a}处，发现问题{b}个，已经整改{c}个，其余的都明确了责任人和期限。", "投入资金***万元，其中财政承担{b}%，其余由经营单位自筹，账目每季度公示一次。",
    "群众反映最多的是开放时间和收费，共{a}件，办结{c}件，回访满意率九成以上。", "试行“一图一表一单”，把位置、责任人、期限写在一张纸上，贴在现场。",
    "同去年相比，投诉下降{b}%，主要得益于夜间巡查由一次增加到两次。", "也有没有办好的事：{b}处因为权属不清，一直没有动工，群众意见很大，我们向大家检讨。",
]
CHINESE = "一二三四五六七八九十"


def chinese(n):
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens - 1] + "十") + (CHINESE[ones - 1] if ones else "")


def long_report():
    d = Paper("43-long-report", "three hundred paragraphs in three levels, numbers up to 二十, typed; the outline has to hold to the end")
    d.facts(title="云州市民生实事项目2022年实施情况的报告", unit=["yunzhou"], year=2022, type="huibao", date="2022-12-31")
    chance = random.Random(2022)
    d.line("T", "云州市民生实事项目2022年实施情况的报告")
    d.line("P", "2022年，全市共安排民生实事二十类。现将实施情况报告如下：")
    for n, subject in enumerate(SUBJECTS, 1):
        d.h(1, f"{chinese(n)}、{subject}")
        for m, part in enumerate(("进展", "问题", "打算"), 1):
            d.h(2, f"（{chinese(m)}）{subject}{part}")
            numbered = chance.random() < 0.4
            for k in range(1, 4):
                words = chance.choice(SAID).format(a=chance.randrange(20, 400), b=chance.randrange(2, 40), c=chance.randrange(1, 20))
                if numbered:
                    d.run_in(3, f"{k}.{chance.choice(['城区', '乡镇', '园区', '湖区'])}{part}情况。", words)
                else:
                    d.line("P", words)
            if m == 3:
                d.line("P", "市直有关部门和各县区要按照分工抓好落实，每月十日前报送一次进度。")
            if chance.random() < 0.3:
                d.empty()
    d.line("R", "2022年12月31日")
    return d


ALL = [signs, white_space, pictures, hidden, left_objects, long_report]
