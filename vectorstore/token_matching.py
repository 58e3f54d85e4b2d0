"""How well a text meets a question word by word: each token of the question with the token of the text that is nearest.

One vector a sentence says what it is about in the whole; which of two sentences about one thing answers is told by
single words. Token vectors of the question and of the text are projected by two learnt matrices and compared all with
all; each token of the question counts its best cosine (late interaction, ColBERT, Khattab and Zaharia 2020,
https://arxiv.org/abs/2004.12832), by a learnt weight. The matrices are learnt by
``python -m benchmarks.token_matching`` and stored beside this file; they belong to one embedding model.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from vectorstore.part_vectors import TokenReader, Vectors

WEIGHTS = "token_matching.npz"
#: Names in that file: the matrices of questions and of texts (dimension, size), and what weighs a token (dimension).
OF_QUESTIONS, OF_TEXTS, WEIGHING = "questions", "texts", "weighing"
#: Texts whose token vectors stay in memory: some 20 kB each.
_KEPT = 2_000
_BATCH = 4
#: Tokens of a text that are compared: what stands behind them is not.
MOST_TOKENS = 160


@cache
def token_weights() -> dict[str, NDArray[np.float32]]:
    """The learnt weights that come with the package."""
    with np.load(BytesIO((files(__package__) / WEIGHTS).read_bytes())) as read:
        return {name: read[name].astype(np.float32) for name in read.files}


class LateInteraction:
    """Compares questions with texts; token vectors of texts are kept from one question to the next.

    Example:
        >>> embedder = OnnxEmbedder(ensure_e5_onnx(Path("models"), print))
        >>> embedder.match("Où se garer ?", ["Deux places par logement", "Le ruisseau"]).shape
        (2, 2)
    """

    def __init__(
        self,
        questions: TokenReader,
        texts: TokenReader,
        prefixes: tuple[str, str],
        weights: dict[str, NDArray[np.float32]],
    ):
        """Put it together.

        Args:
            questions: The encoder of questions.
            texts: That of texts.
            prefixes: What is put before a question, and before a text.
            weights: The learnt weights; see :func:`token_weights`.
        """
        self._questions, self._texts, self._prefixes, self._weights = questions, texts, prefixes, weights
        self._kept: OrderedDict[str, NDArray[np.float16]] = OrderedDict()
        self._lock = Lock()

    def match(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well each text meets the question.

        Returns:
            Shape (texts, 2): the mean over the tokens of the question of the best cosine, by learnt weights, and
            with all tokens alike.
        """
        if not texts:
            return np.zeros((0, 2), dtype=np.float32)
        prefix = self._prefixes[0]
        ((offsets, vectors),) = self._questions.read([prefix + question])
        own = vectors[offsets[:, 1] > len(prefix)]
        if not len(own):
            return np.zeros((len(texts), 2), dtype=np.float32)
        weighing = own @ self._weights[WEIGHING]
        shares = np.exp(weighing - weighing.max())
        asked = _unit(own @ self._weights[OF_QUESTIONS])
        best = np.stack([(asked @ one.T.astype(np.float32)).max(axis=1) for one in self._read(texts)])
        found: Vectors = np.stack([best @ (shares / shares.sum()), best.mean(axis=1)], axis=1).astype(np.float32)
        return found

    def _read(self, texts: Sequence[str]) -> list[NDArray[np.float16]]:
        """The token vectors of texts as they are compared; shape (tokens, size) each."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = sorted({text for text in texts if text not in known}, key=len)  # little padding in a batch
        prefix = self._prefixes[1]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            for text, (_, vectors) in zip(batch, self._texts.read([prefix + text for text in batch]), strict=True):
                known[text] = _unit(vectors[:MOST_TOKENS] @ self._weights[OF_TEXTS]).astype(np.float16)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]


def _unit(vectors: Vectors) -> Vectors:
    found: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return found
