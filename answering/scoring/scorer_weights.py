"""The trained weights of the scorer, read from two small files that come with the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answering.scoring.evidence_table import Scores, Vectors
from answering.scoring.thresholds import SureFrom
from domain.errors import StorageError
from domain.identity import digest_of
from indicator_queries.schema import Grid

#: Version of the files' form.
FORM = 2
WEIGHTS, HEADS = "scorer.json", "scorer_heads.json"
#: Before the name of a head of the second opinion.
_SECOND = "second:"


def chance_of(log_odds: Scores) -> Scores:
    """The probability that log-odds stand for, held off 0 and 1."""
    found: Scores = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return found


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over named features, scaled first.

    Attributes:
        features: Their names, in order.
        mean: What is taken from each.
        scale: What each is then divided by.
        coefficients: Shape (outcomes, features); one row for a yes-or-no question.
        intercepts: Shape (outcomes,).
    """

    features: tuple[str, ...]
    mean: Scores
    scale: Scores
    coefficients: Scores
    intercepts: Scores

    def log_odds(self, values: Scores) -> Scores:
        """The log-odds of each outcome, up to what is the same for all of several; shape (rows, outcomes)."""
        found: Scores = ((values - self.mean) / self.scale) @ self.coefficients.T + self.intercepts
        return found

    def chances(self, values: Scores) -> Scores:
        """The probability of each outcome; shape (rows, outcomes), (rows, 1) for a yes-or-no question."""
        logits = self.log_odds(values)
        if len(self.coefficients) == 1:
            return chance_of(logits)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Scores = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def to_json(self) -> dict[str, Any]:
        """Plain values, rounded; features by name, so that a person can read the weights."""
        return {
            "intercepts": _rounded(self.intercepts),
            "features": {
                name: {"mean": mean, "scale": scale, "coefficients": coefficients}
                for name, mean, scale, coefficients in zip(
                    self.features,
                    _rounded(self.mean),
                    _rounded(self.scale),
                    [_rounded(column) for column in self.coefficients.T],
                    strict=True,
                )
            },
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Linear:
        """Read what :meth:`to_json` wrote."""
        of = stored["features"]
        return cls(
            tuple(of),
            np.array([one["mean"] for one in of.values()]),
            np.array([one["scale"] for one in of.values()]),
            np.array([one["coefficients"] for one in of.values()]).T,
            np.array(stored["intercepts"]),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """How much a sentence resembles labelled evidence of a criterion: a direction among meanings, and a bias.

    ``asks`` is the question of the criterion that it was made for, empty where any will do.
    """

    weights: Vectors
    bias: float
    asks: str = ""

    def likeness(self, vectors: Vectors) -> Scores:
        """About 1 for evidence and -1 for near misses; shape (sentences,)."""
        found: Scores = (vectors @ self.weights + self.bias).astype(np.float64)
        return found


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """What weights were trained on.

    Attributes:
        date: When, as YYYY-MM-DD.
        grid: Name and version of the grid of the labels.
        documents: Slugs of the dossiers.
        sentences: How many labelled sentences.
        labels: Digest of the labels.
    """

    date: str
    grid: str
    documents: tuple[str, ...]
    sentences: int
    labels: str


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Another judge of criteria, that learnt from dossiers alone: what two judges that err apart agree on is surer.

    Attributes:
        sentence: As :attr:`ScorerWeights.sentence`.
        document: As :attr:`ScorerWeights.document`, from fewer features of the set.
        heads: As :attr:`ScorerWeights.heads`, without what was written for criteria.
    """

    sentence: Linear
    document: Linear
    heads: Mapping[str, Head]


@dataclass(frozen=True, slots=True)
class ScorerWeights:
    """All that training gives.

    Attributes:
        trained: What they were trained on.
        space: The embedding model of the heads.
        sentence: Outcomes established, denied, other, of a sentence for a criterion.
        document: Whether a criterion is established in a document, from the set of its evidence.
        heads: By « indicator/criterion ».
        sure: The chance of a verdict from which it is given; under it the cell is « à vérifier ».
        second: Who judges criteria beside, if anyone: the mean of both log-odds counts.
    """

    trained: TrainedOn
    space: str
    sentence: Linear
    document: Linear
    heads: Mapping[str, Head]
    sure: SureFrom
    second: SecondOpinion | None = None
    #: The digest, once it was asked for: every answer is kept under it.
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def digest(self) -> str:
        """What tells these weights from others."""
        if not self._digest:
            self._digest.append(self._made_digest())
        return self._digest[0]

    def _made_digest(self) -> str:
        return digest_of((json.dumps(self.to_json(), sort_keys=True), json.dumps(self.heads_to_json())))

    def of_grid(self, grid: Grid) -> ScorerWeights:
        """The same with those heads alone whose criterion asks in this grid what it asked in training."""
        asked = {
            f"{indicator.code}/{criterion.key}": criterion.question
            for indicator in grid.indicators
            for criterion in indicator.rubric.criteria
        }

        def kept(heads: Mapping[str, Head]) -> dict[str, Head]:
            return {key: head for key, head in heads.items() if key in asked and head.asks in ("", asked[key])}

        second = replace(self.second, heads=kept(self.second.heads)) if self.second else None
        return replace(self, heads=kept(self.heads), second=second)

    def to_json(self) -> dict[str, Any]:
        """The readable file; heads are a file of their own."""
        beside = self.second
        second = {"sentence": beside.sentence.to_json(), "document": beside.document.to_json()} if beside else None
        return {
            "form": FORM,
            "trained": {**asdict(self.trained), "documents": list(self.trained.documents)},
            "space": self.space,
            "sure": self.sure.to_json(),
            "sentence": self.sentence.to_json(),
            "document": self.document.to_json(),
            "second": second,
        }

    def heads_to_json(self) -> dict[str, Any]:
        """The file of the heads, those of the second opinion under names of their own."""
        second = {_SECOND + key: head for key, head in self.second.heads.items()} if self.second else {}
        return {
            key: {"asks": head.asks, "bias": round(head.bias, 4), "weights": _rounded(head.weights, 3)}
            for key, head in sorted({**self.heads, **second}.items())
        }

    def write(self, folder: Path) -> None:
        """Write both files into a folder."""
        (folder / WEIGHTS).write_text(json.dumps(self.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        lines = [
            f"{json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in self.heads_to_json().items()
        ]
        (folder / HEADS).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], heads: Mapping[str, Any]) -> ScorerWeights:
        """Read what :meth:`to_json` and :meth:`heads_to_json` gave."""
        read = {
            key: Head(np.array(one["weights"], dtype=np.float32), float(one["bias"]), str(one["asks"]))
            for key, one in heads.items()
        }
        second = stored.get("second")
        return cls(
            TrainedOn(**{**stored["trained"], "documents": tuple(stored["trained"]["documents"])}),
            stored["space"],
            Linear.from_json(stored["sentence"]),
            Linear.from_json(stored["document"]),
            {key: head for key, head in read.items() if not key.startswith(_SECOND)},
            SureFrom.from_json(stored["sure"]),
            SecondOpinion(
                Linear.from_json(second["sentence"]),
                Linear.from_json(second["document"]),
                {key.removeprefix(_SECOND): head for key, head in read.items() if key.startswith(_SECOND)},
            )
            if second
            else None,
        )


@lru_cache(maxsize=1)
def shipped_weights() -> ScorerWeights:
    """The weights that come along.

    Raises:
        StorageError: the files are damaged.
    """
    folder = files("answering.scoring")
    try:
        stored = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))
        heads = json.loads((folder / HEADS).read_text(encoding="utf-8"))
        return ScorerWeights.from_json(stored, heads)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "les poids du lecteur sans modèle sont illisibles.",
            where=str(folder),
            remedy="Réinstallez l'outil.",
        ) from error


def _rounded(values: NDArray[Any], digits: int = 5) -> list[float]:
    return [round(float(value), digits) for value in values]
