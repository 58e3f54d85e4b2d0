"""A document gets another slug: all that points to it follows, whenever the process dies, or nothing changes."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from corpus.manual_store import ManualCell
from corpus.renamed_content import NewNames
from domain import (
    Answer,
    AnswerRequest,
    AnswersResult,
    ClockMode,
    Decision,
    EvaluateRequest,
    GoldDetails,
    StoredPassage,
    Verdict,
)
from domain.errors import DocumentBusy, StorageError, UnknownDocument, UsageError
from evaluation import About, Gold, GoldCell, GoldEvidence
from evaluation.figures_json import GroupJson
from exports import format_named
from tests.fakes import FakeApplication, application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.conversations import Conversations
from use_cases.gold_versions import GoldVersions
from use_cases.ingest import Description
from use_cases.review import Decided
from use_cases.run_evaluation import Evaluator
from use_cases.search_passages import search
from use_cases.study_files import Studies

OLD, NEW, OTHER = "plui-fictif", "plui-renomme", "scot-voisin"
TEXT = {
    OLD: ("Au moins 20 % de la pleine terre doit être conservée en zone UA.", "Les haies sont protégées."),
    OTHER: ("Au moins 30 % de la pleine terre doit être conservée en zone UB.", "Les mares sont protégées."),
}
TITLES = {OLD: "Plan fictif", OTHER: "Schéma fictif"}
STUDY = "0" * 32


@pytest.fixture(scope="module")
def two_dossiers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that was filled once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("deux-dossiers")
    with application_in(folder / "data").opened() as application:
        assert isinstance(application, FakeApplication)
        fill(application, folder)
    return folder / "data"


@pytest.fixture
def filled(two_dossiers: Path, data_dir: Path) -> Iterator[FakeApplication]:
    shutil.copytree(two_dossiers, data_dir)
    with application_in(data_dir).opened() as application:
        assert isinstance(application, FakeApplication)
        yield application


def fill(application: FakeApplication, folder: Path) -> None:
    """Something of every kind that points to a document, of the one to be renamed and of another."""
    for slug in (OLD, OTHER):
        application.dossiers.ingest([piece_of(folder, slug)], slug, Description(title=TITLES[slug]))
        application.analysis().run(slug, ["I14"])
        cell = application.cells.cell(slug, "I14")
        decided = Decided(cell.answer_number, "Ana", Decision.CORRIGE, Verdict.PARTIEL, "Vu.", None, None, None)
        application.reviewing.review(slug, "I14", decided, None)
        corpus = application.corpus
        corpus.clocks.start(slug, "I14", "Ana", ClockMode.ASSISTE)
        corpus.manual.put(ManualCell(slug, "I14", "Bo", Verdict.NON))
        job = corpus.jobs.add(AnswerRequest(slug))
        corpus.jobs.finish(job.id, AnswersResult("r", slug))
        passage = corpus.texts.passages(slug)[0]
        corpus.relevance.put(passage.id, {"modele": 1.5})
    asking = Conversations(application.corpus, application.analysis)
    asking.ask("Quelle part de pleine terre faut-il conserver ?", person="Ana")
    asking.ask("Et les haies ?", person="Ana", documents=[OLD])
    proof = (GoldEvidence("reglement", 1, None, 3),)
    gold = Gold.of(
        GoldCell(slug, "I14", Verdict.OUI, (), proof, None, doubtful=False, annotator="Cy") for slug in (OLD, OTHER)
    )
    GoldVersions(application.corpus).keep(
        gold, name="référence fictive", origin="import", details=GoldDetails(not_blind=((OLD, "I14"),))
    )
    Evaluator(application.corpus, application.grid).score(gold, About("Essai", "Référence fictive."))
    job = application.corpus.jobs.add(EvaluateRequest(gold.digest, gold.documents, ""))
    application.corpus.jobs.cancel(job.id)
    Studies(application.settings.data_dir).run(
        application, STUDY, [OLD, OTHER], indicators=["I14"], repetitions=0, rewording=False, depths=()
    )


def piece_of(folder: Path, slug: str) -> Path:
    path = folder / slug / "reglement.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw_pdf(TEXT[slug]))
    return path


def rows(application: FakeApplication) -> str:
    """Every row of the database as one text, the record of former slugs aside."""
    engine = application.corpus._engine
    tables = [name for name in inspect(engine).get_table_names() if name not in ("former_slug", "alembic_version")]
    with engine.connect() as connection:
        return "\n".join(
            f"{table} {tuple(row)}" for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )


def seen(application: FakeApplication, slug: str) -> dict[str, Any]:
    """What people see of a document, its slug aside."""
    corpus = application.corpus
    hits = search(application.retriever, "pleine terre", documents=[slug], k=5)
    cells = application.cells.of(slug)
    (document,) = json.loads(application.exporting.content([slug], format_named("json")))["documents"]
    runs = Evaluator(corpus, application.grid)
    evaluation = runs.stored(runs.runs()[0].id).evaluation
    return {
        "cells": [(cell.indicator, cell.verdict, cell.status, cell.standing, cell.comment) for cell in cells],
        "quotes": [[(one.piece, one.page, one.quote) for one in cell.citations] for cell in cells],
        "values": [[(one.value, one.quote) for one in cell.values] for cell in cells],
        "history": len(corpus.reviews.all_of(slug)),
        "clocks": len(corpus.clocks.all(slug)),
        "manual": [cell.verdict for cell in corpus.manual.all(slug, "Bo").values()],
        "hits": [hit.passage.text for hit in hits],
        "vectors": application.dense.count(slug),
        "words": application.lexical.count(slug),
        "marks": list(corpus.relevance.of(slug, ["modele"])["modele"].values()),
        "exported": [
            [(one["document"] == slug, one["quote"]) for one in cell["citations"]] for cell in document["cells"]
        ],
        "jobs": sorted(job.kind for job in corpus.jobs.all() if slug in job.request.touches),
        "evaluated": [(cell.indicator, cell.gold, cell.answer) for cell in evaluation.cells if cell.document == slug],
        "figures": GroupJson.of_group(evaluation.documents[slug]),
        "studies": [slug in study.documents for study in Studies(application.settings.data_dir).all()],
        "questions": [
            (asked.text, [one.quote for one in asked.answer.citations if one.document == slug])
            for conversation in corpus.questions.conversations("Ana")
            for asked in corpus.questions.of(conversation.id)
            if slug in asked.documents
        ],
    }


def test_all_that_points_to_a_document_follows_it(filled: FakeApplication) -> None:
    before, other = seen(filled, OLD), seen(filled, OTHER)
    embedded = filled.embedder.embedded
    filled.renaming.rename(OLD, NEW)
    assert filled.embedder.embedded == embedded
    assert seen(filled, NEW) == before
    assert seen(filled, OTHER) == other
    assert (filled.dense.count(OLD), filled.lexical.count(OLD)) == (0, 0)
    assert OLD not in rows(filled)
    known = {passage.id for passage in filled.corpus.texts.passages(NEW)}
    (answer,) = filled.corpus.answers.current(NEW)
    assert {one.passage for one in answer.provenance.trace or ()} <= known


def test_a_slug_is_a_word_too_and_texts_are_left_alone() -> None:
    names = NewNames("eau", "scot-b", {"a1": "b2"}, {"d" * 64: "e" * 64})
    content = {
        "document": "eau", "title": "eau", "quote": "eau", "piece": "eau", "documents": {"eau": {"label": "eau"}},
        "corpus": {"eau": "eau"}, "trace": [{"passage": "a1"}], "gold": "d" * 64, "not_blind": [["eau", "I01"]],
        "warnings": [{"params": {"places": ["eau p. 1"]}}], "places": [["eau", "eau", 1, 2]],
        "answers": [{"document": "eau, plui-a", "documents": 2}],
    }  # fmt: skip
    assert names.in_json(content) == {
        "document": "scot-b", "title": "eau", "quote": "eau", "piece": "eau", "documents": {"scot-b": {"label": "eau"}},
        "corpus": {"scot-b": "eau"}, "trace": [{"passage": "b2"}], "gold": "e" * 64, "not_blind": [["scot-b", "I01"]],
        "warnings": [{"params": {"places": ["eau p. 1"]}}], "places": [["scot-b", "eau", 1, 2]],
        "answers": [{"document": "scot-b, plui-a", "documents": 2}],
    }  # fmt: skip


def test_answers_are_found_again_and_a_new_dossier_may_take_the_former_name(
    filled: FakeApplication, tmp_path: Path
) -> None:
    filled.renaming.rename(OLD, NEW)
    assert filled.analysis().run(NEW, ["I14"]).reused == 1
    filled.dossiers.ingest([piece_of(tmp_path, OLD)], OLD, Description())
    assert filled.cells.of(OLD) == ()
    assert search(filled.retriever, "pleine terre", documents=[OLD], k=1)[0].passage.document == OLD
    assert filled.corpus.renames.now(OLD) is None


def test_who_asks_for_the_former_name_is_told_the_new_one(filled: FakeApplication) -> None:
    filled.corpus.documents.amend(OLD, {"title": None})  # it is called by its slug
    filled.renaming.rename(OLD, "plui-b")
    assert filled.corpus.documents.get("plui-b").title == "plui-b"
    filled.renaming.rename("plui-b", NEW)
    for former in (OLD, "plui-b"):
        with pytest.raises(UnknownDocument, match=f"renommé « {NEW} »") as caught:
            filled.corpus.documents.get(former)
        assert caught.value.renamed == NEW
    filled.renaming.rename(NEW, OLD)
    assert filled.corpus.documents.get(OLD).slug == OLD
    filled.dossiers.delete(OLD)
    with pytest.raises(UnknownDocument, match="Aucun document ne s'appelle"):
        filled.corpus.documents.get(NEW)


@pytest.mark.parametrize(
    ("slug", "said"), [("PLUi B", "ne peut pas nommer"), (OTHER, "autre dossier"), (OLD, "déjà l'identifiant")]
)
def test_a_name_that_cannot_be_had_is_refused_and_nothing_changes(
    filled: FakeApplication, slug: str, said: str
) -> None:
    before = rows(filled)
    with pytest.raises(UsageError, match=said):
        filled.renaming.rename(OLD, slug)
    assert rows(filled) == before


def test_a_dossier_at_work_is_not_renamed(filled: FakeApplication) -> None:
    job = filled.corpus.jobs.add(AnswerRequest(OLD))
    with pytest.raises(DocumentBusy, match="Réponses à la grille"):
        filled.renaming.rename(OLD, NEW)
    filled.corpus.jobs.cancel(job.id)
    filled.corpus.jobs.add(AnswerRequest(NEW))
    with pytest.raises(DocumentBusy, match=NEW):
        filled.renaming.rename(OLD, NEW)
    assert filled.corpus.documents.exists(OLD)


def test_decisions_of_a_deleted_dossier_are_not_mixed_with_those_of_another(filled: FakeApplication) -> None:
    filled.dossiers.delete(OTHER)
    with pytest.raises(UsageError, match="dossier supprimé"):
        filled.renaming.rename(OLD, OTHER)
    assert len(filled.corpus.reviews.all_of(OTHER)) == 1


def test_a_reference_that_describes_both_names_is_said(filled: FakeApplication) -> None:
    cells = [GoldCell(slug, "I02", Verdict.NON, (), (), None, doubtful=False) for slug in (OLD, NEW)]
    GoldVersions(filled.corpus).keep(Gold.of(cells), name="deux noms", origin="import")
    with pytest.raises(UsageError, match="« deux noms »"):
        filled.renaming.rename(OLD, NEW)


def test_a_reference_imported_under_both_names_becomes_one(filled: FakeApplication) -> None:
    versions = GoldVersions(filled.corpus)
    (first,) = filled.corpus.runs.golds()
    twin = versions.get(first.digest).with_documents({OLD: NEW})
    versions.keep(twin, name="déjà renommée", origin="import")
    filled.renaming.rename(OLD, NEW)
    assert [one.name for one in filled.corpus.runs.golds()] == ["déjà renommée"]
    assert versions.get(twin.digest).digest == twin.digest
    evaluator = Evaluator(filled.corpus, filled.grid)
    assert evaluator.stored(evaluator.runs()[0].id).evaluation.gold_digest == twin.digest


def test_a_question_answered_meanwhile_is_not_kept_under_the_former_name(filled: FakeApplication) -> None:
    class Slow:
        def ask(self, *asked: Any, **how: Any) -> Answer:
            answer = filled.analysis().ask(*asked, **how)
            filled.renaming.rename(OLD, NEW)
            return answer

    asking = Conversations(filled.corpus, lambda: Slow())  # type: ignore[arg-type, return-value]
    with pytest.raises(UnknownDocument, match=NEW):
        asking.ask("Quelle part de pleine terre ?", person="Di", documents=[OLD])
    assert filled.corpus.questions.conversations("Di") == []


class Dying:
    """An index that fails when it is asked for one thing, as on a full disk."""

    def __init__(self, index: Any, at: str):
        self._index = index
        self._at = at

    def __getattr__(self, name: str) -> Any:
        if name == self._at:
            raise StorageError("Plus de place.")
        return getattr(self._index, name)


@pytest.mark.parametrize(("part", "at"), [("_dense", "upsert"), ("_lexical", "upsert"), ("_dense", "delete")])
def test_what_fails_in_the_middle_is_finished_by_the_same_call(filled: FakeApplication, part: str, at: str) -> None:
    before = seen(filled, OLD)
    whole = getattr(filled.renaming, part)
    setattr(filled.renaming, part, Dying(whole, at))
    with pytest.raises(StorageError):
        filled.renaming.rename(OLD, NEW)
    there = OLD if filled.corpus.documents.exists(OLD) else NEW
    assert there == (OLD if at == "upsert" else NEW)
    assert [hit.passage.document for hit in search(filled.retriever, "pleine terre", documents=[there], k=1)] == [there]
    setattr(filled.renaming, part, whole)
    filled.renaming.rename(OLD, NEW)
    assert seen(filled, NEW) == before
    assert (filled.dense.count(OLD), filled.lexical.count(OLD)) == (0, 0)


def test_what_was_given_up_leaves_nothing_for_a_dossier_of_that_name(filled: FakeApplication, tmp_path: Path) -> None:
    whole = filled.renaming._lexical
    filled.renaming._lexical = Dying(whole, "upsert")
    with pytest.raises(StorageError):
        filled.renaming.rename(OLD, NEW)
    filled.renaming._lexical = whole
    assert filled.dense.count(NEW) > 0
    path = tmp_path / "oap.pdf"
    path.write_bytes(raw_pdf(["Les mares sont conservées."]))
    filled.dossiers.ingest([path], NEW, Description())
    assert filled.dense.count(NEW) == len(filled.corpus.texts.passages(NEW))


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.fakes import application_in

with application_in(Path(sys.argv[1])).opened() as application:
    renames = application.corpus.renames
    whole = getattr(renames, sys.argv[2])

    def killed(*given):
        whole(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(renames, sys.argv[2], killed)
    application.renaming.rename("plui-fictif", "plui-renomme")
"""


@pytest.mark.slow
def test_killed_once_it_is_renamed_it_is_finished_by_the_same_call(two_dossiers: Path, data_dir: Path) -> None:
    shutil.copytree(two_dossiers, data_dir)
    with application_in(data_dir).opened() as application:
        assert isinstance(application, FakeApplication)
        before = seen(application, OLD)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data_dir), "rename"], check=False)
    assert killed.returncode == -signal.SIGKILL
    with application_in(data_dir).opened() as application:
        assert isinstance(application, FakeApplication)
        assert application.dense.count(OLD) > 0
        application.renaming.rename(OLD, NEW)
        assert seen(application, NEW) == before
        assert (application.dense.count(OLD), application.lexical.count(OLD)) == (0, 0)


def test_two_dossiers_of_the_same_passages_stay_two(filled: FakeApplication, tmp_path: Path) -> None:
    """Ids of passages are made of the slug: a dossier read under the former name must not meet those of the renamed."""
    filled.renaming.rename(OLD, NEW)
    filled.dossiers.ingest([piece_of(tmp_path, OLD)], OLD, Description())

    def ids(slug: str) -> set[str]:
        found: list[StoredPassage] = filled.corpus.texts.passages(slug)
        return {one.id for one in found}

    assert len(ids(OLD)) == len(ids(NEW)) > 0
    assert ids(OLD).isdisjoint(ids(NEW))


def test_what_was_kept_of_a_document_follows_its_name(filled: FakeApplication) -> None:
    texts, answers = filled.corpus.texts, filled.corpus.answers
    piece = filled.corpus.documents.get(OLD).pieces[0].name

    def kept(slug: str) -> tuple[str, str, list[str | None]]:
        page = texts.page(slug, piece, 1)
        given = [answer.indicator for answer in answers.current(slug)]
        return page.document, page.page.text, [*given, *answers.verdicts().get(slug, ())]

    before = kept(OLD)
    filled.renaming.rename(OLD, NEW)
    assert kept(NEW) == (NEW, *before[1:])
    with pytest.raises(UnknownDocument, match=NEW):
        texts.page(OLD, piece, 1)
    with pytest.raises(UnknownDocument, match=NEW):
        answers.current(OLD)
    assert OLD not in answers.verdicts()
