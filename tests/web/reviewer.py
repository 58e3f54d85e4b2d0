"""A person who reviews a dossier in a browser, every click and every key counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tests.web.waiting import page_drawn, panel_turned

Correction = Callable[[Any, "Hands"], None]


class Hands:
    """A person's hands on a page: every click and every key counts as one."""

    def __init__(self, page: Any):
        self._page = page
        self.clicks = 0
        self.keys = 0

    def click(self, target: Any) -> None:
        """One click in the middle of an element."""
        target.click()
        self.clicks += 1

    def press(self, key: str) -> None:
        """One key."""
        self._page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        """One key a character."""
        self._page.keyboard.type(text)
        self.keys += len(text)

    @property
    def effort(self) -> int:
        """Clicks and keys together."""
        return self.clicks + self.keys


def correct_by_page(number: int) -> Correction:
    """Another verdict, all values out, and a sentence of another page of the piece as evidence."""
    return partial(_correct_by_page, number)


def correct_by_search(words: str) -> Correction:
    """Another verdict, and a sentence found by some words, in whatever piece it stands."""
    return partial(_correct_by_search, words)


def _correct_by_page(number: int, page: Any, hands: Hands) -> None:
    _another_verdict(page, hands)
    clear = page.locator("#retirer-valeurs")
    if clear.is_visible():
        hands.click(clear)
    hands.click(page.locator("#aller-page"))
    hands.type(str(number))
    with panel_turned(page):
        hands.press("Enter")
    _take(page, hands, page.locator("rect.sentence").first)
    _save(page, hands)


def _correct_by_search(words: str, page: Any, hands: Hands) -> None:
    _another_verdict(page, hands)
    hands.click(page.get_by_label("Chercher dans le dossier"))
    hands.type(words)
    with panel_turned(page):
        hands.press("Enter")
    with panel_turned(page):
        hands.click(page.locator("#resultats .results a").first)
    _take(page, hands, page.locator("rect.mark").first)
    _save(page, hands)


def _another_verdict(page: Any, hands: Hands) -> None:
    hands.press("c")
    hands.click(page.locator("input[name=verdict]:not(:checked)").first)


def _take(page: Any, hands: Hands, sentence: Any) -> None:
    before = page.locator("#preuves li").count()
    hands.click(sentence)
    page.locator("#preuves li").nth(before).wait_for()


def _save(page: Any, hands: Hands) -> None:
    with page_drawn(page):
        hands.click(page.get_by_role("button", name="Enregistrer la correction"))


def review_all(page: Any, cells: int, corrections: Mapping[str, Correction]) -> Hands:
    """Review the cells of a dossier one after another, from the one that is open, until none is left.

    A cell of ``corrections`` is corrected; any other is validated by « a », or set aside by « d » where the tool
    itself says that it must be looked at.
    """
    hands = Hands(page)
    for _ in range(cells):
        code = page.url.rsplit("/", 1)[1].partition("?")[0]
        if code in corrections:
            corrections[code](page, hands)
        else:
            with page_drawn(page):
                hands.press("a" if page.locator("#accepter").is_enabled() else "d")
    return hands
