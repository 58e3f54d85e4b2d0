"""Two versions of the sample plan: one line with two versions, and a comparison that shows what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from domain import ChangeNature, Stage
from domain.errors import UnknownDocument, UsageError
from sample import SAMPLE_METADATA, SAMPLE_SLUG
from sample.approved import APPROVED_SLUG, CHANGES, SAMPLE_PLAN, approved_pieces
from tests.fakes import FakeApplication, application_in
from use_cases.demo import read_sample
from use_cases.overview import overview
from use_cases.plan_series import plan_lines, plan_series

CODES = ["I05", "I14"]


def test_every_page_of_the_second_version_says_it_is_fictional() -> None:
    with pypdfium2.PdfDocument(approved_pieces()[-1]) as pdf:
        assert all("FICTIF" in page.get_textpage().get_text_range() for page in pdf)


@pytest.fixture(scope="module")
def compared(sample_read: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeApplication]:
    """Both versions read, two indicators of each answered from the words alone."""
    data_dir = tmp_path_factory.mktemp("versions") / "data"
    shutil.copytree(sample_read, data_dir)
    application = application_in(data_dir)
    with application.opened():
        application.corpus.documents.amend(SAMPLE_SLUG, {"stage": Stage.ARRETE, "date": SAMPLE_METADATA["date"]})
        read_sample(application, APPROVED_SLUG)
        analysis = application.analysis(backend=application.open_backend("none"))
        for slug in (SAMPLE_SLUG, APPROVED_SLUG):
            analysis.run(slug, CODES)
        yield application


def test_both_versions_are_of_one_plan(compared: FakeApplication) -> None:
    assert compared.corpus.documents.get(SAMPLE_SLUG).versions == (APPROVED_SLUG,)
    lines = plan_lines(overview(compared.corpus, compared.cells))
    (line,) = [one for one in lines if one.plan == SAMPLE_PLAN]
    assert line.newest.document.slug == APPROVED_SLUG
    assert [one.document.slug for one in line.others] == [SAMPLE_SLUG]


def test_the_text_differs_by_the_planted_changes_alone(compared: FakeApplication) -> None:
    changes = compared.version_changes.between(SAMPLE_SLUG, APPROVED_SLUG)
    assert len(changes) == len(CHANGES)
    assert {change.nature for change in changes} == {ChangeNature.CHANGED}
    for words in ("quinze", "vingt"), ("30", "35"):
        (change,) = [one for one in changes if [run.text for run in one.runs_before if run.changed] == [words[0]]]
        assert [run.text for run in change.runs_after if run.changed] == [words[1]]
        for sentence in (*change.before, *change.after):
            page = compared.corpus.texts.page(sentence.document, sentence.piece, sentence.ordinal).page
            assert sentence.text in " ".join(page.text.split())
    titles = {change.article[-1] for change in changes}
    assert {
        "DG 6 – Espaces libres, plantations et pleine terre",
        "Article UB 4 – Espaces libres et plantations",
    } <= titles


def test_the_two_versions_are_compared_with_both_quotes(compared: FakeApplication) -> None:
    table = compared.tables.comparison(SAMPLE_SLUG, APPROVED_SLUG)
    names = [column.title for column in table.columns]
    rows = {str(row[0]).partition(" ")[0]: dict(zip(names, row, strict=True)) for row in table.rows}
    for row in rows.values():
        gone, new = str(row["Citations disparues"]), str(row["Citations apparues"])
        assert not set(gone.splitlines()) & set(new.splitlines())
    # The text of wetlands is the same in both: so is the answer.
    assert rows["I05"]["Écart"] == "aucun"
    assert rows["I05"]["Passages modifiés"] == ""
    assert rows["I14"]["Écart"] != "aucun"
    assert "Avant (reglement-et-oap, p." in str(rows["I14"]["Passages modifiés"])
    assert "35 % de l’unité foncière" in str(rows["I14"]["Passages modifiés"])
    told = compared.tables.text_changes(SAMPLE_SLUG, APPROVED_SLUG)
    assert len(told.rows) == len(CHANGES)
    assert any(row[-1] == "I14" for row in told.rows)


def test_a_series_has_a_column_a_version_oldest_first(compared: FakeApplication) -> None:
    series = plan_series(compared.corpus, compared.cells, compared.grid, SAMPLE_PLAN)
    assert [version.slug for version in series.versions] == [SAMPLE_SLUG, APPROVED_SLUG]
    table = compared.tables.series(SAMPLE_PLAN)
    assert "arrêté, 12/03/2025" in table.columns[1].title
    assert "approuvé, 22/01/2026" in table.columns[3].title
    (row,) = [row for row in table.rows if str(row[0]).startswith("I14")]
    assert "30 %" in str(row[2])
    assert "35 %" in str(row[4])
    with pytest.raises(UnknownDocument):
        compared.tables.series("autre-plan")


def test_texts_of_two_plans_are_not_compared(compared: FakeApplication) -> None:
    documents = compared.corpus.documents
    documents.amend(APPROVED_SLUG, {"plan": None})
    try:
        with pytest.raises(UsageError):
            compared.tables.text_changes(SAMPLE_SLUG, APPROVED_SLUG)
        table = compared.tables.comparison(SAMPLE_SLUG, APPROVED_SLUG)
        assert not [column for column in table.columns if "Citations" in column.title]
    finally:
        documents.amend(APPROVED_SLUG, {"plan": SAMPLE_PLAN})
