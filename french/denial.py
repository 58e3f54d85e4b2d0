"""Ways in which a sentence takes something back: a negation, a refusal noted in a table, an exception, an empty cell.

:mod:`french.presence` tells the plain absences; these are the words that it leaves aside because alone they decide
nothing. « Aucune construction n'est admise » negates and is a rule: it counts as no denial.
"""

from __future__ import annotations

import re

from domain.sentence_features import Denial
from domain.text_folding import fold

_NEGATION = re.compile(
    r"\bn(?:e |')\S+ (?:\S+ ){0,3}?(?:pas|ni|plus|aucune?s?|point|jamais)\b|\baucune?s?\b[^.;:]{0,60}\bn(?:e |')"
    r"|\bni\b[^.;]{0,60}\bni\b|\bsans (?!prejudice|delai|limite|reserve)\w+"
)
_RULE = re.compile(
    r"\b(?:admis|autoris|toler|permis|constructib|interdi|subordonn|supprim|modifi|clotur|porter atteinte|inferieur"
    r"|exced|depass)\w*"
)
_REFUSED = re.compile(
    r"\bnon (?:\w+ment )?(?:suivi|repris|visit|evalu|inventori|renseign|realis|trait|retenu|prospect|chiffr|connu"
    r"|reglement|localis|defini|dispon)\w*|\bsans (?:traduction|valeur|objet)\b|\babandonn\w+|\bn'y a(?:vait)? pas lieu"
    r"|\b(?:regle|orientation|prescription|disposition|mesure|objectif|classement|protection|indicateur)s?\b[^.;:]{0,60}"
    r"\b(?:a|ont) (?:finalement )?ete (?:retire|supprime|abandonne)\w*"
    r"|\bn'\w+ pas fait usage\b|\binconnue?s?\b|\ba (?:definir|preciser|completer|etudier)\b"
)
#: Absences told without a negation: « reste muet sur », « fait défaut », « dépourvu de ». « Absence de perte nette »
#: and « absence d'incidence » are conclusions, so « absence » is none.
_WANTING = re.compile(
    r"\breste\w* muet\w*|\bmuette?s? sur\b|\bsous silence\b|\bnulle? (?:mention|trace|reference|part|disposition|regle"
    r"|mesure|objectif|carte|etude)\w*|\bomet(?:tent)?\b|\brien n(?:e |')|\bn(?:e |')(?:\w+ )?\w+ rien\b"
    r"|\bignore(?:nt)? (?:l[ae]s?\b|l')|\b(?:fait|font|faisai\w+) defaut\b|\bdepourvue?s?\b|\bdenuee?s? d(?:e |')"
    r"|\binexistan\w+|\bmanqu(?:e|ent)(?= ?(?:[.;,]|\Z))|\blacunaires?\b|\blaiss\w+ de cote\b"
    r"|\b(?:tableau|colonne|rubrique|fiche)s? [^.;:]{0,40}\b(?:est|sont|reste\w*) (?:vide|vierge)s?\b"
    r"|\bne (?:trait|port|concern)\w+ que (?:du|de la|des|de l'|sur)\b"
    r"|\b(?:protection|interdiction|classement|servitude|regle)s?\b[^.;:]{0,40}\b(?:a|ont) ete levee?s?\b"
)
_EXCEPTION = re.compile(
    r"\b(?:par exception|a l'exception|sauf|hormis|ne (?:vise|s'appliqu|concern)\w*|derog\w+|dispens\w+|exoner\w+"
    r"|ne sont pas (?:soumis|concern)\w*)"
)
#: A conclusion that cannot be drawn: it denies where « aucune incidence » would be one.
_INCONCLUSIVE = re.compile(
    r"\b(?:pas possible|impossible|ne permet\w* (?:pas|point)|ne peu(?:t|vent)|ne saurai\w+|sans pouvoir"
    r"|pas en mesure)\b[^.;:]{0,45}\b(?:conclu\w+|se prononcer|ecarte\w*|statuer|tire\w* de conclusions?)"
    r"|\baucune conclusion\b|\bsans conclusion\b|\bne conclu\w+ (?:pas|rien)\b|\bpas encore conclu\w*"
)
#: A cell of a row that holds a dash alone.
_EMPTY_CELL = re.compile(r"(?:^|\s)[–—-](?=\s|$)")


def read_denial(text: str, row: bool = False) -> Denial:
    """Read what speaks of a denial; ``row`` tells that the text is a row of a table."""
    plain = fold(text)
    negated = bool(_NEGATION.search(plain)) and not _RULE.search(plain)
    return Denial(
        negated,
        bool(_REFUSED.search(plain) or _WANTING.search(plain)),
        bool(_EXCEPTION.search(plain)),
        row and bool(_EMPTY_CELL.search(text)),
        bool(_INCONCLUSIVE.search(plain)),
    )
