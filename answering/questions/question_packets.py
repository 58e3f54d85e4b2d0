"""The packet of a question: what of the documents a model is given to read, within a budget of tokens."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from answering.questions.read_documents import ReadDocument
from answering.questions.read_surroundings import ReadSurroundings
from answering.questions.statements import Statement
from answering.sentence_ranking import SentenceRanker
from answering.trace import Costs
from domain import AnswerWarning, Packet, Query, QuestionKind, ScoredSentence, UnderstoodQuestion, Verdict
from french.filler import Filler, asks_about_filler, is_asked_entry
from french.question_analysis import Asked, Coverage
from french.questions_of_text import questions_in
from indicator_queries import queries_for, queries_for_question


@dataclass(frozen=True, slots=True)
class RankedEvidence:
    """Sentences for a packet, best first, and what was kept back.

    ``queries`` are what was looked for; ``filler`` counts the sentences left out as filler; ``documents`` are those
    asked, as they were read.
    """

    ranked: list[ScoredSentence]
    queries: tuple[Query, ...]
    warnings: tuple[AnswerWarning, ...]
    filler: int = 0
    documents: Mapping[str, ReadDocument] = field(default_factory=dict)


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
        read: dict[str, ReadDocument] = {}
        lanes = [
            self._ordered(slugs, one, some, context, costs, read) for one, some in zip(asked, queries, strict=True)
        ]
        ranked = [one for one in chain(*zip_longest(*lanes)) if one is not None]
        ranked, warnings = without_prompt_injection(ranked, self._parts.language)
        kept = [one for one in ranked if not _is_filler(one, understood, read)]
        return RankedEvidence(kept, tuple(chain(*queries)), tuple(warnings), len(ranked) - len(kept), read)

    def packet(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        evidence: RankedEvidence,
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
            outlined=True,
            around=ReadSurroundings(evidence.documents),
        )
        return build_packet(evidence.ranked, request, count_tokens)

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
        read: dict[str, ReadDocument],
    ) -> list[ScoredSentence]:
        source = WithoutPromptInjection(self._parts.sentences, self._parts.language)
        hits = self._maker.hits(slugs, understood, queries, costs)
        material = self._maker.material(slugs, understood, context, hits, costs, source, _nobody, whole=True)
        read.update(material.documents)
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
    """What is looked for: the question, the words that its misspelt ones were read as, and the case told before it."""
    return " ".join((understood.text, *(read for _, read in understood.corrected), understood.before)).strip()


def packet_factor(understood: UnderstoodQuestion) -> int:
    """How many times the tokens of one fact a question is given: what gathers from many places."""
    kind = answer_kinds().get(understood.kind)
    return kind.packet_factor if kind else 1


def _is_filler(one: ScoredSentence, understood: UnderstoodQuestion, documents: Mapping[str, ReadDocument]) -> bool:
    """Whether a sentence is contents, a legend, a running title; an entry that explains what is asked is none."""
    document = documents.get(one.sentence.document)
    number = document.index.get(one.sentence.place) if document else None
    kind = document.fillers.get(number) if document and number is not None else None
    if kind is None or asks_about_filler(understood.text):
        return False
    return kind not in {Filler.GLOSSARY, Filler.ABBREVIATIONS} or not is_asked_entry(
        one.sentence.row or one.sentence.text, understood.theme
    )


def _nobody(_found: Sequence[Statement], _asked: Asked, _coverage: Coverage) -> Draft:
    """No one is asked what answers: a reader of the packet will say."""
    return Draft(Verdict.NON, NOT_FOUND, [])
