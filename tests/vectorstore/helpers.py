"""Passages and vectors made of nothing, for tests that need no model."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain import PieceKind, StoredPassage
from vectorstore import Part, parts_one_by_one


def passage(
    text: str,
    *,
    id: str | None = None,
    document: str = "plui-a",
    piece: str = "reglement",
    kind: PieceKind = PieceKind.REGLEMENT,
    position: int = 0,
    section: tuple[str, ...] = (),
    pages: tuple[int, int] | None = (1, 1),
) -> StoredPassage:
    first, last = pages or (None, None)
    name = id or hashlib.sha256(f"{document}/{piece}/{position}/{text}".encode()).hexdigest()[:32]
    return StoredPassage(
        id=name,
        document=document,
        piece=piece,
        piece_kind=kind,
        position=position,
        section=section,
        text=text,
        first_position=position,
        last_position=position,
        first_page=first,
        last_page=last,
        first_ordinal=first or 1,
        last_ordinal=last or 1,
        label=None,
    )


class HashEmbedder:
    """Bags of hashed words: texts that share words are near, and nothing is loaded."""

    model_id = "hash"
    revision = "1"
    dimension = 64

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split() or [""]:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_parts(
        self,
        texts: Sequence[str],
        parts: Sequence[Sequence[Part]],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        return self.embed_passages(texts, progress), parts_one_by_one(self, texts, parts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_passages(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As any queries."""
        return self.embed_queries(texts)


def models_dir() -> Path:
    """Where models built by tests stay from one run to the next."""
    return Path(os.environ.get("BIOLLM_MODELS_DIR") or Path(__file__).parents[2] / "models")
