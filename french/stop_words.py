"""French words that say nothing of a subject, accents folded: the one list, for the index and for comparing texts."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir car ce ceci cela celle celles
    celui cependant ces cet cette ceux chaque ci comme comment d dans de des deux donc dont du elle elles en encore
    entre est et etaient etait etant ete etre eu eux faire fait font il ils j je l la le les leur leurs lors lorsque
    lui m ma mais me meme memes mes moins mon n ne ni nos notre nous on ont or ou par parce parmi pas pendant peu peut
    peuvent plus pour pourquoi pres qu quand que quel quelle quelles quels qui quoi sa sans se selon sera seront ses si
    soit son sont sous sur t ta tant te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vers via
    voir vos votre vous y
    """.split()  # noqa: SIM905 - a table of words reads better than a list of literals
)

#: Words of every plan and of every question about one: a question and a sentence that share them share nothing.
COMMON_IN_PLANS = frozenset(
    """
    document doit doivent faut nom non notamment oui plu plui prevoit s scot
    """.split()  # noqa: SIM905
)
