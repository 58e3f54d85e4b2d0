"""What is on a screen is carried away as it is, with what people decided."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from domain import Decision, Verdict
from evaluation import read_gold
from french.value_quotes import quote_gives
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site, served_with_fakes
from use_cases.ingest import Description
from use_cases.review import Decided

SLUG = "plui-piemont-ormeze"
OTHER = "scot-val"


def decide(
    site: Site, code: str, decision: Decision, verdict: Verdict | None = None, comment: str | None = None
) -> None:
    cell = site.application.cells.cell(SLUG, code)
    decided = Decided(cell.answer_number, "A. Relectrice", decision, verdict, comment, None, None, None)
    site.application.reviewing.review(SLUG, code, decided, cell.seen)


@pytest.fixture(scope="module")
def two(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample with some decisions, and a small SCoT that answers little, for tests that change neither."""
    folder = tmp_path_factory.mktemp("deux")
    shutil.copytree(sample_data, folder / "data")
    file = folder / "doo.pdf"
    file.write_bytes(raw_pdf(["Les zones humides sont inventoriées. Les haies sont protégées."]))
    with served_with_fakes(folder / "data") as running:
        running.application.dossiers.ingest([file], OTHER, Description(title="SCoT du Val (fictif)"))
        running.application.analysis().run(OTHER, ["I01", "I05"])
        decide(running, "I05", Decision.CORRIGE, Verdict.PARTIEL, "Une seule zone.")
        decide(running, "I14", Decision.ACCEPTE)
        decide(running, "I01", Decision.DOUTE)
        yield running


def carried(page: Any, name: str, within: Any = None) -> bytes:
    with page.expect_download() as taken:
        (within or page).get_by_role("link", name=name, exact=True).first.click()
    return Path(taken.value.path()).read_bytes()


def rows_of(content: bytes, sheet: str) -> list[dict[str, Any]]:
    shown = load_workbook(io.BytesIO(content))[sheet]
    titles = [cell.value for cell in shown[1]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in shown.iter_rows(min_row=2)]


def test_the_file_of_a_dossier_says_what_the_screen_says(two: Site, page: Any) -> None:
    page.goto(f"{two.address}/dossiers/{SLUG}")
    content = carried(page, "Excel")
    rows = {row["Indicateur"].split()[0]: row for row in rows_of(content, "Verdicts")}
    assert len(rows) == 15
    assert (rows["I05"]["Verdict"], rows["I05"]["Relecture"], rows["I05"]["Relu par"]) == (
        "Partiel",
        "corrigée",
        "A. Relectrice",
    )
    assert rows["I05"]["Commentaire"] == "Une seule zone."
    assert rows["I05"]["Verdict de l'outil"] == "Oui"
    assert (rows["I14"]["Relecture"], rows["I01"]["Relecture"], rows["I02"]["Relecture"]) == (
        "validée",
        "douteuse",
        "non relue",
    )
    lines = csv.DictReader(io.StringIO(carried(page, "CSV").decode("utf-8-sig"), newline=""), delimiter=";")
    assert {line["relecture"] for line in lines if line["indicateur"] == "I05"} == {"corrigée"}


def test_a_proof_that_is_gone_is_told_in_the_file_at_once(sample_site: Site, page: Any) -> None:
    decide(sample_site, "I14", Decision.ACCEPTE)
    for piece in sample_site.application.corpus.documents.get(SLUG).pieces:
        if piece.name == "reglement-et-oap":
            sample_site.application.dossiers.remove_piece(SLUG, piece.name)
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    content = carried(page, "Excel")
    rows = {row["Indicateur"].split()[0]: row for row in rows_of(content, "Verdicts")}
    assert rows["I14"]["État de la décision"] == "preuve disparue"
    assert "Preuve disparue" in {row["Nature"] for row in rows_of(content, "Citations")}


def test_reviews_carried_away_import_with_each_value_beside_its_own_quote(two: Site, page: Any, tmp_path: Path) -> None:
    page.goto(f"{two.address}/dossiers/{SLUG}")
    path = tmp_path / "relectures.xlsx"
    path.write_bytes(carried(page, "Relectures (Excel)"))
    for row in rows_of(path.read_bytes(), "Analyse"):
        if row["valeur"] and row["citation"]:
            assert quote_gives(row["citation"], float(str(row["valeur"]).replace(",", "."))), row
    gold = read_gold(path).by_key()
    for code in ("I05", "I14"):
        cell = two.application.cells.cell(SLUG, code)
        imported = gold[SLUG, code]
        assert {(value.number, value.page, value.quote) for value in imported.values} == {
            (value.value, value.page, value.quote) for value in cell.values
        }
        assert {one.quote for one in imported.evidence} == {one.quote for one in cell.citations}


def test_a_comparison_is_carried_away_and_printed_whole(two: Site, page: Any, tmp_path: Path) -> None:
    page.goto(f"{two.address}/comparer?a={SLUG}&b={OTHER}")
    rows = [row for row in rows_of(carried(page, "Excel"), "Comparaison") if row["Écart"]]  # not what goes on below
    assert len(rows) == page.locator("tbody tr").count() == 15
    assert any("SCoT du Val" in title for title in rows[0])
    assert b"corrig" in carried(page, "CSV")
    page.emulate_media(media="print")
    printed = tmp_path / "comparaison.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(printed) as pdf:
        width, height = pdf[0].get_size()
        text = " ".join(one.get_textpage().get_text_range() for one in pdf)
    assert width > height
    assert "SCoT du Val (fictif)" in text
    assert "PLUi du Piémont" in text
    for indicator in two.application.grid.indicators:
        assert indicator.code in text


def test_four_clicks_lead_from_a_dossier_to_the_three_main_files(two: Site, page: Any) -> None:
    page.goto(f"{two.address}/dossiers/{SLUG}")
    page.get_by_role("link", name="Livrables de ce dossier").click()
    clicks = 1
    for name, form in (("tableau-comparatif", "xlsx"), ("rapport-final", "docx"), ("diaporama", "pptx")):
        with page.expect_download() as download:
            page.locator(f"#{name} button[value={form}]").click()
        clicks += 1
        assert download.value.suggested_filename == f"{name}-{SLUG}.{form}"
        with zipfile.ZipFile(download.value.path()) as opened:
            assert opened.testzip() is None
    assert clicks == 4
    with page.expect_download() as drawn:
        page.locator("#graphique-verdicts").get_by_role("link", name="SVG").click()
    assert Path(drawn.value.path()).read_text("utf-8").startswith("<svg")


def test_search_questions_and_history_are_carried_away(two: Site, page: Any) -> None:
    page.goto(f"{two.address}/dossiers/{SLUG}/recherche?texte=pleine+terre")
    found = rows_of(carried(page, "Excel"), "Recherche")
    assert any("pleine terre" in row["Passage"] for row in found)
    page.goto(f"{two.address}/dossiers/{SLUG}")
    acts = rows_of(carried(page, "Historique (Excel)"), "Historique")
    assert {(row["Par"], row["État"]) for row in acts} >= {
        ("A. Relectrice", "corrigée"),
        ("A. Relectrice", "douteuse"),
    }


def test_an_answer_over_several_documents_names_the_document_of_each_quote(two: Site, page: Any) -> None:
    page.goto(f"{two.address}/questions")
    page.get_by_label("Votre question").fill("Quelle part de pleine terre le règlement impose-t-il ?")
    page.get_by_role("button", name="Demander").click()
    page.locator("article .proofs").wait_for()
    for place in page.locator("article .place").all():
        assert "PLUi du Piémont" in place.inner_text() or "SCoT du Val" in place.inner_text()
    page.reload()
    rows = rows_of(carried(page, "Excel"), "Questions")
    assert rows
    assert all(row["Document cité"] in ("PLUi du Piémont d’Ormèze (fictif)", "SCoT du Val (fictif)") for row in rows)
