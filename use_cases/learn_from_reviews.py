"""Reviews -> the scorer of this installation: learnt from decisions, compared on decisions held out, kept if better.

What a person kept as evidence is an example of the criterion that it resembles most; what the tool cited and the person
did not keep is a near miss. A decision is held out with its whole dossier. What is learnt of an indicator changes the
same indicator of other dossiers only, so one reviewed dossier alone, or dossiers that share no decided indicator, leave
nothing to compare: that is said before anything is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log
from typing import TYPE_CHECKING

import numpy as np

from answering.scoring.evidence_table import EvidenceTable, TableSource
from answering.scoring.learnt_heads import LearntHeads, LearntHeadStore, ReviewedSentence, moved_heads
from answering.scoring.scorer import Scorer
from answering.scoring.scorer_weights import ScorerWeights, shipped_weights
from domain import (
    Cell,
    CellStatus,
    Citation,
    DocumentKind,
    HeldDecisions,
    LearnResult,
    PieceKind,
    Verdict,
)
from domain.errors import UsageError
from indicator_queries import Grid, queries_for
from indicator_queries.schema import Indicator
from languages import Language
from use_cases.document_context import context_of
from use_cases.progress import Progress, silent

if TYPE_CHECKING:
    from use_cases.container import Application

#: Decided cells from which a comparison says something.
LEAST_REVIEWS = 10
_USEFUL = 2
#: The least chance of a verdict that counts: what was thought impossible costs much, not without end.
_LEAST_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class ReviewedDossier:
    """A dossier with its decided cells, and what a scorer is told of it."""

    slug: str
    cells: tuple[Cell, ...]
    kinds: tuple[PieceKind, ...] = ()
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decided cell with its table, read once, and its examples."""

    cell: Cell
    indicator: Indicator
    table: EvidenceTable
    dossier: ReviewedDossier
    examples: tuple[ReviewedSentence, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.cell.document, self.cell.indicator


def learn_from_reviews(
    application: Application, day: date, progress: Progress = silent, documents: Sequence[str] | None = None
) -> LearnResult:
    """Learn from the decisions of an installation, or of some of its documents; nothing leaves it.

    Raises:
        UsageError: too few decisions, or an embedding model that the scorer was not trained with.
    """
    weights = shipped_weights()
    if not application.index_signature.startswith(weights.space):
        raise UsageError(
            "le modèle de plongement n'est pas celui avec lequel l'outil sans modèle a été entraîné.",
            remedy="Reprenez le modèle de plongement fourni (réglage embedding_model vide).",
        )
    corpus, grid = application.corpus, application.grid
    dossiers = [
        ReviewedDossier(
            document.slug,
            application.cells.of(document.slug),
            context_of(corpus, document.slug, grid.digest, application.language).kinds,
            document.kind,
        )
        for document in corpus.documents.all()
        if documents is None or document.slug in documents
    ]
    known, store = weights.of_grid(grid), application.learnt_heads
    learning = LearningFromReviews(application.retriever, grid, known, application.language, store)
    found = learning.learn(dossiers, day, weights.digest, progress)
    application.scorer_changed()
    return found


def reviewed_documents(application: Application) -> tuple[str, ...]:
    """The documents that have decided cells, none read yet.

    Raises:
        UsageError: fewer decisions than a comparison needs, or none to compare with.
    """
    decided = [
        (slug, code)
        for slug, cells in application.cells.overview().items()
        for code, cell in cells.items()
        if cell.decided
    ]
    _check_comparable(decided)
    return tuple(sorted({slug for slug, _ in decided}))


@dataclass(frozen=True, slots=True)
class LearntState:
    """What was learnt, on which day, from how many decisions, for how many criteria.

    ``used`` is False where it was learnt beside other weights than those that come along today.
    """

    day: date
    reviews: int
    criteria: int
    used: bool


def learnt_state(store: LearntHeadStore) -> LearntState | None:
    """What an installation answers by beside what came along; None where that is nothing.

    Raises:
        StorageError: the file of it cannot be read.
    """
    found = store.get()
    if found is None:
        return None
    return LearntState(
        date.fromisoformat(found.date), found.reviews, len(found.heads), found.base == shipped_weights().digest
    )


def undo_learning(application: Application) -> LearntHeads | None:
    """Go back to what was learnt before; None where that is what came along.

    Raises:
        UsageError: nothing was learnt.
    """
    found = application.learnt_heads.undo()
    application.scorer_changed()
    return found


class LearningFromReviews:
    """Learns, compares and keeps."""

    def __init__(
        self, tables: TableSource, grid: Grid, weights: ScorerWeights, language: Language, store: LearntHeadStore
    ):
        """Put the parts together; ``weights`` are those that came along, for this grid."""
        self._tables, self._grid, self._weights = tables, grid, weights
        self._language, self._store = language, store

    def learn(self, dossiers: Sequence[ReviewedDossier], day: date, base: str, progress: Progress) -> LearnResult:
        """Learn from all decided cells, and keep what was learnt if it is better on decisions held out.

        Args:
            dossiers: The reviewed dossiers.
            day: Today.
            base: Digest of the weights that came along.
            progress: Called with a stage, done and total.

        Raises:
            UsageError: fewer decisions than a comparison needs, or none to compare with.
        """
        decided = self._read(dossiers, progress)
        _check_comparable([one.key for one in decided])
        before, after = self._compared(decided, progress)
        examples = [one for each in decided for one in each.examples]
        heads = moved_heads(self._weights, examples)
        kept = bool(heads) and is_better(before, after)
        if kept:
            self._store.put(LearntHeads(base, day.isoformat(), len(decided), heads))
        return LearnResult(len(decided), len(examples), len(heads), before, after, kept)

    def _read(self, dossiers: Sequence[ReviewedDossier], progress: Progress) -> list[_Decided]:
        indicators = {one.code: one for one in self._grid.indicators if one.rubric.rule is not None}
        wanted = [
            (dossier, cell)
            for dossier in dossiers
            for cell in dossier.cells
            if cell.status in {CellStatus.VALIDATED, CellStatus.CORRECTED}
            and cell.verdict not in {None, Verdict.A_VERIFIER}
            and cell.indicator in indicators
        ]
        found = []
        for done, (dossier, cell) in enumerate(wanted):
            progress("lecture des relectures", done, len(wanted))
            indicator = indicators[cell.indicator]
            table = self._tables.sentence_table(dossier.slug, queries_for(indicator), kinds=indicator.where)
            examples = self._examples(cell, indicator, table)
            found.append(_Decided(cell, indicator, table, dossier, examples))
        return found

    def _examples(self, cell: Cell, indicator: Indicator, table: EvidenceTable) -> tuple[ReviewedSentence, ...]:
        good: set[int] = set()
        if cell.verdict in {Verdict.OUI, Verdict.PARTIEL} and cell.decision is not None:
            useful = [one.citation for one in cell.decision.evidence if one.pertinence >= _USEFUL]
            good = _rows(table, useful)
        shown = _rows(table, cell.answer.citations) if cell.answer is not None else set()
        return tuple(
            ReviewedSentence(key, table.vectors[row], row in good, (cell.document, cell.indicator))
            for row in sorted(good | shown)
            if (key := self._criterion_of(row, indicator, table)) is not None
        )

    def _criterion_of(self, row: int, indicator: Indicator, table: EvidenceTable) -> str | None:
        """The criterion that a sentence resembles most, None where none of the indicator has a head."""
        best: dict[str, float] = {}
        for at, key in enumerate(table.keys):
            head = self._weights.heads.get(f"{indicator.code}/{key}")
            if head is not None:
                likeness = float(head.likeness(table.vectors[row : row + 1])[0])
                best[f"{indicator.code}/{key}"] = likeness + float(table.shares[at, row])
        return max(best, key=lambda key: best[key]) if best else None

    def _compared(self, decided: Sequence[_Decided], progress: Progress) -> tuple[HeldDecisions, HeldDecisions]:
        """Every decision judged by weights that know nothing of it, as they came along and as learnt."""
        groups = _groups(decided)
        own = Scorer(self._weights, self._language)
        before: list[tuple[Verdict, float, Verdict]] = []
        after: list[tuple[Verdict, float, Verdict]] = []
        for done, left_out in enumerate(groups):
            progress("comparaison", done, len(groups))
            keys = {one.key for one in left_out}
            others = [one for each in decided if each.key not in keys for one in each.examples]
            heads = {**self._weights.heads, **moved_heads(self._weights, others)}
            learnt = Scorer(replace(self._weights, heads=heads), self._language)
            for one in left_out:
                before.append(_judged(own, one))
                after.append(_judged(learnt, one))
        return _held(before), _held(after)


def _check_comparable(decided: Sequence[tuple[str, str]]) -> None:
    """Refuse decisions, by document and indicator, of which a comparison would say nothing."""
    if len(decided) < LEAST_REVIEWS:
        raise UsageError(
            f"il faut au moins {LEAST_REVIEWS} cases décidées (acceptées ou corrigées) pour apprendre et "
            f"comparer ; il y en a {len(decided)}.",
            remedy="Relisez d'autres cases, puis demandez-le de nouveau.",
        )
    dossiers = {slug for slug, _ in decided}
    shared = Counter(code for _, code in set(decided))
    if max(shared.values()) > 1:
        return
    where = (
        f"toutes les cases décidées ({len(decided)}) sont d'un seul dossier"
        if len(dossiers) == 1
        else f"les {len(dossiers)} dossiers relus n'ont aucun indicateur décidé en commun"
    )
    raise UsageError(
        f"{where} : ce qui serait appris d'un indicateur ne peut être vérifié que sur le même indicateur d'un autre "
        "dossier. Rien n'a été appris, rien ne change.",
        remedy="Relisez un second dossier, ou au moins les mêmes indicateurs d'un second dossier, puis demandez-le "
        "de nouveau.",
    )


def is_better(before: HeldDecisions, after: HeldDecisions) -> bool:
    """More verdicts right, or as many with more certainty; never more false « oui »."""
    if after.false_yes > before.false_yes or after.right < before.right:
        return False
    return after.right > before.right or after.loss < before.loss


def _groups(decided: Sequence[_Decided]) -> list[list[_Decided]]:
    """The decisions of each dossier: held out together, for cells of one dossier are alike."""
    dossiers = sorted({one.cell.document for one in decided})
    return [[one for one in decided if one.cell.document == slug] for slug in dossiers]


def _judged(scorer: Scorer, one: _Decided) -> tuple[Verdict, float, Verdict]:
    """The verdict proposed, the chance that was given to the person's, and the person's."""
    found = scorer.judge(one.table, one.indicator, kinds=one.dossier.kinds, document_kind=one.dossier.kind)
    wanted = one.cell.verdict
    assert wanted is not None
    return found.verdict, found.chances.get(wanted, 0.0), wanted


def _held(judged: Sequence[tuple[Verdict, float, Verdict]]) -> HeldDecisions:
    return HeldDecisions(
        right=sum(proposed is wanted for proposed, _, wanted in judged),
        false_yes=sum(proposed is Verdict.OUI and wanted is not Verdict.OUI for proposed, _, wanted in judged),
        loss=float(np.mean([-log(max(chance, _LEAST_CHANCE)) for _, chance, _ in judged])),
    )


def _rows(table: EvidenceTable, citations: Sequence[Citation]) -> set[int]:
    """The sentences of a table that citations hold."""
    return {
        row
        for row, one in enumerate(table.sentences)
        if any(
            (one.piece, one.ordinal) == (cited.piece, cited.ordinal) and one.start < cited.end and one.end > cited.start
            for cited in citations
        )
    }
