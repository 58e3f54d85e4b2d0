from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain import Citation, Verdict
from domain.errors import StorageError
from exports import export_answers
from exports.wording import EXCEL_MAX
from indicator_queries import load_grid
from tests.exports.samples import ABSENT, DOCUMENT, FREE, PLEINE_TERRE

GRID = load_grid()


def export(tmp_path: Path, *answers):
    target = tmp_path / "out" / "réponses.xlsx"
    export_answers([DOCUMENT], answers, GRID, "xlsx", target)
    assert [path.name for path in target.parent.iterdir()] == ["réponses.xlsx"]
    return load_workbook(target)


def column(sheet, title: str) -> list:
    titles = [cell.value for cell in sheet[1]]
    return [row[titles.index(title)].value for row in sheet.iter_rows(min_row=2)]


def test_synthesis_says_each_verdict_in_words_and_in_colour(tmp_path):
    book = export(tmp_path, PLEINE_TERRE, ABSENT, FREE)
    assert book.sheetnames == ["Synthèse", "Réponses", "Citations", "Valeurs", "Lisez-moi"]
    sheet = book["Synthèse"]
    titles = [cell.value.split("\n")[0] for cell in sheet[1]]
    assert titles == ["Document", *(indicator.code for indicator in GRID.indicators)]
    said = dict(zip(titles, sheet[2], strict=True))
    assert said["I14"].value == "Oui"
    assert said["I03"].value == "Non"
    assert said["I01"].value == "—"
    assert said["I14"].fill.fgColor.rgb != said["I03"].fill.fgColor.rgb
    assert said["Document"].value.startswith("PLUi de l'Essai")
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:P2"


def test_every_sheet_prints_on_landscape_a4_one_page_wide(tmp_path):
    for sheet in export(tmp_path, PLEINE_TERRE).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_answers_sheet_has_one_row_an_answer_with_real_numbers(tmp_path):
    sheet = export(tmp_path, FREE, ABSENT, PLEINE_TERRE)["Réponses"]
    assert column(sheet, "Code") == ["I03", "I14", None]
    assert column(sheet, "Verdict") == ["Non", "Oui", "À vérifier"]
    assert column(sheet, "Question")[2] == "Quelle hauteur ?"
    assert column(sheet, "Nombre de citations") == [0, 3, 0]
    assert column(sheet, "Pages citées")[1] == "reglement p. 12, 81 ; annexe"
    assert column(sheet, "Secondes")[1] == 12.34
    assert "Part de pleine terre : 60 % (reglement, p. 81)" in column(sheet, "Valeurs")[1]
    assert "1250,5 m² (annexe)" in column(sheet, "Valeurs")[1]


def test_citations_sheet_gives_piece_page_and_printed_label(tmp_path):
    sheet = export(tmp_path, PLEINE_TERRE)["Citations"]
    rows = list(zip(*(column(sheet, name) for name in ("Pièce", "Page", "Page imprimée", "Citation")), strict=True))
    assert rows == [
        ("reglement", 81, "75", "60 % au moins des espaces libres restent en pleine terre."),
        ("reglement", 12, None, "- un arbre pour quatre places."),
        ("annexe", None, "2. Palette", "Liste des essences."),
    ]


def test_values_sheet_holds_numbers_that_can_be_summed(tmp_path):
    sheet = export(tmp_path, PLEINE_TERRE)["Valeurs"]
    assert column(sheet, "Valeur") == [60, 1250.5]
    assert column(sheet, "Unité") == ["%", "m²"]


def test_read_me_tells_model_grid_verdicts_and_limits(tmp_path):
    sheet = export(tmp_path, PLEINE_TERRE)["Lisez-moi"]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for needed in ("modele-essai", GRID.version, "pas une liste officielle", "À vérifier", "Limites", "plui-essai"):
        assert needed in text


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+33", "-3 arbres", "@SUM(A1)", "#N/A", "12/03"]
)
def test_document_text_never_becomes_a_formula_an_error_or_a_date(tmp_path, text):
    answer = replace(PLEINE_TERRE, rationale=text, citations=(Citation(text, 1, text, text, 1, 0, 1),))
    book = export(tmp_path, answer)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
    assert column(book["Réponses"], "Justification") == [text]
    assert column(book["Citations"], "Citation") == [text]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(), max_size=60))
def test_any_text_gives_a_workbook_that_opens(tmp_path, text):
    quote = f"début {text} fin"
    answer = replace(PLEINE_TERRE, rationale=text, citations=(Citation("pièce", 1, text, quote, 1, 0, 1),))
    (shown,) = column(export(tmp_path, answer)["Citations"], "Citation")
    assert shown.startswith("début ")
    assert shown.endswith(" fin")


def test_text_longer_than_a_cell_is_cut_and_says_so(tmp_path):
    answer = replace(PLEINE_TERRE, rationale="𝔘" * EXCEL_MAX)
    (shown,) = column(export(tmp_path, answer)["Réponses"], "Justification")
    assert shown.endswith("[... texte coupé]")
    assert len(shown.encode("utf-16-le")) // 2 <= EXCEL_MAX


def test_a_failed_write_leaves_the_former_file(tmp_path, monkeypatch):
    target = tmp_path / "réponses.xlsx"
    export_answers([DOCUMENT], [PLEINE_TERRE], GRID, "xlsx", target)
    before = target.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("openpyxl.workbook.workbook.Workbook.save", full)
    with pytest.raises(StorageError, match="ne peut pas être écrit"):
        export_answers([DOCUMENT], [ABSENT], GRID, "xlsx", target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_answers_to_other_documents_are_left_out(tmp_path):
    other = replace(ABSENT, document="ailleurs", verdict=Verdict.OUI)
    assert column(export(tmp_path, PLEINE_TERRE, other)["Réponses"], "Document") == ["plui-essai"]
