"""The words of the project as frozen values: what rooms hand to one another.

The ladder is Document > Piece > Page > Sentence; a Passage is a run of sentences of one piece and
the unit that is embedded. Offsets are in characters of ``Page.text``. Pages are numbered from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class DocumentKind(StrEnum):
    """Kind of planning document."""

    SCOT = "scot"
    PLU = "plu"
    PLUI = "plui"


class Stage(StrEnum):
    """Where the document stands in its procedure."""

    ARRETE = "arrete"
    APPROUVE = "approuve"


class PieceKind(StrEnum):
    """Part that a piece plays in its dossier."""

    RAPPORT_PRESENTATION = "rapport_presentation"
    EIE = "eie"
    EVALUATION_ENVIRONNEMENTALE = "evaluation_environnementale"
    RESUME_NON_TECHNIQUE = "resume_non_technique"
    PADD = "padd"
    PAS = "pas"
    DOO = "doo"
    OAP = "oap"
    REGLEMENT = "reglement"
    ANNEXE = "annexe"
    AUTRE = "autre"


class PageStatus(StrEnum):
    """Whether the text of a page can be relied upon."""

    READ = "read"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Verdict(StrEnum):
    """Answer to an indicator. ``A_VERIFIER`` is an abstention of the tool, never of a person."""

    OUI = "oui"
    PARTIEL = "partiel"
    NON = "non"
    SANS_OBJET = "sans_objet"
    A_VERIFIER = "a_verifier"


# --- What a reader makes of a file -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the top left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the part of one that stands on this page: a sentence never crosses a page.

    ``page`` is the ordinal of its page in the piece; ``start`` and ``end`` are offsets in that
    page's text; ``text`` is the slice with its white space collapsed to single spaces.
    """

    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a piece, or one section of a file that has no pages.

    ``ordinal`` counts from 1 in the piece. ``number`` is the physical page number, equal to the
    ordinal for a PDF and None for a file without pages (docx, odt, html...), whose ``label`` is
    then the heading path. ``label`` is the page number as printed, when the file gives one.
    ``text`` is the cleaned text of the whole page; ``reason`` says in French why a page is not
    read. Running headers and footers stay in ``text``, but belong to no sentence.
    """

    ordinal: int
    number: int | None
    label: str | None
    text: str
    status: PageStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A run of consecutive sentences of one piece, before it is stored.

    ``first`` and ``last`` (inclusive) are positions in ``ReadPiece.sentences``; ``section`` is the
    heading path above the passage, outermost first; ``text`` is its sentences joined by a space.
    """

    first: int
    last: int
    section: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """All that ingestion knows of one file; stored in one transaction."""

    name: str
    filename: str
    sha256: str
    size: int
    media_type: str
    kind: PieceKind
    reader: str
    pages: tuple[Page, ...]
    sentences: tuple[Sentence, ...]
    passages: tuple[PassageDraft, ...]
    warnings: tuple[str, ...] = ()


# --- What the corpus hands out -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document as the user described it, with what is known of its pieces."""

    slug: str
    title: str
    kind: DocumentKind | None
    territory: str | None
    stage: Stage | None
    date: date | None
    pieces: tuple[PieceInfo, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PieceInfo:
    """A stored piece; ``indexed_by`` names the embedding model of its vectors, None before."""

    name: str
    filename: str
    sha256: str
    size: int
    kind: PieceKind
    reader: str
    pages: int
    pages_read: int
    passages: int
    indexed_by: str | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of the corpus with the sentences that stand on it."""

    document: str
    piece: str
    filename: str
    page: Page
    sentences: tuple[StoredSentence, ...]


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of the corpus with all that a citation needs.

    ``page`` is the physical page (None for a file without pages), ``ordinal`` the position of the
    page in its piece, ``position`` the rank of the sentence in the piece, from 0.
    """

    document: str
    piece: str
    ordinal: int
    page: int | None
    label: str | None
    position: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of the corpus. ``first_position``..``last_position`` are its sentences' ranks."""

    id: str
    document: str
    piece: str
    piece_kind: PieceKind
    position: int
    section: tuple[str, ...]
    text: str
    first_position: int
    last_position: int
    first_page: int | None
    last_page: int | None
    first_ordinal: int
    last_ordinal: int
    label: str | None


# --- Looking for evidence ----------------------------------------------------------------------


class Side(StrEnum):
    """Which index a query is meant for."""

    DENSE = "dense"
    LEXICAL = "lexical"
    BOTH = "both"


#: Origins of queries that retrieval treats in their own way; others are only shown.
VOCABULARY = "vocabulaire"
SUB_QUESTION = "sous-question"


@dataclass(frozen=True, slots=True)
class Query:
    """One text to look for. ``origin`` says where it comes from (« question », « vocabulaire »...).

    In a text of the lexical side, « ; » separates expressions.
    """

    text: str
    side: Side = Side.BOTH
    origin: str = "question"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryTrace:
    """Why a passage came: the query, the index, the rank from 1 and the raw score of that index."""

    query: str
    side: Side
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score (greater is better, comparable within one search only).

    ``page_scores`` gives (physical page, score) for each page the passage stands on, where pages
    were scored on their own; scores of pages compare with those of pages. ``also`` are passages that
    say nearly the same and are not shown again.
    """

    passage: StoredPassage
    score: float
    trace: tuple[QueryTrace, ...] = ()
    page_scores: tuple[tuple[int | None, float], ...] = ()
    also: tuple[StoredPassage, ...] = ()


# --- Answers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands. ``start``/``end`` are offsets in the page's text.

    ``document`` is the slug of the document quoted: an answer may cite several.
    """

    piece: str
    page: int | None
    label: str | None
    quote: str
    ordinal: int
    start: int
    end: int
    document: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A number found in a cited sentence: what it measures (``label``), in which ``unit``."""

    value: float
    unit: str | None
    label: str | None
    piece: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked at for an answer; it is what gives a « non » its weight.

    ``passages`` counts the passages retrieved, ``pieces`` names the pieces that could be searched,
    ``left_out`` counts passages retrieved but not shown to the model for lack of room,
    ``pages_unread`` lists the pages nobody could read, as « piece p. n ».
    """

    queries: tuple[str, ...]
    passages: int
    pieces: tuple[str, ...]
    best_score: float | None = None
    left_out: int = 0
    pages_unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an indicator (``indicator`` set) or to a free question (``question`` set).

    ``record`` holds what is needed to trace the answer to its run: model digest, quantisation,
    prompt version, grid hash, corpus hash, token counts, retrieval trace.
    """

    document: str
    indicator: str | None
    question: str | None
    verdict: Verdict
    rationale: str
    values: tuple[Value, ...]
    citations: tuple[Citation, ...]
    searched: Searched
    warnings: tuple[str, ...]
    llm: str
    seconds: float
    record: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One cell of a manual analysis; ``content`` holds its evidence and values as JSON."""

    document: str
    indicator: str
    annotator: str
    verdict: Verdict
    minutes: float | None
    content: Mapping[str, Any]


# --- Long work ---------------------------------------------------------------------------------


class JobStatus(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """Long work with progress: ``done`` of ``total`` units of the current ``stage``."""

    id: str
    kind: str
    payload: Mapping[str, Any]
    status: JobStatus
    stage: str | None
    done: int
    total: int
    attempts: int
    result: Mapping[str, Any] | None
    error: Mapping[str, Any] | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
