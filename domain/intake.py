"""What the files of a dossier tell of it before they are read: each guess with its reason, for a person to correct."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.enums import DocumentKind, PieceKind, Procedure, Stage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guessed(Generic[T]):
    """A value and what tells it, in French (« ETAT = 03 dans DOC_URBA »)."""

    value: T
    reason: str


@dataclass(frozen=True, slots=True)
class PieceGuess:
    """What the name of a file, and the folder that holds it, tell of a piece.

    Attributes:
        filename: Name of the file, without its folders.
        kind: Part that it plays; None where only its text can say.
        title: A title that a person reads; None where its name is as good.
        reason: What tells it, in French.
        sector: Number of the sector that it is made for (« Secteur_02 »); None for the whole.
        is_partial: It holds for a part of the territory only (sub-type 97-00).
        is_link: It only gives an address where the piece is.
    """

    filename: str
    kind: PieceKind | None
    title: str | None
    reason: str
    sector: str | None = None
    is_partial: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What is known of a dossier as a whole; None where nothing tells it.

    Attributes:
        kind: SCoT, PLU, PLUi.
        title: A title that a person reads.
        territory: Whose plan it is.
        stage: Where it stands.
        procedure: What made this version.
        procedure_number: « 2 » of « modification n° 2 ».
        day: Approval of the latest procedure, else the date of the folder.
        identifier: IDURBA: tells a version of a plan from all others.
        authority: SIREN of an intercommunality (9 digits) or INSEE code of a commune (5).
        communes: INSEE codes, sorted.
        departments: Codes of departments, sorted, where the communes are not known.
        plan: Slug shared by the versions of the plan.
        slug: Proposed for this version.
        standard: The standard of the CNIG that it follows (« CNIG PLU v2017 »).
    """

    kind: Guessed[DocumentKind] | None = None
    title: Guessed[str] | None = None
    territory: Guessed[str] | None = None
    stage: Guessed[Stage] | None = None
    procedure: Guessed[Procedure] | None = None
    procedure_number: Guessed[int] | None = None
    day: Guessed[date] | None = None
    identifier: Guessed[str] | None = None
    authority: Guessed[str] | None = None
    communes: Guessed[tuple[str, ...]] | None = None
    departments: Guessed[tuple[str, ...]] | None = None
    plan: Guessed[str] | None = None
    slug: Guessed[str] | None = None
    standard: Guessed[str] | None = None


@dataclass(frozen=True, slots=True)
class DossierIntake:
    """What intake made of a dossier.

    Attributes:
        facts: See :class:`DossierFacts`.
        pieces: One guess a file that is a piece, by its path as given.
        missing: What a complete dossier of this kind has and this one has not, in French.
        remarks: What else a person should know (tables that cannot be read, files left aside), in French.
        is_standard: The dossier follows a standard of the CNIG.
        source: Where it was read from and what its files were, to know it again; None where nobody asked.
        tables: Tables of the standard that are there, by name; « métadonnées » for the INSPIRE file.
        data: SHA-256 of the archive that keeps its tables, layers and names of files; None where there are none.
    """

    facts: DossierFacts
    pieces: tuple[PieceGuess, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_standard: bool = False
    source: str | None = None
    tables: tuple[str, ...] = ()
    data: str | None = None

    def piece(self, filename: str) -> PieceGuess | None:
        """The guess for a file of this name."""
        return next((piece for piece in self.pieces if piece.filename == filename), None)
