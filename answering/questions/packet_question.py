"""A free question answered by reading a packet: ranked sentences -> packet -> reader -> checks -> answer.

The reader names sentences; what it words is kept claim by claim, as far as the sentences that it names bear each.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from answering.context import DocumentContext
from answering.draft import NOT_FOUND
from answering.llm.base import ChatBackend
from answering.packet_building import (
    PacketRequest,
    build_packet,
    counted_budget,
    tokens_for_packet,
    without_prompt_injection,
)
from answering.profiles import Profile
from answering.questions.kinds import answer_kinds
from answering.readers.question_reader import QUESTION_PROMPT_VERSION, QuestionReader
from answering.reply_checks import build_citations, unsupported_numbers
from answering.sentence_context import Place
from answering.sentence_ranking import SentenceRanker
from answering.trace import Costs, made_with, packets_provenance, searched_sentences
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    AnswerWarning,
    Citation,
    ComposedAnswer,
    Outcome,
    Packet,
    PacketSentence,
    Query,
    QuestionReading,
    ReadClaim,
    ReadingProtocol,
    ReadingRecord,
    ScoredSentence,
    StoredSentence,
    UnderstoodQuestion,
    Verdict,
)
from domain.text_folding import fold
from french.content_words import content_words, zones_named
from languages import Language

#: Share of the words of a claim that must come from its sentences, their titles or the question.
BORNE_OUT = 0.6
#: Sentences that stand for an answer whose words did not hold.
_QUOTED = 3


@dataclass(slots=True)
class _Found:
    """What holds of a reading. ``sentences`` are those to cite, answers first."""

    answers: list[PacketSentence] = field(default_factory=list)
    conditions: list[PacketSentence] = field(default_factory=list)
    contradicts: list[PacketSentence] = field(default_factory=list)
    claims: list[ReadClaim] = field(default_factory=list)
    rejected: int = 0
    warnings: list[AnswerWarning] = field(default_factory=list)

    @property
    def sentences(self) -> list[StoredSentence]:
        shown = (*self.answers, *self.conditions, *self.contradicts)
        return list(dict.fromkeys(place for one in shown for place in (one.sentence, *one.also)))


class PacketQuestions:
    """Answers free questions of one document or several, by one reading each."""

    def __init__(
        self,
        ranker: SentenceRanker,
        backend: ChatBackend,
        profile: Profile,
        reader: QuestionReader,
        language: Language,
    ):
        self._language = language
        self._ranker = ranker
        self._backend = backend
        self._profile = profile
        self._reader = reader

    def answer(
        self,
        documents: Sequence[str],
        understood: UnderstoodQuestion,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
        places: Collection[Place] | None = None,
    ) -> Answer:
        """Answer; ``oui`` when an answer is written there, ``non`` when none was found.

        ``places`` are those of the sentences in the scope of the question; None where nothing restricts it.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for instructions and a packet.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        costs, question = Costs(), understood.text
        # Opinions and minutes are no part of the plan: they are read when a question is about them.
        without = () if self._language.sentences.speaks_for_others(question) else NOT_OF_THE_PLAN
        by_document = [self._ranker.ranked_sentences(slug, queries, without=without) for slug in documents]
        # The best of each document in turn: scores of two documents do not compare.
        ranked: list[ScoredSentence] = [one for one in chain(*zip_longest(*by_document)) if one is not None]
        ranked = ranked if places is None else within_places(ranked, places)
        costs.took("retrieval", time.perf_counter() - started)
        ranked, warnings = without_prompt_injection(ranked, self._language)
        kind = answer_kinds().get(understood.kind)
        packet = self._packet(
            documents, question, ranked, context, kind.packet_factor if kind and self._profile.packets_grow else 1
        )
        reading = self._reader.read(packet, context, costs) if packet.sentences else QuestionReading(())
        found = check_question(reading, packet, question)
        citations = build_citations(found.sentences, self._profile.quotes)
        provenance = packets_provenance(
            made_with(self._backend.card, self._profile, context, costs),
            [(packet, reading.reply)],
            ReadingRecord(ReadingProtocol.PACKETS, QUESTION_PROMPT_VERSION, (), rejected=found.rejected),
        )
        return Answer(
            document=", ".join(documents),
            indicator=None,
            question=question,
            verdict=Verdict.OUI if found.answers else Verdict.NON,
            rationale=_rationale(found, reading, citations),
            values=(),
            citations=citations,
            searched=searched_sentences([query.text for query in queries], ranked, context, packet.dropped),
            warnings=(*warnings, *found.warnings),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
            outcome=Outcome.ANSWERED if found.answers else Outcome.NOT_FOUND,
            composed=ComposedAnswer(understood),
        )

    def _packet(
        self,
        documents: Sequence[str],
        question: str,
        ranked: Sequence[ScoredSentence],
        context: DocumentContext,
        factor: int,
    ) -> Packet:
        room = tokens_for_packet(self._backend, self._reader.overhead(question, context))
        many = len(documents) > 1
        # A comparison needs the evidence of each side, a summary all points of its theme.
        wanted = self._profile.question_tokens * max(factor, min(len(documents), 2) if many else 1)
        request = PacketRequest(
            ", ".join(documents),
            self._profile.name,
            min(room, counted_budget(wanted, self._backend.count_tokens)),
            pieces=context.pieces,
            question=question,
            many_documents=many,
        )
        return build_packet(ranked, request, self._backend.count_tokens)


def within_places(ranked: Iterable[ScoredSentence], places: Collection[Place]) -> list[ScoredSentence]:
    """The ranked sentences that stand in a scope; of one said in several places, the place that stands there."""
    kept = []
    for one in ranked:
        own = [sentence for sentence in (one.sentence, *one.also) if sentence.place in places]
        if own:
            kept.append(replace(one, sentence=own[0], also=tuple(own[1:])))
    return kept


def check_question(reading: QuestionReading, packet: Packet, question: str) -> _Found:
    """Hold a reading to its packet: sentences that exist, and claims that they bear."""
    found = _Found()

    def existing(numbers: Iterable[int]) -> list[PacketSentence]:
        kept = []
        for number in numbers:
            sentence = packet.sentence(number)
            if sentence is None:
                found.rejected += 1
            else:
                kept.append(sentence)
        return kept

    found.answers = existing(reading.answers)
    if not found.answers:
        return found
    found.conditions = [one for one in existing(reading.conditions) if one not in found.answers]
    found.contradicts = [one for one in existing(reading.contradicts) if one not in found.answers]
    if found.contradicts:
        places = dict.fromkeys(
            f"{one.sentence.piece} p. {one.sentence.page}" if one.sentence.page else one.sentence.piece
            for one in found.contradicts
        )
        found.warnings.append(AnswerWarning.says_otherwise(places))
    if not reading.complete:
        found.warnings.append(AnswerWarning.incomplete(reading.missing))
    told = {one.number for one in (*found.answers, *found.conditions, *found.contradicts)}
    for claim in reading.claims:
        bearing = [one for number in claim.sentences if number in told and (one := packet.sentence(number))]
        if bearing and _bears_out(claim.text, bearing, question):
            found.claims.append(ReadClaim(claim.text, tuple(one.number for one in bearing)))
        else:
            found.rejected += 1
    return found


def _bears_out(text: str, bearing: Sequence[PacketSentence], question: str) -> bool:
    """Whether the sentences bear a claim: its numbers and zones (titles count), most of its words (question too)."""
    titles = [title for one in bearing for title in one.heading]
    if unsupported_numbers(text, [one.sentence for one in bearing], titles):
        return False
    shown = " ".join(part for one in bearing for part in (*one.heading, one.text))
    if any(not re.search(rf"(?<!\w){re.escape(zone)}(?!\w)", fold(shown)) for zone in zones_named(text)):
        return False
    said = {word for word in content_words(text) if not word.isdigit()}
    read = content_words(f"{question} {shown}")
    return len(said - read) <= (1 - BORNE_OUT) * len(said)


def _rationale(found: _Found, reading: QuestionReading, citations: Sequence[Citation]) -> str:
    if not found.answers:
        return NOT_FOUND + (f" Ce qui manque : {reading.missing}." if reading.missing else "")
    if not found.claims:
        return " ".join(one.text for one in found.answers[:_QUOTED])
    numbered = {one.number: one for one in (*found.answers, *found.conditions, *found.contradicts)}
    parts = []
    for claim in found.claims:
        marks = dict.fromkeys(
            mark for number in claim.sentences for mark in _citation_numbers(numbered[number].sentence, citations)
        )
        text = claim.text if claim.text[-1] in ".!?…;:" else f"{claim.text}."
        parts.append(" ".join((text, *(f"[{mark}]" for mark in marks))))
    return " ".join(parts)


def _citation_numbers(sentence: StoredSentence, citations: Sequence[Citation]) -> Iterator[int]:
    """The numbers of the citations that hold a sentence, or its parts on two pages, from 1."""
    for part in sentence.parts():
        for number, citation in enumerate(citations, 1):
            same = (citation.document, citation.piece, citation.ordinal) == (part.document, part.piece, part.ordinal)
            if same and citation.start <= part.start and part.end <= citation.end:
                yield number
                break
