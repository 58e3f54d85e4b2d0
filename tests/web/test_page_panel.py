"""The page beside a form: whatever is opened in it leaves neither the form nor what is being written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.web.conftest import Site
from tests.web.test_cell import letters, open_cell
from tests.web.waiting import panel_turned

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


def open_by_hand(page: Any, site: Site, code: str = "I05", *, person: str = "Chercheuse") -> str:
    page.context.add_cookies([{"name": "biollm_personne", "value": person, "url": site.address}])
    address = f"{site.address}/dossiers/{SLUG}/a-la-main/{code}"
    page.goto(address)
    return address


def shown(page: Any) -> str:
    """The name of the page in the panel."""
    return str(page.locator(".sheet-name").inner_text())


@contextmanager
def another_page(page: Any) -> Iterator[None]:
    """What is done in the block shows another page in the panel."""
    former = shown(page)
    with panel_turned(page):
        yield
    assert shown(page) != former


def walk_about(page: Any) -> None:
    """Every control of the panel that shows another page, each after the others."""
    with another_page(page):
        page.get_by_role("link", name="Page suivante").click()
    with another_page(page):
        page.get_by_label("Aller à la page").fill("3")
        page.get_by_role("button", name="Aller").click()
    with another_page(page):
        page.get_by_label("Pièce", exact=True).select_option(index=1)
    page.get_by_label("Chercher dans le dossier").fill("inventaire des zones humides")
    with panel_turned(page):
        page.get_by_role("button", name="Chercher").click()
    found = page.locator("#resultats .results a")
    with panel_turned(page):
        found.nth(2).click()
    assert found.nth(2).get_attribute("aria-current") == "true"
    onward = page.get_by_role("link", name="Page suivante").or_(page.get_by_role("link", name="Page précédente"))
    with another_page(page):
        onward.first.click()
    with another_page(page):
        page.get_by_label("Aller à la page").fill("1")
        page.get_by_label("Aller à la page").press("Enter")
    assert page.locator("#resultats .results a").count() > 2, "what was found stays"


def test_a_manual_annotation_stays_whatever_is_opened_beside_it(read_site: Site, page: Any) -> None:
    address = open_by_hand(page, read_site, person="Autrice")
    page.get_by_label("Commentaire").fill("En cours d’écriture")
    walk_about(page)
    assert page.url == address
    assert page.get_by_label("Commentaire").input_value() == "En cours d’écriture"


def test_a_correction_stays_whatever_is_opened_beside_it(read_site: Site, page: Any, accessible: Check) -> None:
    open_cell(page, read_site)
    address = page.url
    page.get_by_role("button", name="Corriger").click()
    page.get_by_label("Commentaire").fill("En cours d’écriture")
    walk_about(page)
    accessible(page)
    assert page.url == address
    assert page.get_by_label("Commentaire").input_value() == "En cours d’écriture"
    assert page.get_by_role("button", name="Enregistrer la correction").is_visible()


def test_every_link_and_form_of_the_panel_is_one_that_stays_in_it(read_site: Site, page: Any) -> None:
    """The kind of the defect: after any page came into the panel, no control of it may load another page."""
    for start in (lambda: open_by_hand(page, read_site), lambda: open_cell(page, read_site)):
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
        with panel_turned(page):
            page.locator("#plus-loin").click()
        assert page.url == address


def hold(page: Any, address: str) -> list[Any]:
    """The first request for an address waits until the test lets it go on; later ones are answered at once."""
    held: list[Any] = []

    def handle(route: Any) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, handle)
    return held


def let_go(page: Any, held: list[Any]) -> None:
    """Let the request go on, and go on once an answer to it, had anybody waited for it, would have been there."""
    [route] = held
    route.continue_()
    page.evaluate("href => fetch(href).then(answer => answer.text()).then(() => null)", route.request.url)


def test_of_two_pages_asked_for_the_last_is_shown_whichever_answers_first(read_site: Site, page: Any) -> None:
    open_by_hand(page, read_site)
    held = hold(page, "**/pages/2")
    page.locator("#page-apres").click()
    assert page.locator("#preuve").get_attribute("aria-busy") == "true"
    with panel_turned(page):
        page.get_by_label("Aller à la page").fill("3")
        page.get_by_role("button", name="Aller").click()
    name = shown(page)
    assert page.locator("#aller-page").input_value() == "3"
    let_go(page, held)
    assert shown(page) == name
    assert page.locator("#preuve").get_attribute("aria-busy") is None


def test_what_is_shown_and_the_history_of_the_browser_agree(read_site: Site, page: Any) -> None:
    open_cell(page, read_site)
    first = page.url

    def at() -> tuple[str, str | None, str]:
        current = page.locator("#liste-citations a[aria-current]")
        return page.url, current.get_attribute("data-citation"), page.locator("#etapes span").inner_text()[:10]

    held = hold(page, "**/indicateurs/I05?citation=2")
    page.locator("a[data-citation='2']").click()
    assert at() == (first, "1", "Citation 1"), "nothing changes before the page is there"
    with panel_turned(page):
        page.locator("a[data-citation='3']").click()
    let_go(page, held)
    assert at() == (f"{first}?citation=3", "3", "Citation 3")
    with panel_turned(page):
        page.go_back()
    assert at() == (first, "1", "Citation 1")
    # Going forward to a page that does not come: the address becomes again that of what is shown.
    page.route("**/indicateurs/I05?citation=3", lambda route: route.abort())
    page.evaluate("() => history.forward()")
    page.get_by_text("Le service ne répond pas").wait_for()
    assert at() == (first, "1", "Citation 1")


def test_what_is_being_typed_survives_the_page_that_comes_meanwhile(read_site: Site, page: Any) -> None:
    open_by_hand(page, read_site)
    held = hold(page, "**/pages/2")
    page.locator("#page-apres").click()
    page.locator("#aller-page").click()  # what is in it is selected
    page.keyboard.type("1")
    with panel_turned(page):
        held[0].continue_()
    page.keyboard.type("3")
    with panel_turned(page):
        page.keyboard.press("Enter")
    assert page.locator("#aller-page").input_value() == "13"
    assert page.locator(".sheet").get_attribute("data-page") == "13"


def test_a_service_that_does_not_answer_is_told_and_the_panel_says_what_it_shows(read_site: Site, page: Any) -> None:
    address = open_by_hand(page, read_site)
    before = (page.locator("#aller-piece").input_value(), shown(page))
    page.route("**/recherche?*", lambda route: route.abort())
    page.get_by_label("Pièce", exact=True).select_option(index=1)
    page.get_by_role("alert").get_by_text("Le service ne répond pas").wait_for()
    assert (page.locator("#aller-piece").input_value(), shown(page)) == before
    assert page.locator("#preuve").get_attribute("aria-busy") is None
    assert page.url == address


def test_a_page_that_does_not_exist_is_told_and_nothing_is_lost(read_site: Site, page: Any) -> None:
    address = open_by_hand(page, read_site)
    name = shown(page)
    page.locator("#page-apres").evaluate("one => { one.href = one.href.replace(/pages.*/, 'pages/9999'); }")
    page.locator("#page-apres").click()
    page.locator("#alertes .note-error").wait_for()
    assert (page.url, shown(page)) == (address, name)


def test_focus_stays_on_the_control_that_changed_the_page(read_site: Site, page: Any) -> None:
    open_by_hand(page, read_site)
    page.locator("#page-apres").focus()
    for _ in range(2):
        with another_page(page):
            page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page-apres"


@pytest.mark.parametrize("view", ["Image", "Texte"])
def test_evidence_is_added_by_keyboard_alone(read_site: Site, page: Any, accessible: Check, view: str) -> None:
    open_cell(page, read_site)
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


def test_sentences_are_one_tab_stop_and_only_while_correcting(read_site: Site, page: Any) -> None:
    open_cell(page, read_site)
    page.keyboard.press("t")
    assert page.locator("#preuve [data-pick]").count() == 0
    page.keyboard.press("c")
    assert page.locator(".sheet-text [data-pick]").count() > 3
    assert page.locator(".sheet-text [tabindex='0']").count() == 1
    page.get_by_role("button", name="Abandonner").click()
    assert page.locator("#preuve [data-pick]").count() == 0
