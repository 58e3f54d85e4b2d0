"""A small invented règlement with sectors, a table and a list, as a document read whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from domain import PieceKind, PlacedSentence, Query, ScoredSentence
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "plu-invente"

PARTS: tuple[Part, ...] = (
    ("reglement", PieceKind.REGLEMENT, ("Règlement",), 1, (
        "Plan approuvé le 3 avril 2024 – Atelier Inventé",
    )),
    ("reglement", PieceKind.REGLEMENT, ("Titre I – Dispositions générales",), 1, (
        "Titre I – Dispositions générales",
        "Dans toutes les zones, les haies repérées sont conservées.",
        "Dans toutes les zones, la hauteur des clôtures est de 2 mètres au plus.",
    )),
    ("reglement", PieceKind.REGLEMENT, ("ZONE N", "Article 10 : Hauteur maximale des constructions"), 2, (
        "ZONE N",
        "Article 10 : Hauteur maximale des constructions",
        "1) Dans le secteur N-3 :",
        "8 mètres",
        "2) Dans le secteur N-4 :",
        "9 mètres",
        "La distance entre deux constructions est d'au moins 4 mètres.",
    )),
    ("reglement", PieceKind.REGLEMENT, ("ZONE N", "Article 13 : Espaces libres"), 3, (
        "Article 13 : Espaces libres",
        "1) Dans le secteur N-3 :",
        "Les espaces libres représentent 60 % de l'unité foncière.",
        "2) Dans le secteur N-4 :",
        "Les espaces libres représentent 20 % de l'unité foncière.",
        "Toutefois, cette part est réduite à 10 % pour les équipements publics.",
    )),
    ("doo", PieceKind.DOO, ("3.2 Zones humides", "Prescription P15 – Interdiction d'atteinte"), 9, (
        "Prescription P15 – Interdiction d'atteinte",
        "Toute imperméabilisation d'une zone humide inventoriée est interdite, quelle qu'en soit la surface.",
        "Pour les seuls projets déclarés d'utilité publique, l'atteinte est compensée.",
    )),
    ("annexe", PieceKind.ANNEXE, ("Sites de compensation",), 4, (
        "Sont approuvés les trois sites de compensation suivants :",
        "- Friches de Teyrac, 42 hectares ;",
        "- Anciens salins, 31 hectares ;",
        "- Vallée de la Thoyre, 22 hectares.",
        "Les habitants sont informés par voie d'affichage.",
    )),
    ("annexe", PieceKind.ANNEXE, ("Zones de renaturation",), 5, (
        "Sont approuvées les deux zones de renaturation suivantes :",
        "- Camping des Flots, 14 hectares ;",
        "- Camping du Lido, 12 hectares.",
    )),
    ("inventaire", PieceKind.ANNEXE, ("Relevés",), 6, (
        "Tableau 2. – Mares relevées",
        "ROW Mare ; État",
        "ROW Mare : Mare du Bourg ; État : dégradé",
        "ROW Mare : Mare des Prés ; État : bon",
        "Document inventé – page 6",
    )),
    ("inventaire", PieceKind.ANNEXE, ("Relevés",), 7, (
        "ROW Mare ; État",
        "ROW Mare : Mare du Bois ; État : bon",
        "Les relevés ont été faits par temps sec.",
    )),
    ("tableaux", PieceKind.REGLEMENT, ("Occupations",), 8, (
        "ROW Occupation ; N-3 ; N-4",
        "ROW Occupation : Abri pour animaux ; N-3 : 20 m², démontable ; N-4 : interdit",
        "ROW Occupation : Serre agricole ; N-3 : interdit ; N-4 : 150 m²",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Mesures d'accompagnement",), 10, (
        "Les mesures d'accompagnement sont suivies par une commission du territoire.",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Mise en œuvre",), 11, (
        "Les mesures d'accompagnement doivent être réalisées avant les travaux.",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Procédure",), 13, (
        "L'enquête publique s'est tenue du 4 au 30 janvier 2024.",
    )),
    ("rapport", PieceKind.RAPPORT_PRESENTATION, ("Trame nocturne",), 12, (
        "La trame nocturne relie les lisières où l'éclairage est réduit pendant la nuit.",
        "Le plan ne définit à ce stade aucune trame nocturne opposable.",
    )),
)  # fmt: skip


def placed(slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    """The sentences of the document, each with its passage."""
    return placed_in(PARTS, slug)


class SmallTexts(InventedTexts):
    """Gives the document whole, and its sentences."""

    def __init__(self) -> None:
        super().__init__(placed)


class SmallRetriever(InventedRetriever):
    """Returns every passage of the documents asked, in their order."""

    def __init__(self) -> None:
        super().__init__(placed)


class LastFirst:
    """Ranks the sentences of the document from its end, so that only the other rankings bring what answers."""

    def __init__(self, given: Callable[[str], Sequence[PlacedSentence]] = placed):
        self._placed = given

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = (),
        spread: bool = True,
    ) -> list[ScoredSentence]:
        found = [
            ScoredSentence(one.sentence, 1.0, one.passage.section, one.passage.piece_kind)
            for one in self._placed(document)
        ]
        return found[::-1]
