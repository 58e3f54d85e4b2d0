from __future__ import annotations

import pytest

from ingestion.segmentation.headings import has_leader
from tests.ingestion.in_french import HEADINGS


@pytest.mark.parametrize(
    "line",
    [
        "TITRE II",
        "CHAPITRE III : DISPOSITIONS APPLICABLES",
        "Article UA 13 – Espaces libres et plantations",
        "ARTICLE 2 : OCCUPATIONS OU UTILISATIONS DU SOL",
        "Article N 2",
        "Prescription P12 – Zones humides",
        "Orientation 2 : Préserver la trame verte",
        "Objectif 3.1 – Limiter l’étalement",
        "2.3.1 Les continuités écologiques",
        "2.3. Les continuités écologiques",
        "I. Contexte",
        "DISPOSITIONS GÉNÉRALES",
        "P12 – Zones humides",
    ],
)
def test_headings(line: str) -> None:
    assert HEADINGS.level(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Article 5 du code de l’environnement",
        "Article L. 151-22 du code de l’urbanisme.",
        "Zone N, les constructions sont interdites.",
        "Secteur de la gare",
        "les constructions destinées à l’industrie ;",
        "- les dépôts de véhicules",
        "118 52 31",
        "2 aires de stationnement",
        "TITRE I DEFINITIONS ............................ 4",
        "Dispositions COMMUNES aux zones",
        "Le présent règlement s’applique à la commune.",
    ],
)
def test_other_lines(line: str) -> None:
    assert HEADINGS.level(line) is None


def test_levels_nest() -> None:
    order = [
        "TITRE I",
        "CHAPITRE II",
        "Article UA 3",
        "Prescription P4",
        "2 Le cadre",
        "2.3 La trame",
        "2.3.1 Les haies",
    ]
    levels = [HEADINGS.level(line) for line in order]
    assert None not in levels
    assert levels == sorted(levels, key=lambda level: level or 0)
    assert len(set(levels)) == len(levels)


def test_bare_labels_and_leaders() -> None:
    assert HEADINGS.is_bare_label("CHAPITRE II")
    assert not HEADINGS.is_bare_label("CHAPITRE II – ZONE UB")
    assert has_leader("Article 3 ........ 14")
    assert not has_leader("Et ensuite...")
