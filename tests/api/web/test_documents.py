from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.api.web.conftest import Site


def test_the_first_page_lists_documents(sample_site: Site, page: Any, accessible: Callable[[Any], None]) -> None:
    page.goto(sample_site.address)
    assert page.get_by_role("heading", level=1).inner_text() == "Dossiers"
    assert page.get_by_text("PLUi du Piémont d’Ormèze").count() == 1
    accessible(page)
