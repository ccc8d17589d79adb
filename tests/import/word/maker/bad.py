"""Files that are no report, or only look like none: what people hand in by mistake and what somebody builds on purpose.

Each has the class of what has to happen: `fine` is imported, everything else is refused with a reason of this class,
`refused` for whatever reason; `any` may be either and must end quickly. Start at `all_files`.
"""

import io
import re
import struct
import zipfile

from . import parts, styles
from .files import declared, zip_of
from .paper import DECLARED, PLAIN, Paper

TEXT = "云州市水务局2022年工作总结\n2022年，全市供水平稳，没有发生停水事故。\n一、主要工作\n检修管网*公里。\n二、明年打算\n更换水表***只。\n"


def good():
    """The parts of a small document that is all right."""
    d = Paper("x", "", looks=PLAIN)
    for line in TEXT.splitlines():
        d.p(line)
    with zipfile.ZipFile(io.BytesIO(d.bytes())) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    for name in ("word/theme/theme1.xml", "word/stylesWithEffects.xml", "customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels"):
        kept.pop(name, None)
    types = kept["[Content_Types].xml"].decode()
    kept["[Content_Types].xml"] = re.sub(r'<Override PartName="/(?:word/theme|word/stylesWithEffects|customXml)[^>]*/>', "", types).encode()
    rels = kept["word/_rels/document.xml.rels"].decode()
    kept["word/_rels/document.xml.rels"] = re.sub(r'<Relationship [^>]*Target="(?:theme|stylesWithEffects|\.\./customXml)[^>]*/>', "", rels).encode()
    return kept


def with_body(body, entries=None, prolog=""):
    entries = entries or good()
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{prolog}<w:document {DECLARED}><w:body>{body}</w:body></w:document>'
    return zip_of({**entries, "word/document.xml": xml.encode()})


def p(text, ppr=""):
    return f"<w:p>{ppr}<w:r><w:t>{text}</w:t></w:r></w:p>"


LINES = "".join(p(line) for line in TEXT.splitlines())


def compound(*streams):
    """An OLE2 compound file with streams of 4096 bytes each."""
    n = len(streams)
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)] + [(name, 2, 2 + 8 * at, 4096) for at, name in enumerate(streams)]
    entries += [("", 0, 0, 0)] * (4 - len(entries))
    directory = b""
    for at, (name, kind, start, size) in enumerate(entries):
        coded = name.encode("utf-16-le")
        left = 0xFFFFFFFF
        right = at + 1 if 0 < at < n else 0xFFFFFFFF
        child = 1 if at == 0 else 0xFFFFFFFF
        directory += coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded) + 2 if name else 0, kind, 1, left, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    for at in range(n):
        first = 2 + 8 * at
        fat += [first + k + 1 for k in range(7)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *fat) + directory + b"\x5a" * (4096 * n)


def people():
    """What people hand in."""
    whole = zip_of(good())
    scan = Paper("x", "", looks=PLAIN)
    scan.picture(parts.png(200, 280, (250, 250, 245)), "png")
    blank = "".join(p(words) for words in ("", "　", " ", "&#160;"))
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{}" ContentType="{}"/></Types>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
    office = "application/vnd.openxmlformats-officedocument."

    def other(main, kind, xml):
        return zip_of({"[Content_Types].xml": types.format(main, kind).encode(), "_rels/.rels": rels.format(main).encode(), main: xml.encode()})

    word_doc = with_body(LINES)
    lock = b"\x04" + "经办".encode("gb18030").ljust(53, b"\0") + b"\x02\0" + "经办".encode("utf-16-le")
    return {
        "empty.docx": ("empty", b""),
        "blank.docx": ("empty", with_body(blank)),
        "blank.txt": ("empty", " \r\n　\r\n".encode()),
        "truncated.docx": ("damaged", whole[: len(whole) * 2 // 3]),
        "trailing.docx": ("fine", whole + b"\0" * 64),
        "encrypted.docx": ("encrypted", compound("EncryptedPackage", "EncryptionInfo")),
        "security-system.docx": ("security-system", b"%TSD-Header-###%" + bytes(range(256)) * 8),
        "old.doc": ("old-word", compound("1Table", "WordDocument")),
        "old.wps": ("old-word", compound("1Table", "WordDocument")),
        "sheet.docx": ("not-word", other("xl/workbook.xml", office + "spreadsheetml.sheet.main+xml", "<workbook/>")),
        "slides.docx": ("not-word", other("ppt/presentation.xml", office + "presentationml.presentation.main+xml", "<presentation/>")),
        "open-document.docx": ("not-word", zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})),
        "layout.docx": ("not-word", zip_of({"OFD.xml": b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>', "Doc_0/Document.xml": b"<a/>"})),
        "folder.docx": ("not-word", zip_of({"a.txt": TEXT.encode(), "b.txt": b"b"})),
        "page.docx": ("not-word", b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        "rich.doc": ("not-word", rb"{\rtf1\ansi\ansicpg936 \'d4\'c6\'d6\'dd}"),
        "web.doc": ("not-word", "<!DOCTYPE html><html><body><p>云州市水务局2022年工作总结</p></body></html>".encode()),
        "flat.docx": ("not-word", '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'.encode()),
        "picture.docx": ("not-word", parts.png(8, 8, (1, 2, 3))),
        "scan.docx": ("no-text", scan.bytes()),
        "text-called.docx": ("fine", TEXT.encode()),
        "text-called.doc": ("fine", TEXT.encode("gb18030")),
        "word-called.txt": ("fine", word_doc),
        "word-called.wps": ("fine", word_doc),
        "word-called.doc": ("fine", word_doc),
        "template.dotx": ("fine", template(word_doc)),
        "~$工作总结.docx": ("lock", lock.ljust(162, b"\0")),
    }


def template(blob):
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    return zip_of(entries)


def damaged():
    """Packages that are broken inside."""
    entries = good()
    whole = zip_of(entries)
    at = whole.index(b"word/document.xml") + 17
    wrong = whole[: at + 40] + bytes([whole[at + 40] ^ 0xFF]) + whole[at + 41:]
    missing = {name: blob for name, blob in entries.items() if name != "word/document.xml"}
    flagged = bytearray(whole)
    for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = 0
        while (start := whole.find(sign, start)) >= 0:
            flagged[start + place] |= 1
            start += 4
    two_headed = bytearray(whole)
    first, second = [found.start() for found in re.finditer(b"PK\1\2", whole)][2:4]
    two_headed[second + 42:second + 46] = whole[first + 42:first + 46]
    many = bytearray(whole)
    end = whole.rindex(b"PK\5\6")
    many[end + 8:end + 12] = struct.pack("<HH", 60000, 60000)
    sound = declared(f"<w:document {DECLARED}><w:body>{LINES}</w:body></w:document>")
    cut = zip_of({**entries, "word/document.xml": sound.replace("检修".encode(), b"\xe6\xa3")})
    return {
        "missing-document.docx": ("damaged", zip_of(missing)),
        "wrong-bytes.docx": ("damaged", wrong),
        "password.docx": ("encrypted", bytes(flagged)),
        "overlapping.docx": ("refused", bytes(two_headed)),
        "claims-many-entries.docx": ("refused", bytes(many)),
        "broken-xml.docx": ("broken-xml", with_body(LINES + "<w:p><w:r><w:t>没有结束")),
        "crossed-xml.docx": ("broken-xml", with_body(LINES + "<w:p><w:r></w:p></w:r>")),
        "zero-document.docx": ("broken-xml", zip_of({**entries, "word/document.xml": b""})),
        "cut-utf8.docx": ("broken-xml", cut),
        "broken-styles.docx": ("any", zip_of({**entries, "word/styles.xml": b"<w:styles"})),
        "utf16.docx": ("fine", zip_of({**entries, "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?><w:document {DECLARED}><w:body>{LINES}</w:body></w:document>'.encode("utf-16")})),
        "no-styles.docx": ("fine", zip_of({name: blob for name, blob in entries.items() if name not in ("word/styles.xml", "word/numbering.xml", "word/settings.xml")})),
        "control-characters.docx": ("any", with_body(LINES + p("控制&#1;字符&#xFFFE;和\u0085行"))),
    }


def hostile():
    """What somebody builds on purpose."""
    laughs = '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefg", "bcdefgh")) + "]>\n"
    outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    climbing = {**good(), "../../outside.txt": b"no", "/absolute.txt": b"no", "word/../../up.txt": b"no", "C:\\win.txt": b"no"}
    aimed = good()
    aimed["_rels/.rels"] = re.sub(rb'Target="word/document.xml"', b'Target="../../../etc/passwd"', aimed["_rels/.rels"])
    rels = aimed["word/_rels/document.xml.rels"]
    pictured = good()
    image = b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../../../../etc/hostname.png"/></Relationships>'
    pictured["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", image)
    shown = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rIdX"/></v:shape></w:pict></w:r></w:p>'
    deep = "<w:p>" + "<w:smartTag>" * 40000 + "<w:r><w:t>深</w:t></w:r>" + "</w:smartTag>" * 40000 + "</w:p>"
    tables = "<w:tbl><w:tr><w:tc>" * 12000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 12000
    circle = good()
    circle["word/styles.xml"] = styles.sheet(styles.WORD, headings=False, extra=styles.style("1", "heading 1", "2") + styles.style("2", "heading 2", "1")
                                             + '<w:style w:type="numbering" w:styleId="n1"><w:name w:val="n1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>').encode()
    circle["word/numbering.xml"] = styles.numbering('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="n1"/></w:abstractNum>', styles.number(1, 1)).encode()
    circled = p("圈起来的标题", '<w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    wide = '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>宽</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    far = good()
    levels = [("chineseCounting", "%1、" * 2000, '<w:start w:val="2147483647"/>'), ("upperRoman", "%2.", '<w:start w:val="2000000000"/>'), ("lowerLetter", "%3)", '<w:start w:val="99999999"/>')]
    far["word/numbering.xml"] = styles.numbering(styles.abstract(1, levels), styles.number(1, 1)).encode()
    numbered = "".join(p("很大的编号", f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>') for level in (0, 1, 2, 8, 99, -1))
    return {
        "bomb.docx": ("limit", with_body(LINES + p("0" * 40_000_000))),
        "bomb-in-part.docx": ("any", zip_of({**good(), "word/styles.xml": b"<w:styles>" + b" " * 40_000_000 + b"</w:styles>"})),
        "laughs.docx": ("doctype", with_body(LINES + p("&h;"), prolog=laughs)),
        "outside-entity.docx": ("doctype", with_body(LINES + p("&x;"), prolog=outside)),
        "climbing-names.docx": ("fine", with_body(LINES, climbing)),
        "climbing-target.docx": ("any", zip_of(aimed)),
        "climbing-picture.docx": ("fine", with_body(LINES + shown, pictured)),
        "deep.docx": ("limit", with_body(LINES + deep)),
        "deep-tables.docx": ("limit", with_body(LINES + tables)),
        "circles.docx": ("fine", with_body(LINES + circled, circle)),
        "wide-cell.docx": ("fine", with_body(LINES + wide)),
        "far-numbers.docx": ("fine", with_body(LINES + numbered, far)),
    }


def all_files():
    return {**people(), **damaged(), **hostile()}
