"""Makes the Word files of the tests and what has to be read from each: `python3 make.py` in this folder writes all of them again.

The files are invented; nobody in them lives. Running it twice gives the same bytes. What `maker/office.py` lists went through
LibreOffice and was made once: `python3 make.py office` makes those again, everything else only writes their oracles.
Needs python-docx 1.2.
"""

import json
import sys
from pathlib import Path

from maker import bad, files, office, texts_1, texts_2, texts_3, texts_4, texts_5, texts_6, texts_7, texts_8

HERE = Path(__file__).parent


def write(document, blob):
    folder = HERE / document.folder
    folder.mkdir(parents=True, exist_ok=True)
    if blob is not None:
        (folder / f"{document.name}.docx").write_bytes(blob)
    (folder / f"{document.name}.expected.json").write_text(files.dump(document.expected()), encoding="utf-8")


def write_bad():
    folder = HERE / "bad"
    folder.mkdir(exist_ok=True)
    classes = {}
    for name, (kind, blob) in bad.all_files().items():
        (folder / name).write_bytes(blob)
        classes[name] = kind
    rows = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(kind)}" for name, kind in classes.items())
    (folder / "bad.json").write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


def main(arguments):
    for texts in (texts_1, texts_2, texts_3, texts_4, texts_5, texts_6, texts_7, texts_8):
        for make in texts.ALL:
            document = make()
            write(document, document.bytes())
    for make in office.ALL:
        document = make()
        write(document, office.convert(document) if "office" in arguments else None)
    write_bad()


if __name__ == "__main__":
    main(sys.argv[1:])
