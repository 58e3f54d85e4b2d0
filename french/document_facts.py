"""Which facts of a document's record a question names."""

from __future__ import annotations

import re

from domain.text_folding import fold

#: Names of facts, in the order in which they are told, with the words that ask for each.
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(r"\bdat\w*|\bquand\b|\bapprouv\w*|\barret\w*|\badopt\w*|\bstade\b|\bversion\b")),
    ("pages", re.compile(r"\bpages?\b")),
    ("pieces", re.compile(r"\bpieces?\b")),
    ("manquantes", re.compile(r"\bmanqu\w*|\babsent\w*")),
    ("communes", re.compile(r"\bcommunes?\b|\bterritoire\b|\bou\b")),
    ("titre", re.compile(r"\btitre\b|\bnom\b|\btype\b|\bnature\b")),
)


def facts_asked(question: str) -> frozenset[str]:
    """Names of the facts that a question asks for; empty when it names none."""
    plain = fold(question)
    found = {name for name, pattern in FACTS if pattern.search(plain)}
    return frozenset(found - {"pieces"} if "manquantes" in found else found)
