"""The standard dossiers of the development data, field by field, against what their tables and names say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from domain import DocumentKind, PieceKind, Procedure, Stage
from ingestion.cnig.dossier_intake import take_in

SHARED = Path(__file__).parents[3] / "shared" / "data"
K = PieceKind


@dataclass(frozen=True)
class Expected:
    place: str
    kind: DocumentKind
    territory: str | None
    stage: Stage
    procedure: Procedure | None
    day: date
    identifier: str
    authority: str
    communes: int
    kinds: dict[str, PieceKind]


DOSSIERS = [
    Expected(
        "cnig/200011781_PLUi_20180101", DocumentKind.PLUI,
        "Communauté de communes des Portes du Berry entre Loire et Val d'Aubois", Stage.APPROUVE, None,
        date(2018, 1, 1), "20001178120180101", "200011781", 12,
        {
            "procedure": K.PROCEDURE, "rapport": K.RAPPORT_PRESENTATION, "padd": K.PADD, "reglement": K.REGLEMENT,
            "prescription_surf_01": K.REGLEMENT, "liste_SUP": K.ANNEXE, "orientations_amenagement_1": K.OAP,
        },
    ),
    Expected(
        "cnig/200078244_SCOT_20180218", DocumentKind.SCOT, "PETR Coeur des Hauts de France", Stage.APPROUVE, None,
        date(2018, 2, 18), "200078244_SCOT_20180218", "200078244", 146,
        {"procedure": K.PROCEDURE, "doo": K.DOO, "padd": K.PADD, "rapport_1": K.RAPPORT_PRESENTATION},
    ),
    Expected(
        "cnig/30014_PLU_20171013", DocumentKind.PLU, "Arpaillargues-et-Aureillac", Stage.APPROUVE,
        Procedure.REVISION, date(2017, 10, 13), "30014_PLU_20171013", "30014", 1,
        {
            "procedure": K.PROCEDURE, "rapport": K.RAPPORT_PRESENTATION, "reglement": K.REGLEMENT,
            "reglement_graphique": K.REGLEMENT, "info_lin_99_00": K.ANNEXE, "orientations_amenagement": K.OAP,
        },
    ),
    Expected(
        "unseen/plui-val-de-gardelle/200999202_PLUi_20240321", DocumentKind.PLUI, None, Stage.APPROUVE,
        Procedure.ELABORATION, date(2024, 3, 21), "200999202_PLUi_20240321", "200999202", 18,
        {
            "avis_eval_env_E": K.AVIS, "delib_approbation_E": K.PROCEDURE, "rapport_1": K.RAPPORT_PRESENTATION,
            "rapport_rnt": K.RESUME_NON_TECHNIQUE, "padd": K.PADD, "reglement": K.REGLEMENT,
            "liste_annexes": K.ANNEXE, "oap": K.OAP,
        },
    ),
    Expected(
        "unseen/scot-hautes-combes/200999101_SCOT_20250612_A", DocumentKind.SCOT, None, Stage.ARRETE,
        Procedure.ELABORATION, date(2025, 6, 12), "200999101_SCOT_20250612_A", "200999101", 0,
        {
            "avis_eval_env_E": K.AVIS, "avis_ppa_E": K.AVIS, "delib_arret_E": K.PROCEDURE, "doo": K.DOO, "pas": K.PAS,
            "consommation_espace": K.RAPPORT_PRESENTATION, "diagnostic": K.RAPPORT_PRESENTATION,
            "evaluation_environnementale": K.EVALUATION_ENVIRONNEMENTALE,
            "justification_choix": K.RAPPORT_PRESENTATION, "programme_actions": K.ANNEXE,
        },
    ),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("expected", DOSSIERS, ids=lambda one: one.place.rpartition("/")[2])
def test_a_dossier_tells_what_it_is(expected: Expected) -> None:
    folder = SHARED / expected.place
    if not folder.is_dir():
        pytest.skip(f"development data is absent: {expected.place}")
    intake = take_in([(folder.name, folder)]).intake
    facts = intake.facts
    told = {
        name: getattr(facts, name).value if getattr(facts, name) else None
        for name in ("kind", "territory", "stage", "procedure", "day", "identifier", "authority")
    }
    assert told == {name: getattr(expected, name) for name in told}
    assert len(facts.communes.value if facts.communes else ()) == expected.communes
    code = expected.authority
    stems = {piece.filename.removeprefix(f"{code}_").rpartition(".")[0]: piece for piece in intake.pieces}
    for name, kind in expected.kinds.items():
        piece = next(one for stem, one in stems.items() if stem.rpartition("_2")[0] == name)
        assert piece.kind is kind, name
        assert piece.title, name
        assert piece.reason, name
