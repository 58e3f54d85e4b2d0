"""Addresses of the pages, made in one place: every document, cell, citation and page has its own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from exports.viewer_links import page_address


def _part(text: str) -> str:
    return quote(text, safe="")


def dossier(slug: str) -> str:
    """A document."""
    return f"/dossiers/{_part(slug)}"


def cell(slug: str, code: str, citation: int | None = None) -> str:
    """An answer beside its proof; ``citation`` counts from 1."""
    address = f"{dossier(slug)}/indicateurs/{_part(code)}"
    return address if citation is None else f"{address}?{urlencode({'citation': citation})}"


def reading(slug: str) -> str:
    """How a document was read."""
    return f"{dossier(slug)}/lecture"


def dossier_facts(slug: str) -> str:
    """What the files of a document say of it, and its geographic tables."""
    return f"{dossier(slug)}/fiche"


def opinions(slug: str, code: str | None = None) -> str:
    """What authorities say of a document, on one indicator."""
    return f"{dossier(slug)}/avis" + (f"?{urlencode({'indicateur': code})}" if code else "")


def plan(slug: str) -> str:
    """A plan over time."""
    return f"/plans/{_part(slug)}"


def comparison(first: str, second: str) -> str:
    """Two documents side by side."""
    return f"/comparer?{urlencode({'a': first, 'b': second})}"


def map_drawing(slug: str) -> str:
    """The map of the zones of a document."""
    return f"/api/v1{dossier_path(slug)}/map.svg"


def to_review(slug: str) -> str:
    """The decisions of a document to look at again."""
    return f"{dossier(slug)}/a-revoir"


def search(slug: str, text: str) -> str:
    """A search in a document."""
    return f"{dossier(slug)}/recherche?{urlencode({'texte': text})}"


def search_address(slug: str) -> str:
    """Where a document is searched, and where any of its pages opens."""
    return f"{dossier(slug)}/recherche"


def annotation_list(slug: str) -> str:
    """The cells of a document to be annotated."""
    return f"{dossier(slug)}/a-la-main"


def annotation(slug: str, code: str) -> str:
    """The same cell without the tool's answer."""
    return f"{dossier(slug)}/a-la-main/{_part(code)}"


def page(slug: str, piece: str, ordinal: int, sentences: Sequence[int] = ()) -> str:
    """A page of a piece, with sentences marked by their rank in the piece."""
    return page_address(slug, piece, ordinal, sentences)


def found(address: str, piece: str, ordinal: int, sentences: Sequence[int], text: str, *, hidden: bool = False) -> str:
    """A page opened from a search, on the page that holds the search; ``hidden``: of text that is not shown too."""
    query = {
        "piece": piece,
        "page": ordinal,
        "phrases": ",".join(map(str, sentences)),
        "texte": text,
        "masque": "1" if hidden else "",
    }
    return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"


def picture(slug: str, piece: str, ordinal: int, width: int) -> str:
    """The picture of a page."""
    return f"{_api_page(slug, piece, ordinal)}/image.webp?width={width}"


def file(slug: str, piece: str, ordinal: int | None = None) -> str:
    """The original file; a browser opens a PDF at ``ordinal``."""
    address = f"/api/v1{dossier_path(slug)}/pieces/{_part(piece)}/file"
    return address if ordinal is None else f"{address}#page={ordinal}"


def dossier_path(slug: str) -> str:
    """The part of API addresses that names a document."""
    return f"/documents/{_part(slug)}"


def _api_page(slug: str, piece: str, ordinal: int) -> str:
    return f"/api/v1{dossier_path(slug)}/pieces/{_part(piece)}/pages/{ordinal}"
