"""What an installation has learnt from its own reviews: heads beside those that come along, and how to go back.

A head that comes along is moved a little, never replaced: what reviewed sentences say beyond it is fitted by a ridge
regression whose penalty lets few examples change little.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from answering.scoring.evidence_table import Vectors
from answering.scoring.scorer_weights import Head, ScorerWeights
from domain.errors import StorageError, UsageError

#: As in training: the scale of the kernel. A penalty four times stronger: a few reviews are no thousand labels.
_KERNEL, _RIDGE = 30.0, 4.0
#: Examples of a criterion, and evidence among them, from which something is learnt.
_LEAST, _LEAST_EVIDENCE = 2, 1
_FORM = 1
_NOW, _BEFORE = "learnt_heads.json", "learnt_heads_before.json"


@dataclass(frozen=True, slots=True)
class ReviewedSentence:
    """A sentence that a person kept as evidence of a criterion, or that the tool cited and the person did not keep.

    ``key`` is « indicator/criterion », ``cell`` the document and the indicator whose review it comes from.
    """

    key: str
    vector: Vectors
    evidence: bool
    cell: tuple[str, str]


def moved_heads(weights: ScorerWeights, examples: Sequence[ReviewedSentence]) -> dict[str, Head]:
    """The heads that reviewed sentences change, each moved by what they say beyond it."""
    moved = {}
    for key in sorted({one.key for one in examples}):
        own = [one for one in examples if one.key == key]
        if len(own) < _LEAST or sum(one.evidence for one in own) < _LEAST_EVIDENCE or key not in weights.heads:
            continue
        moved[key] = _moved(weights.heads[key], own)
    return moved


def _moved(head: Head, examples: Sequence[ReviewedSentence]) -> Head:
    vectors = np.stack([one.vector for one in examples]).astype(np.float64)
    said = np.clip(head.likeness(vectors.astype(np.float32)), -1.0, 1.0)
    beyond = np.array([1.0 if one.evidence else -1.0 for one in examples]) - said
    kernel = _KERNEL * (vectors @ vectors.T) + _RIDGE * _KERNEL * np.eye(len(examples))
    direction = _KERNEL * (vectors.T @ np.linalg.solve(kernel, beyond))
    return Head((head.weights + direction).astype(np.float32), head.bias, head.asks)


@dataclass(frozen=True, slots=True)
class LearntHeads:
    """Heads learnt on this installation.

    Attributes:
        base: Digest of the weights that came along, and that these heads were moved from.
        date: When, as YYYY-MM-DD.
        reviews: Reviewed cells that they were learnt from.
        heads: By « indicator/criterion ».
    """

    base: str
    date: str
    reviews: int
    heads: Mapping[str, Head]

    def of(self, weights: ScorerWeights, known: Mapping[str, Head]) -> Mapping[str, Head]:
        """The heads that were moved from ``known`` ones of these weights; none where the tool has other weights now."""
        return {key: head for key, head in self.heads.items() if key in known} if self.base == weights.digest else {}


class LearntHeadStore:
    """The learnt heads of a data directory, the present ones and the ones before; nothing of them leaves it."""

    def __init__(self, folder: Path):
        self._now, self._before = folder / _NOW, folder / _BEFORE

    def get(self) -> LearntHeads | None:
        """The present ones, None where nothing was learnt.

        Raises:
            StorageError: the file cannot be read.
        """
        return self._read(self._now)

    def put(self, learnt: LearntHeads) -> None:
        """Keep new ones, and the present ones for a way back.

        Raises:
            StorageError: the files cannot be written.
        """
        text = json.dumps(_to_json(learnt), ensure_ascii=False)
        try:
            self._now.parent.mkdir(parents=True, exist_ok=True)
            partial = self._now.with_suffix(".partial")
            partial.write_text(text, encoding="utf-8")
            if self._now.exists():
                self._now.replace(self._before)
            else:
                self._before.unlink(missing_ok=True)
            partial.replace(self._now)
        except OSError as error:
            raise StorageError("ce qui a été appris ne peut pas être gardé.", where=str(self._now)) from error

    def undo(self) -> LearntHeads | None:
        """Go back to the ones before; None where those are the weights that came along.

        Raises:
            UsageError: nothing was learnt.
            StorageError: the files cannot be written.
        """
        if not self._now.exists():
            raise UsageError(
                "rien n'a été appris des relectures ici : il n'y a rien à défaire.",
                remedy="Lancez d'abord « biollm train-scorer ».",
            )
        try:
            self._now.unlink()
            if self._before.exists():
                self._before.replace(self._now)
        except OSError as error:
            raise StorageError("ce qui a été appris ne peut pas être défait.", where=str(self._now)) from error
        return self.get()

    @staticmethod
    def _read(path: Path) -> LearntHeads | None:
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return _from_json(stored) if stored.get("form") == _FORM else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StorageError(
                "le fichier de ce qui a été appris des relectures est illisible.",
                where=str(path),
                remedy="Supprimez-le, puis relancez « biollm train-scorer ».",
            ) from error


def _to_json(learnt: LearntHeads) -> dict[str, Any]:
    heads = {
        key: {"asks": head.asks, "bias": head.bias, "weights": [round(float(one), 4) for one in head.weights]}
        for key, head in learnt.heads.items()
    }
    return {"form": _FORM, "base": learnt.base, "date": learnt.date, "reviews": learnt.reviews, "heads": heads}


def _from_json(stored: Mapping[str, Any]) -> LearntHeads:
    heads = {
        str(key): Head(np.array(one["weights"], dtype=np.float32), float(one["bias"]), str(one["asks"]))
        for key, one in stored["heads"].items()
    }
    return LearntHeads(str(stored["base"]), str(stored["date"]), int(stored["reviews"]), heads)
