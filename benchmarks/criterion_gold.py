"""The criterion gold of the development dossiers: what it holds, whether its quotes stand, how far readings agree.

    python -m benchmarks.criterion_gold [--data-dir DIR] [--gold FILE...] [--readings FILE...]

Without options: labels and sentences by document and state. ``--data-dir``: every quote is looked for on its page in
the documents ingested there (exit code 1 when one is not found). ``--gold``: the verdict that the rule of the grid
gives with the labelled states, beside that of the reference; with ``--data-dir`` pieces and kind of the document are
known, and « sans objet » with them. ``--readings``: the states of other readings (columns document, tokens,
indicateur, critere, etat) beside the labels. ``--second``: the sentences that were judged a second time, without the
first label (benchmarks/data/second_reading.csv). The guide is docs/criterion-gold.md.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from answering.indicators.packet_checks import JudgedCriterion
from answering.indicators.packet_verdict import three_valued
from domain import CriterionState, DocumentInfo, DocumentKind, PieceKind, Verdict
from evaluation import read_gold
from evaluation.criterion_gold_file import read_criterion_gold
from evaluation.criterion_labels import (
    CriterionGold,
    CriterionKey,
    LabelledSentence,
    StateAgreement,
    misquoted,
    state_agreement,
    strongest,
)
from indicator_queries import Grid, find, load_grid
from settings import load_settings
from use_cases.container import Application
from use_cases.run_evaluation import PageTexts

FOLDER = Path(__file__).parent / "data" / "criterion_gold"
#: Sentences drawn at random from the labels, with the state of the first reading and that of a second, blind one.
SECOND_READING = Path(__file__).parent / "data" / "second_reading.csv"
#: States with which a sentence speaks for its criterion.
_CARRYING = (CriterionState.ESTABLISHED, CriterionState.PARTLY)


def load_criterion_gold(grid: Grid, documents: Sequence[str] = ()) -> CriterionGold:
    """The labels of these documents (all that there are, when none is named), checked against the grid.

    Raises:
        MissingPath: There are no labels for a document named.
        GoldError: A file has faults.
    """
    criteria = {one.code: [criterion.key for criterion in one.rubric.criteria] for one in grid.indicators}
    files = [FOLDER / f"{slug}.csv" for slug in documents] or sorted(FOLDER.glob("*.csv"))
    return CriterionGold.of(label for file in files for label in read_criterion_gold(file, criteria=criteria).labels)


def rule_verdict(
    grid: Grid,
    code: str,
    states: Mapping[str, CriterionState],
    kinds: Iterable[PieceKind] = (),
    document_kind: DocumentKind | None = None,
) -> Verdict:
    """The verdict of the grid's rule with these states; ``kinds`` are those of the document's pieces, if known."""
    judged = [JudgedCriterion(key, state) for key, state in states.items()]
    return three_valued(find(grid, code).rubric, judged, kinds, document_kind)


def read_readings(files: Iterable[Path]) -> dict[str, dict[CriterionKey, CriterionState]]:
    """States of criteria in each reading, by the budget of tokens it had."""
    found: dict[str, dict[CriterionKey, list[CriterionState]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                key = (row["document"], row["indicateur"], row["critere"])
                found[row["tokens"]][key].append(CriterionState(row["etat"]))
    return {
        tokens: {key: strongest(states) for key, states in reading.items()} for tokens, reading in sorted(found.items())
    }


def sentence_agreement(path: Path, *, sure: bool = False) -> StateAgreement:
    """The agreement of two readings of single sentences.

    Args:
        path: CSV with document, indicateur, critere, piece, page, phrase, premiere_lecture, seconde_lecture, doute.
        sure: Leave aside what the second reader called doubtful.
    """
    first: dict[CriterionKey, CriterionState] = {}
    second: dict[CriterionKey, CriterionState] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if sure and row["doute"]:
                continue
            place = " ".join((row["critere"], row["piece"], row["page"], row["phrase"]))
            key = (row["document"], row["indicateur"], place)
            first[key], second[key] = CriterionState(row["premiere_lecture"]), CriterionState(row["seconde_lecture"])
    return state_agreement(first, second)


def _show_counts(gold: CriterionGold) -> None:
    states = list(CriterionState)
    print(f"| | criteria: {' | '.join(states)} | sentences: {' | '.join(states)} | doubtful |")
    for document in (*gold.documents, "all"):
        labels = [label for label in gold.labels if document in (label.document, "all")]
        criteria = Counter(label.state for label in labels)
        sentences = Counter(one.state for label in labels for one in label.sentences)
        doubtful = sum(label.doubtful for label in labels)
        cells = [*(criteria[state] for state in states), *(sentences[state] for state in states), doubtful]
        print(f"| {document} | {' | '.join(map(str, cells))} |")


def _show_verdicts(gold: CriterionGold, grid: Grid, files: Iterable[Path], infos: Mapping[str, DocumentInfo]) -> None:
    same, other = 0, []
    for cell in (cell for file in files for cell in read_gold(file).cells):
        states = gold.states_of(cell.document, cell.indicator)
        if not states:
            continue
        info = infos.get(cell.document)
        kinds = {piece.kind for piece in info.pieces} if info else ()
        given = rule_verdict(grid, cell.indicator, states, kinds, info.kind if info else None)
        same += given is cell.verdict
        if given is not cell.verdict:
            other.append(f"{cell.document} {cell.indicator}: rule {given}, reference {cell.verdict}")
    print(f"\nRule of the grid on the labelled states: {same} verdicts of {same + len(other)} as in the reference.")
    print("\n".join(other))


def _show_agreement(name: str, found: StateAgreement) -> None:
    kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
    print(f"\n{name}: {found.same} states of {found.n} alike, kappa {kappa}")
    for key, left, right in found.differing:
        print(f"  {' '.join(key)}: {left} / {right}")


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", default=[])
    parser.add_argument("--readings", type=Path, nargs="+", default=[])
    parser.add_argument("--second", action="store_true")
    asked = parser.parse_args()
    grid = load_grid()
    gold = load_criterion_gold(grid)
    infos: dict[str, DocumentInfo] = {}
    wrong: list[tuple[CriterionKey, LabelledSentence]] = []
    if asked.data_dir:
        with Application(load_settings(data_dir=asked.data_dir)).opened(owner=False) as application:
            documents = application.corpus.documents
            infos = {slug: documents.get(slug) for slug in gold.documents if documents.exists(slug)}
            kept = CriterionGold.of(label for label in gold.labels if label.document in infos)
            wrong = misquoted(kept, PageTexts(application.corpus))
            looked_for = sum(len(label.sentences) for label in kept.labels)
        print(f"{looked_for} quotes looked for in {len(infos)} documents, {len(wrong)} not found.")
        for key, sentence in wrong:
            print(f"{' '.join(key)}: not on {sentence.piece} p. {sentence.page}: {sentence.quote}")
    _show_counts(gold)
    if asked.gold:
        _show_verdicts(gold, grid, asked.gold, infos)
    labelled = {label.key: label.state for label in gold.labels}
    for tokens, states in read_readings(asked.readings).items():
        _show_agreement(f"labels / reading of {tokens} tokens", state_agreement(labelled, states))
    if asked.second:
        found = sentence_agreement(SECOND_READING)
        _show_agreement("first / second reading of single sentences", found)
        apart = sum((left in _CARRYING) is not (right in _CARRYING) for _, left, right in found.differing)
        print(f"speaks for the criterion or not: {found.n - apart} of {found.n} alike")
        _show_agreement("without those that the second reader doubted", sentence_agreement(SECOND_READING, sure=True))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
