from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ModelError, ModelFilesMissing
from vectorstore import LlamaIndexEmbedder

#: Looked for, not imported: every test process collects this module, one runs it.
pytestmark = pytest.mark.skipif(find_spec("onnxscript") is None, reason="the extra int8 is not installed")

TEXTS = [
    "Les haies et les alignements d'arbres repérés au règlement graphique sont préservés.",
    "Dans la zone UA, chaque logement dispose d'au moins une place de stationnement.",
    "TVB",
    "Le diagnostic identifie douze réservoirs de biodiversité et quatre corridors écologiques à restaurer. " * 5,
]


def test_vectors_are_nearly_those_of_the_weights_as_they_come(e5: LlamaIndexEmbedder, int8: LlamaIndexEmbedder) -> None:
    assert (e5.embed_passages(TEXTS) * int8.embed_passages(TEXTS)).sum(axis=1).min() > 0.99
    assert (e5.embed_queries(TEXTS[:3]) * int8.embed_queries(TEXTS[:3])).sum(axis=1).min() > 0.99


def test_they_are_another_space(e5: LlamaIndexEmbedder, int8: LlamaIndexEmbedder) -> None:
    assert int8.model_id == e5.model_id
    assert int8.revision != e5.revision


def test_a_text_has_the_same_vector_whatever_is_embedded_beside_it(int8: LlamaIndexEmbedder) -> None:
    together = int8.embed_passages(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(int8.embed_passages([text])[0] @ vector) == pytest.approx(1.0, abs=1e-6)


# --- The conversion, on a model of a few kilobytes ------------------------------------------------


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers that nobody has trained, with the tokens of a few words."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    made = tmp_path_factory.mktemp("tiny")
    plain = made / "bert"
    plain.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "haie", "mare", "zone", "humide"]
    (plain / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(vocab_file=str(plain / "vocab.txt")).save_pretrained(plain)
    sizes: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    BertModel(
        BertConfig(vocab_size=len(words), intermediate_size=64, max_position_embeddings=64, **sizes)
    ).save_pretrained(plain)
    folder = made / "tiny"
    transformer = Transformer(str(plain))
    SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def converted(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models that holds the tiny one on eight bits."""
    models = tmp_path_factory.mktemp("models")
    said: list[str] = []
    LlamaIndexEmbedder(tiny, int8_in=models, say=said.append)
    assert len(said) == 1
    return models


def test_weights_are_converted_once(tiny: Path, converted: Path) -> None:
    said: list[str] = []
    first = LlamaIndexEmbedder(tiny, int8_in=converted, say=said.append).embed_passages(["haie mare"])
    again = LlamaIndexEmbedder(tiny, int8_in=converted, say=said.append).embed_passages(["haie mare"])
    assert said == []
    assert (first == again).all()
    plain = LlamaIndexEmbedder(tiny).embed_passages(["haie mare"])
    assert float(first[0] @ plain[0]) > 0.99


def test_a_killed_conversion_leaves_nothing_that_looks_like_a_model(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vectorstore import int8

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(int8, "_export", lambda model, folder: (folder / "model.onnx").write_bytes(b"exported"))
    monkeypatch.setattr(int8, "_quantise", killed)
    with pytest.raises(KeyboardInterrupt):
        LlamaIndexEmbedder(tiny, int8_in=tmp_path / "models", say=lambda line: None)
    assert not list((tmp_path / "models").glob("*int8"))


def test_without_the_packages_the_message_says_what_to_install(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vectorstore import int8

    def missing(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'onnxscript'", name="onnxscript")

    monkeypatch.setattr(int8, "_export", missing)
    with pytest.raises(ModelFilesMissing, match="onnxscript") as caught:
        LlamaIndexEmbedder(tiny, int8_in=tmp_path / "models", say=lambda line: None)
    assert "biollm[int8]" in str(caught.value.remedy)


def test_a_model_that_does_not_convert_is_said_to_be_so(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    def refused(*_: object, **__: object) -> None:
        raise torch.onnx.errors.OnnxExporterError("no such operator")

    monkeypatch.setattr(torch.onnx, "export", refused)
    with pytest.raises(ModelError, match="no such operator"):
        LlamaIndexEmbedder(tiny, int8_in=tmp_path / "models", say=lambda line: None)


def test_a_damaged_copy_says_which_folder_to_delete(tiny: Path, converted: Path, tmp_path: Path) -> None:
    shutil.copytree(converted, tmp_path / "models")
    (file,) = (tmp_path / "models").glob("*/model.onnx")
    file.write_bytes(b"nothing")
    with pytest.raises(ModelError) as caught:
        LlamaIndexEmbedder(tiny, int8_in=tmp_path / "models")
    assert caught.value.where == str(file.parent)
