"""The text of a plain file: which encoding its bytes are in, decided by how French the text then reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
#: Encodings of one byte a letter that French files come in; of two that read as well the first is taken.
_ONE_BYTE = ("cp1252", "cp850", "mac_roman", "iso8859-15", "cp437")
_LETTERS = frozenset("àâäçéèêëîïôöùûüœæÀÂÇÉÈÊËÎÏÔÙÛŒ")
_SIGNS = frozenset("«»’‘“”–—…€°²³§·•×½¼¾‰\u00a0\u202f")
#: What follows or stands before a letter tells more than the letter: « é » stands between letters, « À » begins a word.
_INSIDE = re.compile(r"[a-zà-ÿœæ'’][àâäçéèêëîïôöùûüœæ]|[àâäçéèêëîïôöùûüœæ][a-zà-ÿœæ]")
_ODD_CASE = re.compile(
    r"[a-zà-ÿœæ][ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ](?![A-ZÀ-ÝŒÆ])|[àâäçéèêëîïôöùûüœæ][A-ZÀ-ÝŒÆ]"
    r"|(?<![^\W\d_])[œŒ](?![^\W\d_])"
    r"|[^\W\d_][°²³§·•×½¼¾‰¬¤¦¨¯´¸¿¡ªºÞþÐðƒ‡†ˆ˜‚„‹›˝˛ˇ]"
)
_C1 = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PROBE = 200_000  # bytes that are looked at


#: A letter of UTF-8 that was read as Windows-1252 and written in UTF-8 once more: « Ã© », « â€™ ».
_TWICE = re.compile("[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{1,2}")
_LEAST_TWICE = 2
TWICE = "utf-8, écrit deux fois"


class Decoded(NamedTuple):
    """A text, the encoding it was in, and whether that was guessed and may be wrong."""

    text: str
    encoding: str
    unsure: bool = False


def decode_text(data: bytes, declared: Iterable[str] = ()) -> Decoded:
    """The text of a plain file.

    Its byte order mark (BOM) decides; else UTF-8 where it is that; else UTF-16 where every second byte is zero; else,
    of the encodings of French files, the one in which the text reads best.

    Args:
        data: The bytes.
        declared: Encodings that the file names for itself: taken where they read no worse than the best.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(encoding, "replace"), encoding)
    wide = wide_encoding(data)
    if wide is not None:
        return Decoded(data.decode(wide, "replace"), wide)
    try:
        return _once(data.decode("utf-8"))
    except UnicodeDecodeError:
        # One damaged letter does not make a file of UTF-8 another's.
        text = data.decode("utf-8", "replace")
        if sum(char in _LETTERS for char in text) > text.count("\ufffd"):
            return Decoded(text, "utf-8", unsure=True)
    probe = _probe(data)
    scores = {name: _score(probe.decode(name, "replace")) for name in dict.fromkeys((*_known(declared), *_ONE_BYTE))}
    best = max(scores, key=scores.__getitem__)
    return Decoded(data.decode(best, "replace"), best, unsure=scores[best] < 0)


def _once(text: str) -> Decoded:
    """A text of UTF-8, its letters that were written twice as they were meant."""
    meant = {found: letter for found in set(_TWICE.findall(text)) if (letter := _meant(found)) is not None}
    if sum(text.count(found) for found in meant) < _LEAST_TWICE:
        return Decoded(text, "utf-8")
    return Decoded(_TWICE.sub(lambda found: meant.get(found[0], found[0]), text), TWICE)


def _meant(found: str) -> str | None:
    """The French character that was written twice, with what follows it; None where it is none."""
    for length in (len(found), len(found) - 1):
        raw = b"".join(_byte(char) for char in found[:length])
        try:
            letter = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return letter + found[length:] if letter in _LETTERS or letter in _SIGNS else None
    return None


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:  # places that Windows-1252 leaves empty
        return bytes([ord(char)]) if ord(char) < 0x100 else b"?"


def wide_encoding(data: bytes) -> str | None:
    """The encoding of two or four bytes a letter of a file that does not say so, None where it has none.

    French has nearly all its letters under U+0100: every second byte of its UTF-16 is zero, three of four in UTF-32.
    """
    head = data[:4096]
    if len(data) % 4 == 0 and len(head) >= 8:
        for first, encoding in ((0, "utf-32-le"), (3, "utf-32-be")):
            letters, empty = head[first::4], (head[(first + step) % 4 :: 4] for step in (1, 2, 3))
            if letters.count(0) == 0 and all(part.count(0) > 0.7 * len(part) for part in empty):
                return encoding
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.02 * len(others) + 1:
            text = head.decode(encoding, "replace")
            if _C1.search(text) is None:
                return encoding
    return None


def _probe(data: bytes) -> bytes:
    """Lines with bytes above ASCII: the others say nothing of the encoding."""
    lines = [line for line in data.splitlines() if any(byte > 0x7F for byte in line)]
    return b"\n".join(lines)[:_PROBE]


def _known(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        try:
            "é".encode(name)
        except (LookupError, UnicodeError):
            continue
        yield name.lower()


def _score(text: str) -> float:
    """How French a text reads, by its letters above ASCII: a positive score is that of a text that does."""
    above = [char for char in text if char > "\x7f"]
    good = sum(char in _LETTERS for char in above) + 0.5 * sum(char in _SIGNS for char in above)
    inside = len(_INSIDE.findall(text))
    odd = len(_ODD_CASE.findall(text))
    bad = sum(char not in _LETTERS and char not in _SIGNS for char in above) + 3 * len(_C1.findall(text))
    return (good + inside - 2 * odd - 2 * bad) / max(1, len(above))
