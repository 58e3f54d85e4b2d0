"""The sentences of the passages found, each read once; what speaks to a machine is kept back and told."""

from __future__ import annotations

from collections.abc import Sequence

from answering.evidence import SentenceSource
from answering.indicators.criteria import ReadSentence, read_sentence
from domain import AnswerWarning, Hit, StoredSentence
from languages import Language


def read_hits(hits: Sequence[Hit], source: SentenceSource, language: Language) -> list[ReadSentence]:
    """Every sentence of the passages, once, in the order of the passages."""
    seen: set[tuple[str, str, int]] = set()
    reads: list[ReadSentence] = []
    for rank, hit in enumerate(hits):
        passage = hit.passage
        for sentence in source.sentences(
            passage.document, passage.piece, passage.first_position, passage.last_position
        ):
            if sentence.place not in seen:
                seen.add(sentence.place)
                reads.append(read_sentence(sentence, hit, rank, language))
    return reads


class WithoutPromptInjection:
    """A source of sentences that keeps back what speaks to a machine, for one answer.

    Whoever answers reads through it: readers and model alike, indicators and free questions.
    """

    def __init__(self, source: SentenceSource, language: Language):
        self._source = source
        self._language = language
        self._kept_back: dict[str, None] = {}

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        """Those of the source at these positions that do not speak to a machine."""
        given = []
        for sentence in self._source.sentences(document, piece, first, last):
            if self._language.sentences.is_prompt_injection(sentence.text):
                self.keep_back(sentence)
            else:
                given.append(sentence)
        return given

    def keep_back(self, sentence: StoredSentence) -> None:
        """Note where a sentence stands that is not read."""
        place = f"{sentence.piece} p. {sentence.page}" if sentence.page else sentence.piece
        self._kept_back[place] = None

    @property
    def warnings(self) -> list[AnswerWarning]:
        """Where the sentences kept back stand; empty when there were none."""
        if not self._kept_back:
            return []
        return [AnswerWarning.prompt_injection(self._kept_back)]
