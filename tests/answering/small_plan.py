"""A small invented plan with numbered axes, tables, lists of several sentences and a section a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.read_documents import ReadDocuments
from answering.questions.token_matches import TokenMatcher
from domain import Answer, PieceKind, PlacedSentence, Query
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.scoring.evidence_tables import Table
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in
from tests.answering.small_reglement import LastFirst

SLUG = "plan-invente"

PARTS: tuple[Part, ...] = (
    ("padd", PieceKind.PADD, ("Sommaire",), 1, ("Axe 1 – Habiter les bourgs 3", "Axe 2 – Garder les sols 5")),
    ("padd", PieceKind.PADD, ("Axe 1 – Habiter les bourgs",), 2, (
        "Axe 1 – Habiter les bourgs", "Les bourgs accueillent la moitié des logements nouveaux.",
    )),
    ("padd", PieceKind.PADD, ("Axe 2 – Garder les sols",), 3, (
        "Axe 2 – Garder les sols", "La consommation de terres est divisée par deux en dix ans.",
    )),
    ("reglement", PieceKind.REGLEMENT, ("Zone UA", "Article 1 : Occupations interdites"), 4, (
        "Sont interdits :", "- les terrains de camping ;", "- les dépôts de véhicules ;",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Les secteurs",), 5, (
        "On distingue plusieurs secteurs :",
        "- Na, le cimetière. Il est clos de murs anciens.",
        "Ce secteur est inscrit en zone de danger.",
        "- Nb, les carrières ;",
        "- Nc, les vergers.",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Risques",), 6, (
        "ROW Commune : Valmont ; Coulées de boues : oui ; Arrêtés : 7",
        "ROW Commune : Ternay ; Coulées de boues : – ; Arrêtés : 8",
        "ROW Commune : Orlan ; Coulées de boues : oui ; Arrêtés : 2",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("3.1 Climat",), 7, (
        "Les précipitations atteignent 598 mm par an à Valmont.",
        "Le vent de nord-ouest souffle cent jours par an.",
        "La température moyenne a progressé de 1,6 degré depuis 1959.",
    )),
)  # fmt: skip
#: Sentences that are near to what is asked, with their cosine; all others are far.
NEAR = {"Les précipitations atteignent 598 mm par an à Valmont.": 0.91}


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    """The sentences of the plan, each with its passage."""
    return placed_in(PARTS, SLUG)


class PlanTables:
    """Gives the table of a plan."""

    def __init__(self, parts: Sequence[Part] = PARTS, near: Mapping[str, float] = NEAR):
        self._placed, self._near = placed_in(parts, SLUG), near

    def sentence_table(self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()) -> Table:
        own = self._placed
        cosines = np.array([[self._near.get(one.sentence.text, 0.78)] for one in own])
        near = np.where(cosines > 0.9, 4.5, -0.1)
        count, none = len(own), np.zeros((0, len(own)))
        return Table(
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
            keys=(),
        )


def ask_of_plan(
    question: str,
    context: DocumentContext,
    *,
    tables: PlanTables | None = None,
    matcher: TokenMatcher | None = None,
    parts: Sequence[Part] = PARTS,
) -> Answer:
    """Ask a plan without a model; its passages come the last one first."""

    def own(_: str = SLUG) -> tuple[PlacedSentence, ...]:
        return placed_in(parts, SLUG)

    texts = InventedTexts(own)
    answerer = Answerer(
        texts,
        InventedRetriever(lambda _: own()[::-1]),
        NoModel(),
        profile_named("standard"),
        FRENCH,
        documents=ReadDocuments(texts),
        tables=tables,
        ranker=LastFirst(own),
        matcher=matcher,
    )
    zones, words = answerer.known_of([SLUG])
    asked = understand(question, known=zones | {"n", "ua"}, words=words)
    return answerer.answer_question([SLUG], asked.text, (), context=context, understood=asked)
