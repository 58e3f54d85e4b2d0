"""Tables of Word: merged cells, revisions, tables in cells, and tables that only frame a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.formats.office_content import AsideKind, Category
from tests.ingestion.office_files import asides, cell, paragraph, run, table, texts
from tests.ingestion.test_word_reader import read


def test_deleted_rows_and_moved_paragraphs_of_tables(tmp_path: Path) -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('UB')}{cell('12 m')}</w:tr>"
    moved = cell(paragraph(f"<w:moveFrom w:id='2'>{run('8 m')}</w:moveFrom><w:moveTo w:id='3'>{run('7 m')}</w:moveTo>"))
    content = read(tmp_path, table(cell("Zone") + cell("Hauteur"), cell("UA") + moved, gone))
    assert texts(content) == ["Zone : UA ; Hauteur : 7 m"]
    assert asides(content, AsideKind.DELETED) == ["8 m", "UB", "12 m"]  # a move that ends nowhere deletes


def test_merged_cells_hold_for_their_rows_and_names_have_two_levels(tmp_path: Path) -> None:
    down, on, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    content = read(
        tmp_path,
        table(
            cell("Zone", down) + cell("Hauteur", wide),
            cell("", on) + cell("façade") + cell("faîtage"),
            cell("UA", down) + cell("7 m") + cell("9 m"),
            cell("", on) + cell("6 m", wide),
        ),
    )
    assert texts(content) == [
        "Zone : UA ; Hauteur façade : 7 m ; Hauteur faîtage : 9 m",
        "Zone : UA ; Hauteur façade faîtage : 6 m",
    ]


def test_a_table_in_a_cell_keeps_its_rows_and_the_name_of_the_row_around(tmp_path: Path) -> None:
    inner = table(cell("Arbre") + cell("Distance"), cell("Chêne") + cell("6 m"))
    content = read(
        tmp_path, table(cell("Secteur") + cell("Règle"), cell("Nord") + cell(inner), cell("Sud") + cell("Rien"))
    )
    assert texts(content) == ["Secteur : Nord ; Arbre : Chêne ; Distance : 6 m", "Secteur : Sud ; Règle : Rien"]


def test_rows_that_were_put_in_and_cells_that_were_taken_out(tmp_path: Path) -> None:
    added = f"<w:tr><w:trPr><w:ins w:id='1'/></w:trPr>{cell('UA')}{cell('7 m')}</w:tr>"
    short = f"<w:tr>{cell('UC')}{cell('', '<w:cellDel w:id=' + chr(39) + '2' + chr(39) + '/>')}{cell('5 m')}</w:tr>"
    content = read(tmp_path, table(cell("Zone") + cell("Hauteur"), added, short))
    assert texts(content) == ["Zone : UA ; Hauteur : 7 m", "Zone : UC ; Hauteur : 5 m"]


def test_a_table_of_one_cell_frames_text_with_its_titles(tmp_path: Path) -> None:
    framed = table(cell(paragraph(run("Article 3"), "Titre1") + paragraph(run("Une règle.")) + paragraph(run("Deux."))))
    content = read(tmp_path, framed + table(f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Rien.')}</w:tr>"))
    assert texts(content) == ["Article 3", "Une règle.", "Deux."]
    assert content.elements[0].category is Category.TITLE
    assert asides(content, AsideKind.DELETED) == ["Rien."]


def styled(properties: str, parts: str = "") -> str:
    return f"<w:style w:type='table' w:styleId='T'><w:rPr>{properties}</w:rPr>{parts}</w:style>"


def part(kind: str, properties: str) -> str:
    return f"<w:tblStylePr w:type='{kind}'><w:rPr>{properties}</w:rPr></w:tblStylePr>"


@pytest.mark.parametrize(
    ("style", "look", "shown", "struck"),
    [
        (styled("<w:strike/>"), "", [], ["Zone", "Recul", "UA", "3 m", "UB", "5 m"]),
        (styled("", part("firstRow", "<w:strike/>")), "w:val='0020'", ["UA ; 3 m", "UB ; 5 m"], ["Zone", "Recul"]),
        (styled("", part("firstRow", "<w:strike/>")), "", ["Zone : UA ; Recul : 3 m", "Zone : UB ; Recul : 5 m"], []),
        (styled("", part("lastRow", "<w:strike/>")), "w:lastRow='1'", ["Zone : UA ; Recul : 3 m"], ["UB", "5 m"]),
        (
            styled("", part("lastCol", "<w:dstrike/>")),
            "w:lastColumn='true'",
            ["Zone", "UA", "UB"],
            ["Recul", "3 m", "5 m"],
        ),
        (styled("<w:strike/>", part("firstCol", "<w:strike w:val='0'/>")), "w:val='04A0'",
         ["Zone", "UA", "UB"], ["Recul", "3 m", "5 m"]),
        (
            styled("", part("firstRow", "<w:caps/>")),
            "w:firstRow='1'",
            ["ZONE : UA ; RECUL : 3 m", "ZONE : UB ; RECUL : 5 m"],
            [],
        ),
    ],
)  # fmt: skip
def test_the_style_of_a_table_strikes_the_text_of_the_parts_that_it_asks_for(
    tmp_path: Path, style: str, look: str, shown: list[str], struck: list[str]
) -> None:
    rows = table(cell("Zone") + cell("Recul"), cell("UA") + cell("3 m"), cell("UB") + cell("5 m"))
    named = f"<w:tblPr><w:tblStyle w:val='T'/><w:tblLook {look}/></w:tblPr>"
    content = read(tmp_path, rows.replace("<w:tbl>", f"<w:tbl>{named}"), styles=style)
    assert texts(content) == shown
    assert asides(content, AsideKind.STRUCK) == struck


def test_the_style_of_a_table_is_turned_over_by_that_of_a_paragraph_and_is_not_that_of_a_table_inside(
    tmp_path: Path,
) -> None:
    back = "<w:style w:type='paragraph' w:styleId='R'><w:rPr><w:strike/></w:rPr></w:style>"
    inner = table(cell("Arbre") + cell("Distance"), cell("Chêne") + cell("6 m"))
    rows = table(cell(paragraph(run("Tilleul"), style="R")) + cell("abattu"), cell(inner) + cell("replanté"))
    named = "<w:tblPr><w:tblStyle w:val='T'/></w:tblPr>"
    content = read(tmp_path, rows.replace("<w:tbl>", f"<w:tbl>{named}", 1), styles=styled("<w:strike/>") + back)
    assert asides(content, AsideKind.STRUCK) == ["abattu", "replanté"]
    assert "".join(texts(content)).count("Chêne") == 1
