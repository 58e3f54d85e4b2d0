from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Citation
from exports import answer_to_json, export_answers
from exports.flat import to_csv, to_json
from exports.wording import french
from indicator_queries import load_grid
from tests.exports.samples import ABSENT, DOCUMENT, FREE, PLEINE_TERRE

GRID = load_grid()


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # or Excel reads accents wrongly
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_has_one_row_a_citation_and_one_for_an_answer_without_any():
    rows = rows_of(to_csv([ABSENT, PLEINE_TERRE, FREE], GRID))
    assert [row["indicateur"] for row in rows] == ["I03", "I14", "I14", "I14", ""]
    assert [row["page"] for row in rows] == ["", "81", "12", "", ""]
    assert rows[0]["verdict"] == "Non"
    assert rows[1]["secondes"] == "12,3"
    assert rows[1]["page_imprimee"] == "75"
    assert rows[4]["question"] == "Quelle hauteur ?"


def test_csv_text_that_a_spreadsheet_would_compute_gets_an_apostrophe():
    assert rows_of(to_csv([PLEINE_TERRE], GRID))[1]["citation"] == "'- un arbre pour quatre places."


@given(st.text(max_size=50))
def test_no_csv_cell_starts_a_formula(text):
    answer = replace(PLEINE_TERRE, rationale=text, citations=(Citation(text, 1, text, text, 1, 0, 1),))
    rows = rows_of(to_csv([answer], GRID))
    assert len(rows) == 1
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in rows[0].values())


def test_json_has_the_shape_of_the_api():
    assert answer_to_json(PLEINE_TERRE) == {
        "document": "plui-essai",
        "indicator": "I14",
        "verdict": "oui",
        "values": [
            {"value": 60.0, "unit": "%", "label": "Part de pleine terre", "piece": "reglement", "page": 81},
            {"value": 1250.5, "unit": "m²", "label": None, "piece": "annexe", "page": None},
        ],
        "rationale": "Le règlement impose 60 % de pleine terre.",
        "citations": [
            {
                "piece": "reglement",
                "page": 81,
                "label": "75",
                "quote": "60 % au moins des espaces libres restent en pleine terre.",
            },
            {"piece": "reglement", "page": 12, "label": None, "quote": "- un arbre pour quatre places."},
            {"piece": "annexe", "page": None, "label": "2. Palette", "quote": "Liste des essences."},
        ],
        "searched": {
            "queries": ["pleine terre"],
            "passages": 20,
            "pieces": ["reglement"],
            "best_score": None,
            "left_out": 0,
            "pages_unread": ["carte p. 3"],
        },
        "warnings": ["carte p. 3 : page illisible"],
        "llm": "modele-essai",
        "seconds": 12.34,
    }


def test_json_gives_the_question_of_a_free_question_and_the_record_when_asked():
    assert answer_to_json(FREE)["question"] == "Quelle hauteur ?"
    assert answer_to_json(FREE)["indicator"] is None
    assert answer_to_json(FREE, record=True)["record"] == {"prompt": "3"}


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_survives_json(text):
    (back,) = json.loads(to_json([replace(PLEINE_TERRE, rationale=text)]))
    assert back["rationale"] == text


@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_export_writes_the_file_and_nothing_else(tmp_path: Path, fmt):
    target = tmp_path / "nouveau" / f"réponses.{fmt}"
    export_answers([DOCUMENT], [PLEINE_TERRE, ABSENT], GRID, fmt, target)
    assert list(target.parent.iterdir()) == [target]
    assert "I14" in target.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("number", "text"), [(60.0, "60"), (1250.5, "1250,5"), (0.1 + 0.2, "0,3"), (-0.0, "0"), (1e20, "1e+20"), (-3, "-3")]
)
def test_numbers_are_written_the_french_way(number, text):
    assert french(number) == text
