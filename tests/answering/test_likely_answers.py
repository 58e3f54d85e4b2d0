"""An answer that is likely, and not likely enough to be given, is proposed and said to be one to check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.composition import QuestionMaterial
from answering.questions.likely_answers import with_likeliest
from answering.questions.read_documents import ReadDocuments
from domain import QuestionKind, Verdict
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_reglement import SLUG, SmallRetriever, SmallTexts

TEXTS = SmallTexts()


def with_chances(question: str, given: float | None, *right: float) -> QuestionMaterial:
    """The material of a question whose first statements have these log-odds less what an answer needs."""
    answerer = Answerer(
        TEXTS, SmallRetriever(), NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(TEXTS)
    )
    context = DocumentContext(("reglement",), (), "empreinte")
    made = answerer.question_material((SLUG,), understand(question), context=context)
    chances = [*right, *(None for _ in made.statements)]
    statements = [replace(one, right=chance) for one, chance in zip(made.statements, chances, strict=False)]
    return replace(made, statements=statements, given=given)


def test_the_likeliest_sentence_is_taken_for_the_answer() -> None:
    likely = with_likeliest(with_chances("Quelle part d'espaces libres en zone N-3 ?", 0.2, -0.7, -0.3))
    assert likely is not None
    assert [one.stands for one in likely.statements[:2]] == [False, True]
    found = likely.primary(likely.statements)
    assert found.verdict is Verdict.OUI
    assert found.sentences == [likely.statements[1].sentence]


@pytest.mark.parametrize(("given", "right"), [(0.2, -0.9), (None, -0.1)])
def test_nothing_is_proposed_where_nothing_is_likely_or_nothing_is_known(given: float | None, right: float) -> None:
    assert with_likeliest(with_chances("Quelle part d'espaces libres en zone N-3 ?", given, right)) is None


def test_of_several_things_none_is_proposed() -> None:
    made = with_chances("Quels sont les sites de compensation ?", 0.2, -0.1)
    assert made.understood.kind is QuestionKind.LIST
    assert with_likeliest(made) is None
