"""What a grid file may say: the pydantic schema of a grid, its indicators and their rubric."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from domain import DocumentKind, PieceKind
from indicator_queries.rule import Rule, parse_rule

Text = Annotated[str, Field(min_length=1)]
Erc = Literal["éviter", "réduire", "compenser", "accompagner"]
ModalityName = Literal["prescription", "recommandation", "intention", "constat"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Examples(_Part):
    """Sentences in other documents' words that show what a criterion is, and what it is not.

    ``established`` are evidence; the others only look like it: announced for later, denied, said by others, or near
    the subject and about something else.
    """

    established: tuple[Text, ...] = ()
    announced: tuple[Text, ...] = ()
    denied: tuple[Text, ...] = ()
    quoted: tuple[Text, ...] = ()
    near_miss: tuple[Text, ...] = ()

    @property
    def no_evidence(self) -> tuple[str, ...]:
        """Those that establish nothing."""
        return (*self.announced, *self.denied, *self.quoted, *self.near_miss)


class Criterion(_Part):
    """A small question that one sentence can settle.

    ``cue_phrases`` are groups of words: a sentence speaks of the thing when each group has a word in it or in
    its title. ``unless`` are words that show another subject. ``force``, ``pieces`` and ``units`` say
    what else is wanted of the sentence: what it obliges to, where it stands, a number in one of these units
    (« période » is a dated period); ``erc`` sets aside its words said of something else (the « compensation »
    of rain water). ``denied`` keeps sentences that say « there is none » (a conclusion
    « sans incidence » is one).
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    question: Text
    cue_phrases: Annotated[
        tuple[tuple[Text, ...], ...],
        Field(min_length=1, validation_alias=AliasChoices("cue_phrases", "signs")),  # « signs »: grids written before
    ]
    unless: tuple[Text, ...] = ()
    force: tuple[ModalityName, ...] = ()
    pieces: tuple[PieceKind, ...] = ()
    units: tuple[Text, ...] = ()
    erc: Erc | None = None
    announced: bool = False
    denied: bool = False
    # Left out of what is written where there are none: a grid without examples keeps its digest.
    examples: Annotated[Examples | None, Field(exclude_if=lambda examples: examples is None)] = None


class VerdictRule(_Part):
    """Which criteria make oui, which make partiel; neither makes non. See :mod:`indicator_queries.rule`."""

    oui: Text
    partiel: Text

    @model_validator(mode="after")
    def _can_be_read(self) -> VerdictRule:
        _ = self.for_oui, self.for_partiel
        return self

    @property
    def for_oui(self) -> Rule:
        """The rule of oui."""
        return parse_rule(self.oui)

    @property
    def for_partiel(self) -> Rule:
        """The rule of partiel."""
        return parse_rule(self.partiel)


class Rubric(_Part):
    """When to answer oui, partiel or non; ``sans_objet`` where the indicator cannot apply.

    With ``criteria`` the verdict follows from them by ``rule``. ``needs`` are the kinds of piece that
    alone can answer: a document with none of them is « sans objet » when nothing was found. ``sans_objet_for``
    are the kinds of document to which the indicator does not apply when nothing is found: a SCoT delimits no
    zone to be urbanised.
    """

    oui: Text
    partiel: Text
    non: Text
    sans_objet: Text | None = None
    sans_objet_for: tuple[DocumentKind, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    rule: VerdictRule | None = None
    needs: tuple[PieceKind, ...] = ()

    @model_validator(mode="after")
    def _rule_and_criteria_agree(self) -> Rubric:
        keys = [criterion.key for criterion in self.criteria]
        if len(set(keys)) != len(keys):
            raise ValueError("deux critères portent la même clé (key)")
        if bool(keys) != (self.rule is not None):
            raise ValueError("criteria et rule vont ensemble : il manque l'un des deux")
        if self.rule is not None:
            unknown = sorted((self.rule.for_oui.criteria | self.rule.for_partiel.criteria) - set(keys))
            if unknown:
                raise ValueError(f"la règle (rule) nomme des critères absents : {', '.join(unknown)}")
        return self


class ExpectedValue(_Part):
    """A quantity that the evidence may give: what it measures and the units it may come in."""

    label: Text
    units: tuple[Text, ...] = ()


class SubQuestion(_Part):
    """A smaller question that an indicator is made of, with the words of its evidence."""

    question: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class Indicator(_Part):
    """One line of the grid.

    ``vocabulary`` are words and acronyms of the subject as documents write them; ``sub_questions``
    are its parts, each with words of its own; ``by_kind`` says what differs by kind of document, for whoever reads;
    ``queries`` are whole phrases that evidence resembles;
    ``where`` are the kinds of piece to prefer, in order. ``geographic_codes`` are the prescriptions
    (TYPEPSC-STYPEPSC) of the geographic tables that bear on it.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_-]{0,15}$")]
    name: Text
    theme: Text | None = None
    question: Text
    definition: Text | None = None
    rubric: Rubric
    by_kind: Mapping[DocumentKind, Text] = Field(default_factory=dict)
    values: tuple[ExpectedValue, ...] = ()
    vocabulary: Annotated[tuple[Text, ...], Field(min_length=1)]
    sub_questions: tuple[SubQuestion, ...] = ()
    queries: tuple[Text, ...] = ()
    where: tuple[PieceKind, ...] = ()
    legal_basis: tuple[Text, ...] = ()
    # Tables are shown beside the answer and change none: what is known of an answer stays known.
    geographic_codes: Annotated[tuple[Text, ...], Field(exclude=True)] = ()

    @property
    def identity(self) -> str:
        """The content as JSON under the first names of its fields: stored answers are found by it, in any version."""
        return _first_names(self.model_dump_json())


class GridChange(_Part):
    """What a version of a grid changed."""

    version: Text
    date: datetime.date | None = None
    text: Text


class Grid(_Part):
    """A grid of indicators, as one file; ``changes`` say what each version changed, newest first."""

    name: Text
    version: Text
    title: Text
    note: Text | None = None
    changes: tuple[GridChange, ...] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Grid:
        codes = [indicator.code for indicator in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"code d'indicateur en double : {', '.join(twice)}")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of the grid's content: two grids that say the same have the same digest."""
        return hashlib.sha256(_first_names(self.model_dump_json()).encode()).hexdigest()


def _first_names(content: str) -> str:
    """JSON of a grid under the names that its fields had in the first version (a quote within a text is escaped)."""
    return content.replace('"cue_phrases":', '"signs":')
