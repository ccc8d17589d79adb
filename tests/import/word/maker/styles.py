"""Style sheets as three programs write them, by the names of the styles; the ids differ.

`word` is Word in Chinese (ids a, 1, a3), `wps` is WPS (all ids are numbers); python-docx brings its own (Heading1).
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

WORD = {
    "Normal": "a", "heading 1": "1", "heading 2": "2", "heading 3": "3", "heading 4": "4", "font": "a0", "table": "a1",
    "list": "a2", "Title": "a3", "Subtitle": "a4", "header": "a5", "footer": "a6", "List Paragraph": "a7",
    "Table Grid": "a8", "footnote text": "a9", "endnote text": "ab", "toc 1": "TOC1", "toc 2": "TOC2",
}
WPS = {
    "Normal": "1", "heading 1": "2", "heading 2": "3", "heading 3": "4", "heading 4": "5", "font": "12", "table": "10",
    "list": "13", "Title": "9", "Subtitle": "8", "header": "7", "footer": "6", "List Paragraph": "14",
    "Table Grid": "11", "footnote text": "15", "endnote text": "16", "toc 1": "17", "toc 2": "18",
}
LOOKS = {
    "heading 1": ("0", 44, True), "heading 2": ("1", 32, True), "heading 3": ("2", 32, True), "heading 4": ("3", 28, True),
}


def sheet(ids, fonts="宋体", size=21, extra="", headings=True):
    """The whole styles part. `extra` is XML of further styles."""
    wps = ids is WPS
    latin = "Calibri" if not wps else "Times New Roman"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{latin}" w:eastAsia="{fonts}" w:hAnsi="{latin}" w:cs="Times New Roman"/>'
        + ("" if wps else '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="22"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>')
        + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    styles = [
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{ids["Normal"]}"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:kern w:val="2"/><w:sz w:val="{size}"/></w:rPr></w:style>',
        f'<w:style w:type="character" w:default="1" w:styleId="{ids["font"]}"><w:name w:val="Default Paragraph Font"/></w:style>',
        f'<w:style w:type="table" w:default="1" w:styleId="{ids["table"]}"><w:name w:val="Normal Table"/></w:style>',
        f'<w:style w:type="table" w:styleId="{ids["Table Grid"]}"><w:name w:val="Table Grid"/><w:basedOn w:val="{ids["table"]}"/></w:style>',
    ]
    for name, (level, points, bold) in LOOKS.items() if headings else ():
        weight = "<w:b/><w:bCs/>" if bold else ""
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="{ids[name]}"><w:name w:val="{name}"/><w:basedOn w:val="{ids["Normal"]}"/>'
            f'<w:next w:val="{ids["Normal"]}"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr>'
            f'<w:rPr>{weight}<w:sz w:val="{points}"/></w:rPr></w:style>'
        )
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    for name, look in {
        "Title": centred + '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr>', "Subtitle": centred + '<w:rPr><w:sz w:val="32"/></w:rPr>',
        "header": centred + '<w:rPr><w:sz w:val="18"/></w:rPr>', "footer": '<w:rPr><w:sz w:val="18"/></w:rPr>',
        "List Paragraph": '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr>',
        "footnote text": '<w:rPr><w:sz w:val="18"/></w:rPr>', "endnote text": '<w:rPr><w:sz w:val="18"/></w:rPr>',
        "toc 1": "", "toc 2": '<w:pPr><w:ind w:left="420"/></w:pPr>',
    }.items():
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="{ids[name]}"><w:name w:val="{name}"/><w:basedOn w:val="{ids["Normal"]}"/>{look}</w:style>'
        )
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(styles)}{extra}</w:styles>'


def style(id, name, based, look="", kind="paragraph"):
    """One more style."""
    return f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{look}</w:style>'


def abstract(id, levels, extra=""):
    """An abstract list: levels of (format, text) or (format, text, more XML of the level)."""
    made = []
    for at, level in enumerate(levels):
        form, text, more = (*level, "")[:3]
        start = "" if "<w:start " in more else '<w:start w:val="1"/>'
        made.append(
            f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{form}"/>{more}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{extra}{"".join(made)}</w:abstractNum>'


def number(id, abstract_id, starts=None, more=""):
    """A list; `starts` are levels that begin again."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in (starts or {}).items()
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}{more}</w:num>'


def numbering(*parts):
    """The whole numbering part; abstract lists have to stand first."""
    return f'<w:numbering xmlns:w="{W}">{"".join(sorted(parts, key=lambda part: part.startswith("<w:num ")))}</w:numbering>'


SUFF_NONE = '<w:suff w:val="nothing"/>'
SUFF_SPACE = '<w:suff w:val="space"/>'
# 一、 （一） 1. （1）: the numbers of the norm.
NORM = [
    ("chineseCounting", "%1、", SUFF_NONE), ("chineseCounting", "（%2）", SUFF_NONE),
    ("decimal", "%3.", SUFF_SPACE), ("decimal", "（%4）", SUFF_NONE),
]
