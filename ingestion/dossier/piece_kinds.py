"""The part that a piece plays in its dossier, guessed from its file name, then from its first page."""

from __future__ import annotations

import re

from domain import PieceKind
from domain.text_folding import fold
from languages import PieceNames

_TITLE_LENGTH = 1500  # characters of the first page that may hold its title


def guess_kind(filename: str, first_page_text: str, names: PieceNames) -> PieceKind:
    """Kind of a piece, AUTRE when neither its name nor its first page says it."""
    stem = filename.rpartition(".")[0] or filename
    name = re.sub(r"[\s_.-]+", " ", fold(re.sub(r"(?<=[a-zéè])(?=[A-Z])", " ", stem)))
    found = _first(name, names.anywhere + names.in_name)
    if found is None:
        title = " ".join(fold(first_page_text[:_TITLE_LENGTH]).split())
        found = _first(title, names.anywhere + names.in_title)
    return found or PieceKind.AUTRE


def _first(text: str, words: tuple[tuple[PieceKind, str], ...]) -> PieceKind | None:
    hits = [(match.start(), kind) for kind, pattern in words if (match := re.search(pattern, text))]
    return min(hits, key=lambda hit: hit[0])[1] if hits else None
