"""What a free question asks for: a number of which kind, about which words, and whether a sentence can give it.

Read from the words of the question alone. A sentence that lacks what the question is about (« température
de couleur ») or the kind of number it wants cannot answer it, however near the subject it stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answering.numbers import read_quantities
from answering.readers.periods import bears_period, bears_year
from answering.units import fold
from answering.words import content_words
from corpus.types import Hit

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\b(?:surface|superficie|etendue)\b|\bhectares?\b", frozenset({"surface"})),
    (r"\b(?:largeur|distance|hauteur|profondeur|longueur|lineaire|recul)\b", frozenset({"longueur"})),
    (r"\b(?:part|pourcentage|proportion|taux|rendement)\b", frozenset({"part", "surface"})),
    (r"\btemperature\b", frozenset({"température de couleur"})),
    (r"\b(?:budget|montant|cout|prix|participation financiere|financement)\b", frozenset({"montant"})),
    (r"\bdebit\b", frozenset({"débit", "débit spécifique"})),
    (r"\bdensite\b", frozenset({"densité", "logements"})),
    (r"\bvolume\b", frozenset({"volume"})),
    (r"\bquelles? heures?\b|\ba quelle heure\b", frozenset({"heure"})),
    (r"\bcombien\b|\bquel(?:le)? (?:est )?(?:le |la )?(?:nombre|ratio|coefficient|duree|frequence"
    r"|valeur)", frozenset({"nombre"})),
)  # fmt: skip
_FOLLOW_UP = re.compile(
    r"^(?:et\b|mais\b|pourquoi \?|combien \?|ou \?|quand \?|la ou\b|dans ce cas)|\b(?:celui-ci|celle-ci|ceux-ci"
    r"|celles-ci|cela)\b"
)
_GENERIC = frozenset(
    {"combien", "surface", "superfic", "superficie", "distanc", "distance", "part", "minimal", "maximal", "nombre",
     "quantite", "prevu", "prev", "fix", "impos", "appliqu", "concern", "exist", "regl", "condit", "valeur", "total",
     "commun", "territoir", "projet", "pourquoi", "comment", "peut", "faut", "quell"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the readers see it. ``dimensions`` are those of the number wanted, empty when none is."""

    text: str
    dimensions: frozenset[str]
    words: frozenset[str]
    when: bool

    def can_be_answered_by(self, text: str) -> bool:
        """Whether a sentence has the kind of thing asked for: a number of that dimension, a date."""
        if self.when:
            return bears_period(text) or bears_year(text) or bool(read_quantities(text))
        if not self.dimensions:
            return True
        quantities = read_quantities(text)
        if "nombre" in self.dimensions:
            return bool(quantities)
        return any(
            quantity.unit is None or quantity.unit.dimension in self.dimensions or "par" in fold(text)
            for quantity in quantities
        )


def read_question(question: str) -> Asked:
    """What a question asks for."""
    plain = fold(question)
    dimensions: frozenset[str] = frozenset()
    for pattern, kinds in _KINDS:
        if re.search(pattern, plain):
            dimensions = kinds
            break
    words = frozenset(word for word in content_words(question) if word not in _GENERIC)
    return Asked(question, dimensions, words, re.search(r"\b(?:quand|quelle date|quelle annee)\b", plain) is not None)


def is_follow_up(question: str) -> bool:
    """Whether a question leans on the one before (« et dans le règlement ? »)."""
    return _FOLLOW_UP.search(fold(question).strip()) is not None


def with_what_came_before(question: str, before: Sequence[str]) -> str:
    """A follow-up said whole: the last full question, then what the follow-up changes.

    Words are put side by side, nothing is rewritten by a model: the user is shown what was understood.
    """
    if not is_follow_up(question):
        return question
    for earlier in reversed(before):
        if not is_follow_up(earlier):
            return f"{earlier.rstrip(' ?')}, {question[:1].lower()}{question[1:]}"
    return question


class Coverage:
    """How much of what a question is about a sentence says; rare words of the question weigh more.

    The weights come from the passages found: a word that is in none of them weighs most, so that a near subject
    without the very thing asked for stays low.
    """

    def __init__(self, asked: Asked, hits: Sequence[Hit]):
        texts = [content_words(" ".join((*hit.passage.section, hit.passage.text))) for hit in hits]
        frequency = Counter(word for words in texts for word in words & asked.words)
        self._weights = {word: math.log(1 + (len(hits) + 1) / (frequency[word] + 1)) for word in asked.words}
        self._total = sum(self._weights.values())

    def of(self, text: str, title: str = "") -> float:
        """From 0, nothing of it, to 1, all of it; the title counts as part of the sentence."""
        if not self._total:
            return 0.0
        said = content_words(f"{title} {text}")
        return sum(weight for word, weight in self._weights.items() if word in said) / self._total

    def anywhere(self, hits: Sequence[Hit]) -> float:
        """The greatest share that one passage says: low when the question is off the subject."""
        return max((self.of(hit.passage.text, " ".join(hit.passage.section)) for hit in hits), default=0.0)
