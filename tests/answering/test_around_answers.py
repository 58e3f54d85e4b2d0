"""What is told beside an answer: the rule that it alters, the rule of a place; no other item of its list."""

from __future__ import annotations

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.read_documents import ReadDocuments
from domain import LineRole, PieceKind, PlacedSentence
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "scot-invente"
BAND = "De part et d'autre des ruisseaux, une bande de 10 mètres demeure non bâtie."
WIDER = "Le long de la Nulle, la largeur de recul double : cette bande est portée à 25 mètres."
RAIN = "Les opérations nouvelles infiltrent la pluie décennale."
OTHER_RAIN = "Dans la Plaine de Nullebois, la pluie de référence est la pluie quinquennale."
SHEDS = "– Les abris de jardin, dans la limite de 12 m²."
PIPES = "– Les canalisations, lorsqu'elles sont enterrées."
PARTS: tuple[Part, ...] = (
    ("doo", PieceKind.DOO, ("Ruisseaux",), 3, (BAND, WIDER)),
    ("oap", PieceKind.OAP, ("Eau de pluie",), 4, (RAIN, OTHER_RAIN)),
    ("reglement", PieceKind.REGLEMENT, ("Constructions admises",), 5, (SHEDS, PIPES)),
)


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    return placed_in(PARTS, SLUG)


def told(question: str) -> list[tuple[str, LineRole]]:
    """The lines of an answer."""
    texts = InventedTexts(placed)
    answerer = Answerer(
        texts, InventedRetriever(placed), NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts)
    )
    zones, words = answerer.known_of((SLUG,))
    asked = understand(question, known=zones, words=words)
    context = DocumentContext(("doo", "oap", "reglement"), (), "empreinte")
    answer = answerer.answer_question((SLUG,), asked.text, (), context=context, understood=asked)
    assert answer.composed is not None
    return [(line.text, line.role) for line in answer.composed.lines]


def test_a_rule_that_alters_another_is_told_with_it() -> None:
    assert told("Quelle est la largeur du recul le long de la Nulle ?") == [
        (WIDER, LineRole.ANSWER),
        (BAND, LineRole.ANSWER),
    ]


def test_the_rule_of_a_place_is_told_after_the_rule_of_all() -> None:
    assert told("Les opérations nouvelles doivent-elles infiltrer la pluie décennale ?") == [
        (RAIN, LineRole.ANSWER),
        (OTHER_RAIN, LineRole.CONDITION),
    ]


def test_another_item_of_the_list_is_no_condition() -> None:
    assert told("Quelle surface peut avoir un abri de jardin ?") == [(SHEDS, LineRole.ANSWER)]
