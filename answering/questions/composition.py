"""What a kind of answer is composed from, and what it gives: lines with the sentences that bear them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from answering.context import DocumentContext
from answering.draft import Draft
from answering.questions.read_documents import ReadDocument
from answering.questions.statement_chances import Nearness
from answering.questions.statements import Statement
from answering.sentence_context import Place
from domain import (
    AnswerForm,
    LineRole,
    Query,
    QuestionKind,
    ScoredSentence,
    StoredSentence,
    UnderstoodQuestion,
)
from french.part_titles import asks_for_part
from french.question_analysis import Asked, Coverage
from indicator_queries.schema import Indicator
from languages import Language

#: Share of the theme from which a sentence stands by itself, and under which it is not worth reading.
ALONE, ENOUGH = 0.5, 0.3
#: Nearness in meaning of one sentence from which documents speak of a theme; what is off the subject has .79 or .80.
_SPEAKS_OF_IT = 0.82


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of an answer before its sentences have citation numbers."""

    text: str
    sentences: tuple[StoredSentence, ...] = ()
    role: LineRole = LineRole.ANSWER
    side: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """An answer before its sentences have citation numbers; see :class:`domain.ComposedAnswer`."""

    lines: tuple[DraftLine, ...]
    form: AnswerForm = AnswerForm.SENTENCES
    opening: str = ""
    complete: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedPoint:
    """What a reviewed cell of the grid says of a document: a line and the sentences that prove it."""

    text: str
    sentences: tuple[StoredSentence, ...]


@dataclass(frozen=True, slots=True)
class QuestionMaterial:
    """All that an answer may be composed from.

    Attributes:
        understood: The question.
        asked: What kind of number or date it wants.
        coverage: What a sentence says of its theme.
        documents: The documents asked, by slug, in order.
        statements: Their sentences in the scope, those that say most first.
        primary: Finds what answers among statements: the model's word, or the share of the theme.
        context: What is known of the documents.
        language: Of the documents.
        ranked: Ranks the sentences of a document for queries; None where nothing ranks them.
        indicators: The grid.
        reviewed: What reviewed cells say of a document, by its slug and the code of an indicator.
        near: What retrieval knows of each sentence; empty where no document is read whole.
        reading: The sentences in the order in which a reader would be given them; None where nothing ranks them.
        of_side: What a side of a comparison is answered from: its question, its documents, which statements are of it.
        given: The log-odds of being right from which a sentence is given; None where that is not known of them.
    """

    understood: UnderstoodQuestion
    asked: Asked
    coverage: Coverage
    documents: Mapping[str, ReadDocument]
    statements: Sequence[Statement]
    primary: Callable[[Sequence[Statement]], Draft]
    context: DocumentContext
    language: Language
    ranked: Callable[[str, Sequence[Query]], list[ScoredSentence]] | None = None
    indicators: Sequence[Indicator] = ()
    reviewed: Callable[[str, str], Sequence[ReviewedPoint]] = field(default=lambda _slug, _code: ())
    near: Mapping[Place, Nearness] = field(default_factory=dict)
    reading: Callable[[], Sequence[ScoredSentence]] | None = None
    of_side: Callable[[UnderstoodQuestion, Sequence[str], Callable[[Statement], bool]], QuestionMaterial] | None = None
    given: float | None = None

    @property
    def tells_of_it(self) -> bool:
        """Whether the documents speak of the theme in any words: a sentence comes near, or a part is asked for.

        No document of a plan has a sentence as near to a question about a recipe or a match.
        """
        return asks_for_part(self.understood.text) or any(one.cosine >= _SPEAKS_OF_IT for one in self.near.values())

    @property
    def several(self) -> bool:
        """Whether more than one document is asked."""
        return len(self.documents) > 1

    def statement_of(self, sentence: StoredSentence) -> Statement | None:
        """The statement of a sentence."""
        return next((one for one in self.statements if one.sentence.place == sentence.place), None)


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """A kind of answer.

    Attributes:
        kind: Which.
        compose: Makes the answer; None where the documents do not give one.
        packet_factor: How many times the tokens of a question its packet takes.
        titles: Whether titles are among its statements: they say where a thing is, and answer nothing else.
        gathers: Whether it gathers many things, so that lists, tables and provisions are read whole.
    """

    kind: QuestionKind
    compose: Callable[[QuestionMaterial], Composition | None]
    packet_factor: int = 1
    titles: bool = False
    gathers: bool = False


def answer_line(found: Draft, first: Statement | None, role: LineRole = LineRole.ANSWER) -> DraftLine:
    """The first line of an answer: the words that were found, of a row those of the zone asked."""
    text = first.text if first is not None and found.rationale == first.sentence.row else found.rationale
    return DraftLine(text, tuple(found.sentences), role, "", first.carrier if first else "")


def line_of(
    statement: Statement, *, role: LineRole = LineRole.ANSWER, side: str = "", text: str | None = None
) -> DraftLine:
    """A statement as a line, quoted as it is read."""
    return DraftLine(text or statement.text, (statement.sentence,), role, side, statement.carrier)
