"""The search of a document: what stands there word for word first, then what is near, hits highlighted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.web.conftest import Site
from tests.web.waiting import panel_turned

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


def search(page: Any, site: Site, text: str) -> str:
    page.goto(f"{site.address}/dossiers/{SLUG}/recherche?{urlencode({'texte': text})}")
    return str(page.locator("#resultats").inner_text())


def test_exact_occurrences_come_first_whatever_case_and_accents(read_site: Site, page: Any, accessible: Check) -> None:
    said = search(page, read_site, "ZONES HUMIDES")
    accessible(page)
    exact = page.locator(".results").first.locator("li")
    assert "occurrences exactes" in said
    for mark in exact.locator("mark").all_inner_texts()[:10]:
        assert mark.lower() in ("zones humides", "zone humide")
    assert page.locator(".results").count() == 2, "then the passages that are near"
    # The first is open, and its sentence marked.
    assert "humide" in " ".join(page.locator(".sheet-text mark").all_text_contents()).lower()
    with panel_turned(page):
        exact.nth(1).locator("a").click()
    assert exact.nth(1).locator("a").get_attribute("aria-current") == "true"
    assert "humide" in " ".join(page.locator(".sheet-text mark").all_text_contents()).lower()


def test_none_is_said_and_near_passages_follow(read_site: Site, page: Any) -> None:
    said = search(page, read_site, "inventaire exhaustif des zones humides inexistant")
    assert said.startswith("0\u00a0occurrence exacte")
    assert "Passages proches" in said
    marks = {mark.lower() for mark in page.locator(".results mark").all_inner_texts()}
    assert marks & {"zones", "humides"}, "words that were asked for are shown in what is near"


def test_nothing_of_a_document_is_taken_for_markup(read_site: Site, page: Any) -> None:
    said = search(page, read_site, "<b>zones</b> <script>alert(1)</script>")
    assert "<b>zones</b>" in said
