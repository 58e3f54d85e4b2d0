"""Clicks and keys that the review of a dossier takes: fifteen cells, two of them corrected.

One correction takes out a long list of values and cites page 13 of the piece; the other cites a sentence of another
piece, found by its words. Counted by hand before pages could be chosen and lists emptied: about 65, of which 14 to
reach page 13 and 18 to take out eighteen values, and the other piece could not be reached at all.
"""

from __future__ import annotations

from typing import Any

from domain import CellStatus
from tests.web.conftest import Site
from tests.web.reviewer import correct_by_page, correct_by_search, review_all
from tests.web.test_cell import SLUG, open_cell

MOST = 50


def test_fifteen_cells_with_two_corrections_take_few_clicks_and_keys(sample_site: Site, page: Any) -> None:
    application = sample_site.application
    numbered = application.corpus.answers.numbered(SLUG)
    by_page = max(numbered, key=lambda code: len(numbered[code][1].values))
    by_search = next(code for code in numbered if code != by_page)
    open_cell(page, sample_site, "I01")
    corrections = {by_page: correct_by_page(13), by_search: correct_by_search("coefficient")}
    hands = review_all(page, len(numbered), corrections)
    states = [cell.status for cell in application.cells.of(SLUG)]
    assert states.count(CellStatus.CORRECTED) == 2
    assert CellStatus.NOT_REVIEWED not in states
    print(f"\nRelecture de {len(numbered)} cases, deux corrigées : {hands.clicks} clics, {hands.keys} touches")
    assert hands.effort <= MOST
