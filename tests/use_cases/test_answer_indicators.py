from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from answering.llm.none import NoModel
from domain import Verdict
from domain.errors import LlmUnavailable, UnknownDocument, UnknownIndicator
from domain.listening import Listener
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description


def codes(application: FakeApplication) -> list[str]:
    wanted = {"I04", "I05", "I14"}
    return [indicator.code for indicator in application.grid.indicators if indicator.code in wanted]


def test_a_run_cut_short_keeps_its_answers_and_goes_on(filled: FakeApplication, data_dir: Path) -> None:
    filled.backend.fails_on = "minimum chiffré"
    with pytest.raises(LlmUnavailable):
        filled.analysis().run("plui-a", codes(filled))
    assert len(filled.corpus.answers.current("plui-a")) == 2
    filled.backend.fails_on = None
    report = filled.analysis().run("plui-a", codes(filled))
    assert (len(report.answers), report.reused) == (3, 2)
    assert [answer.indicator for answer in report.answers] == codes(filled)


def test_a_run_done_again_asks_the_model_nothing_unless_told_to(filled: FakeApplication) -> None:
    filled.analysis().run("plui-a", codes(filled))
    calls = filled.backend.calls
    assert filled.analysis().run("plui-a", codes(filled)).reused == 3
    assert filled.backend.calls == calls
    assert filled.analysis().run("plui-a", codes(filled), fresh=True).reused == 0
    assert filled.backend.calls > calls


@pytest.fixture
def on_a_server(filled: FakeApplication) -> FakeApplication:
    """The same, its model behind a server that takes three requests together."""
    filled.settings = filled.settings.model_copy(update={"llm_parallel": 3})
    filled.backend.kind = "ollama"
    filled.backend.takes = 0.05
    return filled


def test_a_server_is_asked_several_indicators_together(on_a_server: FakeApplication) -> None:
    seen: list[str | None] = []
    report = on_a_server.analysis().run(
        "plui-a", codes(on_a_server), on_answer=lambda made: seen.append(made.indicator)
    )
    assert 1 < on_a_server.backend.most_busy <= 3
    assert [answer.indicator for answer in report.answers] == seen == codes(on_a_server)
    together = {answer.indicator: answer.verdict for answer in report.answers}
    on_a_server.backend.kind = "embedded"
    alone = on_a_server.analysis().run("plui-a", codes(on_a_server), fresh=True)
    assert {answer.indicator: answer.verdict for answer in alone.answers} == together


def test_a_model_in_this_process_is_asked_one_thing_at_a_time(on_a_server: FakeApplication) -> None:
    on_a_server.backend.kind = "embedded"
    on_a_server.analysis().run("plui-a", codes(on_a_server))
    assert on_a_server.backend.most_busy == 1


def test_a_server_lost_while_several_are_asked_keeps_what_was_answered(on_a_server: FakeApplication) -> None:
    on_a_server.backend.fails_on = "minimum chiffré"
    with pytest.raises(LlmUnavailable):
        on_a_server.analysis().run("plui-a", codes(on_a_server))
    on_a_server.backend.fails_on = None
    assert on_a_server.analysis().run("plui-a", codes(on_a_server)).reused == 2


def test_another_text_or_model_makes_the_answer_again(filled: FakeApplication, tmp_path: Path) -> None:
    first = codes(filled)[:1]
    filled.analysis().run("plui-a", first)
    filled.backend.name = "autre-modele"
    assert filled.analysis().run("plui-a", first).reused == 0
    path = tmp_path / "padd.pdf"
    path.write_bytes(raw_pdf(["Une trame verte est confortée."]))
    filled.dossiers.ingest([path], "plui-a", Description())
    assert filled.analysis().run("plui-a", first).reused == 0


def test_every_quote_stands_on_the_page_it_names(filled: FakeApplication) -> None:
    answers = filled.analysis().run("plui-a", codes(filled)).answers
    citations = [citation for answer in answers for citation in answer.citations]
    assert citations
    for citation in citations:
        page = filled.corpus.texts.page("plui-a", citation.piece, citation.ordinal).page
        assert citation.page == page.number
        assert " ".join(page.text[citation.start : citation.end].split()) == citation.quote


def test_unknown_names_are_refused_before_anything_is_asked(filled: FakeApplication) -> None:
    with pytest.raises(UnknownIndicator):
        filled.analysis().run("plui-a", [*codes(filled), "Z99"])
    with pytest.raises(UnknownDocument):
        filled.analysis().run("plui-z")
    assert filled.backend.calls == 0


def test_a_question_is_answered_once_and_kept(filled: FakeApplication) -> None:
    answer = filled.analysis().ask("plui-a", "Quelle part de pleine terre ?")
    assert answer.citations
    calls = filled.backend.calls
    assert filled.analysis().ask("plui-a", "Quelle part de pleine terre ?") == answer
    assert filled.backend.calls == calls


def test_who_asks_the_same_meanwhile_is_given_the_same_answer(filled: FakeApplication) -> None:
    both_asked = threading.Barrier(2)
    heard: list[str] = []

    def stage(text: str) -> None:
        heard.append(text)
        if text.startswith("Recherche"):
            both_asked.wait(30)  # neither found an answer that was given before

    analysis = filled.analysis(backend=NoModel())
    with ThreadPoolExecutor(2) as people:
        first, second = people.map(
            lambda _: analysis.ask("plui-a", "Quelle part de pleine terre ?", listener=Listener(stage)), range(2)
        )
    assert first == second
    assert heard.count("Réponse déjà donnée") == 1


def test_an_answer_kept_by_another_version_of_the_code_is_asked_again(
    filled: FakeApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Quelle part de pleine terre ?"
    filled.analysis().ask("plui-a", question)
    calls = filled.backend.calls
    monkeypatch.setattr("use_cases.answer_indicators.answering_code", lambda: "another version")
    filled.analysis().ask("plui-a", question)
    assert filled.backend.calls > calls


def test_the_zone_told_before_a_question_is_its_scope(filled: FakeApplication) -> None:
    answer = filled.analysis(backend=NoModel()).ask(
        "plui-a", "Nous instruisons un dossier en zone N-3. Le terrain est plat. Combien d'arbres faut-il planter ?"
    )
    assert answer.composed is not None
    assert answer.composed.understood.scope.zones == ("N-3",)
    assert answer.composed.understood.before == "Nous instruisons un dossier en zone N-3."


def test_what_no_sentence_answers_is_not_found(data_dir: Path, filled: FakeApplication) -> None:
    filled.backend.word = "mot-qui-ne-s'y-trouve-pas"
    answer = filled.analysis().ask("plui-a", "Combien de loups ?")
    assert (answer.verdict, answer.citations) == ("non", ())


def test_without_any_model_the_readers_answer_and_the_answer_says_so(filled: FakeApplication) -> None:
    answers = {
        answer.indicator: answer
        for answer in filled.analysis(backend=NoModel()).run("plui-a", [*codes(filled), "I11"]).answers
    }
    assert {answer.llm for answer in answers.values()} == {"none"}
    assert answers["I14"].verdict is Verdict.OUI
    assert [(value.value, value.unit, value.page) for value in answers["I14"].values] == [(40, "%", 2)]
    (value,) = answers["I14"].values
    assert value.quote == "Au moins 40 % de la pleine terre doit être conservée sur chaque terrain."
    assert (value.document, value.piece, value.ordinal) == ("plui-a", "reglement", 2)
    assert answers["I05"].verdict is Verdict.OUI
    assert answers["I11"].verdict is Verdict.NON
    assert "Compensation" in answers["I11"].rationale or "compensation" in answers["I11"].rationale
    assert filled.backend.calls == 0


def test_another_rubric_makes_the_answer_again(filled: FakeApplication) -> None:
    first = filled.analysis(backend=NoModel()).run("plui-a", ["I14"])
    assert first.reused == 0
    assert filled.analysis(backend=NoModel()).run("plui-a", ["I14"]).reused == 1
    assert filled.analysis("exhaustif", backend=NoModel()).run("plui-a", ["I14"]).reused == 0


def test_a_follow_up_is_asked_with_the_question_before_it(filled: FakeApplication) -> None:
    answer = filled.analysis(backend=NoModel()).ask(
        "plui-a", "Et sur chaque terrain ?", before=["Quelle part de pleine terre faut-il conserver ?"]
    )
    assert answer.question == "Quelle part de pleine terre faut-il conserver, et sur chaque terrain ?"
    assert [citation.page for citation in answer.citations] == [2]


def test_a_question_over_several_documents_names_the_one_that_answers(filled: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "padd.pdf"
    path.write_bytes(raw_pdf(["La commune compte 3 cours d'eau et deux étangs."]))
    filled.dossiers.ingest([path], "plui-b", Description())
    answer = filled.analysis(backend=NoModel()).ask(
        ["plui-a", "plui-b"], "Quelle part de pleine terre faut-il conserver sur chaque terrain ?"
    )
    assert {citation.document for citation in answer.citations} == {"plui-a"}
