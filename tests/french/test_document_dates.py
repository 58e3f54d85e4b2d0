"""What first pages tell of a piece."""

from __future__ import annotations

import pytest

from french.document_dates import CoverFact, cover_facts, rank_of_act
from french.document_facts import facts_asked, tells_of_missing_pieces


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Projet arrêté le 11 mars 2025", {CoverFact.DATE}),
        ("Édition de décembre 2017", {CoverFact.DATE, CoverFact.EDITION}),
        ("Réalisé par le bureau d'études Inventé", {CoverFact.AUTHOR}),
        ("Règlement écrit", set()),
    ],
)
def test_a_line_of_a_cover_tells_by_its_cue(line: str, facts: set[CoverFact]) -> None:
    assert cover_facts(line) == facts


def test_approval_tells_more_than_the_draft() -> None:
    assert rank_of_act("Approbation : 21 mars 2024") < rank_of_act("Arrêt : 15 juin 2023")


def test_what_is_missing_is_asked_and_said_in_many_words() -> None:
    assert facts_asked("Quelles pièces ne sont pas dans ce dossier ?") == {"manquantes"}
    assert tells_of_missing_pieces("Seules les pièces 1 à 3 sont reproduites dans le présent dossier.")
    assert not tells_of_missing_pieces("Le plan comprend six pièces.")
