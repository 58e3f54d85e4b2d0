from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain import Verdict
from domain.errors import GoldError, MissingPath
from evaluation import merge_gold, read_annotations, read_gold
from evaluation.gold_file import REQUIRED
from indicator_queries import load_grid

HEADER = "document,indicateur,verdict,valeur,unite,libelle_valeur,piece,page,citation,pertinence,commentaire"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def write(tmp_path: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = tmp_path / "référence.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding=encoding)
    return path


def faults(path: Path, **options) -> tuple[str, ...]:
    with pytest.raises(GoldError) as caught:
        read_gold(path, **options)
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def test_rows_of_a_cell_are_put_together(tmp_path):
    path = write(
        tmp_path,
        'd,I08,oui,"1 250,5",ha,conso passée,padd,3,"Nous avons consommé 1 250,5 ha, dit-on",3,',
        'd,I08,oui,50,%,,padd,3,"Nous avons consommé 1 250,5 ha, dit-on",2,',
        "d,I08,oui,2021-2031,période,,doo,12,Sur la période,2,",
        "d,I03,non,,,,,,,,doute : un expert pourrait dire partiel",
    )
    first, second = read_gold(path).cells
    assert (first.document, first.indicator, first.verdict) == ("d", "I08", Verdict.OUI)
    assert [(value.number, value.unit) for value in first.values] == [(1250.5, "ha"), (50.0, "%"), (None, "période")]
    # one piece of evidence for the quote that stands on two rows, with its best pertinence
    assert [(item.piece, item.page, item.pertinence) for item in first.evidence] == [("padd", 3, 3), ("doo", 12, 2)]
    assert not first.doubtful
    assert (second.verdict, second.evidence, second.doubtful) == (Verdict.NON, (), True)


@pytest.mark.parametrize("comment", ["sans doute la carte", "aucun doute", "", "il redoute le gel"])
def test_a_comment_that_doubts_nothing_is_no_doubt(tmp_path, comment):
    assert not read_gold(write(tmp_path, f"d,I03,non,,,,,,,,{comment}")).cells[0].doubtful


def test_french_excel_csv_and_xlsx_say_the_same_as_plain_csv(tmp_path):
    rows = [
        ["d", "I04", "oui", "0,5", "ha", "EBC", "règlement", "12", "Les haies ; et les bois", "3", ""],
        ["d", "I05", "Sans objet", "", "", "", "", "", "", "", "doute"],
    ]
    plain = tmp_path / "a.csv"
    plain.write_text("\n".join([HEADER] + [",".join(f'"{cell}"' for cell in row) for row in rows]), "utf-8")
    excel = tmp_path / "b.csv"
    lines = [";".join(f'"{cell}"' for cell in row) for row in rows]
    excel.write_bytes("\r\n".join([HEADER.replace(",", ";"), *lines]).encode("utf-8-sig"))
    book = Workbook()
    book.active.append(["Document", "Indicateur", "Verdict", "Valeur", "Unité", "Libellé valeur", "Pièce", "Page",
                        "Citation", "Pertinence", "Commentaire", None])  # fmt: skip
    for row in rows:
        book.active.append([*row[:3], 0.5 if row[3] else None, *row[4:7], 12.0 if row[7] else None, row[8],
                            3 if row[9] else None, row[10]])  # fmt: skip
    sheet = tmp_path / "c.xlsx"
    book.save(sheet)
    expected = read_gold(plain)
    assert expected.cells[1].verdict is Verdict.SANS_OBJET
    assert read_gold(excel) == expected
    from_sheet = read_gold(sheet)
    assert [value.number for value in from_sheet.cells[0].values] == [0.5]
    assert from_sheet.cells[0].evidence == expected.cells[0].evidence


def test_a_percent_cell_of_a_workbook_is_read_as_it_is_shown(tmp_path):
    book = Workbook()
    book.active.append(list(REQUIRED))
    book.active.append(["d", "I14", "oui", 0.15, None, None, "r", 1, "q", 3, None])
    book.active.cell(row=2, column=4).number_format = "0%"
    book.save(tmp_path / "g.xlsx")
    (value,) = read_gold(tmp_path / "g.xlsx").cells[0].values
    assert (value.number, value.unit) == (15.0, "%")


def test_every_fault_is_told_at_once_with_line_and_column(tmp_path):
    path = write(
        tmp_path,
        "d,I01,oui,,,,r,trois,x,3,",  # 2: page
        ",I02,peut-être,,,,r,1,x,3,",  # 3: document and verdict
        "d,I99,oui,,,,r,1,x,4,",  # 4: code and pertinence
        "d,I03,non,,,,r,1,x,3,",  # 5: evidence of a « non »
        "d,I04,oui,,,,,2,x,3,",  # 6: page, quote and pertinence without a piece
        'd,I05,partiel,,,,r,1,"deux',  # 7-8: a quote over two lines is fine
        'lignes",3,',
        "d,I05,oui,,,,r,1,x,3,",  # 9: contradicts line 7
        "d,I06,oui,,,,,,,,",  # 10: oui without evidence
        "d,I07,a_verifier,,,,,,,,",  # 11: an abstention is not for people
        "d,I08,oui,,,,r,1,x,3,,trop",  # 12: one cell too many
    )
    found = faults(path, codes={indicator.code for indicator in load_grid().indicators})
    places = [fault.split(" : ")[0] for fault in found]
    assert places == [
        "ligne 2, colonne page",
        "ligne 3, colonne document",
        "ligne 3, colonne verdict",
        "ligne 4, colonne indicateur",
        "ligne 4, colonne pertinence",
        "ligne 5, colonne piece",
        "ligne 6, colonne page",
        "ligne 6, colonne citation",
        "ligne 6, colonne pertinence",
        "ligne 9, colonne verdict",
        "ligne 10, colonne piece",
        "ligne 11, colonne verdict",
        "ligne 12",
    ]


def test_wrong_columns_are_named(tmp_path):
    header = HEADER.replace("pertinence", "pertinance").replace(",page", "") + ",document"
    found = "\n".join(faults(write(tmp_path, "d,I01,non,,,,,,,", header=header)))
    assert "colonne pertinance : colonne inconnue ; vouliez-vous dire « pertinence » ?" in found
    assert "colonne page : colonne absente" in found
    assert "colonne document : cette colonne est présente deux fois" in found


def test_files_that_are_no_table_are_refused_in_plain_words(tmp_path):
    with pytest.raises(MissingPath):
        read_gold(tmp_path / "absent.csv")
    empty = tmp_path / "vide.csv"
    empty.write_bytes(b"")
    assert faults(empty) == ("le fichier est vide",)
    assert "aucune ligne" in faults(write(tmp_path))[0]
    damaged = write(tmp_path, "d,I01,non,,,,,,,,été")
    damaged.write_bytes(damaged.read_bytes() + b"d,I02,non,,,,,,,,\xe9\n")  # one byte of another encoding
    assert "ligne 3" in faults(damaged)[0]
    (tmp_path / "faux.xlsx").write_bytes(b"PK\x03\x04 pas un classeur")
    assert "classeur" in faults(tmp_path / "faux.xlsx")[0]
    assert "guillemets" in faults(write(tmp_path, 'd,I01,oui,,,,r,1,"jamais fermé,3,'))[0]


def test_a_workbook_where_excel_made_a_date_is_refused(tmp_path):
    book = Workbook()
    book.active.append(list(REQUIRED))
    book.active.append(["d", "I14", "oui", date(2026, 2, 1), None, None, "r", 1, "q", 3, None])
    book.save(tmp_path / "g.xlsx")
    assert "date" in faults(tmp_path / "g.xlsx")[0]


def test_two_annotators_must_be_told_apart(tmp_path):
    header = HEADER + ",minutes,annotateur"
    path = write(tmp_path, 'd,I01,non,,,,,,,,,"12,5",A', "d,I01,oui,,,,r,1,x,3,,4,B", header=header)
    assert "deux annotateurs" in faults(path)[0]
    (cell,) = read_gold(path, annotator="a").cells
    assert (cell.verdict, cell.minutes, cell.annotator) == (Verdict.NON, 12.5, "A")
    assert "aucune ligne de « C »" in faults(path, annotator="C")[0]


def test_digest_follows_what_is_said_not_how(tmp_path):
    one, two = "d,I01,oui,,,,r,1,x,3,", "d,I02,oui,,,,r,2,y,2,"
    first = read_gold(write(tmp_path, one, two)).digest
    assert read_gold(write(tmp_path, two, one)).digest == first
    assert read_gold(write(tmp_path, one, two.replace("oui", "partiel"))).digest != first


def test_two_files_cannot_describe_the_same_cell(tmp_path):
    gold = read_gold(write(tmp_path, "d,I01,oui,,,,r,1,x,3,"))
    other = read_gold(write(tmp_path, "e,I01,oui,,,,r,1,x,3,"))
    assert merge_gold([gold, other]).documents == ("d", "e")
    with pytest.raises(GoldError, match="document d, indicateur I01"):
        merge_gold([gold, gold])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_imported_or_refused_by_our_own_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("gold") / "g.csv"
    path.write_bytes(HEADER.encode() + b"\n" + content)
    try:
        said = len(read_gold(path).cells)
    except GoldError as error:
        said = len(error.faults)
    assert said > 0


@pytest.mark.shared
@pytest.mark.parametrize("name", ["real", "fictional"])
def test_gold_files_of_the_development_data_are_imported(name):
    path = SHARED / name / "gold.csv"
    if not path.exists():
        pytest.skip("development data are not beside the project")
    gold = read_gold(path, codes={indicator.code for indicator in load_grid().indicators})
    assert len(gold.cells) == 15 * len(gold.documents)


def test_a_csv_saved_by_french_excel_is_read_with_its_accents(tmp_path):
    path = tmp_path / "excel.csv"
    row = 'd;I04;oui;"1 250,5";m²;« EBC »;règlement;12;L’État œuvre – déjà…;3;'
    path.write_bytes((HEADER.replace(",", ";") + "\r\n" + row + "\r\n").encode("cp1252"))
    (cell,) = read_gold(path).cells
    assert cell.evidence[0].quote == "L’État œuvre – déjà…"
    assert (cell.values[0].number, cell.values[0].unit, cell.values[0].label) == (1250.5, "m²", "« EBC »")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("first", ["", "sep=;\r\n", '"sep=;"\n'])
def test_a_csv_of_any_usual_encoding_may_tell_its_separator(tmp_path, encoding, first):
    path = tmp_path / "autre.csv"
    row = "d;I04;oui;35;%;forêt protégée;règlement;12;Les arbres sont préservés à l'été.;3;"
    bad = "d;I99;peut-être;;;;;;;;"
    path.write_bytes((first + HEADER.replace(",", ";") + "\r\n" + row + "\r\n").encode(encoding))
    (cell,) = read_gold(path).cells
    assert cell.evidence[0].quote == "Les arbres sont préservés à l'été."
    path.write_bytes((first + HEADER.replace(",", ";") + "\r\n" + row + "\r\n" + bad + "\r\n").encode(encoding))
    assert f"ligne {4 if first else 3}" in faults(path)[0]


ROW = "d;I04;oui;35;%;forêt;règlement;12;Les arbres sont préservés.;3;"


@pytest.mark.parametrize(
    ("above", "separator", "row"),
    [
        ("Référence du PLUi;;;\n\n", ";", ROW), ("# fait le 3 mai, par X\n", ";", ROW), ("", "|", ROW),
        ('"a, b, c, d, e, f, g, h, i, j, k, l"\n', ";", ROW), ("", ";", ROW.replace(";12;", ";p. 12;")),
    ],
)  # fmt: skip
def test_titles_are_found_under_remarks_and_whatever_parts_them(tmp_path, above, separator, row):
    path = tmp_path / "référence.csv"
    path.write_text(above + HEADER.replace(",", separator) + "\n" + row.replace(";", separator) + "\n", "utf-8")
    (cell,) = read_gold(path).cells
    assert (cell.evidence[0].page, cell.evidence[0].quote) == (12, "Les arbres sont préservés.")


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_the_sheet_with_the_titles_is_read(tmp_path, state):
    book = Workbook()
    book.active["A1"] = "Mode d'emploi : remplissez la feuille suivante"
    sheet = book.create_sheet("Référence")
    for row in (["PLUi de Valmont"], HEADER.split(","), ROW.split(";")):
        sheet.append(row)
    book.active = 1
    book.worksheets[0].sheet_state = state
    book.save(tmp_path / "référence.xlsx")
    (cell,) = read_gold(tmp_path / "référence.xlsx").cells
    assert cell.evidence[0].page == 12


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n<html><p>Connexion</p></html>", "une page"), (b"%PDF-1.7", "un PDF"),
        (rb"{\rtf1 x}", "RTF"), (b'{"a": 1}', "JSON"),
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
    ],
)  # fmt: skip
def test_what_else_a_file_is_is_told(tmp_path, content, said):
    path = tmp_path / "référence.csv"
    path.write_bytes(content)
    assert said in faults(path)[0]


def test_dates_and_broken_formulas_are_told_with_all_other_faults(tmp_path):
    book = Workbook()
    book.active.append(list(REQUIRED))
    book.active.append(["d", "I14", "oui", date(2026, 2, 1), None, None, "r", date(2026, 3, 12), "q", 3, None])
    book.active.append(["d", "I15", "peut-être", None, None, None, "r", 1, "q", 3, None])
    book.active.append(["d", "I16", "oui", "#REF!", None, None, "r", 1, "q", 3, None])
    book.save(tmp_path / "g.xlsx")
    places = [fault.split(" : ")[0] for fault in faults(tmp_path / "g.xlsx")]
    assert places == [
        "ligne 2, colonne valeur", "ligne 2, colonne page", "ligne 3, colonne verdict", "ligne 4, colonne valeur",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["01-févr", "févr-26", "3-mai", "12-déc."])
def test_what_excel_made_of_a_fraction_is_seen_in_a_csv_too(tmp_path, typed):
    assert "date" in faults(write(tmp_path, f"d,I14,oui,{typed},,,r,1,x,3,"))[0]


def test_periods_and_months_in_words_are_no_dates(tmp_path):
    (cell,) = read_gold(write(tmp_path, "d,I08,oui,2021-2031,période,,r,1,x,3,")).cells
    assert cell.values[0].text == "2021-2031"


def test_rows_of_a_template_that_nobody_filled_are_passed_and_counted(tmp_path):
    gold = read_gold(write(tmp_path, "d,I01,non,,,,,,,,", "d,I02,,,,,,,,,", "d,I03,,,,,,,,,"))
    assert (len(gold.cells), gold.blank) == (1, 2)
    assert "aucune ligne n'a de verdict" in faults(write(tmp_path, "d,I02,,,,,,,,,"))[0]
    assert "verdict" in faults(write(tmp_path, "d,I02,,,,,r,1,x,3,"))[0]  # something filled: the verdict is missing


def test_each_annotator_of_a_file_is_a_gold_of_their_own(tmp_path):
    header = HEADER + ",minutes,annotateur"
    people = read_annotations(
        write(
            tmp_path, "d,I01,non,,,,,,,,,12,Ana", "d,I01,oui,,,,r,1,x,3,,4,Bo", "d,I02,non,,,,,,,,,3,ana", header=header
        )
    )
    assert list(people) == ["Ana", "Bo"]
    assert [cell.verdict for cell in people["Ana"].cells] == [Verdict.NON, Verdict.NON]
    assert people["Bo"].cells[0].minutes == 4
    twice = write(tmp_path, "d,I01,non,,,,,,,,,,Ana", "d,I01,oui,,,,r,1,x,3,,,ANA", header=header)
    with pytest.raises(GoldError, match="contredit"):
        read_annotations(twice)
