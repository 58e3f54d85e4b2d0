from __future__ import annotations

import pytest

from corpus import Corpus
from domain import AnnotatedValue, Annotation, GoldDetails, NotedEvidence, Verdict
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


VALUES = (
    AnnotatedValue("40", 40.0, "%", "part", "reglement", 2, "Au moins 40 %."),
    AnnotatedValue("5 ans", None, None, None),
)
EVIDENCE = (NotedEvidence("reglement", 2, "Au moins 40 %.", 3), NotedEvidence("annexe", None, None, 1))
DETAILS = GoldDetails(("Ana",), (("d", "I01"),), {"Ana": "0a"}, agreed=1)


def test_a_gold_version_is_kept_once_with_its_cells(corpus: Corpus) -> None:
    cells = [Annotation("d", "I01", "Ana", Verdict.OUI, 4.0, VALUES, EVIDENCE, doubtful=True)]
    for _ in range(2):
        corpus.runs.put_annotations("abcdef", cells)
        corpus.runs.put_gold("abcdef", "référence", "import", 1, DETAILS)
    (version,) = corpus.runs.golds()
    assert (version.digest, version.cells, version.details) == ("abcdef", 1, DETAILS)
    assert corpus.runs.gold("abc")[1] == cells
    with pytest.raises(UnknownGold):
        corpus.runs.gold("zzz")
