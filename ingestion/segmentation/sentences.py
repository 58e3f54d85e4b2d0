"""French sentences of a page.

Lines are first gathered into blocks (blocks.py), then blocks are cut at full stops that end a
sentence. Every character of the body that is not white space ends up in exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain import Sentence
from ingestion.layout.lines import Line, lines_of
from ingestion.page_tables import Row
from ingestion.segmentation.blocks import LineHint, find_blocks
from ingestion.segmentation.headings import Headings
from languages import TextRules

MAX_WORDS = 80

_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closers>(?:[”\"')\]]|\s?»)*)(?P<gap>\s+)(?=\S)")
_NEXT_STARTS = re.compile(r"[A-ZÀ-ÝŒ«“\"(\[•▪–—-]|\d")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*(?:[-–•]\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,5})\.$")
_ROW_NAME = 80  # characters of a first cell that can name its row
_QUOTE_REACH = 400  # characters within which a closing guillemet is looked for


class TextUnit(NamedTuple):
    """A sentence, with the level of the section that it opens when it is a heading; ``note`` for a footnote.

    ``whole_row`` is the reading of a row of a table with what the page before has of it, where it goes on with one.
    """

    sentence: Sentence
    level: int | None = None
    note: bool = False
    whole_row: str | None = None


def split_page(
    page: int,
    text: str,
    headings: Headings,
    start: int = 0,
    end: int | None = None,
    *,
    prose: bool = False,
    hints: Mapping[int, LineHint] | None = None,
) -> list[TextUnit]:
    """The sentences of ``text[start:end]``, body of the page of ordinal ``page``.

    Args:
        page: Ordinal of the page, written in each sentence.
        text: Clean text of the whole page.
        headings: What is known of headings and of the ends of sentences.
        start: Offset where the body begins.
        end: Offset where the body ends; the end of the text when None.
        prose: True for text whose lines are paragraphs (office files): every line end is meant.
        hints: What is known of lines besides their wording, by the offset where they begin.
    """
    return split_lines(page, text, lines_of(text, headings, start, end), headings, prose=prose, hints=hints or {})


def split_lines(
    page: int,
    text: str,
    lines: Sequence[Line],
    headings: Headings,
    *,
    prose: bool = False,
    hints: Mapping[int, LineHint],
) -> list[TextUnit]:
    """The same for lines that were found before; those of a body stand next to each other."""
    units: list[TextUnit] = []
    for block, level in find_blocks(lines, hints, headings, prose=prose):
        first, last = block[0].start, block[-1].end
        spans = [(first, last)] if level is not None else _cut_block(text, first, last, headings.rules)
        for begin, stop in spans:
            units.extend(_units(page, text, begin, stop, level, headings))
    return units


def split_row(page: int, text: str, row: Row, headings: Headings) -> list[TextUnit]:
    """The sentences of a row of a table: the row itself, with the names of its columns in ``row``.

    A row of more than 80 words is cut like any text, each sentence of a cell keeping the name of its
    row and column.
    """
    if len(text[row.start : row.end].split()) <= MAX_WORDS:
        whole = " ".join(text[row.start : row.end].split())
        return [TextUnit(Sentence(page, row.start, row.end, whole, row.text), whole_row=row.whole)]
    units = []
    for unit in split_page(page, text, headings, row.start, row.end):
        sentence = unit.sentence
        cell = next((cell for cell in row.cells if cell.start <= sentence.start < cell.end), None)
        reading = None
        if cell is not None and cell.header:
            above = (
                f"{row.name} ; "
                if row.name and len(row.name) <= _ROW_NAME and not sentence.text.startswith(row.name)
                else ""
            )
            reading = f"{above}{cell.header} : {sentence.text}"
        units.append(TextUnit(replace(sentence, row=reading)))
    return units


def split_sentences(text: str, headings: Headings) -> list[str]:
    """The sentences of a plain text whose line ends are paragraph ends, white space collapsed."""
    return [unit.sentence.text for unit in split_page(1, text, headings, prose=True)]


def _units(page: int, text: str, start: int, end: int, level: int | None, headings: Headings) -> Iterator[TextUnit]:
    words = text[start:end].split()
    if len(words) <= MAX_WORDS:
        yield TextUnit(Sentence(page, start, end, " ".join(words)), level)
        return
    for begin, stop in _limit(text, start, end, headings):
        yield TextUnit(Sentence(page, begin, stop, " ".join(text[begin:stop].split())), level)


def _cut_block(text: str, start: int, end: int, rules: TextRules) -> list[tuple[int, int]]:
    block = text[start:end]
    spans = []
    begin = 0
    for match in _STOP.finditer(block):
        if _ends_sentence(block, begin, match, rules):
            spans.append((start + begin, start + match.end("closers")))
            begin = match.end()
    spans.append((start + begin, end))
    return [(first, last) for first, last in spans if text[first:last].strip()]


def _ends_sentence(block: str, begin: int, match: re.Match[str], rules: TextRules) -> bool:
    after = block[match.end() : match.end() + 24]
    if not _NEXT_STARTS.match(after) or len(match["stop"]) > 3:
        return False
    if _in_quote(block, begin, match.end("closers")):
        return False
    if match["stop"] != ".":
        return True
    head = block[max(begin, match.start() - 24) : match.start() + 1]
    if _LIST_NUMBER.search(head) and (begin == match.start() + 1 - len(head) or "\n" in head):
        return False
    if rules.never_ends.search(head):
        return False
    if rules.may_end.search(head):
        return rules.starts.match(after) is not None
    return True


def _in_quote(block: str, begin: int, position: int) -> bool:
    """Whether a « opened in this sentence is still open, and closed within reach."""
    if block.count("«", begin, position) <= block.count("»", begin, position):
        return False
    closing = block.find("»", position, position + _QUOTE_REACH)
    opening = block.find("«", position, position + _QUOTE_REACH)
    return closing != -1 and (opening == -1 or closing < opening)


def _limit(text: str, start: int, end: int, headings: Headings) -> Iterator[tuple[int, int]]:
    """Cuts a run of more than 80 words at line ends, and where one line is longer, at a space."""
    begin = stop = -1
    count = 0
    for piece_start, piece_end, words in _pieces(text, start, end, headings):
        if count and count + words > MAX_WORDS:
            yield begin, stop
            count = 0
        if not count:
            begin = piece_start
        count += words
        stop = piece_end
    yield begin, stop


def _pieces(text: str, start: int, end: int, headings: Headings) -> Iterator[tuple[int, int, int]]:
    for line in lines_of(text, headings, start, end):
        words = list(re.finditer(r"\S+", line.text))
        for first in range(0, len(words), MAX_WORDS):
            group = words[first : first + MAX_WORDS]
            yield line.start + group[0].start(), line.start + group[-1].end(), len(group)
