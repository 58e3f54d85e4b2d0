"""Corpus -> material of deliverables: documents with their cells, passages collected, what was measured, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from corpus import Corpus
from domain import ClockMode
from domain.errors import ReadingError, UsageError
from domain.practices import GoodPractice
from evaluation.gold_write import TemplateDocument, template_bytes
from exports import Export, ExportedDocument
from exports.deliverables.material import Material, MeasuredShare
from french.known_terms import former_article_numbers
from indicator_queries import Grid
from use_cases.export_documents import Exporting
from use_cases.keep_answers import KeepingAnswers
from use_cases.page_images import PageImages
from use_cases.run_evaluation import Evaluator
from use_cases.study_files import Studies

PICTURES = 30
"""Pictures of pages in one file, at most."""
_WIDTH = 900
"""Pixels across of a picture in a file."""


class Gathering:
    """Gathers what a deliverable may say."""

    def __init__(
        self,
        corpus: Corpus,
        grid: Grid,
        exporting: Exporting,
        images: PageImages,
        keeping: KeepingAnswers,
        address: str,
    ):
        """``address`` of the service: what links of files begin with."""
        self._corpus = corpus
        self._grid = grid
        self._exporting = exporting
        self._images = images
        self._keeping = keeping
        self._address = address

    def material(
        self,
        slugs: Sequence[str],
        *,
        practices: Sequence[int] = (),
        measured: bool = False,
        pictures: bool = False,
        described: bool = False,
    ) -> Material:
        """The material of these documents.

        Args:
            slugs: The documents.
            practices: Numbers of collected passages; those of the documents (of all documents, when none is named)
                where empty.
            measured: With what evaluations and studies say of the indicators, which takes some seconds to work out.
            pictures: With the pictures of the pages of the passages, and the documents that these are of.
            described: With the documents that the passages are of.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UnknownPractice: no passage has one of these numbers.
        """
        documents = self._exporting.measured_documents(list(dict.fromkeys(slugs)))
        chosen = (
            tuple(self._corpus.practices.get(number) for number in practices)
            if practices
            else tuple(self._corpus.practices.all(documents=tuple(slugs)))
        )
        known = {document.info.slug for document in documents}
        others = tuple(self._described(one.document) for one in chosen if one.document not in known)
        named = {one.info.slug: one for one in others if one is not None}
        return Material(
            export=Export(
                (*documents, *(named.values() if pictures or described else ())),
                datetime.now().astimezone(),
                self._address,
            ),
            grid=self._grid,
            practices=chosen,
            pictures=self._pictures(chosen) if pictures else {},
            measures=(*self._evaluated(), *self._studied()) if measured else (),
            seconds=self._seconds(known),
            kept_answers=tuple(self._keeping.placed(tuple(known))) if known else (),
            former_articles=former_article_numbers(),
            fill_in=lambda: self._fill_in(documents),
        )

    def _described(self, slug: str) -> ExportedDocument | None:
        """A document of a passage, without its cells: its title and territory."""
        if not self._corpus.documents.exists(slug):
            return None
        return ExportedDocument(self._corpus.documents.get(slug), self._grid, ())

    def _fill_in(self, documents: Sequence[ExportedDocument]) -> bytes:
        named = [TemplateDocument(one.info.slug, tuple(piece.name for piece in one.info.pieces)) for one in documents]
        return template_bytes(named, self._grid)

    def _seconds(self, known: set[str]) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        for clock in self._corpus.clocks.all():
            if clock.document in known and clock.mode is ClockMode.ASSISTE and clock.seconds > 0:
                key = (clock.document, clock.indicator)
                found[key] = found.get(key, 0.0) + clock.seconds
        return found

    def _pictures(self, practices: Sequence[GoodPractice]) -> dict[tuple[str, str, int], bytes]:
        found: dict[tuple[str, str, int], bytes] = {}
        for one in practices[:PICTURES]:
            try:
                drawn = self._images.picture(one.document, one.piece, one.ordinal)
            except (UsageError, ReadingError):  # the page is gone, or has no picture: the words are there all the same
                continue
            found[one.document, one.piece, one.ordinal] = _png(drawn)
        return found

    def _evaluated(self) -> list[MeasuredShare]:
        """The last evaluation: right verdicts of the whole grid, and by indicator."""
        runs = self._corpus.runs.all("evaluation", limit=1)
        if not runs:
            return []
        report = Evaluator(self._corpus, self._grid).stored(runs[0].id)
        source = f"évaluation {runs[0].id[:8]} du {runs[0].started_at:%d/%m/%Y}"
        groups = {"": report.evaluation.overall, **report.evaluation.indicators}
        found = []
        for code, group in groups.items():
            value, interval = group.figures["verdict_accuracy"], group.figures.interval("verdict_accuracy")
            if value is not None:
                low, high = (interval.low, interval.high) if interval else (None, None)
                n = group.figures.n("verdict_accuracy")
                found.append(
                    MeasuredShare(code, "Verdicts de l'outil égaux à la référence", value, low, high, n, source)
                )
        return found

    def _studied(self) -> list[MeasuredShare]:
        """The last study: stability, discrimination and abstentions by indicator."""
        studies = Studies(self._corpus.data_dir)
        kept = studies.all()
        if not kept:
            return []
        source = f"étude {kept[0].id[:8]} du {kept[0].made:%d/%m/%Y}"
        found = []
        for one in studies.content(kept[0].id).indicators:
            low, high = one.stability_interval or (None, None)
            if one.stability is not None:
                label = "Stabilité quand on reformule ou qu'on change la profondeur"
                found.append(MeasuredShare(one.code, label, one.stability, low, high, one.n_varied, source))
            if one.discrimination is not None:
                label = "Discrimination (0 : mêmes verdicts partout ; 1 : oui, partiel et non aussi souvent)"
                found.append(MeasuredShare(one.code, label, one.discrimination, None, None, one.documents, source))
            found.append(MeasuredShare(one.code, "Part d'« à vérifier »", one.to_verify, None, None, one.n, source))
        return found


def _png(path: Path) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    with Image.open(path) as image:
        image.thumbnail((_WIDTH, _WIDTH * 2))
        image.convert("RGB").quantize(128).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
