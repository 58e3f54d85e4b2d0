"""What people say of documents and answers: manual analyses, reviews and their clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.answers import Citation, Value
from domain.enums import Verdict


@dataclass(frozen=True, slots=True)
class NotedEvidence:
    """Evidence as a person gives it: a piece, a page (None in a file without pages), words, and their weight.

    ``pertinence``: 3 decisive, 2 supports, 1 related.
    """

    piece: str
    page: int | None
    quote: str | None
    pertinence: int


@dataclass(frozen=True, slots=True)
class AnnotatedValue:
    """A quantity of a manual analysis; ``number`` is None for a text such as a period.

    ``piece``, ``page`` and ``quote`` are where it stands, None where nobody noted them.
    """

    text: str
    number: float | None
    unit: str | None
    label: str | None
    piece: str | None = None
    page: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One cell of a manual analysis; ``doubtful``: another careful reader could decide otherwise."""

    document: str
    indicator: str
    annotator: str
    verdict: Verdict
    minutes: float | None
    values: tuple[AnnotatedValue, ...] = ()
    evidence: tuple[NotedEvidence, ...] = ()
    doubtful: bool = False


class Decision(StrEnum):
    """What a person says of a cell. ``RETIRE``: the decision was withdrawn, the tool's answer stands alone again."""

    ACCEPTE = "accepte"
    CORRIGE = "corrige"
    DOUTE = "doute"
    RETIRE = "retire"


class ReviewAct(StrEnum):
    """What a person did that made a row of the history.

    ``DECIDE`` accepts, corrects or doubts; ``CONFIRM`` keeps the decision that stands beside the present answer;
    ``WITHDRAW`` goes back to the tool's answer; ``UNDO`` puts back what stood before the last act; ``RESTORE``
    puts back a former decision of the history.
    """

    DECIDE = "decide"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class DecisionEvidence:
    """A citation that a person decided on. ``pertinence``: 3 decisive, 2 supports, 1 related.

    Evidence noted without words (a page alone) has an empty quote. Where the words were found on no page when
    the person decided, ``start`` and ``end`` of the citation are 0.
    """

    citation: Citation
    pertinence: int


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a cell (document, indicator), with all that it said when it was made.

    It stands by itself: nothing of it is looked up in an answer, which may be made again or removed.
    ``verdict`` is the person's own, None only where the person doubts without saying one and where the decision
    was withdrawn. ``answer`` is the number of the tool's answer that the person read (None when the decision was
    made without one, or when it was removed since), ``tool_verdict`` what it said. ``restores`` is the row whose
    content an undo or a restoration puts back. ``id`` of the current review is what a later one must name, so
    that nobody overwrites what they have not seen. ``seconds`` is the time that the clock counted for the person
    on this cell, None without a clock.
    """

    id: int
    document: str
    indicator: str
    answer: int | None
    reviewer: str
    act: ReviewAct
    decision: Decision
    verdict: Verdict | None
    tool_verdict: Verdict | None
    values: tuple[Value, ...]
    evidence: tuple[DecisionEvidence, ...]
    comment: str | None
    seconds: float | None
    replaces: int | None
    restores: int | None
    current: bool
    created_at: datetime

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The evidence without its weight."""
        return tuple(one.citation for one in self.evidence)


class ClockMode(StrEnum):
    """Whether the person works from the document alone, or from the tool's answer."""

    MAIN = "main"
    ASSISTE = "assiste"


class ClockState(StrEnum):
    """``EN_PAUSE`` also after two minutes without a heartbeat."""

    EN_MARCHE = "en_marche"
    EN_PAUSE = "en_pause"
    ARRETE = "arrete"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time spent by a person on a cell; ``seconds`` counts up to ``last_at``, idle time left out."""

    id: str
    document: str
    indicator: str
    person: str
    mode: ClockMode
    state: ClockState
    seconds: float
    idle_stops: int
    started_at: datetime
    last_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class GoldDetails:
    """How a version of the manual analysis was made.

    ``not_blind`` are the cells (document, indicator) whose annotator had seen the tool's answer. Of an adjudication,
    ``sources`` are the digests of the annotators' own, ``decisions`` that of the decisions, and ``agreed``,
    ``decided`` and ``single`` count its cells.
    """

    annotators: tuple[str, ...] = ()
    not_blind: tuple[tuple[str, str], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    decisions: str | None = None
    agreed: int | None = None
    decided: int | None = None
    single: int | None = None


@dataclass(frozen=True, slots=True)
class GoldVersion:
    """A version of the manual analysis, by the digest of what it says."""

    digest: str
    name: str
    origin: str
    cells: int
    details: GoldDetails
    created_at: datetime
