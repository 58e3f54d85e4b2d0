"""Words that plans use for what the label of a value measures, beside the words of the label itself.

A group holds words of the field that name one thing, a kind of it or its acronym: a plan that writes « 12 ZNIEFF »
gives a number of zonings, one that writes « les mares couvrent 3,6 ha » a surface of wetlands. A word of a group in the
label makes the whole group name what is measured.
"""

from __future__ import annotations

import re

from french.content_words import content_words

#: One group a line.
GROUPS: tuple[frozenset[str], ...] = tuple(
    content_words(words)
    for words in (
        "consommation consommé consommés consommées consommer artificialisation artificialisé artificialisés ENAF",
        "évitée évité évités évitées évitement retirée retiré retirés retirées abandonné abandonnés écarté écartés "
        "exclu exclus exclue exclues soustrait soustraits soustraite",
        "supprimé supprimés supprimée réduit réduits abandonné abandonnés abandonnée écarté écartés écartée retiré "
        "exclu exclus renoncé",
        "protégé protégée protégés protégées repéré repérés repérées identifié identifiés identifiées classé classés "
        "classées remarquables conservé conservés conservées inconstructible inconstructibles classe classent",
        "renaturer renaturation désimperméabiliser désimperméabilisation restaurer",
        "budget enveloppe coût montant crédits dépense",
        "prospectés prospection prospecté inventoriés visités parcourus expertisés",
        "pratiquant pratiquent extinction éteignent éteindre éteintes coupure",
        "zonages ZNIEFF ZSC ZPS Natura APPB ENS ZICO Ramsar biotope périmètres",
        "réservoirs cœurs noyaux",
        "corridors continuités liaisons connexions",
        "humides mares tourbières roselières marais",
        "boisés bois boisements forêts EBC",
        "haies bocage alignements ripisylves",
        "libres plantés jardins végétalisés",
        "verts plantés jardins végétalisés",
        "replantation replanter remplacer remplacement remplacé",
        "compensation compenser compensatoires compensée compensé",
        "recul retrait tampon bande marge distance",
        "passages visites sorties campagnes",
        "réduction réduire baisse diminution diminuer",
        "fréquence périodicité bilan",
    )
)

#: How plans call what a unit counts, where the number has another noun: patterns over folded text right after it.
_COUNTED: dict[str, re.Pattern[str]] = {
    "réservoirs": re.compile(r"\s*(?:[a-z]+ )?(?:cœurs?|coeurs?|noyaux|poles?) (?:de (?:biodiversite|nature)|ecolog)"),
    "corridors": re.compile(r"\s*(?:[a-z]+ )?(?:continuites|liaisons|connexions) (?:[a-z]+ )?ecolog"),
    "sites": re.compile(r"\s*(?:znieff|zsc|zps|appb|ens|zico)\b|\s*espaces naturels sensibles|\s*arretes? de protection"),
    "passages": re.compile(r"\s*(?:visites?|sorties?|campagnes?|journees?) (?:de |d')?(?:terrain|prospection|inventaire)"),
    "OAP": re.compile(r"\s*orientations? d'amenagement"),
}  # fmt: skip


def named_by(words: frozenset[str]) -> frozenset[str]:
    """Words of a label, with those that plans use for the same."""
    return words.union(*(group for group in GROUPS if group & words))


def counts(unit: str, following: str) -> bool:
    """Whether what follows a bare number, folded, is what a unit counts under another name."""
    pattern = _COUNTED.get(unit)
    return pattern is not None and pattern.match(following) is not None
