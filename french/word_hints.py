"""What single words of a sentence tell: whom it names, what it quotes, in which time it stands."""

from __future__ import annotations

import re

from domain.sentence_features import Wording
from domain.text_folding import fold

_WIDER = re.compile(
    r"\b(?:sraddet|srce|sdage|pgri|sage|schema regional|charte|parc naturel|papi|pcaet|plan climat|region|departement"
    r"|etat|prefet|syndicat|agence de l'eau|autorite|mrae|chambre d'agriculture|cdpenaf|commissaire|ddt\w*|dreal)\b"
)
_LAW = re.compile(r"\b(?:article [lr]\b|code d|loi (?:n|du|climat|alur|biodiv|littoral|montagne)|directive|decret)")
_QUOTED = re.compile(r"«[^»]{40,}»?")
_FUTURE = re.compile(r"\b\w+(?:era|eront|ira|iront|dra|dront)\b")
_CONDITIONAL = re.compile(r"\b\w+(?:erait|eraient|irait|iraient|drait|draient)\b|\ba l'etude\b|\benvisag")
_NATURE = re.compile(
    r"\b(?:biodiversite|ecolog\w+|especes?|faune|flore|habitats?|milieux? naturels?|zones? humides?|trame|haies?"
    r"|boisements?|corridors?|reservoirs?|natura|znieff|arbres?|nature|vegeta\w+|naturel\w*)"
)


def read_wording(text: str) -> Wording:
    """Read the words of a sentence."""
    folded = fold(text)
    return Wording(
        names_scheme=bool(_WIDER.search(folded)),
        names_law=bool(_LAW.search(folded)),
        quotes=bool(_QUOTED.search(text)),
        future=bool(_FUTURE.search(folded)),
        conditional=bool(_CONDITIONAL.search(folded)),
        nature=bool(_NATURE.search(folded)),
    )
