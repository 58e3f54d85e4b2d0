"""French words that say nothing of a subject, accents folded: the common ones, and those of each use."""

from __future__ import annotations

_COMMON = frozenset(
    """
    a afin ainsi alors apres au aucun aucune autre autres aux avant avec avoir ce ces cet cette comme d dans de
    des dont du elle elles en entre est et etre il ils je l la le les leur leurs mais meme n ne ni nous on ont
    ou par pas peut peuvent plus pour qu quand que quel quelle quelles quels qui sa sans se ses si soit son sont
    sous sur t tous tout toute toutes un une y
    """.split()  # noqa: SIM905 - a table of words reads better than a list of literals
)

#: What the index leaves out of a search: pronouns, auxiliaries and adverbs too.
INDEX_STOP_WORDS = _COMMON | frozenset(
    """
    ai aussi car ceci cela celle celles celui cependant ceux chaque ci comment deux donc encore etaient etait
    etant ete eu eux faire fait font j lors lorsque lui m ma me memes mes moins mon nos notre or parce parmi
    pendant peu pourquoi pres quoi selon sera seront ta tant te tel telle telles tels tes toi ton tres tu vers
    via voir vos votre vous
    """.split()  # noqa: SIM905
)

#: What is left out where a question is compared with a sentence: words of asking, and those of every plan.
QUESTION_STOP_WORDS = _COMMON | frozenset(
    """
    document doit doivent faut nom non notamment oui plu plui prevoit s scot
    """.split()  # noqa: SIM905
)
