"""The one worker of the service: takes jobs from the corpus, one at a time, oldest first.

The queue is a table of the corpus, so a job asked for is never lost: what was running when the
service stopped is queued again at the next start, and every kind of work goes on where it was.
One worker is enough, as the language model answers one request at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from api.problems import Problem
from corpus.job_store import JobStore
from domain import Job, JobFailure, JobRequest, JobResult, JobStatus
from domain.errors import INTERNAL_DEFECT, BiollmError, StorageError, UsageError
from domain.labels import JOB_STATUSES
from use_cases.progress import Progress

Work = Callable[[JobRequest, Progress], JobResult]
"""What does the jobs: request and progress in, result out. May be run more than once."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


#: Seconds before what could not be stored is tried again; twice as many each time, up to the most.
RETRY, RETRY_MOST = 1.0, 60.0
WRITE_EVERY = 0.2  # seconds between two writes of progress: pages may come by hundreds a second


class _Stopping(Exception):
    """Raised inside a job, at its next report of progress, when the service is asked to stop."""


class _Pausing(Exception):
    """Raised the same way when the job is to be set aside; it goes on later with what is missing."""


class Cancelling(Exception):
    """Raised the same way when the job is given up: a work puts away here what it alone needed."""


class JobRunner:
    """Runs queued jobs in a thread until it is stopped."""

    def __init__(self, jobs: JobStore, work: Work, *, retry: float = RETRY):
        self._jobs = jobs
        self._work = work
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._asked: dict[str, type[Exception]] = {}
        self._asking = threading.Lock()
        self._retry = retry
        self._trouble: StorageError | None = None
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

    @property
    def trouble(self) -> str | None:
        """What keeps the worker from its work now, in French; None while it can work or is not wanted."""
        if self._stop.is_set():
            return None
        if self._thread.ident is not None and not self._thread.is_alive():
            return "Les tâches ne sont plus traitées : redémarrez le service."
        return None if self._trouble is None else str(self._trouble)

    def submit(self, request: JobRequest) -> Job:
        """Queue a job and wake the worker."""
        job = self._jobs.add(request)
        self._wake.set()
        return job

    def pause(self, identifier: str) -> Job:
        """Set a job aside: at once when it waits, at its next report of progress when it runs.

        Raises:
            UnknownJob: no job has this identifier.
            UsageError: the job is over, or paused already.
        """
        with self._asking:
            job = self._jobs.get(identifier)
            if job.status is JobStatus.QUEUED:
                self._jobs.pause(identifier)
            elif job.status is JobStatus.RUNNING:
                self._asked[identifier] = _Pausing
            else:
                raise _cannot("mise en pause", job)
        return self._jobs.get(identifier)

    def cancel(self, identifier: str) -> Job:
        """Give a job up, as :meth:`pause` does; what it finished stays.

        Raises:
            UnknownJob: no job has this identifier.
            UsageError: the job is over.
        """
        with self._asking:
            job = self._jobs.get(identifier)
            if job.status in (JobStatus.QUEUED, JobStatus.PAUSED):
                self._jobs.cancel(identifier)
            elif job.status is JobStatus.RUNNING:
                self._asked[identifier] = Cancelling
            else:
                raise _cannot("annulée", job)
        return self._jobs.get(identifier)

    def resume(self, identifier: str) -> Job:
        """Queue a paused job again; it repeats nothing of what it finished.

        Raises:
            UnknownJob: no job has this identifier.
            UsageError: the job is not paused.
        """
        with self._asking:
            job = self._jobs.get(identifier)
            if job.status is JobStatus.RUNNING and self._asked.get(identifier) is _Pausing:
                del self._asked[identifier]  # it had not stopped yet
            elif job.status is JobStatus.PAUSED:
                self._jobs.resume(identifier)
            else:
                raise _cannot("reprise", job)
        self._wake.set()
        return self._jobs.get(identifier)

    def _loop(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            try:
                while not self._stop.is_set() and (job := self._claimed()) is not None:
                    self._run(job)
            except _Stopping:
                return  # what could not be stored is still marked as running: queued again at the next start

    def _claimed(self) -> Job | None:
        """The next job. After a trouble, one that was marked as running and never came is queued again first."""

        def claim() -> Job | None:
            if self._trouble is not None:
                self._jobs.requeue_interrupted()
            return self._jobs.claim()

        return self._stored(claim)

    def _stored(self, act: Callable[[], T]) -> T:
        """Do what reads or writes the corpus, again and again while a full disk or the like keeps it from being done.

        Raises:
            _Stopping: the service is asked to stop meanwhile.
        """
        wait = self._retry
        while True:
            try:
                done = act()
            except StorageError as error:
                if self._trouble is None:
                    logger.warning("jobs wait for the corpus: %s", error)
                self._trouble = error
            else:
                self._trouble = None
                return done
            if self._stop.wait(wait):
                raise _Stopping
            wait = min(2 * wait, RETRY_MOST)

    def _run(self, job: Job) -> None:
        written = 0.0
        last_stage = ""

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal written, last_stage
            if self._stop.is_set():
                raise _Stopping
            with self._asking:
                asked = self._asked.pop(job.id, None)
            if asked is not None:
                raise asked
            now = time.monotonic()
            if stage != last_stage or done == total or now - written >= WRITE_EVERY:
                written, last_stage = now, stage
                try:
                    self._jobs.progress(job.id, stage, done, total)
                except StorageError as error:  # a job that can go on does; what it comes to is written in the end
                    self._trouble = error

        try:
            result = self._work(job.request, progress)
        except _Stopping:
            return  # still marked as running: queued again at the next start
        except _Pausing:
            self._stored(lambda: self._jobs.pause(job.id))
        except Cancelling:
            self._stored(lambda: self._jobs.cancel(job.id))
        except BiollmError as error:
            failure = Problem.of(error).failure
            self._stored(lambda: self._jobs.fail(job.id, failure))
        except Exception:  # a defect of ours must not end the worker: it is logged whole and told
            logger.exception("job %s (%s) failed", job.id, job.kind)
            self._stored(lambda: self._jobs.fail(job.id, JobFailure(INTERNAL_DEFECT)))
        else:
            self._stored(lambda: self._jobs.finish(job.id, result))
        with self._asking:
            self._asked.pop(job.id, None)


def _cannot(what: str, job: Job) -> UsageError:
    return UsageError(f"Cette tâche ne peut pas être {what} : elle est « {JOB_STATUSES[job.status]} ».")
