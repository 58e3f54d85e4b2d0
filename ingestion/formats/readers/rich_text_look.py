"""How letters of rich text (RTF) look, and where they go: what the words before them say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.word_fates import WordFate

_TINIEST = 4  # half points: nobody reads letters of two points
#: Words that set something of the letters after them, and whom of them others end.
_SETS = {"v": "hidden", "strike": "struck", "striked": "struck", "deleted": "deleted", "super": "raised",
         "caps": "capitals", "intbl": "in table"}  # fmt: skip
_ENDS = {"pard": "in table", "nosupersub": "raised", "sub": "raised"}
_OF_PARAGRAPHS = frozenset({"in table"})


@dataclass(frozen=True, slots=True)
class RichTextLook:
    """How letters look and where they go; a group hands it to those in it.

    Attributes:
        said: Of them: « hidden », « tiny », « struck », « deleted », « raised », « capitals » or « in table ».
        unshown: Whether the group shows nothing.
        font: The number of their font.
        depth: Of the title that they stand in, 0 for the highest.
        place: The group that holds them, where that matters: « stylesheet », « fonttbl ».
    """

    said: frozenset[str] = frozenset()
    unshown: bool = False
    font: int | None = None
    depth: int | None = None
    place: str = ""

    @property
    def fate(self) -> WordFate:
        """Why such letters are no text of the document."""
        if "deleted" in self.said:
            return WordFate(AsideKind.DELETED)
        if self.said & {"hidden", "tiny"}:
            return WordFate(AsideKind.HIDDEN)
        return WordFate(AsideKind.STRUCK if "struck" in self.said else None)

    def changed(self, word: str, number: int | None, styles: Mapping[int, int]) -> RichTextLook:
        """How they look after a word; ``styles``: the depth of titles of a style, by its number."""
        if word == "plain":
            return replace(self, said=self.said & _OF_PARAGRAPHS, font=None)
        if word in ("s", "outlinelevel"):
            depth = styles.get(number or 0) if word == "s" else number
            return replace(self, depth=depth if depth is not None and 0 <= depth < 9 else None)
        if word == "fs":
            return self._with("tiny", holds=number is not None and number <= _TINIEST)
        if word in _SETS:
            return self._with(_SETS[word], holds=number != 0)
        if word in _ENDS:
            return replace(self._with(_ENDS[word], holds=False), depth=None if word == "pard" else self.depth)
        return self

    def _with(self, name: str, *, holds: bool) -> RichTextLook:
        return replace(self, said=self.said | {name} if holds else self.said - {name})
