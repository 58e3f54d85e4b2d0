"""Where the sentences of a page stand on it, to highlight what is cited."""

from __future__ import annotations

from corpus import Corpus
from domain import Box
from ingestion import recognised_boxes, sentence_boxes


def page_boxes(corpus: Corpus, document: str, piece: str, ordinal: int) -> dict[int, tuple[Box, ...]]:
    """The boxes of each sentence of a page by rank in the piece, in points from the top left corner.

    Raises:
        UnknownDocument: no document has this slug.
        UnknownPiece: it has no such piece.
        UnknownPage: the piece has no such page.
        ReadingError: the copy of the file no longer gives the text that was stored.
    """
    stored = corpus.texts.page(document, piece, ordinal)
    spans = [(sentence.start, sentence.end) for sentence in stored.sentences]
    if stored.page.number is None or not spans:
        return {}
    if stored.page.words:
        found = recognised_boxes(stored.page.words, spans)
    else:
        info = next(each for each in corpus.documents.get(document).pieces if each.name == piece)
        path = corpus.files.path(info.sha256, info.filename)
        found = sentence_boxes(path, ordinal, spans, text=stored.page.text)
    return {sentence.position: boxes for sentence, boxes in zip(stored.sentences, found, strict=True)}
