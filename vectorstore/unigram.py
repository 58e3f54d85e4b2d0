"""The tokenizer of XLM-RoBERTa, as multilingual-e5 has it: the same tokens and offsets as the library `tokenizers`.

That library takes two seconds and 260 MB to load a vocabulary of 250,000 pieces from JSON, which each start of a
command and each process of the service paid. Here it is a table of a few megabytes. A word is cut once and remembered:
the pieces of a text never cross a space.

The way of a text: special tokens are cut out; control characters go and other spaces become spaces; NFKC; one space
for several; « ▁ » for each space and before the text; then, word by word, the pieces whose scores have the greatest
sum (Kudo, 2018, https://arxiv.org/abs/1804.10959).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

Offset = tuple[int, int]

#: What XLM-RoBERTa's normaliser drops, and what it takes for a space, before NFKC; in the syntax of Python.
CONTROL = "\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f"
SPACES = "\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd"
_SPACE = "▁"
#: An unknown character scores this much less than the worst piece.
_UNKNOWN_PENALTY = 10.0
_WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: numbers of pieces, and where each stands in it, in characters."""

    ids: list[int]
    offsets: list[Offset]


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """Numbers of the pieces that stand for no text."""

    bos: int
    eos: int
    pad: int
    unk: int


class UnigramTokenizer:
    """Cuts texts into the pieces of a vocabulary.

    Example:
        >>> tokenizer = UnigramTokenizer.load(folder, SpecialTokens(0, 2, 1, 3))
        >>> tokenizer.encode("zones humides").offsets
        [(0, 0), (0, 5), (5, 10), (10, 13), (0, 0)]
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], special: SpecialTokens):
        """Keep a vocabulary.

        Args:
            pieces: Each piece, « ▁ » standing for a space.
            scores: Logarithm of the probability of each.
            special: Which of them stand for no text.
        """
        self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = scores
        self._special = special
        self._longest = max(map(len, pieces), default=0)
        self._unknown_score = min(scores, default=0.0) - _UNKNOWN_PENALTY
        written = {pieces[one] for one in (special.bos, special.eos, special.pad, special.unk)} | {"<mask>"}
        self._written = re.compile("(" + "|".join(sorted(map(re.escape, written))) + ")")
        self._mask = self._ids.get("<mask>", len(pieces))
        self._cut = lru_cache(_WORDS_KEPT)(self._cut_word)

    @classmethod
    def load(cls, pieces: Path, scores: Path, special: SpecialTokens) -> UnigramTokenizer:
        """Read a vocabulary that ``save_vocabulary`` wrote."""
        values = array("d")
        values.frombytes(scores.read_bytes())
        return cls(pieces.read_text(encoding="utf-8").split("\n"), values, special)

    def encode(self, text: str, *, special: bool = True) -> Tokens:
        """Cut a text into pieces.

        Args:
            text: Any text.
            special: Put the token of a beginning before, and that of an end behind.
        """
        ids: list[int] = []
        offsets: list[Offset] = []
        for start, run in self._runs(text):
            special_piece = self._ids.get(run, self._mask) if self._written.fullmatch(run) else None
            if special_piece is not None:
                ids.append(special_piece)
                offsets.append((start, start + len(run)))
                continue
            for word, places in _words(run):
                for piece, first, last in self._cut(word):
                    ids.append(piece)
                    offsets.append((start + places[first][0], start + places[last - 1][1]))
        if special:
            ids = [self._special.bos, *ids, self._special.eos]
            offsets = [(0, 0), *offsets, (0, 0)]
        return Tokens(ids, offsets)

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        """Special tokens that are written in the text, and what stands between them."""
        start = 0
        for run in self._written.split(text):
            if run:
                yield start, run
            start += len(run)

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The best pieces of a word: number, first character, the one behind the last."""
        known, scores, size = self._ids, self._scores, len(word)
        best = [0.0] * (size + 1)
        came: list[tuple[int, int] | None] = [None] * (size + 1)  # start and number of the piece that ends here
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = known.get(word[start:end])
                if piece is not None:
                    score = here + scores[piece]
                elif end == start + 1:
                    piece, score = self._special.unk, here + self._unknown_score
                else:
                    continue
                if came[end] is None or score > best[end]:
                    best[end], came[end] = score, (start, piece)
        found: list[tuple[int, int, int]] = []
        end = size
        while end:
            start, piece = came[end] or (0, self._special.unk)
            if piece == self._special.unk and found and found[-1][0] == piece:
                found[-1] = (piece, start, found[-1][2])  # neighbours that are unknown are one token
            else:
                found.append((piece, start, end))
            end = start
        return tuple(reversed(found))


def save_vocabulary(vocabulary: Sequence[tuple[str, float]], pieces: Path, scores: Path) -> None:
    """Write a vocabulary for ``UnigramTokenizer.load``."""
    pieces.write_text("\n".join(piece for piece, _ in vocabulary), encoding="utf-8")
    scores.write_bytes(array("d", (score for _, score in vocabulary)).tobytes())


# --- From characters to words --------------------------------------------------------------------

_IGNORED = re.compile(f"[{CONTROL}]")
_TO_SPACE = re.compile(f"[{SPACES}]")
_SEVERAL = re.compile(" {2,}")


def _words(text: str) -> Iterator[tuple[str, Sequence[Offset]]]:
    """Normalised words, each with « ▁ » before it, and where each of its characters comes from."""
    normal, places = _normalised(text)
    if not normal:
        return
    if not normal.startswith(" "):
        normal, places = " " + normal, [places[0], *places]
    normal = normal.replace(" ", _SPACE)
    start = 0
    while start < len(normal):
        end = normal.find(_SPACE, start + 1)
        end = len(normal) if end < 0 else end
        yield normal[start:end], places[start:end]
        start = end


def _normalised(text: str) -> tuple[str, list[Offset]]:
    spaced = _TO_SPACE.sub(" ", text)
    places = [(number, number + 1) for number in range(len(text))]
    if _IGNORED.search(spaced):
        places = [place for place, character in zip(places, spaced, strict=True) if not _IGNORED.match(character)]
        spaced = _IGNORED.sub("", spaced)
    if not unicodedata.is_normalized("NFKC", spaced):
        spaced, places = _nfkc(spaced, places)
    if "  " in spaced:
        kept: list[Offset] = []
        last = 0
        for run in _SEVERAL.finditer(spaced):
            kept += [*places[last : run.start()], places[run.end() - 1]]
            last = run.end()
        spaced, places = _SEVERAL.sub(" ", spaced), kept + places[last:]
    return spaced, places


def _nfkc(text: str, places: Sequence[Offset]) -> tuple[str, list[Offset]]:
    """NFKC, run by run of a character and the accents that may join it."""
    parts: list[str] = []
    kept: list[Offset] = []
    for start, end in _joined(text):
        run = text[start:end]
        normal = unicodedata.normalize("NFKC", run)
        parts.append(normal)
        if len(normal) == end - start:
            kept += places[start:end]
        else:
            kept += [places[min(start + number, end - 1)] for number in range(len(normal))]
    return "".join(parts), kept


def _joined(text: str) -> Iterator[Offset]:
    """Runs that normalisation treats as one: no character joins one of another run."""
    start = 0
    for end in range(1, len(text)):
        if not _joins(text[end]):
            yield start, end
            start = end
    if text:
        yield start, len(text)


@lru_cache(4096)
def _joins(character: str) -> bool:
    """Whether a character may join the one before it: an accent, or a vowel or final of Hangul."""
    first = unicodedata.normalize("NFKD", character)[:1]
    return (
        unicodedata.combining(first) != 0 or unicodedata.category(first).startswith("M") or "\u1160" <= first < "\u1200"
    )
