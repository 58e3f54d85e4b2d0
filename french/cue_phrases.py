"""Words that a grid lists as cue phrases of a thing, looked for in sentences whatever their case, accents or plural.

« corridor écologique » finds « Corridors Écologiques »; « compens* » finds any ending; a law reference
(« L. 151-23 ») is found however it is spaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from french.terms import plain

_LAW = re.compile(r"^([lr])\.? ?\*?(\d[\d-]*)$")


@lru_cache(maxsize=2_000)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(plain(word)) for word in words))


def _pattern(word: str) -> str:
    if law := _LAW.match(word):
        return rf"\b{law[1]}\.?\s?\*?\s?{re.escape(law[2])}(?!\d)"
    parts = [
        re.escape(part[:-1]) + r"\w*"
        if part.endswith("*")
        else re.escape(part) + ("(?:s|x|es|e)?" if part[-1:].isalpha() else "")
        for part in word.split()
    ]
    return r"(?<!\w)" + r"[\s\-‑]+".join(parts) + r"(?!\w)"


class CuePhrases:
    """Groups of words; a text bears the cue phrases when each group has a word in it.

    Args:
        groups: every group is a list of alternatives.
    """

    def __init__(self, groups: Sequence[Sequence[str]]):
        self._groups = [_compiled(tuple(group)) for group in groups if group]

    def borne_by(self, text: str, title: str = "") -> bool:
        """Whether each group is in the text or its title, and one at least in the text itself."""
        own = [bool(group.search(text)) for group in self._groups]
        return (any(own) or not own) and all(
            here or bool(group.search(title)) for here, group in zip(own, self._groups, strict=True)
        )

    def first_in(self, text: str) -> int:
        """Where the first cue phrase stands in a text, 0 when none does."""
        places = [found.start() for group in self._groups if (found := group.search(text))]
        return min(places, default=0)

    def touched_by(self, text: str) -> bool:
        """Whether the first group, what the thing is called, is in the text."""
        return bool(self._groups) and bool(self._groups[0].search(text))
