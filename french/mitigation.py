"""Avoid, reduce, compensate, accompany: and the same words said of other things.

Dossiers call « compensation » what stores rain water, what is paid to farming, or what in fact reduces.
"""

from __future__ import annotations

import re

from domain.sentence_features import Mitigation
from domain.text_folding import fold

_FAMILIES = (
    ("compenser", re.compile(r"\b(?:compens\w+|absence de perte nette|gain net|equivalence ecologique)")),
    ("éviter", re.compile(r"\b(?:evit\w+|renonc\w+|ecart(?:e|ee|es|ees|er)\b|solutions? de substitution)")),
    ("réduire", re.compile(r"\b(?:redui\w+|reduction|attenu\w+|limit(?:er|ation|e|ent)\b)")),
    ("accompagner", re.compile(r"\b(?:accompagn\w+|sensibilis\w+|plans? de gestion|atlas de la biodiversite)")),
)
_HOMONYMS = (
    ("les eaux pluviales", re.compile(
        r"\b(?:pluvial\w*|ruissel\w+|hydrauli\w+|retention|impermeabilis\w+|bassins?|debits?|eaux usees"
        r"|inondation\w*)")),
    ("l'agriculture", re.compile(r"\b(?:agricoles? collectives?|economie agricole|compensation\w* agricole\w*)")),
    ("les déplacements ou l'énergie", re.compile(r"\b(?:vitesse|energeti\w+|energie|carbone|stationnement"
    r"|deplacements?)")),
    ("un autre motif qu'écologique", re.compile(
        r"\b(?:cout|refus de vente|assainissement|alea|risques?|desserte|financi\w+|foncieres? difficile)")),
    ("des bâtiments", re.compile(r"\b(?:facades?|granges?|toitures?|filature|bati ancien|monument\w*)")),
)  # fmt: skip
_NATURE = re.compile(
    r"\b(?:ecologi\w+|biodiversite|especes?|habitats? naturels?|faune|flore|zones? humides?|milieux? naturels?"
    r"|natura)\b"
)


def read_mitigation(text: str) -> Mitigation | None:
    """The family of a sentence, None when it names none.

    A homonym is one only where the sentence says nothing of nature: « compenser la destruction d'une zone
    humide » stays a compensation beside a basin.
    """
    plain = fold(text)
    family = next((name for name, pattern in _FAMILIES if pattern.search(plain)), None)
    if family is None:
        return None
    if _NATURE.search(plain):
        return Mitigation(family, None)
    return Mitigation(family, next((about for about, pattern in _HOMONYMS if pattern.search(plain)), None))
