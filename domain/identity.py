"""Identities derived from content: the same bytes, read the same way, always get the same names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from domain.errors import UsageError
from domain.text_folding import fold

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def digest_of(parts: Iterable[str]) -> str:
    """SHA-256 (hex) of a sequence of texts, each ended by a NUL so that no two sequences collide."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def passage_id(document: str, piece: str, sha256: str, position: int, text: str) -> str:
    """Name of a passage (32 hex digits): same document, piece, bytes, place and text, same name."""
    return digest_of((document, piece, sha256, str(position), text))[:32]


def check_slug(slug: str) -> str:
    """Return ``slug`` if it can name a document, else say what a slug looks like.

    Raises:
        UsageError: the slug has other characters than a-z, 0-9 and single hyphens.
    """
    if len(slug) > 100 or not _SLUG.fullmatch(slug):
        raise UsageError(
            f"« {slug} » ne peut pas nommer un document.",
            remedy=f"Employez des minuscules sans accent, des chiffres et des tirets, par exemple "
            f"« {slugify(slug) or 'plui-mon-territoire'} ».",
        )
    return slug


def slugify(text: str) -> str:
    """A slug as near as possible to ``text``: « PLUi des Coteaux » -> « plui-des-coteaux »."""
    # A typographic apostrophe or hyphen never parted the words of a slug: names already given must stay.
    folded = fold(text.replace("’", "").replace("‑", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:100].strip("-")
