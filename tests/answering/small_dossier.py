"""A small invented dossier with its covers, its deliberation and the opinion of others."""

from __future__ import annotations

from domain import PieceKind, PlacedSentence
from tests.answering.small_documents import InventedRetriever, InventedTexts, Part, placed_in

SLUG = "scot-invente"

PARTS: tuple[Part, ...] = (
    ("doo", PieceKind.DOO, ("DOO",), 1, (
        "Schéma de cohérence territoriale du Val Inventé – Horizon 2041",
        "Rédaction : cabinet Terre Neuve et agence des Rives",
    )),
    ("doo", PieceKind.DOO, ("1. Le territoire",), 4, (
        "Le schéma couvre dix-neuf communes, réunies en deux communautés.",
        "Sur ces communes, douze communes du schéma éteignent leurs lampadaires.",
        "Le schéma régional vise une baisse de moitié à l'horizon 2030.",
        "Le plan de prévention du risque d'inondation, approuvé le 2 mai 2011 par le préfet, couvre sept communes.",
        "Chaque exploitation a été vue lors d'une enquête de terrain à l'hiver 2022.",
    )),
    ("deliberation", PieceKind.PROCEDURE, ("Délibération",), 1, (
        "Syndicat mixte du Val Inventé",
        "Délibération n° 2031-07 du comité syndical",
        "Objet : approbation du schéma de cohérence territoriale",
        "Réuni à Nulleville le 5 mars 2031, sous la présidence de Mme Jeanne Inventée.",
    )),
    ("deliberation", PieceKind.PROCEDURE, ("Délibération",), 2, (
        "Vu la délibération du 6 juin 2027 prescrivant l'élaboration du schéma ;",
        "Vu l'enquête publique tenue du 3 octobre au 4 novembre 2030 ;",
        "Un premier amendement est rejeté par vingt voix contre trois.",
        "Après en avoir délibéré, par trente voix pour et deux contre, le comité approuve le schéma.",
    )),
    ("avis", PieceKind.AVIS, ("Avis",), 1, (
        "Avis délibéré du 8 juillet 2030, sous la présidence de M. Paul Tiers.",
        "Le schéma couvre vingt communes selon le dossier transmis.",
    )),
)  # fmt: skip


def placed(_slug: str = SLUG) -> tuple[PlacedSentence, ...]:
    """The sentences of the dossier, each with its passage."""
    return placed_in(PARTS, SLUG)


class DossierTexts(InventedTexts):
    """Gives the dossier whole, and its sentences."""

    def __init__(self) -> None:
        super().__init__(placed)


class DossierRetriever(InventedRetriever):
    """Returns every passage of the dossier."""

    def __init__(self) -> None:
        super().__init__(placed)
