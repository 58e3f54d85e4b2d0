"""Corpus -> the tables of the reference base, whole or since a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from corpus import Corpus
from domain import Cell as GridCell
from domain import Citation, Decision, DecisionEvidence, Review, Value
from domain.answer_codec import encode_record, encode_searched, encode_warnings
from domain.practices import GoodPractice
from domain.whole_quotes import pages_cited, whole_quote
from exports.deliverables.material import is_established
from exports.reference_files import clean_row, json_text
from exports.reference_shapes import ReferenceBase, Row
from exports.reference_tables import (
    ANSWERS,
    CITATIONS,
    CRITERIA,
    CRITERIA_RESULTS,
    DECISIONS,
    DOCUMENTS,
    EVALUATIONS,
    INDICATORS,
    PAGES,
    PIECES,
    PRACTICES,
    VALUES,
)
from exports.viewer_links import page_address
from indicator_queries import Grid
from use_cases.cells import Cells
from use_cases.reference_places import place_rows

EVALUATION = "evaluation"
_PSEUDONYM = re.compile(r"relecteur \d+")
_ALREADY = re.compile(r"relecteur (\d+)")


class ReferenceRows:
    """Makes the tables."""

    def __init__(self, corpus: Corpus, grid: Grid, cells: Cells, address: str):
        self._corpus = corpus
        self._grid = grid
        self._cells = cells
        self._address = address

    def base(self, slugs: Sequence[str] = (), *, since: datetime | None = None, names: bool = False) -> ReferenceBase:
        """The base.

        Args:
            slugs: These documents; all where empty.
            since: Only what was added, answered, decided or collected since (UTC).
            names: With the names of people; under pseudonyms by default.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        chosen = list(dict.fromkeys(slugs)) or [info.slug for info in self._corpus.documents.all()]
        whole = not slugs
        building = _Building(self._corpus, self._grid, self._cells, self._address, chosen, names=names)
        rows = building.rows(since, whole=whole)
        return ReferenceBase(rows, datetime.now(UTC).replace(microsecond=0), since, self._grid.note or "")


class _Building:
    """One base while it is made."""

    def __init__(self, corpus: Corpus, grid: Grid, cells: Cells, address: str, slugs: list[str], *, names: bool):
        self._corpus = corpus
        self._grid = grid
        self._digest = grid.digest  # worked out anew each time it is asked for
        self._cells = cells
        self._address = address
        self._slugs = slugs
        self._infos = {info.slug: info for info in corpus.documents.several(slugs)}
        self._hashes = {(slug, piece.name): piece.sha256 for slug, info in self._infos.items() for piece in info.pieces}
        self._reviews = corpus.reviews.all_of_several(slugs)
        self._practices = corpus.practices.all(documents=tuple(slugs))
        self._names = _names(self._reviews.values(), self._practices) if not names else None
        self._values: list[Row] = []
        self._citations: list[Row] = []
        self._cited: set[tuple[str, str, int]] = set()

    def rows(self, since: datetime | None, *, whole: bool) -> dict[str, tuple[Row, ...]]:
        """Every table."""
        answers, criteria = self._answers(since)
        decisions = self._decisions(since)
        practices = [self._practice(one) for one in self._practices if _new(one.created_at, since)]
        touched = {str(row[1]) for row in (*answers, *decisions, *practices)}
        documents = [slug for slug in self._slugs if since is None or slug in touched
                     or _new(self._infos[slug].created_at, since)]  # fmt: skip
        digest, grid = self._digest, self._grid
        return {
            DOCUMENTS.name: tuple(self._document(slug) for slug in documents),
            **place_rows([self._infos[slug] for slug in documents], self._corpus.intake.geographies(documents), grid),
            PIECES.name: tuple(self._pieces(documents)),
            PAGES.name: tuple(self._pages(documents)),
            INDICATORS.name: tuple(
                clean_row((digest, one.code, grid.name, grid.version, one.name, one.theme, one.question, one.rubric.oui,
                        one.rubric.partiel, one.rubric.non, one.rubric.sans_objet, json_text(one.legal_basis)))
                for one in grid.indicators),
            CRITERIA.name: tuple(
                clean_row((digest, one.code, criterion.key, criterion.name, criterion.question))
                for one in grid.indicators for criterion in one.rubric.criteria),
            ANSWERS.name: tuple(answers),
            CRITERIA_RESULTS.name: tuple(criteria),
            DECISIONS.name: tuple(decisions),
            VALUES.name: tuple(self._values),
            CITATIONS.name: tuple(self._citations),
            EVALUATIONS.name: tuple(self._evaluations(since)) if whole else (),
            PRACTICES.name: tuple(practices),
        }  # fmt: skip

    # --- Documents ------------------------------------------------------------------------------

    def _document(self, slug: str) -> Row:
        info = self._infos[slug]
        return clean_row(
            (
                slug, info.identifier, info.plan, info.title, info.kind.value if info.kind else None,
                info.stage.value if info.stage else None, info.version,
                info.procedure.value if info.procedure else None,
                info.procedure_number, info.scope, info.date, info.authority, info.territory, info.created_at,
                len(info.pieces),
            )
        )  # fmt: skip

    def _pieces(self, slugs: Sequence[str]) -> Iterator[Row]:
        for one in self._corpus.reference.pieces(slugs):
            yield clean_row(
                (one.document, one.name, one.filename, one.kind, one.sha256, one.size, one.media_type, one.position,
                 one.reader, json_text(one.warnings))
            )  # fmt: skip

    def _pages(self, slugs: Sequence[str]) -> Iterator[Row]:
        texts = self._corpus.reference.texts(self._cited)
        for one in self._corpus.reference.pages(slugs):
            text = texts.get((one.document, one.piece, one.ordinal))
            yield clean_row(
                (one.document, one.piece, one.ordinal, one.number, one.label, one.status, one.kind, text or None)
            )

    # --- Answers and decisions ------------------------------------------------------------------

    def _answers(self, since: datetime | None) -> tuple[list[Row], list[Row]]:
        kept = self._corpus.reference.answers(self._slugs)
        rows: list[Row] = []
        criteria: list[Row] = []
        for slug, cells in self._cells.of_several(self._slugs).items():
            for cell in cells:
                known = kept.get(cell.answer_number) if cell.answer_number is not None else None
                moments = [one for one in (known.created_at if known else None, _decided(cell)) if one is not None]
                if since is not None and not any(_new(one, since) for one in moments):
                    continue
                identifier = self._cell_id(cell)
                rows.append(self._answer(cell, identifier, known.key if known else None,
                                         known.created_at if known else None))  # fmt: skip
                if cell.answer is not None:
                    states = cell.answer.provenance.criteria or {}
                    criteria += [clean_row((identifier, key, state)) for key, state in states.items()]
                    self._evidence(identifier, None, slug, [DecisionEvidence(one, 0) for one in cell.answer.citations],
                                   cell.answer.values)  # fmt: skip
        return rows, criteria

    def _cell_id(self, cell: GridCell) -> str:
        return f"{cell.document}:{cell.indicator}:{self._digest[:12]}"

    def _answer(self, cell: GridCell, identifier: str, key: str | None, answered: datetime | None) -> Row:
        decision, answer = cell.decision, cell.answer
        made = answer.provenance.made if answer else None
        return clean_row(
            (
                identifier, cell.document, cell.indicator, self._digest,
                cell.verdict.value if cell.verdict else None, is_established(cell), cell.status.value,
                cell.standing.value if cell.standing else None,
                self._name(decision.reviewer) if decision else None,
                decision.created_at if decision else None, cell.comment,
                answer.verdict.value if answer else None, answer.rationale if answer else None,
                answer.llm if answer else None, made.profile if made else None,
                json_text([one.sentence for one in answer.warnings]) if answer else None,
                answer.seconds if answer else None, answered,
                json_text(encode_searched(answer.searched)) if answer else None,
                json_text(encode_record(answer)) if answer else None,
                json_text(encode_warnings(answer.warnings)) if answer else None, key,
            )
        )  # fmt: skip

    def _decisions(self, since: datetime | None) -> list[Row]:
        rows: list[Row] = []
        for slug in self._slugs:
            counts: dict[str, int] = {}
            known: dict[int, str] = {}
            for one in self._reviews[slug]:
                counts[one.indicator] = counts.get(one.indicator, 0) + 1
                known[one.id] = identifier = f"{slug}:{one.indicator}:d{counts[one.indicator]}"
                if _new(one.created_at, since):
                    rows.append(self._decision(one, identifier, known))
                    self._evidence(None, identifier, slug, one.evidence, one.values)
        return rows

    def _decision(self, one: Review, identifier: str, known: dict[int, str]) -> Row:
        return clean_row(
            (
                identifier, one.document, one.indicator, self._name(one.reviewer), one.act.value, one.decision.value,
                one.verdict and one.verdict.value, one.tool_verdict and one.tool_verdict.value, one.comment,
                one.seconds,
                known.get(one.replaces) if one.replaces is not None else None,
                known.get(one.restores) if one.restores is not None else None, one.current, one.created_at,
            )
        )  # fmt: skip

    def _evidence(
        self, answer: str | None, decision: str | None, slug: str, evidence: Iterable[DecisionEvidence],
        values: Iterable[Value],
    ) -> None:  # fmt: skip
        owner = answer or decision
        for number, one in enumerate(evidence, 1):
            self._citations.append(self._citation(one, f"{owner}:c{number}", answer, decision, slug))
        for number, value in enumerate(values, 1):
            self._values.append(_value(value, f"{owner}:v{number}", answer, decision, slug))

    def _citation(
        self, one: DecisionEvidence, identifier: str, answer: str | None, decision: str | None, slug: str
    ) -> Row:
        cited: Citation = one.citation
        document = cited.document or slug
        self._cited.add((document, cited.piece, cited.ordinal))
        link = self._address + page_address(document, cited.piece, cited.ordinal) if cited.ordinal else None
        return clean_row(
            (identifier, answer, decision, document, cited.piece, cited.page, cited.label or None, cited.quote or None,
             self._hashes.get((document, cited.piece)), one.pertinence if decision else None, cited.ordinal,
             cited.start, cited.end, cited.confidence, link, *_whole(cited))
        )  # fmt: skip

    # --- The rest -------------------------------------------------------------------------------

    def _evaluations(self, since: datetime | None) -> Iterator[Row]:
        for one in self._corpus.reference.runs(EVALUATION):
            if _new(one.started_at, since):
                figures = json_text(one.figures) if one.figures is not None else None
                yield clean_row((one.id, one.started_at, one.finished_at, json_text(one.parameters), figures))

    def _practice(self, one: GoodPractice) -> Row:
        rank = sum(other.document == one.document and other.number <= one.number for other in self._practices)
        self._cited.add((one.document, one.piece, one.ordinal))
        return clean_row(
            (f"{one.document}:bp{rank}", one.document, one.indicator, one.piece, one.page, one.label or None,
             one.ordinal, one.quote, one.title, one.theme or None, json_text(one.tags), one.note or None,
             one.tool or None, self._name(one.person), one.created_at)
        )  # fmt: skip

    def _name(self, name: str) -> str | None:
        if not name:
            return None
        return name if self._names is None else self._names[name]


def _value(value: Value, identifier: str, answer: str | None, decision: str | None, slug: str) -> Row:
    return clean_row(
        (identifier, answer, decision, float(value.value), value.unit, value.label, value.subject, value.zone,
         value.condition, value.comparator and value.comparator.value, value.document or slug, value.piece, value.page,
         None, value.quote, value.ordinal, value.start, value.end)
    )  # fmt: skip


def _whole(cited: Citation) -> Row:
    """The sentence with its part on another page, its pages, and that part as JSON; nothing for a quote of one page."""
    others = {side: part for side, part in (("before", cited.before), ("after", cited.after)) if part is not None}
    if not others:
        return None, None, None
    return whole_quote(cited), pages_cited(cited), json_text({side: asdict(part) for side, part in others.items()})


def _names(reviews: Iterable[Sequence[Review]], practices: Sequence[GoodPractice]) -> dict[str, str]:
    """A pseudonym for each person, by the first act; a pseudonym given by an earlier export stays."""
    acts = [(one.created_at, one.reviewer) for own in reviews for one in own if one.reviewer]
    acts += [(one.created_at, one.person) for one in practices if one.person]
    people = dict.fromkeys(name for _, name in sorted(acts))
    kept = {name for name in people if _PSEUDONYM.fullmatch(name)}
    taken = {int(match[1]) for name in kept if (match := _ALREADY.fullmatch(name))}
    free = (number for number in range(1, len(people) + len(taken) + 2) if number not in taken)
    return {name: name if name in kept else f"relecteur {next(free)}" for name in people}


def _decided(cell: GridCell) -> datetime | None:
    return cell.decision.created_at if cell.decision and cell.decision.decision is not Decision.RETIRE else None


def _new(moment: datetime, since: datetime | None) -> bool:
    return since is None or moment >= since
