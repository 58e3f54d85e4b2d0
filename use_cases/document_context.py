"""What an answer must say of the documents it was made from, besides the passages read."""

from __future__ import annotations

from collections.abc import Sequence

from answering import DocumentContext
from corpus import Corpus
from domain.identity import digest_of


def context_of(corpus: Corpus, document: str, grid_digest: str) -> DocumentContext:
    """Pieces and their kinds, pages that nobody could read, hash of the text.

    Raises:
        UnknownDocument: no document has this slug.
    """
    info = corpus.documents.get(document)
    return DocumentContext(
        pieces=tuple(piece.name for piece in info.pieces),
        pages_unread=corpus.texts.unread_pages(document),
        corpus_hash=corpus.texts.digest(document),
        grid_digest=grid_digest,
        kinds=tuple(dict.fromkeys(piece.kind for piece in info.pieces)),
        document_kind=info.kind,
    )


def joined(contexts: Sequence[DocumentContext]) -> DocumentContext:
    """What an answer over several documents says of them all."""
    return DocumentContext(
        pieces=tuple(piece for context in contexts for piece in context.pieces),
        pages_unread=tuple(page for context in contexts for page in context.pages_unread),
        corpus_hash=digest_of(context.corpus_hash for context in contexts),
        grid_digest=contexts[0].grid_digest if contexts else None,
        kinds=tuple(dict.fromkeys(kind for context in contexts for kind in context.kinds)),
    )
