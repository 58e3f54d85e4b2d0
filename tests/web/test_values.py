"""Values of a cell: each opens its place; in the form they are edited in place, and the list is one tab stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import Answer, Value
from domain.said_values import said_together
from tests.web.conftest import Site
from tests.web.test_cell import open_cell
from tests.web.waiting import panel_turned

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


def cell_with_values(site: Site) -> tuple[str, Answer]:
    """The cell of the sample with most values."""
    numbered = site.application.corpus.answers.numbered(SLUG)
    code, (_, answer) = max(numbered.items(), key=lambda one: len(said_together(one[1][1].values)))
    assert len(said_together(answer.values)) > 2, "the sample has a cell with several values"
    return code, answer


def _places(answer: Answer) -> list[Value]:
    """Where the values stand, in the order of the list."""
    return [place for one in said_together(answer.values) for place in one.places]


def test_each_value_opens_the_sentence_that_gives_it(read_site: Site, page: Any) -> None:
    code, answer = cell_with_values(read_site)
    open_cell(page, read_site, code)
    address = page.url
    shown = said_together(answer.values)
    links = page.locator(".values a")
    assert page.locator(".values li").count() == len(shown)
    assert links.count() == len(answer.values), "a link for each place"
    for at, value in enumerate(_places(answer)[:4]):
        assert f"{value.piece}, p.\u00a0{value.page}" in links.nth(at).inner_text()
        with panel_turned(page):
            links.nth(at).click()
        where = page.locator(".sheet").evaluate("one => [one.dataset.piece, one.dataset.number]")
        assert where == [value.piece, str(value.page)]
        marked = " ".join(page.locator(".sheet-text mark").all_text_contents())
        assert f"{value.value:g}".replace(".", ",") in marked.replace("\u202f", "").replace(" ", "")
    assert page.url == address


def test_a_list_of_values_is_one_tab_stop(read_site: Site, page: Any, accessible: Check) -> None:
    code, answer = cell_with_values(read_site)
    open_cell(page, read_site, code)
    assert page.locator(".values [tabindex='0']").count() == 1
    page.locator(".values a").first.focus()
    page.keyboard.press("ArrowDown")
    with panel_turned(page):
        page.keyboard.press("Enter")
    assert page.locator(".sheet").get_attribute("data-piece") == _places(answer)[1].piece
    page.keyboard.press("Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('.values'))")

    page.locator("h1").click()
    page.keyboard.press("c")
    accessible(page)
    assert page.locator("#valeurs li").count() == len(said_together(answer.values))
    assert page.locator("#valeurs [tabindex='0']").count() == 1
    assert page.locator("#preuves [tabindex='0']").count() == 1


def test_a_value_is_edited_in_place_and_keeps_its_place(sample_site: Site, page: Any) -> None:
    code, answer = cell_with_values(sample_site)
    open_cell(page, sample_site, code)
    page.locator("#enchainer").uncheck()
    page.keyboard.press("c")
    first = page.locator("#valeurs li").first
    first.get_by_role("button", name="Modifier").click()
    page.keyboard.type("12,5")  # what was there is selected
    first.get_by_label("Unité").fill("ha")
    page.keyboard.press("Enter")
    assert "12,5\u00a0ha" in first.inner_text()
    assert page.evaluate("Boolean(document.activeElement.closest('#valeurs'))")
    page.locator("#valeurs li").nth(1).get_by_role("button", name="Modifier").click()
    page.keyboard.type("999")
    page.keyboard.press("Escape")
    assert "999" not in page.locator("#valeurs").inner_text()
    if not page.locator("#preuves li").count():
        page.locator("input[name=verdict][value=non]").check()
    page.get_by_role("button", name="Enregistrer la correction").click()
    page.get_by_text("Corrigé").first.wait_for()

    kept = sample_site.application.corpus.reviews.current(SLUG)[code].values
    assert (kept[0].value, kept[0].unit) == (12.5, "ha")
    assert (kept[0].piece, kept[0].page) == (answer.values[0].piece, answer.values[0].page)
    said = said_together(answer.values)
    assert kept[1].value == said[1].value.value
    assert [one.page for one in kept[1:]] == [place.page for one in said[1:] for place in one.places]


def test_all_values_go_at_once_and_come_back(read_site: Site, page: Any) -> None:
    code, answer = cell_with_values(read_site)
    open_cell(page, read_site, code)
    page.keyboard.press("c")
    values, shown = page.locator("#valeurs li"), len(said_together(answer.values))
    page.locator("#retirer-valeurs").click()
    assert values.count() == 0
    page.get_by_role("button", name=f"Remettre les {shown} valeurs").click()
    assert values.count() == shown
    page.locator("#valeurs a").first.focus()
    page.keyboard.press("Delete")
    assert values.count() == shown - 1
    assert page.evaluate("Boolean(document.activeElement.closest('#valeurs'))"), "the keyboard stays in the list"


def test_a_value_added_is_of_the_page_that_is_shown(read_site: Site, page: Any) -> None:
    open_cell(page, read_site)
    page.keyboard.press("c")
    former = page.locator("#aller-page").input_value()
    with panel_turned(page):
        page.locator("#page-apres").click()
    assert page.locator("#aller-page").input_value() == str(int(former) + 1)
    where = page.locator(".sheet").evaluate("one => [one.dataset.piece, one.dataset.number]")
    page.get_by_role("button", name="Ajouter une valeur").click()
    row = page.locator("#valeurs .value-row")
    row.get_by_label("Valeur", exact=True).fill("30")
    row.get_by_label("Unité").fill("%")
    page.keyboard.press("Enter")
    link = page.locator("#valeurs li a").last
    assert f"{where[0]}, p.\u00a0{where[1]}" in link.inner_text()
