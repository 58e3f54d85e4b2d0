"""A second reading of the best passages by a cross-encoder, where the user has one; off by default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError, ModelFilesMissing
from vectorstore.torch_packages import need_torch


class Reranker(Protocol):
    """Reads a question and a passage together and says how well one answers the other."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return one score a text, greater is better; shape (len(texts),)."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder that is on this machine; never the network."""

    def __init__(self, model: str | Path, *, cache_dir: Path | None = None):
        """Load the model.

        Args:
            model: A directory, or the name of a model that is in ``cache_dir`` already.
            cache_dir: Hugging Face cache to look a name up in; default: the user's own.

        Raises:
            ModelFilesMissing: The model, or the packages that run it, are not on this machine.
            ModelError: Its files cannot be loaded.
        """
        need_torch("Un modèle de relecture")
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(
                str(model), cache_folder=str(cache_dir) if cache_dir else None, local_files_only=True
            )
        except (LocalEntryNotFoundError, HFValidationError) as error:
            raise self._missing(model) from error
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            if not Path(model).is_dir():
                raise self._missing(model) from error
            raise ModelError(
                f"Le modèle de relecture ne peut pas être chargé : {error}",
                where=str(model),
                remedy="Vérifiez que le dossier est un cross-encoder sentence-transformers complet.",
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Score passages; see :class:`Reranker`."""
        if not texts:
            return np.zeros(0)
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return np.asarray(found, dtype=np.float64).reshape(len(texts), -1)[:, -1]

    @staticmethod
    def _missing(model: str | Path) -> ModelFilesMissing:
        return ModelFilesMissing(
            f"Le modèle de relecture « {model} » n'est pas sur cette machine, et rien n'est téléchargé.",
            remedy="Copiez le dossier du modèle sur cette machine et donnez son chemin, ou ôtez le réglage reranker.",
        )
