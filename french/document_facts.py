"""Which facts of a document's record a question names."""

from __future__ import annotations

import re

from domain.text_folding import fold

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
    ("manquantes", re.compile(r"\bmanqu\w*|\babsent\w*|\bn(?:e |')\w+ pas\b")),
    (
        "communes",
        re.compile(
            r"\bcommunes?\b|\bterritoire\b|^ou\b|\bcollectivite\b|\bintercommunal\w*|\bperimetre\b"
            r"|\b(?:porte|elabor\w+|couvre|concerne)\b"
        ),
    ),
    (
        "auteur",
        re.compile(r"\bbureaux?\b|\bcabinets?\b|\bagences?\b|\bprestataires?\b|\bredig\w*|\bqui a\b|\bauteurs?\b"),
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


def tells_of_missing_pieces(text: str) -> bool:
    """Whether a sentence says that pieces of the dossier stand elsewhere (« les pièces 4 à 6 font… »)."""
    return _ELSEWHERE.search(fold(text)) is not None


def facts_asked(question: str) -> frozenset[str]:
    """Names of the facts that a question asks for; empty when it names none."""
    plain = fold(question)
    found = {name for name, pattern in FACTS if pattern.search(plain)}
    return frozenset(found - {"pieces"} if "manquantes" in found else found)
