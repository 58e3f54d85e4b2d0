"""A list is found by the sentences that are likeliest to answer, where it says few words of the question itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.composition import QuestionMaterial
from answering.questions.kinds.list_answer import compose
from answering.questions.read_documents import ReadDocuments
from domain import PieceKind
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "plu-invente"
PARTS: tuple[Part, ...] = (
    ("etat", PieceKind.EIE, ("Le vivant",), 4, (
        "Trois ensembles ont été retenus par les élus.",
        "Les élus en ont débattu deux fois.",
        "ROW Nom ; Surface ; Milieu",
        "ROW Nom : Marais du Bourg ; Surface : 12 ha ; Milieu : humide",
        "ROW Nom : Bois des Prés ; Surface : 31 ha ; Milieu : boisé",
        "ROW Nom : Landes du Pont ; Surface : 8 ha ; Milieu : sec",
    )),
    ("etat", PieceKind.EIE, ("Les relevés",), 5, (
        "Les passages ont eu lieu en mai, par temps sec.",
        "On y a vu la rainette, le triton, la grenouille et le crapaud.",
    )),
)  # fmt: skip


def material(question: str, right: Mapping[str, float]) -> QuestionMaterial:
    """What a question is answered from, each sentence as likely as it is said to be by how it begins."""
    texts = InventedTexts(lambda slug: placed_in(PARTS, slug))
    retriever = InventedRetriever(lambda slug: placed_in(PARTS, slug))
    answerer = Answerer(texts, retriever, NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts))
    context = DocumentContext(("etat",), (), "empreinte")
    found = answerer.question_material((SLUG,), understand(question), context=context)
    statements = []
    for one in found.statements:
        odds = next((odds for start, odds in right.items() if one.text.startswith(start)), -5.0)
        statements.append(replace(one, share=0.4, chance=10 + odds, right=odds))
    return replace(found, statements=statements)


def lines(question: str, right: Mapping[str, float]) -> list[str]:
    """The lines of the list that is composed."""
    composed = compose(material(question, right))
    return [line.text for line in composed.lines] if composed else []


QUESTION = "Quels cœurs de nature existent sur le territoire ?"


def test_a_sentence_that_counts_things_brings_the_list_of_as_many() -> None:
    found = lines(QUESTION, {"Trois ensembles": 0.5})
    assert len(found) == 3
    assert found[0].startswith("Nom : Marais du Bourg")


def test_rows_that_are_likeliest_bring_their_table() -> None:
    found = lines(QUESTION, {"Nom : Marais": -0.2, "Nom : Bois": -0.3, "Nom : Landes": -0.4})
    names = [line.split(" ; ")[0] for line in found]
    assert names == ["Nom : Marais du Bourg", "Nom : Bois des Prés", "Nom : Landes du Pont"]


@pytest.mark.parametrize("odds", [-3.0, -5.0])
def test_rows_far_from_right_bring_nothing(odds: float) -> None:
    assert not lines(QUESTION, {"Nom :": odds, "On y a vu": -6.0, "Trois": -6.0})
