from __future__ import annotations

import pytest

from french.piece_roles import speaks_for_others


@pytest.mark.parametrize(
    "piece",
    [
        "avis_MRAe_2023", "200999202_avis_eval_env_E", "Délibération d'approbation", "delib_arret",
        "rapport-du-commissaire-enquêteur", "3_Bilan de la concertation", "PV de la réunion", "Compte-rendu",
        "mémoire en réponse", "Observations du public",
    ],
)  # fmt: skip
def test_papers_of_the_procedure_speak_for_others(piece: str) -> None:
    assert speaks_for_others(piece)


@pytest.mark.parametrize(
    "piece",
    ["reglement_ecrit", "rapport_presentation_2", "oap", "PADD", "annexe_sanitaire", "evaluation_env", "ravisé"],
)
def test_pieces_of_the_plan_speak_for_it(piece: str) -> None:
    assert not speaks_for_others(piece)
