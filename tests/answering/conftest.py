"""The embedded model, loaded once for all tests that need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answering.llm.embedded import EmbeddedBackend


@pytest.fixture(scope="session")
def embedded(models_dir: Path) -> Iterator[EmbeddedBackend]:
    """The packaged model; the test is skipped where its weights are not installed."""
    backend = EmbeddedBackend.load(models_dir)
    yield backend
    backend.close()
