"""Packages whose bytes depend on nothing but what is in them, and oracles as JSON that can be compared line by line."""

import io
import json
import re
import zipfile


def declared(xml):
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml).encode()


def repack(blob, changes=()):
    """The package with fixed dates, in a fixed order, without the picture of python-docx's template; `changes` are functions from
    the dictionary of its parts to nothing."""
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    if entries.pop("docProps/thumbnail.jpeg", None):
        rels = entries["_rels/.rels"].decode()
        entries["_rels/.rels"] = re.sub(r"<Relationship [^>]*thumbnail[^>]*/>", "", rels).encode()
    for change in changes:
        change(entries)
    return zip_of(entries)


def zip_of(entries, level=9):
    """A zip whose bytes depend on nothing but its entries."""
    out = io.BytesIO()
    first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in entries]
    with zipfile.ZipFile(out, "w") as package:
        for name in first + [name for name in entries if name not in first]:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0, 0
            package.writestr(entry, entries[name], compresslevel=level)
    return out.getvalue()


def dump(oracle):
    """JSON with one paragraph or heading in a line, so that a change shows as one."""
    rows = []
    for key, value in oracle.items():
        if key in ("outline", "text") and value:
            inside = ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in value)
            rows.append(f'  {json.dumps(key)}: [\n{inside}\n  ]')
        else:
            rows.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"
