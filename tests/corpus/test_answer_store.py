from __future__ import annotations

import dataclasses

import pytest

from corpus import Corpus
from domain import Annotation, Answer, AnswerWarning, Citation, MadeWith, Provenance, Searched, Value, Verdict
from domain.errors import UnknownDocument
from tests.corpus.pieces import read_piece
from tests.corpus.statements import counted


def an_answer(indicator: str | None = "I01", verdict: Verdict = Verdict.OUI, question: str | None = None) -> Answer:
    return Answer(
        document="plui-a",
        indicator=indicator,
        question=question,
        verdict=verdict,
        rationale="Les haies sont protégées.",
        values=(Value(40.0, "%", "pleine terre", "reglement", 1),),
        citations=(
            Citation("reglement", 1, "11", "Les haies sont protégées.", 1, 0, 25, "plui-a"),
            Citation("reglement", 2, "12", "Un arbre est planté.", 2, 0, 20, "plui-a"),
        ),
        searched=Searched(("haies",), 12, ("reglement",), 0.8, 2, ("reglement p. 2",)),
        warnings=(AnswerWarning.legacy("À vérifier."),),
        llm="modele",
        seconds=1.5,
        provenance=Provenance(MadeWith("modele", None, None, 4096, "none", "1", "standard", None, None)),
    )


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece())
    return corpus


def test_an_answer_is_found_as_it_was_given(filled: Corpus) -> None:
    filled.answers.add(an_answer(), key="k")
    assert filled.answers.find("plui-a", "k") == an_answer()
    assert filled.answers.find("plui-a", "autre") is None


def test_the_newest_answer_to_the_same_thing_is_found(filled: Corpus) -> None:
    filled.answers.add(an_answer(verdict=Verdict.OUI), key="k")
    filled.answers.add(an_answer(verdict=Verdict.PARTIEL), key="k")
    found = filled.answers.find("plui-a", "k")
    assert found is not None
    assert found.verdict is Verdict.PARTIEL


def test_the_current_answers_are_the_newest_of_each_indicator(filled: Corpus) -> None:
    filled.answers.add(an_answer("I02"), key="a")
    filled.answers.add(an_answer("I01", Verdict.NON), key="b")
    filled.answers.add(an_answer("I01", Verdict.OUI), key="c")
    filled.answers.add(an_answer(None, question="Combien ?"), key="d")
    found = filled.answers.current("plui-a")
    assert [(answer.indicator, answer.verdict) for answer in found] == [("I01", Verdict.OUI), ("I02", Verdict.OUI)]


def test_answers_stay_readable_when_the_piece_is_replaced(filled: Corpus) -> None:
    filled.answers.add(an_answer(), key="k")
    filled.documents.put_piece("plui-a", read_piece("reglement", "Tout autre texte."))
    assert filled.answers.find("plui-a", "k") == an_answer()


def test_answers_leave_with_their_document(filled: Corpus) -> None:
    filled.answers.add(an_answer(), key="k")
    filled.documents.remove("plui-a")
    filled.documents.describe("plui-a")
    assert filled.answers.find("plui-a", "k") is None
    assert filled.answers.current("plui-a") == []


def test_a_citation_without_document_is_of_the_document_of_the_answer(filled: Corpus) -> None:
    answer = an_answer()
    bare = tuple(dataclasses.replace(citation, document="") for citation in answer.citations)
    filled.answers.add(dataclasses.replace(answer, citations=bare), key="k")
    found = filled.answers.find("plui-a", "k")
    assert found is not None
    assert {citation.document for citation in found.citations} == {"plui-a"}


def test_no_answer_about_a_document_that_does_not_exist(filled: Corpus) -> None:
    with pytest.raises(UnknownDocument):
        filled.answers.add(dataclasses.replace(an_answer(), document="plui-z"), key="k")


def test_a_run_keeps_its_answers_and_figures(filled: Corpus) -> None:
    run = filled.answers.start_run("indicateurs", "plui-a", {"profile": "rapide"})
    filled.answers.add(an_answer(), key="k", run=run)
    filled.answers.finish_run(run, {"answers": 1})
    assert filled.answers.find("plui-a", "k") == an_answer()


def test_the_same_manual_analysis_is_kept_once(filled: Corpus) -> None:
    one = Annotation("plui-a", "I01", "AB", Verdict.OUI, 12.0)
    filled.runs.put_annotations("d", [one])
    filled.runs.put_annotations("d", [one])
    filled.runs.put_annotations("d", [])
    with filled._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM annotation").scalar() == 1


def test_a_document_that_comes_leaves_what_is_kept_of_the_others(filled: Corpus) -> None:
    filled.answers.add(an_answer(), key="k")

    def asked() -> tuple[object, ...]:
        texts, answers = filled.texts, filled.answers
        page, unread = texts.page("plui-a", "reglement", 1), texts.unread_pages("plui-a")
        return (
            page,
            unread,
            texts.margins("plui-a"),
            texts.version("plui-a"),
            answers.numbered("plui-a"),
            answers.verdicts(),
        )

    before = asked()
    filled.documents.describe("plui-b", title="PLUi B")
    with counted(filled) as said:
        assert asked() == before
    assert said == []


def test_all_answers_of_a_document_take_a_few_queries_however_many_they_are(filled: Corpus) -> None:
    for number in range(1, 16):
        filled.answers.add(an_answer(f"I{number:02}"), key=str(number))
    with counted(filled) as asked:
        assert len(filled.answers.numbered("plui-a")) == 15
    assert 1 <= len(asked) <= 3, asked
    with counted(filled) as asked:
        assert filled.texts.page("plui-a", "reglement", 1).page.ordinal == 1
    assert len(asked) <= 4, asked
