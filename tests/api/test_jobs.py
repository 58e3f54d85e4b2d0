from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.events import job_events
from api.job_schemas import JobView
from api.job_worker import Cancelling, JobRunner
from corpus import Corpus
from domain import AnswerRequest, AnswersResult, IngestResult, JobRequest, JobResult, JobStatus
from domain.errors import UsageError
from tests.event_loops import run_apart
from use_cases.progress import Progress


class Pages:
    """A work of pages that waits for a go before each; it repeats none that it finished."""

    def __init__(self, total: int = 3):
        self.total = total
        self.go = threading.Semaphore(0)
        self.read: list[int] = []
        self.put_away = False

    def __call__(self, request: JobRequest, progress: Progress) -> JobResult:
        try:
            for page in range(len(self.read), self.total):
                progress("lecture", page, self.total)
                self.go.acquire(timeout=20)
                progress("lecture", page, self.total)
                self.read.append(page)
        except Cancelling:
            self.put_away = True
            raise
        return IngestResult("plui-a", unread_pages=tuple(map(str, self.read)))


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(data_dir)
    yield opened
    opened.close()


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def runner(corpus: Corpus, pages: Pages) -> Iterator[JobRunner]:
    started = JobRunner(corpus.jobs, pages)
    started.start()
    yield started
    pages.go.release(100)
    started.stop()


def until(corpus: Corpus, identifier: str, status: JobStatus) -> None:
    for _ in range(400):
        if corpus.jobs.get(identifier).status is status:
            return
        time.sleep(0.02)
    raise AssertionError(corpus.jobs.get(identifier))


def test_a_paused_job_goes_on_where_it_was(corpus: Corpus, runner: JobRunner, pages: Pages) -> None:
    job = runner.submit(AnswerRequest("plui-a"))
    until(corpus, job.id, JobStatus.RUNNING)
    pages.go.release()
    while not pages.read:
        time.sleep(0.01)
    runner.pause(job.id)
    pages.go.release()
    until(corpus, job.id, JobStatus.PAUSED)
    assert pages.read == [0]
    assert [each.id for each in corpus.jobs.unfinished()] == [job.id]
    with pytest.raises(UsageError, match="en pause"):
        runner.pause(job.id)
    pages.go.release(10)
    runner.resume(job.id)
    until(corpus, job.id, JobStatus.DONE)
    assert pages.read == [0, 1, 2]
    with pytest.raises(UsageError, match="terminée"):
        runner.cancel(job.id)


def test_a_cancelled_job_puts_away_what_it_needed_and_the_next_one_runs(
    corpus: Corpus, runner: JobRunner, pages: Pages
) -> None:
    job, waiting = runner.submit(AnswerRequest("plui-a")), runner.submit(AnswerRequest("plui-a"))
    until(corpus, job.id, JobStatus.RUNNING)
    assert runner.pause(waiting.id).status is JobStatus.PAUSED
    runner.cancel(job.id)
    pages.go.release()
    until(corpus, job.id, JobStatus.CANCELLED)
    assert pages.put_away
    assert runner.cancel(waiting.id).status is JobStatus.CANCELLED
    with pytest.raises(UsageError, match="annulée"):
        runner.resume(waiting.id)
    pages.go.release(10)
    last = runner.submit(AnswerRequest("plui-a"))
    until(corpus, last.id, JobStatus.DONE)


def test_the_time_left_of_a_stage_follows_its_pace(corpus: Corpus) -> None:
    job = corpus.jobs.add(AnswerRequest("plui-a"))
    corpus.jobs.claim()
    corpus.jobs.progress(job.id, "lecture", 0, 100)
    assert JobView.of(corpus.jobs.get(job.id)).seconds_left is None
    time.sleep(1.1)
    corpus.jobs.progress(job.id, "lecture", 50, 100)
    left = JobView.of(corpus.jobs.get(job.id)).seconds_left
    assert left is not None
    assert 1 <= left <= 20
    corpus.jobs.progress(job.id, "reconnaissance", 0, 10)
    assert JobView.of(corpus.jobs.get(job.id)).seconds_left is None


def test_events_follow_a_job_to_its_end(corpus: Corpus) -> None:
    job = corpus.jobs.add(AnswerRequest("plui-a"))
    corpus.jobs.claim()
    looks = 0

    def look() -> JobView:
        nonlocal looks
        looks += 1
        if looks == 2:
            corpus.jobs.progress(job.id, "lecture", 1, 3)
        if looks == 4:
            corpus.jobs.finish(job.id, AnswersResult("r", "plui-a", ("I01",)))
        return JobView.of(corpus.jobs.get(job.id))

    async def all_events() -> list[str]:
        return [event async for event in job_events(look)]

    events = run_apart(all_events())
    names = [event.split("\n")[0] for event in events]
    # One more where a second passed between two looks: the time left has changed.
    assert names[:2] == ["event: progress"] * 2
    assert (set(names[:-1]), names[-1]) == ({"event: progress"}, "event: end")
    assert '"stage":"lecture"' in events[1]
    assert '"indicators":["I01"]' in events[-1]
