"""The part that a piece plays in its dossier, guessed from its file name, then from its first page."""

from __future__ import annotations

import re

from domain import PieceKind
from domain.text_folding import fold
from languages import PieceNames

_TITLE_LENGTH = 1500  # characters of the first page that may hold its title


def guess_kind(filename: str, first_page_text: str, names: PieceNames) -> PieceKind:
    """Kind of a piece, AUTRE when neither its name nor its first page says it."""
    named = kind_by_name(filename.rpartition(".")[0] or filename, names)
    if named is not None:
        return named[0]
    title = " ".join(fold(first_page_text[:_TITLE_LENGTH]).split())
    found = _first(title, names.anywhere + names.in_title)
    return found[0] if found else PieceKind.AUTRE


def kind_by_name(stem: str, names: PieceNames) -> tuple[PieceKind, str] | None:
    """The kind that the name of a file (without extension) or of a folder tells, and the word that does."""
    name = re.sub(r"[\s_.’'-]+", " ", fold(re.sub(r"(?<=[a-zéè])(?=[A-Z])", " ", stem)))
    if names.answers_to:
        name = re.sub(names.answers_to, "", name)
    return _first(name, names.decisive) or _first(name, names.anywhere + names.in_name)


def _first(text: str, words: tuple[tuple[PieceKind, str], ...]) -> tuple[PieceKind, str] | None:
    hits = [(match.start(), kind, match[0]) for kind, pattern in words if (match := re.search(pattern, text))]
    return min(hits, key=lambda hit: hit[0])[1:] if hits else None
