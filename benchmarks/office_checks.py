"""Faults of a Word, PowerPoint or Excel file: against the Open XML schemas, and for people who read by ear or keyboard.

``python -m benchmarks.office_checks FILE...`` prints them. The schemas are those of the Open XML SDK, as the package
openxml-audit has them (not among the dependencies: ``pip install openxml-audit``); what it says was written by
another reader than the libraries that made it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

LANGUAGE = "fr-FR"
SHORTEST = 10
"""Characters of an alternative text, at least."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def main() -> None:
    """Print the faults of each file."""
    for name in sys.argv[1:]:
        path = Path(name)
        faults = [*schema_faults(path), *access_faults(path)]
        print(f"{path.name}: {'no fault' if not faults else f'{len(faults)} faults'}")
        for fault in faults:
            print(f"    {fault}")


def schema_faults(path: Path) -> list[str]:
    """What the validator says of a file; nothing where it has no complaint."""
    from openxml_audit import FileFormat, OpenXmlValidator

    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50).validate(str(path))
    return [str(error) for error in found.errors]


def access_faults(path: Path) -> list[str]:
    """What keeps people from reading a file that do not see it, or do not use a mouse."""
    checks = {".docx": word_faults, ".pptx": slide_faults, ".xlsx": book_faults}
    return list(checks[path.suffix](path))


def word_faults(path: Path) -> Iterator[str]:
    """Title, language, headings in order, header rows, alternative texts, links that say where they lead."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(str(path))
    body = document.element.body
    if not document.core_properties.title:
        yield "no title"
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if document.core_properties.language != LANGUAGE or language is None or language.get(qn("w:val")) != LANGUAGE:
        yield "language is not French"
    levels = [int(one.style.name[-1]) for one in document.paragraphs if one.style.name.startswith("Heading ")]
    if not levels or levels[0] != 1 or any(after > before + 1 for before, after in pairwise(levels)):
        yield f"levels of headings are not in order: {levels}"
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        if properties is None or properties.find(qn("w:tblHeader")) is None:
            yield "a table without a header row"
        if any(not cell.text.strip() for cell in table.rows[0].cells):
            yield "a column without a title"
        described = table._tbl.tblPr.find(qn("w:tblDescription"))
        if described is None or not described.get(qn("w:val")):
            yield "a table without an alternative text"
        if table._tbl.findall(f".//{qn('w:gridSpan')}") or table._tbl.findall(f".//{qn('w:vMerge')}"):
            yield "a table with merged cells"
    drawn = list(body.iter(_DRAWING))
    yield from ("a picture without an alternative text" for one in drawn if len(one.get("descr", "")) < SHORTEST)
    if len({one.get("id") for one in drawn}) != len(drawn):
        yield "two pictures with one identifier"
    bookmarks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    for link in body.iter(qn("w:hyperlink")):
        if not "".join(one.text or "" for one in link.iter(qn("w:t"))).strip():
            yield "a link without words"
        anchor = link.get(qn("w:anchor"))
        if anchor is not None and anchor not in bookmarks:
            yield f"a link that leads nowhere: {anchor}"


def slide_faults(path: Path) -> Iterator[str]:
    """A title of its own on each slide, read first; language; alternative texts; header rows; nothing off the slide."""
    from pptx import Presentation

    show = Presentation(str(path))
    if show.core_properties.language != LANGUAGE:
        yield "language is not French"
    titles: list[str] = []
    for number, slide in enumerate(show.slides, 1):
        title = slide.shapes.title
        if title is None or not title.text_frame.text.strip():
            yield f"slide {number} without a title"
            continue
        titles.append(title.text_frame.text)
        if slide.shapes[0].shape_id != title.shape_id:
            yield f"slide {number}: the title is not read first"
        for shape in slide.shapes:
            yield from (f"slide {number}: {fault}" for fault in _shape_faults(shape, show))
    yield from (f"two slides are called « {one} »" for one in sorted({one for one in titles if titles.count(one) > 1}))


def _shape_faults(shape: Any, show: Any) -> Iterator[str]:
    if shape.has_text_frame:
        runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
        if any(run._r.rPr is None or run._r.rPr.get("lang") != LANGUAGE for run in runs):
            yield "a text whose language is not French"
    else:
        (described,) = shape._element.xpath("./*/p:cNvPr/@descr") or ("",)
        if len(described) < SHORTEST:
            yield "a picture or table without an alternative text"
    if shape.has_table and not shape.table.first_row:
        yield "a table without a header row"
    if shape.top + shape.height > show.slide_height or shape.left + shape.width > show.slide_width:
        yield "something stands off the slide"


def book_faults(path: Path) -> Iterator[str]:
    """A title; sheets with a name and a header row that stays in view."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    if not book.properties.title:
        yield "no title"
    for sheet in book:
        if sheet.title.startswith(("Sheet", "Feuil")):
            yield f"sheet « {sheet.title} » has no name of its own"
        if sheet.max_row > 1 and not all(cell.value for cell in sheet[1]):
            yield f"sheet « {sheet.title} »: a column without a title"


if __name__ == "__main__":
    main()
