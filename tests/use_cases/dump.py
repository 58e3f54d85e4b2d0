"""All that an ingestion leaves behind, as one value to compare."""

from __future__ import annotations

from typing import Any

import numpy as np

from use_cases.container import Application


def dump(application: Application) -> dict[str, Any]:
    """Documents, pages, passages, vectors, words and kept files; nothing that depends on the time."""
    corpus = application.corpus
    documents = {}
    for info in corpus.documents.all():
        ids, vectors = application.dense.vectors(info.slug)
        documents[info.slug] = {
            "pieces": sorted((piece.name, piece.sha256, piece.pages, piece.indexed_by) for piece in info.pieces),
            "pages": sorted((piece, page.ordinal, page.text) for piece, page in corpus.texts.pages(info.slug)),
            "passages": sorted((passage.id, passage.text) for passage in corpus.texts.passages(info.slug)),
            "vectors": dict(zip(ids, np.round(vectors, 4).tolist(), strict=True)),
            "words": application.lexical.count(info.slug),
        }
    files = application.settings.data_dir / "files"
    return {
        "documents": documents,
        "dense": application.dense.count(),
        "lexical": application.lexical.count(),
        "files": sorted(path.name for path in files.iterdir()) if files.is_dir() else [],
    }
