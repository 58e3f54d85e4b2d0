from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain import Answer, Value
from exports import answer_to_json, format_named
from tests.exports.samples import CORRECTED, LOST, PLEINE_TERRE, answered, export

JSON = format_named("json")


def cells_of(content: bytes) -> list[dict[str, Any]]:
    (document,) = json.loads(content)["documents"]
    cells: list[dict[str, Any]] = document["cells"]
    return cells


def test_a_cell_holds_the_decision_and_the_answer_of_the_tool() -> None:
    (cell,) = cells_of(JSON.write(export(CORRECTED)))
    assert (cell["verdict"], cell["status"], cell["status_label"]) == ("partiel", "corrected", "corrigée")
    assert cell["decision"]["reviewer"] == "A. Relectrice"
    assert cell["tool"]["verdict"] == "oui"
    assert cell["tool"]["record"]["prompt_version"] == "1"
    assert [(value["value"], value["quote"]) for value in cell["values"][:2]] == [
        (30.0, "En zone UB, 30 % au moins restent en pleine terre."),
        (10.0, "En zone UA, 10 % au moins restent en pleine terre."),
    ]


def test_lost_proof_is_told() -> None:
    (cell,) = cells_of(JSON.write(export(LOST)))
    assert (cell["standing"], cell["standing_label"]) == ("evidence_gone", "preuve disparue")
    assert [one["page"] for one in cell["lost"]] == [12]


def test_every_citation_of_an_answer_names_its_document() -> None:
    several = replace(
        PLEINE_TERRE, document="plui-a, plui-b", indicator=None, question="Où ?", citations=CORRECTED.citations
    )
    assert {one["document"] for one in answer_to_json(several)["citations"]} == {"plui-essai"}
    assert {one["document"] for one in answer_to_json(PLEINE_TERRE)["citations"]} == {"plui-essai"}


def test_the_shape_of_an_answer() -> None:
    shown = answer_to_json(PLEINE_TERRE)
    assert set(shown) == {
        "document", "indicator", "verdict", "values", "rationale", "citations", "searched", "warnings", "llm",
        "protocol", "way", "seconds",
    }  # fmt: skip
    assert (shown["protocol"], shown["way"]) == ("sentences", "lecture phrase par phrase")
    assert shown["values"][0] == {
        "value": 60.0, "unit": "%", "label": "Part de pleine terre", "document": "plui-essai", "piece": "reglement",
        "page": 81, "quote": None,
    }  # fmt: skip
    assert shown["citations"][2] == {
        "document": "plui-essai", "piece": "annexe", "page": None, "label": "2. Palette",
        "quote": "Liste des essences.",
    }  # fmt: skip


def test_a_value_of_many_places_is_told_once_with_its_places() -> None:
    values = tuple(Value(20.0, "m", "Recul", "reglement", page, quote=f"Article {page}.") for page in (12, 31))
    (shown,) = answer_to_json(replace(PLEINE_TERRE, values=values))["values"]
    assert (shown["page"], shown["elsewhere"]) == (12, [{"piece": "reglement", "page": 31, "quote": "Article 31."}])


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_survives(text: str) -> None:
    answer: Answer = replace(PLEINE_TERRE, rationale=text)
    (cell,) = cells_of(JSON.write(export(answered(answer))))
    assert cell["tool"]["rationale"] == text
