"""People decide cells: accept, correct, doubt, confirm, withdraw, undo; every act is a row that nothing overwrites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import Corpus
from corpus.review_store import ReviewDraft
from domain import (
    Cell,
    Clock,
    ClockMode,
    Decision,
    DecisionEvidence,
    NotedEvidence,
    Review,
    ReviewAct,
    Value,
    Verdict,
)
from domain.errors import UnknownIndicator, UsageError
from indicator_queries import Grid
from use_cases.cells import Cells
from use_cases.decided_content import kept_evidence, placed_evidence, placed_values

_NEEDS_PROOF = (Verdict.OUI, Verdict.PARTIEL)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided, as asked; None for values or evidence keeps those that the cell shows."""

    answer: int | None
    reviewer: str
    decision: Decision
    verdict: Verdict | None
    comment: str | None
    values: Sequence[Value] | None
    evidence: Sequence[NotedEvidence] | None
    clock: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An act with what stood before it: None where the tool's answer stood alone."""

    review: Review
    before: Review | None


class Reviewing:
    """The acts of people on cells."""

    def __init__(self, corpus: Corpus, grid: Grid, cells: Cells | None = None):
        self._corpus = corpus
        self._grid = grid
        self._cells = cells or Cells(corpus, grid)

    def seconds(self, document: str) -> Mapping[str, Mapping[ClockMode, float]]:
        """Time spent on each cell of a document, by indicator and way of working."""
        seconds: dict[str, dict[ClockMode, float]] = {}
        for clock in self._corpus.clocks.all(document):
            own = seconds.setdefault(clock.indicator, {})
            own[clock.mode] = own.get(clock.mode, 0.0) + clock.seconds
        return seconds

    def review(self, document: str, indicator: str, decided: Decided, seen: int | None) -> Review:
        """Keep a decision as the current one of its cell, and stop its clock.

        Accepting a cell that was already decided confirms the decision with all that it says; it never goes back
        to the tool's answer, which is an act of its own (:meth:`withdraw`).

        Args:
            document: Slug.
            indicator: Code.
            decided: The decision.
            seen: Number of the last act that the person saw, None when there was none.

        Raises:
            UnknownIndicator: the grid has no such code, or the answer named is not of this cell.
            UsageError: the decision does not hold together.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        cell = self._as_read(self._cells.cell(document, indicator), decided.answer)
        seconds = None
        if decided.clock is not None:
            seconds = self._clock_of(decided.clock, document, indicator).seconds
        review = self._corpus.reviews.put(document, indicator, self._draft(cell, decided, seconds), seen)
        if decided.clock is not None:
            self._corpus.clocks.stop(decided.clock)  # after the decision is kept: a refused one goes on being timed
        return review

    def confirm(self, document: str, indicator: str, reviewer: str, seen: int | None) -> Review:
        """Keep the decision beside the tool's present answer; quotes that moved are taken where they stand.

        Raises:
            UsageError: the cell has no decision.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        cell, decision = self._decided(document, indicator, "reprendre")
        draft = _confirmation(cell, decision, decision.decision, reviewer)
        return self._corpus.reviews.put(document, indicator, draft, seen)

    def withdraw(self, document: str, indicator: str, reviewer: str, seen: int | None) -> Review:
        """Go back to the tool's answer; the decision stays in the history.

        Raises:
            UsageError: the cell has no decision.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        cell, _ = self._decided(document, indicator, "retirer")
        return self._corpus.reviews.put(document, indicator, _withdrawal(cell, reviewer, ReviewAct.WITHDRAW), seen)

    def undo(self, document: str, indicator: str, reviewer: str, seen: int | None) -> Review:
        """Put back what stood before the last act on the cell; undone in its turn, the act stands again.

        Raises:
            UsageError: nobody did anything on the cell.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        cell = self._cells.cell(document, indicator)
        history = self._corpus.reviews.history(document, indicator)
        if not history:
            raise UsageError("Il n'y a rien à annuler sur cette case.", where=f"{document} / {indicator}")
        before = next((one for one in history if one.id == history[0].replaces), None)
        draft = (
            _withdrawal(cell, reviewer, ReviewAct.UNDO) if before is None else _again(before, reviewer, ReviewAct.UNDO)
        )
        return self._corpus.reviews.put(document, indicator, draft, seen)

    def restore(self, document: str, indicator: str, number: int, reviewer: str, seen: int | None) -> Review:
        """Put back a former decision of the history of the cell.

        Raises:
            UsageError: the history of the cell has no such decision.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        self._cells.cell(document, indicator)
        former = next((one for one in self._corpus.reviews.history(document, indicator) if one.id == number), None)
        if former is None:
            raise UsageError(
                f"L'historique de cette case n'a pas de décision n° {number}.", where=f"{document} / {indicator}"
            )
        draft = _again(former, reviewer, ReviewAct.RESTORE)
        return self._corpus.reviews.put(document, indicator, draft, seen)

    def history(self, document: str, indicator: str) -> tuple[HistoryEntry, ...]:
        """Every act on a cell with what stood before it, newest first."""
        rows = self._corpus.reviews.history(document, indicator)
        by_number = {one.id: one for one in rows}
        return tuple(
            HistoryEntry(one, by_number.get(one.replaces) if one.replaces is not None else None) for one in rows
        )

    def _decided(self, document: str, indicator: str, to: str) -> tuple[Cell, Review]:
        """A cell with its decision, which somebody wants « to » do something with."""
        cell = self._cells.cell(document, indicator)
        if cell.decision is None:
            raise UsageError(f"Cette case n'a pas de décision à {to}.", where=f"{document} / {indicator}")
        return cell, cell.decision

    # --- What is kept -------------------------------------------------------------------------------

    def _draft(self, cell: Cell, decided: Decided, seconds: float | None) -> ReviewDraft:
        if decided.verdict is Verdict.A_VERIFIER:
            raise UsageError("« à vérifier » est une abstention de l'outil : une personne dit un verdict, ou doute.")
        if decided.decision is Decision.RETIRE:
            raise UsageError("Pour revenir à la réponse de l'outil, retirez la décision.")
        if decided.decision is Decision.ACCEPTE:
            return self._accepted(cell, decided, seconds)
        if decided.decision is Decision.CORRIGE and decided.verdict is None:
            raise UsageError("Une correction dit le verdict : oui, partiel, non ou sans_objet.")
        verdict: Verdict | None = decided.verdict
        if decided.decision is Decision.DOUTE and verdict is None and cell.decision is not None:
            verdict = cell.decision.verdict  # who doubts a decision does not take back what it says
        values, evidence = self._content(cell, decided)
        _check_evidence(verdict, evidence)
        return ReviewDraft(
            answer=cell.answer_number,
            reviewer=decided.reviewer,
            decision=decided.decision,
            verdict=verdict,
            comment=decided.comment,
            seconds=seconds,
            values=values,
            evidence=evidence,
            tool_verdict=_tool_verdict(cell),
        )

    def _accepted(self, cell: Cell, decided: Decided, seconds: float | None) -> ReviewDraft:
        if cell.verdict not in (None, Verdict.A_VERIFIER) and decided.verdict not in (None, cell.verdict):
            raise UsageError("Valider une case garde son verdict ; pour un autre, corrigez.")
        if cell.decision is not None and cell.decision.verdict is not None:
            kept = cell.decision.decision
            if kept is Decision.DOUTE:
                kept = Decision.ACCEPTE if _says_the_same(cell) else Decision.CORRIGE
            return _confirmation(cell, cell.decision, kept, decided.reviewer, decided.comment, seconds)
        answer = cell.answer
        if answer is None or answer.verdict is Verdict.A_VERIFIER:
            raise UsageError("L'outil n'a pas conclu : il n'y a pas de verdict à accepter. Corrigez, ou doutez.")
        if decided.verdict not in (None, answer.verdict):
            raise UsageError("Valider une réponse garde son verdict ; pour un autre, corrigez.")
        evidence = kept_evidence(answer.citations)
        _check_evidence(answer.verdict, evidence)
        return ReviewDraft(
            answer=cell.answer_number,
            reviewer=decided.reviewer,
            decision=Decision.ACCEPTE,
            verdict=answer.verdict,
            comment=decided.comment,
            seconds=seconds,
            values=answer.values,
            evidence=evidence,
            tool_verdict=answer.verdict,
        )

    def _content(self, cell: Cell, decided: Decided) -> tuple[tuple[Value, ...], tuple[DecisionEvidence, ...]]:
        tool = cell.answer
        shown_values = (*cell.values, *(tool.values if tool else ()))
        shown_citations = (*cell.citations, *(tool.citations if tool else ()))
        values = cell.values if decided.values is None else placed_values(decided.values, shown_values)
        if decided.evidence is not None:
            return values, placed_evidence(self._corpus, cell.document, decided.evidence, shown_citations)
        return values, _evidence_shown(cell)

    def _as_read(self, cell: Cell, number: int | None) -> Cell:
        """The cell as the person had it before their eyes: the tool may have answered again since."""
        if number is None or number == cell.answer_number:
            return cell
        answer = self._corpus.answers.by_number(number)
        if answer is None or (answer.document, answer.indicator) != (cell.document, cell.indicator):
            raise UnknownIndicator(
                f"La réponse n° {number} n'est pas une réponse de {cell.document} à {cell.indicator}.",
                remedy="Rechargez la page : le dossier a pu être lu de nouveau.",
            )
        read = replace(cell, answer=answer, answer_number=number)
        if cell.decision is not None:
            return read
        return replace(read, verdict=answer.verdict, values=answer.values, citations=answer.citations)

    # --- Clocks -------------------------------------------------------------------------------------

    def start_clock(self, document: str, indicator: str, person: str, mode: ClockMode) -> Clock:
        """Start, or go on with, a person's clock on a cell; their clock on another cell pauses.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownIndicator: the grid has no such code.
        """
        self._corpus.documents.get(document)
        if all(known.code != indicator for known in self._grid.indicators):
            raise UnknownIndicator(f"La grille n'a pas d'indicateur « {indicator} ».")
        return self._corpus.clocks.start(document, indicator, person, mode)

    def _clock_of(self, identifier: str, document: str, indicator: str) -> Clock:
        clock = self._corpus.clocks.get(identifier)
        if (clock.document, clock.indicator) != (document, indicator):
            raise UsageError("Ce chronomètre mesure une autre case.", where=f"{clock.document} / {clock.indicator}")
        if clock.mode is not ClockMode.ASSISTE:
            raise UsageError("Ce chronomètre mesure le travail à la main, pas la relecture d'une réponse.")
        return clock


def _evidence_shown(cell: Cell) -> tuple[DecisionEvidence, ...]:
    """The evidence that the cell shows, where it stands today."""
    if cell.decision is None:
        return kept_evidence(cell.citations)
    return tuple(
        DecisionEvidence(citation, one.pertinence)
        for citation, one in zip(cell.citations, cell.decision.evidence, strict=True)
    )


def _says_the_same(cell: Cell) -> bool:
    """Whether a decision says what the tool's present answer says."""
    answer = cell.answer
    return answer is not None and (cell.verdict, cell.values, cell.citations) == (
        answer.verdict, answer.values, answer.citations,
    )  # fmt: skip


def _tool_verdict(cell: Cell) -> Verdict | None:
    """What the tool answers now; without an answer, what it had answered when the cell was last decided."""
    if cell.answer is not None:
        return cell.answer.verdict
    return cell.decision.tool_verdict if cell.decision else None


def _confirmation(
    cell: Cell,
    decision: Review,
    kept: Decision,
    reviewer: str,
    comment: str | None = None,
    seconds: float | None = None,
) -> ReviewDraft:
    return ReviewDraft(
        answer=cell.answer_number,
        reviewer=reviewer,
        decision=kept,
        verdict=decision.verdict,
        comment=decision.comment if comment is None else comment,
        seconds=seconds,
        values=cell.values,
        evidence=_evidence_shown(cell),
        tool_verdict=_tool_verdict(cell),
        act=ReviewAct.CONFIRM,
    )


def _withdrawal(cell: Cell, reviewer: str, act: ReviewAct) -> ReviewDraft:
    return ReviewDraft(cell.answer_number, reviewer, Decision.RETIRE, None, tool_verdict=_tool_verdict(cell), act=act)


def _again(former: Review, reviewer: str, act: ReviewAct) -> ReviewDraft:
    return ReviewDraft(
        answer=former.answer,
        reviewer=reviewer,
        decision=former.decision,
        verdict=former.verdict,
        comment=former.comment,
        values=former.values,
        evidence=former.evidence,
        tool_verdict=former.tool_verdict,
        act=act,
        restores=former.id,
    )


def _check_evidence(verdict: Verdict | None, evidence: Sequence[DecisionEvidence]) -> None:
    if verdict in _NEEDS_PROOF and not evidence:
        raise UsageError(
            f"Un verdict « {verdict.value if verdict else ''} » demande au moins une preuve.",
            remedy="Donnez la pièce et la page.",
        )
