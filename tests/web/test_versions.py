"""Two versions of a plan in the browser: one line, both wordings side by side, a plan over time; opinions beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain import PieceKind
from sample import SAMPLE_SLUG
from sample.approved import APPROVED_SLUG, SAMPLE_PLAN
from tests.web.conftest import Site
from use_cases.demo import read_sample


@pytest.fixture
def versions(sample_site: Site) -> Site:
    application = sample_site.application
    application.corpus.documents.amend(SAMPLE_SLUG, {"title": "PLUi arrêté (fictif)"})
    read_sample(application, APPROVED_SLUG)
    application.analysis(backend=application.open_backend("none")).run(APPROVED_SLUG, ["I14"])
    return sample_site


def test_versions_are_one_line_compared_and_followed(
    versions: Site, page: Any, accessible: Callable[[Any], None]
) -> None:
    page.goto(f"{versions.address}/dossiers")
    assert page.locator("table.list > tbody > tr").count() == 1
    page.get_by_text("2 versions").click()
    accessible(page)
    page.get_by_role("link", name="comparer à la dernière").click()
    page.wait_for_url(f"**/comparer?a={SAMPLE_SLUG}&b={APPROVED_SLUG}")
    changed = page.locator("section tr.change").filter(has_text="Article UB 4")
    assert changed.locator("del").all_inner_texts() == ["30"]
    assert changed.locator("ins").all_inner_texts() == ["35"]
    assert changed.locator("a.where").count() == 2
    accessible(page)
    page.get_by_role("link", name="le plan dans le temps").click()
    page.wait_for_url(f"**/plans/{SAMPLE_PLAN}")
    assert page.locator("thead th").count() == 3
    accessible(page)


def test_opinions_open_beside_the_indicator(sample_site: Site, page: Any, accessible: Callable[[Any], None]) -> None:
    sample_site.application.dossiers.set_kind(SAMPLE_SLUG, "rapport-de-presentation", PieceKind.AVIS)
    page.goto(f"{sample_site.address}/dossiers/{SAMPLE_SLUG}/indicateurs/I05")
    assert page.locator("#dits li").count() == 0
    page.locator("#avis summary").click()
    page.locator("#dits li").first.wait_for()
    assert "pas du plan" in page.locator("#dits").inner_text()
    accessible(page)
    page.locator("#dits a").first.click()
    page.locator("#preuve .sheet-name").filter(has_text="apport").wait_for()
    assert page.url.endswith("/indicateurs/I05")
