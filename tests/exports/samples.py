"""Answers to export, written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import (
    Answer,
    AnswerWarning,
    Citation,
    DocumentInfo,
    DocumentKind,
    Searched,
    Stage,
    Value,
    Verdict,
)

DOCUMENT = DocumentInfo(
    slug="plui-essai",
    title="PLUi de l'Essai",
    kind=DocumentKind.PLUI,
    territory="Essai",
    stage=Stage.ARRETE,
    date=date(2025, 3, 1),
    pieces=(),
    created_at=datetime(2025, 4, 1, tzinfo=UTC),
)
SEARCHED = Searched(queries=("pleine terre",), passages=20, pieces=("reglement",), pages_unread=("carte p. 3",))
PLEINE_TERRE = Answer(
    document="plui-essai",
    indicator="I14",
    question=None,
    verdict=Verdict.OUI,
    rationale="Le règlement impose 60 % de pleine terre.",
    values=(Value(60.0, "%", "Part de pleine terre", "reglement", 81), Value(1250.5, "m²", None, "annexe", None)),
    citations=(
        Citation("reglement", 81, "75", "60 % au moins des espaces libres restent en pleine terre.", 81, 0, 57),
        Citation("reglement", 12, None, "- un arbre pour quatre places.", 12, 10, 40),
        Citation("annexe", None, "2. Palette", "Liste des essences.", 4, 0, 19),
    ),
    searched=SEARCHED,
    warnings=(AnswerWarning.legacy("carte p. 3 : page illisible"),),
    llm="modele-essai",
    seconds=12.34,
    record={"prompt": "3"},
)
ABSENT = replace(
    PLEINE_TERRE, indicator="I03", verdict=Verdict.NON, rationale="Rien trouvé.", values=(), citations=(), warnings=()
)
FREE = replace(ABSENT, indicator=None, question="Quelle hauteur ?", verdict=Verdict.A_VERIFIER)
