"""What an answer to a free question may be made from: the passages found, and the statements in its scope."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from answering.context import DocumentContext
from answering.draft import Draft
from answering.evidence_sentences import WithoutPromptInjection
from answering.questions.answer_chances import AnswerWeights, answer_weights, chances_to_be_right
from answering.questions.asked_measures import measure_what_is_asked, wants_number
from answering.questions.composition import QuestionMaterial
from answering.questions.kinds import answer_kinds
from answering.questions.question_parts import QuestionParts, Retrieve
from answering.questions.read_documents import MOST_WHOLE
from answering.questions.statement_chances import (
    Nearness,
    nearness_of,
    ranked_statements,
    statement_weights,
    with_chances,
)
from answering.questions.statements import Statement, statements_of
from answering.questions.token_matches import matched, matched_weights
from answering.sentence_context import Place
from answering.trace import Costs
from domain import (
    NOT_OF_THE_PLAN,
    Hit,
    PieceKind,
    Query,
    QuestionKind,
    ScoredSentence,
    StoredSentence,
    UnderstoodQuestion,
)
from french.content_words import content_words
from french.question_analysis import Asked, Coverage
from french.summary_words import SPEAKERS
from indicator_queries import queries_for_question

#: Kinds that gather sentences: what has no number may be one of them.
_OF_SEVERAL = (QuestionKind.SUMMARY, QuestionKind.LIST)
#: Asks what answers among statements, with what the question asks for and what they say of it.
Primary = Callable[[Sequence[Statement], Asked, Coverage], Draft]


class MaterialMaker:
    """Gathers what a free question may be answered from."""

    def __init__(self, parts: QuestionParts, retrieve: Retrieve):
        self._parts = parts
        self._retrieve = retrieve

    def known(self, slugs: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Codes of the zones of some documents, and the stems of their words; empty where they are not read whole."""
        read = self._parts.documents.whole(slugs)
        zones = frozenset(code for one in read for code in one.zones)
        return zones, frozenset(word for one in read for word in one.words)

    def without(self, understood: UnderstoodQuestion) -> tuple[PieceKind, ...]:
        """Kinds of piece that are not read: opinions and minutes, unless the question is about them."""
        others = self._parts.language.sentences.speaks_for_others(understood.text)
        return () if others else tuple(sorted(NOT_OF_THE_PLAN))

    def hits(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        queries: Sequence[Query],
        costs: Costs,
    ) -> list[Hit]:
        """The passages found; of each document apart where documents are compared or summed up."""
        without = self.without(understood)
        apart = understood.kind in (QuestionKind.COMPARISON, QuestionKind.SUMMARY) and 1 < len(slugs) <= 4
        asked = [[slug] for slug in slugs] if apart else [list(slugs)]
        return [hit for some in asked for hit in self._retrieve(queries, some, (), costs, without=without)]

    def material(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        context: DocumentContext,
        hits: Sequence[Hit],
        costs: Costs,
        source: WithoutPromptInjection,
        primary: Primary,
        *,
        whole: bool = False,
        only: Callable[[Statement], bool] | None = None,
    ) -> QuestionMaterial:
        """The statements of the documents in the scope, those that say most of the theme first.

        Args:
            slugs: The documents asked.
            understood: The question.
            context: What is known of the documents.
            hits: The passages found.
            costs: Receives what it took, under « evidence ».
            source: Where sentences are read; keeps back those that speak to a machine.
            primary: Asks what answers among statements.
            whole: Whether every sentence is a statement, titles too, and not those of the passages found alone.
            only: Which statements may answer at all, where the question is about some of them; every one when None.
        """
        started = time.perf_counter()
        language, ranker = self._parts.language, self._parts.ranker
        without = self.without(understood)
        # A follow-up is about what it names itself; what it keeps of the questions before only helps to find it.
        words = understood.required or understood.theme
        if whole and language.sentences.speaks_for_others(understood.text):
            words = words - SPEAKERS or words  # who speaks is no subject: its piece is
        asked = replace(language.questions.analyse(understood.text), words=words)
        coverage = language.questions.coverage(asked, hits)
        documents = self._parts.documents.of(slugs, hits, source)
        others = language.sentences.speaks_for_others
        kind = answer_kinds().get(understood.kind)
        titles = whole or (kind is not None and kind.titles)
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
                hits,
                coverage,
                understood.scope,
                keeps=keeps,
                required=understood.required,
                years=years,
                titles=titles,
                nameless=only is not None,
            )
            if one.placed.passage.piece_kind not in without and (only is None or only(one))
        ]
        statements.sort(key=lambda one: (-one.share, -one.fit, one.rank))
        judged: AnswerWeights | None = None
        near = self._near(list(documents), understood, without, as_asked=whole) if hits else {}
        if near and statements and (weights := statement_weights()) is not None:
            ranking = ranked_statements(statements, near, asked, coverage, language, weights)
            if not whole and understood.kind not in _OF_SEVERAL:
                # What measures another thing answers nothing: it is neither compared, nor ahead of what does. Whether
                # it has the number asked for the ranking knows.
                own = measure_what_is_asked(statements, asked, number=wants_number(understood.kind))
                ranking = replace(ranking, may=ranking.may & own)
            known = frozenset().union(*(document.words for document in documents.values()))
            # The section that a summary is about is told by its theme, and no one sentence answers it.
            matcher = None if understood.kind is QuestionKind.SUMMARY else self._parts.matcher
            judged = answer_weights()
            if matcher is not None and (by_match := matched_weights()) is not None:
                ranking = matched(ranking, understood.text, matcher, by_match)
                judged = answer_weights(matched=True)
            right = chances_to_be_right(ranking, coverage, understood, known, judged)
            statements = with_chances(ranking, right)
        costs.took("evidence", time.perf_counter() - started)

        def ranked(slug: str, queries: Sequence[Query]) -> list[ScoredSentence]:
            return ranker.ranked_sentences(slug, queries) if ranker is not None else []

        return QuestionMaterial(
            understood=understood,
            asked=asked,
            coverage=coverage,
            documents=documents,
            statements=statements,
            primary=lambda found: primary(found, asked, coverage),
            context=context,
            language=language,
            ranked=ranked if ranker is not None else None,
            indicators=self._parts.indicators,
            reviewed=self._parts.reviewed,
            near=near,
            given=judged.given if judged is not None else None,
        )

    def _near(
        self,
        slugs: Sequence[str],
        understood: UnderstoodQuestion,
        without: Collection[PieceKind],
        *,
        as_asked: bool,
    ) -> dict[Place, Nearness]:
        """What retrieval knows of the sentences that may be read, where documents are read whole.

        A summary is compared by the words of its theme, or ``as_asked`` by the whole question.
        """
        tables = self._parts.tables
        if tables is None or len(slugs) > MOST_WHOLE:
            return {}
        by_theme = understood.kind is QuestionKind.SUMMARY and not as_asked
        asked = _theme_as_typed(understood) if by_theme else understood.text
        queries = queries_for_question(asked, typed=understood.typed)
        return {
            place: one for slug in slugs for place, one in nearness_of(tables, slug, queries, without=without).items()
        }


def _theme_as_typed(understood: UnderstoodQuestion) -> str:
    """The words of the theme as they were typed: « résume ce qui est prévu pour le logement » is about « logement »."""
    words = [word for word in re.findall(r"[^\W_]+", understood.text) if content_words(word) & understood.theme]
    return " ".join(words) or understood.text
