"""What a test waits for after an act: that the page it leads to is there, never what was already true before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def panel_turned(page: Any) -> Iterator[None]:
    """Do in the block what opens a page beside the form; go on once it is shown and nothing else is on its way."""
    former = page.evaluate_handle("() => document.querySelector('#preuve').firstElementChild")
    yield
    page.wait_for_function("former => !former.isConnected && !document.querySelector('#preuve[aria-busy]')", arg=former)


@contextmanager
def page_drawn(page: Any) -> Iterator[None]:
    """Do in the block what leads to another page, or draws this one anew; go on once it is loaded, scripts and all."""
    with page.expect_event("load"):
        yield
