"""What is asked of the plan itself is looked for in its covers, its deliberation, then the text; else it is refused."""

from __future__ import annotations

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.context import DocumentFact
from answering.llm.none import NoModel
from answering.questions.read_documents import ReadDocuments
from domain import Answer, Outcome, QuestionKind
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_dossier import SLUG, DossierRetriever, DossierTexts

TEXTS = DossierTexts()
DOCUMENTS = ReadDocuments(TEXTS)
NINETEEN = ", ".join(f"{99100 + number}" for number in range(19))


def ask(question: str, *facts: DocumentFact) -> Answer:
    answerer = Answerer(TEXTS, DossierRetriever(), NoModel(), profile_named("standard"), FRENCH, documents=DOCUMENTS)
    zones, words = answerer.known_of((SLUG,))
    asked = understand(question, known=zones, words=words)
    context = DocumentContext(("doo", "deliberation", "avis"), (), "empreinte", facts=facts)
    return answerer.answer_question((SLUG,), asked.text, (), context=context, understood=asked)


@pytest.mark.parametrize(
    ("question", "told", "piece", "page"),
    [
        ("Par quelle délibération le schéma a-t-il été approuvé ?", "2031-07", "deliberation", 1),
        ("Par quelle délibération a-t-il été prescrit ?", "6 juin 2027", "deliberation", 2),
        ("Qui préside le syndicat mixte ?", "Jeanne Inventée", "deliberation", 1),
        ("Combien de communes compte le territoire ?", "dix-neuf communes", "doo", 4),
        ("Quel est l'horizon du plan ?", "Horizon 2041", "doo", 1),
        ("À quelle date s'est tenue l'enquête publique ?", "3 octobre au 4 novembre 2030", "deliberation", 2),
        ("Par combien de voix le schéma a-t-il été approuvé ?", "trente voix pour", "deliberation", 2),
        ("Quel bureau d'études a rédigé le DOO ?", "cabinet Terre Neuve", "doo", 1),
    ],
)
def test_the_text_answers_with_its_page_where_the_record_is_silent(
    question: str, told: str, piece: str, page: int
) -> None:
    answer = ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert told in answer.rationale
    assert (piece, page) in {(one.piece, one.page) for one in answer.citations}


@pytest.mark.parametrize(
    "question",
    ["Quel est le numéro de la délibération qui prescrit le schéma ?", "Qui est le maire ?", "Qui l'a arrêté ?"],
)
def test_what_neither_says_is_refused(question: str) -> None:
    assert ask(question).outcome is Outcome.NOT_FOUND


def test_a_vote_that_was_not_of_all_denies_that_it_was() -> None:
    answer = ask("Le schéma a-t-il été approuvé à l'unanimité ?")
    assert answer.rationale.startswith("Non")
    assert "trente voix pour et deux contre" in answer.rationale


def test_a_record_that_agrees_is_told_beside_and_one_that_does_not_is_said_so() -> None:
    agreeing = ask("Combien de communes couvre-t-il ?", DocumentFact("communes", f"Communes : 19 ({NINETEEN})."))
    assert "99118" in agreeing.rationale
    assert "ne disent pas" not in agreeing.rationale
    fewer = DocumentFact("communes", "Communes : 2 (codes INSEE : 99101, 99102).")
    differing = ask("Combien de communes couvre-t-il ?", fewer)
    assert "dix-neuf communes" in differing.rationale
    assert "99102" in differing.rationale
    assert "ne disent pas le même nombre de communes : 2 et 19" in differing.rationale


def test_another_day_in_the_record_is_shown_beside_that_of_the_text() -> None:
    answer = ask("Par quelle délibération a-t-il été prescrit ?", DocumentFact("date", "Date : 07/06/2027 (prescrit)."))
    assert "6 juin 2027" in answer.rationale
    assert "07/06/2027" in answer.rationale
    assert "ne disent pas la même date" in answer.rationale


def test_the_whole_plan_is_meant_and_no_part_of_it() -> None:
    assert understand("Combien de communes éteignent leurs lampadaires ?").kind is QuestionKind.VALUE
    assert understand("Combien de communes le plan compte-t-il ?").kind is QuestionKind.DOCUMENT
    for another in ("le PPRI", "la charte du parc", "le schéma régional"):
        assert understand(f"Qui a approuvé {another} ?").kind is not QuestionKind.DOCUMENT
    assert understand("Quelle surface est prévue à l'horizon 2030 ?").kind is QuestionKind.VALUE
