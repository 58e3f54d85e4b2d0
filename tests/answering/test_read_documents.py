"""Documents as questions read them: whole, once for all questions, and again when they change."""

from __future__ import annotations

from collections.abc import Sequence

from answering import Answerer, profile_named
from answering.llm.none import NoModel
from answering.questions.carried_scope import is_heading
from answering.questions.read_documents import MOST_WHOLE, ReadDocuments
from domain import PlacedSentence
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_reglement import SLUG, SmallRetriever, SmallTexts


class Counted(SmallTexts):
    """Counts how often a document is given whole; ``edition`` is its version."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0
        self.edition = "1"

    def placed(self, document: str) -> Sequence[PlacedSentence]:
        self.given += 1
        return super().placed(document)

    def version(self, document: str) -> str:
        return self.edition


def _answerer(texts: Counted, documents: ReadDocuments) -> Answerer:
    return Answerer(texts, SmallRetriever(), NoModel(), profile_named("standard"), FRENCH, documents=documents)


def test_a_document_is_read_whole_once_for_all_questions_until_it_changes() -> None:
    texts = Counted()
    documents = ReadDocuments(texts)
    zones = {_answerer(texts, documents).known_of([SLUG])[0] for _ in range(3)}
    assert len(zones) == 1
    assert texts.given == 1
    texts.edition = "2"
    _answerer(texts, documents).known_of([SLUG])
    assert texts.given == 2


def test_many_documents_are_not_read_whole() -> None:
    texts = Counted()
    documents = ReadDocuments(texts)
    assert documents.whole([f"plu-{number}" for number in range(MOST_WHOLE + 1)]) == []
    assert texts.given == 0


def test_titles_kept_are_those_that_the_sentences_are() -> None:
    [document] = ReadDocuments(SmallTexts()).whole([SLUG])
    for _ in range(2):
        found = [document.is_title(rank) for rank in range(len(document.placed))]
        assert found == [is_heading(one) for one in document.placed]
