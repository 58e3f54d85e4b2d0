"""Two readings of one question as one: what the first kept, and what the second adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain import Packet, PacketSentence, QuestionReading


def named_sentences(packet: Packet, reading: QuestionReading) -> list[PacketSentence]:
    """The sentences of a packet that a reading names as answer, condition or part of a line, in order."""
    numbers = {*reading.answers, *reading.conditions, *(n for line in reading.lines for n in line.sentences)}
    return [one for one in packet.sentences if one.number in numbers]


def joined_readings(
    first: tuple[Packet, QuestionReading], second: tuple[Packet, QuestionReading]
) -> tuple[Packet, QuestionReading]:
    """One packet and one reading of both; the sentences of the second are numbered after those of the first.

    What lacks and whether all is answered is what the last reading says, unless it found nothing.
    """
    packet, reading = first
    again, added = second
    shift = len(packet.sentences)
    sentences = (*packet.sentences, *(replace(one, number=one.number + shift) for one in again.sentences))
    numbers = {one.number: one.number + shift for one in again.sentences}
    answered = bool(added.answers or added.lines)
    joined = replace(
        reading,
        answers=(*reading.answers, *_moved(added.answers, numbers)),
        conditions=(*reading.conditions, *_moved(added.conditions, numbers)),
        contradicts=(*reading.contradicts, *_moved(added.contradicts, numbers)),
        kind=reading.kind or added.kind,
        says_yes=reading.says_yes if added.says_yes is None or not answered else added.says_yes,
        lines=(*reading.lines, *(replace(one, sentences=_moved(one.sentences, numbers)) for one in added.lines)),
        complete=added.complete if answered else reading.complete,
        missing=added.missing if answered else reading.missing or added.missing,
    )
    return replace(packet, sentences=sentences, tokens=packet.tokens + again.tokens), joined


def _moved(named: tuple[int, ...], numbers: Mapping[int, int]) -> tuple[int, ...]:
    """Numbers of the second packet in the joined one; one that does not exist there exists in neither."""
    return tuple(numbers.get(one, 0) for one in named)
