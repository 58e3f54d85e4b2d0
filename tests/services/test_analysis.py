from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import LlmUnavailable, UnknownDocument, UnknownIndicator
from services.dossiers import Description
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf


@pytest.fixture
def filled(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    path = tmp_path / "reglement.pdf"
    path.write_bytes(
        raw_pdf(["Les haies sont protégées au plan de zonage.", "La pleine terre occupe 40 % du terrain."])
    )
    application.dossiers.ingest([path], "plui-a", Description())
    return application


def codes(application: FakeApplication) -> list[str]:
    return [indicator.code for indicator in application.grid.indicators[:3]]


def test_a_run_cut_short_keeps_its_answers_and_goes_on(filled: FakeApplication, data_dir: Path) -> None:
    filled.backend.fails_after = 2
    with pytest.raises(LlmUnavailable):
        filled.analysis().run("plui-a", codes(filled))
    assert len(filled.corpus.answers.current("plui-a")) == 2
    filled.backend.fails_after = None
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


def test_what_no_sentence_answers_is_not_found(data_dir: Path, filled: FakeApplication) -> None:
    filled.backend.word = "mot-qui-ne-s'y-trouve-pas"
    answer = filled.analysis().ask("plui-a", "Combien de loups ?")
    assert (answer.verdict, answer.citations) == ("non", ())
