"""Evaluations and studies already made, versions of the gold, and the trials of a study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from corpus.annotation_content import (
    annotated_values,
    decode_details,
    encode_annotation,
    encode_details,
    noted_evidence,
)
from corpus.engine import storage_errors
from corpus.models.answer_rows import RunRow
from corpus.models.evaluation_rows import AnnotationRow, GoldVersionRow, TrialRow
from corpus.models.row_base import now
from domain import Annotation, GoldDetails, GoldVersion, Run, Verdict
from domain.errors import UnknownGold, UnknownRun
from domain.json_types import JsonObject


class RunStore:
    """Reads runs back; they are written by :class:`corpus.answer_store.AnswerStore`."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def all(self, kind: str, limit: int = 100) -> list[Run]:
        """The finished runs of a kind, newest first."""
        with Session(self._engine) as session:
            query = select(RunRow).where(RunRow.kind == kind, RunRow.finished_at.is_not(None))
            query = query.order_by(RunRow.started_at.desc(), RunRow.id).limit(limit)
            return [_run(row) for row in session.scalars(query)]

    def get(self, kind: str, identifier: str) -> Run:
        """A finished run by its identifier, or by the first characters of it.

        Raises:
            UnknownRun: none begins so, or several do.
        """
        with Session(self._engine) as session:
            query = select(RunRow).where(RunRow.kind == kind, RunRow.finished_at.is_not(None))
            found = session.scalars(query.where(RunRow.id.startswith(identifier, autoescape=True)).limit(2)).all()
            if not identifier or not found:
                raise UnknownRun(f"aucune évaluation n'a l'identifiant « {identifier} ».", remedy=_LIST)
            if len(found) > 1:
                raise UnknownRun(f"plusieurs évaluations commencent par « {identifier} ».", remedy=_LIST)
            return _run(found[0])

    # --- Gold versions ------------------------------------------------------------------------------

    def put_gold(self, digest: str, name: str, origin: str, cells: int, details: GoldDetails) -> None:
        """Keep a version of the gold; the same content kept again changes nothing."""
        row = {"digest": digest, "name": name, "origin": origin, "cells": cells, "details": encode_details(details)}
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(insert(GoldVersionRow).values(created_at=now(), **row).on_conflict_do_nothing())

    def golds(self) -> list[GoldVersion]:
        """Every version of the gold, newest first."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(GoldVersionRow).order_by(GoldVersionRow.created_at.desc(), GoldVersionRow.digest)
            )
            return [_gold(row) for row in rows]

    def gold(self, digest: str) -> tuple[GoldVersion, list[Annotation]]:
        """A version and its cells, by the digest or its first characters.

        Raises:
            UnknownGold: none begins so, or several do.
        """
        with Session(self._engine) as session:
            query = select(GoldVersionRow).where(GoldVersionRow.digest.startswith(digest, autoescape=True)).limit(2)
            found = session.scalars(query).all()
            if not digest or len(found) != 1:
                said = "plusieurs versions commencent" if found else "aucune version ne commence"
                raise UnknownGold(f"{said} par « {digest} ».", remedy="La liste : biollm gold list.")
            cells = session.scalars(
                select(AnnotationRow).where(AnnotationRow.gold_digest == found[0].digest).order_by(AnnotationRow.id)
            )
            return _gold(found[0]), [_annotation(row) for row in cells]

    def put_annotations(self, gold_digest: str, annotations: Sequence[Annotation]) -> None:
        """Keep a manual analysis beside the answers; the same file imported again changes nothing."""
        if not annotations:
            return
        rows = [
            {
                "gold_digest": gold_digest,
                "document": one.document,
                "indicator": one.indicator,
                "annotator": one.annotator,
                "verdict": one.verdict,
                "minutes": one.minutes,
                "content": encode_annotation(one.values, one.evidence, doubtful=one.doubtful),
                "created_at": now(),
            }
            for one in annotations
        ]
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(insert(AnnotationRow).on_conflict_do_nothing(), rows)

    def remove_gold(self, digest: str) -> GoldVersion:
        """Remove a version of the gold with its cells; evaluations made with it keep their figures.

        Raises:
            UnknownGold: none begins so, or several do.
        """
        version, _ = self.gold(digest)
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(delete(AnnotationRow).where(AnnotationRow.gold_digest == version.digest))
            session.execute(delete(GoldVersionRow).where(GoldVersionRow.digest == version.digest))
        return version

    # --- Trials -------------------------------------------------------------------------------------

    def trial(self, key: str) -> JsonObject | None:
        """The stored form of the trial made from exactly this, if there is one."""
        with Session(self._engine) as session:
            row = session.scalar(select(TrialRow).where(TrialRow.key == key))
            return None if row is None else dict(row.answer)

    def put_trial(
        self, key: str, *, kind: str, document: str, indicator: str, variant: str, answer: JsonObject
    ) -> None:
        """Keep the stored form of a trial; one made again replaces the former."""
        row = {"kind": kind, "document": document, "indicator": indicator, "variant": variant, "answer": dict(answer)}
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            statement = insert(TrialRow).values(key=key, created_at=now(), **row)
            session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=row))


_LIST = "La liste : biollm evaluate --list."


def _run(row: RunRow) -> Run:
    return Run(row.id, row.kind, row.document, row.parameters, row.figures, row.started_at, row.finished_at)


def _gold(row: GoldVersionRow) -> GoldVersion:
    return GoldVersion(row.digest, row.name, row.origin, row.cells, decode_details(row.details), row.created_at)


def _annotation(row: AnnotationRow) -> Annotation:
    return Annotation(
        row.document,
        row.indicator,
        row.annotator,
        Verdict(row.verdict),
        row.minutes,
        annotated_values(row.content),
        noted_evidence(row.content),
        bool(row.content.get("doubtful")),
    )
