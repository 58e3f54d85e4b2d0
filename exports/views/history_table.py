"""What people did on cells: who, when, what, and what stood before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import Decision, Review, ReviewAct
from exports.file_text import amounts_once, moment_text, pages_text, quotes_text, verdict_text
from exports.table import Column, Content, Table, Tinted

ACTS = {
    ReviewAct.DECIDE: "Décision",
    ReviewAct.CONFIRM: "Décision reprise",
    ReviewAct.WITHDRAW: "Retour à la réponse de l'outil",
    ReviewAct.UNDO: "Annulation",
    ReviewAct.RESTORE: "Décision remise",
}
DECISIONS = {
    Decision.ACCEPTE: "validée",
    Decision.CORRIGE: "corrigée",
    Decision.DOUTE: "douteuse",
    Decision.RETIRE: "retirée",
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An act on a cell, named, with what stood before it: None where the tool's answer stood alone."""

    cell: str
    review: Review
    before: Review | None


def history_table(rows: Sequence[HistoryRow], *, subject: str) -> Table:
    """One row an act, in the order given."""
    return Table(
        name="Historique",
        subject=subject,
        columns=(
            Column("Indicateur", 26), Column("Le", 18), Column("Par", 16), Column("Acte", 16), Column("État", 12),
            Column("Verdict", 11, centred=True), Column("Commentaire", 30), Column("Valeurs", 28),
            Column("Citations", 60), Column("Avant : état", 12), Column("Avant : verdict", 11, centred=True),
            Column("Avant : valeurs", 28), Column("Avant : pages", 24),
        ),
        rows=tuple(_row(row) for row in rows),
        about=(
            ("Contenu", "Une ligne par acte, du plus récent au plus ancien pour chaque indicateur."),
            ("Avant", "Ce qui tenait avant l'acte ; « réponse de l'outil » où personne n'avait encore décidé."),
        ),
    )  # fmt: skip


def _row(row: HistoryRow) -> tuple[Content, ...]:
    review, before = row.review, row.before
    return (
        row.cell,
        moment_text(review.created_at),
        review.reviewer,
        ACTS[review.act],
        *_said(review),
        review.comment or "",
        _values(review),
        quotes_text(review.citations),
        *(_said(before) if before else ("réponse de l'outil", "")),
        *(_shown(before) if before else ("", "")),
    )


def _said(review: Review) -> tuple[Content, Content]:
    retired = review.decision is Decision.RETIRE
    return DECISIONS[review.decision], "" if retired else Tinted(verdict_text(review.verdict), review.verdict)


def _values(review: Review) -> str:
    return "\n".join(amounts_once(review.values))


def _shown(review: Review) -> tuple[Content, Content]:
    return _values(review), pages_text(review.citations)
