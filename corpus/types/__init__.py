"""The words of the project as frozen values: what rooms hand to one another.

The ladder is Document > Piece > Page > Sentence; a Passage is a run of sentences of one piece and
the unit that is embedded. Offsets are in characters of ``Page.text``. Pages are numbered from 1.
"""

from __future__ import annotations

from corpus.types.answered import Answer, AskedQuestion, Citation, Conversation, Run, Searched, Value
from corpus.types.found import CRITERION, SUB_QUESTION, VOCABULARY, Hit, Query, QueryTrace, Side
from corpus.types.jobs import Job, JobStatus
from corpus.types.names import LOW_CONFIDENCE, DocumentKind, PageKind, PageStatus, PieceKind, Stage, Verdict
from corpus.types.read import (
    Box,
    Force,
    Page,
    PageTable,
    PassageDraft,
    Provision,
    ReadPiece,
    RecognisedWord,
    Sentence,
    TableRow,
)
from corpus.types.reviewed import Annotation, Clock, ClockMode, ClockState, Decision, GoldVersion, Review
from corpus.types.stored import DocumentInfo, PieceInfo, StoredPage, StoredPassage, StoredSentence

__all__ = [
    "CRITERION",
    "LOW_CONFIDENCE",
    "SUB_QUESTION",
    "VOCABULARY",
    "Annotation",
    "Answer",
    "AskedQuestion",
    "Box",
    "Citation",
    "Clock",
    "ClockMode",
    "ClockState",
    "Conversation",
    "Decision",
    "DocumentInfo",
    "DocumentKind",
    "Force",
    "GoldVersion",
    "Hit",
    "Job",
    "JobStatus",
    "Page",
    "PageKind",
    "PageStatus",
    "PageTable",
    "PassageDraft",
    "PieceInfo",
    "PieceKind",
    "Provision",
    "Query",
    "QueryTrace",
    "ReadPiece",
    "RecognisedWord",
    "Review",
    "Run",
    "Searched",
    "Sentence",
    "Side",
    "Stage",
    "StoredPage",
    "StoredPassage",
    "StoredSentence",
    "TableRow",
    "Value",
    "Verdict",
]
