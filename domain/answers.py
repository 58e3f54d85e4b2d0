"""Answers, questions, and the runs they were made in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.composed_answers import ComposedAnswer
from domain.enums import Verdict
from domain.json_types import JsonObject
from domain.provenance import PROTOCOL_WORDS, SCORED_WORDS, Provenance, ReadingProtocol
from domain.warnings import AnswerWarning, WarningCode


@dataclass(frozen=True, slots=True)
class CitedPart:
    """What of a quoted sentence stands on the page before that of its citation, or on the page after, word for word.

    ``page``, ``label``, ``ordinal``, ``start`` and ``end`` are as for a :class:`Citation`.
    """

    page: int | None
    label: str | None
    quote: str
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands. ``start``/``end`` are offsets in the page's text.

    ``document`` is the slug of the document quoted: an answer may cite several. ``confidence`` is
    that of the page, where its text was recognised from an image. ``before`` is how its first sentence begins where
    that is on the page before, ``after`` how its last one ends where that is on the page after.
    """

    piece: str
    page: int | None
    label: str | None
    quote: str
    ordinal: int
    start: int
    end: int
    document: str = ""
    confidence: float | None = None
    before: CitedPart | None = None
    after: CitedPart | None = None

    @property
    def on_two_pages(self) -> bool:
        """Whether a sentence of it goes on over the end of its page, or began on the page before."""
        return self.before is not None or self.after is not None


class Comparator(StrEnum):
    """Whether a value is a floor, a ceiling or the figure itself."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Value:
    """A number found in a sentence: what it measures (``label``), in which ``unit``, and where it stands.

    ``quote`` is the sentence that gives it, ``ordinal``, ``start`` and ``end`` its place like those of a
    :class:`Citation`; they are None in values stored before they were kept. ``subject`` says what is measured in
    the words of the document, ``zone`` the zone or sector it holds for, ``condition`` when it holds.
    """

    value: float
    unit: str | None
    label: str | None
    piece: str
    page: int | None
    document: str = ""
    quote: str | None = None
    ordinal: int | None = None
    start: int | None = None
    end: int | None = None
    subject: str | None = None
    zone: str | None = None
    condition: str | None = None
    comparator: Comparator | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked at for an answer; it is what gives a « non » its weight.

    ``passages`` counts the passages retrieved, ``pieces`` names the pieces that could be searched,
    ``left_out`` counts passages retrieved but not shown to the model for lack of room,
    ``pages_unread`` lists the pages nobody could read, as « piece p. n ».
    """

    queries: tuple[str, ...]
    passages: int
    pieces: tuple[str, ...]
    best_score: float | None = None
    left_out: int = 0
    pages_unread: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What became of a free question; an indicator is always answered.

    ``PROPOSED`` is an answer that is likely, and not likely enough to be given: it is shown as one to check.
    """

    ANSWERED = "answered"
    PROPOSED = "proposed"
    NOT_FOUND = "not_found"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an indicator (``indicator`` set) or to a free question (``question`` set).

    ``outcome`` says of a free question what became of it, ``composed`` how it was understood and its answer line by
    line (None in answers from before that was kept). ``provenance`` traces the answer to its making.
    """

    document: str
    indicator: str | None
    question: str | None
    verdict: Verdict
    rationale: str
    values: tuple[Value, ...]
    citations: tuple[Citation, ...]
    searched: Searched
    warnings: tuple[AnswerWarning, ...]
    llm: str
    seconds: float
    provenance: Provenance = field(default_factory=Provenance)
    outcome: Outcome = Outcome.ANSWERED
    composed: ComposedAnswer | None = None

    @property
    def protocol(self) -> ReadingProtocol:
        """How it was read: what it stores, else what its model tells of answers from before packets."""
        if self.provenance.reading is not None:
            return self.provenance.reading.protocol
        return ReadingProtocol.RULES if self.llm == "none" else ReadingProtocol.SENTENCES

    @property
    def way(self) -> str:
        """How it was made, as a person is told."""
        return SCORED_WORDS if self.provenance.scored is not None else PROTOCOL_WORDS[self.protocol]

    @property
    def proposed(self) -> Verdict | None:
        """The likeliest verdict where none is given; where a rule says « oui » and the reader less, the reader's."""
        if self.verdict is not Verdict.A_VERIFIER:
            return None
        for warning in self.warnings:
            if warning.code is WarningCode.PROPOSED:
                return Verdict(warning.params["verdict"])
        reading = self.provenance.reading
        read = (reading.by_rule, reading.by_reader) if reading is not None else ()
        found = [one for one in read if one not in (None, Verdict.A_VERIFIER)]
        return (found[-1] if found[0] is Verdict.OUI else found[0]) if found else None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A free question as a person typed it, and the answer as it was given.

    ``documents`` are the slugs that were asked; ``everywhere`` says that the person meant all documents.
    Questions of one ``conversation`` follow one another.
    """

    id: int
    conversation: str
    person: str
    documents: tuple[str, ...]
    everywhere: bool
    text: str
    answer: Answer
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list: its first question, how many followed, when the last was asked."""

    id: str
    first: str
    questions: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A run as stored; ``finished_at`` is None where it was interrupted.

    ``parameters`` and ``figures`` are stored forms: the codec of the kind of run reads them.
    """

    id: str
    kind: str
    document: str | None
    parameters: JsonObject
    figures: JsonObject | None
    started_at: datetime
    finished_at: datetime | None
