from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from domain import AnswerRequest, AnswersResult, EvaluateRequest, EvaluationResult, JobFailure, JobStatus, StudyRequest
from domain.errors import UnknownJob

RESULT = AnswersResult("r", "plui-a", ("I01",), 1, 2.5)


def test_a_job_goes_from_queue_to_result(corpus: Corpus) -> None:
    job = corpus.jobs.add(AnswerRequest("plui-a"))
    assert corpus.jobs.get(job.id).status is JobStatus.QUEUED
    claimed = corpus.jobs.claim()
    assert claimed is not None
    assert (claimed.id, claimed.status, claimed.attempts, claimed.request) == (
        job.id,
        JobStatus.RUNNING,
        1,
        AnswerRequest("plui-a"),
    )
    corpus.jobs.progress(job.id, "lecture de padd.pdf", 3, 9)
    running = corpus.jobs.get(job.id)
    assert (running.stage, running.done, running.total) == ("lecture de padd.pdf", 3, 9)
    corpus.jobs.finish(job.id, RESULT)
    done = corpus.jobs.get(job.id)
    assert (done.status, done.result, done.error) == (JobStatus.DONE, RESULT, None)
    assert corpus.jobs.claim() is None


def test_a_job_is_claimed_once(corpus: Corpus) -> None:
    added = {corpus.jobs.add(AnswerRequest(f"plui-{number}")).id for number in range(3)}
    claimed = [job.id for _ in range(4) if (job := corpus.jobs.claim()) is not None]
    assert sorted(claimed) == sorted(added)


def test_jobs_are_claimed_in_the_order_they_were_asked_for(corpus: Corpus) -> None:
    added = [corpus.jobs.add(AnswerRequest(f"plui-{number}")).id for number in range(8)]
    assert [job.id for _ in added if (job := corpus.jobs.claim()) is not None] == added


def test_what_an_interruption_left_running_is_queued_again_after_a_restart(data_dir: Path) -> None:
    first = Corpus(data_dir)
    done, interrupted = first.jobs.add(AnswerRequest("a")), first.jobs.add(AnswerRequest("b"))
    for _ in range(2):
        assert first.jobs.claim() is not None
    first.jobs.finish(done.id, RESULT)
    first.close()
    second = Corpus(data_dir)
    assert [job.id for job in second.jobs.unfinished()] == [interrupted.id]
    assert second.jobs.requeue_interrupted() == 1
    again = second.jobs.claim()
    assert again is not None
    assert (again.id, again.attempts) == (interrupted.id, 2)
    second.close()


def test_a_failure_keeps_its_reason(corpus: Corpus) -> None:
    job = corpus.jobs.add(AnswerRequest("a"))
    corpus.jobs.claim()
    corpus.jobs.fail(job.id, JobFailure("Fichier vide.", faults=("ligne 2",)))
    failed = corpus.jobs.get(job.id)
    assert (failed.status, failed.error) == (JobStatus.FAILED, JobFailure("Fichier vide.", faults=("ligne 2",)))
    assert corpus.jobs.unfinished() == []


def test_an_unknown_job_is_said(corpus: Corpus) -> None:
    with pytest.raises(UnknownJob, match="abc"):
        corpus.jobs.get("abc")


def test_every_document_that_a_job_reads_is_known_to_be_in_use(corpus: Corpus) -> None:
    asked = [
        corpus.jobs.add(EvaluateRequest("digest", ("plui-a", "plui-b"), "note")),
        corpus.jobs.add(StudyRequest("0" * 32, ("plui-b",))),
    ]
    assert [job.id for job in corpus.jobs.using("plui-b")] == [job.id for job in asked]
    assert [job.id for job in corpus.jobs.using("plui-a")] == [asked[0].id]
    corpus.jobs.finish(asked[0].id, EvaluationResult("e", 1, ""))
    assert corpus.jobs.using("plui-a") == []
