"""Where the lists and tables of a document begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.questions.carried_scope import is_contents, is_heading
from domain import PlacedSentence
from domain.text_folding import fold
from domain.title_form import has_title_form

BULLET = re.compile(r"^\s*(?:[-–—−•▪■*➢◦✓]|o\s|\d{1,2}\s?[).°]\s|[a-z]\s?\)|[A-Z]{1,2}\d{1,2}\b)\s*\S")
TITLE_OF_TABLE = re.compile(r"^\W*(?:tableau|liste)\b", re.IGNORECASE)
_NUMBERED_ITEM = re.compile(r"^\s*(\d{1,2})\s?[).°]\s")
LEAST = 2
"""Items of a list at least."""
_ENDS_TABLE = re.compile(r"^\W*(?:total|legende|source|carte|echelle|note|document fictif)\b")
#: Lines that may stand between the rows of a table on two pages: margins, page numbers.
_MARGIN = 4
#: Sentences of an item after its first.
_SENTENCES_OF_AN_ITEM = 3
#: Words of a sentence that ends a table whose lines were recognised from an image.
_A_SENTENCE = 8


def runs_of(placed: Sequence[PlacedSentence]) -> list[tuple[int, int]]:
    """Where each list or table of a document begins and ends: ranks, the end not included."""
    found: list[tuple[int, int]] = []
    rank = 0
    while rank < len(placed):
        end = _end_of_run(placed, rank)
        if end - rank >= LEAST and not is_contents(placed[rank]):
            found.append((rank, end))
        rank = max(end, rank + 1)
    return found


def _end_of_run(placed: Sequence[PlacedSentence], start: int) -> int:
    """Where the list that begins at a sentence ends; the same place when none begins there."""
    first = placed[start]
    piece = first.sentence.piece
    end = start
    if first.sentence.row is not None:
        return _end_of_table(placed, start)
    if BULLET.match(first.sentence.text):
        while end < len(placed) and placed[end].sentence.piece == piece:
            text = placed[end].sentence.text
            if not (BULLET.match(text) or text[:1].islower()) or placed[end].sentence.row is not None:
                again = _next_bullet(placed, start, end)
                if again is None:
                    break
                end = again
            end += 1
        return end
    above = placed[start - 1].sentence.text if start else ""
    if (
        start
        and placed[start - 1].sentence.piece == piece
        and TITLE_OF_TABLE.match(above)
        and has_title_form(above, 20)
    ):
        page = first.sentence.ordinal
        while end < len(placed) and placed[end].sentence.piece == piece and placed[end].sentence.ordinal == page:
            text = placed[end].sentence.text
            if _ENDS_TABLE.match(fold(text)) or (text.rstrip().endswith(".") and len(text.split()) > _A_SENTENCE):
                break
            end += 1
    return end


def _next_bullet(placed: Sequence[PlacedSentence], start: int, here: int) -> int | None:
    """Where a list goes on whose item has several sentences: the next item with the same bullet; None where it ends."""
    first, bullet = placed[start].sentence, placed[start].sentence.text.strip()[:1]
    if bullet.isalpha():
        return None
    if bullet.isdigit():
        return _next_number(placed, start, here)
    for other in range(here, min(here + _SENTENCES_OF_AN_ITEM + 1, len(placed))):
        one = placed[other].sentence
        if one.piece != first.piece or one.row is not None or is_heading(placed[other]):
            return None
        if one.text.rstrip().endswith(":") or placed[other].passage.section != placed[start].passage.section:
            return None  # another list, or what stands under another title
        if BULLET.match(one.text) and one.text.strip()[:1] == bullet:
            return other
    return None


def _next_number(placed: Sequence[PlacedSentence], start: int, here: int) -> int | None:
    """The item whose number follows, past the lines that an item was broken into; None where none does."""
    last = next((found for at in range(here - 1, start - 1, -1) if (found := _number_of(placed[at]))), 0)
    for other in range(here, min(here + _SENTENCES_OF_AN_ITEM + 1, len(placed))):
        one = placed[other].sentence
        if one.piece != placed[start].sentence.piece or one.row is not None or one.text.rstrip().endswith(":"):
            return None
        if last and _number_of(placed[other]) == last + 1:
            return other
        if BULLET.match(one.text):
            return None
    return None


def _number_of(one: PlacedSentence) -> int:
    found = _NUMBERED_ITEM.match(one.sentence.text)
    return int(found[1]) if found else 0


def _end_of_table(placed: Sequence[PlacedSentence], start: int) -> int:
    """Where the table ends: it goes on over a page, whose first row may give the names of the columns again.

    Between two pages a line of the margin may stand (« DOCUMENT FICTIF – 12 »): it ends no table whose columns go on.
    """
    piece = placed[start].sentence.piece
    columns = columns_of_row(placed[start].sentence.row or "")
    end = last = start
    while end < len(placed) and placed[end].sentence.piece == piece:
        sentence = placed[end].sentence
        if sentence.row is None:
            between = end - last <= _MARGIN and sentence.ordinal <= placed[last].sentence.ordinal + 1
            if not between or not has_title_form(sentence.text, 20):
                break
        elif names := columns_of_row(sentence.row):
            columns = columns or names
            if not _same_table(columns, names) or (end - last > 1 and not _on_next_page(placed, last, end)):
                break
            last = end
        elif columns and not (_names(sentence.row) & columns):
            break
        end += 1
    return last + 1


def _on_next_page(placed: Sequence[PlacedSentence], last: int, end: int) -> bool:
    return placed[end].sentence.ordinal == placed[last].sentence.ordinal + 1


def _names(row: str) -> frozenset[str]:
    """The cells of a row without values: the names of the columns, where it heads a table."""
    return frozenset(cell.strip() for cell in row.split(" ; "))


def columns_of_row(row: str) -> frozenset[str]:
    """The names of the columns of a row as it is read; none where it only has names."""
    return frozenset(cell.split(" : ")[0].strip() for cell in row.split(" ; ") if " : " in cell)


def _same_table(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) * 2 >= max(len(one), 1)
