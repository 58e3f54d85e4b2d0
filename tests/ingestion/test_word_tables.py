"""Tables of Word: merged cells, revisions, tables in cells, and tables that only frame a text."""

from __future__ import annotations

from pathlib import Path

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
