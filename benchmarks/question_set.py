"""The set of 120 questions by kind: what each asks, and what a right answer says, from where.

Two files under ``data/question_set``: ``development.yaml``, and ``held.yaml``, which is kept apart from whoever works
on answering. The form is told in docs/benchmarks.md, « Questions by kind ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.errors import UsageError
from french.quantities import read_number
from french.units import Amount

FOLDER = Path(__file__).parent / "data" / "question_set"


class Half(StrEnum):
    """Which half of the set, or series of its own.

    Development, second, third, fourth, sections and validation (drawn at random from the third series) may be read. Of
    held and the odd half of the fourth, whoever works on answering sees totals alone. Fresh is of two authors who had
    not seen the tool, about dossiers of their own (``data/dossiers``); it was read after its first run. Further is of
    two more authors, about two more dossiers, asked once all that fresh had taught was in. About asks of dossiers
    themselves what their records do not hold. Composed has lists and comparisons: those of odd number were read while
    faults were mended, of the others only totals were looked at. Later is of five more authors, on ten dossiers; of its
    even numbers, « later apart », only totals are looked at. Validation was shown by mistake on 30 November: its
    figures before that day are of a series that nobody had read.
    """

    DEVELOPMENT = "development"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    SECTIONS = "sections"
    FRESH = "fresh"
    FURTHER = "further"
    ABOUT = "about"
    COMPOSED = "composed"
    LATER = "later"
    LATER_APART = "later_apart"
    VALIDATION = "validation"
    FOURTH_APART = "fourth_apart"
    HELD = "held"


#: Halves of which whoever works on answering sees totals alone.
APART = (Half.LATER_APART, Half.FOURTH_APART, Half.HELD)


class ExpectedKind(StrEnum):
    """What kind of thing is asked, by whoever wrote the question."""

    VALUE = "value"
    LIST = "list"
    RULE = "rule"
    YES_NO = "yes_no"
    COMPARISON = "comparison"
    SUMMARY = "summary"
    WHERE = "where"
    DOCUMENT = "document"
    UNANSWERABLE = "unanswerable"


class Wording(StrEnum):
    """How the question is written."""

    PLAIN = "plain"
    TYPOS = "typos"
    NO_ACCENTS = "no_accents"
    CAPITALS = "capitals"
    ENGLISH = "english"
    LONG = "long"
    TWO_IN_ONE = "two_in_one"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or the part of it from one string to another; ``page`` None is a piece without pages, the whole of it."""

    document: str
    piece: str
    page: int | None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a right answer says: one of several wordings, and amounts.

    ``places`` are its own, where they are not those of the question.
    """

    name: str
    says: tuple[str, ...]
    values: tuple[Amount, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question of the set.

    ``scope`` names the zone, sector or provision that it is about; its ``places`` are then the parts of pages that hold
    for it. ``also`` may be cited without harm (a definition, a rule of all zones). ``facts`` of a question without an
    answer are denials that are as right as a refusal.
    """

    id: str
    kind: ExpectedKind
    wording: Wording
    documents: tuple[str, ...]
    question: str
    answer: str
    facts: tuple[Fact, ...]
    places: tuple[Place, ...]
    also: tuple[Place, ...] = ()
    scope: str | None = None
    polarity: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return self.kind is not ExpectedKind.UNANSWERABLE

    @property
    def right_places(self) -> tuple[Place, ...]:
        """Where the answer stands: its own places and those of its facts."""
        return (*self.places, *(place for fact in self.facts for place in fact.places))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Part(_Strict):
    at: str
    start: str | None = None
    end: str | None = None


class _FactEntry(_Strict):
    fact: str
    says: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    places: tuple[str | _Part, ...] = ()


class _Entry(_Strict):
    id: str
    kind: ExpectedKind
    form: Wording = Wording.PLAIN
    origin: str
    off_topic: bool = False
    documents: tuple[str, ...]
    question: str
    answer: str
    scope: str | None = None
    polarity: str | None = None
    facts: tuple[_FactEntry, ...]
    places: tuple[str | _Part, ...]
    also: tuple[str | _Part, ...] = ()


def load_questions(half: Half, folder: Path = FOLDER) -> list[SetQuestion]:
    """The questions of a half, in the order of the file.

    Raises:
        UsageError: the file is not as it must be.
    """
    file = folder / f"{half}.yaml"
    try:
        entries = [_Entry.model_validate(one) for one in yaml.safe_load(file.read_text(encoding="utf-8"))]
    except ValidationError as error:
        raise UsageError(
            f"Le jeu de questions « {file.name} » est mal formé : {error}", remedy="Corrigez-le."
        ) from None
    return [_question(entry) for entry in entries]


def _question(entry: _Entry) -> SetQuestion:
    first = entry.documents[0]
    return SetQuestion(
        entry.id,
        entry.kind,
        entry.form,
        entry.documents,
        entry.question,
        entry.answer,
        tuple(
            Fact(
                fact.fact,
                fact.says,
                tuple(map(_amount, fact.values)),
                tuple(_place(one, first) for one in fact.places),
            )
            for fact in entry.facts
        ),
        tuple(_place(one, first) for one in entry.places),
        tuple(_place(one, first) for one in entry.also),
        entry.scope,
        entry.polarity,
    )


_AMOUNT = re.compile(r"(-?\d+(?:,\d+)?)\s*(.*)")
_AT = re.compile(r"(?:([^:]+):)?(.+) (\d+|-)")


def _amount(text: str) -> Amount:
    found = _AMOUNT.fullmatch(text)
    number = read_number(found[1]) if found else None
    if found is None or number is None:
        raise UsageError(f"« {text} » n'est pas un nombre avec son unité.", remedy="Écrivez « 12,5 ha ».")
    return Amount.of(number, found[2])


def _place(entry: str | _Part, document: str) -> Place:
    part = _Part(at=entry) if isinstance(entry, str) else entry
    found = _AT.fullmatch(part.at)
    if found is None:
        raise UsageError(f"« {part.at} » n'est pas une page.", remedy="Écrivez « PIÈCE 12 », ou « PIÈCE - ».")
    page = None if found[3] == "-" else int(found[3])
    return Place(found[1] or document, found[2], page, part.start, part.end)
