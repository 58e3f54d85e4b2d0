from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain import Verdict
from domain.errors import GoldError, UsageError
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue, TemplateDocument, read_gold, write_gold, write_template
from evaluation.gold_tables import read_table
from indicator_queries import load_grid
from tests.evaluation.samples import cell

DOCUMENTS = [TemplateDocument("plui-a", ("reglement", "padd")), TemplateDocument("plui-b", ("doo",))]
GRID = load_grid()
CODES = {indicator.code for indicator in GRID.indicators}


@pytest.mark.parametrize("name", ["modele.xlsx", "modele.csv"])
def test_a_filled_template_is_imported(tmp_path, name):
    path = tmp_path / name
    write_template(path, DOCUMENTS, GRID, annotator="Ana")
    if name.endswith("xlsx"):
        book = load_workbook(path)
        sheet = book["Analyse"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for column, value in {"verdict": "oui", "piece": "reglement", "page": "12", "citation": "Les haies",
                              "pertinence": 3, "minutes": "12,5"}.items():  # fmt: skip
            sheet.cell(row=2, column=columns[column]).value = value
        book.save(path)
    else:
        lines = path.read_text("utf-8-sig").splitlines()
        lines[1] = "plui-a;I01;oui;;;;reglement;12;Les haies;3;;12,5;Ana"
        path.write_text("\n".join(lines), "utf-8")
    gold = read_gold(path, codes=CODES)
    (found,) = gold.cells
    assert (found.document, found.indicator, found.verdict) == ("plui-a", "I01", Verdict.OUI)
    assert (found.minutes, found.annotator) == (12.5, "Ana")
    assert found.evidence == (GoldEvidence("reglement", 12, "Les haies", 3),)
    assert gold.blank == 2 * len(CODES) - 1


def test_the_workbook_offers_verdicts_and_pieces_and_shows_the_rubric(tmp_path):
    path = tmp_path / "modele.xlsx"
    write_template(path, DOCUMENTS, GRID)
    book = load_workbook(path)
    lists = " ".join(str(rule.formula1) for rule in book["Analyse"].data_validations.dataValidation)
    assert "sans_objet" in lists
    assert "reglement,padd,doo" in lists
    assert "a_verifier" not in lists
    assert book["Indicateurs"].max_row == 1 + len(CODES)
    assert any("mot pour mot" in str(row[0].value) for row in book["Mode d'emploi"].iter_rows())


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"\.ods"):
        write_template(tmp_path / "modele.ods", DOCUMENTS, GRID)


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=25).map(
    lambda text: " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
)


def _value(number: int, unit: str | None, place: str | None, quotes: list[tuple[int, str, int]]) -> GoldValue:
    """A value with no place, in the first citation, in a sentence of its own, or with its page alone."""
    value = GoldValue(str(number), float(number), unit, None)
    page, quote, _ = quotes[0]
    where = {"citation": (page, quote or None), "phrase": (page, f"Il y en a {number}."), "page": (page, None)}
    if place is None or (place == "citation" and not quote):
        return value
    found_page, found = where[place]
    return replace(value, piece="r", page=found_page, quote=found)


CELLS = st.builds(
    lambda verdict, values, quotes, minutes, doubtful: GoldCell(
        "d",
        "I01",
        Verdict(verdict),
        tuple(dict.fromkeys(_value(number, unit, place, quotes) for number, unit, place in values)),
        tuple(
            {
                (page, quote): GoldEvidence("r", page, quote or None, pertinence) for page, quote, pertinence in quotes
            }.values()
        ),
        minutes,
        doubtful,
        None,
    ),
    st.sampled_from(["oui", "partiel"]),
    st.lists(
        st.tuples(
            st.integers(0, 9999),
            st.sampled_from([None, "ha", "m²"]),
            st.none() | st.sampled_from(["citation", "phrase", "page"]),
        ),
        max_size=4,
    ),
    st.lists(st.tuples(st.integers(1, 99), WORDS, st.integers(1, 3)), min_size=1, max_size=4),
    st.none() | st.integers(0, 300).map(lambda quarter: quarter / 4),
    st.booleans(),
)


@pytest.mark.parametrize("name", ["g.csv", "g.xlsx"])
@settings(max_examples=60, deadline=None)
@given(made=CELLS)
@example(made=GoldCell("d", "I01", Verdict.OUI, (), (GoldEvidence("r", 1, "'=1+1", 3),), None, False))
@example(made=GoldCell("d", "I01", Verdict.OUI, (), (GoldEvidence("r", 1, "''-", 3),), None, False))
def test_what_is_written_imports_as_the_same_cells(tmp_path_factory, name, made):
    path: Path = tmp_path_factory.mktemp("gold") / name
    write_gold(path, [made])
    assert read_gold(path).digest == Gold.of([made]).digest


TEN, THIRTY = "En zone UA, 10 % au moins.", "En zone UB, 30 % au moins."


def placed(number: float, unit: str, piece: str, page: int, quote: str | None) -> GoldValue:
    return replace(GoldValue.of(number, unit, None), piece=piece, page=page, quote=quote)


@pytest.mark.parametrize("name", ["g.csv", "g.xlsx"])
def test_a_value_is_written_beside_its_own_quote_and_read_with_it(tmp_path, name):
    values = (
        placed(30, "%", "r", 2, THIRTY),
        placed(10, "%", "r", 1, TEN),
        placed(12, "ha", "r", 3, "Une surface de 12 ha."),
        GoldValue.of(7, "m", "recul"),
    )
    evidence = (
        GoldEvidence("r", 1, TEN, 3),
        GoldEvidence("r", 2, THIRTY, 2),
        GoldEvidence("r", 5, "Rien n'est dit.", 1),
    )
    made = GoldCell("d", "I01", Verdict.OUI, values, evidence, None, False)
    write_gold(tmp_path / name, [made])
    (back,) = read_gold(tmp_path / name).cells
    assert {(one.number, one.piece, one.page, one.quote) for one in back.values} == {
        (one.number, one.piece, one.page, one.quote) for one in values
    }
    assert set(back.evidence) == set(evidence)
    table = read_table(tmp_path / name)
    at = {title: place for place, title in enumerate(table.header)}
    beside = {row[at["valeur"]]: row[at["citation"]] for _, row in table.rows if row[at["valeur"]]}
    assert beside == {"10": TEN, "30": THIRTY, "12": "", "7": ""}


def test_a_value_noted_beside_a_quote_that_gives_it_stands_there_and_beside_another_nowhere(tmp_path):
    path = tmp_path / "g.csv"
    header = "document;indicateur;verdict;valeur;unite;libelle_valeur;piece;page;citation;pertinence;commentaire"
    path.write_text(f"{header}\nd;I01;oui;30;%;;r;2;{THIRTY};3;\nd;I01;oui;10;%;;r;2;{THIRTY};3;\n", "utf-8")
    first, second = read_gold(path).cells[0].values
    assert (first.page, first.quote) == (2, THIRTY)
    assert (second.piece, second.quote) == (None, None)


def test_the_digest_of_values_without_a_place_is_what_it_was(tmp_path):
    # The digest of a gold kept before places were: what is stored under it must be found again.
    assert Gold.of([cell("oui", [(1, 3)], values=[(40.0, "%")])]).digest.startswith("2049e4272f0595ec")


@pytest.mark.parametrize(
    ("column", "told"), [("page_valeur", "piece_valeur est vide"), ("piece_valeur", "sans valeur")]
)
def test_a_place_without_what_it_places_is_a_fault(tmp_path, column, told):
    path = tmp_path / "g.csv"
    header = "document;indicateur;verdict;valeur;unite;libelle_valeur;piece;page;citation;pertinence;commentaire"
    value = "30" if column == "page_valeur" else ""
    path.write_text(f"{header};{column}\nd;I01;oui;{value};;;r;2;Texte;3;;4\n", "utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert any(told in fault for fault in caught.value.faults)


def test_a_quote_that_looks_like_a_formula_stays_a_quote(tmp_path):
    for name in ("g.csv", "g.xlsx"):
        made = replace(cell("oui", [(1, 3)]), evidence=(GoldEvidence("r", 1, "=1+1", 3),))
        write_gold(tmp_path / name, [made])
        assert read_gold(tmp_path / name).cells[0].evidence[0].quote == "=1+1"
    assert ";'=1+1;" in (tmp_path / "g.csv").read_text("utf-8-sig")
    assert load_workbook(tmp_path / "g.xlsx").active["I2"].data_type == "s"
