"""What a free question asks for: a number of which kind, about which words, and whether a sentence can give it.

Read from the words of the question alone. A sentence that lacks what the question is about (« température
de couleur ») or the kind of number it wants cannot answer it, however near the subject it stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache

from domain import Hit
from domain.measures import Quantity
from domain.row_text import cells
from domain.text_folding import fold
from french.content_words import content_words, zones_named
from french.periods import bears_period, bears_year
from french.quantities import read_quantities
from french.related_words import SAME, RelatedWords
from french.units import read_unit, unit_at

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\b(?:surface|superficie|etendue)\b|\bhectares?\b", frozenset({"surface"})),
    (r"\b(?:largeur|distance|hauteur|profondeur|longueur|lineaire|recul|epaisseur|diametre|circonference|altitude)\b",
     frozenset({"longueur"})),
    (r"\b(?:part|pourcentage|proportion|taux|rendement)\b", frozenset({"part", "surface"})),
    (r"\btemperature (?:de|des) (?:couleur|lampes?|luminaires?|lampadaires?|eclairage\w*)\b"
     r"|\btemperature\b(?=.*\b(?:eclair|lumi|lamp))", frozenset({"température de couleur"})),
    (r"\btemperature\b", frozenset({"nombre"})),
    (r"\b(?:budget|montant|cout|prix|participation financiere|financement)\b"
     r"|\bcombien\b[^?]{0,20}\bcout\w*", frozenset({"montant"})),
    (r"\bdebit\b", frozenset({"débit", "débit spécifique"})),
    (r"\bdensite\b", frozenset({"densité", "logements"})),
    (r"\bvolume\b", frozenset({"volume"})),
    (r"\bquelles? heures?\b|\ba quelle heure\b", frozenset({"heure"})),
    (r"\bcombien de temps\b", frozenset({"durée", "heure"})),
    (r"\b(?:duree|frequence)\b", frozenset({"durée", "heure", "nombre"})),
    (r"\b(?:coefficient|ratio)\b", frozenset({"part", "rapport", "sans unité"})),
    (r"\bcombien\b|\bquel(?:le)? (?:est )?(?:le |la )?(?:nombre|valeur)", frozenset({"nombre"})),
)  # fmt: skip
_MEASURED = frozenset().union(*(kinds for _, kinds in _KINDS)) - {"nombre", "sans unité"}
#: A limit is a number with a unit, of whichever kind: years alone, or the name of a column, are none.
_LIMIT = r"\b(?:plafond|seuil|quota|quantite)\b"
#: « Le plus haut », « quelle est la plus étendue » ask for the measure that the adjective names.
_ADJECTIVES: tuple[tuple[str, str], ...] = (
    (r"(?:plus|moins|aussi|combien (?:de|en)) haut(?:e|s|es)?", "hauteur"),
    (r"(?:plus|moins|aussi|combien (?:de|en)) (?:large|etroit)(?:e|s|es)?", "largeur"),
    (r"(?:plus|moins|aussi|combien (?:de|en)) (?:long|longue)s?", "longueur"),
    (r"(?:plus|moins|aussi) (?:etendu|vaste)(?:e|s|es)?", "surface"),
    (r"(?:plus|moins|aussi) dense?s?", "densité"),
    (r"combien (?:de |en )(?:tour|circonference)", "circonférence"),
    (r"combien (?:de |en )(?:profond(?:eur)?|fond)", "profondeur"),
    (r"combien (?:de |en )(?:epais(?:seur)?)", "épaisseur"),
)
#: The words that say what is wanted: « quelle capacité de rétention… par m² de surface » asks for no surface.
_HEAD = re.compile(r"\b(?:quel(?:le)?s?|combien)\b(?:\W+\w+){0,5}")
#: What is counted: « combien d'arbres », « combien de places », « quel nombre de logements ».
_COUNTED = re.compile(r"\b(?:combien|nombre) (?:de |d['’]\s?|des )(?!temps\b|fois\b|plus\b|moins\b)([^\W\d_]+[²³23]?)")
#: So many of something on a surface: a density, which is told with « par hectare » or under that name.
_PER_SURFACE = re.compile(
    r"\bcombien (?:de |d['’]\s?)(?P<things>\w+)\b[^?,;:]{0,40}?(?:\ba l['’]\s?|\bpar |/ ?|\bau )"
    r"(?:hectares?|ha|kilometre carre|km2)\b"
)
#: A part said in words: « le tiers des logements », « réduit du dixième ».
_PART_IN_WORDS = re.compile(
    r"\b(?:moitie|(?:un|le|du|deux|trois|les) ?(?:tiers|quarts?|cinquiemes?|sixiemes?|dixiemes?|vingtiemes?))\b"
)
#: An amount said in words: « une dizaine de mètres », « plusieurs centaines d'hectares ».
_AMOUNT_IN_WORDS = re.compile(
    r"\b(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier)s? "
    r"(?:de |d['’])([^\W\d_]+)"
)
#: Words between a number and what it counts (« 760 nouveaux logements », « Logements : 760 »).
_BEFORE, _AFTER = 4, 6
_DOUBLED = re.compile(r"([a-z])\1")
#: An act is named by its verb or its nouns: « peut-on construire » is answered by « toute construction est interdite ».
_ACTS: tuple[frozenset[str], ...] = tuple(
    content_words(act)
    for act in (
        "construire construction bâtir urbanisation urbaniser",
        "imperméabiliser imperméabilisation",
        "planter plantation",
        "abattre abattage arracher arrachage couper coupe",
        "remblayer remblai remblaiement",
        "drainer drainage assèchement assécher",
        "défricher défrichement",
        "clôturer clôture",
        "restaurant restauration",
        "hôtel hôtelier hôtellerie",
        "éclairer éclairage luminaire",
        "compenser compensation compensatoire",
        "démolir démolition",
        "étendre extension agrandir agrandissement",
    )
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
#: Letters that two words share from their first to be of one root.
_ROOT = 9
#: Letters of a word whose plural the stem keeps.
_SHORT = 4
_ONE = frozenset({"un", "une"})
_FOLLOW_UP = re.compile(
    r"^(?:et\b|mais\b|pourquoi \?|combien \?|ou \?|quand \?|la ou\b|dans ce cas)|\b(?:celui-ci|celle-ci|ceux-ci"
    r"|celles-ci|cela)\b|(?<!\bil )\by (?:sont|est|seront|sera|etait|etaient)\b"
)
#: What a question is asked with, and not about: a document answers « combien d'habitants comptait-il » by « 13 486
#: habitants » alone.
_ASKING = (
    "combien surface superficie distance part minimal minimale minimum maximal maximale maximum "
    "nombre quantité valeur total totale "
    "règle condition commune territoire projet pourquoi comment prévu prévue prévoir fixe fixé fixée fixer impose "
    "imposé imposée applique appliquée concerne concerné concernée existe compte comptait compter rempli remplie "
    "remplir coûte coûtent coûter coûtera coûteront coûterait représente représentent représenter représentait "
    "totalise totalisent totaliser atteint atteignent atteindre"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the readers see it.

    ``dimensions`` are those of the number wanted, empty when none is; ``counted`` is the stem of the
    things it counts, where the question names them.
    """

    text: str
    dimensions: frozenset[str]
    words: frozenset[str]
    when: bool
    counted: str | None = None

    def can_be_answered_by(self, text: str, caption: str = "") -> bool:
        """Whether a sentence has the kind of thing asked for: a number of that dimension or of those things, a date.

        Args:
            text: The sentence, or the reading of a row of a table, whose units stand in the names of its columns.
            caption: The title of the table, which says what the bare numbers of its rows are: « (hectares) ».
        """
        if self.when:
            return bears_period(text) or bears_year(text) or bool(read_quantities(text))
        if not self.dimensions:
            return True
        quantities = read_quantities(text)
        if self.counted is not None and _counts(text, self.counted, quantities):
            return True
        if "nombre" in self.dimensions:
            return bool(quantities) and (self.counted is None or _is_counted_in(self.counted, text, caption))
        # Without a unit: a decimal, which measures something, or a cell whose column has the unit in its name.
        if any(
            "sans unité" in self.dimensions or not quantity.value.is_integer()
            if quantity.unit is None
            else quantity.unit.dimension in self.dimensions
            for quantity in quantities
        ):
            return True
        if any(_names(name, self.dimensions) and bool(read_quantities(value)) for name, value in cells(text)):
            return True
        return (_names(caption, self.dimensions) and bool(_bare_cells(text))) or self._is_said_in_words(text)

    def _is_said_in_words(self, text: str) -> bool:
        """Whether a text says a part or an amount of the kind asked for without figures."""
        plain = fold(text)
        units = (read_unit(one[1]) for one in _AMOUNT_IN_WORDS.finditer(plain))
        return ("part" in self.dimensions and _PART_IN_WORDS.search(plain) is not None) or any(
            unit is not None and unit.dimension in self.dimensions for unit in units
        )

    def wants(self, quantity: Quantity) -> bool:
        """Whether a number is of the kind asked for; never where the question wants no number."""
        unit = quantity.unit
        if self.counted is not None:
            return unit is not None and self.counted in content_words(unit.symbol)
        if unit is None:
            return bool(self.dimensions) and not quantity.value.is_integer()
        return unit.dimension in self.dimensions


def read_question(question: str) -> Asked:
    """What a question asks for."""
    question_text, question = question, _with_measures(question)
    plain = fold(question)
    head = _HEAD.search(plain)
    wanted = head[0] if head else plain
    named_first = min(
        ((match.start(), order) for order, (pattern, _) in enumerate(_KINDS) if (match := re.search(pattern, wanted))),
        default=None,
    )
    dimensions = _KINDS[named_first[1]][1] if named_first else frozenset()
    if not dimensions and re.search(_LIMIT, wanted):
        dimensions = _MEASURED
    # A zone is looked for by its one word (« zone uav »), and not by its bare name besides.
    words = content_words(question) - content_words(_ASKING) - zones_named(question)
    named = _COUNTED.search(plain)
    counted = None
    if named and "nombre" in dimensions:
        unit = unit_at(plain, named.start(1)) or read_unit(named[1])  # « combien de mètres carrés » is no length
        if unit is not None and unit.dimension in _MEASURED and unit.symbol != unit.dimension:
            dimensions = frozenset({unit.dimension})  # « combien d'hectares » wants a surface, in any unit
        else:
            counted = next(iter(content_words(named[1])), None)
    if (dense := _PER_SURFACE.search(plain)) is not None:
        counted = None
        dimensions = frozenset({"densité", "logements"} if dense["things"].startswith("log") else {"nombre"})
    when = re.search(r"\b(?:quand|quelle date|quelle annee)\b", plain) is not None
    return Asked(question_text, dimensions, words, when, counted)


def _with_measures(question: str) -> str:
    """A question with the measures that its adjectives name: « le plus haut » is about the « hauteur »."""
    for adjective, noun in _ADJECTIVES:
        found = re.search(rf"\b{adjective}\b", fold(question))
        if found is not None and len(fold(question)) == len(question):
            question = f"{question[: found.start()]}{noun}{question[found.end() :]}"
    return question


def _names(column: str, dimensions: frozenset[str]) -> bool:
    """Whether the name of a column says one of these dimensions: « Surface », « Potentiel (ha) »."""
    plain = fold(column)
    units = (read_unit(word) for word in re.findall(r"[^\s()]+", column))
    return any(unit is not None and unit.dimension in dimensions for unit in units) or any(
        kinds & dimensions and re.search(pattern, plain) for pattern, kinds in _KINDS
    )


def _bare_cells(row: str) -> list[str]:
    """The names of the columns of a row whose cell is a number without a unit, and no year."""
    return [
        name
        for name, value in cells(row)
        if (found := read_quantities(value)) and all(one.unit is None for one in found) and not bears_year(value)
    ]


def _is_counted_in(counted: str, row: str, caption: str) -> bool:
    """Whether the bare numbers of a row count these things: its column or the title of the table names them."""
    columns = _bare_cells(row)
    return bool(columns) and _is_named(counted, content_words(" ".join((caption, *columns))))


def _is_named(counted: str, words: frozenset[str]) -> bool:
    """Whether words name these things, or a word of the same meaning: « fermes », « exploitations »."""
    return counted in words or _related_to(counted).told(words).get(counted, 0.0) >= SAME


@lru_cache(maxsize=64)
def _related_to(word: str) -> RelatedWords:
    return RelatedWords({word: frozenset({word})})


def _counts(text: str, counted: str, quantities: Sequence[Quantity]) -> bool:
    """Whether a number of the text counts these things: close before them, or after their name."""
    tokens = list(_TOKEN.finditer(text))
    quantities = [one for one in quantities if one.unit is not None or not bears_year(text[one.start : one.end])]
    numbers = {
        index
        for index, token in enumerate(tokens)
        if fold(token[0]) in _ONE
        or any(one.start <= token.start() < one.end and _may_count(one, counted) for one in quantities)
    }
    for index, token in enumerate(tokens):
        if _is_named(counted, content_words(token[0])):
            near = range(index - _BEFORE, index + _AFTER + 1)
            if any(place in numbers and (place < index or fold(tokens[place][0]) not in _ONE) for place in near):
                return True
    return False


def _may_count(quantity: Quantity, counted: str) -> bool:
    """Whether a number has no unit, or the things themselves for its unit: « 250 mètres » counts no place."""
    return quantity.unit is None or _is_named(counted, content_words(quantity.unit.symbol))


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


def same_words(word: str, known: frozenset[str]) -> frozenset[str]:
    """A stem with those that say the same: spelt with a letter doubled or not, or the noun of the same act."""
    once = _DOUBLED.sub(r"\1", word)
    spelt = {one for one in known if one[:2] == word[:2] and _DOUBLED.sub(r"\1", one) == once}
    acts = (act for act in _ACTS if word in act)
    # The stems of short words keep their plural: « mur » and « murs », « eau » and « eaux ».
    short = {word.rstrip("sx"), f"{word}s", f"{word}x"} & known if len(word) <= _SHORT else set()
    # « Agrivoltaïsme » is told by « agrivoltaïque », « environnemental » by « environnement »: long words of one root.
    rooted = {one for one in known if one[:_ROOT] == word[:_ROOT]} if len(word) >= _ROOT else set()
    return frozenset({word, *spelt, *rooted, *short}.union(*acts))


class Coverage:
    """How much of what a question is about a sentence says; rare words of the question weigh more.

    The weights come from the passages found: a word that is in none of them weighs most, so that a near subject
    without the very thing asked for stays low.
    """

    def __init__(self, asked: Asked, hits: Sequence[Hit]):
        texts = [content_words(" ".join((*hit.passage.section, hit.passage.text))) for hit in hits]
        known = frozenset().union(*texts)
        self._same = {word: same_words(word, known) for word in asked.words}
        frequency = Counter(word for words in texts for word in asked.words if words & self._same[word])
        self._weights = {word: math.log(1 + (len(hits) + 1) / (frequency[word] + 1)) for word in asked.words}
        self._total = sum(self._weights.values())

    def without(self, words: Collection[str]) -> Coverage:
        """The same of a question that is not about these words."""
        made = copy(self)
        made._weights = {word: weight for word, weight in self._weights.items() if word not in words}
        made._total = sum(made._weights.values())
        return made

    def told_in(self, stems: Collection[str]) -> Coverage:
        """The same without the words that none of these stems says, even in part; itself where they say none."""
        told = self._related.told(frozenset(stems))
        return self.without([word for word in self._weights if word not in told]) if told else self

    @property
    def has_words(self) -> bool:
        """Whether the question is about any word at all, its scope aside."""
        return bool(self._weights)

    def of(self, text: str, title: str = "") -> float:
        """From 0, nothing of it, to 1, all of it; the title counts as part of the sentence."""
        if not self._total:
            return 0.0
        return 1 - sum(self._weights[word] for word in self.lacking(text, title)) / self._total

    def related_of(self, text: str, title: str = "") -> float:
        """The same, where a related word says a part of a word of the question: « ruisseau » of « cours d'eau »."""
        told = self._related.told(content_words(text) | content_words(title) if title else content_words(text))
        return sum(weight * told.get(word, 0.0) for word, weight in self._weights.items()) / (self._total or 1.0)

    @cached_property
    def _related(self) -> RelatedWords:
        return RelatedWords({word: same | {word.removeprefix("zone ")} for word, same in self._same.items()})

    def lacking(self, text: str, title: str = "") -> tuple[str, ...]:
        """The words of the question that a sentence does not say, the rarest first."""
        said = content_words(text) | content_words(title) if title else content_words(text)
        words = [word for word in self._weights if not self._same[word] & said]
        lacking = [word for word in words if word.removeprefix("zone ") not in said]
        return tuple(sorted(lacking, key=lambda word: -self._weights[word]))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the question, the rarest first."""
        return tuple(sorted(self._weights, key=lambda word: -self._weights[word]))

    def anywhere(self, hits: Sequence[Hit]) -> float:
        """The greatest share that one passage says: low when the question is off the subject."""
        return max((self.of(hit.passage.text, " ".join(hit.passage.section)) for hit in hits), default=0.0)
