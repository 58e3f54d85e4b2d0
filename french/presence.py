"""Does a sentence say that a thing is there, that it is not, or that it will come later?

« Aucune construction n'est admise » is a rule, not an absence; « Aucune mesure n'est proposée » is an
absence. The verb decides: to build or admit against to provide, find or do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from domain.sentence_features import Presence
from domain.text_folding import fold

_PROVIDE = (
    r"(?:prev|propos|fix|delimit|identif|comport|compren|defin|recens|conti|dispos|precis|donn|cartograph|localis"
    r"|realis|men|conduit|effectu|engag|etabl|inventori|trait|mentionn|reglement|repere|report|evalu|quantif|chiffr"
    r"|examin|mis|necess|declin|assort|permet|retenu|abord|recherch|produi|fait|prospect)\w*"
)
_ABSENT = re.compile(
    rf"\bn(?:e |')(?:[lys]'|les? |la |y |en |se |s')?(?:a |ont )?(?:pas |point |plus )?(?:ete "
    rf"|pu )?(?:etre )?{_PROVIDE}"
    rf" (?:pas|aucune?|ni|plus|point)\b"
    rf"|\bn'(?:a|ont|est|sont) (?:pas|aucunement|encore)(?: encore)? (?:\w+ment )?(?:ete |pu (?:etre )?)?{_PROVIDE}"
    rf"|\b(?:aucune?|ni)\b[^.;:]{{0,90}}\bn(?:e |')(?:[ly]')?(?:a|ont|est|sont|figur\w+)?\s?(?:ete |pu etre "
    rf"|\w+ment )?{_PROVIDE}"
    r"|\bn'(?:a|ont) pu etre\b|\bne figur\w+ (?:ni|pas|sur aucun)|\bnon (?:reglemente|renseigne|realise"
    r"|disponible|chiffre|traite)\w*"
    r"|\bne (?:sont|font|est|fait)\b[^.;:]{0,60}\b(?:d'aucune?|ni d'une?|ni de|pas l'objet)\b"
    r"|\b(?:n'est|ne sera|n'etait) (?:donc )?pas possible de conclure|\bne permet(?:tent)? pas de conclure"
    r"|\bn'est assorti\w* d'aucun|\ben l'absence d'(?:inventaire|etude|objectif|donnee|mesure)|\bfaute d(?:e|')"
    r"|\bsans (?:visite|prospection|inventaire|objectif|valeur|carte|echeance|porteur|calendrier|mesure|localisation)"
)
_RULE = re.compile(
    r"\b(?:admis|autoris|toler|permis|constructib|interdi|subordonn|supprim|modifi|clotur|porter atteinte)\w*"
)
_LATER = re.compile(
    r"\b(?:sera|seront|devra(?:it)? etre|devront etre|doi(?:t|vent) encore etre|reste(?:nt|ra)? a|restant a"
    r"|demeure(?:nt)? a) "
    r"(?:\w+ment )?(?:realis|etabl|elabor|engag|men|lanc|defin|complet|precis|condui|produi|cartographi|etudi"
    r"|annex|actualis|arret)\w*"
    r"|\bulterieurement|\bprochainement|\bdans un second temps|\blors d'une (?:prochaine|etape|revision)"
    r"|\best envisage\w*"
    r"|\bpourr(?:a|ont|ait|aient) etre (?:envisag|etudi|propos|precis|engag|defin|men|mis)\w*|\bpas encore\b"
    r"|\ben cours d(?:e |')(?:elaboration|etablissement|realisation|definition)|\brenvoye\w* (?:a|aux)\b"
    r"|\ba l'etude\b|\b(?:est|sont) (?:a present |actuellement )?en cours\b"
    r"|\brest(?:e|ent|era|eront) a \w+(?:er|ir|re)\b"
    r"|\b(?:doi(?:t|vent)|devrai(?:t|ent)) (?:demarrer|debuter|commencer|permettre d)|\benvisage(?:nt)? d(?:e |')"
    r"|\best prevu de (?:lancer|mener|realiser|faire|conduire)\b|\bd'ici la fin\b|\bl'an(?:nee)? prochaine?\b"
    r"|\b(?:sera|seront) (?:\w+ment )?(?:joint|ajout|introdui|recens|appor|examin|inventori|finalis)\w*"
    r"|\b(?:sera|seront|fera|feront|devra|devrai\w*|pourr\w+)\b[^.;:]{0,90}\b(?:lors d(?:'une|e (?:la|sa)) (?:prochaine"
    r"|future|revision|mise en compatibilite)|etudes? complementaires?|d'une etude|par une etude|au stade|d'ici"
    r" (?:un|deux|trois|quelques) (?:ans?|annees|mois))"
    r"|\bfer(?:a|ont) l'objet d'une? (?:etude|inventaire|delimitation|identification|cartographie|schema)\b"
    r"|\bpourr(?:a|ont|ait|aient) (?:a l'avenir |etre (?:ajoute|cree|fixe|introdui|complete)\w*|completer|comporter)"
    r"|\b(?:sera|seront) exige\w* des (?:amenageurs|porteurs|maitres)"
    r"|\b(?:inventaire|etude|campagne|diagnostic|plan de gestion)\b[^.;:]{0,60}\b(?:est|sont) (?:programme|engage"
    r"|projete)\w*|: a (?:definir|preciser|completer)\b"
    r"|\bavant (?:son|l')approbation"
)


@lru_cache(maxsize=8192)  # every question reads the sentences of its documents again
def read_presence(text: str) -> Presence:
    """What the sentence says of its thing; a rule that forbids is a presence."""
    plain = fold(text)
    if (found := _ABSENT.search(plain)) and not _RULE.search(plain[found.start() : found.end() + 25]):
        return Presence.ABSENT
    return Presence.ANNONCE if _LATER.search(plain) else Presence.PRESENT
