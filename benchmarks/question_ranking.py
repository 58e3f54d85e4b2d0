"""Which sentence answers a question: the weights of the first ranking are learnt, and measured on documents left out.

    python -m benchmarks.question_ranking --data-dir DIR [--write] [--kept FILE]

Each question of :mod:`benchmarks.question_candidates` is ranked with weights learnt from other documents, and one of a
series with weights that saw neither its document nor its series. The best are compared word by word afterwards
(``benchmarks.token_matching``); whether the first is then given is learnt by ``benchmarks.answers_given``. ``--write``
replaces the weights of the package.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from answering.questions import statement_chances
from answering.questions.statement_chances import FEATURES, WEIGHTS
from answering.scoring.evidence_table import Scores
from answering.scoring.scorer_weights import Linear
from benchmarks.question_candidates import WRITTEN, CandidateQuestion, read_candidates

#: Of large weights.
_PENALTY = 1.0
#: Spread of a feature under which all sentences have the same of it.
_SAME = 1e-6
#: Sentences of a ranking that are looked at.
_BEST = (1, 3, 5)


def main() -> None:
    """Learn, print a table, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="where the features are kept")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    questions = read_candidates(asked.data_dir, asked.kept)
    print(table(questions, {"learnt": held_out_odds(questions, FEATURES)}))
    if asked.write:
        write_weights(fit(questions, FEATURES), Path(statement_chances.__file__).parent / WEIGHTS, "question_ranking")


def held_out_odds(questions: Sequence[CandidateQuestion], features: Sequence[str]) -> list[Scores]:
    """The log-odds of the sentences of each question by weights that saw neither its document nor its series."""
    found = [np.zeros(0)] * len(questions)
    for document, series in sorted({(one.document, one.series) for one in questions}):
        others = [one for one in questions if one.document != document and (one.series != series or series == WRITTEN)]
        linear = fit(others, features)
        for number, one in enumerate(questions):
            if (one.document, one.series) == (document, series):
                found[number] = linear.log_odds(one.values)[:, 0]
    return found


def fit(questions: Sequence[CandidateQuestion], features: Sequence[str]) -> Linear:
    """The weights under which the sentences that answer are likeliest among all of their question (softmax)."""
    from scipy.optimize import minimize

    every = np.vstack([one.values for one in questions])
    mean, spread = every.mean(axis=0), every.std(axis=0)
    scale = np.where(spread < _SAME, 1.0, spread)
    scaled = [((one.values - mean) / scale, one.answers) for one in questions if one.answers.any()]

    def loss(weights: Scores) -> tuple[float, Scores]:
        total, slope = _PENALTY * float(weights @ weights) / 2, _PENALTY * weights
        for values, answers in scaled:
            scores = values @ weights
            chances = np.exp(scores - scores.max())
            right = chances * answers
            total -= float(np.log(right.sum() / chances.sum()))
            slope = slope - values.T @ (right / right.sum() - chances / chances.sum())
        return total, slope

    found = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B")
    return Linear(tuple(features), mean, scale, found.x[np.newaxis], np.zeros(1))


def write_weights(linear: Linear, path: Path, command: str) -> None:
    """Write weights with the command that learnt them."""
    stored = {"learnt by": f"python -m benchmarks.{command}", **linear.to_json()}
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(questions: Sequence[CandidateQuestion], rankings: dict[str, list[Scores]]) -> str:
    """By series and kind: questions, and by each ranking those with an answer first, among three and among five."""
    lines = [
        f"| questions | | {' | '.join(f'{name}: first, of three, of five' for name in rankings)} |",
        "|---|---|" + "---|" * len(rankings),
    ]
    groups: dict[str, list[int]] = {}
    for number, one in enumerate(questions):
        name = f"{one.series}, {'in other words' if one.wording else 'as asked'}" if one.series == WRITTEN else one.kind
        groups.setdefault(name, []).append(number)
    for name, own in sorted(groups.items()):
        cells = []
        for odds in rankings.values():
            order = {number: np.argsort(-odds[number], kind="stable") for number in own}
            found = [
                sum(bool(questions[number].answers[order[number][:most]].any()) for number in own) for most in _BEST
            ]
            cells.append(", ".join(map(str, found)))
        lines.append(f"| {name} | {len(own)} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
