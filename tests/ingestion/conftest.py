"""Office files read by the process that all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain import ReadPiece
from ingestion import SWITCHED_OFF, HerePdf, Parser, Recogniser
from tests.fakes import kept_office
from tests.ingestion.in_french import FRENCH


@pytest.fixture(scope="session")
def read() -> Callable[[Path], ReadPiece]:
    """Reads one file as ``read_piece`` does, without starting a process of its own."""
    return Parser(HerePdf(), Recogniser(SWITCHED_OFF), FRENCH, process=kept_office()).read
