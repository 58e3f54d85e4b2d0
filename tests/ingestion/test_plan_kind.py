"""The kind of plan that first pages name."""

from __future__ import annotations

import pytest

from domain import DocumentKind
from ingestion.cnig.plan_kind import kind_on_pages


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        (["PLU – Édition de mai", "ZONE N", "PLU – Édition de mai"], DocumentKind.PLU),
        (["Plan local d’urbanisme intercommunal", "PLUi du Val"], DocumentKind.PLUI),
        (["PLUi-H des Rives\nPLU", "PLUiH des Rives"], DocumentKind.PLUI),
        (["Schéma de cohérence territoriale du Val", "SCoT du Val : DOO"], DocumentKind.SCOT),
        # A plan names the SCoT that it follows, further down.
        (["Plan Local d'Urbanisme de Valmont. Il suit le SCoT.", "PLU de Valmont"], DocumentKind.PLU),
        (["PLU de Valmont"], DocumentKind.PLU),
        (["PLU de Valmont", "ZONE N", "ZONE A"], None),
        (["PLU de Valmont", "SCoT du Val"], None),
        (["Une plume au vent", "Rien"], None),
        ([], None),
    ],
)
def test_the_plan_named_first_on_most_pages(pages: list[str], kind: DocumentKind | None) -> None:
    guess = kind_on_pages([(f"{number}.pdf", text) for number, text in enumerate(pages)])
    assert (guess.value if guess else None) is kind
