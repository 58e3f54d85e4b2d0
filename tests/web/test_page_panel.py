"""The page beside a form: whatever is opened in it leaves neither the form nor what is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Site
from tests.web.test_cell import letters, open_cell

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


def open_by_hand(page: Any, site: Site, code: str = "I05") -> str:
    page.context.add_cookies([{"name": "biollm_personne", "value": "C.%20D.", "url": site.address}])
    address = f"{site.address}/dossiers/{SLUG}/a-la-main/{code}"
    page.goto(address)
    return address


def shown(page: Any) -> str:
    """The name of the page in the panel."""
    return str(page.locator(".sheet-name").inner_text())


def wait_for_other_page(page: Any, former: str) -> None:
    page.wait_for_function("former => document.querySelector('.sheet-name').textContent !== former", arg=former)


def walk_about(page: Any) -> None:
    """Every control of the panel that shows another page, each after the others."""
    former = shown(page)
    page.get_by_role("link", name="Page suivante").click()
    wait_for_other_page(page, former)
    former = shown(page)
    page.get_by_label("Aller à la page").fill("3")
    page.get_by_role("button", name="Aller").click()
    wait_for_other_page(page, former)
    former = shown(page)
    page.get_by_label("Pièce", exact=True).select_option(index=1)
    wait_for_other_page(page, former)
    page.get_by_label("Chercher dans le dossier").fill("inventaire des zones humides")
    page.get_by_role("button", name="Chercher").click()
    page.locator("#resultats .results a").nth(2).click()
    page.locator("#resultats a[aria-current]").wait_for()
    former = shown(page)
    page.get_by_role("link", name="Page suivante").or_(page.get_by_role("link", name="Page précédente")).first.click()
    wait_for_other_page(page, former)
    former = shown(page)
    page.get_by_label("Aller à la page").fill("1")
    page.get_by_label("Aller à la page").press("Enter")
    wait_for_other_page(page, former)
    assert page.locator("#resultats .results a").count() > 2, "what was found stays"


def test_a_manual_annotation_stays_whatever_is_opened_beside_it(sample_site: Site, page: Any) -> None:
    address = open_by_hand(page, sample_site)
    page.get_by_label("Commentaire").fill("En cours d’écriture")
    walk_about(page)
    assert page.url == address
    assert page.get_by_label("Commentaire").input_value() == "En cours d’écriture"


def test_a_correction_stays_whatever_is_opened_beside_it(sample_site: Site, page: Any, accessible: Check) -> None:
    open_cell(page, sample_site)
    address = page.url
    page.get_by_role("button", name="Corriger").click()
    page.get_by_label("Commentaire").fill("En cours d’écriture")
    walk_about(page)
    accessible(page)
    assert page.url == address
    assert page.get_by_label("Commentaire").input_value() == "En cours d’écriture"
    assert page.get_by_role("button", name="Enregistrer la correction").is_visible()


def test_every_link_and_form_of_the_panel_is_one_that_stays_in_it(sample_site: Site, page: Any) -> None:
    """The kind of the defect: after any page came into the panel, no control of it may load another page."""
    for start in (lambda: open_by_hand(page, sample_site), lambda: open_cell(page, sample_site)):
        start()
        walk_about(page)
        astray = page.locator("[data-panel]").evaluate_all(
            "panels => panels.flatMap(panel => [...panel.querySelectorAll('a[href]:not([target]), form')])"
            ".filter(one => one.matches('form') ? one.method !== 'get' : !one.closest('[data-panel]'))"
            ".map(one => one.outerHTML)"
        )
        assert astray == []
        # A link put into the panel by whatever comes later stays as well.
        address = page.url
        page.evaluate(
            "href => { const a = document.createElement('a'); a.href = href; a.textContent = 'plus loin';"
            " a.id = 'plus-loin'; document.querySelector('#preuve .sheet-bar').append(a); }",
            f"/dossiers/{SLUG}/recherche?texte=haies",
        )
        page.locator("#plus-loin").click()
        page.locator("#plus-loin").wait_for(state="detached")
        assert page.url == address


def test_a_page_that_does_not_exist_is_told_and_nothing_is_lost(sample_site: Site, page: Any) -> None:
    address = open_by_hand(page, sample_site)
    name = shown(page)
    page.locator("#page-apres").evaluate("one => { one.href = one.href.replace(/pages.*/, 'pages/9999'); }")
    page.locator("#page-apres").click()
    page.locator("#alertes .note-error").wait_for()
    assert (page.url, shown(page)) == (address, name)


def test_focus_stays_on_the_control_that_changed_the_page(sample_site: Site, page: Any) -> None:
    open_by_hand(page, sample_site)
    page.locator("#page-apres").focus()
    for _ in range(2):
        former = shown(page)
        page.keyboard.press("Enter")
        wait_for_other_page(page, former)
    assert page.evaluate("document.activeElement.id") == "page-apres"


@pytest.mark.parametrize("view", ["Image", "Texte"])
def test_evidence_is_added_by_keyboard_alone(sample_site: Site, page: Any, accessible: Check, view: str) -> None:
    open_cell(page, sample_site)
    if view == "Texte":
        page.keyboard.press("t")
    page.keyboard.press("s")  # opens the correction and goes to the sentences
    page.keyboard.press("ArrowDown")
    quote = page.evaluate("document.activeElement.getAttribute('aria-label')").removeprefix("Prendre comme preuve : ")
    accessible(page)
    before = page.locator("#preuves li").count()
    page.keyboard.press("Enter")
    page.locator("#preuves li").nth(before).wait_for()
    assert letters(quote) in letters(page.locator("#preuves li").last.inner_text())
    # Taken twice is taken once.
    page.keyboard.press("Enter")
    assert page.locator("#preuves li").count() == before + 1


def test_sentences_are_one_tab_stop_and_only_while_correcting(sample_site: Site, page: Any) -> None:
    open_cell(page, sample_site)
    page.keyboard.press("t")
    assert page.locator("#preuve [data-pick]").count() == 0
    page.keyboard.press("c")
    assert page.locator(".sheet-text [data-pick]").count() > 3
    assert page.locator(".sheet-text [tabindex='0']").count() == 1
    page.get_by_role("button", name="Abandonner").click()
    assert page.locator("#preuve [data-pick]").count() == 0
