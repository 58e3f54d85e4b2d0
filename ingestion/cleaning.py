"""Raw page text becomes clean text, with a map from each clean character back to the raw one.

What is repaired: ligatures, decomposed accents, exotic spaces, control characters, glyphs of symbol
fonts, and words cut by a hyphen at the end of a line. Compatibility forms that carry meaning (m²,
½, n°) are left alone: that is why NFKC is not used.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from languages import HyphenRule

LEAST_CUT = 3  # letters before the hyphen of a cut word
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

# Code points of the Adobe Symbol font, which PDFs shift to U+F000: only those that change the
# meaning of a number, and only beside one (the same codes are ornaments in other fonts).
SYMBOLS = {"\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0b0": "°"}

_ODD_SPACES = r"\t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IGNORABLE = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff"
_LIGATED = r"\ufb00-\ufb06"
_COMBINING = r"\u0300-\u036f"
_SPACE = rf"[ {_ODD_SPACES}]"
_IGNORED = rf"[{_IGNORABLE}]"
_PRIVATE = r"[\ue000-\uf8ff]"
_GLYPH = rf"(?:{_IGNORED}|{_PRIVATE})"
_NEWLINE = r"(?:\r\n|\r|\n)"
_BREAK = re.compile(_NEWLINE)

_SPECIAL = re.compile(
    # A hyphen that ends a line. PDFium gives U+FFFE (or U+0002) for it and swallows the line break.
    rf"(?P<hyphen>(?<=\w)(?:[\ufffe\x02]{_SPACE}*(?:{_NEWLINE}{_SPACE}*)?"
    rf"|[-\u2010\xad]{_SPACE}*{_NEWLINE}{_SPACE}*)(?=\w))"
    rf"|(?P<newline>(?:(?:{_SPACE}|{_IGNORED})*{_NEWLINE})+{_SPACE}*(?P<bullet>{_GLYPH}{{1,2}}{_SPACE}+)?)"
    rf"|(?P<glyph>{_SPACE}*{_GLYPH}(?:{_GLYPH}|{_SPACE})*)"
    rf"|(?P<space>{_SPACE}{{2,}}|(?! ){_SPACE})"
    rf"|(?P<ligature>[{_LIGATED}])"
    rf"|(?P<accent>[^\W\d_][{_COMBINING}]+)"
)
# Whatever is special holds one of these, or two spaces: looked for first, forty times faster than _SPECIAL.
_ODD = re.compile(rf"[\r\n{_ODD_SPACES}{_IGNORABLE}\ue000-\uf8ff{_LIGATED}{_COMBINING}]")
# Most of what is special: the end of a line, between a sign and one that has no part in what follows a line.
_PLAIN_END = re.compile(
    rf"(?<![ -\u2010{_ODD_SPACES}{_IGNORABLE}\r\n])(?P<newline>\r\n(?P<bullet>(?!))?)"
    rf"(?![ {_ODD_SPACES}{_IGNORABLE}\ue000-\uf8ff\r\n])"
)
# U+FFFE and U+0002 are PDFium's hyphens at the ends of lines, and stand between letters as well.
_UNREAD = r"[\x01\x03-\x08\x0e-\x1f\x80-\x84\x86-\x9f]"
_UNREAD_LETTER = re.compile(rf"\ufffd|(?<=[^\W\d_]){_UNREAD}|{_UNREAD}(?=[^\W\d_])")
_MAY_BE_UNREAD = re.compile(rf"[\ufffd{_UNREAD[1:]}")
_HAS_PRIVATE = re.compile(_PRIVATE)
_HAS_SPACE = re.compile(_SPACE)
_OPENING_BULLET = re.compile(rf"{_SPACE}*{_GLYPH}{{1,2}}{_SPACE}+")
_BREAKABLE_SPACE = re.compile(r" (?![;:!?»%°)])")
_WORD_BEFORE = re.compile(r"[\w'’-]{1,40}\Z")
_WORD_AFTER = re.compile(r"[\w'’-]{1,40}")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each clean character comes from.

    The clean text is a chain of runs. Run ``i`` starts at ``clean[i]`` and comes from ``raw[i]`` on:
    character by character where ``copied[i]``, wholly from that one place otherwise.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]
    copied: tuple[bool, ...]

    def raw_index(self, position: int) -> int:
        """Index in the raw text of the clean character at ``position``."""
        run = bisect_right(self.clean, position) - 1
        return self.raw[run] + (position - self.clean[run] if self.copied[run] else 0)

    def clean_index(self, place: int) -> int:
        """Position in the clean text of the raw character at ``place``, or of what stands there instead."""
        run = bisect_right(self.raw, place) - 1
        if run < 0:
            return 0
        position = self.clean[run] + (place - self.raw[run] if self.copied[run] else 0)
        return min(position, self.clean[run + 1]) if run + 1 < len(self.clean) else position


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text, its map to the raw text, and the count of characters nobody could read."""

    text: str
    alignment: Alignment
    lost_glyphs: int


class _Writer:
    """Builds the clean text run by run; keeps line structure when a cut word is joined."""

    def __init__(self, raw: str):
        self.raw = raw
        self.parts: list[str] = []
        self.clean: list[int] = []
        self.origin: list[int] = []
        self.copied: list[bool] = []
        self.length = 0
        self.last = "\n"
        self.owes_newline = False

    def _append(self, text: str, origin: int, *, copied: bool) -> None:
        self.parts.append(text)
        self.clean.append(self.length)
        self.origin.append(origin)
        self.copied.append(copied)
        self.length += len(text)
        self.last = text[-1]

    def copy(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self.owes_newline:
            # The end of a joined word is written on the line where the word began.
            gap = _BREAKABLE_SPACE.search(self.raw, start, end)
            if gap:
                self.copy_plain(start, gap.start())
                self.newline(gap.start())
                start = gap.end()
        self.copy_plain(start, end)

    def copy_plain(self, start: int, end: int) -> None:
        if start < end and self.last in "\n " and self.raw[start] == " ":
            start += 1
        if start < end:
            self._append(self.raw[start:end], start, copied=True)

    def put(self, text: str, origin: int) -> None:
        self._append(text, origin, copied=False)

    def space(self, origin: int, following: str) -> None:
        if self.owes_newline and following not in ";:!?»%°)":
            self.newline(origin)
        elif self.last not in "\n ":
            self.put(" ", origin)

    def newline(self, origin: int, *, blank: bool = False) -> None:
        self.owes_newline = False
        if self.length == 0:
            return
        self._drop_trailing_space()
        breaks = "\n\n" if blank else "\n"
        if self.last == "\n":
            # Of a line only a bullet without text was left: the breaks around it make one blank line at most.
            breaks = "" if "".join(self.parts[-2:]).endswith("\n\n") else "\n"
        if breaks:
            self.put(breaks, origin)

    def _drop_trailing_space(self) -> None:
        while self.last == " ":
            kept = self.parts[-1][:-1]
            self.length -= 1
            if kept:
                self.parts[-1] = kept
                self.last = kept[-1]
                return
            for column in (self.parts, self.clean, self.origin, self.copied):
                column.pop()
            self.last = self.parts[-1][-1] if self.parts else "\n"

    def finish(self, lost_glyphs: int) -> Cleaned:
        text = "".join(self.parts).rstrip()
        return Cleaned(text, Alignment(tuple(self.clean), tuple(self.origin), tuple(self.copied)), lost_glyphs)


def clean_page(raw: str, keeps_hyphen: HyphenRule) -> Cleaned:
    """Cleans the text of one page.

    Lines stay lines: a word cut at a line end is completed on its first line. A blank line in the
    result is a paragraph break: either one of the raw text, or a list item whose bullet is a glyph
    without text (a symbol font).

    Args:
        raw: Text as the reader gives it.
        keeps_hyphen: Told the two halves of a cut word and the position in the clean text, says
            whether the hyphen belongs to the word.
    """
    writer = _Writer(raw)
    lost = 0
    position = 0
    opening = _OPENING_BULLET.match(raw)
    if opening:
        position = opening.end()
    for match in find_specials(raw, position):
        start, end = match.span()
        writer.copy(position, start)
        position = end
        kind = match.lastgroup
        if kind == "hyphen":
            _join(writer, match, keeps_hyphen)
        elif kind in ("newline", "bullet"):
            blank = match[0] != "\r\n" and (match["bullet"] is not None or len(_BREAK.findall(match[0])) > 1)
            writer.newline(start, blank=blank)
        elif kind == "glyph":
            lost += _glyph(writer, match)
        elif kind == "space":
            writer.space(start, raw[end : end + 1])
        elif kind == "ligature":
            writer.put(LIGATURES.get(match[0], match[0]), start)
        else:
            writer.put(unicodedata.normalize("NFC", match[0]), start)
    writer.copy(position, len(raw))
    return writer.finish(lost)


def find_specials(raw: str, position: int = 0) -> Iterator[re.Match[str]]:
    """The matches of ``_SPECIAL`` from ``position`` on, as its ``finditer`` gives them."""
    double = -1
    searched = position  # odd characters before this place are done with
    while True:
        odd = _ODD.search(raw, searched)
        if double < searched:
            double = raw.find("  ", searched)
            double = len(raw) if double < 0 else double
        place = min(odd.start() if odd else len(raw), double)
        if place == len(raw):
            return
        plain = _PLAIN_END.match(raw, place) if place > position else None
        if plain:
            yield plain
            position = searched = plain.end()
            continue
        begin = place
        while begin > position and raw[begin - 1] == " ":
            begin -= 1
        begin -= begin > position  # the hyphen of a cut word, or the letter under an accent
        found = next((match for at in range(begin, place + 1) if (match := _SPECIAL.match(raw, at))), None)
        if found:
            yield found
            position = searched = found.end()
        else:
            searched = place + 1


def _join(writer: _Writer, match: re.Match[str], keeps_hyphen: HyphenRule) -> None:
    halves = cut_word(writer.raw, match.start(), match.end())
    if _is_of_foot(*halves):
        writer.put("-", match.start())
        writer.newline(match.start())
        return
    if keeps_hyphen(*halves, writer.length):
        writer.put("-", match.start())
    writer.owes_newline = True


def _is_of_foot(left: str, right: str) -> bool:
    """Whether what follows a cut word is the foot of its page, and the word goes on over the page.

    No word goes on in capitals, nor, but for a code, in figures.
    """
    if not left[-1:].islower():
        return False
    return (len(right) > 1 and right.isupper()) or (right.isdigit() and len(left) >= LEAST_CUT and left.isalpha())


def _glyph(writer: _Writer, match: re.Match[str]) -> int:
    """Writes what a run of glyphs without text stands for; returns how many were lost."""
    run = match[0]
    stripped = "".join(char for char in run if not _HAS_SPACE.match(char))
    symbol = SYMBOLS.get(stripped)
    after = writer.raw[match.end() : match.end() + 1]
    before = writer.raw[match.start() - 1 : match.start()]
    if symbol and (after.isdigit() or before.isdigit()):
        if run[0] != stripped[0]:
            writer.space(match.start(), symbol)
        writer.put(symbol, match.start())
        if run[-1] != stripped[-1]:
            writer.space(match.start(), after)
        return 0
    if _HAS_PRIVATE.search(run) or _HAS_SPACE.search(run):
        writer.space(match.start(), after)
    return sum(1 for char in stripped if char not in "\xad\ufeff" and not "\u200b" <= char <= "\u2064")


def unread_letters(raw: str) -> int:
    """Characters inside or beside words that the font gives no letter to: accents that are lost, mostly."""
    return len(_UNREAD_LETTER.findall(raw)) if _MAY_BE_UNREAD.search(raw) else 0


def cut_word(raw: str, start: int, end: int) -> tuple[str, str]:
    """The two halves of the word that the hyphen at ``raw[start:end]`` cuts."""
    left = _WORD_BEFORE.search(raw, max(0, start - 40), start)
    right = _WORD_AFTER.match(raw, end)
    return (left[0] if left else "", right[0] if right else "")


def cut_words(raw: str) -> list[tuple[str, str]]:
    """The halves of all words of ``raw`` cut by a line-end hyphen."""
    return [cut_word(raw, match.start(), match.end()) for match in find_specials(raw) if match.lastgroup == "hyphen"]
