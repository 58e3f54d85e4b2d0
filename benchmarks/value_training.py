"""The search of values without a model: trained on all dossiers but one, tried on that one.

    python -m benchmarks.value_training --data-dir DIR --gold FILE... [--write]

DIR holds the documents of the gold, ingested; the reference of the bundled sample is added. Evidence of a dossier is
judged by a scorer that does not know it: one trained on the others where its criteria are labelled, the shipped one
where they are not. So is every candidate; the chance from which a value is shown is chosen, for every dossier, on the
others. ``--write`` trains on all of them but the one that models are qualified on, and writes the weights that come
with the package.

References differ in what they note: some every value of the evidence, some the decisive ones. A number that a
reference leaves out on a page that it cites may therefore be as right as those that it notes, and counts for half in
training; dossiers count the same, however much they note, where the chance to show from is chosen.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import answering.found_values
from answering.found_values.value_candidates import VALUE_FEATURES
from answering.found_values.value_weights import ValueWeights
from answering.scoring.scorer_weights import Linear, shipped_weights
from benchmarks.criterion_gold import load_criterion_gold
from benchmarks.scorer import QUALIFIED_ON, UNREAD, read_dossiers, training_of
from benchmarks.value_losses import losses_table
from benchmarks.values_read import AmountKey, Candidates, CellOf, noted_amounts, read_candidates
from evaluation import read_gold
from evaluation.gold_cells import Gold
from french.units import Amount
from sample import sample_gold
from settings import load_settings
from use_cases.container import Application

#: Penalty of the regression (scikit-learn's C): some thousand values, forty features.
_PENALTY = 0.03
#: What a number counts that is left out by a reference that cites its page: the author may have noted some of many.
_LEFT_OUT = 0.5
#: Share of shown values that are in the reference, wanted on average of the dossiers that a threshold is chosen on.
_WANTED = 0.75
#: Chances that are tried. Under even odds too: what is wanted holds for all that is shown, not for each value.
_CHANCES = tuple(round(0.4 + 0.02 * step, 2) for step in range(25))


def fit(candidates: Candidates, rows: NDArray[np.bool_]) -> Linear:
    """The regression of some candidates.

    An amount said in many places weighs less in each, and a number that a reference leaves out on a page that it
    cites weighs less than one on any other page.
    """
    from sklearn.linear_model import LogisticRegression

    used = rows & candidates.noted
    keys = [(*cell, amount.base) for cell, amount in zip(candidates.cells, candidates.amounts, strict=True)]
    count = Counter(keys)
    left_out = candidates.cited & ~candidates.right
    weights = (np.array([count[key] ** -0.5 for key in keys]) * np.where(left_out, _LEFT_OUT, 1.0))[used]
    values = candidates.features[used]
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale == 0] = 1.0
    fitted = LogisticRegression(C=_PENALTY, max_iter=3000)
    fitted.fit((values - mean) / scale, candidates.right[used], sample_weight=weights)
    return Linear(VALUE_FEATURES, mean, scale, fitted.coef_, fitted.intercept_)


def best_of(
    candidates: Candidates, rows: NDArray[np.bool_], chances: NDArray[np.float64]
) -> dict[AmountKey, tuple[float, Amount]]:
    """The likeliest place of every amount of a cell."""
    best: dict[AmountKey, tuple[float, Amount]] = {}
    for at in np.flatnonzero(rows).tolist():
        key = (*candidates.cells[at], candidates.amounts[at].base)
        if key not in best or best[key][0] < chances[at]:
            best[key] = (float(chances[at]), candidates.amounts[at])
    return best


def counted(
    gold: Gold, documents: Collection[str], best: Mapping[AmountKey, tuple[float, Amount]], least: Mapping[str, float]
) -> tuple[int, int, int, int]:
    """Noted values found / noted, given values that are noted / given, as an evaluation counts them."""
    given: dict[CellOf, list[Amount]] = defaultdict(list)
    for (document, code, _), (chance, amount) in best.items():
        if document in documents and chance >= least[document]:
            given[document, code].append(amount)
    found = noted = right = shown = 0
    for cell in gold.cells:
        wanted = noted_amounts(cell) if cell.document in documents else []
        if not wanted:
            continue
        amounts = given[cell.document, cell.indicator]
        noted += len(wanted)
        found += sum(any(one.is_same(other) for other in amounts) for one in wanted)
        shown += len(amounts)
        right += sum(any(one.is_same(other) for other in wanted) for one in amounts)
    return found, noted, right, shown


def least_of(gold: Gold, documents: Sequence[str], best: Mapping[AmountKey, tuple[float, Amount]]) -> float:
    """The lowest chance from which enough of what is shown of a dossier is in its reference, on average."""
    for chance in _CHANCES:
        counts = [counted(gold, [one], best, {one: chance}) for one in documents]
        rights = [right / shown for _, _, right, shown in counts if shown]
        if rights and sum(rights) >= _WANTED * len(rights):
            return chance
    return _CHANCES[-1]


def _print(
    gold: Gold,
    labelled: Collection[str],
    best: Mapping[AmountKey, tuple[float, Amount]],
    least: Mapping[str, float],
) -> None:
    seven = [one for one in gold.documents if one in labelled]
    groups = {
        "all": gold.documents,
        "those with labelled criteria": seven,
        "of these, those that were looked at": [one for one in seven if one not in UNREAD],
        "of these, the two of which no value was looked at": UNREAD,
        "those without": [one for one in gold.documents if one not in labelled],
        **{one: (one,) for one in gold.documents},
    }
    print("| | values found | values right | mean of dossiers | from a chance of |\n|---|---|---|---|---|")
    for name, documents in groups.items():
        if not documents:
            continue
        each = [counted(gold, [one], best, least) for one in documents]
        found, noted, right, shown = (sum(counts) for counts in zip(*each, strict=True))
        means = [sum(one[at] / max(1, one[at + 1]) for one in each) / len(each) for at in (0, 2)]
        chances = sorted({least[one] for one in documents})
        said = f"{chances[0]:.2f}" if len(chances) == 1 else f"{chances[0]:.2f}–{chances[-1]:.2f}"
        print(
            f"| {name} | {found / max(1, noted):.2f} ({found} of {noted}) | {right / max(1, shown):.2f} "
            f"({right} of {shown}) | {means[0]:.3f} / {means[1]:.3f} | {said} |",
            flush=True,
        )


def main() -> None:
    """Run the benchmark and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--write", action="store_true", help="train on all dossiers and write the shipped weights")
    asked = parser.parse_args()
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened() as application:
        labelled = load_criterion_gold(application.grid).documents
        gold = Gold.of(
            cell
            for file in (*asked.gold, sample_gold())
            for cell in read_gold(file).cells
            if application.corpus.documents.exists(cell.document)
        )
        known = gold.only([one for one in gold.documents if one in labelled])
        dossiers, digest = read_dossiers(application, known)
        training = training_of(application, dossiers, digest)
        weights = dict.fromkeys(gold.documents, shipped_weights())
        weights |= {one.document: one.weights for one in training.held_out(date.today())}
        candidates = read_candidates(application, gold, weights)
    chances = np.zeros(len(candidates.right))
    for document in gold.documents:
        own = candidates.of([document])
        chances[own] = fit(candidates, ~own).chances(candidates.features[own])[:, 0]
    best = best_of(candidates, np.ones(len(chances), dtype=np.bool_), chances)
    others = {one: [other for other in gold.documents if other != one] for one in gold.documents}
    chosen = {one: least_of(gold, others[one], best) for one in gold.documents}
    _print(gold, labelled, best, chosen)
    for chance in (0.4, 0.5, 0.6):
        print(f"\nfrom {chance} on for all:")
        _print(gold, labelled, best, dict.fromkeys(gold.documents, chance))
    print("\n" + losses_table(gold, candidates, best, chosen))
    if asked.write:
        kept = tuple(one for one in gold.documents if one != QUALIFIED_ON)
        model = fit(candidates, candidates.of(kept))
        shipped = ValueWeights(date.today().isoformat(), kept, model, least_of(gold, kept, best))
        shipped.write(Path(answering.found_values.__file__).parent)


if __name__ == "__main__":
    main()
