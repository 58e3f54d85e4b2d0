"""What stood in a file, page by page, and what became of it: nothing is lost without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Content(StrEnum):
    """What is counted on a page, or in a file as a whole. Characters are counted without white space."""

    CHARACTER = "character"
    IMAGE = "image"
    FIELD = "field"
    CHART = "chart"
    OBJECT = "object"
    DOCUMENT = "document"
    FORMULA = "formula"
    ERROR_CELL = "error_cell"
    NOTE = "note"
    SLIDE = "slide"
    SHEET = "sheet"
    INSERTION = "insertion"
    DELETION = "deletion"


class Fate(StrEnum):
    """What became of it. All but ``READ`` and ``RECOGNISED`` is in no sentence.

    ``NOT_SHOWN`` is what the file itself hides, ``PROMPT`` what a field asks for that
    nobody filled in, ``CHART`` what stands in a chart, ``UNUSED`` what it holds and shows nowhere, ``ELSEWHERE`` what
    stands in another place of the text already, ``HYPHEN`` the hyphens of words that a line end cuts, ``REPLACED`` a
    text that recognition gave anew from the picture of its page.
    """

    READ = "read"
    RECOGNISED = "recognised"
    RUNNING_HEAD = "running_head"
    LINE_NUMBER = "line_number"
    NOTE_CALL = "note_call"
    WATERMARK = "watermark"
    STRUCK = "struck"
    OUTSIDE = "outside"
    LAYER_OFF = "layer_off"
    COVERED = "covered"
    INVISIBLE = "invisible"
    TINY = "tiny"
    NO_LETTER = "no_letter"
    HYPHEN = "hyphen"
    COMMENT = "comment"
    DELETED = "deleted"
    NOT_SHOWN = "not_shown"
    UNUSED = "unused"
    PROMPT = "prompt"
    CHART = "chart"
    ELSEWHERE = "elsewhere"
    REPLACED = "replaced"
    UNREAD = "unread"


#: Text that a reader of the page does not see, or not as text of the document: kept, found on demand, never quoted.
SET_ASIDE = frozenset(
    {
        Fate.WATERMARK, Fate.STRUCK, Fate.OUTSIDE, Fate.LAYER_OFF, Fate.COVERED, Fate.INVISIBLE, Fate.TINY,
        Fate.COMMENT, Fate.DELETED, Fate.NOT_SHOWN, Fate.UNUSED, Fate.PROMPT, Fate.CHART,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """How many of a content had one fate on a page, or in a file.

    ``text`` is what was set aside, where it stands in no page's text; it is empty where the text of the page itself is
    what was set aside.
    """

    content: Content
    fate: Fate
    count: int
    text: str = ""


def totals(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The entries added up by content and fate, in the order in which contents and fates are declared, without text."""
    counts: Counter[tuple[Content, Fate]] = Counter()
    for entry in entries:
        counts[entry.content, entry.fate] += entry.count
    return tuple(
        LedgerEntry(content, fate, counts[content, fate])
        for content in Content
        for fate in Fate
        if counts[content, fate]
    )
