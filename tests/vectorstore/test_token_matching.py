"""A text meets a question by the tokens that are nearest to those of the question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.vectorstore.helpers import models_dir
from vectorstore import OnnxEmbedder, ensure_e5_onnx
from vectorstore.token_matching import OF_QUESTIONS, OF_TEXTS, WEIGHING, LateInteraction, token_weights

SIZE = 16
WORDS = st.lists(st.sampled_from(["haie", "recul", "zone", "arbre", "mare", "pente"]), min_size=1, max_size=6)


class _Words:
    """A reader whose tokens are words, each with a vector of its own; counts the texts that it read."""

    limit, dimension = 512, SIZE

    def __init__(self) -> None:
        self.texts: list[str] = []

    def offsets(self, text: str) -> Sequence[tuple[int, int]]:
        found, start = [], 0
        for word in text.split(" "):
            found.append((start, start + len(word)))
            start += len(word) + 1
        return found

    def read(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        for text in texts:
            self.texts.append(text)
            vectors = np.stack([_vector(word) for word in text.split(" ")])
            yield np.array(self.offsets(text), dtype=np.int64), vectors


def _vector(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)


def matcher(weighing: NDArray[np.float32] | None = None) -> tuple[LateInteraction, _Words]:
    texts, same = _Words(), np.eye(SIZE, dtype=np.float32)
    weights = {OF_QUESTIONS: same, OF_TEXTS: same, WEIGHING: np.zeros(SIZE) if weighing is None else weighing}
    return LateInteraction(_Words(), texts, ("q: ", "p: "), weights), texts


def test_a_text_with_every_word_of_the_question_meets_it_whole() -> None:
    compared, _ = matcher()
    whole, half, none = compared.match("recul haie", ["la haie a un recul", "la haie", "une mare"])
    assert whole == pytest.approx((1, 1), abs=1e-3)
    assert whole[1] > half[1] > none[1]


def test_what_weighs_a_token_decides_which_word_counts() -> None:
    compared, _ = matcher(weighing=4 * _vector("haie"))
    haie, recul = compared.match("recul haie", ["haie", "recul"])
    assert haie[0] > recul[0]
    assert haie[0] > haie[1]


def test_a_text_is_read_once_and_in_any_company_the_same() -> None:
    compared, reader = matcher()
    first = compared.match("recul", ["haie", "mare"])
    again = compared.match("recul", ["mare", "arbre", "haie"])
    np.testing.assert_allclose(again[[2, 0]], first, atol=1e-6)
    assert sorted(reader.texts) == ["p: arbre", "p: haie", "p: mare"]


def test_nothing_is_compared_with_nothing() -> None:
    compared, _ = matcher()
    assert compared.match("recul", []).shape == (0, 2)


@given(asked=WORDS, texts=st.lists(WORDS, min_size=1, max_size=5))
def test_matches_are_cosines_and_more_words_never_meet_less(asked: list[str], texts: list[list[str]]) -> None:
    compared, _ = matcher()
    found = compared.match(" ".join(asked), [" ".join(one) for one in texts])
    longer = compared.match(" ".join(asked), [" ".join([*one, "pente"]) for one in texts])
    assert found.shape == (len(texts), 2)
    assert (np.abs(found) <= 1.01).all()
    assert (longer >= found - 1e-3).all()


def test_the_weights_of_the_package_belong_to_the_bundled_model() -> None:
    weights = token_weights()
    assert weights[OF_QUESTIONS].shape == weights[OF_TEXTS].shape
    assert weights[OF_QUESTIONS].shape[0] == weights[WEIGHING].shape[0] == 384


def test_the_bundled_model_meets_a_question_in_other_words(e5_folder: object) -> None:
    embedder = OnnxEmbedder(ensure_e5_onnx(models_dir(), lambda line: None))
    met = embedder.match(
        "Combien de voitures peut-on garer par logement ?",
        ["Il est exigé deux places de stationnement par logement.", "Les haies bocagères sont conservées."],
    )
    assert met.shape == (2, 2)
    assert (met[0] > met[1]).all()
