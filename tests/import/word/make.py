"""Makes the Word files of the tests and what has to be read from each: `python3 make.py` in this folder writes all of them again.

The files are invented; nobody in them lives. Running it twice gives the same bytes. What `maker/office.py` lists went through
LibreOffice and was made once: `python3 make.py office` makes those again, everything else only writes their oracles.
Needs python-docx 1.2.
"""

from pathlib import Path

from maker import paper, texts_1, texts_2

HERE = Path(__file__).parent


def main():
    for make in texts_1.ALL + texts_2.ALL:
        document = make()
        folder = HERE / document.folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{document.name}.docx").write_bytes(document.bytes())
        (folder / f"{document.name}.expected.json").write_text(paper.dump(document.expected()), encoding="utf-8")


if __name__ == "__main__":
    main()
