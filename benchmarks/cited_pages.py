"""Which pages the recorded readings cite that the reference does not, by what brought them.

    python -m benchmarks.cited_pages [DOSSIER...] --data-dir DIR --gold FILE... [--each]

The answers are made again from the packets and replies recorded in DIR (``benchmarks.replay``), with today's checks.
A cited page counts once, under the first of these that brought it: a sentence that establishes a criterion, one that
denies it, one that is cited beside the criteria, another place of one of them. Pages of cells that the reference
answers with « non » stand apart: it names no evidence there. Of the pages that are not useful (pertinence 2 or 3) those
stand apart that it calls related (1), or useful for another indicator: a reference is not exhaustive. ``--each``
lists every such page with its sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from answering.indicators.packet_checks import CARRYING, CheckedReading
from benchmarks.replay import replayed
from domain import Answer, CriterionState, PacketSentence, Verdict
from evaluation.gold_cells import Gold, GoldCell, PageKey
from settings import load_settings
from use_cases.container import Application
from use_cases.run_evaluation import Evaluator


class Cause(StrEnum):
    """What brought a page among the cited ones."""

    ESTABLISHES = "establishes a criterion"
    DENIES = "denies a criterion"
    BESIDE = "cited beside the criteria"
    OTHER_PLACE = "another place of a sentence"
    SAYS_NO = "the reference says « non »"


class Standing(StrEnum):
    """What the reference says of a page."""

    USEFUL = "useful"
    RELATED = "related"
    OTHER_INDICATOR = "useful elsewhere"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A cited page with its cause, what the reference says of it, and the sentences on it."""

    indicator: str
    page: PageKey
    cause: Cause
    standing: Standing
    sentences: tuple[str, ...]


def cited_pages(answer: Answer, reading: CheckedReading, cell: GoldCell, gold: Gold) -> list[CitedPage]:
    """The pages that an answer cites."""
    carrying = [shown for one in reading.criteria if one.state in CARRYING for shown in one.sentences]
    denying = [shown for one in reading.criteria if one.state is CriterionState.DENIED for shown in one.sentences]
    own = {
        Cause.ESTABLISHES: _by_page(carrying),
        Cause.DENIES: _by_page(denying),
        Cause.BESIDE: _by_page([*reading.cite, *(shown for one in reading.criteria for shown in one.also)]),
    }
    elsewhere = {page for other in gold.cells if other.document == cell.document for page in other.pages(2)}
    found = []
    for page in dict.fromkeys((one.piece, one.page) for one in answer.citations):
        cause = next((one for one, pages in own.items() if page in pages), Cause.OTHER_PLACE)
        sentences = own[cause][page] if cause in own else ()
        standing = (
            Standing.USEFUL
            if page in cell.pages(2)
            else Standing.RELATED
            if page in cell.pages(1)
            else Standing.OTHER_INDICATOR
            if page in elsewhere
            else Standing.NOWHERE
        )
        counted = Cause.SAYS_NO if cell.verdict is Verdict.NON else cause
        found.append(CitedPage(cell.indicator, page, counted, standing, sentences))
    return found


def _by_page(shown: list[PacketSentence] | tuple[PacketSentence, ...]) -> dict[PageKey, tuple[str, ...]]:
    pages: dict[PageKey, tuple[str, ...]] = {}
    for one in shown:
        key = one.sentence.piece, one.sentence.page
        pages[key] = (*pages.get(key, ()), one.text)
    return pages


def table(pages: list[CitedPage]) -> str:
    """Causes by standings, as a Markdown table."""
    counts = Counter((one.cause, one.standing) for one in pages)
    lines = ["| | cited | " + " | ".join(Standing) + " |", "|---|---|" + "---|" * len(Standing)]
    for cause in Cause:
        row = [counts[cause, standing] for standing in Standing]
        lines.append(f"| {cause} | {sum(row)} | " + " | ".join(map(str, row)) + " |")
    total = [sum(counts[cause, standing] for cause in Cause) for standing in Standing]
    lines.append(f"| all | {sum(total)} | " + " | ".join(map(str, total)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOSSIER")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--each", action="store_true", help="every page that is not useful, with its sentences")
    asked = parser.parse_args()
    found: list[CitedPage] = []
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened(owner=False) as app:
        gold, _ = Evaluator(app.corpus, app.grid).gold(asked.gold, asked.documents)
        cells = gold.by_key()
        for one in replayed(app, gold.documents):
            found += cited_pages(one.made, one.checked, cells[one.document, one.indicator], gold)
    print(table(found))
    for page in found if asked.each else ():
        if page.standing is not Standing.USEFUL:
            print(f"\n{page.indicator} {page.page[0]} p. {page.page[1]} ({page.cause}; {page.standing})")
            print("\n".join(f"  {text[:300]}" for text in page.sentences))


if __name__ == "__main__":
    main()
