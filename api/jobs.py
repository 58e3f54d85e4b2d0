"""The one worker of the service: takes jobs from the corpus, one at a time, oldest first.

The queue is a table of the corpus, so a job asked for is never lost: what was running when the
service stopped is queued again at the next start, and every kind of work goes on where it was.
One worker is enough, as the language model answers one request at a time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from api.problems import problem_of
from corpus.errors import BiollmError
from corpus.jobs import JobStore
from corpus.types import Job
from services.progress import Progress

Work = Callable[[Mapping[str, Any], Progress], Mapping[str, Any]]
"""What a kind of job does: payload and progress in, JSON result out. May be run more than once."""

logger = logging.getLogger(__name__)


class _Stopping(Exception):
    """Raised inside a job, at its next report of progress, when the service is asked to stop."""


class JobRunner:
    """Runs queued jobs in a thread until it is stopped."""

    def __init__(self, jobs: JobStore, works: Mapping[str, Work]):
        self._jobs = jobs
        self._works = works
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="biollm-jobs", daemon=True)

    def start(self) -> None:
        """Queue again what an earlier stop interrupted, and begin."""
        self._jobs.requeue_interrupted()
        self._wake.set()
        self._thread.start()

    def stop(self, timeout: float = 30) -> None:
        """Ask the running job to stop at its next report, and wait for it."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout)

    def submit(self, kind: str, payload: Mapping[str, Any]) -> Job:
        """Queue a job and wake the worker."""
        job = self._jobs.add(kind, payload)
        self._wake.set()
        return job

    def _loop(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            while not self._stop.is_set() and (job := self._jobs.claim()) is not None:
                self._run(job)

    def _run(self, job: Job) -> None:
        def progress(stage: str, done: int, total: int) -> None:
            if self._stop.is_set():
                raise _Stopping
            self._jobs.progress(job.id, stage, done, total)

        try:
            result = self._works[job.kind](job.payload, progress)
        except _Stopping:
            return  # still marked as running: queued again at the next start
        except BiollmError as error:
            self._jobs.fail(job.id, problem_of(error))
        except Exception:  # a defect of ours must not end the worker: it is logged whole and told
            logger.exception("job %s (%s) failed", job.id, job.kind)
            self._jobs.fail(job.id, {"title": "Défaut interne de BIOLLM ; le journal du service donne le détail."})
        else:
            self._jobs.finish(job.id, result)
