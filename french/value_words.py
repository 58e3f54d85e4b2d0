"""Words that plans use for what the label of a value measures, beside the words of the label itself.

A group holds words of the field that name one thing, a kind of it or its acronym: a plan that writes « 12 ZNIEFF »
gives a number of zonings, one that writes « les mares couvrent 3,6 ha » a surface of wetlands. A word of a group in the
label makes the whole group name what is measured.
"""

from __future__ import annotations

import re

from domain.text_folding import fold
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
    "sites": re.compile(
        r"\s*(?:(?:znieff|zsc|zps|appb|ens|zico)\b|espaces naturels sensibles|arretes? de protection)"
    ),
    "passages": re.compile(
        r"\s*(?:visites?|sorties?|campagnes?|journees?) (?:de |d')?(?:terrain|prospection|inventaire)"
    ),
    "OAP": re.compile(r"\s*orientations? d'amenagement"),
}  # fmt: skip


def named_by(words: frozenset[str]) -> frozenset[str]:
    """Words of a label, with those that plans use for the same."""
    return words.union(*(group for group in GROUPS if group & words))


def counts(unit: str, following: str) -> bool:
    """Whether what follows a bare number, folded, is what a unit counts under another name."""
    pattern = _COUNTED.get(unit)
    return pattern is not None and pattern.match(following) is not None


_NATURE = re.compile(
    r"berge|cours d.eau|rivi|ruisseau|foss|lisier|haie|arbre|boise|foret|humide|\bmares?\b|lagune|etang|salin|corridor"
    r"|reservoir|continuite|ripisylve|houppier|trame|espaces? naturel|littoral|canal|\bbois\b|\bsources?\b"
)


def names_nature(text: str) -> bool:
    """Whether a folded text names something of nature that a distance may be kept from."""
    return _NATURE.search(text) is not None


_LABEL_BEHIND = re.compile(r"passee?s?\b|anterieur|initiale?\b")
_LABEL_AHEAD = re.compile(r"objectif|maximale?\b|visee?\b|\bcible\b")
_SAYS_BEHIND = re.compile(
    r"\b(?:observee?s?|constatee?s?|a ete|ont ete|s'est|etait|etaient|depuis|ecoulee?|precedente?s?|passee?s?"
    r"|consommes|initiale?)\b"
)
_SAYS_AHEAD = re.compile(
    r"plafond|\bobjectifs?\b|maxim|horizon|d'ici|\ba urbaniser\b|\bouv\w+ a l'urbanisation|enveloppe (?:fonciere|maxim)"
    r"|n'exced|\bdepass\w+|\b(?:pourra|devra|sera)(?:ient|it|ont)?\b|\bseront\b"
    r"|\blimit(?:ee?s?|ent|er|era)\b|\bconten(?:ir|ue?s?)\b|\bcible\b|\bprojetee?s?\b"
)


def turned_around(label: str, text: str) -> bool:
    """Whether a label asks for what was and a text tells what shall be, or the other way round."""
    wanted, said = fold(label), fold(text)
    behind, ahead = bool(_SAYS_BEHIND.search(said)), bool(_SAYS_AHEAD.search(said))
    if behind == ahead:
        return False
    return bool((_LABEL_BEHIND if ahead else _LABEL_AHEAD).search(wanted))
