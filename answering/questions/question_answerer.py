"""A free question without packets: passages -> statements in its scope -> the composer of its kind -> answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answering.context import DocumentContext
from answering.draft import NOT_FOUND, VERDICTS, Draft
from answering.evidence import PromptEvidence
from answering.evidence_sentences import WithoutPromptInjection
from answering.questions.answer_lines import answer_lines, plain_text
from answering.questions.composition import ALONE, Composition, QuestionMaterial
from answering.questions.free_question import NEAR_ENOUGH, OFF, OFF_SUBJECT, POSSIBLE, evidence_of, reply_to
from answering.questions.hints import hints_for, nearest_of
from answering.questions.kinds import answer_kinds
from answering.questions.likely_answers import with_likeliest
from answering.questions.question_material import MaterialMaker
from answering.questions.question_packets import QuestionPackets
from answering.questions.question_parts import QuestionParts
from answering.questions.statements import Statement
from answering.sentence_decisions import Decisions
from answering.trace import Costs, made_with, trace, unusable_warnings
from domain import (
    Answer,
    ComposedAnswer,
    Hit,
    Outcome,
    Provenance,
    Query,
    QuestionKind,
    ScoredSentence,
    Searched,
    UnderstoodQuestion,
    Verdict,
)
from french.part_titles import asks_for_part
from french.question_analysis import Asked, Coverage
from indicator_queries import queries_for_question

#: What a sentence that is more likely wrong is worth, however much of the theme it says.
_NOT_ENOUGH = ALONE - 0.01


@dataclass(slots=True)
class _Reading:
    """What one answer is being made from."""

    hits: list[Hit]
    costs: Costs
    odds: list[float | None]
    batches: list[PromptEvidence]


class FreeQuestions:
    """Answers free questions by their kind."""

    def __init__(self, parts: QuestionParts, maker: MaterialMaker, packets: QuestionPackets, budget: Callable[[], int]):
        """``packets`` ranks sentences as for a reader; ``budget`` counts the tokens of evidence that fit in a call."""
        self._parts = parts
        self._maker = maker
        self._packets = packets
        self._budget = budget

    def answer(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
    ) -> Answer:
        """Answer; ``oui`` when an answer is written there, ``non`` when none was found.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        parts = self._parts
        source = WithoutPromptInjection(parts.sentences, parts.language)
        reading = _Reading([], Costs(), [], [])
        reading.hits = self._maker.hits(slugs, understood, queries, reading.costs)

        def primary(found: Sequence[Statement], asked: Asked, coverage: Coverage) -> Draft:
            several, scoped = len(slugs) > 1, bool(understood.scope)
            return self._primary(found, asked, coverage, reading, several=several, scoped=scoped)

        material = self._maker.material(slugs, understood, context, reading.hits, reading.costs, source, primary)

        def of_side(
            one: UnderstoodQuestion, some: Sequence[str], only: Callable[[Statement], bool]
        ) -> QuestionMaterial:
            found = self._maker.hits(some, one, queries_for_question(one.text), reading.costs)
            return self._maker.material(some, one, context, found, reading.costs, source, primary, only=only)

        material = replace(material, of_side=of_side)
        if parts.ranker is not None:

            def ranked() -> Sequence[ScoredSentence]:
                return self._packets.ranked(slugs, understood, context, reading.costs).ranked

            material = replace(material, reading=ranked)
        composed: Composition | None = None
        outcome = Outcome.NOT_FOUND
        if understood.kind is not QuestionKind.DOCUMENT and self._is_off(material, reading.hits):
            outcome = Outcome.OFF_TOPIC
        elif (kind := answer_kinds().get(understood.kind)) is not None:
            composed = kind.compose(material)
            outcome = Outcome.ANSWERED if composed is not None and composed.lines else Outcome.NOT_FOUND
            if outcome is Outcome.NOT_FOUND and (likely := with_likeliest(material)) is not None:
                composed = kind.compose(likely)
                outcome = Outcome.PROPOSED if composed is not None and composed.lines else Outcome.NOT_FOUND
        lines, citations = answer_lines(composed, parts.profile.quotes)
        unsure = outcome in (Outcome.NOT_FOUND, Outcome.PROPOSED)
        near = nearest_of(material) if unsure else None
        told = ComposedAnswer(
            replace(understood, kind=QuestionKind.OFF_TOPIC) if outcome is Outcome.OFF_TOPIC else understood,
            form=composed.form if composed else ComposedAnswer(understood).form,
            lines=lines,
            opening=composed.opening if composed else "",
            complete=composed.complete if composed else None,
            note=composed.note if composed else "",
            hints=hints_for(material) if unsure else (),
        )
        return Answer(
            document=", ".join(slugs),
            indicator=None,
            question=understood.text,
            verdict=VERDICTS[outcome],
            rationale=_worded(told, outcome),
            values=(),
            citations=citations,
            searched=_searched(reading, queries, context),
            warnings=(*source.warnings, *unusable_warnings(reading.costs)),
            llm=parts.backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=Provenance(
                made_with(parts.backend.card, parts.profile, context, reading.costs),
                evidence_tokens=tuple(evidence.tokens for evidence in reading.batches),
                presence_log_odds=tuple(None if best is None else round(best, 3) for best in reading.odds),
                trace=trace(reading.hits, [evidence.shown for evidence in reading.batches], queries),
                nearest=near,
            ),
            outcome=outcome,
            composed=told,
        )

    def material_of(
        self, slugs: Sequence[str], understood: UnderstoodQuestion, *, context: DocumentContext
    ) -> QuestionMaterial:
        """What a question is answered from; nothing is asked of a model."""
        costs, source = Costs(), WithoutPromptInjection(self._parts.sentences, self._parts.language)
        queries = queries_for_question(understood.text, typed=understood.typed)
        hits = self._maker.hits(slugs, understood, queries, costs)
        nothing = Draft(Verdict.NON, NOT_FOUND, [], outcome=Outcome.NOT_FOUND)
        return self._maker.material(
            slugs, understood, context, hits, costs, source, lambda _found, _asked, _coverage: nothing
        )

    def _primary(
        self,
        statements: Sequence[Statement],
        asked: Asked,
        coverage: Coverage,
        reading: _Reading,
        *,
        several: bool,
        scoped: bool,
    ) -> Draft:
        """What answers among statements, asked in batches."""
        parts = self._parts
        batches = evidence_of(
            statements,
            reading.hits,
            backend=parts.backend,
            profile=parts.profile,
            budget=self._budget(),
            many_documents=several,
        )
        reading.batches.extend(batches)
        found = Draft(Verdict.NON, NOT_FOUND, [], outcome=Outcome.NOT_FOUND)
        by_place = {one.sentence.place: one for one in statements}
        decisions = Decisions(parts.backend, reading.costs)
        for evidence in batches:
            # What is shown above a sentence counts, shortened as it is; in a scope all that carries it does.
            shares = {
                one.place: by_place[one.place].share
                if scoped
                else min(by_place[one.place].share, coverage.of(one.text, evidence.header_of(one)))
                for one in evidence.sentences
            }
            shares |= {place: _worth(by_place[place], share) for place, share in shares.items()}
            found = reply_to(
                evidence,
                asked,
                shares,
                decisions,
                reading.costs,
                reading.odds,
                backend=parts.backend,
                profile=parts.profile,
            )
            if found.verdict is not Verdict.NON:
                break
        if found.verdict is Verdict.NON:
            decisions.check()  # « not found » does not follow from the silence of a model
        return found

    def _is_off(self, material: QuestionMaterial, hits: Sequence[Hit]) -> bool:
        """Whether a question is off the subject: no passage says anything of its theme, nor does the grid."""
        if not hits or not material.coverage.has_words or material.understood.scope:
            return False
        if material.coverage.anywhere(hits) >= OFF_SUBJECT:
            return False
        if asks_for_part(material.understood.text) or any(one.cosine >= NEAR_ENOUGH for one in material.near.values()):
            return False  # it may be said in other words
        words = self._parts.language.words.content_words
        known = {word for one in self._parts.indicators for word in words(" ".join((one.name, *one.vocabulary)))}
        theme = material.understood.theme
        return len(theme & known) * 2 < len(theme)


def _worded(told: ComposedAnswer, outcome: Outcome) -> str:
    """The answer as text; one that is only likely says so."""
    if outcome is Outcome.PROPOSED:
        return f"{POSSIBLE} {plain_text(told)}"
    return plain_text(told) if told.lines else OFF if outcome is Outcome.OFF_TOPIC else NOT_FOUND


def _searched(reading: _Reading, queries: Sequence[Query], context: DocumentContext) -> Searched:
    shown = {hit.passage.id for evidence in reading.batches for hit in evidence.shown}
    return Searched(
        queries=tuple(query.text for query in queries),
        passages=len(reading.hits),
        pieces=context.pieces,
        best_score=reading.hits[0].score if reading.hits else None,
        left_out=sum(hit.passage.id not in shown for hit in reading.hits),
        pages_unread=context.pages_unread,
    )


def _worth(one: Statement, share: float) -> float:
    """What a statement is worth as an answer: where it is known how likely it is to be right, that decides alone."""
    if one.right is None:
        return share
    return max(share, ALONE) if one.stands else min(share, _NOT_ENOUGH)
