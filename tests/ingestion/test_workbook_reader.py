"""Workbooks as Excel shows them."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ingestion.formats.office_content import AsideKind, Unread
from ingestion.formats.readers.number_formats import shown_value
from ingestion.formats.readers.workbook_reader import read_sheets
from tests.ingestion.office_files import asides, texts


def saved(path: Path, book: Any) -> Path:
    book.save(path / "a.xlsx")
    return path / "a.xlsx"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.3, "0%", "30 %"), (0.125, "0.0%", "12,5 %"), (0.125, "0.00 %", "12,50 %"), (1234.5, "General", "1234,5"),
        (2500, "#,##0", "2 500"), (1234567.891, "#,##0.00", "1 234 567,89"), (-12, "#,##0", "-12"),
        (12.0, "General", "12"), (0.1 + 0.2, "General", "0,3"), (3.14159, "0.00", "3,14"), (7, "000", "007"),
        (250, '#,##0 "m²"', "250 m²"), (9, '0" m"', "9 m"), (1500, '#,##0\\ "€"', "1 500 €"),
        (12, '[$€-40C] 0', "€ 12"),
        (-5, "0;(0)", "(5)"), (0, '0;-0;"néant"', "néant"), (5, ";;;", ""), (1.5, "0.##", "1,5"), (2, "0.##", "2"),
        (2500000, '0.0,," M"', "2,5 M"), (True, "General", "VRAI"), ("12", "@", "12"),
        (12, '[<100]0" petit";0', "12 petit"),
        (date(2024, 3, 1), "dd/mm/yyyy", "01/03/2024"), (datetime(2024, 3, 1), "mm-dd-yy", "01/03/2024"),
        (datetime(2024, 3, 1), "[$-40C]d mmmm yyyy;@", "1 mars 2024"), (date(2024, 2, 1), "mmm-yy", "févr.-24"),
        (datetime(2024, 3, 1, 9, 5), "dd/mm/yyyy hh:mm", "01/03/2024 09:05"), (date(2024, 3, 1), "yyyy", "2024"),
        (datetime(2024, 3, 1), "General", "01/03/2024"),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_its_format(value: object, code: str, shown: str) -> None:
    assert shown_value(value, code) == shown


def test_formats_hidden_sheets_rows_columns_and_struck_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Règles"
    for row in (
        ("Zone", "Pleine terre", "Brouillon", "Approuvé le"),
        ("UA", 0.3, "x", date(2024, 3, 1)),
        ("UB", 0.5, "y", date(2023, 12, 31)),
        ("UC", 0.9, "z", date(2020, 1, 1)),
    ):
        sheet.append(row)
    for number in (2, 3, 4):
        sheet.cell(number, 2).number_format = "0%"
        sheet.cell(number, 4).number_format = "dd/mm/yyyy"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet["D3"].font = Font(strike=True)
    sheet["A2"].comment = Comment("À revoir.", "x")
    hidden = book.create_sheet("Caché")
    hidden.append(("Zone", "Part"))
    hidden.append(("UA", 0.8))
    hidden.sheet_state = "hidden"
    content = read_sheets(saved(tmp_path, book))
    assert texts(content) == [
        "Zone : UA ; Pleine terre : 30 % ; Approuvé le : 01/03/2024",
        "Zone : UB ; Pleine terre : 50 %",
    ]
    gone = asides(content, AsideKind.HIDDEN)
    assert gone == ["Brouillon", "x", "y", "UC ; 90 % ; z ; 01/01/2020", "Zone : UA ; Part : 0,8"]
    assert content.asides[-1].part == "Caché"
    assert asides(content, AsideKind.STRUCK) == ["31/12/2023"]
    assert asides(content, AsideKind.COMMENT) == ["À revoir."]


def test_merged_cells_titles_and_tables_apart(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Fusion"
    for row in (
        ("Tableau des hauteurs", None, None), ("Secteur", "Règle", "Valeur"), ("Nord", "Hauteur", "9 m"),
        (None, "Recul", "5 m"), ("Sud", "Hauteur", "12 m"), (None, None, None), ("Commune", "Logements", None),
        ("Nulleville", 45, None),
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    sheet.row_dimensions[3].hidden = True
    assert texts(read_sheets(saved(tmp_path, book))) == [
        "Tableau des hauteurs",
        "Secteur : Nord ; Règle : Recul ; Valeur : 5 m",
        "Secteur : Sud ; Règle : Hauteur ; Valeur : 12 m",
        "Commune : Nulleville ; Logements : 45",
    ]


def test_a_formula_without_a_result_and_a_cell_in_error_are_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Total"
    for row in (("Zone", "Logements"), ("UA", "=10+35"), ("UB", 120), ("UC", "#REF!")):
        sheet.append(row)
    content = read_sheets(saved(tmp_path, book))
    assert texts(content)[:2] == ["Zone : UA", "Zone : UB ; Logements : 120"]
    assert [(one.kind, one.place) for one in content.unread] == [
        (Unread.ERROR_CELL, "Total B4"),
        (Unread.FORMULA, "Total B2"),
    ]


def test_a_workbook_of_strict_open_xml(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("Trois mètres", 3))
    path = saved(tmp_path, book)
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            text = source.read(name).replace(
                b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"
            )
            target.writestr(name, text)
    assert texts(read_sheets(strict)) == ["Trois mètres ; 3"]


def test_ten_thousand_rows_take_seconds(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Parcelles")
    sheet.append(("Parcelle", "Zone", "Surface"))
    for number in range(10_000):
        sheet.append((f"AB {number}", "UA", number / 10))
    path = saved(tmp_path, book)
    started = time.process_time()
    assert len(texts(read_sheets(path))) == 10_000
    assert time.process_time() - started < 10


CELLS = st.one_of(st.none(), st.sampled_from(["haie", "mare", "quai"]), st.integers(0, 99))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 2))
def test_every_shown_cell_comes_out_and_no_hidden_one(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]], row: int, column: int
) -> None:
    book = Workbook()
    sheet = book.active
    marked = [
        [None if value is None else f"{value}-{y}-{x}" for x, value in enumerate(cells)] for y, cells in enumerate(rows)
    ]
    for cells in marked:
        sheet.append(cells)
    sheet.row_dimensions[row + 1].hidden = True
    sheet.column_dimensions["ABC"[column]].hidden = True
    content = read_sheets(saved(tmp_path_factory.mktemp("xlsx"), book))
    shown = [
        value for y, cells in enumerate(marked) for x, value in enumerate(cells) if value and y != row and x != column
    ]
    said = " ; ".join(texts(content)).replace(" : ", " ; ").split(" ; ")
    assert set(said) - {""} == set(shown)
    assert {part for text in asides(content, AsideKind.HIDDEN) for part in text.split(" ; ")} == {
        value for cells in marked for value in cells if value
    } - set(shown)


def test_a_stray_cell_far_away_costs_nothing_and_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Zone", "Hauteur"), ("UA", "9 m")):
        book.active.append(row)
    book.active["XFD2"] = "à revoir"
    book.active["A1048576"] = "fin"
    assert texts(read_sheets(saved(tmp_path, book))) == ["Zone : UA ; Hauteur : 9 m ; à revoir", "fin"]


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (("Zone", "Approuvé le"), ("UA", date(2024, 3, 1))):
        book.active.append(row)
    book.active["B2"].number_format = "dd/mm/yyyy"
    assert texts(read_sheets(saved(tmp_path, book))) == ["Zone : UA ; Approuvé le : 01/03/2024"]
