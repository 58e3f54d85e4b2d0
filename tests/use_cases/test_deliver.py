"""Deliverables from a corpus: kept with what they were made from, previewed, and told what they lack."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.practice_store import PracticeDraft
from domain import Decision
from domain.errors import StorageError, UnknownDeliverable, UnknownPractice
from evaluation import read_gold
from tests.fakes import FakeApplication
from use_cases.deliver import Delivering
from use_cases.review import Decided


@pytest.fixture
def answered(filled: FakeApplication) -> FakeApplication:
    """One cell accepted, another left."""
    filled.analysis().run("plui-a", ["I05", "I14"])
    cell = filled.cells.cell("plui-a", "I05")
    decided = Decided(
        answer=cell.answer_number, reviewer="A. Relectrice", decision=Decision.ACCEPTE, verdict=None, comment=None,
        values=None, evidence=None, clock=None,
    )  # fmt: skip
    filled.reviewing.review("plui-a", "I05", decided, cell.seen)
    return filled


def test_what_was_made_can_be_opened_again_and_traced_to_its_cells(answered: FakeApplication) -> None:
    made = answered.delivering.make("grille-juridique", ["plui-a"], person="A. Relectrice")
    (line,) = answered.delivering.history()
    assert line == made.record
    cells = {one.indicator: one for one in line.cells}
    assert cells["I05"].decision == answered.corpus.reviews.current("plui-a")["I05"].id
    assert (cells["I14"].decision, cells["I14"].status) == (None, "NON RELUE")
    assert answered.delivering.file(line.id).content == made.content
    path = answered.settings.data_dir / "deliverables" / f"{line.id}.docx"
    path.write_bytes(b"autre")
    with pytest.raises(StorageError, match="n'est plus là, ou a été modifié"):
        answered.delivering.file(line.id)
    with pytest.raises(UnknownDeliverable):
        answered.delivering.file("nulle-part")


def test_what_is_missing_is_counted_for_each(answered: FakeApplication) -> None:
    found = {one.kind.name: one.missing for one in answered.delivering.readiness(["plui-a"])}
    assert "1 case non relue" in found["rapport-final"]
    assert "13 cases sans réponse" in found["rapport-final"]
    assert "deux versions" in found["suivi"][0]


def test_the_workbook_of_the_practical_grid_imports_back_as_a_reference(
    answered: FakeApplication, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    content = answered.delivering.make("grille-pratique", ["plui-a"], form="xlsx").content
    book = load_workbook(io.BytesIO(content))
    row = next(row for row in book["Analyse"].iter_rows(min_row=2) if row[1].value == "I14")
    for column, value in ((2, "oui"), (6, "reglement"), (7, 2), (9, 3), (11, 12)):
        row[column].value = value
    path = tmp_path / "rempli.xlsx"
    book.save(path)
    (cell,) = read_gold(path, codes={"I14", *(one.code for one in answered.grid.indicators)}).cells
    assert (cell.document, cell.indicator, cell.verdict.value, cell.minutes) == ("plui-a", "I14", "oui", 12)


def test_a_preview_without_libreoffice_is_a_page(answered: FakeApplication) -> None:
    delivering = Delivering(answered.corpus, answered.delivering._gathering, None, None)
    content, media = delivering.preview("grille-juridique", ["plui-a"])
    assert media.startswith("text/html")
    assert "Grille de lecture juridique" in content.decode()
    assert answered.delivering.history() == []


def test_collected_passages_are_searched_over_documents_and_made_into_fiches(answered: FakeApplication) -> None:
    store = answered.corpus.practices
    draft = PracticeDraft("plui-a", "reglement", 1, 1, None, "Les haies repérées sont protégées.", "Haies", "Milieux",
                          ("bocage",), "Très clair")  # fmt: skip
    kept = store.add(draft)
    store.add(replace(draft, document="plui-b", quote="Mares.", title="Mares", theme="Eau", tags=()))
    assert [one.title for one in store.all(text="haie REPEREES")] == ["Haies"]
    assert [one.title for one in store.all(text="bocage clair")] == ["Haies"]
    assert [one.title for one in store.all(theme="Eau")] == ["Mares"]
    made = answered.delivering.make("fiches", [], practices=[kept.number])
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist()), "the picture of the page"
    assert list(answered.delivering.practice_files([kept.number])) == [f"bonne-pratique-{kept.number}.md"]
    store.remove(kept.number)
    with pytest.raises(UnknownPractice):
        store.get(kept.number)


def test_passages_and_deliverables_follow_a_document_that_is_renamed(answered: FakeApplication) -> None:
    answered.corpus.practices.add(PracticeDraft("plui-a", "reglement", 1, 1, None, "Haies.", "Haies"))
    answered.delivering.make("grille-juridique", ["plui-a"], form="html")
    answered.renaming.rename("plui-a", "plui-z")
    assert [one.document for one in answered.corpus.practices.all()] == ["plui-z"]
    (line,) = answered.delivering.history()
    assert line.documents == ("plui-z",)
    assert {one.document for one in line.cells} == {"plui-z"}
