"""What code holds a reading to: numbers that exist, evidence for every state, and who speaks.

Nothing is repaired by guessing: what does not hold is dropped and counted, or its state is lowered and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answering.indicators.packet_values import ValuePlaces, check_values
from domain import (
    NOT_OF_THE_PLAN,
    STRONGEST_FIRST,
    AnswerWarning,
    CriterionState,
    Packet,
    PacketSentence,
    Reading,
    ScoredSentence,
    Value,
    Verdict,
)
from indicator_queries.schema import Indicator
from languages import Language

#: The states that can carry a verdict.
CARRYING = frozenset({CriterionState.ESTABLISHED, CriterionState.PARTLY})
#: Those whose evidence is never cited.
_WITHOUT = frozenset({CriterionState.QUOTED, CriterionState.ABSENT})


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """A criterion after the checks; ``denied_by`` are sentences of another packet that deny what is established.

    ``also`` say the same evidence again, detail, apply or limit it.
    """

    key: str
    state: CriterionState
    sentences: tuple[PacketSentence, ...] = ()
    note: str | None = None
    also: tuple[PacketSentence, ...] = ()
    denied_by: tuple[PacketSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedReading:
    """A reading whose every sentence exists. ``dropped`` counts what did not hold, ``warnings`` say what.

    ``criteria`` has every criterion of the indicator, in its order; ``opinion`` is the reader's own verdict, None
    when several packets were read and none saw the whole; ``refused`` are number and unit of values that did not hold.
    """

    criteria: tuple[JudgedCriterion, ...]
    cite: tuple[PacketSentence, ...] = ()
    values: tuple[Value, ...] = ()
    opinion: Verdict | None = None
    missing: str | None = None
    dropped: int = 0
    warnings: tuple[AnswerWarning, ...] = ()
    refused: tuple[tuple[float, str | None], ...] = ()

    def state_of(self, key: str) -> CriterionState:
        """The state of a criterion, ABSENT when it is unknown."""
        return next((one.state for one in self.criteria if one.key == key), CriterionState.ABSENT)


@dataclass(slots=True)
class _Count:
    unknown: list[int] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)


def check_reading(reading: Reading, packet: Packet, indicator: Indicator, language: Language) -> CheckedReading:
    """Hold a reading to the packet that it was made from."""
    count = _Count()
    given = {one.key: one for one in reversed(reading.criteria)}  # of two readings of a key the first counts
    names = {criterion.key: criterion.name for criterion in indicator.rubric.criteria}
    criteria = []
    for key, name in names.items():
        one = given.get(key)
        if one is None:
            criteria.append(JudgedCriterion(key, CriterionState.ABSENT))
            continue
        sentences = _existing(one.sentences, packet, count)
        state = one.state
        if state in CARRYING:
            own = _of_the_plan(sentences, language)
            if sentences and not own:
                state = CriterionState.QUOTED
                count.others.append(name)
            elif not sentences:
                state = CriterionState.ABSENT
                count.unproved.append(name)
            else:
                sentences = own
        also = _of_the_plan(_existing(one.also, packet, count), language) if state not in _WITHOUT else ()
        criteria.append(JudgedCriterion(key, state, sentences, one.note, also))
    cite = _of_the_plan(_existing(reading.cite, packet, count), language)
    carrying = [each for each in criteria if each.state in CARRYING]
    founding = tuple(dict.fromkeys(one.number for each in carrying for one in each.sentences))
    also_said = {one.number for each in carrying for one in each.also}
    places = ValuePlaces(founding, also_said) if criteria else None
    values = check_values(reading.values, packet, indicator.values, language, places)
    return CheckedReading(
        criteria=tuple(criteria),
        cite=cite,
        values=values.values,
        opinion=reading.verdict,
        missing=reading.missing,
        dropped=len(count.unknown) + len(values.warnings),
        warnings=(*_warnings(count), *values.warnings),
        refused=values.refused,
    )


def merge(readings: Sequence[CheckedReading]) -> CheckedReading:
    """One reading of several packets, each of which saw a part.

    A criterion has the strongest state that one packet gives: established, partly, denied, announced, quoted, absent.
    Its sentences are those of all packets that give it (those that say « partly » stand beside « established »).
    None of the readers saw the whole, so that none of their verdicts counts.
    """
    if len(readings) == 1:
        return readings[0]
    merged = []
    for index, first in enumerate(readings[0].criteria):
        states = [reading.criteria[index] for reading in readings]
        state = min((one.state for one in states), key=STRONGEST_FIRST.index)
        taken = CARRYING if state is CriterionState.ESTABLISHED else {state}
        sentences = tuple(sentence for one in states if one.state in taken for sentence in one.sentences)
        denied = tuple(
            sentence
            for one in states
            if state in CARRYING and one.state is CriterionState.DENIED
            for sentence in one.sentences
        )
        also = tuple(sentence for one in states if one.state in taken for sentence in one.also)
        note = next((one.note for one in states if one.state is state and one.note), None)
        merged.append(JudgedCriterion(first.key, state, sentences, note, also, denied))
    return CheckedReading(
        criteria=tuple(merged),
        cite=tuple(sentence for reading in readings for sentence in reading.cite),
        values=tuple(dict.fromkeys(value for reading in readings for value in reading.values)),
        dropped=sum(reading.dropped for reading in readings),
        warnings=tuple(dict.fromkeys(warning for reading in readings for warning in reading.warnings)),
        refused=tuple(dict.fromkeys(one for reading in readings for one in reading.refused)),
    )


def for_others(shown: PacketSentence | ScoredSentence, language: Language) -> bool:
    """Whether a sentence stands in a piece that speaks of the plan and is no part of it, by its kind or its name."""
    return shown.kind in NOT_OF_THE_PLAN or language.sentences.speaks_for_others(shown.sentence.piece)


def _of_the_plan(shown: Iterable[PacketSentence], language: Language) -> tuple[PacketSentence, ...]:
    return tuple(sentence for sentence in shown if not for_others(sentence, language))


def _existing(numbers: Iterable[int], packet: Packet, count: _Count) -> tuple[PacketSentence, ...]:
    found = []
    for number in dict.fromkeys(numbers):
        sentence = packet.sentence(number)
        if sentence is None:
            count.unknown.append(number)
        else:
            found.append(sentence)
    return tuple(found)


def _warnings(count: _Count) -> list[AnswerWarning]:
    warnings = []
    if count.unknown:
        warnings.append(AnswerWarning.unknown_sentences(dict.fromkeys(count.unknown)))
    if count.others:
        warnings.append(AnswerWarning.others_only(count.others))
    if count.unproved:
        warnings.append(AnswerWarning.unproved_criteria(count.unproved))
    return warnings
