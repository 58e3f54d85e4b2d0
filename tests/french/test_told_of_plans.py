"""Sentences tell of the whole plan, or of a part, another plan or another inquiry."""

from __future__ import annotations

import pytest

from french.document_matters import Matter, matters_asked
from french.told_of_plans import (
    body_told,
    chair_told,
    communes_told,
    deliberation_number,
    horizon_told,
    inquiry_told,
    procedure_told,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Le territoire réunit quarante-deux communes.", "42"),
        ("Le règlement s'applique aux neuf communes.", "9"),
        ("Il regroupe 12 communes membres et 30 000 habitants.", "12"),
        ("Onze communes du territoire ont un inventaire.", None),
        ("La vallée (7 communes) est inondable.", None),
        ("Le plan de prévention couvre cinq communes.", None),
    ],
)
def test_the_communes_of_the_plan_are_counted_and_not_those_of_a_part(text: str, count: str | None) -> None:
    told = communes_told(text, first_page=False)
    assert (told.value if told else None) == count


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("L'horizon retenu pour le schéma est 2042.", "2042"),
        ("Le projet exprime, à l'horizon 2040, une ambition partagée.", "2040"),
        ("Le plan est établi pour les dix prochaines années.", "dix ans"),
        ("La fibre est déployée à l'horizon 2026.", None),
        ("Le plan vise une baisse de 30 % à l'horizon 2031.", None),
    ],
)
def test_the_horizon_of_the_plan_is_no_year_of_an_aim(text: str, horizon: str | None) -> None:
    told = horizon_told(text, first_page=False)
    assert (told.value if told else None) == horizon


def test_a_public_inquiry_is_dated_by_what_stands_beside_it() -> None:
    assert inquiry_told("Étape : Enquête publique ; Date : 2 mai – 3 juin 2030")
    assert inquiry_told("Le projet sera soumis à enquête publique au second semestre 2031.")
    assert not inquiry_told("Pièce complétée après enquête publique, juillet 2030.")
    assert not inquiry_told("Une enquête de terrain a été conduite à l'hiver 2029.")


def test_who_passed_and_who_presides_are_named() -> None:
    told = body_told("Plan arrêté par délibération du conseil municipal du 3 mai 2030", "arrêt")
    assert told is not None
    assert told.value == "conseil municipal"
    assert body_told("Le conseil communautaire a approuvé le plan.", "approbation")
    assert not body_told("La charte a été approuvée par le comité syndical.", "approbation")
    assert chair_told("Pour extrait conforme, la présidente, Jeanne Inventée.")
    assert not chair_told("Avant-propos du président")
    assert deliberation_number("DÉLIBÉRATION N° 2030-12/A du conseil") == "2030-12/a"


def test_a_cover_and_a_sentence_name_the_procedure() -> None:
    assert procedure_told("Révision générale", first_page=True)
    assert procedure_told("L'élaboration du plan a été prescrite en 2027.", first_page=False)
    assert not procedure_told("La révision du SAGE a été engagée.", first_page=False)


@pytest.mark.parametrize(
    ("question", "matters"),
    [
        ("Par quelle délibération ce plan a-t-il été arrêté ?", {Matter.DELIBERATION}),
        ("Qui l'a prescrit ?", {Matter.BODY}),
        ("Le SCoT couvre combien de communes ?", {Matter.COMMUNES}),
        ("Combien de communes ont une station d'épuration ?", set()),
        ("À quel horizon le bourg aura-t-il une gare ?", set()),
        ("Quand l'enquête publique sur le parc éolien a-t-elle eu lieu ?", set()),
        ("Combien d'exploitations l'enquête agricole a-t-elle vues ?", set()),
    ],
)
def test_a_matter_is_asked_alone(question: str, matters: set[Matter]) -> None:
    assert matters_asked(question) == matters
