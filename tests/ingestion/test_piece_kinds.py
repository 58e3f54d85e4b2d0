from __future__ import annotations

import pytest

from domain import PieceKind
from tests.ingestion.in_french import guess_kind


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
        ("200999202_avis_eval_env_E_20230915.pdf", "", PieceKind.AVIS),
        ("Avis MRAe.pdf", "", PieceKind.AVIS),
        ("CDPENAF 12 mars.pdf", "", PieceKind.AVIS),
        ("rapport de présentation modifié suite aux avis.pdf", "", PieceKind.RAPPORT_PRESENTATION),
        ("délib approbation.pdf", "", PieceKind.PROCEDURE),
        ("Arrêté préfectoral.pdf", "", PieceKind.PROCEDURE),
        ("2_PADD_arrêté.pdf", "", PieceKind.PADD),
        ("bilan de la concertation.pdf", "", PieceKind.PROCEDURE),
        ("Rapport du commissaire enquêteur.pdf", "", PieceKind.PROCEDURE),
        ("doc1.pdf", "Avis délibéré de la mission régionale sur le projet de règlement", PieceKind.AVIS),
        ("doc2.pdf", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nApprobation du règlement", PieceKind.PROCEDURE),
        ("doc3.pdf", "RÈGLEMENT\napprouvé par délibération du conseil municipal", PieceKind.REGLEMENT),
        ("piece2.pdf", "Projet d’aménagement et\nde développement durables", PieceKind.PADD),
        ("piece4.pdf", "Plan local d’urbanisme\nRÈGLEMENT\nTome 1", PieceKind.REGLEMENT),
        ("RP tome 2 v3 DEF.pdf", "", PieceKind.RAPPORT_PRESENTATION),
        ("délib.pdf", "", PieceKind.PROCEDURE),
        ("30014_orientations_amenagement_20171013.pdf", "", PieceKind.OAP),
        ("200999101_consommation_espace_20250612_A.pdf", "", PieceKind.RAPPORT_PRESENTATION),
        ("30014_plan_sup_20171013.pdf", "", PieceKind.ANNEXE),
        ("piece1.pdf", "Ce texte ne dit pas ce qu’il est.", PieceKind.AUTRE),
    ],
)
def test_guess(filename: str, first_page: str, kind: PieceKind) -> None:
    assert guess_kind(filename, first_page) is kind
