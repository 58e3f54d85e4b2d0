"""Criterion gold -> the weights of the scorer, with figures of dossiers left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from answering.indicators.rubric import verdict_of
from answering.scoring.criterion_features import candidates
from answering.scoring.evidence_table import EvidenceTable, TableSource
from answering.scoring.judge_training import JudgeTraining
from answering.scoring.scorer import DENIED, ESTABLISHED, LIKELY, mean_chance, read_criterion
from answering.scoring.scorer_training import (
    OTHER,
    UNLABELLED,
    LabelledEvidence,
    WrittenSentences,
)
from answering.scoring.scorer_weights import Head, ScorerWeights, SecondOpinion, TrainedOn
from answering.scoring.text_features import of_the_plan
from answering.scoring.thresholds import HeldOutVerdict, sure_from
from answering.scoring.verdict_chances import verdict_chances
from domain import STRONGEST_FIRST, CriterionState, DocumentKind, PieceKind, StoredSentence, Verdict
from domain.text_folding import fold
from evaluation.criterion_labels import CriterionGold, CriterionLabel, LabelledSentence
from evaluation.gold_cells import GoldCell
from indicator_queries import Grid, queries_for
from indicator_queries.schema import Indicator
from languages import Language

#: Characters that a label and a sentence must share to be the same sentence.
_SAME = 25
_OUTCOMES = {
    CriterionState.ESTABLISHED: ESTABLISHED,
    CriterionState.PARTLY: ESTABLISHED,
    CriterionState.DENIED: DENIED,
    CriterionState.ANNOUNCED: OTHER,
    CriterionState.QUOTED: OTHER,
    CriterionState.ABSENT: OTHER,
}
_CARRYING = frozenset({CriterionState.ESTABLISHED, CriterionState.PARTLY})
Say = Callable[[str], None]


def _quiet(line: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class LabelledDossier:
    """A dossier to learn from: what was read of it for every criterion, and the verdicts of its reference."""

    slug: str
    evidence: tuple[LabelledEvidence, ...]
    kinds: tuple[PieceKind, ...]
    kind: DocumentKind | None
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Weights that know nothing of one dossier."""

    document: str
    weights: ScorerWeights


def read_dossier(
    tables: TableSource,
    grid: Grid,
    slug: str,
    labels: CriterionGold,
    cells: Iterable[GoldCell],
    language: Language,
    *,
    kinds: Sequence[PieceKind] = (),
    kind: DocumentKind | None = None,
) -> LabelledDossier:
    """Read a dossier for all labelled criteria.

    Args:
        tables: Where its sentences come from.
        grid: The grid that it was labelled for.
        slug: The dossier.
        labels: Labels of it and of others.
        cells: Its reference: a sentence that nobody labelled is a near miss only on a page that this has not.
        language: The language that it is written in.
        kinds: Kinds of its pieces.
        kind: Kind of the document.
    """
    known = labels.by_key()
    reference = {cell.indicator: cell for cell in cells if cell.document == slug}
    evidence = []
    for indicator in grid.indicators:
        table: EvidenceTable | None = None
        for criterion in indicator.rubric.criteria:
            label = known.get((slug, indicator.code, criterion.key))
            if label is None or indicator.code not in reference:
                continue
            table = table or tables.sentence_table(slug, queries_for(indicator), kinds=indicator.where)
            pages = reference[indicator.code].pages(1)
            evidence.append(_read(table, indicator, criterion.key, label, pages, language))
    verdicts = {code: cell.verdict for code, cell in reference.items()}
    return LabelledDossier(slug, tuple(evidence), tuple(kinds), kind, verdicts)


def _read(
    table: EvidenceTable,
    indicator: Indicator,
    key: str,
    label: CriterionLabel,
    pages: frozenset[tuple[str, int | None]],
    language: Language,
) -> LabelledEvidence:
    criterion = next(one for one in indicator.rubric.criteria if one.key == key)
    states = _labelled_rows(table.sentences, [one for one in label.sentences if not one.doubtful])
    # What another careful reader could decide otherwise teaches nothing: neither as evidence nor as a near miss.
    doubtful = _labelled_rows(table.sentences, [one for one in label.sentences if one.doubtful]).keys()
    looked_at = set(candidates(table, key, of_the_plan(table, language)).tolist())
    read = read_criterion(table, indicator, criterion, language, more=states)
    rows = read.texts.rows
    sentences = [table.sentences[row] for row in rows]
    outcomes = np.array([_OUTCOMES[states[row]] if row in states else UNLABELLED for row in rows.tolist()])
    places = tuple((one.piece, one.page) for one in sentences)
    off_page = np.array([place not in pages for place in places], dtype=np.bool_)
    at = table.keys.index(key)
    score = (table.facets[at] - table.facets[at].mean()) / max(float(table.facets[at].std()), 1e-9)
    score = score + (table.total - table.total.mean()) / max(float(table.total.std()), 1e-9)
    looked = np.array([row in looked_at for row in rows.tolist()], dtype=np.bool_)
    sure = np.array([row not in doubtful for row in rows.tolist()], dtype=np.bool_)
    return LabelledEvidence(
        document=label.document,
        key=f"{indicator.code}/{key}",
        established=label.state in _CARRYING,
        # The likeness comes first, and is made anew for every set of dossiers that are left out.
        values=read.features(np.zeros(len(rows)))[:, 1:],
        vectors=table.vectors[rows],
        outcomes=outcomes,
        misses=(outcomes == UNLABELLED) & off_page & read.texts.own & looked & sure,
        order=np.argsort(np.argsort(-score[rows], kind="stable"), kind="stable"),
        own=read.texts.own,
        looked_at=looked,
        meets=read.meets,
        denies=read.denies,
        pages=places,
        rows=rows,
    )


def _labelled_rows(
    sentences: Sequence[StoredSentence], labels: Sequence[LabelledSentence]
) -> dict[int, CriterionState]:
    """The strongest state of each sentence that was labelled, in whole or in part, by its index."""
    by_page: dict[tuple[str, int | None], list[tuple[int, str]]] = {}
    for row, one in enumerate(sentences):
        for text in {one.text, one.row or one.text}:
            by_page.setdefault((one.piece, one.page), []).append((row, " ".join(fold(text).split())))
    states: dict[int, CriterionState] = {}
    for label in labels:
        quote = " ".join(fold(label.quote).split())
        for row, text in by_page.get((label.piece, label.page), ()):
            shorter = min(quote, text, key=len)
            if (len(shorter) >= _SAME or shorter == quote) and (quote in text or text in quote):
                states[row] = min(states.get(row, label.state), label.state, key=STRONGEST_FIRST.index)
    return states


class ScorerTraining:
    """Trains on labelled dossiers, all of them or all but some."""

    def __init__(
        self,
        grid: Grid,
        dossiers: Sequence[LabelledDossier],
        space: str,
        labels: str,
        say: Say = _quiet,
        *,
        written: WrittenSentences | None = None,
    ):
        """Put together what is learnt from.

        Args:
            grid: The grid of the labels.
            dossiers: At least three.
            space: The embedding model of their vectors.
            labels: Digest of the labels.
            say: Receives a line when a step is done.
            written: Sentences written for the criteria, that are of no dossier.
        """
        self._grid = grid
        self._dossiers = {one.slug: one for one in dossiers}
        evidence = {one.slug: one.evidence for one in dossiers}
        self._first = JudgeTraining(evidence, written)
        self._second = JudgeTraining(evidence, second=True)
        self._space, self._labels, self._say = space, labels, say

    def all(self, day: date) -> ScorerWeights:
        """Weights from all dossiers."""
        return self._train((), day)

    def held_out(self, day: date) -> list[HeldOut]:
        """For every dossier, weights that know nothing of it: not of its labels, its cells, nor its likenesses."""
        made = []
        for slug in self._dossiers:
            made.append(HeldOut(slug, self._train((slug,), day)))
            self._say(f"entraînement sans {slug} : fait")
        return made

    def _train(self, left_out: Sequence[str], day: date) -> ScorerWeights:
        kept = [one for slug, one in self._dossiers.items() if slug not in left_out]
        labelled = sum(int((record.outcomes >= 0).sum()) for one in kept for record in one.evidence)
        first, second = self._first, self._second
        return ScorerWeights(
            trained=TrainedOn(
                date=day.isoformat(),
                grid=f"{self._grid.name} {self._grid.version}",
                documents=tuple(one.slug for one in kept),
                sentences=labelled,
                labels=self._labels,
            ),
            space=self._space,
            sentence=first.sentence_model(left_out),
            document=first.document_model(left_out),
            heads=self._asking(first.heads(left_out)),
            sure=sure_from([outcome for one in kept for outcome in self._outcomes(one, left_out)]),
            second=SecondOpinion(
                second.sentence_model(left_out), second.document_model(left_out), self._asking(second.heads(left_out))
            ),
        )

    def write_table(self, path: Path) -> None:
        """Write what both regressions of :meth:`all` are fitted on: they can be fitted again without dossiers.

        Those of the second opinion are not there: they are fitted in the same way.
        """
        rows, sets = self._first.rows(), self._first.sets(())
        np.savez_compressed(
            path,
            thousandths=rows.thousandths,
            outcomes=rows.outcomes.astype(np.int8),
            weights=rows.weights.astype(np.float32),
            sets=np.array([row for slug in sets for row in sets[slug]]),
            established=np.array([one.established for slug in sets for one in self._dossiers[slug].evidence]),
        )

    def _asking(self, heads: Mapping[str, Head]) -> dict[str, Head]:
        """The heads with the questions that they were made for."""
        asked = {
            f"{indicator.code}/{criterion.key}": criterion.question
            for indicator in self._grid.indicators
            for criterion in indicator.rubric.criteria
        }
        return {key: replace(head, asks=asked[key]) for key, head in heads.items()}

    def _outcomes(self, dossier: LabelledDossier, left_out: Sequence[str]) -> list[HeldOutVerdict]:
        """Verdicts of a dossier by judges that do not know it, beside its reference."""
        odds = [judge.odds(dossier.slug, left_out) for judge in (self._first, self._second)]
        backs = self._first.denied(dossier.slug, left_out)
        found: dict[str, dict[str, float]] = {}
        denied = set()
        for one, back, both in zip(dossier.evidence, backs, zip(*odds, strict=True), strict=True):
            code, key = one.key.split("/")
            found.setdefault(code, {})[key] = mean_chance(both)
            if back and found[code][key] <= LIKELY:
                denied.add(code)
        outcomes = []
        for indicator in self._grid.indicators:
            if indicator.code in found:
                verdicts = verdict_chances(
                    indicator.rubric,
                    found[indicator.code],
                    dossier.kinds,
                    dossier.kind,
                    denied=indicator.code in denied,
                )
                best = max(verdicts, key=lambda verdict: verdicts[verdict])
                outcomes.append(HeldOutVerdict(best, verdicts[best], dossier.verdicts[indicator.code]))
        return outcomes


def ruled_verdicts(dossier: LabelledDossier, grid: Grid) -> dict[str, Verdict]:
    """The verdicts that the rule of the grid gives with the labelled states: a check of the labels."""
    met: dict[str, set[str]] = {}
    for one in dossier.evidence:
        code, key = one.key.split("/")
        met.setdefault(code, set()).update({key} if one.established else set())
    return {
        indicator.code: verdict_of(indicator.rubric, met[indicator.code], dossier.kinds, dossier.kind)
        for indicator in grid.indicators
        if indicator.code in met
    }
