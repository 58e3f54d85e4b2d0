"""Pieces with nothing to read in them: dummy files, and annexes that only give an address."""

from __future__ import annotations

import re

from domain import PageStatus, ReadPiece

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_FEW_PAGES = 2
#: Characters, without spaces, under which the text of a piece says nothing.
_NOTHING = 60
#: Under which, beside an address, it says no more than where the piece is.
_LITTLE = 600


def hollow_warning(piece: ReadPiece) -> str | None:
    """What to say of a piece that stands for another: it is a dummy, or a link; None where it holds text."""
    if len(piece.pages) > _FEW_PAGES or any(page.status is not PageStatus.READ for page in piece.pages):
        return None
    text = " ".join(page.text for page in piece.pages)
    addresses = _ADDRESS.findall(text)
    rest = "".join(_ADDRESS.sub("", text).split())
    if addresses and len(rest) < _LITTLE:
        return f"La pièce ne fait que renvoyer à une adresse ({addresses[0][:120]}) : son contenu n’est pas là."
    if len(rest) < _NOTHING:
        return "Page presque vide : ce fichier tient sans doute la place d’une pièce absente."
    return None
