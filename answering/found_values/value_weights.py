"""The trained weights of the search of values, read from a small file that comes with the package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from answering.found_values.value_candidates import VALUE_FEATURES
from answering.scoring.scorer_weights import Linear
from domain.errors import StorageError

#: Version of the file's form.
VALUE_FORM = 1
VALUE_WEIGHTS = "value_weights.json"


@dataclass(frozen=True, slots=True)
class ValueWeights:
    """All that training gives.

    Attributes:
        trained: When, as YYYY-MM-DD.
        documents: The dossiers that it was trained on.
        model: The chance that an annotator keeps a candidate, from :data:`VALUE_FEATURES`.
        least: The chance from which a value is shown.
    """

    trained: str
    documents: tuple[str, ...]
    model: Linear
    least: float

    def write(self, folder: Path) -> None:
        """Write the file of the weights."""
        stored = {
            "form": VALUE_FORM,
            "trained": self.trained,
            "documents": list(self.documents),
            "least": self.least,
            "model": self.model.to_json(),
        }
        path = folder / VALUE_WEIGHTS
        path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, text: str) -> ValueWeights:
        """Read what :meth:`write` wrote.

        Raises:
            StorageError: it was written by another version, or for other features.
        """
        stored = json.loads(text)
        model = Linear.from_json(stored["model"])
        _check(stored["form"], model.features)
        return cls(stored["trained"], tuple(stored["documents"]), model, stored["least"])


@lru_cache(maxsize=1)
def shipped_value_weights() -> ValueWeights:
    """The weights that come with the package."""
    return ValueWeights.read(files(__package__).joinpath(VALUE_WEIGHTS).read_text(encoding="utf-8"))


def _check(form: int, features: Sequence[str]) -> None:
    if form != VALUE_FORM or tuple(features) != VALUE_FEATURES:
        raise StorageError(
            "Les poids de la recherche de valeurs ne sont pas de cette version.",
            remedy="Réinstallez l’application, ou refaites les poids : python -m benchmarks.value_training --write.",
        )
