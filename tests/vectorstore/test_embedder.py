from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ModelError, ModelFilesMissing
from vectorstore import LlamaIndexEmbedder, embedder


def test_vectors_are_normalised_and_keep_the_order_of_the_texts(e5: LlamaIndexEmbedder) -> None:
    texts = ["haie", "Les zones humides du territoire sont inventoriées et préservées. " * 8, "TVB", "un mur"]
    together = e5.embed_passages(texts)
    alone = np.vstack([e5.embed_passages([text]) for text in texts])
    assert together.shape == (4, e5.dimension)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_no_text_gives_no_vector(e5: LlamaIndexEmbedder) -> None:
    assert e5.embed_passages([]).shape == (0, e5.dimension)
    assert e5.embed_queries([]).shape == (0, e5.dimension)


def test_e5_gets_its_prefixes(e5: LlamaIndexEmbedder) -> None:
    assert (e5.query_prefix, e5.passage_prefix) == ("query: ", "passage: ")
    query, passage = e5.embed_queries(["réservoir"])[0], e5.embed_passages(["réservoir"])[0]
    assert float(query @ passage) < 0.9999


@pytest.mark.parametrize("weights", ["e5", "int8"])
def test_the_end_of_a_long_text_is_read_too(weights: str, request: pytest.FixtureRequest) -> None:
    model: LlamaIndexEmbedder = request.getfixturevalue(weights)
    filler = "Le stationnement des véhicules est assuré en dehors des voies publiques. " * 60
    end = "Les cours d'eau et leurs ripisylves sont des corridors écologiques à préserver. " * 20
    query = model.embed_queries(["corridors écologiques et ripisylves"])[0]
    without, with_end = model.embed_passages([filler, filler + end])
    assert float(query @ with_end) > float(query @ without) + 0.005


def test_a_long_text_without_spaces_is_embedded(e5: LlamaIndexEmbedder) -> None:
    vectors = e5.embed_passages(["x" * 3000, "漢" * 1500])
    assert np.isfinite(vectors).all()


def test_progress_ends_at_the_number_of_texts(e5: LlamaIndexEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    e5.embed_passages(["haie"] * 5 + ["mot " * 1000], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_name_that_is_not_on_this_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesMissing, match="intfloat/absent"):
        LlamaIndexEmbedder("intfloat/absent", cache_dir=tmp_path)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        LlamaIndexEmbedder(tmp_path)
    assert caught.value.where == str(tmp_path)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-base", None, ("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", None, ("", "")),
        ("all-MiniLM-L6-v2", None, ("", "")),
        ("some-e5ish", None, ("", "")),
        ("own", {"query": "search_query: ", "document": "search_document: "}, ("search_query: ", "search_document: ")),
        ("own", {"query": "Q: "}, ("Q: ", "")),
    ],
)
def test_prefixes_are_the_models_own_or_those_of_its_family(
    tmp_path: Path, name: str, prompts: dict[str, str] | None, expected: tuple[str, str]
) -> None:
    if prompts is not None:
        (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}), encoding="utf-8")
    assert embedder._declared_prefixes(tmp_path, name) == expected


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"a" * 100)
    first = embedder._fingerprint(tmp_path)
    assert embedder._fingerprint(tmp_path) == first
    weights.write_bytes(b"b" * 100)
    assert embedder._fingerprint(tmp_path) != first
