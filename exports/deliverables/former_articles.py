"""Numbers that articles of the town planning code had before 2016, beside those that a grid quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ARTICLE = re.compile(r"\b([LR])\. ?(\d+-\d+(?:-\d+)*)")
_UNSPACED = re.compile(r"\b([LR])\.(?=\d)")
_TOWN_PLANNING = "code de l'urbanisme"


def former_articles(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The former numbers of the articles that a reference names, each once; none outside the town planning code.

    They are written as the grid writes present ones: « L. 123-1-5 III 2° ».

    Args:
        text: « Code de l'urbanisme, article L. 151-23 ».
        known: Former numbers by the present one, written « L.151-23 ».
    """
    if _TOWN_PLANNING not in text.lower().replace("’", "'"):
        return ()
    found = (former for letter, number in _ARTICLE.findall(text) for former in known.get(f"{letter}.{number}", ()))
    return tuple(dict.fromkeys(_UNSPACED.sub(r"\1. ", former) for former in found))
