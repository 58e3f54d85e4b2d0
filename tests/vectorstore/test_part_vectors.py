from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore import LlamaIndexEmbedder, sentence_windows

SENTENCES = [
    "Les haies sont protégées au titre du règlement.",
    "Leur arrachage est interdit.",
    "Le stationnement est assuré en dehors des voies.",
    "Deux places sont exigées par logement.",
]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_a_window_is_a_sentence_with_its_neighbours(sentences: list[str]) -> None:
    text, parts = sentence_windows(sentences)
    windows = [text[first:last] for first, last in parts]
    assert windows == [" ".join(sentences[max(n - 1, 0) : n + 2]) for n in range(len(sentences))]


@pytest.mark.parametrize("weights", ["e5", "int8"])
def test_the_whole_is_what_it_is_without_parts(weights: str, request: pytest.FixtureRequest) -> None:
    model: LlamaIndexEmbedder = request.getfixturevalue(weights)
    texts = [" ".join(SENTENCES), "haie", "mot " * 900]
    whole, parts = model.embed_parts(texts, [[(0, 10)], [(0, 4)], []])
    assert (whole * model.embed_passages(texts)).sum(axis=1).min() > 0.9995
    assert [part.shape for part in parts] == [(1, model.dimension), (1, model.dimension), (0, model.dimension)]


def test_a_part_is_nearer_to_what_it_speaks_of_than_the_others(e5: LlamaIndexEmbedder) -> None:
    ends = np.cumsum([0, *(len(sentence) + 1 for sentence in SENTENCES)])
    own = [(int(ends[n]), int(ends[n + 1]) - 1) for n in range(len(SENTENCES))]
    _, (parts,) = e5.embed_parts([" ".join(SENTENCES)], [own])
    np.testing.assert_allclose(np.linalg.norm(parts, axis=1), 1.0, atol=1e-5)
    hedges, cars = e5.embed_queries(["la protection des haies", "les places de stationnement"])
    assert parts[:2].mean(axis=0) @ hedges > parts[2:].mean(axis=0) @ hedges
    assert parts[2:].mean(axis=0) @ cars > parts[:2].mean(axis=0) @ cars


def test_the_end_of_a_text_longer_than_the_model_reads_has_its_own_vector(e5: LlamaIndexEmbedder) -> None:
    filler = "Le stationnement des véhicules est assuré en dehors des voies publiques. " * 60
    text = filler + "Les ripisylves sont des corridors écologiques."
    _, (parts,) = e5.embed_parts([text], [[(0, 72), (len(filler), len(text)), (5, 5)]])
    query = e5.embed_queries(["corridors écologiques"])[0]
    assert parts[1] @ query > parts[0] @ query
    assert np.isfinite(parts).all()
