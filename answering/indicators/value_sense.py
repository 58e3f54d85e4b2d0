"""Which numbers of a sentence are quantities of what a label names: rules for answers without a model.

Nobody reads the sentence here, so a number is shown only where nothing speaks against it.

| the number | example | what it is |
|---|---|---|
| divides | « un arbre pour 200 m² », « par tranche de 50 m² » | a value only of what counts so (« arbre pour n m² ») |
| sets a case | « lorsqu'elle excède 300 m² », « de plus de huit places » | when a rule holds |
| changes | « en progression de 240 ha », « + 56,35 ha » | a difference, unless the label asks for one |
| is a year | « consommés depuis 2021 » | a date |
| is of something else | « 80 m² de vente » for « Part d'espaces libres » | no word of what is measured is near |

Near is the sentence, its row with the names of the columns, and its titles. Words that say only how something is
measured (« surface », « nombre », « part ») do not count, unless the label has no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.measures import Quantity
from domain.text_folding import fold
from french.content_words import content_words
from indicator_queries.schema import ExpectedValue

_BEFORE = 60
#: In the unit of an expected value: that many of something else.
_COUNTS_BY = " pour n "
_YEARS = range(1900, 2101)

#: « un arbre pour 200 m² », but not « 186 zones humides pour 231 hectares », which is their sum.
_DIVIDES = re.compile(
    r"(?:\b(?:une?|1) [^.;:]{0,50}\bpour(?: chaque)?|\bpar(?: tranches? (?:entamees? )?de)?|\btou(?:te)?s les)\s*$"
)
_SETS_A_CASE = re.compile(
    r"(?:exced(?:e|ent|ant)|depass(?:e|ent|ant)|(?:superieure?s?|inferieure?s?)(?: ou egale?s?)? a"
    r"|\bde (?:plus|moins) de)\s*$"
)
_CHANGES = re.compile(
    r"(?:progression|hausse|baisse|diminution|augmentation|perte|gain)s? (?:moyenne? |annuelle? )?(?:de|d')\s*$"
    r"|[+−]\s*$"
)
_ASKS_FOR_CHANGE = re.compile(r"reduction|consommation|evolution|evite|supprim|renaturer|compensation")
_HOW = content_words(
    "surface superficie part nombre longueur linéaire largeur hauteur taux ratio règle durée minimale maximale moyenne "
    "total territoire concernées"
)


def label_of(quantity: Quantity, text: str, label: str | None, expected: Sequence[ExpectedValue]) -> str | None:
    """What a number measures, given what its unit and the words near it say; None where it is no quantity of that.

    Args:
        quantity: the number.
        text: the sentence or row that it stands in.
        label: what :func:`answering.indicators.values.measured` finds for it.
        expected: the values that the indicator asks for.
    """
    before = fold(text[max(0, quantity.start - _BEFORE) : quantity.start])
    if _DIVIDES.search(before):
        return next((value.label for value in expected if any(_COUNTS_BY in unit for unit in value.units)), None)
    if label is None or _SETS_A_CASE.search(before):
        return None
    if _CHANGES.search(before) and not _ASKS_FOR_CHANGE.search(fold(label)):
        return None
    return None if quantity.unit is None and quantity.value in _YEARS else label


def names_it(label: str, near: frozenset[str]) -> bool:
    """Whether what a label measures is named among the words near a number."""
    words = content_words(label)
    return bool(((words - _HOW) or words) & near)
