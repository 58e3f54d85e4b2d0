"""A document -> answers: every indicator asked for, kept one by one, found again instead of remade."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from answering import PROMPT_VERSION, Answerer, DocumentContext
from answering.draft import without_model
from answering.found_values.cited_values import CitedValues
from answering.partial_scope import within_scope
from answering.questions.composition import QuestionMaterial
from answering.questions.several import joined_answers, read_together
from answering.readers.packet_prompt import PACKET_PROMPT_VERSION
from answering.readers.question_reader import QUESTION_PROMPT_VERSION
from answering.scored_answers import SCORER_VERSION, ScoredAnswerer
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    Packet,
    QuestionKind,
    QuestionScope,
    ReadingProtocol,
    UnderstoodQuestion,
)
from domain.errors import InvalidReply
from domain.identity import digest_of
from domain.json_types import Json
from domain.listening import NOBODY, Listener
from french.question_scope import read_scope
from french.question_understanding import understand
from french.questions_of_text import questions_in, told_before
from french.second_questions import with_subjects
from indicator_queries import find, queries_for, queries_for_question
from indicator_queries.schema import Indicator
from use_cases.answering_code import answering_code
from use_cases.answering_parts import AnsweringParts
from use_cases.document_context import context_of, joined
from use_cases.passage_reading import read_through
from use_cases.progress import Progress, silent
from use_cases.recognition_warnings import with_recognition_warnings


def _asked_as(understood: UnderstoodQuestion) -> str:
    """A question as answers to it are kept under."""
    scope = understood.scope
    named = (*scope.zones, "|", *scope.articles, "|", *scope.provisions, "|", *scope.pieces, "|", *scope.places)
    read = (understood.text, understood.kind.value, *named, "|", *sorted(understood.theme), understood.before)
    return "\n".join(read)


@dataclass(frozen=True, slots=True)
class CellFailure:
    """An indicator that got no answer: the model's replies could not be used. The cell stays as it was."""

    indicator: str
    message: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run came to; ``reused`` counts the answers found instead of made, ``failures`` are not among them."""

    run: str
    document: str
    answers: tuple[Answer, ...]
    reused: int
    seconds: float
    failures: tuple[CellFailure, ...] = ()


class Analysis:
    """Asks the grid, or a free question, of a document.

    An answer is stored as soon as it is made: after an interruption the same call goes on with what
    is missing. An answer made from the same text, indicator, profile, prompt and model is not made
    again unless ``fresh``.
    """

    def __init__(self, parts: AnsweringParts):
        self._parts = parts
        self._answerer = Answerer(
            parts.retriever.texts,
            parts.retriever,
            parts.backend,
            parts.profile,
            parts.language,
            protocol=parts.protocol,
            ranker=parts.retriever,
            tables=parts.retriever,
            ranked_tables=parts.retriever,
            documents=parts.documents,
            indicators=parts.grid.indicators,
            matcher=parts.matcher,
            scored=None
            if parts.scorer is None
            else ScoredAnswerer(parts.retriever, parts.backend.card, parts.profile, parts.scorer, parts.language),
            values=None if parts.scorer is None else CitedValues(parts.retriever, parts.scorer, parts.language),
        )

    def run(
        self,
        document: str,
        codes: Sequence[str] = (),
        *,
        fresh: bool = False,
        progress: Progress = silent,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> RunReport:
        """Answer these indicators of a document (the whole grid, when none is named), in order.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownIndicator: the grid has no such code; nothing was asked.
            ModelError: the LLM failed; the answers made before are kept. Replies that cannot be used cost their
                indicator alone, and are told in the report.
        """
        indicators = [find(self._parts.grid, code) for code in codes] or list(self._parts.grid.indicators)
        context = context_of(self._parts.corpus, document, self._parts.grid.digest, self._parts.language)
        started = time.perf_counter()
        run = self._parts.corpus.answers.start_run(
            "indicateurs",
            document,
            {
                "indicators": [indicator.code for indicator in indicators],
                "profile": self._parts.profile.name,
                "llm": self._parts.backend.card.name,
                "llm_digest": self._parts.backend.card.digest,
                "grid": self._parts.grid.digest,
                "corpus": context.corpus_hash,
                "prompt": PROMPT_VERSION,
                "protocol": self._parts.protocol.value,
            },
        )
        answers: list[Answer] = []
        failures: list[CellFailure] = []
        keys = {indicator.code: self._key(context, indicator.identity) for indicator in indicators}
        known = {} if fresh else {code: self._parts.corpus.answers.find(document, key) for code, key in keys.items()}
        missing = [indicator for indicator in indicators if known.get(indicator.code) is None]
        relevance, reading = self._read_through(document, missing, progress)

        def make(indicator: Indicator) -> Answer | CellFailure:
            try:
                made = self._answerer.answer_indicator(
                    document,
                    indicator,
                    queries_for(indicator),
                    context=context,
                    relevance=relevance.get(indicator.code),
                )
            except InvalidReply as error:
                return CellFailure(indicator.code, str(error))
            made = with_recognition_warnings(within_scope(made, context))
            self._parts.corpus.answers.add(made, key=keys[indicator.code], run=run)
            return made

        with self._parts.turns.side_by_side(make, missing) as made:
            for done, indicator in enumerate(indicators):
                progress(f"analyse de {document}", done, len(indicators))
                answer = known.get(indicator.code) or next(made)
                if isinstance(answer, CellFailure):
                    failures.append(answer)
                    continue
                answers.append(answer)
                if on_answer is not None:
                    on_answer(answer)
        progress(f"analyse de {document}", len(indicators), len(indicators))
        seconds, reused = time.perf_counter() - started, len(indicators) - len(missing)
        counted: dict[str, Json] = {"answers": len(answers), "reused": reused, "failed": len(failures)}
        self._parts.corpus.answers.finish_run(run, {**counted, "seconds": seconds, **reading})
        return RunReport(run, document, tuple(answers), reused, seconds, tuple(failures))

    def ask(
        self,
        documents: str | Sequence[str],
        question: str,
        *,
        before: Sequence[str] = (),
        fresh: bool = False,
        kind: QuestionKind | None = None,
        scope: str | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        """Answer a free question from the text of one or several documents; « non » means not found in them.

        Args:
            documents: slug or slugs; an answer over several is not kept in the corpus, which files by document.
            question: in plain words; a follow-up (« et dans le règlement ? ») leans on ``before``.
            before: the questions asked earlier, oldest first.
            fresh: make the answer again.
            kind: what the question wants, where a person says it; told by its words when None.
            scope: where it looks, as a person types it (« zone N-3, article 13 »); told by its words when None.
            listener: hears the stages and the wording, for those who wait.

        Raises:
            UnknownDocument: a document has not been read.
            ModelError: the LLM failed.
        """
        slugs = [documents] if isinstance(documents, str) else list(dict.fromkeys(documents))
        titles = {slug: self._parts.corpus.documents.get(slug).title for slug in slugs}
        context = self._context(slugs, titles)
        understood = self._understood(slugs, question, before=before, kind=kind, scope=scope)
        if self._parts.protocol is ReadingProtocol.PACKETS:
            understood = read_together(understood)
        for one in understood:
            listener.stage(f"Question comprise : {one.text}")
        answers = [self._asked(slugs, one, context, titles, fresh=fresh, listener=listener) for one in understood]
        return answers[0] if len(answers) == 1 else joined_answers(question, answers)

    def packets_of(
        self, documents: Sequence[str], question: str, tokens: int, count_tokens: Callable[[str], int]
    ) -> list[Packet]:
        """What a model would be given to read for a question, without asking any: a packet for each part of it.

        Args:
            documents: slugs.
            question: in plain words.
            tokens: of a packet for one fact; what gathers from many places gets twice as many.
            count_tokens: size of a text.
        """
        context = self._context(documents, {slug: self._parts.corpus.documents.get(slug).title for slug in documents})
        return [
            self._answerer.question_packet(documents, one, tokens, count_tokens, context=context)
            for one in read_together(self._understood(documents, question))
        ]

    def materials_of(self, documents: Sequence[str], question: str) -> list[QuestionMaterial]:
        """What each part of a question would be answered from without a model."""
        context = self._context(documents, {slug: self._parts.corpus.documents.get(slug).title for slug in documents})
        return [
            self._answerer.question_material(documents, one, context=context)
            for one in self._understood(documents, question)
        ]

    def _context(self, slugs: Sequence[str], titles: Mapping[str, str]) -> DocumentContext:
        contexts = [
            context_of(self._parts.corpus, slug, self._parts.grid.digest, self._parts.language) for slug in slugs
        ]
        return contexts[0] if len(slugs) == 1 else joined(contexts, titles)

    def _understood(
        self,
        slugs: Sequence[str],
        question: str,
        *,
        before: Sequence[str] = (),
        kind: QuestionKind | None = None,
        scope: str | None = None,
    ) -> list[UnderstoodQuestion]:
        """The questions of a text, in order."""
        zones, words = self._answerer.known_of(slugs)
        chosen = None if scope is None else read_scope(scope, zones)
        understood: list[UnderstoodQuestion] = []
        told = told_before(question)
        # A piece that is named in passing restricts nothing; the reader is told of it.
        case = replace(read_scope(told, zones), pieces=(), articles=()) if told else QuestionScope()
        for part in with_subjects(questions_in(question)):
            earlier = [*before, *(said.text for said in understood)]  # « … et combien de logements y sont prévus ? »
            one = understand(
                part,
                earlier,
                known=zones,
                words=words,
                kind=kind,
                scope=chosen,
                meaning=self._parts.meaning,
                of_one_text=bool(understood),
            )
            # « Quelle hauteur en UB et combien d'arbres ? »: the second is asked of the same zone.
            if told and scope is None:
                one = replace(one, scope=one.scope.over(case))
            one = replace(one, scope=one.scope.over(understood[0].scope)) if understood else one
            understood.append(replace(one, before=told) if told else one)
        return understood

    def _asked(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        context: DocumentContext,
        titles: Mapping[str, str],
        *,
        fresh: bool,
        listener: Listener,
    ) -> Answer:
        """The answer to one question, found again where it was given; that over several documents is not kept."""
        one_document = len(slugs) == 1
        # Whatever is changed in the code that answers may change an answer: one of another version is asked again.
        key = self._key(context, f"{_asked_as(understood)}\n{answering_code()}")

        def given() -> Answer | None:
            answer = self._parts.corpus.answers.find(slugs[0], key) if one_document and not fresh else None
            if answer is not None:
                listener.stage("Réponse déjà donnée")
            return answer

        if (answer := given()) is not None:
            return answer
        listener.stage("Recherche et lecture des passages" if one_document else f"Lecture de {len(slugs)} documents")
        with self._parts.turns:
            # Another who asked the same may have been answered while this one waited for its turn.
            if (answer := given()) is not None:
                return answer
            answer = self._answerer.answer_question(
                slugs,
                understood.text,
                queries_for_question(understood.text, typed=understood.typed),
                context=context,
                understood=understood,
                listener=listener,
            )
            answer = with_recognition_warnings(answer, None if one_document else titles)
            if one_document:  # kept before the next has its turn
                self._parts.corpus.answers.add(answer, key=key)
            return answer

    def _read_through(
        self, document: str, indicators: Sequence[Indicator], progress: Progress
    ) -> tuple[Mapping[str, Mapping[str, float]], dict[str, Json]]:
        """The scores of a profile that reads everything, and the figures of that reading; nothing for the others."""
        packets = self._parts.protocol is ReadingProtocol.PACKETS  # they hold everything: no need to rank better
        if not indicators or not self._parts.profile.reads_all or packets or without_model(self._parts.backend):
            return {}, {}
        relevance = read_through(
            self._parts.corpus, self._parts.backend, self._parts.turns, document, indicators, progress=progress
        )
        figures: dict[str, Json] = {
            "passages_read": relevance.read,
            "passages_known": relevance.kept,
            "prompt_tokens": relevance.costs.prompt_tokens,
            "seconds": relevance.costs.seconds.get("marking", 0.0),
        }
        return relevance.odds, {"reading_through": figures}

    def _key(self, context: DocumentContext, asked: str) -> str:
        card = self._parts.backend.card
        packets = self._parts.protocol is ReadingProtocol.PACKETS
        prompts = (PACKET_PROMPT_VERSION, QUESTION_PROMPT_VERSION) if packets else ()
        scorer = () if self._parts.scorer is None else (SCORER_VERSION, self._parts.scorer.weights.digest)
        return digest_of(
            (
                context.corpus_hash,
                asked,
                repr(self._parts.profile),
                PROMPT_VERSION,
                card.name,
                card.digest or "",
                self._parts.index,
                *prompts,
                *scorer,
                *(("pièces d'autrui",) if NOT_OF_THE_PLAN.intersection(context.kinds) else ()),
                *(("périmètre", context.partial, context.description.scope) if context.partial else ()),
            )
        )
