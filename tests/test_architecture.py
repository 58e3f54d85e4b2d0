"""The architecture page says what the code does."""

from __future__ import annotations

from tests.package_arrows import PAGE, back_arrows, in_page, table


def test_the_table_of_arrows_is_up_to_date() -> None:
    text = PAGE.read_text("utf-8")
    assert in_page(text, table()) == text, "run: python -m tests.package_arrows"


def test_no_package_imports_one_above_or_beside_it() -> None:
    assert back_arrows() == []


def test_the_page_is_read_in_five_minutes() -> None:
    assert len(PAGE.read_text("utf-8").splitlines()) < 120


def test_every_decision_record_is_in_the_index() -> None:
    folder = PAGE.parent / "adr"
    index = (folder / "README.md").read_text("utf-8")
    assert [one.name for one in folder.glob("0*.md") if f"({one.name})" not in index] == []
