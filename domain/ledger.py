"""What stood in a file, page by page, and what became of it: nothing is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Content(StrEnum):
    """What is counted on a page."""

    CHARACTER = "character"
    IMAGE = "image"
    FIELD = "field"
    ANNOTATION = "annotation"


class Fate(StrEnum):
    """What became of it. All but ``READ`` and ``RECOGNISED`` is in no sentence."""

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
    COMMENT = "comment"
    NOT_SHOWN = "not_shown"
    UNREAD = "unread"


#: What a reader of the page does not see: never quoted, and said.
UNSEEN = frozenset({Fate.OUTSIDE, Fate.LAYER_OFF, Fate.COVERED, Fate.INVISIBLE, Fate.TINY, Fate.NOT_SHOWN})


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """How many of a content had one fate on a page; ``text`` is what was set aside, where it is text."""

    content: Content
    fate: Fate
    count: int
    text: str = ""
