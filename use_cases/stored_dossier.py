"""A dossier as the ranking of its sentences alone, for models to be put to the test on without reading any file.

The bundled one, plui-val-de-gardelle, is fictional, by another hand than the rules of this tool; nothing is tuned on
it. ``sample/qualification/`` holds what retrieval ranked first for each indicator and the reference of the dossier;
``python -m benchmarks.qualification_ranking`` writes it.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel

from answering import DocumentContext, profile_named
from answering.context import DocumentDescription
from answering.llm import ChatBackend
from answering.llm.capabilities import SMALL_PACKET
from answering.packet_answers import PacketAnswerer
from answering.readers.packet_reader import PacketReader
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    DocumentKind,
    PieceKind,
    Query,
    ScoredSentence,
    StoredSentence,
    Verdict,
)
from domain.errors import InvalidReply
from evaluation import Gold, PageText, evaluate_answers, read_gold
from indicator_queries import Grid, queries_for
from languages import Language
from sample import qualification_gold, qualification_ranking
from use_cases.progress import Progress, silent

#: What a model must reach on the packets of a dossier: share of verdicts, and false « oui » that may slip in.
LEAST_VERDICTS, MOST_FALSE_YES = 0.85, 1


class StoredLine(BaseModel):
    """A sentence with its place, its titles and the kind of its piece."""

    piece: str
    kind: PieceKind
    ordinal: int
    page: int | None
    label: str | None
    position: int
    start: int
    end: int
    text: str
    row: str | None
    confidence: float | None
    heading: tuple[str, ...]


class StoredPlace(BaseModel):
    """The index of a ranked sentence, and those of other places that say the same."""

    at: int
    also: tuple[int, ...] = ()


class StoredRanking(BaseModel):
    """A dossier, ranked for the grid of this name.

    ``ranked`` are the sentences of each indicator, best first, as indices of ``lines``.
    """

    note: str
    grid: str
    document: str
    title: str
    kind: DocumentKind | None
    pieces: tuple[str, ...]
    kinds: tuple[PieceKind, ...]
    pages: int
    lines: list[StoredLine]
    ranked: dict[str, list[StoredPlace]]


@dataclass(frozen=True, slots=True)
class PacketTrial:
    """What a model made of the packets of the dossier; shares are None where there is nothing to count."""

    cells: int
    verdicts: float
    false_yes: int
    decisive: float | None
    useful: float | None
    precision: float | None
    tokens: int
    calls: int

    @property
    def passed(self) -> bool:
        """Whether the model may read dossiers of users: verdicts right, and hardly a false « oui »."""
        return self.verdicts >= LEAST_VERDICTS and self.false_yes <= MOST_FALSE_YES


class StoredDossier:
    """Implements :class:`answering.sentence_ranking.SentenceRanker` for one dossier and the grid it was ranked for."""

    def __init__(self, stored: StoredRanking, grid: Grid, gold: Gold):
        self.gold = gold
        self._stored = stored
        self._grid = grid
        self._codes = {queries_for(one)[0].text: one.code for one in grid.indicators if one.code in stored.ranked}
        self._sentences = [_sentence(stored.document, line) for line in stored.lines]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that were ranked and that the reference has."""
        return tuple(cell.indicator for cell in self.gold.cells if cell.indicator in self._stored.ranked)

    def ranked_sentences(
        self,
        document: str,  # noqa: ARG002
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),  # noqa: ARG002
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
    ) -> list[ScoredSentence]:
        """What was ranked for the indicator of these queries; nothing for any other question."""
        code = self._codes.get(queries[0].text) if queries else None
        places = self._stored.ranked[code] if code else []
        return [
            ScoredSentence(
                self._sentences[place.at],
                float(-rank),
                line.heading,
                line.kind,
                tuple(self._sentences[also] for also in place.also),
            )
            for rank, place in enumerate(places)
            if (line := self._stored.lines[place.at]).kind not in without
        ]

    def read_by(
        self,
        backend: ChatBackend,
        language: Language,
        codes: Sequence[str] = (),
        *,
        small: bool = False,
        progress: Progress = silent,
    ) -> PacketTrial:
        """Let a model read one packet an indicator.

        Args:
            backend: the model.
            language: that of the dossier.
            codes: indicators; all when none is named.
            small: packets for a model that reads small ones only.
            progress: told of each indicator.

        Raises:
            LlmUnavailable: the model cannot be reached.
        """
        profile = replace(profile_named("standard"), more_searches=0)  # nothing but the ranking is here to search
        if small:
            profile = profile.with_small_packets(SMALL_PACKET)
        answerer = PacketAnswerer(self, backend, profile, PacketReader(backend), language)
        wanted = [one for one in self._grid.indicators if one.code in self.codes and (not codes or one.code in codes)]
        answers: dict[tuple[str, str], Answer] = {}
        for done, indicator in enumerate(wanted):
            progress("lecture du second dossier", done, len(wanted))
            with suppress(InvalidReply):  # no answer, which counts as a wrong one
                answers[self._stored.document, indicator.code] = answerer.answer_indicator(
                    self._stored.document, indicator, queries_for(indicator), context=self._context()
                )
        return trial_of(answers, self.gold.only_indicators([one.code for one in wanted]), self._page_text())

    def _page_text(self) -> PageText:
        texts: dict[tuple[str, int | None], str] = {}
        for sentence in self._sentences:
            key = sentence.piece, sentence.page
            texts[key] = f"{texts.get(key, '')} {sentence.text}"
        return lambda document, piece, page: texts.get((piece, page))  # noqa: ARG005

    def _context(self) -> DocumentContext:
        stored = self._stored
        return DocumentContext(
            stored.pieces,
            (),
            "",
            self._grid.digest,
            stored.kinds,
            stored.kind,
            stored.pages,
            DocumentDescription(title=stored.title, pieces=stored.pieces),
        )


def trial_of(answers: Mapping[tuple[str, str], Answer], gold: Gold, page_text: PageText) -> PacketTrial:
    """What answers by packets are worth beside a reference; an indicator without an answer counts as wrong."""
    figures = evaluate_answers(gold, answers, page_text, draws=2).overall.figures
    made = [one.provenance.made for one in answers.values() if one.provenance.made]
    wrong_yes = [
        cell
        for cell in gold.cells
        if (answer := answers.get((cell.document, cell.indicator)))
        and answer.verdict is Verdict.OUI
        and cell.verdict is not Verdict.OUI
    ]
    return PacketTrial(
        cells=len(gold.cells),
        verdicts=figures["verdict_accuracy"] or 0.0,
        false_yes=len(wrong_yes),
        decisive=figures["page_recall_p3"],
        useful=figures["page_recall_p2"],
        precision=figures["page_precision"],
        tokens=sum(one.prompt_tokens + one.completion_tokens for one in made),
        calls=sum(one.calls for one in made),
    )


def second_dossier(grid: Grid) -> StoredDossier | None:
    """The bundled dossier, for the bundled grid; None for a grid that it was not ranked for."""
    stored = read_ranking(qualification_ranking())
    return StoredDossier(stored, grid, read_gold(qualification_gold())) if stored.grid == grid.name else None


def read_ranking(path: Path) -> StoredRanking:
    """Read what :func:`write_ranking` wrote."""
    return StoredRanking.model_validate_json(gzip.decompress(path.read_bytes()))


def write_ranking(ranking: StoredRanking, path: Path) -> None:
    """Write a dossier as compressed JSON, the same bytes for the same content."""
    path.write_bytes(gzip.compress(ranking.model_dump_json().encode(), mtime=0))


def _sentence(document: str, line: StoredLine) -> StoredSentence:
    return StoredSentence(
        document, line.piece, line.ordinal, line.page, line.label, line.position, line.start, line.end, line.text,
        line.row, line.confidence,
    )  # fmt: skip
