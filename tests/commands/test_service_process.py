"""A service lets go of what its threads drop; a start alone looks for garbage rarely."""

from __future__ import annotations

import gc
import sys
import warnings
import weakref
from collections.abc import Iterator

import pytest
from pydantic.warnings import UnsupportedFieldAttributeWarning

from commands.service_process import look_for_garbage, prepare_process


class Node:
    """Refers to itself, as a node of a document refers to its parent."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def process() -> Iterator[None]:
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)  # as a command starts
    prepare_process()
    look_for_garbage()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("process")
def test_rings_of_objects_that_nobody_holds_go_without_being_asked() -> None:
    first = weakref.ref(Node())
    for _ in range(20_000):
        Node()
    assert first() is None


@pytest.mark.usefixtures("process")
def test_what_fastapi_keeps_from_being_shown_stays_so_with_several_threads() -> None:
    with warnings.catch_warnings():
        prepare_process()
        warnings.warn(UnsupportedFieldAttributeWarning("an alias"), stacklevel=1)  # an error, were it shown
