"""Which of the ranked passages are kept: filters, near-duplicates, pieces that crowd out others, neighbours.

Nothing of this is on by default for an indicator: the same rule written in ten zones is ten pages to
cite. It serves a person who reads a list, and searches over many documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain import Hit, PieceKind, StoredPassage
from domain.text_folding import plain


@dataclass(frozen=True, slots=True)
class Filter:
    """Passages that may come at all; an empty field lets everything through.

    Attributes:
        pieces: Names of pieces.
        kinds: Kinds of piece.
        without: Kinds of piece that may not come.
        section: Words of a heading above the passage; accents and case do not matter.
    """

    pieces: tuple[str, ...] = ()
    kinds: tuple[PieceKind, ...] = ()
    section: str = ""
    without: tuple[PieceKind, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.pieces or self.kinds or self.without or self.section.strip())

    def lets(self, passage: StoredPassage) -> bool:
        """Whether a passage may come."""
        return (
            (not self.pieces or passage.piece in self.pieces)
            and (not self.kinds or passage.piece_kind in self.kinds)
            and passage.piece_kind not in self.without
            and _folded(self.section) in _folded(" > ".join(passage.section))
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """How a ranked list is made readable.

    Attributes:
        collapse: Passages that say nearly the same are shown once; the others are named in ``Hit.also``.
        piece_share: The most that one piece may take of the list (0 to 1) while others have
            something to say; 1 sets no bound.
        merge: Passages that follow one another in a piece become one.
    """

    collapse: bool = False
    piece_share: float = 1.0
    merge: bool = False

    def __bool__(self) -> bool:
        """Whether a list is changed at all."""
        return self.collapse or self.merge or self.piece_share < 1


#: For a person who reads a list of passages.
READABLE = Selection(collapse=True, piece_share=0.6, merge=True)
#: Share of three-word runs in common above which two passages say the same (Broder, 1997).
SAME = 0.8
_RUN = 3


def select(hits: Sequence[Hit], k: int, selection: Selection) -> list[Hit]:
    """Choose at most ``k`` of the ranked hits; order is kept.

    Args:
        hits: Best first; more than ``k`` of them, or nothing can be chosen instead.
        k: How many to keep.
        selection: What to do.
    """
    chosen = _collapsed(hits, k * 3) if selection.collapse else list(hits)
    chosen = _spread(chosen, k, selection.piece_share) if selection.piece_share < 1 else chosen[:k]
    return _merged(chosen) if selection.merge else chosen


def _collapsed(hits: Sequence[Hit], most: int) -> list[Hit]:
    kept: list[Hit] = []
    runs: list[frozenset[tuple[str, ...]]] = []
    for hit in hits:
        own = _runs(hit.passage.text)
        twin = next((i for i, other in enumerate(runs) if _alike(own, other)), None)
        if twin is not None:
            kept[twin] = replace(kept[twin], also=(*kept[twin].also, hit.passage))
        elif len(kept) < most:
            kept.append(hit)
            runs.append(own)
    return kept


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _folded(text).split()
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(len(words) - _RUN + 1, 1)))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    if smaller < SAME * larger:
        return False
    common = len(one & other)
    return common >= SAME * (smaller + larger - common)


def _spread(hits: Sequence[Hit], k: int, share: float) -> list[Hit]:
    """The best ``k`` of which one piece has at most its share; what is over comes back if places are left."""
    most = max(1, round(share * k))
    taken: Counter[tuple[str, str]] = Counter()
    first: list[int] = []
    over: list[int] = []
    for place, hit in enumerate(hits):
        piece = (hit.passage.document, hit.passage.piece)
        if taken[piece] < most:
            taken[piece] += 1
            first.append(place)
        else:
            over.append(place)
    return [hits[place] for place in sorted(first[:k] + over[: max(k - len(first), 0)])]


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """Join hits whose passages follow one another; the best one gives its rank, score and trace."""
    place = {(hit.passage.document, hit.passage.piece, hit.passage.position): i for i, hit in enumerate(hits)}
    used: set[int] = set()
    merged = []
    for i, hit in enumerate(hits):
        if i in used:
            continue
        run = [i]
        for step in (-1, 1):
            passage = hit.passage
            position = passage.position + step
            while (j := place.get((passage.document, passage.piece, position))) is not None and j not in used:
                run.append(j)
                position += step
        used.update(run)
        merged.append(_joined([hits[j] for j in run]) if len(run) > 1 else hit)
    return merged


def _joined(hits: Sequence[Hit]) -> Hit:
    best, parts = hits[0], sorted((hit.passage for hit in hits), key=lambda passage: passage.position)
    first, last = parts[0], parts[-1]
    passage = replace(
        best.passage,
        text=" ".join(part.text for part in parts),
        first_position=first.first_position,
        last_position=last.last_position,
        first_page=first.first_page,
        last_page=last.last_page,
        first_ordinal=first.first_ordinal,
        last_ordinal=last.last_ordinal,
        label=first.label,
    )
    scores = dict(pair for hit in hits for pair in hit.page_scores)
    return replace(
        best,
        passage=passage,
        page_scores=tuple(scores.items()),
        also=tuple(also for hit in hits for also in hit.also),
    )


def _folded(text: str) -> str:
    return " ".join(plain(text).split())
