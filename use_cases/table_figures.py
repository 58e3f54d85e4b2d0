"""Hectares of the geographic tables set beside the figures of the text: what agrees, what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Corpus
from domain import NOT_OF_THE_PLAN, Geography, PrescriptionArea, StoredSentence, TextFigure, same_figure, table_source
from domain.once import MadeOnce
from domain.text_folding import fold
from indicator_queries.schema import Indicator
from ingestion.cnig.prescription_codes import WORDS
from languages import Language

#: A figure further away than this share is that of a part, or of something else: it is not set beside the total.
_FAR = 0.25
#: Nearer than this, a figure that no other table gives is shown whatever its sentence calls the thing: a slip of the
#: pen (1 486 for 1 468) and a former figure are that near, and a plan has its own words (« bois classés »).
_SLIP = 0.03
#: Hectares under which nearness of two figures means nothing.
_SMALL = 5.0
_MAY_HOLD = re.compile(r"\b(?:ha|hectares?)\b", re.IGNORECASE)
_HECTARE = "ha"
#: Figures of the text that are shown of one table.
_SHOWN = 6
#: Of how many documents figures are kept: their sentences with hectares.
_KEPT = 24


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


class KeptTableFigures:
    """The figures of the documents that were asked for last, kept until something of theirs is written.

    To find the sentences that may give a surface the whole text of a document is read, which a page of a cell and a
    file of answers each need.
    """

    def __init__(self, corpus: Corpus, language: Language):
        self._corpus = corpus
        self._language = language
        self._kept: MadeOnce[tuple[object, ...], TableFigures] = MadeOnce(_KEPT)

    def of(self, document: str) -> TableFigures:
        """The figures of a document.

        Raises:
            UnknownDocument: no document has this slug.
        """
        # Not how often its tables were written: a document that comes is written in the same ones.
        key = (document, self._corpus.texts.version(document), self._corpus.revisions.of("geography"))
        return self._kept.get(key, lambda: TableFigures(self._corpus, self._language, document))


class TableFigures:
    """The figures of one document; its sentences with hectares are found once."""

    def __init__(self, corpus: Corpus, language: Language, document: str):
        self._language = language
        self.geography: Geography = corpus.intake.geography(document) or Geography()
        said = tuple(_with_hectares(corpus, document)) if self.geography.layers else ()
        self._figures = tuple((one, value) for one in said for value in self._hectares(one))
        self._folded = {one.place: fold(one.row or one.text) for one, _ in self._figures}
        measured: list[float | None] = [zone.hectares for zone in self.geography.zones]
        measured += [line.hectares for line in self.geography.prescriptions]
        self._measured = frozenset(hectares for hectares in measured if hectares)

    def _hectares(self, sentence: StoredSentence) -> list[float]:
        quantities = self._language.numbers.of_sentence(sentence)
        return [one.value for one in quantities if one.unit is not None and one.unit.symbol == _HECTARE]

    def of_indicator(self, indicator: Indicator) -> tuple[TableFigure, ...]:
        """The figures of the prescriptions that bear on an indicator; none where the tables have none."""
        lines = [line for line in self.geography.prescriptions if line.hectares is not None]
        return tuple(self._prescription(line) for line in lines if line.code in indicator.geographic_codes)

    def zones(self) -> tuple[TableFigure, ...]:
        """The figures of zones, each with those of the text that name the zone."""
        found = []
        for zone in self.geography.zones:
            names = re.compile(rf"\b{re.escape(zone.label)}\b") if zone.label else None
            near = [one for one in self._figures if names is not None and names.search(one[0].row or one[0].text)]
            source = table_source(self.geography.zone_table, zone.objects)
            text = self._near(near, zone.hectares)
            found.append(TableFigure(zone.label, zone.type, zone.objects, zone.hectares, source, text))
        return tuple(found)

    def prescriptions(self) -> tuple[TableFigure, ...]:
        """The figures of all prescriptions with a surface."""
        return tuple(self._prescription(line) for line in self.geography.prescriptions if line.hectares is not None)

    def _prescription(self, line: PrescriptionArea) -> TableFigure:
        words = WORDS.get(line.code, ())
        near = [one for one in self._figures if any(word in self._folded[one[0].place] for word in words)]
        hectares = line.hectares or 0.0
        source = table_source(line.table, line.objects)
        return TableFigure(line.code, line.label, line.objects, hectares, source, self._near(near, hectares))

    def _near(self, named: Sequence[tuple[StoredSentence, float]], hectares: float) -> tuple[TextFigure, ...]:
        """The figures of the text that are the table's, then those that say otherwise of it.

        A sentence that gives the figure has said it; a figure of another table is that table's.
        """
        if not hectares:
            return ()
        same = [one for one in self._figures if same_figure(one[1], hectares)]
        settled = {sentence.place for sentence, _ in same}
        others = [one for one in named if abs(one[1] / hectares - 1) <= (_SLIP if same else _FAR)]
        if not same and hectares >= _SMALL:
            others += [one for one in self._figures if abs(one[1] / hectares - 1) <= _SLIP and one not in others]
        others = [
            one
            for one in others
            if one[0].place not in settled and not any(same_figure(one[1], other) for other in self._measured)
        ]
        found = {
            (sentence.piece, sentence.page, value): TextFigure(
                value, sentence.piece, sentence.page, sentence.text, value / hectares - 1
            )
            for sentence, value in (*same, *others)
        }
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
