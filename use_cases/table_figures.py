"""Hectares of the geographic tables set beside the figures of the text: what agrees, what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Corpus
from domain import NOT_OF_THE_PLAN, Geography, PrescriptionArea, StoredSentence
from domain.text_folding import fold
from indicator_queries.schema import Indicator
from ingestion.cnig.prescription_codes import WORDS
from languages import Language

#: A text rounds: figures nearer than this share are the same.
ROUNDING = 0.02
#: A figure further away than this share is that of a part, or of something else: it is not set beside the total.
_FAR = 0.4
_MAY_HOLD = re.compile(r"\b(?:ha|hectares?)\b", re.IGNORECASE)
_HECTARE = "ha"
#: Figures of the text that are shown of one table.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A figure of the text: hectares, where it stands, its sentence, and how far from the table (share, signed)."""

    hectares: float
    piece: str
    page: int | None
    quote: str
    gap: float

    @property
    def agrees(self) -> bool:
        """Whether it is the table's, but for rounding."""
        return abs(self.gap) <= ROUNDING


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure of a table with its source (« table PRESCRIPTION_SURF, 32 objets »), and those of the text near it."""

    code: str
    label: str
    objects: int
    hectares: float
    source: str
    text: tuple[TextFigure, ...] = ()

    @property
    def disagrees(self) -> bool:
        """Whether a figure of the text says otherwise: to be looked at, since it may speak of something else."""
        return any(not figure.agrees for figure in self.text)


class TableFigures:
    """The figures of one document; its sentences with hectares are found once."""

    def __init__(self, corpus: Corpus, language: Language, document: str):
        self._language = language
        self.geography: Geography = corpus.intake.geography(document) or Geography()
        self._said = tuple(_with_hectares(corpus, document)) if self.geography.layers else ()

    def of_indicator(self, indicator: Indicator) -> tuple[TableFigure, ...]:
        """The figures of the prescriptions that bear on an indicator; none where the tables have none."""
        lines = [line for line in self.geography.prescriptions if line.hectares is not None]
        return tuple(self._prescription(line) for line in lines if line.code in indicator.geographic_codes)

    def zones(self) -> tuple[TableFigure, ...]:
        """The figures of zones, each with those of the text that name the zone."""
        found = []
        for zone in self.geography.zones:
            names = re.compile(rf"\b{re.escape(zone.label)}\b") if zone.label else None
            near = [one for one in self._said if names is not None and names.search(one.row or one.text)]
            source = f"table ZONE_URBA, {zone.objects} objet{'s' if zone.objects > 1 else ''}"
            text = self._near(near, zone.hectares)
            found.append(TableFigure(zone.label, zone.type, zone.objects, zone.hectares, source, text))
        return tuple(found)

    def prescriptions(self) -> tuple[TableFigure, ...]:
        """The figures of all prescriptions with a surface."""
        return tuple(self._prescription(line) for line in self.geography.prescriptions if line.hectares is not None)

    def _prescription(self, line: PrescriptionArea) -> TableFigure:
        words = WORDS.get(line.code, ())
        near = [one for one in self._said if any(word in fold(one.row or one.text) for word in words)]
        hectares = line.hectares or 0.0
        source = f"table {line.table}, {line.objects} objet{'s' if line.objects > 1 else ''}"
        return TableFigure(line.code, line.label, line.objects, hectares, source, self._near(near, hectares))

    def _near(self, sentences: Sequence[StoredSentence], hectares: float) -> tuple[TextFigure, ...]:
        if not hectares:
            return ()
        found: dict[tuple[str, int | None, float], TextFigure] = {}
        for sentence in sentences:
            for quantity in self._language.sentences.quantities(sentence):
                if quantity.unit is None or str(quantity.unit.symbol) != _HECTARE:
                    continue
                gap = quantity.value / hectares - 1
                if abs(gap) <= _FAR:
                    key = (sentence.piece, sentence.page, quantity.value)
                    found.setdefault(key, TextFigure(quantity.value, sentence.piece, sentence.page, sentence.text, gap))
        return tuple(sorted(found.values(), key=lambda one: abs(one.gap))[:_SHOWN])


def _with_hectares(corpus: Corpus, document: str) -> Iterator[StoredSentence]:
    """The sentences of the plan that may give a surface; those of opinions and minutes are none."""
    for piece in corpus.documents.get(document).pieces:
        if piece.kind in NOT_OF_THE_PLAN:
            continue
        passages = corpus.texts.passages(document, piece.name)
        if not passages:
            continue
        last = max(passage.last_position for passage in passages)
        for sentence in corpus.texts.sentences(document, piece.name, 0, last):
            if _MAY_HOLD.search(sentence.row or sentence.text):
                yield sentence
