from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from domain import Query, Side
from domain.errors import ModelFilesMissing
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import CrossEncoderReranker, Retriever
from tests.retrieval.test_retriever import TEXTS, House
from tests.vectorstore.helpers import passage


class PrefersParking:
    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([float("stationnement" in text) for text in texts])


def test_a_cross_encoder_changes_the_order_and_says_so(tmp_path: Path) -> None:
    house = House(tmp_path, [passage(text, id=id_, position=n) for n, (id_, text) in enumerate(TEXTS.items())])
    plain = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    again = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH, reranker=PrefersParking())
    query = [Query("les zones humides et leur logement", Side.LEXICAL)]
    assert plain.retrieve(query, documents=["plui-a"], k=4)[0].passage.id == "zones"
    best = again.retrieve(query, documents=["plui-a"], k=4)[0]
    assert best.passage.id == "parking"
    assert best.trace[-1].side is Side.BOTH
    assert best.trace[-1].rank == 1
    house.dense.close()


@pytest.mark.slow
def test_a_model_that_is_not_here_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesMissing, match="rien n'est téléchargé"):
        CrossEncoderReranker("invente/relecteur", cache_dir=tmp_path)
