"""How long an evaluation takes: cells compared, figures with their draws, report written.

Run: python -m benchmarks.evaluation [--documents 67] [--draws 10000]
The cells are drawn at random, 15 indicators a document; only the time means anything.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from domain import Answer, Citation, Provenance, Searched, Value, Verdict
from evaluation import About, Gold, GoldCell, GoldEvidence, GoldValue, evaluate_answers, write_report

INDICATORS = 15
PAGES = 120
PAGE = "Au moins 60 % des espaces libres restent en pleine terre. Les haies sont conservées. " * 20
VERDICTS = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=67)
    parser.add_argument("--draws", type=int, default=10_000)
    asked = parser.parse_args()
    gold, answers = random_cells(asked.documents, random.Random(7))
    started = time.perf_counter()
    result = evaluate_answers(gold, answers, page_text, draws=asked.draws)
    figures = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        write_report(result, Path(folder), About("Mesure", "Cases tirées au hasard."))
        written = time.perf_counter()
    print(f"{len(gold.cells)} cells, {asked.documents} documents, {asked.draws} draws")
    print(f"figures with intervals, overall, by document and by indicator: {figures - started:.1f} s")
    print(f"report (HTML, XLSX, JSON, CSV): {written - figures:.1f} s")
    print(f"total: {written - started:.1f} s")


def page_text(_document: str, _piece: str, _page: int | None) -> str:
    return PAGE


def random_cells(documents: int, random_: random.Random) -> tuple[Gold, dict[tuple[str, str], Answer]]:
    """A gold and answers that agree about half of the time."""
    cells, answers = [], {}
    for number in range(documents):
        for indicator in range(1, INDICATORS + 1):
            document, code = f"doc-{number:03}", f"I{indicator:02}"
            verdict = random_.choice(VERDICTS)
            pages = random_.sample(range(1, PAGES), 0 if verdict is Verdict.NON else 6)
            cells.append(
                GoldCell(
                    document,
                    code,
                    verdict,
                    tuple(GoldValue(str(value), value, "%", None) for value in random_.sample(range(90), 3)),
                    tuple(GoldEvidence("reglement", page, "Les haies", random_.randint(1, 3)) for page in pages),
                    random_.uniform(5, 40),
                    random_.random() < 0.1,
                )
            )
            said = verdict if random_.random() < 0.5 else random_.choice([*VERDICTS, Verdict.A_VERIFIER])
            cited = random_.sample(range(1, PAGES), 4)
            answers[document, code] = Answer(
                document, code, None, said, "parce que",
                tuple(Value(value, "%", None, "reglement", 1) for value in random_.sample(range(90), 2)),
                tuple(Citation("reglement", page, None, "Les haies sont conservées.", page, 0, 1) for page in cited),
                Searched((), 0, ()), (), "modèle", 20.0,
                Provenance(presence_log_odds=(random_.gauss(0, 2),)),
            )  # fmt: skip
    return Gold.of(cells), answers


if __name__ == "__main__":
    main()
