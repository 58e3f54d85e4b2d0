"""What the codes of prescriptions and of information perimeters mean (TYPEPSC-STYPEPSC, TYPEINF).

Source: standard CNIG « PLU » v2024, lists of codes; those that bear on ecology are given in full.
"""

from __future__ import annotations

from collections.abc import Mapping

PRESCRIPTIONS: Mapping[str, str] = {
    "01": "espace boisé classé",
    "02": "secteur où la constructibilité est limitée (risques, nuisances)",
    "05": "emplacement réservé",
    "05-04": "emplacement réservé pour espaces verts et continuités écologiques",
    "07": "patrimoine bâti, paysager ou naturel à protéger",
    "07-01": "patrimoine bâti à protéger",
    "07-02": "patrimoine paysager à protéger",
    "07-03": "patrimoine paysager correspondant à un espace boisé",
    "07-04": "patrimoine écologique à protéger (L. 151-23)",
    "07-05": "patrimoine écologique correspondant à un espace boisé (L. 151-23)",
    "15": "règles d’implantation des constructions",
    "16": "constructibilité limitée en zone agricole ou naturelle (STECAL, changement de destination)",
    "16-03": "secteur de taille et de capacité d’accueil limitées (STECAL)",
    "17": "secteur à programme de logements",
    "18": "orientation d’aménagement et de programmation",
    "18-12": "OAP de renaturation",
    "18-15": "OAP trame verte et bleue",
    "22": "secteur de diversité commerciale à protéger",
    "24": "voies, chemins, transport public à conserver ou à créer",
    "25": "trame verte et bleue",
    "31": "espaces remarquables du littoral",
    "42": "coefficient de biotope",
    "43": "réalisation d’espaces libres et de plantations",
    "48": "limitation de l’imperméabilisation des sols",
}
#: Prescriptions that protect nature: those whose overlap with zones to be urbanised is looked for.
ECOLOGICAL = frozenset({"01", "05-04", "07-04", "07-05", "18-12", "18-15", "25", "31"})

INFORMATIONS: Mapping[str, str] = {
    "04": "droit de préemption urbain",
    "16": "site archéologique",
    "19": "réseaux d’eau, d’assainissement, déchets",
    "97": "pièce qui vaut pour une partie du territoire",
    "99": "autre information",
}


def prescription_label(type_code: str, subtype: str) -> str:
    """« 07-04 : patrimoine écologique à protéger (L. 151-23) »; the code alone where it is not known."""
    code = f"{type_code}-{subtype}" if subtype and subtype != "00" else type_code
    label = PRESCRIPTIONS.get(code) or PRESCRIPTIONS.get(type_code)
    return f"{code} : {label}" if label else code


def is_ecological(type_code: str, subtype: str) -> bool:
    """Whether a prescription protects nature."""
    return type_code in ECOLOGICAL or f"{type_code}-{subtype}" in ECOLOGICAL


#: Words, folded, of which one stands in a sentence that gives the surface of a prescription, by its code.
WORDS: Mapping[str, tuple[str, ...]] = {
    "01-00": ("espaces boises classes", "espace boise classe", "ebc"),
    "05-04": ("emplacements reserves", "emplacement reserve"),
    "07-03": ("boisement", "espaces boises", "patrimoine paysager"),
    "07-04": ("patrimoine ecologique", "l. 151-23", "l.151-23"),
    "07-05": ("boisement", "bosquet", "haies", "l. 151-23", "l.151-23"),
    "18-12": ("renaturation", "renaturer"),
    "18-15": ("trame verte et bleue", "oap"),
    "25-00": ("trame verte et bleue", "corridor", "continuite", "reservoir"),
    "31-00": ("espaces remarquables",),
    "42-00": ("biotope",),
    "43-00": ("espaces libres", "plantation"),
    "48-00": ("impermeabilis",),
}
