"""The worker of the service outlives what keeps it from writing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.job_worker import Cancelling, JobRunner, _Pausing
from corpus import Corpus
from domain import AnswerRequest, AnswersResult, JobRequest, JobResult, JobStatus
from domain.errors import DiskFull, UsageError
from use_cases.progress import Progress

REQUEST = AnswerRequest("plui-a")


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(data_dir)
    yield opened
    opened.close()


class FullDisk:
    """Makes acts of a store fail as on a full disk, until there is room again."""

    def __init__(self, store: Any, *names: str):
        self.room = threading.Event()
        self.first = threading.Event()
        self.again = threading.Event()  # by then the first refusal has been told
        for name in names:
            setattr(store, name, self._refusing(getattr(store, name)))

    def _refusing(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(*arguments: Any) -> Any:
            if self.room.is_set():
                return act(*arguments)
            (self.again if self.first.is_set() else self.first).set()
            raise DiskFull("Plus de place sur le disque.", remedy="Libérez de la place.")

        return refuse


def ended(corpus: Corpus, identifier: str, done: threading.Event) -> JobStatus:
    assert done.wait(20)
    return corpus.jobs.get(identifier).status


def works(request: JobRequest, progress: Progress) -> JobResult:
    progress("lecture", 1, 1)
    return AnswersResult("r", "plui-a", ("I01",))


def fails(request: JobRequest, progress: Progress) -> JobResult:
    raise UsageError("Cette demande ne peut pas être faite.")


def breaks(request: JobRequest, progress: Progress) -> JobResult:
    raise RuntimeError("a defect")


def pauses(request: JobRequest, progress: Progress) -> JobResult:
    raise _Pausing


def cancels(request: JobRequest, progress: Progress) -> JobResult:
    raise Cancelling


@pytest.mark.parametrize(
    ("refused", "work", "status"),
    [
        (("claim",), works, JobStatus.DONE),
        (("finish",), works, JobStatus.DONE),
        (("progress", "finish"), works, JobStatus.DONE),
        (("fail",), fails, JobStatus.FAILED),
        (("fail", "claim"), breaks, JobStatus.FAILED),
        (("pause",), pauses, JobStatus.PAUSED),
        (("cancel",), cancels, JobStatus.CANCELLED),
    ],
)
def test_a_full_disk_is_waited_out_and_told(
    corpus: Corpus, refused: tuple[str, ...], work: Callable[..., JobResult], status: JobStatus
) -> None:
    disk = FullDisk(corpus.jobs, *refused)
    done = threading.Event()
    for name in ("finish", "fail", "pause", "cancel"):
        setattr(corpus.jobs, name, _told(getattr(corpus.jobs, name), done))
    runner = JobRunner(corpus.jobs, work, retry=0.01)
    runner.start()
    try:
        job = runner.submit(REQUEST)
        assert disk.again.wait(20)
        assert "Plus de place" in (runner.trouble or "")
        disk.room.set()
        assert ended(corpus, job.id, done) is status
        # The worker goes on with the next one.
        done.clear()
        assert ended(corpus, runner.submit(REQUEST).id, done) is status
        assert runner.trouble is None
    finally:
        runner.stop()


def _told(act: Callable[..., Any], done: threading.Event) -> Callable[..., Any]:
    def told(*arguments: Any) -> Any:
        result = act(*arguments)
        done.set()
        return result

    return told


def test_stopping_does_not_wait_for_the_disk_and_loses_nothing(corpus: Corpus) -> None:
    disk = FullDisk(corpus.jobs, "finish")
    runner = JobRunner(corpus.jobs, works, retry=30)
    runner.start()
    job = runner.submit(REQUEST)
    assert disk.first.wait(20)
    runner.stop()
    assert corpus.jobs.get(job.id).status is JobStatus.RUNNING
    assert corpus.jobs.requeue_interrupted() == 1


def test_a_worker_that_is_no_more_is_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    runner = JobRunner(corpus.jobs, works)
    monkeypatch.setattr(runner, "_run", lambda job: (_ for _ in ()).throw(MemoryError))
    runner.start()
    runner.submit(REQUEST)
    runner._thread.join(20)
    assert "redémarrez" in (runner.trouble or "")
