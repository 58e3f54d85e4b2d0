"""How letters of rich text (RTF) look, and where they go: what the words before them say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.word_fates import WordFate

_TINIEST = 4  # half points: nobody reads letters of two points


@dataclass(frozen=True, slots=True)
class RichTextLook:
    """How letters look and where they go; a group hands it to those in it."""

    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    raised: bool = False
    capitals: bool = False
    tiny: bool = False
    font: int | None = None
    unshown: bool = False
    in_table: bool = False
    depth: int | None = None
    place: str = ""  # the group that holds it: « stylesheet », « fonttbl »

    @property
    def fate(self) -> WordFate:
        """Why such letters are no text of the document."""
        if self.deleted:
            return WordFate(AsideKind.DELETED)
        if self.hidden or self.tiny:
            return WordFate(AsideKind.HIDDEN)
        return WordFate(AsideKind.STRUCK if self.struck else None)

    def changed(self, word: str, number: int | None, styles: Mapping[int, int]) -> RichTextLook:
        """How they look after a word; ``styles``: the depth of titles of a style, by its number."""
        on = number != 0
        if word == "plain":
            return RichTextLook(unshown=self.unshown, in_table=self.in_table, depth=self.depth, place=self.place)
        if word == "pard":
            return replace(self, in_table=False, depth=None)
        if word in ("s", "outlinelevel"):
            depth = styles.get(number or 0) if word == "s" else number
            return replace(self, depth=depth if depth is not None and 0 <= depth < 9 else None)
        if word == "fs":
            return replace(self, tiny=number is not None and number <= _TINIEST)
        known = {"v": "hidden", "strike": "struck", "striked": "struck", "deleted": "deleted", "super": "raised",
                 "caps": "capitals", "intbl": "in_table"}  # fmt: skip
        if word in known:
            changed: dict[str, Any] = {known[word]: on}
            return replace(self, **changed)
        return replace(self, raised=False) if word in ("nosupersub", "sub") else self
