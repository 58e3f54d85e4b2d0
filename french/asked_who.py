"""Questions that ask who does a thing, and the sentences that can answer them: those that name a body or a trade."""

from __future__ import annotations

import re

from domain.text_folding import fold, plain

_ASKS = re.compile(
    r"^\W*(?:et |mais )?(?:(?:par|avec|a|pour) )?(?:qui (?!est-ce)|quel(?:le)?s? (?:prestataires?|bureaux?|cabinets?"
    r"|agences?|entreprises?|organismes?|associations?)\b)"
)
_BODY = re.compile(
    r"\b(?:communes?|villes?|communautes?|agglomeration|metropole|syndicats?|syndical|departements?|regions?|regional\w*"
    r"|etat|prefe\w+|mairie|maires?|conseils?|comites?|commissions?|commissaires?|collectivites?|agences?|offices?|chambres?"
    r"|associations?|federations?|conservatoires?|parcs?|bureaux?|bureau|cabinets?|ateliers?|studios?|entreprises?|societes?"
    r"|prestataires?|operateurs?|amenageurs?|porteurs? de projet|exploitants?|agriculteurs?|eleveurs?|proprietaires?"
    r"|habitants?|riverains?|services?|techniciens?|ecologues?|naturalistes?|cpie|cen|cerema|dreal|ddt\w*|epci|epf\w*"
    r"|gestionnaires?|maitres? d'(?:ouvrage|oeuvre)|groupements?|universite|museum|ecoles?|etablissements?|autorite"
    r"|mission|petitionnaires?|constructeurs?|chasseurs?|pecheurs?|benevoles?)\b"
)


def asks_who(question: str) -> bool:
    """Whether a question asks who: « qui la paiera ? », « quel prestataire le réalisera ? »."""
    return _ASKS.search(fold(question)) is not None


def names_someone(text: str) -> bool:
    """Whether a sentence names a public body, a firm, a trade or people, who may do a thing."""
    return _BODY.search(plain(text)) is not None
