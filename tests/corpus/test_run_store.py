from __future__ import annotations

import pytest

from corpus import Corpus
from domain import Annotation, Verdict
from domain.errors import UnknownGold, UnknownRun


def test_finished_runs_are_listed_newest_first_and_found_by_their_beginning(corpus: Corpus) -> None:
    first = corpus.answers.start_run("evaluation", None, {"n": 1})
    corpus.answers.finish_run(first, {"x": 1})
    interrupted = corpus.answers.start_run("evaluation", None, {})
    other = corpus.answers.start_run("etude", None, {})
    corpus.answers.finish_run(other, {})
    assert [run.id for run in corpus.runs.all("evaluation")] == [first]
    assert corpus.runs.get("evaluation", first[:8]).figures == {"x": 1}
    for unknown in (interrupted, other, "", "%", "zzz"):
        with pytest.raises(UnknownRun):
            corpus.runs.get("evaluation", unknown)


def test_a_trial_made_again_replaces_the_former(corpus: Corpus) -> None:
    assert corpus.runs.trial("k") is None
    for verdict in ("oui", "non"):
        corpus.runs.put_trial(
            "k", kind="etude", document="d", indicator="I01", variant="v", answer={"verdict": verdict}
        )
    assert corpus.runs.trial("k") == {"verdict": "non"}


def test_a_gold_version_is_kept_once_with_its_cells(corpus: Corpus) -> None:
    cells = [Annotation("d", "I01", "Ana", Verdict.OUI, 4.0, {"doubtful": False})]
    for _ in range(2):
        corpus.answers.put_annotations("abcdef", cells)
        corpus.runs.put_gold("abcdef", "référence", "import", 1, {"annotators": ["Ana"]})
    (version,) = corpus.runs.golds()
    assert (version.digest, version.cells) == ("abcdef", 1)
    assert corpus.runs.gold("abc")[1] == cells
    with pytest.raises(UnknownGold):
        corpus.runs.gold("zzz")
