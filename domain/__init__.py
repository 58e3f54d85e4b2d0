"""The words of the project as frozen values: what packages hand to one another.

The ladder is Document > Piece > Page > Sentence; a Passage is a run of sentences of one piece and
the unit that is embedded. Offsets are in characters of ``Page.text``. Pages are numbered from 1.
"""

from __future__ import annotations

from domain.answers import Answer, AskedQuestion, Citation, Comparator, Conversation, Run, Searched, Value
from domain.cells import Cell, CellStatus, DecisionStanding
from domain.documents import DocumentInfo, PieceInfo, StoredPage, StoredPassage, StoredSentence
from domain.enums import (
    LOW_CONFIDENCE,
    NOT_OF_THE_PLAN,
    DocumentKind,
    PageKind,
    PageStatus,
    PieceKind,
    Stage,
    Verdict,
)
from domain.jobs import Job, JobStatus
from domain.packets import (
    CriterionReading,
    CriterionState,
    Packet,
    PacketSentence,
    Reading,
    ReadValue,
    ScoredSentence,
    render_sentences,
)
from domain.pieces import (
    Box,
    Page,
    PageTable,
    PassageDraft,
    Provision,
    ProvisionKind,
    ReadPiece,
    RecognisedWord,
    Sentence,
    TableRow,
)
from domain.provenance import PacketRecord, ReadingProtocol, ReadingRecord, SentencePlace
from domain.reviews import (
    Annotation,
    Clock,
    ClockMode,
    ClockState,
    Decision,
    DecisionEvidence,
    GoldVersion,
    Review,
    ReviewAct,
)
from domain.search import CRITERION, SUB_QUESTION, VOCABULARY, Hit, Query, QueryTrace, Side
from domain.users import CurrentUser

__all__ = [
    "CRITERION",
    "LOW_CONFIDENCE",
    "NOT_OF_THE_PLAN",
    "SUB_QUESTION",
    "VOCABULARY",
    "Annotation",
    "Answer",
    "AskedQuestion",
    "Box",
    "Cell",
    "CellStatus",
    "Citation",
    "Clock",
    "ClockMode",
    "ClockState",
    "Comparator",
    "Conversation",
    "CriterionReading",
    "CriterionState",
    "CurrentUser",
    "Decision",
    "DecisionEvidence",
    "DecisionStanding",
    "DocumentInfo",
    "DocumentKind",
    "GoldVersion",
    "Hit",
    "Job",
    "JobStatus",
    "Packet",
    "PacketRecord",
    "PacketSentence",
    "Page",
    "PageKind",
    "PageStatus",
    "PageTable",
    "PassageDraft",
    "PieceInfo",
    "PieceKind",
    "Provision",
    "ProvisionKind",
    "Query",
    "QueryTrace",
    "ReadPiece",
    "ReadValue",
    "Reading",
    "ReadingProtocol",
    "ReadingRecord",
    "RecognisedWord",
    "Review",
    "ReviewAct",
    "Run",
    "ScoredSentence",
    "Searched",
    "Sentence",
    "SentencePlace",
    "Side",
    "Stage",
    "StoredPage",
    "StoredPassage",
    "StoredSentence",
    "TableRow",
    "Value",
    "Verdict",
    "render_sentences",
]
