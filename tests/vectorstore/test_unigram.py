"""Our tokenizer against the library `tokenizers`, with the vocabulary of the bundled model."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.helpers import models_dir
from vectorstore.e5_onnx import ensure_e5_onnx, open_vocabulary
from vectorstore.unigram import SpecialTokens, UnigramTokenizer

TEXTS = [
    "",
    " ",
    "Les zones humides du territoire sont préservées.\nLes haies aussi.",
    "N° 12 – 1 250 m² d’espaces boisés classés (L. 113-1)…",
    "\x01 ½ ﬁn\tœuvre e\u0301te\u0301 \ufeff\u200b\u2581\u2581x  ",
    "<s>haie</s> <mask> <unk><pad>",
    "日本語 🏝️🏝 각 각 ۝",
    "x" * 3000,
]
#: Characters of plans, and those that files put in their place.
WRITTEN = "abcdeéèàçùœæ ABC0123456789.,;:!?’'«»–—°²³½¼…%€/()[]\n\t\r\u00a0\u202f\u2009\u200b\ufeffﬁﬂﬀ\u2581№ªº"
#: Every character that all versions of Unicode in use know alike.
KNOWN = st.characters(exclude_categories=["Cs"]).filter(lambda one: unicodedata.ucd_3_2_0.category(one) != "Cn")

Both = tuple[UnigramTokenizer, Any]


@pytest.fixture(scope="module")
def both(e5_folder: Path) -> Both:
    from tokenizers import Tokenizer

    folder = ensure_e5_onnx(models_dir(), lambda line: None)
    return open_vocabulary(folder), Tokenizer.from_file(str(e5_folder / "tokenizer.json"))


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_and_offsets_are_those_of_the_library(both: Both, text: str) -> None:
    ours, theirs = both[0].encode(text), both[1].encode(text)
    assert (ours.ids, ours.offsets) == (theirs.ids, theirs.offsets)
    plain = both[1].encode(text, add_special_tokens=False)
    assert both[0].encode(text, special=False).ids == plain.ids


@settings(deadline=None)
@given(st.text(WRITTEN, max_size=60))
def test_so_they_are_of_what_plans_write(both: Both, text: str) -> None:
    ours, theirs = both[0].encode(text), both[1].encode(text)
    assert (ours.ids, ours.offsets) == (theirs.ids, theirs.offsets)


@settings(deadline=None)
@given(st.text(KNOWN, max_size=30))
def test_tokens_of_any_text_stand_in_it_in_order(both: Both, text: str) -> None:
    ours = both[0].encode(text)
    assert all(0 <= start <= end <= len(text) for start, end in ours.offsets)
    starts = [start for start, _ in ours.offsets[1:-1]]
    assert starts == sorted(starts)


def test_the_best_pieces_are_taken_and_unknown_neighbours_are_one() -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "▁a"]
    scores = [0.0, 0.0, 0.0, 0.0, -2.0, -1.0, -1.0, -5.0, -1.5]
    tokenizer = UnigramTokenizer(pieces, scores, SpecialTokens(0, 2, 1, 3))
    assert tokenizer.encode("ab").ids == [0, 8, 6, 2]  # ▁a b: -2.5, ▁ab: -5
    assert tokenizer.encode("axyb", special=False).offsets == [(0, 1), (1, 3), (3, 4)]
