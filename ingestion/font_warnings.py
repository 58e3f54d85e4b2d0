"""What is said of pages that were read although their fonts give no letters, or wrong ones, for some characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LOST_GLYPHS = 20  # below, stray bullets and ornaments: not worth a word


@dataclass(frozen=True, slots=True)
class LostGlyphs:
    """How many characters of a page nobody could read, and whether they are letters of its words.

    ``doubtful``: its letters are not those of the language's words, and recognition did not give better ones.
    """

    page: int
    count: int
    in_words: bool
    doubtful: bool = False


def font_warnings(pages: Sequence[LostGlyphs], ranges: Callable[[Sequence[int]], str]) -> list[str]:
    """A sentence for each page of which characters are lost, and one for those whose letters may be wrong."""
    said = [
        f"p. {lost.page} : {lost.count} caractères illisibles (police sans codage)."
        for lost in pages
        if lost.count >= _LOST_GLYPHS or lost.in_words
    ]
    doubtful = [lost.page for lost in pages if lost.doubtful and not lost.in_words]
    if doubtful:
        said.append(
            "Lettres ou accents douteux (police mal codée), à vérifier sur l'original avant de les citer"
            f" (p. {ranges(doubtful)})."
        )
    return said
