"""What goes on over the end of a page: a sentence, a row of a table, joined into one with a part on each page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain import SentenceRest
from domain.quote_text import ends_in_hyphen, join_parts
from ingestion.segmentation.headings import Headings
from ingestion.segmentation.sentences import MAX_WORDS, TextUnit
from languages import HyphenRule

LEAST_WORDS = 3  # of the part that ends a page: less is a caption, or a label of a figure

_ENDS = re.compile(r"[.!?…:;][»”\"')\]\s]*\Z")
_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)°]|[a-zà-ÿ]\s?[-–—:]\s")
_OPENING = re.compile(r"[«“\"(\[]\s?")  # what may stand before the first word of a part
_FIGURE = re.compile(r"\d[\d\s.,/]*(?:%|€|°|[a-zà-ÿ])")  # « 40 % », « 1,5 mètre »: no number of an article


def join_pages(pages: Sequence[Sequence[TextUnit]], headings: Headings, keeps_hyphen: HyphenRule) -> list[TextUnit]:
    """The sentences of the pages of a piece, in order, those that go on over the end of a page made one.

    Args:
        pages: The sentences of each page that was read, without running heads and notes.
        headings: What is known of the ends of lines.
        keeps_hyphen: What is known of the hyphens of the piece.
    """
    units: list[TextUnit] = []
    for page in pages:
        if units and page and _goes_on(units[-1], page[0], headings):
            units[-1] = _whole(units[-1], page[0], keeps_hyphen)
            units.extend(page[1:])
        else:
            units.extend(page)
    return units


def _goes_on(last: TextUnit, first: TextUnit, headings: Headings) -> bool:
    before, after = last.sentence, first.sentence
    if after.page != before.page + 1 or before.rest is not None or last.level is not None or first.level is not None:
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
