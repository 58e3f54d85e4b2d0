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
    ("farm building", "batiment agricole"), ("farm buildings", "batiments agricoles"), ("farm", "agricole"),
    ("strip", "bande"), ("strips", "bandes"), ("kept free", "libre"), ("link", "liaison"), ("links", "liaisons"),
    ("ecological corridor", "corridor ecologique"), ("ecological corridors", "corridors ecologiques"),
    ("ecological continuity", "continuite ecologique"), ("inventory", "inventaire"), ("species", "especes"),
    ("protected species", "especes protegees"), ("surface", "surface"), ("wide", "large"), ("width of", "largeur de"),
    ("high", "haut"), ("minimum", "minimum"), ("maximum", "maximum"), ("density", "densite"), ("roof", "toiture"),
    ("roofs", "toitures"), ("green roof", "toiture vegetalisee"), ("green roofs", "toitures vegetalisees"),
    ("soil", "sol"), ("unsealed soil", "pleine terre"), ("open soil", "pleine terre"), ("plot", "unite fonciere"),
    ("watercourse", "cours d'eau"), ("watercourses", "cours d'eau"), ("stream", "cours d'eau"),
    ("streams", "cours d'eau"),
    ("ditch", "fosse"), ("forest", "foret"), ("forests", "forets"), ("wood", "bois"), ("agricultural", "agricole"),
    ("agriculture", "agriculture"), ("natural", "naturel"), ("nature", "nature"), ("reservoirs", "reservoirs"),
    ("reservoir", "reservoir"), ("core area", "reservoir"), ("core areas", "reservoirs"), ("buffer", "tampon"),
    ("ban", "interdit"), ("banned", "interdit"), ("prohibited", "interdit"), ("permitted", "autorise"),
    ("built", "construit"), ("build", "construire"), ("plan", "plan"), ("municipality", "commune"),
    ("municipalities", "communes"), ("town", "commune"), ("commune", "commune"), ("mitigation", "reduction"),
    ("avoidance", "evitement"), ("compensation", "compensation"), ("monitoring", "suivi"),
    ("indicators", "indicateurs"),
    ("indicator", "indicateur"), ("threshold", "seuil"), ("runoff", "ruissellement"), ("retention", "retention"),
    ("flood", "inondation"), ("light pollution", "pollution lumineuse"), ("dark corridor", "trame noire"),
    ("garden", "jardin"), ("gardens", "jardins"), ("sealed", "impermeabilise"), ("sealing", "impermeabilisation"),
    ("page", "page"), ("pages", "pages"), ("who", "qui"), ("why", "pourquoi"), ("does", ""), ("do", ""), ("did", ""),
    ("they", ""), ("it", ""), ("its", ""), ("their", "leurs"), ("this", "ce"), ("that", "qui"), ("these", "ces"),
    ("be", ""),
    ("been", ""), ("by", "par"), ("with", "avec"), ("from", "de"), ("to", "a"), ("on", "sur"), ("at", "a"),
    ("an", "un"),
    ("must", "doit"), ("should", "doit"), ("may", "peut"), ("can", "peut-on"), ("have", ""), ("has", ""), ("there", ""),
    ("along", "le long de"), ("around", "autour de"), ("near", "pres de"), ("not", "pas"), ("any", ""), ("all", "tous"),
    ("cover", "couvrent"), ("covers", "couvre"), ("count", "compte"), ("counts", "compte"), ("minimal", "minimal"),
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
    return " ".join(_ANY.sub(lambda match: _BY_ENGLISH[match[0].lower()], question).split())
