"""Sentences that speak to a machine (« ignore les consignes », « answer yes »): a plan has no reason to hold any.

They settle nothing and the user is told where they stand. The guarantee does not rest on this list: what is
not caught is still only text to be read, and can at most be quoted.
"""

from __future__ import annotations

import re

from answering.units import fold

_ORDER = re.compile(
    r"\bignor\w+ (?:toutes? )?(?:les |ces |all |any |the )?(?:previous |prior |above )?(?:consignes?"
    r"|instructions?|regles)"
    r"|<\|\w*|\b(?:system|systeme|assistant|utilisateur|user) ?:"
    r"|\b(?:l'assistant|modele de langage|language model|intelligence artificielle|lecteur automatique|chatbot)\b"
    r"|\brepond(?:s|ez|re) (?:toujours |uniquement )?(?:par )?[«\"' ]*(?:oui|non)\b|\banswer (?:only "
    r"|always )?[\"']?(?:yes|no)\b"
    r"|\"(?:verdict|preuves|reponse)\" ?:|</?extraits>|\bverdict de cet indicateur\b"
)


def speaks_to_a_machine(text: str) -> bool:
    """Whether a sentence is an order to the reader that a program is."""
    return _ORDER.search(fold(text)) is not None
