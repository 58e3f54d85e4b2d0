"""Marks set in fonts of symbols (Wingdings, Webdings, Symbol): what their codes stand for, where they bear meaning."""

from __future__ import annotations

import re

# Codes of Wingdings, which PDFs shift to U+F000 (Microsoft's table of the font). Bullets are left out: they begin
# items, and cleaning makes paragraphs of them.
MARKS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0xCE: "✗", 0xCF: "✗", 0xD0: "✗",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "→", 0xF0: "⇨",
}  # fmt: skip
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def written_symbols(text: str) -> dict[int, str]:
    """What is to be written in place of marks, by their index in the text of a page."""
    found = {}
    for match in _PRIVATE.finditer(text):
        mark = MARKS.get(ord(match[0]) - 0xF000)
        if mark is not None and not _is_bullet(text, match.start()) and not _beside_number(text, match.start()):
            found[match.start()] = mark
    return found


def _is_bullet(text: str, index: int) -> bool:
    """Whether a mark begins a line that goes on: an item of a list, whatever the ornament."""
    before = text[:index].rstrip(" ")
    after = text[index + 1 :].lstrip(" ")
    return (not before or before[-1] in "\r\n") and bool(after) and after[0] not in "\r\n"


def _beside_number(text: str, index: int) -> bool:
    """Whether it may be a letter of the Symbol font (≤, ×), which cleaning reads beside a number."""
    return text[index + 1 : index + 2].isdigit() or text[index - 1 : index].isdigit()
