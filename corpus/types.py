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


class PageKind(StrEnum):
    """What a page is made of, decided before it is read.

    ``FONT`` is a page whose text layer is not language, ``SCAN`` a picture of text, ``MAP`` a map, a
    drawing or a photograph, ``BROKEN`` a page that no reader could load.
    """

    TEXT = "text"
    SCAN = "scan"
    FONT = "font"
    MAP = "map"
    BLANK = "blank"
    BROKEN = "broken"


#: Mean confidence of a recognised page under which whoever cites it is warned.
LOW_CONFIDENCE = 0.8


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
    page's text; ``text`` is the slice with its white space collapsed to single spaces. A sentence
    that is a row of a table has in ``row`` the same words with the names of their columns.
    """

    page: int
    start: int
    end: int
    text: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word of a page read by character recognition: its offsets in the page's text and its box.

    ``confidence`` is the engine's own, from 0 to 1.
    """

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of a page: what stands at ``start``..``end`` of the page's text, and how it reads.

    ``text`` gives each cell the name of its column: « Zone : UA ; Pleine terre : 40 % ».
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table of a page, as HTML for display and as rows of text."""

    html: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a piece, or one section of a file that has no pages.

    ``ordinal`` counts from 1 in the piece. ``number`` is the physical page number, equal to the
    ordinal for a PDF and None for a file without pages (docx, odt, html...), whose ``label`` is
    then the heading path. ``label`` is the page number as printed, when the file gives one.
    ``text`` is the cleaned text of the whole page; ``reason`` says in French why a page is not
    read. Running headers and footers stay in ``text``, but belong to no sentence: ``removed`` lists
    them. ``kind`` says what the page is made of and ``triage`` by which measures, in French.
    ``confidence`` (0 to 1) is set when the text comes from character recognition, with its ``words``.
    """

    ordinal: int
    number: int | None
    label: str | None
    text: str
    status: PageStatus
    reason: str | None = None
    kind: PageKind = PageKind.TEXT
    triage: str | None = None
    confidence: float | None = None
    removed: tuple[str, ...] = ()
    words: tuple[RecognisedWord, ...] = ()
    tables: tuple[PageTable, ...] = ()


class Force(StrEnum):
    """Whether a numbered provision binds or advises."""

    PRESCRIPTION = "prescription"
    RECOMMANDATION = "recommandation"


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered provision of a document: « Prescription P12 » is (PRESCRIPTION, « P12 »)."""

    force: Force
    number: str


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A run of consecutive sentences of one piece, before it is stored.

    ``first`` and ``last`` (inclusive) are positions in ``ReadPiece.sentences``; ``section`` is the
    heading path above the passage, outermost first; ``text`` is its sentences joined by a space, a
    row of a table with the names of its columns. ``provision`` is set when the passage is (part of)
    one prescription or recommandation.
    """

    first: int
    last: int
    section: tuple[str, ...]
    text: str
    provision: Provision | None = None


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
    """A document as the user described it, with what is known of its pieces.

    ``plan`` is shared by the versions of one plan; ``version`` names this one (« modification n° 2 »)
    and ``versions`` are the slugs of the others.
    """

    slug: str
    title: str
    kind: DocumentKind | None
    territory: str | None
    stage: Stage | None
    date: date | None
    pieces: tuple[PieceInfo, ...]
    created_at: datetime
    plan: str | None = None
    version: str | None = None
    versions: tuple[str, ...] = ()


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
    page in its piece, ``position`` the rank of the sentence in the piece, from 0. ``row`` is the
    sentence with the names of its columns where it is a row of a table, ``confidence`` that of its
    page where it was recognised from an image.
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
    row: str | None = None
    confidence: float | None = None

    @property
    def place(self) -> tuple[str, str, int]:
        """Document, piece and rank in the piece: what tells a sentence from all others."""
        return self.document, self.piece, self.position


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
    provision: Provision | None = None


# --- Looking for evidence ----------------------------------------------------------------------


class Side(StrEnum):
    """Which index a query is meant for; ``MODEL`` is no index, but a language model that read every passage."""

    DENSE = "dense"
    LEXICAL = "lexical"
    BOTH = "both"
    MODEL = "model"


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

    ``document`` is the slug of the document quoted: an answer may cite several. ``confidence`` is
    that of the page, where its text was recognised from an image.
    """

    piece: str
    page: int | None
    label: str | None
    quote: str
    ordinal: int
    start: int
    end: int
    document: str = ""
    confidence: float | None = None


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
class AskedQuestion:
    """A free question as a person typed it, and the answer as it was given.

    ``documents`` are the slugs that were asked; ``everywhere`` says that the person meant all documents.
    Questions of one ``conversation`` follow one another.
    """

    id: int
    conversation: str
    person: str
    documents: tuple[str, ...]
    everywhere: bool
    text: str
    answer: Answer
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list: its first question, how many followed, when the last was asked."""

    id: str
    first: str
    questions: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Annotation:
    """One cell of a manual analysis; ``content`` holds its evidence and values as JSON."""

    document: str
    indicator: str
    annotator: str
    verdict: Verdict
    minutes: float | None
    content: Mapping[str, Any]


class Decision(StrEnum):
    """What a person says of an answer."""

    ACCEPTE = "accepte"
    CORRIGE = "corrige"
    DOUTE = "doute"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a cell.

    ``verdict`` is the person's own, None only where the person doubts without saying one. ``content`` holds
    the ``values`` and ``evidence`` that replace the answer's, each None where the answer's are kept. ``id`` of
    the current review is what a later one must name, so that nobody overwrites what they have not seen.
    ``seconds`` is the time that the clock counted for the person on this cell, None without a clock.
    """

    id: int
    document: str
    indicator: str
    answer: int
    reviewer: str
    decision: Decision
    verdict: Verdict | None
    comment: str | None
    seconds: float | None
    content: Mapping[str, Any]
    replaces: int | None
    current: bool
    created_at: datetime


class ClockMode(StrEnum):
    """Whether the person works from the document alone, or from the tool's answer."""

    MAIN = "main"
    ASSISTE = "assiste"


class ClockState(StrEnum):
    """``EN_PAUSE`` also after two minutes without a sign of the person."""

    EN_MARCHE = "en_marche"
    EN_PAUSE = "en_pause"
    ARRETE = "arrete"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time spent by a person on a cell; ``seconds`` counts up to ``last_at``, idle time left out."""

    id: str
    document: str
    indicator: str
    person: str
    mode: ClockMode
    state: ClockState
    seconds: float
    idle_stops: int
    started_at: datetime
    last_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run as stored; ``finished_at`` is None where it was interrupted."""

    id: str
    kind: str
    document: str | None
    parameters: Mapping[str, Any]
    figures: Mapping[str, Any] | None
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class GoldVersion:
    """A version of the manual analysis, by the digest of what it says."""

    digest: str
    name: str
    origin: str
    cells: int
    details: Mapping[str, Any]
    created_at: datetime


# --- Long work ---------------------------------------------------------------------------------


class JobStatus(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
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
    stage_started_at: datetime | None = None
