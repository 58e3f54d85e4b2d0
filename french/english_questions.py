"""Questions asked in English, put into French word by word: enough for their kind, their scope and their theme."""

from __future__ import annotations

import re

from domain.text_folding import fold

#: English words that a French question has not; two of them tell.
_TELLING = frozenset(
    (
        *("what", "which", "where", "when", "how", "many", "much", "is", "are", "can", "does", "do", "must", "may"),
        *("the", "of", "in", "there", "allowed", "required"),
    )
)
#: Longest first where one begins another.
_PHRASES: tuple[tuple[str, str], ...] = (
    ("what is the", "quelle est la"), ("what are the", "quels sont les"), ("how many", "combien de"),
    ("how much", "combien de"), ("how high", "quelle hauteur"), ("how wide", "quelle largeur"),
    ("is it allowed to", "peut-on"), ("is it possible to", "peut-on"), ("can we", "peut-on"), ("can i", "peut-on"),
    ("can one", "peut-on"), ("is there", "y a-t-il"), ("are there", "y a-t-il"), ("which page", "quelle page"),
    ("on which page", "a quelle page"), ("this document", "ce document"), ("when was", "quand"),
    ("wetlands", "zones humides"), ("wetland", "zone humide"), ("green spaces", "espaces verts"),
    ("open spaces", "espaces libres"), ("open space", "espaces libres"), ("parking spaces", "places de stationnement"),
    ("parking space", "place de stationnement"), ("parking", "stationnement"), ("building height", "hauteur"),
    ("building", "construction"), ("buildings", "constructions"), ("maximum height", "hauteur maximale"),
    ("height", "hauteur"), ("width", "largeur"), ("distance", "distance"), ("setback", "recul"), ("area", "surface"),
    ("areas", "surfaces"), ("share", "part"), ("trees", "arbres"), ("tree", "arbre"), ("hedges", "haies"),
    ("hedge", "haie"), ("fences", "clotures"), ("fence", "cloture"), ("lighting", "eclairage"), ("rules", "regles"),
    ("rule", "regle"), ("habitats", "habitats"), ("corridors", "corridors"), ("biodiversity", "biodiversite"),
    ("offset sites", "sites de compensation"), ("offset", "compensation"), ("offsets", "compensations"),
    ("housing", "logements"), ("dwellings", "logements"), ("inhabitants", "habitants"), ("rainwater", "eaux pluviales"),
    ("stormwater", "eaux pluviales"), ("land take", "consommation d'espace"), ("woodland", "boisements"),
    ("river", "cours d'eau"), ("summarise", "resume"), ("summarize", "resume"), ("list", "liste"), ("where", "ou"),
    ("difference", "difference"), ("compare", "compare"), ("between", "entre"), ("zone", "zone"), ("sector", "secteur"),
    ("allowed", "autorise"), ("forbidden", "interdit"), ("required", "impose"), ("protected", "protege"),
    ("renaturation", "renaturation"), ("sites", "sites"), ("measures", "mesures"), ("and their", "et leurs"),
    ("and", "et"), ("or", "ou bien"), ("of", "de"), ("for", "pour"), ("per", "par"), ("under", "sous"), ("the", "les"),
    ("is", "est"), ("are", "sont"), ("in", "en"), ("what", "quel"), ("which", "quels"), ("when", "quand"), ("a", "un"),
)  # fmt: skip
_BY_ENGLISH = dict(_PHRASES)
_ANY = re.compile(
    r"\b(?:" + "|".join(re.escape(one) for one in sorted(_BY_ENGLISH, key=len, reverse=True)) + r")\b", re.IGNORECASE
)


def in_french(question: str) -> str:
    """The question in French words where it is in English; any other question as it is."""
    tokens = [fold(token) for token in re.findall(r"[A-Za-z]+", question)]
    told = sum(token in _TELLING for token in tokens)
    if told < 2 or told * 4 < len(tokens) or re.search(r"\b(?:quel|est|les|des|dans|peut|combien)\b", fold(question)):
        return question
    return _ANY.sub(lambda match: _BY_ENGLISH[match[0].lower()], question)
