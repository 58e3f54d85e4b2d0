"""Development and held-out documents: whole documents, the same ones whoever asks."""

from __future__ import annotations

import hashlib
import math

from domain.errors import UsageError
from evaluation.gold_cells import Gold


def split_by_document(gold: Gold, held_out: float = 0.3, seed: str = "biollm") -> tuple[Gold, Gold]:
    """Cut a gold in two by document, as cells of one document are not independent.

    Documents are ordered by the SHA-256 of the seed and their slug: the cut depends neither on the order
    of the file nor on a machine, and a document added later rarely moves the others.

    Args:
        gold: The manual analysis, two documents at least.
        held_out: Share of the documents held out, between 0 and 1; one at least, and never all.
        seed: Another text gives another cut.

    Returns:
        (development, held out).

    Raises:
        UsageError: The gold has a single document, or the share is not between 0 and 1.
    """
    if not 0 < held_out < 1:
        raise UsageError("la part mise de côté est entre 0 et 1.", remedy="Par exemple --held-out 0.3.")
    if len(gold.documents) < 2:
        raise UsageError(
            "la référence n'a qu'un document : elle ne peut pas être partagée.",
            remedy="Les cases d'un même document se ressemblent ; il faut au moins deux documents.",
        )
    ordered = sorted(gold.documents, key=lambda slug: hashlib.sha256(f"{seed}\n{slug}".encode()).hexdigest())
    count = min(len(ordered) - 1, max(1, math.floor(held_out * len(ordered) + 0.5)))
    return gold.only(ordered[count:]), gold.only(ordered[:count])
