from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain import Decision, Verdict
from domain.errors import StorageError, UnknownDocument
from exports import format_named
from exports.registry import ExportFormat
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description
from use_cases.review import Decided
from use_cases.search_passages import search

TWENTY = "Au moins 20 % de la pleine terre doit être conservée en zone UA."
FORTY = "Au moins 40 % de la pleine terre doit être conservée en zone UB."


@pytest.fixture
def filled(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf([f"{TWENTY} Les haies sont protégées et leur abattage est interdit.", FORTY]))
    application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))
    application.analysis().run("plui-a", ["I04", "I14"])
    return application


def decide(application: FakeApplication, decision: Decision, verdict: Verdict | None = None) -> None:
    cell = application.cells.cell("plui-a", "I14")
    decided = Decided(cell.answer_number, "Ana", decision, verdict, "Vu.", None, None, None)
    application.reviewing.review("plui-a", "I14", decided, cell.seen)


def test_a_file_agrees_with_the_cells_that_screens_show(filled: FakeApplication) -> None:
    decide(filled, Decision.CORRIGE, Verdict.PARTIEL)
    (document,) = json.loads(filled.exporting.content(["plui-a"], format_named("json")))["documents"]
    cells = filled.cells.of("plui-a")
    assert [(one["indicator"], one["verdict"], one["status"], one["comment"]) for one in document["cells"]] == [
        (cell.indicator, cell.verdict.value if cell.verdict else None, cell.status.value, cell.comment)
        for cell in cells
    ]
    for exported, cell in zip(document["cells"], cells, strict=True):
        assert [one["quote"] for one in exported["citations"]] == [one.quote for one in cell.citations]
        assert [(one["value"], one["quote"]) for one in exported["values"]] == [
            (one.value, one.quote) for one in cell.values
        ]


def test_each_value_of_an_answer_has_the_sentence_that_gives_it(filled: FakeApplication) -> None:
    values = {value.value: value.quote for value in filled.cells.cell("plui-a", "I14").values}
    assert values == {20.0: TWENTY, 40.0: FORTY}


def test_a_file_is_written_whole_or_not_at_all(filled: FakeApplication, tmp_path: Path) -> None:
    target = tmp_path / "nouveau" / "plui-a.xlsx"
    assert filled.exporting.write(["plui-a"], format_named("xlsx"), target) == 2
    assert list(target.parent.iterdir()) == [target]
    before = target.read_bytes()

    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises((StorageError, OSError)):
        filled.exporting.write(["plui-a"], ExportFormat("x", "X", "a/b", full), target)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_an_unknown_document_is_refused(filled: FakeApplication) -> None:
    with pytest.raises(UnknownDocument):
        filled.exporting.content(["plui-z"], format_named("csv"))


def test_a_comparison_says_what_differs_and_can_leave_out_the_rest(filled: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "doo.pdf"
    path.write_bytes(raw_pdf(["Le soleil brille."]))
    filled.dossiers.ingest([path], "scot-b", Description(title="SCoT B"))
    decide(filled, Decision.CORRIGE, Verdict.PARTIEL)
    whole = filled.tables.comparison("plui-a", "scot-b")
    assert whole.subject == "PLUi A / SCoT B"
    assert len(whole.rows) == len(filled.grid.indicators)
    changes = filled.tables.comparison("plui-a", "scot-b", only_changes=True)
    assert {str(row[0])[:3] for row in changes.rows} == {"I04", "I14"}
    assert {row[-1] for row in changes.rows} == {"verdict"}


def test_a_search_is_carried_away_with_its_exact_occurrences_first(filled: FakeApplication) -> None:
    hits = search(filled.retriever, "pleine terre", documents=["plui-a"], k=5)
    rows = filled.tables.passages("pleine terre", hits, ["plui-a"]).rows
    assert [row[0] for row in rows[:2]] == ["Occurrence exacte", "Occurrence exacte"]
    assert [row[4] for row in rows[:2]] == ["1", "2"]
    assert "Passage proche" in {row[0] for row in rows}


def test_the_history_tells_who_did_what_and_what_stood_before(filled: FakeApplication) -> None:
    decide(filled, Decision.ACCEPTE)
    decide(filled, Decision.DOUTE, Verdict.PARTIEL)
    newest, first = filled.tables.history("plui-a").rows
    titles = [column.title for column in filled.tables.history("plui-a").columns]
    assert newest[titles.index("État")] == "douteuse"
    assert newest[titles.index("Avant : état")] == "validée"
    assert first[titles.index("Avant : état")] == "réponse de l'outil"
    assert first[titles.index("Par")] == "Ana"
