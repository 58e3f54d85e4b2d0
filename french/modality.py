"""Does a sentence oblige, advise, intend, or only state? Told from its verbs, as a reader of plans would.

« Les clôtures sont perméables » in a règlement obliges although no verb says so: the force of the piece is
the grid's business (a criterion names the kinds of piece where a rule counts).
"""

from __future__ import annotations

import re
from functools import lru_cache

from domain.sentence_features import Modality
from domain.text_folding import fold

# A duty or a prohibition that no softer word of the sentence undoes.
_STRONG = re.compile(
    r"\b(?:doi(?:t|vent)|devr(?:a|ont)|il convient d|interdi(?:t|ts|te|tes|re|sent)\b|proscri\w+|inconstructib\w+"
    r"|obligatoire\w*|obligation|impos\w+|exig\w+|prescri\w+|au (?:moins|minimum)|minimum|minimal\w*|maximal\w*"
    r"|maximum"
    r"|n(?:e |')(?:peu(?:t|vent)|est|sont|pourr\w+) (?:\w+ ){0,3}(?:qu|que|pas|admis\w*|autoris\w*|toler\w*)"
    r"|aucune? [^.;:]{0,80}n'est|sous reserve|subordonn\w+|ne sont (?:admis|autoris)\w+|n'excede\w*|ne depass\w+"
    r"|soumis\w* a (?:declaration|autorisation)|rejete\w* de plein droit|sera (?:exige|demande)\w*"
    r"|seront (?:exige|demande)\w*)"
)
_SOFT = re.compile(
    r"\b(?:recommand\w+|conseill\w+|incit\w+|invit\w+|encourag\w+|souhaitable\w*|de preference|privilegi\w+"
    r"|pourr(?:a|ont|ait|aient) (?:etre )?|favoris\w+|autant que possible|si possible|dans la mesure du possible"
    r"|suggere\w*|il est (?:utile|opportun|interessant))"
)
_PLAIN = re.compile(  # « est maintenue », « sont plantées », « sera conservée »: a rule where it stands in a règlement
    r"\b(?:est|sont|sera|seront|reste|restent) (?:\w+ ){0,3}(?:maintenu|conserv|protege|preserv|plant|remplac"
    r"|classe|repere"
    r"|admis|autoris|fixe|limite|implant|realis|retenu|raccord|infiltr|eteint|orient|equip|retenu|traite|laisse"
    r"|ajour)\w*"
    r"|\b(?:maintenir|conserver|eloigner|exclure|garder|implanter|planter|preserver)\b[^.]{0,120}\b\d"
)
_WISH = re.compile(
    r"\b(?:vis(?:e|ent|ant) a|souhait\w+|ambition\w*|entend(?:ent)?|objectif\w*|orientation\w*|il s'agit d"
    r"|cherch\w+ a"
    r"|volonte|veill\w+ a|contribu\w+|s'attach\w+|s'efforc\w+|a pour but|a vocation|enjeu\w*|demarche"
    r"|projet de territoire)"
)


@lru_cache(maxsize=8192)  # every question reads the sentences of its documents again
def read_modality(text: str) -> Modality:
    """The force of a sentence.

    A duty wins over a wish; a softening word (« de préférence », « est recommandé ») wins over a duty unless
    the sentence forbids or exacts as well.
    """
    plain = fold(text)
    soft, strong = _SOFT.search(plain), _STRONG.search(plain)
    if soft and (
        strong is None or re.search(r"\b(?:il est|sont|est) (?:\w+ )?(?:recommand|conseill|invit|incit)", plain)
    ):
        return Modality.RECOMMANDATION
    if strong or _PLAIN.search(plain):
        return Modality.PRESCRIPTION
    return Modality.INTENTION if _WISH.search(plain) else Modality.CONSTAT
