"""Comparisons of pieces, chapters, things, periods and rows: each side has its sentence, without a model."""

from __future__ import annotations

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.read_documents import ReadDocuments
from domain import Outcome, PieceKind
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "plan-invente"
PARTS: tuple[Part, ...] = (
    ("rapport_1", PieceKind.RAPPORT_PRESENTATION, ("Couverture",), 1, (
        "Rapport de présentation, tome 1 : diagnostic",
    )),
    ("rapport_1", PieceKind.RAPPORT_PRESENTATION, ("Le bocage",), 2, (
        "Le bocage compte 212 kilomètres de haies relevées.",
        "Tableau 3. – Surfaces consommées par site",
        "ROW Site ; 2011-2020 ; 2021-2030",
        "ROW Bourg-Vieux ; 58 ha ; 29 ha",
        "ROW Val-Joli ; 97 ha ; 45 ha",
    )),
    ("rapport_2", PieceKind.RAPPORT_PRESENTATION, ("Couverture",), 1, (
        "Rapport de présentation, tome 2 : justification",
    )),
    ("rapport_2", PieceKind.RAPPORT_PRESENTATION, ("Résumé non technique",), 3, (
        "Le plafond de consommation est de 298 hectares.",
        "Quelque 94 kilomètres de haies sont repérés.",
    )),
    ("doo", PieceKind.DOO, ("Sobriété",), 4, (
        "Le plafond de consommation est fixé à 312 hectares.",
        "Une bande tampon de 50 mètres est laissée libre autour des lagunes.",
        "La bande tampon des lagunes est de 20 mètres dans les espaces urbanisés.",
        "Les landes couvrent 860 hectares et sont peu boisées.",
        "Les prairies couvrent 510 hectares au total.",
    )),
)  # fmt: skip


def sides(question: str) -> dict[str, list[str]]:
    """The lines of the answer, by side."""
    texts = InventedTexts(lambda slug: placed_in(PARTS, slug))
    retriever = InventedRetriever(lambda slug: placed_in(PARTS, slug))
    answerer = Answerer(texts, retriever, NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts))
    zones, words = answerer.known_of((SLUG,))
    asked = understand(question, known=zones, words=words)
    context = DocumentContext(("rapport_1", "rapport_2", "doo"), (), "empreinte")
    answer = answerer.answer_question((SLUG,), asked.text, (), context=context, understood=asked)
    found: dict[str, list[str]] = {}
    for line in answer.composed.lines if answer.composed and answer.outcome is Outcome.ANSWERED else ():
        found.setdefault(line.side, []).append(line.text)
    return found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Combien de kilomètres de haies selon le tome 1 et selon le tome 2 ?", {"tome 1": "212", "tome 2": "94"}),
        ("Combien de kilomètres de haies selon le diagnostic et selon la justification ?",
         {"diagnostic": "212", "justification": "94"}),
        ("Le plafond de consommation est-il le même au DOO et dans le résumé non technique ?",
         {"DOO": "312", "résumé non technique": "298"}),
        ("Les landes sont-elles plus étendues que les prairies ?", {"landes": "860", "prairies": "510"}),
        ("différence entre la bande tampon des lagunes en général et dans les espaces urbanisés",
         {"général": "50", "espaces urbanisés": "20"}),
    ],
)  # fmt: skip
def test_each_side_has_its_own_sentence(question: str, said: dict[str, str]) -> None:
    found = sides(question)
    assert set(found) == set(said)
    for side, figure in said.items():
        assert figure in found[side][0]
        assert not any(other in found[side][0] for name, other in said.items() if name != side)


def test_a_row_whose_columns_have_no_names_tells_of_the_thing_it_names() -> None:
    found = sides("Compare la surface consommée à Bourg-Vieux et à Val-Joli.")
    assert found == {"Bourg-Vieux": ["Bourg-Vieux ; 58 ha ; 29 ha"], "Val-Joli": ["Val-Joli ; 97 ha ; 45 ha"]}


def test_sides_of_which_nothing_is_written_are_refused() -> None:
    assert sides("Les écoles sont-elles plus nombreuses que les crèches ?") == {}
    assert sides("Quel tarif de cantine selon le tome 1 et selon le tome 2 ?") == {}
