"""Lists of a document: rows of a table, bullets under a line that introduces them, lines under the title of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.questions.carried_scope import Fit
from answering.questions.item_runs import BULLET, LEAST, TITLE_OF_TABLE, columns_of_row
from answering.questions.read_documents import ReadDocument
from domain import PlacedSentence, QuestionScope
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.quantities import read_number, read_quantities

_COUNT = re.compile(r"\b(?:les|des|ces|liste des|compte|comporte|delimite) ([a-z-]+|\d{1,3}) (?=[a-z])")
_CODE = re.compile(r"(?<!^)(?<=\s)(?=[A-Z]\d{1,2}\s+[A-ZÉÈ])")
#: Sentences looked at above a list for what introduces it.
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """A list: what introduces it, and its items with the sentence of each, in order.

    ``announced`` is how many items what introduces it says that there are; ``title`` is the title above it, ``caption``
    that of its table, empty where it has none.
    """

    document: str
    head: str
    items: tuple[tuple[str, PlacedSentence], ...]
    announced: int | None
    title: str = ""
    caption: str = ""


def item_blocks(document: ReadDocument, scope: QuestionScope) -> list[ItemBlock]:
    """Every list of a document in a scope."""
    found: list[ItemBlock] = []
    placed = document.placed
    for start, end in document.runs:
        kept = [
            one
            for number, one in enumerate(placed[start:end], start)
            if (placed[start].sentence.row is None or one.sentence.row is not None)  # no margin between two pages
            and document.fit(scope, number) is not Fit.OUT
        ]
        if len(kept) >= LEAST and len((block := _block(document, start, kept)).items) >= LEAST:
            found.append(block)
    return found


def _block(document: ReadDocument, start: int, kept: Sequence[PlacedSentence]) -> ItemBlock:
    placed = document.placed
    first = kept[0]
    above = []
    for other in range(start - 1, max(-1, start - 1 - _ABOVE), -1):
        one = placed[other]
        if one.sentence.piece != first.sentence.piece or one.sentence.row is not None:
            break
        above.append(one.sentence.text)
        if one.sentence.text.rstrip().endswith(":") or TITLE_OF_TABLE.match(one.sentence.text):
            break
    names = next(
        (found for one in kept if one.sentence.row and (found := columns_of_row(one.sentence.row))), frozenset()
    )
    columns = " ".join(sorted(names))
    caption = document.captions.get(first.sentence.place, "")
    head = " ".join(
        (
            *reversed(above),
            caption,
            columns,
            *first.passage.section[-2:],
            document.carried[start].above,
        )
    )
    bulleted = BULLET.match(first.sentence.text) is not None and first.sentence.row is None
    items = [(text, one) for one in kept if not (bulleted and _goes_on(one)) for text in _items_of(one)]
    title = next((text for text in above if TITLE_OF_TABLE.match(text) and has_title_form(text, 20)), "")
    return ItemBlock(document.slug, head, tuple(items), announced_in(" ".join(above)), title, caption)


def _goes_on(one: PlacedSentence) -> bool:
    """Whether a sentence of a list with bullets is the second or a later one of its item."""
    text = one.sentence.text
    return BULLET.match(text) is None and not text[:1].islower()


def _items_of(one: PlacedSentence) -> list[str]:
    """The items of a sentence: recognised tables put two lines into one, told by their codes."""
    if one.sentence.row is not None:
        return [one.sentence.row] if columns_of_row(one.sentence.row) else []  # the names of the columns are no item
    text = one.sentence.text
    if text.rstrip().endswith(":"):
        return []  # it opens a paragraph: « 1) Dans l'ensemble de la zone : »
    if has_title_form(text) and not read_quantities(text) and not BULLET.match(text):
        return []  # the names of the columns
    return [part.strip(" |") for part in _CODE.split(text)] if not text[:1].islower() else [text]


def announced_in(text: str) -> int | None:
    """How many items a line announces: « la liste des sept sites » has 7."""
    for match in _COUNT.finditer(fold(text)):
        number = read_number(match[1])
        if number is not None and 2 <= number <= 300 and number.is_integer():
            return int(number)
    return None
