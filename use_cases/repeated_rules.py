"""A structured règlement (XML, JSON) beside the PDF that says the same: one of them is evidence, and which is told.

The PDF stays: its pages can be cited and drawn. The structured file stays where no other piece holds its text, as where
the PDF is a scan that nobody could read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from corpus import Corpus
from domain import PieceInfo, PieceKind
from domain.text_folding import plain

_STRUCTURED = frozenset({".xml", ".json"})
#: Words that follow one another: as many are hardly twice in two texts by chance.
_RUN = 5
#: Share of the runs of words of a file from which on it says what the other says. Not all: hyphens, tables and running
#: heads of a PDF cut some.
_SAME = 0.8
#: Under which two files have nothing in common but the words of every règlement.
_OTHER = 0.2

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RepeatedRules:
    """A structured règlement beside other ones.

    Attributes:
        piece: Its name.
        filename: Its file.
        others: Files that hold the most of its text.
        share: Share of its text that they hold.
    """

    piece: str
    filename: str
    others: tuple[str, ...]
    share: float

    @property
    def is_repeated(self) -> bool:
        """Whether it says nothing of its own, and is no evidence besides."""
        return self.share >= _SAME

    def __str__(self) -> str:
        where = f"{', '.join(self.others[:3])}{'…' if self.others[3:] else ''}"
        share = f"{round(100 * self.share)}\N{NO-BREAK SPACE}%"
        if self.is_repeated:
            return (
                f"{self.filename} : règlement structuré, laissé de côté, car {share} de son texte est dans {where}, "
                "qui est cité à sa place."
            )
        return (
            f"{self.filename} : règlement structuré, lu en plus de {where}, où n'est que {share} de son texte. "
            "Vérifiez que les deux sont de la même version."
        )


def repeated_rules(corpus: Corpus, document: str) -> list[RepeatedRules]:
    """The structured règlements of a document that stand beside others with some of the same text."""
    rules = [piece for piece in corpus.documents.get(document).pieces if piece.kind is PieceKind.REGLEMENT]
    structured = [piece for piece in rules if _is_structured(piece)]
    if not structured or len(rules) == 1:
        return []
    held = {piece.filename: _runs(corpus, document, piece) for piece in rules if not _is_structured(piece)}
    found = []
    for piece in structured:
        own = _runs(corpus, document, piece)
        shared = {filename: len(own & runs) for filename, runs in held.items()}
        share = len(own & frozenset().union(*held.values())) / len(own) if own else 0.0
        others = [name for name, count in sorted(shared.items(), key=lambda one: -one[1]) if count > _OTHER * len(own)]
        if share >= _OTHER and others:
            found.append(RepeatedRules(piece.name, piece.filename, tuple(others), share))
        if share < _SAME:
            held[piece.filename] = own
    return found


def _is_structured(piece: PieceInfo) -> bool:
    return PurePath(piece.filename).suffix.lower() in _STRUCTURED


def _runs(corpus: Corpus, document: str, piece: PieceInfo) -> Runs:
    """The runs of words of a piece."""
    words: list[str] = []
    for passage in corpus.texts.passages(document, piece.name):
        words += re.findall(r"\w+", plain(passage.text))
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))
