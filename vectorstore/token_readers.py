"""The transformer of a sentence-transformers model, read token by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class SentenceTransformerTokens:
    """A :class:`~vectorstore.part_vectors.TokenReader` over the first module of a SentenceTransformer."""

    def __init__(self, model: Any):
        self._model = model

    @property
    def limit(self) -> int:
        """Tokens that it reads at once, special ones included."""
        return int(self._model.max_seq_length or 512)

    @property
    def dimension(self) -> int:
        """Length of the vector of a token."""
        return int(self._model[0].model.config.hidden_size)

    def offsets(self, text: str) -> Sequence[tuple[int, int]]:
        """Where each token of a text stands, without special tokens."""
        read = self._model.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        offsets: Sequence[tuple[int, int]] = read["offset_mapping"]
        return offsets

    def read(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """Offsets and vectors of the tokens of each text."""
        import torch

        read = self._model.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self.limit,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        features = {name: read[name].to(self._model.device) for name in ("input_ids", "attention_mask")}
        with torch.inference_mode():
            vectors = self._model[0](features)["token_embeddings"].float().cpu().numpy()
        masks = read["attention_mask"].numpy().astype(bool)
        for offsets, mask, own in zip(read["offset_mapping"].numpy(), masks, vectors, strict=True):
            yield offsets[mask], own[mask]


def pools_by_mean(model: Any) -> bool:
    """Whether a SentenceTransformer makes the vector of a text as the mean of those of its tokens."""
    return len(model) > 1 and getattr(model[1], "pooling_mode", None) == "mean"
