"""The JSON of what the files of a document told of it, the same on the command line and in the API."""

from __future__ import annotations

from dataclasses import fields

from pydantic import BaseModel

from domain import DossierIntake, Guessed, PieceGuess, PieceKind

#: What the facts of a dossier are called in French.
FACT_LABELS = {
    "kind": "Nature",
    "title": "Titre",
    "territory": "Territoire",
    "stage": "Étape",
    "procedure": "Procédure",
    "procedure_number": "Numéro de la procédure",
    "day": "Date",
    "identifier": "Identifiant (IDURBA)",
    "authority": "Collectivité (SIREN ou INSEE)",
    "communes": "Communes (INSEE)",
    "departments": "Départements",
    "plan": "Plan",
    "slug": "Identifiant proposé",
    "standard": "Standard",
}


class GuessLine(BaseModel):
    """A guess: what of, its value as text, and what tells it."""

    field: str
    value: str
    reason: str


class PieceGuessView(BaseModel):
    """What the name and the folder of a file tell of a piece."""

    filename: str
    kind: PieceKind | None
    title: str | None
    reason: str
    sector: str | None
    is_partial: bool

    @classmethod
    def of(cls, guess: PieceGuess) -> PieceGuessView:
        """The shape of a guess."""
        return cls(
            filename=guess.filename,
            kind=guess.kind,
            title=guess.title,
            reason=guess.reason,
            sector=guess.sector,
            is_partial=guess.is_partial,
        )


class IntakeView(BaseModel):
    """What intake made of a dossier; empty for one that was read before intake was kept."""

    is_standard: bool
    facts: list[GuessLine]
    pieces: list[PieceGuessView]
    missing: list[str]
    remarks: list[str]

    @classmethod
    def of(cls, intake: DossierIntake | None) -> IntakeView:
        """The shape of an intake."""
        if intake is None:
            return cls(is_standard=False, facts=[], pieces=[], missing=[], remarks=[])
        return cls(
            is_standard=intake.is_standard,
            facts=[GuessLine(field=name, value=value, reason=reason) for name, value, reason in told_facts(intake)],
            pieces=[PieceGuessView.of(piece) for piece in intake.pieces],
            missing=list(intake.missing),
            remarks=list(intake.remarks),
        )


def told_facts(intake: DossierIntake) -> list[tuple[str, str, str]]:
    """(field, value as text, reason) of every guess, in the order of the facts."""
    lines = []
    for field in fields(intake.facts):
        guess = getattr(intake.facts, field.name)
        if isinstance(guess, Guessed):
            value = ", ".join(guess.value) if isinstance(guess.value, tuple) else str(guess.value)
            lines.append((field.name, value, guess.reason))
    return lines
