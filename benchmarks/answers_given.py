"""Which answers to free questions are given without a model: the weights are learnt here, on documents left out.

    python -m benchmarks.answers_given --data-dir DIR [--write] [--kept FILE]

Each of the written questions (:mod:`benchmarks.written_questions`), in both wordings, is ranked as the tool does; the
first sentence is right when the author named it, or it says the same. From its features a logistic regression learns
how likely that is, and is tried on each document with weights of the others. Printed is what is answered rightly,
answered wrongly though there is an answer, and answered though there is none, by the chance asked for; ``--write``
replaces the weights of the package, which give an answer from :data:`GIVEN` on.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answering.llm.none import NoModel
from answering.questions import answer_chances
from answering.questions.answer_chances import AS_ANSWER, MATCHED_WEIGHTS, WEIGHTS, answer_features
from answering.questions.around import answering
from answering.questions.composition import QuestionMaterial
from answering.questions.statement_chances import FEATURES, ranked_statements, statement_weights
from answering.questions.token_matches import MATCHES, matched, matched_weights
from answering.scoring.evidence_table import Scores
from answering.scoring.scorer_weights import Linear
from benchmarks.question_candidates import nearness_in
from benchmarks.questions_by_kind import ensure_sample
from benchmarks.written_questions import WrittenQuestion, written_questions
from french.content_words import content_words
from french.quantities import read_quantities
from settings import Settings
from use_cases.answer_indicators import Analysis
from use_cases.container import Application

#: An answer is given where it is right in so many cases: a wrong one is somewhat worse than a right one is good.
GIVEN = 0.55
_TRIED = (0.35, 0.41, 0.46, 0.5, 0.55, 0.6)
#: Penalty of the regression (scikit-learn's C): thousands of questions, thirty features.
_PENALTY = 0.3
#: Spread of a feature under which all questions have the same of it.
_SAME = 1e-6
#: Share of the words of two sentences from which they say the same.
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class FirstSentence:
    """The first sentence of a question: its features, and whether it is right.

    ``matched`` is whether the best were compared word by word.
    """

    document: str
    matched: bool
    wording: int
    kind: str
    answerable: bool
    values: Scores
    right: bool


def main() -> None:
    """Learn, print a table, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="where the features are kept, which take half an hour to make")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.kept and asked.kept.exists():
        firsts: list[FirstSentence] = pickle.loads(asked.kept.read_bytes())  # written here
    else:
        firsts = read_firsts(asked.data_dir)
        if asked.kept:
            asked.kept.write_bytes(pickle.dumps(firsts))
    for by_match, name in ((False, WEIGHTS), (True, MATCHED_WEIGHTS)):
        own = [one for one in firsts if one.matched is by_match]
        print(f"\n{'compared word by word' if by_match else 'not compared'}\n\n{table(own, left_out(own))}")
        if asked.write:
            given = round(math.log(GIVEN / (1 - GIVEN)), 3)
            stored = {"learnt by": "python -m benchmarks.answers_given", "given": given, **fit(own).to_json()}
            text = json.dumps(stored, ensure_ascii=False, indent=1)
            (Path(answer_chances.__file__).parent / name).write_text(text + "\n", encoding="utf-8")


def fit(firsts: Sequence[FirstSentence]) -> Linear:
    """How likely a first sentence is right, by its features; all with matches, or all without."""
    from sklearn.linear_model import LogisticRegression

    values = np.array([one.values for one in firsts])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    scale = np.where(spread < _SAME, 1.0, spread)
    found = LogisticRegression(C=_PENALTY, max_iter=1000).fit((values - mean) / scale, [one.right for one in firsts])
    names = (*FEATURES, *(MATCHES if firsts[0].matched else ()), *AS_ANSWER)
    return Linear(names, mean, scale, found.coef_, found.intercept_)


def left_out(firsts: Sequence[FirstSentence]) -> Scores:
    """The chance of each to be right, by weights learnt on the other documents; shape (questions,)."""
    chances = np.zeros(len(firsts))
    for document in sorted({one.document for one in firsts}):
        linear = fit([one for one in firsts if one.document != document])
        own = [number for number, one in enumerate(firsts) if one.document == document]
        chances[own] = linear.chances(np.array([firsts[number].values for number in own]))[:, 0]
    return chances


def table(firsts: Sequence[FirstSentence], chances: Scores) -> str:
    """By the chance asked for and the wording: right, wrong, without an answer and refused all the same."""
    lines = ["| given from | wording | right | wrong | without an answer, refused |", "|---|---|---|---|---|"]
    for least in _TRIED:
        for wording, name in enumerate(("as asked", "in other words")):
            own = [(one, chance) for one, chance in zip(firsts, chances, strict=True) if one.wording == wording]
            answerable = [(one, chance >= least) for one, chance in own if one.answerable]
            none = [chance >= least for one, chance in own if not one.answerable]
            right = sum(one.right and given for one, given in answerable)
            wrong = sum(given and not one.right for one, given in answerable)
            refused = len(none) - sum(none)
            lines.append(
                f"| {least} | {name} | {right} of {len(answerable)} | {wrong} "
                f"| {refused} of {len(none)} ({refused / max(len(none), 1):.2f}) |"
            )
    return "\n".join(lines)


def read_firsts(data_dir: Path) -> list[FirstSentence]:
    """The first sentence of every written question whose document is there."""
    application = Application(Settings(data_dir=data_dir, llm="none"), lambda _line: None)
    with application.opened():
        ensure_sample(application)
        analysis = application.analysis(backend=NoModel())
        there = application.corpus.documents.exists
        return [
            first
            for question in written_questions()
            if there(question.document)
            for wording in range(2)
            for first in firsts_of(application, analysis, question, wording)
        ]


def firsts_of(
    application: Application, analysis: Analysis, question: WrittenQuestion, wording: int
) -> Iterator[FirstSentence]:
    """The first sentence of a question as it is ranked, and once the best were compared word by word."""
    materials: list[QuestionMaterial] = analysis.materials_of([question.document], question.wordings[wording])
    weights = statement_weights()
    if len(materials) != 1 or weights is None:
        return  # heard as two questions
    material = materials[0]
    statements = [one for one in answering(material, material.statements) if not one.heading]
    if not statements:
        return
    answers = [one.text for one in material.statements if question.is_answered_by(one)]
    near = nearness_in(application, material)
    ranking = ranked_statements(statements, near, material.asked, material.coverage, material.language, weights)
    known = frozenset().union(*(document.words for document in material.documents.values()))
    understood, matcher, by_match = material.understood, application.token_matcher, matched_weights()
    rankings = [(False, ranking)]
    if matcher is not None and by_match is not None:
        rankings.append((True, matched(ranking, understood.text, matcher, by_match)))
    for compared, one in rankings:
        values = answer_features(one, material.coverage, understood, known)
        if len(values):
            first = statements[one.best[0]]
            right = question.is_answered_by(first) or any(says_the_same(first.text, other) for other in answers)
            yield FirstSentence(
                question.document, compared, wording, question.kind, bool(question.answers), values[0], right
            )


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences give an amount alike, or are mostly of the same words: both answer, where one does."""
    amounts, others = ({(found.value, found.unit) for found in read_quantities(text)} for text in (one, other))
    words, other_words = content_words(one), content_words(other)
    return bool(amounts & others) or len(words & other_words) > _MOSTLY * len(words | other_words)


if __name__ == "__main__":
    main()
