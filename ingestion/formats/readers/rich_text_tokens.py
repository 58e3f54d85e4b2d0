"""Rich text (RTF) as a stream of groups, control words and letters: encodings, skips and binary data are dealt with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
#: Encodings of the character sets that fonts name (``\fcharset``), besides those of Windows.
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
             163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
             255: "cp437"}  # fmt: skip
_FAMILIES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_SYMBOL_SET = 2  # of fonts whose letters are signs
_SIGNS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "", b"\r": ""}


class Token(NamedTuple):
    """A piece of the file: « { », « } », a control word with its number, « * », or text (with an empty word)."""

    word: str
    number: int | None = None
    text: str = ""


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it."""

    skip: int = 1  # characters after each Unicode one, for readers that do not know it
    font: int | None = None
    names_fonts: bool = False  # it is the table of fonts, which is in none of them


def tokens(data: bytes) -> Iterator[Token]:
    """The pieces of a file in order."""
    states = [_State()]
    page, fonts = "cp1252", dict[int, str]()
    defined: int | None = None  # the font that the table of fonts is telling about
    skipped = place = 0
    pending = bytearray()

    def encoding() -> str:
        font = states[-1].font
        return page if font is None or states[-1].names_fonts else fonts.get(font, page)

    while place < len(data):
        match = _TOKEN.match(data, place)
        assert match is not None
        place = match.end()
        if match["hex"] is not None or match["text"] is not None:
            letters = bytes.fromhex(match["hex"].decode()) if match["hex"] is not None else match["text"]
            taken = min(skipped, len(letters))
            skipped -= taken
            pending += letters[taken:]
            continue
        if pending:
            yield Token("", text=_decoded(bytes(pending), encoding()))
            pending.clear()
        if match["open"] or match["close"]:
            skipped = 0
            if match["open"]:
                states.append(replace(states[-1]))
            elif len(states) > 1:
                states.pop()
            yield Token("{" if match["open"] else "}")
            continue
        if match["sign"] is not None:
            if match["sign"] == b"*":
                yield Token("*")
            elif match["sign"] in (b"\n", b"\r"):
                yield Token("par")
            elif skipped:
                skipped -= 1
            elif text := _SIGNS.get(match["sign"], ""):
                yield Token("", text=text)
            continue
        if match["word"] is None:
            continue
        word = match["word"].decode()
        number = int(match["number"]) if match["number"] is not None else None
        if word == "bin":
            place += max(0, number or 0)
        elif word == "u" and number is not None:
            yield Token("", text=_letter(number, fonts.get(states[-1].font or -1) == "symbol"))
            skipped = states[-1].skip
        elif word == "uc":
            states[-1].skip = min(max(0, number or 0), 8)
        elif word in _FAMILIES:
            page = _FAMILIES[word]
        elif word == "ansicpg" and number:
            page = _known(f"cp{number}", page)
        elif word == "f" and number is not None:
            states[-1].font = defined = number
            yield Token(word, number)
        elif word == "fcharset" and defined is not None:
            if number == _SYMBOL_SET:
                fonts[defined] = "symbol"
            elif number in _CHARSETS:
                fonts[defined] = _CHARSETS[number]
        else:
            states[-1].names_fonts |= word == "fonttbl"
            yield Token(word, number)
    if pending:
        yield Token("", text=_decoded(bytes(pending), encoding()))


def _decoded(data: bytes, encoding: str) -> str:
    if encoding == "symbol":  # the place that Windows gives such letters in Unicode
        return "".join(chr(0xF000 + code) if code > 0x20 else chr(code) for code in data)
    return data.decode(encoding, "replace")


def _letter(number: int, symbol: bool) -> str:
    code = number + 0x10000 if number < 0 else number
    if symbol and 0x20 < code < 0x100:
        code += 0xF000
    return chr(code) if 0 < code < 0x110000 else ""


def _known(encoding: str, otherwise: str) -> str:
    name = "utf-8" if encoding == "cp65001" else "mac_roman" if encoding == "cp10000" else encoding
    try:
        b"".decode(name)
    except LookupError:
        return otherwise
    return name
