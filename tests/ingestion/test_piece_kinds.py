from __future__ import annotations

import pytest

from domain import PieceKind
from ingestion.dossier.piece_kinds import guess_kind


@pytest.mark.parametrize(
    ("filename", "first_page", "kind"),
    [
        ("3_OAP_sectorielles.pdf", "", PieceKind.OAP),
        ("rapport-presentation-eie.pdf", "", PieceKind.RAPPORT_PRESENTATION),
        ("Règlement écrit.pdf", "", PieceKind.REGLEMENT),
        ("doo.pdf", "", PieceKind.DOO),
        ("pas.pdf", "", PieceKind.PAS),
        ("PADD_approuve.pdf", "", PieceKind.PADD),
        ("Etat-initial-de-l-environnement.pdf", "", PieceKind.EIE),
        ("resume_non_technique.docx", "", PieceKind.RESUME_NON_TECHNIQUE),
        ("evaluation environnementale.pdf", "", PieceKind.EVALUATION_ENVIRONNEMENTALE),
        ("Annexe 4.pdf", "", PieceKind.ANNEXE),
        ("piece2.pdf", "Projet d’aménagement et\nde développement durables", PieceKind.PADD),
        ("piece4.pdf", "Plan local d’urbanisme\nRÈGLEMENT\nTome 1", PieceKind.REGLEMENT),
        ("piece1.pdf", "Ce texte ne dit pas ce qu’il est.", PieceKind.AUTRE),
    ],
)
def test_guess(filename: str, first_page: str, kind: PieceKind) -> None:
    assert guess_kind(filename, first_page) is kind
