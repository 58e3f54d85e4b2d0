"""Lists of a document: rows of a table, bullets under a line that introduces them, lines under the title of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.questions.carried_scope import Fit, fit_of, is_contents
from answering.questions.read_documents import ReadDocument
from domain import PlacedSentence, QuestionScope
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.quantities import read_number, read_quantities

_BULLET = re.compile(r"^\s*(?:[-–—−•▪■*➢◦✓]|o\s|\d{1,2}\s?[).°]\s|[a-z]\s?\)|[A-Z]{1,2}\d{1,2}\b)\s*\S")
_TITLE_OF_TABLE = re.compile(r"^\W*(?:tableau|liste)\b", re.IGNORECASE)
_ENDS_TABLE = re.compile(r"^\W*(?:total|legende|source|carte|echelle|note|document fictif)\b")
_COUNT = re.compile(r"\b(?:les|des|ces|liste des|compte|comporte|delimite) ([a-z-]+|\d{1,3}) (?=[a-z])")
_CODE = re.compile(r"(?<!^)(?<=\s)(?=[A-Z]\d{1,2}\s+[A-ZÉÈ])")
#: Items of a list at least, and sentences looked at above it for what introduces it.
_LEAST, _ABOVE = 2, 3
#: Lines that may stand between the rows of a table on two pages: margins, page numbers.
_MARGIN = 4
#: Words of a sentence that ends a table whose lines were recognised from an image.
_A_SENTENCE = 8


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """A list: what introduces it, and its items with the sentence of each, in order.

    ``announced`` is how many items what introduces it says that there are; ``title`` is the title of its table, empty
    where it has none.
    """

    document: str
    head: str
    items: tuple[tuple[str, PlacedSentence], ...]
    announced: int | None
    title: str = ""


def item_blocks(document: ReadDocument, scope: QuestionScope) -> list[ItemBlock]:
    """Every list of a document in a scope."""
    found: list[ItemBlock] = []
    placed = document.placed
    for start, end in runs_of(placed):
        kept = [
            one
            for number, one in enumerate(placed[start:end], start)
            if (placed[start].sentence.row is None or one.sentence.row is not None)  # no margin between two pages
            and (not scope or fit_of(scope, one, document.carried[number]) is not Fit.OUT)
        ]
        if len(kept) >= _LEAST and (block := _block(document, start, kept)).items:
            found.append(block)
    return found


def runs_of(placed: Sequence[PlacedSentence]) -> list[tuple[int, int]]:
    """Where each list or table of a document begins and ends: ranks, the end not included."""
    found: list[tuple[int, int]] = []
    rank = 0
    while rank < len(placed):
        end = _end_of_run(placed, rank)
        if end - rank >= _LEAST and not is_contents(placed[rank]):
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
    if _BULLET.match(first.sentence.text):
        while end < len(placed) and placed[end].sentence.piece == piece:
            text = placed[end].sentence.text
            if not (_BULLET.match(text) or text[:1].islower()) or placed[end].sentence.row is not None:
                break
            end += 1
        return end
    above = placed[start - 1].sentence.text if start else ""
    if (
        start
        and placed[start - 1].sentence.piece == piece
        and _TITLE_OF_TABLE.match(above)
        and has_title_form(above, 20)
    ):
        page = first.sentence.ordinal
        while end < len(placed) and placed[end].sentence.piece == piece and placed[end].sentence.ordinal == page:
            text = placed[end].sentence.text
            if _ENDS_TABLE.match(fold(text)) or (text.rstrip().endswith(".") and len(text.split()) > _A_SENTENCE):
                break
            end += 1
    return end


def _end_of_table(placed: Sequence[PlacedSentence], start: int) -> int:
    """Where the table ends: it goes on over a page, whose first row may give the names of the columns again.

    Between two pages a line of the margin may stand (« DOCUMENT FICTIF – 12 »): it ends no table whose columns go on.
    """
    piece = placed[start].sentence.piece
    columns = _columns(placed[start].sentence.row or "")
    end = last = start
    while end < len(placed) and placed[end].sentence.piece == piece:
        sentence = placed[end].sentence
        if sentence.row is None:
            between = end - last <= _MARGIN and sentence.ordinal <= placed[last].sentence.ordinal + 1
            if not between or not has_title_form(sentence.text, 20):
                break
        elif names := _columns(sentence.row):
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


def _columns(row: str) -> frozenset[str]:
    return frozenset(cell.split(" : ")[0].strip() for cell in row.split(" ; ") if " : " in cell)


def _same_table(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) * 2 >= max(len(one), 1)


def _block(document: ReadDocument, start: int, kept: Sequence[PlacedSentence]) -> ItemBlock:
    placed = document.placed
    first = kept[0]
    above = []
    for other in range(start - 1, max(-1, start - 1 - _ABOVE), -1):
        one = placed[other]
        if one.sentence.piece != first.sentence.piece or one.sentence.row is not None:
            break
        above.append(one.sentence.text)
        if one.sentence.text.rstrip().endswith(":") or _TITLE_OF_TABLE.match(one.sentence.text):
            break
    names = next((found for one in kept if one.sentence.row and (found := _columns(one.sentence.row))), frozenset())
    columns = " ".join(sorted(names))
    head = " ".join(
        (
            *reversed(above),
            document.captions.get(first.sentence.place, ""),
            columns,
            *first.passage.section[-2:],
            document.carried[start].above,
        )
    )
    items = [(text, one) for one in kept for text in _items_of(one)]
    title = next((text for text in above if _TITLE_OF_TABLE.match(text) and has_title_form(text, 20)), "")
    return ItemBlock(document.slug, head, tuple(items), announced_in(" ".join(above)), title)


def _items_of(one: PlacedSentence) -> list[str]:
    """The items of a sentence: recognised tables put two lines into one, told by their codes."""
    if one.sentence.row is not None:
        return [one.sentence.row] if _columns(one.sentence.row) else []  # the names of the columns are no item
    text = one.sentence.text
    if text.rstrip().endswith(":"):
        return []  # it opens a paragraph: « 1) Dans l'ensemble de la zone : »
    if has_title_form(text) and not read_quantities(text) and not _BULLET.match(text):
        return []  # the names of the columns
    return [part.strip(" |") for part in _CODE.split(text)] if not text[:1].islower() else [text]


def announced_in(text: str) -> int | None:
    """How many items a line announces: « la liste des sept sites » has 7."""
    for match in _COUNT.finditer(fold(text)):
        number = read_number(match[1])
        if number is not None and 2 <= number <= 300 and number.is_integer():
            return int(number)
    return None
