"""What the wording of a sentence may say, whatever its language: force, presence, mitigation."""

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
