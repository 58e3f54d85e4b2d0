"""Where the page of a citation can be opened: the corpus's own copy of the file, at that page."""

from __future__ import annotations

from corpus import Corpus
from evaluation.report_about import PageLink


def file_links(corpus: Corpus) -> PageLink:
    """Links to the copies on this machine; browsers and PDF readers open ``#page=12`` at page 12."""
    known: dict[tuple[str, str], str | None] = {}

    def link(document: str, piece: str, page: int | None) -> str | None:
        key = (document, piece)
        if key not in known:
            known[key] = _address(corpus, document, piece)
        address = known[key]
        return address if address is None or page is None else f"{address}#page={page}"

    return link


def _address(corpus: Corpus, document: str, piece: str) -> str | None:
    if not corpus.documents.exists(document):
        return None
    for found in corpus.documents.get(document).pieces:
        path = corpus.files.path(found.sha256, found.filename)
        if found.name == piece and path.exists():
            return path.resolve().as_uri()
    return None
