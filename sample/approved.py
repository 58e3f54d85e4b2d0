"""A second version of the sample dossier: the plan as approved, fictional like the first, to compare the two.

Its report and its PADD are those of the first version; the règlement differs by ``CHANGES`` alone, so that what a
comparison must show is known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from sample import SAMPLE_METADATA, SampleMetadata, sample_dir

APPROVED_SLUG: Final = "plui-piemont-ormeze-approuve"
#: Shared by both versions.
SAMPLE_PLAN: Final = "plui-piemont-ormeze-plan"
RULES: Final = "reglement-et-oap"

APPROVED_METADATA: Final[SampleMetadata] = {
    "title": "PLUi du Piémont de l’Ormèze, approuvé (document fictif)",
    "kind": "plui",
    "territory": SAMPLE_METADATA["territory"],
    "stage": "approuve",
    "date": date(2026, 1, 22),
}

#: (in the first version, in the second), in the source of the règlement; each stands there once.
CHANGES: Final = (
    (
        'sous-titre: "Dispositions générales, zones UA, UB, AU, A et N, OAP sectorielles et thématique"',
        'sous-titre: "Version approuvée le 22 janvier 2026 – zones UA, UB, AU, A et N, OAP"',
    ),
    (
        "Le règlement ne prévoit aucun coefficient de biotope par surface. Les toitures végétalisées ne sont pas "
        "décomptées comme espaces de pleine terre.",
        "Un coefficient de biotope par surface d’au moins 0,4 est exigé en zones UB et AU. Les toitures végétalisées y "
        "comptent pour moitié.",
    ),
    ("s’étend à une bande de quinze mètres à compter", "s’étend à une bande de vingt mètres à compter"),
    (
        "Au moins 30 % de l’unité foncière est conservée en pleine terre ;",
        "Au moins 35 % de l’unité foncière est conservée en pleine terre ;",
    ),
)


def approved_dir() -> Path:
    """Folder that holds the pieces that differ."""
    return Path(__file__).parent / APPROVED_SLUG


def approved_pieces() -> list[Path]:
    """The pieces in the order of the dossier: two are those of the first version."""
    return [sample_dir() / "rapport-de-presentation.pdf", sample_dir() / "padd.pdf", approved_dir() / f"{RULES}.pdf"]


def approved_source(source: str) -> str:
    """The source of the règlement as approved.

    Raises:
        ValueError: a change does not stand in the source exactly once.
    """
    for before, after in CHANGES:
        if source.count(before) != 1:
            raise ValueError(f"the source of the règlement has not exactly one « {before[:60]} »")
        source = source.replace(before, after)
    return source
