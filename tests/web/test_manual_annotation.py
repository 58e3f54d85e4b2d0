from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain import Verdict
from evaluation import read_gold
from tests.web.conftest import Site

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
    page.get_by_role("button", name="Chercher").click()
    page.locator(".results a").first.wait_for()
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
    assert noted.content["evidence"][0]["quote"] == quote

    page.reload()
    assert page.locator("input[name=verdict][value=oui]").is_checked()
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


def test_a_page_and_the_search_have_addresses_of_their_own(sample_site: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{sample_site.address}/dossiers/{SLUG}/recherche?texte=pleine+terre")
    accessible(page)
    page.locator(".results a").nth(1).click()
    page.wait_for_url("**/recherche?piece=*")
    page.locator(".results a[aria-current]").wait_for()
    address = page.url
    name = page.locator(".sheet-name").inner_text()
    page.goto(address)
    assert page.locator(".sheet-name").inner_text() == name
    assert page.locator("rect.mark").count() > 0
    page.get_by_role("link", name="Page suivante").click()
    page.locator(".sheet-name", has_text=name).wait_for(state="detached")
