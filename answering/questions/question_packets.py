"""The packet of a question: what of the documents a model is given to read, within a budget of tokens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from answering.context import DocumentContext
from answering.draft import NOT_FOUND, Draft
from answering.evidence_sentences import WithoutPromptInjection
from answering.packet_building import PacketRequest, build_packet, without_prompt_injection
from answering.questions.kinds import answer_kinds
from answering.questions.kinds.summary_answer import theme_of
from answering.questions.question_material import MaterialMaker
from answering.questions.question_order import evidence_order
from answering.questions.question_parts import QuestionParts
from answering.questions.statements import Statement
from answering.sentence_ranking import SentenceRanker
from answering.trace import Costs
from domain import AnswerWarning, Packet, Query, QuestionKind, ScoredSentence, UnderstoodQuestion, Verdict
from french.question_analysis import Asked, Coverage
from french.question_understanding import questions_in
from indicator_queries import queries_for, queries_for_question


@dataclass(frozen=True, slots=True)
class RankedEvidence:
    """Sentences for a packet, best first, and what was kept back; ``queries`` are what was looked for."""

    ranked: list[ScoredSentence]
    queries: tuple[Query, ...]
    warnings: tuple[AnswerWarning, ...]


class QuestionPackets:
    """Ranks the sentences of documents for questions, and makes packets of them."""

    def __init__(self, parts: QuestionParts, maker: MaterialMaker, ranker: SentenceRanker):
        self._parts = parts
        self._maker = maker
        self._ranker = ranker

    def ranked(
        self, slugs: Sequence[str], understood: UnderstoodQuestion, context: DocumentContext, costs: Costs
    ) -> RankedEvidence:
        """The sentences for a question, best first; of a text with several questions the best of each in turn."""
        parts = questions_in(understood.text)
        asked = [understood, *(self._part(understood, part) for part in parts if len(parts) > 1)]
        queries = [queries_for_question(searched(one), typed=one.typed) for one in asked]
        lanes = [self._ordered(slugs, one, some, context, costs) for one, some in zip(asked, queries, strict=True)]
        ranked = [one for one in chain(*zip_longest(*lanes)) if one is not None]
        ranked, warnings = without_prompt_injection(ranked, self._parts.language)
        return RankedEvidence(ranked, tuple(chain(*queries)), tuple(warnings))

    def packet(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        ranked: Sequence[ScoredSentence],
        context: DocumentContext,
        budget: int,
        count_tokens: Callable[[str], int],
    ) -> Packet:
        """The best of the ranked sentences within a budget, in the order of the documents."""
        request = PacketRequest(
            ", ".join(slugs),
            self._parts.profile.name,
            budget,
            pieces=context.pieces,
            question=understood.read,
            many_documents=len(slugs) > 1,
        )
        return build_packet(ranked, request, count_tokens)

    def _part(self, understood: UnderstoodQuestion, part: str) -> UnderstoodQuestion:
        """One of the questions of a text, about the words of the whole theme that it has, in the same scope."""
        words = self._parts.language.questions.analyse(part).words
        return replace(understood, text=part, theme=words or understood.theme)

    def _ordered(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        queries: Sequence[Query],
        context: DocumentContext,
        costs: Costs,
    ) -> list[ScoredSentence]:
        source = WithoutPromptInjection(self._parts.sentences, self._parts.language)
        hits = self._maker.hits(slugs, understood, queries, costs)
        material = self._maker.material(slugs, understood, context, hits, costs, source, _nobody, whole=True)
        started = time.perf_counter()
        without = self._maker.without(understood)
        ranked: dict[str, Sequence[ScoredSentence]] = {
            slug: self._ranker.ranked_sentences(slug, queries, without=without, spread=False) for slug in slugs
        }
        theme = theme_of(understood.theme, self._parts.indicators) if understood.kind is QuestionKind.SUMMARY else None
        by_criteria: dict[str, Sequence[ScoredSentence]] = {}
        if theme is not None and not understood.scope:
            asked = queries_for(theme)
            by_criteria = {slug: self._ranker.ranked_sentences(slug, asked, without=without) for slug in slugs}
        found = evidence_order(material, ranked, by_criteria, understood.scope)
        costs.took("retrieval", time.perf_counter() - started)
        return found


def searched(understood: UnderstoodQuestion) -> str:
    """What is looked for: the question, with the words of the documents that its misspelt ones were read as."""
    return " ".join((understood.text, *(read for _, read in understood.corrected)))


def packet_factor(understood: UnderstoodQuestion, documents: int) -> int:
    """How many times the tokens of one fact a question is given: what gathers from many places, several documents."""
    kind = answer_kinds().get(understood.kind)
    return max(kind.packet_factor if kind else 1, min(documents, 2))


def _nobody(_found: Sequence[Statement], _asked: Asked, _coverage: Coverage) -> Draft:
    """No one is asked what answers: a reader of the packet will say."""
    return Draft(Verdict.NON, NOT_FOUND, [])
