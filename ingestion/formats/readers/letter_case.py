"""Letters that a file shows in another case than it holds them in."""

from __future__ import annotations

import re

_FIRST = re.compile(r"(?<![\w'’])[^\W\d_]")


def in_case(text: str, case: str) -> str:
    """A text as rules of style show it: « uppercase », « lowercase », « capitalize »; any other as it is."""
    if case == "uppercase":
        return text.upper()
    if case == "lowercase":
        return text.lower()
    return _FIRST.sub(lambda letter: letter[0].upper(), text) if case == "capitalize" else text
