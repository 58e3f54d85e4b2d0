"""Files show the whole of a sentence that goes on over the end of its page, with both pages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from domain import AskedQuestion, Cell, Decision, Verdict
from domain.kept_answers import KeptQuote, PlacedAnswer
from exports import ExportedDocument, format_named
from exports.answer_json import answer_to_json
from exports.deliverables.registry_of_kinds import deliverable_named
from exports.file_text import quotes_text
from exports.views.comparison_table import comparison_table
from exports.views.questions_table import questions_table
from tests.exports.deliverable_samples import KEPT, material
from tests.exports.samples import DOCUMENT, GRID, PLEINE_TERRE, TEN, answered, document, export, reviewed
from tests.exports.test_csv_file import rows_of
from tests.exports.test_deliverables import words_of
from tests.exports.two_pages import BEGUN, ENDED, FIRST, SECOND, WHOLE

ANSWER = replace(PLEINE_TERRE, citations=(BEGUN, ENDED), values=())
ACCEPTED = reviewed(answered(ANSWER), Decision.ACCEPTE, Verdict.OUI)


def written(name: str, cell: Cell) -> bytes:
    write = format_named(name).write
    assert write is not None
    return write(export(cell))


def test_csv_keeps_both_quotes_with_their_pages_and_says_the_sentence_beside_each() -> None:
    rows = rows_of(written("csv", ACCEPTED))
    assert [(row["page"], row["citation"]) for row in rows] == [("12", FIRST), ("13", SECOND)]
    assert {row["phrase_sur_deux_pages"] for row in rows} == {f"p. 12-13 : « {WHOLE} »"}
    assert [row["phrase_sur_deux_pages"] for row in rows_of(written("csv", answered(PLEINE_TERRE)))
            ] == ["", "", "", ""]  # fmt: skip


def test_the_workbook_says_the_sentence_beside_each_of_its_quotes() -> None:
    book = load_workbook(io.BytesIO(written("xlsx", ACCEPTED)))
    rows = [[str(cell.value) for cell in row] for row in book["Citations"].iter_rows()]
    assert [FIRST in row or SECOND in row for row in rows if any(WHOLE in cell for cell in row)] == [True, True]
    assert any("12-13" in cell for row in rows for cell in row)


def test_json_has_both_parts_and_the_sentence() -> None:
    first, second = answer_to_json(ANSWER)["citations"]
    assert (first["quote"], first["page"], first["after"]) == (FIRST, 12, {"page": 13, "label": "9", "quote": SECOND})
    assert (second["before"]["quote"], second["whole"], second["pages"]) == (FIRST, WHOLE, "12-13")
    assert "whole" not in answer_to_json(PLEINE_TERRE)["citations"][0]


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("tableau-comparatif", "docx"),
        ("rapport-final", "docx"),
        ("diaporama", "pptx"),
        ("grille-pratique", "docx"),
        ("benchmark", "docx"),
    ],
)
def test_deliverables_never_show_one_half(kind: str, form: str) -> None:
    made = deliverable_named(kind).content(material(ExportedDocument(DOCUMENT, GRID, (ACCEPTED,))), form)
    said = " ".join(words_of(made, form).replace("\u00a0", " ").split())
    assert WHOLE in said
    assert "p. 12-13 (imprimée 8-9)" in said
    assert said.count(FIRST) == said.count(WHOLE) == said.count(SECOND)


def test_kept_answers_say_the_sentence_under_both_of_its_numbers() -> None:
    quotes = tuple(KeptQuote(one, "plui-essai", one) for one in (TEN, BEGUN, ENDED))
    kept = PlacedAnswer(replace(KEPT.kept, answer=ANSWER), quotes)
    made = deliverable_named("reponses-gardees").content(replace(material(), kept_answers=(kept,)), "docx")
    said = words_of(made, "docx")
    assert WHOLE in said
    assert said.count(FIRST) == said.count(SECOND) == 1
    assert "[2][3] PLUi de l'Essai" in said
    assert "p. 12-13 (imprimée 8-9)" in said


def test_tables_of_screens_have_one_row_a_sentence() -> None:
    question = AskedQuestion(
        1, "a", "", ("plui-essai",), False, "Quelles haies ?",
        replace(ANSWER, indicator=None, question="Quelles haies ?"), datetime(2025, 5, 4, tzinfo=UTC),
    )  # fmt: skip
    (row,) = questions_table([question], {"plui-essai": "PLUi"}, subject="").rows
    assert row[7:10] == ("12-13", "8-9", WHOLE)
    other = replace(ANSWER, citations=(TEN,))
    compared = comparison_table(document(answered(ANSWER)), document(answered(other)), changes=())
    told = [content for row in compared.rows for content in row if isinstance(content, str) and WHOLE in content]
    assert told == [f"reglement, p. 12-13 : « {WHOLE} »"]


def test_quotes_as_text_are_said_once() -> None:
    assert quotes_text([BEGUN, TEN, ENDED]) == f"reglement p. 12-13 : « {WHOLE} »\nreglement p. 12 : « {TEN.quote} »"
