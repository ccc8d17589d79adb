"""A document and its oracle from one definition: what is written here goes into the file as XML and into the oracle as a person reads it.

The oracle never comes from the program under test. Start at `Paper`; `Paper.write` takes a whole text in short notation.
"""

import io
import re
from xml.sax.saxutils import escape

from datetime import datetime

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from . import parts, runs, styles
from .files import declared, repack
from .runs import item, properties

NAMESPACES = {
    "w": styles.W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

# How an office sets its paragraphs, by the letter of the short notation.
OFFICE = {
    "T": dict(font="方正小标宋简体", size=44, align="center"),
    "S": dict(font="楷体_GB2312", size=32, align="center"),
    "A": dict(font="仿宋_GB2312", size=32),
    "P": dict(font="仿宋_GB2312", size=32, indent=True),
    "R": dict(font="仿宋_GB2312", size=32, align="right"),
    "C": dict(font="仿宋_GB2312", size=32, align="center"),
    "1": dict(font="黑体", size=32, indent=True),
    "2": dict(font="楷体_GB2312", size=32, indent=True),
    "3": dict(font="仿宋_GB2312", size=32, indent=True, bold=True),
    "4": dict(font="仿宋_GB2312", size=32, indent=True),
}
# A plain document in which nothing but the words says what a line is.
PLAIN = {letter: {} for letter in "TSAPRC1234"}
# Heading styles, everything else plain.
STYLED = {
    "T": dict(style="Title"), "S": dict(style="Subtitle"), "A": {}, "P": dict(indent=True), "R": dict(align="right"),
    "C": dict(align="center"), "1": dict(style="heading 1"), "2": dict(style="heading 2"), "3": dict(style="heading 3"),
    "4": dict(style="heading 4"),
}


class Cell:
    """A cell that takes several columns or rows."""

    def __init__(self, *content, columns=1, rows=1):
        self.content, self.columns, self.rows = content, columns, rows


class Nested:
    """A table in a cell."""

    def __init__(self, rows):
        self.rows = rows


class Paper:
    def __init__(self, name, why, looks=OFFICE, sheet="word", folder=""):
        self.name, self.why, self.looks, self.folder = name, why, looks, folder
        self.ids = {"word": styles.WORD, "wps": styles.WPS, "python": None}[sheet]
        self.doc = docx.Document()
        if self.ids:
            self.set_styles(styles.sheet(self.ids))
        self.oracle = {}
        self.text, self.outline, self.left_out = [], [], {}
        self.tables = self.pictures = 0
        self.noted, self.notes, self.comments = [], {"footnote": [], "endnote": []}, []
        self.stack = [[]]
        self.numbers = {}
        self.section = ""
        self.changes = []
        self.extra_parts = []
        runs.reset()

    # What the oracle holds.

    def facts(self, **facts):
        self.oracle.update(facts)

    def leave_out(self, what):
        self.left_out[what] = self.left_out.get(what, 0) + 1

    def heads(self, depth, text):
        self.outline.append([depth, text.strip(" \t\n　。：:")])

    # Package.

    def set_styles(self, xml):
        self.doc.part._styles_part._element = parse_xml(xml)

    def add_styles(self, *made):
        for xml in made:
            self.doc.styles.element.append(parse_xml(xml.replace("<w:style ", f'<w:style xmlns:w="{styles.W}" ', 1)))

    def set_numbering(self, *made):
        self.doc.part.numbering_part._element = parse_xml(styles.numbering(*made))

    def part(self, name, content_type, blob, relation):
        made = Part(PackURI(name), content_type, blob, self.doc.part.package)
        return self.doc.part.relate_to(made, relation)

    def external(self, target):
        return self.doc.part.relate_to(target, RT.HYPERLINK, is_external=True)

    def style_id(self, name):
        if self.ids is None:
            return {"heading 1": "Heading1", "heading 2": "Heading2", "heading 3": "Heading3", "heading 4": "Heading4"}.get(name, name)
        return self.ids.get(name, name)

    def note(self, paragraphs, end):
        kind = "endnote" if end else "footnote"
        n = len(self.notes[kind]) + 2
        style = self.style_id(f"{kind} text")
        made = []
        for at, items in enumerate(paragraphs):
            items = [items] if not isinstance(items, (list, tuple)) else items
            sign = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>' if at == 0 else ""
            inside = "".join(item(one).xml(self, {"size": 18}) for one in items)
            made.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{sign}{inside}</w:p>')
            self.noted.append("".join(item(one).seen for one in items))
        self.notes[kind].append(f'<w:{kind} w:id="{n}">{"".join(made)}</w:{kind}>')
        return n

    def comment(self, words):
        n = len(self.comments)
        self.comments.append(
            f'<w:comment w:id="{n}" {runs.WHO} w:initials="办"><w:p><w:r><w:annotationRef/></w:r>'
            f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:comment>'
        )
        self.leave_out("comment")
        return n

    # Paragraphs.

    def p(self, *items, auto="", num=None, silent=False, **look):
        """A paragraph. `auto` is the number that Word sets before it, `num` the list and level it comes from."""
        items = [item(one) for one in items]
        ppr = self.ppr(look, num)
        inside = "".join(one.xml(self, look) for one in items)
        self.stack[-1].append(f"<w:p>{ppr}{look.get('before', '')}{inside}</w:p>")
        seen = auto + "".join(one.seen for one in items)
        if not silent:
            self.text.extend(line for line in seen.split("\n") if line.strip())
        return seen

    def ppr(self, look, num):
        inside = []
        if look.get("style"):
            inside.append(f'<w:pStyle w:val="{self.style_id(look["style"])}"/>')
        if look.get("keep"):
            inside.append("<w:keepNext/>")
        if look.get("page_before"):
            inside.append("<w:pageBreakBefore/>")
        if num is not None:
            inside.append(f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>')
        inside.append(look.get("ppr", ""))
        if look.get("indent"):
            inside.append('<w:ind w:firstLineChars="200" w:firstLine="640"/>')
        if look.get("align"):
            inside.append(f'<w:jc w:val="{look["align"]}"/>')
        if look.get("level") is not None:
            inside.append(f'<w:outlineLvl w:val="{look["level"]}"/>')
        inside.append(f"<w:rPr>{look['mark']}</w:rPr>" if look.get("mark") else properties({k: v for k, v in look.items() if k in ("size", "font")}))
        return f"<w:pPr>{''.join(inside)}</w:pPr>" if any(inside) else ""

    def line(self, letter, *items, **more):
        return self.p(*items, **{**self.looks[letter], **more})

    def empty(self, n=1, **look):
        for _ in range(n):
            self.p(**look)

    def h(self, level, *items, auto="", depth=None, **more):
        """A heading that is a paragraph of its own, set as one of this level."""
        num = more.pop("num", self.numbers.get(level) if auto else None)
        seen = self.line(str(level), *items, auto=auto, num=num, **more)
        self.heads(depth or level, seen.replace("\n", ""))

    def run_in(self, level, heading, rest, auto="", depth=None, **more):
        """A heading whose text follows in the same paragraph: the heading in its look, the text in that of the body."""
        look = {**self.looks[str(level)], **more}
        body = {key: self.looks["P"].get(key) for key in ("font", "size")}
        num = self.numbers.get(level) if auto else None
        self.p(heading, runs.Words(rest, **{**body, "bold": False if look.get("bold") else None}), auto=auto, num=num, **look)
        self.heads(depth or level, auto + heading)

    def write(self, text):
        """A text in short notation: a letter, a blank, the paragraph. `[一、]` in front of a heading is an automatic number,
        `|` the end of a run-in heading, `E` an empty paragraph; `3/2` is set as a third level and is a second."""
        for line in text.strip("\n").split("\n"):
            letter, _, words = line.partition(" ")
            letter, _, depth = letter.partition("/")
            found = re.match(r"\[(.+?)\]", words) if letter in "1234" else None
            auto = found.group(1) if found else ""
            words = words[found.end():] if found else words
            more = {"depth": int(depth)} if depth else {}
            if letter == "E":
                self.empty()
            elif letter in "1234" and "|" in words:
                self.run_in(int(letter), *words.split("|", 1), auto=auto, **more)
            elif letter in "1234":
                self.h(int(letter), words, auto=auto, **more)
            elif letter in self.looks:
                self.line(letter, words)
            else:
                raise ValueError(line)

    # Larger things.

    def table(self, rows, head=0, borders=True, silent=False, counted=True, row_marks=None):
        """A table from rows of words, lists of paragraphs, `Cell` and `Nested`; read cell by cell, row by row."""
        self.stack[-1].append(self.table_xml(rows, head, borders, row_marks or {}))
        if counted:
            self.tables += 1

    def table_xml(self, rows, head, borders, row_marks):
        n_columns = sum(cell.columns if isinstance(cell, Cell) else 1 for cell in rows[0])
        open_below = {}
        made = []
        for at, row in enumerate(rows):
            cells, column, pending = [], 0, list(row)
            while column < n_columns:
                if open_below.get(column, (0, 1))[0] > 0:
                    left, width = open_below[column]
                    open_below[column] = (left - 1, width)
                    cells.append(self.cell_xml(None, width, "<w:vMerge/>"))
                    column += width
                    continue
                cell = pending.pop(0)
                cell = cell if isinstance(cell, Cell) else Cell(cell)
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                if cell.rows > 1:
                    open_below[column] = (cell.rows - 1, cell.columns)
                dropped = row_marks.get(at) == "deleted"
                cells.append(self.cell_xml(cell, cell.columns, merge, dropped))
                column += cell.columns
            mark = "<w:tblHeader/>" if at < head else ""
            mark += f'<w:del w:id="{runs.fresh()}" {runs.WHO}/>' if row_marks.get(at) == "deleted" else ""
            mark += f'<w:ins w:id="{runs.fresh()}" {runs.WHO}/>' if row_marks.get(at) == "inserted" else ""
            made.append(f"<w:tr>{f'<w:trPr>{mark}</w:trPr>' if mark else ''}{''.join(cells)}</w:tr>")
        width = 8900 // n_columns
        grid = f'<w:gridCol w:w="{width}"/>' * n_columns
        border = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        look = f"<w:tblBorders>{border}</w:tblBorders>" if borders else ""
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}</w:tbl>'

    def cell_xml(self, cell, columns, merge, dropped=False):
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        properties = f'<w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}{merge}</w:tcPr>'
        if cell is None:
            return f"<w:tc>{properties}<w:p/></w:tc>"
        self.stack.append([])
        for one in cell.content:
            if isinstance(one, Nested):
                self.table(one.rows, counted=False)
                self.p()
            elif callable(one):
                one(self)
            else:
                items = one if isinstance(one, (list, tuple)) else [one]
                self.p(*[runs.Del(words) if dropped else words for words in items], size=24, font="宋体")
        inside = "".join(self.stack.pop()) or "<w:p/>"
        return f"<w:tc>{properties}{inside}</w:tc>"

    def frame(self, fill):
        """A table of one cell around what `fill` writes: a frame, not a table to a reader."""
        self.stack.append([])
        fill(self)
        self.empty()
        inside = "".join(self.stack.pop())
        self.stack[-1].append(
            f'<w:tbl><w:tblPr><w:tblW w:w="8900" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="8900"/></w:tblGrid>'
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8900" w:type="dxa"/></w:tcPr>{inside}</w:tc></w:tr></w:tbl>'
        )

    def box(self, fill, before=(), after=()):
        """A text box, stored twice as Word does, in a paragraph with these words around its anchor."""
        at = len(self.text)
        words = "".join(item(one).seen for one in (*before, *after))
        if words.strip():
            self.text.append(words)
        self.stack.append([])
        fill(self)
        inside = "".join(self.stack.pop())
        assert len(self.text) >= at
        anchor = runs.Raw(parts.text_box(inside, runs.fresh()))
        self.p(*before, anchor, *after, silent=True)

    def picture(self, blob, ending, description="", counted=True, **look):
        self.p(parts.picture_item(self, blob, ending, description), **look)
        if counted:
            self.pictures += 1
        else:
            self.leave_out("picture")

    def raw(self, xml):
        self.stack[-1].append(xml)

    def break_page(self):
        self.p(runs.Raw('<w:r><w:br w:type="page"/></w:r>'))

    def header(self, text, page_number=False):
        """Header and footer: a reader of the text does not read them. Of a page number alone nobody has to be told."""
        section = self.doc.sections[0]
        if text:
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = text
            self.leave_out("header-or-footer")
        if page_number:
            section.footer.is_linked_to_previous = False
            inside = f'<w:p {DECLARED}><w:pPr><w:jc w:val="center"/></w:pPr>{parts.PAGE_NUMBER}</w:p>'
            footer = section.footer._element
            footer.replace(footer[0], parse_xml(inside))

    # The files.

    def bytes(self):
        self.finish_parts()
        body = self.doc.element.body
        for child in list(body)[:-1]:
            body.remove(child)
        assert len(self.stack) == 1
        made = parse_xml(f"<w:body {DECLARED}>{''.join(self.stack[0])}</w:body>")
        for child in list(made):
            body.insert(len(body) - 1, child)
        for xml in self.section:
            body[-1].insert(0, parse_xml(xml))
        core = self.doc.core_properties
        core.created = core.modified = datetime(2023, 1, 5, 9, 0, 0)
        core.author, core.last_modified_by, core.comments = "", "", ""
        core.title = self.oracle.get("_property", "")
        core.revision = 3
        out = io.BytesIO()
        self.doc.save(out)
        return repack(out.getvalue(), self.changes)

    def finish_parts(self):
        for kind, relation in (("footnote", RT.FOOTNOTES), ("endnote", RT.ENDNOTES)):
            if self.notes[kind]:
                separators = "".join(
                    f'<w:{kind} w:type="{name}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
                    for n, name, mark in ((0, "separator", "separator"), (1, "continuationSeparator", "continuationSeparator"))
                )
                xml = f"<w:{kind}s {DECLARED}>{separators}{''.join(self.notes[kind])}</w:{kind}s>"
                self.part(f"/word/{kind}s.xml", parts.TYPE + f"{kind}s+xml", declared(xml), relation)
        if self.comments:
            xml = f"<w:comments {DECLARED}>{''.join(self.comments)}</w:comments>"
            self.part("/word/comments.xml", parts.TYPE + "comments+xml", declared(xml), RT.COMMENTS)
        for name, content_type, blob, relation in self.extra_parts:
            self.part(name, content_type, blob, relation)

    def expected(self):
        oracle = {key: value for key, value in self.oracle.items() if not key.startswith("_")}
        oracle["outline"] = self.outline
        oracle["text"] = self.text + self.noted
        oracle["tables"], oracle["pictures"] = self.tables, self.pictures
        oracle["notes"] = len(self.notes["footnote"]) + len(self.notes["endnote"])
        oracle["left_out"] = self.left_out
        oracle["why"] = self.why
        return oracle
