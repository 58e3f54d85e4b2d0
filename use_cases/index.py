"""Corpus -> indexes: whatever the corpus holds and the indexes lack is embedded and written."""

from __future__ import annotations

from corpus import Corpus
from use_cases.progress import Progress, silent, within
from vectorstore import DenseIndex, Embedder, LexicalIndex, sentence_windows


class Indexer:
    """Keeps the dense and the lexical index in step with the corpus.

    A piece carries the mark of the model that indexed it. The mark is taken away before an index
    changes and set after, so that work cut short is seen and done again; writing twice is harmless
    because passages are named by their content.
    """

    def __init__(self, corpus: Corpus, embedder: Embedder, dense: DenseIndex, lexical: LexicalIndex):
        self._corpus = corpus
        self._embedder = embedder
        self._dense = dense
        self._lexical = lexical

    @property
    def signature(self) -> str:
        """The mark of a piece indexed as it would be now."""
        return signature_of(self._embedder)

    def index(self, document: str, progress: Progress = silent) -> int:
        """Index the pieces of a document that are not; returns the number of passages written."""
        written = 0
        for piece in self._corpus.documents.get(document).pieces:
            if piece.indexed_by == self.signature:
                continue
            passages = self._corpus.texts.passages(document, piece.name)
            self.drop(document, piece.name)
            if passages:
                stage = within(progress, f"indexation de {piece.filename}")
                stage(0, len(passages))
                sentences = self._corpus.texts.sentences(document, piece.name, 0, passages[-1].last_position)
                read = [(one.row or one.text) for one in sentences]
                windows = [sentence_windows(read[one.first_position : one.last_position + 1]) for one in passages]
                # The vectors of sentences come with those of passages, at no cost; the embedder keeps them.
                vectors, _ = self._embedder.embed_parts(
                    [text for text, _ in windows], [parts for _, parts in windows], progress=stage
                )
                self._dense.upsert(passages, vectors)
                self._lexical.upsert(passages)
            self._corpus.documents.mark_indexed(document, piece.name, self.signature)
            written += len(passages)
        return written

    def drop(self, document: str, piece: str) -> None:
        """Take a piece out of both indexes; the corpus keeps it, marked as not indexed."""
        self._corpus.documents.mark_indexed(document, piece, None)
        self._dense.delete(document, piece)
        self._lexical.delete(document, piece)

    def rebuild(self, progress: Progress = silent) -> int:
        """Empty both indexes and make them again from the corpus; returns the passages written."""
        documents = self._corpus.documents.all()
        for document in documents:
            for piece in document.pieces:
                self._corpus.documents.mark_indexed(document.slug, piece.name, None)
        self._dense.reset()
        self._lexical.reset()
        return sum(self.index(document.slug, progress) for document in documents)


def signature_of(embedder: Embedder) -> str:
    """What a piece is signed with whose vectors an embedder made."""
    return f"{embedder.model_id}@{embedder.revision}"
