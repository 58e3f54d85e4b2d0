"""What goes on over the end of a page: a sentence, a row of a table, joined into one with a part on each page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from domain import SentenceRest
from domain.quote_text import ends_in_hyphen, join_parts
from ingestion.segmentation.headings import Headings
from ingestion.segmentation.sentences import MAX_WORDS, TextUnit
from languages import HyphenRule

LEAST_WORDS = 3  # of the part that ends a page: less is a caption, or a label of a figure
MAX_PASSED = 3  # pages without text that a sentence goes on over
MAX_CAPTIONS = 3  # of a page that has no other text

_ENDS = re.compile(r"[.!?…:;][»”\"')\]\s]*\Z")
_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)°]|[a-zà-ÿ]\s?[-–—:]\s")
_OPENING = re.compile(r"[«“\"(\[]\s?")  # what may stand before the first word of a part
_FIGURE = re.compile(r"\d[\d\s.,/]*(?:%|€|°|[a-zà-ÿ])")  # « 40 % », « 1,5 mètre »: no number of an article


@dataclass(frozen=True, slots=True)
class PageUnits:
    """The sentences of a page, without running heads and notes; ``bare``: it shows no text, as a full-page figure."""

    ordinal: int
    units: Sequence[TextUnit]
    bare: bool = False


def join_pages(pages: Iterable[PageUnits], headings: Headings, keeps_hyphen: HyphenRule) -> list[TextUnit]:
    """The sentences of the pages of a piece, in order, those that go on over the end of a page made one.

    A sentence may go on over pages that are bare, or have nothing but a caption.

    Args:
        pages: In order; those that were not read and may hold text are left out.
        headings: What is known of the ends of lines.
        keeps_hyphen: What is known of the hyphens of the piece.
    """
    units: list[TextUnit] = []
    last: int | None = None  # the sentence that ends the text before, and the pages passed over since
    passed: set[int] = set()
    for page in pages:
        if page.bare or _is_caption(page.units, headings):
            passed.add(page.ordinal)
            units.extend(page.units)
            continue
        rest = page.units
        if last is not None and rest and _goes_on(units[last], rest[0], headings, passed):
            units[last] = _whole(units[last], rest[0], keeps_hyphen)
            rest = rest[1:]
        units.extend(rest)
        last, passed = (len(units) - 1 if rest else None), set()
    return units


def _is_caption(units: Sequence[TextUnit], headings: Headings) -> bool:
    """Whether all the text of a page says what it shows."""
    said = [unit.sentence.text for unit in units if unit.level is None and unit.sentence.row is None]
    return 0 < len(said) == len(units) <= MAX_CAPTIONS and all(headings.rules.caption.match(text) for text in said)


def _goes_on(last: TextUnit, first: TextUnit, headings: Headings, passed: Set[int]) -> bool:
    before, after = last.sentence, first.sentence
    between = range(before.page + 1, after.page)
    if len(between) > MAX_PASSED or not all(page in passed for page in between):
        return False
    if before.rest is not None or last.level is not None or first.level is not None:
        return False
    if len(before.text.split()) + len(after.text.split()) > MAX_WORDS:
        return False
    if first.whole_row is not None:
        return before.row is not None
    if before.row is not None or after.row is not None or len(before.text.split()) < LEAST_WORDS:
        return False
    if _ENDS.search(before.text) or _ITEM.match(after.text):
        return False
    end = before.text[-headings.rules.longest_open :]
    letter = _OPENING.sub("", after.text)[:1]
    if letter.islower() or (_FIGURE.match(after.text) and headings.rules.awaits_figure.search(end)):
        return True
    return headings.rules.ends_open.search(end) is not None and before.text[-1] not in ",;" and letter.isalnum()


def _whole(last: TextUnit, first: TextUnit, keeps_hyphen: HyphenRule) -> TextUnit:
    before, after = last.sentence, first.sentence
    cuts_word = False
    if ends_in_hyphen(before.text, after.text):
        left, right = re.split(r"[^\w'’-]", before.text[:-1])[-1], re.split(r"[^\w'’-]", after.text)[0]
        cuts_word = not keeps_hyphen(left, right, 0)
    return last._replace(
        sentence=replace(
            before,
            text=join_parts(before.text, after.text, cuts_word=cuts_word),
            row=first.whole_row,
            rest=SentenceRest(after.page, after.start, after.end, cuts_word),
        )
    )
