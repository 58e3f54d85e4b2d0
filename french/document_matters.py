"""What a question asks of a dossier that its text tells better than its record: who passed it, by which act, how wide.

A matter is asked where the question names it and nothing else: « combien de communes compte le territoire ? », and not
« combien de communes sont exposées à la submersion ? ».
"""

from __future__ import annotations

import re
from enum import StrEnum

from domain.text_folding import fold


class Matter(StrEnum):
    """A thing that a question asks of the dossier itself."""

    DELIBERATION = "délibération"
    BODY = "organe"
    CHAIR = "présidence"
    COMMUNES = "communes"
    HORIZON = "horizon"
    INQUIRY = "enquête"
    PROCEDURE = "procédure"
    VOTE = "vote"


_ACT = r"(?:approuv|arret|adopt|prescri|vot)\w*"
_ASKED: tuple[tuple[Matter, re.Pattern[str]], ...] = (
    (
        Matter.DELIBERATION,
        re.compile(
            r"\bquelles? deliberations?\b"
            r"|\b(?:numero|reference)s? (?:exacte? )?(?:de|d'|des) ?(?:la |cette |l'|une )?deliberation"
        ),
    ),
    (
        Matter.BODY,
        re.compile(
            rf"(?:^|[,;] )\W*(?:et |mais |dis-moi )?qui (?:l'|les )?(?:a|avait|ont)\b (?:\w+ )?{_ACT}"
            r"|\b(?:quelle (?:instance|assemblee|autorite|collectivite)|quel (?:conseil|comite|organe))\b"
            rf"[^?]{{0,50}}\b{_ACT}|\bpar qui\b[^?]{{0,50}}\b{_ACT}"
        ),
    ),
    (
        Matter.CHAIR,
        re.compile(
            r"\bqui (?:est|etait) (?:le |la |l'|son |sa )?(?:president|maire)\w*|\bqui presid\w+"
            r"|\b(?:nom (?:du|de la)|comment s'appelle l[ea]) (?:president|maire)\w*|\bsous la presidence de qui\b"
        ),
    ),
    (
        Matter.VOTE,
        re.compile(
            rf"\b{_ACT}\b[^?]{{0,30}}\b(?:unanim\w+|quel vote|quelle majorite|combien de voix)\b"
            rf"|\b(?:quel vote|quelle majorite|combien de voix)\b[^?]{{0,50}}\b{_ACT}|\bresultat du vote\b"
        ),
    ),
    (Matter.COMMUNES, re.compile(r"\bcombien (?:\w+[- ]){0,4}?(?:de |d')communes\b|\bnombre (?:total )?de communes\b")),
    (
        Matter.HORIZON,
        re.compile(
            r"\bquels? (?:est (?:l'|son |leur )|sont les )?horizons?\b"
            r"|\bjusqu'(?:a quelle annee|en quelle annee|a quand|ou)\b"
            r"|\b(?:sur|pour) (?:combien d'annees|quelle (?:duree|periode))\b|\bquelle est la duree\b"
        ),
    ),
    (
        Matter.INQUIRY,
        re.compile(
            r"\b(?:quand|dates?|periode|quels? jours?)\b[^?,]{0,50}\benquete\b|\benquete publique\b[^?]{0,40}"
            r"\b(?:quand|quelles? dates?)\b"
        ),
    ),
    (
        Matter.PROCEDURE,
        re.compile(
            r"\bquelle (?:est la |est cette |etait la |sorte de |type de )?procedure\b|\bquel type de procedure\b"
            r"|\bs'agit[- ]il d'une? (?:\w+ )?(?:modification|revision|elaboration)\b"
        ),
    ),
)
#: Words beside which a matter is asked alone: those of plans and territories, and those that ask.
_PLAN = (
    r"scots?|plui?s?|pluih|h|i|plans?|local|locaux|urbanisme|schemas?|coherence|territorial\w*|intercommunal\w*"
    r"|projets?|documents?|dossiers?"
    r"|padd|pas|doo|reglement|territoires?|perimetres?|syndicats?|mixtes?|communautes?|agglomeration|intercommunalites?"
    r"|collectivites?|epci|pays"
)
_SMALL = (
    r"le|la|les|l|de|du|des|d|a|en|et|est|sont|ce|cet|cette|ces|y|t|il|elle|on|s|se|au|aux|sur|par|pour|dans|que|qui|quel|quels"
    r"|quelle|quelles|c|qu|ete|etait|bien|donc|moi|dis|dire|savoir|sait|son|sa|ses|leur|ou|un|une|ils|elles|ont|l"
    r"|m|me|pouvez|vous|peux|tu|indiquer|exactement|total|retenue?|fixee?|date|dates|jour|jours|quand|annee|annees"
)
_ALONE: dict[Matter, re.Pattern[str]] = {
    matter: re.compile(rf"(?:{_SMALL}|{_PLAN}|{words})")
    for matter, words in (
        (
            Matter.COMMUNES,
            r"combien|nombre|communes?|compt\w+|compren\w+|comport\w+|regroup\w+|reuni\w*|rassembl\w+|couv\w+|concern\w+"
            r"|membres?|appartien\w+|appliqu\w+|compos\w+|inclus\w*|englob\w+|fait|font|partie|adheren\w*|port\w+|forme\w*",
        ),
        (
            Matter.HORIZON,
            r"horizons?|temporel|temps|jusqu|combien|duree|periode|validite|projet\w*|cour[st]|va|vaut|vau\w+|port\w+|etend"
            r"|etabli\w*|fait|valables?|prevu\w*|application|appliqu\w+|vis\w+|couv\w+|planification|previ\w+",
        ),
        (
            Matter.INQUIRY,
            r"enquetes?|publiques?|tenue?s?|tient|tiendra|lieu|eu|aura|deroul\w+|organis\w+|ouver\w+|prevue?|men\w+|eue|periode"
            r"|quels?|commenc\w+|debut\w*|fini\w*|achev\w+|clos\w*|termin\w+|revision|elaboration|modification|soumise?",
        ),
    )
}
#: Other plans and acts than the dossier's own.
_OF_OTHERS = re.compile(
    r"\b(?:ppr\w*|sage|sdage|sraddet|srce|pcaet|plh|pdu|charte|plans? de (?:prevention|deplacements?|mobilite|gestion)"
    r"|plan climat|schema (?:directeur|regional|departemental)|programme local"
    r"|arretes? (?:prefectoral|municipal|de protection))"
)


def names_another_plan(question: str) -> bool:
    """Whether a question names a plan or an act that is not the dossier's own: « qui a approuvé le PPRI ? »."""
    return _OF_OTHERS.search(" ".join(fold(question).split())) is not None


def matters_asked(question: str) -> frozenset[Matter]:
    """The matters that a question asks of the dossier itself; none where it asks them of another plan."""
    plain = " ".join(fold(question).split())
    if names_another_plan(question):
        return frozenset()
    return frozenset(matter for matter, asks in _ASKED if asks.search(plain) and _is_alone(matter, plain))


def wants_number(question: str) -> bool:
    """Whether a question wants the number of a deliberation, which its date does not tell."""
    return re.search(r"\b(?:numero|reference)s?\b", fold(question)) is not None


def asks_unanimity(question: str) -> bool:
    """Whether a question asks if an act was passed by all: « approuvé à l'unanimité ? »."""
    return re.search(r"\bunanim", fold(question)) is not None


def is_of_the_text(question: str) -> bool:
    """Whether a question asks for what no record has: a reader of the text is asked first, where there is one."""
    return bool(matters_asked(question) - {Matter.DELIBERATION, Matter.PROCEDURE})


def _is_alone(matter: Matter, plain: str) -> bool:
    """Whether a question names nothing beside the matter, where its words are common in other questions."""
    allowed = _ALONE.get(matter)
    return allowed is None or all(allowed.fullmatch(word) for word in re.findall(r"[^\W_]+", plain))
