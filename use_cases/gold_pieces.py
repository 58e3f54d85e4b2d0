"""The pieces that a gold file names -> pieces of the corpus: extension, case and spelling of accents do not count."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from corpus import Corpus
from domain import PieceInfo
from evaluation import Gold
from evaluation.gold_cells import GoldCell
from use_cases.accepted_files import accepted_extensions


def with_pieces(corpus: Corpus, gold: Gold) -> tuple[Gold, tuple[str, ...]]:
    """A gold whose pieces have the names of the corpus, and the pieces that its documents do not have.

    Args:
        corpus: Where the documents are; those that it does not have are left as they are, and nothing is said of them.
        gold: As its files name them; its documents have their slugs.

    Returns:
        The gold, and « document : piece » for each piece that is in no such document.
    """
    names: dict[str, _Names] = {}
    unknown: dict[str, None] = {}
    cells = []
    for cell in gold.cells:
        if cell.document not in names and corpus.documents.exists(cell.document):
            names[cell.document] = _Names(corpus.documents.get(cell.document).pieces)
        known = names.get(cell.document)
        if known is None:
            cells.append(cell)
            continue
        cells.append(_renamed(cell, known))
        said = [item.piece for item in cell.evidence] + [value.piece for value in cell.values if value.piece]
        unknown.update(dict.fromkeys(f"{cell.document} : {piece}" for piece in said if known.find(piece) is None))
    return replace(Gold.of(cells, gold.blank), left_out=gold.left_out), tuple(unknown)


class _Names:
    """The pieces of a document by all that they may be called."""

    def __init__(self, pieces: Sequence[PieceInfo]):
        self._exact = {piece.name for piece in pieces}
        self._keys: dict[str, set[str]] = {}
        for piece in pieces:
            for said in {piece.name, piece.filename}:
                for key in _spellings(said):
                    self._keys.setdefault(key, set()).add(piece.name)

    def find(self, said: str) -> str | None:
        """The piece that is meant; None where there is none, or where two could be."""
        if said in self._exact:
            return said
        for key in _spellings(said):
            found = self._keys.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None


#: Apostrophes and dashes as word processors write them.
_TYPOGRAPHY = str.maketrans("’‘ʼ‐‑–—−", "'''-----")


def _spellings(said: str) -> tuple[str, ...]:
    """What a name is compared by: as it is but for case, accents and typography, then without its extension."""
    plain = unicodedata.normalize("NFC", said).translate(_TYPOGRAPHY)
    key = " ".join(unicodedata.normalize("NFC", plain.casefold()).split())
    suffix = PurePosixPath(key).suffix
    return (key, key.removesuffix(suffix).rstrip()) if suffix in accepted_extensions() else (key,)


def _renamed(cell: GoldCell, known: _Names) -> GoldCell:
    evidence = tuple(replace(item, piece=known.find(item.piece) or item.piece) for item in cell.evidence)
    values = tuple(
        replace(value, piece=known.find(value.piece) or value.piece) if value.piece else value for value in cell.values
    )
    return replace(cell, evidence=evidence, values=values)
