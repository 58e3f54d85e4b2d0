"""What of the documents stands around the sentences of a packet: the titles above them, the lines of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answering.questions.read_documents import ReadDocument
from answering.sentence_context import Place
from domain import ScoredSentence, StoredSentence

#: Titles above a sentence that get a number, the nearest; sentences up to which one is looked for.
_TITLES, _FAR = 2, 300
#: Titles above which the path of a sentence is shown cut: of a longer one only the last title is looked for.
_WHOLE_PATH = 4


class ReadSurroundings:
    """Implements :class:`answering.packet_surroundings.Surroundings` for documents as a question reads them."""

    def __init__(self, documents: Mapping[str, ReadDocument]):
        self._documents = documents
        self._known: dict[tuple[str, str, tuple[str, ...]], ScoredSentence | None] = {}
        self._runs: dict[str, dict[Place, tuple[Place, ...]]] = {}

    def titles(self, sentence: StoredSentence) -> Sequence[ScoredSentence]:
        """The nearest titles above a sentence that are sentences of the document."""
        document = self._documents.get(sentence.document)
        rank = document.index.get(sentence.place) if document else None
        if document is None or rank is None:
            return ()
        path = document.headings[rank]
        first = max(len(path) - _TITLES, 0) if len(path) <= _WHOLE_PATH else len(path) - 1
        found = []
        for depth in range(first + 1, len(path) + 1):
            key = sentence.document, sentence.piece, path[:depth]
            if key not in self._known:
                self._known[key] = _title(document, rank, path[:depth])
            if (title := self._known[key]) is not None:
                found.append(title)
        return found

    def lines_beside(self, sentence: StoredSentence) -> Sequence[Place]:
        """The places of the lines of the table or list that a sentence is of, filler aside."""
        document = self._documents.get(sentence.document)
        if document is None:
            return ()
        if document.slug not in self._runs:
            self._runs[document.slug] = _lines_of(document)
        return self._runs[document.slug].get(sentence.place, ())


def _title(document: ReadDocument, rank: int, path: tuple[str, ...]) -> ScoredSentence | None:
    """The sentence that is the last title of a path above a rank, written as it is shown there."""
    piece = document.placed[rank].sentence.piece
    found = None
    for other in range(rank, max(rank - _FAR, -1), -1):
        sentence = document.placed[other].sentence
        if sentence.piece != piece or document.headings[other][: len(path)] != path:
            break
        if document.headings[other] == path and sentence.text == path[-1] and sentence.row is None:
            found = other
    if found is None:
        return None
    placed = document.placed[found]
    return ScoredSentence(placed.sentence, 0.0, path, placed.passage.piece_kind)


def _lines_of(document: ReadDocument) -> dict[Place, tuple[Place, ...]]:
    found: dict[Place, tuple[Place, ...]] = {}
    for start, end in document.runs:
        places = tuple(
            document.placed[rank].sentence.place
            for rank in range(start, end)
            if rank not in document.fillers and not document.names_section(rank)
        )
        found.update(dict.fromkeys(places, places))
    return found
