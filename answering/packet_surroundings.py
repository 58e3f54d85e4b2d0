"""What stands around the sentences of a packet: numbered titles, and lines of tables that are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from domain import PacketSentence, ScoredSentence, StoredSentence


class Surroundings(Protocol):
    """What of a document stands around the sentences of a packet."""

    def titles(self, sentence: StoredSentence) -> Sequence[ScoredSentence]:
        """The nearest titles above a sentence that are sentences themselves."""
        ...

    def lines_beside(self, sentence: StoredSentence) -> Sequence[tuple[str, str, int]]:
        """The places of all lines of the table or list that a sentence is of; empty where it is of none."""
        ...


def with_titles(kept: Sequence[ScoredSentence], around: Surroundings) -> list[ScoredSentence]:
    """Sentences, then the titles above them."""
    return [*kept, *(title for one in kept for title in around.titles(one.sentence))]


def with_left_out(sentences: Sequence[PacketSentence], around: Surroundings) -> tuple[PacketSentence, ...]:
    """Sentences with the number of the lines of their table or list that are not shown, at the last that is."""
    shown = {each.place for one in sentences for each in (one.sentence, *one.also)}
    counted: set[tuple[str, str, int]] = set()
    found: list[PacketSentence] = []
    for one in reversed(sentences):
        lines = around.lines_beside(one.sentence)
        if lines and lines[0] not in counted:
            counted.add(lines[0])
            one = replace(one, left_out=sum(place not in shown for place in lines))
        found.append(one)
    return tuple(reversed(found))
