"""The queue of long work: a table, so that nothing asked for is lost when the service restarts."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, case, select, text, update
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.row_base import now
from corpus.models.work_rows import JobRow
from corpus.revisions import Revisions
from domain import Job, JobFailure, JobRequest, JobResult, JobStatus
from domain.errors import UnknownJob
from domain.job_codec import (
    decode_failure,
    decode_request,
    decode_result,
    encode_failure,
    encode_request,
    encode_result,
)
from domain.once import MadeOnce

# Times are kept to the second; within one, SQLite's own row number tells which job was asked for first.
_OLDEST_FIRST = (JobRow.created_at, text("job.rowid"))
_NEWEST_FIRST = (JobRow.created_at.desc(), text("job.rowid DESC"))


class JobStore:
    """Adds, claims and follows jobs. One worker claims at a time: there is one owner process."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions):
        self._engine = engine
        self._path = path
        self._revisions = revisions
        self._unfinished: MadeOnce[tuple[int, ...], tuple[Job, ...]] = MadeOnce(1)

    def add(self, request: JobRequest) -> Job:
        """Queue a job."""
        own = self._revisions.of_documents(*request.touches)
        with own, storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            row = JobRow(id=uuid.uuid4().hex, kind=request.kind, payload=encode_request(request))
            session.add(row)
            session.commit()
            return _job(row)

    def get(self, identifier: str) -> Job:
        """One job.

        Raises:
            UnknownJob: no job has this identifier.
        """
        with Session(self._engine) as session:
            row = session.get(JobRow, identifier)
            if row is None:
                raise UnknownJob(f"Aucune tâche n'a l'identifiant « {identifier} ».")
            return _job(row)

    def all(self, limit: int = 100) -> list[Job]:
        """The newest jobs first."""
        with Session(self._engine) as session:
            query = select(JobRow).order_by(*_NEWEST_FIRST).limit(limit)
            return [_job(row) for row in session.scalars(query)]

    def unfinished(self) -> list[Job]:
        """Jobs that wait, run or are paused, oldest first."""

        def read() -> tuple[Job, ...]:
            with Session(self._engine) as session:
                query = select(JobRow).where(JobRow.status.in_((JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.PAUSED)))
                return tuple(_job(row) for row in session.scalars(query.order_by(*_OLDEST_FIRST)))

        return list(self._unfinished.get(self._revisions.of("job"), read))

    def using(self, document: str) -> list[Job]:
        """Unfinished jobs that read or write a document."""
        return [job for job in self.unfinished() if document in job.request.touches]

    def claim(self) -> Job | None:
        """Take the oldest queued job and mark it as running; None when there is nothing to do."""
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            row = session.scalar(
                select(JobRow).where(JobRow.status == JobStatus.QUEUED).order_by(*_OLDEST_FIRST).limit(1)
            )
            if row is None:
                return None
            row.status = JobStatus.RUNNING
            row.attempts += 1
            row.started_at = now()
            with self._own(row):
                session.commit()
            return _job(row)

    def requeue_interrupted(self) -> int:
        """Queue again what was running when the service stopped; returns how many there were."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            interrupted = session.scalars(select(JobRow).where(JobRow.status == JobStatus.RUNNING)).all()
            for row in interrupted:
                row.status = JobStatus.QUEUED
            return len(interrupted)

    def progress(self, identifier: str, stage: str, done: int, total: int) -> None:
        """Record how far a job is, and since when it is at this stage."""
        since = case((JobRow.stage == stage, JobRow.stage_started_at), else_=now())
        self._change(identifier, stage=stage, done=done, total=total, stage_started_at=since)

    def pause(self, identifier: str) -> None:
        """Set a job aside until it is resumed."""
        self._change(identifier, status=JobStatus.PAUSED)

    def resume(self, identifier: str) -> None:
        """Queue a paused job again."""
        self._change(identifier, status=JobStatus.QUEUED, stage=None)

    def cancel(self, identifier: str) -> None:
        """Record that a job was given up."""
        self._change(identifier, status=JobStatus.CANCELLED, finished_at=now())

    def finish(self, identifier: str, result: JobResult) -> None:
        """Record what a job came to."""
        self._change(identifier, status=JobStatus.DONE, result=encode_result(result), finished_at=now())

    def fail(self, identifier: str, error: JobFailure) -> None:
        """Record why a job failed."""
        self._change(identifier, status=JobStatus.FAILED, error=encode_failure(error), finished_at=now())

    def _change(self, identifier: str, **values: Any) -> None:
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = session.get(JobRow, identifier)
            if row is not None:
                with self._own(row):
                    session.execute(update(JobRow).where(JobRow.id == identifier).values(**values))

    def _own(self, row: JobRow) -> AbstractContextManager[None]:
        """What is written of a job concerns the documents that it touches, and no other."""
        return self._revisions.of_documents(*decode_request(row.kind, row.payload).touches)


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        request=decode_request(row.kind, row.payload),
        status=JobStatus(row.status),
        stage=row.stage,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        result=decode_result(row.kind, row.result),
        error=decode_failure(row.error),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        stage_started_at=row.stage_started_at,
    )
