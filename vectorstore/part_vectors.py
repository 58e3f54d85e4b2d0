"""Vectors of the parts of a text, from one reading of the whole: late pooling.

A transformer reads the whole text; the vector of a part is the mean of the vectors of its tokens, which already know
what stands around them (« Late Chunking », Günther et al., 2024, https://arxiv.org/abs/2409.04701). Embedding each
sentence with its neighbours as a text of its own reads every token three times; this reads it once, and gives the
vector of the whole text besides. It suits models that pool by the mean, as e5 does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

#: Sentences on each side of a sentence that are embedded with it.
NEIGHBOURS = 1
Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
#: First character of a part in its text, and the one behind its last.
Part = tuple[int, int]

#: Words that split otherwise at the edge of a window may take a few tokens more.
_SPARE = 8


class _Embeds(Protocol):
    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


class TokenReader(Protocol):
    """A transformer and its tokenizer, whatever library runs them."""

    @property
    def limit(self) -> int:
        """Tokens that it reads at once, special ones included."""
        ...

    @property
    def dimension(self) -> int:
        """Length of the vector of a token."""
        ...

    def offsets(self, text: str) -> Sequence[tuple[int, int]]:
        """Return where each token of a text begins and ends, in characters, without special tokens."""
        ...

    def read(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """Yield for each text the offsets (tokens, 2) and the vectors (tokens, dimension), special tokens included.

        A special token has an empty offset. What is beyond the limit is not read.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of a text that the model reads at once: the text's index, where it starts, its size in tokens."""

    index: int
    start: int
    text: str
    tokens: int


def embed_parts(
    reader: TokenReader,
    prefix: str,
    texts: Sequence[str],
    parts: Sequence[Sequence[Part]],
    *,
    batch_size: int,
    progress: Progress | None = None,
) -> tuple[Vectors, list[Vectors]]:
    """Embed texts and their parts.

    Args:
        reader: A transformer whose vectors of tokens make that of a text by their mean.
        prefix: Put before each text; its tokens belong to the whole and to no part.
        texts: The texts; one longer than the model reads is read in windows.
        parts: The parts of each text, which may overlap; a part without a token has the vector of the whole.
        batch_size: Windows a batch.
        progress: Called with (texts done, texts).

    Returns:
        Vectors of shape (len(texts), dimension), and for each text those of its parts, of shape (parts, dimension);
        all of length 1.
    """
    most = reader.limit - 2 - len(reader.offsets(prefix))
    windows = [window for index, text in enumerate(texts) for window in _windows(reader, most, index, text)]
    windows.sort(key=lambda window: (-window.tokens, window.index, window.start))  # little padding in a batch
    size = reader.dimension
    whole = np.zeros((len(texts), size))
    sums = [np.zeros((len(own), size)) for own in parts]
    counts = [np.zeros(len(own)) for own in parts]
    left = np.bincount([window.index for window in windows], minlength=len(texts))
    for start in range(0, len(windows), batch_size):
        batch = windows[start : start + batch_size]
        for window, (offsets, vectors) in zip(batch, reader.read([prefix + one.text for one in batch]), strict=True):
            mean = vectors.mean(axis=0)
            whole[window.index] += window.tokens * mean / max(float(np.linalg.norm(mean)), 1e-12)
            first, last = offsets[:, 0] + window.start - len(prefix), offsets[:, 1] + window.start - len(prefix)
            own = (last > first) & (first >= window.start)
            for number, (begin, end) in enumerate(parts[window.index]):
                inside = own & (first < end) & (last > begin)
                sums[window.index][number] += vectors[inside].sum(axis=0)
                counts[window.index][number] += np.count_nonzero(inside)
            left[window.index] -= 1
        if progress is not None:
            progress(int((left == 0).sum()), len(texts))
    made = [
        _unit(np.where(count[:, None] > 0, total, vector))
        for total, count, vector in zip(sums, counts, whole, strict=True)
    ]
    return _unit(whole), made


def sentence_windows(sentences: Sequence[str]) -> tuple[str, list[Part]]:
    """A passage as it is embedded, and of each of its sentences the part that it makes with its neighbours."""
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + len(sentence) + 1)
    last = len(sentences)
    return " ".join(sentences), [
        (ends[max(number - NEIGHBOURS, 0)], ends[min(number + NEIGHBOURS + 1, last)] - 1) for number in range(last)
    ]


def parts_one_by_one(embedder: _Embeds, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[Vectors]:
    """Vectors of parts embedded as texts of their own: for models that do not pool by the mean."""
    return [
        embedder.embed_passages([text[first:last] for first, last in own])
        for text, own in zip(texts, parts, strict=True)
    ]


def _windows(reader: TokenReader, most: int, index: int, text: str) -> Iterator[_Window]:
    """Cut a text where the transformer would stop reading: after ``most`` tokens of its own."""
    offsets = reader.offsets(text)
    if len(offsets) <= most:
        yield _Window(index, 0, text, max(len(offsets), 1))
        return
    most -= _SPARE
    for start in range(0, len(offsets), most):
        part = offsets[start : start + most]
        yield _Window(index, part[0][0], text[part[0][0] : part[-1][1]], len(part))


def _unit(vectors: NDArray[np.float64]) -> Vectors:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit
