"""An indicator, or a free question, becomes a checked answer.

retrieval -> every sentence through the readers -> the grid's criteria and rule, a model refusing sentences
(``rubric``) -> checks -> Answer. An indicator without criteria is answered from one structured reply
(``one_reply``), a free question in ``questions``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from answering.context import DocumentContext
from answering.draft import NOT_FOUND, Draft, without_model
from answering.evidence import PromptEvidence, SentenceSource, gather
from answering.evidence_sentences import WithoutPromptInjection, read_hits
from answering.indicators.rubric import judge
from answering.indicators.structured_reply import judge_batch, merge
from answering.llm.base import ChatBackend
from answering.packet_answers import PacketAnswerer
from answering.profiles import Profile
from answering.questions.composition import ReviewedPoint
from answering.questions.packet_question import PacketQuestions
from answering.questions.question_answerer import FreeQuestions
from answering.questions.question_parts import QuestionParts
from answering.questions.statements import ReadDocuments
from answering.readers.packet_reader import PacketReader
from answering.readers.question_reader import QuestionReader
from answering.reply_checks import build_citations, settle_verdict
from answering.scored_answers import ScoredAnswerer
from answering.sentence_ranking import PassageSentences, SentenceRanker
from answering.trace import Costs, made_with, trace, unusable_warnings
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    CriteriaOdds,
    Hit,
    NearSentence,
    PieceKind,
    Provenance,
    Query,
    QuestionKind,
    ReadingProtocol,
    Searched,
    UnderstoodQuestion,
    Verdict,
)
from domain.errors import ContextOverflow
from french.question_understanding import understand
from indicator_queries.schema import Indicator
from languages import Language

#: Tokens kept free for the question, the rubric and the instructions, and for one repair attempt.
_INSTRUCTIONS = 1000


class PassageRetriever(Protocol):
    """Finds passages; see :mod:`retrieval`."""

    def retrieve(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        """The ``k`` best passages of ``documents``, best first; ``kinds`` and scores count, and shut nothing out.

        Passages of pieces of the kinds ``without`` do not come.
        """


class Answerer:
    """Answers from the passages of a corpus, with one LLM and one profile."""

    def __init__(
        self,
        sentences: SentenceSource,
        retriever: PassageRetriever,
        backend: ChatBackend,
        profile: Profile,
        language: Language,
        *,
        rubric: bool = True,
        protocol: ReadingProtocol = ReadingProtocol.SENTENCES,
        ranker: SentenceRanker | None = None,
        scored: ScoredAnswerer | None = None,
        documents: ReadDocuments | None = None,
        indicators: Sequence[Indicator] = (),
        reviewed: Callable[[str, str], Sequence[ReviewedPoint]] = lambda _slug, _code: (),
    ):
        """Put the parts together.

        Args:
            sentences: where sentences are read.
            retriever: finds passages.
            backend: the LLM.
            profile: how much is read.
            language: what is known of the language of the documents.
            rubric: False asks for one structured reply even where the grid has criteria.
            protocol: PACKETS lets the model read packets; a back end without a model never does.
            ranker: ranks the sentences of a packet; the sentences of the best passages when None.
            scored: answers indicators with criteria where there is no model; the cue phrases alone when None.
            documents: as free questions read them whole; the passages found stand for them when None.
            indicators: the grid, whose criteria order the summary of a theme.
            reviewed: what reviewed cells say of a document, by its slug and the code of an indicator.
        """
        self._scored = scored if without_model(backend) else None
        self._rubric = rubric
        self._packets: PacketAnswerer | None = None
        self._packet_questions: PacketQuestions | None = None
        if protocol is ReadingProtocol.PACKETS and not without_model(backend):
            ranker = ranker or PassageSentences(retriever, sentences, profile.scanned)
            self._packets = PacketAnswerer(ranker, backend, profile, PacketReader(backend), language)
            self._packet_questions = PacketQuestions(ranker, backend, profile, QuestionReader(backend), language)
        self._questions = FreeQuestions(
            QuestionParts(
                sentences,
                documents or ReadDocuments(None),
                backend,
                profile,
                language,
                ranker,
                tuple(indicators),
                reviewed,
            ),
            self._retrieve,
            self._budget,
        )
        self._sentences = sentences
        self._language = language
        self._retriever = retriever
        self._backend = backend
        self._profile = profile

    def answer_indicator(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
        relevance: Mapping[str, float] | None = None,
    ) -> Answer:
        """Answer one line of the grid for one document, with the relevance scores of a model that read every passage.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        if self._packets is not None:
            return self._packets.answer_indicator(document, indicator, queries, context=context)
        if indicator.rubric.criteria and self._rubric and self._scored is not None:
            return self._scored.answer_indicator(document, indicator, queries, context=context)
        if indicator.rubric.criteria and self._rubric:
            return self._by_rubric(document, indicator, queries, context, relevance)
        started = time.perf_counter()
        costs, source = Costs(), WithoutPromptInjection(self._sentences, self._language)
        hits = self._retrieve(queries, [document], indicator.where, costs, relevance=relevance)
        if without_model(self._backend):
            return self._no_criteria(document, indicator, queries, hits, source, context, costs, started)
        units = tuple(unit for value in indicator.values for unit in value.units)
        batches = self._batches(hits, queries, costs, source, units=units)
        odds: list[float | None] = []
        findings = [
            judge_batch(evidence, indicator, costs, odds, backend=self._backend, profile=self._profile)
            for evidence in batches
        ]
        found = merge(findings) if findings else Draft(Verdict.NON, NOT_FOUND, [])
        citations = build_citations(found.sentences, self._profile.citations)
        verdict, warnings = settle_verdict(found.verdict, citations)
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=found.values,
            citations=citations if verdict is not Verdict.NON else (),
            searched=_searched(hits, batches, queries, context),
            warnings=(*source.warnings, *found.warnings, *warnings, *unusable_warnings(costs)),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=self._provenance(context, hits, batches, queries, costs, odds),
        )

    def answer_question(
        self,
        documents: Sequence[str] | str,
        question: str,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
        understood: UnderstoodQuestion | None = None,
    ) -> Answer:
        """Answer a free question from the text of one or several documents.

        The verdict is ``oui`` when an answer is written there, ``non`` when none was found, and
        ``a_verifier`` when one was written but a check did not hold. ``understood`` is how the question is read; by
        its own words when None.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        slugs = [documents] if isinstance(documents, str) else list(documents)
        asked = understood or understand(question)
        if self._packet_questions is not None and slugs and asked.kind is not QuestionKind.DOCUMENT:
            places = self._questions.places_in_scope(slugs, asked.scope)
            return self._packet_questions.answer(slugs, asked, queries, context=context, places=places)
        return self._questions.answer(slugs, asked, queries, context=context)

    def known_of(self, documents: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Codes of the zones of some documents and the stems of their words, to understand a question by."""
        return self._questions.known(documents)

    def _by_rubric(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        context: DocumentContext,
        relevance: Mapping[str, float] | None,
    ) -> Answer:
        """The verdict of the grid's criteria and rule; the model only reads sentences again."""
        started = time.perf_counter()
        costs, source = Costs(), WithoutPromptInjection(self._sentences, self._language)
        hits = self._retrieve(queries, [document], indicator.where, costs, self._profile.scanned, relevance)
        reading = time.perf_counter()
        reads = read_hits(hits, source, self._language)
        costs.took("evidence", time.perf_counter() - reading)
        found = judge(
            indicator,
            reads,
            None if without_model(self._backend) else self._backend,
            costs,
            kinds=context.kinds,
            document_kind=context.document_kind,
            asked=self._profile.confirmed,
            most=self._profile.quotes,
        )
        citations = build_citations(found.sentences, self._profile.quotes)
        verdict, warnings = settle_verdict(found.verdict, citations)
        # The readers take every sentence of every passage: nothing was left out.
        odds = [odds for _, odds in found.odds]
        provenance = replace(
            self._provenance(context, hits, (), queries, costs, odds, read=[hits]),
            criteria=dict(found.criteria),
            criteria_odds=CriteriaOdds(
                tuple((key, None if odds is None else round(odds, 3)) for key, odds in found.odds),
                None if found.weakest is None else round(found.weakest, 3),
            ),
            nearest=tuple(NearSentence(near.piece, near.page, near.text) for near in found.nearest),
        )
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=found.values,
            citations=citations,
            searched=replace(_searched(hits, (), queries, context), left_out=0),
            warnings=(*source.warnings, *found.warnings, *warnings, *unusable_warnings(costs)),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
        )

    def _no_criteria(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        hits: Sequence[Hit],
        source: WithoutPromptInjection,
        context: DocumentContext,
        costs: Costs,
        started: float,
    ) -> Answer:
        """Without a model and without criteria nothing can be concluded: the nearest sentences, to be read."""
        batches = self._batches(hits, queries, costs, source)
        sentences = batches[0].sentences[:2] if batches else ()
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=Verdict.A_VERIFIER if sentences else Verdict.NON,
            rationale="Sans modèle de langage ni critères dans la grille, l'outil montre les phrases les plus proches."
            if sentences
            else NOT_FOUND,
            values=(),
            citations=build_citations(sentences, self._profile.citations),
            searched=_searched(hits, batches, queries, context),
            warnings=tuple(source.warnings),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=self._provenance(context, hits, batches, queries, costs, []),
        )

    def _retrieve(
        self,
        queries: Sequence[Query],
        documents: Sequence[str],
        kinds: Sequence[PieceKind],
        costs: Costs,
        k: int | None = None,
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
    ) -> list[Hit]:
        started = time.perf_counter()
        found = self._retriever.retrieve(
            queries,
            documents=documents,
            k=k or self._profile.passages,
            kinds=kinds,
            relevance=relevance,
            without=without,
        )
        # What the names of pieces tell too: a piece that no folder and no first page gave away.
        others = self._language.sentences.speaks_for_others
        hits = [hit for hit in found if not (without and others(hit.passage.piece))]
        costs.took("retrieval", time.perf_counter() - started)
        return hits

    def _batches(
        self,
        hits: Sequence[Hit],
        queries: Sequence[Query],
        costs: Costs,
        source: SentenceSource,
        *,
        units: Sequence[str] = (),
        many_documents: bool = False,
    ) -> list[PromptEvidence]:
        """Choose the sentences to read, in as many batches as the profile allows, best passages first."""
        started = time.perf_counter()
        budget = self._budget()
        batches: list[PromptEvidence] = []
        rest: Sequence[Hit] = hits
        while rest and len(batches) < self._profile.batches:
            evidence = gather(
                rest,
                source,
                queries=queries,
                budget=budget,
                most=self._profile.sentences,
                units=units,
                count_tokens=self._backend.count_tokens,
                many_documents=many_documents,
            )
            if not evidence.sentences:
                break
            batches.append(evidence)
            rest = evidence.left_out
        costs.took("evidence", time.perf_counter() - started)
        return batches

    def _budget(self) -> int:
        """Tokens of evidence that fit beside the instructions and the reply.

        Raises:
            ContextOverflow: none do.
        """
        window = self._backend.card.context_window
        budget = min(self._profile.pool_tokens, window - _INSTRUCTIONS - 2 * self._profile.reply_tokens)
        if budget <= 0:
            raise ContextOverflow(
                f"le contexte du modèle ({window} jetons) est trop petit pour le profil {self._profile.name}.",
                remedy="Augmentez le contexte (réglage llm_context).",
            )
        return budget

    def _provenance(
        self,
        context: DocumentContext,
        hits: Sequence[Hit],
        batches: Sequence[PromptEvidence],
        queries: Sequence[Query],
        costs: Costs,
        odds: Sequence[float | None],
        *,
        read: Sequence[Sequence[Hit]] = (),
    ) -> Provenance:
        return Provenance(
            made_with(self._backend.card, self._profile, context, costs),
            evidence_tokens=tuple(evidence.tokens for evidence in batches),
            presence_log_odds=tuple(None if best is None else round(best, 3) for best in odds),
            trace=trace(hits, read or [evidence.shown for evidence in batches], queries),
        )


def _searched(
    hits: Sequence[Hit], batches: Sequence[PromptEvidence], queries: Sequence[Query], context: DocumentContext
) -> Searched:
    shown = {hit.passage.id for evidence in batches for hit in evidence.shown}
    return Searched(
        queries=tuple(query.text for query in queries),
        passages=len(hits),
        pieces=context.pieces,
        best_score=hits[0].score if hits else None,
        left_out=sum(hit.passage.id not in shown for hit in hits),
        pages_unread=context.pages_unread,
    )
