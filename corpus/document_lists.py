"""Documents and their pieces as they are listed, read in a few queries and kept until something is written."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document_infos import document_infos
from corpus.plain_reads import PlainReads
from corpus.revisions import Revisions
from corpus.stored_names import document_number
from domain import DocumentInfo
from domain.once import MadeOnce

#: What a description is read from, and how many are kept, those from before the last write included.
_READ_FROM = ("document", "former_slug", "piece", "page", "passage")
_KEPT = 300

_FEW = 10
"""From this number on, reading all documents costs less than one after the other."""


class DocumentLists:
    """Lists documents and pieces; the text itself is read through ``TextStore``."""

    def __init__(self, reads: PlainReads, revisions: Revisions):
        self._reads = reads
        self._revisions = revisions
        self._infos: MadeOnce[tuple[object, ...], tuple[DocumentInfo, ...]] = MadeOnce(_KEPT)
        self._versions: MadeOnce[tuple[object, ...], tuple[str, ...]] = MadeOnce(_KEPT)

    def all(self) -> list[DocumentInfo]:
        """Every document, by slug."""

        def read() -> tuple[DocumentInfo, ...]:
            return tuple(document_infos(self._reads))

        return list(self._infos.get((None, *self._revisions.of(*_READ_FROM)), read))

    def get(self, slug: str) -> DocumentInfo:
        """One document.

        Raises:
            UnknownDocument: no document has this slug; the message names those that exist.
        """

        def read() -> tuple[DocumentInfo, ...]:
            return tuple(document_infos(self._reads, document_number(self._reads, slug)))

        # Its versions are of the table of documents, which no store writes as one document's own.
        return self._infos.get((slug, *self._revisions.of(*_READ_FROM, document=slug)), read)[0]

    def versions(self, slug: str) -> tuple[str, ...]:
        """The slugs of the versions of its plan, itself among them, in no order; none of a document without a plan."""

        def read() -> tuple[str, ...]:
            same_plan = "SELECT slug FROM document WHERE plan = (SELECT plan FROM document WHERE slug = ?)"
            return tuple(row[0] for row in self._reads.rows(same_plan, [slug]))

        return self._versions.get((slug, *self._revisions.of("document")), read)

    def several(self, slugs: Sequence[str]) -> list[DocumentInfo]:
        """These documents, in this order, in a few queries for all.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        if len(slugs) < _FEW:
            return [self.get(slug) for slug in slugs]
        known = {info.slug: info for info in self.all()}
        return [known.get(slug) or self.get(slug) for slug in slugs]

    def count(self) -> int:
        """How many documents there are."""
        return int(self._reads.rows("SELECT count(*) FROM document")[0][0])

    def exists(self, slug: str) -> bool:
        """Whether a document has this slug."""
        return bool(self._reads.rows("SELECT 1 FROM document WHERE slug = ?", [slug]))
