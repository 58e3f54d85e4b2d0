"""An indicator, or a free question, becomes a checked answer.

retrieval -> the most promising sentences within the budget -> each read alone, one token -> structured
reply from the sentences that answer -> checks -> Answer. In several batches when the profile reads much;
the batches' findings are then merged.

Why one by one: shown twenty numbered sentences, a 1.5B model cites the first eight whatever they say and
says oui to whatever stands near the subject. Asked of one sentence « does it answer? », the log-odds of
its one-token answer tell presence from absence (AUC .88 on 23 reference cells, about .9 on questions).
Whether larger models need it is not measured yet.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from answering.asked import Asked, Coverage, read_question
from answering.backends.base import ChatBackend
from answering.checks import (
    build_citations,
    check_values,
    existing_sentences,
    settle_verdict,
    unsupported_numbers,
)
from answering.evidence import Evidence, SentenceSource, chosen, gather
from answering.profiles import Profile
from answering.prompt import (
    PROMPT_VERSION,
    confirm_messages,
    indicator_messages,
    presence_messages,
    question_messages,
)
from answering.reading import read_one_by_one
from answering.reply import IndicatorReply, QuestionReply, ask, indicator_schema, question_schema
from answering.rubric import judge, read_hits
from answering.trace import Costs, trace
from answering.words import zones_named
from corpus.errors import ContextOverflow
from corpus.types import Answer, Hit, PieceKind, Query, Searched, StoredSentence, Value, Verdict
from indicator_queries.schema import Indicator

#: Log-odds of « oui » above which a sentence is held to answer an indicator. Zero is the model's own even
#: chance: it was not fitted to any data set.
ANSWERS = 0.0

#: Log-odds at or under which the model is held to say a clear « non » (it gives « oui » at most 38 %);
#: between the two it hesitates, and the tool abstains.
CLEAR_NO = -0.5

#: Log-odds above which a sentence clearly answers: three chances in four. A free question needs it to be
#: answered; an indicator is then no longer « non ». Calibrated on development questions (11 with an answer,
#: 10 without, reference sentences among near ones): .82 and .90 of them go the right way.
WRITTEN = math.log(3)

#: A sentence this far in log-odds under the best one is no source of the answer to a question.
FAR = 1.0

#: Shares of what a question is about (see :class:`answering.asked.Coverage`) under which no passage is on the
#: subject, under which a sentence is not worth reading, and from which one answers without any model.
OFF_SUBJECT, ENOUGH, ALONE = 0.2, 0.3, 0.5

OFF = "Hors du sujet : aucun passage de ce document ne parle de ce que demande la question."

NOT_FOUND = "Non trouvé : aucun des passages lus ne donne la réponse."

HESITATION = "Relues une à une, les phrases les plus proches du sujet ne répondent pas clairement à la question."

NONE_ANSWERS = "Les phrases les plus proches du sujet, relues une à une, ne répondent pas à la question."

#: Tokens kept free for the question, the rubric and the instructions, and for one repair attempt.
_INSTRUCTIONS = 1000

_ORDER = (Verdict.OUI, Verdict.PARTIEL, Verdict.A_VERIFIER, Verdict.SANS_OBJET, Verdict.NON)


class Retriever(Protocol):
    """Finds passages; see :mod:`retrieval`."""

    def retrieve(
        self, queries: Sequence[Query], *, documents: Sequence[str], k: int, kinds: Sequence[PieceKind] = ()
    ) -> list[Hit]:
        """The ``k`` best passages of ``documents``, best first; ``kinds`` are preferred, not required."""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What an answer must say of the document besides the passages read.

    ``pieces`` could be searched, ``kinds`` are the parts they play; ``pages_unread`` are the pages nobody could
    read (« piece p. n »).
    """

    pieces: tuple[str, ...]
    pages_unread: tuple[str, ...]
    corpus_hash: str
    grid_digest: str | None = None
    kinds: tuple[PieceKind, ...] = ()


@dataclass(slots=True)
class _Finding:
    """What one batch of evidence gave, after the checks."""

    verdict: Verdict
    rationale: str
    sentences: list[StoredSentence]
    values: tuple[Value, ...] = ()
    warnings: list[str] = field(default_factory=list)


class Answerer:
    """Answers from the passages of a corpus, with one LLM and one profile."""

    def __init__(
        self,
        sentences: SentenceSource,
        retriever: Retriever,
        backend: ChatBackend,
        profile: Profile,
        *,
        rubric: bool = True,
    ):
        """Put the parts together; ``rubric=False`` asks for one structured reply even where the grid has criteria."""
        self._rubric = rubric
        self._sentences = sentences
        self._retriever = retriever
        self._backend = backend
        self._profile = profile

    def answer_indicator(
        self, document: str, indicator: Indicator, queries: Sequence[Query], *, context: DocumentContext
    ) -> Answer:
        """Answer one line of the grid for one document.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        if indicator.rubric.criteria and self._rubric:
            return self._by_rubric(document, indicator, queries, context)
        started = time.perf_counter()
        costs = Costs()
        hits = self._retrieve(queries, [document], indicator.where, costs)
        if self._without_model:
            return self._no_criteria(document, indicator, queries, hits, context, costs, started)
        units = tuple(unit for value in indicator.values for unit in value.units)
        batches = self._batches(hits, queries, costs, units=units)
        odds: list[float | None] = []
        findings = [self._judge(evidence, indicator, costs, odds) for evidence in batches]
        found = _merge(findings) if findings else _Finding(Verdict.NON, NOT_FOUND, [])
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
            warnings=(*found.warnings, *warnings),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            record=self._record(context, hits, batches, queries, costs, odds),
        )

    def answer_question(
        self, documents: Sequence[str] | str, question: str, queries: Sequence[Query], *, context: DocumentContext
    ) -> Answer:
        """Answer a free question from the text of one or several documents.

        The verdict is ``oui`` when an answer is written there, ``non`` when none was found, and
        ``a_verifier`` when one was written but a check did not hold.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        started = time.perf_counter()
        costs = Costs()
        slugs = [documents] if isinstance(documents, str) else list(documents)
        hits = self._retrieve(queries, slugs, (), costs)
        odds: list[float | None] = []
        asked = read_question(question)
        coverage = Coverage(asked, hits)
        found = _Finding(Verdict.NON, NOT_FOUND, [])
        batches: list[Evidence] = []
        if hits and coverage.anywhere(hits) < OFF_SUBJECT:
            found = _Finding(Verdict.NON, OFF, [])
        else:
            batches = self._for_question(hits, asked, coverage, costs, many_documents=len(slugs) != 1)
        for evidence in batches:
            found = self._reply_to(evidence, asked, coverage, costs, odds)
            if found.verdict is not Verdict.NON:
                break
        citations = build_citations(found.sentences, self._profile.citations)
        return Answer(
            document=", ".join(slugs),
            indicator=None,
            question=question,
            verdict=found.verdict,
            rationale=found.rationale,
            values=(),
            citations=citations,
            searched=_searched(hits, batches, queries, context),
            warnings=tuple(found.warnings),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            record=self._record(context, hits, batches, queries, costs, odds),
        )

    @property
    def _without_model(self) -> bool:
        return self._backend.card.kind == "none"

    def _by_rubric(
        self, document: str, indicator: Indicator, queries: Sequence[Query], context: DocumentContext
    ) -> Answer:
        """The verdict of the grid's criteria and rule; the model only reads sentences again."""
        started = time.perf_counter()
        costs = Costs()
        hits = self._retrieve(queries, [document], indicator.where, costs, self._profile.scanned)
        reading = time.perf_counter()
        reads = read_hits(hits, self._sentences)
        costs.took("evidence", time.perf_counter() - reading)
        found = judge(
            indicator,
            reads,
            None if self._without_model else self._backend,
            costs,
            kinds=context.kinds,
            asked=self._profile.confirmed,
            most=self._profile.quotes,
        )
        citations = build_citations(found.sentences, self._profile.quotes)
        verdict, warnings = settle_verdict(found.verdict, citations)
        # The readers take every sentence of every passage: nothing was left out.
        odds = [odds for _, odds in found.odds]
        record = self._record(context, hits, (), queries, costs, odds, read=[hits])
        record |= {
            "criteria": dict(found.criteria),
            "criteria_log_odds": [[key, None if odds is None else round(odds, 3)] for key, odds in found.odds],
            "nearest": [[near.piece, near.page, near.text] for near in found.nearest],
        }
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=found.values,
            citations=citations,
            searched=replace(_searched(hits, (), queries, context), left_out=0),
            warnings=(*found.warnings, *warnings),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            record=record,
        )

    def _no_criteria(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        hits: Sequence[Hit],
        context: DocumentContext,
        costs: Costs,
        started: float,
    ) -> Answer:
        """Without a model and without criteria nothing can be concluded: the nearest sentences, to be read."""
        batches = self._batches(hits, queries, costs)
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
            warnings=(),
            llm=self._backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            record=self._record(context, hits, batches, queries, costs, []),
        )

    def _retrieve(
        self,
        queries: Sequence[Query],
        documents: Sequence[str],
        kinds: Sequence[PieceKind],
        costs: Costs,
        k: int | None = None,
    ) -> list[Hit]:
        started = time.perf_counter()
        hits = self._retriever.retrieve(queries, documents=documents, k=k or self._profile.passages, kinds=kinds)
        costs.took("retrieval", time.perf_counter() - started)
        return hits

    def _batches(
        self,
        hits: Sequence[Hit],
        queries: Sequence[Query],
        costs: Costs,
        *,
        units: Sequence[str] = (),
        many_documents: bool = False,
    ) -> list[Evidence]:
        """Choose the sentences to read, in as many batches as the profile allows, best passages first."""
        started = time.perf_counter()
        budget = self._budget()
        batches: list[Evidence] = []
        rest: Sequence[Hit] = hits
        while rest and len(batches) < self._profile.batches:
            evidence = gather(
                rest,
                self._sentences,
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

    def _for_question(
        self, hits: Sequence[Hit], asked: Asked, coverage: Coverage, costs: Costs, *, many_documents: bool
    ) -> list[Evidence]:
        """The sentences that say most of what is asked and have the kind of thing asked for, in batches.

        Chosen among all sentences of the passages: the eight best hold the answer more often than the eight
        that share most words with the queries.
        """
        started = time.perf_counter()
        budget = self._budget()
        ranked = []
        for order, read in enumerate(read_hits(hits, self._sentences)):
            title = f"{read.sentence.piece} {' '.join(hits[read.rank].passage.section[-3:])}"
            share = coverage.of(read.sentence.text, title)
            if share >= ENOUGH and asked.can_be_answered_by(read.sentence.text):
                ranked.append((-share, read.rank, order, read))
        ranked.sort(key=lambda one: one[:3])
        best = [(hits[read.rank], read.sentence) for _, _, _, read in ranked]
        size = self._profile.sentences
        batches = [
            chosen(
                best[start : start + size],
                hits,
                budget=budget,
                count_tokens=self._backend.count_tokens,
                many_documents=many_documents,
            )
            for start in range(0, min(len(best), size * self._profile.batches), size)
        ]
        costs.took("evidence", time.perf_counter() - started)
        return batches

    def _judge(self, evidence: Evidence, indicator: Indicator, costs: Costs, odds: list[float | None]) -> _Finding:
        """What one batch says of an indicator."""
        found = read_one_by_one(
            self._backend, evidence, lambda text, header: confirm_messages(text, header, indicator.question), costs
        )
        odds.append(found.best)
        answering = found.above(ANSWERS)
        if not answering:
            if found.best is not None and found.best <= CLEAR_NO:
                return _Finding(Verdict.NON, NONE_ANSWERS, [])
            return _Finding(Verdict.A_VERIFIER, HESITATION, [sentence for _, sentence in found.read[:1]])
        shown = evidence.only(answering[: self._profile.citations], self._backend.count_tokens)
        reply, spent = ask(
            self._backend,
            indicator_messages(shown.text, indicator),
            IndicatorReply,
            indicator_schema(
                indicator,
                [sentence.text for sentence in shown.sentences],
                present=found.best is not None and found.best > WRITTEN,
            ),
            max_tokens=self._profile.reply_tokens,
        )
        costs.add("reply", *spent)
        sentences, warnings = existing_sentences(reply.preuves, shown)
        values = check_values(reply.valeurs, shown, indicator.values)
        return _Finding(
            reply.verdict,
            reply.raison.strip(),
            list(dict.fromkeys([*sentences, *values.sentences])),
            values.values,
            [*warnings, *values.warnings],
        )

    def _reply_to(
        self, evidence: Evidence, asked: Asked, coverage: Coverage, costs: Costs, odds: list[float | None]
    ) -> _Finding:
        """What one batch says of a free question."""
        question = asked.text
        if self._without_model:
            own = _of_the_zones_asked(evidence.sentences, evidence, question)[:1]
            if not own or coverage.of(own[0].text, evidence.header_of(own[0])) < ALONE:
                return _Finding(Verdict.NON, NOT_FOUND, [])
            return _Finding(Verdict.OUI, own[0].text, list(own))
        found = read_one_by_one(
            self._backend,
            evidence,
            lambda text, header: presence_messages(f"{header}\n{text}", question),
            costs,
        )
        odds.append(found.best)
        limit = WRITTEN if found.best is None else max(WRITTEN, found.best - FAR)
        answering = _of_the_zones_asked(found.above(limit), evidence, question)
        if not answering:
            return _Finding(Verdict.NON, NOT_FOUND, [])
        shown = evidence.only(answering[: self._profile.citations], self._backend.count_tokens)
        reply, spent = ask(
            self._backend,
            question_messages(shown.text, question),
            QuestionReply,
            question_schema(len(shown.sentences)),
            max_tokens=self._profile.reply_tokens,
        )
        costs.add("reply", *spent)
        sentences, warnings = existing_sentences(reply.preuves, shown)
        answer = reply.reponse.strip()
        if not sentences or not answer:
            return _Finding(Verdict.NON, NOT_FOUND, [], (), warnings)
        missing = unsupported_numbers(answer, sentences)
        if missing:
            # Small models copy the right figure and name the wrong line: the line that has it is cited.
            bearing = [sentence for sentence in answering if not unsupported_numbers(answer, [sentence])]
            if bearing:
                sentences, missing = bearing[:1], []
                warnings.append("La phrase citée est celle qui porte le chiffre, et non celle que le modèle désignait.")
        if missing:
            names = ", ".join(missing)
            warnings.append(f"Chiffres de la réponse absents des phrases citées : {names}. À vérifier.")
        verdict = Verdict.A_VERIFIER if missing else Verdict.OUI
        return _Finding(verdict, answer, sentences, (), warnings)

    def _record(
        self,
        context: DocumentContext,
        hits: Sequence[Hit],
        batches: Sequence[Evidence],
        queries: Sequence[Query],
        costs: Costs,
        odds: Sequence[float | None],
        *,
        read: Sequence[Sequence[Hit]] = (),
    ) -> dict[str, Any]:
        card = self._backend.card
        return {
            "model": card.name,
            "model_digest": card.digest,
            "quantisation": card.quantisation,
            "context_window": card.context_window,
            "backend": card.kind,
            "prompt_version": PROMPT_VERSION,
            "profile": self._profile.name,
            "grid": context.grid_digest,
            "corpus": context.corpus_hash,
            "prompt_tokens": costs.prompt_tokens,
            "completion_tokens": costs.completion_tokens,
            "calls": costs.calls,
            "evidence_tokens": [evidence.tokens for evidence in batches],
            "seconds": dict(costs.seconds),
            "presence_log_odds": [None if best is None else round(best, 3) for best in odds],
            "trace": trace(hits, read or [evidence.shown for evidence in batches], queries),
        }


def _of_the_zones_asked(sentences: Sequence[StoredSentence], evidence: Evidence, question: str) -> list[StoredSentence]:
    """Where a question names a zone, only the sentences of that zone, if there are any: twin rules differ by it."""
    asked = zones_named(question)
    own = [
        sentence for sentence in sentences if asked & zones_named(f"{evidence.header_of(sentence)}\n{sentence.text}")
    ]
    return own or list(sentences)


def _merge(findings: Sequence[_Finding]) -> _Finding:
    """The most affirmative batch gives verdict and reason; proofs and values of all batches are joined.

    Proofs of a batch that found nothing (``non``) are not proofs.
    """
    best = min(findings, key=lambda finding: _ORDER.index(finding.verdict))
    ordered = [best, *(finding for finding in findings if finding is not best)]
    proving = [finding for finding in ordered if finding.verdict is not Verdict.NON]
    return _Finding(
        best.verdict,
        best.rationale,
        [sentence for finding in proving for sentence in finding.sentences],
        tuple(dict.fromkeys(value for finding in proving for value in finding.values)),
        [warning for finding in findings for warning in finding.warnings],
    )


def _searched(
    hits: Sequence[Hit], batches: Sequence[Evidence], queries: Sequence[Query], context: DocumentContext
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
