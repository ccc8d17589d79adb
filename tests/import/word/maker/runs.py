"""What stands in a paragraph: words and what is done to them, as XML and as a reader sees it.

Every item gives `xml(paper, look)` and `seen`, the words that a person reads on the page. Never looks at the program under test.
"""

from xml.sax.saxutils import escape, quoteattr

WHO = 'w:author="经办" w:date="2023-01-05T09:00:00Z"'


def properties(look):
    """The w:rPr of a look: font, size in half points, bold and the rest."""
    parts = []
    if look.get("char_style"):
        parts.append(f'<w:rStyle w:val="{look["char_style"]}"/>')
    if look.get("font"):
        font = look["font"]
        parts.append(f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>')
    if look.get("bold") is not None:
        parts.append("<w:b/><w:bCs/>" if look["bold"] else '<w:b w:val="0"/>')
    if look.get("italic"):
        parts.append("<w:i/>")
    if look.get("hidden"):
        parts.append("<w:vanish/>")
    if look.get("colour"):
        parts.append(f'<w:color w:val="{look["colour"]}"/>')
    if look.get("spacing"):
        parts.append(f'<w:spacing w:val="{look["spacing"]}"/>')
    if look.get("size"):
        parts.append(f'<w:sz w:val="{look["size"]}"/><w:szCs w:val="{look["size"]}"/>')
    if look.get("underline"):
        parts.append('<w:u w:val="single"/>')
    if look.get("vert"):
        parts.append(f'<w:vertAlign w:val="{look["vert"]}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def words(text, tag="w:t"):
    """Text as w:t, with w:tab for tabs and w:br for line ends."""
    out, plain = [], ""
    for c in text + "\0":
        if c in "\t\n\0":
            if plain:
                out.append(f'<{tag} xml:space="preserve">{escape(plain)}</{tag}>')
            out.append({"\t": "<w:tab/>", "\n": "<w:br/>", "\0": ""}[c])
            plain = ""
        else:
            plain += c
    return "".join(out)


def run(text, look, tag="w:t"):
    return f"<w:r>{properties(look)}{words(text, tag)}</w:r>"


class Item:
    seen = ""

    def xml(self, paper, look):
        raise NotImplementedError


class Words(Item):
    """Words with a look of their own over that of the paragraph."""

    def __init__(self, text, **look):
        self.text, self.look = text, look
        self.seen = "" if look.get("hidden") else text

    def xml(self, paper, look):
        if self.look.get("hidden"):
            paper.leave_out("hidden")
        return run(self.text, {**look, **self.look})


def B(text):
    return Words(text, bold=True)


def Sup(text):
    return Words(text, vert="superscript")


def Sub(text):
    return Words(text, vert="subscript")


def Hidden(text):
    return Words(text, hidden=True)


class Split(Item):
    """The same words cut over several runs, every second of another look, as editing leaves them."""

    def __init__(self, *pieces, **look):
        self.pieces, self.look = pieces, look
        self.seen = "".join(pieces)

    def xml(self, paper, look):
        cut = [run(text, {**look, **(self.look if at % 2 else {})}) for at, text in enumerate(self.pieces)]
        return '<w:proofErr w:type="spellStart"/>'.join(cut)


class Raw(Item):
    """XML as it is, and what a reader sees of it; `left_out` names what of it a reader does not."""

    def __init__(self, xml, seen="", left_out=None):
        self.raw, self.seen, self.left = xml, seen, left_out

    def xml(self, paper, look):
        if self.left:
            paper.leave_out(self.left)
        return self.raw


class Around(Item):
    """Items inside an element (content control, smart tag, insertion …)."""

    def __init__(self, before, items, after):
        self.before, self.items, self.after = before, [item(one) for one in items], after
        self.seen = "".join(one.seen for one in self.items)

    def xml(self, paper, look):
        return self.before + "".join(one.xml(paper, look) for one in self.items) + self.after


_ids = [100]


def fresh():
    _ids[0] += 1
    return _ids[0]


def reset():
    _ids[0] = 100


def Ins(*items):
    return Around(f'<w:ins w:id="{fresh()}" {WHO}>', items, "</w:ins>")


def MoveTo(name, *items):
    n = fresh()
    before = f'<w:moveToRangeStart w:id="{n}" {WHO} w:name="{name}"/><w:moveTo w:id="{fresh()}" {WHO}>'
    return Around(before, items, f'</w:moveTo><w:moveToRangeEnd w:id="{n}"/>')


class Del(Item):
    """Words that a tracked change took out."""

    def __init__(self, text, move=None):
        self.text, self.move = text, move

    def xml(self, paper, look):
        inside = run(self.text, look, "w:t" if self.move else "w:delText")
        if not self.move:
            paper.leave_out("deletion")
            return f'<w:del w:id="{fresh()}" {WHO}>{inside}</w:del>'
        n = fresh()
        start = f'<w:moveFromRangeStart w:id="{n}" {WHO} w:name="{self.move}"/>'
        return f'{start}<w:moveFrom w:id="{fresh()}" {WHO}>{inside}</w:moveFrom><w:moveFromRangeEnd w:id="{n}"/>'


class Note(Item):
    """The sign of a note; its words go to the end of what is read."""

    def __init__(self, *paragraphs, end=False):
        self.paragraphs, self.end = paragraphs, end

    def xml(self, paper, look):
        n = paper.note(self.paragraphs, self.end)
        kind = "endnote" if self.end else "footnote"
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{n}"/></w:r>'


class Comment(Item):
    """Words on which somebody left a comment."""

    def __init__(self, text, comment):
        self.text, self.comment, self.seen = text, comment, text

    def xml(self, paper, look):
        n = paper.comment(self.comment)
        return (
            f'<w:commentRangeStart w:id="{n}"/>{run(self.text, look)}<w:commentRangeEnd w:id="{n}"/>'
            f'<w:r><w:commentReference w:id="{n}"/></w:r>'
        )


class Link(Item):
    """A hyperlink to an address outside, or to a bookmark of the document."""

    def __init__(self, text, target):
        self.text, self.target, self.seen = text, target, text

    def xml(self, paper, look):
        inside = run(self.text, {**look, "colour": "0563C1", "underline": True})
        if self.target.startswith("#"):
            return f"<w:hyperlink w:anchor={quoteattr(self.target[1:])} w:history=\"1\">{inside}</w:hyperlink>"
        return f'<w:hyperlink r:id="{paper.external(self.target)}">{inside}</w:hyperlink>'


def field(instruction, *items, seen=True, extra=""):
    """A complex field: only its result is read."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{extra}</w:fldChar></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    made = Around(begin + instruction + separate, items, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    if not seen:
        made.seen = ""
    return made


def simple_field(instruction, *items):
    return Around(f"<w:fldSimple w:instr={quoteattr(instruction)}>", items, "</w:fldSimple>")


def Sym(font, code, seen):
    return Raw(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', seen)


def control(*items, placeholder=False, kind="<w:text/>"):
    """A content control around words of a paragraph."""
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    made = Around(f"<w:sdt><w:sdtPr><w:id w:val=\"{fresh()}\"/>{shown}{kind}</w:sdtPr><w:sdtContent>", items, "</w:sdtContent></w:sdt>")
    if placeholder:
        made.seen = ""
    return made


def item(one):
    return one if isinstance(one, Item) else Words(one)
