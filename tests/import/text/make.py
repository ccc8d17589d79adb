"""Makes the plain texts of the tests and what has to be read from each: `python3 make.py` in this folder writes all of them again.

They are invented. What is between the lines (page numbers, repeated heads) is said in `left_out`; `refused` is a file that must not be imported.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "word"))
sys.dont_write_bytecode = True

from maker.files import dump  # noqa: E402


class Sheet:
    """A text from its paragraphs in short notation, and its oracle."""

    def __init__(self, name, why, text, encoding="utf-8", **facts):
        self.name, self.why, self.encoding, self.facts = name, why, encoding, facts
        self.left_out, self.paragraphs, self.outline = {}, [], []
        for line in text.strip("\n").split("\n"):
            letter, _, words = line.partition(" ")
            letter, _, depth = letter.partition("/")
            heading, cut, rest = words.partition("|")
            if letter in "1234":
                self.outline.append([int(depth or letter), heading.strip(" 　\t").rstrip("。：:")])
            self.paragraphs.append((letter, heading + rest if cut else words))
        self.lines = [words for _, words in self.paragraphs]

    def spaced(self, indent="　　"):
        """Indents of two characters, an empty line where an E stands."""
        self.lines = [indent + words if letter in "P1234" else words for letter, words in self.paragraphs]
        return self

    def wrapped(self, width, page, mark, head="", indent="　　"):
        """Lines of this many characters, a page number and perhaps a head after every page of lines."""
        cut = []
        for letter, words in self.paragraphs:
            words = indent + words if letter in "P1234" else words
            cut += [words[at:at + width] for at in range(0, len(words), width)] or [""]
        pages = [cut[at:at + page] for at in range(0, len(cut), page)]
        self.lines = []
        for n, lines in enumerate(pages, 1):
            if head and n > 1:
                self.lines.append(head)
                self.left_out["header-or-footer"] = 1
            self.lines += lines + [mark.format(n=n, all=len(pages))]
        self.left_out["page-number"] = len(pages)
        return self

    def bytes(self, ends="\n"):
        ends = [ends] if isinstance(ends, str) else ends
        text = "".join(line + ends[at % len(ends)] for at, line in enumerate(self.lines))
        return text.encode(self.encoding)

    def expected(self):
        text = [words for _, words in self.paragraphs if words.strip()]
        rest = {"outline": self.outline, "text": text, "tables": 0, "pictures": 0, "notes": 0, "left_out": self.left_out}
        if "refused" in self.facts:
            rest = {}
        return {**self.facts, **rest, "why": self.why}


REPORT = """
T 云州市体育局2022年上半年工作总结
E
P 上半年，市体育局坚持把场地建到群众家门口，新建和改造健身步道**公里、球场十一片，安装健身器材***套，夜间开放的学校场馆增加到二十三所，群众满意度较上年提高四个百分点。现将有关工作总结如下：
1 一、主要工作
2 （一）场地建设
P 湖滨体育公园四月开园，日均进园三千人，周末超过六千人。公园没有围墙，夜里十一点熄灯，熄灯以后保安提醒两次，不驱赶。立交桥下的六片球场利用闲置空地建成，遮阳避雨，深受附近居民欢迎，投资仅相当于新建室内馆的二十分之一。
2 （二）赛事活动
P 环湖骑行赛恢复举办，一千二百名选手参加，沿线村民自发摆出茶水摊，赛事没有发生责任事故。社区运动会下沉到街道，项目由居民投票，得票最多的是拔河和跳绳，得票最少的是我们原先准备的健身操，我们就把它取消了。
2 （三）人才培养
P 青少年训练营开设游泳、乒乓球、赛艇三个项目，招收学员四百人，困难家庭子女免费。赛艇队用的是退捕渔民改造的训练码头，教练中有两名原来是渔民。
1 二、存在的问题
P 一是学校场馆开放的门禁和保险费用没有固定来源，目前靠各校自筹；二是社会体育指导员年龄偏大，会用手机报送活动情况的不到一半；三是老城区可以利用的空地越来越少。
1 三、下半年打算
P 争取把场馆开放的保险费用列入财政预算，培训年轻指导员一百人，把老城区废弃的三处锅炉房改成健身房，其中一处专供残疾人使用，年底前全部开放，并向社会公布开放时间和电话。
"""
FACTS = dict(title="云州市体育局2022年上半年工作总结", unit=["tiyu"], year=2022, period="2022-H1", type="zongjie")


def encodings():
    big5 = Sheet("01-big5", "traditional characters in Big5", """
T 雲州市圖書館2021年工作總結
P 2021年，本館開放三百一十天，到館讀者***萬人次，外借圖書十二萬冊，較上年增加一成。
1 一、館藏
P 新購圖書四萬冊，受贈一千七百冊，剔除破損圖書六千冊，全部登記造冊。
1 二、服務
P 延長夜間開放至二十一時，週末加開自習室，座位仍然不敷使用，門口時有排隊。
1 三、來年打算
P 增設兒童閱覽室，添購大字本圖書，為年長讀者備老花鏡。
""", "big5", title="雲州市圖書館2021年工作總結", year=2021, type="zongjie")
    yield big5, big5.bytes("\r\n")
    for n, code in (("02-utf16le-no-mark", "utf-16-le"), ("03-utf16be-no-mark", "utf-16-be")):
        sheet = Sheet(n, f"{code} without byte order mark", REPORT, code, **FACTS).spaced()
        yield sheet, sheet.bytes("\r\n")
    rare = Sheet("04-gb18030-four-bytes", "GB18030 with characters of four bytes: rare names of places, a currency sign, a kana", """
T 云州市水务局2023年水库命名情况汇报
P 现将2023年小型水库更名情况汇报如下，地名用字均按当地志书：
1 一、更名
P 㘵头水库、䶮溪水库、𬒈石山塘、𡒄口水库恢复旧名，原名不便输入，水费系统显示为问号，群众意见很大。
P 费用合计€*万元，进口闸门型号为ザ-3，铭牌保留。
1 二、下一步
P 与公安、民政部门核对地名用字，印制新的水库牌。
""", "gb18030", title="云州市水务局2023年水库命名情况汇报", unit=["shuiwu"], year=2023, type="huibao")
    yield rare, rare.bytes()
    mixed = Sheet("05-mixed-line-ends", "line ends of three kinds in one file, byte order mark, blanks at the ends of lines, no line end at the end", REPORT, "utf-8-sig", **FACTS).spaced()
    mixed.lines = [line + (" " if at % 3 else "　\t") for at, line in enumerate(mixed.lines)]
    yield mixed, mixed.bytes(["\r\n", "\n", "\r"]).rstrip()


def wraps():
    sheet = Sheet("06-wrapped-28", "hard line ends after 28 characters, page numbers — 1 — between the lines", REPORT, **FACTS).wrapped(28, 12, "— {n} —")
    yield sheet, sheet.bytes()
    sheet = Sheet("07-wrapped-35", "hard line ends after 35 characters, page numbers -2-, GB18030", REPORT, "gb18030", **FACTS).wrapped(35, 10, "                    -{n}-")
    yield sheet, sheet.bytes("\r\n")
    sheet = Sheet("08-wrapped-40", "hard line ends after 40 characters, pages counted 第3页 共9页 and the title repeated as head of every page", REPORT, **FACTS)
    sheet.wrapped(40, 8, "第{n}页 共{all}页", "云州市体育局2022年上半年工作总结")
    yield sheet, sheet.bytes()
    sheet = Sheet("09-form-feeds", "pages parted by form feeds, page numbers at the foot of each page, whole paragraphs", REPORT, **FACTS).spaced()
    sheet.lines = [line + ("\n1\f" if at == 5 else "\n2\f" if at == 9 else "") for at, line in enumerate(sheet.lines)] + ["3"]
    sheet.left_out["page-number"] = 3
    yield sheet, sheet.bytes()


def shapes():
    first = REPORT.replace("上半年", "全年")
    two = Sheet("10-two-reports", "two whole reports one behind the other, each with title, headings, signature and date", first.rstrip() + """
R 云州市体育局
R 2022年12月30日
E
E
T 云州市文化馆2022年工作总结
P 2022年，全馆举办演出**场、培训***期，免费开放时间每周五十六小时，到馆群众较上年增加一成半。现将工作总结如下：
1 一、主要工作
P 把舞台搬上退役的渔船，沿湖七个村轮流停靠，节目由村民点，点得最多的是花鼓戏。
1 二、存在的问题
P 排练厅屋面漏水，雨季不能使用。
1 三、2023年打算
P 修好屋面，添置便携音响。
R 云州市文化馆
R 2022年12月31日
""", refused="several")
    yield two.spaced(), two.bytes()
    bare = Sheet("11-bare-headings", "headings without number between paragraphs, nothing but their length tells", """
T 云州市社会福利院2023年工作总结
P 2023年，我院收住老人***名、儿童**名，没有发生责任事故，老人和家属的满意度均在九成以上，现总结如下。
1 生活照料
P 食谱由老人代表尝菜打分，低于八十分的菜下周撤掉。全年撤下九道菜，新添的鱼丸汤得分最高。
1 康复训练
P 手工、唱歌、种菜三个小组每周各活动两次，参加的老人占五成五，失智老人另设小组，每组不超过六人。
1 安全管理
P 夜间巡房四次，用手电照脚下不照脸；全院转移演练最快一次用时八分四十秒，比去年快二十秒。
1 来年打算
P 护理员与老人之比提高到一比五点五，给每层楼添一间亲属陪护室，收费按床位费的一半。
""", title="云州市社会福利院2023年工作总结", unit=["fuliyuan"], year=2023, type="zongjie")
    yield bare.spaced(), bare.bytes()
    lone = Sheet("12-marker-and-blank", "一、 with blanks behind it, a marker alone on its line, blanks inside brackets, half-width brackets", """
T 云州市审计局2021年工作总结
P 2021年，完成审计项目**个，查出问题金额***亿元。
1 一、 预算执行审计
P 首次覆盖全部一级预算单位。
1 二 、经济责任审计
2 （ 一 ）乡镇
P 审计乡镇领导干部*名。
2 (二)部门
P 审计部门领导干部**名。
P 三、
P 上面一行只有序号，后面没有内容。
""", title="云州市审计局2021年工作总结", unit=["shenji"], year=2021, type="zongjie")
    yield lone.spaced(), lone.bytes()
    listed = Sheet("13-attachments", "附件说明 of three, signature and date, then the attachments themselves with 附件1 on a line and rows by tabs", """
T 云州市民政局关于2022年社会组织年检情况的报告
A 市政府：
P 2022年应参检社会组织***家，实际参检**家，现将有关情况报告如下：
1 一、年检结论
P 合格**家，基本合格*家，不合格*家。
1 二、下一步工作
P 对连续两年未参检的依法撤销登记。
P 附件：1.未参检名单
L       2.整改名单
L       3.数据表
R 　　　　　　　　　　　云州市民政局
R 　　　　　　　　　　　2022年7月29日
E
L 附件1
L 未参检名单
L 序号	名称	登记年份
L 1	云州市***商会	2009
L 2	云州市***协会	2014
L 附件2
L 整改名单
L 1	云州市***学会	2011
L 附件3
L 数据表
L 合格	**	基本合格	*
""", title="云州市民政局关于2022年社会组织年检情况的报告", unit=["minzheng"], year=2022, date="2022-07-29", type="huibao", recipients=["市政府"])
    yield listed.spaced(), listed.bytes("\r\n")
    web = Sheet("14-copied-from-chat", "copied from a chat: zero-width characters, no-break blanks, ideographic blanks inside the title, a line of signs between the parts", """
T 云州市　2022年　机关事务　工作总结
P \u200b\u00a0\u00a02022年，机关食堂供餐***万人次，人均餐厨垃圾下降两成。
L ——————————
1 一、\u00a0节能
P 空调夏季不低于二十六度，用电量下降百分之七。\ufeff
1 二、\u200b用车
P 停用老旧车辆*台，租车支出下降。
""", title="云州市2022年机关事务工作总结", year=2022, type="zongjie", unit=["yunzhou"])
    yield web, web.bytes()


def main():
    for sheet, blob in [*encodings(), *wraps(), *shapes()]:
        (HERE / f"{sheet.name}.txt").write_bytes(blob)
        (HERE / f"{sheet.name}.expected.json").write_text(dump(sheet.expected()), encoding="utf-8")


if __name__ == "__main__":
    main()
