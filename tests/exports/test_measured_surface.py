"""Hectares of geographic tables stand in the files of answers beside quoted values, never among them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from domain import TextFigure
from exports import Export, format_named
from exports.deliverable_blocks import DataTable
from exports.deliverables.kinds import comparative_table
from exports.deliverables.material import Material
from exports.measured_surface import MeasuredSurface
from tests.exports.samples import CORRECTED, LOST, PLEINE_TERRE, answered, document, export

SLIP = TextFigure(1486.3, "rapport", 112, "Les espaces boisés classés couvrent 1 486,3 ha.", 1486.3 / 1468.3 - 1)
SAME = TextFigure(1468.0, "rapport", 12, "Soit 1 468 ha.", 1468 / 1468.3 - 1)
WOODS = MeasuredSurface("07-05 : bois", 1468.3, "table PRESCRIPTION_SURF, 32 objets", ("I14",), (SAME, SLIP))
OVERLAP = MeasuredSurface(
    "zone 1AU sur 07-05 : bois", 0.754, "tables ZONE_URBA et PRESCRIPTION_SURF", ("I14",), is_compared=False
)
ZONE = MeasuredSurface("zone 1AU (AUc)", 9.0, "table ZONE_URBA, 2 objets", text=())


def measured() -> Export:
    """The document with two cells of which one has surfaces."""
    own = replace(document(CORRECTED, LOST), surfaces=(WOODS, OVERLAP, ZONE))
    return replace(export(), documents=(own,))


def sheet_rows(sheet: Any) -> list[dict[str, Any]]:
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_the_workbook_gives_hectares_with_their_source_and_what_the_text_says() -> None:
    book = load_workbook(BytesIO(format_named("xlsx").cells(measured())))
    woods, overlap, zone = sheet_rows(book["Tables géographiques"])
    assert (woods["Hectares"], woods["Source"]) == (1468.3, "table PRESCRIPTION_SURF, 32 objets")
    assert (woods["Indicateurs"], woods["Texte et table"]) == ("I14", "écart")
    assert woods["Chiffres du texte"].replace("\u00a0", " ").splitlines() == [
        "rapport, p. 12 : 1468 ha, concorde",
        "rapport, p. 112 : 1486,3 ha, écart de +1,2 %",
    ]
    assert "couvrent 1 486,3 ha." in woods["Phrases du texte"]
    assert (overlap["Hectares"], overlap["Texte et table"]) == (0.75, None)
    assert (zone["Indicateurs"], zone["Texte et table"]) == (None, "aucun chiffre voisin")
    first, second = sheet_rows(book["Verdicts"])
    said = first["Tables géographiques"].replace("\u00a0", " ")
    assert "1\u202f468,3 ha (table PRESCRIPTION_SURF, 32 objets)" in said
    assert "Texte : rapport, p. 112" in said
    assert second["Tables géographiques"] is None
    assert "468" not in first["Valeurs"]
    assert not [row for row in sheet_rows(book["Valeurs"]) if row["Valeur"] == 1468.3]


def test_a_workbook_without_surfaces_has_neither_sheet_nor_column() -> None:
    book = load_workbook(BytesIO(format_named("xlsx").cells(export(CORRECTED))))
    assert "Tables géographiques" not in book.sheetnames
    assert "Tables géographiques" not in sheet_rows(book["Verdicts"])[0]


def test_in_csv_a_surface_has_a_row_without_quote_nor_page() -> None:
    content = format_named("csv").cells(measured()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    woods, overlap = (row for row in rows if row["surface_table"])
    assert woods["indicateur"] == "I14"
    assert woods["nature_citation"] == "Surface d'une table géographique"
    assert [woods[name] for name in ("piece", "page", "page_imprimee", "citation", "valeurs")] == [""] * 5
    assert woods["surface_table"] == "07-05 : bois : 1468,3 ha"
    assert woods["source_table"] == "table PRESCRIPTION_SURF, 32 objets"
    assert woods["texte_et_table"].endswith("1486,3 ha, écart de +1,2 %")
    assert overlap["texte_et_table"] == ""
    assert [row["source_table"] for row in rows if row["citation"]] == [""] * 4


def test_in_json_surfaces_are_beside_the_cells() -> None:
    (own,) = json.loads(format_named("json").cells(measured()))["documents"]
    assert [(one["hectares"], one["indicators"]) for one in own["surfaces"]] == [
        (1468.3, ["I14"]), (0.75, ["I14"]), (9.0, []),
    ]  # fmt: skip
    assert [one["agrees"] for one in own["surfaces"][0]["text"]] == [True, False]
    assert 1468.3 not in [value["value"] for cell in own["cells"] for value in cell["values"]]


def test_the_comparative_table_gives_them_in_rows_of_their_own() -> None:
    blocks = [block for part in comparative_table.written(Material.of(measured())).parts for block in part.blocks]
    tables = [block for block in blocks if isinstance(block, DataTable) and len(block.headers) == 6]
    rows = [row for table in tables for row in table.rows if str(row[5]).startswith("table")]
    assert [(row[3], row[5]) for row in rows] == [
        ("07-05 : bois : 1468,3 ha", "table PRESCRIPTION_SURF, 32 objets"),
        ("zone 1AU sur 07-05 : bois : 0,75 ha", "tables ZONE_URBA et PRESCRIPTION_SURF"),
    ]
    assert "écart de +1,2 %" in str(rows[0][4])


def test_a_cell_without_any_quote_keeps_its_own_row_in_csv() -> None:
    bare = answered(replace(PLEINE_TERRE, citations=(), values=()))
    own = replace(document(bare), surfaces=(WOODS,))
    content = format_named("csv").cells(replace(export(), documents=(own,))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert [bool(row["surface_table"]) for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("surface", "said"),
    [(replace(WOODS, text=(SAME,)), "concorde"), (WOODS, "écart"), (ZONE, "aucun chiffre voisin"), (OVERLAP, "")],
)
def test_agreement_with_the_text_is_said_in_a_word(surface: MeasuredSurface, said: str) -> None:
    assert surface.agreement == said
