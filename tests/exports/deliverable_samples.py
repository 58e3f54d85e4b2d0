"""Material of deliverables, written by hand: two versions of a fictional plan, and a passage collected."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image

from domain import Cell, Decision, Stage, Verdict
from domain.kept_answers import AnswerNote, KeptQuote, PlacedAnswer
from domain.practices import GoodPractice
from exports import Export, ExportedDocument
from exports.deliverables.material import Material, MeasuredShare
from tests.exports.samples import ABSENT, CORRECTED, DOCUMENT, DOUBTED, GRID, LOST, PLEINE_TERRE, answered, reviewed

NEWER = replace(
    DOCUMENT, slug="plui-essai-approuve", title="PLUi de l'Essai, approuvé", stage=Stage.APPROUVE, plan="essai",
    date=date(2026, 2, 1),
)  # fmt: skip
OLDER = replace(DOCUMENT, plan="essai")
ACCEPTED = reviewed(answered(replace(PLEINE_TERRE, indicator="I01")), Decision.ACCEPTE, Verdict.OUI)
NEVER_SEEN = answered(ABSENT)
CELLS = (ACCEPTED, NEVER_SEEN, LOST, DOUBTED, CORRECTED)
PRACTICE = GoodPractice(
    number=3, document="plui-essai", indicator="I14", piece="reglement", ordinal=12, page=12, label="8",
    quote="En zone UA, 10 % au moins restent en pleine terre.", title="Pleine terre en zone dense",
    theme="Nature en ville", tags=("pleine terre", "zone UA"), note="Chiffrée.", tool="Règlement, zone UA",
    person="A. Relectrice", created_at=datetime(2025, 5, 3, tzinfo=UTC),
)  # fmt: skip


_ASKED = replace(PLEINE_TERRE, indicator=None, question="Quelle part de pleine terre ?")
KEPT = PlacedAnswer(
    AnswerNote(
        1, ("plui-essai",), 7, "Quelle part de pleine terre ?", _ASKED, "À citer.", True, "A. Relectrice",
        datetime(2025, 5, 4, tzinfo=UTC),
    ),
    (
        KeptQuote(_ASKED.citations[0], "plui-essai", replace(_ASKED.citations[0], page=83, ordinal=83)),
        KeptQuote(_ASKED.citations[1], "plui-essai", None),
        KeptQuote(_ASKED.citations[2], "plui-essai", _ASKED.citations[2]),
    ),
)  # fmt: skip


def picture() -> bytes:
    """A small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(buffer, format="PNG")
    return buffer.getvalue()


def newer(*cells: Cell) -> ExportedDocument:
    """The second version, with these cells as its own."""
    return ExportedDocument(NEWER, GRID, tuple(replace(cell, document=NEWER.slug) for cell in cells))


def material(*documents: ExportedDocument) -> Material:
    """Material of these documents; of both versions where none is given."""
    chosen = documents or (ExportedDocument(OLDER, GRID, CELLS), newer(ACCEPTED, replace(CORRECTED, values=())))
    return Material(
        Export(chosen, datetime(2025, 6, 1, 9, 30, tzinfo=UTC)),
        GRID,
        practices=(PRACTICE,),
        kept_answers=(KEPT,),
        pictures={("plui-essai", "reglement", 12): picture()},
        measures=(MeasuredShare("I14", "Stabilité", 0.8, 0.5, 0.95, 10, "étude fictive"),),
        seconds={("plui-essai", "I14"): 300.0},
        former_articles={"L.151-23": ("L.123-1-5 III 2°",)},
        fill_in=lambda: b"PK",
    )
