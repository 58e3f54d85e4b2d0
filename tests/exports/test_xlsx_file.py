from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain import Cell, Citation, DocumentInfo, Value
from domain.text_layout import LINE_POINTS
from exports import ExportedDocument, format_named
from exports.file_text import EXCEL_MAX
from exports.sheet import height_of
from exports.table import Addressed, Column, Table, Tinted
from tests.exports.samples import (
    ABSENT,
    CORRECTED,
    DOCUMENT,
    DOUBTED,
    GRID,
    LOST,
    PLEINE_TERRE,
    TEN,
    answered,
    export,
)

XLSX = format_named("xlsx")
READING = ("Verdicts", "Citations", "Valeurs", "Réponses de l'outil", "Légende", "À propos")


def book_of(*cells: Cell, others: tuple[ExportedDocument, ...] = ()) -> Any:
    return load_workbook(BytesIO(XLSX.write(export(*cells, others=others))))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    titles = [cell.value for cell in sheet[1]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_the_sheets_are_those_a_reader_expects_and_the_technical_one_is_last() -> None:
    assert book_of(CORRECTED).sheetnames == [*READING, "Technique"]


def test_what_was_decided_stands_beside_what_the_tool_answered() -> None:
    row, other = rows_of(book_of(CORRECTED, answered(ABSENT))["Verdicts"])
    assert row["Indicateur"].startswith("I14 ")
    assert (row["Verdict"], row["Verdict de l'outil"], row["Relecture"]) == ("Partiel", "Oui", "corrigée")
    assert (row["Relu par"], row["Le"], row["État de la décision"]) == ("A. Relectrice", "02/05/2025", "inchangée")
    assert row["Commentaire"] == "La zone UA n'a que 10 %."
    assert row["Pages"] == "Règlement p. 12, 14 ; rapport p. 3"
    assert "Pleine terre : 30 %" in row["Valeurs"]
    assert "60 %" not in row["Valeurs"]  # the tool's value, that the correction left out
    assert (other["Relecture"], other["Relu par"], other["Verdict"]) == ("non relue", None, "Non")


def test_what_nobody_established_has_the_colour_of_no_verdict() -> None:
    book = book_of(answered(PLEINE_TERRE), answered(ABSENT))
    coloured = {cell.coordinate for name in READING[:4] for row in book[name].iter_rows(min_row=2) for cell in row
                if cell.fill.fill_type}  # fmt: skip
    assert not coloured
    assert book_of(CORRECTED)["Verdicts"]["B2"].fill.fill_type == "solid"


def test_a_doubt_and_a_lost_proof_are_told() -> None:
    book = book_of(LOST, DOUBTED)
    lost, doubted = rows_of(book["Verdicts"])
    assert (lost["Relecture"], lost["État de la décision"]) == ("validée", "preuve disparue")
    assert (doubted["Relecture"], doubted["Verdict"]) == ("douteuse", "Sans verdict")
    assert [row["Nature"] for row in rows_of(book["Citations"])] == ["Preuve disparue"]


def test_each_value_has_its_own_sentence_and_its_printed_page() -> None:
    rows = rows_of(book_of(CORRECTED)["Valeurs"])
    assert [(row["Valeur"], row["Unité"], row["Page"], row["Page imprimée"]) for row in rows] == [
        (30, "%", 14, "10"),
        (10, "%", 12, "8"),
        (12, "ha", 9, "IX"),
    ]
    assert [row["Phrase"] for row in rows] == [
        "En zone UB, 30 % au moins restent en pleine terre.",
        "En zone UA, 10 % au moins restent en pleine terre.",
        None,
    ]


def test_identifiers_stand_on_the_technical_sheet_alone() -> None:
    book = book_of(CORRECTED, LOST)
    for name in READING:
        text = "\n".join(str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value)
        for identifier in ("plui-essai", GRID.digest[:8], "ab" * 8, "evidence_gone", "corrected"):
            assert identifier not in text, name
    technical = rows_of(book["Technique"])
    assert [row["Identifiant du document"] for row in technical] == ["plui-essai", "plui-essai"]


def test_about_tells_document_grid_model_review_and_limits() -> None:
    sheet = book_of(CORRECTED, LOST, DOUBTED, answered(ABSENT))["À propos"]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value).replace("\u00a0", " ")
    for needed in (
        "PLUi de l'Essai",
        "PLUi arrêté, 01/03/2025",
        "reglement.pdf – Règlement, 90 pages, dont 2 non lues",
        "2 cases relues sur 4 (1 validée, 1 corrigée) ; 1 douteuse ; 1 non relue ; 1 décision à revoir",
        "modele-essai",
        GRID.version,
        "pas une liste officielle",
        "Limites",
    ):
        assert needed in text


def test_every_sheet_prints_with_the_name_of_the_document() -> None:
    named = ExportedDocument(replace(DOCUMENT, title="PLUi de A & B"), GRID, (CORRECTED,))
    book = load_workbook(BytesIO(XLSX.write(replace(export(), documents=(named,)))))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddHeader.left.text == "PLUi de A && B"
    for name in ("Verdicts", "Citations", "Valeurs"):
        assert book[name].freeze_panes == "B2"
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].auto_filter.ref.startswith("A1:")


def test_several_documents_are_told_apart_by_their_names() -> None:
    other = ExportedDocument(replace(DOCUMENT, slug="b", title="SCoT du Val"), GRID, (answered(ABSENT),))
    book = book_of(CORRECTED, others=(other,))
    assert [row["Document"] for row in rows_of(book["Verdicts"])] == ["PLUi de l'Essai", "SCoT du Val"]
    assert book["Verdicts"].freeze_panes == "C2"


@given(st.lists(st.text("abcdefghij ", max_size=300), min_size=1, max_size=4), st.integers(6, 80))
def test_a_row_is_as_high_as_its_longest_text(texts: list[str], width: int) -> None:
    lines = max((len(text.strip()) / width for text in texts), default=0)
    assert height_of(texts, [float(width)] * len(texts)) >= min(409.0, max(1.0, lines / 1.06) * LINE_POINTS)


def test_rows_of_the_file_have_their_height() -> None:
    long = replace(CORRECTED, citations=(replace(TEN, quote="Les haies sont protégées. " * 40),), values=())
    sheet = book_of(long)["Citations"]
    assert sheet.row_dimensions[2].height > 12 * LINE_POINTS
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+33", "-3 arbres", "@SUM(A1)", "#N/A", "12/03"]
)
def test_document_text_never_becomes_a_formula_an_error_or_a_date(text: str) -> None:
    answer = replace(PLEINE_TERRE, rationale=text, citations=(Citation(text, 1, text, text, 1, 0, 1),))
    book = book_of(answered(answer))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
    assert rows_of(book["Réponses de l'outil"])[0]["Justification de l'outil"] == text
    assert rows_of(book["Citations"])[0]["Citation"] == text


@settings(max_examples=25, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=60))
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    answer = replace(
        PLEINE_TERRE, rationale=text, citations=(Citation("pièce", 1, text, f"début {text} fin", 1, 0, 1),)
    )
    info: DocumentInfo = replace(DOCUMENT, title=f"Plan {text}")
    content = XLSX.write(replace(export(), documents=(ExportedDocument(info, GRID, (answered(answer),)),)))
    (row,) = rows_of(load_workbook(BytesIO(content))["Citations"])
    assert row["Citation"].startswith("début ")
    assert row["Citation"].endswith(" fin")


def test_a_text_longer_than_excel_shows_goes_on_in_rows_under_it() -> None:
    said = " ".join(f"mot{number}" for number in range(2000))
    cells = answered(replace(PLEINE_TERRE, rationale=said)), answered(ABSENT)
    sheet = book_of(*cells)["Réponses de l'outil"]
    *parts, last = rows_of(sheet)
    column = "Justification de l'outil"
    assert " ".join(part[column].removeprefix("(suite) ") for part in parts) == said
    assert len(parts) > 1
    assert all(part["Indicateur"] == parts[0]["Indicateur"] for part in parts)
    assert [part["Verdict de l'outil"] for part in parts[1:]] == [None] * (len(parts) - 1)
    assert last[column] == "Rien trouvé."
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(1, sheet.max_row + 1))
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


def test_a_text_longer_than_a_cell_holds_stands_whole_in_several_rows() -> None:
    rows = rows_of(book_of(answered(replace(PLEINE_TERRE, rationale="𝔘" * EXCEL_MAX)))["Réponses de l'outil"])
    assert "".join(row["Justification de l'outil"].removeprefix("(suite) ") for row in rows) == "𝔘" * EXCEL_MAX


def test_thirty_values_of_a_cell_are_told_and_stand_on_their_own_sheet() -> None:
    values = tuple(Value(float(number), "%", "Part de pleine terre", "reglement", 81) for number in range(30))
    book = book_of(answered(replace(PLEINE_TERRE, values=values)))
    (row,) = rows_of(book["Verdicts"])
    assert row["Valeurs"].splitlines()[-1] == "… et 18 autres : feuille « Valeurs »"
    assert [one["Valeur"] for one in rows_of(book["Valeurs"])] == list(range(30))


def test_cells_and_pages_open_the_service() -> None:
    book = load_workbook(BytesIO(XLSX.write(replace(export(CORRECTED), address="https://plan.example"))))
    assert book["Verdicts"]["K2"].hyperlink.target == "https://plan.example/dossiers/plui-essai/indicateurs/I14"
    page = book["Citations"]["E2"]
    assert page.hyperlink.target.startswith("https://plan.example/dossiers/plui-essai/pieces/")
    assert isinstance(page.value, int)


def test_an_address_that_excel_refuses_is_left_out() -> None:
    table = Table("Essai", "Sujet", (Column("Page", 10),), ((Addressed(3, "https://x.example/" + "a" * 3000),),))
    cell = load_workbook(BytesIO(XLSX.table(table)))["Essai"]["A2"]
    assert (cell.value, cell.hyperlink) == (3, None)


def test_a_very_wide_table_prints_on_a3() -> None:
    table = Table("Essai", "Sujet", tuple(Column(f"Colonne {number}", 20) for number in range(20)), ())
    assert int(load_workbook(BytesIO(XLSX.table(table)))["Essai"].page_setup.paperSize) == 8


def test_a_table_has_its_rows_its_colours_and_what_must_be_known_of_it() -> None:
    table = Table("Essai", "Sujet", (Column("Nom", 10), Column("Verdict", 10)),
                  (("a", Tinted("Oui", PLEINE_TERRE.verdict)), ("b", None)), (("Note", "dite"),))  # fmt: skip
    book = load_workbook(BytesIO(XLSX.table(table)))
    assert book.sheetnames == ["Essai", "À propos"]
    assert book["Essai"]["B2"].fill.fgColor.rgb != book["Essai"]["B3"].fill.fgColor.rgb
    assert book["Essai"].oddHeader.left.text == "Sujet"


def test_a_value_of_many_places_is_told_once_with_its_pages() -> None:
    values = tuple(Value(20.0, "m", "Recul", "reglement", page) for page in (12, 31, 44))
    book = book_of(answered(replace(PLEINE_TERRE, values=(*values, Value(20.0, "m", "Hauteur", "reglement", 12)))))
    (row,) = rows_of(book["Verdicts"])
    assert row["Valeurs"].splitlines() == ["Recul : 20 m", "Hauteur : 20 m"]
    first, second = rows_of(book["Valeurs"])
    assert (first["Page"], second["Page"], second["Aussi"]) == (12, 12, None)
    assert first["Aussi"].endswith("p. 31, 44")
