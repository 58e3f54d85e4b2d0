"""The embedded model, loaded once for all tests that need it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from answering.backends.embedded import EmbeddedBackend
from answering.backends.weights import qwen_is_installed


@pytest.fixture(scope="session")
def embedded() -> Iterator[EmbeddedBackend]:
    """The packaged model; the test is skipped where its weights are not installed."""
    pytest.importorskip("xllamacpp", reason="the extra « embedded » is not installed")
    cache = Path(os.environ.get("BIOLLM_MODELS_DIR") or Path(platformdirs.user_cache_dir("biollm", False)) / "models")
    if not qwen_is_installed(cache):
        pytest.skip("the weights of the extra « embedded » are not installed")
    backend = EmbeddedBackend.load(cache)
    yield backend
    backend.close()
