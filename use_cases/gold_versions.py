"""Versions of the manual analysis in the corpus: kept by digest, and read back as the same gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus import Corpus
from domain import Annotation
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue


class GoldVersions:
    """Keeps and finds versions of the gold."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus

    def keep(self, gold: Gold, *, name: str, origin: str, details: Mapping[str, Any] | None = None) -> None:
        """Keep a version; the same content kept again changes nothing.

        Args:
            gold: The cells.
            name: What people call it: its files.
            origin: « import », « adjudication » or « relectures ».
            details: Anything that tells how it was made (annotators, digests of its sources).
        """
        self._corpus.answers.put_annotations(gold.digest, _annotations(gold))
        self._corpus.runs.put_gold(gold.digest, name, origin, len(gold.cells), details or {})

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
            content={
                "values": [asdict(value) for value in cell.values],
                "evidence": [asdict(item) for item in cell.evidence],
                "doubtful": cell.doubtful,
            },
        )
        for cell in gold.cells
    ]


def _cells(annotations: Sequence[Annotation]) -> list[GoldCell]:
    return [
        GoldCell(
            document=one.document,
            indicator=one.indicator,
            verdict=one.verdict,
            values=tuple(GoldValue(**value) for value in one.content["values"]),
            evidence=tuple(GoldEvidence(**item) for item in one.content["evidence"]),
            minutes=one.minutes,
            doubtful=bool(one.content["doubtful"]),
            annotator=one.annotator or None,
        )
        for one in annotations
    ]
