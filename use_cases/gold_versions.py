"""Versions of the manual analysis in the corpus: kept by digest, and read back as the same gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from corpus import Corpus
from domain import AnnotatedValue, Annotation, GoldDetails, NotedEvidence
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue


class GoldVersions:
    """Keeps and finds versions of the gold."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus

    def keep(self, gold: Gold, *, name: str, origin: str, details: GoldDetails | None = None) -> None:
        """Keep a version; the same content kept again changes nothing.

        Args:
            gold: The cells.
            name: What people call it: its files.
            origin: « import », « adjudication » or « relectures ».
            details: How it was made.
        """
        self._corpus.runs.put_annotations(gold.digest, _annotations(gold))
        self._corpus.runs.put_gold(gold.digest, name, origin, len(gold.cells), details or GoldDetails())

    def get(self, digest: str) -> Gold:
        """A version by its digest, or by the first characters of it.

        Raises:
            UnknownGold: there is none, or several begin so.
        """
        _, cells = self._corpus.runs.gold(digest)
        return Gold.of(_cells(cells))


def _annotations(gold: Gold) -> list[Annotation]:
    return [
        Annotation(
            document=cell.document,
            indicator=cell.indicator,
            annotator=cell.annotator or "",
            verdict=cell.verdict,
            minutes=cell.minutes,
            values=tuple(AnnotatedValue(**asdict(value)) for value in cell.values),
            evidence=tuple(NotedEvidence(**asdict(item)) for item in cell.evidence),
            doubtful=cell.doubtful,
        )
        for cell in gold.cells
    ]


def _cells(annotations: Sequence[Annotation]) -> list[GoldCell]:
    return [
        GoldCell(
            document=one.document,
            indicator=one.indicator,
            verdict=one.verdict,
            values=tuple(GoldValue(**asdict(value)) for value in one.values),
            evidence=tuple(GoldEvidence(**asdict(item)) for item in one.evidence),
            minutes=one.minutes,
            doubtful=one.doubtful,
            annotator=one.annotator or None,
        )
        for one in annotations
    ]
