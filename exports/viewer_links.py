"""Addresses of pages of the service, as files that leave it carry them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

DEFAULT = "http://127.0.0.1:8000"


def page_address(slug: str, piece: str, ordinal: int, sentences: Sequence[int] = ()) -> str:
    """A page of a piece, with sentences marked by their rank in the piece; without the address of the service."""
    address = f"{document_address(slug)}/pieces/{quote(piece, safe='')}/pages/{ordinal}"
    return f"{address}?{urlencode({'phrases': ','.join(map(str, sentences))})}" if sentences else address


def cell_address(slug: str, code: str) -> str:
    """An answer beside its proof."""
    return f"{document_address(slug)}/indicateurs/{quote(code, safe='')}"


def document_address(slug: str) -> str:
    """A document."""
    return f"/dossiers/{quote(slug, safe='')}"
