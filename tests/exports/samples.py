"""Answers and decisions to export, written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain import (
    Answer,
    AnswerWarning,
    Cell,
    CellStatus,
    Citation,
    Decision,
    DecisionEvidence,
    DecisionStanding,
    DocumentInfo,
    DocumentKind,
    MadeWith,
    PieceInfo,
    PieceKind,
    Provenance,
    Review,
    ReviewAct,
    Searched,
    Stage,
    Value,
    Verdict,
)
from exports import Export, ExportedDocument
from indicator_queries import load_grid

DOCUMENT = DocumentInfo(
    slug="plui-essai",
    title="PLUi de l'Essai",
    kind=DocumentKind.PLUI,
    territory="Essai",
    stage=Stage.ARRETE,
    date=date(2025, 3, 1),
    pieces=(PieceInfo("reglement", "reglement.pdf", "ab" * 32, 1, PieceKind.REGLEMENT, "r", 90, 88, 10, None, ()),),
    created_at=datetime(2025, 4, 1, tzinfo=UTC),
)
SEARCHED = Searched(queries=("pleine terre",), passages=20, pieces=("reglement",), pages_unread=("carte p. 3",))
PLEINE_TERRE = Answer(
    document="plui-essai",
    indicator="I14",
    question=None,
    verdict=Verdict.OUI,
    rationale="Le règlement impose 60 % de pleine terre.",
    values=(Value(60.0, "%", "Part de pleine terre", "reglement", 81), Value(1250.5, "m²", None, "annexe", None)),
    citations=(
        Citation("reglement", 81, "75", "60 % au moins des espaces libres restent en pleine terre.", 81, 0, 57),
        Citation("reglement", 12, None, "- un arbre pour quatre places.", 12, 10, 40),
        Citation("annexe", None, "2. Palette", "Liste des essences.", 4, 0, 19),
    ),
    searched=SEARCHED,
    warnings=(AnswerWarning.legacy("carte p. 3 : page illisible"),),
    llm="modele-essai",
    seconds=12.34,
    provenance=Provenance(MadeWith("modele", None, None, 4096, "none", "1", "standard", None, None)),
)
ABSENT = replace(
    PLEINE_TERRE, indicator="I03", verdict=Verdict.NON, rationale="Rien trouvé.", values=(), citations=(), warnings=()
)
GRID = load_grid()


def reviewed(cell: Cell, decision: Decision, verdict: Verdict | None, **changed: Any) -> Cell:
    """The cell with a decision of « A. Relectrice » (fictional)."""
    evidence = tuple(DecisionEvidence(one, 3) for one in changed.pop("citations", cell.citations))
    values = changed.pop("values", cell.values)
    review = Review(
        id=7,
        document=cell.document,
        indicator=cell.indicator,
        answer=cell.answer_number,
        reviewer="A. Relectrice",
        act=ReviewAct.DECIDE,
        decision=decision,
        verdict=verdict,
        tool_verdict=cell.answer.verdict if cell.answer else None,
        values=values,
        evidence=evidence,
        comment=changed.pop("comment", None),
        seconds=None,
        replaces=None,
        restores=None,
        current=True,
        created_at=datetime(2025, 5, 2, 10, tzinfo=UTC),
    )
    return replace(
        cell,
        status={
            Decision.ACCEPTE: CellStatus.VALIDATED,
            Decision.CORRIGE: CellStatus.CORRECTED,
            Decision.DOUTE: CellStatus.DOUBTFUL,
        }[decision],
        verdict=verdict,
        values=values,
        citations=review.citations,
        comment=review.comment,
        decision=review,
        standing=changed.pop("standing", DecisionStanding.UNCHANGED),
        **changed,
    )


def answered(answer: Answer, number: int = 1) -> Cell:
    """The cell of an answer that nobody decided on."""
    assert answer.indicator
    return Cell(
        answer.document, answer.indicator, CellStatus.NOT_REVIEWED, answer.verdict, answer.values, answer.citations,
        answer=answer, answer_number=number,
    )  # fmt: skip


#: Ten and thirty per cent stand in two sentences: the value of the second must not be beside the first.
TEN = Citation("reglement", 12, "8", "En zone UA, 10 % au moins restent en pleine terre.", 12, 0, 49, "plui-essai")
THIRTY = Citation("reglement", 14, "10", "En zone UB, 30 % au moins restent en pleine terre.", 14, 0, 49, "plui-essai")
NOTHING = Citation("rapport", 3, None, "Il n'est pas possible de conclure.", 3, 0, 34, "plui-essai")


def value_in(citation: Citation, number: float, unit: str | None = "%", label: str | None = "Pleine terre") -> Value:
    """A value that stands in a citation."""
    return Value(
        number, unit, label, citation.piece, citation.page, "plui-essai", citation.quote, citation.ordinal,
        citation.start, citation.end,
    )  # fmt: skip


CORRECTED = reviewed(
    answered(PLEINE_TERRE, 4),
    Decision.CORRIGE,
    Verdict.PARTIEL,
    citations=(TEN, THIRTY, NOTHING),
    values=(value_in(THIRTY, 30.0), value_in(TEN, 10.0), Value(12.0, "ha", "Surface", "annexe", 9, "plui-essai")),
    comment="La zone UA n'a que 10 %.",
)
LOST = reviewed(
    answered(replace(PLEINE_TERRE, indicator="I05")),
    Decision.ACCEPTE,
    Verdict.OUI,
    citations=(TEN,),
    values=(),
    lost=(TEN,),
    standing=DecisionStanding.EVIDENCE_GONE,
)
DOUBTED = reviewed(answered(replace(ABSENT, indicator="I06")), Decision.DOUTE, None)


def document(*cells: Cell) -> ExportedDocument:
    """The document with these cells."""
    return ExportedDocument(DOCUMENT, GRID, cells, {("annexe", 9): "IX"})


def export(*cells: Cell, others: tuple[ExportedDocument, ...] = ()) -> Export:
    """The document with these cells, to be written."""
    return Export((document(*cells), *others), datetime(2025, 6, 1, 9, 30, tzinfo=UTC))
