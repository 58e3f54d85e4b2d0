"""Answers that people keep stay with their quotes and pages, and say where these stand once the text has changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from domain import AskedQuestion, DecisionStanding
from domain.errors import NothingToDeliver, UnknownConversation, UnknownKeptAnswer, UsageError
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.conversations import Conversations
from use_cases.ingest import Description
from use_cases.keep_answers import LONGEST_NOTE

RULE = "En zone UA, au moins 40 % de la surface du terrain doit rester en pleine terre."
OTHER = "Les clôtures laissent passer la petite faune sur toute leur longueur."
QUESTION = "Quelle part de pleine terre en zone UA ?"


def read(application: FakeApplication, folder: Path, *pages: str) -> None:
    path = folder / "reglement.pdf"
    path.write_bytes(raw_pdf(list(pages)))
    application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))


def asked(application: FakeApplication) -> AskedQuestion:
    return Conversations(application.corpus, application.analysis).ask(QUESTION, documents=["plui-a"])


@pytest.fixture
def plui(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    read(application, tmp_path, RULE, OTHER)
    return application


def test_a_kept_answer_stays_when_its_conversation_is_forgotten(plui: FakeApplication) -> None:
    question = asked(plui)
    assert [one.quote for one in question.answer.citations] == [RULE]
    kept = plui.keeping_answers.keep(question.id, note=" À citer. ", useful=True, person="A. Relectrice")
    plui.corpus.questions.remove(question.conversation)
    (placed,) = plui.keeping_answers.placed(["plui-a"])
    assert placed.kept == kept
    assert (kept.text, kept.note, kept.useful, kept.person) == (QUESTION, "À citer.", True, "A. Relectrice")
    assert [one.standing for one in placed.quotes] == [DecisionStanding.UNCHANGED]
    assert plui.keeping_answers.placed(["plui-b"]) == []


def test_one_question_is_kept_once_and_judged_anew(plui: FakeApplication) -> None:
    question = asked(plui)
    first = plui.keeping_answers.keep(question.id, useful=True)
    again = plui.keeping_answers.keep(question.id, note="Incomplète.", useful=False)
    assert (again.number, again.useful, again.note) == (first.number, False, "Incomplète.")
    assert plui.keeping_answers.judge(first.number, note="", useful=None).useful is None
    plui.corpus.kept_answers.remove(first.number)
    assert plui.keeping_answers.placed() == []
    with pytest.raises(UnknownKeptAnswer):
        plui.corpus.kept_answers.remove(first.number)


def test_quotes_are_found_again_by_their_words_when_the_document_is_read_again(
    plui: FakeApplication, tmp_path: Path
) -> None:
    plui.keeping_answers.keep(asked(plui).id)
    read(plui, tmp_path, OTHER, "Une page de plus.", RULE)
    (placed,) = plui.keeping_answers.placed()
    (quote,) = placed.quotes
    assert quote.today is not None
    assert (quote.cited.page, quote.today.page, placed.moved, placed.gone) == (1, 3, 1, 0)
    read(plui, tmp_path, OTHER)
    (placed,) = plui.keeping_answers.placed()
    assert (placed.moved, placed.gone) == (0, 1)
    plui.dossiers.delete("plui-a")
    (placed,) = plui.keeping_answers.placed(["plui-a"])
    assert (placed.gone, placed.quotes[0].cited.quote) == (1, RULE)


def test_it_follows_a_document_that_is_renamed(plui: FakeApplication) -> None:
    plui.keeping_answers.keep(asked(plui).id)
    plui.renaming.rename("plui-a", "plui-z")
    (placed,) = plui.keeping_answers.placed(["plui-z"])
    assert placed.kept.documents == ("plui-z",)
    assert (placed.quotes[0].document, placed.gone) == ("plui-z", 0)


def test_kept_answers_are_carried_away_with_their_pages_then_and_now(plui: FakeApplication, tmp_path: Path) -> None:
    with pytest.raises(NothingToDeliver, match="Aucune réponse"):
        plui.delivering.make("reponses-gardees", ["plui-a"])
    plui.keeping_answers.keep(asked(plui).id, note="À citer.", useful=True, person="A. Relectrice")
    read(plui, tmp_path, OTHER, RULE)
    made = plui.delivering.make("reponses-gardees", ["plui-a"])
    text = "\n".join(one.text for one in Document(io.BytesIO(made.content)).paragraphs).replace("\u00a0", " ")
    assert QUESTION in text
    assert f"« {RULE} »" in text
    assert "[1] PLUi A, Règlement, p. 2 – Règlement, p. 1 quand la réponse a été donnée" in text
    assert "par A. Relectrice" in text
    assert "jugée utile" in text


def test_what_cannot_be_kept_is_told(plui: FakeApplication) -> None:
    with pytest.raises(UnknownConversation, match="numéro 99"):
        plui.keeping_answers.keep(99)
    question = asked(plui)
    with pytest.raises(UsageError, match="trop longue"):
        plui.keeping_answers.keep(question.id, note="a" * (LONGEST_NOTE + 1))
    assert plui.keeping_answers.placed() == []


def test_a_dossier_without_pieces_leaves_the_question_to_the_others(plui: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    path.write_bytes(raw_pdf([OTHER]))
    plui.dossiers.ingest([path], "plui-b", Description(title="PLUi B"))
    plui.dossiers.remove_piece("plui-b", "annexe")
    question = Conversations(plui.corpus, plui.analysis).ask(QUESTION, documents=["plui-a", "plui-b"])
    assert RULE in [one.quote for one in question.answer.citations]
