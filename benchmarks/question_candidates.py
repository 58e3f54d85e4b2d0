"""Questions with the sentences that may answer them, as the tool ranks them first: what rankings are learnt from.

Two kinds of question: those of the series that may be read and that one sentence answers (a sentence answers when it
stands on a page of the answer and says one of its facts), and the written ones in both wordings (a sentence answers
when the author named it).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.llm.none import NoModel
from answering.questions import statement_chances
from answering.questions.around import answering
from answering.questions.composition import QuestionMaterial
from answering.questions.statement_chances import nearness_of, ranked_statements, statement_weights
from answering.questions.statements import Statement
from answering.questions.token_matches import compared_text
from answering.scoring.evidence_table import Scores
from benchmarks.question_scoring import is_told
from benchmarks.question_set import ExpectedKind, Half, Place, SetQuestion
from benchmarks.questions_by_kind import asked_of, ensure_sample
from benchmarks.written_questions import written_questions
from domain import StoredSentence
from indicator_queries import queries_for_question
from settings import Settings
from use_cases.answer_indicators import Analysis
from use_cases.container import Application

#: Series that are learnt from, and kinds that one sentence answers.
SEEN = (Half.DEVELOPMENT, Half.SECOND, Half.THIRD, Half.FOURTH, Half.FRESH)
ONE_SENTENCE = (
    ExpectedKind.VALUE,
    ExpectedKind.RULE,
    ExpectedKind.YES_NO,
    ExpectedKind.COMPARISON,
    ExpectedKind.LIST,
)
#: What the written questions are called beside the series.
WRITTEN = "written"
#: Sentences of a question that are kept, best first.
KEPT = 60


@dataclass(frozen=True, slots=True)
class CandidateQuestion:
    """A question with its best sentences.

    Attributes:
        document: The document asked.
        series: The series that it is of.
        wording: Which of its wordings it is, from 0.
        kind: Its kind, as its author says.
        text: The question as the tool reads it.
        values: The features of the sentences; shape (sentences, features).
        answers: Which of them answer; shape (sentences,).
        texts: The sentences, as their tokens are compared.
    """

    document: str
    series: str
    wording: int
    kind: str
    text: str
    values: Scores
    answers: NDArray[np.bool_]
    texts: tuple[str, ...]


def read_candidates(data_dir: Path, kept: Path | None = None) -> list[CandidateQuestion]:
    """The questions whose documents are there and to which some sentence answers.

    Args:
        data_dir: Where the documents are ingested.
        kept: A file that keeps what was read, which takes a quarter of an hour.
    """
    if kept and kept.exists():
        found: list[CandidateQuestion] = pickle.loads(kept.read_bytes())  # written here
        return found
    application = Application(Settings(data_dir=data_dir, llm="none"), lambda _line: None)
    with application.opened():
        ensure_sample(application)
        analysis = application.analysis(backend=NoModel())
        found = [*_of_series(application, analysis), *_written(application, analysis)]
    if kept:
        kept.write_bytes(pickle.dumps(found))
    return found


def _of_series(application: Application, analysis: Analysis) -> Iterator[CandidateQuestion]:
    for half in SEEN:
        for question in asked_of(application, half):
            if question.kind in ONE_SENTENCE and question.answerable:
                for material in analysis.materials_of(question.documents, question.question):
                    yield from candidates(
                        application,
                        material,
                        partial(_answers, question),
                        half.value,
                        question.kind.value,
                    )


def _written(application: Application, analysis: Analysis) -> Iterator[CandidateQuestion]:
    there = application.corpus.documents.exists
    for question in written_questions():
        if question.answers and there(question.document):
            for wording, text in enumerate(question.wordings):
                materials = analysis.materials_of([question.document], text)
                if len(materials) == 1:  # else it is heard as two questions
                    yield from candidates(
                        application, materials[0], question.is_answered_by, WRITTEN, question.kind, wording
                    )


def candidates(
    application: Application,
    material: QuestionMaterial,
    answers: Callable[[Statement], bool],
    series: str,
    kind: str,
    wording: int = 0,
) -> Iterator[CandidateQuestion]:
    """The question with its best sentences, where one of them answers."""
    statements = [one for one in answering(material, material.statements) if not one.heading]
    weights = statement_weights()
    if not statements or weights is None:
        return
    near = nearness_in(application, material)
    ranking = ranked_statements(statements, near, material.asked, material.coverage, material.language, weights)
    best = ranking.best[:KEPT]
    right = np.array([answers(statements[number]) for number in best], dtype=np.bool_)
    if right.any():
        document = next(iter(material.documents))
        texts = tuple(compared_text(statements[number]) for number in best)
        yield CandidateQuestion(
            document, series, wording, kind, material.understood.text, ranking.values[best], right, texts
        )


def nearness_in(
    application: Application, material: QuestionMaterial
) -> dict[tuple[str, str, int], statement_chances.Nearness]:
    """What retrieval knows of every sentence of the documents asked, pieces that are not read included."""
    queries = queries_for_question(material.understood.text, typed=material.understood.typed)
    tables = application.retriever
    return {place: one for slug in material.documents for place, one in nearness_of(tables, slug, queries).items()}


def _answers(question: SetQuestion, one: Statement) -> bool:
    return any(
        stands_on(one.sentence, fact.places or question.places) and is_told(fact, (one.text, one.sentence.text))
        for fact in question.facts
    )


def stands_on(sentence: StoredSentence, places: Sequence[Place]) -> bool:
    """Whether a sentence stands on one of these pages."""
    return any(
        (place.document, place.piece) == (sentence.document, sentence.piece)
        and (place.page is None or place.page == sentence.page)
        for place in places
    )
