"""Small moves on the XML of a Word file that python-docx has no function for; fast on tables of thousands of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from exports.file_text import clean, spaced

LANGUAGE = "fr-FR"
_ARTICLE = re.compile(r"«[^»]*»|\b([LR]\.[ \u00a0]?\d+(?:-\d+)+)")
"""Numbers of articles outside of quotes, which stay as they are in the piece."""
_FIXED_HYPHEN = "\u2011"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def child(parent: Any, name: str, **attributes: str) -> Any:
    """Add an element (« w:p ») with attributes in its namespace; `val` is the attribute `w:val`."""
    prefix = name.split(":")[0]
    made = etree.SubElement(parent, qn(name))
    for key, value in attributes.items():
        made.set(qn(f"{prefix}:{key}"), value)
    return made


def add_run(paragraph: Any, text: str, *, style: str | None = None, bold: bool = False, italic: bool = False) -> Any:
    """A run of text; line ends become breaks."""
    run = child(paragraph, "w:r")
    if style or bold or italic:
        properties = child(run, "w:rPr")
        if style:
            child(properties, "w:rStyle", val=style)
        if bold:
            child(properties, "w:b")
        if italic:
            child(properties, "w:i")
    for number, line in enumerate(clean(spaced(text)).split("\n")):
        if number:
            child(run, "w:br")
        for place, part in enumerate(_with_articles_whole(line).split(_FIXED_HYPHEN)):
            if place:
                child(run, "w:noBreakHyphen")
            if part or not place:
                said = child(run, "w:t")
                said.text = part
                said.set(_SPACE, "preserve")
    return run


def _with_articles_whole(line: str) -> str:
    """The line with hyphens at which no article number is cut: « L. 123-1-5 » stays on one line."""
    return _ARTICLE.sub(lambda found: found[1].replace("-", _FIXED_HYPHEN) if found[1] else found[0], line)


class Hyperlinks:
    """Links of one part of a file. python-docx looks through all of them for each new one: this does not."""

    def __init__(self, part: Any):
        self._part = part
        self._known: dict[str, str] = {}

    def add(self, paragraph: Any, text: str, href: str, style: str | None = None) -> None:
        """A run that opens an address."""
        link = child(paragraph, "w:hyperlink")
        link.set(qn("r:id"), self._id(href))
        add_run(link, text, style=style)

    def _id(self, href: str) -> str:
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = f"rIdLien{len(self._known) + 1}"
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, href, known, is_external=True)
        return known


def paragraph_in(parent: Any, style: str | None) -> Any:
    """A paragraph of a style, by its identifier."""
    made = child(parent, "w:p")
    if style:
        child(child(made, "w:pPr"), "w:pStyle", val=style)
    return made


def keep_with_next(paragraph: Any) -> None:
    """Leave a paragraph on the page of what follows: after its style, in the order of the schema."""
    properties = paragraph.find(qn("w:pPr"))
    kept = child(properties, "w:keepNext")
    properties.insert(1, kept)


def start_table(widths: Sequence[float], total: int, style: str, caption: str) -> Any:
    """A table of this width (twentieths of a point) with relative column widths and its alternative text."""
    table = etree.Element(qn("w:tbl"), nsmap={"w": _W})
    properties = child(table, "w:tblPr")
    child(properties, "w:tblStyle", val=style)
    child(properties, "w:tblW", w=str(total), type="dxa")
    child(properties, "w:tblLayout", type="fixed")
    child(properties, "w:tblLook", val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="0",
          noVBand="1")  # fmt: skip
    child(properties, "w:tblCaption", val=clean(caption))
    child(properties, "w:tblDescription", val=clean(caption))
    grid = child(table, "w:tblGrid")
    for width in column_widths(widths, total):
        child(grid, "w:gridCol", w=str(width))
    return table


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def column_widths(widths: Sequence[float], total: int) -> list[int]:
    """Relative widths as widths that sum up to the total, but for rounding."""
    return [int(total * width / sum(widths)) for width in widths]


def table_row(table: Any, *, header: bool = False) -> Any:
    """A row; that of titles is repeated on each page, and no row is cut over two."""
    row = child(table, "w:tr")
    properties = child(row, "w:trPr")
    child(properties, "w:cantSplit")
    if header:
        child(properties, "w:tblHeader")
    return row


def table_cell(row: Any, width: int, colour: str | None = None) -> Any:
    """A cell, without its paragraph."""
    cell = child(row, "w:tc")
    properties = child(cell, "w:tcPr")
    child(properties, "w:tcW", w=str(width), type="dxa")
    if colour:
        child(properties, "w:shd", val="clear", color="auto", fill=colour)
    return cell


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word computes (a page number), with what is shown until it does."""
    for kind in ("begin", "separate", "end"):
        run = child(paragraph, "w:r")
        child(run, "w:fldChar", fldCharType=kind)
        if kind == "begin":
            asked = child(child(paragraph, "w:r"), "w:instrText")
            asked.text = instruction
            asked.set(_SPACE, "preserve")
        elif kind == "separate":
            add_run(paragraph, shown)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that the table of contents names, around what the paragraph holds."""
    start = etree.Element(qn("w:bookmarkStart"))
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    after = 1 if paragraph.find(qn("w:pPr")) is not None else 0
    paragraph.insert(after, start)
    child(paragraph, "w:bookmarkEnd", id=str(number))


def add_contents(before: Any, entries: Sequence[tuple[int, str, str]], styles: Sequence[str]) -> None:
    """A table of contents before an element: a field that Word brings up to date, filled with links that work at once.

    Args:
        before: The element in front of which it stands.
        entries: Level (1, 2), text and bookmark of each title.
        styles: Identifier of the style of each level.
    """
    for number, (level, text, bookmark) in enumerate(entries):
        paragraph = etree.Element(qn("w:p"))
        child(child(paragraph, "w:pPr"), "w:pStyle", val=styles[level - 1])
        if number == 0:
            for kind in ("begin", "separate"):
                child(child(paragraph, "w:r"), "w:fldChar", fldCharType=kind)
                if kind == "begin":
                    asked = child(child(paragraph, "w:r"), "w:instrText")
                    asked.text = f' TOC \\o "1-{max(depth for depth, _, _ in entries)}" \\h \\z \\u '
                    asked.set(_SPACE, "preserve")
        link = child(paragraph, "w:hyperlink", anchor=bookmark)
        add_run(link, text)
        if number == len(entries) - 1:
            child(child(paragraph, "w:r"), "w:fldChar", fldCharType="end")
        before.addprevious(paragraph)


def update_fields_when_opened(settings: Any) -> None:
    """Make Word offer to compute all fields when it opens the file: only Word knows on which pages titles stand."""
    if settings.find(qn("w:updateFields")) is None:
        made = etree.Element(qn("w:updateFields"))
        made.set(qn("w:val"), "true")
        later = next((one for one in settings if one.tag in _AFTER_UPDATE_FIELDS), None)
        settings.append(made) if later is None else later.addprevious(made)


_AFTER_UPDATE_FIELDS = frozenset(
    qn(f"{prefix}:{name}")
    for prefix, names in {
        "w": "hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
        "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
        "m": "mathPr",
    }.items()
    for name in names.split()
)
"""What stands after it in the settings, in the order of the schema."""


def describe_picture(inline: Any, number: int, alternative: str) -> None:
    """The alternative text of a picture that python-docx put."""
    properties = inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Figure {number}")
    properties.set("descr", clean(alternative))


def replace_text(paragraph: Any, written: str, text: str) -> None:
    """Put a text in the place of another, in the look of the run where that begins."""
    for run in paragraph.runs:
        if written in run.text:
            run.text = run.text.replace(written, text)
            return
    whole = paragraph.text.replace(written, text)  # Word cut the marker into several runs
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = whole


def remove_paragraph(paragraph: Any) -> None:
    """Take a paragraph out of the file, where it still stands in it."""
    element = paragraph._p
    if element.getparent() is not None:
        element.getparent().remove(element)
