"""An indicator, or a free question, becomes a checked answer.

Which way an indicator is answered depends on the model, how it is used, and whether the grid has criteria: packets
(``packet_answers``), the scorer (``scored_answers``), criteria and rule (``rule_answers``), one structured reply
(``reply_answers``). Free questions are answered in ``questions``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from answering.context import DocumentContext
from answering.draft import without_model
from answering.evidence import SentenceSource
from answering.found_values.cited_values import CitedValues
from answering.llm.base import ChatBackend
from answering.packet_answers import PacketAnswerer
from answering.passage_parts import PassageParts
from answering.passage_search import PassageRetriever, PassageSearch, evidence_budget
from answering.profiles import Profile
from answering.questions.composition import QuestionMaterial, ReviewedPoint
from answering.questions.packet_question import PacketQuestions
from answering.questions.question_answerer import FreeQuestions
from answering.questions.question_material import MaterialMaker
from answering.questions.question_packets import QuestionPackets, packet_factor
from answering.questions.question_parts import QuestionParts
from answering.questions.read_documents import ReadDocuments
from answering.questions.token_matches import TokenMatcher
from answering.readers.packet_reader import PacketReader
from answering.readers.question_reader import QuestionReader
from answering.reply_answers import ReplyAnswerer
from answering.rule_answers import RuleAnswerer
from answering.scored_answers import ScoredAnswerer
from answering.scoring.evidence_table import TableSource
from answering.sentence_ranking import PassageSentences, RankedTables, SentenceRanker
from answering.trace import Costs
from domain import Answer, Outcome, Packet, Query, QuestionKind, ReadingProtocol, UnderstoodQuestion
from domain.listening import NOBODY, Listener
from french.document_facts import facts_asked, is_made_by_others
from french.document_matters import is_of_the_text
from french.question_understanding import kind_in_text, understand
from indicator_queries.schema import Indicator
from languages import Language


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
        tables: TableSource | None = None,
        scored: ScoredAnswerer | None = None,
        values: CitedValues | None = None,
        ranked_tables: RankedTables | None = None,
        documents: ReadDocuments | None = None,
        indicators: Sequence[Indicator] = (),
        reviewed: Callable[[str, str], Sequence[ReviewedPoint]] = lambda _slug, _code: (),
        matcher: TokenMatcher | None = None,
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
            tables: what retrieval knows of each sentence; free questions do without when None.
            scored: answers indicators with criteria where there is no model; the cue phrases alone when None.
            values: completes the values that a reader of packets names; they stand alone when None.
            ranked_tables: scores sentences once, to rank them and for these values; asked apart when None.
            documents: as free questions read them whole; the passages found stand for them when None.
            indicators: the grid, whose criteria order the summary of a theme.
            reviewed: what reviewed cells say of a document, by its slug and the code of an indicator.
            matcher: compares a question with sentences word by word; free questions do without when None.
        """
        search = PassageSearch(retriever, profile, language)
        from_passages = PassageParts(sentences, search, backend, profile, language)
        self._by_rule = RuleAnswerer(from_passages)
        self._by_reply = ReplyAnswerer(from_passages)
        self._scored = scored if without_model(backend) else None
        self._rubric = rubric
        self._packets: PacketAnswerer | None = None
        self._packet_questions: PacketQuestions | None = None
        ranks = ranker or PassageSentences(retriever, sentences, profile.scanned)
        parts = QuestionParts(
            sentences,
            documents or ReadDocuments(None),
            backend,
            profile,
            language,
            ranker,
            tuple(indicators),
            reviewed,
            tables,
            matcher,
        )
        self._maker = MaterialMaker(parts, search.find)
        self._question_packets = QuestionPackets(parts, self._maker, ranks)
        if protocol is ReadingProtocol.PACKETS and not without_model(backend):
            reader = PacketReader(backend, others=indicators)
            self._packets = PacketAnswerer(ranks, backend, profile, reader, language, values, ranked_tables)
            self._packet_questions = PacketQuestions(parts, self._question_packets, QuestionReader(backend))
        self._questions = FreeQuestions(
            parts, self._maker, self._question_packets, lambda: evidence_budget(backend, profile)
        )

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
        way = self._by_rule if indicator.rubric.criteria and self._rubric else self._by_reply
        return way.answer_indicator(document, indicator, queries, context=context, relevance=relevance)

    def answer_question(
        self,
        documents: Sequence[str] | str,
        question: str,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
        understood: UnderstoodQuestion | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        """Answer a free question from the text of one or several documents.

        The verdict is ``oui`` when an answer is written there, ``non`` when none was found, and
        ``a_verifier`` when one was written but a check did not hold. ``understood`` is how the question is read; by
        its own words when None. ``listener`` hears what is read and written meanwhile.

        Raises:
            InvalidReply: the model gave no usable reply in two attempts.
            ContextOverflow: the context window is too small for the profile.
            LlmUnavailable: the LLM's server does not answer.
        """
        slugs = [documents] if isinstance(documents, str) else list(documents)
        asked = understood or understand(question)
        of_text = asked.kind is QuestionKind.DOCUMENT and is_of_the_text(asked.text)
        if self._packet_questions is not None and slugs and (asked.kind is not QuestionKind.DOCUMENT or of_text):
            to_read = replace(asked, kind=kind_in_text(asked)) if of_text else asked
            read = self._packet_questions.answer(slugs, to_read, context=context, listener=listener)
            if not _is_of_the_record(read) and not (of_text and read.outcome is Outcome.NOT_FOUND):
                return read
            # The reader says that the file itself is asked about, and read no answer: its record may have it.
            of_record = replace(asked, kind=QuestionKind.DOCUMENT)
            told = self._questions.answer(slugs, of_record, queries, context=context)
            return told if told.outcome is Outcome.ANSWERED else read
        answer = self._questions.answer(slugs, asked, queries, context=context)
        if self._packet_questions is not None and slugs and answer.outcome is Outcome.NOT_FOUND:
            # Neither the record nor the covers tell it: the text may.
            asked = replace(asked, kind=QuestionKind.RULE)
            return self._packet_questions.answer(slugs, asked, context=context, listener=listener)
        return answer

    def question_packet(
        self,
        documents: Sequence[str],
        understood: UnderstoodQuestion,
        tokens: int,
        count_tokens: Callable[[str], int],
        *,
        context: DocumentContext,
    ) -> Packet:
        """What a model would be given to read for a free question: at most ``tokens``, twice as many for what gathers.

        Args:
            documents: slugs.
            understood: how the question is read.
            tokens: of a packet for one fact.
            count_tokens: size of a text.
            context: what is known of the documents.
        """
        found = self._question_packets.ranked(documents, understood, context, Costs())
        budget = tokens * packet_factor(understood)
        return self._question_packets.packet(documents, understood, found, context, budget, count_tokens)

    def question_material(
        self, documents: Sequence[str], understood: UnderstoodQuestion, *, context: DocumentContext
    ) -> QuestionMaterial:
        """What a free question would be answered from without a model, for whoever measures or learns from it."""
        return self._questions.material_of(documents, understood, context=context)

    def known_of(self, documents: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Codes of the zones of some documents and the stems of their words, to understand a question by."""
        return self._maker.known(documents)


def _is_of_the_record(answer: Answer) -> bool:
    """Whether a reader found no answer and says that the file itself is asked about, in words that its record knows."""
    kind = answer.composed.understood.kind if answer.composed else None
    return (
        answer.outcome is Outcome.NOT_FOUND
        and kind is QuestionKind.DOCUMENT
        and bool(facts_asked(answer.question or ""))
        and not is_made_by_others(answer.question or "")
    )
