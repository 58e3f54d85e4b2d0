from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(data_dir)
    yield opened
    opened.close()
