"""A small invented plan with numbered axes, tables, lists of several sentences and a section a theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain import Hit, PieceKind, PlacedSentence, Query, StoredPassage, StoredSentence

SLUG = "plan-invente"

#: (piece, kind, heading path, sentences); a sentence that begins with « ROW » is a row of a table.
PARTS: tuple[tuple[str, PieceKind, tuple[str, ...], tuple[str, ...]], ...] = (
    ("padd", PieceKind.PADD, ("Sommaire",), ("Axe 1 – Habiter les bourgs 3", "Axe 2 – Garder les sols 5")),
    ("padd", PieceKind.PADD, ("Axe 1 – Habiter les bourgs",), (
        "Axe 1 – Habiter les bourgs", "Les bourgs accueillent la moitié des logements nouveaux.",
    )),
    ("padd", PieceKind.PADD, ("Axe 2 – Garder les sols",), (
        "Axe 2 – Garder les sols", "La consommation de terres est divisée par deux en dix ans.",
    )),
    ("reglement", PieceKind.REGLEMENT, ("Zone UA", "Article 1 : Occupations interdites"), (
        "Sont interdits :", "- les terrains de camping ;", "- les dépôts de véhicules ;",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Les secteurs",), (
        "On distingue plusieurs secteurs :",
        "- Na, le cimetière. Il est clos de murs anciens.",
        "Ce secteur est inscrit en zone de danger.",
        "- Nb, les carrières ;",
        "- Nc, les vergers.",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Risques",), (
        "ROW Commune : Valmont ; Coulées de boues : oui ; Arrêtés : 7",
        "ROW Commune : Ternay ; Coulées de boues : – ; Arrêtés : 8",
        "ROW Commune : Orlan ; Coulées de boues : oui ; Arrêtés : 2",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("3.1 Climat",), (
        "Les précipitations atteignent 598 mm par an à Valmont.",
        "Le vent de nord-ouest souffle cent jours par an.",
        "La température moyenne a progressé de 1,6 degré depuis 1959.",
    )),
)  # fmt: skip
#: Sentences that are near to what is asked, with their cosine; all others are far.
NEAR = {"Les précipitations atteignent 598 mm par an à Valmont.": 0.91}


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    """The sentences of the plan, each with its passage."""
    found: list[PlacedSentence] = []
    positions: dict[str, int] = {}
    for number, (piece, kind, section, texts) in enumerate(PARTS):
        first, page = positions.get(piece, 0), number + 1
        positions[piece] = first + len(texts)
        passage = StoredPassage(
            id=f"{SLUG}-{number}", document=SLUG, piece=piece, piece_kind=kind, position=number, section=section,
            text=" ".join(texts), first_position=first, last_position=first + len(texts) - 1, first_page=page,
            last_page=page, first_ordinal=page, last_ordinal=page, label=str(page), provision=None,
        )  # fmt: skip
        start = 0
        for rank, text in enumerate(texts, first):
            row = text.removeprefix("ROW ") if text.startswith("ROW ") else None
            said = row or text
            sentence = StoredSentence(SLUG, piece, page, page, str(page), rank, start, start + len(said), said, row=row)
            start += len(text) + 1
            found.append(PlacedSentence(sentence, passage))
    return tuple(found)


class PlanTexts:
    """Gives the plan whole, and its sentences."""

    def placed(self, document: str) -> Sequence[PlacedSentence]:
        return placed(document)

    def version(self, document: str) -> str:
        return "1"

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        own = [one.sentence for one in placed(document) if one.sentence.piece == piece]
        return own[first : last + 1]


class PlanRetriever:
    """Returns every passage, the last one first."""

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
        passages = {one.passage.id: one.passage for one in reversed(placed())}
        return [Hit(passage, 1 / rank) for rank, passage in enumerate(passages.values(), 1)][:k]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Implements :class:`answering.scoring.evidence_table.EvidenceTable`: only nearness tells sentences apart."""

    sentences: tuple[StoredSentence, ...]
    headings: tuple[tuple[str, ...], ...]
    kinds: tuple[PieceKind, ...]
    twins: tuple[tuple[int, ...], ...]
    vectors: NDArray[np.float32]
    passages: NDArray[np.float64]
    total: NDArray[np.float64]
    facets: NDArray[np.float64]
    shares: NDArray[np.float64]
    near: NDArray[np.float64]
    cosines: NDArray[np.float64]
    keys: tuple[str, ...] = ()


class PlanTables:
    """Gives the table of the plan."""

    def sentence_table(self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()) -> PlanTable:
        own = placed(document)
        cosines = np.array([[NEAR.get(one.sentence.text, 0.78)] for one in own])
        near = np.where(cosines > 0.9, 4.5, -0.1)
        count, none = len(own), np.zeros((0, len(own)))
        return PlanTable(
            sentences=tuple(one.sentence for one in own),
            headings=tuple(one.passage.section for one in own),
            kinds=tuple(one.passage.piece_kind for one in own),
            twins=tuple((number,) for number in range(count)),
            vectors=np.zeros((count, 1), dtype=np.float32),
            passages=np.zeros(count),
            total=near[:, 0],
            facets=none,
            shares=none,
            near=near,
            cosines=cosines,
        )
