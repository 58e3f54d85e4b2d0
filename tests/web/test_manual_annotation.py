from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain import Verdict
from evaluation import read_gold
from tests.web.conftest import Site
from tests.web.test_cell import open_cell
from tests.web.waiting import page_drawn, panel_turned

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


def test_a_cell_is_answered_by_hand_without_seeing_the_tool(
    sample_site: Site, page: Any, accessible: Check, tmp_path: Path
) -> None:
    _, answer = sample_site.application.corpus.answers.numbered(SLUG)["I05"]
    page.goto(f"{sample_site.address}/dossiers/{SLUG}/a-la-main/I05")
    source = page.content()
    assert answer.rationale not in source
    assert "L’outil répond" not in source

    page.get_by_label("Votre nom").fill("C. D.")
    page.get_by_label("Chercher dans le dossier").fill("inventaire des zones humides")
    with panel_turned(page):
        page.get_by_role("button", name="Chercher").click()
    assert page.locator(".results a").first.is_visible()
    accessible(page)
    page.locator("input[name=verdict][value=oui]").check()
    page.get_by_text("il manque un verdict ou une preuve").wait_for()
    page.get_by_role("button", name="Texte").click()
    sentence = page.locator(".sheet-text mark").first
    quote = " ".join(sentence.inner_text().split())
    sentence.click()
    page.get_by_text("Gardé.", exact=True).wait_for()

    noted = sample_site.application.corpus.manual.get(SLUG, "I05", "C. D.")
    assert noted is not None
    assert noted.verdict is Verdict.OUI
    assert noted.evidence[0].quote == quote

    page.reload()
    assert page.locator("input[name=verdict][value=oui]").is_checked()
    with page_drawn(page):
        page.get_by_role("link", name="À la main").click()
    assert "1 / 15 finies" in page.locator("main").inner_text()
    accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    file = tmp_path / "analyse.xlsx"
    taken.value.save_as(file)
    [cell] = read_gold(file).cells
    assert (cell.indicator, cell.verdict, cell.annotator) == ("I05", Verdict.OUI, "C. D.")
    assert cell.minutes is not None

    page.get_by_role("button", name="En faire une référence").click()
    page.wait_for_url("**/evaluations")
    assert sample_site.application.corpus.runs.golds()[0].cells == 1


def test_a_reference_of_who_had_seen_the_tool_answer_says_so(sample_site: Site, page: Any) -> None:
    with page.expect_response("**/indicators/I05/clock"):
        open_cell(page, sample_site, name="E. F.")
    with page.expect_response("**/manual-annotations/I05"):
        page.goto(f"{sample_site.address}/dossiers/{SLUG}/a-la-main/I05")
        page.locator("input[name=verdict][value=non]").check()
    with page_drawn(page):
        page.goto(f"{sample_site.address}/dossiers/{SLUG}/a-la-main")
    with page_drawn(page):
        page.get_by_role("button", name="En faire une référence").click()
    assert "pas à l'aveugle" in page.get_by_role("table").first.inner_text()


def test_of_two_states_noted_the_last_is_kept_though_the_first_is_slow(read_site: Site, page: Any) -> None:
    page.context.add_cookies([{"name": "biollm_personne", "value": "D.%20E.", "url": read_site.address}])
    page.goto(f"{read_site.address}/dossiers/{SLUG}/a-la-main/I05")
    held: list[Any] = []
    page.route("**/manual-annotations/I05", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/manual-annotations/I05"):
        page.locator("input[name=verdict][value=oui]").check()
    page.locator("input[name=verdict][value=non]").check()
    assert page.locator("#garde").inner_text() == "…"
    with page.expect_response("**/manual-annotations/I05") as first:
        held[0].continue_()
    assert first.value.request.post_data_json["verdict"] == "oui"
    page.get_by_text("Gardé.", exact=True).wait_for()
    noted = read_site.application.corpus.manual.get(SLUG, "I05", "D. E.")
    assert noted is not None
    assert noted.verdict is Verdict.NON


def test_a_page_and_the_search_have_addresses_of_their_own(read_site: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{read_site.address}/dossiers/{SLUG}/recherche?texte=pleine+terre")
    accessible(page)
    with panel_turned(page):
        page.locator(".results a").nth(1).click()
    assert page.locator(".results a").nth(1).get_attribute("aria-current") == "true"
    assert "/recherche?piece=" in page.url
    address = page.url
    name = page.locator(".sheet-name").inner_text()
    page.goto(address)
    assert page.locator(".sheet-name").inner_text() == name
    assert page.locator("rect.mark").count() > 0
    with panel_turned(page):
        page.get_by_role("link", name="Page suivante").click()
    assert page.locator(".sheet-name").inner_text() != name
