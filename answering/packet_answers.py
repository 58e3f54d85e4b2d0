"""An indicator answered by reading a packet: ranked sentences -> packet -> reader -> checks -> rule -> answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answering.context import DocumentContext
from answering.found_values.cited_values import CitedValues
from answering.indicators.packet_checks import CheckedReading, check_reading, for_others, merge
from answering.indicators.packet_verdict import STATE_LABELS, PacketVerdict, conclude
from answering.llm.base import ChatBackend
from answering.packet_building import (
    PacketRequest,
    build_batches,
    build_packet,
    counted_budget,
    tokens_for_packet,
    without_prompt_injection,
)
from answering.profiles import Profile
from answering.readers.contract import Reader
from answering.readers.packet_prompt import PACKET_PROMPT_VERSION
from answering.reply_checks import build_citations, settle_verdict
from answering.scoring.evidence_table import EvidenceTable
from answering.sentence_ranking import RankedTables, SentenceRanker
from answering.trace import Costs, made_with, packets_provenance, searched_sentences, unusable_warnings
from domain import (
    Answer,
    CriterionState,
    NearSentence,
    Packet,
    Query,
    ReadingProtocol,
    ReadingRecord,
    ScoredSentence,
    StoredSentence,
    Value,
    Verdict,
)
from domain.errors import InvalidReply
from indicator_queries import queries_for_question
from indicator_queries.schema import Indicator
from languages import Language

#: Tokens of the packet of one more search, what was already named included.
_MORE_TOKENS = 3000
#: Sentences kept of a search that a reader asked for.
_MORE_SENTENCES = 60
#: Share of the words that a reader misses that some new sentence must say. In six recorded runs what said less was
#: asked again ten times: no verdict changed, and one answer gained citations.
_LEAST_SAID = 0.25


@dataclass(slots=True)
class _Read:
    """What was read for one answer."""

    checked: CheckedReading
    packets: list[tuple[Packet, str]]
    searched: str | None = None


class PacketAnswerer:
    """Answers indicators by one reading each, or by as many as the batches of the profile."""

    def __init__(
        self,
        ranker: SentenceRanker,
        backend: ChatBackend,
        profile: Profile,
        reader: Reader,
        language: Language,
        values: CitedValues | None = None,
        tables: RankedTables | None = None,
    ):
        """Put the parts together.

        ``values`` completes those that the reader names, which stand alone if None; with ``tables`` sentences are
        scored once, to be ranked and for these values.
        """
        self._language = language
        self._ranker = ranker
        self._backend = backend
        self._profile = profile
        self._reader = reader
        self._values = values
        self._tables = tables if values is not None else None

    def answer_indicator(
        self, document: str, indicator: Indicator, queries: Sequence[Query], *, context: DocumentContext
    ) -> Answer:
        """Answer one line of the grid.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts, to any packet.
            ContextOverflow: the context window is too small for instructions and a packet.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        costs = Costs()
        all_ranked, table = self._rank(document, queries, indicator, costs)
        ranked, warnings = without_prompt_injection(
            (one for one in all_ranked if not for_others(one, self._language)), self._language
        )
        read = self._read(document, indicator, ranked, context, costs)
        found = self._conclude(read.checked, indicator, context)
        if self._profile.more_searches and read.checked.missing and _open(found):
            found = self._search_more(document, indicator, read, context, costs, found)
        citations = build_citations(found.sentences, self._profile.quotes)
        verdict, unproved = settle_verdict(found.verdict, citations)
        shown = {one.sentence.place for packet, _ in read.packets for one in packet.sentences}
        checked = read.checked
        reading = ReadingRecord(
            ReadingProtocol.PACKETS,
            PACKET_PROMPT_VERSION,
            (),
            found.by_rule,
            found.by_reader,
            read.searched,
            checked.dropped,
        )
        values: tuple[Value, ...] = ()
        if verdict not in {Verdict.NON, Verdict.SANS_OBJET}:
            values = (
                *checked.values,
                *self._other_values(document, indicator, queries, found.sentences, checked, context, table),
            )
        provenance = replace(
            packets_provenance(made_with(self._backend.card, self._profile, context, costs), read.packets, reading),
            criteria={one.key: STATE_LABELS[one.state] for one in checked.criteria},
            nearest=tuple(NearSentence(near.piece, near.page, near.text) for near in _nearest(checked, ranked)),
        )
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=values,
            citations=citations,
            searched=searched_sentences(
                (*(query.text for query in queries), *([read.searched] if read.searched else [])),
                ranked,
                context,
                left_out=sum(one.sentence.place not in shown for one in ranked),
            ),
            warnings=(*warnings, *found.warnings, *checked.warnings, *unproved, *unusable_warnings(costs)),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
        )

    def _rank(
        self, document: str, queries: Sequence[Query], indicator: Indicator, costs: Costs
    ) -> tuple[list[ScoredSentence], EvidenceTable | None]:
        """The sentences, best first, and their table where both are asked at once."""
        started = time.perf_counter()
        table: EvidenceTable | None = None
        if self._tables is not None and queries:
            ranked, table = self._tables.ranked_with_table(document, queries, kinds=indicator.where)
        else:
            ranked = self._ranker.ranked_sentences(document, queries, kinds=indicator.where)
        costs.took("retrieval", time.perf_counter() - started)
        return ranked, table

    def _read(
        self,
        document: str,
        indicator: Indicator,
        ranked: Sequence[ScoredSentence],
        context: DocumentContext,
        costs: Costs,
    ) -> _Read:
        """Read one packet, or everything in batches where the profile says so."""
        window = self._window(indicator, context)
        wanted = self._profile.packet_budget(context.pages)
        request = PacketRequest(
            document,
            self._profile.name,
            window if wanted is None else min(window, counted_budget(wanted, self._backend.count_tokens)),
            pieces=context.pieces,
            indicator=indicator.code,
            outlined=True,
        )
        started = time.perf_counter()
        if wanted is None:
            packets = build_batches(ranked, request, self._backend.count_tokens)
        else:
            packets = [build_packet(ranked, request, self._backend.count_tokens)]
        costs.took("evidence", time.perf_counter() - started)
        done: list[tuple[Packet, str]] = []
        checked: list[CheckedReading] = []
        failure: InvalidReply | None = None
        for packet in packets:
            try:
                reading = self._reader.read(packet, indicator, context, costs)
            except InvalidReply as error:  # the other packets are read all the same
                failure = error
                costs.unusable += 1
                continue
            checked.append(check_reading(reading, packet, indicator, self._language))
            done.append((packet, reading.reply))
        if failure is not None and not checked:
            raise failure
        return _Read(merge(checked), done)

    def _search_more(
        self,
        document: str,
        indicator: Indicator,
        read: _Read,
        context: DocumentContext,
        costs: Costs,
        found: PacketVerdict,
    ) -> PacketVerdict:
        """One more search for what the reader misses; what it named before is shown again beside what is new."""
        missing = read.checked.missing or ""
        started = time.perf_counter()
        seen = {one.sentence.place: one for packet, _ in read.packets for one in packet.sentences}
        queries = [replace(one, free=False) for one in queries_for_question(missing)]  # what lacks is no question
        ranked = self._ranker.ranked_sentences(document, queries, kinds=indicator.where)
        fresh, _ = without_prompt_injection(
            (one for one in ranked if one.sentence.place not in seen and not for_others(one, self._language)),
            self._language,
        )
        costs.took("retrieval", time.perf_counter() - started)
        if not self._says_some(missing, fresh[:_MORE_SENTENCES]):
            return found
        named = {
            one.sentence.place: one
            for shown in (*((*one.sentences, *one.also) for one in read.checked.criteria), read.checked.cite)
            for one in shown
        }
        again = [ScoredSentence(one.sentence, 0.0, one.heading, one.kind, one.also) for one in named.values()]
        request = PacketRequest(
            document,
            self._profile.name,
            min(counted_budget(_MORE_TOKENS, self._backend.count_tokens), self._window(indicator, context)),
            pieces=context.pieces,
            indicator=indicator.code,
            outlined=True,
        )
        packet = build_packet([*again, *fresh[:_MORE_SENTENCES]], request, self._backend.count_tokens)
        shown_now = {one.sentence.place for one in packet.sentences}
        if not named.keys() <= shown_now or shown_now <= named.keys():
            return found  # a second reading counts only if it sees all that the first stood on, and something new
        try:
            reading = self._reader.read(packet, indicator, context, costs)
        except InvalidReply:  # the first reading stands
            costs.unusable += 1
            return found
        checked = check_reading(reading, packet, indicator, self._language)
        read.packets.append((packet, reading.reply))
        read.searched = missing
        read.checked = replace(
            checked,
            values=tuple(dict.fromkeys((*read.checked.values, *checked.values))),
            dropped=read.checked.dropped + checked.dropped,
            warnings=tuple(dict.fromkeys((*read.checked.warnings, *checked.warnings))),
        )
        return self._conclude(read.checked, indicator, context)

    def _other_values(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        cited: Sequence[StoredSentence],
        checked: CheckedReading,
        context: DocumentContext,
        table: EvidenceTable | None,
    ) -> tuple[Value, ...]:
        if self._values is None:
            return ()
        return self._values.beside(
            document, indicator, queries, cited, checked.values, refused=checked.refused, context=context, table=table
        )

    def _conclude(self, checked: CheckedReading, indicator: Indicator, context: DocumentContext) -> PacketVerdict:
        return conclude(checked, indicator, kinds=context.kinds, document_kind=context.document_kind)

    def _window(self, indicator: Indicator, context: DocumentContext) -> int:
        return tokens_for_packet(self._backend, self._reader.overhead(indicator, context))

    def _says_some(self, missing: str, fresh: Sequence[ScoredSentence]) -> bool:
        """Whether a sentence says some of what is missing: where none does, a second reading has nothing to read."""
        content_words = self._language.words.content_words
        wanted = content_words(missing)
        said = (content_words(" ".join((*one.heading[-1:], one.sentence.row or one.sentence.text))) for one in fresh)
        return any(len(wanted & words) >= _LEAST_SAID * len(wanted) for words in said)


def _open(found: PacketVerdict) -> bool:
    """Whether one more search could change the verdict: « oui » on both sides cannot become more."""
    return not (found.verdict is Verdict.OUI and found.by_rule is found.by_reader)


def _nearest(checked: CheckedReading, ranked: Sequence[ScoredSentence]) -> list[StoredSentence]:
    """What came nearest where nothing is established: what denies, announces or is said by others, else the best."""
    near = [
        one.sentence
        for state in (CriterionState.DENIED, CriterionState.ANNOUNCED, CriterionState.QUOTED)
        for criterion in checked.criteria
        if criterion.state is state
        for one in criterion.sentences
    ]
    return list(dict.fromkeys(near or [one.sentence for one in ranked[:2]]))[:3]
