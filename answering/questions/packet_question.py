"""A free question answered by reading packets: ranked sentences -> packet -> reader -> checks -> answer.

The reader names sentences and words lines; what holds of them is the answer. Where something lacks it may name what to
look for once more: a second packet then holds what it named and what that search brings.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from answering.context import DocumentContext
from answering.draft import NOT_FOUND
from answering.packet_building import counted_budget, tokens_for_packet
from answering.questions.answer_lines import answer_lines, plain_text
from answering.questions.checked_reading import CheckedQuestion, check_question
from answering.questions.kinds import answer_kinds
from answering.questions.kinds.summary_answer import theme_of
from answering.questions.question_packets import QuestionPackets, RankedEvidence, packet_factor
from answering.questions.question_parts import QuestionParts
from answering.readers.question_reader import QUESTION_PROMPT_VERSION, HeardAs, QuestionReader
from answering.trace import Costs, made_with, packets_provenance, searched_sentences
from domain import (
    Answer,
    ComposedAnswer,
    Outcome,
    Packet,
    QuestionKind,
    QuestionReading,
    ReadingProtocol,
    ReadingRecord,
    ScoredSentence,
    UnderstoodQuestion,
    Verdict,
)
from domain.labels import QUESTION_KINDS, scope_parts

#: Share of the tokens of a question that its first packet is given where one fact is asked, and its second packet.
_FIRST, _AGAIN = 0.8, 0.4


class PacketQuestions:
    """Answers free questions of one document or several, by one reading each, or two."""

    def __init__(self, parts: QuestionParts, packets: QuestionPackets, reader: QuestionReader):
        self._parts = parts
        self._packets = packets
        self._reader = reader

    def answer(self, documents: Sequence[str], understood: UnderstoodQuestion, *, context: DocumentContext) -> Answer:
        """Answer; ``oui`` when an answer is written there, ``non`` when none was found.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for instructions and a packet.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        costs = Costs()
        backend, profile = self._parts.backend, self._parts.profile
        evidence = self._packets.ranked(documents, understood, context, costs)
        heard = self._heard(understood)
        budget = self._budget(documents, understood, heard, context)
        packet = self._packets.packet(documents, understood, evidence.ranked, context, budget, backend.count_tokens)
        reading = self._reader.read(packet, heard, context, costs) if packet.sentences else QuestionReading(())
        read = [(packet, reading)]
        if profile.more_searches and packet.sentences and reading.search and not reading.complete:
            again = self._second(documents, understood, evidence, read[0], context, round(budget * _AGAIN), costs)
            if again is not None:
                read.append((again, self._reader.read(again, heard, context, costs)))
        found, missing = self._best(read, understood)
        lines, citations = answer_lines(found.composed, profile.quotes)
        answered = found.composed is not None and bool(citations)
        composed = ComposedAnswer(replace(understood, kind=found.kind))
        if found.composed is not None and answered:
            composed = replace(
                composed,
                form=found.composed.form,
                lines=lines,
                opening=found.composed.opening,
                complete=found.composed.complete,
                note=found.composed.note,
            )
        provenance = packets_provenance(
            made_with(backend.card, profile, context, costs),
            [(one, said.reply) for one, said in read],
            ReadingRecord(
                ReadingProtocol.PACKETS,
                QUESTION_PROMPT_VERSION,
                (),
                searched=reading.search if len(read) > 1 else None,
                rejected=found.rejected,
            ),
        )
        return Answer(
            document=", ".join(documents),
            indicator=None,
            question=understood.text,
            verdict=Verdict.OUI if answered else Verdict.NON,
            rationale=plain_text(composed)
            if answered
            else NOT_FOUND + (f" Ce qui manque : {missing}." if missing else ""),
            values=(),
            citations=citations if answered else (),
            searched=searched_sentences(
                [query.text for query in evidence.queries], evidence.ranked, context, packet.dropped
            ),
            warnings=(*evidence.warnings, *found.warnings),
            llm=backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
            outcome=Outcome.ANSWERED if answered else Outcome.NOT_FOUND,
            composed=composed,
        )

    def _heard(self, understood: UnderstoodQuestion) -> HeardAs:
        kind = answer_kinds().get(understood.kind)
        theme = theme_of(understood.theme, self._parts.indicators) if understood.kind is QuestionKind.SUMMARY else None
        return HeardAs(
            QUESTION_KINDS[understood.kind],
            ", ".join(scope_parts(understood.scope)),
            understood.sides,
            understood.announced,
            tuple(one.name for one in theme.rubric.criteria) if theme else (),
            gathers=kind is not None and kind.gathers,
        )

    def _budget(
        self, documents: Sequence[str], understood: UnderstoodQuestion, heard: HeardAs, context: DocumentContext
    ) -> int:
        backend, profile = self._parts.backend, self._parts.profile
        room = tokens_for_packet(backend, self._reader.overhead(understood.read, heard, context))
        factor = packet_factor(understood, len(documents)) if profile.packets_grow else min(len(documents), 2)
        share = 1.0 if heard.gathers or not profile.packets_grow else _FIRST
        return min(room, counted_budget(round(profile.question_tokens * factor * share), backend.count_tokens))

    def _second(
        self,
        documents: Sequence[str],
        understood: UnderstoodQuestion,
        evidence: RankedEvidence,
        first: tuple[Packet, QuestionReading],
        context: DocumentContext,
        budget: int,
        costs: Costs,
    ) -> Packet | None:
        """What the first reading named, then what one more search brings; None where it brings nothing new."""
        packet, reading = first
        words = self._parts.language.questions.analyse(reading.search or "").words
        asked = replace(
            understood, text=reading.search or understood.text, theme=words | understood.theme, typed=understood.read
        )
        more = self._packets.ranked(documents, asked, context, costs).ranked
        shown = {one.sentence.place for one in packet.sentences}
        new = [one for one in more if one.sentence.place not in shown]
        if not new:
            return None
        numbers = {*reading.answers, *reading.conditions, *(n for line in reading.lines for n in line.sentences)}
        places = {one.sentence.place for one in packet.sentences if one.number in numbers}
        named: list[ScoredSentence] = [one for one in evidence.ranked if one.sentence.place in places]
        count = self._parts.backend.count_tokens
        return self._packets.packet(documents, understood, [*named, *new], context, budget, count)

    def _best(
        self, read: Sequence[tuple[Packet, QuestionReading]], understood: UnderstoodQuestion
    ) -> tuple[CheckedQuestion, str | None]:
        """The last reading that answers, else the last; with what it lacks."""
        checked = [(check_question(reading, packet, understood), reading.missing) for packet, reading in read]
        return next((one for one in reversed(checked) if one[0].composed is not None), checked[-1])
