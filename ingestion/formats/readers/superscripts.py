"""Digits that a file raises by its markup, as characters: « 40 m² » is no « 40 m2 », « 320¹ » no « 3201 »."""

from __future__ import annotations

import re

_RAISED = re.compile(r"\s*[+\-−]?\d+(?:[,;]\s?\d+)*\s*")
_SIGNS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """The text of a raised run: numbers in superscript characters, anything else (« er », « e ») as it is."""
    return text.translate(_SIGNS) if _RAISED.fullmatch(text) else text
