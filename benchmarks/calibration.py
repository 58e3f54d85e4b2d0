"""From which log-odds on a model refuses a sentence: every limit on gold, chosen without the dossier it is tried on.

Usage: python -m benchmarks.calibration --data-dir DIR --gold FILE... --llm embedded --cache FILE

The model is asked once (``--cache``, shared with ``benchmarks.answers``): limits are then tried at no cost.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from answering import profile_named
from answering.trace import Costs
from benchmarks.answers import judged, reads_of
from benchmarks.kept import opened_with
from evaluation import evaluate_answers
from use_cases.run_evaluation import Evaluator, PageTexts

LIMITS = (-100.0, -3.0, -2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0)
MEASURES = ("verdict_accuracy", "kappa_weighted", "page_recall_p3", "page_recall_p2", "page_precision")


def main() -> None:
    """Print a line for each limit, and for each dossier the limit that the others choose."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--llm", default="embedded")
    parser.add_argument("--cache", type=Path, required=True)
    asked = parser.parse_args()
    application, backend = opened_with(asked)
    with application.opened():
        gold, _ = Evaluator(application.corpus, application.grid).gold(asked.gold)
        profile = profile_named("standard")
        reads, pages = reads_of(application, gold, profile), PageTexts(application.corpus)
        right: dict[float, dict[str, list[bool]]] = {}
        print(f"| limite | {' | '.join(MEASURES)} | décisions |\n|{'---|' * (len(MEASURES) + 2)}")
        for limit in LIMITS:
            costs = Costs()
            answers = judged(application, reads, backend, costs, profile, refuses=limit)
            result = evaluate_answers(gold, answers, pages)
            figures = result.overall.figures
            shown = [f"{figures[name]:.3f}" for name in MEASURES]
            print(f"| {limit:g} | {' | '.join(shown)} | {costs.calls} |", flush=True)
            right[limit] = {}
            for cell in result.cells:
                right[limit].setdefault(cell.document, []).append(cell.right)
        _left_out(right)


def _left_out(right: dict[float, dict[str, list[bool]]]) -> None:
    """For each dossier, the limit that is right most often on the others, and what it gives on this one."""
    print("\n| dossier | limite choisie sur les autres | verdicts justes ici | sans refus |\n|---|---|---|---|")
    documents = list(next(iter(right.values())))
    total = 0
    for document in documents:

        def elsewhere(limit: float, own: str = document) -> tuple[int, float]:
            others = sum(sum(cells) for slug, cells in right[limit].items() if slug != own)
            return others, -abs(limit)  # of limits as good, the one that refuses what is more unlikely than not

        best = max(right, key=elsewhere)
        here, without = sum(right[best][document]), sum(right[LIMITS[0]][document])
        total += here
        print(f"| {document} | {best:g} | {here} / {len(right[best][document])} | {without} |")
    print(f"\nVerdicts justes, limite choisie ailleurs : {total}")


if __name__ == "__main__":
    main()
