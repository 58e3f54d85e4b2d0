from __future__ import annotations

from pathlib import Path

import pytest

from domain import ReadPiece
from ingestion import sentence_boxes
from tests.ingestion.in_french import read_piece
from tests.ingestion.pdfs import pages_source, typeset
from tests.ingestion.test_boxes import letters, text_under
from tests.ingestion.test_pdf import PROSE, check_whole

TABLE = """
#table(
  columns: 4,
  [Zone], [Pleine terre], [Hauteur], [Observations],
  table.cell(rowspan: 2)[UA], [40 %], [9 m], [Sauf dans le bourg, où rien n'est fixé],
  [45 %], [12 m], [En limite \\<de> voie],
  [UB], [50 %], [7 m], [–],
)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bodies = [f"{PROSE}\n{TABLE}\nAprès le tableau, le texte reprend. {PROSE}", PROSE]
    return typeset(tmp_path_factory.mktemp("pdf") / "reglement.pdf", pages_source(bodies))


@pytest.fixture(scope="module")
def piece(path: Path) -> ReadPiece:
    return read_piece(path)


def test_a_row_reads_with_the_names_of_its_columns(piece: ReadPiece) -> None:
    check_whole(piece)
    rows = [sentence.row for sentence in piece.sentences if sentence.row]
    assert "Zone : UB ; Pleine terre : 50 % ; Hauteur : 7 m ; Observations : –" in rows
    assert any("Pleine terre : 40 %" in row and row.startswith("Zone : UA") for row in rows)


def test_a_cell_over_two_rows_names_both(piece: ReadPiece) -> None:
    assert any(
        sentence.row and sentence.row.startswith("Zone : UA ; Pleine terre : 45 %") for sentence in piece.sentences
    )


def test_what_is_quoted_of_a_row_stands_on_the_page(piece: ReadPiece) -> None:
    (quoted,) = [sentence for sentence in piece.sentences if sentence.row and "50 %" in sentence.row]
    assert quoted.text == "UB 50 % 7 m –"
    assert piece.pages[0].text[quoted.start : quoted.end].split() == quoted.text.split()


def test_passages_carry_the_reading_and_the_text_around_is_kept(piece: ReadPiece) -> None:
    text = " ".join(passage.text for passage in piece.passages)
    assert "Hauteur : 7 m" in text
    assert any(sentence.text == "Après le tableau, le texte reprend." for sentence in piece.sentences)


def test_the_table_is_kept_as_html_for_display(piece: ReadPiece) -> None:
    (table,) = piece.pages[0].tables
    assert "<th>Zone</th>" in table.html
    assert '<td rowspan="2">UA</td>' in table.html
    assert "&lt;de&gt;" in table.html
    assert piece.pages[1].tables == ()


def test_a_row_can_be_highlighted(path: Path, piece: ReadPiece) -> None:
    for sentence in piece.sentences:
        if sentence.row:
            spans = [(sentence.start, sentence.end)]
            (boxes,) = sentence_boxes(path, sentence.page, spans, text=piece.pages[sentence.page - 1].text)
            assert text_under(path, sentence.page, boxes) == letters(sentence.text)


def test_a_frame_around_a_paragraph_is_no_table(tmp_path: Path) -> None:
    framed = typeset(tmp_path / "a.pdf", pages_source([f"#rect[{PROSE}]\n\n#table(columns: 1, [{PROSE}], [{PROSE}])"]))
    assert read_piece(framed).pages[0].tables == ()


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_that_goes_on_over_the_page_keeps_the_names_of_its_columns(repeated: bool, tmp_path: Path) -> None:
    names = "[Commune], [Dents creuses], [Divisions], "
    rows = "".join(f"[Commune {number}], [{number}], [{number + 1}], " for number in range(1, 131))
    table = f"#table(columns: 3, {f'table.header({names}),' if repeated else names} {rows})"
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source([f"{table}\n\nAprès : {PROSE}"], header="Commune")))
    last = next(sentence for sentence in piece.sentences if sentence.text == "Commune 130 130 131")
    assert last.page > 3
    assert last.row == "Commune : Commune 130 ; Dents creuses : 130 ; Divisions : 131"


def test_another_table_at_the_top_of_the_next_page_keeps_its_own_names(tmp_path: Path) -> None:
    one = "#table(columns: (4cm, 4cm), [Zone], [Hauteur], [UA], [9 m])"
    other = "#table(columns: (3cm, 6cm), [Espèce], [Statut], [Outarde], [Menacée])"
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source([f"{PROSE}\n\n{one}", f"{other}\n\n{PROSE}"])))
    assert "Espèce : Outarde ; Statut : Menacée" in [sentence.row for sentence in piece.sentences]
