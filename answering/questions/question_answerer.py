"""A free question without packets: passages -> statements in its scope -> the composer of its kind -> answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answering.context import DocumentContext
from answering.draft import NOT_FOUND, Draft
from answering.evidence import PromptEvidence
from answering.evidence_sentences import WithoutPromptInjection
from answering.questions.answer_lines import answer_lines, plain_text
from answering.questions.carried_scope import Fit, fit_of
from answering.questions.composition import Composition, QuestionMaterial
from answering.questions.free_question import OFF, OFF_SUBJECT, evidence_of, reply_to
from answering.questions.hints import hints_for, nearest_of
from answering.questions.kinds import answer_kinds
from answering.questions.question_parts import QuestionParts, Retrieve
from answering.questions.statements import Statement, statements_of
from answering.sentence_context import Place
from answering.sentence_decisions import Decisions
from answering.trace import Costs, made_with, trace, unusable_warnings
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    ComposedAnswer,
    Hit,
    Outcome,
    PieceKind,
    Provenance,
    Query,
    QuestionKind,
    QuestionScope,
    ScoredSentence,
    Searched,
    StoredSentence,
    UnderstoodQuestion,
    Verdict,
)
from french.question_analysis import Asked, Coverage


@dataclass(slots=True)
class _Reading:
    """What one answer is being made from."""

    hits: list[Hit]
    costs: Costs
    odds: list[float | None]
    batches: list[PromptEvidence]


class FreeQuestions:
    """Answers free questions by their kind."""

    def __init__(self, parts: QuestionParts, retrieve: Callable[..., list[Hit]], budget: Callable[[], int]):
        """``retrieve`` is :class:`Retrieve`; ``budget`` counts the tokens of evidence that fit in a call."""
        self._parts = parts
        self._retrieve: Retrieve = retrieve
        self._budget = budget

    def known(self, slugs: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Codes of the zones of some documents, and the stems of their words; empty where they are not read whole."""
        read = self._parts.documents.whole(slugs)
        zones = frozenset(code for one in read for code in one.zones)
        return zones, frozenset(word for one in read for word in one.words)

    def places_in_scope(self, slugs: Sequence[str], scope: QuestionScope) -> frozenset[Place] | None:
        """Places of the sentences that stand in a scope; None where nothing restricts, or nothing stands there."""
        found = (
            one.sentence.place
            for document in (self._parts.documents.whole(slugs) if scope else ())
            for one, carried in zip(document.placed, document.carried, strict=True)
            if fit_of(scope, one, carried) is not Fit.OUT
        )
        return frozenset(found) or None

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
        # Opinions and minutes are no part of the plan: they are read when a question is about them.
        without = () if parts.language.sentences.speaks_for_others(understood.text) else tuple(sorted(NOT_OF_THE_PLAN))
        reading = _Reading([], Costs(), [], [])
        reading.hits = self._hits(slugs, understood, queries, reading.costs, without)
        material = self._material(slugs, understood, context, reading, source, without)
        composed: Composition | None = None
        outcome = Outcome.NOT_FOUND
        if understood.kind is not QuestionKind.DOCUMENT and self._is_off(material, reading.hits):
            outcome = Outcome.OFF_TOPIC
        elif (kind := answer_kinds().get(understood.kind)) is not None:
            composed = kind.compose(material)
            outcome = Outcome.ANSWERED if composed is not None and composed.lines else Outcome.NOT_FOUND
        lines, citations = answer_lines(composed, parts.profile.quotes)
        near = nearest_of(material) if outcome is Outcome.NOT_FOUND else None
        told = ComposedAnswer(
            replace(understood, kind=QuestionKind.OFF_TOPIC) if outcome is Outcome.OFF_TOPIC else understood,
            form=composed.form if composed else ComposedAnswer(understood).form,
            lines=lines,
            opening=composed.opening if composed else "",
            complete=composed.complete if composed else None,
            note=composed.note if composed else "",
            hints=hints_for(material) if outcome is Outcome.NOT_FOUND else (),
        )
        return Answer(
            document=", ".join(slugs),
            indicator=None,
            question=understood.text,
            verdict=Verdict.OUI if outcome is Outcome.ANSWERED else Verdict.NON,
            rationale=plain_text(told) if lines else OFF if outcome is Outcome.OFF_TOPIC else NOT_FOUND,
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

    def _hits(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        queries: Sequence[Query],
        costs: Costs,
        without: Sequence[PieceKind],
    ) -> list[Hit]:
        """The passages found; of each document apart where documents are compared or summed up."""
        apart = understood.kind in (QuestionKind.COMPARISON, QuestionKind.SUMMARY) and 1 < len(slugs) <= 4
        asked = [[slug] for slug in slugs] if apart else [list(slugs)]
        return [hit for some in asked for hit in self._retrieve(queries, some, (), costs, without=without)]

    def _material(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        context: DocumentContext,
        reading: _Reading,
        source: WithoutPromptInjection,
        without: Sequence[PieceKind],
    ) -> QuestionMaterial:
        started = time.perf_counter()
        language, ranker = self._parts.language, self._parts.ranker
        # A follow-up is about what it names itself; what it keeps of the questions before only helps to find it.
        words = understood.required or understood.theme
        asked = replace(language.questions.analyse(understood.text), words=words)
        coverage = language.questions.coverage(asked, reading.hits)
        documents = self._parts.documents.of(slugs, reading.hits, source)
        others = language.sentences.speaks_for_others
        kind = answer_kinds().get(understood.kind)
        titles = kind is not None and kind.titles
        years = frozenset(word for word in understood.theme if word.isdigit() and 1900 <= int(word) <= 2100)

        def keeps(sentence: StoredSentence) -> bool:
            if language.sentences.is_prompt_injection(sentence.text):
                source.keep_back(sentence)
                return False
            return not (without and others(sentence.piece))

        statements = [
            one
            for document in documents.values()
            for one in statements_of(
                document,
                reading.hits,
                coverage,
                understood.scope,
                keeps=keeps,
                required=understood.required,
                years=years,
                titles=titles,
            )
            if one.placed.passage.piece_kind not in without
        ]
        statements.sort(key=lambda one: (-one.share, -one.fit, one.rank))
        reading.costs.took("evidence", time.perf_counter() - started)

        def ranked(slug: str, queries: Sequence[Query]) -> list[ScoredSentence]:
            return ranker.ranked_sentences(slug, queries) if ranker is not None else []

        return QuestionMaterial(
            understood=understood,
            asked=asked,
            coverage=coverage,
            documents=documents,
            statements=statements,
            primary=lambda found: self._primary(
                found, asked, coverage, reading, several=len(slugs) > 1, scoped=bool(understood.scope)
            ),
            context=context,
            language=language,
            ranked=ranked if ranker is not None else None,
            indicators=self._parts.indicators,
            reviewed=self._parts.reviewed,
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
        words = self._parts.language.words.content_words
        known = {word for one in self._parts.indicators for word in words(" ".join((one.name, *one.vocabulary)))}
        theme = material.understood.theme
        return len(theme & known) * 2 < len(theme)


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
