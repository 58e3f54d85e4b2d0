"""What measures another thing than the one asked answers nothing, and is no rival of what does."""

from __future__ import annotations

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.asked_measures import have_what_is_asked, wants_number
from answering.questions.read_documents import ReadDocuments
from domain import PieceKind, PlacedSentence, QuestionKind
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "plu-invente"
HEIGHT = "Les clôtures sur voie n'excèdent pas 1,60 mètre de haut."
UNDER = "Les clôtures laissent un espace libre de 20 cm sous leur partie basse."
HABITS = "Les clôtures anciennes sont nombreuses dans le bourg."
PARTS: tuple[Part, ...] = (
    ("reglement", PieceKind.REGLEMENT, ("Dispositions générales",), 3, (HEIGHT, UNDER, HABITS)),
)  # fmt: skip


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    return placed_in(PARTS, SLUG)


def having(question: str, *, number: bool = True) -> set[str]:
    """The sentences of the plan that have what a question asks for."""
    texts = InventedTexts(placed)
    answerer = Answerer(
        texts, InventedRetriever(placed), NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts)
    )
    zones, words = answerer.known_of((SLUG,))
    asked = understand(question, known=zones, words=words)
    material = answerer.question_material((SLUG,), asked, context=DocumentContext(("reglement",), (), "empreinte"))
    have = have_what_is_asked(material.statements, material.asked, material.coverage, material.language, number=number)
    return {one.text for one, has in zip(material.statements, have, strict=True) if has}


@pytest.mark.parametrize(
    ("question", "number", "expected"),
    [
        ("Quelle hauteur est laissée sous les clôtures ?", True, {UNDER}),
        ("Quelle longueur de clôtures est admise ?", True, {UNDER}),  # a height is told to be one, the other is not
        ("Peut-on clôturer à plus de 1,60 mètre de haut ?", False, {HEIGHT, UNDER, HABITS}),
    ],
)
def test_a_measure_is_told_by_what_measures_the_same_thing(question: str, number: bool, expected: set[str]) -> None:
    assert having(question, number=number) == expected


def test_a_yes_or_no_needs_no_number() -> None:
    assert [kind for kind in QuestionKind if not wants_number(kind)] == [QuestionKind.YES_NO]
