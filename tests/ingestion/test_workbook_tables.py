"""Which cells of a sheet make a table: beside each other, over an empty row, declared by the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.table import Table

from ingestion.formats.office_content import AsideKind, Category, OfficeContent
from ingestion.formats.readers.workbook_reader import read_sheets
from tests.ingestion.office_files import asides, texts

Rows = list[tuple[object, ...]]
UA, UB = "Zone : UA ; H : 9 m", "Zone : UB ; H : 12 m"


def read(path: Path, rows: Rows, change: Callable[[Any], object] | None = None) -> OfficeContent:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book.active)
    book.save(path / "a.xlsx")
    return read_sheets(path / "a.xlsx")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Zone", "H", None, "Secteur", "Places"), ("UA", "9 m", None, "Nord", 2), ("UB", "12 m", None, None, None)],
         [UA, UB, "Secteur : Nord ; Places : 2"]),
        ([("Hauteurs", None, None, "Parcs"), ("Zone", "H", None, "Secteur", "Nb"), ("UA", "9 m", None, "Nord", 2)],
         ["Hauteurs", UA, "Parcs", "Secteur : Nord ; Nb : 2"]),
        ([("Zone", "H", None, "Secteur", "Nb"), ("UA", "9 m", None, "Nord", 2), (None, None, None, "Sud", 3),
          ("UB", "12 m", None, "Est", 4)],
         [UA, UB, "Secteur : Nord ; Nb : 2", "Secteur : Sud ; Nb : 3", "Secteur : Est ; Nb : 4"]),
        # Values beside a gap belong to the rows before it.
        ([("Zone", "H", None, "Emprise", "Recul"), ("UA", "9 m", None, "50 %", "5 m")],
         ["Zone : UA ; H : 9 m ; Emprise : 50 % ; Recul : 5 m"]),
        ([("Zone", None, "H"), ("UA", None, "9 m")], [UA]),
        ([("Zone", "H"), ("UA", "9 m"), (None, None), ("UB", "12 m")], [UA, UB]),
        ([("Zone", "H"), ("UA", "9 m"), (None, None), ("Secteur", "Places"), ("Nord", 2)],
         [UA, "Secteur : Nord ; Places : 2"]),
        ([("Zone", "H"), ("UA", "9 m"), (None, None), ("Contact", "la mairie")], [UA, "Contact ; la mairie"]),
        ([("Zone", "H"), ("UA", "9 m"), ("Nota : sauf extensions.", None)], [UA, "Nota : sauf extensions."]),
        ([("Commune", 2014, 2020), ("Valmont", 800, 950)], ["Commune : Valmont ; 2014 : 800 ; 2020 : 950"]),
    ],
)  # fmt: skip
def test_tables_of_a_sheet(tmp_path: Path, rows: Rows, said: list[str]) -> None:
    assert texts(read(tmp_path, rows)) == said


def test_an_empty_column_that_is_narrow_or_hidden_parts_no_tables(tmp_path: Path) -> None:
    rows: Rows = [("Zone", "H", None, "Secteur", "Nb"), ("UA", "9 m", None, "Nord", 2)]

    def narrow(sheet: Any) -> None:
        sheet.column_dimensions["C"].width = 2

    def hidden(sheet: Any) -> None:
        sheet.column_dimensions["C"].hidden = True

    for change in (narrow, hidden):
        assert texts(read(tmp_path, rows, change)) == [f"{UA} ; Secteur : Nord ; Nb : 2"]


def test_tables_that_the_file_declares_have_their_names(tmp_path: Path) -> None:
    def declare(sheet: Any) -> None:
        sheet.add_table(Table(displayName="A", ref="A2:B3"))
        sheet.add_table(Table(displayName="B", ref="C2:D3"))

    rows: Rows = [("Titre", None, None, None), ("Zone", "H", "1", "2"), ("UA", "9 m", 4, 5), ("fin", None, None, None)]
    assert texts(read(tmp_path, rows, declare)) == ["Titre", UA, "1 : 4 ; 2 : 5", "fin"]


def test_a_diagonal_parts_what_rows_and_columns_are_about(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        sheet["A1"].border = Border(diagonal=Side("thin"), diagonalDown=True)

    rows: Rows = [("Destination\nZone", "Logement", "Commerce"), ("UA", "9 m", "7 m")]
    assert texts(read(tmp_path, rows, draw)) == ["Zone : UA ; Destination Logement : 9 m ; Destination Commerce : 7 m"]


def test_a_name_centred_over_cells_stands_over_them(tmp_path: Path) -> None:
    def centre(sheet: Any) -> None:
        for place in ("B1", "C1"):
            sheet[place].alignment = Alignment(horizontal="centerContinuous")

    rows: Rows = [("Zone", "Hauteur", None), (None, "égout", "faîtage"), ("UA", "6 m", "9 m")]
    assert texts(read(tmp_path, rows, centre)) == ["Zone : UA ; Hauteur égout : 6 m ; Hauteur faîtage : 9 m"]


def test_what_is_printed_around_a_sheet_and_zeros_that_it_hides(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.oddHeader.center.text = '&"Arial,Bold"&14PLU de Valmont'
        sheet.oddFooter.right.text = "Page &P sur &N"
        sheet.sheet_view.showZeros = False
        sheet["B2"].comment = Comment(
            "[Threaded comment]\n\nLearn more: https://go.example/fwlink/?linkid=870924\n\nComment:\n    À vérifier",
            "x",
        )

    content = read(tmp_path, [("Zone", "Nb"), ("UA", 0), ("UB", 3)], change)
    assert texts(content) == ["Zone : UA", "Zone : UB ; Nb : 3"]
    assert [one.text for one in content.elements if one.category is Category.MARGIN] == ["PLU de Valmont"]
    assert asides(content, AsideKind.HIDDEN) == ["0"]
    assert asides(content, AsideKind.COMMENT) == ["À vérifier"]


WORD = st.sampled_from(["haie", "mare", "quai"])
TABLE = st.lists(st.tuples(WORD, st.integers(1, 99)), min_size=1, max_size=4)


@settings(max_examples=20)
@given(st.lists(TABLE, min_size=1, max_size=3))
def test_tables_beside_each_other_come_out_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, tables: list[list[tuple[str, int]]]
) -> None:
    rows: Rows = []
    for number in range(max(map(len, tables)) + 1):
        row: list[object] = []
        for place, table in enumerate(tables):
            names = (f"Lieu {place}", "Nombre")
            row += [*(names if not number else table[number - 1] if number <= len(table) else (None, None)), None]
        rows.append(tuple(row))
    said = texts(read(tmp_path_factory.mktemp("xlsx"), rows))
    assert said == [
        f"Lieu {place} : {word} ; Nombre : {count}" for place, table in enumerate(tables) for word, count in table
    ]
