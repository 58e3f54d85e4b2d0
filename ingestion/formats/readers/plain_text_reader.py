"""Plain text: paragraphs between empty lines, or one a line; lines that were cut at a width are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ingestion.formats.office_content import Category, ContentBuilder, OfficeContent
from ingestion.layout.table_rows import GridCell, TableGrid, table_lines

_LINE_ENDS = re.compile(r"\r\n?|[\v\x85\u2028]")
_PAGE_ENDS = re.compile(r"[\f\u2029]")
_BULLET = re.compile(r"\s*[-–—•▪◦*·‣]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°]\s+\S")
_CUT_WORD = re.compile(r"[^\W\d_][-\u2010\xad]\Z")
_ENDED = re.compile(r"[.:;!?…]\s*[»”\")\]]?\Z")
_NARROWEST = 40  # characters: text that is cut at a width is at least so wide
_USUAL = 0.9  # share of lines that are no longer than that width
_OVER = 1.25  # times the width: no line that was cut is so long, but for one in fifty (an address)


def read_text(path: Path) -> OfficeContent:
    """The content of a plain text in UTF-8; its titles are not declared, so nothing is called one here."""
    builder = ContentBuilder()
    text = _PAGE_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", path.read_text("utf-8")))
    lines = [line.rstrip(" ") for line in text.split("\n")]
    width = _width(lines)
    for block in _blocks(lines):
        for part in _parts(block):
            if (grid := _tabbed(part)) is not None:
                builder.table(table_lines(grid))
                continue
            for paragraph in _paragraphs(part, width):
                bullet = _BULLET.match(paragraph)
                is_item = bullet is not None or _NUMBERED.match(paragraph) is not None
                shown = paragraph[bullet.end() :] if bullet else paragraph
                builder.add(Category.LIST_ITEM if is_item else Category.TEXT, shown)
    return builder.build()


def _width(lines: Sequence[str]) -> int | None:
    """How long lines are that were cut at a width: nearly all are no longer; None where they were not cut."""
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[int(_USUAL * (len(lengths) - 1))] if lengths else 0
    over = sum(length > _OVER * width for length in lengths)
    return width if width >= _NARROWEST and over <= len(lengths) // 50 else None


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _parts(block: Sequence[str]) -> Iterator[list[str]]:
    """Lines with as many tabs as those beside them, and lines without any."""
    part: list[str] = []
    for line in block:
        if part and _tabs(line) != _tabs(part[-1]):
            yield part
            part = []
        part.append(line)
    yield part


def _tabs(line: str) -> int:
    return line.strip("\t").count("\t")


def _tabbed(lines: Sequence[str]) -> TableGrid | None:
    """The table that lines with tabs make: two rows at least."""
    if len(lines) < 2 or not _tabs(lines[0]):
        return None
    grid = TableGrid(len(lines))
    for number, line in enumerate(lines):
        for column, text in enumerate(line.split("\t")):
            grid.put(number, column, GridCell(text.strip()))
    return grid


def _paragraphs(lines: Sequence[str], width: int | None) -> Iterator[str]:
    """Paragraphs of lines without an empty one between; a word that was cut keeps its line end, which says so."""
    written = lines[0]
    for last, line in pairwise(lines):
        if _goes_on(last, line, width):
            written += ("\n" if _CUT_WORD.search(last) else " ") + line.strip()
        else:
            yield written
            written = line
    yield written


def _goes_on(last: str, line: str, width: int | None) -> bool:
    """Whether a line goes on with the next: it is cut in a word or a clause, or the next word did not fit."""
    start = line.lstrip()
    if _BULLET.match(line) or _NUMBERED.match(line):
        return False
    if start[:1].islower() and (_CUT_WORD.search(last) or not _ENDED.search(last)):
        return True
    return width is not None and len(last) > width // 2 and len(last) + 1 + len(start.split(maxsplit=1)[0]) > width
