"""What the wording of a sentence may say, whatever its language: force, presence, mitigation, who speaks, denial."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """From what binds to what only describes."""

    PRESCRIPTION = "prescription"
    RECOMMANDATION = "recommandation"
    INTENTION = "intention"
    CONSTAT = "constat"


class Presence(StrEnum):
    """What a sentence says of the thing it speaks of."""

    PRESENT = "présent"
    ANNONCE = "annoncé"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Mitigation:
    """The family of mitigation that words name; ``homonym`` says what they are about when that is not nature."""

    family: str
    homonym: str | None


class Speaker(StrEnum):
    """Whose content a sentence gives; ``PLAN`` where nothing says otherwise."""

    PLAN = "plan"
    LAW = "loi"
    WIDER_SCHEME = "document de rang supérieur"
    AUTHORITY = "autorité ou organisme consulté"
    NEIGHBOUR = "territoire voisin"
    OTHER_BODY = "autre maître d'ouvrage"
    FORMER = "document antérieur"


@dataclass(frozen=True, slots=True)
class Denial:
    """What a sentence has of a denial.

    Attributes:
        negation: A negation that is no rule.
        refused: « non suivie », « n'a pas fait usage », « à définir ».
        exception: « par exception », « ne vise ni ... », « dispensé ».
        empty_cell: A dash for a value in a row of a table.
        inconclusive: A conclusion that cannot be drawn.
    """

    negation: bool
    refused: bool
    exception: bool
    empty_cell: bool
    inconclusive: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sentence names, quotes and places in time, as far as single words tell.

    Attributes:
        names_scheme: It names a wider scheme, a body or an authority.
        names_law: It names an article, a code or a law.
        quotes: It quotes a long passage.
        future: It has a verb in the future.
        conditional: It has a verb in the conditional, or is under study.
        nature: It speaks of nature at all.
    """

    names_scheme: bool
    names_law: bool
    quotes: bool
    future: bool
    conditional: bool
    nature: bool
