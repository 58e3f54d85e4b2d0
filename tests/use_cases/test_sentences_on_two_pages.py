"""A sentence that goes on over the end of a page, from its file to every place where its citation is shown."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from api.answer_schemas import AnswerView
from commands import show_answer
from corpus.review_content import content_to_json, evidence_of
from domain import AskedQuestion, Citation, Decision, DecisionEvidence
from domain.whole_quotes import pages_cited, whole_quote
from exports import format_named
from exports.reference_tables import CITATIONS, COLUMNS_ADDED_LATER
from tests.fakes import FakeApplication, application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.conversations import Conversations
from use_cases.exact_search import occurrences
from use_cases.ingest import Description
from use_cases.reference_base import ReferenceRows
from use_cases.reference_import import ReferenceImport
from use_cases.review import Decided

FIRST = "En zone UA, la surface du terrain laissée en pleine terre est d'au moins"
SECOND = "40 % de la surface totale du terrain."
WHOLE = f"{FIRST} [p. 2] {SECOND}"
OTHER = "Les clôtures laissent passer la petite faune sur toute leur longueur."
QUESTION = "Quelle part de pleine terre en zone UA ?"


def read(application: FakeApplication, folder: Path, *pages: str) -> None:
    path = folder / "reglement.pdf"
    path.write_bytes(raw_pdf(list(pages)))
    application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))


@pytest.fixture
def asked(application: FakeApplication, tmp_path: Path) -> AskedQuestion:
    read(application, tmp_path, f"{OTHER}\n{FIRST}", f"{SECOND}\n{OTHER}")
    return Conversations(application.corpus, application.analysis).ask(QUESTION, documents=["plui-a"])


def printed(answer_shown: AskedQuestion) -> str:
    out = Console(file=io.StringIO(), width=400)
    show_answer.answer(out, answer_shown.answer)
    return str(out.file.getvalue())  # type: ignore[attr-defined]


def test_the_answer_is_kept_and_shown_whole(asked: AskedQuestion, application: FakeApplication) -> None:
    first, second = asked.answer.citations
    assert (first.page, first.quote, second.page, second.quote) == (1, FIRST, 2, SECOND)
    assert {(whole_quote(one), pages_cited(one)) for one in (first, second)} == {(WHOLE, "1-2")}
    assert application.corpus.questions.of(asked.conversation)[0].answer == asked.answer
    assert f"[1] [2] « {WHOLE} » — reglement p. 1-2" in printed(asked)
    view = AnswerView.of(asked.answer).citations[1]
    assert view.before is not None
    assert (view.quote, view.before.quote, view.whole, view.pages) == (SECOND, FIRST, WHOLE, "1-2")


def test_a_kept_answer_follows_both_parts(asked: AskedQuestion, application: FakeApplication, tmp_path: Path) -> None:
    kept = application.keeping_answers.keep(asked.id)
    read(application, tmp_path, OTHER, f"{OTHER}\n{FIRST}", f"{SECOND}\n{OTHER}")
    quotes = application.keeping_answers.today(kept).quotes
    assert [pages_cited(one.today) for one in quotes if one.today] == ["2-3", "2-3"]
    assert [one.today.after.start for one in quotes if one.today and one.today.after] == [0]
    read(application, tmp_path, OTHER, f"{OTHER}\n{FIRST}", OTHER)
    first, second = application.keeping_answers.today(kept).quotes
    assert first.today is not None
    assert (whole_quote(first.today), second.today) == (FIRST, None)  # nothing is said to stand where it does not


def test_an_exact_search_finds_words_on_both_sides_of_the_end_of_a_page(
    asked: AskedQuestion, application: FakeApplication
) -> None:
    (place,) = occurrences(application.corpus, "plui-a", "est d'au moins 40 % de la surface").shown
    assert (place.page, place.pages, place.found) == (1, "1-2", "est d'au moins 40 % de la surface")
    assert place.before.endswith("laissée en pleine terre ")
    (own,) = occurrences(application.corpus, "plui-a", "40 % de la surface").shown
    assert own.pages == "2"


def test_evidence_of_a_decision_keeps_both_parts(asked: AskedQuestion) -> None:
    evidence = [DecisionEvidence(one, 3) for one in asked.answer.citations]
    assert evidence_of(content_to_json([], evidence)) == tuple(evidence)


def test_the_reference_base_tells_the_sentence_and_brings_it_back(
    application: FakeApplication, asked: AskedQuestion, tmp_path: Path
) -> None:
    application.analysis().run("plui-a", ["I14"])
    cell = application.cells.cell("plui-a", "I14")
    decided = Decided(cell.answer_number, "A. Relectrice", Decision.ACCEPTE, None, None, None, None, None)
    application.reviewing.review("plui-a", "I14", decided, cell.seen)
    cell = application.cells.cell("plui-a", "I14")
    assert {whole_quote(one) for one in cell.citations} == {WHOLE}
    rows = ReferenceRows(application.corpus, application.grid, application.cells, "").base().of("citations")
    places = [CITATIONS.columns.index(name) for name in ("page", "citation", "phrase_entiere", "pages_phrase")]
    told = {tuple(row[place] for place in places) for row in rows}
    assert told == {(1, FIRST, WHOLE, "1-2"), (2, SECOND, WHOLE, "1-2")}
    alone = tuple(replace(one, before=None, after=None) for one in cell.citations)
    for form in ("datapackage", "sqlite"):
        path = tmp_path / form
        path.write_bytes(application.exporting.content([], format_named(form)))
        assert brought_back(path, tmp_path / f"{form}-vide") == [cell.citations] * 2
        without_later_columns(path)
        assert brought_back(path, tmp_path / f"{form}-ancien") == [alone] * 2


def brought_back(path: Path, folder: Path) -> list[tuple[Citation, ...]]:
    """The citations of the answer and of the decision in an empty installation that restored a base."""
    with application_in(folder).opened() as empty:
        ReferenceImport(empty.corpus).restore(path)
        (answer,) = empty.corpus.answers.current("plui-a")
        (review,) = empty.corpus.reviews.current("plui-a").values()
    return [answer.citations, review.citations]


def without_later_columns(path: Path) -> None:
    """Makes a base one that an earlier version wrote."""
    missing = COLUMNS_ADDED_LATER[CITATIONS.name]
    if path.read_bytes().startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as base:
            for name in CITATIONS.columns[-missing:]:
                base.execute(f'ALTER TABLE "{CITATIONS.name}" DROP COLUMN "{name}"')
            base.commit()
        return
    with zipfile.ZipFile(path) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    name = f"data/{CITATIONS.name}.csv"
    lines = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
    less = io.StringIO(newline="")
    csv.writer(less).writerows(line[:-missing] for line in lines)
    files[name] = less.getvalue().encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
