from __future__ import annotations

from pathlib import Path

import pytest

from domain import ClockMode, Verdict
from domain.errors import GoldError, UnknownDocument, UnknownRun
from evaluation import About
from evaluation.causes import Cause
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.gold_imports import GoldImports
from use_cases.gold_versions import GoldVersions
from use_cases.ingest import Description
from use_cases.oracle import oracle_verdicts
from use_cases.run_evaluation import Evaluator, Report

HEADER = (
    "document,indicateur,verdict,valeur,unite,libelle_valeur,piece,page,citation,pertinence,"
    "commentaire,minutes,annotateur"
)
#: By the rubric of the grid, I01, I02 and I14 are answered « oui » as long as the model does not deny it.
PAGES = [
    "Les haies sont protégées au plan de zonage. Les réservoirs de biodiversité et les corridors écologiques du "
    "territoire sont reportés sur la carte 3. Dans les corridors écologiques, toute construction est interdite.",
    "La pleine terre occupe au moins 40 % du terrain.",
]
ROWS = (
    "plui-a,I01,oui,,,,reglement,1,Les haies sont protégées au plan de zonage.,3,,10,",
    "plui-a,I02,non,,,,,,,,doute,20,",
    "plui-a,I14,partiel,,,,reglement,2,La pleine terre occupe au moins 40 % du terrain.,3,,30,",
)
ABOUT = About("Essai", "Référence inventée pour un essai.")


@pytest.fixture
def filled(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(PAGES))
    application.dossiers.ingest([path], "plui-a", Description())
    return application


def gold_file(tmp_path: Path, *rows: str, name: str = "reference.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([HEADER, *(rows or ROWS)]), "utf-8")
    return path


def scored(application: FakeApplication, tmp_path: Path) -> tuple[Evaluator, Report]:
    evaluator = Evaluator(application.corpus, application.grid)
    gold, _ = evaluator.gold([gold_file(tmp_path)])
    evaluator.answer_missing(gold, application.analysis())
    return evaluator, evaluator.score(gold, ABOUT)


def test_a_run_is_kept_with_all_that_it_was_made_from(filled: FakeApplication, tmp_path: Path) -> None:
    evaluator, done = scored(filled, tmp_path)
    (run,) = evaluator.runs()
    assert run.id == done.run
    kept = run.inputs
    assert kept.made_from.model == ("modele-factice",)
    assert kept.made_from.model_digest == ("abc",)
    assert kept.made_from.profile == ("standard",)
    assert kept.made_from.prompt_version
    assert kept.grid == filled.grid.digest
    assert kept.corpus == {"plui-a": filled.corpus.texts.digest("plui-a")}
    assert kept.gold == done.evaluation.gold_digest
    assert kept.prompt_tokens > 0
    assert (run.cells, run.verdict_accuracy) == (3, done.evaluation.overall.figures["verdict_accuracy"])
    assert done.about.run.startswith("modèle modele-factice")


def test_a_kept_report_is_made_again_the_same_whatever_was_answered_since(
    filled: FakeApplication, tmp_path: Path
) -> None:
    evaluator, done = scored(filled, tmp_path)
    filled.backend.word = "introuvable"
    filled.analysis().run("plui-a", ["I01", "I02", "I14"], fresh=True)
    again = evaluator.stored(done.run[:6])
    assert again.evaluation == done.evaluation
    assert again.causes == done.causes
    assert again.about == done.about
    with pytest.raises(UnknownRun):
        evaluator.stored("zz")


def test_two_kept_runs_are_compared(filled: FakeApplication, tmp_path: Path) -> None:
    evaluator, first = scored(filled, tmp_path)
    filled.backend.word = "introuvable"  # every answer becomes « non »: I02 turns right, I01 wrong
    filled.analysis().run("plui-a", ["I01", "I02", "I14"], fresh=True)
    gold, _ = evaluator.gold([gold_file(tmp_path)])
    second = evaluator.score(gold, ABOUT)
    found = evaluator.compare(first.run, second.run)
    assert (found.overall.first_only, found.overall.second_only, found.cells) == (1, 1, 3)
    assert found.indicators["I02"].second_only == 1


def test_causes_come_from_the_records_of_the_answers(filled: FakeApplication, tmp_path: Path) -> None:
    _, done = scored(filled, tmp_path)
    causes = {wrong.cell.indicator: wrong.cause for wrong in done.causes.found}
    # The fake says oui to everything: I02 is doubtful in the gold; of I14 the deciding page was read.
    assert causes["I02"] is Cause.DOUBTFUL_GOLD
    assert causes["I14"] in (Cause.MISREAD, Cause.UNCLEAR_LIMIT)
    assert "I01" not in causes


def test_an_oracle_reads_the_pages_of_the_gold_alone_and_once(filled: FakeApplication, tmp_path: Path) -> None:
    evaluator, done = scored(filled, tmp_path)
    gold, _ = evaluator.gold([gold_file(tmp_path)])
    wrong = [one.cell for one in done.causes.found]
    from answering import profile_named

    before = filled.corpus.answers.current("plui-a")
    parts = (filled.corpus, filled.grid, filled.backend, profile_named("standard"), gold, wrong, filled.language)
    filled.backend.word = "pleine terre"
    verdicts = oracle_verdicts(*parts)
    assert verdicts == {("plui-a", "I14"): Verdict.OUI}  # I02 has no page to give
    calls = filled.backend.calls
    assert oracle_verdicts(*parts) == verdicts
    assert filled.backend.calls == calls
    assert filled.corpus.answers.current("plui-a") == before  # no answer of the document
    again = evaluator.score(gold, ABOUT, oracle=verdicts)
    assert again.causes.with_oracle == 1
    causes = {one.cell.indicator: one.cause for one in again.causes.found}
    assert causes["I14"] is Cause.UNCLEAR_LIMIT  # oui for partiel with the right page before its eyes


def test_time_is_that_of_the_clocks_and_of_the_gold(filled: FakeApplication, tmp_path: Path) -> None:
    evaluator, done = scored(filled, tmp_path)
    assert done.gain.median is None
    assert done.gain.only_by_hand == 3
    from datetime import timedelta

    clocks = filled.corpus.clocks
    at = clocks.now()
    clocks.now = lambda: at
    clock = clocks.start("plui-a", "I01", "Ana", ClockMode.ASSISTE)
    clocks.now = lambda: at + timedelta(seconds=60)
    clocks.stop(clock.id)
    again = evaluator.stored(done.run).gain
    assert again.median == pytest.approx(1 - 1 / 10)
    assert (len(again.pairs), again.only_by_hand) == (1, 2)


def test_a_gold_with_a_fault_leaves_nothing_in_the_corpus(filled: FakeApplication, tmp_path: Path) -> None:
    evaluator = Evaluator(filled.corpus, filled.grid)
    with pytest.raises(GoldError):
        evaluator.gold([gold_file(tmp_path), gold_file(tmp_path, "plui-a,I04,peut-être,,,,,,,,,,", name="b.csv")])
    assert filled.corpus.runs.golds() == []
    with pytest.raises(UnknownDocument, match="plui-z"):
        evaluator.gold([gold_file(tmp_path, "plui-z,I01,non,,,,,,,,,,")])


def test_a_gold_version_comes_back_as_the_same_gold(filled: FakeApplication, tmp_path: Path) -> None:
    done = GoldImports(filled.corpus, filled.grid).keep([gold_file(tmp_path)])
    assert GoldVersions(filled.corpus).get(done.gold.digest[:10]).digest == done.gold.digest


def test_adjudication_is_kept_with_its_sources(filled: FakeApplication, tmp_path: Path) -> None:
    one = gold_file(tmp_path, "plui-a,I01,non,,,,,,,,,,Ana", "plui-a,I02,non,,,,,,,,,,Ana", name="ana.csv")
    other = gold_file(tmp_path, "plui-a,I01,non,,,,,,,,,,Bo", "plui-a,I02,sans_objet,,,,,,,,,,Bo", name="bo.csv")
    imports = GoldImports(filled.corpus, filled.grid)
    with pytest.raises(GoldError, match="I02"):
        imports.settle([one, other], None)
    assert filled.corpus.runs.golds() == []
    decisions = gold_file(tmp_path, "plui-a,I02,non,,,,,,,,,,", name="decisions.csv")
    done = imports.settle([one, other], decisions)
    (version,) = filled.corpus.runs.golds()
    assert (version.digest, version.origin) == (done.gold.digest, "adjudication")
    assert set(version.details.sources) == {"Ana", "Bo"}
    assert imports.agreement([one, other]).disputed == (("plui-a", "I02"),)
