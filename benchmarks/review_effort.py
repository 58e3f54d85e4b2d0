"""Clicks and keys that the review of a real dossier takes: ``python -m benchmarks.review_effort PIECE...``.

    python -m benchmarks.review_effort PIECE... [--page N] [--words TEXT]

The pieces (PDF) are read and answered without a language model (``--llm none``), in a folder of their own that is
thrown away. A browser then reviews all cells as `tests/web/reviewer.py` does, from the first to the last, and corrects
two: the one with most values, which it empties to cite page N of the piece that is open, and another, for which it
cites the sentence that it finds by TEXT in whatever piece. Needs Chromium and Playwright (extra ``dev``).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from settings import Settings
from tests.web.conftest import served
from tests.web.reviewer import Correction, Hands, correct_by_page, correct_by_search, review_all
from use_cases.ingest import Description

SLUG = "dossier"


def main() -> None:
    """Read, answer, review, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pieces", type=Path, nargs="+", metavar="PIECE")
    parser.add_argument("--page", type=int, default=13, help="page cited by the first correction")
    parser.add_argument("--words", default="haies", help="words that the second correction searches")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="relecture-") as folder,
        served(Settings(data_dir=Path(folder) / "data", llm="none")) as site,
    ):
        application = site.application
        application.dossiers.ingest(asked.pieces, SLUG, Description(title="Dossier relu"))
        application.analysis().run(SLUG, [])
        numbered = application.corpus.answers.numbered(SLUG)
        most = max(numbered, key=lambda code: len(numbered[code][1].values))
        other = next(code for code in numbered if code != most)
        print(f"{len(numbered)} cells; {most}, with {len(numbered[most][1].values)} values, and {other} are corrected")
        corrections = {most: correct_by_page(asked.page), other: correct_by_search(asked.words)}
        hands = _reviewed(site.address, min(numbered), len(numbered), corrections)
        states = Counter(cell.status.value for cell in application.cells.of(SLUG))
        print(", ".join(f"{count} {state}" for state, count in states.items()))
        print(f"{hands.clicks} clicks, {hands.keys} keys: {hands.effort}")


def _reviewed(address: str, first: str, cells: int, corrections: Mapping[str, Correction]) -> Hands:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "biollm_personne", "value": "A.%20B.", "url": address}])
        page = context.new_page()
        page.goto(f"{address}/dossiers/{SLUG}/indicateurs/{first}")
        hands = review_all(page, cells, corrections)
        browser.close()
        return hands


if __name__ == "__main__":
    main()
