"""The text of a document in memory, read once: retrieval scores it, answering reads its sentences from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain import PlacedSentence, StoredPassage, StoredSentence
from domain.once import MadeOnce
from languages import Language, TermAnalyser
from retrieval.lexical_scoring import DocumentWords

#: Documents that stay in memory, and their sentences together: those of two plans of 1,000 pages, or of forty of 70.
CACHED_DOCUMENTS, CACHED_SENTENCES = 40, 60_000


class TextSource(Protocol):
    """Where texts are read from: the corpus."""

    def passages(self, document: str) -> list[StoredPassage]:
        """Return all passages of a document, in order."""
        ...

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        """Return the sentences of a piece from one position to another, inclusive."""
        ...

    def version(self, document: str) -> str:
        """Return a text that changes when the sentences or the passages of a document do, kinds of piece included."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A version of a document: its sentences by piece (a sentence's index is its position) and its words."""

    digest: str
    sentences: Mapping[str, Sequence[StoredSentence]]
    words: DocumentWords

    def placed(self) -> tuple[PlacedSentence, ...]:
        """Every sentence with its passage, in the order of the text."""
        words = self.words
        owners = words.sentence_passages.tolist()
        return tuple(
            PlacedSentence(sentence, words.passages[owner])
            for sentence, owner in zip(words.sentences, owners, strict=True)
        )


class DocumentTexts:
    """Texts of documents, each version read once; one cold document keeps nobody from the others."""

    def __init__(self, source: TextSource, language: Language):
        self._source = source
        self._analyser = language.words.new_analyser()
        self._cues = language.words.cues
        self._texts: MadeOnce[tuple[str, str], DocumentText] = MadeOnce(
            CACHED_DOCUMENTS, weigh=lambda text: len(text.words.sentences), heaviest=CACHED_SENTENCES
        )
        self._newest: dict[str, str] = {}

    @property
    def analyser(self) -> TermAnalyser:
        """The rules for words of these texts."""
        return self._analyser

    def of(self, document: str) -> DocumentText:
        """The document as it is now.

        Raises:
            UnknownDocument: no document has this slug.
        """
        digest = self.version(document)
        text = self._texts.get((document, digest), lambda: self._read(document, digest))
        self._newest[document] = digest
        return text

    def sentences(self, document: str, piece: str, first: int, last: int) -> Sequence[StoredSentence]:
        """Sentences ``first`` to ``last`` (inclusive) of a piece, from the version last searched.

        A document of which only some passages were found in a search over many is not read whole for them.
        """
        digest = self._newest.get(document)
        text = None if digest is None else self._texts.peek((document, digest))
        if text is None:
            return self._source.sentences(document, piece, first, last)
        return text.sentences.get(piece, ())[first : last + 1]

    def version(self, document: str) -> str:
        """A text that changes when the sentences or the passages of a document do.

        Raises:
            UnknownDocument: no document has this slug.
        """
        return self._source.version(document)

    def placed(self, document: str) -> tuple[PlacedSentence, ...]:
        """Every sentence of a document with its passage, in the order of the text.

        Raises:
            UnknownDocument: no document has this slug.
        """
        return self.of(document).placed()

    def _read(self, document: str, digest: str) -> DocumentText:
        passages = self._source.passages(document)
        last: dict[str, int] = defaultdict(int)
        for passage in passages:
            last[passage.piece] = max(last[passage.piece], passage.last_position)
        sentences = {piece: self._source.sentences(document, piece, 0, end) for piece, end in last.items()}
        return DocumentText(digest, sentences, DocumentWords(passages, sentences, self._analyser, self._cues))
