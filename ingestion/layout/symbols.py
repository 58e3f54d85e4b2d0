"""Marks set in fonts of symbols (Wingdings, Webdings, Symbol): what their codes stand for, where they bear meaning."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Mapping, Sequence

from ingestion.layout.page_objects import DrawnText
from ingestion.layout.pdfium_calls import pdfium_calls

# Codes of Wingdings, which PDFs shift to U+F000 (Microsoft's table of the font). Bullets are left out: they begin
# items, and cleaning makes paragraphs of them.
MARKS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0xCE: "✗", 0xCF: "✗", 0xD0: "✗",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "→", 0xF0: "⇨",
}  # fmt: skip
# The same of fonts that are told by their names alone.
MARKS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x30: "☐"}
MARKS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓"}
WEB_MARKS = {0x61: "✓", 0x63: "☐", 0x72: "✗"}

BULLET = 0xA7

_FONT = re.compile(r"(?:^|[+,])(wing|web)dings[ -]?([23]?)", re.IGNORECASE)
_MARKS = {("wing", ""): MARKS, ("wing", "2"): MARKS_2, ("wing", "3"): MARKS_3, ("web", ""): WEB_MARKS}
_NAME = 128  # bytes of the name of a font, at most
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_PRIVATE_BYTE = b"\xf0"  # of each of them in UTF-16: a text without it needs no look at each character

Marks = Mapping[int, str]


def symbol_texts(texts: Sequence[DrawnText]) -> dict[int, Marks]:
    """The addresses of the texts that are set in a font of symbols, with the marks of the font."""
    fonts = [*map(pdfium_calls().text_font, [text.pointer for text in texts])]
    known = {font: marks for font in set(fonts) if font and (marks := _marks(font)) is not None}
    if not known:
        return {}  # nearly all pages
    return {text.address: known[font] for text, font in zip(texts, fonts, strict=True) if font in known}


def _marks(font: int) -> Marks | None:
    buffer = ctypes.create_string_buffer(_NAME)
    pdfium_calls().font_name(font, ctypes.addressof(buffer), _NAME)
    match = _FONT.search(buffer.value.decode("utf-8", "replace"))
    return None if match is None else _MARKS.get((match[1].lower(), match[2]))


def written_symbols(text: str, set_in: Iterable[tuple[int, Marks]] = ()) -> dict[int, str]:
    """What is to be written in place of marks, by their index in the text of a page.

    Args:
        text: The text of the page.
        set_in: The characters that are set in a font of symbols, by index, with the marks of the font (see
            :func:`symbol_texts`). A letter in such a font is no letter: what bears no meaning is a bullet.
    """
    found = {}
    for index, marks in set_in:
        code = _code(text[index])
        if code is None:
            continue
        mark = marks.get(code)
        found[index] = mark if mark is not None and not _is_bullet(text, index) else chr(0xF000 + code)
    for match in _PRIVATE.finditer(text) if _PRIVATE_BYTE in text.encode("utf-16-le", "surrogatepass") else ():
        if match.start() in found:
            continue
        mark = MARKS.get(ord(match[0]) - 0xF000)
        if mark is not None and not _is_bullet(text, match.start()) and not _beside_number(text, match.start()):
            found[match.start()] = mark
    return found


def _code(char: str) -> int | None:
    """The code of a character in its font, None for one that a table of letters cannot have given."""
    if "\uf020" <= char <= "\uf0ff":
        return ord(char) - 0xF000
    if char == "ß" or (char < " " and not char.isspace()):
        return BULLET  # its code is another in each of the tables that the file may mean, or none of the font's
    code = char.encode("cp1252", "ignore")
    return code[0] if code and not char.isspace() else None


def _is_bullet(text: str, index: int) -> bool:
    """Whether a mark begins a line that goes on: an item of a list, whatever the ornament."""
    before = text[:index].rstrip(" ")
    after = text[index + 1 :].lstrip(" ")
    return (not before or before[-1] in "\r\n") and bool(after) and after[0] not in "\r\n"


def _beside_number(text: str, index: int) -> bool:
    """Whether it may be a letter of the Symbol font (≤, ×), which cleaning reads beside a number."""
    return text[index + 1 : index + 2].isdigit() or text[index - 1 : index].isdigit()
