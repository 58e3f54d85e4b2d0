"""Which sentence answers a question: the weights are learnt here, and measured on documents left out.

    python -m benchmarks.question_ranking --data-dir DIR [--write] [--kept FILE]

Read are the questions of the series that may be read and that one sentence answers: a sentence answers when it stands
on a page of the answer and says one of its facts. Each question is ranked with weights learnt from other documents in
other series. Whether the first sentence is then given is learnt by ``benchmarks.answers_given``. ``--kept`` keeps the
features, which take minutes to make; ``--write`` replaces the weights of the package.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.llm.none import NoModel
from answering.questions import statement_chances
from answering.questions.around import answering
from answering.questions.composition import QuestionMaterial
from answering.questions.statement_chances import FEATURES, WEIGHTS, features, nearness_of
from answering.scoring.evidence_table import Scores
from answering.scoring.scorer_weights import Linear
from benchmarks.question_scoring import is_told
from benchmarks.question_set import ExpectedKind, Half, Place, SetQuestion
from benchmarks.questions_by_kind import asked_of, ensure_sample
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
#: Of large weights.
_PENALTY = 1.0
#: Sentences of a ranking that are looked at.
_BEST = (1, 3)


@dataclass(frozen=True, slots=True)
class RankedQuestion:
    """A question with the features of its sentences, which of them answer, and their share of the theme."""

    id: str
    kind: str
    document: str
    half: str
    values: Scores
    answers: NDArray[np.bool_]
    shares: Scores


def main() -> None:
    """Learn, print a table, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.kept and asked.kept.exists():
        questions: list[RankedQuestion] = pickle.loads(asked.kept.read_bytes())  # written here
    else:
        questions = _read(asked.data_dir)
        if asked.kept:
            asked.kept.write_bytes(pickle.dumps(questions))
    held_out = [np.zeros(0)] * len(questions)
    for document, half in sorted({(one.document, one.half) for one in questions}):
        others = [one for one in questions if one.document != document and one.half != half]
        linear = fit(others)
        for number, one in enumerate(questions):
            if (one.document, one.half) == (document, half):
                held_out[number] = _log_odds(linear, one)
    print(_table(questions, held_out))
    if asked.write:
        linear = fit(questions)
        stored = {"learnt by": "python -m benchmarks.question_ranking"}
        text = json.dumps({**stored, **linear.to_json()}, ensure_ascii=False, indent=1)
        (Path(statement_chances.__file__).parent / WEIGHTS).write_text(text + "\n", encoding="utf-8")


def fit(questions: Sequence[RankedQuestion]) -> Linear:
    """The weights under which the sentences that answer are likeliest among all of their question (softmax)."""
    from scipy.optimize import minimize

    known = [one for one in questions if one.answers.any()]
    every = np.vstack([one.values for one in known])
    mean, scale = every.mean(axis=0), np.maximum(every.std(axis=0), 1e-6)
    scaled = [((one.values - mean) / scale, one.answers) for one in known]

    def loss(weights: Scores) -> tuple[float, Scores]:
        total, slope = _PENALTY * float(weights @ weights) / 2, _PENALTY * weights
        for values, answers in scaled:
            scores = values @ weights
            chances = np.exp(scores - scores.max())
            right = chances * answers
            total -= float(np.log(right.sum() / chances.sum()))
            slope = slope - values.T @ (right / right.sum() - chances / chances.sum())
        return total, slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return Linear(FEATURES, mean, scale, found.x[np.newaxis], np.zeros(1))


def _log_odds(linear: Linear, question: RankedQuestion) -> Scores:
    alone: Scores = linear.log_odds(question.values)[:, 0]
    return alone


def _table(questions: Sequence[RankedQuestion], odds: Sequence[Scores]) -> str:
    lines = [
        "| questions | | learnt, first | of three | by share, first | of three |",
        "|---|---|---|---|---|---|",
    ]
    names = [*(kind.value for kind in ONE_SENTENCE), *(half.value for half in SEEN), "all"]
    for name in names:
        own = [
            (one, odd)
            for one, odd in zip(questions, odds, strict=True)
            if name in (one.kind, one.half, "all") and one.answers.any()
        ]
        cells = [sum(bool(one.answers[np.argsort(-odd)[:most]].any()) for one, odd in own) for most in _BEST]
        cells += [
            sum(bool(one.answers[np.argsort(-one.shares, kind="stable")[:most]].any()) for one, _ in own)
            for most in _BEST
        ]
        lines.append(f"| {name} | {len(own)} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _read(data_dir: Path) -> list[RankedQuestion]:
    application = Application(Settings(data_dir=data_dir, llm="none"), lambda _line: None)
    with application.opened():
        ensure_sample(application)
        analysis = application.analysis(backend=NoModel())
        return [
            found
            for half in SEEN
            for question in asked_of(application, half)
            if question.kind in ONE_SENTENCE
            for found in _of(application, analysis, question, half)
        ]


def _of(application: Application, analysis: Analysis, question: SetQuestion, half: Half) -> list[RankedQuestion]:
    """The question, or each of the two that it is."""
    found = []
    for material in analysis.materials_of(question.documents, question.question):
        statements = [one for one in answering(material, material.statements) if not one.heading]
        if not statements:
            continue
        near = nearness_in(application, material)
        values = features(statements, near, material.asked, material.coverage, material.language)
        answers = np.array([_answers(question, one.sentence, one.text) for one in statements])
        shares = np.array([one.share for one in statements])
        found.append(
            RankedQuestion(
                question.id,
                question.kind.value,
                question.documents[0],
                half.value,
                values,
                answers,
                shares,
            )
        )
        print(question.id, len(statements), int(answers.sum()), flush=True)
    return found


def nearness_in(
    application: Application, material: QuestionMaterial
) -> dict[tuple[str, str, int], statement_chances.Nearness]:
    """What retrieval knows of every sentence of the documents asked, pieces that are not read included."""
    queries = queries_for_question(material.understood.text, typed=material.understood.typed)
    tables = application.retriever
    return {place: one for slug in material.documents for place, one in nearness_of(tables, slug, queries).items()}


def _answers(question: SetQuestion, sentence: StoredSentence, text: str) -> bool:
    return any(
        stands_on(sentence, fact.places or question.places) and is_told(fact, (text, sentence.text))
        for fact in question.facts
        if question.answerable
    )


def stands_on(sentence: StoredSentence, places: Sequence[Place]) -> bool:
    """Whether a sentence stands on one of these pages."""
    return any(
        (place.document, place.piece) == (sentence.document, sentence.piece)
        and (place.page is None or place.page == sentence.page)
        for place in places
    )


if __name__ == "__main__":
    main()
