"""Learning from reviews: what people kept and refused moves the scorer, only where decisions held out get better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from answering.scoring.criterion_features import FEATURES
from answering.scoring.evidence_set import SET_FEATURES
from answering.scoring.learnt_heads import LearntHeads, LearntHeadStore
from answering.scoring.scorer_weights import Head, ScorerWeights
from domain import (
    Answer,
    Cell,
    CellStatus,
    Citation,
    Decision,
    DecisionEvidence,
    HeldDecisions,
    LearnResult,
    Query,
    Review,
    ReviewAct,
    Searched,
    Verdict,
)
from domain.errors import StorageError, UsageError
from indicator_queries import Grid
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.packet_fakes import INDICATOR
from tests.answering.scoring.evidence_tables import Table, linear, table_of, weights
from use_cases.learn_from_reviews import (
    LearningFromReviews,
    ReviewedDossier,
    is_better,
    learnt_state,
)
from use_cases.progress import Progress, silent

GRID = Grid(name="essai", version="1", title="Essai", indicators=(INDICATOR,))
DAY = date(2026, 1, 1)
TRUE, NEAR = "L'inventaire de 2021 recense les prés humides.", "L'inventaire des moulins recense les prés."
KEY = "Z1/inventaire"


class TableByDocument:
    """Implements ``TableSource``: a dossier's only sentence is evidence, or something that looks like it."""

    def __init__(self, texts: Mapping[str, str]):
        self._texts = texts

    def sentence_table(self, document: str, queries: Sequence[Query], *, kinds: Sequence[object] = ()) -> Table:
        text = self._texts[document]
        vectors = np.array([[1, 0, 0, 0] if text == TRUE else [0, 1, 0, 0]], dtype=np.float32)
        return replace(table_of({"rapport": [text]}, INDICATOR), vectors=vectors)


def trusting() -> ScorerWeights:
    """Weights whose head takes the near miss for evidence."""
    return replace(
        weights(),
        sentence=linear(FEATURES, (0.0, -9.0, 0.0), {"likeness": 4.0}, {}, {}),
        document=linear(SET_FEATURES, (-3.0,), {"best": 6.0}),
        heads={
            KEY: Head(np.array([1, 0.6, 0, 0], dtype=np.float32), 0.0, "Un inventaire ?"),
            "Z1/regle": Head(np.zeros(4, dtype=np.float32), -1.0, "Une règle ?"),
        },
    )


def cell(slug: str, text: str, *, status: CellStatus = CellStatus.VALIDATED) -> Cell:
    """A cell that the tool answered « partiel » with the sentence: right where it is evidence, else corrected."""
    cited = Citation("rapport", 1, None, text, 1, 0, len(text), slug)
    right = text == TRUE
    verdict = Verdict.PARTIEL if right else Verdict.NON
    answer = Answer(
        slug, "Z1", None, Verdict.PARTIEL, "", (), (cited,), Searched(("q",), 1, ("rapport",)), (), "m", 1.0
    )
    review = Review(
        id=1, document=slug, indicator="Z1", decision=Decision.ACCEPTE if right else Decision.CORRIGE,
        act=ReviewAct.DECIDE, verdict=verdict, tool_verdict=Verdict.PARTIEL, answer=1, reviewer="", values=(),
        evidence=(DecisionEvidence(cited, 3),) if right else (), comment=None, seconds=None, replaces=None,
        restores=None, current=True, created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return Cell(slug, "Z1", status, verdict, decision=review, answer=answer, answer_number=1)


def learnt(folder: Path, count: int = 6) -> tuple[LearnResult, LearntHeadStore]:
    texts = {f"d{number}": TRUE if number % 2 else NEAR for number in range(2 * count)}
    store = LearntHeadStore(folder)
    learning = LearningFromReviews(TableByDocument(texts), GRID, trusting(), FRENCH, store)
    dossiers = [ReviewedDossier(slug, (cell(slug, text),)) for slug, text in texts.items()]
    return learning.learn(dossiers, DAY, trusting().digest, silent), store


def test_what_people_refused_is_no_longer_proposed_and_what_they_kept_still_is(tmp_path: Path) -> None:
    found, store = learnt(tmp_path)
    assert (found.reviews, found.before.right, found.after.right) == (12, 6, 12)
    assert found.kept
    kept = store.get()
    assert kept is not None
    assert set(kept.of(trusting(), trusting().heads)) == {KEY}


def test_with_too_few_decisions_nothing_is_learnt(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="au moins 10"):
        learnt(tmp_path, count=4)
    assert LearntHeadStore(tmp_path).get() is None


def of_reviewed(cells: Mapping[str, Sequence[str]], folder: Path, progress: Progress = silent) -> LearnResult:
    """Learn from dossiers whose sentence is evidence, each with decided cells of these indicators."""
    shown = [INDICATOR.model_copy(update={"code": f"Z{number}"}) for number in range(1, 21)]
    grid = GRID.model_copy(update={"indicators": tuple(shown)})
    learning = LearningFromReviews(
        TableByDocument(dict.fromkeys(cells, TRUE)), grid, trusting(), FRENCH, LearntHeadStore(folder)
    )
    dossiers = [
        ReviewedDossier(slug, tuple(replace(cell(slug, TRUE), indicator=code) for code in codes))
        for slug, codes in cells.items()
    ]
    return learning.learn(dossiers, DAY, "x", progress)


def test_one_reviewed_dossier_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    codes = [f"Z{number}" for number in range(1, 13)]
    with pytest.raises(UsageError, match=r"\(12\) sont d'un seul dossier") as refused:
        of_reviewed({"d": codes}, tmp_path)
    assert refused.value.remedy is not None
    assert "second dossier" in refused.value.remedy
    assert LearntHeadStore(tmp_path).get() is None


def test_dossiers_without_a_decided_indicator_in_common_are_refused(tmp_path: Path) -> None:
    codes = [f"Z{number}" for number in range(1, 13)]
    with pytest.raises(UsageError, match="les 2 dossiers relus n'ont aucun indicateur décidé en commun"):
        of_reviewed({"d": codes[:6], "e": codes[6:]}, tmp_path)


def test_each_of_two_dossiers_is_held_out_whole(tmp_path: Path) -> None:
    """Else both cells of an indicator would be held out together, and nothing could be compared."""
    parts: list[tuple[int, int]] = []
    codes = [f"Z{number}" for number in range(1, 16)]
    of_reviewed({"d": codes, "e": codes}, tmp_path, lambda stage, done, of: parts.append((done, of)))
    assert parts[-2:] == [(0, 2), (1, 2)]


def test_two_dossiers_with_a_decided_indicator_in_common_are_compared(tmp_path: Path) -> None:
    codes = [f"Z{number}" for number in range(1, 13)]
    assert of_reviewed({"d": codes[:6], "e": codes[5:]}, tmp_path).reviews == 13


def test_doubts_and_cells_that_nobody_decided_teach_nothing(tmp_path: Path) -> None:
    cells = tuple(cell("d", TRUE, status=CellStatus.DOUBTFUL) for _ in range(12))
    learning = LearningFromReviews(TableByDocument({"d": TRUE}), GRID, trusting(), FRENCH, LearntHeadStore(tmp_path))
    with pytest.raises(UsageError, match="il y en a 0"):
        learning.learn([ReviewedDossier("d", cells)], DAY, "x", silent)


@pytest.mark.parametrize(
    ("after", "better"),
    [
        (HeldDecisions(9, 1, 0.9), True),
        (HeldDecisions(8, 1, 0.4), True),
        (HeldDecisions(8, 1, 0.6), False),
        (HeldDecisions(9, 2, 0.1), False),
        (HeldDecisions(7, 0, 0.1), False),
    ],
)
def test_it_is_kept_only_if_it_is_better_on_decisions_held_out(after: HeldDecisions, better: bool) -> None:
    assert is_better(HeldDecisions(8, 1, 0.5), after) is better


def test_the_ones_before_come_back_then_what_came_along(tmp_path: Path) -> None:
    store = LearntHeadStore(tmp_path)
    first = LearntHeads("base", "2026-01-01", 10, dict(trusting().heads))
    store.put(first)
    store.put(replace(first, date="2026-02-02"))
    back = store.undo()
    assert back is not None
    assert back.date == "2026-01-01"
    assert store.undo() is None
    with pytest.raises(UsageError, match="rien à défaire"):
        store.undo()


def test_what_was_learnt_beside_other_weights_is_not_used(tmp_path: Path) -> None:
    store = LearntHeadStore(tmp_path)
    store.put(LearntHeads("other weights", "2026-01-01", 10, dict(trusting().heads)))
    kept = store.get()
    assert kept is not None
    assert kept.of(trusting(), trusting().heads) == {}
    state = learnt_state(store)
    assert state is not None
    assert (state.day, state.reviews, state.used) == (DAY, 10, False)


def test_a_damaged_file_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "learnt_heads.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="train-scorer"):
        LearntHeadStore(tmp_path).get()
