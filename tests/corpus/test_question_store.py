from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus
from domain import Answer, AnswerWarning, Citation, MadeWith, Provenance, Searched, Value, Verdict
from domain.errors import UnknownConversation
from tests.corpus.pieces import read_piece

ANSWER = Answer(
    document="plui-a",
    indicator=None,
    question="Quelle part de pleine terre ?",
    verdict=Verdict.OUI,
    rationale="40 %.",
    values=(Value(40.0, "%", "pleine terre", "reglement", 2),),
    citations=(Citation("reglement", 2, "2", "Au moins 40 % en pleine terre.", 2, 0, 30, "plui-a"),),
    searched=Searched(("pleine terre",), 3, ("reglement",), 0.5, 0, ("annexe p. 1",)),
    warnings=(AnswerWarning.legacy("À vérifier."),),
    llm="factice",
    seconds=1.5,
    provenance=Provenance(MadeWith("modele", None, None, 4096, "none", "1", "standard", None, None)),
)


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(data_dir)
    yield opened
    opened.close()


def test_an_answer_is_found_again_as_it_was_given(corpus: Corpus) -> None:
    corpus.questions.add("c1", "A. B.", ["plui-a"], "Et la pleine terre ?", ANSWER)
    [asked] = corpus.questions.of("c1")
    assert asked.answer == ANSWER
    assert (asked.text, asked.documents, asked.everywhere) == ("Et la pleine terre ?", ("plui-a",), False)


def test_each_person_has_their_own_conversations_the_last_used_first(corpus: Corpus) -> None:
    corpus.questions.add("c1", "A", ["plui-a"], "Première ?", ANSWER)
    corpus.questions.add("c2", "B", ["plui-a"], "Autre personne ?", ANSWER)
    corpus.questions.add("c3", "A", ["plui-a"], "Seconde ?", ANSWER)
    corpus.questions.add("c3", "A", ["plui-a"], "Et ensuite ?", ANSWER)
    assert [(one.first, one.questions) for one in corpus.questions.conversations("A")] == [
        ("Seconde ?", 2),
        ("Première ?", 1),
    ]


def test_a_conversation_can_be_forgotten(corpus: Corpus) -> None:
    corpus.questions.add("c1", "A", ["plui-a"], "Première ?", ANSWER)
    corpus.questions.remove("c1")
    with pytest.raises(UnknownConversation):
        corpus.questions.of("c1")
    with pytest.raises(UnknownConversation):
        corpus.questions.remove("c1")


def test_answers_that_may_quote_a_document_go_with_it(corpus: Corpus) -> None:
    for slug in ("plui-a", "plui-a-2"):
        corpus.documents.describe(slug)
        corpus.documents.put_piece(slug, read_piece())
    corpus.questions.add("c1", "A", ["plui-a", "plui-a-2"], "Les deux ?", ANSWER)
    corpus.questions.add("c2", "A", ["plui-a-2"], "L'autre seul ?", ANSWER)
    corpus.documents.remove("plui-a")
    assert [one.id for one in corpus.questions.conversations("A")] == ["c2"]
