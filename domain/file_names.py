"""Names of files as they can be written on every system, told apart as every system tells them apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

LONGEST_NAME = 200  # bytes: file systems take 255, and something may be added
#: What a system refuses, and marks that turn the order of letters round (« txt.exe » shown as « exe.txt »).
_NEVER = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
#: Names that Windows keeps for devices, whatever their extension.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_KEPT_END = 60  # bytes of the end of a name that tell it from others


def name_key(name: str) -> str:
    """What two names share that some system takes for one: case and the way accents are spelt do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def writable_name(name: str) -> str:
    """A file's name, its accents spelt in the one way, without characters that a system refuses, of 200 bytes at most.

    A longer one loses its middle: « Règlement écrit de la zone…version consolidée.pdf ».
    """
    clean = _NEVER.sub("_", unicodedata.normalize("NFC", name)).rstrip(". ") or "_"
    clean = f"_{clean}" if _DEVICES.match(clean) else clean
    if len(clean.encode("utf-8", "replace")) <= LONGEST_NAME:
        return clean
    suffix = PurePosixPath(clean).suffix
    if len(suffix.encode("utf-8", "replace")) > 20:
        suffix = ""
    stem = clean.removesuffix(suffix).encode("utf-8", "replace")
    room = LONGEST_NAME - len(suffix.encode("utf-8", "replace")) - len("…".encode())
    begin, end = stem[: room - _KEPT_END], stem[-_KEPT_END:]
    return f"{begin.decode('utf-8', 'ignore').rstrip()}…{end.decode('utf-8', 'ignore').lstrip()}{suffix}"


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or « name (2) » and so on, whose key is none of those ``taken``."""
    path = PurePosixPath(name)
    found, count = name, 1
    while name_key(found) in taken:
        count += 1
        found = f"{path.stem} ({count}){path.suffix}"
    return found
