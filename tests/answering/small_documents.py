"""What small invented documents of the tests have alike: sentences placed in passages, read whole or retrieved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from domain import Hit, PieceKind, PlacedSentence, Provision, ProvisionKind, Query, StoredPassage, StoredSentence

#: Piece, kind, heading path, page, sentences; a sentence that begins with « ROW » is a row of a table.
Part = tuple[str, PieceKind, tuple[str, ...], int, tuple[str, ...]]


def placed_in(parts: Sequence[Part], slug: str) -> tuple[PlacedSentence, ...]:
    """The sentences of a document, each with its passage: one a part."""
    found: list[PlacedSentence] = []
    positions: dict[str, int] = {}
    for number, (piece, kind, section, page, texts) in enumerate(parts):
        first = positions.get(piece, 0)
        positions[piece] = first + len(texts)
        provision = Provision(ProvisionKind.PRESCRIPTION, "P15") if "P15" in section[-1] else None
        passage = StoredPassage(
            id=f"{slug}-{number}", document=slug, piece=piece, piece_kind=kind, position=number, section=section,
            text=" ".join(texts), first_position=first, last_position=first + len(texts) - 1, first_page=page,
            last_page=page, first_ordinal=page, last_ordinal=page, label=str(page), provision=provision,
        )  # fmt: skip
        start = 0
        for rank, text in enumerate(texts, first):
            row = text.removeprefix("ROW ") if text.startswith("ROW ") else None
            said = row or text
            sentence = StoredSentence(slug, piece, page, page, str(page), rank, start, start + len(said), said, row=row)
            start += len(text) + 1
            found.append(PlacedSentence(sentence, passage))
    return tuple(found)


class InventedTexts:
    """Gives a document whole, and its sentences."""

    def __init__(self, placed: Callable[[str], Sequence[PlacedSentence]]):
        self._placed = placed

    def placed(self, document: str) -> Sequence[PlacedSentence]:
        return self._placed(document)

    def version(self, document: str) -> str:
        return "1"

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        own = [one.sentence for one in self._placed(document) if one.sentence.piece == piece]
        return own[first : last + 1]


class InventedRetriever:
    """Returns every passage of the documents asked, in their order."""

    def __init__(self, placed: Callable[[str], Sequence[PlacedSentence]]):
        self._placed = placed

    def retrieve(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        passages = {one.passage.id: one.passage for slug in documents for one in self._placed(slug)}
        return [Hit(passage, 1 / rank) for rank, passage in enumerate(passages.values(), 1)][:k]
