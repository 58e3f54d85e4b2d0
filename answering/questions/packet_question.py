"""A free question answered by reading packets: ranked sentences -> packet -> reader -> checks -> answer.

The reader names sentences and words lines; what holds of them is the answer. Where something lacks it may name what to
look for once more: a second packet then holds what that search brings, beside what was kept. All calls of a question
together keep within its tokens.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from answering.context import DocumentContext
from answering.draft import NOT_FOUND
from answering.packet_building import question_budget, tokens_for_packet
from answering.questions.answer_lines import answer_lines, plain_text
from answering.questions.checked_reading import check_question
from answering.questions.hints import as_hint, nearest_sentences, unknown_zones
from answering.questions.joined_readings import joined_readings, named_sentences
from answering.questions.kinds import answer_kinds
from answering.questions.kinds.summary_answer import theme_of
from answering.questions.question_packets import QuestionPackets, RankedEvidence, packet_factor
from answering.questions.question_parts import QuestionParts
from answering.questions.sentence_standing import Standing, standing_of, stands_in_scope
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
    StoredSentence,
    UnderstoodQuestion,
    Verdict,
)
from domain.errors import InvalidReply
from domain.labels import QUESTION_KINDS, scope_parts
from domain.listening import NOBODY, Listener

#: Tokens that are kept from the first packet for the replies and for what one more search brings: of one fact, of a
#: list, whose items take most of it, and of what has twice the tokens.
_AFTER, _AFTER_ITEMS, _AFTER_SIDES = 750, 700, 800
#: Tokens of the second reply, under which no second packet is read, and of the first packet at least.
_REPLY_AGAIN, _LEAST_AGAIN, _LEAST = 120, 150, 600


class PacketQuestions:
    """Answers free questions of one document or several, by one reading each, or two."""

    def __init__(self, parts: QuestionParts, packets: QuestionPackets, reader: QuestionReader):
        self._parts = parts
        self._packets = packets
        self._reader = reader

    def answer(
        self,
        documents: Sequence[str],
        understood: UnderstoodQuestion,
        *,
        context: DocumentContext,
        listener: Listener = NOBODY,
    ) -> Answer:
        """Answer; ``oui`` when an answer is written there, ``non`` when none was found.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for instructions and a packet.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        costs = Costs()
        backend, profile = self._parts.backend, self._parts.profile
        packet, heard, evidence = self.first(documents, understood, context, costs)
        reading = QuestionReading(())
        if packet.sentences:
            listener.stage(_told_reading(packet, several=len(documents) > 1))
            reading = self._reader.read(packet, heard, context, costs, on_draft=listener.draft)
        read = [(packet, reading)]
        # What stands in a zone that no document has is not found by looking again.
        look = profile.more_searches and packet.sentences and not heard.unknown
        wider = _as_heard(understood, reading)
        if look and (wider is not understood or (reading.search and not reading.complete)):
            again = heard if wider is understood else self._heard(wider, evidence)
            listener.stage(f"Nouvelle recherche : {reading.missing or reading.search or again.kind}")
            read += self._second(documents, wider, again, read[0], context, costs)

        def standing(sentence: StoredSentence) -> Standing:
            return standing_of(sentence, understood, evidence.documents, self._parts.language)

        def in_scope(sentence: StoredSentence) -> bool:
            return stands_in_scope(sentence, understood, evidence.documents)

        joined = read[0] if len(read) == 1 else joined_readings(*read)
        found = check_question(joined[1], joined[0], understood, standing, in_scope)
        missing = joined[1].missing
        lines, citations = answer_lines(found.composed, profile.quotes)
        answered = found.composed is not None and bool(citations)
        composed = ComposedAnswer(replace(understood, kind=found.kind), hints=() if answered else _hints(heard))
        if found.composed is not None and answered:
            composed = replace(
                composed,
                form=found.composed.form,
                lines=lines,
                opening=found.composed.opening,
                complete=found.composed.complete,
                note=found.composed.note,
            )
        provenance = replace(
            packets_provenance(
                made_with(backend.card, profile, context, costs),
                [(one, said.reply) for one, said in read],
                ReadingRecord(
                    ReadingProtocol.PACKETS,
                    QUESTION_PROMPT_VERSION,
                    (),
                    searched=reading.search if len(read) > 1 else None,
                    rejected=found.rejected,
                ),
            ),
            nearest=None
            if answered
            else nearest_sentences(
                evidence.ranked,
                several=len(documents) > 1,
                named=[one.sentence for one in named_sentences(*joined)],
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
                [query.text for query in evidence.queries], evidence.ranked, context, packet.dropped + evidence.filler
            ),
            warnings=(*evidence.warnings, *found.warnings),
            llm=backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
            outcome=Outcome.ANSWERED if answered else Outcome.NOT_FOUND,
            composed=composed,
        )

    def first(
        self, documents: Sequence[str], understood: UnderstoodQuestion, context: DocumentContext, costs: Costs
    ) -> tuple[Packet, HeardAs, RankedEvidence]:
        """The first packet of a question, how the question is told beside it, and what the packet was made of."""
        evidence = self._packets.ranked(documents, understood, context, costs)
        heard = self._heard(understood, evidence)
        budget = self._budget(understood, heard, context)
        count = self._parts.backend.count_tokens
        return self._packets.packet(documents, understood, evidence, context, budget, count), heard, evidence

    def _heard(self, understood: UnderstoodQuestion, evidence: RankedEvidence) -> HeardAs:
        kind = answer_kinds().get(understood.kind)
        theme = theme_of(understood.theme, self._parts.indicators) if understood.kind is QuestionKind.SUMMARY else None
        return HeardAs(
            QUESTION_KINDS[understood.kind],
            ", ".join(scope_parts(understood.scope)),
            understood.sides,
            understood.announced,
            tuple(one.name for one in theme.rubric.criteria) if theme else (),
            gathers=kind is not None and kind.gathers,
            chosen=understood.chosen,
            before=understood.before,
            unknown=unknown_zones(understood.scope, evidence.documents.values()),
        )

    def _budget(self, understood: UnderstoodQuestion, heard: HeardAs, context: DocumentContext) -> int:
        """Tokens of the first packet: what instructions, replies and a second search leave of those of the question."""
        backend, profile = self._parts.backend, self._parts.profile
        room = tokens_for_packet(backend, self._reader.overhead(understood.read, heard, context))
        if not profile.packets_grow:  # a small model: its packets are what it can read
            return min(room, question_budget(profile.question_packet, backend.count_tokens))
        rest = _AFTER_SIDES if packet_factor(understood) > 1 else _AFTER_ITEMS if heard.gathers else _AFTER
        left = self._tokens(understood) - question_budget(rest, backend.count_tokens)
        left -= self._reader.instructions(understood.read, heard, context)
        return min(room, max(left, question_budget(_LEAST, backend.count_tokens)))

    def _tokens(self, understood: UnderstoodQuestion) -> int:
        """Tokens of all calls of a question, as the back end counts them."""
        profile = self._parts.profile
        return question_budget(profile.question_tokens * packet_factor(understood), self._parts.backend.count_tokens)

    def _second(
        self,
        documents: Sequence[str],
        understood: UnderstoodQuestion,
        heard: HeardAs,
        first: tuple[Packet, QuestionReading],
        context: DocumentContext,
        costs: Costs,
    ) -> list[tuple[Packet, QuestionReading]]:
        """The reading of what one more search brings, within the tokens that are left; none where it brings nothing."""
        packet, reading = first
        kept = named_sentences(packet, reading)
        heard = replace(heard, lacking=reading.missing or reading.search or "")
        count, profile = self._parts.backend.count_tokens, self._parts.profile
        # What the server says was spent counts in its own tokens; the rest of the sum is estimated as they are.
        # Who asks one thing gets the tokens of one, though its first packet was that of a comparison.
        asked_for = understood.kind if understood.chosen or reading.kind is None else reading.kind
        most = profile.question_tokens * packet_factor(replace(understood, kind=asked_for))
        left = question_budget(max(0, most - costs.prompt_tokens - costs.completion_tokens - _REPLY_AGAIN), count)
        left -= self._reader.instructions(understood.read, heard, context, kept)
        if left < question_budget(_LEAST_AGAIN, count):
            return []
        words = self._parts.language.questions.analyse(reading.search or "").words
        asked = replace(
            understood,
            text=reading.search or understood.text,
            theme=words | understood.theme,
            typed=understood.read,
            before="" if reading.search else understood.before,
        )
        more = self._packets.ranked(documents, asked, context, costs)
        shown = {one.sentence.place for one in packet.sentences}
        new = replace(more, ranked=[one for one in more.ranked if one.sentence.place not in shown])
        again = self._packets.packet(documents, understood, new, context, left, count)
        if not again.sentences:
            return []
        try:
            return [(again, self._reader.read(again, heard, context, costs, kept))]
        except InvalidReply:  # the first reading stands
            costs.unusable += 1
            return []


def _told_reading(packet: Packet, *, several: bool) -> str:
    """Which pages a model is given to read, for whoever waits: « 42 phrases lues : règlement p. 3, 5 ; padd p. 4 »."""
    pages: dict[str, dict[str, None]] = {}
    for one in packet.sentences:
        sentence = one.sentence
        piece = f"{sentence.document}, {sentence.piece}" if several else sentence.piece
        pages.setdefault(piece, {}).update({str(sentence.page): None} if sentence.page is not None else {})
    places = [f"{piece} p. {', '.join(found)}" if found else piece for piece, found in pages.items()]
    return f"Lecture de {len(packet.sentences)} phrases : {' ; '.join(places)}"


def _as_heard(understood: UnderstoodQuestion, reading: QuestionReading) -> UnderstoodQuestion:
    """The question as the reader heard it, where that gathers from more places than what it was given shows."""
    if understood.chosen or reading.kind is None:
        return understood
    heard = replace(understood, kind=reading.kind)
    return heard if packet_factor(heard) > packet_factor(understood) else understood


def _hints(heard: HeardAs) -> tuple[str, ...]:
    """What may be changed in the question: a zone that the documents do not have."""
    return (as_hint(heard.unknown),) if heard.unknown else ()
