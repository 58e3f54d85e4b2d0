"""Of statements about as likely to answer a yes or no, those that decide come first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.composition import QuestionMaterial
from answering.questions.deciding_statements import (
    deciding_first,
    given_with_the_best,
    with_general_rules,
    with_undisputed,
)
from answering.questions.read_documents import ReadDocuments
from domain import PieceKind, PlacedSentence
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "plu-invente"
FORBIDS = "Le comblement des mares est interdit, sauf pour les mares de moins de 10 m²."
SPEAKS = "Le comblement des mares a reculé dans la vallée."
NONE_OF_IT = "Il n'est pas prévu de mesure pour le comblement des mares."
ALLOWS = "Le comblement d'une mare est admis à Nulleville."
LAW = "L'arrêté du 3 mai 2019 encadre le comblement des mares."
NAMES_A_PLACE = "À Nulleville, le comblement des mares est ancien."
PARTS: tuple[Part, ...] = (
    ("reglement", PieceKind.REGLEMENT, ("Dispositions générales",), 3, (FORBIDS,)),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Mares",), 5, (SPEAKS, NONE_OF_IT, LAW, NAMES_A_PLACE, ALLOWS)),
)  # fmt: skip


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    return placed_in(PARTS, SLUG)


def material_of(question: str) -> QuestionMaterial:
    """What a question about the plan is answered from; all its sentences are read."""
    texts = InventedTexts(placed)
    answerer = Answerer(
        texts, InventedRetriever(placed), NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts)
    )
    zones, words = answerer.known_of((SLUG,))
    asked = understand(question, known=zones, words=words)
    context = DocumentContext(("reglement", "rapport"), (), "empreinte")
    return answerer.question_material((SLUG,), asked, context=context)


def first(question: str, chances: dict[str, float]) -> str:
    """The statement that comes first, of those with chances."""
    material = material_of(question)
    own = [replace(one, chance=chances[one.text]) for one in material.statements if one.text in chances]
    return deciding_first(material, own)[0].text


@pytest.mark.parametrize(
    ("question", "chances", "text"),
    [
        ("Peut-on faire le comblement d'une mare ?", {SPEAKS: 1.0, FORBIDS: 0.6}, FORBIDS),
        ("Peut-on faire le comblement d'une mare ?", {SPEAKS: 4.0, FORBIDS: 0.6}, SPEAKS),
        ("Le plan prévoit-il une mesure sur le comblement des mares ?", {SPEAKS: 1.0, NONE_OF_IT: 0.0}, NONE_OF_IT),
        ("Le plan encadre-t-il le comblement des mares ?", {LAW: 2.0, SPEAKS: 0.1}, SPEAKS),
        ("Le comblement est-il interdit pour toutes les mares ?", {SPEAKS: 3.0, FORBIDS: 0.1}, FORBIDS),
    ],
)
def test_what_decides_comes_first_unless_it_is_much_less_likely(
    question: str, chances: dict[str, float], text: str
) -> None:
    assert first(question, chances) == text


def test_a_rule_that_names_no_place_holds_where_nothing_about_the_place_decides() -> None:
    texts = InventedTexts(placed)
    answerer = Answerer(
        texts, InventedRetriever(placed), NoModel(), profile_named("standard"), FRENCH, documents=ReadDocuments(texts)
    )
    asked = understand("Le comblement des mares est-il possible à Nulleville ?")
    assert asked.scope.places == ("Nulleville",)
    context = DocumentContext(("reglement", "rapport"), (), "empreinte")
    material = answerer.question_material((SLUG,), asked, context=context)
    named = [one for one in material.statements if one.text == NAMES_A_PLACE]
    assert [one.text for one in with_general_rules(material, named)] == [FORBIDS]


def test_what_decides_is_given_where_another_sentence_likely_answers() -> None:
    own = [
        replace(one, right=right)
        for one in material_of("Peut-on combler une mare ?").statements
        if (right := {FORBIDS: -0.5, SPEAKS: 0.7}.get(one.text)) is not None
    ]
    own.sort(key=lambda one: one.text != FORBIDS)
    assert [one.stands for one in own] == [False, True]
    given = given_with_the_best(own)
    assert [(one.text, one.stands) for one in given] == [(FORBIDS, True), (SPEAKS, True)]
    unknown = [replace(one, right=None) for one in own]
    assert given_with_the_best(unknown) == unknown
    assert given_with_the_best([]) == []


def undisputed(
    chances: dict[str, float], shares: dict[str, float] | None = None, question: str = "Peut-on combler une mare ?"
) -> list[str]:
    """What is given of statements that were all refused."""
    own = [
        replace(one, chance=chances[one.text], right=-0.5, share=(shares or {}).get(one.text, one.share))
        for one in material_of(question).statements
        if one.text in chances
    ]
    return [one.text for one in with_undisputed(question, own) if one.stands]


def test_what_takes_a_side_far_ahead_of_all_others_is_given() -> None:
    assert undisputed({FORBIDS: 4.0, SPEAKS: 1.0}) == [FORBIDS]
    assert undisputed({FORBIDS: 4.0, SPEAKS: 3.5}) == []  # another is about as likely
    assert undisputed({FORBIDS: 2.0, SPEAKS: -1.0}) == []  # it is not likely itself
    assert undisputed({SPEAKS: 4.0, FORBIDS: 1.0}) == []  # it takes no side


def test_what_another_sentence_disputes_is_not_given() -> None:
    assert undisputed({FORBIDS: 4.0, ALLOWS: 1.0}, {FORBIDS: 0.5, ALLOWS: 0.5}) == []
    assert undisputed({FORBIDS: 4.0, ALLOWS: 1.0}, {FORBIDS: 0.5, ALLOWS: 0.2}) == [FORBIDS]


def test_one_that_is_let_off_answers_a_question_about_all() -> None:
    every = "Le comblement est-il interdit pour toutes les mares ?"
    likely = {SPEAKS: 4.0, FORBIDS: 3.5}
    assert undisputed(likely, {FORBIDS: 0.6}, every) == [FORBIDS]
    assert undisputed(likely, {FORBIDS: 0.3}, every) == []
    assert undisputed(likely, {FORBIDS: 0.6}) == []


@pytest.mark.parametrize(
    ("question", "given"),
    [("Peut-on ouvrir un hôtel en zone UB ?", True), ("Peut-on ouvrir une auberge en zone UB ?", False)],
)
def test_the_cell_of_the_zone_is_given_where_its_row_names_nothing_but_what_is_asked(
    question: str, given: bool
) -> None:
    row = next(one for one in material_of("Peut-on combler une mare ?").statements if one.text == SPEAKS)
    cell = replace(row, of_zone="Sous-destination : Hôtels ; UB : O", cell="O", right=-0.5, chance=0.0)
    assert with_undisputed(question, [cell])[0].stands is given
