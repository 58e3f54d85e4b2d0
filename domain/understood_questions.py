"""A free question as it was understood: its kind, where it looks, what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.enums import PieceKind


class QuestionKind(StrEnum):
    """What a free question wants."""

    VALUE = "value"
    LIST = "list"
    RULE = "rule"
    YES_NO = "yes_no"
    COMPARISON = "comparison"
    SUMMARY = "summary"
    WHERE = "where"
    DOCUMENT = "document"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class QuestionScope:
    """Where an answer must stand; an empty part does not restrict.

    ``zones`` are codes as a person reads them (« N-3 », « 4AU1 »), ``articles`` numbers (« 13 »), ``provisions``
    numbers of prescriptions and recommendations (« P15 »), ``pieces`` kinds of piece, ``places`` names of communes,
    sites and sectors.
    """

    zones: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    pieces: tuple[PieceKind, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything restricts."""
        return bool(self.zones or self.articles or self.provisions or self.pieces or self.places)

    def over(self, earlier: QuestionScope) -> QuestionScope:
        """This scope, completed by an earlier one for the parts of which it says nothing."""
        return QuestionScope(
            self.zones or earlier.zones,
            self.articles or earlier.articles,
            self.provisions or earlier.provisions,
            self.pieces or earlier.pieces,
            self.places or earlier.places,
        )

    def only_zone(self, zone: str) -> QuestionScope:
        """The same for one of its zones."""
        return replace(self, zones=(zone,))


@dataclass(frozen=True, slots=True)
class UnderstoodQuestion:
    """What a question asks.

    Attributes:
        text: The question said whole: what a follow-up leaves out is added.
        kind: What it wants.
        scope: Where it looks.
        theme: Stems of the words that it is about.
        required: Those of them that a follow-up names itself; a sentence without any does not answer. May be empty.
        corrected: Words read as another one, of the document: (as typed, as read).
        sides: Names of what is compared, in order.
        announced: How many items a list is said to have, where the question says it.
        chosen: Whether a person chose the kind.
        before: What a long text says of the case before it asks; empty where it says nothing.
        typed: The question as it was typed, where ``text`` puts it into French words; empty otherwise.
    """

    text: str
    kind: QuestionKind
    scope: QuestionScope = field(default_factory=QuestionScope)
    theme: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    corrected: tuple[tuple[str, str], ...] = ()
    sides: tuple[str, ...] = ()
    announced: int | None = None
    chosen: bool = False
    typed: str = ""
    before: str = ""

    @property
    def read(self) -> str:
        """The question as a reader is given it: in the language in which it was asked."""
        return self.typed or self.text
