"""Which facts of a document's record a question names."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.document_matters import names_another_plan

#: Names of facts, in the order in which they are told, with the words that ask for each.
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"\bdat\w*|\bquand\b|\bapprouv\w*|\bapprobation\b|\barret\w*|\badopt\w*|\bstade\b|\bversion\b|\bdebat\w*"
            r"|\bprescri(?:t|te|ption)\b|\bvigueur\b|\bprocedure\b|\bopposable\b|\bavancement\b"
        ),
    ),
    ("pages", re.compile(r"\bpages?\b")),
    (
        "pieces",
        re.compile(
            r"\bpieces?\b|\bfichiers?\b|\bcompos\w*|\bconti(?:ent|ennent|endrait)\b|\bdocuments\b|\bjoint\w*"
            r"|\b(?:qu'y a-t-il|y a-t-il|a-t-on|qu'il y a)\b[^?]*\bdossier\b"
        ),
    ),
    (
        "manquantes",
        re.compile(
            r"\bmanqu\w*|\babsent\w*|\b(?:in)?complete?s?\b|\bfont? defaut\b|\boubli\w*"
            r"|\bn(?:e |'|'y )\w+ pas (?:\w+ )?(?:dans|au|jointe?s?|fourni\w*|verse\w*|produit\w*|transmis\w*|remis\w*"
            r"|reproduit\w*|presente?s?|comprise?s?)\b|\bn'y (?:est|sont|figur\w+) pas\b"
        ),
    ),
    (
        "communes",
        re.compile(
            r"\bcommunes?\b|\bterritoire\b|^ou\b|\bcollectivite\b|\bintercommunal\w*|\bperimetre\b"
            r"|\b(?:porte|elabor\w+|couvre|concerne)\b"
        ),
    ),
    (
        "auteur",
        re.compile(
            r"\bbureaux?\b|\bcabinets?\b|\bagences?\b|\bprestataires?\b|\bredig\w*"
            r"|\bqui (?:l'|les )?a\b|\bauteurs?\b"
        ),
    ),
    ("edition", re.compile(r"\beditions?\b")),
    ("titre", re.compile(r"\btitre\b|\bnom\b|\bappelle\b")),
    ("nature", re.compile(r"\btype\b|\bnature\b|\bplui?\b[^?]*\bscot\b|\bscot\b[^?]*\bplui?\b|\bcomme document\b")),
)


_ELSEWHERE = re.compile(
    r"\bpieces?\b[^.]{0,80}\b(?:volumes? separes?|n(?:e |')(?:est|sont) pas (?:joint|reproduit|compris|verse)\w*"
    r"|font l'objet d'un (?:autre|second) (?:volume|dossier)|consultables? separement|seules? les pieces)"
    r"|\bseules les pieces\b[^.]{0,60}\b(?:reproduit|joint|compris|vers)\w*"
)

#: « Quelles sont les pièces, et lesquelles manquent ? » asks for both.
_AND_MISSING = re.compile(
    r"\b(?:compos\w*|list\w*|quelles (?:sont les )?pieces (?:y|sont|contient|comporte|du|de))\b.*\bet\b.*"
    r"\b(?:manqu\w*|absent\w*)"
)
_WHO_MADE = re.compile(
    r"\b(?:bureaux?|cabinets?|agences?|prestataires?|entreprises?|organismes?|auteurs?)\b|\b(?:par )?qui\b"
)
_THING = r"(?:(?:les?|la|un|une|des|cet|cette|ces?|du) |l')"
#: What is made: told in brackets, after the verb, or before it (« l'atlas a-t-il été réalisé »).
_MADE: tuple[re.Pattern[str], ...] = (
    re.compile(rf"\({_THING}?(\w+)"),
    re.compile(rf"\b(?:realis|redig|ecri|etabli|elabor|condui|men|fera|fai|dress|produi)\w* {_THING}(\w+)"),
    re.compile(rf"\bauteurs? (?:de |du |d'){_THING}?(\w+)"),
    re.compile(
        rf"\b{_THING}(\w{{3,}})\b[^?()]{{0,40}}\b(?:ete|sera|est)\b[^?()]{{0,12}}"
        r"\b(?:realis|redig|etabli|elabor|men|fai)\w*"
    ),
)
_OF_THE_DOSSIER = re.compile(
    r"(?:plan|plu|plui|scot|schema|document|dossier|projet|version|edition|modification|revision|procedure|texte|pieces?"
    r"|reglement|padd|pas|doo|oap|orientations?|rapport|diagnostic|etat|evaluation|resume|annexes?|etude)s?\b"
)


#: What is done to a plan as a whole.
_OF_THE_PROCEDURE = re.compile(
    r"\b(?:approuv|approbation|arret|adopt|prescri(?:t|ption)|debatt|debat|deliber|opposab|vigueur|procedure|enquete"
    r"|stade|concertation)\w*"
)


def tells_of_missing_pieces(text: str) -> bool:
    """Whether a sentence says that pieces of the dossier stand elsewhere (« les pièces 4 à 6 font… »)."""
    return _ELSEWHERE.search(fold(text)) is not None


def facts_asked(question: str) -> frozenset[str]:
    """Names of the facts that a question asks for; empty when it names none."""
    plain = fold(question)
    found = {name for name, pattern in FACTS if pattern.search(plain)}
    only_missing = "manquantes" in found and not _AND_MISSING.search(plain)
    return frozenset(found - {"pieces"} if only_missing else found)


def asks_of_another_thing(question: str) -> bool:
    """Whether a question that asks for a date, communes or an author names no piece and no act of the dossier.

    « Quand la mare a-t-elle été creusée ? », « combien de communes éteignent leurs lampadaires ? » ask nothing of the
    dossier's record; nor does what is asked of another plan: « qui a approuvé le PPRI ? ».
    """
    if names_another_plan(question):
        return True
    plain = fold(question)
    named = re.search(rf"\b{_OF_THE_DOSSIER.pattern}", plain) or _OF_THE_PROCEDURE.search(plain)
    return facts_asked(question) <= {"date", "communes", "auteur"} and named is None


def is_made_by_others(question: str) -> bool:
    """Whether a question asks who makes another thing than the document: « quel prestataire réalisera l'atlas ? »."""
    plain = fold(question)
    if not _WHO_MADE.search(plain):
        return False
    made = next((match[1] for pattern in _MADE for match in pattern.finditer(plain)), None)
    return made is not None and _OF_THE_DOSSIER.match(made) is None
